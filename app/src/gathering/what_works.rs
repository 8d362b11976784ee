//! What works here: each intervention of a school year across the school. Never a league table of people.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, Now, ProvisionId, PupilId, TargetId,
    money::{Pence, rates::OverTime, session_cost},
    people::{Role, name::fold},
    permissions::{Action, Actor},
    progress::{
        change_within,
        intervention::{self, Audience, Part, Summary},
        weekly_verdict::Verdict,
    },
    provision::{Place, Provision, Session, Tier, Timetable},
};

use super::judge::Evidence;
use crate::{
    App, Fault, SchoolInfo, school_subject,
    teaching::{Hourly, interventions_of},
};

/// An intervention, by the name that its groups share.
#[derive(Clone, Debug)]
pub struct Intervention {
    /// Its name.
    pub name: String,
    /// The tier in words.
    pub tier: &'static str,
    /// What it came to.
    pub summary: Summary,
}

/// Every intervention of a school year.
#[derive(Clone, Debug)]
pub struct WhatWorks {
    /// The calendar year in which the school year starts.
    pub starts_in: i16,
    /// The interventions, by name.
    pub interventions: Vec<Intervention>,
    /// How many are left out, because fewer than five children had a place.
    pub left_out: usize,
    /// Whether costs are seen.
    pub sees_costs: bool,
}

/// The interventions of the school year of a day. Governors, and whoever takes the figures out of the school, see no summary of
/// fewer than five children.
///
/// # Errors
/// [`Fault::Forbidden`] for other roles than SENCO, head and governor; when the database fails.
pub async fn what_works(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    year_of: Date,
    leaves_school: bool,
) -> Result<WhatWorks, Fault> {
    let staff = actor.holds(Role::Senco) || actor.holds(Role::Head);
    if !staff && !actor.holds(Role::Governor) {
        return Err(Fault::Forbidden(Action::SeeFigures));
    }
    let audience = if staff && !leaves_school { Audience::Staff } else { Audience::GovernorsAndExports };
    let year = info.calendar.academic_year_of(year_of);
    let (from, to) = (year.first_day(), now.today.min(year.last_day()));
    let reader = app.store.read(actor.school);
    // Sums only leave this file; they are of the whole school, whoever reads them.
    let scope = Actor::operator(actor.school).scope();
    let evidence = Evidence::of_scope(&reader, &scope, from, to).await?;
    let table = Timetable::new(&evidence.provisions, &evidence.sessions, &info.calendar, to);
    let hourly = Hourly::of(&reader, info).await?;
    let mut by_name: BTreeMap<String, Vec<&Provision>> = BTreeMap::new();
    for provision in &evidence.provisions {
        if provision.from_on <= to && provision.until_on >= from {
            // Groups of one intervention of the catalogue belong together, whatever a group is called.
            let (name, code) = (fold(provision.name.trim()), provision.intervention.trim());
            by_name
                .entry(if code.is_empty() { name } else { format!("#{code}") })
                .or_default()
                .push(provision);
        }
    }
    let catalogue = interventions_of(&reader).await?;
    let mut held: BTreeMap<ProvisionId, Vec<Session>> = BTreeMap::new();
    for session in evidence.sessions.iter().filter(|session| from <= session.on && session.on <= to) {
        held.entry(session.provision).or_default().push(session.clone());
    }
    let mut works = WhatWorks {
        starts_in: year.starts_in(),
        interventions: Vec::new(),
        left_out: 0,
        sees_costs: actor.may_to(Action::SeeTotals, school_subject(actor.school)),
    };
    for groups in by_name.values() {
        let mut children: BTreeMap<PupilId, Took> = BTreeMap::new();
        for group in groups {
            let sessions = held.get(&group.id).map_or(&[][..], Vec::as_slice);
            add_group(&mut children, group, &hourly.cost(group), sessions, info, (from, to));
        }
        let parts: Vec<Part> = children
            .into_iter()
            .map(|(pupil, took)| part(pupil, took, &evidence, &table, info, to))
            .collect();
        if parts.is_empty() {
            continue;
        }
        match (intervention::summary(&parts, audience), groups.first()) {
            (Some(summary), Some(first)) => {
                let known = catalogue.iter().find(|known| known.code == first.intervention.trim());
                works.interventions.push(Intervention {
                    name: known.map_or_else(|| first.name.trim().to_owned(), |known| known.name.clone()),
                    tier: known.map_or_else(|| most_frequent(groups), |known| known.tier).name(),
                    summary,
                });
            }
            _ => works.left_out += 1,
        }
    }
    Ok(works)
}

/// The tier of most of some groups; of as many, the lower.
fn most_frequent(groups: &[&Provision]) -> Tier {
    let count = |tier: Tier| groups.iter().filter(|group| group.tier == tier).count();
    Tier::ALL.into_iter().rev().max_by_key(|tier| count(*tier)).unwrap_or_default()
}

/// What a child took part in.
#[derive(Debug, Default)]
struct Took {
    planned: u32,
    delivered: u32,
    sessions: Vec<session_cost::Session>,
    resources: Pence,
    /// Each target that a place serves, with the first and the last day of the child's places for it.
    targets: BTreeMap<TargetId, (Date, Date)>,
}

fn add_group(
    children: &mut BTreeMap<PupilId, Took>,
    group: &Provision,
    hourly: &OverTime,
    sessions: &[Session],
    info: &SchoolInfo,
    (from, to): (Date, Date),
) {
    let within = |place: &&Place| {
        !place.never_was() && place.from_on <= to && place.until_on.is_none_or(|until| until >= from)
    };
    let places: Vec<&Place> = group.places.iter().filter(within).collect();
    let pupils: BTreeSet<PupilId> = places.iter().map(|place| place.pupil).collect();
    let one = std::slice::from_ref(group);
    let table = Timetable::new(one, sessions, &info.calendar, to);
    // Each session is counted with those who had a place that day.
    let ran: Vec<(Date, u32)> = sessions
        .iter()
        .filter(|session| session.took_place())
        .map(|session| (session.on, u32::try_from(group.children_on(session.on).count()).unwrap_or(u32::MAX)))
        .collect();
    let parts = session_cost::resource(Pence(group.resources_pence), pupils.len());
    for (pupil, resource) in pupils.iter().zip(parts) {
        let took = children.entry(*pupil).or_default();
        for week in table.weeks(*pupil, None, from, to) {
            took.planned += week.planned;
            took.delivered += week.delivered;
        }
        let mine: Vec<&&Place> = places.iter().filter(|place| place.pupil == *pupil).collect();
        took.sessions.extend(ran.iter().filter(|(on, _)| mine.iter().any(|place| place.holds_on(*on))).map(
            |(on, children)| session_cost::Session {
                hourly_cost: hourly.on(*on),
                minutes: group.minutes,
                preparation_minutes: group.preparation_minutes,
                children: *children,
            },
        ));
        took.resources = took.resources + resource;
        for place in mine {
            let Some(target) = place.target else { continue };
            let ends = place.until_on.map_or(group.until_on, |until| until.min(group.until_on)).min(to);
            let begins = place.from_on.max(group.from_on);
            let time = took.targets.entry(target).or_insert((begins, ends));
            *time = (time.0.min(begins), time.1.max(ends));
        }
    }
}

/// A child's part: the change of the first target that has two values, in the time in which the child had a place.
fn part(
    pupil: PupilId,
    took: Took,
    evidence: &Evidence,
    table: &Timetable,
    info: &SchoolInfo,
    to: Date,
) -> Part {
    let mut part = Part {
        planned: took.planned,
        delivered: took.delivered,
        cost: session_cost::total(took.sessions) + took.resources,
        measure: String::new(),
        direction: domain::progress::Direction::Increase,
        values: None,
        targets: 0,
        met_and_kept: 0,
    };
    for (id, (begins, ends)) in took.targets {
        let Some(target) = evidence.target(pupil, id) else { continue };
        part.targets += 1;
        let scores = evidence.scores_of(pupil, id, to);
        let judged = domain::progress::judged::of(target, pupil, &scores, table, &info.calendar, to);
        part.met_and_kept += u32::from(matches!(judged.finding.verdict, Verdict::MetAndKept { .. }));
        if part.values.is_none() {
            let given = target.baseline.zip(target.baseline_on);
            let given = given.map(|(score, on)| domain::progress::ScoredOn::new(on, score));
            part.values = change_within::of(given, &scores, begins, ends);
            let unit = target.unit.trim();
            part.measure = if unit.is_empty() { "score".to_owned() } else { unit.to_lowercase() };
            part.direction = target.direction;
        }
    }
    part
}
