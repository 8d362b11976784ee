//! `cargo xtask generate [NAME...] [--check]`: pages that are made from the rules and the lock files, committed, and never edited by hand.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args as ClapArgs, builder::PossibleValuesParser};

use crate::{licences, permissions, rules, schemas, states};

/// A generated page.
pub struct Page {
    /// Its path from the repository's root.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What makes the pages of one name.
type MakePages = fn() -> Vec<Page>;

/// What can be generated: a name, and what makes its pages. A new kind of page is a new line.
const PAGES: &[(&str, MakePages)] = &[
    ("licences", licences::pages),
    ("permissions", permissions::pages),
    ("rules", rules::pages),
    ("schemas", schemas::pages),
    ("states", states::pages),
];

/// What to generate.
#[derive(ClapArgs)]
pub struct Args {
    /// Which pages; all when none is named.
    #[arg(value_parser = PossibleValuesParser::new(PAGES.iter().map(|(name, _)| *name)))]
    names: Vec<String>,
    /// Write nothing; fail when a committed page differs.
    #[arg(long)]
    check: bool,
}

/// Writes the pages, or compares them.
pub fn run(args: &Args) -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let wanted = |name: &str| args.names.is_empty() || args.names.iter().any(|wanted| wanted == name);
    let mut failed = false;
    for (name, pages) in PAGES.iter().filter(|(name, _)| wanted(name)) {
        let mut stale = files(&root.join("docs").join(name));
        for page in pages() {
            let path = root.join(&page.path);
            stale.retain(|file| *file != path);
            if args.check {
                // A checkout may have turned line ends.
                let same =
                    fs::read_to_string(&path).is_ok_and(|text| text.replace("\r\n", "\n") == page.text);
                if !same {
                    eprintln!(
                        "{} differs from what it is made of: run `cargo xtask generate {name}`",
                        page.path
                    );
                    failed = true;
                }
            } else if let Err(error) =
                path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, &page.text))
            {
                eprintln!("{}: {error}", page.path);
                failed = true;
            }
        }
        for file in stale {
            if args.check || fs::remove_file(&file).is_err() {
                eprintln!(
                    "{} is made from nothing any more: run `cargo xtask generate {name}`",
                    file.display()
                );
                failed = true;
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Every file below a folder of generated pages; none where there is no such folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}
