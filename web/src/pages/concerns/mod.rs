//! `/concerns/...`: an initial concern, before the child is found.

pub(crate) mod new;
