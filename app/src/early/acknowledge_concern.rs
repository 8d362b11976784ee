//! The SENCO acknowledges a concern and says what happens next.

use domain::{
    EntryId, Now, PupilId,
    audit::{Event, Happening},
    permissions::{Action, Actor, Who},
    record::{Acknowledgement, Content, EntryKind},
};
use store::queries::{accounts, entries};

use super::tell;
use crate::{
    App, Fault, child,
    record::{new_entry, sent_before},
};

/// Acknowledges the concerns of the open round; whoever raised one, and the class teacher, are told by mail that there
/// is an answer.
///
/// # Errors
/// [`Fault::Invalid`] when it is not said what happens next; [`Fault::Rule`] when there is no concern to acknowledge.
pub async fn acknowledge_concern(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    next: &str,
) -> Result<EntryId, Fault> {
    let opened = child::open(app, actor, Action::AcknowledgeConcern, pupil).await?;
    if next.trim().is_empty() {
        return Err(Fault::field("next", "Say what happens next: choose a sentence, or write your own"));
    }
    let round = opened.record.state.round;
    let raised: Vec<Who> = entries::of_pupil(&opened.tx, pupil)
        .await?
        .iter()
        .filter(|entry| entry.content.kind() == EntryKind::Concern && entry.round == round)
        .map(|entry| entry.author)
        .collect();
    if raised.is_empty() || !opened.record.state.is_open() {
        return Err(Fault::rule(
            "no-concern",
            "There is no open concern to acknowledge. Record the initial concern first.",
        ));
    }
    let content = Content::Acknowledgement(Acknowledgement { next: next.trim().to_owned() });
    let entry = new_entry(app, actor, now, &opened, now.today, content);
    if let Some(sent) = sent_before(&opened, &entry).await? {
        return Ok(sent);
    }
    entries::add(&opened.tx, &opened.allowed, &entry).await?;
    let mut to = tell::staff_of(&opened.tx, &opened.pupil, now, true, actor.who).await?;
    for account in accounts::all(&opened.tx).await? {
        let known = to.iter().any(|one| one.id == account.id);
        let who = Who::Person(account.id);
        if raised.contains(&who) && who != actor.who && account.active && !known {
            to.push(account);
        }
    }
    let words = tell::Words {
        subject: "There is an answer to an initial concern in Waymark",
        what: "somebody has read the initial concern and said what happens next.",
        stop: "",
    };
    tell::queue(app, &opened.tx, now, &to, words).await?;
    let event = Event::entry(Happening::ConcernAcknowledged, pupil, entry.id, "");
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(entry.id)
}
