//! `waymark progress`, as a process: the contract of its two commands, with the files that people send.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{document, waymark};

/// Runs a command on a file with these bytes; gives the code and the document.
fn on_file(what: &str, bytes: impl AsRef<[u8]>, more: &[&str]) -> (i32, Value) {
    let desk = TempDir::new().unwrap();
    let path = desk.path().join("scores.csv");
    fs::write(&path, bytes).unwrap();
    let mut args = vec!["progress", what, path.to_str().unwrap()];
    args.extend(more);
    document(&args)
}

fn analyse(bytes: impl AsRef<[u8]>, more: &[&str]) -> (i32, Value) {
    on_file("analyse", bytes, more)
}

const TARGET: [&str; 8] =
    ["--baseline", "10", "--goal", "20", "--start-date", "2026-09-07", "--goal-date", "2026-11-16"];

fn week(bytes: impl AsRef<[u8]>, more: &[&str]) -> (i32, Value) {
    let args: Vec<&str> = TARGET.iter().chain(more).copied().collect();
    on_file("week", bytes, &args)
}

const KEYS: [&str; 10] = [
    "n_baseline",
    "n_support",
    "nap",
    "nap_se",
    "tau",
    "tau_u_a",
    "tau_bc",
    "pnd",
    "theil_sen_baseline",
    "theil_sen_support",
];

/// The published cases in the file that the rules' own tests read.
const CASES: &str = include_str!("../../../domain/src/data/singlecase.json");

#[test]
fn the_published_cases_have_their_published_numbers() {
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
    assert_eq!(cases.len(), 3);
    for case in cases {
        let mut csv = "phase,score\n".to_owned();
        for (phase, key) in [("A", "baseline"), ("B", "support")] {
            for score in case[key].as_array().unwrap() {
                csv.push_str(&format!("{phase},{score}\n"));
            }
        }
        let (code, found) = analyse(csv, &["--direction", case["direction"].as_str().unwrap()]);
        assert_eq!(code, 0);
        for (name, expected) in case["expected"].as_object().unwrap() {
            let (found, expected) = (found[name].as_f64().unwrap(), expected.as_f64().unwrap());
            let near = case["tolerance"].as_f64().unwrap();
            assert!((found - expected).abs() <= near, "{} {name}: {found}", case["id"]);
        }
    }
}

#[test]
fn every_key_is_there_and_null_has_its_note() {
    for (csv, n, nulls) in [
        ("phase,score\nA,1\nA,2\nB,3\nB,4\nB,5\n", (2, 3), 7),
        ("phase,score\nA,1\nA,2\nA,3\n", (3, 0), 7),
        ("phase,score\nA,1\nA,2\nA,3\nB,4\n", (3, 1), 2),
        ("phase,score\n", (0, 0), 8),
        ("phase,score\nB,4\n", (0, 1), 8),
        ("phase,score\nA,5\nA,5\nA,5\nB,5\nB,5\nB,5\n", (3, 3), 0),
    ] {
        let (code, found) = analyse(csv, &[]);
        assert_eq!((code, &found["n_baseline"], &found["n_support"]), (0, &json!(n.0), &json!(n.1)), "{csv}");
        let keys = found.as_object().unwrap();
        assert!(KEYS.iter().all(|key| keys.contains_key(*key)), "{found}");
        assert_eq!(KEYS.iter().filter(|key| found[**key].is_null()).count(), nulls, "{csv}: {found}");
        assert!(nulls == 0 || !found["notes"].as_array().unwrap().is_empty(), "{found}");
    }
}

#[test]
fn the_same_scores_in_every_form_of_a_file() {
    let plain = "phase,score\nA,1\nA,2.5\nA,3\nB,4\nB,5\nB,6\n";
    let (_, expected) = analyse(plain, &[]);
    for (name, text) in [
        ("byte order mark and CR LF", format!("\u{feff}{}", plain.replace('\n', "\r\n"))),
        ("blank lines", plain.replace("B,4\n", "\n  \nB,4\n\n,\n")),
        ("quoted", plain.replace("A,2.5", "\"A\",\"2.5\"").replace("phase", "\"Phase\"")),
        ("semicolons", plain.replace(',', ";")),
        ("tabs", plain.replace(',', "\t")),
        ("small letters", plain.replace("A,", "a,").replace("B,", "b,")),
        ("blanks", plain.replace(',', " , ")),
        ("empty cells at the end", plain.replace("A,1\n", "A,1,,\n")),
        ("no line end at the end", plain.trim_end().to_owned()),
    ] {
        let (code, found) = analyse(&text, &[]);
        assert_eq!((code, &found), (0, &expected), "{name}");
    }
    // Dates out of order are put in order, and one day may have two scores.
    let dated =
        "phase,score,date\nB,6,2026-09-22\nA,1,2026-09-01\nA,3,2026-09-08\nA,2,2026-09-08\nB,5,2026-09-15\n";
    let (code, found) = analyse(dated, &[]);
    assert_eq!((code, &found["n_baseline"], &found["nap"]), (0, &json!(3), &json!(1.0)));
    // Slopes by days: (3 - 1) / 7 and (2 - 1) / 7; two scores of one day have no slope between them.
    assert!((found["theil_sen_baseline"].as_f64().unwrap() - 1.5 / 7.0).abs() < 1e-12, "{found}");
}

#[test]
fn wrong_files_and_uses() {
    for (text, place, reason) in [
        ("", "line 1", "“phase” is missing"),
        ("A,1\nB,2\n", "line 1", "“phase” is missing"),
        ("phase,score\nA,1\n\nB,many\nC,2\n", "line 4", "“many”"),
        ("phase,score\nA,1,5\n", "line 2", "3 cells"),
        ("phase,score\nA\n", "line 2", "1 cell,"),
        ("phase,score\nA,1\nB,2\nA,3\n", "line 4", "after a support score"),
    ] {
        let (code, said) = analyse(text, &[]);
        assert_eq!((code, &said["refused"][0]["place"]), (1, &json!(place)), "{text}: {said}");
        assert!(said["refused"][0]["reason"].as_str().unwrap().contains(reason), "{said}");
    }
    let (code, said) = analyse("phase,score\nA,1\nB,many\nC,2\n", &[]);
    assert_eq!((code, said["refused"].as_array().unwrap().len()), (1, 2), "every bad row is listed: {said}");
    let (code, said) = analyse([0xff, 0xfe, b'p', 0], &[]);
    assert_eq!(code, 1);
    assert!(said["refused"][0]["reason"].as_str().unwrap().contains("UTF-8"), "{said}");
    assert_eq!(document(&["progress", "analyse", "/no/such/file.csv"]).0, 1);
    for wrong in [
        &["progress", "analyse"][..],
        &["progress", "analyse", "x.csv", "--direction", "sideways"],
        &["progress", "week", "x.csv"],
        &["progress", "week", "x.csv", "--baseline", "ten"],
        &["progress"],
    ] {
        assert_eq!(waymark(wrong).0, 2, "{wrong:?}");
    }
}

#[test]
fn the_line_is_compared_exactly_and_the_direction_is_read_from_the_goal() {
    // Ten in seventy days: on day 7 n the line stands at 10 + n, which a score on it meets exactly.
    let on = "date,score\n2026-09-14,11\n2026-09-21,12\n2026-09-28,13\n2026-10-05,14\n";
    let (code, found) = week(on, &["--today", "2026-10-05"]);
    assert_eq!((code, &found["verdict"], &found["aim_today"]), (0, &json!("on-track"), &json!(14.0)));
    let under = on.replace("11", "10.999999").replace("12\n", "11.999999\n");
    let under = under.replace(",13", ",12.999999").replace(",14\n", ",13.999999\n");
    assert_eq!(week(&under, &["--today", "2026-10-05"]).1["verdict"], "off-track");
    let above = "date,score\n2026-09-14,11.000001\n2026-09-21,12.1\n2026-09-28,14\n2026-10-05,15\n";
    assert_eq!(week(above, &["--today", "2026-10-05"]).1["verdict"], "ahead");
    // A third of a unit each day, which no floating-point number holds.
    let thirds = "date;score\n2026-09-10;11\n2026-09-13;12\n2026-09-16;13\n2026-09-19;14\n";
    let args =
        ["--baseline", "10", "--goal", "20", "--start-date", "2026-09-07", "--goal-date", "2026-10-07"];
    let args: Vec<&str> = args.into_iter().chain(["--today", "2026-09-20"]).collect();
    assert_eq!(on_file("week", thirds, &args).1["verdict"], "on-track");
    // Fewer is better when the goal is lower.
    let fewer =
        ["--baseline", "20", "--goal", "10", "--start-date", "2026-09-07", "--goal-date", "2026-11-16"];
    let fewer: Vec<&str> = fewer.into_iter().chain(["--today", "2026-10-05"]).collect();
    let fall = "date,score\n2026-09-14,20\n2026-09-21,20\n2026-09-28,19\n2026-10-05,19\n";
    assert_eq!(on_file("week", fall, &fewer).1["verdict"], "off-track");
    let asked: Vec<&str> = fewer.iter().copied().chain(["--direction", "decrease"]).collect();
    assert_eq!(on_file("week", fall, &asked).1["verdict"], "off-track");
    let against: Vec<&str> = fewer.iter().copied().chain(["--direction", "increase"]).collect();
    assert_eq!(on_file("week", fall, &against).0, 1, "a goal that is worse than the baseline");
}

#[test]
fn school_weeks_are_those_with_planned_sessions_or_else_with_a_score() {
    let met = "2026-09-14,20\n2026-09-21,20\n2026-09-28,20\n";
    // Without planned sessions, a week with a score is a school week: 5 and 19 October are two.
    let (_, found) = week(format!("date,score\n{met}2026-10-05,20\n"), &["--today", "2026-10-30"]);
    assert_eq!(found["verdict"], "met");
    let (_, found) =
        week(format!("date,score\n{met}2026-10-05,20\n2026-10-19,20\n"), &["--today", "2026-10-30"]);
    assert_eq!(found["verdict"], "met-and-kept");
    // With them, a week of none is no school week: a score in it does not count as two weeks later.
    let planned = |tail: &str| {
        let rows = met.lines().map(|row| format!("{row},3,3\n")).collect::<String>();
        format!("date,score,planned,delivered\n{rows}{tail}")
    };
    let (_, found) = week(planned("2026-10-05,20,0,0\n2026-10-12,20,3,3\n"), &["--today", "2026-10-30"]);
    assert_eq!(found["verdict"], "met", "{found}");
    let (_, found) = week(planned("2026-10-05,20,3,3\n2026-10-12,20,3,3\n"), &["--today", "2026-10-30"]);
    assert_eq!(found["verdict"], "met-and-kept", "{found}");
    // Sunday belongs to the week that began on Monday.
    let (_, found) = week(
        "date,score,planned,delivered\n2026-09-14,10,5,4\n2026-09-20,11,5,4\n2026-09-21,11,5,3\n",
        &["--today", "2026-09-27"],
    );
    assert_eq!(found["verdict"], "sessions-missed", "7 of 10: {found}");
    let (_, found) = week(
        "date,score,planned,delivered\n2026-09-14,10,5,4\n2026-09-21,11,5,4\n",
        &["--today", "2026-09-27"],
    );
    assert_eq!(found["verdict"], "not-enough-data", "exactly 80% is enough: {found}");
}

#[test]
fn the_keys_of_the_week_and_what_is_null() {
    let (code, found) =
        week("date,score\n2026-10-05,12\n2026-09-14,12\n2026-09-14,12\n", &["--today", "2026-10-05"]);
    assert_eq!(code, 0, "dates out of order, and one twice: {found}");
    for key in ["verdict", "reason", "aim_today", "trend_per_week", "projected_on"] {
        assert!(found.as_object().unwrap().contains_key(key), "{key}: {found}");
    }
    assert_eq!(
        (&found["trend_per_week"], &found["projected_on"]),
        (&json!(0.0), &Value::Null),
        "level: {found}"
    );
    let (code, found) = week("date,score\n", &["--today", "2026-10-05"]);
    assert_eq!(
        (code, &found["verdict"], &found["trend_per_week"]),
        (0, &json!("not-enough-data"), &Value::Null)
    );
    let (code, said) = week("", &["--today", "2026-10-05"]);
    assert_eq!((code, &said["refused"][0]["place"]), (1, &json!("line 1")));
    let (code, said) = week("date,score\n2026-09-31,4\n2026-09-14,x\n", &["--today", "2026-10-05"]);
    assert_eq!((code, said["refused"].as_array().unwrap().len()), (1, 2), "{said}");
}
