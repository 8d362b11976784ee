//! How much room a one page profile has for each of its parts, as the typesetter measured it.

use serde::{Deserialize, Serialize};

/// One part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The part: the field's name in `domain::record::Headings`.
    pub name: String,
    /// Lines that its text takes.
    pub lines: u32,
    /// Lines that there is room for while the other parts stay as they are.
    pub room: u32,
    /// How many letters of its text stand on the page; fewer than the text has when it is cut.
    pub shown: u32,
    /// How many letters its text has.
    pub letters: u32,
}

impl Part {
    /// By how many lines the text is too long; nothing when it fits.
    #[must_use]
    pub fn over(&self) -> u32 {
        self.lines.saturating_sub(self.room)
    }

    /// How many lines are left.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.room.saturating_sub(self.lines)
    }

    /// Whether the whole text stands on the page.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.over() == 0
    }
}

/// The parts of one profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// In the page's order.
    pub parts: Vec<Part>,
}

impl Room {
    /// Whether every part fits.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.parts.iter().all(Part::fits)
    }

    /// The part of a name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}
