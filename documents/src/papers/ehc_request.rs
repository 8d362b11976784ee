//! The EHC request bundle: cover, contents, the county's headings with what stands under each, a page before each report.

use serde::Serialize;

use super::{Kind, ehc_request_samples as ugly_and_others, samples, sheet};
use crate::{Furniture, Paper, Picture, chart::OnPaper, furniture::Fact};

/// What stands under a heading. The same blocks make the PDF and the Word copy.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Block {
    /// A heading under the section's: level 3 or 4.
    Heading {
        /// 3 or 4.
        level: u8,
        /// Its words.
        text: String,
    },
    /// What somebody typed, in their lines and points.
    Words {
        /// The words.
        text: String,
    },
    /// What stands where nothing is on the record.
    Nothing {
        /// The words.
        text: String,
    },
    /// What somebody said, with when and how.
    Said {
        /// Who, where it was said, when and how.
        who: String,
        /// What they said; a label may be empty.
        says: Vec<Fact>,
    },
    /// Labels with what is to be said.
    Facts {
        /// The facts.
        facts: Vec<Fact>,
        /// In so many columns.
        columns: u8,
    },
    /// A table with heads.
    Table {
        /// The heads.
        heads: Vec<String>,
        /// The rows: as many cells as heads.
        rows: Vec<Vec<String>>,
        /// The columns' shares of the width.
        widths: Vec<u8>,
    },
    /// A target's chart.
    Chart {
        /// The chart.
        chart: OnPaper,
    },
    /// A picture with its words, such as the chart among peers; its table follows as a block.
    Drawn {
        /// What it shows.
        title: String,
        /// The same in a sentence.
        text: String,
        /// The picture.
        picture: Picture,
    },
    /// An amount beside a limit, drawn as a bar.
    Against {
        /// What of the bar is full until now, of 1,000.
        to_date: u16,
        /// What it will be at the year's end, of 1,000.
        at_end: u16,
        /// Where the limit stands, of 1,000.
        limit: u16,
        /// The same in words.
        text: String,
    },
}

impl Block {
    /// A heading of level 3.
    #[must_use]
    pub fn h3(text: impl Into<String>) -> Self {
        Block::Heading { level: 3, text: text.into() }
    }

    /// A heading of level 4.
    #[must_use]
    pub fn h4(text: impl Into<String>) -> Self {
        Block::Heading { level: 4, text: text.into() }
    }

    /// Words; or, where there are none, what stands in their place.
    #[must_use]
    pub fn words_or(text: &str, otherwise: &str) -> Self {
        if text.trim().is_empty() {
            Block::Nothing { text: otherwise.to_owned() }
        } else {
            Block::Words { text: text.trim().to_owned() }
        }
    }

    fn picture(&self) -> Option<&Picture> {
        match self {
            Block::Chart { chart } => Some(&chart.picture),
            Block::Drawn { picture, .. } => Some(picture),
            _ => None,
        }
    }
}

/// A heading of the county's form with what stands under it.
#[derive(Clone, Debug, Serialize)]
pub struct RequestSection {
    /// The heading.
    pub heading: String,
    /// What the county wants to read under it.
    pub asks: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// Somebody on the cover.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Person {
    /// Name.
    pub name: String,
    /// What they are to the child.
    pub what: String,
    /// How they are reached.
    pub reached: String,
}

/// A professional's report.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReportOnPaper {
    /// Its number in the bundle, from 1.
    pub number: usize,
    /// What it is.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The day that it bears, in words.
    pub on: String,
    /// The file's name.
    pub file: String,
    /// What it advises.
    pub advises: String,
    /// What was done with its advice.
    pub done: String,
    /// Pages that follow the page before it; 0 when it is attached or is a picture.
    pub pages: usize,
    /// Why it is attached instead of merged; empty when its pages follow.
    pub beside: String,
    /// Whether it lies in this file as an attachment.
    pub attached: bool,
    /// The report itself, when it is a picture.
    pub picture: Option<Picture>,
}

/// The bundle, without the pages of the reports.
#[derive(Clone, Debug, Serialize)]
pub struct EhcRequest {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// To which county.
    pub to: String,
    /// Whose headings it has.
    pub form: String,
    /// The child.
    pub child: Vec<Fact>,
    /// The school, and who signs for it.
    pub school: Vec<Fact>,
    /// Parents and carers.
    pub parents: Vec<Person>,
    /// Consent with its day and how.
    pub consent: Vec<Fact>,
    /// The county's headings.
    pub sections: Vec<RequestSection>,
    /// The reports, in order.
    pub reports: Vec<ReportOnPaper>,
}

impl EhcRequest {
    /// A bundle in which nothing stands.
    #[must_use]
    pub fn new(furniture: Furniture) -> Self {
        Self {
            furniture,
            to: String::new(),
            form: String::new(),
            child: Vec::new(),
            school: Vec::new(),
            parents: Vec::new(),
            consent: Vec::new(),
            sections: Vec::new(),
            reports: Vec::new(),
        }
    }

    /// How many pages of reports follow our own.
    #[must_use]
    pub fn appended(&self) -> usize {
        self.reports.iter().map(|report| report.pages).sum()
    }
}

impl Paper for EhcRequest {
    const NAME: &'static str = "ehc-request";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }

    fn pictures(&self) -> Vec<&Picture> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks
            .filter_map(Block::picture)
            .chain(self.reports.iter().filter_map(|report| report.picture.as_ref()))
            .collect()
    }
}

pub(super) const KIND: Kind = Kind {
    name: EhcRequest::NAME,
    title: "EHC request bundle",
    for_whom: "the county",
    samples: &[
        ("typical", || sheet(&ugly_and_others::typical())),
        ("empty", || sheet(&EhcRequest::new(samples::bare("Request for an EHC needs assessment")))),
        ("ugly", || sheet(&ugly_and_others::ugly())),
        ("large-print", || sheet(&ugly_and_others::large_print())),
    ],
};
