//! The Common Transfer File, which every management information system of a school in England can write.
//!
//! # Source
//! DfE, *Common transfer file: specification*, versions 17 to 25; `formats.md`. Tags are matched whatever their
//! case.

mod element;
mod pupil;
mod read;
mod write;

pub use read::{MAX_BYTES, read};
pub use write::write;
