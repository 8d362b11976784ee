//! `waymark backup`, `restore` and `doctor`: there and back, sealed and not, and what is refused.

use std::{fs, path::Path};

use store::{Options, Place, Store, queries::events};
use testkit::World;

use super::{document, waymark};

/// A folder with the database of a small school.
fn school(folder: &Path) -> String {
    let data = folder.join("school");
    let place = Place::File(data.join("waymark.db"));
    testkit::engines::runtime().block_on(async {
        let store = Store::open(&place, Options::default()).await.unwrap();
        World::make(&store).await;
        store.close().await.unwrap();
    });
    data.display().to_string()
}

fn in_folder(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

#[test]
fn there_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = school(folder.path());
    let (file, back) = (in_folder(folder.path(), "monday.waymark"), in_folder(folder.path(), "back"));
    let (code, written) = document(&["backup", &file, "--data", &data]);
    assert_eq!((code, &written["sealed"], &written["tables"]["pupil"]), (0, &false.into(), &5.into()));
    let (code, restored) = document(&["restore", &file, "--data", &back]);
    assert_eq!(code, 0);
    assert_eq!(restored["tables"], written["tables"]);
    let (code, found) = document(&["doctor", "--data", &back]);
    assert_eq!((code, &found["well"]), (0, &true.into()), "{found}");

    let place = Place::File(Path::new(&data).join("waymark.db"));
    testkit::engines::runtime().block_on(async {
        let store = Store::open(&place, Options::default()).await.unwrap();
        let school = store::queries::schools::all(&store).await.unwrap()[0].id;
        assert_eq!(events::count(&store.read(school)).await.unwrap(), 2, "the backup is an event");
    });
}

#[test]
fn sealed_and_opened() {
    let folder = tempfile::tempdir().unwrap();
    let data = school(folder.path());
    let [file, back, key, wrong] =
        ["sealed.waymark", "back", "key", "wrong"].map(|name| in_folder(folder.path(), name));
    fs::write(&key, "correct horse battery staple\n").unwrap();
    fs::write(&wrong, "an entirely other passphrase\n").unwrap();
    let (code, written) = document(&["backup", &file, "--data", &data, "--key-file", &key]);
    assert_eq!((code, &written["sealed"]), (0, &true.into()));
    let bytes = fs::read(&file).unwrap();
    assert!(!bytes.windows(6).any(|part| part == b"SQLite"), "nothing is in the clear");

    let (code, _, said) = waymark(&["restore", &file, "--data", &back]);
    assert!(code == 1 && said.contains("--key-file"), "{said}");
    let (code, _, said) = waymark(&["restore", &file, "--data", &back, "--key-file", &wrong]);
    assert!(code == 1 && said.contains("does not open with this key"), "{said}");
    let (code, restored) = document(&["restore", &file, "--data", &back, "--key-file", &key]);
    assert_eq!((code, &restored["tables"]), (0, &written["tables"]));
    for place in [&data, &back] {
        let left: Vec<_> = fs::read_dir(place).unwrap().flatten().map(|file| file.file_name()).collect();
        assert_eq!(left, ["waymark.db"], "nothing in the clear is left beside it");
    }
}

#[test]
fn what_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = school(folder.path());
    let [file, letter, nowhere] =
        ["a.waymark", "letter", "nowhere"].map(|name| in_folder(folder.path(), name));
    fs::write(&letter, "Dear parents").unwrap();
    assert_eq!(waymark(&["backup", &file, "--data", &data]).0, 0);
    for (arguments, sentence) in [
        (["backup", &file, "--data", &data], "overwrites nothing"),
        (["restore", &file, "--data", &data], "overwrites nothing"),
        (["restore", &letter, "--data", &nowhere], "not a backup"),
        (["restore", &in_folder(folder.path(), "none"), "--data", &nowhere], "No such file"),
        (["backup", &in_folder(folder.path(), "b"), "--data", &nowhere], "There is no database"),
    ] {
        let (code, out, said) = waymark(&arguments);
        assert_eq!((code, out.as_str()), (1, ""), "{arguments:?}");
        assert!(said.contains(sentence), "{arguments:?}: {said}");
    }
    assert!(!folder.path().join("nowhere").exists(), "an empty folder is left");
    let (code, found) = document(&["doctor", "--data", &nowhere]);
    assert_eq!((code, &found["findings"][0]["state"]), (1, &"wrong".into()));
    assert_eq!(waymark(&["doctor"]).0, 2, "neither --data nor --database-url");
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = school(folder.path());
    let (file, back) = (in_folder(folder.path(), "a.waymark"), in_folder(folder.path(), "back"));
    assert_eq!(waymark(&["backup", &file, "--data", &data]).0, 0);
    assert_eq!(waymark(&["restore", &file, "--data", &back]).0, 0);
    for (path, mode) in [
        (file, 0o600),
        (data.clone(), 0o700),
        (format!("{data}/waymark.db"), 0o600),
        (back.clone(), 0o700),
        (format!("{back}/waymark.db"), 0o600),
    ] {
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode, "{path}");
    }
}
