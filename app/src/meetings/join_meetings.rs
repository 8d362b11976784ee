//! Somebody who gets a way to a child after its meetings were planned joins those that are ahead, and is told of them.

use domain::{
    Date, Now,
    audit::{Event, Happening},
    meetings::{Invited, Meeting, is_same},
    people::{Account, Contact},
    record::{AnnualGuest, AnnualReview, AsWhom, Content, Entry, EntryKind, Party},
};
use store::queries::{accounts, contacts, entries, mails::MailFile, meetings, schools};

use super::{
    as_calendar::{CopyFor, file},
    kept_days::kept_out,
    show_meetings::standing,
    tell_invited::{News, sentence},
    whom_to_invite::{is_responsible, with_account},
};
use crate::{Fault, child::Opened};

/// What somebody who joined is told, in the mail that tells them of their way in, and what the trail says.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    /// After what the mail says: empty, or sentences with a gap before them. They name no child.
    pub says: String,
    /// The calendar files.
    pub files: Vec<MailFile>,
    /// For the child's trail.
    pub events: Vec<Event>,
}

/// Whether a line is theirs: of their account, of a contact who has it now, or of their address.
fn is_theirs(contacts: &[Contact], account: &Account, one: &Invited) -> bool {
    let email = account.email.as_deref().unwrap_or_default();
    one.account == Some(account.id)
        || is_same(contacts, one.id, account.id.0.into())
        || (!one.email.is_empty() && one.email == email)
}

/// The meeting with their line: the one by letter or mail becomes theirs, with what was answered for them; else a new one.
/// None when nothing changes: they are on it with their account, or left out of it.
fn with_them(meeting: &Meeting, contacts: &[Contact], account: &Account, party: Party) -> Option<Meeting> {
    let theirs = |one: &Invited| is_theirs(contacts, account, one);
    let is_on = meeting.invited.iter().any(|one| one.account == Some(account.id));
    if is_on || meeting.left_out.iter().any(|left| theirs(&left.who)) {
        return None;
    }
    let (known, mut invited): (Vec<Invited>, Vec<Invited>) =
        meeting.invited.iter().cloned().partition(theirs);
    let one = known.into_iter().next().map_or_else(
        || with_account(account, party),
        |known| Invited { id: account.id.0.into(), account: Some(account.id), email: String::new(), ..known },
    );
    invited.push(one);
    Some(Meeting { invited, sequence: meeting.sequence + 1, ..meeting.clone() })
}

/// The annual review with their account beside their name, and beside their name among those who were asked; none when they
/// are not on its list, or on it with their account.
fn with_account_of(review: &AnnualReview, contacts: &[Contact], account: &Account) -> Option<AnnualReview> {
    let mut review = review.clone();
    let email = account.email.as_deref().unwrap_or_default();
    let own = account.id.0.into();
    let guest = review.invited.iter_mut().find(|one| {
        let is_known = one.id.is_some_and(|id| is_same(contacts, id, own));
        one.account.is_none() && (is_known || (!one.email.is_empty() && one.email == email))
    })?;
    guest.id = Some(own);
    guest.account = Some(account.id);
    let (name, party) = (guest.name.clone(), guest.as_whom.party());
    for asked in &mut review.asked {
        if asked.account.is_none() && asked.party == party && asked.name == name {
            asked.account = Some(account.id);
        }
    }
    Some(review)
}

/// The annual review with a parent on its list who is not on it yet; none when nobody was chosen, or they are no parent.
fn with_parent(
    review: &AnnualReview,
    contacts: &[Contact],
    account: &Account,
    party: Party,
    today: Date,
) -> Option<AnnualReview> {
    let one = with_account(account, party);
    let is_on = review.invited.iter().any(|guest| guest.account == Some(account.id));
    let joins = !review.invited.is_empty() && !is_on && is_responsible(contacts, &one);
    let guest = AnnualGuest {
        id: Some(one.id),
        account: Some(account.id),
        as_whom: AsWhom::Parent,
        name: one.name,
        listed_on: Some(today),
        ..AnnualGuest::default()
    };
    joins.then(|| AnnualReview {
        invited: review.invited.iter().cloned().chain([guest]).collect(),
        ..review.clone()
    })
}

/// The annual reviews of the child whose meeting is ahead.
pub(super) async fn reviews_ahead(opened: &Opened, today: Date) -> Result<Vec<(Entry, AnnualReview)>, Fault> {
    let all = entries::of_pupil(&opened.tx, opened.pupil.id).await?;
    let ahead = all.into_iter().filter_map(|entry| match entry.content.clone() {
        Content::AnnualReview(review) if review.meeting_on.is_some_and(|on| on >= today) => {
            Some((entry, review))
        }
        _ => None,
    });
    Ok(ahead.collect())
}

/// Puts an account that was just bound to the child on the meetings ahead, of a review and of an annual review, in the same
/// transaction. Whoever is left out of the child's meetings, or barred, stays out.
pub(crate) async fn join_meetings(
    now: Now,
    base: &str,
    opened: &Opened,
    (account, party): (&Account, Party),
) -> Result<Joined, Fault> {
    let Opened { tx, allowed, pupil, .. } = opened;
    let contacts = contacts::of_pupil(tx, pupil.id).await?;
    let mut joined = Joined::default();
    if kept_out(tx, pupil).await?.has(account.id.0.into()) {
        return Ok(joined);
    }
    let meeting = standing(tx, pupil.id, now.today).await?;
    if let Some(meeting) = meeting.and_then(|meeting| with_them(&meeting, &contacts, account, party)) {
        let meeting = Meeting { changed_at: now.instant, ..meeting };
        meetings::change(tx, allowed, &meeting).await?;
        let school = schools::get_in(tx).await?.ok_or(Fault::NotFound)?;
        let all = accounts::all(tx).await?;
        let planner = all.iter().find(|one| Some(one.id) == meeting.planner);
        let email = account.email.clone().unwrap_or_default();
        let copy = CopyFor { invited: (account.name.clone(), email), in_waymark: true, is_annual: false };
        joined.files.push(file(&meeting, &school, base, planner, copy, false));
        let sentence = sentence(News::Planned, &meeting);
        joined.says = format!("\n\n{sentence} You are invited: please say in Waymark whether you come.");
        let detail = format!("{}: {}, who has a way in now", party.code(), account.name);
        joined.events.push(Event::pupil(Happening::InvitedByHand, pupil.id, detail));
    }
    for (entry, review) in reviews_ahead(opened, now.today).await? {
        let joins = with_account_of(&review, &contacts, account)
            .or_else(|| with_parent(&review, &contacts, account, party, now.today));
        let Some(review) = joins else { continue };
        // What it says is still what its author wrote: the trail says who gave the way in.
        let changed = Entry { content: Content::AnnualReview(review), written_at: now.instant, ..entry };
        entries::save(tx, allowed, &changed).await?;
        let kind = EntryKind::AnnualReview.code();
        joined.events.push(Event::entry(Happening::EntryChanged, pupil.id, changed.id, kind));
    }
    Ok(joined)
}
