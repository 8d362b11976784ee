//! Lists of children, each made from few queries inside a scope: Today, board, register, my class, search.
//!
//! A list never shows a child whom the child's own page would refuse: each asks the store with the scope of the same
//! matrix.

mod board;
mod changes;
mod child_row;
mod clock_line;
mod filter;
mod my_class;
mod owed;
mod register;
mod search;
mod today;
mod week_kept;

pub use board::{Board, Column, board};
pub use changes::{ChildChanges, in_words as change_in_words};
pub use child_row::{ChildRow, SenStatus};
pub use clock_line::ClockLine;
pub(crate) use clock_line::clock_line;
pub use filter::{Filter, Narrowing};
pub use my_class::{ClassChild, MyClass, SessionToday, TaughtClass, my_class};
pub use owed::{Owed, OwedKind};
pub use register::{Counts, Order, Register, RegisterRow, SortBy, as_list, register};
pub use search::{Found, SHORTEST, search};
pub use today::{ConcernLine, ReviewToPlan, Today, today};
