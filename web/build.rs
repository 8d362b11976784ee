//! Builds the styles, scripts and fonts of the pages from npm packages, and leaves them for `src/assets.rs` to embed.
//!
//! `npm ci` and the build run in `OUT_DIR`, so the source tree stays clean; npm runs again only when the lock file changes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() {
    for source in npm::names().iter().chain(["assets", "build.rs"].iter()) {
        println!("cargo::rerun-if-changed={source}");
    }
    if let Err(why) = build() {
        println!("cargo::error=the pages' styles and scripts could not be built: {why}");
    }
}

fn build() -> Result<(), String> {
    let source = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?);
    let room = out.join("npm");
    npm::install(&source, &room)?;

    let assets = room.join("assets");
    if assets.exists() {
        fs::remove_dir_all(&assets).map_err(|e| format!("{}: {e}", assets.display()))?;
    }
    copy_folder(&source.join("assets"), &assets).map_err(|e| format!("copying the sources: {e}"))?;
    let built = out.join("built");
    npm::run(Command::new("node").arg("assets/build.mjs").arg(&built).current_dir(&room), "node")
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
