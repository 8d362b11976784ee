//! Somebody is left out of a meeting: on which ground, and what that asks of whoever decides it.

use super::Invited;

/// The longest reason, in letters.
pub const WHY_LETTERS: usize = 500;

/// Why somebody is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// They asked not to come.
    OwnWish,
    /// They have no part in this meeting.
    NotNeeded,
    /// A court order says so.
    CourtOrder,
    /// The head or the safeguarding lead has decided it to keep the child safe.
    Safeguarding,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Ground; 4] =
        [Ground::OwnWish, Ground::NotNeeded, Ground::CourtOrder, Ground::Safeguarding];

    /// The code in forms and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Ground::OwnWish => "own-wish",
            Ground::NotNeeded => "not-needed",
            Ground::CourtOrder => "court-order",
            Ground::Safeguarding => "safeguarding",
        }
    }

    /// The ground of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Ground::ALL.into_iter().find(|ground| ground.code() == code)
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Ground::OwnWish => "They asked not to come",
            Ground::NotNeeded => "They have no part in this meeting",
            Ground::CourtOrder => "A court order",
            Ground::Safeguarding => "To keep the child safe (head or safeguarding lead)",
        }
    }

    /// Whether it keeps the child safe from them: they then hear neither when nor where the meeting is.
    #[must_use]
    pub const fn keeps_safe(self) -> bool {
        match self {
            Ground::CourtOrder | Ground::Safeguarding => true,
            Ground::OwnWish | Ground::NotNeeded => false,
        }
    }

    /// Whether it holds for the next meetings too, until somebody invites them again.
    #[must_use]
    pub const fn lasts(self) -> bool {
        self.keeps_safe()
    }

    /// Whether it is enough to hold a meeting without somebody with parental responsibility.
    ///
    /// # Source
    /// CFA s.19 and Code of Practice 6.65: parents take part in what is decided about their child, and are met three times a
    /// year. people.md: barring somebody needs an order, or a recorded decision of the head or the safeguarding lead.
    #[must_use]
    pub const fn is_enough_for_a_parent(self) -> bool {
        match self {
            Ground::OwnWish | Ground::CourtOrder | Ground::Safeguarding => true,
            Ground::NotNeeded => false,
        }
    }
}

/// Somebody who is left out, and why. What they answered before is kept with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Who.
    pub who: Invited,
    /// On which ground.
    pub ground: Ground,
    /// In words: which order, whose decision.
    pub why: String,
}

/// Why somebody cannot be left out so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotLeaveOut {
    /// Nothing is said in words.
    NoReason,
    /// It is said in too many letters.
    TooLong,
    /// They have parental responsibility, and this ground is not enough.
    Parent,
}

impl CannotLeaveOut {
    /// What to do, in a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            CannotLeaveOut::NoReason => "Write why: which order, whose decision, or what they said",
            CannotLeaveOut::TooLong => "Write at most 500 letters",
            CannotLeaveOut::Parent => {
                "They have parental responsibility: only their own wish, a court order, or a decision to keep the child \
                 safe leaves them out"
            }
        }
    }
}

/// Whether somebody can be left out on this ground, said in these words.
///
/// # Errors
/// What stands against it.
///
/// # Example
/// ```
/// # use domain::meetings::{CannotLeaveOut, Ground, leave_out};
/// assert_eq!(leave_out(true, Ground::CourtOrder, "Order of 3 May"), Ok(()));
/// assert_eq!(leave_out(true, Ground::NotNeeded, "A short one"), Err(CannotLeaveOut::Parent));
/// ```
pub fn leave_out(responsibility: bool, ground: Ground, why: &str) -> Result<(), CannotLeaveOut> {
    if responsibility && !ground.is_enough_for_a_parent() {
        Err(CannotLeaveOut::Parent)
    } else if why.trim().is_empty() {
        Err(CannotLeaveOut::NoReason)
    } else if why.trim().chars().count() > WHY_LETTERS {
        Err(CannotLeaveOut::TooLong)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_is_left_out_on_three_grounds_and_nobody_without_words() {
        for (ground, parent, lasts) in [
            (Ground::OwnWish, Ok(()), false),
            (Ground::NotNeeded, Err(CannotLeaveOut::Parent), false),
            (Ground::CourtOrder, Ok(()), true),
            (Ground::Safeguarding, Ok(()), true),
        ] {
            assert_eq!(leave_out(true, ground, "Said on Monday"), parent, "{ground:?}");
            assert_eq!(leave_out(false, ground, "Said on Monday"), Ok(()), "{ground:?}");
            assert_eq!(leave_out(false, ground, " \n"), Err(CannotLeaveOut::NoReason), "{ground:?}");
            assert_eq!(ground.lasts(), lasts, "{ground:?}");
            assert_eq!(Ground::from_code(ground.code()), Some(ground));
        }
        let long = "é".repeat(WHY_LETTERS);
        assert_eq!(leave_out(true, Ground::OwnWish, &long), Ok(()));
        assert_eq!(leave_out(true, Ground::OwnWish, &format!("{long}é")), Err(CannotLeaveOut::TooLong));
        assert_eq!(Ground::from_code("no-time"), None);
    }
}
