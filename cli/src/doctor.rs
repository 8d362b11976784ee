//! `waymark doctor`: looks at a database and says what is well and what is not. It changes nothing.

use std::io::Write;

use app::Clock;
use clap::Args as ClapArgs;
use domain::{Now, date};
use jiff::SignedDuration;
use serde::Serialize;
use store::{Health, Options, Place, Store, StoreFault};

use crate::place::Where;

/// `waymark doctor`.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(flatten)]
    place: Where,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

/// How a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Well,
    Look,
    Wrong,
}

/// What was found of one thing.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    state: State,
    says: String,
}

fn finding(check: &'static str, state: State, says: impl Into<String>) -> Finding {
    Finding { check, state, says: says.into() }
}

fn wrong_if(is_wrong: bool) -> State {
    if is_wrong { State::Wrong } else { State::Well }
}

/// Runs `waymark doctor`: 0 when all is well, 1 when something is wrong.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let place = args.place.place();
    let now = Clock::real().now();
    let findings = match examine(&place, now).await {
        Ok(findings) => findings,
        Err(fault) => vec![finding("database", State::Wrong, fault.to_string())],
    };
    let is_well = findings.iter().all(|finding| finding.state != State::Wrong);
    if args.json {
        let said = serde_json::json!({ "well": is_well, "findings": findings });
        writeln!(out, "{said}").ok();
    } else {
        for Finding { check, state, says } in &findings {
            let word = match state {
                State::Well => "well ",
                State::Look => "look ",
                State::Wrong => "WRONG",
            };
            writeln!(out, "{word}  {check}: {says}").ok();
        }
        if !is_well {
            writeln!(err, "Something is wrong. Make a copy of everything before you change anything.").ok();
        }
    }
    u8::from(!is_well)
}

async fn examine(place: &Place, now: Now) -> Result<Vec<Finding>, StoreFault> {
    let store = Store::open_as_it_is(place, Options::default()).await?;
    store.ping().await?;
    let engine =
        if store.is_sqlite() { "a file (SQLite) that opens" } else { "a PostgreSQL server that answers" };
    let mut findings = vec![finding("database", State::Well, engine)];
    findings.push(finding("migrations", State::Well, store.migrations().await?.join(", ")));
    findings.extend(safety(&store.settings().await?));
    let faults = store.integrity_faults().await?;
    let says = if faults.is_empty() { "nothing broken".to_owned() } else { faults.join("; ") };
    findings.push(finding("integrity", wrong_if(!faults.is_empty()), says));
    let health = store.health(now).await?;
    findings.extend(of_health(&health, now));
    findings.extend(disk(place));
    store.close().await?;
    Ok(findings)
}

/// What a file must be told so that a commit survives a power cut.
fn safety(settings: &[(String, String)]) -> Option<Finding> {
    if settings.is_empty() {
        return None;
    }
    let needed = [
        ("write journal_mode", "wal"),
        ("write synchronous", "2"),
        ("write foreign_keys", "1"),
        ("read query_only", "1"),
    ];
    let missing: Vec<_> = needed
        .iter()
        .filter(|(name, value)| !settings.iter().any(|(known, told)| known == name && told == value))
        .map(|(name, value)| format!("{name} is not {value}"))
        .collect();
    let says = if missing.is_empty() { "commits wait for the disk".to_owned() } else { missing.join("; ") };
    Some(finding("safety", wrong_if(!missing.is_empty()), says))
}

fn of_health(health: &Health, now: Now) -> Vec<Finding> {
    let schools = if health.schools == 0 { State::Look } else { State::Well };
    let silent = health.children_without_events;
    let versions = health.entries_without_versions;
    let ahead = health.newest_event.is_some_and(|at| at > now.instant + SignedDuration::from_mins(5));
    let behind = now.today < date(2026, 1, 1);
    let clock = match (behind, ahead, health.newest_event) {
        (true, _, _) => format!("it shows {}, which is long ago", now.today),
        (_, true, Some(at)) => format!("it shows {}, but an event of {at} is there already", now.instant),
        _ => format!("{} in London", now.today),
    };
    let mails = match (health.mails_failed, health.mails_overdue) {
        (0, 0) => State::Well,
        (0, _) => State::Look,
        _ => State::Wrong,
    };
    vec![
        finding("schools", schools, health.schools.to_string()),
        finding(
            "audit",
            wrong_if(silent > 0),
            format!("{} events; {silent} children with entries of whom no event tells", health.events),
        ),
        finding(
            "versions",
            wrong_if(versions > 0),
            format!("{versions} entries that lack one of their earlier versions"),
        ),
        finding(
            "files",
            wrong_if(health.files_in_pieces > 0),
            format!(
                "{} with {} MiB; {} whose pieces are not whole",
                health.files,
                health.file_bytes.div_ceil(MIB),
                health.files_in_pieces
            ),
        ),
        finding("clock", wrong_if(behind || ahead), clock),
        finding(
            "mail",
            mails,
            format!(
                "{} waiting, {} of them for more than an hour; {} given up",
                health.mails_waiting, health.mails_overdue, health.mails_failed
            ),
        ),
    ]
}

/// Space where the database lies; of a server's disk nothing is known here.
fn disk(place: &Place) -> Option<Finding> {
    let Place::File(database) = place else { return None };
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(std::path::Path::new("."));
    let free = match rustix::fs::statvfs(folder) {
        Ok(disk) => disk.f_bavail.saturating_mul(disk.f_frsize),
        Err(fault) => return Some(finding("disk", State::Look, format!("{}: {fault}", folder.display()))),
    };
    let size = std::fs::metadata(database).map_or(0, |file| file.len());
    Some(space(size, free))
}

const MIB: u64 = 1024 * 1024;

/// A backup beside the database, and an upgrade's copy, need its size again, twice.
fn space(size: u64, free: u64) -> Finding {
    let state = match free {
        _ if free < 64 * MIB || free < size => State::Wrong,
        _ if free < 1024 * MIB || free < size.saturating_mul(3) => State::Look,
        _ => State::Well,
    };
    finding("disk", state, format!("{} MiB free; the database has {} MiB", free / MIB, size.div_ceil(MIB)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn healthy() -> Health {
        Health {
            schools: 1,
            events: 9,
            newest_event: None,
            entries_without_versions: 0,
            children_without_events: 0,
            files: 3,
            file_bytes: 5 * MIB,
            files_in_pieces: 0,
            mails_waiting: 2,
            mails_overdue: 0,
            mails_failed: 0,
        }
    }

    fn now() -> Now {
        Clock::standing("2026-09-14T09:00:00Z".parse().unwrap()).now()
    }

    fn not_well(health: &Health) -> Vec<(&'static str, State)> {
        let findings = of_health(health, now());
        findings.iter().filter(|f| f.state != State::Well).map(|f| (f.check, f.state)).collect()
    }

    #[test]
    fn each_figure_has_its_finding() {
        assert_eq!(not_well(&healthy()), []);
        let later = Some("2026-09-14T09:06:00Z".parse().unwrap());
        for (health, found) in [
            (Health { schools: 0, ..healthy() }, ("schools", State::Look)),
            (Health { children_without_events: 1, ..healthy() }, ("audit", State::Wrong)),
            (Health { entries_without_versions: 1, ..healthy() }, ("versions", State::Wrong)),
            (Health { files_in_pieces: 1, ..healthy() }, ("files", State::Wrong)),
            (Health { newest_event: later, ..healthy() }, ("clock", State::Wrong)),
            (Health { mails_overdue: 1, ..healthy() }, ("mail", State::Look)),
            (Health { mails_failed: 1, mails_overdue: 1, ..healthy() }, ("mail", State::Wrong)),
        ] {
            assert_eq!(not_well(&health), [found]);
        }
    }

    #[test]
    fn space_for_the_database_and_its_copies() {
        for (size, free, state) in [
            (10 * MIB, 63 * MIB, State::Wrong),
            (900 * MIB, 800 * MIB, State::Wrong),
            (10 * MIB, 500 * MIB, State::Look),
            (900 * MIB, 2000 * MIB, State::Look),
            (900 * MIB, 3000 * MIB, State::Well),
        ] {
            assert_eq!(space(size, free).state, state, "{size} {free}");
        }
    }

    #[test]
    fn a_database_that_forgets_to_be_safe_is_wrong() {
        let told = |synchronous: &str| -> Vec<(String, String)> {
            [
                ("write journal_mode", "wal"),
                ("write synchronous", synchronous),
                ("write foreign_keys", "1"),
                ("read query_only", "1"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into()
        };
        assert_eq!(safety(&told("2")).unwrap().state, State::Well);
        assert_eq!(safety(&told("0")).unwrap().state, State::Wrong);
        assert!(safety(&[]).is_none());
    }
}
