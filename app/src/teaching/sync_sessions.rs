//! A device sends the sessions that it logged, perhaps days ago and without a network: each counts once, however often
//! it comes; what two devices say of one session is joined by rule, and that it was is kept; a child who had no place any
//! more is left out and told, one of whom nothing is said is told.

use std::collections::BTreeSet;

use domain::{
    Date, Now, PupilId, UserId,
    audit::{Event, Happening},
    people::CalledApart,
    permissions::{Action, Actor, Allowed},
    provision::{
        ChildSaid, Differed, Joined, Later, Provision, Said, Session, SessionStatus, Stands, kept_of_earlier,
        merged,
    },
};
use jiff::Timestamp;
use store::{
    Tx,
    queries::{accounts, actors, outbox, pupils, scores, sessions},
};
use uuid::Uuid;

use super::{
    log_session::{At, ChildLog, LogSession, Logged, Plans, children_of, log_at},
    show_session::reach_on,
    written::written_at,
};
use crate::{App, Fault, FieldFault};

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
    /// Children whom it names and who had no place in the group on its day: what it says of them is not taken.
    pub left_out: Vec<PupilId>,
}

impl Outcome {
    fn new(id: Uuid, code: &str, words: impl Into<String>) -> Self {
        Self { id, code: code.to_owned(), words: words.into(), left_out: Vec::new() }
    }
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
            outcomes.push(Outcome::new(entry.id, before, told_again(before)));
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
            Ok(took) => {
                if let Some(at) = took.at {
                    join_rights(&mut rights, at.rights);
                    events.extend(at.events);
                }
                taken.push((entry.id, took.code.to_owned()));
                outcomes.push(Outcome {
                    left_out: took.left_out,
                    ..Outcome::new(entry.id, took.code, took.words)
                });
            }
            // The database fails: nothing of the request is taken, and the device sends it again.
            Err(Fault::Store(fault)) => return Err(Fault::Store(fault)),
            Err(fault) => outcomes.push(Outcome::new(
                entry.id,
                "refused",
                match fault {
                    Fault::NotFound | Fault::Forbidden(_) => {
                        "This group was not yours, or was not there, on that day.".to_owned()
                    }
                    Fault::Invalid(faults) => sentences(&faults),
                    other => other.to_string(),
                },
            )),
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

/// What an entry that was taken came to.
#[derive(Debug)]
struct Took {
    code: &'static str,
    words: String,
    at: Option<At>,
    left_out: Vec<PupilId>,
}

/// Takes one entry: of the children who had a place on its day; the others are told, and so is who had a place and is
/// not in it.
async fn take(
    app: &App,
    actor: &Actor,
    now: Now,
    tx: &Tx,
    plans: &mut Plans,
    (mut log, sent): (LogSession, Sent),
) -> Result<Took, Fault> {
    let group = plans.group(tx, log.provision).await?;
    let left_out = leave_out(&mut log, &group);
    let ran = log.status != SessionStatus::NotRun;
    if !left_out.is_empty() && log.children.is_empty() && ran {
        let sentence = "The children whom you logged have no place in this group on that day any more.";
        return Err(Fault::rule("no-children", sentence));
    }
    let on = log.on;
    let knows_all = group.children_on(on).all(|place| log.says_of(place.pupil));
    let (code, words, at) = take_placed(app, actor, now, tx, plans, (log, sent)).await?;
    let mut told: Vec<String> = Some(words).into_iter().filter(|words| !words.is_empty()).collect();
    let session = if knows_all { None } else { sessions::on(tx, group.id, on).await? };
    let unsaid: Vec<PupilId> = match session.filter(Session::took_place) {
        Some(session) => {
            let placed = group.children_on(on).map(|place| place.pupil);
            placed.filter(|pupil| session.child(*pupil).is_none()).collect()
        }
        None => Vec::new(),
    };
    let unsaid = names(tx, actor, &group, on, &unsaid).await?;
    if !unsaid.is_empty() {
        told.push(format!(
            "Your device did not know that these children have a place in the group, so nothing is logged of them: \
             {unsaid}. If they were there, say so on the session’s page."
        ));
    }
    // Who they are is known to the device; the sender may not reach them any more.
    if ran && !left_out.is_empty() {
        told.push(
            "Who has no place in this group on that day any more is left out. Tell the SENCO what you logged of them."
                .to_owned(),
        );
    }
    Ok(Took { code, words: told.join(" "), at, left_out: if ran { left_out } else { Vec::new() } })
}

/// Takes out of a log the children without a place in the group on its day.
fn leave_out(log: &mut LogSession, group: &Provision) -> Vec<PupilId> {
    let placed: BTreeSet<PupilId> = group.children_on(log.on).map(|place| place.pupil).collect();
    let left = log.children.iter().map(|child| child.pupil).filter(|pupil| !placed.contains(pupil)).collect();
    log.children.retain(|child| placed.contains(&child.pupil));
    left
}

/// What is said of an entry that comes again: what was said before did not arrive, perhaps.
fn told_again(code: &str) -> String {
    match code {
        "joined" => "This session was logged twice, and both are joined: its page says how.".to_owned(),
        "late" => late(Logged::Late),
        _ => String::new(),
    }
}

/// Takes one entry of children who all had a place; what another device logged of the same session is joined with it,
/// and one's own earlier is corrected.
async fn take_placed(
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
    let taken = |(logged, at): (Logged, Option<At>)| {
        (code(logged), late(logged), at.map(|at| at.written(sent.written_at, now)))
    };
    let key = (log.provision, log.on);
    let here = sent.written_at.unwrap_or(now.instant);
    match log_at(app, actor, now, tx, plans, log.clone()).await {
        Ok(done) => {
            plans.written.insert(key, here);
            return Ok(taken(done));
        }
        Err(Fault::Stale) => {}
        Err(fault) => return Err(fault),
    }
    let group = plans.group(tx, log.provision).await?;
    let Some(before) = sessions::on(tx, group.id, log.on).await? else {
        // It was taken back since: what the device says stands by itself.
        plans.written.insert(key, here);
        return Ok(taken(log_at(app, actor, now, tx, plans, LogSession { version: 0, ..log }).await?));
    };
    let old = scores::of_session(tx, before.id).await?;
    let (stood, came) = (said_by_school(&before, &old), said_by(&log));
    let stood_at = match plans.written.get(&key) {
        Some(written) => *written,
        None => written_at(tx, &before).await?,
    };
    let stands = Stands::of((before.logged_by, stood_at), sent.by, sent.written_at, sent.replaces);
    let whose = match stands {
        Stands::OwnEarlier => {
            let mut log = LogSession { version: before.version, ..log };
            // It corrects what it knows of.
            if !log.children.is_empty() {
                let unknown: Vec<ChildSaid> =
                    stood.children.into_iter().filter(|child| !log.says_of(child.pupil)).collect();
                log.children.extend(unknown.into_iter().map(log_of_child));
            }
            leave_out(&mut log, &group);
            plans.written.insert(key, here);
            return Ok(taken(log_at(app, actor, now, tx, plans, log).await?));
        }
        Stands::OwnLater => {
            "You logged this session again after this: what you logged later stands, with what only this says."
        }
        Stands::Another => "Somebody else logged this session too: both are joined.",
        Stands::Own => "You logged this session on another device too: both are joined.",
    };
    let later = match sent.written_at {
        Some(written) if written < stood_at => Later::Standing,
        Some(_) | None => Later::Arriving,
    };
    let (said, differed) = match stands {
        Stands::OwnLater => (kept_of_earlier(&stood, &came), Differed::default()),
        Stands::OwnEarlier | Stands::Own | Stands::Another => merged(&stood, &came, later),
    };
    let of = match before.logged_by {
        Some(user) => accounts::get(tx, user).await?.map(|account| account.name).unwrap_or_default(),
        None => String::new(),
    };
    let lines = Joined::lines(&stood, &came, &said, &of);
    let mut joined = log_of(&log, said, before.version);
    leave_out(&mut joined, &group);
    let (logged, at) = log_at(app, actor, now, tx, plans, joined).await?;
    let mut words = whose.to_owned();
    words.push_str(&in_names(tx, actor, &group, log.on, (&differed, later)).await?);
    if matches!(logged, Logged::Late) {
        words = format!("{words} {}", late(logged));
    }
    let at = match at {
        Some(at) => Some(at),
        // Nothing changed, but that the other said otherwise is kept all the same.
        None if lines.iter().any(|(_, line)| !line.is_alike()) => {
            let (_, rights) = children_of(actor, Action::LogSession, tx, &group, log.on).await?;
            Some(At { rights, events: Vec::new() })
        }
        None => None,
    };
    let kept = |(pupil, line): &(PupilId, Joined)| {
        Event::pupil(Happening::SessionJoined, *pupil, line.detail(before.id, log.on))
    };
    let written = sent.written_at.map(|written| written.max(stood_at));
    plans.written.insert(key, here.max(stood_at));
    let at = at.map(|at| at.written(written, now));
    let at = at.map(|at| At { events: at.events.into_iter().chain(lines.iter().map(kept)).collect(), ..at });
    Ok(("joined", words, at))
}

/// Whose score or presence the two did not say alike, by name.
async fn in_names(
    tx: &Tx,
    actor: &Actor,
    group: &Provision,
    on: Date,
    (differed, later): (&Differed, Later),
) -> Result<String, Fault> {
    let mut words = String::new();
    let score = names(tx, actor, group, on, &differed.score).await?;
    let presence = names(tx, actor, group, on, &differed.presence).await?;
    if !score.is_empty() {
        words.push_str(&match later {
            Later::Arriving => format!(" Another score stood before yours: {score}."),
            Later::Standing => format!(" Another score was logged after yours and stands: {score}."),
        });
    }
    if !presence.is_empty() {
        words.push_str(&format!(
            " Only one of the two saw these children there, so they count as there: {presence}."
        ));
    }
    Ok(words)
}

/// Children of a group by name, told apart from each other.
async fn names(tx: &Tx, actor: &Actor, group: &Provision, on: Date, of: &[PupilId]) -> Result<String, Fault> {
    if of.is_empty() {
        return Ok(String::new());
    }
    let ids = group.children_on(on).map(|place| place.pupil);
    let children = pupils::among_on(tx, &actor.scope(), ids, on).await?;
    let called = CalledApart::of(&children);
    let named = children.iter().filter(|pupil| of.contains(&pupil.id));
    Ok(named.map(|pupil| called.tell(pupil)).collect::<Vec<_>>().join(", "))
}

/// What is wrong with an entry, a sentence each.
fn sentences(faults: &[FieldFault]) -> String {
    let sentences = faults.iter().map(|fault| format!("{}.", fault.sentence.trim_end_matches('.')));
    sentences.collect::<Vec<_>>().join(" ")
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

fn log_of_child(child: ChildSaid) -> ChildLog {
    ChildLog {
        pupil: child.pupil,
        present: child.present,
        why: child.why,
        line: child.line,
        score: child.score,
        prompts: child.prompts,
    }
}

fn log_of(log: &LogSession, said: Said, version: u32) -> LogSession {
    let children = said.children.into_iter().map(log_of_child);
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
