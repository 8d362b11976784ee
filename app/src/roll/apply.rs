//! A plan carried out inside one transaction: many rows in few statements, and the events that tell of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, Now, PupilId,
    audit::{Event, Happening},
    calendar::count::days_after,
    census::SenProvision,
    pathway::{
        CaseState, Change, CloseReason, Maker, MoveWords, StatutoryFacts, StatutoryMove, SupportFacts,
        SupportMove, SupportState, attempt_statutory, attempt_support,
        came_back::{PlaceHeld, Stood},
        reason,
    },
    permissions::Allowed,
    provision::{Place, Provision},
};
use store::{
    Tx,
    queries::{
        classes, contacts, provisions, pupils,
        records::{self, Record, Round},
        statuses,
    },
};

use super::{Join, Plan, Standing, Taken, plan_import::goes_on, standing::STOOD};
use crate::{Fault, leaving, pathway::detail};

/// Writes everything that a plan says; gives the events.
pub(super) async fn apply(
    tx: &Tx,
    allowed: &Allowed,
    now: Now,
    plan: &Plan,
    standing: &Standing,
) -> Result<Vec<Event>, Fault> {
    for class in &plan.new_classes {
        classes::make(tx, allowed, class).await?;
    }
    let with_source = |taken: &Taken| (taken.pupil.clone(), taken.source.clone());
    let new: Vec<_> = plan.new.iter().map(with_source).collect();
    pupils::make(tx, allowed, &new).await?;
    let reworded = |taken: &&Taken| {
        standing.pupils.get(taken.pupil.upn.as_str()).is_some_and(|(_, source)| *source != taken.source)
    };
    let kept = plan.unchanged.iter().filter(reworded);
    let renewed: Vec<_> = plan.changed.iter().chain(kept).map(with_source).collect();
    pupils::renew(tx, allowed, &renewed).await?;

    let touched = || plan.new.iter().chain(&plan.changed);
    let gone: Vec<_> = touched().flat_map(|taken| taken.contacts.remove.iter().copied()).collect();
    contacts::remove(tx, allowed, &gone).await?;
    let written: Vec<_> = touched().flat_map(|taken| taken.contacts.write.iter().cloned()).collect();
    contacts::renew(tx, allowed, &written).await?;

    let of_history: Vec<PupilId> = touched().filter(|t| t.history.is_some()).map(|t| t.pupil.id).collect();
    let spells: Vec<_> = touched().filter_map(|t| t.history.as_ref()).flatten().cloned().collect();
    statuses::replace_histories(tx, allowed, &of_history, &spells).await?;
    let of_needs: Vec<PupilId> = touched().filter(|t| t.needs.is_some()).map(|t| t.pupil.id).collect();
    let needs: Vec<_> = touched().filter_map(|t| t.needs.as_ref()).flatten().cloned().collect();
    statuses::replace_all_needs(tx, allowed, &of_needs, &needs).await?;

    let mut moves = Moves { events: Vec::new(), records: Vec::new(), rounds: Vec::new() };
    for taken in touched() {
        moves.events.extend(events_of(taken, plan));
        if let Some(join) = taken.join {
            moves.join(taken, join, standing, now);
        }
    }
    let leavers: Vec<PupilId> = plan.leaving.iter().map(|leaver| leaver.pupil.id).collect();
    let mut held = BTreeMap::new();
    for id in leavers.iter().filter(|id| standing.records.contains_key(id)) {
        held.insert(*id, places_held(tx, *id, now.today).await?);
    }
    pupils::leave(tx, allowed, &leavers, now.today).await?;
    for id in leavers {
        let mut line = "the roll leaves the child out".to_owned();
        if let Some((places, record)) = held.remove(&id).zip(standing.records.get(&id)) {
            keep_what_stood(&mut line, record, places);
        }
        moves.events.push(Event::pupil(Happening::PupilLeft, id, line));
        moves.leave(id, standing, now);
    }
    records::renew(tx, allowed, &moves.records).await?;
    records::save_rounds(tx, allowed, &moves.rounds).await?;
    for taken in plan.joining(Join::GoesOn) {
        let known = standing.pupils.get(taken.pupil.upn.as_str());
        let left_on = known.and_then(|(known, _)| known.left_on);
        if let Some((stood, left_on)) = standing.stood.get(&taken.pupil.id).zip(left_on) {
            let from = now.today.max(days_after(left_on, 1));
            let again = take_places_again(tx, allowed, taken.pupil.id, &stood.places, from).await?;
            moves.events.extend(again);
        }
    }
    Ok(moves.events)
}

/// What the trail says of a leaving, with how the record stood and the places that it ends: should the child come back.
pub(crate) async fn left_line(words: &str, tx: &Tx, record: &Record, left_on: Date) -> Result<String, Fault> {
    let mut line = words.to_owned();
    keep_what_stood(&mut line, record, places_held(tx, record.pupil, left_on).await?);
    Ok(line)
}

fn keep_what_stood(line: &mut String, record: &Record, places: Vec<PlaceHeld>) {
    let stood = Stood { state: record.state.clone(), places };
    if let Ok(json) = serde_json::to_string(&stood) {
        line.push_str(STOOD);
        line.push_str(&json);
    }
}

/// The places of a child in groups that a leaving today ends.
async fn places_held(tx: &Tx, pupil: PupilId, today: Date) -> Result<Vec<PlaceHeld>, Fault> {
    let groups = provisions::of_pupil(tx, pupil).await?;
    let places = groups.iter().flat_map(|group| group.places.iter().map(move |place| (group.id, place)));
    Ok(places
        .filter(|(_, place)| place.pupil == pupil && place.until_on.is_none_or(|until| until > today))
        .map(|(provision, place)| PlaceHeld {
            provision,
            target: place.target,
            from_on: place.from_on,
            until_on: place.until_on,
        })
        .collect())
}

/// A child who came back has the places again that the leaving ended, as they were planned, in the groups that still run or
/// in what these go on as: from `from` on, so that the days between were not planned for them.
async fn take_places_again(
    tx: &Tx,
    allowed: &Allowed,
    pupil: PupilId,
    held: &[PlaceHeld],
    from: Date,
) -> Result<Vec<Event>, Fault> {
    let mut events = Vec::new();
    if held.is_empty() {
        return Ok(events);
    }
    let groups = provisions::between(tx, from, Date::MAX).await?;
    let mut joined = BTreeSet::new();
    for place in held {
        let runs = |id| groups.iter().find(|group| group.id == id);
        let goes_on = || groups.iter().find(|group| group.follows == Some(place.provision));
        let Some(group) = runs(place.provision).or_else(goes_on) else { continue };
        let from_on = from.max(place.from_on).max(group.from_on);
        let has_one = group.places.iter().any(|other| other.pupil == pupil && other.goes_on_after(from_on));
        let is_over = from_on > group.until_on || place.until_on.is_some_and(|until| until < from_on);
        if has_one || is_over || !joined.insert(group.id) {
            continue;
        }
        let again = Place { pupil, target: place.target, from_on, until_on: place.until_on };
        provisions::save(tx, allowed, &Provision { places: vec![again], ..group.clone() }).await?;
        events.push(Event::pupil(Happening::ProvisionChanged, pupil, group.id.to_string()));
    }
    Ok(events)
}

fn events_of(taken: &Taken, plan: &Plan) -> Vec<Event> {
    let pupil = taken.pupil.id;
    let mut events = Vec::new();
    if taken.differences.is_empty() {
        let detail = format!("new on the roll, {}", plan.format.name());
        events.push(Event::pupil(Happening::RollImported, pupil, detail));
    } else {
        let fields: Vec<&str> = taken.differences.iter().map(|difference| difference.field).collect();
        events.push(Event::pupil(Happening::PupilChanged, pupil, fields.join(", ")));
    }
    if taken.history.is_some() {
        events.push(Event::pupil(Happening::StatusChanged, pupil, taken.pupil.provision.code()));
    }
    events
}

/// The records that move because children join or leave.
struct Moves {
    events: Vec<Event>,
    records: Vec<Record>,
    rounds: Vec<Round>,
}

impl Moves {
    fn record(&self, pupil: PupilId, standing: &Standing) -> Record {
        standing.records.get(&pupil).cloned().unwrap_or_else(|| Record::none(pupil))
    }

    fn join(&mut self, taken: &Taken, join: Join, standing: &Standing, now: Now) {
        let pupil = taken.pupil.id;
        let record = self.record(pupil, standing);
        let words = MoveWords::default();
        let (made, code, why, what) = match join {
            Join::GoesOn => return self.come_back(taken, &record, standing, now),
            Join::AtProfile => {
                let facts = SupportFacts { roll_says: Some(SenProvision::K), ..SupportFacts::default() };
                let the_move = SupportMove::JoinAtProfile;
                let made = attempt_support(&record.state, the_move, &facts, Maker::Other, now.today, &words);
                (made, the_move.code(), reason::support(the_move, &facts), Happening::MovedOn)
            }
            Join::WithPlan => {
                // Since when the roll says E is not the day on which the plan was made.
                let facts = StatutoryFacts { roll_says_plan: true, ..StatutoryFacts::default() };
                let the_move = StatutoryMove::ArriveWithPlan;
                let made =
                    attempt_statutory(&record.state, the_move, &facts, Maker::Other, now.today, &words);
                (made, the_move.code(), reason::statutory(the_move), Happening::StatutoryMoved)
            }
        };
        let Ok(Change::Made { state, warnings, .. }) = made else { return };
        self.moved(pupil, &record, state, now);
        self.events.push(Event::pupil(what, pupil, detail(code, &[], why, &warnings, "")));
    }

    /// The record goes on where it stood before the child left; the round is open again. A plan that the roll has and the
    /// record has not joins it.
    fn come_back(&mut self, taken: &Taken, record: &Record, standing: &Standing, now: Now) {
        let known = standing.pupils.get(taken.pupil.upn.as_str());
        let back = known.and_then(|(known, _)| goes_on(&taken.pupil, known, standing));
        let Some(back) = back else { return };
        let rounds = standing.rounds.get(&record.pupil).into_iter().flatten();
        let closed = rounds.filter(|round| {
            round.round == back.round && round.reason == Some(CloseReason::LeftSchool) && back.is_open()
        });
        self.rounds.extend(closed.map(|round| Round { closed_on: None, reason: None, ..round.clone() }));
        let support = back.support.map_or("none", SupportState::code);
        let line = format!("{support}; {}", back.statutory.code());
        self.events.push(Event::pupil(Happening::PupilCameBack, record.pupil, line));
        let mut goes_on = Record { state: back, ..record.clone() };
        if taken.pupil.provision == SenProvision::E && !goes_on.state.statutory.has_plan() {
            let facts = StatutoryFacts { roll_says_plan: true, ..StatutoryFacts::default() };
            let (the_move, words) = (StatutoryMove::ArriveWithPlan, MoveWords::default());
            let made = attempt_statutory(&goes_on.state, the_move, &facts, Maker::Other, now.today, &words);
            if let Ok(Change::Made { state, warnings, .. }) = made {
                let line = detail(the_move.code(), &[], reason::statutory(the_move), &warnings, "");
                self.events.push(Event::pupil(Happening::StatutoryMoved, record.pupil, line));
                goes_on.state = state;
            }
        }
        self.records.push(goes_on);
    }

    fn leave(&mut self, pupil: PupilId, standing: &Standing, now: Now) {
        let rounds = standing.rounds.get(&pupil).map_or(&[][..], Vec::as_slice);
        let left = leaving::leave(&self.record(pupil, standing), rounds, now.today, now);
        self.events.extend(left.events);
        self.records.extend(left.record);
        self.rounds.extend(left.round);
    }

    fn moved(&mut self, pupil: PupilId, before: &Record, state: CaseState, now: Now) {
        if state.round > before.state.round {
            self.rounds.push(Round {
                pupil,
                round: state.round,
                opened_on: now.today,
                closed_on: None,
                reason: None,
                words: String::new(),
                watch_until: None,
            });
        }
        self.records.push(Record { state, ..before.clone() });
    }
}
