//! The composed example file, read in full.

use domain::{
    census::{SenProvision, SenType},
    date,
};
use exchange::{
    ctf,
    roll::{
        AttendanceYear, FsmPeriod, Phone, Roll, RollContact, RollFormat, RollPupil, SchoolRef, SenNeed,
        SenPeriod, Sex, StageAssessment, YearGroup,
    },
};

pub const EXAMPLE: &str = include_str!("../data/ctf_example.xml");

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn avery() -> RollPupil {
    RollPupil {
        place: "pupil 1, line 23".to_owned(),
        upn: "M919200325001".parse().expect("a UPN"),
        surname: "Example".to_owned(),
        forename: "Avery".to_owned(),
        preferred_surname: text("Example"),
        preferred_forename: text("Avery"),
        middle_names: text("Jo"),
        born_on: date(2018, 3, 9),
        sex: Some(Sex::F),
        year: Some(YearGroup::Year(4)),
        class: None,
        ethnicity: text("WBRI"),
        language: None,
        eal: None,
        enrol_status: text("C"),
        looked_after: Some(false),
        pupil_premium: None,
        free_meals: Some(true),
        fsm: vec![FsmPeriod { started_on: date(2024, 9, 3), ended_on: None }],
        sen: Some(vec![
            SenPeriod {
                started_on: Some(date(2023, 9, 5)),
                ended_on: Some(date(2025, 1, 12)),
                provision: SenProvision::N,
            },
            SenPeriod { started_on: Some(date(2025, 1, 13)), ended_on: None, provision: SenProvision::K },
        ]),
        needs: vec![
            SenNeed { rank: 1, kind: SenType::Slcn, started_on: Some(date(2025, 1, 13)), ended_on: None },
            SenNeed { rank: 2, kind: SenType::Spld, started_on: Some(date(2025, 9, 8)), ended_on: None },
        ],
        contacts: vec![RollContact {
            order: 1,
            title: text("Ms"),
            surname: "Example".to_owned(),
            forename: text("Sam"),
            relationship: text("PAM"),
            responsibility: Some(true),
            phones: vec![Phone { kind: text("M"), number: "07700900123".to_owned() }],
            email: text("sam.example@example.org"),
            address: ["12 Invented Road", "Nowhere", "AL99 9ZZ"].map(str::to_owned).to_vec(),
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
            locale: text("ENG"),
            year: Some(2024),
            subject: "PHO".to_owned(),
            method: text("TT"),
            component: text("SCR"),
            status: text("R"),
            qualifier: text("NC"),
            result: "27".to_owned(),
        }],
    }
}

fn robin() -> RollPupil {
    RollPupil {
        place: "pupil 2, line 126".to_owned(),
        upn: "A91920032504A".parse().expect("a UPN"),
        surname: "Sample".to_owned(),
        forename: "Robin".to_owned(),
        preferred_surname: None,
        preferred_forename: None,
        middle_names: None,
        born_on: date(2020, 11, 23),
        sex: Some(Sex::M),
        year: Some(YearGroup::Year(1)),
        ethnicity: None,
        looked_after: None,
        free_meals: None,
        fsm: Vec::new(),
        sen: Some(vec![SenPeriod {
            started_on: Some(date(2026, 6, 22)),
            ended_on: None,
            provision: SenProvision::E,
        }]),
        needs: vec![SenNeed {
            rank: 1,
            kind: SenType::Asd,
            started_on: Some(date(2026, 6, 22)),
            ended_on: None,
        }],
        contacts: Vec::new(),
        attendance: Vec::new(),
        assessments: Vec::new(),
        ..avery()
    }
}

#[test]
fn read_in_full() {
    let roll = ctf::read(EXAMPLE.as_bytes(), date(2026, 9, 14)).unwrap();
    let expected = Roll {
        format: RollFormat::Ctf,
        version: text("25.0"),
        source: Some(SchoolRef {
            authority: 919,
            establishment: 2003,
            name: text("Fictional Primary School"),
        }),
        full: false,
        pupils: vec![avery(), robin()],
        refused: Vec::new(),
        notes: Vec::new(),
    };
    assert_eq!(roll, expected);
    let staged = serde_json::to_string(&roll).unwrap();
    assert_eq!(serde_json::from_str::<Roll>(&staged).unwrap(), roll);
}

#[test]
fn provision_on_a_day() {
    let avery = avery();
    assert_eq!(avery.sen_on(date(2023, 9, 4)), None);
    assert_eq!(avery.sen_on(date(2025, 1, 12)).map(|period| period.provision), Some(SenProvision::N));
    assert_eq!(avery.sen_on(date(2026, 9, 14)).map(|period| period.provision), Some(SenProvision::K));
}
