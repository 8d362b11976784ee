//! What a newcomer waits for: the README's first command from an empty target folder to the first page, dev profile.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::Value;

use super::{
    client::{Connection, Fault},
    moment,
    report::{Line, Report},
    server::Server,
};

/// Building is to take no longer, with two cores.
const BUILT_IN: Duration = Duration::from_secs(12 * 60);
/// The demonstration of the dev profile is ready in this time.
const READY_IN: Duration = Duration::from_secs(15);
/// How many of the slowest crates are told.
const SLOWEST: usize = 8;

/// Builds in an empty target folder, starts the demonstration and opens its first page.
pub(super) async fn measure(data: &Path, report: &mut Report) -> Result<(), Fault> {
    let folder = tempfile::Builder::new().prefix("first-build-").tempdir_in(data).map_err(Fault::new)?;
    let target = folder.path().join("target");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--timings"]).env("CARGO_TARGET_DIR", &target).stdout(Stdio::null());
    let before = moment();
    if !build.status().map_err(Fault::new)?.success() {
        return Err(Fault::new("cargo build failed"));
    }
    let built = before.elapsed();
    let began = moment();
    let server = Server::start(&target.join("debug/waymark"), &folder.path().join("demo"), 1)?;
    let ready = began.elapsed();
    Connection::open(server.address()).await?.page("/sign-in", "").await?;
    let to_page = before.elapsed();
    report.add(Line::under(
        "README’s first command, from an empty target folder to the first page",
        to_page,
        BUILT_IN,
    ));
    report.add(Line::told("…of which building", built));
    report.add(Line::under("Demonstration from an empty folder, dev profile", ready, READY_IN));
    let timings = target.join("cargo-timings/cargo-timing.html");
    let slowest = slowest(&std::fs::read_to_string(timings).unwrap_or_default());
    if !slowest.is_empty() {
        report.note(&format!("The slowest crates of that build: {}.", slowest.join(", ")));
    }
    Ok(())
}

/// The slowest crates of a page of timings, with their seconds.
fn slowest(page: &str) -> Vec<String> {
    let data = page.split_once("const UNIT_DATA = ").and_then(|(_, rest)| rest.split_once("];"));
    let Some((list, _)) = data else { return Vec::new() };
    let units: Vec<Value> = serde_json::from_str(&format!("{list}]")).unwrap_or_default();
    let mut units: Vec<(f64, &str)> =
        units.iter().filter_map(|unit| Some((unit["duration"].as_f64()?, unit["name"].as_str()?))).collect();
    units.sort_by(|one, other| other.0.total_cmp(&one.0));
    units.iter().take(SLOWEST).map(|(seconds, name)| format!("{name} {seconds:.0} s")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_crates_come_first() {
        let page = "<script>\nconst UNIT_DATA = [{\"i\":0,\"name\":\"app\",\"duration\":9.4},\
                    {\"i\":1,\"name\":\"web\",\"duration\":61.0}];\nconst CONCURRENCY_DATA = [];";
        assert_eq!(slowest(page), ["web 61 s", "app 9 s"]);
        assert!(slowest("nothing").is_empty());
    }
}
