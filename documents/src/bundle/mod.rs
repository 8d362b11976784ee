//! The bundle as files: professionals' reports put between our tagged pages, the manifest.

mod append;
mod manifest;
mod report;
mod stamp;

pub use append::{Appended, append};
pub use manifest::{digest, manifest};
pub use report::{Opened, Unfit, open};
