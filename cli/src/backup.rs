//! `waymark backup`: everything, as it is at one moment, in one file; while the server runs.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args as ClapArgs;
use domain::audit::Happening;
use serde_json::json;
use store::{Options, Place, Store, tables::Counts};

use crate::{
    operator,
    place::Where,
    seal::{Key, Passing},
};

/// `waymark backup`.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(flatten)]
    place: Where,
    /// The new file to write; a file that is there is not overwritten
    to: PathBuf,
    /// Seal it (age) with the keys or the passphrase in this file
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Print what was written as JSON
    #[arg(long)]
    json: bool,
}

/// Where text may lie in the clear for a moment: beside the database, or in the system's temporary folder.
pub fn in_the_clear(place: &Place, what: &str) -> Passing {
    let name = format!("waymark-{what}-{}", std::process::id());
    Passing(match place {
        Place::File(database) => database.with_file_name(name),
        Place::Server(_) => std::env::temp_dir().join(name),
    })
}

/// Runs `waymark backup`.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    match backup(&args).await {
        Ok(counts) => {
            said(out, &args.to, args.key_file.is_some(), &counts, args.json, "written");
            0
        }
        Err(sentence) => {
            writeln!(err, "{sentence}").ok();
            1
        }
    }
}

/// Says what a backup or restore held.
pub fn said(out: &mut impl Write, file: &Path, is_sealed: bool, counts: &Counts, json: bool, word: &str) {
    let rows: u64 = counts.iter().map(|(_, rows)| rows).sum();
    if json {
        let tables: serde_json::Map<_, _> =
            counts.iter().map(|(table, rows)| ((*table).to_owned(), json!(rows))).collect();
        let said = json!({ "file": file.display().to_string(), "sealed": is_sealed, "rows": rows, "tables": tables });
        writeln!(out, "{said}").ok();
        return;
    }
    let of = |table: &str| counts.iter().find(|(name, _)| *name == table).map_or(0, |(_, rows)| *rows);
    let sealed = if is_sealed { "sealed" } else { "not sealed: whoever has the file can read it" };
    writeln!(
        out,
        "{word}: {} ({rows} rows in {} tables: {} schools, {} pupils, {} entries, {} files, {} events; {sealed})",
        file.display(),
        counts.len(),
        of("school"),
        of("pupil"),
        of("entry"),
        of("file"),
        of("event"),
    )
    .ok();
}

async fn backup(args: &Args) -> Result<Counts, String> {
    let key = args.key_file.as_deref().map(Key::read).transpose()?;
    let place = args.place.place();
    let store = Store::open_as_it_is(&place, Options::default()).await.map_err(|fault| fault.to_string())?;
    if args.to.exists() {
        return Err(format!("{} is there already, and a backup overwrites nothing.", args.to.display()));
    }
    let counts = match key {
        None => store.backup(&args.to).await.map_err(|fault| fault.to_string())?,
        Some(key) => {
            let plain = in_the_clear(&place, "backup");
            let counts = store.backup(&plain.0).await.map_err(|fault| fault.to_string())?;
            key.seal(&plain.0, &args.to)?;
            counts
        }
    };
    // It comes after the copy, which is therefore without it.
    operator::record(
        store,
        Happening::BackedUp,
        if args.key_file.is_some() { "sealed" } else { "not sealed" },
    )
    .await?;
    Ok(counts)
}
