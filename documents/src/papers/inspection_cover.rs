//! The cover of the pupil stories that inspectors are shown: whose they are, and how the children differ.

use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper};

/// A child on the cover.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CoverLine {
    /// The name.
    pub name: String,
    /// Class and year.
    pub class: String,
    /// SEN status.
    pub status: String,
    /// Main need.
    pub need: String,
    /// The step, in words.
    pub step: String,
    /// For how long support has run.
    pub supported: String,
    /// Whether their story follows.
    pub has_story: bool,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct InspectionCover {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// Who chose them, and when.
    pub chosen: String,
    /// The children, in the order of their stories.
    pub lines: Vec<CoverLine>,
}

impl Paper for InspectionCover {
    const NAME: &'static str = "inspection-cover";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

pub(super) const KIND: Kind = Kind {
    name: InspectionCover::NAME,
    title: "Inspection: cover of the pupil stories",
    for_whom: "the head, inspectors",
    samples: &[
        ("typical", || sheet(&typical())),
        ("empty", || sheet(&of(samples::bare(TITLE), String::new(), Vec::new()))),
        ("ugly", || sheet(&ugly())),
    ],
};

const TITLE: &str = "Pupil stories for the inspection";

fn of(furniture: Furniture, chosen: String, lines: Vec<CoverLine>) -> InspectionCover {
    InspectionCover { furniture, chosen, lines }
}

fn typical() -> InspectionCover {
    let line = |name: &str, class: &str, status: &str, need: &str, step: &str, supported: &str| CoverLine {
        name: name.to_owned(),
        class: class.to_owned(),
        status: status.to_owned(),
        need: need.to_owned(),
        step: step.to_owned(),
        supported: supported.to_owned(),
        has_story: true,
    };
    let mut lines = vec![
        line(
            "Noor Baptiste",
            "Oak, Reception",
            "SEN support",
            "Speech, language and communication needs",
            "Step 5 Provision",
            "7 weeks",
        ),
        line(
            "Siân Łukasiewicz",
            "3 Hazel, Year 3",
            "SEN support",
            "Specific learning difficulty",
            "Step 6 Monitoring",
            "14 months",
        ),
        line(
            "Idris Vale",
            "6 Rowan, Year 6",
            "EHC plan",
            "Autistic spectrum disorder",
            "Step 8 EHCP in place",
            "3 years",
        ),
    ];
    lines.push(CoverLine {
        has_story: false,
        ..line("Ada Quill", "4 Elm, Year 4", "Monitored", "", "Step 1 Concern", "")
    });
    let furniture = Furniture { facts: Vec::new(), about: "4 children".to_owned(), ..samples::usual(TITLE) };
    of(furniture, "Chosen by Ruth Amsel on 9 November 2026".to_owned(), lines)
}

fn ugly() -> InspectionCover {
    let line = CoverLine {
        name: samples::ugly_name(),
        class: samples::ugly_name(),
        status: samples::ugly_line(),
        need: samples::ugly_line(),
        step: samples::ugly_line(),
        supported: samples::ugly_name(),
        has_story: true,
    };
    let mut lines = vec![line; 6];
    lines.push(CoverLine::default());
    of(samples::ugly(TITLE), samples::ugly_line(), lines)
}
