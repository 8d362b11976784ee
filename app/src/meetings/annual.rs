//! The meetings of annual reviews as invitations: who has the notice sees day, time and place, and says whether they come.

use std::collections::BTreeMap;

use domain::{
    Date, EntryId, MeetingId, Now, PupilId,
    audit::{Event, Happening},
    meetings::{Invited, Meeting, Reply},
    people::Pupil,
    permissions::{Action, Actor},
    record::{AnnualReview, Content, Entry, EntryKind, annual_meeting},
};
use store::queries::{entries, pupils};

use super::{
    answer::{Answer, checked, may_answer, tell_planner},
    kept_days::kept_out_of_each,
    my_invitations::{MyInvitation, is_child, line_of},
};
use crate::{App, Fault, child, county};

/// An annual review's meeting to which somebody is invited, with their line of it.
#[derive(Debug)]
pub(super) struct Annual {
    pub entry: EntryId,
    pub meeting: Meeting,
    pub line: Invited,
    pub pupil: Pupil,
}

/// The annual reviews ahead to which the actor is invited: they have the notice, still reach the child, and are not left out of
/// its meetings. Only those that are wanted are looked at further, together.
async fn of_actor(
    app: &App,
    actor: &Actor,
    today: Date,
    is_wanted: impl Fn(&Meeting, &Invited) -> bool,
) -> Result<Vec<Annual>, Fault> {
    let (reader, scope) = (app.store.read(actor.school), actor.scope());
    let mut found = Vec::new();
    for entry in entries::of_kinds(&reader, &scope, &[EntryKind::AnnualReview], Some(today)).await? {
        let Some(meeting) = annual_meeting(&entry).filter(|meeting| meeting.takes_answers(today)) else {
            continue;
        };
        let Some(line) = line_of(actor, &meeting).cloned() else { continue };
        if is_wanted(&meeting, &line) {
            found.push((entry.id, meeting, line));
        }
    }
    let children = pupils::among(&reader, &scope, found.iter().map(|(_, meeting, _)| meeting.pupil)).await?;
    let account = actor.user().filter(|_| !is_child(actor));
    let kept_out = match account {
        Some(_) => kept_out_of_each(&reader, &children).await?,
        None => BTreeMap::new(),
    };
    let all = found.into_iter().filter_map(|(entry, meeting, line)| {
        let pupil = children.iter().find(|pupil| pupil.id == meeting.pupil)?.clone();
        let of_child = kept_out.get(&pupil.id);
        let is_out = account.is_some_and(|account| of_child.is_some_and(|out| out.has(account.0.into())));
        (!is_out).then_some(Annual { entry, meeting, line, pupil })
    });
    Ok(all.collect())
}

/// The same with their children, for the calendar that somebody follows.
pub(crate) async fn annual_in_calendar(
    app: &App,
    actor: &Actor,
    today: Date,
) -> Result<Vec<(Meeting, Pupil)>, Fault> {
    let all = of_actor(app, actor, today, |_, _| true).await?;
    Ok(all.into_iter().map(|one| (one.meeting, one.pupil)).collect())
}

/// One of them.
pub(super) async fn mine(app: &App, actor: &Actor, now: Now, id: MeetingId) -> Result<Option<Annual>, Fault> {
    let found = of_actor(app, actor, now.today, |meeting, _| meeting.id == id).await?;
    Ok(found.into_iter().next())
}

/// The invitations of whoever looks; not of who sent the notice.
pub(super) async fn invitations(app: &App, actor: &Actor, now: Now) -> Result<Vec<MyInvitation>, Fault> {
    let mut shown = Vec::new();
    let by_others =
        |meeting: &Meeting, line: &Invited| line.account.is_none() || line.account != meeting.planner;
    for Annual { meeting, line, pupil, .. } in of_actor(app, actor, now.today, by_others).await? {
        let asks_view = county::advice_owed(app, actor, &pupil).await?.is_some();
        shown.push(MyInvitation { meeting, mine: line, pupil, asks_view, is_annual: true });
    }
    Ok(shown)
}

fn review_of(entry: &Entry) -> Result<AnnualReview, Fault> {
    match &entry.content {
        Content::AnnualReview(review) => Ok(review.clone()),
        _ => Err(Fault::NotFound),
    }
}

/// Keeps the answer of the guest at a place of the list. What the review says is still its author's.
async fn keep(
    app: &App,
    now: Now,
    opened: child::Opened,
    entry: Entry,
    (number, answer, tells): (usize, Answer, bool),
) -> Result<(), Fault> {
    let meeting = annual_meeting(&entry).ok_or(Fault::NotFound)?;
    let words = checked(&answer, &meeting, now.today)?;
    let mut review = review_of(&entry)?;
    let guest = review.invited.get_mut(number).ok_or(Fault::NotFound)?;
    if guest.reply == Some(answer.reply) && guest.words == words {
        return Ok(());
    }
    *guest = guest.clone().answered(answer.reply, &words, now.instant);
    let detail = format!("{}: {}", guest.as_whom.code(), answer.reply.code());
    let changed = Entry { content: Content::AnnualReview(review), written_at: now.instant, ..entry };
    entries::save(&opened.tx, &opened.allowed, &changed).await?;
    if tells && answer.reply != Reply::Yes {
        let words = (
            "Somebody cannot come to an annual review",
            "Somebody who is invited to an annual review cannot come, or asks for another day.",
        );
        tell_planner(app, &opened.tx, now, &meeting, words).await?;
    }
    let event = Event::pupil(Happening::InvitationAnswered, changed.pupil, detail);
    app.commit(opened.tx, &opened.allowed, now, [event]).await
}

/// Answers one's own invitation to an annual review; whoever sent the notice is told of a no.
pub(super) async fn answer(
    app: &App,
    actor: &Actor,
    now: Now,
    mine: Annual,
    answer: Answer,
) -> Result<(), Fault> {
    let right = may_answer(actor, &mine.pupil).ok_or(Fault::NotFound)?;
    let opened = child::open(app, actor, right, mine.pupil.id).await?;
    let entry = entries::get(&opened.tx, mine.pupil.id, mine.entry).await?.ok_or(Fault::NotFound)?;
    let lines = review_of(&entry)?.invited;
    let at = lines.iter().enumerate().position(|(number, one)| one.line(number).id == mine.line.id);
    keep(app, now, opened, entry, (at.ok_or(Fault::NotFound)?, answer, true)).await
}

/// Writes down what a guest said, by telephone or on paper; `number` is their place on the list of the version that was shown.
///
/// # Errors
/// [`Fault::Invalid`] at `words`; [`Fault::NotFound`] when nobody stands there; [`Fault::Stale`] when the list changed since;
/// [`Fault::Rule`] while time or place are missing, or when the meeting is over.
pub async fn answer_for_guest(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    (id, version): (EntryId, u32),
    (number, answer): (usize, Answer),
) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::WriteEhcp, pupil).await?;
    let entry = entries::get(&opened.tx, pupil, id).await?.ok_or(Fault::NotFound)?;
    if county::version_now(&opened.tx, &entry, version).await? != entry.version {
        return Err(Fault::Stale);
    }
    if annual_meeting(&entry).is_none() {
        return Err(Fault::rule("no-time", "Set the time, the length and the place of the meeting first."));
    }
    keep(app, now, opened, entry, (number, answer, false)).await
}
