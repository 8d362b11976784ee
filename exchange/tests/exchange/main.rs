//! The tests of `exchange`: one binary, a file a subject.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its world stops")]

mod attainment_sheet;
mod bad_files;
mod ctf;
mod example;
mod invitations;
mod made;
mod out;
mod plan_file;
mod roll_sheet;
mod sheet;
mod staff_sheet;
mod transfer;
