//! `cargo run --release --package xtask -- bench`: speed and memory of the release build against what was promised.
//!
//! Everything stays on this machine: the server listens on the loopback address, the load has an end.

mod bundle;
mod client;
mod first_build;
mod first_view;
mod inside;
mod load;
mod machine;
mod memory;
mod outbox;
mod overview;
mod papers;
mod provision;
mod report;
mod roll;
mod search;
mod series;
mod server;
mod times;
mod week;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::Args as ClapArgs;
use tempfile::TempDir;

use self::{
    client::{Fault, People},
    report::{Line, Report},
    server::Server,
};

/// The day that it is in the measured school.
const TODAY: &str = "2026-11-23";

/// What to measure.
#[derive(ClapArgs)]
pub struct Args {
    /// The program to measure; without it, `waymark` beside this one (build both in the release profile)
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// A folder for the schools, kept and used again; without it, a temporary one
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where the report is written
    #[arg(long, value_name = "FILE", default_value = "docs/benchmarks.md")]
    report: PathBuf,
    /// Also build from an empty target folder, as a newcomer does
    #[arg(long)]
    first_build: bool,
    /// Leave out the hundred schools, and PostgreSQL with them
    #[arg(long)]
    one_school: bool,
    /// Measure only the statistics, the SENCO's week and the overview, and print the report instead of writing it
    #[arg(long)]
    week: bool,
    /// Measure papers only
    #[arg(long)]
    papers: bool,
    /// Measure only the EHC request bundle, and print the report instead of writing it
    #[arg(long)]
    bundle: bool,
    /// Measure only drafts, saves and devices
    #[arg(long)]
    only_outbox: bool,
}

/// Measures, writes the report, and fails when something promised is not kept.
pub fn run(args: &Args) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(fault) => return failed(&fault.to_string()),
    };
    match runtime.block_on(measure(args)) {
        Ok(report) if args.week || args.bundle => {
            writeln!(std::io::stdout(), "{}", report.page()).ok();
            if report.is_kept() { ExitCode::SUCCESS } else { failed("Something promised is not kept.") }
        }
        Ok(report) => match std::fs::write(&args.report, report.page()) {
            Ok(()) if report.is_kept() => ExitCode::SUCCESS,
            Ok(()) => failed("Something promised is not kept: see the report."),
            Err(fault) => failed(&format!("{} cannot be written: {fault}", args.report.display())),
        },
        Err(Fault(sentence)) => failed(&sentence),
    }
}

fn failed(sentence: &str) -> ExitCode {
    writeln!(std::io::stderr(), "{sentence}").ok();
    ExitCode::FAILURE
}

/// Says what is measured now.
fn say(what: &str) {
    writeln!(std::io::stderr(), "{what}").ok();
}

/// The moment, for measuring.
#[expect(clippy::disallowed_methods, reason = "this measures")]
fn moment() -> Instant {
    Instant::now()
}

fn binary(args: &Args) -> Result<PathBuf, Fault> {
    let beside = || std::env::current_exe().ok().map(|own| own.with_file_name("waymark"));
    let binary = args.binary.clone().or_else(beside).filter(|file| file.is_file());
    binary.ok_or_else(|| {
        Fault::new("There is no program to measure. Build it first: cargo build --release --package cli")
    })
}

async fn measure(args: &Args) -> Result<Report, Fault> {
    if cfg!(debug_assertions) {
        say(
            "This is the dev profile: the load generator takes more of the processor than it should. Use --release.",
        );
    }
    let binary = binary(args)?;
    let temporary = TempDir::new().map_err(Fault::new)?;
    let data = args.data.clone().unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&data).map_err(Fault::new)?;
    let mut report = Report::new(machine::describe(), &binary);
    if args.week {
        the_week(&data, &mut report).await?;
        return Ok(report);
    }
    // Before anything else is set, so that nothing is warm and the memory is its own.
    say("The EHC request bundle");
    bundle::measure(&mut report)?;
    if args.bundle {
        return Ok(report);
    }

    say("Papers");
    papers::measure(&mut report)?;
    if args.papers {
        return Ok(report);
    }
    say("One school of 420 pupils: starting");
    let one = data.join("one");
    if !one.exists() {
        let start = start(&binary, &one, 1)?;
        report.add(Line::under("Demonstration from an empty folder", start.1, Duration::from_secs(5)));
    }
    report.note(&size(&one, "one school of 420 pupils, and a second one of 40")?);
    let (server, again) = start(&binary, &one, 1)?;
    report.add(Line::under("Demonstration when the folder is there", again, Duration::from_secs(1)));
    let people = People::sign_in(server.address()).await?;
    if args.only_outbox {
        outbox_lines(&server, &people, &mut report).await?;
        return Ok(report);
    }
    say("Pages at one connection");
    let at_one = load::pages(&server, &people).await?;
    for page in &at_one {
        report.add(Line::distribution(
            page.name,
            &page.times,
            Some(Duration::from_millis(4)),
            Duration::from_millis(25),
        ));
    }
    say("The screen of a review");
    let times = load::review(&server, &people).await?;
    let (p50, most) = (Some(Duration::from_millis(8)), Duration::from_millis(25));
    report.add(Line::distribution("Screen of a review", &times, p50, most));
    say("The same pages at eight connections");
    let (rate, times) = load::steady(&server, &people, 8, Duration::from_secs(15)).await?;
    report.add(Line::at_least("These pages at 8 connections, requests a second", rate, 600.0));
    report.add(Line::distribution("…of which each took", &times, None, Duration::from_millis(250)));
    say("The first view of a page");
    for line in first_view::measure(&server, &people).await? {
        report.add(line);
    }
    say("The provision map");
    for line in provision::measure(&server, &people).await? {
        report.add(line);
    }
    outbox_lines(&server, &people, &mut report).await?;
    drop(server);
    say("Memory after 30 sign-ins in 10 seconds and 1,000 pages");
    let (server, _) = start(&binary, &one, 1)?;
    report.add(memory::measure(&server).await?);
    drop(server);
    the_week(&data, &mut report).await?;
    say("A Common Transfer File of 2,000 pupils");
    report.add(roll::measure(&binary, &data)?);
    if !args.one_school {
        hundred_schools(&binary, &data, &one, &mut report).await?;
    }
    if args.first_build {
        say("The README's first command from an empty target folder: this takes minutes");
        first_build::measure(&data, &mut report).await?;
    }
    Ok(report)
}

/// The statistics, and the SENCO's page.
async fn the_week(data: &Path, report: &mut Report) -> Result<(), Fault> {
    say("A hundred thousand targets");
    report.add(series::measure());
    say("The SENCO’s week: making a year of scores");
    for line in week::measure(data).await? {
        report.add(line);
    }
    say("The overview of five hundred applications");
    for line in overview::measure(data).await? {
        report.add(line);
    }
    Ok(())
}

async fn hundred_schools(binary: &Path, data: &Path, one: &Path, report: &mut Report) -> Result<(), Fault> {
    say("A hundred schools of 420 pupils: making them takes some minutes");
    let hundred = data.join("hundred");
    if !hundred.exists() {
        let made = start(binary, &hundred, 100)?;
        report.add(Line::told("Making a hundred schools took", made.1));
    }
    report.note(&size(&hundred, "a hundred schools, 42,000 pupils")?);
    let (server, _) = start(binary, &hundred, 100)?;
    let people = People::sign_in(server.address()).await?;
    say("The same pages in a database of a hundred schools, and of one in turn");
    let (alone, _) = start(binary, one, 1)?;
    let people_alone = People::sign_in(alone.address()).await?;
    for [before, page] in load::side_by_side([(&alone, &people_alone), (&server, &people)]).await? {
        let times_slower = page.times.at(50).as_secs_f64() / before.times.at(50).as_secs_f64();
        let what = format!("{}, how many times slower with 100 schools (p50)", page.name);
        report.add(Line::at_most(what, times_slower, 1.3));
    }
    drop(alone);
    let (rate, _) = load::steady(&server, &people, 8, Duration::from_secs(15)).await?;
    report.add(Line::at_least("With 100 schools, at 8 connections, requests a second", rate, 600.0 / 1.3));
    say("Search over 42,000 pupils");
    let times = search::over_http(server.address(), &people.senco).await?;
    let most = Duration::from_millis(50);
    report.add(Line::distribution("Search over 42,000 pupils, SQLite", &times, None, most));
    drop(server);
    match search::on_postgres(&hundred, data).await? {
        Some(times) => {
            report.add(Line::distribution("Search over 42,000 pupils, PostgreSQL", &times, None, most));
        }
        None => report.note("PostgreSQL is not installed here: the search on it was not measured."),
    }
    Ok(())
}

/// How large the database of a folder is, in a sentence.
fn size(data: &Path, what: &str) -> Result<String, Fault> {
    let file = std::fs::metadata(data.join("waymark.db")).map_err(Fault::new)?;
    Ok(format!("The database of {what} has {:.1} MB.", file.len() as f64 / 1_000_000.0))
}

/// Drafts, saves, and devices that send.
async fn outbox_lines(server: &Server, people: &People, report: &mut Report) -> Result<(), Fault> {
    say("Drafts, and saves with their versions compared");
    for line in outbox::measure(server.address(), people).await? {
        report.add(line);
    }
    say("Thirty devices send their sessions at once");
    for engine in testkit::Engine::BOTH {
        match outbox::devices(engine).await? {
            Some(line) => report.add(line),
            None => {
                report.note("PostgreSQL is not installed here: devices that send to it were not measured.")
            }
        }
    }
    Ok(())
}

/// Starts the demonstration and says how long it took until it listened.
fn start(binary: &Path, data: &Path, schools: u32) -> Result<(Server, Duration), Fault> {
    let before = moment();
    let server = Server::start(binary, data, schools)?;
    Ok((server, before.elapsed()))
}
