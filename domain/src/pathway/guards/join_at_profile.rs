//! Joins at step 3: an import or a transfer says K (or E).

use crate::{
    census::SenProvision,
    pathway::{Finding, SupportFacts, ToDo},
};

use super::{
    SENCO, SENCO_DATA,
    check::{Check, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stops(
        "join-at-profile.roll-does-not-say",
        ToDo::Roll,
        SENCO_DATA,
        "Only a child whose roll or transfer says K or E joins here; record what it says, or start \
         with a concern.",
        |facts| !matches!(facts.roll_says, Some(SenProvision::K | SenProvision::E)),
    ),
    warns(
        "join-at-profile.no-day-parents-told",
        ToDo::TellParents,
        SENCO,
        "Record the day on which the parents were told of SEN support, here or at the earlier school.",
        |facts| facts.parents_told_of_sen_support_on.is_none(),
    ),
];

/// What keeps a child from joining at the one page profile. K without a day on which parents were told is a
/// finding (CoP 6.48); it warns, because the day may lie with an earlier school.
///
/// # Source
/// pathway, general rules: join at a step.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::join_at_profile}};
/// # use domain::census::SenProvision;
/// let facts = SupportFacts { roll_says: Some(SenProvision::K), ..Default::default() };
/// assert_eq!(join_at_profile::findings(&facts)[0].code, "join-at-profile.no-day-parents-told");
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
