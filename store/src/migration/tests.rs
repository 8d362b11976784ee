//! The frozen texts, and a database that is migrated on.

use sha2::{Digest, Sha256};

use super::*;
use crate::{Options, Place};

/// The hash of each migration's text. A released migration never changes: write a new one instead.
const FROZEN: &[(&str, &str)] = &[
    ("m0001_ground", "2f7546194565b4b373cf87465c839a7022c9dce58d7b412e7a59c13d7d6f2450"),
    ("m0002_files", "249dd102004f7cff87ccd722a06def1f404132f8f529a0001afadec74ac7d6be"),
    ("m0003_sent_papers", "568a0daaf57712087025da792dd88f0d14b528d068b21e221c5dc99246decc94"),
    ("m0004_banks", "477ac508fdcde66ad258bfdc63abde08b035896035e62a920e616bef7cd0dde2"),
    ("m0005_outbox", "5001a9d2cfeb410137f23eff95ba9d6acb6907f137228885a5ae479a16ffd704"),
    ("m0006_plan_templates", "0b0906ec1f889f5a54ad06024b1f28677ca8f8a1ae8b4785d2f72564b4c3553c"),
    ("m0007_provision_map", "1b82c04f970447de5631a01cdd06339cc2bb4aab14b28cfca387a9235056c074"),
    ("m0009_calendar_feed", "539a9bbdfdb7e88769f409d1449fd5e02408d25e98df3b5c3a69baf2157e24e7"),
    ("m0011_mail_and_needs", "04aed1a6219b69fb65948607b89c5872a5c5a9936278574dc6ea76ef3940e325"),
    ("m0012_events_by_kind", "13b47aed286b0e88d7580149d78d786d069a5e108871cc560e0869b4549bdf1e"),
    ("m0013_meetings", "d9ca04b842eebed5a0b45609129cb4b91e3b2452fe9080818f4e25f852a6cb64"),
    ("m0014_inspection", "3745c7dfdb0be67326d5db81b125fe2c1e30d856cdec13e6fddd7cac68799ac0"),
    ("m0015_county_forms", "95497c78f249af8fada51834dfbac1ea6fdd3583555b151a0972da48d698ca6d"),
    ("m0016_by_hand", "e11c0c56410b14d64d9924ddd1156ee1ed4bb8fd0fa25d477ae8fed831ef073d"),
    ("m0017_prompts", "7a90abf5f08d97841cd87bedfd42fed720d24c89e7b0e4b4e39dca273e7598e5"),
    ("m0019_people", "e7ba6da507f0e0e393fa389ad7e2ccf76cb9fbbea24e9061c5a866debbab7e41"),
    ("m0022_digest", "d63e4aeba5914d6c72c567d96284d16d9c9acd2b13d3be4cf81b56f6a7e58f50"),
    ("m0023_responsibility", "91e609a848675fbf9ee5bc787da6b99c002cabab3a10cf7f38d43786ad7b09e5"),
    ("m0024_taken_out", "adf8713cff3850b678dc4869ef196e4d6048b9ced5a82514efb2ae8c8b1c31a4"),
    ("m0026_work_in_classes", "7c91897482d3ba1450ccd562cc2d4e62fca601dc36be1598b5ba8a65ad891eaa"),
    ("m0027_kept_from_meetings", "0e8ce9a87a5c1f8fddbe98fbee681f6ff4e9b78e7efd7a56e027f8f7378cd35c"),
];

#[test]
fn released_texts_are_frozen() {
    let now: Vec<_> = ALL
        .iter()
        .map(|(name, text)| {
            let hash = Sha256::digest(text.as_bytes());
            (*name, hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        })
        .collect();
    let frozen: Vec<_> = FROZEN.iter().map(|(name, hash)| (*name, (*hash).to_owned())).collect();
    assert_eq!(
        now, frozen,
        "was it released? then it never changes; before the first release, write its new hash"
    );
}

#[test]
fn the_text_splits_into_statements() {
    let sqlite = statements(ALL[0].1, true);
    assert!(sqlite.iter().all(|s| s.starts_with("create ")), "{sqlite:?}");
    assert!(sqlite.len() > 40);
    let postgres = statements(ALL[0].1, false);
    assert!(postgres.len() > sqlite.len(), "PostgreSQL is told how to sort");
}

const FIRST: Migration = ("m0001_first", "create table school (name text not null);");
const SECOND: Migration = ("m0002_second", "alter table school add column urn text;");

async fn open(path: &std::path::Path) -> Store {
    Store::connect(&Place::File(path.to_owned()), Options::default()).await.unwrap()
}

#[tokio::test]
async fn an_older_database_is_copied_and_migrated_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("waymark.db")).await;
    up_with(&store, &[FIRST]).await.unwrap();
    store.writing().execute_unprepared("insert into school values ('Testing Lane')").await.unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().filter(is_copy).count(), 0);
    up_with(&store, &[FIRST, SECOND]).await.unwrap();
    up_with(&store, &[FIRST, SECOND]).await.unwrap();
    assert_eq!(done(store.writing()).await.unwrap(), ["m0001_first", "m0002_second"]);
    let copy = folder.path().join("waymark.db.copied-at-m0001_first");
    assert!(copy.exists(), "{:?}", std::fs::read_dir(folder.path()).unwrap().collect::<Vec<_>>());
}

fn is_copy(entry: &std::io::Result<std::fs::DirEntry>) -> bool {
    entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().contains("copied-at"))
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("waymark.db")).await;
    let broken = ("m0002_broken", "create table pupil (name text); create table pupil (name text);");
    up_with(&store, &[FIRST, broken]).await.unwrap_err();
    assert!(done(store.writing()).await.unwrap().is_empty());
    up_with(&store, &[FIRST, SECOND]).await.unwrap();
}

#[tokio::test]
async fn a_newer_database_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("waymark.db")).await;
    up_with(&store, &[FIRST, SECOND]).await.unwrap();
    let refused = up_with(&store, &[FIRST]).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "this database was made by a newer Waymark (it knows “m0002_second”): install that version or newer"
    );
}
