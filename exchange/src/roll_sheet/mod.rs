//! The roll from a spreadsheet: headings mapped to fields, rows checked as those of a CTF are.

mod field;
pub(crate) mod names;
mod read;

pub use field::{ContactField, RollField};
pub use read::read;

/// Which column is which field of a pupil.
pub type Mapping = crate::sheet::Mapping<RollField>;

/// A mapping to start from, from the headings of the exports of SIMS, Arbor, Bromcom and others.
#[must_use]
pub fn guess_mapping(headings: &[String]) -> Mapping {
    Mapping::guess(headings)
}
