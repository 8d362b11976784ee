//! Somebody plans a provision, or changes it: what, when, who, and each child's place with the target that it serves.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ClassId, Date, Now, ProvisionId, PupilId, TargetId, UserId,
    audit::{Event, Happening},
    calendar::count::days_after,
    census::sen_type::AreaOfNeed,
    people::{Account, Role},
    permissions::{Action, Actor, Allowed, Scope, Subject, allow, allow_each},
    provision::{Place, Provision, Tier, last_day, place_ends_on, starts_at},
};
use store::{
    Tx,
    queries::{accounts, classes, provisions, pupils, sessions},
};

use super::{
    go_on::{go_on, goes_on_as, last_as_before, runs_otherwise, said_already},
    interventions_of, targets_of_scope,
    what_was_held::{corrections, keep_within},
};
use crate::{App, Fault, FieldFault, time_in_words};

/// What is planned.
#[derive(Clone, Debug, Default)]
pub struct SaveProvision {
    /// The provision and version started from; none for a new one.
    pub of: Option<(ProvisionId, u32)>,
    /// What it is called.
    pub name: String,
    /// The area of need.
    pub area: Option<AreaOfNeed>,
    /// The tier.
    pub tier: Tier,
    /// What is done.
    pub description: String,
    /// Where.
    pub place: String,
    /// Weekdays: 1 Monday to 5 Friday.
    pub weekdays: Vec<u8>,
    /// The time of day; empty when none is set.
    pub starts_at: String,
    /// Minutes of a session.
    pub minutes: u32,
    /// The intervention of the catalogue, by its code; empty when it is none.
    pub intervention: String,
    /// The lesson that its children miss meanwhile; empty when none.
    pub misses: String,
    /// The class that has it whole.
    pub class: Option<ClassId>,
    /// What it costs, for those who may see costs: minutes of preparation, pence of an hour, pence of resources.
    pub cost: Option<(u32, i64, i64)>,
    /// First day.
    pub from_on: Option<Date>,
    /// Last day.
    pub until_on: Option<Date>,
    /// Who runs it.
    pub staff: Vec<UserId>,
    /// The children who are to have a place from now on, of those whom the planner reaches; of others nothing changes.
    pub places: Vec<(PupilId, Option<TargetId>)>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    /// It is planned.
    Done(ProvisionId),
    /// It was planned like that already.
    AlreadyThere(ProvisionId),
    /// Its days, its time or minutes, or who runs it changed after it had begun: the old ended, and this one goes on from a
    /// day.
    GoesOn(ProvisionId, Date),
}

impl Planned {
    /// Which provision.
    #[must_use]
    pub const fn id(self) -> ProvisionId {
        match self {
            Planned::Done(id) | Planned::AlreadyThere(id) | Planned::GoesOn(id, _) => id,
        }
    }
}

/// Plans or changes a provision.
///
/// # Errors
/// [`Fault::Invalid`] at its boxes; [`Fault::Stale`]; [`Fault::Forbidden`] when it has children out of their reach.
///
/// # Source
/// people: a class teacher plans provision for their own classes: for single children, or for the whole class.
pub async fn save_provision(
    app: &App,
    actor: &Actor,
    now: Now,
    input: SaveProvision,
) -> Result<Planned, Fault> {
    let info = app.school(actor.school, None).await?;
    let tx = app.store.write(actor.school).await?;
    let scope = actor.scope_for(Action::PlanProvision);
    let before = match input.of {
        None => None,
        Some((id, _)) => Some(provisions::get(&tx, id).await?.ok_or(Fault::NotFound)?),
    };
    may_change(actor, &scope, &tx, before.as_ref(), now.today).await?;
    let theirs = before.as_ref().and_then(|before| before.class);
    if input.class.is_some_and(|class| Some(class) != theirs && !plans_for_class(&scope, class)) {
        return Err(Fault::field("class", "Choose a class that you teach"));
    }
    let mut changed = check(&tx, &input, before.as_ref(), app.id(now)).await?;
    changed.version = input.of.map_or(0, |(_, version)| version);
    let places = wanted_places(&tx, &scope, &input).await?;
    let reached: BTreeSet<PupilId> = match &before {
        None => BTreeSet::new(),
        Some(before) => {
            let ids: Vec<PupilId> = before.places.iter().map(|place| place.pupil).collect();
            pupils::among(&tx, &scope, ids).await?.into_iter().map(|pupil| pupil.id).collect()
        }
    };
    let touched: BTreeSet<PupilId> = reached.iter().copied().chain(places.keys().copied()).collect();
    let rights = rights(actor, &scope, &tx, &touched, changed.class.or(theirs)).await?;
    let touched = about(&rights, touched);
    let Some(before) = before else {
        changed.places = places
            .iter()
            .map(|(pupil, target)| Place {
                pupil: *pupil,
                target: *target,
                from_on: changed.from_on,
                until_on: None,
            })
            .collect();
        if let Some(same) = planned_already(&tx, &changed).await? {
            return Ok(Planned::AlreadyThere(same));
        }
        provisions::save(&tx, &rights, &changed).await?;
        let mut events = events(Happening::ProvisionPlanned, &touched, changed.id);
        events.extend(corrections(&tx, (None, &changed), &touched, &info.calendar, now.today).await?);
        app.commit_each(tx, &rights, now, events).await?;
        return Ok(Planned::Done(changed.id));
    };
    let held = sessions::of_provision(&tx, before.id).await?;
    let last_day = last_day(&before, &info.calendar, now.today);
    let ended = last_as_before(&before, &changed, &held, last_day, &info.calendar, now.today);
    let begins = ended
        .filter(|_| runs_otherwise(&before, &changed, &held, now.today))
        .map(|ended| days_after(ended, 1).max(changed.from_on));
    let runs_beside = |next: &Provision| {
        begins.is_some_and(|begins| begins >= next.from_on)
            || (changed.until_on > before.until_on && changed.until_on >= next.from_on)
    };
    if let Some(next) = goes_on_as(&tx, &before).await?.into_iter().find(runs_beside) {
        return said_already(&next, &changed, &places);
    }
    if let Some(begins) = begins {
        if begins <= changed.until_on {
            return go_on(app, tx, &rights, now, (&before, changed, begins), (&places, &touched)).await;
        }
        let sentence = format!(
            "Until {} it stays as it was, and no day of it is left after that: give it a later last day, or copy it to \
             run it again",
            time_in_words::day(days_after(begins, -1))
        );
        return Err(Fault::field("weekdays", sentence));
    }
    changed.places = places_now(&before, &reached, &places, (last_day, now.today));
    if same(&before, &changed) {
        return Ok(Planned::AlreadyThere(before.id));
    }
    keep_within(&held, &changed, ["from-day", "until-day"])?;
    provisions::save(&tx, &rights, &changed).await?;
    let mut events = events(Happening::ProvisionChanged, &touched, changed.id);
    events.extend(corrections(&tx, (Some(&before), &changed), &touched, &info.calendar, now.today).await?);
    app.commit_each(tx, &rights, now, events).await?;
    Ok(Planned::Done(changed.id))
}

/// Whether they may change it at all: the school's planner, or a teacher all of whose children in it they reach.
async fn may_change(
    actor: &Actor,
    scope: &Scope,
    tx: &Tx,
    before: Option<&Provision>,
    today: Date,
) -> Result<(), Fault> {
    if !actor.may(Action::PlanProvision) {
        return Err(Fault::Forbidden(Action::PlanProvision));
    }
    let Some(before) = before.filter(|_| !scope.is_whole_school()) else { return Ok(()) };
    let open: BTreeSet<PupilId> = before
        .places
        .iter()
        .filter(|place| place.until_on.is_none_or(|until| today <= until))
        .map(|place| place.pupil)
        .collect();
    let reached = pupils::among(tx, scope, open.iter().copied()).await?.len();
    let sees = pupils::among(tx, &actor.scope_for(Action::ReadProvision), open.iter().copied()).await?.len();
    let runs = actor.user().is_some_and(|user| before.staff.contains(&user));
    let of_class = before.class.is_some_and(|class| plans_for_class(scope, class));
    match (reached == open.len(), sees > 0 || runs || open.is_empty()) {
        (true, _) if !open.is_empty() || runs || of_class => Ok(()),
        (_, true) => Err(Fault::Forbidden(Action::PlanProvision)),
        (_, false) => Err(Fault::NotFound),
    }
}

/// Whether they plan for a class as a whole.
pub(super) fn plans_for_class(scope: &Scope, class: ClassId) -> bool {
    scope.is_whole_school() || scope.classes().contains(&class)
}

/// A right for the school, or for each child that it is about: where that is no single one, for each of the class that has
/// it whole.
pub(super) async fn rights(
    actor: &Actor,
    scope: &Scope,
    tx: &Tx,
    touched: &BTreeSet<PupilId>,
    class: Option<ClassId>,
) -> Result<Vec<Allowed>, Fault> {
    if scope.is_whole_school() {
        return Ok(vec![allow(actor, Action::PlanProvision, Subject::School(actor.school))?]);
    }
    let mut found = pupils::among(tx, scope, touched.iter().copied()).await?;
    if found.len() < touched.len() {
        return Err(Fault::NotFound);
    }
    if let (true, Some(class)) = (found.is_empty(), class.filter(|class| plans_for_class(scope, *class))) {
        found = pupils::on_roll(tx, scope).await?;
        found.retain(|pupil| pupil.class == Some(class));
    }
    if found.is_empty() {
        return Err(Fault::field("places", "Choose at least one child of your class, or the whole class"));
    }
    Ok(allow_each(actor, Action::PlanProvision, found.iter().map(|pupil| pupil.subject()))?)
}

/// Whether an account may run a group: somebody of the staff, or a professional from outside. Governors, parents, children
/// and those who only administer do not.
pub(super) fn works_with_children(account: &Account) -> bool {
    account.active
        && account
            .roles
            .iter()
            .any(|role| !matches!(role, Role::Parent | Role::Pupil | Role::Governor | Role::Admin))
}

/// The children that it is told of: those whose places change, or those of the class for whom the rights are.
pub(super) fn about(rights: &[Allowed], touched: BTreeSet<PupilId>) -> BTreeSet<PupilId> {
    if touched.is_empty() {
        rights.iter().filter_map(|right| right.subject().pupil()).collect()
    } else {
        touched
    }
}

/// A group that is planned just so: the same form sent twice makes one group.
pub(super) async fn planned_already(tx: &Tx, new: &Provision) -> Result<Option<ProvisionId>, Fault> {
    let there = provisions::between(tx, new.from_on, new.until_on).await?;
    let found = there.iter().find(|other| {
        let mut new = Provision { id: other.id, version: other.version, ..new.clone() };
        new.staff.sort_unstable();
        same(other, &new)
    });
    Ok(found.map(|group| group.id))
}

/// What is said of a last day that is too far off.
pub(super) const TOO_LONG: &str = "The last day must be within two years of the first";

/// Whether a last day is too far off from the first: a year was mistyped.
pub(super) fn is_too_long(from: Date, until: Date) -> bool {
    days_after(from, 800) < until
}

async fn check(
    tx: &Tx,
    input: &SaveProvision,
    before: Option<&Provision>,
    new_id: ProvisionId,
) -> Result<Provision, Fault> {
    let mut faults = Vec::new();
    let mut wrong = |field: &str, sentence: &str| faults.push(FieldFault::new(field, sentence));
    match input.name.trim().chars().count() {
        0 => wrong("name", "Give it a name, for example: Reading group"),
        1..=120 => {}
        _ => wrong("name", "Give it a name of at most 120 letters, and put the rest into what is done"),
    }
    let mut weekdays: Vec<u8> = input.weekdays.iter().copied().filter(|day| (1..=5).contains(day)).collect();
    weekdays.sort_unstable();
    weekdays.dedup();
    if weekdays.is_empty() {
        wrong("weekdays", "Choose at least one day of the week");
    }
    let time = starts_at(&input.starts_at);
    if time.is_none() && !input.starts_at.trim().is_empty() {
        wrong("starts-at", "Give the time like 9:05 or 14:30, or leave it empty");
    }
    if !(1..=480).contains(&input.minutes) {
        wrong("minutes", "Give the minutes of a session, from 1 to 480");
    }
    match (input.from_on, input.until_on) {
        (None, _) => wrong("from-day", "Enter the first day"),
        (_, None) => wrong("until-day", "Enter the last day, for example the end of the half term"),
        (Some(from), Some(until)) if until < from => {
            wrong("until-day", "The last day must not be before the first");
        }
        (Some(from), Some(until)) if is_too_long(from, until) => wrong("until-day", TOO_LONG),
        (Some(_), Some(_)) => {}
    }
    let known = accounts::all(tx).await?.into_iter().filter(works_with_children).map(|one| one.id);
    // Whoever runs it and works here no more stays, until somebody takes them out.
    let known: BTreeSet<UserId> =
        known.chain(before.iter().flat_map(|before| before.staff.iter().copied())).collect();
    let mut staff: Vec<UserId> = input.staff.iter().copied().filter(|one| known.contains(one)).collect();
    staff.sort_unstable();
    staff.dedup();
    if input.misses.chars().count() > 100 {
        faults.push(FieldFault::new("misses", "Name the lesson in at most 100 letters"));
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    // A class of another school, or none at all, is no class.
    let class = match input.class {
        Some(class) => classes::all(tx).await?.into_iter().find(|one| one.id == class).map(|one| one.id),
        None => None,
    };
    let (preparation_minutes, mut hourly_pence, mut resources_pence) = input.cost.unwrap_or_else(|| {
        before.map_or((0, 0, 0), |before| {
            (before.preparation_minutes, before.hourly_pence, before.resources_pence)
        })
    });
    // A new group costs what the catalogue says, whoever plans it; what is written for the group itself stands.
    if before.is_none() && (hourly_pence, resources_pence) == (0, 0) {
        let catalogue = interventions_of(tx).await?;
        if let Some(known) = catalogue.iter().find(|known| known.code == input.intervention.trim()) {
            (hourly_pence, resources_pence) = (known.hourly_pence, known.resources_pence);
        }
    }
    let time = time.map(|time| format!("{:02}:{:02}", time / 60, time % 60)).unwrap_or_default();
    Ok(Provision {
        id: before.map_or(new_id, |before| before.id),
        name: input.name.trim().to_owned(),
        area: input.area,
        tier: input.tier,
        description: input.description.trim().to_owned(),
        place: input.place.trim().to_owned(),
        weekdays,
        starts_at: time,
        minutes: input.minutes,
        preparation_minutes,
        hourly_pence,
        resources_pence,
        from_on: input.from_on.unwrap_or_default(),
        until_on: input.until_on.unwrap_or_default(),
        staff,
        places: Vec::new(),
        intervention: input.intervention.trim().to_owned(),
        misses: input.misses.split_whitespace().collect::<Vec<_>>().join(" "),
        class,
        follows: before.and_then(|before| before.follows),
        version: 0,
    })
}

/// The places that are wanted; each target is one of the child's own.
async fn wanted_places(
    tx: &Tx,
    scope: &Scope,
    input: &SaveProvision,
) -> Result<BTreeMap<PupilId, Option<TargetId>>, Fault> {
    let ids: Vec<PupilId> = input.places.iter().map(|(pupil, _)| *pupil).collect();
    let found = pupils::among(tx, scope, ids.iter().copied()).await?;
    let found: BTreeSet<PupilId> = found.iter().map(|pupil| pupil.id).collect();
    if ids.iter().any(|id| !found.contains(id)) {
        return Err(Fault::NotFound);
    }
    let targets = targets_of_scope(tx, scope).await?;
    Ok(input
        .places
        .iter()
        .map(|(pupil, target)| {
            let own = target.filter(|id| targets.get(pupil).is_some_and(|plan| plan.target(*id).is_some()));
            (*pupil, own)
        })
        .collect())
}

/// The places after the change: those left out end with the group's last day as it was, another target begins the day
/// after, new ones begin.
fn places_now(
    before: &Provision,
    reached: &BTreeSet<PupilId>,
    wanted: &BTreeMap<PupilId, Option<TargetId>>,
    (last_day, today): (Date, Date),
) -> Vec<Place> {
    let mut places = before.places.clone();
    let mut new = Vec::new();
    let goes_on = |place: &Place| place.goes_on_after(today);
    for place in places.iter_mut().filter(|place| reached.contains(&place.pupil) && goes_on(place)) {
        let ends_on = place_ends_on(place, last_day, today);
        match wanted.get(&place.pupil) {
            Some(target) if *target == place.target => {}
            Some(target) if place.from_on >= today || place.target.is_none() => place.target = *target,
            Some(target) => {
                place.until_on = Some(ends_on);
                let (pupil, from_on) = (place.pupil, days_after(ends_on, 1));
                new.push(Place { pupil, target: *target, from_on, until_on: None });
            }
            None => place.until_on = Some(ends_on),
        }
    }
    for (pupil, target) in wanted {
        let own = || before.places.iter().filter(|place| place.pupil == *pupil);
        if !own().any(goes_on) {
            let from_on = new_place_from(own(), before.from_on, today);
            new.push(Place { pupil: *pupil, target: *target, from_on, until_on: None });
        }
    }
    // A place that begins again on the day on which one ended before it began takes its row.
    places.retain(|place| !new.iter().any(|n| n.pupil == place.pupil && n.from_on == place.from_on));
    places.extend(new);
    places
}

/// When a child's new place in a group begins: today, or the day after one that ends today.
pub(super) fn new_place_from<'a>(
    mut own: impl Iterator<Item = &'a Place>,
    group_from: Date,
    today: Date,
) -> Date {
    let begins = if own.any(|place| place.holds_on(today)) { days_after(today, 1) } else { today };
    begins.max(group_from)
}

pub(super) fn same(before: &Provision, changed: &Provision) -> bool {
    let mut changed = changed.clone();
    changed.version = before.version;
    changed.places.sort_by_key(|place| (place.pupil, place.from_on));
    let mut before = before.clone();
    before.places.sort_by_key(|place| (place.pupil, place.from_on));
    before.staff.sort_unstable();
    before == changed
}

pub(super) fn events(what: Happening, touched: &BTreeSet<PupilId>, id: ProvisionId) -> Vec<Event> {
    if touched.is_empty() {
        return vec![Event::school(what, id.to_string())];
    }
    touched.iter().map(|pupil| Event::pupil(what, *pupil, id.to_string())).collect()
}
