//! What templates show: plain values that pages fill and the components draw.

pub mod chart;
mod choices;
mod chrome;
mod date_field;
mod effect;
mod error_pages;
mod errors;
mod field;
mod from_group;
pub mod invitation;
pub(crate) mod other_names;
mod pages;
pub mod pages_of_paper;
mod style;
pub(crate) mod theirs;
pub mod to_do;
mod track;

pub use chart::{PeersPicture, TargetChart};
pub use choices::{Choice, Choices, Reveal};
pub use chrome::{Chrome, FilterTag, Flash, FlashKind, NavItem};
pub use date_field::{DateField, DatePart};
pub use effect::AskDifference;
pub use error_pages::{
    Conflict, ConflictPair, ConflictPart, Forbidden, NotFound, TooLarge, TooMany, Unavailable, Unchanged,
    Unexpected,
};
pub use errors::{ErrorLine, Errors};
pub use field::{Field, Size};
pub(crate) use from_group::FromGroup;
pub use invitation::Invitation;
pub use pages::{PageItem, Pages};
pub use style::StyleGuide;
pub use track::{Standing, Track, TrackStep, Waymark};

/// The ids of hint and error, for `aria-describedby`.
fn described_by(id: &str, hint: bool, error: bool) -> String {
    match (hint, error) {
        (true, true) => format!("{id}-hint {id}-error"),
        (true, false) => format!("{id}-hint"),
        (false, true) => format!("{id}-error"),
        (false, false) => String::new(),
    }
}
