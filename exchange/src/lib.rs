//! Bytes to checked rows plus findings, and back: the roll, spreadsheets, lists for a spreadsheet program,
//! days for a calendar program.
//!
//! Nothing here opens a file, asks the time or knows of a database: a slice of bytes and today's date come in, a
//! value comes out. Whatever the bytes are, the answer is a value: a [`roll::Roll`] with its refused rows, or
//! [`Unreadable`] with a sentence that says what is wrong with the file.

mod encoding;
mod unreadable;

pub mod attainment_sheet;
pub mod calendar_out;
pub mod csv_out;
pub mod ctf;
pub mod invitation_out;
pub mod list;
pub mod plan_file;
pub mod roll;
pub mod roll_sheet;
pub mod sheet;
pub mod staff_sheet;
pub mod transfer;
pub mod uploads;
pub mod xlsx_out;

pub use unreadable::{Unreadable, UnreadableCode};
