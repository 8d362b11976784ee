//! The number at the foot of a report's page: which report, which page, which page of the whole.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// Points of its letters.
const SIZE: f32 = 8.0;
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
    #[expect(clippy::cast_precision_loss, reason = "a label has some tens of letters")]
    let width = label.len() as f32 * SIZE * WIDTH;
    let from = (wide - EDGE - width - 6.0).max(0.0);
    let [a, b, c, d, e, f] = matrix;
    let words: String = label.chars().filter(|letter| !matches!(letter, '(' | ')' | '\\')).collect();
    let drawn = format!(
        "\nQ\n/Artifact BMC\nq {a} {b} {c} {d} {e} {f} cm\n1 1 1 rg {from} {EDGE} {} {} re f\n0.09 0.14 0.17 rg\nBT /WaymarkFoot {SIZE} Tf {} {} Td ({words}) Tj ET\nQ\nEMC\n",
        width + 6.0,
        SIZE + 4.0,
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
