//! The plan from the record: the newest version of the plan in use, with charts where there are scores.

use documents::{
    chart::{HEIGHT, OnPaper, WIDTH},
    furniture::Fact,
    papers::{Agreed, Iep, Labels, LastTarget, Need, TargetOnPaper},
};
use domain::{
    Date, Now,
    pathway::plan_agreement::Carried,
    people::Pupil,
    permissions::{Action, Actor},
    plan_template::PlanTemplate,
    record::{Answer, Party, Reading, Target},
};

use super::furniture;
use crate::{
    App, Fault, SchoolInfo,
    gathering::{self, Drawing, TargetProgress},
    meetings,
    planning::{self, PlanShown, Which, corrected_since},
    time_in_words,
};

pub(super) async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    hears: bool,
) -> Result<Iep, Fault> {
    let shown = planning::show_plan(app, actor, now.today, pupil, Which::default()).await?;
    let reader = app.store.read(actor.school);
    let shown = if hears {
        shown
    } else {
        shown.without_days(&meetings::days_ahead(&reader, pupil, now.today).await?)
    };
    if shown.entry.is_none() || shown.reading != Reading::Whole {
        return Err(Fault::NotFound);
    }
    let plan = &shown.plan;
    let title = title(info, &shown.template);
    let mut furniture = furniture::for_parents(app, info, pupil, &title, now.today).await?;
    furniture.version = format!("Cycle {}, version {}", plan.cycle, shown.version);
    let missing: Vec<&str> =
        shown.said.iter().filter(|said| said.is_wanted()).map(|said| said.party.name()).collect();
    if !missing.is_empty() {
        furniture.draft = format!("Still to be agreed with: {}", missing.join(", "));
    }
    let charts = charts(app, actor, now, info, pupil, hears).await?;
    let last =
        if plan.cycle > 1 { last_targets(app, actor, now, pupil, plan.cycle - 1).await? } else { Vec::new() };
    Ok(Iep {
        labels: labels(&shown.template),
        more: more(&shown),
        strengths: plan.strengths.clone(),
        needs: plan
            .needs
            .iter()
            .map(|need| Need { on: need.on, source: need.source.clone(), says: need.says.clone() })
            .collect(),
        outcomes: plan.outcomes.clone(),
        targets: targets(&shown, &charts),
        strategies: plan.strategies.clone(),
        resources: plan.resources.clone(),
        parents_part: plan.parents_part.clone(),
        last_cycle: last,
        agreements: agreements(&shown),
        to_sign: to_sign(&shown),
        review_on: shown.meets_again_on,
        ..Iep::new(furniture)
    })
}

/// The full name at the head: the template's, or what the school calls its plans instead.
fn title(info: &SchoolInfo, template: &PlanTemplate) -> String {
    let settings = &info.school.settings;
    if template.called(&settings.plan_template, &settings.plan_name) == template.name {
        return template.title.clone();
    }
    template.called_in_full(&settings.plan_template, &settings.plan_name)
}

/// What the school's template calls the parts.
fn labels(template: &PlanTemplate) -> Labels {
    Labels {
        strengths: template.label("strengths"),
        needs: template.label("needs"),
        outcomes: template.label("outcomes"),
        targets: template.label("targets"),
        strategies: template.label("strategies"),
        resources: template.label("resources"),
        parents_part: template.label("parents-part"),
    }
}

/// What only the template asks for.
fn more(shown: &PlanShown) -> Vec<Fact> {
    let fields = shown.template.fields().filter(|field| shown.plan.more.contains_key(&field.id));
    fields.map(|field| Fact::new(&field.label, shown.plan.words(&field.id))).collect()
}

/// The progress of the plan's targets, for those who may read scores.
pub(super) async fn charts(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    hears: bool,
) -> Result<Vec<TargetProgress>, Fault> {
    if !actor.may_to(Action::ReadScores, pupil.subject()) {
        return Ok(Vec::new());
    }
    let drawing = Drawing { size: (WIDTH, HEIGHT), hears };
    Ok(gathering::show_progress(app, actor, now, info, pupil, drawing).await?.targets)
}

/// A target's chart, once there are scores.
pub(super) fn chart_of(charts: &[TargetProgress], target: &Target, title: &str) -> Option<OnPaper> {
    let found = charts.iter().find(|progress| progress.judged.target.id == target.id)?;
    (!found.judged.scores.is_empty()).then(|| OnPaper::new(title, &found.chart))
}

/// A number with its unit and day: "22 words a minute, 21 September 2026".
pub(super) fn amount(
    value: Option<impl std::fmt::Display>,
    unit: &str,
    joint: &str,
    on: Option<Date>,
) -> String {
    let Some(value) = value else { return String::new() };
    let with_unit = format!("{value} {}", unit.trim());
    match on {
        Some(on) => format!("{}{joint} {}", with_unit.trim(), time_in_words::day(on)),
        None => with_unit.trim().to_owned(),
    }
}

fn targets(shown: &PlanShown, charts: &[TargetProgress]) -> Vec<TargetOnPaper> {
    shown
        .targets
        .iter()
        .map(|one| {
            let target = &one.target;
            let judged = charts.iter().find(|progress| progress.judged.target.id == target.id);
            let baseline = match target.baseline {
                Some(_) => amount(target.baseline, &target.unit, ",", target.baseline_on),
                None => "The middle of the first three scores".to_owned(),
            };
            let verdict = judged.filter(|progress| !progress.judged.scores.is_empty()).map(|progress| {
                let finding = &progress.judged.judged.finding;
                format!("{}. {}", finding.verdict.words(), finding.reason)
            });
            TargetOnPaper {
                area: target.area.map_or_else(String::new, |area| area.name().to_owned()),
                will: target.will.clone(),
                baseline,
                goal: amount(target.goal, &target.unit, " by", target.by),
                success: target.known_by(),
                checked_by: target.checked_by.clone(),
                provision: one.provision.clone(),
                verdict: verdict.unwrap_or_default(),
                chart: chart_of(charts, target, target.unit.trim()),
                outcome: one.outcome.map_or_else(String::new, |outcome| outcome.name().to_owned()),
            }
        })
        .collect()
}

async fn last_targets(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    cycle: u32,
) -> Result<Vec<LastTarget>, Fault> {
    let which = Which { cycle: Some(cycle), version: None };
    let shown = match planning::show_plan(app, actor, now.today, pupil, which).await {
        Ok(shown) => shown,
        Err(Fault::NotFound) => return Ok(Vec::new()),
        Err(fault) => return Err(fault),
    };
    let note = |target: &Target| {
        let outcomes = &shown.plan.outcomes_of_targets;
        outcomes.iter().find(|one| one.target == target.id).map_or_else(String::new, |one| one.note.clone())
    };
    Ok(shown
        .targets
        .iter()
        .filter_map(|one| {
            Some(LastTarget {
                will: one.target.will.clone(),
                outcome: one.outcome?.name().to_owned(),
                next: note(&one.target),
            })
        })
        .collect())
}

fn agreements(shown: &PlanShown) -> Vec<Agreed> {
    let mut agreed = Vec::new();
    for said in &shown.said {
        for one in &said.answers {
            // The paper is one for all parties: what one parent said to staff is on the page.
            let answer = one.said.clone().for_others();
            agreed.push(Agreed {
                who: answer.name,
                party: said.party.name().to_owned(),
                answer: match corrected_since(&shown.plan, answer.plan_version, shown.version) {
                    Some(since) => format!("{} ({since})", answer.answer.name()),
                    None if one.to_this => answer.answer.name().to_owned(),
                    None => format!("{} (to an earlier version)", answer.answer.name()),
                },
                how: if answer.answer == Answer::NotReached {
                    String::new()
                } else {
                    answer.how.name().to_owned()
                },
                on: Some(one.on),
                recorded_by: one.recorded_by.clone().unwrap_or_default(),
                words: answer.words,
            });
        }
        if let (Some(carried), true) = (said.carried, said.answers.iter().all(|answer| !answer.to_this)) {
            agreed.push(before(said.party, carried));
        }
    }
    agreed
}

/// What a party said before this cycle's plan was written, when that counts.
fn before(party: Party, carried: Carried) -> Agreed {
    let (answer, how) = match carried.review_on {
        Some(_) => (Answer::Yes.name(), "at the review"),
        None => ("Nothing changed for them since the last cycle", ""),
    };
    Agreed {
        who: String::new(),
        party: party.name().to_owned(),
        answer: answer.to_owned(),
        how: how.to_owned(),
        on: carried.review_on,
        recorded_by: String::new(),
        words: String::new(),
    }
}

/// A line to sign for each party that has not answered this version.
fn to_sign(shown: &PlanShown) -> Vec<String> {
    let label = |party: Party| match party {
        Party::Pupil => "The child".to_owned(),
        Party::Parent => "Parent or carer".to_owned(),
        other => other.name().to_owned(),
    };
    shown.said.iter().filter(|said| said.is_wanted()).map(|said| label(said.party)).collect()
}
