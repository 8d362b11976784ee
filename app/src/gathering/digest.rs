//! The week's digest: on the first school morning of a week, each SENCO is mailed last week's numbers. It names no child.

use domain::{
    Date, Now,
    audit::{Event, Happening},
    calendar::count::days_after,
    people::{Role, School},
    permissions::{Action, Actor, allow},
    progress::Week as CalendarWeek,
    provision::is_teaching_day,
};
use jiff::tz::TimeZone;
use store::queries::{accounts, events, schools};

use super::{Week, show_week::week_of};
use crate::{App, Fault, SchoolInfo, early::tell, school_subject, signing_in::own_right, time_in_words};

/// From this hour of the morning on, in London.
const FROM_HOUR: i8 = 7;

/// What the mail says at its end.
const HOW_TO_STOP: &str =
    "You get this once a week. To stop it, or to get it again: My account in Waymark, Mail of the week.";

/// For whom the digest is.
const fn is_for(role: Role) -> bool {
    matches!(role, Role::Senco)
}

/// Whether the actor gets the digest; none when it is not for them, or they have no address to send it to.
///
/// # Errors
/// When the database fails.
pub async fn gets_digest(app: &App, actor: &Actor) -> Result<Option<bool>, Fault> {
    let Some(id) = actor.user().filter(|_| actor.holdings.iter().any(|one| is_for(one.role))) else {
        return Ok(None);
    };
    let reader = app.store.read(actor.school);
    if accounts::get(&reader, id).await?.is_none_or(|account| account.email.is_none()) {
        return Ok(None);
    }
    Ok(Some(accounts::gets_week_mail(&reader, id).await?))
}

/// Stops the actor's own digest, or starts it again; what stands already stays, without an event.
///
/// # Errors
/// [`Fault::NotFound`] when it is not for them.
pub async fn set_digest(app: &App, actor: &Actor, now: Now, on: bool) -> Result<(), Fault> {
    let stands = gets_digest(app, actor).await?.ok_or(Fault::NotFound)?;
    let account = actor.user().ok_or(Fault::NotFound)?;
    if stands == on {
        return Ok(());
    }
    let tx = app.store.write(actor.school).await?;
    let allowed = own_right(actor.school, account)?;
    accounts::set_week_mail(&tx, &allowed, account, on).await?;
    let what = if on { Happening::DigestStarted } else { Happening::DigestStopped };
    app.commit(tx, &allowed, now, [Event::school(what, "")]).await
}

/// What became of the digests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Schools whose digest went out.
    pub schools: usize,
    /// Mails queued.
    pub mails: usize,
}

/// Sends the digests that are due, of every school: the job asks every few minutes, and a week's digest goes out once, whatever
/// the number of servers.
///
/// # Errors
/// When the database fails.
pub async fn send_digests(app: &App, now: Now) -> Result<Sent, Fault> {
    let london = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let mut sent = Sent::default();
    if now.instant.to_zoned_datetime(london).hour() < FROM_HOUR {
        return Ok(sent);
    }
    for school in schools::all(&app.store).await? {
        let mails = of_school(app, now, &school).await?;
        sent.schools += usize::from(mails.is_some());
        sent.mails += mails.unwrap_or(0);
    }
    Ok(sent)
}

/// The digest of one school; none when it is not due.
async fn of_school(app: &App, now: Now, school: &School) -> Result<Option<usize>, Fault> {
    let info = app.school(school.id, None).await?;
    let this = CalendarWeek::of(now.today);
    if !is_teaching_day(&info.calendar, now.today) || was_sent(app, school, this).await? {
        return Ok(None);
    }
    let Some(about) = week_before(&info, this) else { return Ok(None) };
    let actor = Actor::operator(school.id);
    let allowed = allow(&actor, Action::ImportAssessments, school_subject(school.id))?;
    let week = week_of(app, &actor.scope(), false, now, &info, about).await?;
    if week.children == 0 && week.sessions.expected == 0 {
        return Ok(None);
    }
    let tx = app.store.write(school.id).await?;
    let before = events::of_school(&tx, &[Happening::DigestSent], 60).await?;
    if before.iter().any(|event| event.detail == this.monday().to_string()) {
        return Ok(None);
    }
    let mut sencos = Vec::new();
    for account in accounts::all(&tx).await? {
        let is_theirs =
            account.active && account.email.is_some() && account.roles.iter().any(|role| is_for(*role));
        if is_theirs && accounts::gets_week_mail(&tx, account.id).await? {
            sencos.push(account);
        }
    }
    let what = words(&week, about);
    let mail = tell::Words { subject: "Last week in Waymark", what: &what, stop: HOW_TO_STOP };
    tell::queue(app, &tx, now, &sencos, mail).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::DigestSent, this.monday().to_string())]).await?;
    Ok(Some(sencos.len()))
}

async fn was_sent(app: &App, school: &School, week: CalendarWeek) -> Result<bool, Fault> {
    let reader = app.store.read(school.id);
    let before = events::of_school(&reader, &[Happening::DigestSent], 60).await?;
    Ok(before.iter().any(|event| event.detail == week.monday().to_string()))
}

/// A day of the latest school week before this one, within a summer.
fn week_before(info: &SchoolInfo, this: CalendarWeek) -> Option<Date> {
    let (from, to) = (days_after(this.monday(), -70), days_after(this.monday(), -1));
    let known = info.calendar.school_weeks(from, to).last().map(|week| week.monday);
    known.or_else(|| (!info.calendar.knows(to)).then(|| days_after(this.monday(), -7)))
}

/// The numbers in sentences; no name of a child, a group or an adult.
fn words(week: &Week, about: Date) -> String {
    let some = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let monday = time_in_words::day(CalendarWeek::of(about).monday());
    let sessions = &week.sessions;
    let mut said =
        format!("The week of {monday}: {} of {} sessions are entered", sessions.entered, sessions.expected);
    if let Some(not_run) = some(sessions.not_run, "was not run", "were not run") {
        said.push_str(&format!(", {not_run}"));
    }
    said.push_str(". ");
    let targets: Vec<String> = [
        some(week.off_track.len(), "target is off track", "targets are off track"),
        some(week.sessions_missed.len(), "lacks sessions", "lack sessions"),
        some(week.no_data.len(), "has not enough data", "have not enough data"),
        some(week.met_and_kept.len(), "is met and kept", "are met and kept"),
        some(week.met.len(), "is met, to be checked", "are met, to be checked"),
        some(week.ahead.len(), "is ahead", "are ahead"),
    ]
    .into_iter()
    .flatten()
    .collect();
    said.push_str(&if targets.is_empty() {
        "Every target is on track.".to_owned()
    } else {
        format!("Of the targets: {}.", targets.join(", "))
    });
    if let Some(changed) = some(week.changed().count(), "target stands", "targets stand") {
        said.push_str(&format!(" {changed} otherwise than a week before."));
    }
    if week.closed.is_none() {
        said.push_str(" The week is not closed.");
    }
    said
}
