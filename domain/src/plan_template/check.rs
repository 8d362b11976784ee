//! What makes a template usable, and what is wrong with one that is not.

use std::{collections::BTreeSet, fmt};

use super::{FieldKind, PlanTemplate};

/// The most sections, fields and choices: more is a book, not a plan.
const MOST: usize = 60;
/// The longest label, heading or choice, in letters.
const LONGEST: usize = 200;
/// The longest line of help, in letters.
const LONGEST_HELP: usize = 1000;

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFault {
    /// It has no name or title.
    NoName,
    /// A section has no heading; its place, from 1.
    NoHeading(usize),
    /// A field has no label; section and field, from 1.
    NoLabel(usize, usize),
    /// Two fields have one id.
    SameId(String),
    /// An id is not of small letters, digits and hyphens.
    BadId(String),
    /// A field with a place of its own in every plan has another kind than that place.
    WrongKind(String),
    /// A choice has fewer than two choices; its label.
    TooFewChoices(String),
    /// A field that every plan needs is missing.
    Missing(&'static str),
    /// A text is too long; its first words.
    TooLong(String),
    /// There are too many sections or fields.
    TooMany,
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TemplateFault::NoName => write!(f, "Give the template a short name and a full name"),
            TemplateFault::NoHeading(place) => write!(f, "Give section {place} a heading"),
            TemplateFault::NoLabel(section, field) => {
                write!(f, "Give field {field} of section {section} a label")
            }
            TemplateFault::SameId(id) => write!(f, "Two fields are kept under “{id}”"),
            TemplateFault::BadId(id) => {
                write!(f, "“{id}” cannot be the id of a field: use small letters, digits and hyphens")
            }
            TemplateFault::WrongKind(id) => {
                write!(f, "The field “{id}” has another kind than its place in a plan")
            }
            TemplateFault::TooFewChoices(label) => {
                write!(f, "Give “{label}” at least two choices, one on a line")
            }
            TemplateFault::Missing(what) => write!(f, "Every plan needs {what}"),
            TemplateFault::TooLong(start) => write!(f, "This text is too long for a template: “{start}…”"),
            TemplateFault::TooMany => write!(f, "A template has at most {MOST} fields"),
        }
    }
}

impl std::error::Error for TemplateFault {}

/// The kind that a field with a place of its own must have; none for a field that only its template knows.
pub(super) fn kind_of(id: &str) -> Option<FieldKind> {
    match id {
        "strengths" | "outcomes" | "strategies" | "resources" | "parents-part" => Some(FieldKind::Words),
        "needs" => Some(FieldKind::Needs),
        "types" => Some(FieldKind::Types),
        "targets" => Some(FieldKind::Targets),
        "review" => Some(FieldKind::Date),
        _ => None,
    }
}

impl PlanTemplate {
    /// Whether a plan can be written by it.
    ///
    /// # Errors
    /// With the first thing that is wrong.
    pub fn check(&self) -> Result<(), TemplateFault> {
        if self.name.trim().is_empty() || self.title.trim().is_empty() {
            return Err(TemplateFault::NoName);
        }
        if self.sections.len() > MOST || self.fields().count() > MOST {
            return Err(TemplateFault::TooMany);
        }
        let mut seen = BTreeSet::new();
        for (place, section) in (1..).zip(&self.sections) {
            if section.title.trim().is_empty() {
                return Err(TemplateFault::NoHeading(place));
            }
            for (number, field) in (1..).zip(&section.fields) {
                if field.label.trim().is_empty() {
                    return Err(TemplateFault::NoLabel(place, number));
                }
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                if field.id.is_empty() || field.id.len() > 60 || !field.id.chars().all(plain) {
                    return Err(TemplateFault::BadId(field.id.clone()));
                }
                if !seen.insert(field.id.as_str()) {
                    return Err(TemplateFault::SameId(field.id.clone()));
                }
                match kind_of(&field.id) {
                    Some(kind) if kind != field.kind => {
                        return Err(TemplateFault::WrongKind(field.id.clone()));
                    }
                    None if !FieldKind::FREE.contains(&field.kind) => {
                        return Err(TemplateFault::WrongKind(field.id.clone()));
                    }
                    Some(_) | None => {}
                }
                if field.kind == FieldKind::Choice && field.options.len() < 2 {
                    return Err(TemplateFault::TooFewChoices(field.label.clone()));
                }
            }
        }
        self.check_lengths()?;
        for (id, what) in [
            ("targets", "a field for its targets"),
            ("types", "a field for the type of need: the census asks for it"),
            ("review", "a day on which it is reviewed"),
        ] {
            if !seen.contains(id) {
                return Err(TemplateFault::Missing(what));
            }
        }
        Ok(())
    }

    fn check_lengths(&self) -> Result<(), TemplateFault> {
        let fits = |text: &str, most: usize| {
            if text.chars().count() <= most {
                Ok(())
            } else {
                Err(TemplateFault::TooLong(text.chars().take(40).collect()))
            }
        };
        fits(&self.name, 60)?;
        fits(&self.title, LONGEST)?;
        fits(&self.about, LONGEST_HELP)?;
        for section in &self.sections {
            fits(&section.title, LONGEST)?;
            fits(&section.help, LONGEST_HELP)?;
        }
        for field in self.fields() {
            fits(&field.label, LONGEST)?;
            fits(&field.help, LONGEST_HELP)?;
            if field.options.len() > MOST {
                return Err(TemplateFault::TooMany);
            }
            field.options.iter().try_for_each(|option| fits(option, LONGEST))?;
        }
        Ok(())
    }
}
