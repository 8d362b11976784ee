//! Whose ears the day of an annual review is kept from: left out of the child's meetings by an order or to keep the child safe.

use domain::{
    Date,
    people::Pupil,
    permissions::{Action, Actor},
    record::{Content, Entry},
};
use store::Conn;

use super::{my_invitations::is_child, whom_to_invite::KeptOut};
use crate::Fault;

/// Whether somebody hears neither when nor where anything about a child is planned. Staff who reach the child do; a child's own page
/// is open in the name of an adult, and asks for the child.
pub(crate) async fn hears_no_day(db: &impl Conn, actor: &Actor, pupil: &Pupil) -> Result<bool, Fault> {
    let is_staff = actor
        .holdings
        .iter()
        .any(|holding| holding.role.is_staff() && holding.reaches(Action::SeeChild, pupil.subject()));
    let Some(user) = actor.user().filter(|_| !is_staff && !is_child(actor)) else { return Ok(false) };
    Ok(KeptOut::of(db, pupil).await?.has(user.0.into()))
}

/// A child's entries as somebody may hear of them: without the annual reviews whose meeting is ahead, for whoever hears no day.
pub(crate) async fn without_kept_days(
    db: &impl Conn,
    actor: &Actor,
    pupil: &Pupil,
    today: Date,
    mut all: Vec<Entry>,
) -> Result<Vec<Entry>, Fault> {
    let is_ahead = |entry: &Entry| match &entry.content {
        Content::AnnualReview(review) => review.meeting_on.is_some_and(|on| on >= today),
        _ => false,
    };
    if all.iter().any(is_ahead) && hears_no_day(db, actor, pupil).await? {
        all.retain(|entry| !is_ahead(entry));
    }
    Ok(all)
}
