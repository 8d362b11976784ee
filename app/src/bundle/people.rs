//! Who stands on the cover: the child, the school, parents and carers, consent.

use documents::{furniture::Fact, papers::Person};
use domain::{
    pathway::{facts_of_statutory, signed_consent},
    people::{Contact, HomeLanguage, Pupil, Role},
    record::{Entry, LetterKind, Party},
};
use store::{Reader, queries::accounts};

use super::load::Loaded;
use crate::{Fault, SchoolInfo, pupils::relationship_in_words, time_in_words::day};

/// The child's facts.
pub(super) fn child(pupil: &Pupil, class: &str) -> Vec<Fact> {
    let middle = format!("{} {} {}", pupil.forename, pupil.middle_names, pupil.surname);
    let legal = middle.split_whitespace().collect::<Vec<_>>().join(" ");
    vec![
        Fact::new("Legal name", legal),
        Fact::new("Date of birth", day(pupil.born_on)),
        Fact::new("Unique pupil number", pupil.upn.as_str()),
        Fact::new("Class", class),
        Fact::new("SEN status", pupil.provision.name()),
        Fact::new("Main need", pupil.main_need.map_or("", |need| need.name())),
        Fact::new("Home language", HomeLanguage::of(&pupil.language).name()),
        Fact::new("Looked after", if pupil.looked_after { "Yes" } else { "" }),
        Fact::new("On our roll since", day(pupil.joined_on)),
    ]
}

/// The school's: who is SENCO and head.
pub(super) async fn school(db: &Reader, info: &SchoolInfo) -> Result<Vec<Fact>, Fault> {
    let all = accounts::all(db).await?;
    let of = |role: Role| {
        let names: Vec<&str> = all
            .iter()
            .filter(|account| account.active && account.roles.contains(&role))
            .map(|account| account.name.as_str())
            .collect();
        names.join(", ")
    };
    let school = &info.school;
    Ok(vec![
        Fact::new("Name", &school.name),
        Fact::new("Unique reference number", &school.urn),
        Fact::new("SENCO", of(Role::Senco)),
        Fact::new("Head", of(Role::Head)),
    ])
}

/// The parents and carers who have a copy: with parental responsibility, and not barred.
pub(super) fn with_copy(loaded: &Loaded) -> impl Iterator<Item = &Contact> {
    loaded.contacts.iter().filter(|contact| contact.has_responsibility() && !contact.barred)
}

/// Parents and carers with parental responsibility; whoever is barred is not on the paper.
pub(super) fn parents(loaded: &Loaded) -> Vec<Person> {
    with_copy(loaded)
        .map(|contact| {
            let phones = contact.phones.iter().map(String::as_str);
            let address = contact.address.lines().map(str::trim).collect::<Vec<_>>().join(", ");
            let ways: Vec<&str> = phones
                .chain([contact.email.as_str(), address.as_str()])
                .filter(|way| !way.trim().is_empty())
                .collect();
            Person {
                name: contact.name(),
                what: format!("{}, parental responsibility", relationship_in_words(&contact.relationship)),
                reached: ways.join(" · "),
            }
        })
        .collect()
}

/// What each parent said last to this application, with its day and how.
pub(super) fn consent(entries: &[Entry]) -> Vec<Fact> {
    let mut said: Vec<Fact> = Vec::new();
    let reached = facts_of_statutory::reached_the_county(entries);
    if let Some(letter) = reached.filter(|letter| letter.kind == LetterKind::ParentApplied) {
        said.push(Fact::new("Parents", format!("Asked the county themselves, {}", day(letter.dated_on))));
    }
    let first = signed_consent::asked_from(entries);
    for (entry, answer) in facts_of_statutory::latest_answers(entries, Party::Parent) {
        let name = if answer.name.trim().is_empty() { "Parent or carer" } else { answer.name.trim() };
        let says = if answer.agrees { "Agrees" } else { "Does not agree" };
        let how = answer.how.name();
        let unsigned =
            signed_consent::why_not(answer, entry.on, first).map_or("", |_| ", not signed for this request");
        said.push(Fact::new(name, format!("{says}, {}, {how}{unsigned}", day(entry.on))));
    }
    if let Some(letter) = reached.filter(|letter| letter.kind == LetterKind::Received)
        && !said.iter().any(|fact| fact.text.starts_with("Agrees"))
    {
        said.push(Fact::new("School", format!("Asked all the same, {}", day(letter.dated_on))));
    }
    said
}
