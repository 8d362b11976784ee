//! What changed in a plan since its last amendment: the newest version beside the last one of another day.

use domain::{
    Date,
    difference::Piece,
    people::Pupil,
    permissions::Actor,
    record::{Content, Ehcp, Entry, Reading, reading},
};
use store::{Conn, queries::entries};

use crate::{
    App, Fault, SchoolInfo,
    record::{changes, show_entry},
};

fn since(entry: &Entry) -> Option<Date> {
    match &entry.content {
        Content::Ehcp(plan) => plan.in_force_since(),
        _ => None,
    }
}

/// A plan as it was in force on a day: its last version of a day not after it; none when it was made later.
///
/// # Errors
/// When the database fails.
pub(crate) async fn plan_on(db: &impl Conn, newest: &Entry, on: Date) -> Result<Option<Ehcp>, Fault> {
    let mut all = entries::versions(db, newest).await?;
    all.push(newest.clone());
    let in_force = all.into_iter().filter(|version| since(version).is_some_and(|since| since <= on));
    Ok(in_force.max_by_key(|version| version.version).and_then(|version| match version.content {
        Content::Ehcp(plan) => Some(plan),
        _ => None,
    }))
}

/// The day of the plan before the last amendment, and what changed since, part by part; none when it was never amended.
///
/// # Errors
/// When the database fails.
pub async fn plan_changes(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<Option<(Date, Vec<(String, Vec<Piece>)>)>, Fault> {
    let reader = app.store.read(actor.school);
    let written = entries::of_pupil(&reader, pupil.id).await?;
    let newest = written
        .iter()
        .filter(|entry| matches!(entry.content, Content::Ehcp(_)))
        .max_by_key(|entry| entry.written_at)
        .filter(|entry| reading(actor, pupil.subject(), entry) == Reading::Whole);
    let Some(newest) = newest else { return Ok(None) };
    let is_amended = matches!(&newest.content, Content::Ehcp(plan) if plan.amended_on.is_some());
    if !is_amended {
        return Ok(None);
    }
    let before = entries::versions(&reader, newest)
        .await?
        .into_iter()
        .filter(|version| since(version) < since(newest))
        .max_by_key(|version| version.version);
    let Some((before, on)) = before.and_then(|before| Some((before.version, since(&before)?))) else {
        return Ok(None);
    };
    let shown = show_entry(app, actor, info, pupil, newest.id).await?;
    let told = shown.version(before).map(|version| changes(version, &shown.newest)).unwrap_or_default();
    Ok((!told.is_empty()).then_some((on, told)))
}
