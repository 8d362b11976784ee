//! The chart of one target: where everything lies, in tenths of a pixel. One template in `documents` draws it.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    AimLine, Direction, Score, ScoredOn, Side, Week,
    chart_axis::{self, DateTick, Frame, Px, ValueTick, Values},
    chart_words,
    theil_sen::Trend,
};

/// A span of holiday, its first and last day included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Its name.
    pub name: String,
}

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// What is measured, with its unit: "Words read in a minute".
    pub measure: &'a str,
    /// The direction in which it gets better.
    pub direction: Direction,
    /// The scores, in any order.
    pub scores: &'a [ScoredOn],
    /// The line from baseline to goal, when there is one.
    pub aim: Option<&'a AimLine>,
    /// Where the teaching changed: the day, and what changed.
    pub phases: &'a [(Date, String)],
    /// The holidays; those outside the chart are left out.
    pub holidays: &'a [Holiday],
    /// Days on which a planned session was missed, and why.
    pub missed: &'a [(Date, String)],
    /// The values that must fit, so that every chart of the series has one scale. What lies outside them widens it.
    pub scale: Option<(Score, Score)>,
    /// The days that must fit, likewise.
    pub days: Option<(Date, Date)>,
    /// The day on which the chart is made.
    pub today: Date,
}

/// A point of the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// From the left.
    pub x: Px,
    /// From the top.
    pub y: Px,
}

/// A straight piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Its left end.
    pub from: Point,
    /// Its right end.
    pub to: Point,
}

/// A score, drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Where it lies.
    pub at: Point,
    /// Its day.
    pub on: Date,
    /// Its value.
    pub score: Score,
    /// The side of the aim line on which it lies, so that its shape can say so without colour.
    pub side: Option<Side>,
}

/// A change of the teaching, drawn as an upright line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PhaseLine {
    /// Where it stands.
    pub x: Px,
    /// Its day.
    pub on: Date,
    /// What changed.
    pub label: String,
    /// As much of the label as has room to the right of the line; empty when there is none.
    pub shown: String,
}

/// A shaded span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Its left edge.
    pub x: Px,
    /// Its width.
    pub width: Px,
    /// Its name.
    pub label: String,
}

/// A missed session, marked at the foot of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missed {
    /// Where it stands.
    pub x: Px,
    /// Its day.
    pub on: Date,
    /// Why it was missed.
    pub why: String,
}

/// A row of the table beside the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The day.
    pub on: Date,
    /// The score, as written; empty when there is none.
    pub score: String,
    /// The aim line's value that day, to one decimal; empty when there is none.
    pub aim: String,
    /// The side of the line, what changed, what was missed.
    pub note: String,
}

/// Everything that is drawn, and what is said to those who do not see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// The whole, and the field in which values are drawn.
    pub frame: Frame,
    /// The scores.
    pub marks: Vec<Mark>,
    /// Lines from score to score; a change of the teaching breaks them.
    pub paths: Vec<Vec<Point>>,
    /// The aim line.
    pub aim: Option<Segment>,
    /// The Theil-Sen trend of each phase with three scores.
    pub trends: Vec<Segment>,
    /// Where the teaching changed.
    pub phases: Vec<PhaseLine>,
    /// The holidays.
    pub holidays: Vec<Span>,
    /// The missed sessions.
    pub missed: Vec<Missed>,
    /// Ticks of the dates.
    pub dates: Vec<DateTick>,
    /// Where each week outside the holidays starts; empty when they would run together.
    pub weeks: Vec<Px>,
    /// Ticks of the values.
    pub values: Vec<ValueTick>,
    /// The chart in a sentence.
    pub text: String,
    /// The same data as a table.
    pub rows: Vec<Row>,
}

/// Lays the chart out in `width` by `height` pixels (at least 80 by 60).
///
/// Nothing is left out: the dates run from the earliest to the latest of scores, aim line, missed sessions, changes
/// and `days`; the values from the lowest to the highest of scores, aim line and `scale`. Trends are cut at the edge.
///
/// # Source
/// `progress.md`, "A target's chart"; scores are not joined across a phase line, as is usual for single-case charts
/// (Kratochwill et al. 2010).
///
/// # Example
/// ```
/// # use domain::{progress::{chart::{self, Series}, Direction, Score, ScoredOn}, date};
/// let scores = [(7, 10), (14, 12), (21, 15)].map(|(d, y)| ScoredOn::new(date(2026, 9, d), Score::whole(y)));
/// let chart = chart::lay_out(
///     &Series {
///         measure: "Words read in a minute",
///         direction: Direction::Increase,
///         scores: &scores,
///         aim: None,
///         phases: &[],
///         holidays: &[],
///         missed: &[],
///         scale: None,
///         days: None,
///         today: date(2026, 9, 21),
///     },
///     600,
///     300,
/// );
/// assert_eq!((chart.marks.len(), chart.trends.len(), chart.rows.len()), (3, 1, 3));
/// assert!(chart.text.starts_with("Words read in a minute: 3 scores from 7 September 2026 to 21 September 2026"));
/// ```
#[must_use]
pub fn lay_out(series: &Series, width: u16, height: u16) -> Chart {
    let mut scores = series.scores.to_vec();
    scores.sort_by_key(|score| score.on);
    let mut changes: Vec<&(Date, String)> = series.phases.iter().collect();
    changes.sort_by_key(|(on, _)| *on);
    let show = |value: Score| value.to_string();
    let (low, high) = values(series, &scores);
    let frame =
        Frame::new(width, height, days(series, &scores), Values { low, high, whole: false, show: &show });

    let point = |score: &ScoredOn| Point { x: frame.x(score.on), y: frame.y(score.score) };
    let mark = |score: &ScoredOn| Mark {
        at: point(score),
        on: score.on,
        score: score.score,
        side: series.aim.filter(|aim| aim.judges(score.on)).map(|aim| aim.side(score)),
    };
    let phases = in_phases(&scores, &changes);
    let missed = |(on, why): &(Date, String)| Missed { x: frame.x(*on), on: *on, why: why.clone() };
    Chart {
        marks: scores.iter().map(mark).collect(),
        paths: phases.iter().map(|phase| phase.iter().map(point).collect()).collect(),
        aim: series.aim.map(|aim| Segment { from: point(&aim.baseline()), to: point(&aim.goal()) }),
        trends: phases.iter().filter_map(|phase| trend(phase, &frame)).collect(),
        phases: phase_lines(&changes, &frame),
        holidays: holidays(series.holidays, &frame),
        missed: series.missed.iter().map(missed).collect(),
        dates: chart_axis::date_ticks(&frame),
        weeks: chart_axis::weeks(&frame, |monday| {
            let week = Week::of(monday);
            series
                .holidays
                .iter()
                .any(|holiday| holiday.from <= week.monday() && holiday.to >= chart_axis::friday(week))
        }),
        values: chart_axis::value_ticks(&frame, &show),
        text: chart_words::sentence(series, &scores),
        rows: chart_words::rows(series, &scores),
        frame,
    }
}

/// The days from the earliest to the latest thing drawn; a week around today when there is nothing.
fn days(series: &Series, scores: &[ScoredOn]) -> (Date, Date) {
    let aim = series.aim.iter().flat_map(|aim| [aim.baseline().on, aim.goal().on]);
    let fixed = series.days.iter().flat_map(|(from, to)| [*from, *to]);
    let all = (scores.iter().map(|score| score.on))
        .chain(aim)
        .chain(fixed)
        .chain(series.phases.iter().map(|(on, _)| *on))
        .chain(series.missed.iter().map(|(on, _)| *on));
    let (from, to) = all.fold((None, None), |(from, to): (Option<Date>, Option<Date>), on| {
        (Some(from.map_or(on, |from| from.min(on))), Some(to.map_or(on, |to| to.max(on))))
    });
    (from.unwrap_or(series.today), to.unwrap_or(series.today))
}

/// The values from the lowest to the highest; nought to one when there is nothing.
fn values(series: &Series, scores: &[ScoredOn]) -> (Score, Score) {
    let aim = series.aim.iter().flat_map(|aim| [aim.baseline().score, aim.goal().score]);
    let fixed = series.scale.iter().flat_map(|(low, high)| [*low, *high]);
    let all: Vec<Score> = scores.iter().map(|score| score.score).chain(aim).chain(fixed).collect();
    match (all.iter().min(), all.iter().max()) {
        (Some(low), Some(high)) => (*low, *high),
        _ => (Score::whole(0), Score::whole(1)),
    }
}

/// The scores of each phase that has any.
fn in_phases<'a>(scores: &'a [ScoredOn], changes: &[&(Date, String)]) -> Vec<&'a [ScoredOn]> {
    let mut cuts: Vec<usize> =
        changes.iter().map(|(on, _)| scores.partition_point(|score| score.on < *on)).collect();
    cuts.insert(0, 0);
    cuts.push(scores.len());
    cuts.windows(2).map(|cut| &scores[cut[0]..cut[1]]).filter(|phase| !phase.is_empty()).collect()
}

/// The trend of a phase from its first to its last score, cut where it leaves the field.
fn trend(phase: &[ScoredOn], frame: &Frame) -> Option<Segment> {
    let trend = Trend::of(phase)?;
    let (first, last) = (phase.first()?.on, phase.last()?.on);
    frame.segment((first, trend.at(first)), (last, trend.at(last)))
}

fn phase_lines(changes: &[&(Date, String)], frame: &Frame) -> Vec<PhaseLine> {
    let line = |(index, (on, label)): (usize, &&(Date, String))| {
        let x = frame.x(*on);
        let next = changes.get(index + 1).map_or(frame.right, |(next, _)| frame.x(*next));
        PhaseLine { x, on: *on, label: label.clone(), shown: chart_axis::fit(label, next.0 - x.0) }
    };
    changes.iter().enumerate().map(line).collect()
}

fn holidays(holidays: &[Holiday], frame: &Frame) -> Vec<Span> {
    let span = |holiday: &Holiday| {
        let (from, to) = (holiday.from.max(frame.from), holiday.to.min(frame.to));
        let x = frame.x(from);
        let width = Px((frame.x(to).0 + frame.day_width().0).min(frame.right.0) - x.0);
        (from <= to && width.0 > 0).then(|| Span { x, width, label: holiday.name.clone() })
    };
    holidays.iter().filter_map(span).collect()
}

#[cfg(test)]
#[path = "chart_tests.rs"]
mod tests;
