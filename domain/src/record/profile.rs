//! Step 3: the one page profile: each party's part, and the joined and signed page.

use serde::{Deserialize, Serialize};

use super::Party;
use crate::{Date, FileId};

/// The five headings of the one page profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Headings {
    /// What people like and admire about me.
    pub admire: String,
    /// What is important to me.
    pub important: String,
    /// How best to support me.
    pub support: String,
    /// What I find difficult.
    pub difficult: String,
    /// What I want help with.
    pub help: String,
}

impl Headings {
    /// The headings with field name, title and text, in the page's order.
    #[must_use]
    pub fn rows(&self) -> [(&'static str, &'static str, &str); 5] {
        [
            ("admire", "What people like and admire about me", &self.admire),
            ("important", "What is important to me", &self.important),
            ("support", "How best to support me", &self.support),
            ("difficult", "What I find difficult", &self.difficult),
            ("help", "What I want help with", &self.help),
        ]
    }

    /// The title of a heading by its field name; empty when there is none of that name.
    #[must_use]
    pub fn title_of(field: &str) -> &'static str {
        let rows = Headings::default().rows().map(|(name, title, _)| (name, title));
        rows.into_iter().find(|(name, _)| *name == field).map_or("", |(_, title)| title)
    }

    /// Whether nothing is written under any heading.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows().iter().all(|(_, _, text)| text.trim().is_empty())
    }
}

/// One party's part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfilePart {
    /// Whose part.
    pub party: Party,
    /// What they write.
    pub headings: Headings,
    /// Pictures chosen (ids of the shipped set).
    pub pictures: Vec<String>,
    /// A photo or drawing that goes with it.
    pub photo: Option<FileId>,
    /// How the part was gathered, when an adult recorded it.
    pub gathered: String,
    /// Attempts, when nothing could be had from the party.
    pub attempts: String,
}

/// The joined page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignedProfile {
    /// The joined text.
    pub headings: Headings,
    /// Pictures on the page.
    pub pictures: Vec<String>,
    /// The photo or drawing on the page: one that came with a part.
    pub photo: Option<FileId>,
    /// The day on which the SENCO signed it off; none while it is being joined.
    pub signed_off_on: Option<Date>,
}
