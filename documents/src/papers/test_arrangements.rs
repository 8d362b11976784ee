//! Test arrangements: how a child normally works, since when, with its evidence; what the school decides is left to tick.

use domain::{Date, census::NationalTests, date};
use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper};

/// A normal way of working.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NormalWay {
    /// What is done.
    pub what: String,
    /// Since when.
    pub since: Option<Date>,
    /// How often, in words.
    pub how_often: String,
    /// What shows that it helps.
    pub evidence: String,
}

/// Evidence of the need.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TestEvidence {
    /// Its day.
    pub on: Option<Date>,
    /// A test, an observation, a report, and whose.
    pub source: String,
    /// What it says.
    pub says: String,
}

/// What can be arranged, and who decides it.
#[derive(Clone, Debug, Serialize)]
pub struct ToDecide {
    /// Who decides.
    pub who: String,
    /// The arrangements, each to tick.
    pub lines: Vec<String>,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct TestArrangements {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// Which tests.
    pub tests: String,
    /// How the child normally works.
    pub ways: Vec<NormalWay>,
    /// The evidence.
    pub evidence: Vec<TestEvidence>,
    /// What the school decides.
    pub decide: Vec<ToDecide>,
    /// Who signs.
    pub to_sign: Vec<String>,
}

impl Paper for TestArrangements {
    const NAME: &'static str = "test-arrangements";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

impl TestArrangements {
    /// The arrangements of tests for a child of whom nothing is known.
    #[must_use]
    pub fn new(furniture: Furniture, tests: NationalTests) -> Self {
        Self {
            furniture,
            tests: tests.name().to_owned(),
            ways: Vec::new(),
            evidence: Vec::new(),
            decide: tests
                .arrangements()
                .iter()
                .map(|(who, lines)| ToDecide {
                    who: (*who).to_owned(),
                    lines: lines.iter().map(|line| (*line).to_owned()).collect(),
                })
                .collect(),
            to_sign: vec!["SENCO".to_owned(), "Head".to_owned()],
        }
    }
}

pub(super) const KIND: Kind = Kind {
    name: TestArrangements::NAME,
    title: "Test arrangements",
    for_whom: "the key stage 2 tests",
    samples: &[
        ("typical", || sheet(&typical())),
        ("empty", || {
            sheet(&TestArrangements::new(samples::bare("Test arrangements"), NationalTests::KeyStage1))
        }),
        ("ugly", || sheet(&ugly())),
    ],
};

fn typical() -> TestArrangements {
    let way = |what: &str, since, how_often: &str, evidence: &str| NormalWay {
        what: what.to_owned(),
        since: Some(since),
        how_often: how_often.to_owned(),
        evidence: evidence.to_owned(),
    };
    let says = |on, source: &str, says: &str| TestEvidence {
        on: Some(on),
        source: source.to_owned(),
        says: says.to_owned(),
    };
    let mut paper = TestArrangements::new(samples::usual("Test arrangements"), NationalTests::KeyStage2);
    paper.ways = vec![
        way(
            "Questions in maths are read to her",
            date(2025, 9, 15),
            "every lesson",
            "Enough difference, 12 January 2026: she finishes the page",
        ),
        way("Ten minutes of work, then two of movement", date(2026, 1, 12), "every morning", ""),
        way("Works in the small room in tests", date(2026, 5, 11), "each test of the school", "In the plan"),
    ];
    paper.evidence = vec![
        says(date(2026, 6, 8), "Reading age test", "7 years 2 months at 10 years 3 months"),
        says(
            date(2026, 3, 2),
            "R. Holm, speech and language therapist",
            "Understands long instructions at the level of a child of seven",
        ),
    ];
    paper
}

fn ugly() -> TestArrangements {
    let mut paper = TestArrangements::new(samples::ugly("Test arrangements"), NationalTests::KeyStage2);
    paper.ways = vec![
        NormalWay {
            what: samples::ten_pages(),
            since: None,
            how_often: samples::ugly_name(),
            evidence: samples::ugly_line(),
        },
        NormalWay::default(),
    ];
    paper.evidence = vec![
        TestEvidence { on: None, source: samples::ugly_name(), says: samples::ten_pages() },
        TestEvidence::default(),
    ];
    paper.decide.push(ToDecide { who: samples::ugly_name(), lines: vec![samples::ugly_line()] });
    paper.to_sign.push(samples::ugly_name());
    paper
}
