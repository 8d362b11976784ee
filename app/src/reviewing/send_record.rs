//! The record of a review goes to the parents in one press: each gets the paper, as any paper that is sent.

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
    papers::{self, PaperName, SendForm, Sent, What},
    time_in_words,
};

/// Why a record is sent, as the contact log says it: the day of the review, and the version when it was changed.
fn reason(entry: &Entry) -> String {
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

/// Sends the record of the newest review to each parent who did not get this version yet; gives their names.
///
/// # Errors
/// [`Fault::Rule`] when it is not the newest, or nobody is left to get it; [`Fault::Invalid`] at `checked` when
/// another child's name stands in it: it is sent from its own page, where the names are looked at.
pub async fn send_record(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    review: EntryId,
) -> Result<Vec<String>, Fault> {
    allow(actor, Action::SendPapers, pupil.subject())?;
    let entry = show_review(app, actor, pupil, review).await?;
    if !matches!(entry.content, Content::Review(_)) {
        return Err(Fault::NotFound);
    }
    if !is_newest(app, actor, pupil, review).await? {
        return Err(Fault::rule("not-the-newest", "Only the newest review is sent from here."));
    }
    let got: Vec<String> =
        record_sent(app, actor, pupil, &entry).await?.into_iter().map(|sent| sent.paper.recipient).collect();
    let what = What::Paper(PaperName::ReviewRecord);
    let ready = papers::to_send(app, actor, now, info, pupil, &what).await?;
    let mut sent = Vec::new();
    for one in ready.recipients.iter().filter(|one| one.party == Party::Parent && !got.contains(&one.name)) {
        let form = SendForm { to: one.code.clone(), reason: reason(&entry), ..SendForm::default() };
        papers::send_paper(app, actor, now, info, pupil.id, &what, &form).await?;
        sent.push(one.name.clone());
    }
    if sent.is_empty() {
        return Err(Fault::rule(
            "nobody-left",
            "There is no parent on the record who has not got it. Add a parent on the page People.",
        ));
    }
    Ok(sent)
}
