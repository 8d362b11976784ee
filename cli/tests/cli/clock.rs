//! `waymark clock`.

use serde_json::json;

use super::{document, waymark};

#[test]
fn needs_assessment() {
    let args = ["clock", "needs-assessment", "--received", "2026-03-02"];
    let dates = json!({
        "decision_to_assess_due_on": "2026-04-13",
        "refusal_to_issue_due_on": "2026-06-22",
        "final_plan_due_on": "2026-07-20",
    });
    assert_eq!(document(&args), (0, dates.clone()));
    for letter in ["a", "b", "c", "d"] {
        let (code, exempt) = document(&[args.as_slice(), &["--exempt", letter]].concat());
        let mut expected = dates.clone();
        expected["exempt"] = json!(letter);
        assert_eq!((code, exempt), (0, expected));
    }
    let (code, out, err) = waymark(&[args.as_slice(), &["--exempt", "c"]].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Final plan: Monday 20 July 2026 (SEND Regulations 2014, reg 13(2))"), "{out}");
    assert!(out.contains("late, exempt"), "{out}");
}

#[test]
fn annual_review() {
    let due = |args: &[&str]| document(&[&["clock", "annual-review"], args].concat());
    assert_eq!(due(&["--plan-made", "2026-01-01"]), (0, json!({ "review_due_on": "2026-12-31" })));
    assert_eq!(due(&["--last-review", "2027-03-01"]), (0, json!({ "review_due_on": "2028-02-29" })));
    let after_the_meeting = json!({
        "notice_due_on": "2026-06-01",
        "advice_circulated_due_on": "2026-06-01",
        "report_due_on": "2026-06-29",
        "decision_due_on": "2026-07-13",
        "amended_plan_due_on": "2026-09-07",
    });
    assert_eq!(due(&["--meeting", "2026-06-15"]), (0, after_the_meeting.clone()));
    let mut both = after_the_meeting;
    both["review_due_on"] = json!("2026-12-31");
    assert_eq!(due(&["--plan-made", "2026-01-01", "--meeting", "2026-06-15"]), (0, both));
    let (code, _, err) =
        waymark(&["clock", "annual-review", "--plan-made", "2026-01-01", "--meeting", "2026-12-10"]);
    assert_eq!(code, 0);
    assert!(err.contains("hold the meeting by Thursday 3 December 2026"), "{err}");
}

#[test]
fn appeal() {
    let due = |args: &[&str]| document(&[&["clock", "appeal"], args].concat());
    assert_eq!(
        due(&["--decision", "2026-06-10"]),
        (0, json!({ "appeal_due_on": "2026-09-01", "mediation_adviser_due_on": "2026-08-10" }))
    );
    assert_eq!(
        due(&["--decision", "2026-03-02", "--certificate", "2026-04-20"]),
        (0, json!({ "appeal_due_on": "2026-05-20", "mediation_adviser_due_on": "2026-05-02" }))
    );
    let (code, beyond) = due(&["--decision", "2029-04-10"]);
    assert_eq!(code, 1);
    assert_eq!(
        (&beyond["appeal_due_on"], &beyond["mediation_adviser_due_on"]),
        (&json!(null), &json!("2029-06-10"))
    );
    let sentence = "bank holidays not known after 31 December 2028";
    assert!(beyond["error"].as_str().unwrap().contains(sentence), "{beyond}");
    let (code, out, err) = waymark(&["clock", "appeal", "--decision", "2029-04-10"]);
    assert_eq!(code, 1);
    assert!(out.contains("Sunday 10 June 2029") && err.contains(sentence), "{out}{err}");
}

#[test]
fn wrong_usage() {
    for args in [
        &["annual-review"][..],
        &["annual-review", "--json"],
        &["annual-review", "--plan-made", "2026-01-01", "--last-review", "2026-01-01"],
        &["appeal"],
        &["needs-assessment"],
        &["needs-assessment", "--received", "2026-02-30"],
        &["needs-assessment", "--received", "2/3/2026"],
        &["needs-assessment", "--received", "20260302"],
        &["needs-assessment", "--received", "2026-03-02", "--exempt", "e"],
        &["sundial"],
        &[],
    ] {
        let (code, out, err) = waymark(&[&["clock"], args].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(!err.is_empty(), "{args:?}");
    }
    let (_, _, err) = waymark(&["clock", "needs-assessment", "--received", "2026-02-30"]);
    assert!(err.contains("there is no day 2026-02-30"), "{err}");
}

#[test]
fn without_a_day_every_way_to_give_one_is_named() {
    let (_, _, err) = waymark(&["clock", "annual-review"]);
    for way in ["--plan-made", "--last-review", "--meeting"] {
        assert!(err.contains(way), "{err}");
    }
}

#[test]
fn days_that_the_law_does_not_know_are_refused() {
    for (day, says) in [
        ("0001-01-01", "before Monday 1 September 2014"),
        ("2014-08-31", "Regulations"),
        ("2101-01-01", "2100"),
        ("9999-12-01", "Check the year"),
    ] {
        for clock in [
            &["needs-assessment", "--received"][..],
            &["annual-review", "--plan-made"],
            &["annual-review", "--last-review"],
            &["annual-review", "--meeting"],
            &["appeal", "--decision"],
        ] {
            let args = [&["clock"], clock, &[day]].concat();
            let (code, out, err) = waymark(&args);
            assert_eq!((code, out.as_str()), (1, ""), "{args:?}");
            assert!(err.contains(says) && err.contains(day), "{args:?}: {err}");
            let (code, refused) = document(&args);
            assert_eq!((code, refused["error"].as_str().unwrap()), (1, err.trim()));
        }
    }
    for day in ["2014-09-01", "2100-12-31"] {
        assert_eq!(document(&["clock", "needs-assessment", "--received", day]).0, 0, "{day}");
        assert_eq!(document(&["clock", "annual-review", "--plan-made", day, "--meeting", day]).0, 0, "{day}");
    }
}

#[test]
fn what_follows_does_not_come_first() {
    for (args, says) in [
        (
            ["annual-review", "--plan-made", "2026-06-15", "--meeting", "2026-06-14"],
            "day of the meeting, is before 2026-06-15, the day of the plan",
        ),
        (
            ["annual-review", "--last-review", "2026-06-15", "--meeting", "2025-06-16"],
            "the day of the last review",
        ),
        (
            ["appeal", "--decision", "2026-06-10", "--certificate", "2026-06-09"],
            "the mediation certificate, is before 2026-06-10",
        ),
    ] {
        let (code, out, err) = waymark(&[&["clock"], &args[..]].concat());
        assert_eq!((code, out.as_str()), (1, ""), "{args:?}");
        assert!(err.contains(says), "{err}");
    }
}
