//! Which child a row is about: by UPN; by name and date of birth only while one of both UPNs is temporary.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::{Pupil, Upn, name::fold};
use exchange::roll::{RefusedRow, RollPupil};

use super::Standing;

/// Whom a row is about.
pub(super) enum Whom<'a> {
    /// Somebody who is not known yet.
    New,
    /// Somebody known, with the digest of the row that came last.
    Known(&'a Pupil, &'a str),
    /// It cannot be told.
    Unclear(String),
}

type Key = (String, String, domain::Date);

/// Finds children in what stands; each can be found by one row only.
pub(super) struct Known<'a> {
    standing: &'a Standing,
    by_name: BTreeMap<Key, Vec<&'a str>>,
    in_file: BTreeSet<&'a str>,
    taken: BTreeMap<&'a str, &'a str>,
}

impl<'a> Known<'a> {
    pub(super) fn new(standing: &'a Standing, rows: &'a [RollPupil]) -> Self {
        let mut by_name: BTreeMap<Key, Vec<&str>> = BTreeMap::new();
        for (upn, (pupil, _)) in &standing.pupils {
            by_name.entry(key(&pupil.surname, &pupil.forename, pupil.born_on)).or_default().push(upn);
        }
        let in_file = rows.iter().map(|row| row.upn.as_str()).collect();
        Self { standing, by_name, in_file, taken: BTreeMap::new() }
    }

    /// The child of a row.
    pub(super) fn find(&mut self, row: &'a RollPupil) -> Whom<'a> {
        if let Some((upn, (pupil, source))) = self.standing.pupils.get_key_value(row.upn.as_str()) {
            let other_name =
                fold(&pupil.surname) != fold(&row.surname) && fold(&pupil.forename) != fold(&row.forename);
            if other_name && pupil.born_on != row.born_on {
                return Whom::Unclear(
                    "The UPN is that of a child on this roll who has another name and another date of birth. Check \
                     whose number it is"
                        .to_owned(),
                );
            }
            return self.once(upn, row, pupil, source);
        }
        let key = key(&row.surname, &row.forename, row.born_on);
        let found: Vec<&str> = self
            .by_name
            .get(&key)
            .into_iter()
            .flatten()
            .copied()
            .filter(|upn| !self.in_file.contains(upn))
            .filter(|upn| row.upn.is_temporary() || upn.parse::<Upn>().is_ok_and(|upn| upn.is_temporary()))
            .collect();
        match found.as_slice() {
            [] => Whom::New,
            [upn] => {
                let (upn, (pupil, source)) =
                    self.standing.pupils.get_key_value(*upn).expect("it was found there");
                self.once(upn, row, pupil, source)
            }
            _ => Whom::Unclear(
                "Several children on this roll have this name and date of birth, and one of the UPNs is temporary: \
                 give the permanent UPN"
                    .to_owned(),
            ),
        }
    }

    fn once(&mut self, upn: &'a str, row: &'a RollPupil, pupil: &'a Pupil, source: &'a str) -> Whom<'a> {
        if let Some(place) = self.taken.insert(upn, &row.place) {
            return Whom::Unclear(format!("It is the same child as that of {place}"));
        }
        Whom::Known(pupil, source)
    }
}

fn key(surname: &str, forename: &str, born_on: domain::Date) -> Key {
    (fold(surname), fold(forename), born_on)
}

/// The UPN of somebody on the roll whom a refused row is most likely about: the same number, or one with a slip of the pen in
/// one of its characters (most often the check letter).
pub(super) fn meant<'a>(row: &RefusedRow, standing: &'a Standing) -> Option<&'a str> {
    let written = row.upn.as_deref()?.trim().to_ascii_uppercase();
    if let Some((upn, _)) = standing.pupils.get_key_value(&written) {
        return Some(upn);
    }
    let slips = |upn: &str| upn.chars().zip(written.chars()).filter(|(one, other)| one != other).count();
    let mut near = standing.pupils.keys().filter(|upn| upn.len() == written.len() && slips(upn) <= 1);
    near.next().map(String::as_str)
}
