//! What My week shows: today's groups in order of time, what is still to log, the week, and groups to cover.

use std::collections::BTreeMap;

use domain::{
    Date, Now, ProvisionId, PupilId, UserId,
    calendar::count::{days_after, monday_of},
    people::{CalledApart, Pupil, Role},
    permissions::{Action, Actor},
    provision::{Provision, Session, planned_days, starts_at},
};
use store::queries::{accounts, covers, provisions, pupils, sessions};

use super::undo_session::may_undo;
use crate::{App, Fault, SchoolInfo};

/// A session of a group.
#[derive(Clone, Debug)]
pub struct Group {
    /// The provision.
    pub provision: Provision,
    /// The day.
    pub on: Date,
    /// Who runs it.
    pub staff: Vec<String>,
    /// Its children, as far as the visitor sees them.
    pub children: Vec<String>,
    /// Whether a child has a place on the day, in sight or not: who ran a group that has ended may log it still.
    pub has_children: bool,
    /// What was logged.
    pub session: Option<Session>,
    /// Whether the visitor takes it in somebody's place.
    pub cover: bool,
}

/// The page.
#[derive(Clone, Debug)]
pub struct MyWeek {
    /// The week's Monday.
    pub monday: Date,
    /// Today's groups, by time.
    pub today: Vec<Group>,
    /// Sessions of the last two weeks that nobody logged, newest first.
    pub to_log: Vec<Group>,
    /// Sessions of the last two weeks, before today, that the visitor logged today and may take back, newest first.
    pub just_logged: Vec<Group>,
    /// Each day of the week with its groups.
    pub days: Vec<(Date, Vec<Group>)>,
    /// Groups of others that run today and could be covered.
    pub to_cover: Vec<Group>,
    /// Whether school is in session today.
    pub school_today: bool,
}

/// The week of whoever looks: the groups that they run or cover, and of their class.
///
/// # Errors
/// When the database fails.
pub async fn my_week(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    monday: Option<Date>,
) -> Result<MyWeek, Fault> {
    let reader = app.store.read(actor.school);
    let today = now.today;
    let monday = monday_of(monday.unwrap_or(today));
    let (friday, two_weeks_ago) = (days_after(monday, 4), days_after(monday_of(today), -7));
    let (from, to) = (monday.min(two_weeks_ago), friday.max(today));
    let running = provisions::between(&reader, from, to).await?;
    let held = sessions::between(&reader, from, to).await?;
    let held: BTreeMap<(ProvisionId, Date), Session> =
        held.into_iter().map(|session| ((session.provision, session.on), session)).collect();
    let names = accounts::names(&reader).await?;
    let covered = covers::on(&reader, today).await?;
    let ids: Vec<PupilId> = running.iter().flat_map(|group| &group.places).map(|place| place.pupil).collect();
    let children: BTreeMap<_, Pupil> =
        pupils::among_on(&reader, &actor.scope_for(Action::LogSession), ids, from)
            .await?
            .into_iter()
            .map(|pupil| (pupil.id, pupil))
            .collect();
    let user = actor.user();
    let covers_it = |group: &Provision| {
        user.is_some_and(|user| covered.iter().any(|(id, by)| *id == group.id && *by == user))
    };
    let runs = |group: &Provision| user.is_some_and(|user| group.staff.contains(&user));
    // What is covered today is today's.
    let in_full = actor.in_full().scope_for(Action::LogSession);
    let sees_all = |group: &Provision, on: Date| {
        let mut any = false;
        group.children_on(on).all(|place| {
            any = true;
            let seen = children.get(&place.pupil);
            seen.is_some_and(|pupil| on == today || in_full.holds(pupil.subject()))
        }) && any
    };
    // A class teacher's week holds the groups of their class too: who runs them may be away. An assistant's holds their own,
    // those that they cover today, and those that nobody runs; others' they take as cover.
    let whole_school = actor.scope_for(Action::LogSession).is_whole_school();
    let teaches = actor.in_full().holdings.iter().any(|holding| holding.role == Role::Teacher);
    let near = |group: &Provision| !whole_school && (teaches || group.staff.is_empty());
    let mine = |group: &Provision, on: Date| {
        runs(group) || (covers_it(group) && on == today) || (near(group) && sees_all(group, on))
    };
    let of = |group: &Provision, on: Date| Group {
        on,
        staff: staff_of(group, &names),
        children: names_of(group, on, &children),
        has_children: group.children_on(on).next().is_some(),
        session: held.get(&(group.id, on)).cloned(),
        cover: covers_it(group) && !runs(group),
        provision: group.clone(),
    };
    let on_day = |day: Date, want: &dyn Fn(&Provision, Date) -> bool| {
        let mut groups: Vec<Group> = running
            .iter()
            .filter(|group| want(group, day) && !planned_days(group, &info.calendar, day, day).is_empty())
            .map(|group| of(group, day))
            .collect();
        groups.sort_by_key(|group| (starts_at(&group.provision.starts_at), group.provision.name.clone()));
        groups
    };
    let days: Vec<(Date, Vec<Group>)> =
        (0..5).map(|offset| days_after(monday, offset)).map(|day| (day, on_day(day, &mine))).collect();
    let (mut to_log, mut just_logged) = (Vec::new(), Vec::new());
    let mut day = days_after(today, -1);
    while day >= two_weeks_ago {
        let runs_them = |group: &Provision, _: Date| runs(group);
        for group in on_day(day, &runs_them) {
            match &group.session {
                None if group.has_children => to_log.push(group),
                Some(session) if may_undo(actor, now, session) => just_logged.push(group),
                None | Some(_) => {}
            }
        }
        day = days_after(day, -1);
    }
    let may_cover = actor.may(Action::CoverGroup);
    let others = |group: &Provision, on: Date| may_cover && !mine(group, on) && !group.places.is_empty();
    let mut to_cover = on_day(today, &others);
    to_cover.retain(|group| group.session.is_none());
    Ok(MyWeek {
        monday,
        today: on_day(today, &mine),
        to_log,
        just_logged,
        days,
        to_cover,
        school_today: domain::provision::is_teaching_day(&info.calendar, today),
    })
}

fn staff_of(group: &Provision, names: &BTreeMap<UserId, String>) -> Vec<String> {
    group.staff.iter().filter_map(|user| names.get(user).cloned()).collect()
}

fn names_of(group: &Provision, on: Date, children: &BTreeMap<PupilId, Pupil>) -> Vec<String> {
    let seen: Vec<&Pupil> = group.children_on(on).filter_map(|place| children.get(&place.pupil)).collect();
    let apart = CalledApart::of(seen.iter().copied());
    let mut names: Vec<String> = seen.into_iter().map(|pupil| apart.tell(pupil)).collect();
    names.sort();
    names
}
