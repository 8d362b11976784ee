//! Rolls made for tests: any number of pupils, plainly fictional.

use domain::{
    census::{SenProvision, SenType},
    date,
    people::Upn,
};
use exchange::roll::{
    AttendanceYear, FsmPeriod, Phone, Roll, RollContact, RollFormat, RollPupil, SchoolRef, SenNeed,
    SenPeriod, Sex, StageAssessment, YearGroup,
};

const SURNAMES: [&str; 6] =
    ["Example", "O’Sample", "Łukasik-Test", "Specimen & Son", "ab Enghraifft", "Ng <Test>"];
const FORENAMES: [&str; 5] = ["Avery", "Zoë", "Siân", "Robin \"Rob\"", "ليلى"];

/// The pupil of a number.
pub fn pupil(number: u16) -> RollPupil {
    let index = usize::from(number);
    let support = date(2025, 1, 13);
    let provision = match number % 5 {
        0 => Some(SenProvision::K),
        1 if number.is_multiple_of(3) => Some(SenProvision::E),
        _ => None,
    };
    let surname = SURNAMES[index % SURNAMES.len()].to_owned();
    RollPupil {
        place: String::new(),
        upn: Upn::compose(919, 2003, 10 + number / 1000, number % 1000),
        surname: surname.clone(),
        forename: FORENAMES[index % FORENAMES.len()].to_owned(),
        preferred_surname: None,
        preferred_forename: (number.is_multiple_of(7)).then(|| "Sam".to_owned()),
        middle_names: (number.is_multiple_of(2)).then(|| "Jo Maria".to_owned()),
        born_on: date(2015 + (number % 7) as i16, 1 + (number % 12) as i8, 1 + (number % 28) as i8),
        sex: Some(if number.is_multiple_of(2) { Sex::F } else { Sex::M }),
        year: Some(if number.is_multiple_of(8) { YearGroup::R } else { YearGroup::Year((number % 8) as u8) }),
        class: None,
        ethnicity: Some("WBRI".to_owned()),
        language: Some(if number.is_multiple_of(4) { "POL" } else { "ENG" }.to_owned()),
        eal: Some(number.is_multiple_of(4)),
        enrol_status: Some("C".to_owned()),
        looked_after: Some(number.is_multiple_of(50)),
        pupil_premium: None,
        free_meals: Some(number.is_multiple_of(3)),
        fsm: if number.is_multiple_of(3) {
            vec![FsmPeriod { started_on: date(2024, 9, 3), ended_on: None }]
        } else {
            Vec::new()
        },
        sen: Some(match provision {
            None => vec![SenPeriod {
                started_on: Some(date(2023, 9, 5)),
                ended_on: None,
                provision: SenProvision::N,
            }],
            Some(provision) => vec![
                SenPeriod {
                    started_on: Some(date(2023, 9, 5)),
                    ended_on: support.yesterday().ok(),
                    provision: SenProvision::N,
                },
                SenPeriod { started_on: Some(support), ended_on: None, provision },
            ],
        }),
        needs: if provision.is_some() {
            vec![SenNeed { rank: 1, kind: SenType::Slcn, started_on: Some(support), ended_on: None }]
        } else {
            Vec::new()
        },
        contacts: vec![RollContact {
            order: 1,
            title: Some("Ms".to_owned()),
            surname,
            forename: Some("Sam".to_owned()),
            relationship: Some("PAM".to_owned()),
            responsibility: Some(true),
            phones: vec![Phone { kind: Some("M".to_owned()), number: "07700900123".to_owned() }],
            email: Some(format!("parent{number}@example.org")),
            address: vec!["12 Invented Road".to_owned(), "AL99 9ZZ".to_owned()],
        }],
        attendance: vec![AttendanceYear {
            year: 2025,
            possible: 380,
            attended: 363,
            authorised: Some(14),
            unauthorised: Some(3),
        }],
        assessments: vec![StageAssessment {
            stage: "KS1".to_owned(),
            subject: "PHO".to_owned(),
            result: "27".to_owned(),
            ..StageAssessment::default()
        }],
    }
}

/// A full roll of so many pupils.
pub fn roll(pupils: u16) -> Roll {
    Roll {
        format: RollFormat::Ctf,
        version: Some("25.0".to_owned()),
        source: Some(SchoolRef {
            authority: 919,
            establishment: 2003,
            name: Some("Fictional Primary School".to_owned()),
        }),
        full: true,
        pupils: (0..pupils).map(pupil).collect(),
        refused: Vec::new(),
        notes: Vec::new(),
    }
}

/// The roll without the places of its rows.
pub fn without_places(mut roll: Roll) -> Roll {
    roll.pupils.iter_mut().for_each(|pupil| pupil.place.clear());
    roll
}
