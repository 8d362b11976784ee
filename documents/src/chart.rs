//! Charts, drawn: geometry from `domain`, one template each (`documents/templates/charts`), for page and paper alike.

use askama::Template;
use domain::progress::{
    Side,
    chart::{Chart, Mark, Point},
    chart_axis::{Frame, Px},
    peers_chart::PeersChart,
};
use serde::Serialize;

use crate::Picture;

#[derive(Template)]
#[template(path = "charts/target.svg", escape = "html")]
struct TargetPicture<'a> {
    id: &'a str,
    title: &'a str,
    chart: &'a Chart,
}

#[derive(Template)]
#[template(path = "charts/peers.svg", escape = "html")]
struct PeersPicture<'a> {
    id: &'a str,
    title: &'a str,
    chart: &'a PeersChart,
}

/// A target's chart as SVG. `id` is one that nothing else on the page has; on paper it is empty, and the template says
/// what the picture shows.
#[must_use]
pub fn target(chart: &Chart, id: &str, title: &str) -> String {
    TargetPicture { id, title, chart }.render().unwrap_or_default()
}

/// The peers' chart as SVG; `id` as in [`target`].
#[must_use]
pub fn peers(chart: &PeersChart, id: &str, title: &str) -> String {
    PeersPicture { id, title, chart }.render().unwrap_or_default()
}

/// A row of the table beside a chart on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The day.
    pub on: domain::Date,
    /// The score.
    pub score: String,
    /// The line that day.
    pub aim: String,
    /// What else there was.
    pub note: String,
}

/// A chart on a paper: the picture, the same in a sentence, and as a table.
#[derive(Clone, Debug, Serialize)]
pub struct OnPaper {
    /// What it shows.
    pub title: String,
    /// The picture.
    pub picture: Picture,
    /// The chart in a sentence.
    pub text: String,
    /// The same data as a table; empty when the sentence is enough.
    pub rows: Vec<Row>,
    /// Whether there is a line to the goal.
    pub has_aim: bool,
    /// Whether it has scores that the line does not judge.
    pub has_unjudged: bool,
    /// Whether there is a trend.
    pub has_trend: bool,
    /// Whether a session was missed.
    pub has_missed: bool,
}

/// How wide a chart is laid out for a paper, in pixels: at the width of the page its letters have 11 points.
pub const WIDTH: u16 = 520;
/// How high.
pub const HEIGHT: u16 = 200;

impl OnPaper {
    /// A target's chart for paper, laid out [`WIDTH`] by [`HEIGHT`].
    #[must_use]
    pub fn new(title: impl Into<String>, chart: &Chart) -> Self {
        let mut shown = chart.clone();
        for phase in &mut shown.phases {
            phase.shown = crate::engine::drawable(&phase.shown);
        }
        Self {
            title: title.into(),
            picture: Picture::drawn(target(&shown, "", "")),
            text: chart.text.clone(),
            rows: chart
                .rows
                .iter()
                .map(|row| Row {
                    on: row.on,
                    score: row.score.clone(),
                    aim: row.aim.clone(),
                    note: row.note.clone(),
                })
                .collect(),
            has_aim: chart.aim.is_some(),
            has_unjudged: has_unjudged(chart),
            has_trend: !chart.trends.is_empty(),
            has_missed: !chart.missed.is_empty(),
        }
    }
}

/// How high the field is.
pub(crate) fn height(frame: &Frame) -> Px {
    Px(frame.bottom.0 - frame.top.0)
}

/// Points as SVG writes them: `12.5,40 13,38`.
#[must_use]
pub fn points(points: &[Point]) -> String {
    let pairs: Vec<String> = points.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
    pairs.join(" ")
}

/// The band between two edges as one outline: along the upper from the left, back along the lower.
pub(crate) fn band(upper: &[Point], lower: &[Point]) -> String {
    let around: Vec<Point> = upper.iter().chain(lower.iter().rev()).copied().collect();
    points(&around)
}

/// Whether a chart with an aim line has scores that the line does not judge.
#[must_use]
pub fn has_unjudged(chart: &Chart) -> bool {
    chart.aim.is_some() && chart.marks.iter().any(|mark| mark.side.is_none())
}

/// The outline of a score round the origin. The side of the aim line is told by shape, so colour is not needed: a round
/// is better, a square is worse, a diamond is on the line, a small round in a
/// chart with a line is none of them: it was taken before the line, or after it.
#[must_use]
pub fn outline(has_aim: bool, mark: &Mark) -> &'static str {
    match mark.side {
        None if has_aim => "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z",
        None | Some(Side::Right) => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
        Some(Side::Wrong) => "M-4.5 -4.5h9v9h-9z",
        Some(Side::On) => "M0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z",
    }
}

/// The colour of a score.
#[must_use]
pub fn colour(has_aim: bool, mark: &Mark) -> &'static str {
    match mark.side {
        None if has_aim => "#4a5962",
        None | Some(Side::Right) => "#0d5c5e",
        Some(Side::Wrong) => "#b3261e",
        Some(Side::On) => "#4a5962",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_goes_along_the_top_and_back_along_the_foot() {
        let at = |x, y| Point { x: Px(x), y: Px(y) };
        assert_eq!(band(&[at(0, 10), at(105, 20)], &[at(0, 50), at(105, 60)]), "0,1 10.5,2 10.5,6 0,5");
    }
}
