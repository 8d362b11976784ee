//! Somebody takes a group today in somebody's place: for the day, they see of its children what cover gives, and log its
//! session.

use domain::{
    Now, ProvisionId,
    audit::{Event, Happening},
    permissions::{Action, Actor, Subject, allow},
    provision::is_teaching_day,
};
use store::queries::{covers, provisions};

use crate::{App, Fault};

/// Notes the cover; it is on the record of each child of the group.
///
/// # Errors
/// When the group does not run today, or they may not take groups.
pub async fn cover_group(app: &App, actor: &Actor, now: Now, provision: ProvisionId) -> Result<(), Fault> {
    let allowed = allow(actor, Action::CoverGroup, Subject::School(actor.school))?;
    let user = actor.user().ok_or(Fault::Forbidden(Action::CoverGroup))?;
    let info = app.school(actor.school, None).await?;
    let tx = app.store.write(actor.school).await?;
    let group = provisions::get(&tx, provision).await?.ok_or(Fault::NotFound)?;
    if !group.runs_on(now.today) || !is_teaching_day(&info.calendar, now.today) {
        return Err(Fault::rule("not-today", "This group does not run today."));
    }
    if group.staff.contains(&user) {
        return Ok(());
    }
    covers::take(&tx, &allowed, provision, user, now.today).await?;
    let detail = provision.to_string();
    let mut events: Vec<Event> = group
        .children_on(now.today)
        .map(|place| Event::pupil(Happening::GroupCovered, place.pupil, detail.clone()))
        .collect();
    if events.is_empty() {
        events.push(Event::school(Happening::GroupCovered, detail));
    }
    app.commit(tx, &allowed, now, events).await
}
