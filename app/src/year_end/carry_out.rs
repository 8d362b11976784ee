//! A year end is kept, looked at, and carried out: children go up, leavers leave, next year's teachers may read.

use std::collections::BTreeMap;

use domain::{
    ClassId, Date, EventId, Now, PupilId, UserId,
    audit::{Event, Happening},
    calendar::AcademicYear,
    people::{Account, Class, Pupil, Role, YearGroup, name::fold},
    permissions::{Action, Actor, Allowed, Extent, Subject, allow},
};
use store::{
    Conn,
    queries::{
        accounts,
        class_reaches::{self, ClassReach},
        classes::{self, ClassStaff},
        pupils,
        records::{self, Record},
        staged,
    },
};

use super::{YearEnd, YearEndForm, propose};
use crate::{App, Fault, FieldFault, SchoolInfo, leaving};

const KIND: &str = "year-end";

/// What the page of the year end shows.
#[derive(Clone, Debug)]
pub struct Carrying {
    /// The proposal, or what was kept of it.
    pub year_end: YearEnd,
    /// The id under which it is kept; none while it is only proposed.
    pub kept: Option<EventId>,
    /// How many children are in each class.
    pub sizes: BTreeMap<ClassId, u64>,
    /// Class teachers to choose from.
    pub teachers: Vec<Account>,
    /// Children on the roll without a class of that year: they stay as they are.
    pub without_class: u64,
    /// Why it cannot be carried out yet, if so.
    pub not_yet: Option<String>,
    /// Whether it is before June: next year's classes are rarely settled.
    pub is_early: bool,
}

/// The newest year that has classes, up to the year of today or the one that begins now.
async fn year_with_classes(
    db: &impl Conn,
    info: &SchoolInfo,
    now: Now,
) -> Result<Option<(AcademicYear, Vec<Class>)>, Fault> {
    let today = info.calendar.academic_year_of(now.today).starts_in();
    let all = classes::all(db).await?;
    let sizes = classes::sizes(db).await?;
    let with_children = all
        .iter()
        .filter(|class| class.academic_year <= today && sizes.get(&Some(class.id)).is_some_and(|n| *n > 0))
        .map(|class| class.academic_year)
        .max();
    let year = with_children
        .or_else(|| all.iter().map(|class| class.academic_year).filter(|year| *year <= today).max());
    Ok(year.map(|year| {
        let of_year = all.into_iter().filter(|class| class.academic_year == year).collect();
        (AcademicYear::starting_in(year), of_year)
    }))
}

async fn kept_form(db: &impl Conn) -> Result<Option<(EventId, YearEndForm)>, Fault> {
    let waiting = staged::waiting(db).await?;
    let Some(found) = waiting.into_iter().find(|waiting| waiting.kind == KIND) else { return Ok(None) };
    let content = staged::get(db, found.id, KIND).await?;
    Ok(content.and_then(|json| serde_json::from_str(&json).ok()).map(|form| (found.id, form)))
}

fn not_yet(last_day: Option<Date>, year: AcademicYear, now: Now) -> Option<String> {
    let first = last_day.unwrap_or(year.last_day());
    (now.today < first).then(|| {
        format!(
            "This year's teachers need their classes until the last day of term, {}. From that day on it can be carried \
             out.",
            crate::time_in_words::day(first)
        )
    })
}

/// The year end as it is proposed or kept.
///
/// # Errors
/// [`Fault::Rule`] when there is no class yet.
pub async fn show_year_end(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
) -> Result<Option<Carrying>, Fault> {
    allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let Some((year, of_year)) = year_with_classes(&reader, info, now).await? else { return Ok(None) };
    let mut year_end = propose(&info.school.phase, &of_year, year, &info.calendar);
    let kept = kept_form(&reader).await?.filter(|(_, form)| form.from_year == year.starts_in());
    if let Some((_, form)) = &kept {
        for proposed in &mut year_end.form.moves {
            if let Some(known) = form.moves.iter().find(|known| known.class == proposed.class) {
                proposed.to.clone_from(&known.to);
                proposed.teacher = known.teacher;
            }
        }
        year_end.form.reads_from = form.reads_from;
        year_end.form.leave_on = form.leave_on;
    }
    let all = classes::sizes(&reader).await?;
    let sizes: BTreeMap<ClassId, u64> =
        of_year.iter().map(|class| (class.id, all.get(&Some(class.id)).copied().unwrap_or(0))).collect();
    let everybody: u64 = all.values().sum();
    let teachers = accounts::all(&reader)
        .await?
        .into_iter()
        .filter(|account| account.active && account.roles.contains(&Role::Teacher))
        .collect();
    Ok(Some(Carrying {
        not_yet: not_yet(year_end.last_day, year, now),
        is_early: now.today < domain::date(year.ends_in(), 6, 1),
        without_class: everybody - sizes.values().sum::<u64>(),
        year_end,
        kept: kept.map(|(id, _)| id),
        sizes,
        teachers,
    }))
}

fn check(form: &YearEndForm, of_year: &[Class], teachers: &[UserId]) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    for (number, moved) in (1..).zip(&form.moves) {
        if !of_year.iter().any(|class| class.id == moved.class) {
            faults.push(FieldFault::new("moves", "The classes have changed since. Open the page anew"));
        }
        if let Some(to) = &moved.to
            && (to.trim().is_empty() || to.chars().count() > 60)
        {
            faults.push(FieldFault::new(
                format!("to-{number}"),
                format!(
                    "Enter next year's name of {}, at most 60 letters, or choose that its children leave",
                    moved.name
                ),
            ));
        }
        if moved.teacher.is_some_and(|teacher| !teachers.contains(&teacher)) {
            faults.push(FieldFault::new(format!("teacher-{number}"), "Choose a class teacher from the list"));
        }
    }
    let year = AcademicYear::starting_in(form.from_year);
    if form.leave_on < year.first_day() || form.leave_on > year.last_day() {
        faults.push(FieldFault::new("leave_on-day", format!("The leavers' last day must lie in {year}")));
    }
    faults
}

/// Keeps a year end. From `reads_from` on, next year's teachers may read about the children who come to them.
///
/// # Errors
/// [`Fault::Invalid`] with what is wrong in which box.
pub async fn keep_year_end(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
    form: &YearEndForm,
) -> Result<EventId, Fault> {
    let allowed = allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let Some((year, of_year)) = year_with_classes(&tx, info, now).await? else { return Err(Fault::NotFound) };
    let teachers: Vec<UserId> = accounts::all(&tx).await?.into_iter().map(|account| account.id).collect();
    let mut faults = check(form, &of_year, &teachers);
    if form.from_year != year.starts_in() {
        faults.push(FieldFault::new("moves", "The year has changed since. Open the page anew"));
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    if let Some((old, _)) = kept_form(&tx).await? {
        staged::forget(&tx, old).await?;
    }
    let id: EventId = app.id(now);
    let content = serde_json::to_string(form)
        .map_err(|_| Fault::rule("staged", "The year end could not be kept. Try again."))?;
    staged::keep(&tx, &allowed, id, KIND, &content, now).await?;
    for moved in &form.moves {
        // Another teacher may have been chosen before.
        class_reaches::take_back(&tx, &allowed, moved.class, Extent::Ahead).await?;
        let reads_from = form.reads_from.map(|from| from.max(now.today));
        read_ahead(&tx, &allowed, moved.class, moved.teacher, reads_from, year.last_day()).await?;
    }
    app.commit(tx, &allowed, now, [Event::school(Happening::ClassesChanged, "year end prepared")]).await?;
    Ok(id)
}

/// Lets next year's teacher read about the children of a class until a day.
async fn read_ahead(
    tx: &store::Tx,
    allowed: &Allowed,
    class: ClassId,
    teacher: Option<UserId>,
    from: Option<Date>,
    until_on: Date,
) -> Result<(), Fault> {
    if let (Some(account), Some(from_on)) = (teacher, from)
        && from_on <= until_on
    {
        let reach = ClassReach { class, account, extent: Extent::Ahead, from_on, until_on };
        class_reaches::give(tx, allowed, &reach).await?;
    }
    Ok(())
}

/// Carries a kept year end out, in one transaction: gives how many children went up and how many left.
///
/// # Errors
/// [`Fault::NotFound`] when it was carried out meanwhile; [`Fault::Rule`] before the last day of term.
pub async fn carry_out(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
    id: EventId,
) -> Result<(usize, usize), Fault> {
    let allowed = allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let content = staged::get(&tx, id, KIND).await?.ok_or(Fault::NotFound)?;
    let form: YearEndForm = serde_json::from_str(&content).map_err(|_| Fault::NotFound)?;
    let year = AcademicYear::starting_in(form.from_year);
    let last_day = info.calendar.school_year(year).and_then(|known| known.terms.last()).map(|term| term.to);
    if let Some(sentence) = not_yet(last_day, year, now) {
        return Err(Fault::rule("not-yet", sentence));
    }
    let next = year.next();
    let mut of_next = classes::of_year(&tx, next.starts_in()).await?;
    let everybody: Vec<Pupil> = pupils::for_roll(&tx)
        .await?
        .into_values()
        .map(|(pupil, _)| pupil)
        .filter(|pupil| pupil.left_on.is_none())
        .collect();
    let staff_before = classes::staff(&tx).await?;
    let (mut went, mut events) = (0, Vec::new());
    let mut leavers: Vec<PupilId> = Vec::new();
    for moved in &form.moves {
        class_reaches::take_back(&tx, &allowed, moved.class, Extent::Ahead).await?;
        let children: Vec<&Pupil> =
            everybody.iter().filter(|pupil| pupil.class == Some(moved.class)).collect();
        let Some(to) = &moved.to else {
            leavers.extend(children.iter().map(|pupil| pupil.id));
            continue;
        };
        let known = of_next.iter().find(|class| fold(&class.name) == fold(to)).map(|class| class.id);
        let class = match known {
            Some(class) => class,
            None => {
                let class = Class {
                    id: app.id(now),
                    name: to.trim().to_owned(),
                    year: YearGroup((moved.year.0 + 1).min(14)),
                    academic_year: next.starts_in(),
                };
                classes::make(&tx, &allowed, &class).await?;
                let id = class.id;
                of_next.push(class);
                id
            }
        };
        if let Some(teacher) = moved.teacher {
            let begins = next.first_day();
            // Who keeps the class teaches it without a break.
            let keeps = staff_before.iter().any(|known| {
                known.class == moved.class && known.account == teacher && known.role == Role::Teacher
            });
            let from_on = if keeps { now.today.min(begins) } else { begins };
            let staff = ClassStaff { class, account: teacher, role: Role::Teacher, from_on, until_on: None };
            classes::assign(&tx, &allowed, &staff).await?;
            if let Ok(last) = from_on.yesterday() {
                let from = form.reads_from.map(|from| from.max(now.today));
                read_ahead(&tx, &allowed, class, Some(teacher), from, last).await?;
            }
        }
        // A class of two year groups goes up child by child.
        let mut by_year: BTreeMap<YearGroup, Vec<PupilId>> = BTreeMap::new();
        for pupil in children {
            by_year.entry(YearGroup((pupil.year.0 + 1).min(14))).or_default().push(pupil.id);
        }
        for (year, ids) in by_year {
            pupils::place(&tx, &allowed, &ids, Some(class), Some(year)).await?;
            went += ids.len();
            events
                .extend(ids.iter().map(|id| Event::pupil(Happening::PupilChanged, *id, "Year group, Class")));
        }
    }
    pupils::leave(&tx, &allowed, &leavers, form.leave_on).await?;
    let known: BTreeMap<PupilId, Record> =
        records::all(&tx).await?.into_iter().map(|record| (record.pupil, record)).collect();
    let rounds = records::all_rounds(&tx).await?;
    let (mut moved_records, mut closed) = (Vec::new(), Vec::new());
    for id in &leavers {
        events.push(Event::pupil(Happening::PupilLeft, *id, "year end"));
        if let Some(record) = known.get(id) {
            let left = leaving::leave(record, &rounds, form.leave_on, now);
            events.extend(left.events);
            moved_records.extend(left.record);
            closed.extend(left.round);
        }
    }
    records::renew(&tx, &allowed, &moved_records).await?;
    records::save_rounds(&tx, &allowed, &closed).await?;
    end_staff(&tx, &allowed, &form, year, last_day).await?;
    staged::forget(&tx, id).await?;
    let detail = format!("{year}: {went} went up, {} left", leavers.len());
    events.push(Event::school(Happening::YearEnded, detail));
    app.commit(tx, &allowed, now, events).await?;
    Ok((went, leavers.len()))
}

/// Whoever worked in a class of the year that ended does so until its last day.
async fn end_staff(
    tx: &store::Tx,
    allowed: &Allowed,
    form: &YearEndForm,
    year: AcademicYear,
    last_day: Option<Date>,
) -> Result<(), Fault> {
    let last = last_day.unwrap_or(year.last_day());
    for staff in classes::staff(tx).await? {
        let of_year = form.moves.iter().any(|moved| moved.class == staff.class);
        if of_year && staff.until_on.is_none_or(|until| until > last) {
            classes::end(tx, allowed, &staff, last).await?;
        }
    }
    Ok(())
}
