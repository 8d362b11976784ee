//! A group's sheet of a week, for the paper and for the grid that it is typed into: sessions as columns, children as rows.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, ProvisionId, PupilId, TargetId,
    calendar::count::days_after,
    people::Pupil,
    permissions::{Action, Actor, Subject},
    progress::{Score, Week},
    provision::{Provision, Session, planned_days},
};
use store::queries::{accounts, provisions, pupils, scores, sessions};

use super::{PlannedTarget, show_session::who_ran_it, targets::reads_words, targets_of_scope};
use crate::{App, Fault, SchoolInfo, time_in_words};

/// Which groups' sheets are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetsOf {
    /// Of one group.
    One(ProvisionId),
    /// Of the groups that the visitor runs, covers, or that are of their class.
    Mine,
    /// Of every group that the visitor may type in.
    All,
}

/// A session of the week.
#[derive(Clone, Debug)]
pub struct SheetSession {
    /// The day.
    pub on: Date,
    /// What was logged.
    pub session: Option<Session>,
    /// Who logged it.
    pub logged_by: String,
    /// The scores that were logged.
    pub scores: BTreeMap<PupilId, Score>,
}

/// A child of the group.
#[derive(Clone, Debug)]
pub struct SheetChild {
    /// The child.
    pub pupil: Pupil,
    /// What they are scored on.
    pub target: Option<PlannedTarget>,
    /// What that is called, to this visitor.
    pub label: String,
    /// The days on which they have a place.
    pub days: BTreeSet<Date>,
}

impl SheetChild {
    /// What is counted, and the goal: "words a minute, to 60".
    #[must_use]
    pub fn measure(&self) -> String {
        let Some(planned) = &self.target else { return String::new() };
        let unit = planned.target.unit.trim();
        match (unit.is_empty(), planned.target.goal) {
            (_, None) => unit.to_owned(),
            (true, Some(goal)) => format!("to {goal}"),
            (false, Some(goal)) => format!("{unit}, to {goal}"),
        }
    }
}

/// The sheet.
#[derive(Clone, Debug)]
pub struct WeekSheet {
    /// The group.
    pub provision: Provision,
    /// The week's Monday.
    pub monday: Date,
    /// Who runs it.
    pub staff: Vec<String>,
    /// The sessions planned in the week, and any that was held besides.
    pub sessions: Vec<SheetSession>,
    /// The children, by name.
    pub children: Vec<SheetChild>,
    /// Whether its week is closed: what was logged is changed with a reason only.
    pub closed: bool,
}

impl WeekSheet {
    /// Its days, time and length: "Mon and Wed, 09:30, 20 minutes".
    #[must_use]
    pub fn when(&self) -> String {
        let minutes = format!("{} minutes", self.provision.minutes);
        let parts = [self.provision.days_in_words(), self.provision.starts_at.clone(), minutes];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// What a session is called: "Mon 23 Nov, 09:30".
    #[must_use]
    pub fn called(&self, on: Date) -> String {
        let day = time_in_words::short_day(on);
        if self.provision.starts_at.is_empty() { day } else { format!("{day}, {}", self.provision.starts_at) }
    }
}

/// The sheets of a week, by name of the group: of groups with children, every one of whom the visitor may type sheets of.
/// The one of a group that has ended since is open to whoever ran it, as a single session of it is.
///
/// # Errors
/// For one group, [`Fault::NotFound`] when it, or each of its children, is out of reach, and [`Fault::Forbidden`] when
/// only some of them are. For more, those groups are left out.
pub async fn week_sheets(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    (day, today): (Date, Date),
    which: SheetsOf,
) -> Result<Vec<WeekSheet>, Fault> {
    // A sheet is of a whole week: a day's cover is too little for it.
    let gathered = gather(app, &actor.in_full(), info, day, which).await;
    let (Err(Fault::NotFound | Fault::Forbidden(_)), SheetsOf::One(id)) = (&gathered, which) else {
        return gathered;
    };
    let reader = app.store.read(actor.school);
    let Some(group) = provisions::get(&reader, id).await? else { return gathered };
    let on = Week::of(day).sunday().min(group.until_on);
    match who_ran_it(&reader, actor, &group, on, today).await? {
        Some(then) => gather(app, &then, info, day, which).await,
        None => gathered,
    }
}

async fn gather(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    day: Date,
    which: SheetsOf,
) -> Result<Vec<WeekSheet>, Fault> {
    let reader = app.store.read(actor.school);
    let week = Week::of(day);
    let (monday, sunday) = (week.monday(), week.sunday());
    let groups = match which {
        SheetsOf::One(id) => vec![provisions::get(&reader, id).await?.ok_or(Fault::NotFound)?],
        SheetsOf::Mine | SheetsOf::All => provisions::between(&reader, monday, sunday).await?,
    };
    let scope = actor.scope();
    let ids: BTreeSet<PupilId> =
        groups.iter().flat_map(|group| of_week(group, week)).map(|(pupil, _)| pupil).collect();
    let seen: BTreeMap<PupilId, Pupil> = pupils::among_on(&reader, &scope, ids, monday)
        .await?
        .into_iter()
        .filter(|pupil| actor.may_to(Action::TypeSheets, pupil.subject()))
        .map(|pupil| (pupil.id, pupil))
        .collect();
    let held = sessions::between(&reader, monday, sunday).await?;
    let plans = targets_of_scope(&reader, &scope).await?;
    let known = scores::since(&reader, &scope, monday).await?;
    let names = accounts::names(&reader).await?;
    let closed = scores::closed_week(&reader, monday).await?.is_some();
    let whole_school = actor.scope_for(Action::TypeSheets).is_whole_school();
    let in_school = actor.may_to(Action::TypeSheets, Subject::School(actor.school));
    let mut sheets = Vec::new();
    for group in groups {
        let runs = actor.user().is_some_and(|user| group.staff.contains(&user));
        let places: Vec<(PupilId, Option<TargetId>)> = of_week(&group, week).collect();
        let reached = places.iter().filter(|(pupil, _)| seen.contains_key(pupil)).count();
        match which {
            SheetsOf::One(_) if reached == 0 && !runs && !in_school => return Err(Fault::NotFound),
            SheetsOf::One(_) if reached < places.len() => return Err(Fault::Forbidden(Action::TypeSheets)),
            SheetsOf::Mine if !runs && whole_school => continue,
            SheetsOf::Mine | SheetsOf::All if places.is_empty() || reached < places.len() => continue,
            SheetsOf::One(_) | SheetsOf::Mine | SheetsOf::All => {}
        }
        let mut days: BTreeSet<Date> =
            planned_days(&group, &info.calendar, monday, sunday).into_iter().collect();
        days.extend(held.iter().filter(|session| session.provision == group.id).map(|session| session.on));
        days.retain(|day| group.children_on(*day).next().is_some());
        let mut children: BTreeMap<PupilId, SheetChild> = BTreeMap::new();
        for (id, serves) in places {
            let Some(pupil) = seen.get(&id) else { continue };
            let plan = plans.get(&id);
            let target = match (serves, plan.map(|plan| plan.targets.as_slice())) {
                (Some(target), _) => plan.and_then(|plan| plan.target(target)).cloned(),
                (None, Some([only])) => Some(only.clone()),
                (None, _) => None,
            };
            let words = reads_words(actor, pupil);
            children.insert(
                id,
                SheetChild {
                    label: target.as_ref().map(|planned| planned.label(words)).unwrap_or_default(),
                    target,
                    days: days
                        .iter()
                        .copied()
                        .filter(|day| group.children_on(*day).any(|place| place.pupil == id))
                        .collect(),
                    pupil: pupil.clone(),
                },
            );
        }
        let mut children: Vec<SheetChild> = children.into_values().collect();
        children.sort_by_key(|child| child.pupil.name());
        let sessions = days.into_iter().map(|on| {
            let session = held.iter().find(|session| session.provision == group.id && session.on == on);
            let own = |score: &&scores::TargetScore| {
                session.is_some_and(|session| score.session == Some(session.id))
            };
            SheetSession {
                on,
                scores: known.iter().filter(own).map(|score| (score.pupil, score.value)).collect(),
                logged_by: session
                    .and_then(|session| names.get(&session.logged_by?))
                    .cloned()
                    .unwrap_or_default(),
                session: session.cloned(),
            }
        });
        let sessions: Vec<SheetSession> = sessions.collect();
        if sessions.is_empty() && !matches!(which, SheetsOf::One(_)) {
            continue;
        }
        sheets.push(WeekSheet {
            monday,
            staff: group.staff.iter().filter_map(|user| names.get(user).cloned()).collect(),
            sessions,
            children,
            closed,
            provision: group,
        });
    }
    sheets.sort_by(|a, b| {
        (&a.provision.name, &a.staff, a.provision.id).cmp(&(&b.provision.name, &b.staff, b.provision.id))
    });
    Ok(sheets)
}

/// Who has a place in a week, each once, with the target that the latest place serves.
fn of_week(group: &Provision, week: Week) -> impl Iterator<Item = (PupilId, Option<TargetId>)> {
    let mut found = BTreeMap::new();
    let mut day = week.monday();
    while day <= week.sunday() {
        found.extend(group.children_on(day).map(|place| (place.pupil, place.target)));
        day = days_after(day, 1);
    }
    found.into_iter()
}
