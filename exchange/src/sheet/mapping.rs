//! Which column of a spreadsheet is which field: guessed from the headings, changed by the user, remembered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A field that a column can be mapped to.
pub trait Field: Copy + Ord + Serialize + DeserializeOwned {
    /// The code in forms and in remembered mappings.
    fn code(self) -> String;
    /// The words on screen.
    fn label(self) -> String;
    /// Every field, in the order of the list to choose from.
    fn all() -> Vec<Self>;
    /// The field that a heading names, given its words in lower case without signs.
    fn guess(words: &[&str]) -> Option<Self>;

    /// The field of a code.
    fn from_code(code: &str) -> Option<Self> {
        Self::all().into_iter().find(|field| field.code() == code)
    }
}

/// Headings with the fields that they stand for. A heading that is not in it is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent, bound = "F: Field")]
pub struct Mapping<F: Field> {
    /// The fields by heading.
    pub columns: BTreeMap<String, F>,
}

impl<F: Field> Default for Mapping<F> {
    fn default() -> Self {
        Self { columns: BTreeMap::new() }
    }
}

impl<F: Field> Mapping<F> {
    /// A guess to start from; of two headings that name one field the first is taken.
    #[must_use]
    pub fn guess(headings: &[String]) -> Self {
        let mut mapping = Self::default();
        for heading in headings {
            let plain: String = heading
                .chars()
                .map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
                .collect();
            let words: Vec<&str> = plain.split_whitespace().collect();
            if let Some(field) =
                F::guess(&words).filter(|field| !mapping.columns.values().any(|known| known == field))
            {
                mapping.columns.insert(heading.clone(), field);
            }
        }
        mapping
    }

    /// A remembered mapping for these headings, and a guess for those that it does not know.
    #[must_use]
    pub fn remembered_for(&self, headings: &[String]) -> Self {
        let known = |heading: &String| self.columns.get(heading).map(|field| (heading.clone(), *field));
        let mut mapping = Self { columns: headings.iter().filter_map(known).collect() };
        for (heading, field) in Self::guess(headings).columns {
            if !mapping.columns.values().any(|known| *known == field) {
                mapping.columns.entry(heading).or_insert(field);
            }
        }
        mapping
    }

    /// The column of a field among these headings.
    #[must_use]
    pub fn column(&self, headings: &[String], field: F) -> Option<usize> {
        headings.iter().position(|heading| self.columns.get(heading) == Some(&field))
    }
}
