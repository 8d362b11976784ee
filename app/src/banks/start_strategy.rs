//! Which strategies are suggested for a child, and starting one: an adaptation in one tap.

use std::collections::BTreeMap;

use domain::{
    Date, EntryId, Now, PupilId,
    bank::{InBank, Seen, Strategy, suggest},
    calendar::{SchoolCalendar, count::days_after},
    census::sen_type::AreaOfNeed,
    people::Pupil,
    permissions::{Action, Actor, allow},
    record::{Adaptation, Content, Entry},
};
use store::queries::{entries, records};

use crate::{App, Fault, SchoolInfo, early};

/// A strategy that is suggested, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// The strategy.
    pub strategy: Strategy,
    /// The words of the checklist item that was ticked; none when it is for the concern's area.
    pub because: Option<String>,
}

/// The day on which an adaptation is looked at again unless somebody says another: four school weeks on, a school day;
/// four weeks on where the terms are not known.
#[must_use]
pub fn look_again_on(calendar: &SchoolCalendar, from: Date) -> Date {
    calendar.school_weeks_on(from, 4).unwrap_or_else(|| days_after(from, 28))
}

/// What is suggested for a child: at most `most`, from the newest checklist of the round that runs, and its concerns.
///
/// # Errors
/// When the actor may not record adaptations of the child, or the database fails.
pub async fn strategies_for(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    most: usize,
) -> Result<Vec<Suggested>, Fault> {
    allow(actor, Action::RecordAdaptation, pupil.subject())?;
    let reader = app.store.read(actor.school);
    let round = records::get(&reader, pupil.id).await?.state.round.max(1);
    let all = entries::of_pupil(&reader, pupil.id).await?;
    let here: Vec<&Entry> = all.iter().filter(|entry| entry.round == round).collect();
    let filled = here.iter().rev().find_map(|entry| match &entry.content {
        Content::Checklist(filled) => Some((*entry, filled)),
        _ => None,
    });
    let none = BTreeMap::new();
    let answers = filled.map_or(&none, |(_, filled)| &filled.answers);
    let mut areas: Vec<AreaOfNeed> = Vec::new();
    let mut begun: Vec<String> = Vec::new();
    for entry in &here {
        match &entry.content {
            Content::Concern(concern) => areas.extend(&concern.areas),
            Content::Adaptation(adaptation) if adaptation.counts() => begun.push(adaptation.strategy.clone()),
            _ => {}
        }
    }
    if areas.is_empty() && answers.is_empty() {
        areas.extend(pupil.main_need.and_then(domain::census::SenType::area));
    }
    let checklist = match filled {
        Some((entry, _)) => super::checklist_of(app, actor, entry).await?,
        None => info.banks.checklist.clone(),
    };
    let seen = Seen { answers, areas: &areas, year: pupil.year, begun: &begun };
    let found = suggest(&info.banks.strategies, seen, most);
    Ok(found
        .into_iter()
        .map(|(strategy, item)| Suggested {
            strategy: strategy.clone(),
            because: item.and_then(|item| checklist.item(item)).map(|item| item.text.clone()),
        })
        .collect())
}

/// Starts a strategy of the bank today, to be looked at again after four school weeks.
///
/// # Errors
/// [`Fault::NotFound`] when the bank has no such strategy; out of scope, not allowed.
pub async fn start_strategy(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: PupilId,
    strategy: &str,
) -> Result<EntryId, Fault> {
    let held = info.banks.strategies.get(strategy).filter(|held| !held.hidden).ok_or(Fault::NotFound)?;
    let one = &held.item;
    let adaptation = Adaptation {
        area: Some(one.area()),
        what: one.text.clone(),
        strategy: one.id.clone(),
        look_for: one.look.clone(),
        from_on: Some(now.today),
        how_often: one.often.clone(),
        review_on: Some(look_again_on(&info.calendar, now.today)),
        ..Adaptation::default()
    };
    early::record_adaptation(app, actor, now, pupil, adaptation).await
}
