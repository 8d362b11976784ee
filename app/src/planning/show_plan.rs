//! What the plan's page shows: one cycle's plan in one version, as much of it as the visitor may read.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, EntryId, TargetId, UserId,
    meetings::without_day_of,
    pathway::{
        facts::Said as Counts,
        facts_of_support::{parents_told_on, review_of},
        plan_agreement::{Carried, agreement_of_four, carried_over},
    },
    people::Pupil,
    permissions::{Action, Actor, Who},
    plan_template::PlanTemplate,
    record::{
        Agreement, Answer, Content, Entry, HowSaid, Party, Plan, PlanDifference, Reading, Target,
        TargetFault, TargetOutcome,
        correction::{self, corrections_between},
        is_for_staff, readable, reading,
    },
};
use store::queries::{accounts, entries, provisions, records};

use super::{own_parties, standing, template_of};
use crate::{App, Fault, meetings, time_in_words};

/// Which text is asked for: a cycle and a version; none of either means the newest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// The cycle.
    pub cycle: Option<u32>,
    /// The version.
    pub version: Option<u32>,
}

/// A target as it is shown.
#[derive(Clone, Debug)]
pub struct ShownTarget {
    /// The target.
    pub target: Target,
    /// What it lacks to be SMART.
    pub faults: Vec<TargetFault>,
    /// The provision that serves it today or later: name, and how much.
    pub provision: Vec<String>,
    /// What became of it at the last review.
    pub outcome: Option<TargetOutcome>,
}

/// What a party said of the plan.
#[derive(Clone, Debug)]
pub struct Said {
    /// The party.
    pub party: Party,
    /// Their newest answers, a line for each person.
    pub answers: Vec<Answered>,
    /// How it counts: in a later cycle they may need no asking.
    pub counts: Counts,
    /// What they said before this cycle's plan was written, when that counts.
    pub carried: Option<Carried>,
    /// What changed since the reader last answered as this party: one who never answered is asked for the whole.
    pub changed: Option<Changed>,
}

/// One person's newest answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The answer, as far as the reader may know it.
    pub said: Agreement,
    /// The day on which it was given.
    pub on: Date,
    /// Whether it is to the version that is shown.
    pub to_this: bool,
    /// Who wrote it down, when it was not given in Waymark.
    pub recorded_by: Option<String>,
}

/// The text that another is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// An earlier version of the same plan.
    Version(u32),
    /// The plan of an earlier cycle.
    Cycle(u32),
}

/// What changed since an earlier text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Which text that was.
    pub since: Since,
    /// What changed.
    pub difference: PlanDifference,
}

/// To which version an answer was, when only spellings were corrected since: "to version 3; a spelling was corrected in
/// version 4 by Ann Smith on 2 November 2026". Nothing for an answer to the version itself, or to one that changed.
#[must_use]
pub fn corrected_since(plan: &Plan, answered: u32, version: u32) -> Option<String> {
    let led = corrections_between(plan, answered, version).filter(|led| !led.is_empty())?;
    let each = led.iter().map(|one| {
        format!(
            "a spelling was corrected in version {} by {} on {}",
            one.version,
            one.by,
            time_in_words::day(one.on)
        )
    });
    Some(format!("to version {answered}; {}", each.collect::<Vec<_>>().join("; ")))
}

impl Said {
    /// Whether they need to be asked: nobody of them answered this version.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        !self.answers.iter().any(|answer| answer.to_this) && self.counts == Counts::NotAsked
    }

    /// Whether they answered an earlier version only.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.is_wanted() && !self.answers.is_empty()
    }

    /// Whether somebody of them disagrees with this version.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        self.answers.iter().any(|answer| answer.to_this && answer.said.answer == Answer::Disagrees)
    }
}

/// The plan's page.
#[derive(Clone, Debug)]
pub struct PlanShown {
    /// The entry that holds the plan in its newest version; none when nothing is written.
    pub entry: Option<Entry>,
    /// The text that is shown.
    pub plan: Plan,
    /// The version that is shown.
    pub version: u32,
    /// Who wrote it, and when.
    pub author: String,
    /// When it was written.
    pub written_at: Option<jiff::Timestamp>,
    /// Whether it is this cycle's plan in its newest version: only that can be changed and answered.
    pub is_current: bool,
    /// The cycle that the record is in.
    pub cycle: u32,
    /// How much of it may be read.
    pub reading: Reading,
    /// Its targets.
    pub targets: Vec<ShownTarget>,
    /// What each of the four says.
    pub said: Vec<Said>,
    /// The day on which the parents were told that SEN support is being given.
    pub told_on: Option<Date>,
    /// The template that it was begun by, in its version.
    pub template: PlanTemplate,
    /// What changed: in this plan since the last cycle's; after an earlier version was asked for, since that.
    pub changed: Option<Changed>,
    /// When everybody meets again to review it: the day that is set now, else the plan's; none when that has passed.
    pub meets_again_on: Option<Date>,
    /// The cycles with a plan.
    pub cycles: Vec<u32>,
    /// The earlier versions: number, who, when.
    pub versions: Vec<(u32, String, jiff::Timestamp)>,
}

impl PlanShown {
    /// For whoever hears neither when nor where: without the day of the next review, nor a target's day that is one of `days`.
    pub(crate) fn without_days(mut self, days: &BTreeSet<Date>) -> Self {
        (self.meets_again_on, self.plan.review_on) = (None, None);
        let shown = self.targets.iter_mut().map(|one| &mut one.target);
        self.plan.targets.iter_mut().chain(shown).for_each(|target| without_day_of(target, days));
        self
    }
}

/// The plan of a child, as much of it as `actor` may read. The child was found in their scope before.
///
/// # Errors
/// [`Fault::NotFound`] when they may not read plans, or there is no such version.
pub async fn show_plan(
    app: &App,
    actor: &Actor,
    today: Date,
    pupil: &Pupil,
    which: Which,
) -> Result<PlanShown, Fault> {
    if !actor.may_to(Action::ReadTargets, pupil.subject()) {
        return Err(Fault::NotFound);
    }
    let reader = app.store.read(actor.school);
    let written = entries::of_pupil(&reader, pupil.id).await?;
    let written = meetings::without_kept_days(&reader, actor, pupil, today, written).await?;
    let record = records::get(&reader, pupil.id).await?;
    let state = record.state;
    let ahead = |on: &Date| *on >= today;
    let due_on = match record.review_due_on.filter(ahead) {
        Some(_) if meetings::hears_no_day(&reader, actor, pupil).await? => None,
        due_on => due_on,
    };
    let names = accounts::names(&reader).await?;
    let stands = standing(&written, &state);
    let told_on = parents_told_on(&state, &written);
    let mut cycles: Vec<u32> = written
        .iter()
        .filter(|entry| entry.round == stands.round)
        .filter_map(|entry| match &entry.content {
            Content::Plan(plan) => Some(plan.cycle),
            _ => None,
        })
        .collect();
    cycles.dedup();
    let found = match which.cycle {
        None => stands.in_use(),
        Some(cycle) => Some(
            written
                .iter()
                .rev()
                .filter(|entry| entry.round == stands.round)
                .find_map(|entry| match &entry.content {
                    Content::Plan(plan) if plan.cycle == cycle => Some((entry, plan)),
                    _ => None,
                })
                .ok_or(Fault::NotFound)?,
        ),
    };
    let whole =
        if actor.may_to(Action::ReadPlan, pupil.subject()) { Reading::Whole } else { Reading::Glance };
    let Some((entry, newest)) = found else {
        return Ok(PlanShown {
            entry: None,
            plan: Plan::default(),
            version: 0,
            author: String::new(),
            written_at: None,
            is_current: false,
            cycle: stands.cycle,
            reading: whole,
            targets: Vec::new(),
            said: Vec::new(),
            told_on,
            template: PlanTemplate::first().clone(),
            changed: None,
            meets_again_on: due_on,
            cycles,
            versions: Vec::new(),
        });
    };
    let reading = reading(actor, pupil.subject(), entry);
    if reading == Reading::Nothing {
        return Err(Fault::NotFound);
    }
    let earlier = entries::versions(&reader, entry).await?;
    let earlier = meetings::without_kept_days(&reader, actor, pupil, today, earlier).await?;
    let shown = match which.version.filter(|version| *version != entry.version) {
        None => entry.clone(),
        Some(version) => {
            earlier.iter().find(|known| known.version == version).cloned().ok_or(Fault::NotFound)?
        }
    };
    let plan = match &shown.content {
        Content::Plan(plan) => plan.clone(),
        _ => newest.clone(),
    };
    let serving = serving(&provisions::of_pupil(&reader, pupil.id).await?, pupil, today);
    let targets = plan
        .targets
        .iter()
        .map(|target| ShownTarget {
            faults: target.faults(),
            provision: serving.get(&target.id).cloned().unwrap_or_default(),
            outcome: plan.outcomes_of_targets.iter().find(|o| o.target == target.id).map(|o| o.outcome),
            target: target.clone(),
        })
        .collect();
    let is_current =
        stands.current.is_some_and(|(current, _)| current.id == entry.id) && shown.version == entry.version;
    let template = template_of(&reader, &plan).await?;
    let before = written.iter().rev().find_map(|other| match &other.content {
        Content::Plan(last) if other.round == stands.round && last.cycle + 1 == plan.cycle => {
            Some((other, last))
        }
        _ => None,
    });
    let compare = |since: Since, before: &Plan, now: &Plan| {
        let mut difference = PlanDifference::between(before, now, &template);
        if reading == Reading::Glance {
            let seen = template.label("strategies");
            difference.fields.retain(|field| field.label == seen);
        }
        Changed { since, difference }
    };
    let changed = match before {
        _ if shown.version != entry.version => Some(compare(Since::Version(shown.version), &plan, newest)),
        Some((_, last)) => Some(compare(Since::Cycle(last.cycle), last, &plan)),
        None => None,
    };
    let follows = reading == Reading::Whole;
    let mut said = said(&written, entry, &names, follows, |said| readable(actor, pupil.subject(), said));
    if is_current {
        let counts = agreement_of_four(&state, &written);
        let own = Own { actor, parties: own_parties(actor, pupil), name: name_of(&names, actor.who) };
        for one in &mut said {
            one.counts = match one.party {
                Party::Pupil => counts.pupil,
                Party::Parent => counts.parents,
                Party::Teacher => counts.teacher,
                _ => counts.senco,
            };
            one.carried = carried_over(&state, &written, one.party);
            let answered = written.iter().filter_map(|other| own.to(other, entry.id, one.party)).max();
            let text = answered.filter(|version| *version != entry.version).and_then(|version| {
                let known = earlier.iter().find(|known| known.version == version)?;
                match &known.content {
                    Content::Plan(plan) => Some((Since::Version(version), plan)),
                    _ => None,
                }
            });
            let of_last = || {
                let (last, text) = before.filter(|_| answered.is_none())?;
                let knew = written.iter().any(|other| own.to(other, last.id, one.party).is_some());
                // Who was asked at the review saw the plan that it reviewed.
                let was_asked = own.parties.contains(&one.party)
                    && review_of(&state, &written, text.cycle)
                        .is_some_and(|(_, review)| review.said_by(one.party).is_some());
                (knew || was_asked).then_some((Since::Cycle(text.cycle), text))
            };
            one.changed = text.or_else(of_last).map(|(since, text)| compare(since, text, &plan));
        }
    }
    let earlier = if reading == Reading::Whole { earlier } else { Vec::new() };
    Ok(PlanShown {
        version: shown.version,
        author: name_of(&names, shown.author),
        written_at: Some(shown.written_at),
        is_current,
        cycle: stands.cycle,
        reading,
        targets,
        said,
        told_on,
        template,
        changed,
        meets_again_on: due_on.or(plan.review_on.filter(ahead)),
        cycles,
        versions: earlier
            .iter()
            .map(|known| (known.version, name_of(&names, known.author), known.written_at))
            .collect(),
        entry: Some(entry.clone()),
        plan,
    })
}

/// Whoever reads the plan, and the parties as which they answer.
struct Own<'a> {
    actor: &'a Actor,
    parties: Vec<Party>,
    name: String,
}

impl Own<'_> {
    /// To which version of a plan an entry is their own answer as that party: one that they gave, or that was written
    /// down for them. A parent does not answer for the other one; a child’s answer is the child’s, whoever opened the page.
    fn to(&self, entry: &Entry, plan: EntryId, party: Party) -> Option<u32> {
        let Content::Agreement(said) = &entry.content else { return None };
        let is_theirs = party == Party::Pupil || entry.author == self.actor.who || said.name == self.name;
        let answers = said.plan == plan && said.party == party && said.answer != Answer::NotReached;
        (answers && is_theirs && self.parties.contains(&party)).then_some(said.plan_version)
    }
}

/// What each of the four said of a plan: each person's newest answer. Of a parent's that may not be read, what others
/// may know.
fn said(
    written: &[Entry],
    plan: &Entry,
    names: &BTreeMap<UserId, String>,
    follows: bool,
    may_read: impl Fn(&Entry) -> bool,
) -> Vec<Said> {
    Party::FOUR
        .into_iter()
        .map(|party| {
            let mut answers: Vec<(&Entry, &Agreement)> = Vec::new();
            for entry in written {
                let Content::Agreement(said) = &entry.content else { continue };
                if said.party != party
                    || said.plan != plan.id
                    || !(may_read(entry) || (follows && is_for_staff(&entry.content)))
                {
                    continue;
                }
                answers.retain(|(_, before)| {
                    before.name != said.name || before.plan_version > said.plan_version
                });
                answers.push((entry, said));
            }
            let shown = |(entry, said): (&Entry, &Agreement)| {
                let known = said.clone();
                let known = if may_read(entry) { known } else { known.for_others() };
                let recorded = said.how != HowSaid::InWaymark || said.answer == Answer::NotReached;
                Answered {
                    said: known,
                    on: entry.on,
                    to_this: correction::answers(said, plan),
                    recorded_by: recorded.then(|| name_of(names, entry.author)),
                }
            };
            let answers = answers.into_iter().map(shown).collect();
            Said { party, answers, counts: Counts::NotAsked, carried: None, changed: None }
        })
        .collect()
}

fn serving(
    provisions: &[domain::provision::Provision],
    pupil: &Pupil,
    today: Date,
) -> BTreeMap<TargetId, Vec<String>> {
    let mut serving: BTreeMap<TargetId, Vec<String>> = BTreeMap::new();
    for provision in provisions.iter().filter(|provision| provision.runs_still(today)) {
        for place in &provision.places {
            let open = place.until_on.is_none_or(|until| today <= until);
            if let (true, true, Some(target)) = (place.pupil == pupil.id, open, place.target) {
                let line = format!(
                    "{}: {}, {}",
                    provision.name,
                    provision.days_in_words(),
                    provision.dose_in_words()
                );
                serving.entry(target).or_default().push(line);
            }
        }
    }
    serving
}

/// The name of whoever wrote something.
fn name_of(names: &BTreeMap<UserId, String>, who: Who) -> String {
    match who {
        Who::Person(user) => names.get(&user).cloned().unwrap_or_else(|| "somebody who has left".to_owned()),
        Who::Operator => "the operator".to_owned(),
        Who::Job => "Waymark".to_owned(),
    }
}
