//! Sets papers: cleans what was typed, lays the pages out, puts a box for each letter that no typeface has.

use serde_json::Value;
use typst::{
    diag::SourceDiagnostic,
    foundations::{Label, Selector, Value as TypstValue},
    introspection::{Introspector, MetadataElem},
    utils::PicoStr,
};
use typst_layout::PagedDocument;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{
    clean::{BOX, clean},
    frames,
    made::{Fault, Made},
    world::Desk,
};
use crate::{picture::Picture, room::Room, sheet::Sheet};

/// How often letters without a shape are looked for again. Each time there are fewer; two are enough in practice.
const ROUNDS: usize = 4;
/// How many makings an unused intermediate result is remembered.
const REMEMBERED: usize = 1;

/// Sets one or more papers as one document, each on pages of its own.
///
/// # Errors
/// [`Fault`] when a template is wrong; never because of what people typed.
pub fn make(sheets: &[Sheet]) -> Result<Made, Fault> {
    let mut pictures: Vec<(String, Picture)> = Vec::new();
    let mut unread = 0;
    for sheet in sheets {
        for picture in sheet.pictures() {
            if picture.is_readable() {
                pictures.push((picture.name(), picture.clone()));
            } else {
                unread += 1;
            }
        }
    }
    let title = title(sheets);
    let mut data = serde_json::json!({
        "title": title,
        "made_on": sheets.first().map(|sheet| sheet.made_on().to_string()),
        "school": sheets.first().map(|sheet| sheet.school().to_owned()),
        "sheets": sheets.iter().map(Sheet::data).collect::<Vec<_>>(),
        "pictures": pictures.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(),
    });
    let mut unknown: Vec<String> = Vec::new();
    each_text(&mut data, &mut |text| *text = clean(text, &mut unknown));
    let mut document = set(&data, &pictures)?;
    for _ in 0..ROUNDS {
        let missing = frames::missing(&document);
        if missing.is_empty() {
            break;
        }
        each_text(&mut data, &mut |text| {
            for letters in &missing {
                // A plain letter has a shape: what hangs on it has none.
                if letters.is_ascii() {
                    *text = without_what_hangs_on(letters, text);
                } else if text.contains(letters.as_str()) {
                    let boxes: String = letters.chars().map(|_| BOX).collect();
                    *text = text.replace(letters.as_str(), &boxes);
                }
            }
        });
        unknown.extend(missing.into_iter().filter(|letters| !letters.is_ascii()));
        document = set(&data, &pictures)?;
    }
    unknown.sort();
    unknown.dedup();
    let rooms = rooms(&document);
    Ok(Made { document, title, unknown, rooms, unread })
}

/// The text without the accents and joiners that stand on some of these letters.
fn without_what_hangs_on(letters: &str, text: &str) -> String {
    let hangs = |letter: char| {
        is_combining_mark(letter) || matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
    };
    let mut bare = false;
    text.nfd()
        .filter(|letter| {
            if hangs(*letter) {
                return !bare;
            }
            bare = letters.contains(*letter);
            true
        })
        .nfc()
        .collect()
}

/// What the window of the reader says.
fn title(sheets: &[Sheet]) -> String {
    let title = match sheets {
        [] => String::new(),
        [one] => one.title(),
        [first, ..] => format!("{} and {} more", first.title(), sheets.len() - 1),
    };
    clean(&title, &mut Vec::new())
}

fn set(data: &Value, pictures: &[(String, Picture)]) -> Result<PagedDocument, Fault> {
    let data = serde_json::to_vec(data).map_err(|error| Fault(error.to_string()))?;
    let desk = Desk::new(data, pictures.iter().map(|(name, picture)| (name.clone(), picture.bytes())));
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| fault(&errors));
    typst::comemo::evict(REMEMBERED);
    document
}

/// What typst said, without what people typed.
pub(super) fn fault(errors: &[SourceDiagnostic]) -> Fault {
    Fault(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
}

/// Does something to every text of the data. The names of fields are ours.
fn each_text(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(values) => values.iter_mut().for_each(|value| each_text(value, change)),
        Value::Object(fields) => fields.values_mut().for_each(|value| each_text(value, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What the typesetter measured while it set one page profiles.
fn rooms(document: &PagedDocument) -> Vec<Room> {
    let Some(label) = Label::new(PicoStr::intern("room")) else { return Vec::new() };
    let found = document.introspector().query(&Selector::Label(label));
    let value = |content: typst::foundations::Content| -> Option<TypstValue> {
        content.to_packed::<MetadataElem>().map(|metadata| metadata.value.clone())
    };
    found
        .into_iter()
        .filter_map(value)
        .filter_map(|value| serde_json::to_value(&value).ok())
        .filter_map(|value| serde_json::from_value(value).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_letter_stays_when_what_hangs_on_it_has_no_shape() {
        assert_eq!(without_what_hangs_on("a", "a\u{332}\u{200d}b\u{325}"), "ab\u{325}");
        assert_eq!(without_what_hangs_on("x", "Zażółć a\u{332}"), "Zażółć a\u{332}");
    }
}
