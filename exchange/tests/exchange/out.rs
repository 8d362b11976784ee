//! Lists for spreadsheet programs: text stays text, and the same list gives the same bytes.

use domain::date;
use exchange::{
    calendar_out::{self, Day, Hours},
    csv_out,
    list::{Cell, List},
    sheet, xlsx_out,
};

fn list() -> List {
    List {
        title: "SEN register".to_owned(),
        headings: vec!["Pupil".to_owned(), "Since".to_owned(), "Sessions".to_owned()],
        rows: vec![
            vec!["=HYPERLINK(\"https://example.org\")".into(), date(2025, 1, 13).into(), Cell::Number(-3.0)],
            vec!["+44 7700 900123".into(), Cell::Empty, Cell::Number(4.5)],
            vec!["@Sample, \"Ro\"".into(), Some(date(1850, 1, 1)).into(), Cell::Number(f64::NAN)],
        ],
    }
}

#[test]
fn csv_text_is_never_a_formula() {
    let bytes = csv_out::write(&list());
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(
        text,
        "\u{feff}Pupil,Since,Sessions\r\n\"'=HYPERLINK(\"\"https://example.org\"\")\",2025-01-13,-3\r\n\
         '+44 7700 900123,,4.5\r\n\"'@Sample, \"\"Ro\"\"\",1850-01-01,NaN\r\n"
    );
}

#[test]
fn a_workbook_has_no_formula() {
    let bytes = xlsx_out::write(&list(), date(2026, 9, 14)).unwrap();
    assert_eq!(bytes, xlsx_out::write(&list(), date(2026, 9, 14)).unwrap());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let page = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(!page.contains("<f>"), "{page}");
    let sheet = sheet::read(&bytes).unwrap();
    let first: Vec<&str> = sheet.rows.iter().map(|row| row.cells[0].as_str()).collect();
    assert_eq!(first, ["=HYPERLINK(\"https://example.org\")", "+44 7700 900123", "@Sample, \"Ro\""]);
    assert_eq!(sheet.rows[2].cells[1], "1850-01-01");
}

#[test]
fn titles_and_texts_of_any_kind() {
    for title in ["", "'", "[a]:*?/\\", "History", &"long ".repeat(20), "ليلى 🦔\u{0}"] {
        let list = List {
            title: title.to_owned(),
            headings: vec![title.to_owned()],
            rows: vec![vec!["🦔".repeat(20_000).into()]],
        };
        assert!(xlsx_out::write(&list, date(2026, 9, 14)).is_ok(), "{title}");
    }
    assert!(
        xlsx_out::write(
            &List { title: "Empty".to_owned(), headings: Vec::new(), rows: Vec::new() },
            date(2026, 9, 14)
        )
        .is_ok()
    );
}

#[test]
fn a_calendar_is_read_by_another_program() {
    let day = Day {
        uid: "final-plan-1@waymark".to_owned(),
        on: date(2026, 12, 4),
        title: "Final plan; due, by law: Ł.Ó., 3 “Rowan”".to_owned(),
        words: "For the county to do.\nSEND Regulations 2014, reg 13(2). ".repeat(4),
        href: "https://waymark.example/pupils/1/ehc".to_owned(),
        remind_days_before: vec![14, 7, 1],
        hours: None,
    };
    let hours = Hours {
        starts_at: "2026-12-04T15:30:00Z".parse().unwrap(),
        ends_at: "2026-12-04T16:00:00Z".parse().unwrap(),
        place: "Room 4, by the hall".to_owned(),
        sequence: 2,
    };
    let meeting = Day { uid: "2".to_owned(), remind_days_before: vec![1], hours: Some(hours), ..day.clone() };
    let at = "2026-11-23T08:00:00Z".parse().unwrap();
    let bytes = calendar_out::write("Waymark, Fernhollow", &[day, meeting], at);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.lines().all(|line| line.len() <= 75), "folded: {text}");
    assert!(text.split("\r\n").count() > 20 && !text.replace("\r\n", "").contains('\n'), "CRLF");
    let mut calendars = ical::IcalParser::new(bytes.as_slice());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none());
    assert_eq!(calendar.events.len(), 2);
    let event = &calendar.events[0];
    let value = |name: &str| {
        let found = event.properties.iter().find(|property| property.name == name);
        found.and_then(|property| property.value.clone()).unwrap_or_else(|| panic!("{name}: {text}"))
    };
    assert_eq!(value("DTSTART"), "20261204");
    assert_eq!(value("DTSTAMP"), "20261123T080000Z");
    assert_eq!(value("UID"), "final-plan-1@waymark");
    assert_eq!(value("SUMMARY"), "Final plan\\; due\\, by law: Ł.Ó.\\, 3 “Rowan”");
    let alarms: Vec<String> = event
        .alarms
        .iter()
        .flat_map(|alarm| alarm.properties.iter().filter(|property| property.name == "TRIGGER"))
        .filter_map(|property| property.value.clone())
        .collect();
    assert_eq!(alarms.len(), 3, "{text}");
    for line in ["DTSTART:20261204T153000Z", "DTEND:20261204T160000Z", "LOCATION:Room 4\\, by the hall"] {
        assert!(text.lines().any(|known| known == line), "{line}: {text}");
    }
    let again = calendar_out::write("Waymark", &[], at);
    assert!(ical::IcalParser::new(again.as_slice()).next().unwrap().unwrap().events.is_empty());
}
