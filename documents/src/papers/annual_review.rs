//! The papers of an annual review of an EHCP.

use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper, furniture::Fact};

/// Advice or a view.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    /// Whose.
    pub who: String,
    /// What they say.
    pub text: String,
}

/// A line of section F, specified and delivered.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DeliveredLine {
    /// What the plan specifies.
    pub what: String,
    /// How much.
    pub specified: String,
    /// What was delivered.
    pub delivered: String,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct AnnualReviewPaper {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// Notice: when, where, who is invited, by when advice is due, by when the county decides.
    pub facts: Vec<Fact>,
    /// Progress that is not said of one outcome.
    pub progress: String,
    /// Each outcome of section E with the progress to it.
    pub outcomes: Vec<Fact>,
    /// Section F.
    pub provision: Vec<DeliveredLine>,
    /// Advice.
    pub advice: Vec<Words>,
    /// Views.
    pub views: Vec<Words>,
    /// What is recommended.
    pub recommendations: String,
    /// Where people see it differently.
    pub differences: String,
}

impl Paper for AnnualReviewPaper {
    const NAME: &'static str = "annual-review";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

impl AnnualReviewPaper {
    /// An annual review of which nothing is known.
    #[must_use]
    pub fn new(furniture: Furniture) -> Self {
        Self {
            furniture,
            facts: Vec::new(),
            progress: String::new(),
            outcomes: Vec::new(),
            provision: Vec::new(),
            advice: Vec::new(),
            views: Vec::new(),
            recommendations: String::new(),
            differences: String::new(),
        }
    }
}

pub(super) const KIND: Kind = Kind {
    name: AnnualReviewPaper::NAME,
    title: "Annual review papers",
    for_whom: "all who are invited",
    samples: &[
        ("typical", || sheet(&typical())),
        ("empty", || sheet(&AnnualReviewPaper::new(samples::bare("Annual review")))),
        ("ugly", || sheet(&ugly())),
    ],
};

/// The usual papers.
#[must_use]
pub fn typical() -> AnnualReviewPaper {
    let words = |who: &str, text: &str| Words { who: who.to_owned(), text: text.to_owned() };
    AnnualReviewPaper {
        facts: vec![
            Fact::new("Meeting", "Tuesday 19 January 2027, 2 pm"),
            Fact::new("Advice wanted by", "5 January 2027"),
            Fact::new("The county decides by", "16 February 2027"),
        ],
        outcomes: vec![
            Fact::new("Plans a morning’s work with one check in", "With two check ins on four of five days"),
            Fact::new(
                "Plays with two children of her choice each week",
                "Lunchtime club, each Wednesday since October",
            ),
        ],
        provision: vec![DeliveredLine {
            what: "Speech and language programme".to_owned(),
            specified: "3 × 20 minutes a week".to_owned(),
            delivered: "86 of 99 sessions".to_owned(),
        }],
        advice: vec![words(
            "Speech and language therapist",
            "The programme is right; the next step is telling a story in order.",
        )],
        views: vec![
            words("Siân", "I like the quiet room."),
            words("Parents", "Change of class was hard; warn us earlier next time."),
        ],
        recommendations: "Keep the plan. Change section F: one session a week in a pair.".to_owned(),
        differences: "Parents wish for four sessions; the school sees three as enough.".to_owned(),
        ..AnnualReviewPaper::new(samples::for_parents("Annual review"))
    }
}

fn ugly() -> AnnualReviewPaper {
    let words = || Words { who: samples::ugly_name(), text: samples::ten_pages() };
    AnnualReviewPaper {
        facts: vec![Fact::new(samples::ugly_line(), samples::ugly_name()); 4],
        outcomes: vec![Fact::new(samples::ten_pages(), ""), Fact::new("", samples::ugly_line())],
        provision: vec![DeliveredLine { what: samples::ten_pages(), ..DeliveredLine::default() }],
        advice: vec![words()],
        views: vec![words(), Words { who: String::new(), text: String::new() }],
        progress: samples::ten_pages(),
        recommendations: samples::ugly_line(),
        differences: samples::ugly_line(),
        ..AnnualReviewPaper::new(samples::ugly("Annual review"))
    }
}
