//! A county's form as data: its own headings, and the parts of the bundle that stand under each.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::Part;

const DATA: &str = include_str!("../data/county_templates.toml");

static SHIPPED: LazyLock<Vec<CountyTemplate>> = LazyLock::new(|| {
    let file: File = toml::from_str(DATA).expect("county_templates.toml holds templates");
    file.templates
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "template")]
    templates: Vec<CountyTemplate>,
}

/// A heading of the county's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleSection {
    /// The heading, as the county words it.
    pub heading: String,
    /// What the county wants to read under it.
    #[serde(default)]
    pub asks: String,
    /// What stands under it, in this order.
    pub parts: Vec<Part>,
}

/// A county's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountyTemplate {
    /// Its id, kept over its versions.
    pub id: String,
    /// Its version, from 1.
    pub version: u32,
    /// What it is called.
    pub name: String,
    /// Whose form it follows.
    pub says: String,
    /// Its headings, in order.
    #[serde(rename = "section")]
    pub sections: Vec<BundleSection>,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFlaw {
    /// It has no id or name.
    NoName,
    /// A heading without words, by its number from 1.
    NoHeading(usize),
    /// A part stands under no heading: it would be left out.
    LeftOut(Part),
    /// A part stands under two headings.
    Twice(Part),
    /// A heading that is there already, by its number from 1.
    SameHeading(usize),
    /// A heading, or what it asks, is too long.
    TooLong(usize),
    /// The name, or what it says, is too long.
    LongName,
    /// More headings than any county has.
    TooMany,
}

impl TemplateFlaw {
    /// What to do about it.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            TemplateFlaw::NoName => "Give the template an id, a version from 1 and a name.".to_owned(),
            TemplateFlaw::NoHeading(number) => format!("Section {number} has no heading."),
            TemplateFlaw::LeftOut(part) => {
                format!("“{}” ({}) stands under no heading.", part.title(), part.code())
            }
            TemplateFlaw::Twice(part) => {
                format!("“{}” ({}) stands under two headings.", part.title(), part.code())
            }
            TemplateFlaw::SameHeading(number) => {
                format!(
                    "Heading {number} has the same words as another: the county could not tell them apart."
                )
            }
            TemplateFlaw::TooLong(number) => {
                format!("Heading {number} is too long: write at most 300 letters.")
            }
            TemplateFlaw::LongName => {
                "The name has at most 80 letters, and where it is from at most 300.".to_owned()
            }
            TemplateFlaw::TooMany => "A form has at most 40 headings.".to_owned(),
        }
    }
}

impl CountyTemplate {
    /// The templates that come with the program; the neutral one first.
    #[must_use]
    pub fn shipped() -> &'static [CountyTemplate] {
        &SHIPPED
    }

    /// The neutral one.
    #[must_use]
    pub fn neutral() -> &'static CountyTemplate {
        &SHIPPED[0]
    }

    /// The template of an id.
    ///
    /// # Example
    /// ```
    /// # use domain::bundle::CountyTemplate;
    /// assert_eq!(CountyTemplate::find("questions").unwrap().sections.len(), 10);
    /// assert!(CountyTemplate::find("nowhere").is_none());
    /// ```
    #[must_use]
    pub fn find(id: &str) -> Option<&'static CountyTemplate> {
        SHIPPED.iter().find(|template| template.id == id)
    }

    /// What is wrong with it; nothing when every part stands under exactly one heading.
    #[must_use]
    pub fn flaws(&self) -> Vec<TemplateFlaw> {
        let mut flaws = Vec::new();
        if self.id.trim().is_empty() || self.name.trim().is_empty() || self.version == 0 {
            flaws.push(TemplateFlaw::NoName);
        }
        let mut placed = BTreeSet::new();
        for (number, section) in (1..).zip(&self.sections) {
            if section.heading.trim().is_empty() {
                flaws.push(TemplateFlaw::NoHeading(number));
            }
            for part in &section.parts {
                if !placed.insert(*part) {
                    flaws.push(TemplateFlaw::Twice(*part));
                }
            }
        }
        flaws.extend(
            Part::ALL.iter().filter(|part| !placed.contains(part)).map(|part| TemplateFlaw::LeftOut(*part)),
        );
        flaws
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_templates_hold_every_part_once_under_headings_of_their_own() {
        let all = CountyTemplate::shipped();
        assert_eq!(all[0].id, "neutral");
        assert_eq!(all.len(), 3);
        let ids: BTreeSet<&str> = all.iter().map(|template| template.id.as_str()).collect();
        assert_eq!(ids.len(), all.len());
        for template in all {
            assert_eq!(template.flaws(), [], "{}", template.id);
            let headings: BTreeSet<&str> = template.sections.iter().map(|one| one.heading.as_str()).collect();
            assert_eq!(headings.len(), template.sections.len(), "{}", template.id);
        }
    }

    #[test]
    fn what_is_left_out_or_stands_twice_is_said() {
        let mut template = CountyTemplate::neutral().clone();
        template.sections[1].parts = vec![Part::Consent];
        template.sections[2].heading = " ".to_owned();
        template.version = 0;
        assert_eq!(
            template.flaws(),
            [
                TemplateFlaw::NoName,
                TemplateFlaw::Twice(Part::Consent),
                TemplateFlaw::NoHeading(3),
                TemplateFlaw::LeftOut(Part::Asks)
            ]
        );
        assert!(template.flaws().iter().all(|flaw| flaw.sentence().ends_with('.')));
        for part in Part::ALL {
            let code = serde_json::to_string(part).unwrap();
            assert_eq!(code, format!("\"{}\"", part.code()));
        }
    }
}
