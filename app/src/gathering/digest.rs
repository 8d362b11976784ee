//! The digest: on a school morning, what waits for somebody is mailed to them, as often as they chose; the SENCO's of the
//! week has last week's numbers. It names no child.

mod week_words;
mod what_waits;

use domain::{
    Date, Now,
    audit::{Event, Happening},
    calendar::count::days_after,
    people::{Account, Digest, Role, School},
    permissions::{Action, Actor, allow},
    progress::Week as CalendarWeek,
    provision::is_teaching_day,
};
use jiff::tz::TimeZone;
use store::{
    Conn,
    queries::{accounts, actors, events, schools},
};

use super::{Week, show_week::week_of};
use crate::{App, Fault, SchoolInfo, early::tell, school_subject, signing_in::own_right};

/// From this hour of the morning on, in London.
const FROM_HOUR: i8 = 7;

/// What the mail says at its end.
const HOW_TO_CHANGE: &str = "You chose how often you get this. To change it, or to stop it: My account in Waymark, Mail from Waymark.";

/// How often an account is mailed: as it chose, or as is usual for its roles; none when there is no digest for it.
fn of_account(account: &Account, chosen: Option<Digest>) -> Option<Digest> {
    let usual = Digest::unless_chosen(&account.roles).filter(|_| account.email.is_some())?;
    Some(chosen.unwrap_or(usual))
}

/// How often the actor gets the digest; none when it is not for them, or they have no address to send it to.
///
/// # Errors
/// When the database fails.
pub async fn my_digest(app: &App, actor: &Actor) -> Result<Option<Digest>, Fault> {
    let Some(id) = actor.user() else { return Ok(None) };
    let reader = app.store.read(actor.school);
    match accounts::get(&reader, id).await? {
        Some(account) => Ok(of_account(&account, accounts::digest(&reader, id).await?)),
        None => Ok(None),
    }
}

/// Chooses how often the actor gets the digest; what stands already stays, without an event.
///
/// # Errors
/// [`Fault::NotFound`] when it is not for them.
pub async fn choose_digest(app: &App, actor: &Actor, now: Now, digest: Digest) -> Result<(), Fault> {
    let stands = my_digest(app, actor).await?.ok_or(Fault::NotFound)?;
    let account = actor.user().ok_or(Fault::NotFound)?;
    if stands == digest {
        return Ok(());
    }
    let tx = app.store.write(actor.school).await?;
    let allowed = own_right(actor.school, account)?;
    accounts::set_digest(&tx, &allowed, account, digest).await?;
    let what = if digest == Digest::None { Happening::DigestStopped } else { Happening::DigestStarted };
    app.commit(tx, &allowed, now, [Event::school(what, digest.code())]).await
}

/// What became of the digests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Schools whose digest went out.
    pub schools: usize,
    /// Mails queued.
    pub mails: usize,
}

/// Sends the digests that are due, of every school: the job asks every few minutes, and the digest of a week or a day
/// goes out once, whatever the number of servers.
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
        let info = app.school(school.id, None).await?;
        if !is_teaching_day(&info.calendar, now.today) {
            continue;
        }
        let mut any = false;
        for rhythm in [Digest::Weekly, Digest::Daily] {
            match of_school(app, now, &school, &info, rhythm).await {
                Ok(Some(mails)) => {
                    any = true;
                    sent.mails += mails;
                }
                Ok(None) => {}
                // The schools after it get theirs.
                Err(fault) => tracing::error!(school = %school.id, %fault, "a school's digest was not sent"),
            }
        }
        sent.schools += usize::from(any);
    }
    Ok(sent)
}

/// One mail.
struct ToSend {
    to: Account,
    subject: &'static str,
    what: String,
}

/// The digest of one school in one rhythm; none when it is not due, or nobody gets it.
async fn of_school(
    app: &App,
    now: Now,
    school: &School,
    info: &SchoolInfo,
    rhythm: Digest,
) -> Result<Option<usize>, Fault> {
    let this = CalendarWeek::of(now.today);
    let mark = match rhythm {
        Digest::Weekly => this.monday().to_string(),
        Digest::Daily => format!("daily {}", now.today),
        Digest::None => return Ok(None),
    };
    let reader = app.store.read(school.id);
    if was_sent(&reader, &mark).await? {
        return Ok(None);
    }
    let chosen = accounts::digests(&reader).await?;
    let mut theirs = accounts::all(&reader).await?;
    theirs.retain(|account| {
        account.active && of_account(account, chosen.get(&account.id).copied()) == Some(rhythm)
    });
    // Last week's numbers are the SENCO's, and count as told even when nobody wants them.
    let about = if rhythm == Digest::Weekly { week_before(info, this) } else { None };
    let week = match about {
        Some(about) => {
            let scope = Actor::operator(school.id).scope();
            let week = week_of(app, &scope, false, now, info, about).await?;
            (week.children > 0 || week.sessions.expected > 0).then(|| week_words::words(&week, about))
        }
        None => None,
    };
    if theirs.is_empty() && week.is_none() {
        return Ok(None);
    }
    let mut mails = Vec::new();
    for account in theirs {
        let is_senco = account.roles.contains(&Role::Senco);
        if let (Some(words), true) = (&week, is_senco) {
            mails.push(ToSend { to: account, subject: "Last week in Waymark", what: words.clone() });
            continue;
        }
        let Some(actor) = actors::actor(&reader, account.id, now.today).await? else { continue };
        let waits = what_waits::in_words(app, &actor, now, info).await?;
        if !waits.is_empty() {
            let what = format!("What waits for you in Waymark: {}.", waits.join(", "));
            mails.push(ToSend { to: account, subject: "What waits for you in Waymark", what });
        }
    }
    // That nothing waited is noted, too: what comes later in the day or week is for the next one.
    let allowed = allow(&Actor::operator(school.id), Action::ImportAssessments, school_subject(school.id))?;
    let tx = app.store.write(school.id).await?;
    if was_sent(&tx, &mark).await? {
        return Ok(None);
    }
    for mail in &mails {
        let words = tell::Words { subject: mail.subject, what: &mail.what, stop: HOW_TO_CHANGE };
        tell::queue(app, &tx, now, std::slice::from_ref(&mail.to), words).await?;
    }
    app.commit(tx, &allowed, now, [Event::school(Happening::DigestSent, mark)]).await?;
    Ok(Some(mails.len()))
}

async fn was_sent(db: &impl Conn, mark: &str) -> Result<bool, Fault> {
    let before = events::of_school(db, &[Happening::DigestSent], 60).await?;
    Ok(before.iter().any(|event| event.detail == mark))
}

/// So many of something in words; nothing of none.
fn some(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    }
}

/// A day of the latest school week before this one, within a summer.
fn week_before(info: &SchoolInfo, this: CalendarWeek) -> Option<Date> {
    let (from, to) = (days_after(this.monday(), -70), days_after(this.monday(), -1));
    let known = info.calendar.school_weeks(from, to).last().map(|week| week.monday);
    known.or_else(|| (!info.calendar.knows(to)).then(|| days_after(this.monday(), -7)))
}
