//! `waymark restore`: a backup back into an empty place, on either engine.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args as ClapArgs;
use domain::audit::Happening;
use store::{Options, Place, Store, tables::Counts};

use crate::{
    backup::{in_the_clear, said},
    operator,
    place::Where,
    seal::{Key, is_sealed},
};

/// `waymark restore`.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(flatten)]
    place: Where,
    /// The backup
    from: PathBuf,
    /// The file with the keys or the passphrase that the backup was sealed with
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Print what was restored as JSON
    #[arg(long)]
    json: bool,
}

/// Runs `waymark restore`.
pub async fn run(args: Args, out: &mut impl Write, err: &mut impl Write) -> u8 {
    match restore(&args).await {
        Ok((counts, was_sealed)) => {
            said(out, &args.from, was_sealed, &counts, args.json, "restored");
            let why = "Everybody signs in anew: who was signed in, and links that were sent, are not brought back; \
                       that is why there may be fewer rows than in the backup.";
            writeln!(err, "{why}").ok();
            0
        }
        Err(sentence) => {
            writeln!(err, "{sentence}").ok();
            1
        }
    }
}

async fn restore(args: &Args) -> Result<(Counts, bool), String> {
    let place = args.place.place();
    let was_sealed = is_sealed(&args.from)?;
    let made = match &place {
        Place::File(database) => database.parent().filter(|folder| !folder.exists()).map(Path::to_owned),
        Place::Server(_) => None,
    };
    let counts = if was_sealed {
        opened(args, &place).await
    } else {
        Store::restore(&args.from, &place).await.map_err(|fault| fault.to_string())
    };
    // A folder that was made for it goes again, when it is empty.
    if let (Err(_), Some(folder)) = (&counts, made) {
        fs::remove_dir(folder).ok();
    }
    let counts = counts?;
    let store = Store::open(&place, Options::default()).await.map_err(|fault| fault.to_string())?;
    operator::record(store, Happening::Restored, "from a backup; nobody is signed in").await?;
    Ok((counts, was_sealed))
}

/// From a sealed backup.
async fn opened(args: &Args, place: &Place) -> Result<Counts, String> {
    let Some(file) = &args.key_file else {
        return Err(format!("{} is sealed: name the file of its key with --key-file.", args.from.display()));
    };
    let key = Key::read(file)?;
    if let Place::File(database) = place
        && let Some(folder) = database.parent()
    {
        store::make_folder(folder).map_err(|fault| format!("{}: {fault}.", folder.display()))?;
    }
    let plain = in_the_clear(place, "restore");
    key.open(&args.from, &plain.0)?;
    Store::restore(&plain.0, place).await.map_err(|fault| fault.to_string())
}
