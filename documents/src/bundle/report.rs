//! A professional's report as it was given: whether its pages can be put into the bundle, how many, what words they have.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, LoadOptions};

/// The most that one stream of somebody's file may unpack to: a small file can hold gigabytes of nothing.
const MOST_UNPACKED: usize = 256 * 1024 * 1024;
/// The most that the words of a page are looked for in.
const MOST_WORDS: usize = 8 * 1024 * 1024;
/// More pages are a file of their own.
const MOST_PAGES: usize = 400;

/// Why the pages of a report cannot be put into the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is locked: a password is needed to read or to change it.
    Encrypted,
    /// It cannot be read.
    Broken,
    /// It has more pages than a bundle takes.
    TooLong,
    /// It is no PDF.
    NoPdf,
}

impl Unfit {
    /// Why, in a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Unfit::Encrypted => {
                "The file is locked with a password, so its pages cannot be put between ours."
            }
            Unfit::Broken => {
                "The file is damaged or not written by the rules, so its pages cannot be put between ours."
            }
            Unfit::TooLong => "It has more than 400 pages.",
            Unfit::NoPdf => "It is not a PDF; it opens in its own program.",
        }
    }
}

/// A report whose pages can be put into the bundle.
#[derive(Clone, Debug)]
pub struct Opened {
    pub(super) document: Document,
    pages: usize,
}

impl Opened {
    /// How many pages it has.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// The words of each page, as far as its fonts tell them; a scan has none.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let read = |number: u32| {
            let words = || self.document.extract_text_with_limit(&[number], MOST_WORDS);
            catch_unwind(AssertUnwindSafe(words)).ok().and_then(Result::ok).unwrap_or_default()
        };
        (1..).take(self.pages).map(read).collect()
    }
}

/// Opens a report. Whatever the file holds, there is an answer.
///
/// # Errors
/// Why its pages cannot be put into the bundle.
pub fn open(bytes: &[u8]) -> Result<Opened, Unfit> {
    // Some programs write a few bytes before the head.
    if !bytes.get(..1024.min(bytes.len())).is_some_and(|head| head.windows(5).any(|mark| mark == b"%PDF-")) {
        return Err(Unfit::NoPdf);
    }
    // The library is careful, and this file is anybody's: a panic is a broken file.
    match catch_unwind(AssertUnwindSafe(|| load(bytes))).unwrap_or(Err(Unfit::Broken)) {
        // Locked in a way that the library does not know.
        Err(Unfit::Broken) if bytes.windows(8).any(|mark| mark == b"/Encrypt") => Err(Unfit::Encrypted),
        answer => answer,
    }
}

fn load(bytes: &[u8]) -> Result<Opened, Unfit> {
    let options = LoadOptions { max_decompressed_size: Some(MOST_UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|fault| match fault {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Unfit::Encrypted,
        _ => Unfit::Broken,
    })?;
    if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(Unfit::Encrypted);
    }
    let pages = document.get_pages();
    if pages.is_empty() || pages.values().any(|id| document.get_dictionary(*id).is_err()) {
        return Err(Unfit::Broken);
    }
    if pages.len() > MOST_PAGES {
        return Err(Unfit::TooLong);
    }
    Ok(Opened { pages: pages.len(), document })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_report_is_said() {
        assert_eq!(open(b"").unwrap_err(), Unfit::NoPdf);
        assert_eq!(open(b"PK\x03\x04 a Word document").unwrap_err(), Unfit::NoPdf);
        assert_eq!(open(b"%PDF-1.7\nand nothing more").unwrap_err(), Unfit::Broken);
        let mut cut = crate::make(&[crate::papers::kind("iep").unwrap().sample("empty").unwrap()])
            .unwrap()
            .pdf()
            .unwrap();
        assert_eq!(open(&cut).unwrap().pages(), 1);
        cut.truncate(cut.len() / 3);
        assert_eq!(open(&cut).unwrap_err(), Unfit::Broken);
    }
}
