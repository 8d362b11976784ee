//! What stands on finished pages: its words, and the letters that no typeface had.

use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

/// The letters that could not be drawn, each once.
pub(crate) fn missing(document: &PagedDocument) -> Vec<String> {
    let mut found = Vec::new();
    for page in document.pages() {
        collect(&page.frame, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

fn collect(frame: &Frame, found: &mut Vec<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, found),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    if let Some(letters) = text.text.get(glyph.range()) {
                        found.push(letters.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
}

/// A page's words, a line for each line of the page, from the top.
pub(crate) fn words(frame: &Frame) -> String {
    let mut runs = Vec::new();
    place(frame, Point::zero(), &mut runs);
    runs.sort_by_key(|(y, x, _)| (*y, *x));
    let mut out = String::new();
    let mut line = None;
    for (y, _, text) in runs {
        match line {
            Some(at) if at == y => out.push(' '),
            Some(_) => out.push('\n'),
            None => {}
        }
        line = Some(y);
        out.push_str(&text.replace('\u{200b}', ""));
    }
    out
}

/// Every run of text with its place in tenths of a point.
fn place(frame: &Frame, at: Point, runs: &mut Vec<(i64, i64, String)>) {
    for (offset, item) in frame.items() {
        let here = at + *offset;
        match item {
            FrameItem::Group(group) => place(&group.frame, here, runs),
            FrameItem::Text(text) => {
                #[allow(clippy::cast_possible_truncation, reason = "a place on a page")]
                let tenths = |length: typst::layout::Abs| (length.to_pt() * 10.0).round() as i64;
                runs.push((tenths(here.y), tenths(here.x), text.text.to_string()));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use typst::layout::Abs;

    use super::*;
    use crate::{make, papers::KINDS};

    fn smallest(frame: &Frame) -> Option<Abs> {
        let of = |item: &FrameItem| match item {
            FrameItem::Group(group) => smallest(&group.frame),
            FrameItem::Text(text) => Some(text.size),
            _ => None,
        };
        frame.items().filter_map(|(_, item)| of(item)).reduce(Abs::min)
    }

    #[test]
    fn no_letter_of_a_usual_paper_is_under_eleven_points() {
        for kind in KINDS {
            let made = make(&[kind.sample("typical").unwrap()]).unwrap();
            for (at, page) in made.document.pages().iter().enumerate() {
                let points = smallest(&page.frame).map_or(11.0, Abs::to_pt);
                assert!(points > 10.99, "{}, page {}: {points} points", kind.name, at + 1);
            }
        }
    }
}
