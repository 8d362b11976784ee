//! What build scripts share: npm packages by their lock file, into a folder of the build.
//!
//! `npm ci` runs in `OUT_DIR`, so the source tree stays clean, and only when the lock file changes.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

const PACKAGE: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// The files that name the packages: a build script runs again when one of them changes.
#[must_use]
pub fn names() -> [&'static str; 3] {
    PACKAGE
}

/// `npm ci` of the packages that `source` names, in `room`; nothing when they are there already.
///
/// # Errors
/// A sentence that says what is missing or what npm said.
pub fn install(source: &Path, room: &Path) -> Result<(), String> {
    fs::create_dir_all(room).map_err(|e| format!("{}: {e}", room.display()))?;
    let read = |folder: &Path, file: &str| fs::read(folder.join(file)).ok();
    let stamp = room.join("installed");
    if stamp.exists() && PACKAGE.iter().all(|file| read(source, file) == read(room, file)) {
        return Ok(());
    }
    let _ = fs::remove_file(&stamp);
    for file in PACKAGE {
        let from = source.join(file);
        fs::copy(&from, room.join(file)).map_err(|e| format!("{}: {e}", from.display()))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    run(command.args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"]).current_dir(room), npm)?;
    fs::write(&stamp, "").map_err(|e| format!("{}: {e}", stamp.display()))
}

/// Runs a program of Node's; what it says becomes warnings of the build when it fails.
///
/// # Errors
/// A sentence that says what is missing or how it failed.
#[allow(clippy::print_stdout, reason = "a build script speaks to cargo by its standard output")]
pub fn run(command: &mut Command, program: &str) -> Result<(), String> {
    let output = command.output().map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => {
            format!(
                "`{program}` is not installed; install Node.js 20 or later, which brings npm, and build again"
            )
        }
        _ => format!("`{program}` did not start: {e}"),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = [String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)].concat();
    for line in said.lines() {
        println!("cargo::warning={line}");
    }
    Err(format!("`{program}` failed ({}); what it said is above", output.status))
}
