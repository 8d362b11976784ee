//! What the record of a plan in place lacks: the day on which it was made; that it has ceased, when the roll says so.

use super::{Finding, Pass, StatutoryFacts, StatutoryState, ToDo, Weight, guards::arrive_with_plan};
use crate::{census::SenProvision, people::Role};

/// The code of the finding that the roll does not say E although a plan is in place.
pub const ROLL_SAYS_OTHERWISE: &str = "plan-in-place.roll-says-otherwise";

/// What is to be recorded of a plan in place. `day_is_missing`: nobody has recorded the day on which it was made;
/// `provision`: what the roll says today.
///
/// A plan ends when somebody records that the county has ceased it, never by what a roll says.
///
/// # Law
/// Children and Families Act 2014, s.44 (the review is counted from the day on which the plan was made) and s.45 (a plan
/// holds until the authority ceases it). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{census::SenProvision, pathway::{StatutoryState, plan_in_place}};
/// let found = plan_in_place::findings(StatutoryState::EhcpInPlace, false, SenProvision::K);
/// assert_eq!(found[0].code, plan_in_place::ROLL_SAYS_OTHERWISE);
/// ```
#[must_use]
pub fn findings(state: StatutoryState, day_is_missing: bool, provision: SenProvision) -> Vec<Finding> {
    if !state.has_plan() {
        return Vec::new();
    }
    let missing =
        day_is_missing.then(|| arrive_with_plan::NO_DAY_MADE.find(&StatutoryFacts::default())).flatten();
    let otherwise = (provision != SenProvision::E).then(|| Finding {
        code: ROLL_SAYS_OTHERWISE,
        weight: Weight::Warns,
        pass: Pass::NotNeeded,
        sentence: format!(
            "The roll says {}, not EHC plan. Record that the plan has ceased, when the county has ceased it; else have \
             the roll put right.",
            provision.name()
        ),
        who: &[Role::Senco],
        to_do: ToDo::CountyLetter,
    });
    missing.into_iter().chain(otherwise).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plan_in_place_lacks_anything() {
        use SenProvision::{E, K, N};
        for state in StatutoryState::ALL {
            for (missing, provision, codes) in [
                (false, E, &[][..]),
                (true, E, &["arrive-with-plan.no-day-made"]),
                (false, K, &[ROLL_SAYS_OTHERWISE]),
                (true, N, &["arrive-with-plan.no-day-made", ROLL_SAYS_OTHERWISE]),
            ] {
                let found = findings(*state, missing, provision);
                let found: Vec<_> = found.iter().map(|finding| finding.code).collect();
                assert_eq!(found, if state.has_plan() { codes } else { &[] }, "{state:?} {provision:?}");
            }
        }
    }
}
