//! Names of other children in what is about to leave: each with its places, to be looked at and ticked.

use std::collections::BTreeSet;

use app::bundle::OtherInText;
use domain::record::other_names::OtherName;

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

/// The names in a paper or a plan that is to go to somebody, with their pages and lines; nothing when there are none.
pub(crate) fn in_paper(others: &[OtherName], checked: &BTreeSet<String>, errors: &Errors) -> Option<Choices> {
    let names = others.iter().map(|other| {
        let place = |(page, line): &(usize, String)| match page {
            0 => format!("in the text: “{line}”"),
            page => format!("page {page}: “{line}”"),
        };
        let places: Vec<String> = other.places.iter().map(place).collect();
        Choice::new(other.name.clone(), format!("{}: checked or redacted", other.name))
            .hint(places.join("; "))
    });
    (!others.is_empty()).then(|| {
        Choices::new("checked", "Names that other children of the school have", names)
            .hint("Is it another child? Then go back and take the name out, unless it may stand there. Tick each that you looked at.")
            .choose(checked)
            .errors(errors)
    })
}
