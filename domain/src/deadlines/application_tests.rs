use super::*;
use crate::date;

fn lines(dates: &Application, today: Date) -> Vec<String> {
    clocks(dates, today)
        .iter()
        .map(|clock| format!("{} {}: {}", clock.due_on, clock.code, clock.state.in_words()))
        .collect()
}

fn received() -> Application {
    Application { received_on: Some(date(2026, 3, 2)), ..Application::default() }
}

#[test]
fn nothing_runs_before_the_request_is_received() {
    assert!(lines(&Application::default(), date(2026, 3, 2)).is_empty());
}

#[test]
fn an_application_that_ends_in_a_plan() {
    let dates = Application {
        agreed_to_assess_on: Some(date(2026, 4, 10)),
        advice_asked_on: Some(date(2026, 4, 13)),
        advice_given_on: Some(date(2026, 5, 20)),
        draft_served_on: Some(date(2026, 7, 1)),
        consulted_on: Some(date(2026, 7, 1)),
        ..received()
    };
    assert_eq!(
        lines(&dates, date(2026, 7, 18)),
        [
            "2026-04-13 decision-to-assess: done on 10 April 2026",
            "2026-05-25 advice-from-school: done on 20 May 2026",
            "2026-06-22 refusal-to-issue: no longer needed since 1 July 2026",
            "2026-07-15 draft-plan-comments: ended 3 days ago",
            "2026-07-16 school-consultation: late by 2 days",
            "2026-07-20 final-plan: in 2 days",
        ]
    );
    let finished = Application { final_plan_on: Some(date(2026, 7, 20)), ..dates };
    let after = lines(&finished, date(2026, 7, 21));
    assert_eq!(after[5], "2026-07-20 final-plan: done on 20 July 2026");
    assert_eq!(after.len(), 6);
}

#[test]
fn a_draft_that_is_revised_leaves_what_was_done_in_time() {
    let first = EarlierDraft { served_on: date(2026, 6, 19), commented_on: Some(date(2026, 6, 30)) };
    let unanswered = EarlierDraft { commented_on: None, ..first };
    let dates = |earlier: &[EarlierDraft]| Application {
        agreed_to_assess_on: Some(date(2026, 4, 10)),
        earlier_drafts: earlier.to_vec(),
        draft_served_on: Some(date(2026, 7, 6)),
        ..received()
    };
    let today = date(2026, 7, 8);
    assert_eq!(
        lines(&dates(&[first]), today)[1..],
        [
            "2026-06-22 refusal-to-issue: done on 19 June 2026",
            "2026-07-03 draft-plan-comments: done on 30 June 2026",
            "2026-07-20 draft-plan-comments: in 12 days",
            "2026-07-20 final-plan: in 12 days",
        ]
    );
    assert_eq!(
        lines(&dates(&[unanswered]), today)[1..3],
        ["2026-06-22 refusal-to-issue: done on 19 June 2026", "2026-07-20 draft-plan-comments: in 12 days"]
    );
    // After an order the draft that it asks for counts, not one of before.
    let ordered = Application {
        refused_to_issue_on: Some(date(2026, 6, 22)),
        plan_ordered_on: Some(date(2026, 6, 25)),
        ..dates(&[first])
    };
    let draft = clocks(&ordered, today).into_iter().find(|clock| clock.code == "order-draft-plan");
    assert_eq!(draft.unwrap().state.in_words(), "done on 6 July 2026");
}

#[test]
fn an_exemption_never_hides_the_day() {
    let dates = Application {
        advice_asked_on: Some(date(2026, 4, 20)),
        exemptions: vec![Exemption {
            letter: ExemptionLetter::C,
            from: date(2026, 5, 1),
            to: None,
            recorded_on: date(2026, 5, 4),
        }],
        ..received()
    };
    let late = lines(&dates, date(2026, 7, 23));
    assert_eq!(
        late,
        [
            "2026-04-13 decision-to-assess: late by 101 days", // the circumstances came after it
            "2026-06-01 advice-from-school: late by 52 days",  // the school's own day is another matter
            "2026-06-22 refusal-to-issue: late by 31 days, exempt (c)",
            "2026-07-20 final-plan: late by 3 days, exempt (c)",
        ]
    );
    assert_eq!(lines(&dates, date(2026, 7, 1))[3], "2026-07-20 final-plan: in 19 days");
    assert_eq!(dates.exemption_findings(), []);
    let mut after = dates;
    after.exemptions[0].from = date(2026, 7, 21);
    assert_eq!(lines(&after, date(2026, 7, 23))[3], "2026-07-20 final-plan: late by 3 days");
    assert_eq!(after.exemption_findings(), [ExemptionFinding::TouchesNoLimit]);
}

#[test]
fn a_missed_appointment_excuses_the_advice() {
    let dates = Application {
        advice_asked_on: Some(date(2026, 4, 13)),
        appointment_missed_on: Some(date(2026, 5, 1)),
        ..received()
    };
    let late = lines(&dates, date(2026, 5, 27));
    assert_eq!(late[1], "2026-05-25 advice-from-school: late by 2 days, excused: an appointment was missed");
}

#[test]
fn a_refusal_ends_the_countys_clocks() {
    let refused = Application { refused_to_assess_on: Some(date(2026, 6, 10)), ..received() };
    assert_eq!(
        lines(&refused, date(2026, 8, 20)),
        ["2026-04-13 decision-to-assess: done on 10 June 2026, 58 days late"]
    );
}

#[test]
fn a_turned_refusal_stays_done_and_the_weeks_count_from_the_order() {
    let to_assess = Application {
        refused_to_assess_on: Some(date(2026, 4, 10)),
        assessment_ordered_on: Some(date(2026, 6, 1)),
        ..received()
    };
    let today = date(2026, 8, 20);
    assert_eq!(
        lines(&to_assess, today),
        [
            "2026-04-13 decision-to-assess: done on 10 April 2026",
            "2026-06-15 order-assess: late by 66 days",
            "2026-08-10 order-refusal-to-issue: late by 10 days",
            "2026-09-07 order-final-plan: in 18 days",
        ]
    );
    let assessed = Application {
        agreed_to_assess_on: Some(date(2026, 6, 12)),
        draft_served_on: Some(date(2026, 8, 3)),
        ..to_assess
    };
    assert_eq!(
        lines(&assessed, today),
        [
            "2026-04-13 decision-to-assess: done on 10 April 2026",
            "2026-06-15 order-assess: done on 12 June 2026",
            "2026-08-10 order-refusal-to-issue: done on 3 August 2026",
            "2026-08-17 draft-plan-comments: ended 3 days ago",
            "2026-09-07 order-final-plan: in 18 days",
        ]
    );
    let to_issue = Application {
        agreed_to_assess_on: Some(date(2026, 4, 10)),
        refused_to_issue_on: Some(date(2026, 6, 22)),
        plan_ordered_on: Some(date(2026, 8, 3)),
        ..received()
    };
    assert_eq!(
        lines(&to_issue, today),
        [
            "2026-04-13 decision-to-assess: done on 10 April 2026",
            "2026-06-22 refusal-to-issue: done on 22 June 2026",
            "2026-09-07 order-draft-plan: in 18 days",
            "2026-10-19 order-plan: in 60 days",
        ]
    );
    let exempt = Application {
        exemptions: vec![Exemption {
            letter: ExemptionLetter::C,
            from: date(2026, 8, 10),
            to: None,
            recorded_on: date(2026, 8, 12),
        }],
        ..to_issue
    };
    assert_eq!(
        lines(&exempt, date(2026, 9, 9))[2],
        "2026-09-07 order-draft-plan: late by 2 days, exempt (c)"
    );
}

#[test]
fn a_refusal_that_the_county_takes_back_by_itself_leaves_the_twenty_weeks() {
    let turned = Application {
        refused_to_assess_on: Some(date(2026, 4, 10)),
        agreed_to_assess_on: Some(date(2026, 4, 30)),
        ..received()
    };
    let found = lines(&turned, date(2026, 5, 1));
    assert_eq!(found[0], "2026-04-13 decision-to-assess: done on 10 April 2026");
    assert_eq!(found[2], "2026-07-20 final-plan: in 80 days");
}

#[test]
fn an_open_duty_ends_with_what_it_served() {
    let asked = Application {
        agreed_to_assess_on: Some(date(2026, 4, 10)),
        advice_asked_on: Some(date(2026, 4, 13)),
        ..received()
    };
    let of = |dates: &Application, code: &str, today| {
        let found = clocks(dates, today);
        found.iter().find(|clock| clock.code == code).unwrap().state.in_words()
    };
    let refused = Application { refused_to_issue_on: Some(date(2026, 5, 3)), ..asked.clone() };
    let no_longer = "no longer needed since 3 May 2026";
    let drafted = Application { draft_served_on: Some(date(2026, 5, 3)), ..asked.clone() };
    let consulted = Application { consulted_on: Some(date(2026, 5, 3)), ..drafted.clone() };
    let made = Application { final_plan_on: Some(date(2026, 5, 10)), ..consulted.clone() };
    let turned = Application { refused_to_issue_on: Some(date(2026, 5, 10)), ..consulted.clone() };
    let late = date(2026, 6, 10);
    for (dates, code, today, words) in [
        (&asked, "advice-from-school", date(2026, 5, 4), "in 21 days"),
        (&refused, "advice-from-school", date(2026, 5, 4), no_longer),
        (&refused, "advice-from-school", late, no_longer),
        (&drafted, "advice-from-school", late, no_longer),
        (&consulted, "draft-plan-comments", date(2026, 5, 11), "in 6 days"),
        (&consulted, "school-consultation", date(2026, 5, 20), "late by 2 days"),
        (&made, "draft-plan-comments", date(2026, 5, 11), "no longer needed since 10 May 2026"),
        (&made, "school-consultation", date(2026, 5, 11), "no longer needed since 10 May 2026"),
        (&turned, "school-consultation", late, "no longer needed since 10 May 2026"),
    ] {
        assert_eq!(of(dates, code, today), words, "{code} on {today}");
    }
    let given = Application { advice_given_on: Some(date(2026, 5, 1)), ..refused };
    assert_eq!(of(&given, "advice-from-school", late), "done on 1 May 2026");
}

#[test]
fn what_is_withdrawn_has_only_what_was_done() {
    let dates = Application {
        agreed_to_assess_on: Some(date(2026, 4, 10)),
        withdrawn_on: Some(date(2026, 5, 1)),
        ..received()
    };
    assert_eq!(lines(&dates, date(2026, 8, 1)), ["2026-04-13 decision-to-assess: done on 10 April 2026"]);
}
