//! The banks: strategies for step 2 and targets for step 4, shipped as data, with a school's own edits laid over them.

mod beside;
mod edits;
mod find;
mod strategy;
mod suggest;
mod target;

pub use beside::{ForTarget, strategies_for_target};
pub use edits::{Bank, Edits, From, Held, InBank, ItemFault};
pub use find::{alike, example, for_seed, search, search_strategies};
pub use strategy::Strategy;
pub use suggest::{Seen, suggest};
pub use target::TargetIdea;

/// The most letters of a sentence in a bank.
pub const MOST_LETTERS: usize = 300;

/// The least and the most of the national curriculum years for which a bank is meant: Nursery to Year 6.
pub const YEARS: std::ops::RangeInclusive<i8> = -2..=6;

/// Whether something meant for these years (none: for all) suits a child of this year.
#[must_use]
pub fn suits(years: Option<[i8; 2]>, year: crate::people::YearGroup) -> bool {
    years.is_none_or(|[from, to]| (from..=to).contains(&year.0.clamp(*YEARS.start(), *YEARS.end())))
}

/// Whether two years stand in order, within the years of a primary school.
fn in_order(years: [i8; 2]) -> bool {
    years[0] <= years[1] && years.iter().all(|year| YEARS.contains(year))
}

#[cfg(test)]
mod data_tests;
