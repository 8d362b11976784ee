//! Somebody answers an invitation, or the SENCO writes down what somebody without a way in said.

use domain::{
    Date, InvitedId, MeetingId, Now, PupilId,
    audit::{Event, Happening},
    meetings::{Invited, Meeting, Reply},
    people::Pupil,
    permissions::{Action, Actor},
};
use store::{
    Tx,
    queries::{accounts, meetings},
};

use super::{annual, my_invitations::mine};
use crate::{App, Fault, child, early::tell};

/// What somebody answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub reply: Reply,
    /// Another day, or why not.
    pub words: String,
}

/// The longest sentence, in letters.
const LONGEST: usize = 500;

/// The sentence of an answer, when it can be taken.
pub(super) fn checked(answer: &Answer, meeting: &Meeting, today: Date) -> Result<String, Fault> {
    let words = answer.words.trim();
    if answer.reply == Reply::OtherDay && words.is_empty() {
        return Err(Fault::field("words", "Write which day or time would suit you"));
    }
    if words.chars().count() > LONGEST {
        return Err(Fault::field("words", "Write at most 500 letters"));
    }
    if !meeting.takes_answers(today) {
        return Err(Fault::rule(
            "meeting-over",
            "This meeting is over or called off, so it needs no answer any more.",
        ));
    }
    Ok(words.to_owned())
}

/// Tells whoever planned the meeting of somebody who does not come.
pub(super) async fn tell_planner(
    app: &App,
    tx: &Tx,
    now: Now,
    meeting: &Meeting,
    (subject, what): (&str, &str),
) -> Result<(), Fault> {
    let planner: Vec<_> = accounts::all(tx)
        .await?
        .into_iter()
        .filter(|account| account.active && Some(account.id) == meeting.planner)
        .collect();
    tell::queue(app, tx, now, &planner, tell::Words { subject, what, stop: "" }).await
}

/// By which right somebody who is invited answers: whoever writes views, and the head, who moves children along; none for
/// those who do not see the child.
pub(super) fn may_answer(actor: &Actor, pupil: &Pupil) -> Option<Action> {
    [Action::WriteView, Action::MoveAlong].into_iter().find(|action| actor.may_to(*action, pupil.subject()))
}

async fn keep(
    app: &App,
    now: Now,
    opened: child::Opened,
    meeting: &Meeting,
    one: &Invited,
    answer: Answer,
    tells: bool,
) -> Result<(), Fault> {
    let words = checked(&answer, meeting, now.today)?;
    if one.reply == Some(answer.reply) && one.words == words {
        return Ok(());
    }
    let answered = Invited { reply: Some(answer.reply), words, replied_at: Some(now.instant), ..one.clone() };
    meetings::answer(&opened.tx, &opened.allowed, meeting, &answered).await?;
    if tells && answer.reply != Reply::Yes {
        let words = (
            "Somebody cannot come to a review",
            "Somebody who is invited to a review meeting cannot come, or asks for another day.",
        );
        tell_planner(app, &opened.tx, now, meeting, words).await?;
    }
    let detail = format!("{}: {}", one.party.code(), answer.reply.code());
    let event = Event::pupil(Happening::InvitationAnswered, meeting.pupil, detail);
    app.commit(opened.tx, &opened.allowed, now, [event]).await
}

/// Answers one's own invitation; the answer can be changed until the day. Whoever planned the meeting is told of a no.
///
/// # Errors
/// [`Fault::NotFound`] when they are not invited; [`Fault::Rule`] when it is over or called off; [`Fault::Invalid`] at
/// `words`.
pub async fn answer(app: &App, actor: &Actor, now: Now, id: MeetingId, answer: Answer) -> Result<(), Fault> {
    if let Some(annual) = annual::mine(app, actor, now, id).await? {
        return annual::answer(app, actor, now, annual, answer).await;
    }
    let (meeting, one) = mine(app, actor, now, id).await?;
    let pupil = child::see(app, actor, meeting.pupil).await?;
    let right = may_answer(actor, &pupil).ok_or(Fault::NotFound)?;
    let opened = child::open(app, actor, right, meeting.pupil).await?;
    keep(app, now, opened, &meeting, &one, answer, true).await
}

/// Writes down what somebody said who is invited to a child's meeting: on paper, by telephone.
///
/// # Errors
/// [`Fault::NotFound`] when nobody of that id is invited to the meeting of this child.
pub async fn answer_for(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    (meeting, one): (MeetingId, InvitedId),
    answer: Answer,
) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::MoveAlong, pupil).await?;
    let meeting = meetings::get(&opened.tx, meeting)
        .await?
        .filter(|meeting| meeting.pupil == pupil)
        .ok_or(Fault::NotFound)?;
    let one = meeting.invited.iter().find(|known| known.id == one).cloned().ok_or(Fault::NotFound)?;
    keep(app, now, opened, &meeting, &one, answer, false).await
}
