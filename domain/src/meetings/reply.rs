//! Somebody who is invited to a meeting, and what they answered.

use jiff::Timestamp;

use crate::{InvitedId, UserId, record::Party};

/// What somebody answers to an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reply {
    /// They come.
    Yes,
    /// They do not come.
    No,
    /// They do not come then, and say which day would suit them.
    OtherDay,
}

impl Reply {
    /// Every answer.
    pub const ALL: [Reply; 3] = [Reply::Yes, Reply::No, Reply::OtherDay];

    /// The code in forms and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Reply::Yes => "yes",
            Reply::No => "no",
            Reply::OtherDay => "other-day",
        }
    }

    /// The answer of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Reply::ALL.into_iter().find(|reply| reply.code() == code)
    }

    /// In a list of who comes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Reply::Yes => "Comes",
            Reply::No => "Does not come",
            Reply::OtherDay => "Asks for another day",
        }
    }
}

/// Somebody who is invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The id of their account, of their contact when they have no account, or of the child.
    pub id: InvitedId,
    /// Their account; none for those who get a letter, and for the child, who answers on their own page.
    pub account: Option<UserId>,
    /// As whom they come.
    pub party: Party,
    /// Their name when they were invited.
    pub name: String,
    /// What they answered; none while they have not.
    pub reply: Option<Reply>,
    /// Their sentence: another day, or why not.
    pub words: String,
    /// When they answered.
    pub replied_at: Option<Timestamp>,
}

impl Invited {
    /// The same, with no answer: a meeting that moved asks anew.
    #[must_use]
    pub fn unanswered(self) -> Self {
        Self { reply: None, words: String::new(), replied_at: None, ..self }
    }
}
