//! Section F by table: sessions held, shortened, not run, not entered, the child away, holidays, restarted groups.

use super::*;
use crate::{
    SessionId, date,
    provision::{AtSession, Place, SessionStatus},
};

const CHILD: PupilId = PupilId(uuid::Uuid::from_u128(1));
const GROUP: ProvisionId = ProvisionId(uuid::Uuid::from_u128(3));
const NEXT: ProvisionId = ProvisionId(uuid::Uuid::from_u128(4));

fn group(id: ProvisionId, from_on: Date, until_on: Date) -> Provision {
    Provision {
        weekdays: vec![1, 3, 5],
        minutes: 20,
        from_on,
        until_on,
        places: vec![Place { pupil: CHILD, target: None, from_on, until_on: None }],
        ..Provision::new(id)
    }
}

fn line(minutes_per_week: u32) -> SectionFLine {
    SectionFLine { minutes_per_week, provision: Some(GROUP), ..SectionFLine::default() }
}

/// `+` held, `s` ten minutes of it, `x` not run, `a` child absent.
fn session(provision: ProvisionId, on: Date, what: char) -> Session {
    let status = match what {
        's' => SessionStatus::Shortened,
        'x' => SessionStatus::NotRun,
        _ => SessionStatus::Delivered,
    };
    let child = AtSession {
        pupil: CHILD,
        present: what != 'a',
        why: "ill".to_owned(),
        line: String::new(),
        prompts: None,
    };
    Session {
        id: SessionId(uuid::Uuid::from_u128(9)),
        provision,
        on,
        status,
        why: "hall in use".to_owned(),
        line: String::new(),
        minutes: if what == 's' { 10 } else { 20 },
        cover: false,
        logged_by: None,
        logged_at: jiff::Timestamp::UNIX_EPOCH,
        children: vec![child],
        version: 1,
    }
}

fn deliver(line: &SectionFLine, provisions: &[Provision], sessions: &[Session], today: Date) -> LineDelivery {
    let given = Given {
        pupil: CHILD,
        since: date(2026, 11, 9),
        until: None,
        provisions,
        sessions,
        calendar: SchoolCalendar::shipped(),
        today,
    };
    of_line(line, &given)
}

#[test]
fn a_week_by_its_sessions() {
    let groups = [group(GROUP, date(2026, 9, 7), date(2026, 12, 18))];
    let days = [date(2026, 11, 9), date(2026, 11, 11), date(2026, 11, 13)];
    // specified; Monday, Wednesday, Friday; delivered, not run, shortened, not entered, child absent, not planned
    for (specified, week, expected) in [
        (60, "+++", [60, 0, 0, 0, 0, 0]),
        (60, "+x+", [40, 20, 0, 0, 0, 0]),
        (60, "+s+", [50, 0, 10, 0, 0, 0]),
        (60, "+a+", [40, 0, 0, 0, 20, 0]),
        (60, "+-+", [40, 0, 0, 20, 0, 0]),
        (60, "xa-", [0, 20, 0, 20, 20, 0]),
        (90, "+++", [60, 0, 0, 0, 0, 30]),
        (90, "x+a", [20, 20, 0, 0, 20, 30]),
        (30, "+x+", [40, 0, 0, 0, 0, 0]), // more than specified is given all the same
        (30, "x+x", [20, 10, 0, 0, 0, 0]), // no more is missing than was specified
        (0, "+x+", [40, 0, 0, 0, 0, 0]),
    ] {
        let sessions: Vec<Session> = days
            .iter()
            .zip(week.chars())
            .filter(|(_, what)| *what != '-')
            .map(|(on, what)| session(GROUP, *on, what))
            .collect();
        let found = deliver(&line(specified), &groups, &sessions, date(2026, 11, 16));
        let first = found.weeks[0];
        let missing = first.missing;
        let numbers = [
            first.time.delivered,
            missing.not_run,
            missing.shortened,
            missing.not_entered,
            missing.child_absent,
            missing.not_planned,
        ];
        assert_eq!(numbers.map(|minutes| minutes.0), expected, "{specified} {week}");
        assert_eq!(first.time, found.to_date, "{specified} {week}: the week that runs is not to date");
        let sum: u32 = Why::ALL.into_iter().map(|why| missing.of(why).0).sum();
        assert_eq!(sum, first.time.specified.0.saturating_sub(first.time.delivered.0), "{specified} {week}");
    }
}

#[test]
fn gaps_are_named_with_why() {
    let groups = [group(GROUP, date(2026, 9, 7), date(2026, 12, 18))];
    let sessions = [session(GROUP, date(2026, 11, 9), 'x'), session(GROUP, date(2026, 11, 11), 'a')];
    let found = deliver(&line(60), &groups, &sessions, date(2026, 11, 16));
    let gaps: Vec<_> =
        found.gaps.iter().map(|gap| (gap.on, gap.why, gap.words.as_str(), gap.minutes.0)).collect();
    assert_eq!(
        gaps,
        [
            (date(2026, 11, 13), Why::NotEntered, "", 20),
            (date(2026, 11, 11), Why::ChildAbsent, "ill", 20),
            (date(2026, 11, 9), Why::NotRun, "hall in use", 20),
        ]
    );
}

#[test]
fn the_week_that_runs_has_time_ahead_and_a_catch_up_counts() {
    let groups = [group(GROUP, date(2026, 9, 7), date(2026, 12, 18))];
    let sessions = [session(GROUP, date(2026, 11, 9), 'x'), session(GROUP, date(2026, 11, 10), '+')];
    let found = deliver(&line(60), &groups, &sessions, date(2026, 11, 11));
    let week = found.this_week().copied().unwrap();
    assert!(!week.is_over && found.to_date == Delivered::default());
    assert_eq!((week.time.delivered.0, week.ahead.0, week.missing.not_run.0), (20, 40, 20));
    assert_eq!(week.missing.not_planned.0, 0, "what is ahead is not missing");
    assert!(!found.is_under_delivered(), "no week is over yet");
}

#[test]
fn holidays_are_not_specified_and_the_first_week_counts_from_the_plans_day() {
    // Half term is the week of 26 October; the plan is made on Thursday 22.
    let groups = [group(GROUP, date(2026, 9, 7), date(2026, 12, 18))];
    let given = Given {
        pupil: CHILD,
        since: date(2026, 10, 22),
        until: None,
        provisions: &groups,
        sessions: &[],
        calendar: SchoolCalendar::shipped(),
        today: date(2026, 11, 9),
    };
    let found = of_line(&line(60), &given);
    let weeks: Vec<_> = found.weeks.iter().map(|week| (week.week.monday(), week.time.specified.0)).collect();
    assert_eq!(
        weeks,
        [(date(2026, 10, 19), 24), (date(2026, 11, 2), 48), (date(2026, 11, 9), 60)],
        "two days of the first week, nothing in half term, four after an INSET day"
    );
}

#[test]
fn a_plan_that_ceased_is_counted_to_its_day_and_asks_for_nothing() {
    // Mondays, Wednesdays and Fridays, of which nothing is entered; the plan ceases on Monday 16 November.
    let groups = [group(GROUP, date(2026, 9, 7), date(2026, 12, 18))];
    let given = |until| Given {
        pupil: CHILD,
        since: date(2026, 11, 9),
        until,
        provisions: &groups,
        sessions: &[],
        calendar: SchoolCalendar::shipped(),
        today: date(2026, 11, 30),
    };
    let ceased = Some(date(2026, 11, 16));
    let lines = [line(60), SectionFLine { minutes_per_week: 20, ..SectionFLine::default() }];
    let found = of_lines(&lines, &given(ceased));
    let weeks: Vec<_> = found[0].weeks.iter().map(|week| (week.time.specified.0, week.is_over)).collect();
    assert_eq!(weeks, [(60, true), (12, true)], "a fifth of the week in which it ceased");
    assert_eq!(found[0].gaps.first().map(|gap| gap.on), ceased, "what comes after it is not missed");
    assert_eq!(found[0].to_date.specified.0, 72);
    assert!(found.iter().all(|one| one.findings.is_empty()), "nothing is left to do");
    // It is said while it runs; a day that is still to come ends nothing yet.
    for until in [None, Some(date(2026, 12, 4))] {
        let runs = of_lines(&lines, &given(until));
        assert!(runs[0].is_under_delivered(), "{until:?}");
        assert_eq!(runs[1].findings, [LineFinding::NotTied], "{until:?}");
    }
}

#[test]
fn a_group_that_was_started_again_goes_on_counting() {
    let mut second = group(NEXT, date(2026, 11, 16), date(2026, 12, 18));
    second.follows = Some(GROUP);
    let groups = [group(GROUP, date(2026, 9, 7), date(2026, 11, 13)), second];
    let days = [(GROUP, 9), (GROUP, 11), (GROUP, 13), (NEXT, 16), (NEXT, 18), (NEXT, 20)];
    let sessions: Vec<Session> =
        days.iter().map(|(id, day)| session(*id, date(2026, 11, *day), '+')).collect();
    for tied_to in [GROUP, NEXT] {
        let tied = SectionFLine { provision: Some(tied_to), ..line(60) };
        let found = deliver(&tied, &groups, &sessions, date(2026, 11, 23));
        assert_eq!((found.to_date.delivered.0, found.to_date.specified.0), (120, 120));
        assert_eq!((found.planned.0, found.findings), (60, vec![]));
    }
}

#[test]
fn what_a_school_is_told() {
    let good = group(GROUP, date(2026, 9, 7), date(2026, 12, 18));
    let all = |what: &str| -> Vec<Session> {
        let days = [9, 11, 13, 16, 18, 20];
        days.into_iter()
            .zip(what.chars())
            .map(|(day, what)| session(GROUP, date(2026, 11, day), what))
            .collect()
    };
    let today = date(2026, 11, 23);
    let mut crowd = good.clone();
    for other in 10..14 {
        let pupil = PupilId(uuid::Uuid::from_u128(other));
        crowd.places.push(Place { pupil, target: None, from_on: crowd.from_on, until_on: None });
    }
    let mut ended = good.clone();
    ended.until_on = date(2026, 11, 20);
    let under = |delivered, specified| LineFinding::UnderDelivered {
        delivered: Minutes(delivered),
        specified: Minutes(specified),
        weeks: 2,
    };
    let table: [(SectionFLine, &Provision, &str, Vec<LineFinding>); 10] = [
        (line(60), &good, "++++++", vec![]),
        (line(60), &good, "+++++x", vec![]), // 100 of 120: over 80%
        (line(60), &good, "++x++x", vec![under(80, 120)]),
        (line(60), &good, "++a++a", vec![]), // away: not the school's to make good
        (line(60), &good, "+++xxx", vec![under(60, 120)]),
        (
            line(90),
            &good,
            "++++++",
            vec![
                under(120, 180),
                LineFinding::PlannedTooLittle { planned: Minutes(60), specified: Minutes(90) },
            ],
        ),
        (
            SectionFLine { times_per_week: 5, ..line(60) },
            &good,
            "++++++",
            vec![LineFinding::TooSeldom { planned: 3, specified: 5 }],
        ),
        (
            SectionFLine { group_size: 4, ..line(60) },
            &crowd,
            "++++++",
            vec![LineFinding::GroupTooLarge { children: 5, at_most: 4 }],
        ),
        (line(60), &ended, "++++++", vec![LineFinding::HasEnded]),
        (SectionFLine { provision: None, ..line(60) }, &good, "++++++", vec![LineFinding::NotTied]),
    ];
    for (line, provision, what, expected) in table {
        let found = deliver(&line, std::slice::from_ref(provision), &all(what), today);
        assert_eq!(found.findings, expected, "{what} {line:?}");
        assert!(found.findings.iter().all(|finding| finding.sentence().ends_with('.')));
    }
    let gone = SectionFLine { provision: Some(NEXT), ..line(60) };
    assert_eq!(deliver(&gone, &[good], &[], today).findings, [LineFinding::HasEnded]);
}

#[test]
fn how_much_in_words() {
    let full =
        SectionFLine { times_per_week: 3, group_size: 1, frequency: "before lessons".to_owned(), ..line(60) };
    assert_eq!(full.how_much(), "3 times a week, before lessons, 60 minutes a week, one to one");
    let group = SectionFLine { times_per_week: 1, group_size: 4, ..line(0) };
    assert_eq!(group.how_much(), "once a week, group of 4 at most");
    assert_eq!(SectionFLine::default().how_much(), "");
}

#[test]
fn what_gives_two_lines_is_told_at_both_when_it_is_too_little_for_both() {
    let one = group(GROUP, date(2026, 9, 7), date(2027, 7, 16));
    let line = |minutes| SectionFLine {
        minutes_per_week: minutes,
        provision: Some(one.id),
        ..SectionFLine::default()
    };
    let given = Given {
        pupil: CHILD,
        since: date(2026, 11, 9),
        until: None,
        provisions: std::slice::from_ref(&one),
        sessions: &[],
        calendar: SchoolCalendar::shipped(),
        today: date(2026, 11, 23),
    };
    let shared = |lines: &[SectionFLine]| -> Vec<Option<String>> {
        let all = of_lines(lines, &given);
        let found = |one: &LineDelivery| {
            one.findings.iter().find(|one| matches!(one, LineFinding::Shared { .. })).cloned()
        };
        all.iter().map(|one| found(one).map(|finding| finding.sentence())).collect()
    };
    let planned = of_line(&line(20), &given).planned.0;
    let both = shared(&[line(planned), line(planned)]);
    assert!(both[0].as_ref().unwrap().contains("gives line 2 too"), "{both:?}");
    assert!(both[1].as_ref().unwrap().contains("gives line 1 too"), "{both:?}");
    assert_eq!(shared(&[line(planned / 2), line(planned / 2)]), [None, None], "it is enough for both");
    assert_eq!(shared(&[line(planned)]), [None]);
}
