//! The binary `waymark`: one table of commands.

use std::{
    io::{stderr, stdout},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

mod backup;
mod bundle;
mod clock;
mod config;
mod day;
mod demo;
mod doctor;
mod document;
mod export;
mod import;
mod logs;
mod operator;
mod place;
mod plan;
mod progress;
mod restore;
mod school;
mod seal;
mod serve;
mod upn;
mod user;
mod which_school;

/// Values travel between the threads of the database and those of the pages; the system's allocator makes them wait for
/// each other, and keeps what large password hashes needed. SQLite's memory comes from it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Waymark runs a school's graduated approach to special educational needs.
#[derive(Debug, Parser)]
#[command(name = "waymark", version)]
struct Waymark {
    #[command(subcommand)]
    command: Command,
}

/// Every command, each in the file of its name.
#[derive(Debug, Subcommand)]
enum Command {
    /// Shows the demonstration school in a browser
    Demo(demo::Args),
    /// Serves a school's own database
    Serve(serve::Args),
    /// Makes a school, with a link for its first administrator
    School(school::Args),
    /// Adds people, with a link to choose a password
    User(user::Args),
    /// Checks waymark.toml and the environment
    Config(config::Args),
    /// Imports the roll from a file
    Import(import::Args),
    /// Checks, writes and reads a plan as a file
    Plan(plan::Args),
    /// Writes files for other programs: a calendar, a child's file for the next school
    Export(export::Args),
    /// Makes the EHC request bundle of a child
    Bundle(bundle::Args),
    /// Writes everything into one file, while the server runs
    Backup(backup::Args),
    /// Reads a backup into an empty place
    Restore(restore::Args),
    /// Looks at a database and says what is wrong
    Doctor(doctor::Args),
    /// Lists the papers, or makes one from a sample
    Document(document::Args),
    /// Says the legal dates
    Clock(clock::Args),
    /// Checks unique pupil numbers
    Upn(upn::Args),
    /// Reads scores and says what the numbers are
    Progress(progress::Args),
}

#[tokio::main]
async fn main() -> ExitCode {
    let (mut out, mut err) = (stdout(), stderr());
    let command = Waymark::parse().command;
    logs::begin(if matches!(command, Command::Serve(_)) { "info" } else { "warn" });
    ExitCode::from(match command {
        Command::Demo(args) => demo::run(args, &mut out, &mut err).await,
        Command::Serve(args) => serve::run(args, &mut out, &mut err).await,
        Command::School(args) => school::run(args, &mut out, &mut err).await,
        Command::User(args) => user::run(args, &mut out, &mut err).await,
        Command::Config(args) => config::run(args, &mut out, &mut err).await,
        Command::Import(args) => import::run(args, &mut out, &mut err).await,
        Command::Plan(args) => plan::run(args, &mut out, &mut err).await,
        Command::Export(args) => export::run(args, &mut out, &mut err).await,
        Command::Bundle(args) => bundle::run(args, &mut out, &mut err).await,
        Command::Backup(args) => backup::run(args, &mut out, &mut err).await,
        Command::Restore(args) => restore::run(args, &mut out, &mut err).await,
        Command::Doctor(args) => doctor::run(args, &mut out, &mut err).await,
        Command::Document(args) => document::run(args, &mut out, &mut err),
        Command::Clock(args) => clock::run(args, &mut out, &mut err),
        Command::Upn(args) => upn::run(args, &mut out, &mut err),
        Command::Progress(args) => progress::run(args, &mut out, &mut err),
    })
}
