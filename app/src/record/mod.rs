//! Writing on a child's record, and reading it.

mod in_fields;
mod restore_version;
mod show_entry;
pub mod story;
mod write_entry;

pub use in_fields::{Line, excerpt, in_fields, title};
pub use restore_version::{may_restore, restore_version};
pub use show_entry::{ShownEntry, ShownVersion, changes, show_entry};
pub(crate) use write_entry::write_entry_as;
pub use write_entry::{Writing, action_to_write, new_entry, write_entry, write_entry_with};

pub(crate) use show_entry::name_of;
