//! The binary as others call it: codes, standard output, standard error.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backup;
mod clock;
mod import;
mod import_attainment;
mod progress;
mod serve;
mod upn;

use std::process::Command;

/// Runs `waymark`; gives the code, standard output and standard error.
fn waymark(args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_waymark")).args(args).output().expect("waymark runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

/// Runs `waymark` with `--json`; gives the code and the one document on standard output.
fn document(args: &[&str]) -> (i32, serde_json::Value) {
    let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    let (code, out, _) = waymark(&args);
    (code, serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}")))
}
