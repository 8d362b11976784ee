//! What somebody typed into a form: read once, given back as it was when something is wrong.

use std::collections::BTreeMap;

use app::{Fault, FieldFault};
use axum::{
    Form,
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use domain::{Date, EntryId, progress::Score};

use crate::{
    answer::Failed,
    pages::too_long::Sender,
    view::{DateField, Errors, Field},
};

/// The most letters that any box takes: ten pages. A rule may have a lower limit of its own.
pub const LONGEST: usize = 20_000;

/// The fields of a form, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    fields: BTreeMap<String, Vec<String>>,
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let sender = Sender::of(&request);
        let typed = Self::read(request).await?;
        sender.refusal(&typed).map_or(Ok(typed), Err)
    }
}

/// A form that carries the text of a file from one page to the next: nobody typed it, and its own rule says how long it
/// may be.
#[derive(Clone, Debug)]
pub struct Carried(pub Typed);

impl<S: Send + Sync> FromRequest<S> for Carried {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        Typed::read(request).await.map(Self)
    }
}

impl Typed {
    /// The fields of a form, however long they are.
    ///
    /// # Errors
    /// With the answer to a form that cannot be read.
    pub(crate) async fn read(request: Request) -> Result<Self, Response> {
        let Form(pairs) =
            Form::<Vec<(String, String)>>::from_request(request, &()).await.map_err(|rejection| {
                if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
                    rejection.into_response()
                } else {
                    Failed::from(Fault::rule(
                        "unreadable-form",
                        "The form could not be read. Go back, check what you wrote, and send it again.",
                    ))
                    .into_response()
                }
            })?;
        Ok(Self::from_pairs(pairs).joined())
    }

    /// The fields of pairs.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            // Browsers send line ends as CR LF; NUL is in no language and PostgreSQL takes none.
            fields.entry(name).or_default().push(value.replace("\r\n", "\n").replace('\0', ""));
        }
        Self { fields }
    }

    /// The same with the parts of two texts (`errors/409.html`) joined to the boxes that they are of, as chosen.
    #[must_use]
    pub fn joined(mut self) -> Self {
        let mut boxes: BTreeMap<String, BTreeMap<usize, BTreeMap<String, String>>> = BTreeMap::new();
        self.fields.retain(|name, values| {
            let Some(rest) = name.strip_prefix("join~") else { return true };
            let mut parts = rest.rsplitn(3, '~');
            let (kind, number, name) = (parts.next(), parts.next(), parts.next());
            if let (Some(kind), Some(Ok(number)), Some(name)) = (kind, number.map(str::parse), name) {
                let text = values.first().cloned().unwrap_or_default();
                let part = boxes.entry(name.to_owned()).or_default().entry(number).or_default();
                part.insert(kind.to_owned(), text);
            }
            false
        });
        for (name, parts) in boxes {
            let texts: Vec<String> = parts.into_values().filter_map(chosen).collect();
            match name.strip_suffix("~many") {
                Some(name) => {
                    let values = texts.iter().flat_map(|text| text.split('\n')).map(str::to_owned);
                    self.fields.insert(name.to_owned(), values.collect());
                }
                None => {
                    self.fields.insert(name, vec![texts.join("\n")]);
                }
            }
        }
        self
    }

    /// The first value of a field, without surrounding blanks; empty when there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.fields.get(name).and_then(|values| values.first()).map_or("", |value| value.trim()).to_owned()
    }

    /// Every value of a field.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields.get(name).cloned().unwrap_or_default()
    }

    /// Whether a box with this name was ticked or filled.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Every field with its values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields
            .iter()
            .flat_map(|(name, values)| values.iter().map(move |value| (name.as_str(), value.as_str())))
    }

    /// The same with one more field: how a form begins that shows what is on the record.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.entry(name.to_owned()).or_default().push(value.into());
        self
    }

    /// The same with one field that has this value and no other.
    #[must_use]
    pub fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.insert(name.to_owned(), vec![value.into()]);
        self
    }

    /// The same with the three boxes of a date filled.
    #[must_use]
    pub fn with_date(self, name: &str, date: Option<Date>) -> Self {
        let Some(date) = date else { return self };
        self.with(&format!("{name}-day"), date.day().to_string())
            .with(&format!("{name}-month"), date.month().to_string())
            .with(&format!("{name}-year"), date.year().to_string())
    }

    /// The entry and version that a form was opened with, from its hidden fields.
    #[must_use]
    pub fn entry(&self) -> Option<(EntryId, u32)> {
        Some((self.text("entry").parse().ok()?, self.text("version").parse().ok()?))
    }

    /// A date of three boxes `name-day`, `name-month`, `name-year`, or of one box in the form 2026-03-02; none when
    /// nothing is typed.
    pub fn date(&self, name: &str, what: &str, faults: &mut Vec<FieldFault>) -> Option<Date> {
        let one = self.text(name);
        let [day, month, year] = ["day", "month", "year"].map(|part| self.text(&format!("{name}-{part}")));
        let box_of = if one.is_empty() { format!("{name}-day") } else { name.to_owned() };
        if one.is_empty() && day.is_empty() && month.is_empty() && year.is_empty() {
            return None;
        }
        let found = if one.is_empty() {
            match (year.parse::<i16>(), month.parse::<i8>(), day.parse::<i8>()) {
                (Ok(year), Ok(month), Ok(day)) if year >= 1900 => Date::new(year, month, day).ok(),
                _ => None,
            }
        } else {
            one.parse().ok()
        };
        if found.is_none() {
            faults.push(FieldFault::new(box_of, format!("{what} must be a real date, like 27 3 2026")));
        }
        found
    }

    /// A number with decimals; none when nothing is typed.
    pub fn score(&self, name: &str, what: &str, faults: &mut Vec<FieldFault>) -> Option<Score> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let found = text.replace(',', ".").parse().ok();
        if found.is_none() {
            faults.push(FieldFault::new(name, format!("{what} must be a number, like 12 or 7.5")));
        }
        found
    }

    /// A whole number; none when nothing is typed.
    pub fn whole(&self, name: &str, what: &str, faults: &mut Vec<FieldFault>) -> Option<u32> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let found = text.parse().ok();
        if found.is_none() {
            faults.push(FieldFault::new(name, format!("{what} must be a whole number, like 30")));
        }
        found
    }

    /// A box with what was typed in it and what is wrong with it.
    #[must_use]
    pub fn into_field(&self, field: Field, errors: &Errors) -> Field {
        let value = self.text(&field.name);
        field.value(value).errors(errors)
    }

    /// The boxes of a date with what was typed in them.
    #[must_use]
    pub fn into_date(&self, field: DateField, errors: &Errors) -> DateField {
        let [day, month, year] =
            ["day", "month", "year"].map(|part| self.text(&format!("{}-{part}", field.name)));
        field.typed(day, month, year).errors(errors)
    }
}

/// What stands at a part of two texts. Nothing chosen keeps both: nothing is overwritten unseen.
fn chosen(mut part: BTreeMap<String, String>) -> Option<String> {
    if let Some(same) = part.remove("same") {
        return Some(same);
    }
    let mut text = |kind: &str| part.remove(kind).filter(|text| !text.is_empty());
    match text("take").as_deref() {
        Some("theirs") => text("theirs"),
        Some("yours") => text("yours"),
        Some("own") => text("own"),
        _ => match (text("theirs"), text("yours")) {
            (Some(theirs), Some(yours)) => Some(format!("{theirs}\n{yours}")),
            (one, other) => one.or(other),
        },
    }
}

/// What is wrong, for the page.
#[must_use]
pub fn errors(faults: &[FieldFault]) -> Errors {
    let mut errors = Errors::none();
    for fault in faults {
        errors.add(&fault.field, fault.sentence.trim_end_matches('.'));
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(pairs: &[(&str, &str)]) -> Typed {
        Typed::from_pairs(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
            .joined()
    }

    #[test]
    fn the_parts_of_two_texts_are_joined_as_chosen() {
        let part = |take| {
            let pairs = [
                ("join~words~0~same", "Kind."),
                ("join~words~1~theirs", "Likes maths."),
                ("join~words~1~yours", "Likes chess."),
                ("join~words~1~own", "Likes both."),
                ("join~words~1~take", take),
                ("version", "3"),
            ];
            joined(&pairs)
        };
        for (take, wanted) in [
            ("theirs", "Kind.\nLikes maths."),
            ("yours", "Kind.\nLikes chess."),
            ("own", "Kind.\nLikes both."),
            ("both", "Kind.\nLikes maths.\nLikes chess."),
            ("", "Kind.\nLikes maths.\nLikes chess."),
        ] {
            assert_eq!(part(take).text("words"), wanted, "{take}");
        }
        assert_eq!(part("yours").iter().count(), 2, "the parts themselves are gone");
    }

    #[test]
    fn ticks_are_joined_too() {
        let typed = joined(&[
            ("join~areas~many~0~same", "reading"),
            ("join~areas~many~1~theirs", "speech"),
            ("join~areas~many~1~yours", "hearing\nsight"),
        ]);
        assert_eq!(typed.all("areas"), ["reading", "speech", "hearing", "sight"]);
    }
}
