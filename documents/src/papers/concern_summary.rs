//! The first concern on paper: the form, the checklist by area, the talk.

use domain::{Date, date};
use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper, furniture::Fact};

/// What is ticked in an area: the item, and how often it is seen.
#[derive(Clone, Debug, Serialize)]
pub struct TickedArea {
    /// The area of need.
    pub area: String,
    /// The items, in the checklist's order.
    pub items: Vec<Fact>,
}

/// Something that was changed in class.
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    /// Since when.
    pub on: Option<Date>,
    /// What.
    pub what: String,
    /// What came of it.
    pub effect: String,
}

/// A concern of the round.
#[derive(Clone, Debug, Serialize)]
pub struct ConcernOnPaper {
    /// Who raised it, and when: above it, where there are several.
    pub title: String,
    /// What was noticed.
    pub noticed: String,
    /// Who raised it, since when, where, strengths, hearing, vision, attendance, languages, what was tried.
    pub facts: Vec<Fact>,
}

/// What somebody said, with the facts that stand above it.
#[derive(Clone, Debug, Serialize)]
pub struct SaidOnPaper {
    /// When, with whom, who wrote it down.
    pub facts: Vec<Fact>,
    /// The words.
    pub words: String,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct ConcernSummary {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// The concerns of the round, oldest first.
    pub concerns: Vec<ConcernOnPaper>,
    /// How the child sees it, wherever it was written down.
    pub child_views: Vec<SaidOnPaper>,
    /// The talks with the parents, and what was tried to reach them.
    pub talks: Vec<SaidOnPaper>,
    /// The checklist.
    pub areas: Vec<TickedArea>,
    /// What was changed in class.
    pub adaptations: Vec<Changed>,
    /// What happens next.
    pub next: String,
}

impl Paper for ConcernSummary {
    const NAME: &'static str = "concern-summary";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

impl ConcernSummary {
    /// A summary in which nothing is written.
    #[must_use]
    pub fn new(furniture: Furniture) -> Self {
        Self {
            furniture,
            concerns: Vec::new(),
            child_views: Vec::new(),
            talks: Vec::new(),
            areas: Vec::new(),
            adaptations: Vec::new(),
            next: String::new(),
        }
    }
}

pub(super) const KIND: Kind = Kind {
    name: ConcernSummary::NAME,
    title: "Concern summary",
    for_whom: "the SENCO, and the talk with the parents",
    samples: &[
        ("typical", || sheet(&typical())),
        ("empty", || sheet(&ConcernSummary::new(samples::bare("Concern summary")))),
        ("ugly", || sheet(&ugly())),
    ],
};

fn typical() -> ConcernSummary {
    ConcernSummary {
        concerns: vec![ConcernOnPaper { title: String::new(), noticed: "Siân guesses words from their first letter and gives up when a page has more than a few lines. In whole class talk she watches the others before she starts.".to_owned(),
        facts: vec![
            Fact::new("Raised by", "Class teacher, 14 September 2026"),
            Fact::new("Since when", "Since Year 2, more since the books became longer"),
            Fact::new("Where and when", "Reading and writing; after lunch more than in the morning"),
            Fact::new("Strengths", "Draws and tells stories; kind to younger children"),
            Fact::new("Areas of need", "Cognition and learning; Communication and interaction"),
            Fact::new("Hearing", "Checked: no difficulty"),
            Fact::new("Vision", "Not checked, or not known"),
            Fact::new("Attendance", "94.2%"),
            Fact::new("Languages", "English and Polish at home"),
            Fact::new("Tried so far", "Phonics group in Year 2; a seat at the front"),
        ] }],
        child_views: vec![SaidOnPaper { facts: Vec::new(), words: "“Reading is too fast. I like it when somebody reads with me.”".to_owned() }],
        talks: vec![SaidOnPaper { facts: vec![Fact::new("When", "16 September 2026"), Fact::new("With whom", "Małgorzata Łukasiewicz (mother)")],
        words: "She reads to the dog every evening, and hides her school book. An uncle is dyslexic. They would like to know what they can do at home.".to_owned() }],
        areas: vec![
            TickedArea { area: "Cognition and learning".to_owned(), items: vec![
                Fact::new("Reads by guessing from the first letter", "most days"),
                Fact::new("Loses the place on the page", "often"),
                Fact::new("Forgets what was read at the top of the page", "often"),
            ] },
            TickedArea { area: "Communication and interaction".to_owned(), items: vec![
                Fact::new("Needs instructions repeated", "most days"),
                Fact::new("Watches others before starting", "often"),
            ] },
        ],
        adaptations: vec![
            Changed { on: Some(date(2026, 9, 17)), what: "One instruction at a time, with a picture".to_owned(), effect: "Helps: starts on her own in four of five lessons".to_owned() },
            Changed { on: Some(date(2026, 9, 17)), what: "Coloured overlay and a reading ruler".to_owned(), effect: String::new() },
        ],
        next: "The class teacher keeps both changes for four weeks; the optician is asked; we look at it together on 15 October.".to_owned(),
        ..ConcernSummary::new(samples::for_parents("Concern summary"))
    }
}

fn ugly() -> ConcernSummary {
    ConcernSummary {
        concerns: vec![
            ConcernOnPaper {
                title: samples::ugly_name(),
                noticed: samples::ten_pages(),
                facts: (0..12).map(|_| Fact::new(samples::ugly_line(), samples::ugly_name())).collect(),
            },
            ConcernOnPaper { title: String::new(), noticed: String::new(), facts: Vec::new() },
        ],
        child_views: vec![
            SaidOnPaper { facts: Vec::new(), words: samples::ugly_line() },
            SaidOnPaper {
                facts: vec![Fact::new("Written down by", samples::ugly_name())],
                words: String::new(),
            },
        ],
        talks: vec![
            SaidOnPaper {
                facts: vec![Fact::new("", ""), Fact::new("With whom", samples::ugly_name())],
                words: samples::ten_pages(),
            },
            SaidOnPaper { facts: Vec::new(), words: String::new() },
        ],
        areas: vec![
            TickedArea {
                area: samples::ugly_name(),
                items: vec![Fact::new(samples::ugly_line(), "z".repeat(50))],
            },
            TickedArea { area: String::new(), items: Vec::new() },
        ],
        adaptations: vec![Changed { on: None, what: samples::ugly_line(), effect: samples::ten_pages() }],
        next: "\u{202e}\u{202e}\u{202e}".to_owned(),
        ..ConcernSummary::new(samples::ugly("Concern summary"))
    }
}
