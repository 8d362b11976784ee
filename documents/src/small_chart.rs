//! A target's chart in a list, for page and paper: every mark of a kind in one outline, so that two hundred stay small.

use std::fmt::Write;

use askama::Template;
use domain::progress::{
    Side,
    chart::{Chart, Mark},
    chart_axis::Px,
};

#[derive(Template)]
#[template(path = "charts/small.svg", escape = "html")]
struct SmallPicture<'a> {
    chart: &'a Chart,
    on_page: bool,
}

/// A target's chart as SVG, as small as it was laid out; on a page it says itself what it shows.
#[must_use]
pub fn small(chart: &Chart, on_page: bool) -> String {
    SmallPicture { chart, on_page }.render().unwrap_or_default()
}

/// How high the field is.
fn height(chart: &Chart) -> Px {
    Px(chart.frame.bottom.0 - chart.frame.top.0)
}

/// An outline at each mark of some sides.
fn marks(chart: &Chart, wanted: impl Fn(Option<Side>) -> bool, start: &str, line: &str) -> String {
    let chosen = |mark: &&Mark| wanted(mark.side);
    chart.marks.iter().filter(chosen).fold(String::new(), |mut path, mark| {
        let _ = write!(path, "M{} {}{start}{line}", mark.at.x, mark.at.y);
        path
    })
}

/// Scores better than the line, or of a chart without one: with round ends a line of no length is a dot.
fn better(chart: &Chart) -> String {
    let has_aim = chart.aim.is_some();
    marks(chart, |side| side == Some(Side::Right) || side.is_none() && !has_aim, "", "h0")
}

/// Scores that a chart's line does not judge, from before it or after it: smaller dots.
fn unjudged(chart: &Chart) -> String {
    let has_aim = chart.aim.is_some();
    marks(chart, |side| side.is_none() && has_aim, "", "h0")
}

/// Scores worse than the line: squares to fill. With square ends a line of no length is nothing at all on a PDF
/// (ISO 32000-1, 8.5.3.2), though browsers draw it.
fn worse(chart: &Chart) -> String {
    marks(chart, |side| side == Some(Side::Wrong), "m-3 -3", "h6v6h-6z")
}

/// Scores on the line: a dash.
fn on_line(chart: &Chart) -> String {
    marks(chart, |side| side == Some(Side::On), "m-4 0", "h8")
}

/// The lines from score to score.
fn lines(chart: &Chart) -> String {
    chart.paths.iter().filter(|path| path.len() > 1).fold(String::new(), |mut text, path| {
        for (at, point) in path.iter().enumerate() {
            let _ = write!(text, "{}{} {}", if at == 0 { 'M' } else { 'L' }, point.x, point.y);
        }
        text
    })
}

/// Where the teaching changed.
fn phases(chart: &Chart) -> String {
    chart.phases.iter().fold(String::new(), |mut path, phase| {
        let _ = write!(path, "M{} {}V{}", phase.x, chart.frame.top, chart.frame.bottom);
        path
    })
}

/// Crosses at the foot where sessions were missed.
fn missed(chart: &Chart) -> String {
    chart.missed.iter().fold(String::new(), |mut path, missed| {
        let _ = write!(path, "M{} {}m-3 -8l6 6m0 -6l-6 6", missed.x, chart.frame.bottom);
        path
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        date,
        progress::{
            AimLine, Direction, Score, ScoredOn,
            chart::{Series, lay_out},
        },
    };

    #[test]
    fn every_score_is_in_one_outline_and_the_shape_says_its_side() {
        let on = |day, score| ScoredOn::new(date(2026, 9, day), Score::whole(score));
        // From before the target: no line judges it.
        let before = ScoredOn::new(date(2026, 8, 20), Score::whole(3));
        let aim = AimLine::new(on(1, 10), on(29, 14), None).unwrap();
        let chart = lay_out(
            &Series {
                measure: "Words",
                direction: Direction::Increase,
                scores: &[before, on(1, 10), on(8, 9), on(15, 13), on(22, 13)],
                aim: Some(&aim),
                phases: &[(date(2026, 9, 10), "new group".to_owned())],
                holidays: &[],
                missed: &[(date(2026, 9, 17), "not run".to_owned())],
                scale: None,
                days: None,
                today: date(2026, 9, 29),
            },
            200,
            90,
        );
        let count = |path: String| path.matches('M').count();
        let [right, wrong, dash] = [better(&chart), worse(&chart), on_line(&chart)].map(count);
        assert_eq!((right, wrong, dash, count(unjudged(&chart))), (1, 1, 2, 1));
        assert_eq!((chart.rows[0].aim.as_str(), chart.rows[0].note.as_str()), ("", ""));
        assert_eq!(chart.rows[1].note, "On the aim line");
        assert!(worse(&chart).ends_with("m-3 -3h6v6h-6z"), "it has an area: {}", worse(&chart));
        assert_eq!((count(phases(&chart)), count(missed(&chart))), (1, 1));
        assert_eq!(
            lines(&chart).matches('L').count(),
            3,
            "five scores, and a change of teaching breaks the line"
        );
        let svg = small(&chart, true);
        assert!(svg.contains("role=\"img\" aria-label=\"Words") && svg.ends_with("</svg>"), "{svg}");
        assert!(!small(&chart, false).contains("aria-label"));
    }
}
