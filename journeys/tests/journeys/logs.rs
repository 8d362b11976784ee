//! What the server logged while the stories were told: no name, nothing that somebody typed, no secret.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::Path,
    sync::Mutex,
};

use store::Place;
use testkit::kinds;

use crate::grounds::{Ground, stand};

static KEPT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Keeper;

impl Write for Keeper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        KEPT.lock()
            .map_err(|_| io::Error::other("another test failed while it wrote"))?
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Keeps everything that is logged from here on, at the level at which most is said.
pub(crate) fn keep() {
    tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
        .with_writer(|| Keeper)
        .init();
}

/// The sentences in quotes of a script: what the stories type.
fn sentences(script: &str) -> Vec<String> {
    let quoted = script.split('\'').skip(1).step_by(2);
    quoted.filter(|text| text.split(' ').count() > 3 && !text.contains('\n')).map(str::to_owned).collect()
}

/// The words of a line: a name is one, and "Ann" is not part of "annual".
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '-' | '’'))
        .filter(|word| !word.is_empty())
}

/// Everything in the logs that must not be there.
pub(crate) async fn leaks(stories: &Path) -> Vec<String> {
    let bytes = KEPT.lock().map(|kept| kept.clone()).unwrap_or_default();
    let log = String::from_utf8_lossy(&bytes);
    let mut found = BTreeSet::new();
    if log.is_empty() {
        return Vec::new();
    }
    let requests = log.lines().filter(|line| line.contains("\"message\":\"request\"")).count();
    if requests == 0 {
        found.insert("no request at all".to_owned());
    }
    let names = names().await;
    for line in log.lines() {
        for word in words(line).filter(|word| names.contains(*word)) {
            found.insert(format!("the name {word}: {line}"));
        }
        for secret in ["/link/", "/first-day/", "waymark=", "argon2id$", "@family.example", "@demo.example"] {
            // The route's pattern is no secret.
            let line = line.replace("/link/{token}", "").replace("/first-day/{token}", "");
            if line.contains(secret) {
                found.insert(format!("{secret}: {line}"));
            }
        }
    }
    let scripts = std::fs::read_dir(stories).into_iter().flatten().flatten();
    for script in scripts.filter_map(|file| std::fs::read_to_string(file.path()).ok()) {
        for sentence in sentences(&script).into_iter().filter(|sentence| log.contains(sentence.as_str())) {
            found.insert(format!("what was typed: {sentence}"));
        }
    }
    found.into_iter().take(20).collect()
}

/// Every part of a name of a child, a contact or an account, but for words that are of the language, too.
async fn names() -> BTreeSet<String> {
    let stands = stand(Ground::File).await.expect("a demonstration");
    let Place::File(file) = &stands.place else { return BTreeSet::new() };
    let mut names = BTreeSet::new();
    for sql in [
        "select forename, surname from pupil",
        "select forename, surname from contact",
        "select name, name from account",
    ] {
        for row in kinds::rows(file, sql).await {
            names.extend(
                row.iter()
                    .flat_map(|name| words(name))
                    .filter(|word| word.chars().count() > 2)
                    .map(str::to_owned),
            );
        }
    }
    names
}
