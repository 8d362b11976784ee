//! The peers' chart: a child's values among the median and quartiles of the peers, and what is expected.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    Direction, Score,
    chart::{Mark, Point},
    chart_axis::{self, DateTick, Frame, ValueTick, Values},
    gap_closed::four_times_lower_quartile,
    gap_to_peers::{Collection, FEWEST_PEERS, by_date, median},
    scale::{Kind, Scale},
};
use crate::calendar::count::in_words;

/// A row of the table beside the chart; empty where there is nothing, or too few peers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PeersRow {
    /// The day of the collection.
    pub on: Date,
    /// The child's value.
    pub child: String,
    /// The median of the peers.
    pub median: String,
    /// The peers' lower and upper quartile.
    pub quartiles: String,
    /// What is expected at the age.
    pub expected: String,
}

/// Everything that is drawn. No peer can be told from it: with fewer than five peers a collection shows none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PeersChart {
    /// The whole, and the field in which values are drawn.
    pub frame: Frame,
    /// The child's values.
    pub child: Vec<Mark>,
    /// The median of the peers, from collection to collection.
    pub median: Vec<Point>,
    /// The upper edge of the quartile band, from left to right.
    pub upper: Vec<Point>,
    /// The lower edge of the quartile band, from left to right.
    pub lower: Vec<Point>,
    /// What is expected at the age.
    pub expected: Vec<Point>,
    /// Ticks of the dates.
    pub dates: Vec<DateTick>,
    /// Ticks of the values, as the scale writes them.
    pub values: Vec<ValueTick>,
    /// The chart in a sentence.
    pub text: String,
    /// The same data as a table.
    pub rows: Vec<PeersRow>,
}

/// What one collection shows.
struct Shown {
    on: Date,
    child: Option<Score>,
    /// Median, lower and upper quartile of five peers or more.
    peers: Option<[Score; 3]>,
    expected: Option<Score>,
}

fn shown(collection: &Collection) -> Shown {
    let peers: Vec<Score> = collection.peers.values().copied().collect();
    let quartile = |direction| {
        let four_times = four_times_lower_quartile(&peers, direction)?;
        i64::try_from(four_times / 4).ok().map(Score::from_millionths)
    };
    let of_peers = || {
        let (low, high) = (quartile(Direction::Increase)?, quartile(Direction::Decrease)?);
        Some([median(peers.iter().copied())?, low, high])
    };
    Shown {
        on: collection.on,
        child: collection.child,
        peers: if peers.len() < FEWEST_PEERS { None } else { of_peers() },
        expected: collection.expected,
    }
}

/// Lays the peers' chart of one subject out in `width` by `height` pixels (at least 80 by 60).
///
/// # Source
/// `progress.md` (gap to peers); quartiles as in [`super::gap_closed`].
///
/// # Example
/// ```
/// # use domain::{progress::{gap_to_peers::Collection, peers_chart, scale, Score}, date};
/// let scales = scale::shipped();
/// let steps = scale::find(scales, "target-tracker").unwrap();
/// let on = |month, child, expected| Collection {
///     on: date(2026, month, 10),
///     child: Some(Score::whole(child)),
///     peers: Default::default(),
///     expected: Some(Score::whole(expected)),
/// };
/// let chart = peers_chart::lay_out("Reading", &[on(10, 11, 17), on(12, 12, 18)], steps, 400, 240);
/// assert_eq!((chart.child.len(), chart.median.len(), chart.expected.len()), (2, 0, 2));
/// assert_eq!((chart.rows[1].child.as_str(), chart.rows[1].expected.as_str()), ("2b", "3b"));
/// ```
#[must_use]
pub fn lay_out(
    subject: &str,
    collections: &[Collection],
    scale: &Scale,
    width: u16,
    height: u16,
) -> PeersChart {
    let all: Vec<Shown> = by_date(collections).into_iter().map(shown).collect();
    let drawn = all
        .iter()
        .flat_map(|one| one.child.into_iter().chain(one.expected).chain(one.peers.into_iter().flatten()));
    let drawn: Vec<Score> = drawn.collect();
    let low = drawn.iter().min().copied().unwrap_or_else(|| Score::whole(scale.from));
    let high = drawn.iter().max().copied().unwrap_or_else(|| Score::whole(scale.to));
    let (show, tick) = (|value: Score| scale.show(value), |value: Score| scale.tick(value));
    let whole = matches!(scale.kind, Kind::TargetTracker | Kind::Steps);
    // A chart of no collection needs some day; its field is empty.
    let from = all.first().map_or(Date::ZERO, |one| one.on);
    let to = all.last().map_or(from, |one| one.on);
    let frame = Frame::new(width, height, (from, to), Values { low, high, whole, show: &tick });
    let path = |value: &dyn Fn(&Shown) -> Option<Score>| -> Vec<Point> {
        let point = |one: &Shown| Some(Point { x: frame.x(one.on), y: frame.y(value(one)?) });
        all.iter().filter_map(point).collect()
    };
    let mark = |one: &Shown| {
        let score = one.child?;
        Some(Mark { at: Point { x: frame.x(one.on), y: frame.y(score) }, on: one.on, score, side: None })
    };
    PeersChart {
        child: all.iter().filter_map(mark).collect(),
        median: path(&|one| one.peers.map(|[median, _, _]| median)),
        lower: path(&|one| one.peers.map(|[_, lower, _]| lower)),
        upper: path(&|one| one.peers.map(|[_, _, upper]| upper)),
        expected: path(&|one| one.expected),
        dates: if all.is_empty() { Vec::new() } else { chart_axis::date_ticks(&frame) },
        values: chart_axis::value_ticks(&frame, &tick),
        text: sentence(subject, &all, &show),
        rows: all.iter().map(|one| row(one, &show)).collect(),
        frame,
    }
}

fn sentence(subject: &str, all: &[Shown], show: &dyn Fn(Score) -> String) -> String {
    let Some(latest) = all.iter().rev().find(|one| one.child.is_some()) else {
        return format!("{subject}: the child has no value yet.");
    };
    let child = latest.child.map(show).unwrap_or_default();
    let first = all.iter().find(|one| one.child.is_some() && one.on < latest.on);
    let since = first.map_or(String::new(), |first| {
        format!(" (from {} on {})", first.child.map(show).unwrap_or_default(), in_words(first.on))
    });
    let others = match (latest.peers, latest.expected) {
        (Some([median, lower, upper]), _) => {
            let [median, lower, upper] = [median, lower, upper].map(show);
            format!("; half of the peers are between {lower} and {upper}, their median is {median}")
        }
        (None, Some(expected)) => {
            format!("; expected at this age: {} (fewer than five peers)", show(expected))
        }
        (None, None) => String::new(),
    };
    format!("{subject}: {child} on {}{since}{others}.", in_words(latest.on))
}

fn row(one: &Shown, show: &dyn Fn(Score) -> String) -> PeersRow {
    let value = |value: Option<Score>| value.map(show).unwrap_or_default();
    let quartiles = one.peers.map(|[_, lower, upper]| format!("{} to {}", show(lower), show(upper)));
    PeersRow {
        on: one.on,
        child: value(one.child),
        median: value(one.peers.map(|[median, _, _]| median)),
        quartiles: quartiles.unwrap_or_default(),
        expected: value(one.expected),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::{gap_to_peers::tests::collection, scale};

    #[test]
    fn among_peers() {
        let scales = scale::shipped();
        let points = scale::find(scales, "standardised-score").unwrap();
        let list = [
            collection(3, Some(90), &[95, 100, 105, 110, 115]),
            collection(1, Some(85), &[95, 100, 105, 110, 115]),
            collection(2, None, &[95, 100, 105, 110]),
        ];
        let chart = lay_out("Reading", &list, points, 400, 240);
        assert_eq!((chart.child.len(), chart.median.len(), chart.upper.len()), (2, 2, 2));
        assert_eq!(
            chart.text,
            "Reading: 90 on 10 March 2026 (from 85 on 10 January 2026); half of the peers are between 100 and 110, their median is 105."
        );
        assert_eq!((chart.rows[0].quartiles.as_str(), chart.rows[1].quartiles.as_str()), ("100 to 110", ""));
        assert!(chart.upper[0].y < chart.median[0].y && chart.median[0].y < chart.lower[0].y);
        // Nothing of the lowest and the highest peer is in it.
        let text = serde_json::to_string(&chart).unwrap();
        assert!(!text.contains("95") && !text.contains("115"), "{text}");
    }

    #[test]
    fn nothing() {
        let scales = scale::shipped();
        for scale in scales {
            let chart = lay_out("Writing", &[], scale, 200, 100);
            assert_eq!(chart.text, "Writing: the child has no value yet.");
            assert!(chart.rows.is_empty() && chart.dates.is_empty());
        }
    }
}
