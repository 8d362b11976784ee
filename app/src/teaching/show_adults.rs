//! The week of each adult: what they run, when, and how full it is against the hours of their contract.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, Now, ProvisionId, PupilId, UserId,
    audit::{Event, Happening},
    money::delivered::Minutes,
    permissions::{Action, Actor, Subject, allow},
    provision::{Capacity, Provision, capacities, starts_at},
};
use store::queries::{accounts, contracts, provisions, pupils};

use super::{Narrowed, ProvisionMap, in_reach::reads_group};
use crate::{App, Fault, FieldFault};

/// An adult's week.
#[derive(Clone, Debug)]
pub struct AdultWeek {
    /// Who.
    pub adult: UserId,
    /// Name.
    pub name: String,
    /// How full it is.
    pub capacity: Capacity,
    /// Each weekday's groups, by time: time, name, minutes, and whether another wants the same time.
    pub days: [Vec<Booking>; 5],
}

impl AdultWeek {
    /// How full the week is: "104% planned".
    #[must_use]
    pub fn full_in_words(&self) -> String {
        match self.capacity.percent() {
            Some(percent) => format!("{percent}% planned"),
            None => "Hours not written down".to_owned(),
        }
    }

    /// What is left of the contract, or how much is too much; empty when it is not written down.
    #[must_use]
    pub fn left_in_words(&self) -> String {
        let capacity = self.capacity;
        match capacity.left() {
            Some(_) if capacity.is_over() => {
                format!("{} too much", Minutes(capacity.planned().0 - capacity.contracted.0))
            }
            Some(left) => left.to_string(),
            None => String::new(),
        }
    }
}

/// A group in somebody's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// Its address's id; none of a group of which the visitor sees no more than that the adult is busy.
    pub provision: Option<ProvisionId>,
    /// When it starts; empty when no time is set.
    pub starts_at: String,
    /// When it ends; empty when no time is set.
    pub ends_at: String,
    /// Its name; "Busy" where the visitor does not see the group.
    pub name: String,
    /// Where.
    pub place: String,
    /// Whether it overlaps another of the same adult.
    pub clashes: bool,
}

/// The weeks of the adults of a map, of what runs on a day, with when each is busy with what the visitor does not see;
/// those of a contract without a group too, for who plans for
/// the whole school.
///
/// # Errors
/// When the database fails.
pub async fn show_adults(
    app: &App,
    actor: &Actor,
    now: Now,
    map: &ProvisionMap,
    narrowed: &Narrowed,
) -> Result<Vec<AdultWeek>, Fault> {
    let reader = app.store.read(actor.school);
    let whole = actor.may_to(Action::PlanProvision, Subject::School(actor.school));
    // Capacity counts everything that an adult runs, also what the visitor does not see.
    let running = provisions::between(&reader, now.today, Date::MAX).await?;
    let contracts = contracts::all(&reader).await?;
    let names = accounts::names(&reader).await?;
    let day = now.today;
    let full = capacities(&running, &contracts, day);
    // What the map was narrowed to is left out; what the visitor may not read is told as times only.
    let scope = actor.scope_for(Action::ReadProvision);
    let ids = running.iter().flat_map(|one| &one.places).map(|place| place.pupil);
    let children = pupils::among(&reader, &scope, ids).await?;
    let children: BTreeSet<PupilId> = children.into_iter().map(|pupil| pupil.id).collect();
    let reads = |one: &Provision| reads_group(actor, &scope, one, |pupil| children.contains(&pupil));
    let seen: Vec<&Provision> = map.rows.iter().map(|row| &row.provision).collect();
    let mut weeks: Vec<AdultWeek> = Vec::new();
    for (adult, capacity) in full {
        let is_theirs =
            |one: &&Provision| one.staff.contains(&adult) && one.from_on <= day && day <= one.until_on;
        let own: Vec<&Provision> = seen.iter().copied().filter(is_theirs).collect();
        let is_hidden = |one: &&Provision| !reads(one);
        let hidden: Vec<&Provision> = running.iter().filter(is_theirs).filter(is_hidden).collect();
        let is_self = actor.user() == Some(adult);
        let wanted = narrowed.adult.is_none_or(|only| only == adult);
        if !wanted || (own.is_empty() && !whole && !is_self) {
            continue;
        }
        let Some(name) = names.get(&adult).cloned() else { continue };
        weeks.push(AdultWeek { adult, name, capacity, days: days(&own, &hidden) });
    }
    weeks.sort_by(|a, b| a.name.cmp(&b.name).then(a.adult.cmp(&b.adult)));
    Ok(weeks)
}

fn days(own: &[&Provision], hidden: &[&Provision]) -> [Vec<Booking>; 5] {
    std::array::from_fn(|at| {
        let weekday = u8::try_from(at + 1).unwrap_or(1);
        let all = own.iter().map(|one| (*one, true)).chain(hidden.iter().map(|one| (*one, false)));
        let mut here: Vec<(&Provision, bool)> =
            all.filter(|(one, _)| one.weekdays.contains(&weekday)).collect();
        here.sort_by_key(|(one, _)| (starts_at(&one.starts_at), one.name.clone()));
        here.iter()
            .map(|(one, seen)| {
                let span = |of: &Provision| starts_at(&of.starts_at).map(|start| (start, start + of.minutes));
                let overlaps = |other: &Provision| match (span(one), span(other)) {
                    (Some((from, to)), Some((start, end))) => from.max(start) < to.min(end),
                    _ => false,
                };
                let ends_at = span(one)
                    .map_or_else(String::new, |(_, end)| format!("{:02}:{:02}", end / 60 % 24, end % 60));
                Booking {
                    provision: seen.then_some(one.id),
                    starts_at: one.starts_at.clone(),
                    ends_at,
                    name: if *seen { one.name.clone() } else { "Busy".to_owned() },
                    place: if *seen { one.place.clone() } else { String::new() },
                    clashes: here.iter().any(|(other, _)| other.id != one.id && overlaps(other)),
                }
            })
            .collect()
    })
}

/// Writes down the hours a week of adults' contracts; none takes them away.
///
/// # Errors
/// [`Fault::Invalid`] beyond 60 hours; when the actor does not plan for the whole school.
pub async fn set_contracts(
    app: &App,
    actor: &Actor,
    now: Now,
    minutes: &BTreeMap<UserId, Option<u32>>,
) -> Result<(), Fault> {
    let allowed = allow(actor, Action::PlanProvision, Subject::School(actor.school))?;
    let faults: Vec<FieldFault> = minutes
        .iter()
        .filter(|(_, minutes)| minutes.is_some_and(|minutes| minutes > 60 * 60))
        .map(|(adult, _)| FieldFault::new(format!("hours-{adult}"), "Give at most 60 hours a week"))
        .collect();
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let tx = app.store.write(actor.school).await?;
    let known = accounts::names(&tx).await?;
    let before = contracts::all(&tx).await?;
    let mut changed = 0;
    for (adult, minutes) in minutes.iter().filter(|(adult, _)| known.contains_key(*adult)) {
        if before.get(adult).copied() != *minutes {
            contracts::set(&tx, &allowed, *adult, *minutes).await?;
            changed += 1;
        }
    }
    if changed == 0 {
        return Ok(());
    }
    let event = Event::school(Happening::SettingsChanged, format!("hours of {changed} contracts"));
    app.commit(tx, &allowed, now, [event]).await
}
