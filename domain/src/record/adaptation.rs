//! Step 2: an adaptation of teaching.

use serde::{Deserialize, Serialize};

use crate::{Date, census::sen_type::AreaOfNeed};

/// What difference an adaptation made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// None.
    None,
    /// Some, not enough.
    Some,
    /// Enough.
    Enough,
}

impl Difference {
    /// Every answer.
    pub const ALL: [Difference; 3] = [Difference::None, Difference::Some, Difference::Enough];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Difference::None => "none",
            Difference::Some => "some",
            Difference::Enough => "enough",
        }
    }

    /// The answer of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Difference::ALL.into_iter().find(|difference| difference.code() == code)
    }

    /// The word on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Difference::None => "no difference",
            Difference::Some => "some difference",
            Difference::Enough => "enough difference",
        }
    }
}

/// What was changed in the classroom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Adaptation {
    /// The area of need that it serves.
    pub area: Option<AreaOfNeed>,
    /// What was changed, in own words or from the strategy bank.
    pub what: String,
    /// The strategy of the bank that it began from; empty for own words. The words above are kept whatever becomes of it.
    pub strategy: String,
    /// What to look for when it is reviewed.
    pub look_for: String,
    /// Since when.
    pub from_on: Option<Date>,
    /// How often.
    pub how_often: String,
    /// When it is to be looked at.
    pub review_on: Option<Date>,
    /// When it was looked at.
    pub reviewed_on: Option<Date>,
    /// What difference it made.
    pub difference: Option<Difference>,
    /// What was seen.
    pub seen: String,
    /// When it was taken back, because it was written down by mistake; none when it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_back_on: Option<Date>,
}

/// What is undone of an adaptation. Nothing is lost: the version before stays readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// It was written down by mistake: it counts no more.
    TakeBack,
    /// It was taken back by mistake: it counts again.
    PutBack,
    /// It was ended by mistake: it is tried on.
    OpenAgain,
}

impl Undo {
    /// Every way.
    pub const ALL: [Undo; 3] = [Undo::TakeBack, Undo::PutBack, Undo::OpenAgain];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Undo::TakeBack => "take-back",
            Undo::PutBack => "put-back",
            Undo::OpenAgain => "open-again",
        }
    }

    /// The way of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Undo::ALL.into_iter().find(|undo| undo.code() == code)
    }

    /// The adaptation after it; none when there is nothing of that kind to undo. What was seen stays, for whoever says again
    /// what difference it made.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, record::{Adaptation, Difference, Undo}};
    /// let tried = Adaptation { what: "A timer".into(), difference: Some(Difference::Some), ..Adaptation::default() };
    /// let open = Undo::OpenAgain.of(&tried, date(2026, 11, 2)).unwrap();
    /// assert_eq!((open.difference, open.counts()), (None, true));
    /// assert_eq!(Undo::OpenAgain.of(&open, date(2026, 11, 2)), None);
    /// ```
    #[must_use]
    pub fn of(self, adaptation: &Adaptation, today: Date) -> Option<Adaptation> {
        let counts = adaptation.counts();
        let after = match self {
            Undo::TakeBack => Adaptation { taken_back_on: Some(today), ..adaptation.clone() },
            Undo::PutBack => Adaptation { taken_back_on: None, ..adaptation.clone() },
            Undo::OpenAgain => Adaptation { difference: None, reviewed_on: None, ..adaptation.clone() },
        };
        let can = match self {
            Undo::TakeBack => counts,
            Undo::PutBack => !counts,
            Undo::OpenAgain => counts && adaptation.difference.is_some(),
        };
        can.then_some(after)
    }
}

impl Adaptation {
    /// Whether it was made at all: not one that was written down by mistake and taken back.
    #[must_use]
    pub const fn counts(&self) -> bool {
        self.taken_back_on.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn what_can_be_undone_of_what() {
        let today = date(2026, 11, 2);
        let open = Adaptation { what: "A timer".into(), ..Adaptation::default() };
        let ended = Adaptation {
            difference: Some(Difference::None),
            reviewed_on: Some(date(2026, 10, 2)),
            seen: "Still up and about".into(),
            ..open.clone()
        };
        let gone = Adaptation { taken_back_on: Some(date(2026, 10, 5)), ..ended.clone() };
        let table = [
            (&open, Undo::TakeBack, Some(Adaptation { taken_back_on: Some(today), ..open.clone() })),
            (&open, Undo::PutBack, None),
            (&open, Undo::OpenAgain, None),
            (&ended, Undo::TakeBack, Some(Adaptation { taken_back_on: Some(today), ..ended.clone() })),
            (&ended, Undo::PutBack, None),
            (&ended, Undo::OpenAgain, Some(Adaptation { seen: ended.seen.clone(), ..open.clone() })),
            (&gone, Undo::TakeBack, None),
            (&gone, Undo::PutBack, Some(ended.clone())),
            (&gone, Undo::OpenAgain, None),
        ];
        for (before, undo, after) in table {
            assert_eq!(undo.of(before, today), after, "{undo:?} of {before:?}");
            assert_eq!(Undo::from_code(undo.code()), Some(undo));
        }
    }
}
