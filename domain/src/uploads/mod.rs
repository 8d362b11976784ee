//! Files that people give: which kinds are taken, how large, under what name, and the sentence when one is not taken.

mod file_kind;
mod file_name;
mod readable;
mod unfit;

pub use file_kind::{FileKind, Purpose};
pub use file_name::clean;
pub use readable::file_readable;
pub use unfit::Unfit;

use jiff::Timestamp;

use crate::{EntryId, FileId, PupilId, permissions::Who};

/// A file that is kept: everything but its bytes, which lie beside it in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its id.
    pub id: FileId,
    /// The child whom it is about; none when it is the school's own.
    pub pupil: Option<PupilId>,
    /// The entry that it came with; whoever may read that may read the file.
    pub entry: Option<EntryId>,
    /// Its name, cleaned.
    pub name: String,
    /// What it is, by its content.
    pub kind: FileKind,
    /// Its length in bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
    /// Who gave it.
    pub by: Who,
    /// When.
    pub at: Timestamp,
}

impl StoredFile {
    /// Its length as people say it.
    ///
    /// # Example
    /// ```
    /// # use domain::uploads::StoredFile;
    /// assert_eq!(StoredFile::in_words(900), "1 KB");
    /// assert_eq!(StoredFile::in_words(345_000), "345 KB");
    /// assert_eq!(StoredFile::in_words(12_340_000), "12.3 MB");
    /// ```
    #[must_use]
    pub fn in_words(bytes: u64) -> String {
        if bytes < 1_000_000 {
            format!("{} KB", bytes.div_ceil(1000))
        } else {
            format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
        }
    }
}
