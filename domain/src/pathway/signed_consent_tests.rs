//! Which yes of a parent is a signed consent.

use super::*;
use crate::{
    ContactId, PupilId, date,
    people::ContactNeeds,
    record::{CountyLetter, Talk},
};

fn said(number: u64, on: Date, name: &str, agrees: bool, how: HowSaid) -> Entry {
    let answer = ApplicationAgreement {
        party: Party::Parent,
        name: name.to_owned(),
        agrees,
        how,
        ..ApplicationAgreement::default()
    };
    Entry::sample(number, on, Content::ApplicationAgreement(answer))
}

fn begun(number: u64) -> Entry {
    let letter = CountyLetter::new(LetterKind::Begun, date(2026, 11, 12));
    Entry::sample(number, letter.dated_on, Content::CountyLetter(letter))
}

fn told(number: u64, on: Date) -> Entry {
    let talk = Talk { with: Party::Parent, about: TalkAbout::Application, reached: true, ..Talk::default() };
    Entry::sample(number, on, Content::Talk(talk))
}

#[test]
fn signed_in_its_time_and_not_taken_back() {
    let (early, day, later) = (date(2015, 1, 1), date(2026, 11, 12), date(2026, 11, 20));
    let (paper, spoken) = (HowSaid::OnPaper, HowSaid::InTheMeeting);
    for (entries, expected) in [
        (vec![begun(1)], None),
        (vec![begun(1), said(2, later, "Ana", true, paper)], Some(later)),
        (vec![begun(1), said(2, later, "Ana", true, HowSaid::InWaymark)], Some(later)),
        // Said, and not signed.
        (vec![begun(1), said(2, later, "Ana", true, spoken)], None),
        // A signature from before the application.
        (vec![begun(1), said(2, early, "Ana", true, paper)], None),
        // Signed, and said once more in the meeting: it stays signed.
        (vec![begun(1), said(2, day, "Ana", true, paper), said(3, later, "ana ", true, spoken)], Some(day)),
        // Signed, taken back, and said again: nothing is signed.
        (
            vec![
                begun(1),
                said(2, day, "Ana", true, paper),
                said(3, date(2026, 11, 15), "Ana", false, paper),
                said(4, later, "Ana", true, spoken),
            ],
            None,
        ),
        // One signs, the other only says yes: one consent is enough; a no is none.
        (vec![begun(1), said(2, day, "Ana", true, paper), said(3, later, "Ben", true, spoken)], Some(day)),
        (vec![begun(1), said(2, day, "Ana", true, paper), said(3, later, "Ben", false, spoken)], None),
        // Told, and signed, some days before the school wrote down that it begins.
        (
            vec![told(1, date(2026, 11, 9)), begun(2), said(3, date(2026, 11, 10), "Ana", true, paper)],
            Some(date(2026, 11, 10)),
        ),
    ] {
        assert_eq!(given_on(&entries), expected, "{entries:?}");
    }
}

fn contact(
    title: &str,
    forename: &str,
    surname: &str,
    responsibility: Option<bool>,
    barred: bool,
) -> Contact {
    Contact {
        id: ContactId::new(1, &[0; 10]),
        pupil: PupilId::new(1, &[0; 10]),
        position: 1,
        title: title.to_owned(),
        surname: surname.to_owned(),
        forename: forename.to_owned(),
        relationship: String::new(),
        responsibility,
        barred,
        kept_from_meetings: false,
        phones: Vec::new(),
        email: String::new(),
        address: String::new(),
        account: None,
        needs: ContactNeeds::default(),
    }
}

#[test]
fn whoever_has_parental_responsibility_signs() {
    let roll = [
        contact("Mrs", "Nia", "Quillby", Some(true), false),
        contact("Mr", "", "O’Story", Some(true), false),
        contact("Mr", "Piotr", "Barred", Some(true), true),
        contact("Ms", "Gran", "Elder", Some(false), false),
        contact("Ms", "Aunt", "Unsaid", None, false),
        contact("", "Łucja", "Nowak-Smith", Some(true), false),
    ];
    for (signed, may) in [
        ("Nia Quillby", true),
        ("N. Quillby", true),
        ("Mrs Quillby", true),
        ("nia maria QUILLBY", true),
        ("Ben Quillby", false),
        ("Nia", false),
        ("Random Person", false),
        ("", false),
        ("Sean O'Story", true),
        ("Piotr Barred", false),
        ("Gran Elder", false),
        ("Aunt Unsaid", false),
        ("Lucja Nowak", true),
    ] {
        assert_eq!(may_sign(signed, &roll), may, "{signed}");
    }
}

#[test]
fn somebody_is_named_in_full_by_a_given_name_and_the_surname() {
    let nia = contact("", "Nia Mai", "Quillby", Some(true), false);
    for (text, named) in [
        ("Nia Quillby", true),
        ("Quillby, nia (mother)", true),
        ("Mai Quillby, by telephone", true),
        ("Mrs Quillby", false),
        ("Nia Otherwise", false),
        ("", false),
    ] {
        assert_eq!(names_in_full(text, &nia), named, "{text}");
    }
}
