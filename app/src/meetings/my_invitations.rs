//! The invitations of whoever looks: to what, when and where, what they answered, whether their view is written.

use std::collections::BTreeSet;

use domain::{
    Date, InvitedId, MeetingId, Now, UserId,
    calendar::count::days_after,
    meetings::{Invited, Meeting, view_of},
    people::{Pupil, Role},
    permissions::{Action, Actor},
    record::{Content, Entry, EntryKind, Party},
};
use store::{
    Reader,
    queries::{entries, meetings, pupils},
};

use super::annual;
use crate::{App, Fault};

/// Without a review before, a view counts that was written within so many days before the meeting: a half term.
const VIEW_WITHIN: i32 = 49;

/// An invitation of the one who looks.
#[derive(Clone, Debug)]
pub struct MyInvitation {
    /// The meeting.
    pub meeting: Meeting,
    /// Their line of it.
    pub mine: Invited,
    /// The child whom it is about.
    pub pupil: Pupil,
    /// Whether their view is asked and not written.
    pub asks_view: bool,
    /// Whether it is an annual review’s: else a half-termly review’s.
    pub is_annual: bool,
}

pub(super) fn is_child(actor: &Actor) -> bool {
    actor.holdings.iter().all(|holding| holding.role == Role::Pupil)
}

/// The line of somebody among the invited: their account's; on a child's own page the child's.
pub(super) fn line_of<'a>(actor: &Actor, meeting: &'a Meeting) -> Option<&'a Invited> {
    let mut invited = meeting.invited.iter();
    if is_child(actor) {
        let own = |one: &&Invited| one.party == Party::Pupil;
        return invited
            .find(own)
            .filter(|_| actor.holdings.iter().any(|holding| holding.pupils.contains(&meeting.pupil)));
    }
    let user: UserId = actor.user()?;
    invited.find(|one| one.account == Some(user))
}

/// The meeting of a review, and the actor's line of it, when they are invited and still reach the child.
pub(super) async fn mine(
    app: &App,
    actor: &Actor,
    now: Now,
    id: MeetingId,
) -> Result<(Meeting, Invited), Fault> {
    let meeting = meetings::get(&app.store.read(actor.school), id)
        .await?
        .filter(|meeting| meeting.when.on >= now.today)
        .ok_or(Fault::NotFound)?;
    let _ = crate::child::see(app, actor, meeting.pupil).await?;
    let one = line_of(actor, &meeting).cloned().ok_or(Fault::NotFound)?;
    Ok((meeting, one))
}

/// Whether the view of somebody who is invited was given since the last review: by themselves, or to whoever wrote it down.
fn is_given(meeting: &Meeting, one: &Invited, written: &[Entry]) -> bool {
    let (last, alone) = (last_review(written, meeting), meeting.is_alone(one));
    let is_news = |entry: &Entry| match last {
        Some(review) => entry.is_since(review),
        None => entry.on >= days_after(meeting.when.on, -VIEW_WITHIN),
    };
    let mut of_child = written.iter().filter(|entry| entry.pupil == meeting.pupil && is_news(entry));
    of_child.any(|entry| view_of(one, alone, entry))
}

/// Who of those who are invited to a child's meeting gave their view.
///
/// # Errors
/// When the database fails.
pub async fn views_given(app: &App, meeting: &Meeting, actor: &Actor) -> Result<BTreeSet<InvitedId>, Fault> {
    let pupil = crate::child::see(app, actor, meeting.pupil).await?;
    let written = entries::of_pupil(&app.store.read(actor.school), pupil.id).await?;
    Ok(meeting.invited.iter().filter(|one| is_given(meeting, one, &written)).map(|one| one.id).collect())
}

/// The last review that was held before the day of the meeting.
fn last_review<'a>(all: &'a [Entry], meeting: &Meeting) -> Option<&'a Entry> {
    all.iter()
        .filter(|entry| entry.pupil == meeting.pupil && matches!(entry.content, Content::Review(_)))
        .filter(|entry| entry.on < meeting.when.on)
        .max_by_key(|entry| entry.on)
}

/// The meetings in which somebody may have a line: a child's own, or those to which the account is invited.
async fn of_actor(reader: &Reader, actor: &Actor, today: Date) -> Result<Vec<Meeting>, Fault> {
    if !is_child(actor) {
        return match actor.user() {
            Some(user) => Ok(meetings::of_account(reader, user, today).await?),
            None => Ok(Vec::new()),
        };
    }
    let mut all = Vec::new();
    for pupil in actor.holdings.iter().flat_map(|holding| &holding.pupils) {
        all.extend(meetings::of_pupil(reader, *pupil, today).await?);
    }
    Ok(all)
}

/// The invitations of whoever looks, from today on, the soonest first; one whose review is recorded already is over. A
/// SENCO finds here what others planned: what they planned themselves stands on the page of reviews. Annual reviews are among
/// them, for those who have their notice.
///
/// # Errors
/// When the database fails.
pub async fn my_invitations(app: &App, actor: &Actor, now: Now) -> Result<Vec<MyInvitation>, Fault> {
    let today = now.today;
    let reader = app.store.read(actor.school);
    // The head, when invited, answers too, and writes no view.
    let scope = actor.scope();
    let mut mine = Vec::new();
    for meeting in of_actor(&reader, actor, today).await? {
        let Some(line) = line_of(actor, &meeting).cloned() else { continue };
        if meeting.planner != actor.user() || line.party == Party::Pupil {
            mine.push((meeting, line));
        }
    }
    let mut shown = annual::invitations(app, actor, now).await?;
    if mine.is_empty() {
        return Ok(shown);
    }
    let year = days_after(today, -366);
    let written =
        entries::of_kinds(&reader, &scope, &[EntryKind::View, EntryKind::Review], Some(year)).await?;
    for (meeting, line) in mine {
        let is_held = written.iter().any(|entry| {
            entry.pupil == meeting.pupil
                && matches!(entry.content, Content::Review(_))
                && entry.on >= meeting.when.on
        });
        let Some(pupil) = pupils::get(&reader, &scope, meeting.pupil).await?.filter(|_| !is_held) else {
            continue;
        };
        let writes = line.party != Party::Senco && actor.may_to(Action::WriteView, pupil.subject());
        let asks_view = writes && meeting.called_off.is_none() && !is_given(&meeting, &line, &written);
        shown.push(MyInvitation { meeting, mine: line, pupil, asks_view, is_annual: false });
    }
    shown.sort_by_key(|one| (one.meeting.when.on, one.meeting.when.at, one.meeting.id));
    Ok(shown)
}

/// One invitation of whoever looks.
///
/// # Errors
/// [`Fault::NotFound`] when they are not invited, or the day is over.
pub async fn my_invitation(app: &App, actor: &Actor, now: Now, id: MeetingId) -> Result<MyInvitation, Fault> {
    if let Some(found) = my_invitations(app, actor, now).await?.into_iter().find(|one| one.meeting.id == id) {
        return Ok(found);
    }
    let (found, is_annual) = match annual::mine(app, actor, now, id).await? {
        Some(annual) => ((annual.meeting, annual.line), true),
        None => (mine(app, actor, now, id).await?, false),
    };
    let (meeting, mine) = found;
    let pupil = crate::child::see(app, actor, meeting.pupil).await?;
    Ok(MyInvitation { meeting, mine, pupil, asks_view: false, is_annual })
}
