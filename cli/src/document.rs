//! `waymark document`: the papers, from their samples: to look at, to print, to check.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use documents::papers::{KINDS, Kind, kind};
use serde::Serialize;

/// Lists the papers, or makes one from a sample.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<DocumentCommand>,
    #[command(flatten)]
    make: Option<Make>,
}

#[derive(Debug, clap::Subcommand)]
enum DocumentCommand {
    /// Names each paper and its samples
    List(List),
}

#[derive(Debug, clap::Args)]
struct List {
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Make {
    /// The paper, as `waymark document list` names it
    #[arg(value_name = "PAPER", value_parser = clap::builder::PossibleValuesParser::new(KINDS.iter().map(|kind| kind.name)))]
    paper: String,
    /// Which sample of it
    #[arg(long, value_name = "NAME", default_value = "typical")]
    sample: String,
    /// Where the PDF is written
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Runs the command. 0: done; 1: refused, with the reason; 2: a wrong use, and a sample that the paper does not have.
pub fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    match (args.command, args.make) {
        (Some(DocumentCommand::List(list)), _) => self::list(&list, out).unwrap_or(1),
        (None, Some(args)) => make(&args, out, err).unwrap_or(1),
        (None, None) => 2,
    }
}

/// A paper with its samples.
#[derive(Serialize)]
struct Listed {
    paper: &'static str,
    title: &'static str,
    for_whom: &'static str,
    samples: Vec<&'static str>,
}

impl From<&Kind> for Listed {
    fn from(kind: &Kind) -> Self {
        let samples = kind.samples.iter().map(|(name, _)| *name).collect();
        Listed { paper: kind.name, title: kind.title, for_whom: kind.for_whom, samples }
    }
}

fn list(args: &List, out: &mut impl Write) -> io::Result<u8> {
    let papers: Vec<Listed> = KINDS.iter().map(Listed::from).collect();
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &serde_json::json!({ "papers": papers }))?;
        writeln!(out)?;
    } else {
        for paper in papers {
            writeln!(
                out,
                "{}: {}, for {}; samples: {}",
                paper.paper,
                paper.title,
                paper.for_whom,
                paper.samples.join(", ")
            )?;
        }
    }
    Ok(0)
}

fn make(args: &Make, out: &mut impl Write, err: &mut impl Write) -> io::Result<u8> {
    let Some(kind) = kind(&args.paper) else { return Ok(2) };
    let Some(sheet) = kind.sample(&args.sample) else {
        let samples: Vec<&str> = kind.samples.iter().map(|(name, _)| *name).collect();
        writeln!(err, "{} has no sample {}; it has {}", kind.name, args.sample, samples.join(", "))?;
        return Ok(2);
    };
    let made = documents::make(&[sheet]).and_then(|made| Ok((made.pdf()?, made)));
    let (pdf, made) = match made {
        Ok(made) => made,
        Err(fault) => {
            writeln!(err, "{fault}")?;
            return Ok(1);
        }
    };
    if let Err(fault) = std::fs::write(&args.out, pdf) {
        writeln!(err, "{} cannot be written: {fault}", args.out.display())?;
        return Ok(1);
    }
    let pages = if made.pages() == 1 { "1 page".to_owned() } else { format!("{} pages", made.pages()) };
    writeln!(out, "{}: {pages}", args.out.display())?;
    if !made.unknown().is_empty() {
        writeln!(err, "No typeface has these; each is a box on the paper: {}", made.unknown().join(" "))?;
    }
    if made.unread_pictures() > 0 {
        writeln!(err, "Pictures that cannot be read were left out: {}", made.unread_pictures())?;
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        args: Args,
    }

    fn run_with(words: &[&str]) -> (u8, String, String) {
        let args = match Alone::try_parse_from([&["document"], words].concat()) {
            Ok(alone) => alone.args,
            Err(error) => {
                return (u8::try_from(error.exit_code()).unwrap(), String::new(), error.to_string());
            }
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(args, &mut out, &mut err);
        (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn every_paper_is_listed_with_typical_empty_and_ugly() {
        let (code, out, err) = run_with(&["list", "--json"]);
        assert_eq!((code, err.as_str()), (0, ""));
        let listed: serde_json::Value = serde_json::from_str(&out).unwrap();
        let papers = listed["papers"].as_array().unwrap();
        assert_eq!(papers.len(), KINDS.len());
        for paper in papers {
            for sample in ["typical", "empty", "ugly"] {
                assert!(paper["samples"].as_array().unwrap().contains(&sample.into()), "{paper}");
            }
        }
    }

    #[test]
    fn a_sample_becomes_a_file_and_what_cannot_be_drawn_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("profile.pdf");
        let file = file.to_str().unwrap();
        let (code, out, err) = run_with(&["one-page-profile", "--sample", "ugly", "--out", file]);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("1 page"), "{out}");
        assert!(err.contains("李"), "{err}");
        assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-1.7"));
    }

    #[test]
    fn wrong_uses_are_said() {
        assert_eq!(run_with(&["no-such-paper", "--out", "x.pdf"]).0, 2);
        assert_eq!(run_with(&["iep"]).0, 2);
        let (code, _, err) = run_with(&["iep", "--sample", "pretty", "--out", "x.pdf"]);
        assert_eq!(code, 2);
        assert!(err.contains("typical"), "{err}");
        let (code, _, err) = run_with(&["iep", "--out", "/no/such/folder/x.pdf"]);
        assert_eq!(code, 1);
        assert!(err.contains("cannot be written"), "{err}");
    }
}
