//! A logged session: delivered, shortened or not run; each child present or not.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Date, ProvisionId, PupilId, SessionId, UserId};

/// What became of a planned session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionStatus {
    /// It ran as planned.
    #[default]
    Delivered,
    /// It ran, but not all of it.
    Shortened,
    /// It did not run.
    NotRun,
}

impl SessionStatus {
    /// Every status.
    pub const ALL: [SessionStatus; 3] =
        [SessionStatus::Delivered, SessionStatus::Shortened, SessionStatus::NotRun];

    /// The code in forms and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            SessionStatus::Delivered => "delivered",
            SessionStatus::Shortened => "shortened",
            SessionStatus::NotRun => "not-run",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            SessionStatus::Delivered => "Delivered",
            SessionStatus::Shortened => "Shortened",
            SessionStatus::NotRun => "Not run",
        }
    }

    /// The status of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        SessionStatus::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// A child at a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtSession {
    /// The child.
    pub pupil: PupilId,
    /// Whether they were there.
    pub present: bool,
    /// Why not.
    pub why: String,
    /// A line about them.
    pub line: String,
    /// How many prompts they needed; none where nobody counted.
    pub prompts: Option<u32>,
}

/// A logged session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id: an entry from a device keeps the device's.
    pub id: SessionId,
    /// The provision.
    pub provision: ProvisionId,
    /// The day.
    pub on: Date,
    /// What became of it.
    pub status: SessionStatus,
    /// Why it was not run, or was shortened.
    pub why: String,
    /// A line or a message to the teacher.
    pub line: String,
    /// Minutes.
    pub minutes: u32,
    /// Whether somebody else than its staff took it.
    pub cover: bool,
    /// Who logged it.
    pub logged_by: Option<UserId>,
    /// When it was logged: late when after its week was closed.
    pub logged_at: Timestamp,
    /// The children.
    pub children: Vec<AtSession>,
    /// The version; 0 when new.
    pub version: u32,
}

impl Session {
    /// Whether it took place.
    #[must_use]
    pub fn took_place(&self) -> bool {
        match self.status {
            SessionStatus::Delivered | SessionStatus::Shortened => true,
            SessionStatus::NotRun => false,
        }
    }

    /// Whether it came late: first logged after its week was closed, and not on its own day. What is corrected is told as
    /// a correction, with its reason, and not as late, too.
    ///
    /// # Source
    /// `pathway.md`, step 6: late offline entries are taken and marked late; a closed week can be corrected, with a reason.
    #[must_use]
    pub fn came_late(&self, closed_at: Timestamp, logged_on: Date) -> bool {
        self.version <= 1 && self.logged_at > closed_at && logged_on > self.on
    }

    /// Whether it took place with this child in it: what counts as given to the child.
    #[must_use]
    pub fn was_given_to(&self, pupil: PupilId) -> bool {
        self.took_place() && self.child(pupil).is_some_and(|child| child.present)
    }

    /// A child of it.
    #[must_use]
    pub fn child(&self, pupil: PupilId) -> Option<&AtSession> {
        self.children.iter().find(|child| child.pupil == pupil)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn late_is_what_first_came_after_the_close_and_after_its_day() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let closed = at("2026-11-26T15:00:00Z");
        let session = |logged_at: &str, version| Session {
            id: uuid::Uuid::nil().into(),
            provision: uuid::Uuid::nil().into(),
            on: date(2026, 11, 26),
            status: SessionStatus::Delivered,
            why: String::new(),
            line: String::new(),
            minutes: 20,
            cover: false,
            logged_by: None,
            logged_at: at(logged_at),
            children: Vec::new(),
            version,
        };
        for (logged_at, version, logged_on, wanted) in [
            ("2026-11-26T14:00:00Z", 1, date(2026, 11, 26), false),
            ("2026-11-26T16:00:00Z", 1, date(2026, 11, 26), false),
            ("2026-11-27T09:00:00Z", 1, date(2026, 11, 27), true),
            ("2026-11-27T09:00:00Z", 2, date(2026, 11, 27), false),
        ] {
            let late = session(logged_at, version).came_late(closed, logged_on);
            assert_eq!(late, wanted, "{logged_at}, version {version}");
        }
    }
}
