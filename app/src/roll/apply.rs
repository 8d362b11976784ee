//! A plan carried out inside one transaction: many rows in few statements, and the events that tell of them.

use domain::{
    Date, Now, PupilId,
    audit::{Event, Happening},
    calendar::count::days_after,
    census::SenProvision,
    pathway::{
        CaseState, Change, CloseReason, Maker, MoveWords, StatutoryFacts, StatutoryMove, SupportFacts,
        SupportMove, SupportState, attempt_statutory, attempt_support, reason,
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

use super::{Join, Plan, Standing, Taken};
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
    pupils::leave(tx, allowed, &leavers, now.today).await?;
    for id in leavers {
        moves.events.push(Event::pupil(Happening::PupilLeft, id, "the roll leaves the child out"));
        moves.leave(id, standing, now);
    }
    records::renew(tx, allowed, &moves.records).await?;
    records::save_rounds(tx, allowed, &moves.rounds).await?;
    for taken in plan.joining(Join::GoesOn) {
        let known = standing.pupils.get(taken.pupil.upn.as_str());
        if let Some(left_on) = known.and_then(|(known, _)| known.left_on) {
            take_places_again(tx, allowed, taken.pupil.id, left_on, now.today).await?;
        }
    }
    Ok(moves.events)
}

/// A child who came back has the places again that the leaving ended, in the groups that still run: from now on, so that
/// the days between were not planned for them.
async fn take_places_again(
    tx: &Tx,
    allowed: &Allowed,
    pupil: PupilId,
    left_on: Date,
    today: Date,
) -> Result<(), Fault> {
    let from_on = today.max(days_after(left_on, 1));
    for group in provisions::of_pupil(tx, pupil).await? {
        let ended = |place: &&Place| place.pupil == pupil && place.until_on == Some(left_on);
        let Some(place) = group.places.iter().find(ended) else { continue };
        if group.runs_still(from_on) {
            let again = Place { from_on, until_on: None, ..place.clone() };
            provisions::save(tx, allowed, &Provision { places: vec![again], ..group }).await?;
        }
    }
    Ok(())
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
            Join::GoesOn => return self.come_back(&record, standing),
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

    /// The record goes on where it stood before the child left; the round is open again.
    fn come_back(&mut self, record: &Record, standing: &Standing) {
        let Some(back) = standing.back.get(&record.pupil) else { return };
        let rounds = standing.rounds.get(&record.pupil).into_iter().flatten();
        let closed = rounds.filter(|round| {
            round.round == back.round && round.reason == Some(CloseReason::LeftSchool) && back.is_open()
        });
        self.rounds.extend(closed.map(|round| Round { closed_on: None, reason: None, ..round.clone() }));
        let support = back.support.map_or("none", SupportState::code);
        let line = format!("{support}; {}", back.statutory.code());
        self.events.push(Event::pupil(Happening::PupilCameBack, record.pupil, line));
        self.records.push(Record { state: back.clone(), ..record.clone() });
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
