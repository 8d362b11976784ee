//! Names of other children in what is about to leave: each with its places, to be looked at and ticked.

use std::collections::BTreeSet;

use app::bundle::OtherInText;

use super::{Choice, Choices, Errors};

/// The names with their places; nothing when there are none.
pub(crate) fn to_look_at(
    others: &[OtherInText],
    checked: &BTreeSet<String>,
    errors: &Errors,
) -> Option<Choices> {
    let names = others.iter().map(|other| {
        let places: Vec<String> =
            other.places.iter().map(|(place, line)| format!("{place}: “{line}”")).collect();
        Choice::new(other.name.clone(), format!("{}: looked at, it may stand there", other.name))
            .hint(places.join("; "))
    });
    (!others.is_empty()).then(|| {
        Choices::new("checked", "Names that other children of the school have", names)
            .hint("Is it another child? Then take the name out of the text first, or leave the report out. Tick each that you looked at.")
            .choose(checked)
            .errors(errors)
    })
}
