//! Year end: classes go up, the last year group leaves. Proposed, kept, looked at, and carried out whole.

mod carry_out;
mod propose;

pub use carry_out::{Carrying, carry_out, keep_year_end, show_year_end};
pub use propose::{ClassMove, YearEnd, YearEndForm, next_name, propose};
