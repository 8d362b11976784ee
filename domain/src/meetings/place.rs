//! Where a meeting is: it goes into mails and calendars, which name no child.

use std::collections::BTreeSet;

use crate::{
    people::Pupil,
    record::other_names::{self, Known},
};

/// The child's own name in the place of a meeting about them; none when it holds none. Only words that begin with a
/// capital are names, and not those that are in the name of one of the school's classes ("Rowan room").
///
/// # Source
/// screens.md: a mail names no child.
///
/// # Example
/// ```
/// # use domain::meetings::name_in_place;
/// let (names, classes) = (["Kofi".to_owned(), "Rowan".to_owned()].into(), ["3 Rowan".to_owned()]);
/// assert_eq!(name_in_place("Behind Kofi's seat", &names, &classes).as_deref(), Some("Kofi"));
/// assert_eq!(name_in_place("The Rowan room", &names, &classes), None);
/// ```
#[must_use]
pub fn name_in_place(place: &str, names: &BTreeSet<String>, classes: &[String]) -> Option<String> {
    let known = Known { names: classes.to_vec(), ..Known::default() };
    other_names::find(&[place.to_owned()], names, &known).into_iter().next().map(|found| found.name)
}

/// The names by which a child is known.
#[must_use]
pub fn names_of_child(child: &Pupil) -> BTreeSet<String> {
    other_names::called(child).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_child_is_found() {
        for (place, name) in [
            ("Room 2", None),
            ("", None),
            ("the hall", None),
            ("The Hall", Some("Hall")),
            ("By telephone with O’Shea's mother", None),
            ("Kofi’s classroom", Some("Kofi")),
            ("Will's room", None),
        ] {
            let names = ["Kofi".to_owned(), "Hall".to_owned()].into();
            assert_eq!(name_in_place(place, &names, &[]).as_deref(), name, "{place}");
        }
    }
}
