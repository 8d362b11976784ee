//! SEN status follows the record: K from the day parents are told, E from the plan's day, back when either ends.

use std::collections::BTreeMap;

use domain::{
    Date, PupilId,
    census::{
        SenProvision, SenType,
        history::{Interval, SenHistory},
    },
    people::Pupil,
    permissions::Allowed,
};
use store::{
    Conn, Tx,
    queries::statuses::{self, Need, Status},
};

use crate::Fault;

/// Where Waymark's own changes come from, as the history says it.
const SOURCE: &str = "waymark";

/// Changes the status from a day on, with its history; nothing when it stands already.
pub(crate) async fn change(
    tx: &Tx,
    allowed: &Allowed,
    pupil: &mut Pupil,
    provision: SenProvision,
    from: Date,
) -> Result<bool, Fault> {
    if pupil.provision == provision {
        return Ok(false);
    }
    let before = statuses::history(tx, Some(pupil.id)).await?;
    let changed = history_of(&before).changed(provision, from);
    write(tx, allowed, pupil, &before, &changed, provision).await?;
    Ok(true)
}

/// Takes back the K that Waymark began on a day and that still runs: it runs from `instead`, or what stood before runs on.
/// Nothing when no such K runs.
pub(super) async fn recount_k(
    tx: &Tx,
    allowed: &Allowed,
    pupil: &mut Pupil,
    began_on: Date,
    instead: Option<Date>,
) -> Result<bool, Fault> {
    let before = statuses::history(tx, Some(pupil.id)).await?;
    let runs = before.iter().any(|spell| {
        spell.provision == SenProvision::K
            && spell.from_on == began_on
            && spell.until_on.is_none()
            && spell.source == SOURCE
    });
    if pupil.provision != SenProvision::K || !runs {
        return Ok(false);
    }
    let without = history_of(&before).taken_back(SenProvision::K, began_on);
    let (history, provision) = match instead {
        Some(from) => (without.changed(SenProvision::K, from), SenProvision::K),
        None => (without, SenProvision::N),
    };
    write(tx, allowed, pupil, &before, &history, provision).await?;
    Ok(true)
}

/// Takes back what a letter that was a mistake made of the status: the E that began with the plan, or the N with which it
/// ended, where Waymark wrote it and it still runs; what stood before runs on. Else a plan that is in place after all is E
/// from a day. Whether anything was written.
pub(crate) async fn plan_undone(
    tx: &Tx,
    allowed: &Allowed,
    pupil: &mut Pupil,
    has_plan: bool,
    (from, today): (Date, Date),
) -> Result<bool, Fault> {
    if has_plan == (pupil.provision == SenProvision::E) {
        return Ok(false);
    }
    let before = statuses::history(tx, Some(pupil.id)).await?;
    let runs = before.iter().find(|spell| {
        spell.provision == pupil.provision && spell.until_on.is_none() && spell.source == SOURCE
    });
    if let Some(runs) = runs {
        let history = history_of(&before).undone(runs.provision, runs.from_on);
        let now = history.on(today).unwrap_or(SenProvision::N);
        if has_plan == (now == SenProvision::E) {
            write(tx, allowed, pupil, &before, &history, now).await?;
            return Ok(true);
        }
    }
    if has_plan { change(tx, allowed, pupil, SenProvision::E, from).await } else { Ok(false) }
}

fn history_of(spells: &[Status]) -> SenHistory {
    let interval =
        |spell: &Status| Interval { from: spell.from_on, provision: spell.provision, to: spell.until_on };
    SenHistory::new(spells.iter().map(interval).collect())
}

/// Writes a history; spells that stood before keep where they are from.
async fn write(
    tx: &Tx,
    allowed: &Allowed,
    pupil: &mut Pupil,
    before: &[Status],
    history: &SenHistory,
    provision: SenProvision,
) -> Result<(), Fault> {
    let spells: Vec<Status> = history
        .intervals()
        .iter()
        .map(|interval| Status {
            pupil: pupil.id,
            from_on: interval.from,
            until_on: interval.to,
            provision: interval.provision,
            source: before
                .iter()
                .find(|spell| spell.from_on == interval.from && spell.provision == interval.provision)
                .map_or_else(|| SOURCE.to_owned(), |spell| spell.source.clone()),
        })
        .collect();
    pupil.provision = provision;
    pupil.main_need = match (provision, pupil.main_need) {
        (SenProvision::N, _) => None,
        (SenProvision::K | SenProvision::E, Some(need)) => Some(need),
        (SenProvision::K | SenProvision::E, None) => stands(tx, pupil).await?,
    };
    statuses::replace(tx, allowed, pupil.id, &spells, (provision, pupil.main_need)).await?;
    pupil.version += 1;
    Ok(())
}

/// Every pupil's history of SEN status, in one query.
///
/// # Errors
/// When the database fails.
pub(crate) async fn histories(db: &impl Conn) -> Result<BTreeMap<PupilId, SenHistory>, Fault> {
    let mut intervals: BTreeMap<PupilId, Vec<Interval>> = BTreeMap::new();
    for spell in statuses::history(db, None).await? {
        let interval = Interval { from: spell.from_on, provision: spell.provision, to: spell.until_on };
        intervals.entry(spell.pupil).or_default().push(interval);
    }
    Ok(intervals.into_iter().map(|(pupil, all)| (pupil, SenHistory::new(all))).collect())
}

/// The main type of need that the record still names, where it goes with the child's status.
async fn stands(tx: &Tx, pupil: &Pupil) -> Result<Option<SenType>, Fault> {
    let needs = statuses::needs(tx, Some(pupil.id)).await?;
    let open = needs.iter().filter(|need| need.until_on.is_none() && need.need.allowed_with(pupil.provision));
    Ok(open.min_by_key(|need| need.rank).map(|need| need.need))
}

/// The day on which the child's plan ended, where the last status of the history is the N that Waymark wrote that day.
pub(super) async fn plan_ended_on(tx: &Tx, pupil: &Pupil) -> Result<Option<Date>, Fault> {
    let mut spells = statuses::history(tx, Some(pupil.id)).await?;
    spells.sort_by_key(|spell| spell.from_on);
    Ok(match spells.as_slice() {
        [.., plan, none]
            if (plan.provision, none.provision) == (SenProvision::E, SenProvision::N)
                && none.source == SOURCE =>
        {
            Some(none.from_on)
        }
        _ => None,
    })
}

/// Writes the types of need that the plan names, main first.
pub(crate) async fn name_needs(
    tx: &Tx,
    allowed: &Allowed,
    pupil: &mut Pupil,
    types: &[SenType],
    today: Date,
) -> Result<(), Fault> {
    let known = statuses::needs(tx, Some(pupil.id)).await?;
    let fits: Vec<SenType> =
        types.iter().copied().filter(|need| need.allowed_with(pupil.provision)).collect();
    let now: Vec<SenType> =
        known.iter().filter(|need| need.until_on.is_none()).map(|need| need.need).collect();
    if fits.is_empty() || fits == now {
        return Ok(());
    }
    let needs: Vec<Need> = (1..)
        .zip(&fits)
        .map(|(rank, need)| Need {
            pupil: pupil.id,
            rank,
            need: *need,
            from_on: known.iter().find(|old| old.need == *need).map_or(Some(today), |old| old.from_on),
            until_on: None,
        })
        .collect();
    statuses::replace_needs(tx, allowed, pupil.id, &needs).await?;
    pupil.main_need = fits.first().copied();
    statuses::save(tx, allowed, pupil.id, &[], (pupil.provision, pupil.main_need)).await?;
    pupil.version += 1;
    Ok(())
}
