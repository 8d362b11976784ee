//! The scripts' own rules, without a browser: `tests/scripts`, run by Node, which the build needs anyway.

use std::{fs, path::PathBuf, process::Command};

#[test]
fn scripts_hold_without_a_browser() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    let told = Command::new("node").arg("--test").args(&files).output().unwrap();
    assert!(
        told.status.success(),
        "{}{}",
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr)
    );
}
