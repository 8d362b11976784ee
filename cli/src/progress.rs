//! `waymark progress`: what the numbers of one child and one target are.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use domain::{
    Date,
    progress::{Direction, Score},
};
use serde::Serialize;

use crate::day;

mod analyse;
mod table;
mod week;

/// Reads scores and says what the numbers are.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Did it work? Effect sizes of a baseline and a support phase
    Analyse(Analyse),
    /// What to say of a target this week
    Week(Week),
}

/// Whether more or less is better.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum DirectionArg {
    /// More is better
    Increase,
    /// Less is better
    Decrease,
}

impl From<DirectionArg> for Direction {
    fn from(direction: DirectionArg) -> Self {
        match direction {
            DirectionArg::Increase => Self::Increase,
            DirectionArg::Decrease => Self::Decrease,
        }
    }
}

#[derive(Debug, clap::Args)]
struct Analyse {
    /// A CSV file with the columns phase (A or B) and score, and optionally date
    file: PathBuf,
    /// Whether more or less is better
    #[arg(long, value_enum, default_value = "increase")]
    direction: DirectionArg,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Week {
    /// A CSV file with the columns date and score, and optionally planned, delivered and phase
    file: PathBuf,
    /// The baseline's value
    #[arg(long, allow_hyphen_values = true, value_name = "N")]
    baseline: Score,
    /// The goal's value
    #[arg(long, allow_hyphen_values = true, value_name = "N")]
    goal: Score,
    /// The day by which the goal should be reached
    #[arg(long, value_parser = day::read, value_name = "D")]
    goal_date: Date,
    /// The baseline's day
    #[arg(long, value_parser = day::read, value_name = "D")]
    start_date: Date,
    /// The day on which the target is judged
    #[arg(long, value_parser = day::read, value_name = "D")]
    today: Date,
    /// Whether more or less is better; read from goal and baseline when not given
    #[arg(long, value_enum)]
    direction: Option<DirectionArg>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// Why a file is refused: its places, each with a reason.
#[derive(Debug, Default, Serialize)]
struct Refusal {
    refused: Vec<Refused>,
}

/// One thing that is wrong.
#[derive(Debug, Serialize)]
struct Refused {
    place: String,
    reason: String,
}

impl Refusal {
    fn one(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { refused: vec![Refused { place: place.into(), reason: reason.into() }] }
    }

    fn add(&mut self, place: impl Into<String>, reason: impl Into<String>) {
        self.refused.push(Refused { place: place.into(), reason: reason.into() });
    }
}

/// Runs the command. 0: done; 1: refused, with the reason; 2 (a wrong use) is clap's.
pub fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let (json, answer) = match args.command {
        Command::Analyse(args) => (args.json, analyse::run(&args)),
        Command::Week(args) => (args.json, week::run(&args)),
    };
    let (written, code) = match answer {
        Ok(answer) => (write_answer(&answer, json, out), 0),
        Err(refusal) => (write_refusal(&refusal, json, out, err), 1),
    };
    match written {
        Ok(()) => code,
        Err(_) => 1,
    }
}

/// An answer, as text and as JSON.
struct Answer {
    text: String,
    json: serde_json::Value,
}

fn write_answer(answer: &Answer, json: bool, out: &mut impl Write) -> io::Result<()> {
    if json { writeln!(out, "{:#}", answer.json) } else { write!(out, "{}", answer.text) }
}

fn write_refusal(
    refusal: &Refusal,
    json: bool,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<()> {
    for refused in &refusal.refused {
        writeln!(err, "{}: {}", refused.place, refused.reason)?;
    }
    if json { writeln!(out, "{:#}", serde_json::json!(refusal)) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
