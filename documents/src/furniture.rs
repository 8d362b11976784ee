//! What stands on every paper: whose school, what it is, whom it is about, when it was made, whom to ask.

use domain::Date;
use serde::Serialize;

use crate::Picture;

/// A label and what is to be said under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// What stands beside it.
    pub text: String,
}

impl Fact {
    /// A fact.
    #[must_use]
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), text: text.into() }
    }
}

/// The furniture of a paper.
#[derive(Clone, Debug, Serialize)]
pub struct Furniture {
    /// The school's name.
    pub school: String,
    /// The school's logo.
    pub logo: Option<Picture>,
    /// The school's address and telephone, in lines. Empty when they are not written down.
    pub address: String,
    /// What the paper is: "One page profile".
    pub title: String,
    /// Whom it is about, on every page: the child's name, or the class.
    pub about: String,
    /// The facts under the title: class, year, date of birth.
    pub facts: Vec<Fact>,
    /// The day that the paper bears.
    pub made_on: Date,
    /// Which version of what: "Version 3, signed off on 2 November 2026". Empty when there is none.
    pub version: String,
    /// What it still is not: "Draft: not signed off". Empty when it stands.
    pub draft: String,
    /// What whoever gets it needs: "Home language: Polish. An interpreter is wanted." Empty when nothing is recorded.
    pub made_for: String,
    /// Whether it is set in large print (18 points).
    pub large_print: bool,
    /// Independent advice, the local offer, how to complain: on letters and parents' papers.
    pub signposts: Vec<Fact>,
}

impl Furniture {
    /// Furniture with nothing but what every paper has.
    #[must_use]
    pub fn new(
        school: impl Into<String>,
        title: impl Into<String>,
        about: impl Into<String>,
        made_on: Date,
    ) -> Self {
        Self {
            school: school.into(),
            logo: None,
            address: String::new(),
            title: title.into(),
            about: about.into(),
            facts: Vec::new(),
            made_on,
            version: String::new(),
            draft: String::new(),
            made_for: String::new(),
            large_print: false,
            signposts: Vec::new(),
        }
    }
}
