//! `waymark upn`: unique pupil numbers.

use std::io::{self, Write};

use domain::people::Upn;
use serde::Serialize;

/// Checks unique pupil numbers.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: UpnCommand,
}

#[derive(Debug, clap::Subcommand)]
enum UpnCommand {
    /// Says which of the numbers are wrong, and why
    Check(Check),
}

#[derive(Debug, clap::Args)]
struct Check {
    /// The numbers; lower case and surrounding blanks are taken
    #[arg(required = true, value_name = "UPN")]
    upns: Vec<String>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// Runs the command. 0: every number is right; 1: some are wrong, each with its reason; 2 (a wrong use) is clap's.
pub fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let UpnCommand::Check(args) = args.command;
    check(&args, out, err).unwrap_or(1)
}

/// A number as it was given, and what it is.
#[derive(Serialize)]
struct Checked<'a> {
    given: &'a str,
    right: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    upn: Option<Upn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temporary: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

fn check(args: &Check, out: &mut impl Write, err: &mut impl Write) -> io::Result<u8> {
    let checked: Vec<Checked<'_>> = args
        .upns
        .iter()
        .map(|given| match given.parse::<Upn>() {
            Ok(upn) => Checked {
                given,
                right: true,
                temporary: Some(upn.is_temporary()),
                upn: Some(upn),
                reason: None,
            },
            Err(fault) => {
                Checked { given, right: false, upn: None, temporary: None, reason: Some(fault.to_string()) }
            }
        })
        .collect();
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &serde_json::json!({ "upns": checked }))?;
        writeln!(out)?;
    }
    for number in &checked {
        if let Some(reason) = &number.reason {
            writeln!(err, "{}: {reason}", number.given)?;
        } else if !args.json {
            let temporary = if number.temporary == Some(true) { ", temporary" } else { "" };
            writeln!(out, "{}: right{temporary}", number.given.trim().to_uppercase())?;
        }
    }
    Ok(u8::from(checked.iter().any(|number| !number.right)))
}
