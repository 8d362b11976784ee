//! The first day: a school, its first administrator, and further people from the command line.

mod add_person;
mod make_school;

pub use add_person::{NewPerson, add_person};
pub use make_school::{FirstPerson, NewSchool, PHASES, is_empty, make_school, nobody_administers};
