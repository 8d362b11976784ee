//! The workshop: generate, check, measure. A table of subcommands; each has a file.

mod bench;
mod generate;
mod licences;
mod permissions;
mod rules;
mod schemas;
mod states;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The program's own, so that what is measured here is measured as it runs there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The workshop of Waymark: `cargo xtask ...`.
#[derive(Parser)]
struct Xtask {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure speed and memory against what was promised, and write docs/benchmarks.md
    Bench(bench::Args),
    /// Write the generated pages of `docs`, or say which differ.
    Generate(generate::Args),
}

fn main() -> ExitCode {
    match Xtask::parse().command {
        Command::Bench(args) => bench::run(&args),
        Command::Generate(args) => generate::run(&args),
    }
}
