//! What a file would change of a child, field by field, in words.

use domain::people::{Class, Pupil};
use serde::Serialize;

use crate::time_in_words::day;

/// One field that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field's name on screen.
    pub field: &'static str,
    /// What stands; empty when nothing does.
    pub before: String,
    /// What the file says.
    pub after: String,
}

impl Difference {
    pub(super) fn new(field: &'static str, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { field, before: before.into(), after: after.into() }
    }
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "Yes" } else { "No" }
}

fn maybe(yes: Option<bool>) -> &'static str {
    yes.map_or("", yes_no)
}

/// The differences between a child as it stands and as the file says it, without SEN and contacts.
pub(super) fn between(before: &Pupil, after: &Pupil, classes: &[Class]) -> Vec<Difference> {
    let class = |pupil: &Pupil| {
        let found = pupil.class.and_then(|id| classes.iter().find(|class| class.id == id));
        match (found, pupil.class) {
            (Some(class), _) => class.name.clone(),
            (None, Some(_)) => "a class of another year".to_owned(),
            (None, None) => String::new(),
        }
    };
    let attendance = |pupil: &Pupil| {
        let sessions =
            pupil.attendance.map(|(possible, attended)| format!("{attended} of {possible} sessions"));
        sessions.unwrap_or_default()
    };
    let roll = |pupil: &Pupil| {
        pupil.left_on.map_or_else(|| "On the roll".to_owned(), |left| format!("Left on {}", day(left)))
    };
    let lines = [
        ("UPN", before.upn.to_string(), after.upn.to_string()),
        ("Surname", before.surname.clone(), after.surname.clone()),
        ("Forename", before.forename.clone(), after.forename.clone()),
        ("Preferred surname", before.preferred_surname.clone(), after.preferred_surname.clone()),
        ("Preferred forename", before.preferred_forename.clone(), after.preferred_forename.clone()),
        ("Middle names", before.middle_names.clone(), after.middle_names.clone()),
        ("Date of birth", day(before.born_on), day(after.born_on)),
        ("Sex", before.sex.clone(), after.sex.clone()),
        ("Year group", before.year.name(), after.year.name()),
        ("Class", class(before), class(after)),
        ("First language", before.language.clone(), after.language.clone()),
        ("English as an additional language", maybe(before.eal).to_owned(), maybe(after.eal).to_owned()),
        ("Free school meals", yes_no(before.fsm).to_owned(), yes_no(after.fsm).to_owned()),
        ("Looked after", yes_no(before.looked_after).to_owned(), yes_no(after.looked_after).to_owned()),
        ("Attendance", attendance(before), attendance(after)),
        ("On the roll", roll(before), roll(after)),
    ];
    lines
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| Difference { field, before, after })
        .collect()
}
