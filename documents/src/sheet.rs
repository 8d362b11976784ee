//! Any paper, ready to be set: its data, its template, its pictures.

use serde::Serialize;
use serde_json::Value;

use crate::{Furniture, Picture};

/// A kind of paper: one struct, one template, samples.
pub trait Paper: Serialize {
    /// The name: `documents/templates/<name>.typ`, `waymark document <name>`.
    const NAME: &'static str;

    /// What stands on every paper.
    fn furniture(&self) -> &Furniture;

    /// The pictures in it, besides the logo.
    fn pictures(&self) -> Vec<&Picture> {
        Vec::new()
    }
}

/// A paper of any kind.
#[derive(Clone, Debug)]
pub struct Sheet {
    data: Value,
    pictures: Vec<Picture>,
    furniture: Furniture,
}

impl<P: Paper> From<&P> for Sheet {
    fn from(paper: &P) -> Self {
        let furniture = paper.furniture().clone();
        let mut pictures: Vec<Picture> = paper.pictures().into_iter().cloned().collect();
        pictures.extend(furniture.logo.clone());
        let data = serde_json::json!({ "kind": P::NAME, "furniture": furniture, "paper": paper });
        Self { data, pictures, furniture }
    }
}

impl Sheet {
    /// The paper for somebody who needs it so: said on it, and set in large print. A paper that is always one page takes as
    /// many as large print needs.
    #[must_use]
    pub fn made_for(mut self, words: &str, large_print: bool) -> Self {
        self.furniture.large_print |= large_print;
        self.furniture.made_for = words.to_owned();
        self.data["furniture"] = serde_json::json!(self.furniture);
        self
    }

    /// The words of its fields, as they were typed: a script that is joined or runs from the right comes back from a set
    /// page in other shapes.
    #[must_use]
    pub fn typed(&self) -> Vec<String> {
        fn add(value: &Value, all: &mut Vec<String>) {
            match value {
                Value::String(text) if !text.trim().is_empty() => all.push(text.clone()),
                Value::Array(items) => items.iter().for_each(|item| add(item, all)),
                Value::Object(fields) => fields.values().for_each(|field| add(field, all)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        let mut all = Vec::new();
        add(&self.data["paper"], &mut all);
        all
    }

    pub(crate) fn data(&self) -> &Value {
        &self.data
    }

    pub(crate) fn pictures(&self) -> &[Picture] {
        &self.pictures
    }

    pub(crate) fn school(&self) -> &str {
        &self.furniture.school
    }

    pub(crate) fn made_on(&self) -> domain::Date {
        self.furniture.made_on
    }

    /// The title of the file: the paper, and whom it is about.
    #[must_use]
    pub fn title(&self) -> String {
        let Furniture { title, about, .. } = &self.furniture;
        if about.trim().is_empty() { title.clone() } else { format!("{title}: {about}") }
    }
}
