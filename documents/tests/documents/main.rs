//! Every sample of every paper: made, read back, compared with what it was.
//!
//! `WAYMARK_PAPERS=write cargo test -p documents --test documents` writes the expected words and pictures anew; look at
//! them before you commit.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bundle;
mod pdf;
mod pictures;
mod structure;
mod word_copy;
mod words;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::ExitCode,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use documents::{Made, make, papers::KINDS};
use libtest_mimic::{Arguments, Failed, Trial};

/// Where the expected words and pictures of a paper are.
fn expected(kind: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/expected").join(kind)
}

/// Whether they are to be written anew.
fn writes() -> bool {
    std::env::var("WAYMARK_PAPERS").is_ok_and(|value| value == "write")
}

/// A sample, made now.
fn make_now(kind: &str, sample: &str) -> Made {
    let sheet = documents::papers::kind(kind).unwrap().sample(sample).unwrap();
    make(&[sheet]).unwrap()
}

/// A sample, made once for all tests.
fn made(kind: &str, sample: &str) -> Arc<Made> {
    type Known = Mutex<BTreeMap<(String, String), Arc<Made>>>;
    static KNOWN: LazyLock<Known> = LazyLock::new(Known::default);
    let name = (kind.to_owned(), sample.to_owned());
    if let Some(made) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&name) {
        return Arc::clone(made);
    }
    let made = Arc::new(make_now(kind, sample));
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).insert(name, Arc::clone(&made));
    made
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let poppler = ["pdftoppm", "pdfinfo"].iter().all(|tool| pdf::is_there(tool));
    let no_poppler = !poppler && std::env::var_os("CI").is_none();
    // Before the first writing there is nothing to compare with.
    let unwritten = !expected("").exists() && !writes();
    let mut trials = Vec::new();
    for kind in KINDS {
        for (sample, _) in kind.samples {
            let mut add = |what: &str, ignored: bool, test: fn(&str, &str)| {
                let (kind, sample) = (kind.name, *sample);
                let run = move || -> Result<(), Failed> {
                    test(kind, sample);
                    Ok(())
                };
                let trial = Trial::test(format!("{kind}/{sample}: {what}"), run);
                trials.push(trial.with_ignored_flag(ignored));
            };
            add("is PDF/UA-1, and the same again", false, pdf::is_the_same_again);
            add("has name, page and “Confidential” on every page", false, words::furniture_is_on_every_page);
            add("says what it said", unwritten, words::are_as_expected);
            add("has tags that a screen reader can follow", no_poppler, structure::is_sound);
            if *sample == "typical" || *sample == "ugly" {
                add("looks as it looked", no_poppler || unwritten, pictures::are_as_expected);
            }
        }
    }
    trials.push(Trial::test("many papers are one document, each with pages of its own", || {
        pdf::many_papers_count_their_own_pages();
        Ok(())
    }));
    trials.push(Trial::test("any Unicode is set", || {
        words::any_text_is_set();
        Ok(())
    }));
    let tools = ["pdfinfo", "pdftohtml", "pdftotext", "pdfdetach"].iter().all(|tool| pdf::is_there(tool));
    let no_tools = !tools && std::env::var_os("CI").is_none();
    let mut add = |name: &str, ignored: bool, test: fn()| {
        let run = move || -> Result<(), Failed> {
            test();
            Ok(())
        };
        trials.push(Trial::test(format!("the bundle: {name}"), run).with_ignored_flag(ignored));
    };
    add(
        "reports lie behind the pages that name them; tags, language, bookmarks stay",
        no_tools,
        bundle::reports_are_merged,
    );
    add("what is locked or broken is attached and listed", no_tools, bundle::the_rest_is_attached);
    add("the same parts give the same bytes, and their digests", false, bundle::the_same_again);
    add("nothing that a report would do comes along", false, bundle::nothing_is_done);
    add("any bytes are a report or are not", false, bundle::any_bytes);
    add("the Word copy has the county’s headings", false, word_copy::headings_are_read_back);
    add(
        "the Word copy of an annual review has its headings",
        false,
        word_copy::the_annual_review_is_read_back,
    );
    add("the Word copy takes any words", false, word_copy::any_words);
    let office = pdf::is_there("soffice");
    add(
        "LibreOffice opens the Word copy and keeps its headings",
        !office,
        word_copy::libreoffice_keeps_headings,
    );
    libtest_mimic::run(&arguments, trials).exit_code()
}
