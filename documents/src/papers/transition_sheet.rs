//! The transition sheet, for the next teacher or the next school.

use domain::{Date, date};
use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper, furniture::Fact};

/// A visit, or a step on the way.
#[derive(Clone, Debug, Serialize)]
pub struct Visit {
    /// When.
    pub on: Option<Date>,
    /// What.
    pub what: String,
    /// Who goes, and whom they meet.
    pub who: String,
    /// Whether it was.
    pub done: bool,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct TransitionSheet {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// The profile: headings and what stands under them.
    pub profile: Vec<Fact>,
    /// What works.
    pub works: String,
    /// What does not.
    pub does_not: String,
    /// What keeps the child safe.
    pub safe: String,
    /// The visits.
    pub visits: Vec<Visit>,
    /// Which adults meet, and when.
    pub meets: String,
    /// What is passed on, to whom.
    pub passed_on: String,
    /// Whom to ask.
    pub ask: Vec<Fact>,
}

impl Paper for TransitionSheet {
    const NAME: &'static str = "transition-sheet";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

pub(super) const KIND: Kind = Kind {
    name: TransitionSheet::NAME,
    title: "Transition sheet",
    for_whom: "the next teacher, the next school",
    samples: &[("typical", || sheet(&typical())), ("empty", || sheet(&empty())), ("ugly", || sheet(&ugly()))],
};

fn empty() -> TransitionSheet {
    TransitionSheet {
        furniture: samples::bare("Moving on"),
        profile: Vec::new(),
        works: String::new(),
        does_not: String::new(),
        safe: String::new(),
        visits: Vec::new(),
        meets: String::new(),
        passed_on: String::new(),
        ask: Vec::new(),
    }
}

fn typical() -> TransitionSheet {
    let visit = |on: Date, what: &str, who: &str, done| Visit {
        on: Some(on),
        what: what.to_owned(),
        who: who.to_owned(),
        done,
    };
    TransitionSheet {
        furniture: samples::usual("Moving on: from 4 Oak to 5 Ash"),
        profile: vec![
            Fact::new("What is important to me", "My dog, Barti. Knowing what comes next."),
            Fact::new("What I find difficult", "Reading long words. Loud noise, above all in the hall."),
        ],
        works: "- One instruction at a time, with a picture\n- Wait ten seconds\n- A seat from which she sees the door".to_owned(),
        does_not: "Reading aloud to the class. Being hurried.".to_owned(),
        safe: String::new(),
        visits: vec![
            visit(date(2027, 6, 21), "Meets Mr Gale in her own classroom", "Mrs Patel", true),
            visit(date(2027, 7, 5), "A morning in 5 Ash with two friends", "Mr Gale, Miss Okoro", false),
        ],
        meets: "Mrs Patel and Mr Gale, 14 June; both with the parents, 28 June".to_owned(),
        passed_on: "The plan, the profile, the picture timetable, the ear defenders".to_owned(),
        ask: vec![Fact::new("Class teacher now", "Mrs Patel"), Fact::new("SENCO", "Amara Okafor, 01632 960002")],
    }
}

fn ugly() -> TransitionSheet {
    TransitionSheet {
        furniture: samples::ugly("Moving on"),
        profile: vec![Fact::new(samples::ugly_name(), samples::ten_pages()), Fact::new("", "")],
        works: samples::ugly_line(),
        does_not: samples::ten_pages(),
        safe: samples::ugly_line(),
        visits: vec![
            Visit { on: None, what: samples::ugly_line(), who: samples::ugly_name(), done: true },
            Visit { on: None, what: String::new(), who: String::new(), done: false },
        ],
        meets: samples::ugly_line(),
        passed_on: samples::ten_pages(),
        ask: vec![Fact::new(samples::ugly_line(), samples::ugly_name()); 7],
    }
}
