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
        let places = other.places.iter().map(|(place, line)| format!("{place}: “{line}”"));
        tick(&other.name, "looked at, it may stand there", places)
    });
    let hint = "Is it another child? Then take the name out of the text first, or leave the report out. Tick each that you looked at.";
    ticks(("checked", "Names that other children of the school have", hint), names.collect(), checked, errors)
}

/// What tells how one parent is reached, with its places; nothing when there is none.
pub(crate) fn ways_to_look_at(
    ways: &[OtherInText],
    checked: &BTreeSet<String>,
    errors: &Errors,
) -> Option<Choices> {
    let choices = ways.iter().map(|way| {
        let places = way.places.iter().map(|(place, _)| place.clone());
        tick(&way.name, "looked at, the county may read it", places)
    });
    let hint = "The other parent must not learn it from the school. These reports go to the county, and are not in the copy that parents read. Tick each that you looked at.";
    ticks(("ways", "How one parent is reached stands in it", hint), choices.collect(), checked, errors)
}

/// The names in a paper or a plan that is to go to somebody, with their pages and lines; nothing when there are none.
pub(crate) fn in_paper(others: &[OtherName], checked: &BTreeSet<String>, errors: &Errors) -> Option<Choices> {
    let names = others.iter().map(|other| {
        let place = |(page, line): &(usize, String)| match page {
            0 => format!("in the text: “{line}”"),
            page => format!("page {page}: “{line}”"),
        };
        tick(&other.name, "checked or redacted", other.places.iter().map(place))
    });
    let hint = "Is it another child? Then go back and take the name out, unless it may stand there. Tick each that you looked at.";
    ticks(("checked", "Names that other children of the school have", hint), names.collect(), checked, errors)
}

/// One that is ticked when somebody looked at it in its places.
fn tick(name: &str, says: &str, places: impl Iterator<Item = String>) -> Choice {
    let places: Vec<String> = places.collect();
    Choice::new(name.to_owned(), format!("{name}: {says}")).hint(places.join("; "))
}

fn ticks(
    (name, legend, hint): (&str, &str, &str),
    items: Vec<Choice>,
    checked: &BTreeSet<String>,
    errors: &Errors,
) -> Option<Choices> {
    (!items.is_empty()).then(|| Choices::new(name, legend, items).hint(hint).choose(checked).errors(errors))
}
