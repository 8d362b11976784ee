//! Children of one list who bear the same name: the day of birth tells them apart.

use std::collections::{BTreeMap, BTreeSet};

use super::{Pupil, name::fold};
use crate::{Date, PupilId, calendar::count::in_words};

/// The names that more than one child of a list bears.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Namesakes(BTreeSet<String>);

impl Namesakes {
    /// Of the children of a list, as they are called; accents and capitals make no other name.
    pub fn of<'a>(children: impl IntoIterator<Item = &'a Pupil>) -> Self {
        let mut first: BTreeMap<String, PupilId> = BTreeMap::new();
        let mut shared = BTreeSet::new();
        for child in children {
            let name = fold(&child.name());
            if *first.entry(name.clone()).or_insert(child.id) != child.id {
                shared.insert(name);
            }
        }
        Self(shared)
    }

    /// The day of birth, where it is needed to tell a child from another.
    #[must_use]
    pub fn born(&self, child: &Pupil) -> Option<Date> {
        (!self.0.is_empty() && self.0.contains(&fold(&child.name()))).then_some(child.born_on)
    }

    /// The name in the list: "Robin Sample", or "Robin Sample, born 3 May 2018" where another is called so.
    #[must_use]
    pub fn tell(&self, child: &Pupil) -> String {
        told(&child.name(), self.born(child))
    }
}

/// A name, with the day of birth where it is needed.
///
/// # Example
/// ```
/// # use domain::{date, people::namesakes::told};
/// assert_eq!(told("Robin Sample", None), "Robin Sample");
/// assert_eq!(told("Robin Sample", Some(date(2018, 5, 3))), "Robin Sample, born 3 May 2018");
/// ```
#[must_use]
pub fn told(name: &str, born: Option<Date>) -> String {
    born.map_or_else(|| name.to_owned(), |on| format!("{name}, born {}", in_words(on)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        census::SenProvision,
        date,
        people::{Upn, YearGroup},
    };

    pub(crate) fn child(number: u8, forename: &str, surname: &str, born_on: Date) -> Pupil {
        Pupil {
            id: PupilId::new(1, &[number; 10]),
            school: uuid::Uuid::nil().into(),
            upn: Upn::compose(999, 2001, 22, number.into()),
            surname: surname.to_owned(),
            forename: forename.to_owned(),
            preferred_surname: String::new(),
            preferred_forename: String::new(),
            middle_names: String::new(),
            born_on,
            sex: "F".to_owned(),
            year: YearGroup(3),
            class: None,
            language: String::new(),
            eal: None,
            fsm: false,
            looked_after: false,
            attendance: None,
            key_facts: String::new(),
            provision: SenProvision::N,
            main_need: None,
            joined_on: date(2022, 9, 1),
            left_on: None,
            version: 1,
        }
    }

    #[test]
    fn only_who_shares_a_name_is_told_with_the_day_of_birth() {
        let first = child(1, "Zoë", "Sample", date(2018, 5, 3));
        let second = child(2, "Zoe", "sample", date(2018, 11, 30));
        let other = child(3, "Robin", "Sample", date(2018, 5, 3));
        let known = Namesakes::of([&first, &second, &other, &other]);
        assert_eq!(
            [&first, &second, &other].map(|child| known.tell(child)),
            ["Zoë Sample, born 3 May 2018", "Zoe sample, born 30 November 2018", "Robin Sample"]
        );
        assert_eq!(Namesakes::of([&first, &other]).tell(&first), "Zoë Sample", "nobody else of this list");
    }
}
