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

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct ConcernSummary {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// What was noticed.
    pub noticed: String,
    /// Who raised it, since when, where, strengths, hearing, vision, attendance, languages, what was tried.
    pub facts: Vec<Fact>,
    /// How the child sees it.
    pub child_view: String,
    /// When and with whom the talk was.
    pub talk_facts: Vec<Fact>,
    /// What the parents said.
    pub parents_said: String,
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
            noticed: String::new(),
            facts: Vec::new(),
            child_view: String::new(),
            talk_facts: Vec::new(),
            parents_said: String::new(),
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
        noticed: "Siân guesses words from their first letter and gives up when a page has more than a few lines. In whole class talk she watches the others before she starts.".to_owned(),
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
        ],
        child_view: "“Reading is too fast. I like it when somebody reads with me.”".to_owned(),
        talk_facts: vec![Fact::new("When", "16 September 2026"), Fact::new("With whom", "Małgorzata Łukasiewicz (mother)")],
        parents_said: "She reads to the dog every evening, and hides her school book. An uncle is dyslexic. They would like to know what they can do at home.".to_owned(),
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
        noticed: samples::ten_pages(),
        facts: (0..12).map(|_| Fact::new(samples::ugly_line(), samples::ugly_name())).collect(),
        child_view: samples::ugly_line(),
        talk_facts: vec![Fact::new("", ""), Fact::new("With whom", samples::ugly_name())],
        parents_said: samples::ten_pages(),
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
