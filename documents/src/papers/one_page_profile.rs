//! The one page profile, for everyone who teaches the child: always one page, but for who reads large print.

use domain::record::{Headings, PICTURES_OF_A_HEADING};
use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Drawing, Fault, Furniture, Paper, Picture, Room, Sheet, make};

/// One part of the page.
#[derive(Clone, Debug, Serialize)]
pub struct ProfilePart {
    /// The field's name in [`Headings`].
    pub name: &'static str,
    /// Its title on the page.
    pub title: String,
    /// What is written.
    pub text: String,
    /// Drawings that the child chose for it: they stand above the words.
    pub drawings: Vec<Drawing>,
    /// How many more the child chose than the page has room for.
    pub more: usize,
    /// The row of the page in which it stands, from 0; parts of one row stand side by side.
    pub row: u8,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct OnePageProfile {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// A photo or drawing of the child.
    pub photo: Option<Picture>,
    /// The parts, in the page's order.
    pub parts: Vec<ProfilePart>,
}

impl Paper for OnePageProfile {
    const NAME: &'static str = "one-page-profile";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }

    fn pictures(&self) -> Vec<&Picture> {
        let drawings = self.parts.iter().flat_map(|part| &part.drawings);
        self.photo.iter().chain(drawings.filter_map(|drawing| drawing.picture.as_ref())).collect()
    }
}

impl OnePageProfile {
    /// The page of the five headings.
    #[must_use]
    pub fn new(furniture: Furniture, headings: &Headings) -> Self {
        let parts = headings
            .rows()
            .into_iter()
            .zip([0, 0, 1, 2, 2])
            .map(|((name, title, text), row)| ProfilePart {
                name,
                title: title.to_owned(),
                text: text.to_owned(),
                drawings: Vec::new(),
                more: 0,
                row,
            })
            .collect();
        Self { furniture, photo: None, parts }
    }

    /// The same with drawings under their headings: the first [`PICTURES_OF_A_HEADING`] of each, and how many more.
    #[must_use]
    pub fn drawn<'a>(mut self, drawings: impl IntoIterator<Item = (&'a str, Drawing)>) -> Self {
        for (heading, drawing) in drawings {
            let Some(part) = self.parts.iter_mut().find(|part| part.name == heading) else { continue };
            if part.drawings.len() < PICTURES_OF_A_HEADING {
                part.drawings.push(drawing);
            } else {
                part.more += 1;
            }
        }
        self
    }

    /// How much room each part has, and by how much a text is too long: asked from the typesetter, without making a PDF.
    ///
    /// # Errors
    /// As [`make`].
    pub fn room(&self) -> Result<Room, Fault> {
        let made = make(&[Sheet::from(self)])?;
        made.rooms().first().cloned().ok_or_else(|| Fault("the profile measured nothing".to_owned()))
    }
}

pub(super) const KIND: Kind = Kind {
    name: OnePageProfile::NAME,
    title: "One page profile",
    for_whom: "everyone who teaches the child",
    samples: &[
        ("typical", || sheet(&typical())),
        ("empty", || sheet(&empty())),
        ("ugly", || sheet(&ugly())),
        ("full", || sheet(&full())),
        ("large-print", || sheet(&large_print())),
    ],
};

/// The usual page.
#[must_use]
pub fn typical() -> OnePageProfile {
    let headings = Headings {
        admire: "Siân is kind and notices when somebody is left out.\nShe never gives up on a drawing.\nShe knows more about foxes than anybody in the school.".to_owned(),
        important: "- Her dog, Barti\n- Sitting where she can see the door\n- Knowing what comes next\n- Drawing at the end of the day".to_owned(),
        support: "- Give one instruction at a time, and wait: count to ten in your head.\n- Show it as well as say it. Her picture timetable is in her tray.\n- Let her read to one adult, not to the class.\n- When it is loud, offer the ear defenders before she asks.\n- Praise quietly, with a thumb up.".to_owned(),
        difficult: "Reading long words, and reading aloud when others listen.\nLoud noise, above all in the hall.\nWhen plans change and nobody told me.".to_owned(),
        help: "I want to read the fox book on my own.\nI want to know what to do when the hall is too loud.".to_owned(),
    };
    let page = OnePageProfile::new(
        Furniture {
            version: "Version 2, signed off on 9 November 2026".to_owned(),
            ..samples::usual("One page profile")
        },
        &headings,
    );
    page.drawn([
        ("admire", Drawing::new("heart", "I am kind")),
        ("important", Drawing::new("cat", "Animals")),
        ("important", Drawing::new("pencil", "Drawing and making")),
        ("help", Drawing::new("ear", "A quiet place")),
    ])
}

fn empty() -> OnePageProfile {
    OnePageProfile::new(samples::bare("One page profile"), &Headings::default())
}

/// A page on which nothing is short.
fn full() -> OnePageProfile {
    let long = "She likes it when things are said once, calmly, and shown with a picture or with the hands. "
        .repeat(9);
    let mut page = typical();
    for part in &mut page.parts {
        part.text.clone_from(&long);
    }
    page
}

/// For a parent who needs it so.
fn large_print() -> OnePageProfile {
    let mut page = typical();
    page.furniture.large_print = true;
    page.furniture.made_for =
        "Home language: Polish. An interpreter is wanted: Polish. Large print is wanted.".to_owned();
    page
}

fn ugly() -> OnePageProfile {
    let headings = Headings {
        admire: samples::ten_pages(),
        important: samples::ugly_line(),
        support: "x".repeat(5000),
        difficult: "أحب القراءة\nzażółć gęślą jaźń\n🦊🦊🦊".to_owned(),
        help: String::new(),
    };
    let mut page = OnePageProfile::new(samples::ugly("One page profile"), &headings);
    page.photo = Some(Picture::photo(b"not a picture".to_vec()));
    page.drawn(
        (0..9).map(|at| (["help", "difficult"][at / 6], Drawing::new("no such", samples::ugly_name()))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_stands_under_its_heading_and_none_is_left_out_unsaid() {
        let seven = (0..7).map(|_| ("difficult", Drawing::new("ear", "Loud noise")));
        let page = typical().drawn(seven.chain([("no such heading", Drawing::new("ear", "Nowhere"))]));
        let made = make(&[Sheet::from(&page)]).unwrap();
        assert_eq!(made.pages(), 1);
        let words = made.all_words();
        let difficult = words.find("difficult").unwrap();
        assert!(
            words[difficult..].matches("Loud noise").count() >= 4 && words.contains("and 3 more"),
            "{words}"
        );
        assert!(!words.contains("Nowhere"));
        let room = |page: &OnePageProfile| page.room().unwrap().part("difficult").unwrap().room;
        assert!(room(&page) < room(&typical()), "pictures take room from the words");
    }

    #[test]
    fn every_sample_is_one_page() {
        for (name, sample) in KIND.samples.iter().filter(|(name, _)| *name != "large-print") {
            assert_eq!(make(&[sample()]).unwrap().pages(), 1, "{name}");
        }
    }

    #[test]
    fn who_it_is_made_for_stands_on_it_and_large_print_cuts_nothing() {
        let needs = "Home language: Polish. Ask whether an interpreter or a translation is wanted.";
        let made = make(&[Sheet::from(&full()).made_for(needs, false)]).unwrap();
        assert_eq!(made.pages(), 1);
        let plain = make(&[Sheet::from(&full())]).unwrap();
        assert_eq!(made.rooms(), plain.rooms(), "it takes no room from the child’s words");
        assert!(made.all_words().contains("Home language: Polish."), "{}", made.all_words());
        let large = make(&[Sheet::from(&full()).made_for("Large print is wanted.", true)]).unwrap();
        assert!(large.pages() > 1);
        let words = large.all_words();
        assert_eq!(words.matches("once,").count(), 5 * 9, "{words}");
        assert!(words.contains("Large print is wanted.") && large.rooms().is_empty());
    }

    #[test]
    fn the_typesetter_says_how_much_room_there_is() {
        let room = typical().room().unwrap();
        assert!(room.fits(), "{room:?}");
        assert!(room.parts.iter().all(|part| part.shown == part.letters));
        let admire = room.part("admire").unwrap();
        assert!(admire.lines >= 3 && admire.left() > 3, "{admire:?}");

        let room = full().room().unwrap();
        assert!(!room.fits(), "{room:?}");
        let support = room.part("support").unwrap();
        assert!(support.fits(), "a wide part has more room: {support:?}");
        let cut: Vec<&str> = room
            .parts
            .iter()
            .filter(|part| part.shown < part.letters)
            .map(|part| part.name.as_str())
            .collect();
        assert_eq!(cut, ["admire", "important", "difficult", "help"]);
    }

    #[test]
    fn what_the_meter_calls_full_still_fits_and_one_line_more_does_not() {
        let mut page = typical();
        let room = page.room().unwrap().part("help").unwrap().room;
        let lines = |count: u32| (0..count).map(|_| "a line").collect::<Vec<_>>().join("\n");
        page.parts[4].text = lines(room);
        assert!(page.room().unwrap().fits());
        page.parts[4].text = lines(room + 1);
        let measured = page.room().unwrap();
        assert_eq!(measured.part("help").unwrap().over(), 1);
        assert!(measured.part("help").unwrap().shown < measured.part("help").unwrap().letters);
    }
}
