//! The plan of step 4 (IEP, or whatever the school calls it), for everybody who takes part in it.

use domain::{Date, date};
use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper, Picture, chart::OnPaper, furniture::Fact};

/// A statement of need.
#[derive(Clone, Debug, Serialize)]
pub struct Need {
    /// The day of the observation, test or report.
    pub on: Option<Date>,
    /// Where it comes from.
    pub source: String,
    /// What it says.
    pub says: String,
}

/// A target.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TargetOnPaper {
    /// The area of need, in words.
    pub area: String,
    /// What the child will do.
    pub will: String,
    /// Where it starts, with its unit and day.
    pub baseline: String,
    /// The goal, with its unit and day.
    pub goal: String,
    /// How everybody will know.
    pub success: String,
    /// Who checks.
    pub checked_by: String,
    /// What is done for it: name, days, how long, with whom.
    pub provision: Vec<String>,
    /// How it goes, in a sentence; empty before there are scores.
    pub verdict: String,
    /// The chart, once there are scores.
    pub chart: Option<OnPaper>,
    /// What became of it at the review.
    pub outcome: String,
}

/// A target of the cycle before.
#[derive(Clone, Debug, Serialize)]
pub struct LastTarget {
    /// What the child was to do.
    pub will: String,
    /// What became of it.
    pub outcome: String,
    /// What was decided.
    pub next: String,
}

/// What somebody says to the plan.
#[derive(Clone, Debug, Serialize)]
pub struct Agreed {
    /// Their name.
    pub who: String,
    /// Which party they are.
    pub party: String,
    /// What they say.
    pub answer: String,
    /// How it was said.
    pub how: String,
    /// When.
    pub on: Option<Date>,
    /// Who wrote it down; empty when they gave it in Waymark.
    pub recorded_by: String,
    /// In their words.
    pub words: String,
}

/// What the school's plan template calls the parts.
#[derive(Clone, Debug, Serialize)]
pub struct Labels {
    /// Of the strengths.
    pub strengths: String,
    /// Of the needs.
    pub needs: String,
    /// Of the outcomes.
    pub outcomes: String,
    /// Of the targets.
    pub targets: String,
    /// Of the strategies.
    pub strategies: String,
    /// Of the resources.
    pub resources: String,
    /// Of the parents' part.
    pub parents_part: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            strengths: "Strengths".to_owned(),
            needs: "Needs".to_owned(),
            outcomes: "Outcomes".to_owned(),
            targets: "Targets".to_owned(),
            strategies: "What helps: strategies".to_owned(),
            resources: "Resources and expertise".to_owned(),
            parents_part: "What the parents do".to_owned(),
        }
    }
}

/// The plan.
#[derive(Clone, Debug, Serialize)]
pub struct Iep {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// What the parts are called.
    pub labels: Labels,
    /// What only the school's template asks for: its label, and what is written.
    pub more: Vec<Fact>,
    /// Strengths.
    pub strengths: String,
    /// Needs, each dated and sourced.
    pub needs: Vec<Need>,
    /// Outcomes.
    pub outcomes: String,
    /// The targets.
    pub targets: Vec<TargetOnPaper>,
    /// Strategies.
    pub strategies: String,
    /// Resources and expertise.
    pub resources: String,
    /// The parents' part.
    pub parents_part: String,
    /// What became of the targets of the cycle before.
    pub last_cycle: Vec<LastTarget>,
    /// Who said what.
    pub agreements: Vec<Agreed>,
    /// Who still has to sign, on paper: a line for each.
    pub to_sign: Vec<String>,
    /// The day of the review.
    pub review_on: Option<Date>,
}

impl Iep {
    /// A plan in which nothing is written.
    #[must_use]
    pub fn new(furniture: Furniture) -> Self {
        Self {
            furniture,
            labels: Labels::default(),
            more: Vec::new(),
            strengths: String::new(),
            needs: Vec::new(),
            outcomes: String::new(),
            targets: Vec::new(),
            strategies: String::new(),
            resources: String::new(),
            parents_part: String::new(),
            last_cycle: Vec::new(),
            agreements: Vec::new(),
            to_sign: Vec::new(),
            review_on: None,
        }
    }
}

impl Paper for Iep {
    const NAME: &'static str = "iep";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }

    fn pictures(&self) -> Vec<&Picture> {
        self.targets.iter().filter_map(|target| target.chart.as_ref()).map(|chart| &chart.picture).collect()
    }
}

pub(super) const KIND: Kind = Kind {
    name: Iep::NAME,
    title: "Plan (IEP)",
    for_whom: "the four parties, and the review",
    samples: &[
        ("typical", || sheet(&typical())),
        ("empty", || sheet(&Iep::new(samples::bare("Individual education plan")))),
        ("ugly", || sheet(&ugly())),
        ("large-print", || sheet(&large_print())),
    ],
};

/// The usual plan.
#[must_use]
pub fn typical() -> Iep {
    let furniture = Furniture {
        version: "Cycle 2, version 3".to_owned(),
        ..samples::for_parents("Individual education plan")
    };
    Iep {
        strengths: "Siân keeps at a task that she has chosen, remembers facts about animals in great detail, and draws what she cannot yet write.".to_owned(),
        needs: vec![
            Need { on: Some(date(2026, 9, 10)), source: "Observation in guided reading".to_owned(), says: "Reads by the first letter and guesses the rest; loses the line when the text is longer than a page.".to_owned() },
            Need { on: Some(date(2026, 9, 21)), source: "Phonics screen, retaken".to_owned(), says: "24 of 40. Split digraphs and blends of three letters are not secure.".to_owned() },
            Need { on: Some(date(2026, 10, 6)), source: "Speech and language therapist".to_owned(), says: "Understands two key words in an instruction; needs time to find the word that she wants.".to_owned() },
        ],
        outcomes: "By the end of Year 4 Siân reads a short story of her choice on her own and tells a friend about it.".to_owned(),
        targets: vec![
            TargetOnPaper {
                area: "Cognition and learning".to_owned(),
                will: "Read 45 words in a minute from a text of Year 2 that she has not seen".to_owned(),
                baseline: "22 words in a minute, 21 September 2026".to_owned(),
                goal: "45 words in a minute, by 18 December 2026".to_owned(),
                success: "Three readings in a row at 45 or more".to_owned(),
                checked_by: "Mrs Patel, every Monday".to_owned(),
                provision: vec!["Reading group: Monday to Thursday, 20 minutes, 4 children, with Mr Osei".to_owned()],
                verdict: "On track: the last three scores lie on or above the line.".to_owned(),
                chart: Some(samples::reading_chart("Words read in a minute")),
                outcome: String::new(),
            },
            TargetOnPaper {
                area: "Communication and interaction".to_owned(),
                will: "Ask for an instruction to be said again, in class, without being prompted".to_owned(),
                baseline: "0 times in a lesson, 28 September 2026".to_owned(),
                goal: "3 times in a lesson, by 18 December 2026".to_owned(),
                success: "Seen in three different lessons in one week".to_owned(),
                checked_by: "Mr Osei".to_owned(),
                provision: vec!["Talk partners: Tuesday and Friday, 15 minutes, one to one, with Mr Osei".to_owned()],
                ..TargetOnPaper::default()
            },
        ],
        strategies: "- One instruction at a time, with a picture\n- Ten seconds to answer before anybody helps\n- Coloured overlay (green) and a reading ruler\n- A seat from which she sees the door".to_owned(),
        resources: "Speech and language therapist, a visit each half term. Laptop with text to speech.".to_owned(),
        parents_part: "Ten minutes of reading together, four evenings a week; the school sends the books home on Monday.".to_owned(),
        last_cycle: vec![
            LastTarget { will: "Read 25 words in a minute".to_owned(), outcome: "Partly met".to_owned(), next: "Kept, with a goal for Year 2 texts".to_owned() },
            LastTarget { will: "Write a sentence with capital letter and full stop".to_owned(), outcome: "Met".to_owned(), next: "Ended: secure in three books".to_owned() },
        ],
        agreements: vec![
            Agreed { who: "Siân".to_owned(), party: "Child".to_owned(), answer: "Agrees".to_owned(), how: "in the meeting".to_owned(), on: Some(date(2026, 10, 14)), recorded_by: "Mrs Okoro".to_owned(), words: "I want to read the fox book.".to_owned() },
            Agreed { who: "Małgorzata Łukasiewicz".to_owned(), party: "Parents".to_owned(), answer: "Agrees".to_owned(), how: "in Waymark".to_owned(), on: Some(date(2026, 10, 14)), recorded_by: String::new(), words: String::new() },
            Agreed { who: "Mrs Patel".to_owned(), party: "Class teacher".to_owned(), answer: "Agrees".to_owned(), how: "in Waymark".to_owned(), on: Some(date(2026, 10, 12)), recorded_by: String::new(), words: String::new() },
        ],
        to_sign: Vec::new(),
        review_on: Some(date(2026, 12, 17)),
        ..Iep::new(furniture)
    }
}

fn large_print() -> Iep {
    let mut plan = typical();
    plan.furniture.large_print = true;
    plan.furniture.made_for =
        "Home language: Polish. An interpreter is wanted. Large print is wanted.".to_owned();
    plan.to_sign = vec!["Małgorzata Łukasiewicz".to_owned(), "SENCO".to_owned()];
    plan
}

fn ugly() -> Iep {
    let ugly = samples::ugly_line;
    Iep {
        strengths: samples::ten_pages(),
        needs: vec![
            Need { on: None, source: ugly(), says: samples::ten_pages() },
            Need { on: Some(date(2026, 2, 28)), source: "x".repeat(400), says: String::new() },
        ],
        outcomes: ugly(),
        targets: (0..4)
            .map(|at| TargetOnPaper {
                area: samples::ugly_name(),
                will: if at == 0 { String::new() } else { samples::ugly_name() },
                baseline: ugly(),
                goal: "9".repeat(200),
                success: "ق".repeat(200),
                checked_by: samples::ugly_name(),
                provision: vec![ugly(), String::new(), "🏊".repeat(100)],
                verdict: ugly(),
                chart: Some(samples::reading_chart(&ugly())),
                outcome: ugly(),
            })
            .collect(),
        strategies: ugly(),
        resources: "\n\n\n".to_owned(),
        parents_part: "-\n- \n•\n".to_owned(),
        last_cycle: vec![LastTarget {
            will: samples::ugly_name(),
            outcome: samples::ugly_name(),
            next: ugly(),
        }],
        agreements: vec![Agreed {
            who: samples::ugly_name(),
            party: ugly(),
            answer: "y".repeat(80),
            how: ugly(),
            on: None,
            recorded_by: samples::ugly_name(),
            words: samples::ten_pages(),
        }],
        to_sign: vec![samples::ugly_name(), String::new()],
        review_on: Some(date(9999, 12, 31)),
        labels: Labels { needs: ugly(), ..Labels::default() },
        more: vec![Fact::new(ugly(), samples::ten_pages()), Fact::new("", "")],
        furniture: samples::ugly("Individual education plan"),
    }
}
