//! The typesetter: data and templates in, pages out.

mod clean;
mod fonts;
mod frames;
mod made;
mod make;
mod world;

pub use clean::BOX;
pub use made::{Fault, Made};
pub use make::make;

/// A label of a drawing: a box for each letter that no typeface has, since a drawing cannot be set twice.
pub(crate) fn drawable(label: &str) -> String {
    clean::clean(label, &mut Vec::new())
        .chars()
        .filter(|letter| *letter != '\u{200b}')
        .map(|letter| if fonts::covers(letter) { letter } else { BOX })
        .collect()
}
