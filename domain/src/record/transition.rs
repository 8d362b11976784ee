//! The move to the next teacher, to Reception, to the next school: what is prepared, from a set date.

use serde::{Deserialize, Serialize};

use crate::Date;

/// To whom a child moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MovesTo {
    /// The next class, with another teacher.
    #[default]
    NextTeacher,
    /// From nursery to Reception.
    Reception,
    /// Another school.
    NextSchool,
}

impl MovesTo {
    /// Every kind of move.
    pub const ALL: [MovesTo; 3] = [MovesTo::NextTeacher, MovesTo::Reception, MovesTo::NextSchool];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            MovesTo::NextTeacher => "next-teacher",
            MovesTo::Reception => "reception",
            MovesTo::NextSchool => "next-school",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            MovesTo::NextTeacher => "The next class, with another teacher",
            MovesTo::Reception => "Reception, from nursery",
            MovesTo::NextSchool => "Another school",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        MovesTo::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// A visit, or another step on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TransitionVisit {
    /// The day.
    pub on: Option<Date>,
    /// What it is.
    pub what: String,
    /// Who goes with the child, and whom they meet.
    pub who: String,
    /// Whether it was.
    pub done: bool,
}

/// How far a move is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransitionStage {
    /// It is prepared from a day that is ahead.
    Ahead,
    /// It is being prepared.
    Prepared,
    /// The child has moved.
    Moved,
}

/// A move, and how it is prepared.
///
/// # Source
/// pathway.md, general rules: visits, who meets whom, what is passed on, from a set date. CoP 2015, 6.57: SEN support includes
/// planning and preparation for transition before a child moves. Read 2026-11-29.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Transition {
    /// To whom.
    pub moves_to: MovesTo,
    /// From which class or school.
    pub from: String,
    /// To which class or school.
    pub to: String,
    /// The day from which it is prepared.
    pub begins_on: Option<Date>,
    /// The first day there.
    pub moves_on: Option<Date>,
    /// Visits and other steps.
    pub visits: Vec<TransitionVisit>,
    /// Which adults meet, and when.
    pub meets: String,
    /// What is passed on, to whom, and how.
    pub passed_on: String,
    /// What does not help, and what worries the child or the parents.
    pub worries: String,
    /// Whom to ask besides the class teacher and the SENCO.
    pub ask: String,
}

impl Transition {
    /// So many visits at most.
    pub const MOST_VISITS: usize = 20;

    /// How far it is on a day. The first day in the new place is a move made.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, record::{Transition, TransitionStage}};
    /// let june = Some(date(2027, 6, 1));
    /// let move_ = Transition { begins_on: june, moves_on: Some(date(2027, 9, 2)), ..Transition::default() };
    /// assert_eq!(move_.stage(date(2027, 5, 31)), TransitionStage::Ahead);
    /// assert_eq!(move_.stage(date(2027, 6, 1)), TransitionStage::Prepared);
    /// assert_eq!(move_.stage(date(2027, 9, 2)), TransitionStage::Moved);
    /// ```
    #[must_use]
    pub fn stage(&self, today: Date) -> TransitionStage {
        if self.moves_on.is_some_and(|on| on <= today) {
            TransitionStage::Moved
        } else if self.begins_on.is_some_and(|on| today < on) {
            TransitionStage::Ahead
        } else {
            TransitionStage::Prepared
        }
    }

    /// What comes next from the day on which it is prepared: the first visit that is not done, else the first day in the
    /// new place.
    ///
    /// # Source
    /// pathway, general rules: transition, "from a set date".
    ///
    /// # Example
    /// ```
    /// # use domain::{date, record::{Transition, TransitionVisit}};
    /// let visit = TransitionVisit { on: Some(date(2027, 7, 5)), what: "A morning in 5 Ash".into(), ..Default::default() };
    /// let begun = Transition { begins_on: Some(date(2027, 6, 1)), visits: vec![visit], ..Transition::default() };
    /// assert_eq!(begun.next_step(date(2027, 6, 1)), Some((date(2027, 7, 5), "A morning in 5 Ash".to_owned())));
    /// assert_eq!(begun.next_step(date(2027, 5, 31)), None);
    /// ```
    #[must_use]
    pub fn next_step(&self, today: Date) -> Option<(Date, String)> {
        if self.stage(today) != TransitionStage::Prepared {
            return None;
        }
        let visits = self.visits.iter().filter(|visit| !visit.done);
        let next = visits.filter_map(|visit| Some((visit.on?, visit.what.trim().to_owned()))).min();
        next.or_else(|| self.moves_on.map(|on| (on, format!("First day: {}", self.to.trim()))))
    }

    /// What is wrong with it: the box, and what to do.
    #[must_use]
    pub fn wrong(&self) -> Vec<(String, &'static str)> {
        let mut wrong = Vec::new();
        if self.to.trim().is_empty() {
            wrong.push(("to".to_owned(), "Say to which class or school the child moves"));
        }
        if self.begins_on.is_none() {
            wrong.push(("begins_on-day".to_owned(), "Enter the day from which the move is prepared"));
        }
        if let (Some(begins_on), Some(moves_on)) = (self.begins_on, self.moves_on)
            && moves_on < begins_on
        {
            wrong.push(("moves_on-day".to_owned(), "The first day there must not be before it is prepared"));
        }
        for (number, visit) in (1..).zip(&self.visits) {
            if visit.what.trim().is_empty() {
                wrong.push((
                    format!("what-{number}"),
                    "Say what it is, for example “a morning in the new class”",
                ));
            }
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_next_step_is_the_first_visit_that_is_not_done_then_the_first_day() {
        let visit =
            |on, done| TransitionVisit { on, what: " Visit ".into(), done, ..TransitionVisit::default() };
        let (first, second, september) = (date(2027, 6, 14), date(2027, 7, 5), date(2027, 9, 2));
        let moves = |visits| Transition {
            to: "5 Ash".into(),
            begins_on: Some(date(2027, 6, 1)),
            moves_on: Some(september),
            visits,
            ..Transition::default()
        };
        let today = date(2027, 7, 12);
        for (visits, on, what) in [
            (vec![visit(Some(second), false), visit(Some(first), false)], first, "Visit"),
            (vec![visit(Some(second), false), visit(Some(first), true)], second, "Visit"),
            (vec![visit(Some(first), true), visit(None, false)], september, "First day: 5 Ash"),
            (Vec::new(), september, "First day: 5 Ash"),
        ] {
            assert_eq!(moves(visits).next_step(today), Some((on, what.to_owned())));
        }
        assert_eq!(moves(Vec::new()).next_step(september), None, "the move is made");
    }

    #[test]
    fn a_move_without_days_is_being_prepared_and_never_over_by_itself() {
        let (june, september) = (Some(date(2027, 6, 1)), Some(date(2027, 9, 2)));
        let table = [
            (None, None, date(2027, 1, 1), TransitionStage::Prepared),
            (june, None, date(2027, 5, 31), TransitionStage::Ahead),
            (june, None, date(2030, 1, 1), TransitionStage::Prepared),
            (june, september, date(2027, 9, 1), TransitionStage::Prepared),
            (None, september, date(2027, 9, 3), TransitionStage::Moved),
        ];
        for (begins_on, moves_on, today, stage) in table {
            let transition = Transition { begins_on, moves_on, ..Transition::default() };
            assert_eq!(transition.stage(today), stage, "{today}");
        }
    }

    #[test]
    fn what_is_missing_is_said_at_its_box() {
        let boxes = |transition: &Transition| -> Vec<String> {
            transition.wrong().into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(boxes(&Transition::default()), ["to", "begins_on-day"]);
        let transition = Transition {
            to: "5 Ash".into(),
            begins_on: Some(date(2027, 6, 1)),
            moves_on: Some(date(2027, 5, 1)),
            visits: vec![TransitionVisit { who: "Mr Gale".into(), ..TransitionVisit::default() }],
            ..Transition::default()
        };
        assert_eq!(boxes(&transition), ["moves_on-day", "what-1"]);
        for kind in MovesTo::ALL {
            assert_eq!(MovesTo::from_code(kind.code()), Some(kind));
        }
    }
}
