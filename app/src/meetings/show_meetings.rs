//! The meetings that are ahead: who comes, who does not; and the one that was just held.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, PupilId, UserId,
    calendar::count::days_after,
    meetings::Meeting,
    people::Pupil,
    permissions::{Action, Actor},
    record::{Content, EntryKind},
};
use store::{
    Conn,
    queries::{entries, meetings, pupils},
};

use super::kept_days::hears_no_day;
use crate::{App, Fault, time_in_words};

/// A review is written down within so many days after its meeting.
const WRITTEN_WITHIN: i32 = 7;

/// The meeting of a child that stands: not called off, and not held already today.
pub(crate) async fn standing(db: &impl Conn, pupil: PupilId, today: Date) -> Result<Option<Meeting>, Fault> {
    let all = meetings::of_pupil(db, pupil, today).await?;
    let mut ahead = all.into_iter().filter(|meeting| meeting.takes_answers(today)).peekable();
    if ahead.peek().is_some_and(|first| first.when.on == today) {
        let is_held = entries::of_pupil(db, pupil)
            .await?
            .iter()
            .any(|entry| entry.on == today && matches!(entry.content, Content::Review(_)));
        return Ok(ahead.find(|meeting| !is_held || meeting.when.on > today));
    }
    Ok(ahead.next())
}

/// What somebody else did to the meeting since it was shown, and what to do now; none when it stands as it was shown.
pub(crate) fn overtaken_by(standing: Option<&Meeting>, shown: Option<u32>) -> Option<String> {
    match (standing, shown) {
        (Some(meeting), shown) if shown != Some(meeting.sequence) => Some(format!(
            "Somebody else set this meeting since you opened the page: {}, {}. Nothing was changed. If yours is right, \
             press the button again.",
            time_in_words::day(meeting.when.on),
            meeting.when.time(),
        )),
        (None, Some(_)) => Some(
            "Somebody else called this meeting off since you opened the page. To plan it anew, press the button again."
                .to_owned(),
        ),
        _ => None,
    }
}

/// The meeting of a child that is ahead, with everybody's answer, for those who record reviews.
///
/// # Errors
/// When the database fails.
pub async fn next_meeting(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    today: Date,
) -> Result<Option<Meeting>, Fault> {
    let may = [Action::RecordReview, Action::MoveAlong, Action::SendPapers];
    if !may.iter().any(|action| actor.may_to(*action, pupil.subject())) {
        return Ok(None);
    }
    standing(&app.store.read(actor.school), pupil.id, today).await
}

/// The meetings ahead of every child whose reviews the actor plans, by child.
///
/// # Errors
/// When the database fails.
pub async fn next_meetings(
    app: &App,
    actor: &Actor,
    today: Date,
) -> Result<BTreeMap<PupilId, Meeting>, Fault> {
    let scope = actor.scope_for(Action::MoveAlong);
    let reader = app.store.read(actor.school);
    let held: BTreeSet<PupilId> = entries::of_kinds(&reader, &scope, &[EntryKind::Review], Some(today))
        .await?
        .into_iter()
        .map(|entry| entry.pupil)
        .collect();
    let mut ahead = BTreeMap::new();
    for meeting in meetings::list(&reader, &scope, today).await? {
        let is_held = meeting.when.on == today && held.contains(&meeting.pupil);
        if meeting.takes_answers(today) && !is_held {
            ahead.entry(meeting.pupil).or_insert(meeting);
        }
    }
    Ok(ahead)
}

/// The meeting of today or of the last days, whose review is to be written down: who said that they come.
///
/// # Errors
/// When the database fails.
pub async fn held_lately(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    today: Date,
) -> Result<Option<Meeting>, Fault> {
    if !actor.may_to(Action::RecordReview, pupil.subject()) {
        return Ok(None);
    }
    let since = days_after(today, -WRITTEN_WITHIN);
    let all = meetings::of_pupil(&app.store.read(actor.school), pupil.id, since).await?;
    Ok(all.into_iter().rfind(|meeting| meeting.called_off.is_none() && meeting.when.on <= today))
}

/// A meeting that is ahead, for a calendar.
#[derive(Debug)]
pub(crate) struct InCalendar {
    /// The meeting.
    pub meeting: Meeting,
    /// The child; none when the meeting is not the reader's to know of: they are left out, or a parent who is not invited.
    pub pupil: Option<Pupil>,
}

/// The meetings ahead of the children whose plan somebody reads, and those to which they are invited.
pub(crate) async fn in_calendar(app: &App, actor: &Actor, today: Date) -> Result<Vec<InCalendar>, Fault> {
    let reader = app.store.read(actor.school);
    let mut all = meetings::list(&reader, &actor.scope_for(Action::ReadPlan), today).await?;
    if let Some(user) = actor.user() {
        for meeting in meetings::of_account(&reader, user, today).await? {
            if !all.iter().any(|known| known.id == meeting.id) {
                all.push(meeting);
            }
        }
    }
    let is_staff = actor.holdings.iter().any(|holding| holding.role.is_staff());
    let mut ahead = Vec::new();
    for meeting in all.into_iter().filter(|meeting| meeting.takes_answers(today)) {
        let own = |account: Option<UserId>| account.is_some() && account == actor.user();
        let is_out = meeting.left_out.iter().any(|left| own(left.who.account));
        let is_in = is_staff || meeting.invited.iter().any(|one| own(one.account));
        let pupil =
            if is_in && !is_out { pupils::get(&reader, &actor.scope(), meeting.pupil).await? } else { None };
        let pupil = match pupil {
            Some(pupil) if hears_no_day(&reader, actor, &pupil).await? => None,
            pupil => pupil,
        };
        ahead.push(InCalendar { meeting, pupil });
    }
    Ok(ahead)
}
