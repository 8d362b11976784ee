//! A meeting with its day, time, length and place: what a change of them means for those who are invited.

use jiff::{Timestamp, civil::Time};

use super::{Invited, LeftOut, Reply};
use crate::{Date, MeetingId, PupilId, UserId, record::Party};

/// The shortest meeting, in minutes.
pub const SHORTEST: u32 = 5;
/// The longest, in minutes.
pub const LONGEST: u32 = 240;
/// No meeting begins before this hour of the day, and none after [`LATEST_HOUR`].
pub const EARLIEST_HOUR: i8 = 7;
/// The last hour in which a meeting may begin.
pub const LATEST_HOUR: i8 = 20;
/// A meeting is planned so many months ahead at most.
pub const MONTHS_AHEAD: i32 = 12;
/// The longest name of a place, in letters.
pub const PLACE_LETTERS: usize = 120;

/// When and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The day.
    pub on: Date,
    /// The time of day, in London.
    pub at: Time,
    /// So long, in minutes.
    pub minutes: u32,
    /// The room, or "by telephone".
    pub place: String,
}

impl When {
    /// The time of day as people write it: 15:30.
    #[must_use]
    pub fn time(&self) -> String {
        self.at.strftime("%H:%M").to_string()
    }
}

/// A review's meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its id: the same however often it moves, so that calendars move it too.
    pub id: MeetingId,
    /// The child.
    pub pupil: PupilId,
    /// When and where.
    pub when: When,
    /// How often it was changed: calendars take the highest.
    pub sequence: u32,
    /// Who planned it.
    pub planner: Option<UserId>,
    /// When it was planned, or changed last.
    pub changed_at: Timestamp,
    /// Why it was called off; none while it stands.
    pub called_off: Option<String>,
    /// Who is invited.
    pub invited: Vec<Invited>,
    /// Who is left out, and why: they are told of nothing.
    pub left_out: Vec<LeftOut>,
}

/// What a change of day, time or place means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Nothing changed: nobody is told.
    Nothing,
    /// Everybody is told; who said yes still comes.
    Place,
    /// It moved: everybody is told and asked anew.
    Moved,
}

impl Meeting {
    /// What it means to hold it then and there instead.
    ///
    /// # Source
    /// RFC 5546 3.2.2.1: a new day or time asks for a new answer; RFC 5545 3.8.7.4: each change raises the sequence.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, meetings::{Changed, Meeting, When}};
    /// # use jiff::civil::time;
    /// let when = When { on: date(2026, 12, 1), at: time(15, 30, 0, 0), minutes: 30, place: "Room 4".into() };
    /// let meeting = Meeting::new(uuid::Uuid::nil().into(), uuid::Uuid::nil().into(), when.clone());
    /// assert_eq!(meeting.change_to(&when), Changed::Nothing);
    /// assert_eq!(meeting.change_to(&When { place: "Library".into(), ..when.clone() }), Changed::Place);
    /// assert_eq!(meeting.change_to(&When { on: date(2026, 12, 2), ..when }), Changed::Moved);
    /// ```
    #[must_use]
    pub fn change_to(&self, when: &When) -> Changed {
        if self.when == *when {
            Changed::Nothing
        } else if (self.when.on, self.when.at) == (when.on, when.at) {
            Changed::Place
        } else {
            Changed::Moved
        }
    }

    /// A meeting to which nobody is invited yet.
    #[must_use]
    pub fn new(id: MeetingId, pupil: PupilId, when: When) -> Self {
        Self {
            id,
            pupil,
            when,
            sequence: 0,
            planner: None,
            changed_at: Timestamp::default(),
            called_off: None,
            invited: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Whether it stands and is not over on a day: until then an answer can be given and changed.
    #[must_use]
    pub fn takes_answers(&self, today: Date) -> bool {
        self.called_off.is_none() && self.when.on >= today
    }

    /// Whether somebody is the only one of their party who is invited.
    #[must_use]
    pub fn is_alone(&self, one: &Invited) -> bool {
        self.invited.iter().filter(|other| other.party == one.party).count() == 1
    }

    /// How many answered so.
    #[must_use]
    pub fn answered(&self, reply: Option<Reply>) -> usize {
        self.invited.iter().filter(|one| one.reply == reply).count()
    }

    /// As whom those come who said yes.
    #[must_use]
    pub fn coming(&self) -> Vec<Party> {
        let mut parties: Vec<Party> =
            self.invited.iter().filter(|one| one.reply == Some(Reply::Yes)).map(|one| one.party).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    fn invited(party: Party, reply: Option<Reply>) -> Invited {
        Invited { reply, ..Invited::new(uuid::Uuid::nil().into(), party, "Somebody") }
    }

    fn meeting() -> Meeting {
        let at = jiff::civil::time(15, 30, 0, 0);
        let when = When { on: date(2026, 12, 1), at, minutes: 30, place: "Room 4".to_owned() };
        Meeting::new(uuid::Uuid::nil().into(), uuid::Uuid::nil().into(), when)
    }

    #[test]
    fn a_place_keeps_answers_and_a_move_asks_anew() {
        let meeting = meeting();
        let when = &meeting.when;
        for (changed, means) in [
            (when.clone(), Changed::Nothing),
            (When { place: "Hall".to_owned(), ..when.clone() }, Changed::Place),
            (When { minutes: 45, ..when.clone() }, Changed::Place),
            (When { at: jiff::civil::time(16, 0, 0, 0), ..when.clone() }, Changed::Moved),
            (When { on: date(2026, 12, 2), place: "Hall".to_owned(), ..when.clone() }, Changed::Moved),
        ] {
            assert_eq!(meeting.change_to(&changed), means, "{changed:?}");
        }
        assert_eq!(when.time(), "15:30");
        assert_eq!(invited(Party::Ta, Some(Reply::No)).unanswered(), invited(Party::Ta, None));
    }

    #[test]
    fn answers_are_taken_until_the_day_and_not_when_it_is_called_off() {
        let meeting = meeting();
        for (today, takes) in
            [(date(2026, 11, 1), true), (date(2026, 12, 1), true), (date(2026, 12, 2), false)]
        {
            assert_eq!(meeting.takes_answers(today), takes, "{today}");
        }
        let off = Meeting { called_off: Some("Snow".to_owned()), ..meeting };
        assert!(!off.takes_answers(date(2026, 11, 1)));
    }

    #[test]
    fn two_parents_who_come_are_one_party() {
        let yes = Some(Reply::Yes);
        let all = vec![
            invited(Party::Teacher, yes),
            invited(Party::Parent, yes),
            invited(Party::Parent, yes),
            invited(Party::Ta, Some(Reply::OtherDay)),
            invited(Party::Pupil, None),
        ];
        let meeting = Meeting { invited: all, ..meeting() };
        assert_eq!(meeting.coming(), [Party::Parent, Party::Teacher]);
        assert!(meeting.is_alone(&meeting.invited[0]) && !meeting.is_alone(&meeting.invited[1]));
        assert_eq!((meeting.answered(yes), meeting.answered(None)), (3, 1));
        for reply in Reply::ALL {
            assert_eq!(Reply::from_code(reply.code()), Some(reply));
        }
    }
}
