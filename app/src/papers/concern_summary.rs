//! The first concern from the record: the newest round's form, checklist, talk and adaptations.

use documents::{
    furniture::Fact,
    papers::{Changed, ConcernSummary, TickedArea},
};
use domain::{
    Now,
    checklist::{Answer, Checklist},
    people::Pupil,
    permissions::Actor,
    record::{Adaptation, Concern, Content, EntryKind, FilledChecklist},
};

use super::{PaperName, furniture};
use crate::{App, Fault, SchoolInfo, banks, early, time_in_words};

const KINDS: [EntryKind; 4] =
    [EntryKind::Concern, EntryKind::Checklist, EntryKind::Adaptation, EntryKind::Acknowledgement];

/// The concern that the paper is made of: the newest that the actor may read.
pub(super) async fn newest(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Option<early::Written>, Fault> {
    Ok(early::written(app, actor, pupil, &[EntryKind::Concern]).await?.pop())
}

pub(super) async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<ConcernSummary, Fault> {
    let written = early::written(app, actor, pupil, &KINDS).await?;
    let newest = written.iter().rev().find_map(|one| match &one.entry.content {
        Content::Concern(concern) => Some((concern, one)),
        _ => None,
    });
    let Some((concern, one)) = newest else { return Err(Fault::NotFound) };
    let title = PaperName::ConcernSummary.title(info);
    let mut furniture = furniture::for_parents(app, info, pupil, &title, now.today).await?;
    furniture.version = format!("Round {}", one.entry.round);
    let raised = format!("{}, {} ({})", one.by, time_in_words::day(one.entry.on), concern.raised_by.name());
    let mut summary = ConcernSummary {
        noticed: concern.noticed.clone(),
        facts: facts(concern, raised),
        child_view: concern.child_view.clone(),
        talk_facts: talk_facts(concern),
        parents_said: if concern.talked_on.is_none() {
            concern.attempts.clone()
        } else {
            concern.parents_said.clone()
        },
        ..ConcernSummary::new(furniture)
    };
    for other in written.iter().filter(|other| other.entry.round == one.entry.round) {
        match &other.entry.content {
            Content::Checklist(filled) => {
                summary.areas = areas(filled, &banks::checklist_of(app, actor, &other.entry).await?);
            }
            Content::Adaptation(adaptation) => summary.adaptations.push(changed(adaptation)),
            Content::Acknowledgement(next) => summary.next.clone_from(&next.next),
            _ => {}
        }
    }
    Ok(summary)
}

fn facts(concern: &Concern, raised: String) -> Vec<Fact> {
    let areas: Vec<&str> = concern.areas.iter().map(|area| area.name()).collect();
    let areas = if areas.is_empty() { "Not sure".to_owned() } else { areas.join("; ") };
    vec![
        Fact::new("Raised by", raised),
        Fact::new("Since when", &concern.since),
        Fact::new("Where and when", &concern.where_and_when),
        Fact::new("Strengths", &concern.strengths),
        Fact::new("Areas of need", areas),
        Fact::new("Hearing", concern.hearing.name()),
        Fact::new("Vision", concern.vision.name()),
        Fact::new("Attendance", &concern.attendance),
        Fact::new("Languages", &concern.languages),
        Fact::new("Tried so far", &concern.tried),
    ]
}

fn talk_facts(concern: &Concern) -> Vec<Fact> {
    let on = concern.talked_on.map(time_in_words::day);
    vec![
        Fact::new("When", on.unwrap_or_else(|| "No talk yet; what was tried is below".to_owned())),
        Fact::new("With whom", &concern.talked_with),
    ]
}

/// What was seen at least sometimes, by area. Safeguarding items have no answer.
fn areas(filled: &FilledChecklist, checklist: &Checklist) -> Vec<TickedArea> {
    checklist
        .areas
        .iter()
        .map(|area| TickedArea {
            area: area.name.clone(),
            items: area
                .items
                .iter()
                .filter(|item| !item.safeguarding)
                .filter_map(|item| {
                    let answer = Answer::from_stored(*filled.answers.get(&item.id)?)?;
                    (answer != Answer::NotSeen).then(|| Fact::new(&item.text, checklist.words(answer)))
                })
                .collect(),
        })
        .filter(|area| !area.items.is_empty())
        .collect()
}

fn changed(adaptation: &Adaptation) -> Changed {
    let effect = match adaptation.difference {
        Some(difference) if adaptation.seen.trim().is_empty() => difference.name().to_owned(),
        Some(difference) => format!("{}: {}", difference.name(), adaptation.seen),
        None => adaptation.seen.clone(),
    };
    Changed { on: adaptation.from_on, what: adaptation.what.clone(), effect }
}
