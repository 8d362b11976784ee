//! Files that people give, looked at: what they are by their content, whether they are whole, and photos made fit to keep.

mod photo;
mod sort;

pub use photo::{LONGEST_SIDE, MOST_DOTS, Picture, upright};
pub use sort::sort;
