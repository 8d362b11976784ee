//! What the guards of the support machine need to know, read from a child's record: this round's entries, the current
//! cycle's plan, and what serves its targets.

use crate::{
    Date, TargetId,
    calendar::SchoolCalendar,
    census::SenProvision,
    record::{
        Check, Concern, Content, Entry, Party, Plan, Review, SignedProfile, Talk, TalkAbout, TargetOutcome,
    },
};

use super::{
    CaseState, SupportFacts, SupportState,
    facts::{Contribution, FourParties, Gap, ParentsTalk, TargetFacts},
    plan_agreement::agreement_of_four,
    review_due,
};

/// So long ago a talk with the parents still counts as having told them of a close.
const LATELY: i32 = 14;
/// The most letters of a target that a sentence repeats.
const LABEL: usize = 40;

/// A place of the child in a provision that has not ended, and what its sessions came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Serving {
    /// The target that the place serves.
    pub target: Option<TargetId>,
    /// Somebody runs it.
    pub has_staff: bool,
    /// It has weekdays between its dates.
    pub has_dates: bool,
    /// A first session is ahead or done.
    pub first_session: bool,
    /// Sessions planned since the cycle's plan was written.
    pub planned: u32,
    /// Of these, sessions that took place with the child there.
    pub delivered: u32,
}

/// What is read.
#[derive(Clone, Copy, Debug)]
pub struct SupportRecord<'a> {
    /// Both machines.
    pub state: &'a CaseState,
    /// Every entry of the child, of every round.
    pub entries: &'a [Entry],
    /// The child's SEN provision as the roll says it.
    pub roll_says: SenProvision,
    /// The day of leaving.
    pub left_on: Option<Date>,
    /// Places in provision.
    pub serving: &'a [Serving],
    /// Names of adults who are booked twice at one time.
    pub booked_twice: &'a [String],
    /// Scores: target and day.
    pub scores: &'a [(TargetId, Date)],
    /// The gap to peers, as far as it can be told.
    pub gap: Gap,
    /// When the half term's review is due.
    pub review_due_on: Option<Date>,
    /// The school's calendar.
    pub calendar: &'a SchoolCalendar,
    /// Today.
    pub today: Date,
}

/// The current cycle's plan: the newest of its number in this round. Before step 4 that is a first plan, if one was
/// written ahead.
///
/// # Source
/// pathway, step 4: cycles are counted from here.
#[must_use]
pub fn current_plan<'a>(state: &CaseState, entries: &'a [Entry]) -> Option<(&'a Entry, &'a Plan)> {
    plan_of_cycle(state, entries, state.cycle.max(1))
}

pub(super) fn plan_of_cycle<'a>(
    state: &CaseState,
    entries: &'a [Entry],
    cycle: u32,
) -> Option<(&'a Entry, &'a Plan)> {
    of_round(state, entries)
        .filter_map(|entry| match &entry.content {
            Content::Plan(plan) if plan.cycle.max(1) == cycle => Some((entry, plan)),
            _ => None,
        })
        .max_by_key(|(entry, _)| (entry.first_written_at(), entry.id))
}

/// The latest review of the current cycle.
#[must_use]
pub fn review_of_cycle<'a>(state: &CaseState, entries: &'a [Entry]) -> Option<(&'a Entry, &'a Review)> {
    review_of(state, entries, state.cycle.max(1))
}

/// The latest review of a cycle of this round.
#[must_use]
pub fn review_of<'a>(state: &CaseState, entries: &'a [Entry], cycle: u32) -> Option<(&'a Entry, &'a Review)> {
    of_round(state, entries)
        .filter_map(|entry| match &entry.content {
            Content::Review(review) if review.cycle.max(1) == cycle => Some((entry, review)),
            _ => None,
        })
        .max_by_key(|(entry, _)| (entry.on, entry.first_written_at()))
}

/// The day from which the current cycle's scores and sessions count: when its plan was first written.
#[must_use]
pub fn cycle_began_on(state: &CaseState, entries: &[Entry]) -> Option<Date> {
    current_plan(state, entries).map(|(entry, _)| entry.on.min(written_on(entry)))
}

/// The day on which the parents were told that SEN support is being given, in this round.
#[must_use]
pub fn parents_told_on(state: &CaseState, entries: &[Entry]) -> Option<Date> {
    talks(state, entries)
        .filter(|(_, talk)| told(talk, Party::Parent, TalkAbout::SenSupportBegins))
        .map(|(on, _)| on)
        .min()
}

/// The day on which the parents were told of the SEN support that runs: in this round, or since the child is K. What was
/// said of support that ended before does not count.
///
/// # Source
/// pathway, general rules: K without a day on which parents were told is a finding (CoP 6.48).
#[must_use]
pub fn parents_told_of_k(state: &CaseState, entries: &[Entry], k_since: Option<Date>) -> Option<Date> {
    let since = entries.iter().filter(|entry| k_since.is_some_and(|since| entry.on >= since));
    let since = since.filter(|entry| {
        matches!(&entry.content, Content::Talk(talk) if told(talk, Party::Parent, TalkAbout::SenSupportBegins))
    });
    parents_told_on(state, entries).into_iter().chain(since.map(|entry| entry.on)).min()
}

/// The facts. What is typed with the move itself (the day to look back, what continues) is the verb's to add.
///
/// # Source
/// pathway, steps 1 to 8.
#[must_use]
pub fn facts(record: &SupportRecord<'_>) -> SupportFacts {
    let SupportRecord { state, entries, today, .. } = *record;
    let plan = current_plan(state, entries);
    let review = review_of_cycle(state, entries);
    let profile = newest_profile(state, entries);
    let sum = |count: fn(&Serving) -> u32| record.serving.iter().map(count).sum::<u32>();
    let (planned, delivered) = (sum(|s| s.planned), sum(|s| s.delivered));
    let spoken_since = |since: Date| {
        talks(state, entries).any(|(on, talk)| talk.reached && talk.with == Party::Parent && on >= since)
    };
    let told_of_stop = |party| {
        talks(state, entries)
            .filter(|(_, talk)| told(talk, party, TalkAbout::SupportEnds))
            .map(|(on, _)| on)
            .max()
    };
    let adaptations: Vec<(&Entry, _)> = of_round(state, entries)
        .filter_map(|entry| match &entry.content {
            Content::Adaptation(adaptation) if adaptation.counts() && said(&adaptation.what) => {
                Some((entry, adaptation))
            }
            _ => None,
        })
        .collect();
    let adapting_since =
        adaptations.iter().map(|(entry, adaptation)| adaptation.from_on.unwrap_or(entry.on)).min();
    let concerns: Vec<&Concern> = concerns(state, entries).map(|(_, concern)| concern).collect();
    let gap = match review {
        Some((_, review)) if said(&review.gap_not_applicable) => Gap::DoesNotApply,
        _ => record.gap,
    };
    SupportFacts {
        roll_says: Some(record.roll_says),
        concern_written: concerns.iter().any(|concern| said(&concern.noticed)),
        parents_talked_to: parents_talk(state, entries),
        checklist_done: of_round(state, entries)
            .any(|entry| matches!(&entry.content, Content::Checklist(filled) if filled.done)),
        acknowledged: is_acknowledged(state, entries),
        hearing_checked: concerns.iter().any(|concern| concern.hearing != Check::NotChecked),
        vision_checked: concerns.iter().any(|concern| concern.vision != Check::NotChecked),
        childs_view: concerns.iter().any(|concern| said(&concern.child_view))
            || of_round(state, entries)
                .any(|entry| matches!(&entry.content, Content::View(view) if view.party == Party::Pupil)),
        adaptations: count(adaptations.len()),
        adaptations_reviewed: count(
            adaptations.iter().filter(|(_, adaptation)| adaptation.difference.is_some()).count(),
        ),
        school_weeks_adapting: adapting_since
            .map_or(0, |since| count(record.calendar.school_weeks_between(since, today))),
        parents_spoken_to_since: adapting_since.is_some_and(spoken_since),
        contributions: contributions(state, entries),
        difficult_filled: profile.is_some_and(|profile| said(&profile.headings.difficult)),
        help_wanted_filled: profile.is_some_and(|profile| said(&profile.headings.help)),
        signed_off: profile.is_some_and(|profile| profile.signed_off_on.is_some()),
        targets: plan
            .map_or_else(Vec::new, |(_, plan)| targets(record, plan, review.map(|(_, review)| review))),
        agreement: agreement_of_four(state, entries),
        parents_told_of_sen_support_on: parents_told_on(state, entries),
        needs_assessed_in_detail: plan.is_some_and(|(_, plan)| {
            !plan.needs.is_empty() && plan.needs.iter().all(|need| need.on.is_some() && said(&need.source))
        }),
        resources_assigned: plan.is_some_and(|(_, plan)| said(&plan.resources)),
        adults_booked_twice: record.booked_twice.to_vec(),
        // A review that was held before the child moved to step 7 was its review.
        review_due: review.is_some()
            || record.review_due_on.is_some_and(|due_on| review_due::is_due(due_on, today)),
        review_called: false,
        sessions_delivered_percent: (planned > 0).then(|| (delivered * 100 / planned).min(100)),
        review_recorded: review
            .is_some_and(|(_, review)| !review.came.is_empty() || said(&review.came_words)),
        next_review_on: review.and_then(|(_, review)| review.next_on).filter(|on| *on > today),
        gap,
        parents_told_of_stop_on: told_of_stop(Party::Parent),
        pupil_told_of_stop_on: told_of_stop(Party::Pupil),
        parents_told_of_close: told_of_stop(Party::Parent).is_some()
            || spoken_since(crate::calendar::count::days_after(today, -LATELY)),
        gets_support: state.support.is_some_and(SupportState::is_from_step_4),
        no_longer_needed: false,
        watch_until: None,
        what_continues_is_written: false,
        left_on: record.left_on,
    }
}

pub(super) fn said(text: &str) -> bool {
    !text.trim().is_empty()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The entries of this round; before any round, those that are kept for the first.
pub(super) fn of_round<'a>(state: &CaseState, entries: &'a [Entry]) -> impl Iterator<Item = &'a Entry> {
    let round = state.round.max(1);
    entries.iter().filter(move |entry| entry.round == round)
}

fn written_on(entry: &Entry) -> Date {
    entry.first_written_at().to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
}

fn concerns<'a>(state: &CaseState, entries: &'a [Entry]) -> impl Iterator<Item = (&'a Entry, &'a Concern)> {
    of_round(state, entries).filter_map(|entry| match &entry.content {
        Content::Concern(concern) => Some((entry, concern)),
        _ => None,
    })
}

fn talks<'a>(state: &CaseState, entries: &'a [Entry]) -> impl Iterator<Item = (Date, &'a Talk)> {
    of_round(state, entries).filter_map(|entry| match &entry.content {
        Content::Talk(talk) => Some((entry.on, talk)),
        _ => None,
    })
}

/// Whether a talk told a party of something: an attempt that reached nobody did not.
pub(crate) fn told(talk: &Talk, party: Party, about: TalkAbout) -> bool {
    talk.reached && talk.with == party && talk.about == about
}

fn parents_talk(state: &CaseState, entries: &[Entry]) -> ParentsTalk {
    let concerns: Vec<&Concern> = concerns(state, entries).map(|(_, concern)| concern).collect();
    let about: Vec<&Talk> = talks(state, entries)
        .map(|(_, talk)| talk)
        .filter(|talk| talk.with == Party::Parent && talk.about == TalkAbout::Concern)
        .collect();
    if concerns.iter().any(|concern| concern.raised_by == Party::Parent) {
        ParentsTalk::RaisedByThem
    } else if concerns.iter().any(|concern| concern.talked_on.is_some())
        || about.iter().any(|talk| talk.reached)
    {
        ParentsTalk::Yes
    } else if concerns.iter().any(|concern| said(&concern.attempts)) || about.iter().any(|talk| !talk.reached)
    {
        ParentsTalk::AttemptsShown
    } else {
        ParentsTalk::No
    }
}

/// Acknowledged since the newest concern of this round: a concern that joins later wants its answer too, unless it only
/// adds how the child sees it.
fn is_acknowledged(state: &CaseState, entries: &[Entry]) -> bool {
    let asking = concerns(state, entries).filter(|(_, concern)| concern.asks_for_an_answer());
    let newest = asking.map(|(entry, _)| entry.first_written_at()).max();
    of_round(state, entries).any(|entry| {
        matches!(&entry.content, Content::Acknowledgement(answer) if said(&answer.next))
            && newest.is_none_or(|newest| entry.first_written_at() >= newest)
    })
}

fn newest_profile<'a>(state: &CaseState, entries: &'a [Entry]) -> Option<&'a SignedProfile> {
    of_round(state, entries)
        .filter_map(|entry| match &entry.content {
            Content::Profile(profile) => Some((entry.first_written_at(), profile)),
            _ => None,
        })
        .max_by_key(|(at, _)| *at)
        .map(|(_, profile)| profile)
}

fn contributions(state: &CaseState, entries: &[Entry]) -> FourParties<Contribution> {
    let of = |party: Party| {
        let parts: Vec<_> = of_round(state, entries)
            .filter_map(|entry| match &entry.content {
                Content::ProfilePart(part) if part.party == party => Some(part),
                _ => None,
            })
            .collect();
        let mut tried = talks(state, entries)
            .filter(|(_, talk)| talk.with == party && talk.about == TalkAbout::Contribution && !talk.reached);
        if parts.iter().any(|part| !part.headings.is_empty() || !part.pictures.is_empty()) {
            Contribution::Given
        } else if parts.iter().any(|part| said(&part.attempts)) || tried.next().is_some() {
            Contribution::AttemptsShown
        } else {
            Contribution::Missing
        }
    };
    four(of)
}

pub(super) fn four<T>(of: impl Fn(Party) -> T) -> FourParties<T> {
    FourParties {
        pupil: of(Party::Pupil),
        parents: of(Party::Parent),
        teacher: of(Party::Teacher),
        senco: of(Party::Senco),
    }
}

fn targets(record: &SupportRecord<'_>, plan: &Plan, review: Option<&Review>) -> Vec<TargetFacts> {
    let since = cycle_began_on(record.state, record.entries).unwrap_or(Date::MIN);
    let outcomes = review.map_or(&plan.outcomes_of_targets, |review| &review.outcomes);
    (1..)
        .zip(&plan.targets)
        .map(|(place, target)| {
            let serving: Vec<&Serving> =
                record.serving.iter().filter(|serving| serving.target == Some(target.id)).collect();
            let best =
                serving.iter().max_by_key(|s| (s.first_session, s.has_dates, s.has_staff)).copied().copied();
            let outcome = outcomes.iter().find(|outcome| outcome.target == target.id);
            let scores = record.scores.iter().filter(|(of, on)| *of == target.id && *on >= since).count();
            TargetFacts {
                label: label(place, &target.will),
                complete: target.is_complete(),
                has_provision: best.is_some(),
                provision_has_staff: best.is_some_and(|serving| serving.has_staff),
                provision_has_dates: best.is_some_and(|serving| serving.has_dates),
                first_session: best.is_some_and(|serving| serving.first_session),
                scores: count(scores),
                has_outcome: outcome.is_some(),
                met: outcome.is_some_and(|outcome| outcome.outcome.is_met()),
                kept: outcome.is_some_and(|outcome| outcome.outcome == TargetOutcome::MetAndKept),
            }
        })
        .collect()
}

/// "target 2 (“read 40 words a minute”)".
fn label(place: usize, will: &str) -> String {
    let words = will.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return format!("target {place}");
    }
    let mut short: String = words.chars().take(LABEL).collect();
    if words.chars().count() > LABEL {
        short.push('…');
    }
    format!("target {place} (“{short}”)")
}

#[cfg(test)]
#[path = "facts_of_support_tests.rs"]
pub(super) mod tests;
