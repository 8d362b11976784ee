//! Which entries can be put back to an earlier version, and what of it comes back: words, never signatures.

use super::{Content, EntryKind};

/// Whose earlier words may come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restorable {
    /// Whoever may write it may put it back.
    ByWriters,
    /// Only its author: it is what one person said.
    ByAuthor,
    /// Nobody: somebody signed it, or sent it.
    Never,
}

/// Whether an entry of a kind can be put back to an earlier version.
#[must_use]
pub const fn restorable(kind: EntryKind) -> Restorable {
    match kind {
        EntryKind::Concern
        | EntryKind::Checklist
        | EntryKind::Adaptation
        | EntryKind::Profile
        | EntryKind::Plan
        | EntryKind::Referral
        | EntryKind::Report
        | EntryKind::Review
        | EntryKind::SchoolsAdvice
        | EntryKind::Ehcp
        | EntryKind::TopUp
        | EntryKind::Transition
        | EntryKind::AnnualReview => Restorable::ByWriters,
        EntryKind::ProfilePart
        | EntryKind::Talk
        | EntryKind::FileItem
        | EntryKind::PlanComments
        | EntryKind::View
        | EntryKind::Note => Restorable::ByAuthor,
        EntryKind::Acknowledgement
        | EntryKind::Agreement
        | EntryKind::ApplicationAgreement
        | EntryKind::RequestBundle
        | EntryKind::CountyLetter => Restorable::Never,
    }
}

/// What comes back of an earlier version: a page that was signed off comes back as one that is being joined, for the
/// signature was given to the version that it stands under.
#[must_use]
pub fn without_signature(content: Content) -> Content {
    match content {
        Content::Profile(mut profile) => {
            profile.signed_off_on = None;
            Content::Profile(profile)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{date, record::SignedProfile};

    #[test]
    fn what_is_signed_or_sent_never_comes_back() {
        let never: Vec<&str> = EntryKind::ALL
            .iter()
            .filter(|kind| restorable(**kind) == Restorable::Never)
            .map(|kind| kind.code())
            .collect();
        assert_eq!(
            never,
            ["acknowledgement", "agreement", "application-agreement", "request-bundle", "county-letter"]
        );
    }

    #[test]
    fn a_signature_stays_with_its_version() {
        let signed = SignedProfile { signed_off_on: Some(date(2026, 10, 5)), ..SignedProfile::default() };
        let Content::Profile(back) = without_signature(Content::Profile(signed)) else { panic!("a profile") };
        assert_eq!(back.signed_off_on, None);
    }
}
