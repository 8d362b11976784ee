//! Day, month and year, typed as numbers.

use super::{Errors, Size};

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatePart {
    /// The day of the month.
    Day,
    /// The month as a number.
    Month,
    /// The year, four figures.
    Year,
}

/// Three boxes for a date; the form sends `name-day`, `name-month`, `name-year`.
#[derive(Debug, Clone)]
pub struct DateField {
    /// The name; empty sends `day`, `month`, `year`.
    pub name: String,
    /// The id; the name unless told otherwise. The first box is `id-day`.
    pub id: String,
    /// The question.
    pub label: String,
    /// How large it is written.
    pub size: Size,
    /// Whether it is the page's heading.
    pub page_heading: bool,
    /// A line of help, such as an example.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The parts that are wrong; none named means all.
    pub wrong: Vec<DatePart>,
    /// The day as typed.
    pub day: String,
    /// The month as typed.
    pub month: String,
    /// The year as typed.
    pub year: String,
}

impl DateField {
    /// A question for a date, empty.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        DateField {
            id: name.clone(),
            name,
            label: label.into(),
            size: Size::Plain,
            page_heading: false,
            hint: None,
            error: None,
            wrong: Vec::new(),
            day: String::new(),
            month: String::new(),
            year: String::new(),
        }
    }

    /// With this id instead of the name.
    pub fn id(self, id: impl Into<String>) -> Self {
        DateField { id: id.into(), ..self }
    }

    /// With this line of help.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        DateField { hint: Some(hint.into()), ..self }
    }

    /// With this typed in it.
    pub fn typed(self, day: impl Into<String>, month: impl Into<String>, year: impl Into<String>) -> Self {
        DateField { day: day.into(), month: month.into(), year: year.into(), ..self }
    }

    /// With this date in it.
    pub fn value(self, date: Option<jiff::civil::Date>) -> Self {
        match date {
            Some(date) => {
                self.typed(date.day().to_string(), date.month().to_string(), date.year().to_string())
            }
            None => self,
        }
    }

    /// With what is wrong with it, if anything.
    pub fn error(self, error: Option<impl Into<String>>) -> Self {
        DateField { error: error.map(Into::into), ..self }
    }

    /// With what these errors say of its first box (`id-day`), where the summary's link leads, or of its id.
    pub fn errors(self, errors: &Errors) -> Self {
        let found = errors.of(&format!("{}-day", self.id)).or_else(|| errors.of(&self.id));
        let error = found.map(str::to_owned);
        DateField { error, ..self }
    }

    /// With only these parts marked as wrong.
    pub fn wrong(self, parts: impl IntoIterator<Item = DatePart>) -> Self {
        DateField { wrong: parts.into_iter().collect(), ..self }
    }

    /// With a question of this size.
    pub fn size(self, size: Size) -> Self {
        DateField { size, ..self }
    }

    /// With a question that is the page's heading.
    pub fn page_heading(self) -> Self {
        DateField { page_heading: true, size: Size::Large, ..self }
    }

    /// What stands before `day` in the name that the form sends.
    pub fn prefix(&self) -> String {
        if self.name.is_empty() { String::new() } else { format!("{}-", self.name) }
    }

    /// Whether this part is marked as wrong.
    pub fn is_wrong(&self, part: DatePart) -> bool {
        self.error.is_some() && (self.wrong.is_empty() || self.wrong.contains(&part))
    }

    /// The ids of its hint and error.
    pub fn described_by(&self) -> String {
        super::described_by(&self.id, self.hint.is_some(), self.error.is_some())
    }
}
