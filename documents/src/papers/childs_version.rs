//! The child's version of the plan: own words, pictures, "what I am working on", own chart.

use domain::{Date, date};
use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Drawing, Furniture, Paper, Picture, chart::OnPaper};

/// A target in the child's words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MyTarget {
    /// What I will do.
    pub will: String,
    /// Where I started.
    pub start: String,
    /// Where I am now.
    pub now: String,
    /// Where I want to get to.
    pub goal: String,
    /// My chart.
    pub chart: Option<OnPaper>,
    /// Who helps me, and when.
    pub helpers: Vec<String>,
    /// Faces to put a ring round.
    pub feelings: Vec<Drawing>,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct ChildsVersion {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// Drawings that the child chose.
    pub drawings: Vec<Drawing>,
    /// What I am good at.
    pub good_at: String,
    /// What I am working on.
    pub targets: Vec<MyTarget>,
    /// What helps me.
    pub helps: String,
    /// When we talk about it again.
    pub review_on: Option<Date>,
}

impl Paper for ChildsVersion {
    const NAME: &'static str = "childs-version";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }

    fn pictures(&self) -> Vec<&Picture> {
        let feelings = self.targets.iter().flat_map(|target| &target.feelings);
        let drawings = self.drawings.iter().chain(feelings).filter_map(|drawing| drawing.picture.as_ref());
        let charts =
            self.targets.iter().filter_map(|target| target.chart.as_ref()).map(|chart| &chart.picture);
        drawings.chain(charts).collect()
    }
}

/// The three faces.
#[must_use]
pub fn feelings() -> Vec<Drawing> {
    domain::record::Feeling::ALL
        .into_iter()
        .map(|feeling| Drawing::new(&format!("feeling-{}", feeling.code()), feeling.name()))
        .collect()
}

pub(super) const KIND: Kind = Kind {
    name: ChildsVersion::NAME,
    title: "Child’s version of the plan",
    for_whom: "the child",
    samples: &[("typical", || sheet(&typical())), ("empty", || sheet(&empty())), ("ugly", || sheet(&ugly()))],
};

fn typical() -> ChildsVersion {
    ChildsVersion {
        furniture: Furniture { facts: Vec::new(), ..samples::usual("My plan") },
        drawings: vec![
            Drawing::new("cat", "Animals"),
            Drawing::new("pencil", "Drawing"),
            Drawing::new("symbol-rocket", "Space"),
        ],
        good_at: "I am good at drawing, and I know everything about foxes.".to_owned(),
        targets: vec![
            MyTarget {
                will: "Read my fox book on my own".to_owned(),
                start: "22 words in a minute".to_owned(),
                now: "38".to_owned(),
                goal: "45 by 18 December".to_owned(),
                chart: Some(samples::reading_chart("Words that I read in a minute")),
                helpers: vec!["Mr Osei: Monday to Thursday, after register".to_owned()],
                feelings: feelings(),
            },
            MyTarget {
                will: "Ask when I have not understood".to_owned(),
                start: "Never".to_owned(),
                now: "Once a lesson".to_owned(),
                goal: "Three times a lesson".to_owned(),
                chart: None,
                helpers: vec!["Mr Osei: Tuesday and Friday".to_owned()],
                feelings: feelings(),
            },
        ],
        helps: "Pictures. A quiet place. When nobody hurries me.".to_owned(),
        review_on: Some(date(2026, 12, 17)),
    }
}

fn empty() -> ChildsVersion {
    ChildsVersion {
        furniture: samples::bare("My plan"),
        drawings: Vec::new(),
        good_at: String::new(),
        targets: Vec::new(),
        helps: String::new(),
        review_on: None,
    }
}

fn ugly() -> ChildsVersion {
    let target = MyTarget {
        will: samples::ugly_name(),
        start: samples::ugly_line(),
        now: "8".repeat(90),
        goal: String::new(),
        chart: Some(samples::reading_chart("")),
        helpers: vec![samples::ugly_line(), samples::ten_pages()],
        feelings: vec![Drawing::new("no such", samples::ugly_name())],
    };
    ChildsVersion {
        furniture: samples::ugly("My plan"),
        drawings: (0..8).map(|_| Drawing::new("book", samples::ugly_name())).collect(),
        good_at: samples::ugly_line(),
        targets: vec![target.clone(), MyTarget::default(), target],
        helps: samples::ten_pages(),
        review_on: Some(date(1, 1, 1)),
    }
}
