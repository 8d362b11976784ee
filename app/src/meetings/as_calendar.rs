//! A meeting as somebody's calendar file: its times in UTC, no child's name.

use domain::{
    MeetingId, Now,
    meetings::Meeting,
    people::{Account, School},
    permissions::Actor,
};
use exchange::invitation_out::{self, Invitation};
use jiff::SignedDuration;
use store::queries::{accounts, mails::MailFile, schools};

use super::{annual, my_invitations::mine};
use crate::{App, Clock, Fault};

/// What mail programs read: a request to come, or that it is called off.
fn kind(meeting: &Meeting) -> String {
    let method = if meeting.called_off.is_some() { "CANCEL" } else { "REQUEST" };
    format!("text/calendar; charset=utf-8; method={method}")
}

/// Whose copy of the file it is.
#[derive(Debug)]
pub(crate) struct CopyFor {
    /// Name and e-mail address.
    pub invited: (String, String),
    /// They answer in Waymark; else they tell the school.
    pub in_waymark: bool,
    /// Of an annual review’s meeting.
    pub is_annual: bool,
}

/// The file for one person. `called_off`: for them it is, whether it stands for others or not.
pub(crate) fn file(
    meeting: &Meeting,
    school: &School,
    base: &str,
    organiser: Option<&Account>,
    copy: CopyFor,
    called_off: bool,
) -> MailFile {
    let base = base.trim_end_matches('/');
    let when = &meeting.when;
    let starts_at = Clock::london_at(when.on, when.at.hour(), when.at.minute());
    let (href, words) = if called_off {
        (String::new(), String::new())
    } else if copy.in_waymark {
        let href = format!("{base}/meetings/{}", meeting.id);
        let words = format!("Whom it is about stands in Waymark. Say there whether you come: {href}");
        (href, words)
    } else {
        let words =
            "Whom it is about, the school tells you. Please tell the school whether you come.".to_owned();
        (String::new(), words)
    };
    let organiser = match organiser.and_then(|account| Some((account.name.clone(), account.email.clone()?))) {
        Some(known) => known,
        None => (school.name.clone(), "noreply@waymark.invalid".to_owned()),
    };
    let invitation = Invitation {
        uid: format!("meeting-{}@waymark", meeting.id),
        sequence: meeting.sequence,
        changed_at: meeting.changed_at,
        starts_at,
        ends_at: starts_at + SignedDuration::from_mins(when.minutes.into()),
        title: format!(
            "{}, {}",
            if copy.is_annual { "Annual review meeting" } else { "Review meeting" },
            school.name
        ),
        words,
        place: when.place.clone(),
        href,
        organiser,
        invited: copy.invited,
        called_off,
    };
    let kind = if called_off {
        kind(&Meeting { called_off: Some(String::new()), ..meeting.clone() })
    } else {
        kind(meeting)
    };
    MailFile {
        name: format!("review-{}-{}.ics", when.on, when.time().replace(':', "")),
        kind,
        text: invitation_out::write(&invitation),
    }
}

/// The calendar file of a meeting to which the actor is invited.
///
/// # Errors
/// [`Fault::NotFound`] when they are not.
pub async fn invitation_file(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    id: MeetingId,
) -> Result<MailFile, Fault> {
    let (meeting, is_annual) = match annual::mine(app, actor, now, id).await? {
        Some(annual) => (annual.meeting, true),
        None => (mine(app, actor, now, id).await?.0, false),
    };
    let reader = app.store.read(actor.school);
    let school = schools::get(&app.store, actor.school).await?.ok_or(Fault::NotFound)?;
    let all = accounts::all(&reader).await?;
    let account = |id| all.iter().find(|account| Some(account.id) == id);
    // On a child's own page the account is of the adult who opened it: the file is nobody's in particular.
    let themselves =
        account(actor.user()).filter(|_| meeting.invited.iter().any(|one| one.account == actor.user()));
    let invited = themselves.map_or_else(
        || (String::new(), "noreply@waymark.invalid".to_owned()),
        |account| {
            (
                account.name.clone(),
                account.email.clone().unwrap_or_else(|| "noreply@waymark.invalid".to_owned()),
            )
        },
    );
    let off = meeting.called_off.is_some();
    let copy = CopyFor { invited, in_waymark: true, is_annual };
    Ok(file(&meeting, &school, base, account(meeting.planner), copy, off))
}
