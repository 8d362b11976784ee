//! Section F delivered: each line of the plan beside what its provision gave this child; and a line tied in one click.

use std::collections::BTreeMap;

use domain::{
    Date, EntryId, Now, ProvisionId, PupilId,
    calendar::{SchoolCalendar, count::monday_of},
    people::Pupil,
    permissions::{Action, Actor, Scope},
    provision::{
        Provision, Session,
        section_f::{self, Given, JUDGED_WEEKS, LineDelivery, LineFinding},
    },
    record::{Content, Ehcp, Entry, EntryKind, SectionFLine, county_letters},
};
use store::{
    Conn,
    queries::{
        entries, provisions,
        records::{self, Record},
        sessions,
    },
};

use super::ProvisionChoice;
use crate::{
    App, Fault, SchoolInfo, child,
    record::{Writing, write_entry},
};

/// A line with what became of it.
#[derive(Clone, Debug)]
pub struct LineDelivered {
    /// The line.
    pub line: SectionFLine,
    /// What became of it.
    pub delivery: LineDelivery,
    /// What delivers it.
    pub given_by: Vec<ProvisionChoice>,
    /// What could be tied to it, the likeliest first; nothing for those who may not tie.
    pub could_be: Vec<ProvisionChoice>,
}

/// Section F of the plan in force.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Since when it is counted.
    pub since: Date,
    /// The day on which the plan ceased: it is counted to that day.
    pub until: Option<Date>,
    /// Its lines, in the plan's order.
    pub lines: Vec<LineDelivered>,
    /// Whether the reader may read why a session was missed, in the words of those who logged it.
    pub sees_words: bool,
}

/// How many words of a line a name shares: the likeliest provision is offered first.
fn alike(line: &str, name: &str) -> usize {
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| word.chars().count() > 3)
            .map(str::to_lowercase)
            .collect()
    };
    let line = words(line);
    words(name).iter().filter(|word| line.contains(word)).count()
}

/// The day on which a child's plan ceased; none while one is in place.
async fn ceased_on(db: &impl Conn, pupil: PupilId) -> Result<Option<Date>, Fault> {
    if records::get(db, pupil).await?.state.statutory.has_plan() {
        return Ok(None);
    }
    let written = entries::of_pupil(db, pupil).await?;
    Ok(county_letters::ceased_on(&county_letters::all(&written)))
}

/// What became of each line of a plan. The plan was found readable before.
///
/// # Errors
/// When the database fails.
pub async fn show_delivery(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    plan: &Ehcp,
    today: Date,
) -> Result<Delivery, Fault> {
    let reader = app.store.read(actor.school);
    let all = provisions::of_pupil(&reader, pupil.id).await?;
    let held = sessions::of_groups_of(&reader, pupil.id).await?;
    let since = plan.in_force_since().unwrap_or(today);
    let until = ceased_on(&reader, pupil.id).await?;
    let given = Given {
        pupil: pupil.id,
        since,
        until,
        provisions: &all,
        sessions: &held,
        calendar: &info.calendar,
        today,
    };
    let may_tie = until.is_none() && actor.may_to(Action::WriteEhcp, pupil.subject());
    let running: Vec<&Provision> = all.iter().filter(|one| one.runs_still(today)).collect();
    let delivered = section_f::of_lines(&plan.provision, &given);
    let lines = plan
        .provision
        .iter()
        .zip(delivered)
        .map(|(line, delivery)| {
            let tied: Vec<ProvisionId> = line.provisions().collect();
            let mut could_be: Vec<ProvisionChoice> = if may_tie {
                running
                    .iter()
                    .filter(|one| !tied.contains(&one.id))
                    .map(|one| ProvisionChoice::of(one, today))
                    .collect()
            } else {
                Vec::new()
            };
            could_be.sort_by_key(|one| std::cmp::Reverse(alike(&line.text, &one.name)));
            LineDelivered {
                delivery,
                given_by: all
                    .iter()
                    .filter(|one| tied.contains(&one.id))
                    .map(|one| ProvisionChoice::of(one, today))
                    .collect(),
                could_be,
                line: line.clone(),
            }
        })
        .collect();
    let sees_words = actor
        .holdings
        .iter()
        .any(|holding| holding.role.is_staff() && holding.reaches(Action::ReadEhcp, pupil.subject()));
    Ok(Delivery { since, until, lines, sees_words })
}

/// A line that the SENCO should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineToLookAt {
    /// The child.
    pub pupil: PupilId,
    /// The child's name, as called.
    pub name: String,
    /// What the plan says.
    pub line: String,
    /// What is found, in a sentence.
    pub says: String,
    /// Whether too little was given; else it cannot be said whether it is given.
    pub is_under: bool,
}

/// The lines of the plans in place that are under-delivered, or that nothing delivers: from lists that were read
/// already, and one query for the plans.
///
/// # Errors
/// When the database fails.
pub(crate) async fn lines_to_look_at(
    db: &impl Conn,
    scope: &Scope,
    children: &[(Record, Pupil)],
    (provisions, sessions): (&[Provision], &[Session]),
    calendar: &SchoolCalendar,
    today: Date,
) -> Result<Vec<LineToLookAt>, Fault> {
    if scope.is_empty() || !children.iter().any(|(record, _)| record.state.statutory.has_plan()) {
        return Ok(Vec::new());
    }
    let mut plans: BTreeMap<PupilId, Vec<Entry>> = BTreeMap::new();
    for entry in entries::of_kinds(db, scope, &[EntryKind::Ehcp], None).await? {
        plans.entry(entry.pupil).or_default().push(entry);
    }
    // The weeks that are judged, and the one that runs.
    let back = calendar.last_school_weeks(today, JUDGED_WEEKS + 1);
    let from = back.first().map_or_else(|| monday_of(today), |week| week.monday);
    let mut found = Vec::new();
    for (record, pupil) in children.iter().filter(|(record, _)| record.state.statutory.has_plan()) {
        let Some(plan) = plans.get(&pupil.id).and_then(|own| domain::record::county_letters::ehcp(own))
        else {
            continue;
        };
        let own: Vec<Provision> = provisions
            .iter()
            .filter(|one| one.places.iter().any(|place| place.pupil == record.pupil))
            .cloned()
            .collect();
        let held: Vec<Session> = sessions
            .iter()
            .filter(|session| session.on >= from && own.iter().any(|one| one.id == session.provision))
            .cloned()
            .collect();
        let given = Given {
            pupil: pupil.id,
            since: plan.in_force_since().unwrap_or(from).max(from),
            until: None,
            provisions: &own,
            sessions: &held,
            calendar,
            today,
        };
        for (line, delivery) in plan.provision.iter().zip(section_f::of_lines(&plan.provision, &given)) {
            let worst = delivery.findings.iter().find(|finding| {
                matches!(
                    finding,
                    LineFinding::UnderDelivered { .. }
                        | LineFinding::NotTied
                        | LineFinding::HasEnded
                        | LineFinding::Shared { .. }
                )
            });
            if let Some(worst) = worst {
                found.push(LineToLookAt {
                    pupil: pupil.id,
                    name: pupil.name(),
                    line: line.text.clone(),
                    says: worst.sentence(),
                    is_under: delivery.is_under_delivered(),
                });
            }
        }
    }
    found.sort_by(|a, b| (!a.is_under, &a.name).cmp(&(!b.is_under, &b.name)));
    Ok(found)
}

/// The newest plan of a child, for those who write it.
pub(super) async fn newest_plan(
    app: &App,
    actor: &Actor,
    pupil: PupilId,
    of: (EntryId, u32),
) -> Result<(Date, Ehcp), Fault> {
    let child = child::see(app, actor, pupil).await?;
    domain::permissions::allow(actor, Action::WriteEhcp, child.subject())?;
    let reader = app.store.read(actor.school);
    let entry = entries::get(&reader, pupil, of.0).await?.ok_or(Fault::NotFound)?;
    if entry.version != of.1 {
        return Err(Fault::Stale);
    }
    match entry.content {
        Content::Ehcp(plan) => Ok((entry.on, plan)),
        _ => Err(Fault::NotFound),
    }
}

/// Ties a line, counted from 0, to a provision in which the child has a place: a new version of the plan. Tied already
/// is tied.
///
/// # Errors
/// [`Fault::Stale`] when somebody changed the plan since; [`Fault::NotFound`] when line or provision are not this
/// child's.
pub async fn tie_line(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: (EntryId, u32),
    line: usize,
    to: ProvisionId,
) -> Result<EntryId, Fault> {
    let (on, mut plan) = newest_plan(app, actor, pupil, of).await?;
    let known = provisions::of_pupil(&app.store.read(actor.school), pupil).await?;
    let line = plan.provision.get_mut(line).ok_or(Fault::NotFound)?;
    if !known.iter().any(|one| one.id == to) {
        return Err(Fault::NotFound);
    }
    if line.provisions().any(|tied| tied == to) {
        return Ok(of.0);
    }
    match line.provision {
        None => line.provision = Some(to),
        Some(_) => line.also.push(to),
    }
    write_entry(app, actor, now, Writing { pupil, of: Some(of), on, content: Content::Ehcp(plan) }).await
}

/// When the parents had their copy of the plan, and the talk in school about exactly what will happen.
#[derive(Clone, Debug, Default)]
pub struct CopyAndTalk {
    /// The day of the copy.
    pub copy_on: Option<Date>,
    /// The day of the talk.
    pub talk_on: Option<Date>,
    /// Who was there, and what was agreed.
    pub words: String,
}

/// Records the parents' copy and the talk in school; what is left empty stays as it is.
///
/// # Errors
/// [`Fault::Invalid`] when a day is ahead or nothing is said; [`Fault::Stale`] when somebody changed the plan since.
pub async fn record_copy_and_talk(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: (EntryId, u32),
    said: CopyAndTalk,
) -> Result<EntryId, Fault> {
    let (on, mut plan) = newest_plan(app, actor, pupil, of).await?;
    for (day, field) in [(said.copy_on, "copy_on-day"), (said.talk_on, "talk_on-day")] {
        if day.is_some_and(|day| day > now.today) {
            return Err(Fault::field(field, "The day must not be ahead"));
        }
    }
    if said.copy_on.is_none() && said.talk_on.is_none() && said.words.trim().is_empty() {
        return Err(Fault::field("copy_on-day", "Enter the day of the copy, or of the talk"));
    }
    plan.copy_on = said.copy_on.or(plan.copy_on);
    plan.talk_on = said.talk_on.or(plan.talk_on);
    if !said.words.trim().is_empty() {
        said.words.trim().clone_into(&mut plan.talk_words);
    }
    write_entry(app, actor, now, Writing { pupil, of: Some(of), on, content: Content::Ehcp(plan) }).await
}
