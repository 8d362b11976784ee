//! What a person typed wrong, gathered for the summary and for each box.

/// All that is wrong with a form, in the order of the page.
#[derive(Debug, Clone, Default)]
pub struct Errors {
    /// One line each.
    pub list: Vec<ErrorLine>,
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub struct ErrorLine {
    /// The id of the box, where the summary's link leads; empty when it is no single box.
    pub field: String,
    /// What to do, as a sentence without a full stop: "Enter the date of the talk".
    pub text: String,
}

impl Errors {
    /// Nothing is wrong.
    pub fn none() -> Self {
        Errors::default()
    }

    /// Adds what is wrong with a box.
    pub fn add(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.list.push(ErrorLine { field: field.into(), text: text.into() });
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The first thing that is wrong with this box.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.list.iter().find(|line| line.field == field).map(|line| line.text.as_str())
    }
}
