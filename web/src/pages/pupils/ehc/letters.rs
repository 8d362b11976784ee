//! `/pupils/{pupil}/ehc/letters/...`: the county's letters.

pub(crate) mod new;
