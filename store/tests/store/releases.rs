//! Databases of every release: each opens, is migrated to today, and holds what it held.
//!
//! A release's is made once, by `store/tests/releases/make.sh`, and never changes again.

use std::{collections::BTreeSet, fs, io::Read, path::Path};

use domain::{permissions::Actor, record::EntryKind};
use store::{
    Options, Place, Store,
    queries::{entries, events, files, pupils, schools},
};

use crate::{
    opening::migrations,
    schema::{raw, rows},
};

/// Tables whose rows are counted before and after.
const COUNTED: [&str; 10] =
    ["school", "account", "pupil", "contact", "entry", "entry_version", "event", "score", "file", "meeting"];

async fn counts(place: &Place) -> Vec<String> {
    let db = raw(place).await;
    let mut all = Vec::new();
    for table in COUNTED {
        let count = rows(&db, &format!("select cast(count(*) as text) from {table}")).await;
        all.push(format!("{table}: {}", count[0][0]));
    }
    db.close().await.unwrap();
    all
}

async fn opens(packed: &Path) {
    let name = packed.display();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("waymark.db");
    let mut archive = zip::ZipArchive::new(fs::File::open(packed).unwrap()).unwrap();
    let mut bytes = Vec::new();
    archive.by_name("waymark.db").unwrap().read_to_end(&mut bytes).unwrap();
    fs::write(&file, bytes).unwrap();
    let place = Place::File(file);
    let before = counts(&place).await;

    let store = Store::open(&place, Options::default()).await.unwrap();
    assert_eq!(store.integrity_faults().await.unwrap(), Vec::<String>::new(), "{name}");
    let all = schools::all(&store).await.unwrap();
    assert!(!all.is_empty(), "{name} holds a school");
    for school in all {
        let db = store.read(school.id);
        let children = pupils::on_roll(&db, &Actor::operator(school.id).scope()).await.unwrap();
        assert!(!children.is_empty(), "{name} holds children");
        // Each entry, event and file is read as today's program reads it.
        let written = entries::of_school(&db, EntryKind::ALL).await.unwrap();
        let kinds: BTreeSet<EntryKind> = written.iter().map(|entry| entry.content.kind()).collect();
        // Kinds that came later are not in an older database.
        assert!(kinds.len() >= 23, "{name} holds every kind of its day: {kinds:?}");
        for child in &children {
            for entry in entries::of_pupil(&db, child.id).await.unwrap() {
                let earlier = entries::versions(&db, &entry).await.unwrap();
                assert_eq!(earlier.len() + 1, entry.version as usize, "{name}: {}", entry.id);
            }
            events::of_pupil(&db, child.id, 1000).await.unwrap();
            files::of_pupil(&db, child.id).await.unwrap();
        }
    }
    store.close().await.unwrap();
    assert_eq!(counts(&place).await, before, "{name}");
    let done = rows(&raw(&place).await, "select name from migration order by name").await;
    assert_eq!(done.concat(), migrations(), "{name}");
}

/// Every packed database beside the script that makes them.
pub fn every_release_opens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/releases");
    let mut packed: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|end| end == "zip"))
        .collect();
    packed.sort();
    assert!(!packed.is_empty(), "no release is kept");
    for one in packed {
        testkit::engines::runtime().block_on(opens(&one));
    }
}
