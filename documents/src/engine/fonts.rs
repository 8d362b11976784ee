//! The typefaces of the papers, embedded, and which letters they can draw.

use std::sync::OnceLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The files that `build.rs` took from npm.
const FACES: &[&[u8]] = include!(concat!(env!("OUT_DIR"), "/faces.rs"));

/// The typefaces, ready to set with.
#[derive(Debug)]
pub(crate) struct Fonts {
    /// What typst looks a face up in.
    pub(crate) book: LazyHash<FontBook>,
    /// The faces.
    pub(crate) faces: Vec<Font>,
}

/// The typefaces, read once.
pub(crate) fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let faces: Vec<Font> = FACES.iter().filter_map(|face| Font::new(Bytes::new(*face), 0)).collect();
        Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
    })
}

/// Whether one of the faces has a shape for a letter.
pub(crate) fn covers(letter: char) -> bool {
    fonts().faces.iter().any(|face| face.info().coverage.contains(letter as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_read_and_the_scripts_of_the_school_are_covered() {
        assert_eq!(fonts().faces.len(), FACES.len());
        for letter in "aŁżćąŵŷéßЖ£€½’–ابتثپچ🙂◻•…".chars() {
            assert!(covers(letter), "{letter}");
        }
        assert!(!covers('\u{13000}'), "a hieroglyph has no shape");
    }
}
