//! Files that people give: put down on their way in, looked at, kept with their entry, and read again piece by piece.

mod keep;
mod listed;
mod open_file;
mod other_parent;
mod receive;
mod spool;

pub(crate) use keep::{checked_photo, keep, keep_of_school};
pub use listed::{by_entry, of_entry};
pub use open_file::{OpenFile, open_file};
pub(crate) use receive::made;
pub use receive::{Ready, from_bytes, receive};
pub use spool::Spool;
