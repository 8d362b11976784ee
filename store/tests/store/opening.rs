//! Opening: what the engine is told, migrations again, newer databases, two servers at once.

use std::time::Duration;

use domain::{
    audit::{Event, Happening},
    permissions::Action,
};
use sea_orm::ConnectionTrait;
use store::{
    Options, Place, Store, StoreFault,
    queries::{accounts, schools},
};
use testkit::{Engine, Ground, World};

use crate::schema::{raw, rows};

/// The names of the migrations, as their files say them.
pub fn migrations() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/migration");
    let files = std::fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> =
        files.filter_map(|file| Some(file.file_name().to_str()?.strip_suffix(".sql")?.to_owned())).collect();
    names.sort();
    names
}

pub async fn a_second_opening_changes_nothing(ground: Ground) {
    World::make(&ground.open().await).await;
    let store = ground.open().await;
    assert_eq!(schools::all(&store).await.unwrap().len(), 1);
    store.ping().await.unwrap();
    assert_eq!(store.is_sqlite(), ground.engine == Engine::Sqlite);
    assert_eq!(store.integrity_faults().await.unwrap(), Vec::<String>::new());
    store.close().await.unwrap();
    let again = rows(&raw(&ground.place).await, "select name from migration order by name").await;
    assert_eq!(again.concat(), migrations());
}

pub async fn a_closed_database_is_away(ground: Ground) {
    let store = ground.open().await;
    let world = World::make(&store).await;
    store.close().await.unwrap();
    let read = schools::all(&world.store).await.unwrap_err();
    let written = world.store.write(world.school.id).await.unwrap_err();
    assert!(read.is_away() && written.is_away(), "{read} {written}");
}

pub async fn one_transaction_is_kept_whole_or_not_at_all(ground: Ground) {
    let store = ground.open().await;
    let whole = store.in_one_transaction().await.unwrap();
    let world = World::make(&whole).await;
    assert_eq!(schools::all(&whole).await.unwrap().len(), 1);
    assert_eq!(schools::all(&store).await.unwrap().len(), 0, "nobody else sees it yet");
    assert_eq!(store.own_changes_of_schools(), None, "others write, too");
    let before = whole.own_changes_of_schools().expect("nobody else writes");
    let left = world.write().await;
    accounts::make(&left, &world.on_school(Action::ManageAccounts), &left_out(&world)).await.unwrap();
    drop(left);
    assert!(whole.own_changes_of_schools() > Some(before), "accounts raise the revision");
    let there = accounts::all(&world.read()).await.unwrap();
    assert!(
        there.iter().all(|account| account.name != "Left Out"),
        "a write without a commit leaves nothing"
    );
    drop(world);
    whole.keep().await.unwrap();
    assert_eq!(schools::all(&store).await.unwrap().len(), 1);

    let whole = store.in_one_transaction().await.unwrap();
    drop(World::numbered(&whole, 2).await);
    drop(whole);
    assert_eq!(schools::all(&store).await.unwrap().len(), 1, "dropped: nothing is left");

    let whole = store.in_one_transaction().await.unwrap();
    let held = whole.clone();
    let refused = whole.keep().await.unwrap_err();
    assert!(refused.to_string().contains("still in use"), "{refused}");
    drop(held);
    store.note_migrations_at("2026-11-23T07:00:00Z".parse().unwrap()).await.unwrap();
    let noted = rows(&raw(&ground.place).await, "select cast(applied_at as text) from migration").await;
    assert!(noted.iter().all(|row| row[0].starts_with("2026-11-23")), "{noted:?}");
    assert!(store.keep().await.is_err(), "a pool is no transaction");
}

fn left_out(world: &World) -> domain::people::Account {
    let account = world.accounts[&domain::people::Role::Ta].clone();
    domain::people::Account { id: world.id(), name: "Left Out".to_owned(), email: None, ..account }
}

pub async fn a_newer_database_is_refused(ground: Ground) {
    ground.open().await.close().await.unwrap();
    let newer = "insert into migration (name) values ('m9999_of_tomorrow')";
    let db = raw(&ground.place).await;
    db.execute_unprepared(newer).await.unwrap();
    db.close().await.unwrap();
    let refused = Store::open(&ground.place, Options::default()).await.unwrap_err();
    assert!(matches!(&refused, StoreFault::Newer(name) if name == "m9999_of_tomorrow"), "{refused:?}");
    assert!(refused.to_string().ends_with("install that version or newer"), "{refused}");
}

/// Eight servers start at once on a database that is quite empty.
pub async fn servers_opening_at_once_migrate_once(engine: Engine) {
    let ground = Ground::of(engine, false).await;
    let openings: Vec<_> = (0..8)
        .map(|_| {
            let place = ground.place.clone();
            tokio::spawn(async move { Store::open(&place, Options::default()).await })
        })
        .collect();
    for opening in openings {
        let store = opening.await.unwrap().unwrap();
        assert!(schools::all(&store).await.unwrap().is_empty());
        store.close().await.unwrap();
    }
}

pub async fn an_address_that_does_not_answer_has_a_sentence(engine: Engine) {
    let ground = Ground::of(engine, false).await;
    let place = match engine {
        Engine::Sqlite => {
            std::fs::write(ground.path("letter.txt"), "This is no database at all. ".repeat(100)).unwrap();
            Place::File(ground.path("letter.txt"))
        }
        Engine::Postgres => {
            let Place::Server(url) = &ground.place else { unreachable!("a server") };
            Place::Server(url.replace("/waymark_test", "/no_such_database"))
        }
    };
    let refused = Store::open(&place, Options::default()).await.unwrap_err();
    assert!(
        matches!(&refused, StoreFault::Unavailable(sentence) if sentence.contains("cannot be")),
        "{refused:?}"
    );
}

pub async fn sqlite_is_told_to_be_safe(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    let told = world.store.settings().await.unwrap();
    let value = |name: &str| told.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert_eq!(value("write journal_mode"), Some("wal"));
    assert_eq!(value("write foreign_keys"), Some("1"));
    assert_eq!(value("write synchronous"), Some("2"), "2 is FULL");
    assert_eq!(value("write query_only"), Some("0"));
    assert_eq!(value("read query_only"), Some("1"));
    assert_eq!(value("read foreign_keys"), Some("1"));
}

/// A writer holds a school; a second of the same school waits; on a server, one of another school does not.
pub async fn writers_of_one_school_take_turns(ground: Ground) {
    let store = ground.open().await;
    let (first, other) = (World::make(&store).await, World::numbered(&store, 2).await);
    let held = first.write().await;

    let waiting = {
        let (store, school) = (store.clone(), first.school.id);
        tokio::spawn(async move { store.write(school).await.map(drop) })
    };
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert!(!waiting.is_finished(), "the school is held");

    if ground.engine == Engine::Postgres {
        let allowed = other.on_school(Action::ManageAccounts);
        let tx = tokio::time::timeout(Duration::from_secs(5), other.write())
            .await
            .expect("another school goes on");
        accounts::set_password(&tx, &allowed, other.accounts.values().next().unwrap().id, "x").await.unwrap();
        let event = other.event(Event::school(Happening::PasswordSet, ""));
        tx.commit(&allowed, other.now(), [event]).await.unwrap();
    }
    assert!(!waiting.is_finished(), "the school is still held");
    drop(held);
    tokio::time::timeout(Duration::from_secs(5), waiting).await.expect("its turn comes").unwrap().unwrap();
}

/// The steps in which SQLite would answer.
async fn steps(db: &sea_orm::DatabaseConnection, query: &str) -> String {
    let explained = format!("explain query plan {query}");
    let statement = sea_orm::Statement::from_string(db.get_database_backend(), explained);
    let steps = db.query_all_raw(statement).await.unwrap();
    let steps: Vec<String> = steps.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
    steps.join("; ")
}

/// SQLite is told how full a typical school's tables are: a child's rows are not sought among the whole school's.
pub async fn the_planner_knows_how_full_the_tables_are(ground: Ground) {
    ground.open().await.close().await.unwrap();
    let db = raw(&ground.place).await;
    let unknown = "select s.idx from sqlite_stat1 s where not exists (select 1 from sqlite_schema m \
                   where m.type = 'index' and m.name = s.idx and m.tbl_name = s.tbl)";
    assert_eq!(rows(&db, unknown).await.concat(), Vec::<String>::new(), "no such index any more");
    let moves =
        steps(&db, "select * from event where school_id = 1 and pupil_id = 1 and what in ('moved-on', 'x')")
            .await;
    assert!(moves.contains("event_by_pupil_and_kind (school_id=? AND pupil_id=? AND what=?)"), "{moves}");
    let plan = "select * from teaching_session where school_id = 1 and id in \
                (select session_id from session_child where school_id = 1 and pupil_id = 1) order by on_date, id";
    let steps = steps(&db, plan).await;
    assert!(steps.contains("INDEX session_child_by_pupil (school_id=? AND pupil_id=?)"), "{steps}");
    assert!(steps.contains("INDEX sqlite_autoindex_teaching_session_1 (school_id=? AND id=?)"), "{steps}");
}
