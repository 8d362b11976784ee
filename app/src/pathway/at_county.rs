//! What is next in the county's process, beside what is next for support in school.

use domain::{
    pathway::{CaseState, StatutoryMove, StatutoryState, letters_wait, may_do_now, plan_in_place},
    people::Pupil,
    permissions::Actor,
    record::{Entry, LegalDates},
};

use super::what_next::{ToDoItem, to_do};

/// Where the county's process stands when no move of it is next, and what the school does there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtCounty {
    /// The state, in words.
    pub name: &'static str,
    /// What the record of the plan lacks, or what letters on it wait for.
    pub lacks: Vec<ToDoItem>,
    /// What the school does.
    pub does: Vec<&'static str>,
}

/// Where the county's process stands, when it is not said by the next move.
pub(super) fn at_county(
    actor: &Actor,
    pupil: &Pupil,
    state: &CaseState,
    entries: &[Entry],
) -> Option<AtCounty> {
    let day_is_missing = LegalDates::of(entries).misses_the_day(state.statutory);
    let lacks: Vec<ToDoItem> = plan_in_place::findings(state.statutory, day_is_missing, pupil.provision)
        .iter()
        .chain(letters_wait::finding(state.statutory, entries).iter())
        .map(|finding| to_do(actor, pupil, finding))
        .collect();
    let does = if main_statutory(state.statutory).is_some() {
        Vec::new()
    } else {
        may_do_now::next_in_school(state)
    };
    let says = !lacks.is_empty() || !does.is_empty();
    says.then(|| AtCounty { name: state.statutory.name(), lacks, does })
}

/// The next move of the county's process, where one is.
pub(super) const fn main_statutory(state: StatutoryState) -> Option<StatutoryMove> {
    match state {
        StatutoryState::Agreeing => Some(StatutoryMove::Request),
        StatutoryState::Requested => Some(StatutoryMove::AgreeToAssess),
        StatutoryState::Assessing => Some(StatutoryMove::IssueDraft),
        StatutoryState::DraftPlan => Some(StatutoryMove::MakePlan),
        StatutoryState::Amending => Some(StatutoryMove::MakeAmendedPlan),
        StatutoryState::Ceasing => Some(StatutoryMove::Cease),
        _ => None,
    }
}
