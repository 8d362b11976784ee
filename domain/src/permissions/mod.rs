//! Who may do what: one matrix, asked by every route, list, export and document.

mod action;
mod actor;
mod allow;
pub mod deputies;
mod extent;
mod matrix;
mod scope;

pub use action::Action;
pub use actor::{Actor, Holding, Who};
pub use allow::{Allowed, Refusal, Subject, allow, allow_each};
pub use extent::Extent;
pub use matrix::{MATRIX, Reach, reach};
pub use scope::Scope;

#[cfg(test)]
mod tests;
