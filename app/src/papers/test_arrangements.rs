//! Test arrangements from the record: adaptations and the plan's strategies, since when, with scores and reports.

use documents::papers::{NormalWay, TestArrangements, TestEvidence};
use domain::{
    Date, Now,
    census::NationalTests,
    people::{Pupil, Role},
    permissions::Actor,
    record::{Adaptation, Content, Difference, Entry, EntryKind},
};
use store::queries::records;

use super::{PaperName, furniture, what_helps::lines};
use crate::{App, Fault, SchoolInfo, early, planning::standing, time_in_words::day};

pub(super) async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<TestArrangements, Fault> {
    let Some(tests) = NationalTests::of(pupil.year) else { return Err(Fault::NotFound) };
    let kinds = [EntryKind::Adaptation, EntryKind::Plan, EntryKind::Report];
    let written = early::written(app, actor, pupil, &kinds).await?;
    let entries: Vec<&Entry> = written.iter().map(|one| &one.entry).collect();
    let record = records::get(&app.store.read(actor.school), pupil.id).await?;
    let mut ways: Vec<NormalWay> = entries
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::Adaptation(one) if one.counts() && one.difference != Some(Difference::None) => {
                Some(adapted(one, entry.on))
            }
            _ => None,
        })
        .collect();
    let in_use = standing(entries.iter().copied(), &record.state).in_use();
    for what in in_use.map_or_else(Vec::new, |(_, plan)| lines(&plan.strategies)) {
        if !ways.iter().any(|known| known.what.eq_ignore_ascii_case(&what)) {
            ways.push(NormalWay {
                since: first_planned(&entries, &what),
                evidence: format!("In the {}", info.school.settings.plan_name),
                what,
                how_often: String::new(),
            });
        }
    }
    let evidence = evidence(&entries);
    if ways.is_empty() && evidence.is_empty() {
        return Err(Fault::NotFound);
    }
    let title = PaperName::TestArrangements.title(info);
    let furniture = furniture::of_child(app, info, pupil, &title, now.today).await?;
    let to_sign = [Role::Senco, Role::Head].map(|role| info.school.title(role).to_owned()).into();
    Ok(TestArrangements { ways, evidence, to_sign, ..TestArrangements::new(furniture, tests) })
}

/// An adaptation as a way of working, with what was seen.
fn adapted(one: &Adaptation, on: Date) -> NormalWay {
    let mut evidence = one.difference.map_or_else(String::new, |difference| {
        let mut words = difference.name().to_owned();
        if let Some(on) = one.reviewed_on {
            words = format!("{words}, {}", day(on));
        }
        words[..1].to_uppercase() + &words[1..]
    });
    if !one.seen.trim().is_empty() {
        let before = if evidence.is_empty() { "" } else { ": " };
        evidence = format!("{evidence}{before}{}", one.seen.trim());
    }
    NormalWay {
        what: one.what.trim().to_owned(),
        since: one.from_on.or(Some(on)),
        how_often: one.how_often.trim().to_owned(),
        evidence,
    }
}

/// The day of the first plan in which a strategy stands.
fn first_planned(entries: &[&Entry], what: &str) -> Option<Date> {
    entries.iter().find_map(|entry| match &entry.content {
        Content::Plan(plan) if lines(&plan.strategies).iter().any(|line| line == what) => Some(entry.on),
        _ => None,
    })
}

/// Scores, observations and reports, the newest first, each once.
fn evidence(entries: &[&Entry]) -> Vec<TestEvidence> {
    let mut all: Vec<TestEvidence> = Vec::new();
    for entry in entries {
        match &entry.content {
            Content::Plan(plan) => {
                for need in &plan.needs {
                    let known = |one: &TestEvidence| one.source == need.source && one.says == need.says;
                    if !all.iter().any(known) {
                        let (source, says) = (need.source.clone(), need.says.clone());
                        all.push(TestEvidence { on: need.on, source, says });
                    }
                }
            }
            Content::Report(report) if report.from_school.is_empty() => all.push(TestEvidence {
                on: Some(entry.on),
                source: [report.author.trim(), report.title.trim()].join(", "),
                says: report.advice().to_owned(),
            }),
            _ => {}
        }
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.on));
    all
}
