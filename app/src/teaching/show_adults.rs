//! The week of each adult: what they run, when, and how full it is against the hours of their contract.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, Now, ProvisionId, PupilId, UserId,
    audit::{Event, Happening},
    calendar::count::days_after,
    money::delivered::Minutes,
    permissions::{Action, Actor, Subject, allow},
    progress::Week,
    provision::{Capacity, Provision, capacities, is_teaching_day, over_later, starts_at},
};
use store::queries::{accounts, contracts, provisions, pupils};

use super::{Narrowed, ProvisionMap, in_reach::reads_group};
use crate::{App, Fault, FieldFault, SchoolInfo, time_in_words};

/// The adults of a map in one week.
#[derive(Clone, Debug)]
pub struct AdultsWeeks {
    /// Each adult's week, by name.
    pub weeks: Vec<AdultWeek>,
    /// Which week.
    pub week: Week,
    /// Whether today lies in it.
    pub is_now: bool,
    /// Whether the school is open on any of its days.
    pub in_session: bool,
    /// The Monday of the week before; none before the first week of the school year.
    pub before: Option<Date>,
    /// The Monday of the week after; none where nothing is planned any more.
    pub after: Option<Date>,
    /// Whose hours do not hold what is planned in a later week: who, the first such Monday, and by how much.
    pub over_later: Vec<(String, Date, String)>,
}

impl AdultsWeeks {
    /// Which week: "this week (from 23 November 2026)".
    #[must_use]
    pub fn in_words(&self) -> String {
        let monday = time_in_words::day(self.week.monday());
        if self.is_now { format!("this week (from {monday})") } else { format!("the week of {monday}") }
    }
}

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
            Some(_) if capacity.is_over() => format!("{} too much", too_much(capacity)),
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

/// The week that is shown when none is asked for: that of a day, or in the holidays the next one with school.
fn usual_week(info: &SchoolInfo, today: Date) -> Week {
    let monday = Week::of(today).monday();
    let left = info.calendar.days_in_session(today, days_after(monday, 6));
    let next = if left.is_empty() { info.calendar.school_day_from(today) } else { None };
    Week::of(next.unwrap_or(today))
}

/// The weeks of the adults of a map, of what runs in a week (none: the one that is now, or next), with when each is busy
/// with what the visitor does not see; those of a contract without a group too, for who plans for the whole school.
///
/// # Errors
/// When the database fails.
pub async fn show_adults(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    (map, narrowed): (&ProvisionMap, &Narrowed),
    asked: Option<Date>,
) -> Result<AdultsWeeks, Fault> {
    let reader = app.store.read(actor.school);
    let whole = actor.may_to(Action::PlanProvision, Subject::School(actor.school));
    let first = Week::of(info.calendar.academic_year_of(now.today).first_day());
    let usual = usual_week(info, now.today);
    // Capacity counts everything that an adult runs, also what the visitor does not see.
    let all = provisions::between(&reader, first.monday(), Date::MAX).await?;
    let last = all.iter().map(|one| Week::of(one.until_on)).fold(usual, Week::max);
    let week = asked.map_or(usual, |day| Week::of(day).clamp(first, last));
    let (monday, friday) = (week.monday(), days_after(week.monday(), 4));
    let runs = |one: &&Provision| one.from_on <= friday && monday <= one.until_on;
    let running: Vec<&Provision> = all.iter().filter(runs).collect();
    let contracts = contracts::all(&reader).await?;
    let names = accounts::names(&reader).await?;
    let full = capacities(&all, &contracts, &info.calendar, week);
    // What the map was narrowed to is left out; what the visitor may not read is told as times only.
    let scope = actor.scope_for(Action::ReadProvision);
    let ids = running.iter().flat_map(|one| &one.places).map(|place| place.pupil);
    let children = pupils::among(&reader, &scope, ids).await?;
    let children: BTreeSet<PupilId> = children.into_iter().map(|pupil| pupil.id).collect();
    let reads = |one: &Provision| reads_group(actor, &scope, one, |pupil| children.contains(&pupil));
    let seen: Vec<&Provision> = map.rows.iter().chain(&map.ended).map(|row| &row.provision).collect();
    let is_shown = |adult: UserId, has_group: bool| {
        narrowed.adult.is_none_or(|only| only == adult) && (has_group || whole || actor.user() == Some(adult))
    };
    let mut weeks: Vec<AdultWeek> = Vec::new();
    for (adult, capacity) in full {
        let is_theirs = |one: &&Provision| runs(one) && one.staff.contains(&adult);
        let own: Vec<&Provision> = seen.iter().copied().filter(is_theirs).collect();
        let hidden = running.iter().copied().filter(is_theirs).filter(|one| !reads(one));
        let hidden: Vec<&Provision> = hidden.collect();
        let Some(name) = names.get(&adult).cloned() else { continue };
        if is_shown(adult, !own.is_empty()) {
            let open = |day: Date| is_teaching_day(&info.calendar, day);
            weeks.push(AdultWeek { adult, name, capacity, days: days(&own, &hidden, monday, open) });
        }
    }
    weeks.sort_by(|a, b| a.name.cmp(&b.name).then(a.adult.cmp(&b.adult)));
    let too_much = |capacity: Capacity| too_much(capacity).to_string();
    let mut over_later: Vec<(String, Date, String)> = over_later(&all, &contracts, &info.calendar, week)
        .into_iter()
        .filter(|(adult, _)| is_shown(*adult, seen.iter().any(|one| one.staff.contains(adult))))
        .filter_map(|(adult, (week, over))| Some((names.get(&adult)?.clone(), week.monday(), too_much(over))))
        .collect();
    over_later.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    Ok(AdultsWeeks {
        weeks,
        week,
        is_now: week == Week::of(now.today),
        in_session: (0..5).any(|at| is_teaching_day(&info.calendar, days_after(monday, at))),
        before: (first < week).then(|| days_after(monday, -7)),
        after: (week < last).then(|| days_after(monday, 7)),
        over_later,
    })
}

/// How much more is planned than the contract holds.
fn too_much(capacity: Capacity) -> Minutes {
    Minutes(capacity.planned().0.saturating_sub(capacity.contracted.0))
}

/// What is on each day from a Monday on: what runs on it, when the school is open.
fn days(
    own: &[&Provision],
    hidden: &[&Provision],
    monday: Date,
    open: impl Fn(Date) -> bool,
) -> [Vec<Booking>; 5] {
    std::array::from_fn(|at| {
        let day = days_after(monday, i32::try_from(at).unwrap_or(0));
        let all = own.iter().map(|one| (*one, true)).chain(hidden.iter().map(|one| (*one, false)));
        let mut here: Vec<(&Provision, bool)> =
            all.filter(|(one, _)| one.runs_on(day) && open(day)).collect();
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
