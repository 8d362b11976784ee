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

/// What tells how one parent is reached, with its places; nothing when there is none.
pub(crate) fn ways_to_look_at(
    ways: &[OtherInText],
    checked: &BTreeSet<String>,
    errors: &Errors,
) -> Option<Choices> {
    let choices = ways.iter().map(|way| {
        let places: Vec<&str> = way.places.iter().map(|(place, _)| place.as_str()).collect();
        Choice::new(way.name.clone(), format!("{}: looked at, the county may read it", way.name))
            .hint(places.join("; "))
    });
    (!ways.is_empty()).then(|| {
        Choices::new("ways", "How one parent is reached stands in it", choices)
            .hint("The other parent must not learn it from the school. These reports go to the county, and are not in the copy that parents read. Tick each that you looked at.")
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
