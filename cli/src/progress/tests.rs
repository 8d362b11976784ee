//! The contract of `waymark progress`: codes, JSON keys, refusals.

use std::sync::atomic::{AtomicU32, Ordering};

use clap::Parser;
use serde_json::{Value, json};

use super::{Args, run};

#[derive(Parser)]
struct Shell {
    #[command(flatten)]
    args: Args,
}

/// Runs the command on a file with this text; gives the code, standard output and standard error.
fn waymark(name: &str, text: &str, args: &[&str]) -> (u8, String, String) {
    static FILES: AtomicU32 = AtomicU32::new(0);
    let number = FILES.fetch_add(1, Ordering::Relaxed);
    let file = std::env::temp_dir().join(format!("waymark-{}-{number}-{name}.csv", std::process::id()));
    std::fs::write(&file, text).unwrap();
    let line = ["progress", args[0], file.to_str().unwrap()].into_iter().chain(args[1..].iter().copied());
    let args = Shell::try_parse_from(line).map_err(|error| error.to_string()).unwrap().args;
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run(args, &mut out, &mut err);
    std::fs::remove_file(&file).unwrap();
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// The one JSON document on standard output.
fn document(name: &str, text: &str, args: &[&str]) -> (u8, Value) {
    let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    let (code, out, _) = waymark(name, text, &args);
    (code, serde_json::from_str(&out).unwrap())
}

const TARGET: [&str; 9] =
    ["week", "--baseline", "10", "--goal", "20", "--start-date", "2026-09-07", "--goal-date", "2026-11-16"];

fn week(name: &str, text: &str, more: &[&str]) -> (u8, Value) {
    let args: Vec<&str> = TARGET.iter().chain(more).copied().collect();
    document(name, text, &args)
}

#[test]
fn analyse_the_straight_line() {
    let text = "phase,score\nA,1\nA,2\nA,3\nA,4\nA,5\nB,6\nB,7\nB,8\nB,9\nB,10\n";
    let (code, found) = document("straight", text, &["analyse"]);
    assert_eq!(code, 0);
    for (key, value) in [
        ("n_baseline", json!(5)),
        ("n_support", json!(5)),
        ("nap", json!(1.0)),
        ("tau", json!(1.0)),
        ("tau_u_a", json!(0.6)),
        ("tau_bc", json!(0.0)),
        ("pnd", json!(1.0)),
        ("theil_sen_baseline", json!(1.0)),
        ("theil_sen_support", json!(1.0)),
    ] {
        assert_eq!(found[key], value, "{key}");
    }
    assert!((found["nap_se"].as_f64().unwrap() - 0.035).abs() < 1e-12);
    assert_eq!(found["notes"].as_array().unwrap().len(), 1);
    let (_, worse) = document("turned", text, &["analyse", "--direction", "decrease"]);
    assert_eq!((&worse["nap"], &worse["notes"]), (&json!(0.0), &json!([])));
}

#[test]
fn analyse_with_dates_and_other_shapes() {
    // A fortnight's gap in the baseline: the slope is by days.
    let text = "\u{feff}Score , DATE,Phase,mark\r\n7,2026-09-22,B,\r\n4,2026-09-15,A,x\r\n2,2026-09-01,A,\r\n3,2026-09-08,A,\r\n";
    let (code, found) = document("dated", text, &["analyse"]);
    assert_eq!(code, 0);
    assert!((found["theil_sen_baseline"].as_f64().unwrap() - 1.0 / 7.0).abs() < 1e-12);
    assert_eq!((&found["tau_bc"], &found["nap_se"]), (&json!(1.0), &Value::Null));
    assert!(found["notes"].as_array().unwrap().contains(&json!("Columns not read: mark.")));

    let (code, found) = document("few", "phase,score\nA,1\nA,2\nB,\nB,4\n", &["analyse"]);
    assert_eq!((code, &found["nap"], &found["n_support"]), (0, &Value::Null, &json!(1)));
    assert!(found["notes"].as_array().unwrap().contains(&json!("No score on line 4: left out.")));
}

#[test]
fn analyse_refuses_with_place_and_reason() {
    for (name, text, place, reason) in [
        ("empty", "", "line 1", "missing"),
        ("header", "phase,mark\nA,1\n", "line 1", "“score” is missing"),
        ("twice", "phase,score,score\nA,1,1\n", "line 1", "stands twice"),
        ("phase", "phase,score\nA,1\nC,1\n", "line 3", "“C” is not a phase"),
        ("score", "phase,score\nA,about 10\n", "line 2", "“about 10”"),
        ("order", "phase,score\nA,1\nB,2\nA,3\n", "line 4", "after a support score"),
        ("date", "phase,score,date\nA,1,1/9/2026\n", "line 2", "is not a day"),
        ("some", "phase,score,date\nA,1,2026-09-01\nA,2,\n", "line 3", "every score a date"),
        ("cells", "phase,score\nA,1,2\n", "line 2", "3 cells"),
    ] {
        let (code, out, err) = waymark(name, text, &["analyse", "--json"]);
        let found: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(code, 1, "{name}");
        assert_eq!(found["refused"][0]["place"], place, "{name}: {found}");
        assert!(found["refused"][0]["reason"].as_str().unwrap().contains(reason), "{name}: {found}");
        assert!(err.contains(reason), "{name}: {err}");
    }
    let (code, out, err) = waymark("plain", "phase,score\nA,x\nD,y\n", &["analyse"]);
    assert_eq!((code, out.as_str(), err.lines().count()), (1, "", 2));
}

#[test]
fn week_has_every_verdict() {
    for (name, text, today, verdict) in [
        ("missing", "date,score\n2026-09-14,10\n", "2026-10-09", "not-enough-data"),
        (
            "off",
            "date,score\n2026-09-14,10\n2026-09-21,11\n2026-09-28,12\n2026-10-05,13\n",
            "2026-10-09",
            "off-track",
        ),
        (
            "line",
            "date,score\n2026-09-14,10\n2026-09-21,12\n2026-09-28,12\n2026-10-05,13\n",
            "2026-10-09",
            "on-track",
        ),
        (
            "ahead",
            "date,score\n2026-09-14,12\n2026-09-21,13\n2026-09-28,14\n2026-10-05,15\n",
            "2026-10-09",
            "ahead",
        ),
        (
            "met",
            "date,score\n2026-09-14,20\n2026-09-21,20\n2026-09-28,20\n2026-10-05,20\n",
            "2026-10-09",
            "met",
        ),
        (
            "kept",
            "date,score\n2026-09-14,20\n2026-09-21,20\n2026-09-28,20\n2026-10-05,20\n2026-10-12,20\n",
            "2026-10-16",
            "met-and-kept",
        ),
        (
            "missed",
            "date,score,planned,delivered\n2026-09-14,10,4,3\n2026-09-21,,4,3\n",
            "2026-09-25",
            "sessions-missed",
        ),
        (
            "sessions",
            "date,score,planned,delivered\n2026-09-14,10,5,4\n2026-09-15,11,5,4\n",
            "2026-09-25",
            "not-enough-data",
        ),
    ] {
        let (code, found) = week(name, text, &["--today", today]);
        assert_eq!((code, &found["verdict"]), (0, &json!(verdict)), "{name}: {found}");
        assert!(found["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
    }
}

#[test]
fn week_numbers() {
    let text = "date,score,phase\n2026-09-28,13,x\n2026-09-14,11,x\n2026-09-21,12,x\n2026-12-01,99,y\n";
    let (_, found) = week("numbers", text, &["--today", "2026-10-12"]);
    assert_eq!((&found["aim_today"], &found["trend_per_week"]), (&json!(15.0), &json!(1.0)));
    assert_eq!(found["projected_on"], "2026-11-16");
    assert_eq!(found["notes"], json!(["Rows after 2026-10-12 left out: 1."]));
    // A new phase starts anew, and has no trend yet.
    let (_, found) = week("phase", text, &["--today", "2026-12-01"]);
    assert_eq!((&found["verdict"], &found["trend_per_week"]), (&json!("not-enough-data"), &Value::Null));
    assert!(found["reason"].as_str().unwrap().starts_with("There is 1 score in this phase"));
    let (_, found) = week("nothing", "date,score\n", &["--today", "2026-01-01"]);
    assert_eq!((&found["aim_today"], &found["projected_on"]), (&json!(10.0), &Value::Null));
}

#[test]
fn week_refuses() {
    let today = ["--today", "2026-10-12"];
    for (name, text, more, reason) in [
        ("one", "date,score,planned\n2026-09-14,1,3\n", &[][..], "go together"),
        (
            "clash",
            "date,score,planned,delivered\n2026-09-14,1,3,3\n2026-09-15,1,3,2\n",
            &[],
            "given on line 2",
        ),
        ("half", "date,score,planned,delivered\n2026-09-14,1,3,\n", &[], "delivered is empty"),
        ("minus", "date,score,planned,delivered\n2026-09-14,1,-3,0\n", &[], "not a number of sessions"),
        ("phase", "date,score,phase\n2026-09-14,1,\n", &[], "no phase"),
        ("worse", "date,score\n", &["--direction", "decrease"], "worse than the baseline"),
    ] {
        let more: Vec<&str> = today.iter().chain(more).copied().collect();
        let (code, found) = week(name, text, &more);
        assert_eq!(code, 1, "{name}: {found}");
        assert!(found["refused"][0]["reason"].as_str().unwrap().contains(reason), "{name}: {found}");
    }
    for wrong in [["--today", "today"], ["--today", "2026-02-30"], ["--direction", "up"]] {
        let line =
            ["progress", "week", "file.csv", "--baseline", "1", "--goal", "2", "--start-date", "2026-09-07"];
        let line = line.into_iter().chain(["--goal-date", "2026-12-07"]).chain(wrong);
        assert_eq!(Shell::try_parse_from(line).err().unwrap().exit_code(), 2, "{wrong:?}");
    }
}

#[test]
fn blanks_beside_quotes_and_decimal_commas_are_read() {
    let plain = "date,score\n2026-09-14,11.5\n2026-09-21,12\n2026-09-28,13\n";
    let quoted = "\"date\", \"score\"\n\"2026-09-14\", \"11.5\"\n2026-09-21 , 12\n2026-09-28,13\n";
    let semicolons = "date;score\n2026-09-14;11,5\n2026-09-21;12\n2026-09-28;13\n";
    let wanted = week("plain", plain, &["--today", "2026-10-05"]);
    assert_eq!(wanted.0, 0, "{wanted:?}");
    for (name, text) in [("quoted", quoted), ("semicolons", semicolons)] {
        assert_eq!(week(name, text, &["--today", "2026-10-05"]), wanted, "{name}");
    }
}
