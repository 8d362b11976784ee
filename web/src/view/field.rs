//! One box to type in: its name, label, hint, what was typed and what is wrong with it.

use super::Errors;

/// How large a label or legend is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// As the text around it.
    #[default]
    Plain,
    /// Bold.
    Small,
    /// Like a heading of the second level.
    Medium,
    /// Like the heading of a page.
    Large,
    /// Larger still.
    ExtraLarge,
}

impl Size {
    /// The letters that the components use in class names.
    pub fn letters(self) -> Option<&'static str> {
        match self {
            Size::Plain => None,
            Size::Small => Some("s"),
            Size::Medium => Some("m"),
            Size::Large => Some("l"),
            Size::ExtraLarge => Some("xl"),
        }
    }
}

/// One box to type in. Made by [`Field::new`] and the methods that follow it.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name under which the form sends it.
    pub name: String,
    /// The id on the page; the name unless told otherwise.
    pub id: String,
    /// The words that name the box.
    pub label: String,
    /// How large they are.
    pub size: Size,
    /// Whether the label is the page's heading.
    pub page_heading: bool,
    /// A line of help under the label.
    pub hint: Option<String>,
    /// What is typed in it now.
    pub value: String,
    /// What is wrong with it, as a sentence that says what to do.
    pub error: Option<String>,
    /// The `type` of a one-line box: text, email, tel, time, number.
    pub kind: &'static str,
    /// Room for so many letters (2, 3, 4, 5, 10, 20 or 30), where the answer has a known length.
    pub chars: Option<u8>,
    /// Lines shown in a box of several lines.
    pub rows: u8,
    /// The most letters that fit, for the box that counts down.
    pub max_length: u32,
    /// What the browser may fill in.
    pub autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows: numeric, decimal, email.
    pub inputmode: Option<&'static str>,
    /// Whether spelling is checked; the browser decides unless told.
    pub spellcheck: Option<bool>,
    /// Words before the box, such as £.
    pub prefix: Option<String>,
    /// Words after the box, such as minutes.
    pub suffix: Option<String>,
    /// Whether the box is shut.
    pub disabled: bool,
    /// Whether people type words into it, so that Arabic or Hebrew runs its own way (`dir="auto"`).
    pub typed: bool,
}

impl Field {
    /// A box with a name and a label, empty.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Field {
            id: name.clone(),
            name,
            label: label.into(),
            size: Size::Plain,
            page_heading: false,
            hint: None,
            value: String::new(),
            error: None,
            kind: "text",
            chars: None,
            rows: 5,
            max_length: 0,
            autocomplete: None,
            inputmode: None,
            spellcheck: None,
            prefix: None,
            suffix: None,
            disabled: false,
            typed: true,
        }
    }

    /// A box for an e-mail address.
    pub fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        let field = Field::new(name, label);
        Field { kind: "email", spellcheck: Some(false), autocomplete: Some("email"), typed: false, ..field }
    }

    /// A box for a whole number of at most so many digits.
    pub fn number(name: impl Into<String>, label: impl Into<String>, chars: u8) -> Self {
        Field { inputmode: Some("numeric"), chars: Some(chars), typed: false, ..Field::new(name, label) }
    }

    /// A box for a number that may have a decimal point.
    pub fn decimal(name: impl Into<String>, label: impl Into<String>, chars: u8) -> Self {
        Field { inputmode: Some("decimal"), chars: Some(chars), typed: false, ..Field::new(name, label) }
    }

    /// With this id instead of the name.
    pub fn id(self, id: impl Into<String>) -> Self {
        Field { id: id.into(), ..self }
    }

    /// With this line of help.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Field { hint: Some(hint.into()), ..self }
    }

    /// With this typed in it.
    pub fn value(self, value: impl Into<String>) -> Self {
        Field { value: value.into(), ..self }
    }

    /// With what is wrong with it, if anything.
    pub fn error(self, error: Option<impl Into<String>>) -> Self {
        Field { error: error.map(Into::into), ..self }
    }

    /// With what these errors say of its id.
    pub fn errors(self, errors: &Errors) -> Self {
        let error = errors.of(&self.id).map(str::to_owned);
        Field { error, ..self }
    }

    /// With a label of this size.
    pub fn size(self, size: Size) -> Self {
        Field { size, ..self }
    }

    /// With a label that is the page's heading.
    pub fn page_heading(self) -> Self {
        Field { page_heading: true, size: Size::Large, ..self }
    }

    /// With room for so many letters: 2, 3, 4, 5, 10, 20 or 30.
    pub fn chars(self, chars: u8) -> Self {
        Field { chars: Some(chars), ..self }
    }

    /// With so many lines shown.
    pub fn rows(self, rows: u8) -> Self {
        Field { rows, ..self }
    }

    /// With a limit that is counted down.
    pub fn max_length(self, max_length: u32) -> Self {
        Field { max_length, ..self }
    }

    /// With what the browser may fill in.
    pub fn autocomplete(self, what: &'static str) -> Self {
        Field { autocomplete: Some(what), ..self }
    }

    /// With words before the box.
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        Field { prefix: Some(prefix.into()), ..self }
    }

    /// With words after the box.
    pub fn suffix(self, suffix: impl Into<String>) -> Self {
        Field { suffix: Some(suffix.into()), ..self }
    }

    /// The ids of its hint and error.
    pub fn described_by(&self) -> String {
        super::described_by(&self.id, self.hint.is_some(), self.error.is_some())
    }

    /// The text of a box of several lines. Browsers drop one line end at its start, so one that was typed is doubled.
    pub fn lines(&self) -> String {
        if self.value.starts_with(['\n', '\r']) { format!("\n{}", self.value) } else { self.value.clone() }
    }
}
