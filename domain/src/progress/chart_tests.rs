//! Charts of nothing, of one score, of many; small and huge; and properties of all.

use proptest::prelude::*;

use super::*;
use crate::{calendar::count::days_after, date};

const START: Date = date(2026, 9, 7);

fn on(day: i32, millionths: i64) -> ScoredOn {
    ScoredOn::new(days_after(START, day), Score::from_millionths(millionths))
}

fn whole(day: i32, score: i32) -> ScoredOn {
    ScoredOn::new(days_after(START, day), Score::whole(score))
}

fn series(scores: &[ScoredOn]) -> Series<'_> {
    Series {
        measure: "Words",
        direction: Direction::Increase,
        scores,
        aim: None,
        phases: &[],
        holidays: &[],
        missed: &[],
        scale: None,
        days: None,
        today: START,
    }
}

/// What holds for every chart: all lies in the field, labels are there, the table holds every score.
fn check(chart: &Chart, scores: usize) {
    let frame = &chart.frame;
    assert!(frame.left < frame.right && frame.top < frame.bottom, "{frame:?}");
    let inside = |point: &Point| {
        assert!(frame.left <= point.x && point.x <= frame.right, "{point:?} in {frame:?}");
        assert!(frame.top <= point.y && point.y <= frame.bottom, "{point:?} in {frame:?}");
    };
    chart.marks.iter().for_each(|mark| inside(&mark.at));
    chart.paths.iter().flatten().for_each(inside);
    chart.trends.iter().chain(&chart.aim).for_each(|segment| {
        inside(&segment.from);
        inside(&segment.to);
    });
    assert_eq!(chart.marks.len(), scores);
    assert_eq!(chart.paths.iter().flatten().count(), scores);
    assert_eq!(chart.rows.iter().filter(|row| !row.score.is_empty()).count(), scores);
    assert!((2..=8).contains(&chart.values.len()), "{:?}", chart.values);
    assert!(!chart.dates.is_empty() && !chart.text.is_empty());
    assert!(chart.dates.windows(2).all(|pair| pair[1].x.0 - pair[0].x.0 >= 390), "{:?}", chart.dates);
    assert!(
        chart.holidays.iter().all(|span| span.x >= frame.left && span.x.0 + span.width.0 <= frame.right.0)
    );
}

#[test]
fn nothing_one_and_constant() {
    let chart = lay_out(&series(&[]), 600, 300);
    check(&chart, 0);
    assert_eq!(chart.text, "Words: no scores yet; more is better.");
    let labels: Vec<_> = chart.values.iter().map(|tick| tick.label.as_str()).collect();
    assert_eq!((labels[0], labels[labels.len() - 1]), ("0", "1"));

    let one = [whole(0, 12)];
    let chart = lay_out(&series(&one), 200, 100);
    check(&chart, 1);
    assert_eq!(chart.text, "Words: 1 score, 12 on 7 September 2026; more is better.");
    let edge = &chart.frame;
    assert!(edge.left < chart.marks[0].at.x && chart.marks[0].at.x < edge.right, "not at the edge");

    let constant = [whole(0, 7), whole(7, 7), whole(14, 7)];
    let chart = lay_out(&series(&constant), 600, 300);
    check(&chart, 3);
    assert!(chart.text.contains("3 scores from 7 September 2026 to 21 September 2026, all 7, the latest 7"));
    assert_eq!(chart.trends[0].from.y, chart.trends[0].to.y);
}

#[test]
fn one_chart_in_pixels() {
    let scores = [whole(0, 10), whole(7, 12), whole(14, 20), whole(21, 9), whole(28, 14)];
    let aim = AimLine::new(whole(0, 10), whole(98, 24), None).unwrap();
    let phases = [(days_after(START, 15), "Twice a week in a small group".to_owned())];
    let half_term =
        [Holiday { from: date(2026, 10, 24), to: date(2026, 11, 1), name: "Half term".to_owned() }];
    let missed = [(days_after(START, 23), "child absent".to_owned())];
    let full = Series {
        aim: Some(&aim),
        phases: &phases,
        holidays: &half_term,
        missed: &missed,
        scale: Some((Score::whole(0), Score::whole(30))),
        ..series(&scores)
    };
    let chart = lay_out(&full, 600, 300);
    check(&chart, 5);
    let frame = chart.frame;
    assert_eq!((frame.from, frame.to), (START, date(2026, 12, 14)));
    assert_eq!((frame.low, frame.high, frame.step), (Score::whole(0), Score::whole(30), Score::whole(5)));
    // Left: half of a date's label and its margin; the field is 566 px wide for 98 days and 256 px high for 30 words.
    let edges = [frame.left, frame.right, frame.top, frame.bottom].map(|px| px.to_string());
    assert_eq!(edges, ["26", "592", "20", "276"]);
    let second = chart.marks[1].at;
    assert_eq!((second.x.to_string(), second.y.to_string()), ("66.4".to_owned(), "173.6".to_owned()));
    let aim_line = chart.aim.unwrap();
    assert_eq!((aim_line.from.x, aim_line.to.x), (frame.left, frame.right));
    let sides: Vec<_> = chart.marks.iter().map(|mark| mark.side.unwrap()).collect();
    assert_eq!(sides, [Side::On, Side::Right, Side::Right, Side::Wrong, Side::On]);
    // Three scores before the change have a trend; the two after have none; the lines are not joined.
    assert_eq!((chart.trends.len(), chart.paths.len(), chart.paths[0].len()), (1, 2, 3));
    assert_eq!(chart.phases[0].shown, "Twice a week in a small group");
    // Half term is marked as shaded, its week has no mark.
    assert_eq!((chart.holidays.len(), chart.weeks.len()), (1, 14));
    assert_eq!(
        chart.text,
        "Words: 5 scores from 7 September 2026 to 5 October 2026, between 9 and 20, the latest 14, on the aim line; the goal is 24 by 14 December 2026; 1 change of teaching; 1 missed session; more is better."
    );
    let rows: Vec<_> =
        chart.rows.iter().map(|row| (row.score.as_str(), row.aim.as_str(), row.note.as_str())).collect();
    assert_eq!(rows[3], ("", "12.1", "Changed: Twice a week in a small group"));
    assert_eq!(rows[4], ("9", "13.0", "Worse than the aim line"));
    assert_eq!(rows[5], ("", "13.3", "Missed: child absent"));
    assert_eq!(rows.len(), 7);

    let small = lay_out(&full, 200, 120);
    check(&small, 5);
    assert!(small.phases[0].shown.chars().count() < 25);
}

#[test]
fn huge_values_and_long_times() {
    let largest = 1_000_000_000_000_000;
    for scores in [
        vec![on(0, -largest), on(1, largest)],
        vec![on(0, largest), on(7, largest), on(14, largest)],
        vec![on(0, 0), on(1, 1)],
        vec![on(0, 3), on(400, 4), on(20_000, 5)],
        (0..200).map(|day| on(day / 2, i64::from(day) * 1_000_003)).collect(),
    ] {
        for (width, height) in [(200, 100), (0, 0), (600, 300), (u16::MAX, u16::MAX)] {
            check(&lay_out(&series(&scores), width, height), scores.len());
        }
    }
    // A trend that leaves the field is cut at its edge.
    let steep = [whole(0, 0), whole(1, 0), whole(30, 100), whole(31, 100), whole(33, 1), whole(34, 100)];
    let chart = lay_out(&series(&steep), 600, 300);
    check(&chart, 6);
}

#[test]
fn pixels_are_shown_with_one_decimal() {
    for (tenths, shown) in [(0, "0"), (125, "12.5"), (-5, "-0.5"), (300, "30")] {
        assert_eq!(Px(tenths).to_string(), shown);
    }
}

proptest! {
    #[test]
    fn any_series_fits(
        points in prop::collection::vec((-30_i32..600, -2_000_000_000_i64..2_000_000_000), 0..30),
        changes in prop::collection::vec(-30_i32..600, 0..4),
        holiday in (-60_i32..700, 0_i32..40),
        width in 0_u16..1500, height in 0_u16..900,
    ) {
        let scores: Vec<ScoredOn> = points.iter().map(|(day, value)| on(*day, *value)).collect();
        let phases: Vec<_> = changes.iter().map(|day| (days_after(START, *day), "Changed".to_owned())).collect();
        let from = days_after(START, holiday.0);
        let holidays = [Holiday { from, to: days_after(from, holiday.1), name: "Holiday".to_owned() }];
        let chart = lay_out(&Series { phases: &phases, holidays: &holidays, ..series(&scores) }, width, height);
        check(&chart, scores.len());
        // Later is further right, better is further up.
        for pair in chart.marks.windows(2) {
            prop_assert!(pair[0].at.x <= pair[1].at.x);
            prop_assert!(pair[0].score <= pair[1].score || pair[0].at.y <= pair[1].at.y);
        }
    }
}

/// Widths of letters at 12 pixels in the font of page and paper, in tenths of a pixel, rounded up.
fn drawn(label: &str) -> i32 {
    let wide = |letter: char| match letter {
        'i' | 'l' | ' ' | '.' | ':' | '-' => 45,
        't' | 'r' | 'f' => 50,
        'w' | 'm' => 108,
        'A'..='Z' => 85,
        _ => 76,
    };
    label.chars().map(wide).sum()
}

proptest! {
    #[test]
    fn labels_lie_inside_the_picture(
        low in -3_000_000_000_i64..3_000_000_000,
        range in 0_i64..200_000_000_000,
        width in 240_u16..1200,
        days in 0_i32..900,
        at in 0_usize..12,
    ) {
        let scales = super::super::scale::shipped();
        let scale = scales.get(at);
        let (low, high) = match scale {
            Some(scale) => (Score::whole(scale.from), Score::whole(scale.to)),
            None => (Score::from_millionths(low), Score::from_millionths(low + range)),
        };
        let show = |value: Score| scale.map_or_else(|| value.to_string(), |scale| scale.show(value));
        let values = Values { low, high, whole: scale.is_some(), show: &show };
        let frame = Frame::new(width, 300, (START, days_after(START, days)), values);
        for tick in chart_axis::value_ticks(&frame, &show) {
            let starts = frame.left.0 - 60 - drawn(&tick.label);
            prop_assert!(starts >= 0, "{} starts at {starts} of {width}", tick.label);
        }
        for tick in chart_axis::date_ticks(&frame).iter().take(1) {
            let starts = tick.x.0 - drawn(&tick.label) / 2;
            prop_assert!(starts >= 0, "{} starts at {starts} of {width}", tick.label);
        }
    }
}
