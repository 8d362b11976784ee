//! The bundle as files: professionals' reports put between our tagged pages, the Word copy, the manifest.

mod append;
mod manifest;
mod report;
mod stamp;
mod word;

pub use append::{Appended, append};
pub use manifest::{digest, manifest};
pub use report::{Opened, Unfit, open};
pub use word::word;
