//! The first draft of a cycle's plan: the first cycle from concern and profile, a later one from the last plan.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, EntryId, Now,
    calendar::SchoolCalendar,
    checklist::{Answer, Checklist},
    people::{Pupil, Role},
    permissions::{Action, Actor, allow},
    plan_template::PlanTemplate,
    progress::scale,
    record::{
        Content, Difference, Entry, FilledChecklist, NeedSource, Party, Plan, Review, Target, is_for_staff,
    },
};
use store::queries::{
    accounts, classes, entries, records,
    scores::{self, Attainment},
    statuses,
};

use super::{ParentsWords, Standing, parents_words::parents_words, standing, template_in_use, template_of};
use crate::{
    App, Fault, SchoolInfo,
    banks::{Checklists, ScoresNow},
};

/// The text that a form starts from.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// The plan and version that saving starts from; none when this cycle has no plan yet.
    pub of: Option<(EntryId, u32)>,
    /// The text.
    pub plan: Plan,
    /// Where the words came from, when it is a first draft.
    pub from: Option<&'static str>,
    /// What the review of the last cycle decided to change: shown beside the form, and written by whoever plans where it
    /// belongs. It is no assessment of a need.
    pub decided: String,
    /// What the child wants help with, from the profile: beside the targets.
    pub help_wanted: String,
    /// The template of the plan: the one it was begun by; of a new one, the school's, or the one chosen for it.
    pub template: PlanTemplate,
    /// The labels of the last plan's fields with words that have no place in this template. They stay readable there.
    pub left_behind: Vec<String>,
    /// What parents told staff alone: the writer chooses what goes into the plan.
    pub parents_words: Vec<ParentsWords>,
    /// By when a new target is usually to be reached: the end of the half term.
    pub by: Option<Date>,
    /// Who usually checks: the class teacher.
    pub checked_by: String,
}

/// What the plan's form starts from: this cycle's plan, or its first draft.
///
/// # Errors
/// When the plan may not be written by them, or the database fails.
pub async fn draft_plan(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<Drafted, Fault> {
    draft_plan_by(app, actor, now, info, pupil, &info.school.settings.plan_template).await
}

/// The same, by a template that was chosen for this plan; one that is begun keeps its own.
///
/// # Errors
/// As [`draft_plan`].
pub async fn draft_plan_by(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    chosen: &str,
) -> Result<Drafted, Fault> {
    allow(actor, Action::WritePlan, pupil.subject())?;
    let reader = app.store.read(actor.school);
    let written = entries::of_pupil(&reader, pupil.id).await?;
    let state = records::get(&reader, pupil.id).await?.state;
    let stands = standing(&written, &state);
    let here: Vec<&Entry> = written.iter().filter(|entry| entry.round == stands.round).collect();
    // A plan is read by everybody: it begins with nothing that one parent told staff alone, and with no joined page that
    // is not signed off, for that is made of what each said to staff.
    let unsigned =
        |entry: &Entry| matches!(&entry.content, Content::Profile(page) if page.signed_off_on.is_none());
    let is_for_all = |entry: &&Entry| !is_for_staff(&entry.content) && !unsigned(entry);
    let for_all: Vec<&Entry> = here.iter().copied().filter(is_for_all).collect();
    let names = accounts::names(&reader).await?;
    let from_parents = |template: &PlanTemplate| {
        if stands.last.is_some() { Vec::new() } else { parents_words(&here, template, &names) }
    };
    let help_wanted = profile(&for_all).map(|headings| headings.help).unwrap_or_default();
    let by = end_of_half_term(&info.calendar, now.today);
    let checked_by = teacher_of(&reader, pupil, now.today).await?;
    let drafted = |template: PlanTemplate, plan: Plan| Drafted {
        of: None,
        plan,
        from: None,
        help_wanted,
        decided: String::new(),
        parents_words: Vec::new(),
        template,
        left_behind: Vec::new(),
        by,
        checked_by: checked_by.clone(),
    };
    if let Some((entry, plan)) = stands.current {
        let template = template_of(&reader, plan).await?;
        let (of, parents_words) = (Some((entry.id, entry.version)), from_parents(&template));
        return Ok(Drafted { of, parents_words, ..drafted(template, plan.clone()) });
    }
    let template = template_in_use(&reader, chosen).await?;
    let (id, version) = (template.id.clone(), template.version);
    if let Some((_, last)) = stands.last {
        let mut plan = next_cycle(&stands, last, &here, now.today, by);
        let left = template.left_over(&plan);
        let was = template_of(&reader, last).await?;
        for field in &left {
            plan.write(field, String::new());
        }
        let left_behind = left.iter().map(|field| was.label(field)).collect();
        let plan = Plan { template: id, template_version: version, ..plan };
        let from = Some("the last cycle's plan");
        let decided =
            reviewed(&here, last).map(|review| review.changes.trim().to_owned()).unwrap_or_default();
        return Ok(Drafted { from, left_behind, decided, ..drafted(template, plan) });
    }
    let mut types: Vec<_> = statuses::needs(&reader, Some(pupil.id))
        .await?
        .into_iter()
        .filter(|need| need.until_on.is_none())
        .map(|need| need.need)
        .collect();
    if types.is_empty() {
        types.extend(pupil.main_need);
    }
    let checklists = Checklists::of_entries(&reader, &here).await?;
    let mut plan = first_cycle(&stands, &for_all, &checklists, &checked_by, by);
    plan.needs.extend(latest_results(scores::attainments(&reader, None, Some(pupil.id)).await?));
    plan.needs.sort_by_key(|need| need.on);
    let known = ScoresNow::of(&written, &scores::of_pupil(&reader, pupil.id).await?);
    for target in &mut plan.targets {
        if let (None, Some(start)) = (target.baseline, known.start(target)) {
            (target.baseline, target.baseline_on) = (Some(start.score), Some(start.on));
        }
    }
    let mut plan = Plan { types, template: id, template_version: version, ..plan };
    voices(&mut plan, &template, &for_all);
    let from = (!for_all.is_empty()).then_some("the concern and the one page profile");
    let parents_words = from_parents(&template);
    Ok(Drafted { from, parents_words, ..drafted(template, plan) })
}

/// The latest result in each subject and scale, as a statement of need.
fn latest_results(all: Vec<Attainment>) -> Vec<NeedSource> {
    let mut latest: BTreeMap<(String, String), Attainment> = BTreeMap::new();
    for result in all {
        let key = (result.subject.clone(), result.scale.clone());
        if latest.get(&key).is_none_or(|known| known.on <= result.on) {
            latest.insert(key, result);
        }
    }
    let scales = scale::shipped();
    latest
        .into_values()
        .map(|result| NeedSource {
            on: Some(result.on),
            source: scale::find(scales, &result.scale)
                .map_or(result.scale.clone(), |scale| scale.name.clone()),
            says: format!("{}: {}", result.subject, result.written),
        })
        .collect()
}

/// What was ticked as seen often or on most days, in words.
fn ticked(filled: &FilledChecklist, checklist: &Checklist) -> String {
    let mut lines = Vec::new();
    for answer in [Answer::MostDays, Answer::Often] {
        let seen = filled.answers.iter().filter(|(_, stored)| **stored == answer.stored());
        let items: Vec<&str> = seen.filter_map(|(id, _)| Some(checklist.item(*id)?.text.as_str())).collect();
        if !items.is_empty() {
            lines.push(format!("Seen {}: {}", checklist.words(answer), items.join("; ")));
        }
    }
    lines.join("\n")
}

/// The joined profile, or what the parts say together while none is among them.
fn profile(entries: &[&Entry]) -> Option<domain::record::Headings> {
    let joined = entries.iter().rev().find_map(|entry| match &entry.content {
        Content::Profile(profile) if !profile.headings.is_empty() => Some(profile.headings.clone()),
        _ => None,
    });
    if joined.is_some() {
        return joined;
    }
    let mut together = domain::record::Headings::default();
    // What two parties say in the same words is said once.
    let mut add = |to: fn(&mut domain::record::Headings) -> &mut String, text: &str| {
        let to = to(&mut together);
        *to = text.lines().fold(std::mem::take(to), |said, line| join(&said, line));
    };
    for entry in entries {
        if let Content::ProfilePart(part) = &entry.content {
            add(|all| &mut all.admire, &part.headings.admire);
            add(|all| &mut all.important, &part.headings.important);
            add(|all| &mut all.support, &part.headings.support);
            add(|all| &mut all.difficult, &part.headings.difficult);
            add(|all| &mut all.help, &part.headings.help);
        }
    }
    (!together.is_empty()).then_some(together)
}

fn first_cycle(
    stands: &Standing,
    entries: &[&Entry],
    checklists: &Checklists,
    teacher: &str,
    review_on: Option<Date>,
) -> Plan {
    let mut plan = Plan { cycle: stands.cycle, review_on, ..Plan::default() };
    let mut area = None;
    let need = |on, source: &str, says: &str| NeedSource {
        on: Some(on),
        source: source.to_owned(),
        says: says.trim().to_owned(),
    };
    let mut helps: Vec<String> = Vec::new();
    for entry in entries {
        match &entry.content {
            Content::Concern(concern) => {
                if !concern.noticed.trim().is_empty() {
                    plan.needs.push(need(entry.on, "Initial concern", &concern.noticed));
                }
                plan.strengths = join(&plan.strengths, &concern.strengths);
                area = area.or(concern.areas.first().copied());
            }
            Content::Checklist(filled) => {
                let says = ticked(filled, checklists.of(filled));
                if !says.is_empty() {
                    plan.needs.push(need(entry.on, "Checklist", &says));
                }
            }
            Content::Adaptation(adaptation) if adaptation.counts() => {
                let worked = matches!(adaptation.difference, Some(Difference::Some | Difference::Enough));
                if worked && !adaptation.what.trim().is_empty() {
                    helps.push(adaptation.what.trim().to_owned());
                }
                if let Some(difference) = adaptation.difference {
                    let on = adaptation.reviewed_on.unwrap_or(entry.on);
                    let says = join(&format!("{}: {}", adaptation.what, difference.name()), &adaptation.seen);
                    plan.needs.push(need(on, "Adaptation in class", &says));
                }
            }
            Content::Referral(referral) => {
                if let (Some(on), false) = (referral.report_on, referral.advice.trim().is_empty()) {
                    plan.needs.push(need(on, &format!("Report: {}", referral.to), &referral.advice));
                }
            }
            _ => {}
        }
    }
    if let Some(headings) = profile(entries) {
        plan.strengths = headings.admire.lines().fold(plan.strengths, |said, line| join(&said, line));
        plan.strategies = headings.support.trim().to_owned();
        if let (Some(on), false) =
            (entries.last().map(|entry| entry.on), headings.difficult.trim().is_empty())
        {
            plan.needs.push(need(on, "One page profile", &headings.difficult));
        }
        let seeds = headings.help.split(['\n', ';']).flat_map(|line| line.split(". "));
        let seeds = seeds.map(|seed| seed.trim().trim_matches(['-', '•', '*', '.', ' ', '\t']));
        // Two who ask for the same are one seed.
        let mut said = BTreeSet::new();
        plan.targets = seeds
            .filter(|seed| !seed.is_empty() && said.insert(seed.to_lowercase()))
            .take(4)
            .map(|line| new_target(line, area, teacher, review_on))
            .collect();
    }
    for help in helps {
        plan.strategies = join(&plan.strategies, &help);
    }
    if plan.targets.is_empty() {
        plan.targets.push(new_target("", area, teacher, review_on));
    }
    plan
}

/// Fields of the child's voice alone begin with what the child wrote of it in their part of the profile.
fn voices(plan: &mut Plan, template: &PlanTemplate, entries: &[&Entry]) {
    let part = entries.iter().rev().find_map(|entry| match &entry.content {
        Content::ProfilePart(part) if part.party == Party::Pupil => Some(&part.headings),
        _ => None,
    });
    let Some(said) = part else { return };
    for (field, says) in
        [("about-me", join(&said.admire, &said.important)), ("child-says", join(&said.difficult, &said.help))]
    {
        if template.field(field).is_some() && plan.lacks(field) {
            plan.write(field, says);
        }
    }
}

/// A target that is not written yet; its id is nil until it is saved.
fn new_target(
    will: &str,
    area: Option<domain::census::sen_type::AreaOfNeed>,
    teacher: &str,
    by: Option<Date>,
) -> Target {
    Target { area, will: will.to_owned(), by, checked_by: teacher.to_owned(), ..Target::empty() }
}

/// The newest review of the last cycle, or of one before it.
fn reviewed<'a>(entries: &[&'a Entry], last: &Plan) -> Option<&'a Review> {
    entries.iter().rev().find_map(|entry| match &entry.content {
        Content::Review(review) if review.cycle <= last.cycle => Some(review),
        _ => None,
    })
}

/// What is kept is kept, with its id; what was met is left behind.
fn next_cycle(
    stands: &Standing,
    last: &Plan,
    entries: &[&Entry],
    today: Date,
    review_on: Option<Date>,
) -> Plan {
    let review = reviewed(entries, last);
    let met = |target: &Target| {
        let at_review = review.and_then(|review| {
            review.outcomes.iter().find(|outcome| outcome.target == target.id).map(|found| found.outcome)
        });
        let on_plan =
            || last.outcomes_of_targets.iter().find(|found| found.target == target.id).map(|f| f.outcome);
        at_review.or_else(on_plan).is_some_and(domain::record::TargetOutcome::is_met)
    };
    let mut plan = Plan {
        cycle: stands.cycle,
        outcomes_of_targets: Vec::new(),
        corrections: Vec::new(),
        ..last.clone()
    };
    plan.targets.retain(|target| !met(target));
    for target in &mut plan.targets {
        if target.by.is_none_or(|by| by <= today) {
            target.by = review_on;
        }
    }
    // What was agreed at the review goes before the day that stood in the last plan.
    let agreed = review.and_then(|review| review.next_on).filter(|on| *on > today);
    plan.review_on = agreed.or(plan.review_on.filter(|on| *on > today)).or(review_on);
    plan
}

fn join(before: &str, more: &str) -> String {
    let (before, more) = (before.trim(), more.trim());
    match (before.is_empty(), more.is_empty()) {
        (_, true) => before.to_owned(),
        (true, false) => more.to_owned(),
        (false, false) if before.lines().any(|line| line.trim() == more) => before.to_owned(),
        (false, false) => format!("{before}\n{more}"),
    }
}

/// The last day of this half term, or of the next when this one is nearly over or it is a holiday.
fn end_of_half_term(calendar: &SchoolCalendar, today: Date) -> Option<Date> {
    let this = calendar.half_term_of(today).filter(|term| calendar.school_weeks_between(today, term.to) >= 2);
    this.or_else(|| calendar.next_half_term(today)).map(|term| term.to)
}

/// The name of the child's class teacher today; empty when there is none.
async fn teacher_of(reader: &store::Reader, pupil: &Pupil, today: Date) -> Result<String, Fault> {
    let Some(class) = pupil.class else { return Ok(String::new()) };
    let teacher = classes::staff(reader).await?.into_iter().find(|staff| {
        staff.class == class
            && staff.role == Role::Teacher
            && staff.from_on <= today
            && staff.until_on.is_none_or(|until| today <= until)
    });
    match teacher {
        Some(teacher) => {
            Ok(accounts::get(reader, teacher.account).await?.map(|account| account.name).unwrap_or_default())
        }
        None => Ok(String::new()),
    }
}
