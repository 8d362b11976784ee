//! `waymark import roll`, as a process: what it says, and that nothing partial is kept.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{document, waymark};

const EXAMPLE: &str = include_str!("../../../exchange/tests/data/ctf_example.xml");

/// A folder of its own with files, and a database that is made on the way.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn import(&self, file: &str, more: &[&str]) -> (i32, Value) {
        let data = self.data();
        let mut args = vec!["import", "roll", file, "--data", data.to_str().unwrap()];
        args.extend(more);
        document(&args)
    }
}

fn counts(document: &Value) -> [u64; 4] {
    ["new", "changed", "unchanged", "leaving"].map(|name| document["pupils"][name].as_u64().unwrap())
}

#[test]
fn a_first_roll_makes_the_school_and_the_same_again_changes_nothing() {
    let desk = Desk::new();
    let file = desk.file("roll.xml", EXAMPLE);
    let (code, dry) = desk.import(&file, &["--dry-run"]);
    assert_eq!((code, counts(&dry), &dry["committed"]), (0, [2, 0, 0, 0], &json!(false)));
    assert!(!desk.data().exists(), "a dry run makes no folder");

    let (code, first) = desk.import(&file, &[]);
    assert_eq!((code, counts(&first), &first["committed"]), (0, [2, 0, 0, 0], &json!(true)), "{first}");
    assert_eq!((&first["format"], &first["version"]), (&json!("ctf"), &json!("25.0")));
    assert_eq!(first["pupils"]["refused"], json!([]));

    let (code, again) = desk.import(&file, &[]);
    assert_eq!((code, counts(&again)), (0, [0, 0, 2, 0]), "{again}");

    let moved = EXAMPLE.replace("<NCyearActual>4", "<NCyearActual>5").replace("07700900123", "07700900999");
    let (code, changed) = desk.import(&desk.file("moved.xml", moved), &["--school", "919/2003"]);
    assert_eq!((code, counts(&changed)), (0, [0, 1, 1, 0]), "{changed}");
    // The file before again: the child goes back, because the rows differ.
    assert_eq!(counts(&desk.import(&file, &["--dry-run"]).1), [0, 1, 1, 0]);
}

#[test]
fn every_bad_file_has_its_sentence_and_leaves_nothing() {
    let desk = Desk::new();
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]><CTfile>&b;</CTfile>";
    let nothing = desk.file("nothing.xml", "");
    fs::File::options().write(true).open(&nothing).unwrap().set_len(200 * 1024 * 1024).unwrap();
    for (file, code, sentence) in [
        (desk.file("cut.xml", &EXAMPLE[..EXAMPLE.len() / 2]), "truncated", "cut off"),
        (desk.file("root.xml", "<CTF><Header/></CTF>"), "not-ctf", "begins with <CTF>"),
        (desk.file("bomb.xml", bomb), "doctype", "declares a document type"),
        (nothing, "too-large", "200 MB"),
        (desk.file("empty.xml", ""), "empty", "empty"),
        (desk.file("letter.pdf", "%PDF-1.7"), "unknown-format", "PDF"),
        ("/no/such/file.xml".to_owned(), "no-file", "cannot be read"),
        (
            desk.file("list.csv", "UPN,Surname,Forename\nM919200325001,Example,Avery\n"),
            "headings",
            "Date of birth",
        ),
    ] {
        let (exit, said) = desk.import(&file, &[]);
        assert_eq!((exit, &said["error"]["code"]), (1, &json!(code)), "{file}: {said}");
        assert!(said["error"]["sentence"].as_str().unwrap().contains(sentence), "{file}: {said}");
        assert_eq!((&said["committed"], counts(&said)), (&json!(false), [0; 4]));
        assert!(!desk.data().exists(), "{file}");
    }
}

#[test]
fn with_a_refused_row_nothing_is_taken_unless_it_is_accepted() {
    for (name, from, to, rows, reason) in [
        ("wrong check letter", "M919200325001", "A919200325001", 1, "the check letter is “A”"),
        ("born in 2031", "2018-03-09", "2031-03-09", 1, "9 March 2031, is in the future"),
        ("one UPN twice", "A91920032504A", "M919200325001", 2, "is also the UPN of"),
    ] {
        let desk = Desk::new();
        let file = desk.file("roll.xml", EXAMPLE.replacen(from, to, 1));
        let (exit, said) = desk.import(&file, &[]);
        assert_eq!((exit, &said["committed"]), (1, &json!(false)), "{name}");
        assert!(!desk.data().exists(), "{name}");
        let refused = said["pupils"]["refused"].as_array().unwrap();
        assert_eq!(refused.len(), rows, "{name}");
        assert_eq!(said["refused"], said["pupils"]["refused"]);
        assert!(refused[0]["reason"].as_str().unwrap().contains(reason), "{name}: {said}");
        assert!(refused[0]["place"].as_str().unwrap().starts_with("pupil 1, line "), "{said}");
        assert!(refused[0]["upn"].is_string());

        let (exit, said) = desk.import(&file, &["--accept-refused"]);
        assert_eq!((exit, &said["committed"]), (0, &json!(true)), "{name}");
        assert_eq!(counts(&said)[0], 2 - rows as u64, "{name}");
    }
}

#[test]
fn windows_1252_is_read() {
    let desk = Desk::new();
    let text = EXAMPLE.replace("utf-8", "windows-1252").replace("<Forename>Avery", "<Forename>Zo\u{1}");
    let bytes: Vec<u8> = text.bytes().map(|byte| if byte == 1 { 0xeb } else { byte }).collect();
    let (exit, said) = desk.import(&desk.file("roll.xml", bytes), &[]);
    assert_eq!((exit, counts(&said)), (0, [2, 0, 0, 0]), "{said}");
}

#[test]
fn leaving_is_concluded_only_from_a_full_file_of_this_school() {
    let desk = Desk::new();
    desk.import(&desk.file("roll.xml", EXAMPLE), &[]);
    let second = EXAMPLE.find("<Pupil>\n      <UPN>A91920032504A").unwrap();
    let end = EXAMPLE.rfind("</CTFpupilData>").unwrap();
    let one = format!("{}{}", &EXAMPLE[..second], &EXAMPLE[end..]);
    let full = one.replace("<DocumentQualifier>partial", "<DocumentQualifier>full");
    assert_eq!(counts(&desk.import(&desk.file("partial.xml", &one), &[]).1), [0, 0, 1, 0]);
    let other = full.replacen("<Estab>2003", "<Estab>2004", 1);
    assert_eq!(counts(&desk.import(&desk.file("other.xml", other), &[]).1), [0, 0, 1, 0]);
    // A refused row speaks of its child: it is not leaving.
    let refused = EXAMPLE.replace("<DocumentQualifier>partial", "<DocumentQualifier>full").replacen(
        "A91920032504A",
        "B91920032504A",
        1,
    );
    let (_, said) = desk.import(&desk.file("refused.xml", refused), &["--accept-refused"]);
    assert_eq!(counts(&said), [0, 0, 1, 0], "{said}");
    // One of two is more than one in ten.
    let file = desk.file("full.xml", &full);
    let (exit, said) = desk.import(&file, &[]);
    assert_eq!((exit, counts(&said), &said["committed"]), (1, [0, 0, 1, 1], &json!(false)), "{said}");
    assert_eq!(said["held"], "many-leaving");
    let (exit, said) = desk.import(&file, &["--yes-leaving"]);
    assert_eq!((exit, &said["committed"]), (0, &json!(true)));
    assert_eq!(counts(&desk.import(&file, &[]).1), [0, 0, 1, 0]);
    // Back on the roll.
    assert_eq!(counts(&desk.import(&desk.file("roll.xml", EXAMPLE), &[]).1), [0, 1, 1, 0]);
}

#[test]
fn a_spreadsheet_is_read_by_guess_or_by_mapping() {
    let desk = Desk::new();
    let sheet = desk
        .file("roll.csv", "Number,Family,Given,Born,Year,Reg\nM919200325001,Example,Avery,09/03/2018,4,4B\n");
    let (exit, said) = desk.import(&sheet, &["--school", "919/2003"]);
    assert_eq!((exit, &said["error"]["code"]), (1, &json!("headings")), "{said}");
    let mapping = desk.file(
        "mapping.json",
        r#"{"Number": "upn", "Family": "surname", "Given": "forename", "Born": "born-on", "Year": "year", "Reg": "class"}"#,
    );
    let (exit, said) = desk.import(&sheet, &["--mapping", &mapping]);
    assert_eq!((exit, &said["error"]["code"]), (1, &json!("no-school")), "{said}");
    let (exit, said) = desk.import(&sheet, &["--mapping", &mapping, "--school", "919/2003"]);
    assert_eq!((exit, counts(&said)), (0, [1, 0, 0, 0]), "{said}");
    assert_eq!((&said["format"], &said["version"]), (&json!("csv"), &Value::Null));
    assert_eq!(counts(&desk.import(&sheet, &["--mapping", &mapping]).1), [0, 0, 1, 0]);
    let (exit, said) = desk.import(&sheet, &["--school", "919/2004"]);
    assert_eq!((exit, &said["error"]["code"]), (1, &json!("no-such-school")));
}

#[test]
fn a_wrong_use_is_2() {
    assert_eq!(waymark(&["import", "roll", "x.xml"]).0, 2);
    assert_eq!(waymark(&["import", "roll", "x.xml", "--data", "x", "--school", "Fernhollow"]).0, 2);
}
