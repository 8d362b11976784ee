//! One child on two pages, for the head, inspectors, a meeting.

use domain::{Date, date};
use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper, Picture, chart::OnPaper};

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
pub struct Happened {
    /// When.
    pub on: Option<Date>,
    /// What.
    pub what: String,
}

/// Something that was tried.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tried {
    /// What.
    pub what: String,
    /// From when to when, how often.
    pub how_long: String,
    /// What came of it.
    pub effect: String,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct PupilStory {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// The whole in two or three sentences.
    pub summary: String,
    /// The timeline.
    pub timeline: Vec<Happened>,
    /// What was tried.
    pub tried: Vec<Tried>,
    /// What changed.
    pub changed: String,
    /// Its charts.
    pub charts: Vec<OnPaper>,
    /// What is next.
    pub next: String,
}

impl Paper for PupilStory {
    const NAME: &'static str = "pupil-story";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }

    fn pictures(&self) -> Vec<&Picture> {
        self.charts.iter().map(|chart| &chart.picture).collect()
    }
}

impl PupilStory {
    /// A story of which nothing is known.
    #[must_use]
    pub fn new(furniture: Furniture) -> Self {
        Self {
            furniture,
            summary: String::new(),
            timeline: Vec::new(),
            tried: Vec::new(),
            changed: String::new(),
            charts: Vec::new(),
            next: String::new(),
        }
    }
}

pub(super) const KIND: Kind = Kind {
    name: PupilStory::NAME,
    title: "Pupil story",
    for_whom: "the head, inspectors, a meeting",
    samples: &[
        ("typical", || sheet(&typical())),
        ("empty", || sheet(&PupilStory::new(samples::bare("Pupil story")))),
        ("ugly", || sheet(&ugly())),
    ],
};

fn typical() -> PupilStory {
    let happened = |on, what: &str| Happened { on: Some(on), what: what.to_owned() };
    let tried = |what: &str, how_long: &str, effect: &str| Tried {
        what: what.to_owned(),
        how_long: how_long.to_owned(),
        effect: effect.to_owned(),
    };
    PupilStory {
        summary: "Siân reads less than half of what her year reads. Since September a reading group and one picture at a time have helped: she gains about two words a minute each week.".to_owned(),
        timeline: vec![
            happened(date(2026, 9, 14), "The class teacher raised a concern; talk with the mother two days later"),
            happened(date(2026, 9, 17), "Teaching was adapted"),
            happened(date(2026, 10, 5), "One page profile signed off"),
            happened(date(2026, 10, 14), "Plan agreed by all four; SEN support began"),
            happened(date(2026, 12, 17), "Review: support continues"),
        ],
        tried: vec![
            tried("One instruction at a time, with a picture", "Since 17 September, every lesson", "Starts on her own in four of five lessons"),
            tried("Reading group", "Since 24 September, 4 × 20 minutes", "22 to 38 words a minute"),
        ],
        changed: "6 of 6 scores since the reading group began are better than before.".to_owned(),
        charts: vec![samples::reading_chart("Words read in a minute")],
        next: "A higher goal for texts of Year 3; the target on sentences ends.".to_owned(),
        ..PupilStory::new(samples::usual("Pupil story"))
    }
}

fn ugly() -> PupilStory {
    PupilStory {
        summary: samples::ugly_line(),
        timeline: vec![Happened { on: None, what: samples::ten_pages() }],
        tried: vec![
            Tried {
                what: samples::ugly_line(),
                how_long: samples::ugly_name(),
                effect: samples::ten_pages(),
            },
            Tried::default(),
        ],
        changed: samples::ten_pages(),
        charts: (0..3).map(|_| samples::reading_chart(&samples::ugly_name())).collect(),
        next: samples::ugly_line(),
        ..PupilStory::new(samples::ugly("Pupil story"))
    }
}
