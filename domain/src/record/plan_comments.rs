//! What somebody says of a draft plan, or of a notice that it will be amended: section by section, and which school.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Party;
use crate::Date;

/// The sections of a plan, and what each holds (SEND Regulations 2014, reg 12).
pub const SECTIONS: [(&str, &str); 12] = [
    ("A", "Views, interests and aspirations of the child and the parents"),
    ("B", "Special educational needs"),
    ("C", "Health needs that go with them"),
    ("D", "Social care needs that go with them"),
    ("E", "Outcomes"),
    ("F", "Special educational provision"),
    ("G", "Health provision"),
    ("H1", "Social care provision that must be made"),
    ("H2", "Any other social care provision"),
    ("I", "School"),
    ("J", "Personal budget"),
    ("K", "Advice and information"),
];

/// Comments on a draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanComments {
    /// Whose.
    pub party: Party,
    /// Their name.
    pub name: String,
    /// By section's letter.
    pub sections: BTreeMap<String, String>,
    /// About the whole.
    pub whole: String,
    /// The school that they want named in section I.
    pub school: String,
    /// The day on which they sent them to the county.
    pub sent_on: Option<Date>,
}

impl PlanComments {
    /// Whether anything is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sections.values().chain([&self.whole, &self.school]).all(|text| text.trim().is_empty())
    }

    /// What is said, by section, in the plan's order.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
        SECTIONS
            .iter()
            .filter_map(|(letter, title)| Some((*letter, *title, self.sections.get(*letter)?.as_str())))
            .filter(|(.., text)| !text.trim().is_empty())
    }
}
