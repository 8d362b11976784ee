//! The roll as the school's management system would write it: for last year, and for this.

use domain::{Date, calendar::AcademicYear, census::SenProvision, people::YearGroup};
use exchange::roll::{
    AttendanceYear, FsmPeriod, Roll, RollContact, RollFormat, RollPupil, SchoolRef, SenNeed, SenPeriod, Sex,
};

use crate::cast::Child;

/// Names of the classes of each year group: trees.
const TREES: [[&str; 3]; 7] = [
    ["Acorn", "Conker", "Catkin"],
    ["Hazel", "Holly", "Hawthorn"],
    ["Willow", "Alder", "Aspen"],
    ["Rowan", "Birch", "Bay"],
    ["Maple", "Elder", "Elm"],
    ["Cherry", "Cedar", "Chestnut"],
    ["Oak", "Ash", "Beech"],
];

/// The name of a class: "3 Rowan".
pub fn class_name(year: YearGroup, class: usize) -> String {
    let trees = TREES[usize::from(year.0.unsigned_abs()).min(6)];
    let tree = trees[class % trees.len()];
    if year == YearGroup::RECEPTION { format!("R {tree}") } else { format!("{} {tree}", year.0) }
}

/// The roll on a day: who was there, in which class.
pub fn roll(children: &[Child], school: &SchoolRef, this_year: AcademicYear, on: Date) -> Roll {
    let years_back = this_year.starts_in() - AcademicYear::of(on).starts_in();
    let back = i8::try_from(years_back).unwrap_or(0);
    let pupils = children
        .iter()
        .enumerate()
        .filter(|(_, child)| child.year.0 >= back)
        .map(|(n, child)| row(n, child, YearGroup(child.year.0 - back), on))
        .collect();
    Roll {
        format: RollFormat::Xlsx,
        version: None,
        source: Some(school.clone()),
        full: false,
        pupils,
        refused: Vec::new(),
        notes: Vec::new(),
    }
}

fn row(n: usize, child: &Child, year: YearGroup, on: Date) -> RollPupil {
    let since =
        Date::new(AcademicYear::of(on).starts_in().min(2025) - 1, 1, 13).unwrap_or(on).max(child.born_on);
    let special = child.provision != SenProvision::N;
    RollPupil {
        place: format!("row {}", n + 2),
        upn: child.upn.clone(),
        surname: child.surname.clone(),
        forename: child.forename.clone(),
        preferred_surname: None,
        preferred_forename: None,
        middle_names: None,
        born_on: child.born_on,
        sex: Some(if child.sex == "M" { Sex::M } else { Sex::F }),
        year: year.code().parse().ok(),
        class: Some(class_name(year, child.class)),
        ethnicity: None,
        language: Some(if child.eal { "Another language" } else { "English" }.to_owned()),
        eal: Some(child.eal),
        enrol_status: Some("C".to_owned()),
        looked_after: Some(n % 140 == 77),
        pupil_premium: Some(child.fsm),
        free_meals: Some(child.fsm),
        fsm: child.fsm.then_some(FsmPeriod { started_on: since, ended_on: None }).into_iter().collect(),
        sen: special
            .then(|| vec![SenPeriod { started_on: Some(since), ended_on: None, provision: child.provision }]),
        needs: child
            .need
            .filter(|_| special)
            .map(|kind| SenNeed { rank: 1, kind, started_on: Some(since), ended_on: None })
            .into_iter()
            .collect(),
        contacts: child
            .parents
            .iter()
            .enumerate()
            .map(|(order, forename)| RollContact {
                order: u8::try_from(order + 1).unwrap_or(1),
                title: None,
                surname: child.surname.clone(),
                forename: Some(forename.clone()),
                relationship: Some("PAR".to_owned()),
                responsibility: Some(true),
                phones: vec![exchange::roll::Phone {
                    kind: None,
                    number: format!("01632 960{:03}", (n * 3 + order) % 1000),
                }],
                email: Some(format!("parent{n}.{}@families.example", order + 1)),
                address: vec![format!("{} Invented Lane", n % 90 + 1), "Fernhollow".to_owned()],
            })
            .collect(),
        attendance: vec![AttendanceYear {
            year: AcademicYear::of(on).starts_in() - 1,
            possible: child.attendance.0,
            attended: child.attendance.1,
            authorised: None,
            unauthorised: None,
        }],
        assessments: Vec::new(),
    }
}
