//! Spreadsheets of every kind as headings and rows; and those that cannot be read.

use std::{
    io::{Cursor, Write},
    sync::LazyLock,
};

use domain::date;
use exchange::{
    Unreadable, UnreadableCode,
    list::{Cell, List},
    roll::RollFormat,
    sheet::{self, Sheet},
    xlsx_out,
};
use proptest::prelude::*;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A ZIP of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An OpenDocument spreadsheet with these rows (XML) in its one table.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" \
         xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"Roll\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

#[test]
fn csv_with_any_separator_and_encoding() {
    let text = "Surname,Forename,DOB\nExample,Zoë,09/03/2018\n\n\"Sample, Jr\",\"Ro\"\"b\"\"in\",\n";
    let expected = [["Example", "Zoë", "09/03/2018"], ["Sample, Jr", "Ro\"b\"in", ""]];
    let utf16 =
        |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let semicolons = "Surname;Forename;DOB\nExample;Zoë;09/03/2018\n\nSample, Jr;\"Ro\"\"b\"\"in\";\n";
    for (name, bytes) in [
        ("comma", text.as_bytes().to_vec()),
        ("CRLF", text.replace('\n', "\r\n").into_bytes()),
        ("mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("semicolon", semicolons.as_bytes().to_vec()),
        ("tab", semicolons.replace(';', "\t").into_bytes()),
        ("said", ["sep=;\n", semicolons].concat().into_bytes()),
        ("title above", ["Pupils of 4 Oak\n\n", text].concat().into_bytes()),
        ("UTF-16", utf16(text, u16::to_le_bytes)),
        ("UTF-16 with mark", [b"\xfe\xff".as_slice(), &utf16(text, u16::to_be_bytes)].concat()),
        ("Windows-1252", text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()),
    ] {
        let sheet = sheet::read(&bytes).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(sheet.format, RollFormat::Csv);
        assert_eq!(sheet.headings, ["Surname", "Forename", "DOB"], "{name}");
        assert_eq!(rows(&sheet), expected, "{name}");
        assert_eq!(sheet.notes.is_empty(), name != "Windows-1252", "{name}");
    }
    let sheet = sheet::read(text.as_bytes()).unwrap();
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn headings_that_come_twice_or_not_at_all() {
    let sheet = sheet::read(b"Email,email, ,Phone\na,b,c,d,e\n").unwrap();
    assert_eq!(sheet.headings, ["Email", "email (2)", "Column 3", "Phone", "Column 5"]);
}

#[test]
fn without_headings_the_first_row_is_a_row() {
    for (text, notes) in [
        ("R201100018042,Example,Avery,09/03/2018\nT20110001804V,Sample,Robin,01/05/2018\n", 1),
        ("Pupils of 4 Oak\n\nR201100018042,Example,Avery,09/03/2018\n", 1),
        ("UPN,Surname,Forename,DOB\nR201100018042,Example,Avery,09/03/2018\n", 0),
    ] {
        let sheet = sheet::read(text.as_bytes()).unwrap();
        assert_eq!(sheet.rows[0].cells, ["R201100018042", "Example", "Avery", "09/03/2018"], "{text}");
        assert_eq!(sheet.notes.len(), notes, "{text}");
        assert_eq!(sheet.headings == ["A", "B", "C", "D"], notes == 1, "{text}");
    }
    let sheet = sheet::read(b"R201100018042,Example\nT20110001804V,Sample\n").unwrap();
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_workbook_that_was_written_here_is_read() {
    let list = List {
        title: "Roll: 4/Oak".to_owned(),
        headings: vec!["UPN".to_owned(), "Born".to_owned(), "Score".to_owned()],
        rows: vec![
            vec!["=1+1".into(), date(2018, 3, 9).into(), Cell::Number(7.0)],
            vec![Cell::Empty, Cell::Empty, Cell::Number(7.5)],
        ],
    };
    let bytes = xlsx_out::write(&list, date(2026, 9, 14)).unwrap();
    assert_eq!(sheet::detect(&bytes), Ok(RollFormat::Xlsx));
    let sheet = sheet::read(&bytes).unwrap();
    assert_eq!(sheet.name.as_deref(), Some("Roll 4Oak"));
    assert_eq!(sheet.headings, ["UPN", "Born", "Score"]);
    assert_eq!(rows(&sheet), [["=1+1", "2018-03-09", "7"], ["", "", "7.5"]]);
    assert_eq!(sheet.rows[0].number, 3);
}

#[test]
fn a_formula_gives_its_last_value() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let page = workbook.add_worksheet();
    page.write_string(0, 0, "Name").unwrap();
    page.write_string(0, 1, "Number").unwrap();
    page.write_string(1, 0, "Avery").unwrap();
    page.write_formula(1, 1, rust_xlsxwriter::Formula::new("=40+2").set_result("42")).unwrap();
    let sheet = sheet::read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(rows(&sheet), [["Avery", "42"]]);
}

#[test]
fn a_cover_is_no_list_and_an_age_is_no_time_of_day() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let cover = workbook.add_worksheet().set_name("About").unwrap();
    cover.write_string(0, 0, "Autumn reading ages").unwrap();
    cover.write_string(2, 0, "Please type years:months").unwrap();
    let page = workbook.add_worksheet().set_name("Ages").unwrap();
    page.write_string(0, 0, "Name").unwrap();
    page.write_string(0, 1, "Age").unwrap();
    page.write_string(1, 0, "Avery").unwrap();
    let as_time = rust_xlsxwriter::Format::new().set_num_format("h:mm");
    page.write_number_with_format(1, 1, 7.1 / 24.0, &as_time).unwrap();
    let sheet = sheet::read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!((sheet.name.as_deref(), rows(&sheet)), (Some("Ages"), vec![vec!["Avery", "7:06"]]));
    assert_eq!(sheet.notes, ["The workbook has 2 sheets; only “Ages” was read, and not “About”."]);
}

#[test]
fn open_document() {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let sheet = sheet::read(&ods(&format!(
        "<table:table-row>{}{}{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row>{}<table:table-cell office:value-type=\"date\" office:date-value=\"2018-03-09\"><text:p>9 March</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"float\" office:value=\"7\"><text:p>7.00</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048571\"><table:table-cell/></table:table-row>",
        cell("Name"),
        cell("Born"),
        cell("Number"),
        cell("Zoë<text:s/>&amp;<office:annotation><text:p>a note</text:p></office:annotation> Co"),
    )))
    .unwrap();
    assert_eq!((sheet.format, sheet.name.as_deref()), (RollFormat::Ods, Some("Roll")));
    assert_eq!(rows(&sheet), [["Zoë & Co", "2018-03-09", "7"]]);
    assert_eq!(sheet.rows[0].number, 5);

    let row = |cells: &[&str]| {
        format!(
            "<table:table-row>{}</table:table-row>",
            cells.iter().map(|text| cell(text)).collect::<String>()
        )
    };
    let covered = format!(
        "{}{}</table:table><table:table table:name=\"Ages\">{}{}</table:table><table:table table:name=\"More\">{}{}",
        row(&["Autumn reading ages"]),
        row(&["Please type years:months"]),
        row(&["Name", "Age"]),
        row(&["Avery", "7:06"]),
        row(&["Name", "Age"]),
        row(&["Robin", "8:01"]),
    );
    let sheet = sheet::read(&ods(&covered)).unwrap();
    assert_eq!((sheet.name.as_deref(), rows(&sheet)), (Some("Ages"), vec![vec!["Avery", "7:06"]]));
    assert_eq!(sheet.notes, ["The workbook has 3 sheets; only “Ages” was read."]);
    let sheet = sheet::read(&ods(&row(&["Only"]).repeat(2))).unwrap();
    assert_eq!(rows(&sheet), [["Only"]], "with nothing else, the one column is read");
}

#[test]
fn a_spreadsheet_that_cannot_be_read_says_why() {
    use UnreadableCode::*;
    let wide = format!("{}\n", vec!["a"; 300].join(","));
    let long = "a,b\n".repeat(60_000);
    let letters = format!("a,b\n{},c\n", "x".repeat(40_000));
    let repeated = ods(
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"100\" \
         office:value-type=\"string\"><text:p>again</text:p></table:table-cell></table:table-row>",
    );
    let long_text = ods(&format!(
        "<table:table-row table:number-rows-repeated=\"40000\"><table:table-cell table:number-columns-repeated=\"100\" \
         office:value-type=\"string\"><text:p>{}</text:p></table:table-cell></table:table-row>",
        "x".repeat(30_000)
    ));
    let very_wide = ods(
        "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\">\
         <text:p>again</text:p></table:table-cell></table:table-row>",
    );
    let good = xlsx_out::write(
        &List {
            title: "Roll".to_owned(),
            headings: vec!["A".to_owned(), "B".to_owned()],
            rows: vec![vec!["a".into(), "b".into()]],
        },
        date(2026, 9, 14),
    )
    .unwrap();
    for (name, bytes, code, sentence) in [
        ("empty", Vec::new(), Empty, "is empty"),
        ("blank", b"\n \n".to_vec(), Empty, "is empty"),
        ("zeros", vec![0; 5000], Empty, "is empty"),
        ("200 MB of nothing", vec![b' '; 200 * 1024 * 1024], TooLarge, "has 200 MB"),
        ("headings only", b"UPN,Surname\n".to_vec(), NoRows, "no row under it"),
        ("wide", wide.into_bytes(), TooLarge, "more than 200 columns"),
        ("many rows", long.into_bytes(), TooLarge, "more than 50000 rows"),
        ("long cell", letters.into_bytes(), TooLarge, "more than 32767 letters"),
        ("open quote", b"a,b\n1,\"2\n3,4\n5,6\n".to_vec(), Malformed, "opens in line 2 is never closed"),
        ("web page", b"<html><table></table></html>".to_vec(), UnknownFormat, "XML or a web page"),
        ("old Excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), UnknownFormat, "Excel 97 to 2003"),
        ("PDF", b"%PDF-1.7".to_vec(), UnknownFormat, "a PDF"),
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), UnknownFormat, "neither text"),
        ("ZIP", archive(&[("a.txt", b"a")]), UnknownFormat, "a ZIP file, but"),
        ("Word", archive(&[("word/document.xml", b"<a/>")]), UnknownFormat, "a Word document"),
        ("cut workbook", good[..good.len() - 40].to_vec(), Truncated, "cut off or damaged"),
        (
            "XML bomb",
            archive(&[("xl/workbook.xml", b"<!DOCTYPE a [<!ENTITY b \"c\">]><a/>")]),
            Doctype,
            "DOCTYPE",
        ),
        ("cut part", archive(&[("xl/workbook.xml", b"<a><b>")]), Truncated, "cut off or is not XML"),
        ("not a workbook", archive(&[("xl/workbook.xml", b"<a/>")]), Malformed, "cannot be read"),
        ("repeated cells", repeated, TooLarge, "more than"),
        ("repeated columns", very_wide, TooLarge, "more than 200 columns"),
        ("repeated text", long_text, TooLarge, "hold more text"),
        (
            "locked",
            archive(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("META-INF/manifest.xml", b"<m><encryption-data/></m>"),
                ("content.xml", b"\x01\x02"),
            ]),
            Password,
            "locked by a password",
        ),
        ("no content", ods(""), NoRows, "is empty"),
    ] {
        let fault: Unreadable = sheet::read(&bytes).expect_err(name);
        assert_eq!(fault.code, code, "{name}: {fault}");
        assert!(fault.sentence.contains(sentence), "{name}: {fault}");
    }
}

static WORKBOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let list =
        List { title: "Roll".to_owned(), headings: vec!["A".to_owned()], rows: vec![vec!["a".into()]] };
    xlsx_out::write(&list, date(2026, 9, 14)).unwrap()
});

proptest! {
    #[test]
    fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let _ = sheet::read(&bytes);
    }

    #[test]
    fn any_text_has_an_answer(text in "[a-c,;\t\"\r\n=ë ]{0,200}") {
        let _ = sheet::read(text.as_bytes());
    }

    #[test]
    fn any_part_of_a_workbook_has_an_answer(part in "(<(/)?(table:table|table:table-row|table:table-cell|text:p)( table:number-columns-repeated=\"[0-9]{1,20}\")?(/)?>|a|&amp;){0,40}") {
        let _ = sheet::read(&ods(&part));
        let _ = sheet::read(&archive(&[("xl/workbook.xml", part.as_bytes()), ("xl/worksheets/sheet1.xml", part.as_bytes())]));
    }

    #[test]
    fn a_spoilt_workbook_has_an_answer(at in 0usize..6000, byte in any::<u8>()) {
        let mut bytes = WORKBOOK.clone();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = sheet::read(&bytes);
    }
}
