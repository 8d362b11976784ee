//! A child arrives with a plan: the roll, a transfer or a paper says so.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO, SENCO_DATA,
    check::{Check, found, stops, warns},
};

/// That nobody has recorded the day on which the plan was made.
pub const NO_DAY_MADE: Check<StatutoryFacts> = warns(
    "arrive-with-plan.no-day-made",
    ToDo::Ehcp,
    SENCO,
    "Record the day on which the plan was made: the annual review is counted from it.",
    |facts| facts.plan_made_on.is_none(),
);

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops(
        "arrive-with-plan.roll-does-not-say",
        ToDo::Roll,
        SENCO_DATA,
        "Only a child whose roll, transfer or paper says E joins here; record what it says.",
        |facts| !facts.roll_says_plan,
    ),
    NO_DAY_MADE,
    warns(
        "arrive-with-plan.no-document",
        ToDo::Ehcp,
        SENCO,
        "Put the plan's document into the record.",
        |facts| !facts.plan_document,
    ),
    warns(
        "arrive-with-plan.line-without-provision",
        ToDo::Provision,
        SENCO,
        "Tie each line of section F to provision, so that what is delivered can be compared with \
         what is specified.",
        |facts: &StatutoryFacts| facts.lines_without_provision > 0,
    )
    .exactly(|facts| {
        format!("Tie each line of section F to provision: {} without.", facts.lines_without_provision)
    }),
    warns(
        "arrive-with-plan.no-talk-in-school",
        ToDo::TalkToParents,
        SENCO,
        "Talk with the parents in school about exactly what will happen, and record the day.",
        |facts| facts.talk_in_school_on.is_none(),
    ),
];

/// What keeps a child from joining at "EHCP in place".
///
/// # Source
/// pathway, general rules: E joins at EHCP in place.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::arrive_with_plan}};
/// let found = arrive_with_plan::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "arrive-with-plan.roll-does-not-say");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
