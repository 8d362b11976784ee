//! A device sends the sessions that it logged, perhaps days ago and without a network: each counts once, however often
//! it comes; what two devices say of one session is joined by rule.

use std::collections::BTreeSet;

use domain::{
    Date, Now, PupilId, UserId,
    people::CalledApart,
    permissions::{Actor, Allowed},
    provision::{ChildSaid, Differed, Provision, Said, Session, Stands, merged},
};
use jiff::Timestamp;
use store::{
    Tx,
    queries::{actors, outbox, provisions, pupils, scores, sessions},
};
use uuid::Uuid;

use super::{
    log_session::{At, ChildLog, LogSession, Logged, Plans, log_at},
    show_session::reach_on,
};
use crate::{App, Fault};

/// The most entries of one request.
pub const MOST_ENTRIES: usize = 200;

/// A session that a device logged.
#[derive(Clone, Debug)]
pub struct DeviceEntry {
    /// The device's own id of it: the same entry sent twice has the same.
    pub id: Uuid,
    /// What was logged.
    pub log: LogSession,
    /// When it was written on the device, by the school's clock, when that is known.
    pub written_at: Option<Timestamp>,
    /// Entries that it replaces: they were sent, perhaps, and no answer came.
    pub instead_of: Vec<Uuid>,
}

impl DeviceEntry {
    /// An entry that replaces none, and does not say when it was written.
    #[must_use]
    pub const fn new(id: Uuid, log: LogSession) -> Self {
        Self { id, log, written_at: None, instead_of: Vec::new() }
    }
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The entry.
    pub id: Uuid,
    /// `done`, `late`, `joined`, `same`, or `refused`.
    pub code: String,
    /// What to say of it; empty when there is nothing to say.
    pub words: String,
}

/// Takes what a device sends, in one transaction.
///
/// # Errors
/// When there is too much of it, or the database fails: then nothing of it is taken.
pub async fn sync_sessions(
    app: &App,
    actor: &Actor,
    now: Now,
    entries: Vec<DeviceEntry>,
) -> Result<Vec<Outcome>, Fault> {
    let user = actor.user().ok_or(Fault::NotFound)?;
    if entries.len() > MOST_ENTRIES {
        return Err(Fault::rule("too-many", format!("Send at most {MOST_ENTRIES} sessions at once.")));
    }
    let tx = app.store.write(actor.school).await?;
    let instead =
        |entry: &DeviceEntry| entry.instead_of.iter().take(MOST_ENTRIES).copied().collect::<Vec<_>>();
    let ids: Vec<Uuid> = entries.iter().flat_map(|entry| [vec![entry.id], instead(entry)].concat()).collect();
    let known = outbox::outcomes(&tx, user, &ids).await?;
    let mut plans = Plans::default();
    let (mut outcomes, mut taken, mut rights, mut events) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut done: BTreeSet<Uuid> = BTreeSet::new();
    for entry in entries {
        if !done.insert(entry.id) {
            continue;
        }
        if let Some(before) = known.get(&entry.id) {
            outcomes.push(Outcome { id: entry.id, code: before.clone(), words: String::new() });
            continue;
        }
        let reach = reach_on(actor, entry.log.on, now.today);
        // What was joined with somebody else's is not the sender's alone to replace.
        let taken_alone = |id: &Uuid| known.get(id).is_some_and(|code| code != "joined");
        let sent = Sent {
            by: user,
            written_at: entry.written_at,
            replaces: entry.instead_of.iter().any(taken_alone),
        };
        let mut took = take(app, &reach, now, &tx, &mut plans, (entry.log.clone(), sent)).await;
        // What somebody ran then is theirs to log, also when the group or the cover has ended since.
        if matches!(took, Err(Fault::NotFound | Fault::Forbidden(_)))
            && entry.log.on < now.today
            && let Some(then) = actors::actor(&tx, user, entry.log.on).await?
        {
            took = take(app, &then, now, &tx, &mut Plans::default(), (entry.log, sent)).await;
        }
        match took {
            Ok((code, words, at)) => {
                if let Some(at) = at {
                    join_rights(&mut rights, at.rights);
                    events.extend(at.events);
                }
                taken.push((entry.id, code.to_owned()));
                outcomes.push(Outcome { id: entry.id, code: code.to_owned(), words });
            }
            // The database fails: nothing of the request is taken, and the device sends it again.
            Err(Fault::Store(fault)) => return Err(Fault::Store(fault)),
            Err(fault) => outcomes.push(Outcome {
                id: entry.id,
                code: "refused".to_owned(),
                words: match fault {
                    Fault::NotFound | Fault::Forbidden(_) => {
                        "This group was not yours, or was not there, on that day.".to_owned()
                    }
                    other => other.to_string(),
                },
            }),
        }
    }
    outbox::receive(&tx, user, &taken, now).await?;
    if events.is_empty() {
        outbox::close(tx).await?;
    } else {
        app.commit_each(tx, &rights, now, events).await?;
    }
    Ok(outcomes)
}

/// Adds rights that are not there yet: several sessions are about the same children.
pub(super) fn join_rights(all: &mut Vec<Allowed>, more: Vec<Allowed>) {
    for right in more {
        if all.iter().all(|known| known.subject() != right.subject()) {
            all.push(right);
        }
    }
}

/// Who sent an entry, when it was written, and whether it replaces one that was taken.
#[derive(Clone, Copy, Debug)]
struct Sent {
    by: UserId,
    written_at: Option<Timestamp>,
    replaces: bool,
}

/// Takes one entry; what another device logged of the same session is joined with it, and one's own earlier is corrected.
async fn take(
    app: &App,
    actor: &Actor,
    now: Now,
    tx: &Tx,
    plans: &mut Plans,
    (log, sent): (LogSession, Sent),
) -> Result<(&'static str, String, Option<At>), Fault> {
    let code = |logged: Logged| match logged {
        Logged::Done => "done",
        Logged::Late => "late",
        Logged::AlreadyThere => "same",
    };
    match log_at(app, actor, now, tx, plans, log.clone()).await {
        Ok((logged, at)) => Ok((code(logged), late(logged), at)),
        Err(Fault::Stale) => {
            let group = provisions::get(tx, log.provision).await?.ok_or(Fault::NotFound)?;
            let before = sessions::on(tx, group.id, log.on).await?;
            let Some(before) = before else {
                // It was taken back since: what the device says stands by itself.
                let (logged, at) =
                    log_at(app, actor, now, tx, plans, LogSession { version: 0, ..log }).await?;
                return Ok((code(logged), late(logged), at));
            };
            let whose = (before.logged_by, before.logged_at);
            let stands = Stands::of(whose, sent.by, sent.written_at, sent.replaces);
            let (joined, differed) = match stands {
                Stands::OwnEarlier => {
                    let log = LogSession { version: before.version, ..log };
                    let (logged, at) = log_at(app, actor, now, tx, plans, log).await?;
                    return Ok((code(logged), late(logged), at));
                }
                Stands::Own | Stands::Another => {
                    let old = scores::of_session(tx, before.id).await?;
                    let (said, differed) = merged(&said_by_school(&before, &old), &said_by(&log));
                    (log_of(&log, said, before.version), differed)
                }
            };
            let (logged, at) = log_at(app, actor, now, tx, plans, joined).await?;
            let mut words = match stands {
                Stands::Another => "Somebody else logged this session too: both are joined.".to_owned(),
                Stands::Own | Stands::OwnEarlier => {
                    "You logged this session on another device too: both are joined.".to_owned()
                }
            };
            words.push_str(&in_names(tx, actor, &group, (log.on, &differed)).await?);
            if matches!(logged, Logged::Late) {
                words = format!("{words} {}", late(logged));
            }
            Ok(("joined", words, at))
        }
        Err(fault) => Err(fault),
    }
}

/// Whose score or presence the two did not say alike, by name.
async fn in_names(
    tx: &Tx,
    actor: &Actor,
    group: &Provision,
    (on, differed): (Date, &Differed),
) -> Result<String, Fault> {
    let ids = group.children_on(on).map(|place| place.pupil);
    let children = pupils::among_on(tx, &actor.scope(), ids, on).await?;
    let called = CalledApart::of(&children);
    let names = |of: &[PupilId]| {
        let named = children.iter().filter(|pupil| of.contains(&pupil.id));
        named.map(|pupil| called.tell(pupil)).collect::<Vec<_>>().join(", ")
    };
    let mut words = String::new();
    let (score, presence) = (names(&differed.score), names(&differed.presence));
    if !score.is_empty() {
        words.push_str(&format!(" Another score stood before yours: {score}."));
    }
    if !presence.is_empty() {
        words.push_str(&format!(
            " Only one of the two saw these children there, so they count as there: {presence}."
        ));
    }
    Ok(words)
}

fn late(logged: Logged) -> String {
    match logged {
        Logged::Late => "The week was closed before: this is marked as late.".to_owned(),
        Logged::Done | Logged::AlreadyThere => String::new(),
    }
}

fn said_by(log: &LogSession) -> Said {
    Said {
        status: log.status,
        why: log.why.clone(),
        line: log.line.clone(),
        minutes: log.minutes,
        children: log
            .children
            .iter()
            .map(|child| ChildSaid {
                pupil: child.pupil,
                present: child.present,
                why: child.why.clone(),
                line: child.line.clone(),
                score: child.score,
                prompts: child.prompts,
            })
            .collect(),
    }
}

fn said_by_school(session: &Session, old: &[scores::TargetScore]) -> Said {
    Said {
        status: session.status,
        why: session.why.clone(),
        line: session.line.clone(),
        minutes: Some(session.minutes).filter(|minutes| *minutes > 0),
        children: session
            .children
            .iter()
            .map(|child| ChildSaid {
                pupil: child.pupil,
                present: child.present,
                why: child.why.clone(),
                line: child.line.clone(),
                score: old.iter().find(|score| score.pupil == child.pupil).map(|score| score.value),
                prompts: child.prompts,
            })
            .collect(),
    }
}

fn log_of(log: &LogSession, said: Said, version: u32) -> LogSession {
    let children = said.children.into_iter().map(|child| ChildLog {
        pupil: child.pupil,
        present: child.present,
        why: child.why,
        line: child.line,
        score: child.score,
        prompts: child.prompts,
    });
    LogSession {
        version,
        status: said.status,
        why: said.why,
        line: said.line,
        minutes: said.minutes,
        children: children.collect(),
        ..log.clone()
    }
}
