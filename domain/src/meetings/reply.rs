//! Somebody who is invited to a meeting, and what they answered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{InvitedId, UserId, record::Party};

/// What somebody answers to an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

/// How somebody hears of the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// By mail, and on their page in Waymark, where they answer.
    InWaymark,
    /// By mail with a calendar file; they tell the school whether they come.
    ByMail,
    /// By letter.
    ByLetter,
    /// By the adults round them: the child.
    InPerson,
}

/// Somebody who is invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The id of their account, of their contact when they have no account, or of the child; of somebody from outside, an
    /// id of their own.
    pub id: InvitedId,
    /// Their account, by which they answer; none for those who get a letter or only a mail, and for the child, who answers
    /// on their own page.
    pub account: Option<UserId>,
    /// As whom they come.
    pub party: Party,
    /// Their name when they were invited.
    pub name: String,
    /// The address of somebody who has no way in and is told by mail; empty for everybody else.
    pub email: String,
    /// Somebody added them by hand; else the record says that they take part.
    pub by_hand: bool,
    /// What they answered; none while they have not.
    pub reply: Option<Reply>,
    /// Their sentence: another day, or why not.
    pub words: String,
    /// When they answered.
    pub replied_at: Option<Timestamp>,
}

impl Invited {
    /// Somebody without an account who has not answered.
    #[must_use]
    pub fn new(id: InvitedId, party: Party, name: impl Into<String>) -> Self {
        Self {
            id,
            account: None,
            party,
            name: name.into(),
            email: String::new(),
            by_hand: false,
            reply: None,
            words: String::new(),
            replied_at: None,
        }
    }

    /// How they hear of the meeting.
    #[must_use]
    pub fn reached(&self) -> Reached {
        if self.party == Party::Pupil {
            Reached::InPerson
        } else if self.account.is_some() {
            Reached::InWaymark
        } else if self.email.is_empty() {
            Reached::ByLetter
        } else {
            Reached::ByMail
        }
    }

    /// The same, with no answer: a meeting that moved asks anew.
    #[must_use]
    pub fn unanswered(self) -> Self {
        Self { reply: None, words: String::new(), replied_at: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hears_of_it_in_one_way() {
        let id = uuid::Uuid::nil();
        let one = |party| Invited::new(id.into(), party, "Somebody");
        let (outside, account) = (one(Party::Agency), Some(id.into()));
        for (one, reached) in [
            (one(Party::Pupil), Reached::InPerson),
            (one(Party::Parent), Reached::ByLetter),
            (Invited { account, ..one(Party::Parent) }, Reached::InWaymark),
            (Invited { email: "ep@example.org".to_owned(), ..outside.clone() }, Reached::ByMail),
            (outside, Reached::ByLetter),
        ] {
            assert_eq!(one.reached(), reached, "{one:?}");
        }
    }
}
