//! Whether a close ends SEN support: then the status goes back to N, and what lets support stop is asked first.

use super::{CloseReason, SupportFacts};

/// Whether closing for this reason ends the child's SEN support.
///
/// A worry that has passed ends the support that its round gave. A small worry of a child who is K already, or a round that was opened in error, or that parents do
/// not want, ends nothing by itself: the school's duty remains, and the child stays K unless the school says that
/// special educational provision is no longer needed. A child who left keeps the status that goes with them.
///
/// # Source
/// pathway, general rules (close with a reason; SEN status) and step 8.
///
/// # Law
/// The duty to use best endeavours remains: Children and Families Act 2014 s.66. In force since 2014-09-01;
/// read 2026-11-29.
///
/// # Example
/// ```
/// # use domain::pathway::{CloseReason, SupportFacts, ends_support};
/// let supported = SupportFacts { gets_support: true, ..Default::default() };
/// assert!(ends_support::by_close(CloseReason::ConcernResolved, &supported));
/// assert!(!ends_support::by_close(CloseReason::ParentsDoNotWant, &supported));
/// ```
#[must_use]
pub const fn by_close(reason: CloseReason, facts: &SupportFacts) -> bool {
    match reason {
        CloseReason::SupportCanStop => true,
        CloseReason::ConcernResolved => facts.gets_support || facts.no_longer_needed,
        CloseReason::OpenedInError | CloseReason::ParentsDoNotWant => facts.no_longer_needed,
        CloseReason::LeftSchool => false,
    }
}

/// Whether closing for this reason ends the child's places in groups: support is over here. What the parents do not want
/// as SEN support, a worry that has passed, and what an error opened say nothing of a group.
///
/// # Source
/// pathway, step 8: targets met and the gap closed: support stops; `pathway.md`, step 5: whom a group is planned for.
#[must_use]
pub const fn ends_places(reason: CloseReason) -> bool {
    match reason {
        CloseReason::SupportCanStop | CloseReason::LeftSchool => true,
        CloseReason::ConcernResolved | CloseReason::OpenedInError | CloseReason::ParentsDoNotWant => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason() {
        for (reason, nothing, supported, no_longer_needed) in [
            (CloseReason::SupportCanStop, true, true, true),
            (CloseReason::ConcernResolved, false, true, true),
            (CloseReason::OpenedInError, false, false, true),
            (CloseReason::ParentsDoNotWant, false, false, true),
            (CloseReason::LeftSchool, false, false, false),
        ] {
            let facts = |gets_support, no_longer_needed| SupportFacts {
                gets_support,
                no_longer_needed,
                ..SupportFacts::default()
            };
            assert_eq!(by_close(reason, &facts(false, false)), nothing, "{reason:?}");
            let over = matches!(reason, CloseReason::SupportCanStop | CloseReason::LeftSchool);
            assert_eq!(ends_places(reason), over, "{reason:?}");
            assert_eq!(by_close(reason, &facts(true, false)), supported, "{reason:?}");
            assert_eq!(by_close(reason, &facts(false, true)), no_longer_needed, "{reason:?}");
        }
    }
}
