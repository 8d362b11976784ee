//! What each party says of the current cycle's plan: their answers to it, and what an earlier cycle still says of it.

use crate::{
    Date, TargetId,
    record::{Agreement, Answer, Content, Entry, Party, Plan, Review, Target, correction},
};

use super::{
    CaseState,
    facts::{FourParties, Said},
    facts_of_support::{current_plan, four, of_round, plan_of_cycle, review_of, said},
};

/// What a party said before this cycle's plan was written, and that still holds for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// [`Said::Yes`] when they agreed at the review, [`Said::NothingChanged`] when they answered the same words before.
    pub said: Said,
    /// The day of the review; none for an answer to the last cycle's plan.
    pub review_on: Option<Date>,
}

/// What each of the four says of the current cycle's plan, as the guard to step 5 counts it.
///
/// # Source
/// pathway, step 4: a later cycle needs new agreement only for what changed, and what was said in the review counts.
#[must_use]
pub fn agreement_of_four(state: &CaseState, entries: &[Entry]) -> FourParties<Said> {
    let Some((entry, _)) = current_plan(state, entries) else { return FourParties::default() };
    four(|party| match answer(state, entries, party, |said| correction::answers(said, entry)) {
        Said::NotAsked => carried_over(state, entries, party).map_or(Said::NotAsked, |carried| carried.said),
        said_now => said_now,
    })
}

/// What a party said before that holds for the newest text of the current cycle's plan. At the review they heard of the
/// plan that ran and of what became of its targets: their yes holds while the new plan goes on with it ([`goes_on`]),
/// and no longer once something is in it that nobody could have shown them. Who answered the last plan need not be
/// asked for one that says the same. Who disagreed at the review is asked; that somebody was there says nothing by
/// itself.
///
/// # Source
/// pathway, step 4: a later cycle needs new agreement only for what changed, and what was said in the review counts.
#[must_use]
pub fn carried_over(state: &CaseState, entries: &[Entry], party: Party) -> Option<Carried> {
    let (entry, plan) = current_plan(state, entries)?;
    let before = plan.cycle.checked_sub(1).filter(|cycle| *cycle > 0)?;
    let (last_entry, last) = plan_of_cycle(state, entries, before)?;
    // They answered a version of this plan that was changed since: asked anew, also who was at the review.
    if answer(state, entries, party, |said| said.plan == entry.id) != Said::NotAsked {
        return None;
    }
    let reviewed = review_of(state, entries, before);
    match reviewed.and_then(|(held, review)| Some((held, review, review.said_by(party)?))) {
        Some((held, review, said)) => {
            let stood = last_entry.written_at <= held.written_at
                || last.corrections.iter().any(|one| one.version == last_entry.version);
            let holds = said.agrees && stood && goes_on(last, plan, |target| met(review, target));
            holds.then_some(Carried { said: Said::Yes, review_on: Some(held.on) })
        }
        None => {
            let answered = answer(state, entries, party, |said| said.plan == last_entry.id) != Said::NotAsked;
            let holds = answered && goes_on(last, plan, |_| false);
            holds.then_some(Carried { said: Said::NothingChanged, review_on: None })
        }
    }
}

fn met(review: &Review, target: TargetId) -> bool {
    review.outcomes.iter().any(|outcome| outcome.target == target && outcome.outcome.is_met())
}

/// Whether a plan goes on with the last cycle's in all that the parties agree to: its targets but for those that were
/// met, the outcomes, strategies, resources, the parents' part, and what only the template asks. A later day and a new
/// baseline do not make a target another. Words that a new template has no box for are not missed.
#[must_use]
pub fn goes_on(last: &Plan, plan: &Plan, met: impl Fn(TargetId) -> bool) -> bool {
    let of_last = |id: TargetId| last.targets.iter().find(|target| target.id == id);
    let targets = plan.targets.iter().all(|now| of_last(now.id).is_some_and(|before| is_kept(before, now)))
        && last
            .targets
            .iter()
            .all(|before| met(before.id) || plan.targets.iter().any(|now| now.id == before.id));
    let same_form = (&last.template, last.template_version) == (&plan.template, plan.template_version);
    let own = last.more.keys().chain(plan.more.keys()).map(String::as_str);
    targets
        && ["outcomes", "strategies", "resources", "parents-part"].into_iter().chain(own).all(|field| {
            last.words(field).trim() == plan.words(field).trim() || (!same_form && plan.lacks(field))
        })
}

/// Whether a target goes on as it was: a later day and a new baseline do not make it another.
fn is_kept(before: &Target, now: &Target) -> bool {
    let Target { baseline, baseline_on, by, .. } = now.clone();
    Target { baseline, baseline_on, by, ..before.clone() } == *now
}

/// A party's latest answer among those picked; with two parents, one who disagrees is heard first.
fn answer(state: &CaseState, entries: &[Entry], party: Party, picked: impl Fn(&Agreement) -> bool) -> Said {
    let mut latest: Vec<(&Entry, &Agreement)> = Vec::new();
    for entry in of_round(state, entries) {
        let Content::Agreement(said) = &entry.content else { continue };
        if said.party != party || !picked(said) {
            continue;
        }
        let name = |said: &Agreement| said.name.trim().to_lowercase();
        match latest.iter_mut().find(|(_, known)| name(known) == name(said)) {
            Some(known) if known.0.first_written_at() <= entry.first_written_at() => *known = (entry, said),
            Some(_) => {}
            None => latest.push((entry, said)),
        }
    }
    latest
        .into_iter()
        .map(|(_, answer)| match (answer.answer, said(&answer.words)) {
            (Answer::Disagrees, false) => Said::Disagrees,
            (Answer::Disagrees, true) => Said::DisagreesAndIsWritten,
            (Answer::Yes, _) => Said::Yes,
            (Answer::NotReached, true) => Said::AttemptsShown,
            (Answer::NotReached, false) => Said::NotAsked,
        })
        .min_by_key(|said| match said {
            Said::Disagrees => 0,
            Said::DisagreesAndIsWritten => 1,
            Said::Yes | Said::NothingChanged => 2,
            Said::AttemptsShown => 3,
            Said::NotAsked => 4,
        })
        .unwrap_or_default()
}

#[cfg(test)]
#[path = "plan_agreement_tests.rs"]
mod tests;
