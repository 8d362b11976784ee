//! `/pupils/{pupil}/plan`: the plan, as much of it as the visitor may read.

use app::{
    planning::{self, PlanShown, ShownTarget, Since, Which},
    time_in_words,
};
use askama::Template;
use axum::extract::{Query, State};
use domain::{
    census::SenType,
    pathway::plan_agreement::Carried,
    people::Role,
    permissions::Action,
    plan_template::{self, FieldKind},
    record::{Direction, Reading},
};
use serde::Deserialize;

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::{Child, Visit},
};

pub(crate) mod agreement;
mod bank;
mod boxes;
pub(crate) mod edit;
pub(crate) mod file;
mod form;

/// A field of the template on the page.
#[derive(Debug)]
enum ShownField {
    /// Its label and words.
    Words(String, String),
    /// The types of need.
    Types(String),
    /// The table of assessments.
    Needs(String),
    /// The targets, under a heading of their own unless the section's says it.
    Targets(Option<String>),
}

/// A section of the template on the page: only fields that say something.
#[derive(Debug)]
struct ShownSection {
    title: String,
    fields: Vec<ShownField>,
}

/// The plan in the order of its template; who reads targets and strategies only gets those.
fn sections(shown: &PlanShown, today: domain::Date) -> Vec<ShownSection> {
    let plan = &shown.plan;
    let whole = shown.reading == Reading::Whole;
    let field = |section: &str, field: &plan_template::Field| {
        if !whole && !matches!(field.id.as_str(), "targets" | "strategies") {
            return None;
        }
        match field.kind {
            FieldKind::Targets => {
                Some(ShownField::Targets((section != field.label).then(|| field.label.clone())))
            }
            _ if plan.lacks(&field.id) => None,
            FieldKind::Types => Some(ShownField::Types(field.label.clone())),
            FieldKind::Needs => Some(ShownField::Needs(field.label.clone())),
            FieldKind::Date => {
                let on: Option<domain::Date> = plan.words(&field.id).parse().ok();
                // The day that was set since, at a review or for the meeting, goes before what was agreed.
                let now = shown.meets_again_on.filter(|_| shown.is_current && field.id == "review");
                let since = now.filter(|now| Some(*now) != on);
                let since = since.map(|now| format!("; set since: {}", time_in_words::day(now)));
                let words = on.map(|on| {
                    let words =
                        format!("{} ({})", time_in_words::day(on), time_in_words::from_today(on, today));
                    format!("{words}{}", since.unwrap_or_default())
                });
                Some(ShownField::Words(field.label.clone(), words.unwrap_or_default()))
            }
            FieldKind::Words | FieldKind::Line | FieldKind::Choice => {
                Some(ShownField::Words(field.label.clone(), plan.words(&field.id)))
            }
        }
    };
    let mut sections: Vec<ShownSection> = shown
        .template
        .sections
        .iter()
        .map(|section| ShownSection {
            title: section.title.clone(),
            fields: section.fields.iter().filter_map(|one| field(&section.title, one)).collect(),
        })
        .filter(|section| !section.fields.is_empty())
        .collect();
    let left = if whole { shown.template.left_over(plan) } else { Vec::new() };
    if !left.is_empty() {
        let fields =
            left.iter().map(|id| ShownField::Words(shown.template.label(id), plan.words(id))).collect();
        sections.push(ShownSection { title: "Also kept".to_owned(), fields });
    }
    sections
}

/// A target on the page.
#[derive(Debug)]
pub(super) struct TargetLine {
    number: usize,
    will: String,
    measure: String,
    now: String,
    goal: String,
    success: String,
    checked_by: String,
    area: &'static str,
    missing: Vec<&'static str>,
    provision: Vec<String>,
    outcome: Option<&'static str>,
}

impl TargetLine {
    /// What a button reads aloud of it to a child.
    fn aloud(&self) -> String {
        let goal = if self.goal.is_empty() { String::new() } else { format!("My goal: {}", self.goal) };
        let parts = [self.will.trim(), goal.trim(), self.success.trim()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
    }
}

/// What a button reads aloud of the targets to a child, before they are asked.
fn aloud(targets: &[TargetLine]) -> String {
    let all: Vec<String> = targets.iter().map(TargetLine::aloud).collect();
    format!(
        "My targets. {}. Is this plan right for you? Tap yes, or tap that you want to change something.",
        all.join(". ")
    )
}

/// What one of the four says, in a line.
#[derive(Debug)]
pub(super) struct SaidLine {
    party: &'static str,
    words: String,
    colour: &'static str,
    status: &'static str,
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/plan.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    plan_name: String,
    template: String,
    since: String,
    sections: Vec<ShownSection>,
    shown: PlanShown,
    whole: bool,
    for_pupil: bool,
    types: Vec<&'static str>,
    needs: Vec<(String, String, String)>,
    targets: Vec<TargetLine>,
    said: Vec<SaidLine>,
    wanted: bool,
    told_on: Option<String>,
    written: String,
    versions: Vec<(u32, String, String)>,
    /// The corrected version, and the sentence.
    corrections: Vec<(u32, String)>,
    may_write: bool,
    may_answer: bool,
    may_log: bool,
    may_provide: bool,
    drafted_before: bool,
    /// The plan's entry, when an earlier version of it is open and may be put back.
    put_back: Option<String>,
}

/// Which text.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    cycle: Option<u32>,
    version: Option<u32>,
}

fn line(number: usize, shown: &ShownTarget) -> TargetLine {
    let target = &shown.target;
    let day = |on: Option<domain::Date>| on.map(time_in_words::day);
    let better = match target.direction {
        Direction::Increase => "more is better",
        Direction::Decrease => "less is better",
    };
    let unit = target.unit.as_str();
    let now = match (target.baseline, day(target.baseline_on)) {
        (Some(score), Some(on)) => format!("{score} {unit} on {on}"),
        (Some(score), None) => format!("{score} {unit}"),
        (None, _) => "the middle of the first three scores".to_owned(),
    };
    let goal = match (target.goal, day(target.by)) {
        (Some(goal), Some(by)) => format!("{goal} {unit} by {by}"),
        (Some(goal), None) => format!("{goal} {unit}"),
        (None, Some(by)) => format!("by {by}"),
        (None, None) => String::new(),
    };
    TargetLine {
        number,
        will: if target.will.is_empty() { "Not written yet".to_owned() } else { target.will.clone() },
        measure: if unit.is_empty() { String::new() } else { format!("{unit}, {better}") },
        now,
        goal,
        success: target.known_by(),
        checked_by: target.checked_by.clone(),
        area: target.area.map_or("", domain::census::sen_type::AreaOfNeed::name),
        missing: shown.faults.iter().map(|fault| fault.sentence()).collect(),
        provision: shown.provision.clone(),
        outcome: shown.outcome.map(domain::record::TargetOutcome::name),
    }
}

/// The targets, in their order.
pub(super) fn target_lines(shown: &PlanShown) -> Vec<TargetLine> {
    (1..).zip(&shown.targets).map(|(number, target)| line(number, target)).collect()
}

/// What was said before and counts for this cycle's plan.
fn in_words(carried: Carried) -> String {
    match carried.review_on {
        Some(on) => format!(
            "At the review of {}: the plan goes on with the one that was reviewed",
            time_in_words::day(on)
        ),
        None => "The plan says what that of the last cycle said: nobody needs to be asked again".to_owned(),
    }
}

/// What each of the four says of the newest version.
pub(super) fn said_lines(shown: &PlanShown) -> Vec<SaidLine> {
    use domain::{pathway::facts::Said as Counts, record::Answer};
    shown
        .said
        .iter()
        .map(|said| {
            let (status, colour) = if said.disagrees() {
                ("Disagrees", "red")
            } else if said.is_outdated() {
                ("Ask again: the plan changed", "yellow")
            } else if said.is_wanted() {
                ("Not asked yet", "yellow")
            } else if said.counts == Counts::NothingChanged {
                ("Nothing changed for them", "green")
            } else if said.answers.iter().any(|one| one.to_this && one.said.answer == Answer::Yes) {
                ("Agrees", "green")
            } else if said.counts == Counts::Yes {
                ("Agreed at the review", "green")
            } else {
                ("Not reached", "grey")
            };
            let words: Vec<String> = said
                .answers
                .iter()
                .map(|answer| {
                    let agreement = &answer.said;
                    let since = planning::corrected_since(&shown.plan, agreement.plan_version, shown.version);
                    let to = match since {
                        None if !answer.to_this => Some("to an earlier version".to_owned()),
                        since => since,
                    };
                    let not_reached = agreement.answer == Answer::NotReached;
                    let how = (!not_reached).then(|| agreement.how.name().to_owned());
                    let recorded = answer.recorded_by.as_ref().map(|by| format!("recorded by {by}"));
                    let name = (!agreement.name.is_empty()).then(|| agreement.name.clone());
                    let parts = [name, how, Some(time_in_words::day(answer.on)), recorded, to];
                    let head = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
                    if agreement.words.is_empty() { head } else { format!("{head}: {}", agreement.words) }
                })
                .collect();
            let words = match words.as_slice() {
                [] => said.carried.map(in_words).unwrap_or_default(),
                words => words.join("\n"),
            };
            SaidLine { party: said.party.name(), words, colour, status }
        })
        .collect()
}

/// The page.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    let which = Which { cycle: asked.cycle, version: asked.version };
    let shown = planning::show_plan(&web.app, visit.actor(), visit.now().today, &pupil, which).await?;
    let settings = &visit.visitor.school.school.settings;
    let name = match shown.entry {
        Some(_) => shown.template.called(&settings.plan_template, &settings.plan_name).to_owned(),
        None => settings.plan_name.clone(),
    };
    let for_pupil = visit.role() == Some(Role::Pupil);
    let title = match visit.role() {
        Some(Role::Pupil) => "My plan".to_owned(),
        Some(Role::Parent) => shown.template.called_in_full(&settings.plan_template, &settings.plan_name),
        _ => name.clone(),
    };
    let (frame, _) = Frame::of(&web, &visit, &pupil, &title, "/plan").await?;
    let whole = shown.reading == Reading::Whole;
    let written = shown.written_at.map(time_in_words::moment).unwrap_or_default();
    page(&Page {
        chrome: frame.chrome.clone(),
        plan_name: name,
        template: format!("{}, version {}", shown.template.title, shown.template.version),
        since: match shown.changed.as_ref().map(|changed| changed.since) {
            Some(Since::Version(version)) => format!("What changed from version {version} to the newest"),
            Some(Since::Cycle(cycle)) => format!("What is kept, and what changed, since cycle {cycle}"),
            None => String::new(),
        },
        sections: sections(&shown, visit.now().today),
        whole,
        for_pupil,
        types: shown.plan.types.iter().copied().map(SenType::name).collect(),
        needs: shown
            .plan
            .needs
            .iter()
            .map(|need| {
                let on = need.on.map_or_else(|| "No day".to_owned(), time_in_words::day);
                (on, need.source.clone(), need.says.clone())
            })
            .collect(),
        targets: target_lines(&shown),
        said: said_lines(&shown),
        wanted: shown.said.iter().any(planning::Said::is_wanted),
        told_on: shown.told_on.map(time_in_words::day),
        written,
        versions: shown
            .versions
            .iter()
            .rev()
            .map(|(version, who, at)| (*version, who.clone(), time_in_words::moment(*at)))
            .collect(),
        corrections: if whole {
            let one = |one: &domain::record::correction::Correction| {
                let on = time_in_words::day(one.on);
                (
                    one.of,
                    format!("A spelling was corrected in version {} by {} on {on}.", one.version, one.by),
                )
            };
            shown.plan.corrections.iter().map(one).collect()
        } else {
            Vec::new()
        },
        may_write: visit.may(Action::WritePlan, &pupil),
        may_answer: visit.may(Action::AgreePlan, &pupil) || visit.may(Action::RecordAgreement, &pupil),
        may_log: visit.may(Action::LogContact, &pupil),
        may_provide: visit.may(Action::PlanProvision, &pupil),
        drafted_before: shown.plan.cycle < shown.cycle,
        put_back: shown
            .entry
            .as_ref()
            .filter(|entry| {
                entry.version > shown.version
                    && shown.plan.cycle == shown.cycle
                    && visit.may(Action::WritePlan, &pupil)
            })
            .map(|entry| entry.id.to_string()),
        shown,
        frame,
    })
}
