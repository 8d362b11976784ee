//! The shipped calendar, week by week; and days where nothing is known.

use super::*;
use crate::{calendar::Term, date};

fn calendar() -> &'static SchoolCalendar {
    SchoolCalendar::shipped()
}

#[test]
fn the_shipped_years_have_190_days_and_usual_half_terms() {
    assert_eq!(calendar().years().len(), 3);
    assert_eq!(calendar().findings(), []);
    assert_eq!(calendar().known_until(), date(2028, 8, 31));
}

#[test]
fn days_in_session() {
    for (day, in_session) in [
        (date(2026, 9, 1), false),   // INSET
        (date(2026, 9, 2), true),    // the first day
        (date(2026, 9, 5), false),   // a Saturday
        (date(2026, 10, 23), true),  // the last day of a half term
        (date(2026, 10, 26), false), // half term
        (date(2026, 12, 25), false),
        (date(2027, 5, 3), false), // a bank holiday in term
        (date(2027, 5, 4), true),
        (date(2027, 8, 2), false),
        (date(2099, 3, 2), false),
        (Date::MIN, false),
        (Date::MAX, false),
    ] {
        assert_eq!(calendar().is_in_session(day), in_session, "{day}");
    }
    assert_eq!(calendar().days_in_session(date(2026, 10, 22), date(2026, 11, 4)).len(), 4);
    assert!(calendar().days_in_session(date(2026, 11, 4), date(2026, 10, 22)).is_empty());
}

#[test]
fn school_weeks() {
    let week = |monday, number| Some(SchoolWeek { monday, number });
    for (day, expected) in [
        (date(2026, 9, 1), week(date(2026, 8, 31), 1)),
        (date(2026, 9, 6), week(date(2026, 8, 31), 1)),
        (date(2026, 9, 7), week(date(2026, 9, 7), 2)),
        (date(2026, 10, 28), None),
        (date(2026, 11, 2), week(date(2026, 11, 2), 9)), // Monday is INSET, Tuesday is not
        (date(2027, 7, 20), week(date(2027, 7, 19), 40)),
        (date(2027, 7, 28), None),
        (date(1999, 3, 2), None),
        (Date::MAX, None),
    ] {
        assert_eq!(calendar().school_week_of(day), expected, "{day}");
    }
    for (from, to, weeks) in [
        (date(2026, 11, 9), date(2026, 11, 9), 0),
        (date(2026, 11, 9), date(2026, 11, 13), 0),
        (date(2026, 11, 9), date(2026, 11, 16), 1),
        (date(2026, 10, 19), date(2026, 11, 2), 1), // over half term
        (date(2026, 7, 13), date(2026, 9, 4), 1),   // over the summer
        (date(2026, 8, 3), date(2026, 8, 31), 1),
        (date(2026, 11, 16), date(2026, 11, 9), 0),
        (Date::MIN, Date::MAX, calendar().weeks.len()),
        (date(2099, 1, 1), date(2199, 1, 1), 0),
    ] {
        assert_eq!(calendar().school_weeks_between(from, to), weeks, "{from} {to}");
    }
    let last = calendar().last_school_weeks(date(2026, 11, 10), 3);
    assert_eq!(last.iter().map(|week| week.number).collect::<Vec<_>>(), [8, 9, 10]);
    assert!(calendar().last_school_weeks(date(1999, 1, 1), 4).is_empty());
    assert_eq!(calendar().school_weeks(date(2026, 10, 21), date(2026, 11, 4)).len(), 2);
}

#[test]
fn so_many_school_weeks_on_it_is_a_school_day() {
    let calendar = SchoolCalendar::shipped();
    for (day, count, expected) in [
        (date(2026, 11, 9), 4, Some(date(2026, 12, 7))),
        (date(2026, 11, 11), 4, Some(date(2026, 12, 9))),
        // On a Sunday nothing is left of the week; 4 January is an INSET day in the week that is the fourth.
        (date(2026, 11, 29), 3, Some(date(2027, 1, 5))),
        (date(2026, 11, 29), 4, Some(date(2027, 1, 11))),
        (date(2026, 10, 24), 1, Some(date(2026, 11, 10))), // half term; Monday 2 November is an INSET day
        (date(2199, 1, 1), 4, None),
    ] {
        let on = calendar.school_weeks_on(day, count);
        assert_eq!(on, expected, "{day} {count}");
        assert!(
            on.is_none_or(|on| calendar.is_in_session(on) && calendar.school_weeks_between(day, on) >= count)
        );
    }
}

#[test]
fn half_terms() {
    for (day, current, next) in [
        (date(2026, 9, 1), Some(1), Some(2)),
        (date(2026, 10, 23), Some(1), Some(2)),
        (date(2026, 10, 24), None, Some(2)),
        (date(2027, 7, 21), Some(6), Some(1)),
        (date(2027, 8, 15), None, Some(1)),
        (date(2028, 7, 22), None, None),
        (Date::MAX, None, None),
    ] {
        assert_eq!(calendar().half_term_of(day).map(|term| term.number), current, "{day}");
        assert_eq!(calendar().next_half_term(day).map(|term| term.number), next, "{day}");
    }
    assert_eq!(calendar().latest_half_term(date(2026, 10, 28)).unwrap().name, "Autumn 1");
    assert_eq!(calendar().latest_half_term(date(2027, 8, 28)).unwrap().name, "Summer 2");
    assert_eq!(calendar().latest_half_term(date(2031, 1, 1)), None);
}

#[test]
fn school_days_are_counted_only_where_terms_are_known() {
    let beyond = |until| Err(NotKnown::BeyondKnown { of: Almanac::SchoolYears, until });
    for (day, count, expected) in [
        (date(2026, 11, 23), 15, Ok(date(2026, 12, 14))),
        (date(2026, 12, 11), 15, Ok(date(2027, 1, 18))), // over Christmas and an INSET day
        (date(2026, 7, 17), 15, Ok(date(2026, 9, 22))),  // over the summer
        (date(2026, 11, 23), 0, Ok(date(2026, 11, 23))),
        (date(2028, 7, 10), 15, beyond(date(2028, 8, 31))),
        (date(2031, 7, 10), 15, beyond(date(2028, 8, 31))),
        (Date::MAX, 15, beyond(date(2028, 8, 31))),
        (
            date(2024, 1, 1),
            15,
            Err(NotKnown::BeforeKnown { of: Almanac::SchoolYears, since: date(2025, 9, 1) }),
        ),
    ] {
        assert_eq!(calendar().school_days_after(day, count), expected, "{day} {count}");
    }
    let mut years = calendar().years().to_vec();
    years.remove(1);
    let with_a_gap = SchoolCalendar::new(years, MoreBankHolidays::default()).unwrap();
    assert_eq!(with_a_gap.school_days_after(date(2026, 7, 17), 15), beyond(date(2026, 8, 31)));
}

#[test]
fn next_years_terms_are_asked_for_in_may() {
    for (today, wanted) in [
        (date(2028, 4, 30), None),
        (date(2028, 5, 1), Some(2028)),
        (date(2028, 9, 1), Some(2028)),
        (date(2029, 5, 1), Some(2028)), // this one first
        (date(2027, 5, 1), None),
    ] {
        assert_eq!(calendar().wanted_year(today).map(AcademicYear::starts_in), wanted, "{today}");
    }
}

#[test]
fn odd_years_are_warned_of_and_impossible_ones_refused() {
    let term = |name: &str, from, to| Term { name: name.into(), from, to };
    let year = SchoolYear {
        name: "2026/27".into(),
        terms: vec![
            term("Short", date(2026, 9, 7), date(2026, 9, 18)),
            term("Long", date(2026, 9, 28), date(2026, 12, 18)),
        ],
        closed: vec![date(2026, 9, 23), date(2026, 9, 19)],
    };
    let codes = |year: &SchoolYear| {
        year.findings(BankHolidays::england()).iter().map(CalendarFinding::code).collect::<Vec<_>>()
    };
    assert_eq!(
        codes(&year),
        [
            "half-term-short",
            "half-term-long",
            "attendance-not-190",
            "closed-outside-term",
            "closed-outside-term"
        ]
    );
    let more = MoreBankHolidays::default;
    assert!(SchoolCalendar::new(vec![year.clone()], more()).is_ok());
    assert_eq!(
        SchoolCalendar::new(vec![year.clone(), year.clone()], more()),
        Err(CalendarFault::SameYear { year: "2026/27".into() })
    );
    let mut overlapping = year.clone();
    overlapping.terms.swap(0, 1);
    assert!(matches!(SchoolCalendar::new(vec![overlapping], more()), Err(CalendarFault::Overlap { .. })));
    let mut endless = year;
    endless.terms[1].to = Date::MAX;
    assert!(matches!(SchoolCalendar::new(vec![endless], more()), Err(CalendarFault::Span { .. })));
}

#[test]
fn a_calendar_is_stored_as_its_years() {
    let stored = serde_json::to_value(calendar()).unwrap();
    assert_eq!(stored["years"][0]["terms"][0]["from"], "2025-09-01");
    assert_eq!(serde_json::from_value::<SchoolCalendar>(stored).unwrap(), *calendar());
    assert!(serde_json::from_str::<SchoolCalendar>(r#"{"years": []}"#).is_err());
}

#[test]
fn a_school_year_may_start_in_august() {
    let mut years = calendar().years().to_vec();
    years[1].terms[0].from = date(2026, 8, 27);
    let early = SchoolCalendar::new(years, MoreBankHolidays::default()).unwrap();
    assert_eq!(early.academic_year_of(date(2026, 8, 28)).to_string(), "2026/27");
    assert_eq!(early.academic_year_of(date(2026, 8, 20)).to_string(), "2025/26");
    assert!(early.is_in_session(date(2026, 8, 28)));
}

#[test]
fn only_the_summer_is_a_closure_of_four_weeks() {
    let long: Vec<_> =
        calendar().closures().filter(|(from, to)| days_between(*from, *to) + 1 >= 28).collect();
    assert_eq!(long, [(date(2026, 7, 22), date(2026, 8, 31)), (date(2027, 7, 22), date(2027, 8, 31))]);
}
