//! The review on paper: the pack before it, the record after it.

use domain::{Date, date};
use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper, Picture, chart::OnPaper, furniture::Fact};

/// A view.
#[derive(Clone, Debug, Serialize)]
pub struct ViewOnPaper {
    /// Whose.
    pub who: String,
    /// What goes well, what does not, what is wanted.
    pub says: Vec<Fact>,
}

/// A target under review.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReviewedTarget {
    /// What the child was to do.
    pub will: String,
    /// The goal with its day.
    pub goal: String,
    /// The latest score with its day.
    pub latest: String,
    /// Sessions delivered of those planned.
    pub sessions: String,
    /// What the numbers say.
    pub verdict: String,
    /// The chart.
    pub chart: Option<OnPaper>,
    /// What the review decided of it; empty before.
    pub outcome: String,
    /// In words.
    pub note: String,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// When, where, which cycle.
    pub facts: Vec<Fact>,
    /// The views.
    pub views: Vec<ViewOnPaper>,
    /// The targets.
    pub targets: Vec<ReviewedTarget>,
    /// Sessions planned and delivered, and why some were missed; attendance.
    pub sessions: Vec<Fact>,
    /// The gap to peers, subject by subject.
    pub gaps: Vec<Fact>,
    /// What the last review decided and changed.
    pub last: String,
    /// What was decided; empty before the review.
    pub decided: String,
    /// What changes because of it.
    pub changes: String,
    /// Where people saw it differently.
    pub differences: String,
    /// Who was there; empty before the review.
    pub present: Vec<String>,
    /// A line to sign for each.
    pub to_sign: Vec<String>,
    /// The next meeting.
    pub next_on: Option<Date>,
}

impl Paper for Review {
    const NAME: &'static str = "review";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }

    fn pictures(&self) -> Vec<&Picture> {
        self.targets.iter().filter_map(|target| target.chart.as_ref()).map(|chart| &chart.picture).collect()
    }
}

impl Review {
    /// A review of which nothing is known.
    #[must_use]
    pub fn new(furniture: Furniture) -> Self {
        Self {
            furniture,
            facts: Vec::new(),
            views: Vec::new(),
            targets: Vec::new(),
            sessions: Vec::new(),
            gaps: Vec::new(),
            last: String::new(),
            decided: String::new(),
            changes: String::new(),
            differences: String::new(),
            present: Vec::new(),
            to_sign: Vec::new(),
            next_on: None,
        }
    }
}

pub(super) const KIND: Kind = Kind {
    name: Review::NAME,
    title: "Review pack and record",
    for_whom: "all who are invited",
    samples: &[
        ("typical", || sheet(&pack())),
        ("record", || sheet(&record())),
        ("empty", || sheet(&Review::new(samples::bare("Review")))),
        ("ugly", || sheet(&ugly())),
    ],
};

fn pack() -> Review {
    Review {
        facts: vec![
            Fact::new("When", "Thursday 17 December 2026, 3:30 pm"),
            Fact::new("Where", "The Willow room"),
            Fact::new("Cycle", "2"),
        ],
        views: vec![
            ViewOnPaper {
                who: "Siân".to_owned(),
                says: vec![
                    Fact::new("What goes well", "Reading with Mr Osei"),
                    Fact::new("What I want", "To read the fox book"),
                ],
            },
            ViewOnPaper {
                who: "Parents".to_owned(),
                says: vec![
                    Fact::new("What goes well", "Evenings are calmer"),
                    Fact::new("What does not", "Spelling tests on Fridays"),
                ],
            },
        ],
        targets: vec![ReviewedTarget {
            will: "Read 45 words in a minute from a text of Year 2".to_owned(),
            goal: "45 words a minute by 18 December 2026".to_owned(),
            latest: "38 on 16 November 2026".to_owned(),
            sessions: "31 of 36 took place".to_owned(),
            verdict: "On track: the last three scores lie on or above the line.".to_owned(),
            chart: Some(samples::reading_chart("Words read in a minute")),
            ..ReviewedTarget::default()
        }],
        sessions: vec![
            Fact::new("Since 3 November 2026", "31 of 36 planned sessions took place"),
            Fact::new("Missed", "child absent: ill (3), not run: school trip (2)"),
            Fact::new("Attendance", "93.4%"),
        ],
        gaps: vec![Fact::new(
            "Reading",
            "4 points behind on 16 October 2026, about 8 school weeks of usual progress",
        )],
        last: "3 November 2026: SEN support continues. Shorter sessions, more often.".to_owned(),
        ..Review::new(samples::for_parents("Review: the pack"))
    }
}

fn record() -> Review {
    let mut review = pack();
    "Review: the record".clone_into(&mut review.furniture.title);
    "SEN support continues. The reading target is kept with a higher goal.".clone_into(&mut review.decided);
    "The goal goes up to 55 words. The group stays as it is.".clone_into(&mut review.changes);
    "Siân’s mother would like a session every day; the school will look again at half term."
        .clone_into(&mut review.differences);
    review.present =
        ["Siân", "Małgorzata Łukasiewicz", "Mrs Patel", "Amara Okafor (SENCO)"].map(str::to_owned).to_vec();
    review.to_sign = vec!["Parent or carer".to_owned(), "SENCO".to_owned()];
    review.next_on = Some(date(2027, 3, 25));
    for target in &mut review.targets {
        "Partly met".clone_into(&mut target.outcome);
    }
    review
}

fn ugly() -> Review {
    Review {
        facts: vec![Fact::new(samples::ugly_name(), samples::ten_pages())],
        views: vec![ViewOnPaper {
            who: samples::ugly_name(),
            says: vec![Fact::new("", samples::ugly_line())],
        }],
        targets: vec![
            ReviewedTarget {
                will: samples::ugly_name(),
                note: samples::ten_pages(),
                chart: Some(samples::reading_chart(&samples::ugly_line())),
                ..ReviewedTarget::default()
            },
            ReviewedTarget::default(),
        ],
        sessions: vec![Fact::new(samples::ugly_line(), samples::ugly_line())],
        gaps: vec![Fact::new(samples::ugly_name(), "")],
        last: samples::ugly_line(),
        decided: samples::ugly_line(),
        changes: samples::ten_pages(),
        differences: samples::ugly_line(),
        present: vec![samples::ugly_name(), String::new()],
        to_sign: vec![samples::ugly_name()],
        ..Review::new(samples::ugly("Review"))
    }
}
