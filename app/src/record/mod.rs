//! Writing on a child's record, and reading it.

mod in_fields;
mod restore_version;
mod share_entry;
mod show_entry;
pub mod story;
mod take_out;
mod write_entry;

pub use in_fields::{Line, excerpt, in_fields, title};
pub use restore_version::{may_restore, restore_version};
pub use share_entry::{is_shared, may_share, share_entry};
pub use show_entry::{ShownEntry, ShownTakenOut, ShownVersion, changes, show_entry};
pub use take_out::{action_to_take_out, put_back, take_out};
pub(crate) use take_out::{one_taken_out, taken_out, with_taken_out};
pub use write_entry::{Writing, action_to_write, new_entry, write_entry, write_entry_with};
pub(crate) use write_entry::{sent_before, write_entry_as};

pub(crate) use show_entry::name_of;
