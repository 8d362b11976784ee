//! Attainment from a spreadsheet: columns guessed, notations read, cells that cannot be read listed with their row.

use domain::date;
use exchange::{
    UnreadableCode,
    attainment_sheet::{self, AttainmentList, Column, Mapping, WhichPupil},
    sheet::{self, Sheet},
};

const TODAY: domain::Date = date(2026, 11, 28);

fn sheet(csv: &str) -> Sheet {
    sheet::read(csv.as_bytes()).unwrap()
}

fn read(csv: &str) -> AttainmentList {
    let sheet = sheet(csv);
    attainment_sheet::read(&sheet, &Mapping::guess(&sheet), TODAY).unwrap()
}

fn results(list: &AttainmentList) -> Vec<(&str, &str, &str)> {
    let cells = list.lines.iter().flat_map(|line| &line.cells);
    cells.map(|cell| (cell.subject.as_str(), cell.scale.as_str(), cell.written.as_str())).collect()
}

#[test]
fn every_notation_of_a_step_is_read() {
    let list = read(
        "UPN,Name,Class,Reading,Writing,Maths (Aut 2)\n\
         R201100018042,\"Example, Avery\",2W,2b+,2 b+,2B+\n\
         T20110001804V,\"Sample, Robin\",2W,Band 2 Working within,3w+,Rec S\n\
         r201100018042 ,,2W,Nursery b,-,\n",
    );
    assert_eq!(list.refused, []);
    assert_eq!(list.lines.len(), 3);
    let steps: Vec<&str> = results(&list).iter().map(|(.., written)| *written).collect();
    assert_eq!(steps, ["2b+", "2 b+", "2B+", "Band 2 Working within", "3w+", "Rec S", "Nursery b"]);
    assert!(results(&list).iter().all(|(_, scale, _)| *scale == "target-tracker"));
    assert_eq!(list.lines[0].cells[2].subject, "Maths");
}

#[test]
fn a_cell_that_cannot_be_read_is_listed_and_the_others_are_taken() {
    let list =
        read("UPN,Reading,Writing\nR201100018042,2b+,2x\nT20110001804V,7b,3w\nA201100018042,3w,3w\n,3w,3w\n");
    let refused: Vec<(&str, Option<&str>, &str)> = list
        .refused
        .iter()
        .map(|row| (row.place.as_str(), row.upn.as_deref(), row.reason.as_str()))
        .collect();
    assert_eq!(refused.len(), 4, "{refused:?}");
    assert_eq!((refused[0].0, refused[0].1), ("row 2, Writing", Some("R201100018042")));
    assert!(refused[0].2.starts_with("“2x” cannot be read: a step of a band is"), "{refused:?}");
    assert!(refused[1].2.contains("“7b”"));
    assert!(refused[2].2.contains("check letter"), "{refused:?}");
    assert_eq!((refused[3].0, refused[3].1), ("row 5", None));
    assert_eq!(results(&list).len(), 2);
}

#[test]
fn a_row_with_more_cells_than_headings_is_listed_and_makes_no_subject() {
    let list = read("UPN,Reading,Maths\nR201100018042,2b,2w\nT20110001804V,3b,3w,4b\n");
    let refused: Vec<_> = list.refused.iter().map(|row| (row.place.as_str(), row.upn.as_deref())).collect();
    assert_eq!(refused, [("row 3", Some("T20110001804V"))]);
    assert!(list.refused[0].reason.contains("more cells than there are headings"), "{:?}", list.refused);
    assert_eq!(results(&list).len(), 2, "nothing of the row is taken");
    assert!(results(&list).iter().all(|(subject, ..)| ["Reading", "Maths"].contains(subject)));
    // Where most rows have something there, it is a column without a heading: not read before somebody says what it is.
    let csv = "UPN,Reading\nR201100018042,2b,4b\nT20110001804V,3b,3w\n";
    let list = read(csv);
    assert_eq!((list.refused.len(), results(&list).len()), (0, 2), "{:?}", list.refused);
    let mut mapping = Mapping::guess(&sheet(csv));
    let maths =
        Column::Result { subject: "Maths".to_owned(), scale: "target-tracker".to_owned(), out_of: None };
    mapping.columns.insert("Column 3".to_owned(), maths);
    let list = attainment_sheet::read(&sheet(csv), &mapping, TODAY).unwrap();
    assert_eq!((list.refused.len(), results(&list).len()), (0, 4));
}

#[test]
fn other_scales_are_told_by_heading_and_cells() {
    let list = read(
        "Surname;Forename;DOB;Date of assessment;Reading age;Reading standardised score;wpm;Times tables (out of 25);Science;Attendance\n\
         Example;Avery;09/03/2018;20/11/2026;7:06;98;45 wpm;17;PK3;95\n\
         Sample;Robin;1 Sep 2017;2026-11-20;07:11:00;102;51;20/25;PKS 4;99\n",
    );
    assert_eq!(list.refused, []);
    assert_eq!(
        results(&list)[..5],
        [
            ("Reading", "reading-age", "7:06"),
            ("Reading", "standardised-score", "98"),
            ("Reading", "words-a-minute", "45 wpm"),
            ("Times tables", "out-of", "17/25"),
            ("Science", "pre-key-stage", "PK3"),
        ]
    );
    assert_eq!(list.lines[0].on, Some(date(2026, 11, 20)));
    let named = WhichPupil::Named {
        surname: "Example".to_owned(),
        forename: "Avery".to_owned(),
        born_on: date(2018, 3, 9),
    };
    assert_eq!(list.lines[0].pupil, named);
}

#[test]
fn who_it_is_must_be_told() {
    let list = read("Name,DOB,Reading\n\"Example, Avery\",,2b\n,09/03/2018,2b\n\"Example, Avery\",soon,2b\n");
    let reasons: Vec<&str> = list.refused.iter().map(|row| row.reason.as_str()).collect();
    assert!(reasons[0].contains("a name alone may be two children"), "{reasons:?}");
    assert!(reasons[1].contains("neither a UPN nor"), "{reasons:?}");
    assert!(reasons[2].contains("“soon”, is not a day"), "{reasons:?}");
    for (csv, sentence) in [
        ("Name,Reading\nExample,2b\n", "which pupil a row is about"),
        ("UPN,Class\nR201100018042,2W\n", "No column holds results"),
    ] {
        let sheet = sheet(csv);
        let fault = attainment_sheet::read(&sheet, &Mapping::guess(&sheet), TODAY).unwrap_err();
        assert_eq!(fault.code, UnreadableCode::Headings);
        assert!(fault.sentence.contains(sentence), "{}", fault.sentence);
    }
}

#[test]
fn a_mapping_is_written_by_hand_and_read_again() {
    let mapping: Mapping = serde_json::from_str(
        r#"{"Number": "upn", "R": "Reading", "RA": "Reading: reading-age",
            "Tables": {"subject": "Times tables", "scale": "out-of", "out_of": 25}, "Form": "ignore"}"#,
    )
    .unwrap();
    let result = |subject: &str, scale: &str, out_of| Column::Result {
        subject: subject.to_owned(),
        scale: scale.to_owned(),
        out_of,
    };
    assert_eq!(mapping.columns["Number"], Column::Upn);
    assert_eq!(mapping.columns["R"], result("Reading", "target-tracker", None));
    assert_eq!(mapping.columns["RA"], result("Reading", "reading-age", None));
    assert_eq!(mapping.columns["Tables"], result("Times tables", "out-of", Some(25)));
    let again: Mapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    assert_eq!(again, mapping);
    let sheet = sheet("Number,R,RA,Tables,Form,Maths\nR201100018042,2b,7:06,17,2W,3s\n");
    let list = attainment_sheet::read(&sheet, &mapping.remembered_for(&sheet), TODAY).unwrap();
    assert_eq!(results(&list).len(), 4, "the column that it does not know is guessed");
}

#[test]
fn a_column_that_is_new_in_the_file_is_taken_as_the_latest() {
    let result = |subject: &str| Column::Result {
        subject: subject.to_owned(),
        scale: "target-tracker".to_owned(),
        out_of: None,
    };
    let of = |headings: [&str; 3], chosen: [Option<&str>; 3]| {
        let columns = headings.iter().zip(chosen).filter_map(|(heading, subject)| {
            let column = match subject? {
                "" => Column::Ignored,
                subject => result(subject),
            };
            Some(((*heading).to_owned(), column))
        });
        let remembered = Mapping { columns: columns.collect() };
        let sheet = sheet(&format!("UPN,{}\nR201100018042,2b,2w,2s\n", headings.join(",")));
        let mapping = remembered.remembered_for(&sheet);
        let kept: Vec<(String, String)> = headings
            .iter()
            .filter_map(|heading| match mapping.columns.get(*heading) {
                Some(Column::Result { subject, .. }) => Some(((*heading).to_owned(), subject.clone())),
                _ => None,
            })
            .collect();
        attainment_sheet::read(&sheet, &mapping, TODAY).unwrap();
        kept
    };
    let one = |heading: &str, subject: &str| [(heading.to_owned(), subject.to_owned())];
    let last = ["Writing Aut1", "Writing Aut2", "Writing Spr1"];
    assert_eq!(of(last, [Some(""), Some("Writing"), None]), one("Writing Spr1", "Writing"));
    assert_eq!(of(last, [Some(""), Some("English"), None]), one("Writing Spr1", "English"), "its name stays");
    assert_eq!(of(last, [Some(""), None, None]), one("Writing Spr1", "Writing"));
    assert_eq!(
        of(last, [Some("Writing"), Some(""), Some("")]),
        one("Writing Aut1", "Writing"),
        "as it was chosen"
    );
    let first = ["Writing Spr1", "Writing Aut2", "Writing Aut1"];
    assert_eq!(of(first, [None, Some("Writing"), Some("")]), one("Writing Spr1", "Writing"));
}

#[test]
fn maths_and_mathematics_are_one_subject() {
    let sheet = sheet("UPN,Maths Aut1,Mathematics Aut2\nR201100018042,2b,2w\n");
    let mapping = Mapping::guess(&sheet);
    assert_eq!(mapping.columns["Maths Aut1"], Column::Ignored, "the later one");
    let mapping = mapping.with_subjects(&["Reading".to_owned(), "Maths".to_owned()]);
    let list = attainment_sheet::read(&sheet, &mapping, TODAY).unwrap();
    assert_eq!(results(&list), [("Maths", "target-tracker", "2w")]);
}

#[test]
fn a_mapping_written_wrongly_is_told_by_its_column() {
    for (json, says) in [
        ("{", "it is not JSON"),
        ("[]", "it must be one object"),
        (r#"{"R": 3}"#, "the column “R” is neither a word nor an object"),
        (r#"{"R": {"scale": "reading-age"}}"#, "the column “R” has no “subject”"),
        (r#"{"R": {"subject": "Reading", "skale": "x"}}"#, "has “skale”, which is not known"),
        (
            r#"{"R": {"subject": "Reading", "scale": "stars"}}"#,
            "has the scale “stars”: the scales are target-tracker",
        ),
        (r#"{"R": {"subject": "Reading", "out_of": "ten"}}"#, "has an “out_of” that is no whole number"),
    ] {
        let said = Mapping::from_json(json.as_bytes()).unwrap_err();
        assert!(said.contains(says), "{json}: {said}");
    }
    assert!(Mapping::from_json(br#"{"No": "upn", "R": "Reading"}"#).is_ok());
}
