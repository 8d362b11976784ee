//! A target of the bank: something that a child will do, that can be counted.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{InBank, ItemFault, MOST_LETTERS, in_order};
use crate::{
    census::AreaOfNeed,
    progress::{Direction, Score},
};

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../data/targets.toml")).expect("targets.toml is a bank");
    let targets = file
        .area
        .into_iter()
        .flat_map(|area| area.target.into_iter().map(move |target| TargetIdea { area: area.id, ..target }));
    Shipped { version: file.version, targets: targets.collect() }
});

struct Shipped {
    version: u32,
    targets: Vec<TargetIdea>,
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
    target: Vec<TargetIdea>,
}

/// A target of the bank, without a child's numbers.
///
/// # Source
/// `data/targets.toml`; `pathway.md`, step 4.
///
/// # Example
/// ```
/// # use domain::bank::TargetIdea;
/// let one = TargetIdea::shipped().iter().find(|one| one.id == "fluency-y2").unwrap();
/// assert_eq!(one.usual().unwrap(), "Usually from 30 to 45 words a minute in half a term.");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetIdea {
    /// Its id.
    pub id: String,
    /// The area of need.
    #[serde(default = "first_area")]
    pub area: AreaOfNeed,
    /// The skill, in a word or three.
    pub skill: String,
    /// The years for which it is meant.
    pub years: [i8; 2],
    /// What the child will do; completes "The child will".
    pub will: String,
    /// What is counted.
    pub unit: String,
    /// Which way is better.
    #[serde(with = "way")]
    pub way: Direction,
    /// A usual start.
    #[serde(default, with = "number")]
    pub from: Option<Score>,
    /// A usual goal, half a term later.
    #[serde(default, with = "number")]
    pub to: Option<Score>,
    /// Under what condition it counts.
    #[serde(default)]
    pub success: String,
    /// How it is measured.
    #[serde(default)]
    pub measure: String,
}

const fn first_area() -> AreaOfNeed {
    AreaOfNeed::CommunicationInteraction
}

impl Default for TargetIdea {
    fn default() -> Self {
        Self {
            id: String::new(),
            area: first_area(),
            skill: String::new(),
            years: [*super::YEARS.start(), *super::YEARS.end()],
            will: String::new(),
            unit: String::new(),
            way: Direction::Increase,
            from: None,
            to: None,
            success: String::new(),
            measure: String::new(),
        }
    }
}

impl TargetIdea {
    /// The targets that are shipped, by area.
    #[must_use]
    pub fn shipped() -> &'static [TargetIdea] {
        &SHIPPED.targets
    }

    /// The version of the shipped targets.
    #[must_use]
    pub fn shipped_version() -> u32 {
        SHIPPED.version
    }

    /// From where to where it usually goes, in a sentence: a hint, never a child's numbers.
    #[must_use]
    pub fn usual(&self) -> Option<String> {
        let (from, to) = (self.from?, self.to?);
        Some(format!("Usually from {from} to {to} {} in half a term.", self.unit))
    }
}

impl InBank for TargetIdea {
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
        let will = "Write what the child will do, for example “read aloud from a Year 2 text”";
        let mut faults: Vec<ItemFault> = [
            ItemFault::of_text("skill", &self.skill, 40, "Name the skill, for example “reading fluency”"),
            ItemFault::of_text("will", &self.will, MOST_LETTERS, will),
            ItemFault::of_text("unit", &self.unit, 40, "Say what is counted, for example “words a minute”"),
            ItemFault::of_text("success", &self.success, MOST_LETTERS, ""),
            ItemFault::of_text("measure", &self.measure, MOST_LETTERS, ""),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !in_order(self.years) {
            faults.push(ItemFault::new("to-year", "The last year must not be before the first"));
        }
        if let (Some(from), Some(to)) = (self.from, self.to)
            && Direction::from_goal(from, to) != Some(self.way)
        {
            let sentence = "The usual goal is not better than the usual start: check the numbers, or which way is better";
            faults.push(ItemFault::new("to", sentence));
        }
        faults
    }
}

/// "more" and "less".
mod way {
    use super::{Deserialize, Direction};
    use serde::{Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(way: &Direction, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(match way {
            Direction::Increase => "more",
            Direction::Decrease => "less",
        })
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Direction, D::Error> {
        match String::deserialize(from)?.as_str() {
            "more" => Ok(Direction::Increase),
            "less" => Ok(Direction::Decrease),
            other => Err(D::Error::custom(format!("“{other}” is neither more nor less"))),
        }
    }
}

/// A number as people write it: 12, or "7.5".
mod number {
    use super::{Deserialize, Score};
    use serde::{Deserializer, Serialize, Serializer, de::Error};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Whole(i32),
        Text(String),
    }

    pub(super) fn serialize<S: Serializer>(number: &Option<Score>, to: S) -> Result<S::Ok, S::Error> {
        number.map(|number| number.to_string()).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Score>, D::Error> {
        match Option::<Written>::deserialize(from)? {
            None => Ok(None),
            Some(Written::Whole(number)) => Ok(Some(Score::whole(number))),
            Some(Written::Text(text)) => text.parse().map(Some).map_err(D::Error::custom),
        }
    }
}
