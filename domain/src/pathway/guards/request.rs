//! Asks the county to assess: everyone agrees, or head and SENCO together write why, parents told (firm).

use crate::pathway::{Finding, StatutoryFacts, ToDo, facts::and};

use super::{
    HEAD, SENCO, SENCO_HEAD, SENCO_PARENT, TEACHER, TEACHER_SENCO,
    check::{Check, firm, found, stops_unless_both, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops_unless_both(
        "request.parents-not-agreed",
        ToDo::Application,
        SENCO_PARENT,
        "Ask the parents for their signed consent.",
        |facts| !facts.county_has_answered && facts.parents_consented_on.is_none(),
    ),
    stops_unless_both(
        "request.teacher-not-agreed",
        ToDo::Application,
        TEACHER,
        "Ask the class teacher whether they agree, and record it.",
        |facts| !facts.county_has_answered && !facts.teacher_agrees,
    ),
    stops_unless_both(
        "request.senco-not-agreed",
        ToDo::Application,
        SENCO,
        "The SENCO records that they agree.",
        |facts| !facts.county_has_answered && !facts.senco_agrees,
    ),
    stops_unless_both(
        "request.head-not-agreed",
        ToDo::Application,
        HEAD,
        "Ask the head whether they agree, and record it.",
        |facts| !facts.county_has_answered && !facts.head_agrees,
    ),
    firm(
        "request.parents-not-told",
        ToDo::TellParents,
        SENCO_HEAD,
        "Tell the parents that the school asks the county although not everyone agrees, and record \
         the day.",
        |facts| !facts.county_has_answered && !all_agree(facts) && facts.parents_told_of_request_on.is_none(),
    ),
    warns(
        "request.not-all-agreed-on-record",
        ToDo::Application,
        SENCO_HEAD,
        "The county has answered this request, and the record does not say that everyone agreed to it: write down what \
         each person said.",
        |facts| facts.county_has_answered && !all_agree(facts),
    ),
    warns(
        "request.no-pupils-view",
        ToDo::ChildsView,
        TEACHER_SENCO,
        "Ask the child for their view, and write it down: a view, not a veto.",
        |facts| !facts.pupils_view,
    ),
    warns(
        "request.evidence-missing",
        ToDo::Evidence,
        SENCO,
        "The county will look for evidence that is not there yet (Code of Practice 9.14).",
        |facts: &StatutoryFacts| !facts.evidence_missing.is_empty(),
    )
    .exactly(|facts| {
        format!(
            "The county will look for this too (Code of Practice 9.14): {}.",
            and(&facts.evidence_missing).unwrap_or_default()
        )
    }),
    warns(
        "request.no-day-received",
        ToDo::CountyLetter,
        SENCO,
        "Record the day on which the county received it: its clock starts that day.",
        |facts| facts.request_received_on.is_none(),
    ),
    warns(
        "request.parents-not-told-they-may-apply",
        ToDo::ParentsRights,
        SENCO_HEAD,
        "Tell the parents plainly that they may ask the county themselves.",
        |facts| !facts.parents_told_they_may_apply,
    ),
];

/// What keeps the school from asking the county for an EHC needs assessment. Where somebody does not agree,
/// only the head and the SENCO together pass it, in writing, and not before the parents are told. The
/// evidence list warns and never blocks. A request that the county has answered was made: nothing stops the record from
/// saying so.
///
/// # Law
/// Children and Families Act 2014 s.36(1); SEND Code of Practice 2015 9.8, 9.14. In force since 2014-09-01;
/// read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::request}};
/// let facts = StatutoryFacts {
///     parents_consented_on: Some(date(2026, 11, 2)),
///     senco_agrees: true,
///     head_agrees: true,
///     ..Default::default()
/// };
/// let codes: Vec<&str> = request::findings(&facts).iter().map(|found| found.code).collect();
/// assert_eq!(codes[..2], ["request.teacher-not-agreed", "request.parents-not-told"]);
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}

const fn all_agree(facts: &StatutoryFacts) -> bool {
    facts.parents_consented_on.is_some() && facts.teacher_agrees && facts.senco_agrees && facts.head_agrees
}
