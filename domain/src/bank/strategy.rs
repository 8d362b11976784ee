//! A strategy: what a class teacher can change in everyday teaching, and what to look for afterwards.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{InBank, ItemFault, MOST_LETTERS, in_order};
use crate::census::AreaOfNeed;

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../data/strategies.toml")).expect("strategies.toml is a bank");
    let strategies = file.area.into_iter().flat_map(|area| {
        area.strategy.into_iter().map(move |strategy| Strategy { area: area.id, ..strategy })
    });
    Shipped { version: file.version, strategies: strategies.collect() }
});

struct Shipped {
    version: u32,
    strategies: Vec<Strategy>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    area: Vec<Area>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    id: AreaOfNeed,
    strategy: Vec<Strategy>,
}

/// A strategy of the bank.
///
/// # Source
/// `data/strategies.toml`; `pathway.md`, step 2.
///
/// # Example
/// ```
/// # use domain::bank::Strategy;
/// let one = Strategy::shipped().iter().find(|one| one.id == "one-instruction").unwrap();
/// assert!(one.items.contains(&1), "it is suggested for “Needs instructions repeated or broken down”");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// Its id.
    pub id: String,
    /// The area of need that it serves.
    #[serde(default = "first_area")]
    pub area: AreaOfNeed,
    /// The checklist items for which it is suggested.
    #[serde(default)]
    pub items: Vec<u32>,
    /// The years for which it is meant; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<[i8; 2]>,
    /// What to do.
    pub text: String,
    /// How often.
    #[serde(default)]
    pub often: String,
    /// What to look for when it is reviewed.
    #[serde(default)]
    pub look: String,
}

const fn first_area() -> AreaOfNeed {
    AreaOfNeed::CommunicationInteraction
}

impl Default for Strategy {
    fn default() -> Self {
        Self {
            id: String::new(),
            area: first_area(),
            items: Vec::new(),
            years: None,
            text: String::new(),
            often: String::new(),
            look: String::new(),
        }
    }
}

impl Strategy {
    /// The strategies that are shipped, by area.
    #[must_use]
    pub fn shipped() -> &'static [Strategy] {
        &SHIPPED.strategies
    }

    /// The version of the shipped strategies.
    #[must_use]
    pub fn shipped_version() -> u32 {
        SHIPPED.version
    }
}

impl InBank for Strategy {
    fn id(&self) -> &str {
        &self.id
    }

    fn with_id(self, id: String) -> Self {
        Self { id, ..self }
    }

    fn area(&self) -> AreaOfNeed {
        self.area
    }

    fn faults(&self) -> Vec<ItemFault> {
        let says = "Write what the teacher does, for example “Give one instruction at a time”";
        let mut faults: Vec<ItemFault> = [
            ItemFault::of_text("text", &self.text, MOST_LETTERS, says),
            ItemFault::of_text("often", &self.often, 60, ""),
            ItemFault::of_text("look", &self.look, MOST_LETTERS, ""),
        ]
        .into_iter()
        .flatten()
        .collect();
        if self.years.is_some_and(|years| !in_order(years)) {
            faults.push(ItemFault::new("to", "The last year must not be before the first"));
        }
        faults
    }
}
