//! The transition sheet from the record: the profile, what works and what does not, the visits, whom to ask.

use documents::{
    furniture::Fact,
    papers::{TransitionSheet, Visit},
};
use domain::{
    Now,
    people::Pupil,
    permissions::{Action, Actor},
    record::{Adaptation, Content, Difference, Entry, EntryKind, Transition, TransitionVisit},
};
use store::queries::records;

use super::{
    PaperName, furniture,
    what_helps::{signed, what_helps},
};
use crate::{App, Fault, SchoolInfo, early, pupils, time_in_words, transition};

pub(super) async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<TransitionSheet, Fault> {
    let Some(planned) = transition::newest(app, actor, pupil).await? else { return Err(Fault::NotFound) };
    let kinds = [EntryKind::Profile, EntryKind::Plan, EntryKind::Adaptation];
    let written = early::written(app, actor, pupil, &kinds).await?;
    let entries: Vec<&Entry> = written.iter().map(|one| &one.entry).collect();
    let record = records::get(&app.store.read(actor.school), pupil.id).await?;
    let title = PaperName::TransitionSheet.title(info);
    let mut furniture = furniture::of_child(app, info, pupil, &title, now.today).await?;
    furniture.facts.extend(facts(&planned));
    let profile = signed(entries.iter().copied()).map_or_else(Vec::new, |page| {
        page.headings
            .rows()
            .into_iter()
            // What helps stands under “What works”.
            .filter(|(name, _, text)| *name != "support" && !text.trim().is_empty())
            .map(|(_, title, text)| Fact::new(title, text.trim()))
            .collect()
    });
    let (works, does_not) = tried(&entries);
    let mut helps: Vec<String> = what_helps(entries.iter().copied(), &record.state);
    for (what, seen) in works {
        match helps.iter_mut().find(|known| **known == what) {
            Some(known) => known.push_str(&seen),
            None => helps.push(what + &seen),
        }
    }
    let mut against: Vec<String> = planned.worries.lines().map(str::to_owned).collect();
    against.extend(does_not.into_iter().map(|(what, seen)| format!("- {what}{seen}")));
    // Key facts may say who must not collect the child: staff only.
    let is_staff = actor
        .holdings
        .iter()
        .any(|holding| holding.role.is_staff() && holding.reaches(Action::ReadPlan, pupil.subject()));
    let people = pupils::people(app, actor, info, pupil, now.today).await?;
    let mut ask: Vec<Fact> = people
        .staff
        .into_iter()
        .filter(|one| !one.what.starts_with("Safeguarding") && !pupils::FOR_NOW.contains(&one.what.as_str()))
        .map(|one| Fact::new(one.what, one.name))
        .collect();
    if !planned.ask.trim().is_empty() {
        ask.push(Fact::new("Also", planned.ask.trim()));
    }
    Ok(TransitionSheet {
        furniture,
        profile,
        works: helps.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"),
        does_not: against.join("\n").trim().to_owned(),
        safe: if is_staff { pupil.key_facts.trim().to_owned() } else { String::new() },
        visits: planned.visits.into_iter().map(visit).collect(),
        meets: planned.meets,
        passed_on: planned.passed_on,
        ask,
    })
}

fn facts(planned: &Transition) -> Vec<Fact> {
    let day = |on: Option<domain::Date>| on.map(time_in_words::day).unwrap_or_default();
    vec![
        Fact::new("From", planned.from.trim()),
        Fact::new("To", planned.to.trim()),
        Fact::new("First day there", day(planned.moves_on)),
    ]
}

fn visit(one: TransitionVisit) -> Visit {
    Visit { on: one.on, what: one.what, who: one.who, done: one.done }
}

/// What was tried with a difference, and what made none, each with what was seen.
type Tried = Vec<(String, String)>;

fn tried(entries: &[&Entry]) -> (Tried, Tried) {
    let adaptations = entries.iter().filter_map(|entry| match &entry.content {
        Content::Adaptation(one) if one.counts() && !one.what.trim().is_empty() => Some(one),
        _ => None,
    });
    let said = |one: &Adaptation| {
        let seen = one.seen.split_whitespace().collect::<Vec<_>>().join(" ");
        (one.what.trim().to_owned(), if seen.is_empty() { seen } else { format!(" ({seen})") })
    };
    let (mut works, mut does_not) = (Vec::new(), Vec::new());
    for one in adaptations {
        match one.difference {
            Some(Difference::Some | Difference::Enough) => works.push(said(one)),
            Some(Difference::None) => does_not.push(said(one)),
            None => {}
        }
    }
    (works, does_not)
}
