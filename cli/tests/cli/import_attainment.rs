//! `waymark import attainment`, as a process: every notation, refusals with their row, and nothing twice.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{document, waymark};

const ROLL: &str = "UPN,Surname,Forename,DOB,Year\nM919200325001,Example,Avery,09/03/2018,3\n\
                    A91920032504A,Sample,Robin,01/10/2017,3\n";

/// A folder with a school of two children.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let roll = desk.file("roll.csv", ROLL);
        let (code, said) =
            document(&["import", "roll", &roll, "--data", &desk.data(), "--school", "919/2003"]);
        assert_eq!(code, 0, "{said}");
        desk
    }

    fn data(&self) -> String {
        self.0.path().join("data").to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn import(&self, file: &str, more: &[&str]) -> (i32, Value) {
        let data = self.data();
        let mut args = vec!["import", "attainment", file, "--data", &data];
        args.extend(more);
        document(&args)
    }
}

fn counts(said: &Value) -> [u64; 3] {
    ["new", "changed", "unchanged"].map(|name| said["results"][name].as_u64().unwrap())
}

#[test]
fn taken_once_and_again_nothing_changes() {
    let desk = Desk::new();
    let file = desk.file(
        "steps.csv",
        "UPN,Name,Reading,Writing,Maths\nM919200325001,\"Example, Avery\",2b+,2 b+,Band 2 Working within\n\
         A91920032504A,\"Sample, Robin\",3w+,Rec S,Nursery b\n",
    );
    let (code, dry) = desk.import(&file, &["--dry-run"]);
    assert_eq!((code, counts(&dry), &dry["committed"]), (0, [6, 0, 0], &json!(false)), "{dry}");
    assert_eq!(dry["held"], "dry-run");
    let (code, first) = desk.import(&file, &["--on", "2026-10-16"]);
    assert_eq!((code, counts(&first), &first["committed"]), (0, [6, 0, 0], &json!(true)), "{first}");
    assert_eq!((&first["format"], &first["pupils"]["new"]), (&json!("csv"), &json!(2)));
    assert_eq!(first["collected_on"], "2026-10-16");
    // The same file again is the same collection, whatever day it is by now.
    let (code, again) = desk.import(&file, &[]);
    assert_eq!((code, counts(&again), &again["committed"]), (0, [0, 0, 6], &json!(true)), "{again}");
    assert!(again["notes"][0].as_str().unwrap().contains("imported before"), "{again}");
    let moved = desk.file(
        "moved.csv",
        "UPN,Reading,Writing,Maths\nM919200325001,2w,2B+,2w\nA91920032504A,3w+,Rec S,N b\n",
    );
    let (_, changed) = desk.import(&moved, &["--on", "2026-10-16"]);
    assert_eq!(counts(&changed), [0, 1, 5], "another notation of the same step is no change: {changed}");
}

#[test]
fn a_child_on_two_rows_is_not_guessed() {
    let desk = Desk::new();
    let rows =
        |second: &str| format!("UPN,Reading\nM919200325001,2b\nA91920032504A,3w\nM919200325001,{second}\n");
    let (code, said) = desk.import(&desk.file("twice.csv", rows("2w")), &["--accept-refused"]);
    let refused = said["refused"].as_array().unwrap();
    assert_eq!((code, counts(&said), refused.len()), (0, [1, 0, 0], 2), "{said}");
    assert!(refused.iter().all(|row| row["reason"].as_str().unwrap().contains("other results")), "{said}");
    // Two rows that say the same are one.
    let (code, said) = desk.import(&desk.file("same.csv", rows("2b")), &["--accept-refused"]);
    assert_eq!((code, counts(&said)), (0, [1, 0, 1]), "{said}");
    assert_eq!(said["refused"].as_array().unwrap().len(), 1, "{said}");
}

#[test]
fn a_cell_or_row_that_cannot_be_read_stops_everything_unless_it_is_accepted() {
    let desk = Desk::new();
    let file = desk.file(
        "steps.csv",
        "UPN,Surname,Forename,DOB,Reading,Maths\nM919200325001,,,,2q,2b\n,Sample,Robin,2017-10-01,3w,3w\n\
         R201100018042,,,,2b,2b\n,Sample,Robin,,2b,2b\n",
    );
    let (code, said) = desk.import(&file, &[]);
    assert_eq!(
        (code, &said["committed"], &said["held"]),
        (1, &json!(false), &json!("refused-rows")),
        "{said}"
    );
    let refused = said["refused"].as_array().unwrap();
    assert_eq!(said["pupils"]["refused"], said["refused"]);
    let places: Vec<&str> = refused.iter().map(|row| row["place"].as_str().unwrap()).collect();
    assert_eq!(places, ["row 2, Reading", "row 5", "row 4"], "{said}");
    assert!(refused[0]["reason"].as_str().unwrap().contains("“2q” cannot be read"));
    assert_eq!(refused[0]["upn"], "M919200325001");
    assert!(refused[2]["reason"].as_str().unwrap().contains("Nobody on the roll"));
    assert_eq!(counts(&desk.import(&file, &["--dry-run"]).1), [3, 0, 0], "nothing was kept");
    let (code, said) = desk.import(&file, &["--accept-refused"]);
    assert_eq!((code, counts(&said), &said["committed"]), (0, [3, 0, 0], &json!(true)));
}

#[test]
fn a_mapping_is_given_and_remembered() {
    let desk = Desk::new();
    let sheet =
        desk.file("ages.csv", "No,R,When\nM919200325001,7:06,16/10/2026\nA91920032504A,6:11,16/10/2026\n");
    let (code, said) = desk.import(&sheet, &[]);
    assert_eq!((code, &said["error"]["code"]), (1, &json!("headings")), "{said}");
    let mapping = desk.file(
        "mapping.json",
        r#"{"No": "upn", "R": {"subject": "Reading", "scale": "reading-age"}, "When": "on"}"#,
    );
    let (code, said) = desk.import(&sheet, &["--mapping", &mapping]);
    assert_eq!((code, counts(&said)), (0, [2, 0, 0]), "{said}");
    assert_eq!(said["subjects"][0], json!({"subject": "Reading", "scale": "Reading age", "results": 2}));
    let (code, said) = desk.import(&sheet, &[]);
    assert_eq!((code, counts(&said)), (0, [0, 0, 2]), "remembered: {said}");
    let wrong = desk.file("wrong.json", r#"{"Number": "upn"}"#);
    let (code, said) = desk.import(&sheet, &["--mapping", &wrong]);
    assert_eq!((code, &said["error"]["code"]), (1, &json!("mapping")), "{said}");
}

#[test]
fn without_a_school_or_with_another_kind_of_file_a_sentence_says_why() {
    let desk = Desk::new();
    let steps = desk.file("steps.csv", "UPN,Reading\nM919200325001,2b\n");
    let nowhere = desk.0.path().join("nowhere");
    let (code, said) = document(&["import", "attainment", &steps, "--data", nowhere.to_str().unwrap()]);
    assert_eq!((code, &said["error"]["code"]), (1, &json!("no-school")), "{said}");
    assert!(!nowhere.exists());
    for (bytes, code) in [("", "empty"), ("%PDF-1.7", "unknown-format"), ("UPN,Reading\n", "no-rows")] {
        let (exit, said) = desk.import(&desk.file("bad.csv", bytes), &[]);
        assert_eq!((exit, &said["error"]["code"]), (1, &json!(code)), "{said}");
    }
}

#[test]
fn of_several_schools_it_is_taken_by_the_one_that_has_the_children() {
    let desk = Desk::new();
    let data = desk.data();
    let second = ["school", "add", "--data", &data, "--name", "Second", "--authority", "919"];
    let more = ["--establishment", "2004", "--email", "admin@second.example", "--admin-name", "Ada Second"];
    let args: Vec<&str> = second.into_iter().chain(more).collect();
    assert_eq!(waymark(&args).0, 0);
    let file = desk.file("reading.csv", "UPN,Reading\nM919200325001,2b\n");
    let (code, said) = desk.import(&file, &["--on", "2026-10-16"]);
    assert_eq!((code, counts(&said)), (0, [1, 0, 0]), "{said}");
    assert!(said["school"].as_str().unwrap().contains("919/2003"), "{said}");
    // Nobody's child: which school is meant cannot be told.
    let strange = desk.file("strange.csv", "UPN,Reading\nK919200422026,2b\n");
    let (code, said) = desk.import(&strange, &[]);
    assert_eq!(code, 1, "{said}");
    assert!(said["error"]["sentence"].as_str().unwrap().contains("several schools"), "{said}");

    let calendar = desk.file("calendar.ics", "");
    let export = |user| waymark(&["export", "calendar", "--data", &data, "--user", user, "--out", &calendar]);
    let (code, _, err) = export("Ada Second");
    assert_eq!(code, 0, "{err}");
    assert!(fs::read_to_string(&calendar).unwrap().starts_with("BEGIN:VCALENDAR"));
    let (code, _, err) = export("Nobody");
    assert!(code == 1 && err.contains("Nobody here is called"), "{err}");
}
