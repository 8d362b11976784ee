//! A finished paper: as PDF, as pictures of its pages, as words.

use std::fmt;

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::frames;
use crate::room::Room;

/// Why a paper could not be made. It is ours to mend: what people type is never the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub(crate) String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the paper could not be made: {}", self.0)
    }
}

impl std::error::Error for Fault {}

/// Papers that are set: pages, and what there is to report.
#[derive(Debug)]
pub struct Made {
    pub(super) document: PagedDocument,
    pub(super) title: String,
    pub(super) unknown: Vec<String>,
    pub(super) rooms: Vec<Room>,
    pub(super) unread: usize,
}

impl Made {
    /// The title, as the reader's window shows it.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// The letters that no typeface has: each stands as a box on the paper.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// How many pictures could not be read and were left out.
    #[must_use]
    pub fn unread_pictures(&self) -> usize {
        self.unread
    }

    /// How much room the parts of one page profiles have, in the papers' order.
    #[must_use]
    pub fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// The words of a page (from 0), line by line.
    #[must_use]
    pub fn words(&self, page: usize) -> Option<String> {
        self.document.pages().get(page).map(|page| frames::words(&page.frame))
    }

    /// The words of every page; a line of dashes between pages.
    #[must_use]
    pub fn all_words(&self) -> String {
        let pages: Vec<String> = (0..self.pages()).filter_map(|page| self.words(page)).collect();
        pages.join("\n--------\n")
    }

    /// A page (from 0) as a picture: an SVG whose letters are outlines.
    #[must_use]
    pub fn picture(&self, page: usize) -> Option<String> {
        let options = typst_svg::SvgOptions { render_bleed: false, pretty: false };
        self.document.pages().get(page).map(|page| typst_svg::svg(page, &options))
    }

    /// The PDF: tagged, PDF/UA-1. The same papers give the same bytes.
    ///
    /// # Errors
    /// When a template breaks a rule of PDF/UA-1, which the tests look for.
    pub fn pdf(&self) -> Result<Vec<u8>, Fault> {
        let standards = PdfStandards::new(&[PdfStandard::V_1_7, PdfStandard::Ua_1])
            .map_err(|error| Fault(error.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.title.clone()),
            creator: Smart::Custom(Some("Waymark".to_owned())),
            timestamp: None,
            page_ranges: None,
            standards,
            tagged: true,
            pretty: false,
        };
        typst_pdf::pdf(&self.document, &options).map_err(|errors| super::make::fault(&errors))
    }
}
