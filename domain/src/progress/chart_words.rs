//! The chart for those who do not see it: one sentence, and a table of the same data.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    Direction, ScoredOn, Side,
    chart::{Row, Series},
};
use crate::calendar::count::in_words;

/// The chart in a sentence; `scores` by date.
pub(super) fn sentence(series: &Series, scores: &[ScoredOn]) -> String {
    let better = match series.direction {
        Direction::Increase => "more is better",
        Direction::Decrease => "less is better",
    };
    let measured = match scores {
        [] => "no scores yet".to_owned(),
        [only] => format!("1 score, {} on {}", only.score, in_words(only.on)),
        [first, .., last] => {
            let low = scores.iter().map(|score| score.score).min().unwrap_or_default();
            let high = scores.iter().map(|score| score.score).max().unwrap_or_default();
            let range = if low == high { format!("all {low}") } else { format!("between {low} and {high}") };
            let (from, to) = (in_words(first.on), in_words(last.on));
            format!("{} scores from {from} to {to}, {range}, the latest {}", scores.len(), last.score)
        }
    };
    let aim = series.aim.map_or(String::new(), |aim| {
        let side = scores.last().map_or("", |last| match aim.side(last) {
            Side::Right => ", better than the aim line",
            Side::On => ", on the aim line",
            Side::Wrong => ", worse than the aim line",
        });
        format!("{side}; the goal is {} by {}", aim.goal().score, in_words(aim.goal().on))
    });
    let count = |number: usize, one: &str, many: &str| match number {
        0 => String::new(),
        1 => format!("; 1 {one}"),
        number => format!("; {number} {many}"),
    };
    let changes = count(series.phases.len(), "change of teaching", "changes of teaching");
    let missed = count(series.missed.len(), "missed session", "missed sessions");
    format!("{}: {measured}{aim}{changes}{missed}; {better}.", series.measure)
}

/// The table: a row for each score, and for each day on which something else happened; `scores` by date.
pub(super) fn rows(series: &Series, scores: &[ScoredOn]) -> Vec<Row> {
    let judging = |on: Date| series.aim.filter(|aim| aim.judges(on));
    let aim_on = |on: Date| judging(on).map_or(String::new(), |aim| format!("{:.1}", aim.at(on)));
    let mut notes: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    for (on, label) in series.phases {
        notes.entry(*on).or_default().push(format!("Changed: {label}"));
    }
    for (on, why) in series.missed {
        notes.entry(*on).or_default().push(format!("Missed: {why}"));
    }
    let mut rows: Vec<Row> = Vec::new();
    for score in scores {
        let side = judging(score.on).map(|aim| match aim.side(score) {
            Side::Right => "Better than the aim line",
            Side::On => "On the aim line",
            Side::Wrong => "Worse than the aim line",
        });
        let more = notes.remove(&score.on).unwrap_or_default();
        let note: Vec<String> = side.map(str::to_owned).into_iter().chain(more).collect();
        rows.push(Row {
            on: score.on,
            score: score.score.to_string(),
            aim: aim_on(score.on),
            note: note.join(". "),
        });
    }
    for (on, note) in notes {
        rows.push(Row { on, score: String::new(), aim: aim_on(on), note: note.join(". ") });
    }
    rows.sort_by_key(|row| row.on);
    rows
}
