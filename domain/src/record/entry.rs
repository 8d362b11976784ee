//! An entry: what was written on a child's record, by whom, when, in which version.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Acknowledgement, Adaptation, Agreement, AnnualReview, ApplicationAgreement, Concern, CountyLetter, Ehcp,
    FileItem, FilledChecklist, Note, Plan, PlanComments, ProfilePart, Referral, Report, Review,
    SchoolsAdvice, SignedProfile, Talk, TopUp, Transition, View,
};
use crate::{Date, EntryId, FileId, PupilId, SchoolId, bundle::RequestBundle, permissions::Who};

macro_rules! contents {
    ($($variant:ident($inner:ty), $code:literal, $name:literal;)+) => {
        /// What an entry says.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "says", rename_all = "kebab-case")]
        pub enum Content {
            $(#[doc = $name] $variant($inner),)+
        }

        /// The kind of an entry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum EntryKind {
            $(#[doc = $name] $variant,)+
        }

        impl Content {
            /// The kind.
            #[must_use]
            pub const fn kind(&self) -> EntryKind {
                match self { $(Content::$variant(_) => EntryKind::$variant,)+ }
            }

            /// The kind's code and the JSON of what it says: how the store keeps it.
            ///
            /// # Errors
            /// Never for values made by this program; JSON's own error otherwise.
            pub fn to_json(&self) -> Result<String, serde_json::Error> {
                match self { $(Content::$variant(says) => serde_json::to_string(says),)+ }
            }

            /// The content of a kind from its JSON.
            ///
            /// # Errors
            /// When the JSON is not of that kind.
            pub fn from_json(kind: EntryKind, json: &str) -> Result<Self, serde_json::Error> {
                match kind { $(EntryKind::$variant => serde_json::from_str(json).map(Content::$variant),)+ }
            }
        }

        impl EntryKind {
            /// Every kind.
            pub const ALL: &[EntryKind] = &[$(EntryKind::$variant),+];

            /// The code in the database.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(EntryKind::$variant => $code,)+ }
            }

            /// The name on screen.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(EntryKind::$variant => $name,)+ }
            }

            /// The kind of a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                EntryKind::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

contents! {
    Concern(Concern), "concern", "Initial concern";
    Checklist(FilledChecklist), "checklist", "Checklist";
    Acknowledgement(Acknowledgement), "acknowledgement", "Acknowledgement";
    Talk(Talk), "talk", "Contact";
    Adaptation(Adaptation), "adaptation", "Adaptation";
    ProfilePart(ProfilePart), "profile-part", "Part of the one page profile";
    Profile(SignedProfile), "profile", "One page profile";
    Plan(Plan), "plan", "IEP";
    Agreement(Agreement), "agreement", "Answer to the IEP";
    Referral(Referral), "referral", "Referral";
    Report(Report), "report", "Report of a professional";
    FileItem(FileItem), "file-item", "Pupil file";
    View(View), "view", "View";
    Review(Review), "review", "Progress review";
    ApplicationAgreement(ApplicationAgreement), "application-agreement", "Answer to the application";
    SchoolsAdvice(SchoolsAdvice), "schools-advice", "School's advice";
    RequestBundle(RequestBundle), "request-bundle", "EHC request bundle";
    CountyLetter(CountyLetter), "county-letter", "County's letter";
    Ehcp(Ehcp), "ehcp", "EHCP";
    AnnualReview(AnnualReview), "annual-review", "Annual review";
    PlanComments(PlanComments), "plan-comments", "Comments on the draft plan";
    TopUp(TopUp), "top-up", "Top-up";
    Transition(Transition), "transition", "Move to the next class or school";
    Note(Note), "note", "Confidential note";
}

impl Content {
    /// The photo or drawing that stands on it.
    #[must_use]
    pub const fn photo(&self) -> Option<FileId> {
        match self {
            Content::ProfilePart(part) => part.photo,
            Content::Profile(page) => page.photo,
            _ => None,
        }
    }
}

/// One entry on a child's record, in its newest version.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// The school.
    pub school: SchoolId,
    /// The child.
    pub pupil: PupilId,
    /// The round of the child's record in which it was made; earlier rounds stay readable.
    pub round: u32,
    /// The day that it is about.
    pub on: Date,
    /// What it says.
    pub content: Content,
    /// Whose it is.
    pub author: Who,
    /// When this version was written.
    pub written_at: Timestamp,
    /// The version, from 1.
    pub version: u32,
}

#[cfg(test)]
impl Entry {
    /// An entry of round 1 that the operator wrote: what a test does not look at is the same for all. `number` tells ids
    /// apart, and is the millisecond of its first version.
    pub(crate) fn sample(number: u64, on: Date, content: Content) -> Self {
        Self {
            id: EntryId::new(number, &[0; 10]),
            school: SchoolId::new(1, &[0; 10]),
            pupil: PupilId::new(1, &[0; 10]),
            round: 1,
            on,
            content,
            author: Who::Operator,
            written_at: Timestamp::UNIX_EPOCH,
            version: 1,
        }
    }
}

impl Entry {
    /// When its first version was written, to the millisecond: the entry's id keeps it through every later version.
    #[must_use]
    pub fn first_written_at(&self) -> Timestamp {
        self.id.made_at().unwrap_or(self.written_at)
    }

    /// Whether it is news since a review: of a later day, or of the same day and written down after the review was.
    #[must_use]
    pub fn is_since(&self, review: &Entry) -> bool {
        (self.on, self.first_written_at()) > (review.on, review.first_written_at())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        record::{Review, View},
    };

    #[test]
    fn what_is_written_down_after_a_review_of_the_day_is_news() {
        let review = Entry::sample(20, date(2026, 11, 23), Content::Review(Review::default()));
        for (number, on, news) in [
            (10, date(2026, 11, 22), false),
            (30, date(2026, 11, 22), false),
            (10, date(2026, 11, 23), false),
            (30, date(2026, 11, 23), true),
            (10, date(2026, 11, 24), true),
        ] {
            let view = Entry::sample(number, on, Content::View(View::default()));
            assert_eq!(view.is_since(&review), news, "{number} {on}");
        }
    }
}
