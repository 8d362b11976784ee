//! The line at the foot of a report's page: whom it is about, Confidential, which report, which page, which of the whole.

use domain::people::name::fold;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use unicode_normalization::UnicodeNormalization;

/// Points of its letters: it lies in the margin of a page that is not ours, where 11 points would reach into its words.
const SIZE: f32 = 9.0;
/// Points below which nobody reads it: on a page that is narrower still, it is cut off at the right.
const LEAST: f32 = 6.0;
/// So many letters of a name.
const NAME: usize = 40;
/// Half of the height of a letter is its mean width, in Helvetica.
const WIDTH: f32 = 0.5;
/// From the page's edge.
const EDGE: f32 = 10.0;

/// Writes `label` at the right foot of a page, on white, as a mark that is read by nobody aloud. What the page shows is
/// kept as it is.
pub(super) fn stamp(document: &mut Document, page: ObjectId, font: ObjectId, label: &str) {
    let Ok(own) = document.get_dictionary(page) else { return };
    let [left, bottom, right, top] = own
        .get(b"CropBox")
        .or_else(|_| own.get(b"MediaBox"))
        .ok()
        .and_then(|shape| edges(document, shape))
        .unwrap_or([0.0, 0.0, 595.0, 842.0]);
    let turned = own
        .get(b"Rotate")
        .ok()
        .and_then(|turn| document.dereference(turn).ok())
        .and_then(|(_, turn)| turn.as_i64().ok())
        .unwrap_or(0)
        .rem_euclid(360);
    // From what the reader sees (u to the right, v up from the left foot) to the page's own axes.
    let (wide, matrix) = match turned {
        90 => (top - bottom, [0.0, 1.0, -1.0, 0.0, right, bottom]),
        180 => (right - left, [-1.0, 0.0, 0.0, -1.0, right, top]),
        270 => (top - bottom, [0.0, -1.0, 1.0, 0.0, left, top]),
        _ => (right - left, [1.0, 0.0, 0.0, 1.0, left, bottom]),
    };
    let letters = in_win_ansi(label);
    #[expect(clippy::cast_precision_loss, reason = "a label has some tens of letters")]
    let many = letters.len() as f32;
    let size = SIZE.min((wide - 2.0 * EDGE - 6.0) / (many * WIDTH).max(1.0)).max(LEAST);
    let width = many * size * WIDTH;
    let from = (wide - EDGE - width - 6.0).max(0.0);
    let [a, b, c, d, e, f] = matrix;
    let words: String = letters.iter().map(|letter| format!("{letter:02X}")).collect();
    let drawn = format!(
        "\nQ\n/Artifact BMC\nq {a} {b} {c} {d} {e} {f} cm\n1 1 1 rg {from} {EDGE} {} {} re f\n0.09 0.14 0.17 rg\nBT /WaymarkFoot {size} Tf {} {} Td <{words}> Tj ET\nQ\nEMC\n",
        width + 6.0,
        size + 4.0,
        from + 3.0,
        EDGE + 3.0,
    );
    let contents = match own.get(b"Contents") {
        Ok(Object::Reference(id)) => match document.get_object(*id) {
            Ok(Object::Array(many)) => many.clone(),
            _ => vec![Object::Reference(*id)],
        },
        Ok(Object::Array(many)) => many.clone(),
        _ => Vec::new(),
    };
    let mut resources = dictionary_of(document, own.get(b"Resources").ok());
    let mut fonts = dictionary_of(document, resources.get(b"Font").ok());
    fonts.set("WaymarkFoot", font);
    resources.set("Font", fonts);
    let before = document.add_object(Stream::new(dictionary! {}, b"q\n".to_vec()));
    let after = document.add_object(Stream::new(dictionary! {}, drawn.into_bytes()));
    let all: Vec<Object> =
        [Object::Reference(before)].into_iter().chain(contents).chain([Object::Reference(after)]).collect();
    if let Ok(page) = document.get_dictionary_mut(page) {
        page.set("Contents", all);
        page.set("Resources", resources);
    }
}

/// A name for the line: as many letters as have room. A name without any letter that Helvetica has is not written.
pub(super) fn name(about: &str) -> String {
    let words = about.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.chars().take(NAME).collect();
    if in_win_ansi(&short).iter().any(u8::is_ascii_alphabetic) {
        short
    } else {
        "The child named on page 1".to_owned()
    }
}

/// The bytes of words in Helvetica's own letters. Others stand without their accents (Ł as L); what has no such letter is
/// left out.
fn in_win_ansi(words: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(words.len());
    for letter in words.nfc() {
        match letter {
            ' '..='~' | '\u{a0}'..='\u{ff}' => bytes.push(u8::try_from(u32::from(letter)).unwrap_or(b' ')),
            '€' => bytes.push(0x80),
            '…' => bytes.push(0x85),
            'Š' => bytes.push(0x8a),
            'Œ' => bytes.push(0x8c),
            'Ž' => bytes.push(0x8e),
            '‘' => bytes.push(0x91),
            '’' => bytes.push(0x92),
            '“' => bytes.push(0x93),
            '”' => bytes.push(0x94),
            '–' => bytes.push(0x96),
            '—' => bytes.push(0x97),
            'š' => bytes.push(0x9a),
            'œ' => bytes.push(0x9c),
            'ž' => bytes.push(0x9e),
            other => {
                let plain = fold(&other.to_string());
                let plain = if other.is_uppercase() { plain.to_ascii_uppercase() } else { plain };
                if plain.is_ascii() {
                    bytes.extend(plain.bytes().filter(u8::is_ascii_graphic));
                }
            }
        }
    }
    bytes
}

fn dictionary_of(document: &Document, object: Option<&Object>) -> Dictionary {
    match object {
        Some(Object::Dictionary(known)) => known.clone(),
        Some(Object::Reference(id)) => document.get_dictionary(*id).cloned().unwrap_or_default(),
        _ => Dictionary::new(),
    }
}

fn edges(document: &Document, shape: &Object) -> Option<[f32; 4]> {
    let (_, shape) = document.dereference(shape).ok()?;
    let numbers: Vec<f32> = shape
        .as_array()
        .ok()?
        .iter()
        .filter_map(|number| document.dereference(number).ok()?.1.as_float().ok())
        .collect();
    let [one, two, three, four] = numbers.try_into().ok()?;
    Some([one.min(three), two.min(four), one.max(three), two.max(four)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_in_the_letters_that_there_are() {
        let table: [(&str, &[u8]); 4] = [
            ("Siân O’Shea", b"Si\xe2n O\x92Shea"),
            ("Łukasz Żak", b"Lukasz Zak"),
            ("Sia\u{302}n", b"Si\xe2n"),
            ("李小龍 🦊", b" "),
        ];
        for (words, bytes) in table {
            assert_eq!(in_win_ansi(words), bytes, "{words}");
        }
        assert_eq!(name(" Łukasz\n Żak "), "Łukasz Żak");
        assert_eq!(name("عبد الرحمن"), "The child named on page 1");
        assert_eq!(name(&"x".repeat(300)).len(), NAME);
    }
}
