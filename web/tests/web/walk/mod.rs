//! The route table, line by line: each persona, three kinds of data, and every address that is not theirs.

pub mod forms;
mod kept;
mod samples;
pub mod school;
mod table;
