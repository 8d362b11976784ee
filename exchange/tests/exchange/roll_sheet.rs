//! The roll from a spreadsheet: guessing columns, reading rows, refusing as the CTF reader does.

use domain::{
    census::{SenProvision, SenType},
    date,
};
use exchange::{
    UnreadableCode, ctf,
    roll::{Roll, RollFormat, YearGroup},
    roll_sheet::{self, ContactField, Mapping, RollField},
    sheet::{self, Field, Mapping as AnyMapping},
};

use proptest::prelude::*;

use super::example::EXAMPLE;

const TODAY: domain::Date = date(2026, 9, 14);

fn read(csv: &str) -> Roll {
    let sheet = sheet::read(csv.as_bytes()).unwrap();
    roll_sheet::read(&sheet, &roll_sheet::guess_mapping(&sheet.headings), TODAY).unwrap()
}

fn guessed(headings: &[&str]) -> Vec<String> {
    let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let mapping = roll_sheet::guess_mapping(&headings);
    headings
        .iter()
        .map(|heading| mapping.columns.get(heading).map(|field| field.code()).unwrap_or_default())
        .collect()
}

#[test]
fn headings_of_the_management_systems() {
    for (headings, expected) in [
        (
            &[
                "UPN",
                "Legal Surname",
                "Legal Forename",
                "Preferred Forename",
                "DOB",
                "Gender",
                "Year Taught In",
                "Reg",
                "SEN Status",
                "SEN Need",
                "EAL",
                "FSM Eligible",
                "Pupil Premium Indicator",
                "In Care",
            ][..],
            &[
                "upn",
                "surname",
                "forename",
                "preferred-forename",
                "born-on",
                "sex",
                "year",
                "class",
                "sen-provision",
                "sen-need-1",
                "eal",
                "free-meals",
                "pupil-premium",
                "looked-after",
            ][..],
        ),
        (
            &[
                "Unique Pupil Number",
                "Legal last name",
                "Legal first name",
                "Date of Birth",
                "Legal sex",
                "Year group",
                "Registration form",
                "SEN provision",
                "SEN Needs (ranked)",
                "English as additional language",
                "Free school meals",
            ],
            &[
                "upn",
                "surname",
                "forename",
                "born-on",
                "sex",
                "year",
                "class",
                "sen-provision",
                "sen-need-1",
                "eal",
                "free-meals",
            ],
        ),
        (
            &[
                "Student Name",
                "upn",
                "Date of birth",
                "NC Year",
                "Tutor Group",
                "SEN Provision Start Date",
                "SEN Type 1",
                "SEN Type 2",
                "Shoe size",
                "Parental Responsibility",
            ],
            &[
                "full-name",
                "upn",
                "born-on",
                "year",
                "class",
                "sen-started-on",
                "sen-need-1",
                "sen-need-2",
                "",
                "contact-1-responsibility",
            ],
        ),
        (
            &[
                "Parent 1 name",
                "Parent 1 email",
                "Parent 1 Mobile",
                "Parent/Carer 2 Name",
                "Contact Email 2",
                "Priority 3 Contact: Full Name",
                "Contact3 Relationship",
                "Primary Contact",
                "Contact 9 name",
                "Contact 4 Post Code",
                "Parent 1 Email",
            ],
            &[
                "contact-1-name",
                "contact-1-email",
                "contact-1-mobile",
                "contact-2-name",
                "contact-2-email",
                "contact-3-name",
                "contact-3-relationship",
                "",
                "",
                "contact-4-postcode",
                "",
            ],
        ),
    ] {
        assert_eq!(guessed(headings), expected);
    }
}

#[test]
fn every_field_has_a_code_that_leads_back() {
    for field in RollField::all() {
        assert_eq!(RollField::from_code(&field.code()), Some(field));
        assert!(!field.label().is_empty());
    }
    let mapping = Mapping::guess(&["UPN".to_owned(), "Parent 1 email".to_owned()]);
    let kept = serde_json::to_string(&mapping).unwrap();
    assert_eq!(kept, r#"{"Parent 1 email":"contact-1-email","UPN":"upn"}"#);
    assert_eq!(serde_json::from_str::<Mapping>(&kept).unwrap(), mapping);
    assert!(serde_json::from_str::<Mapping>(r#"{"UPN":"shoe-size"}"#).is_err());
}

#[test]
fn a_remembered_mapping_wins_over_a_guess() {
    let mut kept: AnyMapping<RollField> = Mapping::default();
    kept.columns.insert("Name".to_owned(), RollField::PreferredForename);
    kept.columns.insert("Gone".to_owned(), RollField::Upn);
    let now = kept.remembered_for(&["Name".to_owned(), "UPN".to_owned(), "Known as".to_owned()]);
    let found: Vec<(String, RollField)> = now.columns.into_iter().collect();
    assert_eq!(
        found,
        [("Name".to_owned(), RollField::PreferredForename), ("UPN".to_owned(), RollField::Upn)]
    );
}

#[test]
fn rows_become_pupils() {
    let roll = read(
        "UPN,Name,DOB,Sex,NC Year,Class,SEN Status,SEN Start Date,SEN Need,EAL,FSM,Pupil Premium,Parent 1 name,Parent 1 email,Parent 1 mobile,Parent 1 address,Parent 1 postcode,Parental Responsibility\n\
         m919200325001,\"Example, Avery\",09/03/2018,Female,Year 4,4 Oak,K - SEN Support,13/01/2025,SLCN; SPLD,No,Yes,Y,Ms Sam Example,sam.example@example.org,7700900123,\"12 Invented Road, Nowhere\",AL99 9ZZ,Yes\n\
         A91920032504A,\"Sample, Robin\",44158,M,1,1 Elm,,,,,,,,,,,,\n",
    );
    assert_eq!(roll.refused, Vec::new());
    assert_eq!((roll.format, roll.full, roll.source.clone()), (RollFormat::Csv, false, None));
    let avery = &roll.pupils[0];
    assert_eq!((avery.place.as_str(), avery.upn.as_str()), ("row 2", "M919200325001"));
    assert_eq!((avery.forename.as_str(), avery.surname.as_str()), ("Avery", "Example"));
    assert_eq!((avery.born_on, avery.year), (date(2018, 3, 9), Some(YearGroup::Year(4))));
    assert_eq!(avery.class.as_deref(), Some("4 Oak"));
    let period = avery.sen.as_ref().unwrap()[0];
    assert_eq!((period.provision, period.started_on), (SenProvision::K, Some(date(2025, 1, 13))));
    let needs: Vec<(u8, SenType)> = avery.needs.iter().map(|need| (need.rank, need.kind)).collect();
    assert_eq!(needs, [(1, SenType::Slcn), (2, SenType::Spld)]);
    assert_eq!((avery.eal, avery.free_meals, avery.pupil_premium), (Some(false), Some(true), Some(true)));
    let sam = &avery.contacts[0];
    assert_eq!(
        (sam.title.as_deref(), sam.forename.as_deref(), sam.surname.as_str()),
        (Some("Ms"), Some("Sam"), "Example")
    );
    assert_eq!((sam.phones[0].number.as_str(), sam.responsibility), ("07700900123", Some(true)));
    assert_eq!(sam.address, ["12 Invented Road", "Nowhere", "AL99 9ZZ"]);
    let robin = &roll.pupils[1];
    assert_eq!((robin.born_on, robin.sen.clone(), robin.contacts.len()), (date(2020, 11, 23), None, 0));
    assert_eq!(roll.notes, ["Rows without SEN provision, read as saying nothing and not as “no SEN”: 1."]);
}

#[test]
fn the_same_faults_have_the_same_sentences() {
    let sheet = read(
        "UPN,Surname,Forename,DOB,SEN Status,SEN Need\n\
         A919200325001,Example,Avery,2031-03-09,Q,XYZ\n\
         A91920032504A,Sample,Robin,2020-11-23,E,NSA\n\
         M919200325001,Example,Sam,2018-03-09,,SLCN\n\
         M919200325001,Example,Kim,2018-03-09,N,\n",
    );
    let file = EXAMPLE
        .replacen("M919200325001", "A919200325001", 1)
        .replacen("2018-03-09", "2031-03-09", 1)
        .replacen("<SENprovision>K", "<SENprovision>Q", 1)
        .replacen("<SENtype>SPLD", "<SENtype>XYZ", 1)
        .replacen("<SENtype>ASD", "<SENtype>NSA", 1);
    let ctf = ctf::read(file.as_bytes(), TODAY).unwrap();
    assert_eq!(sheet.refused[0].reason, ctf.refused[0].reason);
    assert_eq!(sheet.refused[1].reason, ctf.refused[1].reason);
    assert_eq!(
        sheet.refused[2].reason,
        "A type of need (SLCN) without SEN provision K or E. UPN M919200325001 is also the UPN of row 5."
    );
    assert_eq!(sheet.refused[3].reason, "UPN M919200325001 is also the UPN of row 4.");
    assert_eq!(
        sheet.refused.iter().map(|row| row.place.as_str()).collect::<Vec<_>>(),
        ["row 2", "row 3", "row 4", "row 5"]
    );
}

#[test]
fn columns_that_every_roll_needs() {
    let sheet = sheet::read(b"Surname,Shoe size\nExample,3\n").unwrap();
    let fault = roll_sheet::read(&sheet, &roll_sheet::guess_mapping(&sheet.headings), TODAY).unwrap_err();
    assert_eq!(fault.code, UnreadableCode::Headings);
    assert_eq!(
        fault.sentence,
        "No column is chosen for: UPN, Date of birth, surname and forename. Choose one for each, or add it to the export."
    );
    assert_eq!(RollField::Contact(2, ContactField::Email).label(), "Contact 2: e-mail");
}

proptest! {
    #[test]
    fn any_cells_have_an_answer(cells in proptest::collection::vec(".{0,12}|[KENAPS]|SLCN|[0-9/]{1,10}|M919200325001", 66)) {
        let headings: Vec<String> = RollField::all().into_iter().map(|field| field.code()).collect();
        let mapping = Mapping { columns: RollField::all().into_iter().map(|field| (field.code(), field)).collect() };
        let rows = vec![sheet::SheetRow { number: 2, cells: cells.clone() }, sheet::SheetRow { number: 3, cells }];
        let sheet = sheet::Sheet { format: RollFormat::Csv, name: None, headings, rows, notes: Vec::new() };
        let roll = roll_sheet::read(&sheet, &mapping, TODAY).unwrap();
        prop_assert_eq!(roll.pupils.len() + roll.refused.len(), 2);
    }

    #[test]
    fn any_heading_has_an_answer(headings in proptest::collection::vec(".{0,20}|(parent|contact|carer)[ 0-9]{0,3}(name|email)?[0-9]{0,4}", 0..10)) {
        let _ = roll_sheet::guess_mapping(&headings);
    }
}
