//! The record of a review goes to those parents who are chosen: each gets the paper, as any paper that is sent.

use domain::{
    EntryId, Now,
    people::Pupil,
    permissions::{Action, Actor, allow},
    record::{Content, Entry, Party},
};

use store::queries::entries;

use super::show_review;
use crate::{
    App, Fault, SchoolInfo,
    papers::{self, PaperName, Recipient, SendForm, Sent, What},
    time_in_words,
};

/// Why a record is sent, as the contact log says it: the day of the review, and the version when it was changed.
#[must_use]
pub fn reason(entry: &Entry) -> String {
    let day = time_in_words::day(entry.on);
    match entry.version {
        1 => format!("After the review of {day}"),
        version => format!("After the review of {day}, version {version}"),
    }
}

/// To whom this version of the record was sent.
///
/// # Errors
/// When the database fails.
pub async fn record_sent(app: &App, actor: &Actor, pupil: &Pupil, entry: &Entry) -> Result<Vec<Sent>, Fault> {
    let mut all = papers::sent(app, actor, pupil).await?;
    let why = reason(entry);
    all.retain(|sent| sent.paper.paper == PaperName::ReviewRecord.code() && sent.paper.reason == why);
    Ok(all)
}

/// Whether a review is the child's newest: its record is the one that is sent.
///
/// # Errors
/// When the database fails.
pub async fn is_newest(app: &App, actor: &Actor, pupil: &Pupil, review: EntryId) -> Result<bool, Fault> {
    let all = entries::of_pupil(&app.store.read(actor.school), pupil.id).await?;
    let newest = all.iter().rev().find(|entry| matches!(entry.content, Content::Review(_)));
    Ok(newest.is_some_and(|newest| newest.id == review))
}

/// The parents who did not get this version of the record yet, of those to whom it was sent: each is named before it leaves.
///
/// # Errors
/// When the actor may not send papers of this child.
pub async fn to_get_record(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    sent: &[Sent],
) -> Result<Vec<Recipient>, Fault> {
    let mut all = papers::who_may_get(app, actor, now, pupil).await?;
    all.retain(|one| one.party == Party::Parent && !sent.iter().any(|sent| sent.paper.recipient == one.name));
    Ok(all)
}

/// Sends the record of the newest review to those parents who were chosen, each by their [`Recipient::code`]; gives them.
///
/// # Errors
/// [`Fault::Rule`] when it is not the newest, or nobody is left to get it; [`Fault::Invalid`] at `to` when nobody was chosen,
/// and at `checked` when another child's name stands in it: it is sent from its own page, where the names are looked at.
pub async fn send_record(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    review: EntryId,
    to: &[String],
) -> Result<Vec<Recipient>, Fault> {
    allow(actor, Action::SendPapers, pupil.subject())?;
    let entry = show_review(app, actor, pupil, review).await?;
    if !matches!(entry.content, Content::Review(_)) {
        return Err(Fault::NotFound);
    }
    if !is_newest(app, actor, pupil, review).await? {
        return Err(Fault::rule("not-the-newest", "Only the newest review is sent from here."));
    }
    let sent = record_sent(app, actor, pupil, &entry).await?;
    let left = to_get_record(app, actor, now, pupil, &sent).await?;
    if left.is_empty() {
        return Err(Fault::rule(
            "nobody-left",
            "There is no parent on the record who has not got it. Add a parent on the page People.",
        ));
    }
    let chosen: Vec<Recipient> = left.into_iter().filter(|one| to.contains(&one.code)).collect();
    if chosen.is_empty() {
        return Err(Fault::field("to", "Tick who gets it"));
    }
    let what = What::Paper(PaperName::ReviewRecord);
    for one in &chosen {
        let form = SendForm { to: one.code.clone(), reason: reason(&entry), ..SendForm::default() };
        papers::send_paper(app, actor, now, info, pupil.id, &what, &form).await?;
    }
    Ok(chosen)
}
