//! One or some of several: for radios, check boxes and folded lists.

use super::{Errors, Field, Size};

/// Several answers under one question.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The name under which the form sends what was chosen.
    pub name: String,
    /// The id of the first answer; the others add their number.
    pub id: String,
    /// The question.
    pub label: String,
    /// How large it is written.
    pub size: Size,
    /// Whether it is the page's heading.
    pub page_heading: bool,
    /// A line of help under the question.
    pub hint: Option<String>,
    /// What is wrong with the answer.
    pub error: Option<String>,
    /// The answers.
    pub items: Vec<Choice>,
    /// Smaller boxes, for lists and filters.
    pub small: bool,
    /// Beside each other, for two short answers.
    pub inline: bool,
}

/// One answer.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub text: String,
    /// A line of help under it.
    pub hint: Option<String>,
    /// Whether it is chosen now.
    pub chosen: bool,
    /// Whether it cannot be chosen.
    pub disabled: bool,
    /// For a check box: choosing this takes the others back ("None of these").
    pub alone: bool,
    /// For a check box: a name of its own instead of the question's.
    pub name: Option<String>,
    /// What it opens when chosen.
    pub reveal: Option<Reveal>,
    /// Not an answer but a word between answers ("or").
    pub is_divider: bool,
}

/// What a choice opens: a box of one line, or of several.
#[derive(Debug, Clone)]
pub enum Reveal {
    /// One line.
    Line(Box<Field>),
    /// Several lines.
    Lines(Box<Field>),
}

impl Choices {
    /// A question with a name, and its answers.
    pub fn new(
        name: impl Into<String>,
        label: impl Into<String>,
        items: impl IntoIterator<Item = Choice>,
    ) -> Self {
        let name = name.into();
        Choices {
            id: name.clone(),
            name,
            label: label.into(),
            size: Size::Plain,
            page_heading: false,
            hint: None,
            error: None,
            items: items.into_iter().collect(),
            small: false,
            inline: false,
        }
    }

    /// With this id instead of the name.
    pub fn id(self, id: impl Into<String>) -> Self {
        Choices { id: id.into(), ..self }
    }

    /// With this line of help.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Choices { hint: Some(hint.into()), ..self }
    }

    /// With what is wrong with the answer, if anything.
    pub fn error(self, error: Option<impl Into<String>>) -> Self {
        Choices { error: error.map(Into::into), ..self }
    }

    /// With what these errors say of its id.
    pub fn errors(self, errors: &Errors) -> Self {
        let error = errors.of(&self.id).map(str::to_owned);
        Choices { error, ..self }
    }

    /// With a question of this size.
    pub fn size(self, size: Size) -> Self {
        Choices { size, ..self }
    }

    /// With a question that is the page's heading.
    pub fn page_heading(self) -> Self {
        Choices { page_heading: true, size: Size::Large, ..self }
    }

    /// With smaller boxes.
    pub fn small(self) -> Self {
        Choices { small: true, ..self }
    }

    /// With the answers beside each other.
    pub fn inline(self) -> Self {
        Choices { inline: true, ..self }
    }

    /// With another answer after the others.
    pub fn with(mut self, item: Choice) -> Self {
        self.items.push(item);
        self
    }

    /// With these values chosen.
    pub fn choose<V: AsRef<str>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        for value in values {
            for item in self.items.iter_mut().filter(|item| item.value == value.as_ref()) {
                item.chosen = true;
            }
        }
        self
    }

    /// The id of the answer at this place, counted from one.
    pub fn id_of(&self, place: &usize) -> String {
        if *place == 1 { self.id.clone() } else { format!("{}-{place}", self.id) }
    }

    /// The ids of its hint and error.
    pub fn described_by(&self) -> String {
        super::described_by(&self.id, self.hint.is_some(), self.error.is_some())
    }
}

impl Choice {
    /// An answer: what is sent, and what is read.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Choice { value: value.into(), text: text.into(), ..Choice::default() }
    }

    /// A word between answers.
    pub fn divider(text: impl Into<String>) -> Self {
        Choice { text: text.into(), is_divider: true, ..Choice::default() }
    }

    /// With this line of help.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Choice { hint: Some(hint.into()), ..self }
    }

    /// Chosen, or not.
    pub fn chosen(self, chosen: bool) -> Self {
        Choice { chosen, ..self }
    }

    /// Taking the other answers back.
    pub fn alone(self) -> Self {
        Choice { alone: true, ..self }
    }

    /// With a name of its own.
    pub fn name(self, name: impl Into<String>) -> Self {
        Choice { name: Some(name.into()), ..self }
    }

    /// Opening a box of one line.
    pub fn line(self, field: Field) -> Self {
        Choice { reveal: Some(Reveal::Line(Box::new(field))), ..self }
    }

    /// Opening a box of several lines.
    pub fn lines(self, field: Field) -> Self {
        Choice { reveal: Some(Reveal::Lines(Box::new(field))), ..self }
    }
}
