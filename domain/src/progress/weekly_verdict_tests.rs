//! Tables and properties of the weekly verdict.

use jiff::ToSpan;
use proptest::prelude::*;

use super::*;
use crate::date;

const START: Date = date(2026, 9, 7);

/// Week 0 starts on START; the aim line goes from 10 to 20 in ten weeks: one a week.
fn on(week: i64, score: i32) -> ScoredOn {
    ScoredOn::new(START + (7 * week).days(), Score::whole(score))
}

fn aim() -> AimLine {
    AimLine::new(on(0, 10), on(10, 20), None).unwrap()
}

fn judge(scores: &[ScoredOn], sessions: &[WeekSessions], phase_week: i64, today_week: i64) -> Finding {
    let mut weeks: Vec<Week> = if sessions.is_empty() {
        scores.iter().map(|score| Week::of(score.on)).collect()
    } else {
        sessions.iter().filter(|week| week.planned > 0).map(|week| week.week).collect()
    };
    weeks.sort_unstable();
    weeks.dedup();
    of(&Facts {
        aim: aim(),
        scores,
        phase_from: on(phase_week, 0).on,
        school_weeks: &weeks,
        sessions,
        today: on(today_week, 0).on,
    })
}

fn sessions(weeks: &[(i64, u32, u32)]) -> Vec<WeekSessions> {
    let line = |(week, planned, delivered): &(i64, u32, u32)| WeekSessions {
        week: Week::of(on(*week, 0).on),
        planned: *planned,
        delivered: *delivered,
        child_absent: 0,
        not_run: planned.saturating_sub(*delivered),
    };
    weeks.iter().map(line).collect()
}

#[test]
fn the_seven_rules() {
    for (name, scores, code) in [
        ("nothing", &[][..], "not-enough-data"),
        ("three", &[(1, 5), (2, 5), (3, 5)], "not-enough-data"),
        ("four under", &[(1, 10), (2, 11), (3, 12), (4, 13)], "off-track"),
        ("one on the line", &[(1, 10), (2, 11), (3, 13), (4, 13)], "on-track"),
        ("four above", &[(1, 12), (2, 13), (3, 14), (4, 15)], "ahead"),
        ("above, one on the line", &[(1, 12), (2, 12), (3, 14), (4, 15)], "on-track"),
        ("an old one above, four under", &[(1, 19), (2, 11), (3, 12), (4, 13), (5, 14)], "off-track"),
        ("mixed", &[(1, 12), (2, 11), (3, 14), (4, 13)], "on-track"),
        ("on the first day", &[(0, 9), (1, 10), (2, 11), (3, 12)], "off-track"),
        ("two at the goal", &[(1, 12), (2, 13), (3, 20), (4, 20)], "ahead"),
        ("three at the goal", &[(1, 20), (2, 21), (3, 20)], "met"),
        ("and a week later", &[(1, 20), (2, 21), (3, 20), (4, 20)], "met"),
        ("and two weeks later", &[(1, 20), (2, 21), (3, 20), (4, 19), (5, 20)], "met-and-kept"),
        ("two weeks later, under", &[(1, 20), (2, 21), (3, 20), (4, 20), (5, 19)], "met"),
        ("not in a row", &[(1, 20), (2, 21), (3, 19), (4, 20), (5, 22)], "ahead"),
        ("before the baseline", &[(-3, 20), (-2, 21), (-1, 20), (1, 10)], "not-enough-data"),
    ] {
        let list: Vec<ScoredOn> = scores.iter().map(|(week, score)| on(*week, *score)).collect();
        let finding = judge(&list, &[], 0, 6);
        assert_eq!(finding.verdict.code(), code, "{name}: {}", finding.reason);
    }
}

#[test]
fn sessions_come_before_data_but_after_met() {
    let under = [on(1, 10), on(2, 11), on(3, 12), on(4, 13)];
    for (name, scores, weeks, code) in [
        ("all run", &under[..], &[(1, 3, 3), (2, 3, 3), (3, 3, 3), (4, 3, 3)][..], "off-track"),
        ("80% exactly", &under, &[(1, 5, 5), (2, 5, 5), (3, 5, 5), (4, 5, 1)], "off-track"),
        ("under 80%", &under, &[(1, 5, 5), (2, 5, 5), (3, 5, 4), (4, 5, 1)], "sessions-missed"),
        (
            "an old week does not count",
            &under,
            &[(0, 9, 0), (1, 3, 3), (2, 3, 3), (3, 3, 3), (4, 3, 3)],
            "off-track",
        ),
        (
            "a holiday is stepped over",
            &under,
            &[(0, 9, 0), (1, 3, 3), (2, 0, 0), (3, 3, 3), (4, 3, 3)],
            "sessions-missed",
        ),
        ("nothing planned", &under, &[(1, 0, 0), (4, 0, 0)], "off-track"),
        ("no scores", &[], &[(4, 4, 1)], "sessions-missed"),
        ("a later week is not yet", &under, &[(4, 3, 3), (5, 9, 0)], "off-track"),
    ] {
        let finding = judge(scores, &sessions(weeks), 0, 4);
        assert_eq!(finding.verdict.code(), code, "{name}: {}", finding.reason);
    }
    let met = [on(1, 20), on(2, 20), on(3, 20)];
    assert_eq!(judge(&met, &sessions(&[(3, 4, 0)]), 0, 4).verdict.code(), "met");
}

#[test]
fn kept_counts_school_weeks() {
    // Met in week 3; weeks 4 and 5 are holiday: week 6 is one school week later, week 7 two.
    let weeks = sessions(&[(1, 2, 2), (2, 2, 2), (3, 2, 2), (6, 2, 2), (7, 2, 2)]);
    let scores = [on(1, 20), on(2, 20), on(3, 20), on(6, 20), on(7, 20)];
    assert_eq!(judge(&scores[..4], &weeks, 0, 6).verdict, Verdict::Met { met_on: scores[2].on });
    let kept = Verdict::MetAndKept { met_on: scores[2].on, kept_on: scores[4].on };
    assert_eq!(judge(&scores, &weeks, 0, 7).verdict, kept);
    // Judged a week earlier, the last score is not there yet.
    assert_eq!(judge(&scores, &weeks, 0, 6).verdict.code(), "met");
}

#[test]
fn a_new_phase_starts_anew() {
    let scores = [on(1, 10), on(2, 11), on(3, 12), on(4, 13), on(5, 14)];
    assert_eq!(judge(&scores, &[], 2, 6).verdict.code(), "off-track");
    let finding = judge(&scores, &[], 3, 6);
    assert_eq!(finding.verdict, Verdict::NotEnoughData { scores: 3, missing: 1 });
    assert_eq!(finding.reason, "There are 3 scores in this phase: 1 more is needed.");
}

#[test]
fn reasons() {
    let absent = WeekSessions { child_absent: 1, not_run: 2, ..sessions(&[(4, 5, 2)])[0] };
    assert_eq!(
        judge(&[], &[absent], 0, 4).reason,
        "2 of 5 planned sessions (40%) took place in the last four school weeks, under 80%. Missed: child absent 1, not run 2."
    );
    assert_eq!(
        judge(&[on(1, 20), on(2, 20), on(3, 20), on(4, 18)], &[], 0, 4).reason,
        "The goal of 20 was reached in three scores in a row by 28 September 2026. The latest score, 18, is under it again. It is kept when it is reached again two school weeks later."
    );
    assert_eq!(
        judge(&[on(1, 12), on(2, 12), on(3, 12), on(4, 15)], &[], 0, 4).reason,
        "Of the last 4 scores (12, 12, 12, 15), 2 above the aim line, 1 on it, 1 under it."
    );
    assert_eq!(latest(&[on(2, 4), on(1, 3), on(5, 9)], on(4, 0).on), Some((on(2, 0).on, Score::whole(4))));
}

proptest! {
    #[test]
    fn shift_scale_turning_and_order(
        values in prop::collection::vec((0_i64..12, 5_i32..25), 0..14),
        shift in -50_i32..50, scale in 1_i32..5, today in 0_i64..12,
    ) {
        // One score a week at most, so that order within a day does not matter.
        let mut scores: Vec<(i64, i32)> = values;
        scores.sort_by_key(|(week, _)| *week);
        scores.dedup_by_key(|(week, _)| *week);
        let judge_as = |change: &dyn Fn(i32) -> i32, reversed: bool| {
            let mut list: Vec<ScoredOn> = scores.iter().map(|(week, score)| on(*week, change(*score))).collect();
            if reversed { list.reverse(); }
            let mut weeks: Vec<Week> = list.iter().map(|score| Week::of(score.on)).collect();
            weeks.sort_unstable();
            let aim = AimLine::new(on(0, change(10)), on(10, change(20)), None).unwrap();
            let facts = Facts {
                aim, scores: &list, phase_from: START, school_weeks: &weeks, sessions: &[],
                today: on(today, 0).on,
            };
            of(&facts).verdict
        };
        let plain = judge_as(&|score| score, false);
        prop_assert_eq!(judge_as(&|score| score, true), plain);
        prop_assert_eq!(judge_as(&|score| score + shift, false), plain);
        prop_assert_eq!(judge_as(&|score| score * scale, false), plain);
        prop_assert_eq!(judge_as(&|score| -score, false), plain);
    }
}
