//! The sheets of a week: every planned session, and whether anybody has said what became of it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, ProvisionId, PupilId, UserId,
    calendar::SchoolCalendar,
    progress::Week,
    provision::{Provision, Session, SessionStatus, Timetable, planned_days},
};
use jiff::Timestamp;

use crate::time_in_words::day_of;

/// What became of a planned session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetState {
    /// Nobody has said anything, and its day is over.
    Missing,
    /// It was said that it was not run.
    NotRun,
    /// It was held and is entered.
    Entered,
    /// Its day is today or later.
    ToCome,
}

impl SheetState {
    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            SheetState::Missing => "Missing",
            SheetState::NotRun => "Not run",
            SheetState::Entered => "Entered",
            SheetState::ToCome => "To come",
        }
    }
}

/// One planned session of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The group.
    pub provision: ProvisionId,
    /// Its name.
    pub name: String,
    /// The day.
    pub on: Date,
    /// What became of it.
    pub state: SheetState,
    /// Why it was not run.
    pub why: String,
    /// Whether it was entered after the week was closed.
    pub late: bool,
    /// Who runs it.
    pub staff: Vec<UserId>,
    /// The classes of its children.
    pub classes: BTreeSet<String>,
}

/// How many sheets there are, and what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Of what: the class, group or person.
    pub name: String,
    /// Sessions of which something should be known.
    pub expected: usize,
    /// Entered, whether held or not run.
    pub entered: usize,
    /// Of those, not run.
    pub not_run: usize,
    /// Of those, entered after the week was closed.
    pub late: usize,
    /// Still to come this week.
    pub to_come: usize,
}

impl Count {
    /// A count of nothing yet.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Counts sheets.
    #[must_use]
    pub fn of<'a>(name: impl Into<String>, sheets: impl IntoIterator<Item = &'a Sheet>) -> Self {
        let mut count = Self::named(name);
        for sheet in sheets {
            count.add(sheet);
        }
        count
    }

    /// Counts one more.
    pub fn add(&mut self, sheet: &Sheet) {
        match sheet.state {
            SheetState::ToCome => {
                self.to_come += 1;
                return;
            }
            SheetState::Missing => {}
            SheetState::NotRun => {
                self.not_run += 1;
                self.entered += 1;
            }
            SheetState::Entered => self.entered += 1,
        }
        self.expected += 1;
        self.late += usize::from(sheet.late);
    }

    /// Sessions of which nobody has said anything.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.expected.saturating_sub(self.entered)
    }
}

/// The sheets of a week for groups with a child on the day, by day and group. `closed_at` marks those that came late.
pub(super) fn of_week(
    provisions: &[Provision],
    sessions: &[Session],
    calendar: &SchoolCalendar,
    class_of: &BTreeMap<PupilId, String>,
    week: Week,
    closed_at: Option<Timestamp>,
    today: Date,
) -> Vec<Sheet> {
    let table = Timetable::new(provisions, sessions, calendar, today);
    let mut sheets = Vec::new();
    for provision in provisions {
        for on in planned_days(provision, calendar, week.monday(), week.sunday()) {
            let classes: BTreeSet<String> =
                provision.children_on(on).filter_map(|place| class_of.get(&place.pupil)).cloned().collect();
            if classes.is_empty() {
                continue;
            }
            let session = table.session(provision.id, on);
            let state = match session.map(|session| session.status) {
                Some(SessionStatus::Delivered | SessionStatus::Shortened) => SheetState::Entered,
                Some(SessionStatus::NotRun) => SheetState::NotRun,
                None if on < today => SheetState::Missing,
                None => SheetState::ToCome,
            };
            sheets.push(Sheet {
                provision: provision.id,
                name: provision.name.clone(),
                on,
                state,
                why: session.map(|session| session.why.clone()).unwrap_or_default(),
                late: session
                    .zip(closed_at)
                    .is_some_and(|(session, closed)| session.came_late(closed, day_of(session.logged_at))),
                staff: provision.staff.clone(),
                classes,
            });
        }
    }
    sheets.sort_by(|a, b| (a.on, &a.name, a.provision).cmp(&(b.on, &b.name, b.provision)));
    sheets
}
