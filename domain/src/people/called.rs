//! What the children of one small list are called: the first name, and as much more as tells two of them apart.

use std::collections::BTreeMap;

use super::{Namesakes, Pupil, name::fold};
use crate::PupilId;

/// The children of a group, each by the shortest name that no other of them bears: "Ava"; "Ava B." where two are called
/// Ava; "Ava Brown" where their initials are one, too; with the day of birth where the whole name is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalledApart(BTreeMap<PupilId, String>);

impl CalledApart {
    /// Of the children of a list; accents and capitals make no other name.
    pub fn of<'a>(children: impl IntoIterator<Item = &'a Pupil>) -> Self {
        let all: BTreeMap<PupilId, &Pupil> = children.into_iter().map(|child| (child.id, child)).collect();
        let known = Namesakes::of(all.values().copied());
        let is_only = |name: &str, by: fn(&Pupil) -> String| {
            all.values().filter(|other| fold(&by(other)) == fold(name)).count() == 1
        };
        let ways: [fn(&Pupil) -> String; 2] = [|child| child.called().to_owned(), with_initial];
        let told = |child: &Pupil| {
            let short = ways.iter().find_map(|by| Some(by(child)).filter(|name| is_only(name, *by)));
            short.unwrap_or_else(|| known.tell(child))
        };
        Self(all.iter().map(|(id, child)| (*id, told(child))).collect())
    }

    /// What the child is called in the list.
    #[must_use]
    pub fn tell(&self, child: &Pupil) -> String {
        self.0.get(&child.id).cloned().unwrap_or_else(|| child.called().to_owned())
    }
}

/// "Ava B.": the first letter of the surname that the child is called by.
fn with_initial(child: &Pupil) -> String {
    let name = child.name();
    let surname = name.get(child.called().len()..).unwrap_or_default().trim_start();
    match surname.chars().next() {
        Some(initial) => format!("{} {initial}.", child.called()),
        None => child.called().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, date, people::namesakes::tests::child};

    #[test]
    fn as_much_of_a_name_as_tells_them_apart() {
        let may = date(2018, 5, 3);
        let june = date(2018, 6, 4);
        type Case<'a> = (&'a [(&'a str, &'a str, Date)], &'a [&'a str]);
        let table: [Case; 6] = [
            (&[("Ava", "Brown", may), ("Ben", "Brown", may)], &["Ava", "Ben"]),
            (
                &[("Ava", "Brown", may), ("Ava", "Clark", may), ("Ben", "Li", may)],
                &["Ava B.", "Ava C.", "Ben"],
            ),
            (&[("Zoë", "Brown", may), ("Zoe", "Clark", may)], &["Zoë B.", "Zoe C."]),
            (
                &[("Ava", "Brown", may), ("Ava", "Burns", may), ("Ava", "Clark", may)],
                &["Ava Brown", "Ava Burns", "Ava C."],
            ),
            (
                &[("Ava", "Brown", may), ("Ava", "Brown", june)],
                &["Ava Brown, born 3 May 2018", "Ava Brown, born 4 June 2018"],
            ),
            (&[("Ava", "", may), ("Ava", "Clark", may)], &["Ava", "Ava C."]),
        ];
        for (children, wanted) in table {
            let all: Vec<Pupil> =
                (1..).zip(children).map(|(n, (first, last, born))| child(n, first, last, *born)).collect();
            let apart = CalledApart::of(&all);
            let told: Vec<String> = all.iter().map(|child| apart.tell(child)).collect();
            assert_eq!(told, wanted, "{children:?}");
        }
    }

    #[test]
    fn the_same_child_twice_is_one_child() {
        let ava = child(1, "Ava", "Brown", date(2018, 5, 3));
        assert_eq!(CalledApart::of([&ava, &ava]).tell(&ava), "Ava");
    }
}
