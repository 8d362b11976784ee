//! A backup holds every row of every table, and goes back into either engine; a place that is not empty is refused.

use std::fs;

use store::{Options, Place, Store, StoreFault, queries::schools, tables::Counts};
use testkit::{Engine, Ground, World};

use crate::{everything, schema};

async fn backed_up(ground: &Ground) -> (std::path::PathBuf, Counts) {
    let world = World::make(&ground.open().await).await;
    World::numbered(&world.store, 2).await;
    everything::write(&world).await;
    let there = world.store.counts().await.unwrap();
    for (table, rows) in &there {
        assert!(*rows > 0, "table {table} has a row to be restored");
    }
    let file = ground.path("backup.waymark");
    let counted = world.store.backup(&file).await.unwrap();
    assert_eq!(counted, there);
    let again = world.store.backup(&file).await.unwrap_err();
    assert!(again.to_string().contains("there already"), "{again}");
    (file, counted)
}

/// Every value of a table, as the engine's own text, sorted.
async fn dump(place: &Place, table: &str, columns: &[String]) -> Vec<Vec<String>> {
    let is_sqlite = matches!(place, Place::File(_));
    let column = |name: &String| match is_sqlite {
        true => format!(
            "coalesce(case typeof({name}) when 'blob' then lower(hex({name})) else {name} end || '', '')"
        ),
        false => format!("coalesce({name}::text, '')"),
    };
    let list = columns.iter().map(column).collect::<Vec<_>>().join(", ");
    let db = schema::raw(place).await;
    let mut rows = schema::rows(&db, &format!("select {list} from {table}")).await;
    rows.sort();
    rows
}

/// Instants, booleans, ids and bytes are written differently by each engine.
fn alike(value: &str) -> String {
    if let Some(bytes) = value.strip_prefix("\\x") {
        return bytes.to_lowercase();
    }
    match value {
        "true" => "1".to_owned(),
        "false" => "0".to_owned(),
        _ => value.replace('-', "").replace('T', " ").replace("+00:00", "+00"),
    }
}

/// Tables that are empty after a restore: nobody is signed in.
const ENDED: [&str; 2] = ["login", "login_link"];

/// What a restore of these rows brings back.
fn restored_of(counts: &Counts) -> Counts {
    let of = |table: &'static str, rows: u64| (table, if ENDED.contains(&table) { 0 } else { rows });
    counts.iter().map(|(table, rows)| of(table, *rows)).collect()
}

async fn same_rows(one: &Place, other: &Place) {
    for table in store::tables::all().into_iter().filter(|table| !ENDED.contains(&table.name)) {
        let columns: Vec<_> = table.columns.iter().map(|column| column.name.clone()).collect();
        let plain = |rows: Vec<Vec<String>>| {
            let mut rows: Vec<Vec<String>> =
                rows.into_iter().map(|row| row.iter().map(|value| alike(value)).collect()).collect();
            rows.sort();
            rows
        };
        let (one, other) =
            (plain(dump(one, table.name, &columns).await), plain(dump(other, table.name, &columns).await));
        assert_eq!(one, other, "table {}", table.name);
    }
}

/// From this engine into both.
pub async fn a_restore_brings_every_row_back(ground: Ground) {
    let (file, counts) = backed_up(&ground).await;
    let counts = restored_of(&counts);
    let onto: &[Engine] = match testkit::postgres::missing() {
        None => &Engine::BOTH,
        Some(_) => &[Engine::Sqlite],
    };
    for engine in onto {
        let target = Ground::of(*engine, false).await;
        assert_eq!(Store::restore(&file, &target.place).await.unwrap(), counts, "onto {}", engine.name());
        let restored = target.open().await;
        assert_eq!(restored.counts().await.unwrap(), counts);
        assert_eq!(restored.integrity_faults().await.unwrap(), Vec::<String>::new());
        assert_eq!(schools::all(&restored).await.unwrap().len(), 2);
        restored.close().await.unwrap();
        same_rows(&ground.place, &target.place).await;

        let twice = Store::restore(&file, &target.place).await.unwrap_err();
        assert!(twice.to_string().contains("overwrites nothing"), "{twice}");
        assert_eq!(target.open().await.counts().await.unwrap(), counts, "as it was");
    }
    assert!(file.exists(), "a restore leaves the backup as it is");
}

/// Writers go on while the backup is made; it holds whole transactions only.
pub async fn a_backup_is_of_one_moment(ground: Ground) {
    let world = std::sync::Arc::new(World::make(&ground.open().await).await);
    let writing = {
        let world = world.clone();
        tokio::spawn(async move {
            for _ in 0..60 {
                crate::entries::add(&world, 0, crate::entries::concern("while the backup runs")).await;
            }
        })
    };
    for turn in 0..3 {
        let file = ground.path(&format!("turn-{turn}.waymark"));
        let counts = world.store.backup(&file).await.unwrap();
        let rows = |table: &str| counts.iter().find(|(name, _)| *name == table).unwrap().1;
        assert_eq!(rows("entry") + 1, rows("event"), "each entry with its event, and the school's own");
    }
    writing.await.unwrap();
}

pub async fn what_is_no_backup_is_refused(ground: Ground) {
    let letter = ground.path("letter.txt");
    fs::write(&letter, "Dear parents, ".repeat(500)).unwrap();
    let cut = ground.path("cut.waymark");
    let (file, _) = backed_up(&ground).await;
    let whole = fs::read(&file).unwrap();
    fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let empty = ground.path("empty.waymark");
    fs::write(&empty, "").unwrap();
    for wrong in [letter, cut, empty, ground.path("nothing-there")] {
        let target = Ground::of(ground.engine, false).await;
        let refused = Store::restore(&wrong, &target.place).await.unwrap_err();
        assert!(matches!(refused, StoreFault::Unavailable(_) | StoreFault::Database(_)), "{refused:?}");
        if let Place::File(path) = &target.place {
            assert!(!path.exists(), "{}: nothing is left", wrong.display());
            let left = fs::read_dir(path.parent().unwrap()).unwrap().count();
            assert_eq!(left, 0, "{}", wrong.display());
        }
        let store = Store::open(&target.place, Options::default()).await.unwrap();
        assert!(schools::all(&store).await.unwrap().is_empty());
    }
}
