//! The chart of a judged target: scores, line, trend, where the teaching changed, holidays, missed sessions.

use domain::{
    Date,
    calendar::SchoolCalendar,
    progress::chart::{self, Chart, Holiday, Series},
};

use super::TargetJudged;

/// How charts are drawn, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Pixels across and down.
    pub size: (u16, u16),
    /// Whether they are for somebody who may hear when the child is talked about next. For whoever may not, a goal's day that
    /// tells it is left out. A reader from whom the days are kept hears of none in any case.
    pub hears: bool,
}

impl From<(u16, u16)> for Drawing {
    fn from(size: (u16, u16)) -> Self {
        Self { size, hears: true }
    }
}

/// Lays the chart of a target out in so many pixels. Changes of the teaching stand in it from the first score or line on.
#[must_use]
pub fn picture(
    target: &TargetJudged,
    calendar: &SchoolCalendar,
    today: Date,
    width: u16,
    height: u16,
) -> Chart {
    let judged = &target.judged;
    let starts = target.scores.first().map(|score| score.on).into_iter();
    let first = starts.chain(judged.aim.map(|aim| aim.baseline().on)).min();
    let mut phases: Vec<(Date, String)> =
        judged.changes.iter().chain(&target.plan_changes).cloned().collect();
    phases.retain(|(on, _)| first.is_none_or(|first| *on >= first));
    phases.sort();
    phases.dedup();
    let holidays: Vec<Holiday> = calendar
        .closures()
        .map(|(from, to)| Holiday { from, to, name: "School holiday".to_owned() })
        .collect();
    let unit = target.target.unit.trim();
    let series = Series {
        measure: if unit.is_empty() { "Score" } else { unit },
        direction: target.target.direction,
        scores: &target.scores,
        aim: judged.aim.as_ref(),
        phases: &phases,
        holidays: &holidays,
        missed: &target.missed,
        scale: None,
        days: None,
        today,
    };
    chart::lay_out(&series, width, height)
}
