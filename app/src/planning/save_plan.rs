//! Somebody saves the plan: the first text of this cycle, or a new version. Every version is kept.

use std::collections::BTreeSet;

use domain::{
    Date, EntryId, Now, PupilId, TargetId,
    audit::{Event, Happening},
    people::Contact,
    permissions::{Action, Actor},
    plan_template::PlanTemplate,
    progress::goal_attainment::Levels,
    record::{
        Content, Entry, Plan, Target,
        correction::{self, Correction},
        possible::{self, Days, Impossible},
    },
};
use store::queries::{accounts, contacts, entries, schools, scores};

use super::{standing, template_in_use, template_of, templates};
use crate::{App, Fault, FieldFault, child, pathway::name_needs, record::new_entry};

/// What is saved.
#[derive(Clone, Debug)]
pub struct SavePlan {
    /// The child.
    pub pupil: PupilId,
    /// The plan and version started from; none for the first text of a cycle.
    pub of: Option<(EntryId, u32)>,
    /// What it says. Cycle and what became of the targets are kept from the record, as is the template of a plan that
    /// was begun; a new plan names the template that its form was made by. A target with an id that this child's plans
    /// do not know is a new one.
    pub plan: Plan,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is saved: this version of this entry.
    Done(EntryId),
    /// It says that already.
    AlreadyThere(EntryId),
}

/// Saves the plan of this cycle.
///
/// # Errors
/// [`Fault::Stale`] when somebody saved it since; [`Fault::Invalid`] when a number or a day of it cannot be; out of scope,
/// not allowed.
pub async fn save_plan(app: &App, actor: &Actor, now: Now, input: SavePlan) -> Result<Saved, Fault> {
    write(app, actor, now, input, false).await
}

/// Corrects a spelling in the plan of this cycle: a new version, to which the answers to the one before still count, as
/// answers to that one.
///
/// # Errors
/// [`Fault::Invalid`] when it is more than a spelling, with what it is: then the plan is saved, and everybody asked again.
pub async fn correct_plan(app: &App, actor: &Actor, now: Now, input: SavePlan) -> Result<Saved, Fault> {
    write(app, actor, now, input, true).await
}

/// A target with its levels, and the day on which they were written: before the first of them is judged.
fn described(
    target: Target,
    before: Option<&Levels>,
    first_judged_on: Option<Date>,
    today: Date,
    number: usize,
) -> Result<Target, Fault> {
    let judged = || {
        let sentence = "A level was judged already: what the levels mean stays as it is. Write a new target";
        Fault::field(format!("target-{number}-level-1"), sentence)
    };
    let Some(levels) = target.levels.clone() else {
        return if before.is_some() && first_judged_on.is_some() { Err(judged()) } else { Ok(target) };
    };
    if let Some(before) = before.filter(|before| before.descriptions == levels.descriptions) {
        return Ok(target.with_levels(before.clone()));
    }
    if first_judged_on.is_some() {
        return Err(judged());
    }
    Ok(target.with_levels(Levels { written_on: today, ..levels }))
}

/// What of the plan cannot be, at the boxes of its form.
fn impossible(plan: &Plan, days: Days) -> Vec<FieldFault> {
    let of_targets = (1..).zip(&plan.targets).flat_map(|(number, target)| {
        possible::of_target(target, days).into_iter().map(move |fault| {
            let part = match fault {
                Impossible::Goal(_) | Impossible::GoalBelow => "goal",
                Impossible::Start(_) | Impossible::StartBelow => "baseline",
                Impossible::StartAhead => "baseline-on-day",
                Impossible::GoalPast | Impossible::GoalFar | Impossible::ReviewPast => "by-day",
            };
            FieldFault::new(format!("target-{number}-{part}"), fault.sentence())
        })
    });
    let of_review = possible::of_review(plan.review_on, days);
    of_targets.chain(of_review.map(|fault| FieldFault::new("review-day", fault.sentence()))).collect()
}

async fn write(
    app: &App,
    actor: &Actor,
    now: Now,
    input: SavePlan,
    is_correction: bool,
) -> Result<Saved, Fault> {
    let opened = child::open(app, actor, Action::WritePlan, input.pupil).await?;
    let written = entries::of_pupil(&opened.tx, input.pupil).await?;
    let stands = standing(&written, &opened.record.state);
    let known: Vec<TargetId> = stands
        .current
        .iter()
        .chain(&stands.last)
        .flat_map(|(_, plan)| &plan.targets)
        .map(|target| target.id)
        .collect();
    let mut seen: Vec<TargetId> = Vec::new();
    let mut targets = Vec::new();
    let scores = scores::of_pupil(&opened.tx, input.pupil).await?;
    for (number, target) in (1..).zip(input.plan.targets) {
        let before = stands.current.iter().chain(&stands.last).flat_map(|(_, plan)| &plan.targets);
        let before = before.filter(|known| known.id == target.id).find_map(|known| known.levels.as_ref());
        let judged = scores.iter().filter(|score| score.target == target.id).map(|score| score.on).min();
        let target = described(target, before, judged, now.today, number)?;
        let keeps = known.contains(&target.id) && !seen.contains(&target.id);
        let id = if keeps { target.id } else { app.id(now) };
        seen.push(id);
        targets.push(Target { id, ..target });
    }
    let mut plan = Plan { cycle: stands.cycle, targets, ..input.plan };
    plan.types.dedup();
    let plan_on = stands.current.map_or(now.today, |(entry, _)| entry.on);
    // A spelling is corrected whatever numbers and days the plan has.
    if !is_correction {
        let faults = impossible(&plan, Days { plan_on, today: now.today });
        if !faults.is_empty() {
            return Err(Fault::Invalid(faults));
        }
    }
    let (entry, what) = match stands.current {
        None if input.of.is_some() => return Err(Fault::Stale),
        None if is_correction => {
            return Err(Fault::rule(
                "no-plan",
                "There is no plan of this cycle to correct yet. Save it first.",
            ));
        }
        None => {
            let template = match templates::find(&opened.tx, &plan.template, plan.template_version).await? {
                Some(template) if !plan.template.is_empty() => template,
                _ => {
                    let school = schools::get_in(&opened.tx).await?.ok_or(Fault::NotFound)?;
                    template_in_use(&opened.tx, &school.settings.plan_template).await?
                }
            };
            (plan.template, plan.template_version) = (template.id, template.version);
            plan.outcomes_of_targets.clear();
            let entry = new_entry(app, actor, now, &opened, now.today, Content::Plan(plan.clone()));
            entries::add(&opened.tx, &opened.allowed, &entry).await?;
            (entry, Happening::EntryAdded)
        }
        Some((before, said)) => {
            plan.template.clone_from(&said.template);
            plan.template_version = said.template_version;
            plan.outcomes_of_targets.clone_from(&said.outcomes_of_targets);
            plan.corrections.clone_from(&said.corrections);
            // What the template has no box for was not on the form: it stays.
            let template = template_of(&opened.tx, said).await?;
            for field in template.left_over(said) {
                if plan.lacks(&field) {
                    plan.write(&field, said.words(&field));
                }
            }
            if same_words(said, &plan) {
                return Ok(Saved::AlreadyThere(before.id));
            }
            let version = match input.of {
                Some((id, version)) if id == before.id => version,
                Some(_) | None => return Err(Fault::Stale),
            };
            if version != before.version {
                return Err(Fault::Stale);
            }
            if is_correction {
                let (by, names) = names(&opened, actor).await?;
                check(said, &plan, &template, &names)?;
                plan.corrections.push(Correction { of: version, version: version + 1, by, on: now.today });
            }
            let entry = Entry {
                content: Content::Plan(plan.clone()),
                author: actor.who,
                written_at: now.instant,
                version,
                ..before.clone()
            };
            entries::save(&opened.tx, &opened.allowed, &entry).await?;
            (entry, if is_correction { Happening::PlanCorrected } else { Happening::EntryChanged })
        }
    };
    let mut pupil = opened.pupil.clone();
    name_needs(&opened.tx, &opened.allowed, &mut pupil, &plan.types, now.today).await?;
    let detail = format!("plan of cycle {}, {} targets", plan.cycle, plan.targets.len());
    let event = Event::entry(what, input.pupil, entry.id, detail);
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(Saved::Done(entry.id))
}

/// Who acts, and the words of names that a correction may not touch: of adults of the school, of the child and of theirs.
async fn names(opened: &child::Opened, actor: &Actor) -> Result<(String, BTreeSet<String>), Fault> {
    let adults = accounts::names(&opened.tx).await?;
    let by = actor.user().and_then(|user| adults.get(&user).cloned()).unwrap_or_default();
    let pupil = &opened.pupil;
    let family = contacts::of_pupil(&opened.tx, pupil.id).await?;
    let words = adults
        .into_values()
        .chain(family.iter().map(Contact::name))
        .chain([pupil.name(), pupil.forename.clone(), pupil.surname.clone(), pupil.middle_names.clone()])
        .flat_map(|name| {
            let word = |word: &str| {
                word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
            };
            name.split_whitespace().map(word).collect::<Vec<_>>()
        })
        .filter(|word| word.chars().count() > 1)
        .collect();
    Ok((by, words))
}

/// Nothing, when it is a spelling; what it is more, otherwise.
fn check(said: &Plan, plan: &Plan, template: &PlanTemplate, names: &BTreeSet<String>) -> Result<(), Fault> {
    // A target that was typed anew is the same by its words.
    correction::small(said, plan, template, names).map_err(|wrong| {
        let faults = wrong.iter().map(|one| {
            FieldFault::new(
                "",
                format!(
                    "This is more than a spelling. {}. Press “Save the plan”: everybody is then asked again, with what changed",
                    one.sentence()
                ),
            )
        });
        Fault::Invalid(faults.collect())
    })
}

/// Whether two texts say the same; a target that was made anew counts by its words.
fn same_words(one: &Plan, other: &Plan) -> bool {
    let nameless = |plan: &Plan| {
        let mut plan = plan.clone();
        for target in &mut plan.targets {
            target.id = Target::NEW;
        }
        plan
    };
    nameless(one) == nameless(other)
}
