//! Help, words, accessibility, licences and the page without a connection: open to everybody.

use askama::Template;
use domain::{
    glossary::{self, Word},
    permissions::Action,
};

use crate::{
    answer::{Answer, page},
    view::Chrome,
    visit::Anybody,
};

#[derive(Debug, Template)]
#[template(path = "pages/help.html")]
struct Help {
    chrome: Chrome,
    steps: [&'static str; 8],
    /// Whether the reader logs sessions.
    logs: bool,
}

#[derive(Debug, Template)]
#[template(path = "pages/words.html")]
struct Words {
    chrome: Chrome,
    words: &'static [Word],
}

#[derive(Debug, Template)]
#[template(path = "errors/offline.html")]
struct Offline {
    chrome: Chrome,
}

#[derive(Debug, Template)]
#[template(path = "pages/accessibility.html")]
struct Accessibility {
    chrome: Chrome,
}

#[derive(Debug, Template)]
#[template(path = "pages/licences.html")]
struct Licences {
    chrome: Chrome,
    pages: Vec<Part>,
    program: Vec<Part>,
}

/// Something of others that is in the program.
#[derive(Clone, Debug)]
struct Part {
    kind: &'static str,
    name: &'static str,
    version: &'static str,
    licence: &'static str,
    from: &'static str,
}

/// Every part, as `cargo xtask generate licences` wrote it: kind, name, version, licence, where it comes from.
fn parts() -> impl Iterator<Item = Part> {
    include_str!("../../licences.tsv").lines().filter_map(|line| {
        let mut fields = line.split('\t');
        Some(Part {
            kind: fields.next()?,
            name: fields.next()?,
            version: fields.next()?,
            licence: fields.next()?,
            from: fields.next()?,
        })
    })
}

/// `/help`.
pub(crate) async fn help(anybody: Anybody) -> Answer {
    let logs = anybody.may(Action::CoverGroup);
    page(&Help { chrome: anybody.chrome("Help"), steps: domain::pathway::step::NAMES, logs })
}

/// `/help/words`.
pub(crate) async fn words(anybody: Anybody) -> Answer {
    page(&Words { chrome: anybody.chrome("Words"), words: glossary::WORDS })
}

/// `/offline`: what the worker shows where there is no connection; without data, the same for everybody.
pub(crate) async fn offline() -> Answer {
    page(&Offline { chrome: Chrome::outside("No connection") })
}

/// `/about/accessibility`.
pub(crate) async fn accessibility(anybody: Anybody) -> Answer {
    page(&Accessibility { chrome: anybody.chrome("Accessibility") })
}

/// `/about/licences`.
pub(crate) async fn licences(anybody: Anybody) -> Answer {
    let (pages, program) = parts().partition(|part| part.kind == "npm");
    page(&Licences { chrome: anybody.chrome("Licences"), pages, program })
}
