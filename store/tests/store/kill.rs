//! What was acknowledged survives: a client is killed while it writes, and so is the PostgreSQL server.
//!
//! The client is this same binary, started anew (`WAYMARK_KILL_CLIENT`). Each of its transactions adds an entry, saves
//! the entry before as a new version, and commits with an event; then it prints the id. Afterwards every printed id is
//! there once, every entry has its event and its versions, and the engine finds nothing broken.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use domain::{
    EntryId, PupilId, SchoolId, UserId,
    audit::{Event, Happening},
    people::Role,
    permissions::{Action, Actor, Holding, Subject, Who},
    record::Entry,
};
use store::{
    Options, Place, Store,
    queries::{entries, events},
};
use testkit::{Engine, FixedClock, Ground, SeededIds, World, engines, postgres::Cluster, world::granted};

use crate::entries::concern;

const CLIENT: &str = "WAYMARK_KILL_CLIENT";

fn place_text(place: &Place) -> String {
    match place {
        Place::File(path) => format!("file {}", path.display()),
        Place::Server(url) => format!("server {url}"),
    }
}

fn place_of(text: &str) -> Place {
    match text.split_once(' ') {
        Some(("file", path)) => Place::File(PathBuf::from(path)),
        Some(("server", url)) => Place::Server(url.to_owned()),
        _ => panic!("{text}"),
    }
}

/// Whether this process is the client; then it writes until it is killed.
pub fn is_client() -> bool {
    let Ok(told) = env::var(CLIENT) else { return false };
    let told: Vec<_> = told.split('\n').collect();
    let [place, school, pupil, user, seed] = told[..] else { panic!("{told:?}") };
    let (school, pupil): (SchoolId, PupilId) = (school.parse().unwrap(), pupil.parse().unwrap());
    let user: UserId = user.parse().unwrap();
    let actor = Actor { school, who: Who::Person(user), holdings: vec![Holding::of(Role::Senco)] };
    engines::runtime().block_on(write_until_killed(
        &place_of(place),
        &actor,
        pupil,
        seed.parse().expect("a number"),
    ));
    true
}

async fn write_until_killed(place: &Place, actor: &Actor, pupil: PupilId, seed: u64) {
    let clock = FixedClock::at("2026-09-14T09:00:00Z");
    let ids = SeededIds::of(seed);
    let Ok(store) = Store::open(place, Options::default()).await else { return };
    let mut before: Option<Entry> = None;
    loop {
        let now = clock.advance_minutes(1);
        let subject = Subject::Pupil { school: actor.school, pupil, class: None };
        let allowed = granted(actor, Action::RaiseConcern, subject);
        let entry = Entry {
            id: ids.make(now),
            school: actor.school,
            pupil,
            round: 1,
            on: now.today,
            content: concern(&"what was noticed ".repeat(60)),
            author: actor.who,
            written_at: now.instant,
            version: 1,
        };
        let write = async {
            let tx = store.write(actor.school).await?;
            entries::add(&tx, &allowed, &entry).await?;
            if let Some(before) = &before {
                entries::save(&tx, &allowed, before).await?;
            }
            let event = Event::entry(Happening::EntryAdded, pupil, entry.id, "");
            tx.commit(&allowed, now, [(ids.make(now), event)]).await
        };
        // The server was killed: nothing more is acknowledged.
        if write.await.is_err() {
            return;
        }
        let mut out = std::io::stdout();
        if writeln!(out, "{}", entry.id).and_then(|()| out.flush()).is_err() {
            return;
        }
        before = Some(entry);
    }
}

fn start(place: &Place, world: &World, seed: u64) -> Child {
    let user = world.accounts[&Role::Senco].id;
    let told = [
        place_text(place),
        world.school.id.to_string(),
        world.pupils[0].id.to_string(),
        user.to_string(),
        seed.to_string(),
    ];
    Command::new(env::current_exe().unwrap())
        .env(CLIENT, told.join("\n"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills the client by `end` some time after its first acknowledgement; what it acknowledged.
fn acknowledged(mut client: Child, after: Duration, end: impl FnOnce(&mut Child)) -> BTreeSet<EntryId> {
    let mut out = BufReader::new(client.stdout.take().unwrap());
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    let reading = thread::spawn(move || {
        let mut lines = vec![first];
        loop {
            let mut line = String::new();
            match out.read_line(&mut line) {
                Ok(0) | Err(_) => return lines,
                Ok(_) => lines.push(line),
            }
        }
    });
    thread::sleep(after);
    end(&mut client);
    let _ = client.kill();
    client.wait().unwrap();
    let lines = reading.join().unwrap();
    lines.iter().filter_map(|line| line.strip_suffix('\n')).map(|id| id.parse().unwrap()).collect()
}

/// How often it is killed: 50 times in CI.
fn rounds() -> u64 {
    if engines::is_ci() { 50 } else { 10 }
}

/// A time to wait that differs from round to round, the same in every run.
fn wait(round: u64) -> Duration {
    Duration::from_micros((round * 7919) % 61_000)
}

/// Every acknowledged entry is there once, and there are no halves.
async fn all_is_whole(place: &Place, world: &World, acknowledged: &BTreeSet<EntryId>, killed: u64) {
    let store = Store::open(place, Options::default()).await.unwrap();
    assert_eq!(store.integrity_faults().await.unwrap(), Vec::<String>::new());
    // The server may still be committing what the killed client asked for last: it holds the school until then.
    let db = store.write(world.school.id).await.unwrap();
    let pupil = world.pupils[0].id;
    let there = entries::of_pupil(&db, pupil).await.unwrap();
    let ids: BTreeSet<_> = there.iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), there.len(), "each once");
    let lost: Vec<_> = acknowledged.difference(&ids).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    let unasked = ids.len() - acknowledged.len();
    assert!(
        unasked as u64 <= killed,
        "at most one more for each kill, committed but not yet said: {unasked}"
    );

    let mut of_entry: BTreeMap<EntryId, u32> = BTreeMap::new();
    for event in events::of_pupil(&db, pupil, u64::from(u32::MAX)).await.unwrap() {
        *of_entry.entry(event.entry.unwrap()).or_default() += 1;
    }
    assert_eq!(
        of_entry.keys().copied().collect::<BTreeSet<_>>(),
        ids,
        "an event for each entry, and no other"
    );
    assert!(of_entry.values().all(|count| *count == 1));
    let counts = store.counts().await.unwrap();
    let rows = |table: &str| counts.iter().find(|(name, _)| *name == table).unwrap().1;
    let versions: u64 = there.iter().map(|entry| u64::from(entry.version - 1)).sum();
    assert_eq!(versions, rows("entry_version"), "every new version has the one before");
    drop(db);
    store.close().await.unwrap();
}

/// A file: the client is killed.
pub fn sqlite_keeps_what_it_acknowledged() {
    let runtime = engines::runtime();
    let (ground, world) = runtime.block_on(async {
        let ground = Ground::of(Engine::Sqlite, true).await;
        let world = World::make(&ground.open().await).await;
        (ground, world)
    });
    let mut all = BTreeSet::new();
    for round in 1..=rounds() {
        let client = start(&ground.place, &world, round);
        let said = acknowledged(client, wait(round), |_| {});
        assert!(!said.is_empty(), "the client wrote");
        all.extend(said);
        runtime.block_on(all_is_whole(&ground.place, &world, &all, round));
    }
}

/// A server: the client is killed, and in every third round the whole server is.
pub fn postgres_keeps_what_it_acknowledged() {
    let cluster = Cluster::start(true).unwrap();
    let place = Place::Server(cluster.url("postgres"));
    let runtime = engines::runtime();
    let survivor = runtime.block_on(async { Store::open(&place, Options::default()).await.unwrap() });
    let world = runtime.block_on(World::make(&survivor));
    let mut all = BTreeSet::new();
    for round in 1..=rounds() {
        let client = start(&place, &world, round);
        let with_server = round % 3 == 0;
        let said = acknowledged(client, wait(round), |_| {
            if with_server {
                cluster.kill();
            }
        });
        assert!(!said.is_empty(), "the client wrote");
        all.extend(said);
        if with_server {
            cluster.run().unwrap();
        }
        runtime.block_on(all_is_whole(&place, &world, &all, round));
    }
    thread::sleep(Duration::from_millis(1100));
    runtime.block_on(survivor.ping()).expect("a store that was idle meanwhile finds the server again");
}
