//! One page a group and week: who was there and the score, written by hand and typed in later.

use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper, furniture::Fact};

/// A child of the group.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OnSessionSheet {
    /// The child's name.
    pub name: String,
    /// The target in short; empty when the place serves none.
    pub target: String,
    /// What is counted, and the goal: "words a minute, to 60".
    pub measure: String,
    /// Whether the child has a place in the group, session by session.
    pub places: Vec<bool>,
}

/// The paper.
#[derive(Clone, Debug, Serialize)]
pub struct SessionSheet {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// The sessions of the week, in order: "Mon 23 Nov, 09:30".
    pub sessions: Vec<String>,
    /// The children, by name.
    pub children: Vec<OnSessionSheet>,
}

impl Paper for SessionSheet {
    const NAME: &'static str = "session-sheet";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

pub(super) const KIND: Kind = Kind {
    name: SessionSheet::NAME,
    title: "Session sheet",
    for_whom: "the adult who runs a group and logs on paper",
    samples: &[
        ("typical", || sheet(&typical(4))),
        ("empty", || {
            sheet(&SessionSheet {
                furniture: samples::bare("Session sheet"),
                sessions: Vec::new(),
                children: Vec::new(),
            })
        }),
        ("large", || sheet(&typical(18))),
        ("ugly", || sheet(&ugly())),
    ],
};

fn typical(size: usize) -> SessionSheet {
    let known = [
        ("Adeyemi, Tobi", "Reads 60 words a minute from a Year 3 text", "words a minute, to 60"),
        ("Hughes, Cerys", "Starts a task within a minute of being asked", "times out of 10, to 8"),
        ("Khan, Zayn", "", ""),
        (
            "Łukasiewicz-O’Shea, Siân",
            "Retells a story with beginning, middle and end",
            "parts out of 5, to 4",
        ),
    ];
    SessionSheet {
        furniture: Furniture {
            facts: vec![
                Fact::new("Adult", "Leila Okoro"),
                Fact::new("Room", "Library corner"),
                Fact::new("When", "Mon, Wed and Fri, 09:30, 20 minutes"),
            ],
            version: "Week of 23 November 2026".to_owned(),
            ..Furniture::new(samples::SCHOOL, "Session sheet", "Reading fluency group", samples::TODAY)
        },
        sessions: ["Mon 23 Nov, 09:30", "Wed 25 Nov, 09:30", "Fri 27 Nov, 09:30"].map(str::to_owned).to_vec(),
        children: known
            .into_iter()
            .cycle()
            .take(size)
            .enumerate()
            .map(|(at, (name, target, measure))| OnSessionSheet {
                name: name.to_owned(),
                target: target.to_owned(),
                measure: measure.to_owned(),
                places: vec![at != 2, true, true],
            })
            .collect(),
    }
}

fn ugly() -> SessionSheet {
    let mut furniture = samples::ugly("Session sheet");
    furniture.facts.push(Fact::new("Room", samples::ugly_line()));
    SessionSheet {
        furniture,
        sessions: (0..7)
            .map(|at| if at == 0 { samples::ugly_name() } else { samples::ugly_line() })
            .collect(),
        children: (0..30)
            .map(|at| OnSessionSheet {
                name: samples::ugly_name(),
                target: if at % 3 == 0 { samples::ten_pages() } else { samples::ugly_line() },
                measure: if at % 2 == 0 { samples::ugly_line() } else { "w".repeat(400) },
                // Fewer places than sessions: what is not said is no place.
                places: vec![true; at % 9],
            })
            .collect(),
    }
}
