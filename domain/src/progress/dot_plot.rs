//! A dot for each child: the changes in one measure along a line, with the median marked. Who is who is not in it.

use serde::Serialize;

use super::{Score, chart_axis::Px, intervention::Changes};

/// Room at either side, for a dot and half a label.
const SIDE: i32 = 260;
/// The distance of dots that stand over each other, and of the lowest from the line.
const DOT: i32 = 120;
/// Room under the line, for its labels.
const FOOT: i32 = 240;

/// A dot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dot {
    /// From the left.
    pub x: Px,
    /// From the top.
    pub y: Px,
}

/// Everything that is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DotPlot {
    /// The width of the whole.
    pub width: Px,
    /// The height of the whole.
    pub height: Px,
    /// Where the line lies.
    pub line: Px,
    /// The dots.
    pub dots: Vec<Dot>,
    /// Where no change lies.
    pub zero: Px,
    /// Where the median lies.
    pub median: Px,
    /// Values at the foot: where, and what.
    pub ticks: Vec<(Px, String)>,
    /// The same in a sentence.
    pub text: String,
}

/// Lays the dots of one measure out, `width` pixels wide (at least 120); as high as the tallest stack of dots needs.
///
/// No change is always in the picture, so that better and worse are on two sides of it. Dots that would cover each other
/// stand over each other.
///
/// # Source
/// `progress.md` ("a dot per child").
///
/// # Example
/// ```
/// # use domain::progress::{dot_plot, intervention::Changes, Score};
/// let changes = Changes {
///     measure: "words a minute".to_owned(),
///     median: Score::whole(4),
///     dots: [0, 4, 4, 12].map(Score::whole).to_vec(),
/// };
/// let plot = dot_plot::lay_out(&changes, 300);
/// assert_eq!((plot.dots.len(), plot.dots[1].x, plot.dots[2].x), (4, plot.median, plot.median));
/// assert!(plot.dots[2].y < plot.dots[1].y, "one over the other");
/// assert_eq!(plot.text, "words a minute: 4 children, from 0 to +12, median +4; 3 better, 1 as before, none worse.");
/// ```
#[must_use]
pub fn lay_out(changes: &Changes, width: u16) -> DotPlot {
    let zero = Score::default();
    let low = changes.dots.iter().min().copied().unwrap_or(zero).min(zero);
    let high = changes.dots.iter().max().copied().unwrap_or(zero).max(zero);
    let (width, span) = (Px::whole(i32::from(width.max(120))), i128::from(high.minus(low).millionths()));
    let field = i128::from(width.0 - 2 * SIDE);
    let x = |score: Score| {
        let gone = i128::from(score.minus(low).millionths());
        let at = if span == 0 { field / 2 } else { gone * field / span };
        Px(SIDE + i32::try_from(at).unwrap_or(0))
    };
    let mut sorted = changes.dots.clone();
    sorted.sort_unstable();
    // Each dot lies as low as it can without covering another; a level remembers its last dot.
    let mut levels: Vec<Px> = Vec::new();
    let mut placed: Vec<(Px, i32)> = Vec::new();
    for score in &sorted {
        let at = x(*score);
        let free = levels.iter().position(|last| at.0 - last.0 >= DOT);
        let level = free.unwrap_or(levels.len());
        match levels.get_mut(level) {
            Some(last) => *last = at,
            None => levels.push(at),
        }
        placed.push((at, i32::try_from(level).unwrap_or(i32::MAX)));
    }
    let tallest = i32::try_from(levels.len().max(1)).unwrap_or(1);
    let line = Px(tallest * DOT + DOT / 2);
    let dots =
        placed.into_iter().map(|(x, over)| Dot { x, y: Px(line.0 - over * DOT - DOT * 3 / 4) }).collect();
    let mut ticks = vec![(x(zero), "0".to_owned())];
    for end in [low, high] {
        // An end beside no change would write over it.
        if end != zero && (x(end).0 - x(zero).0).abs() > 2 * SIDE {
            ticks.push((x(end), signed(end)));
        }
    }
    if ticks.len() == 1 && (low != zero || high != zero) {
        let end = if low == zero { high } else { low };
        ticks = vec![(x(end), signed(end))];
    }
    DotPlot {
        width,
        height: Px(line.0 + FOOT),
        line,
        dots,
        zero: x(zero),
        median: x(changes.median),
        ticks,
        text: sentence(changes, &sorted),
    }
}

fn signed(score: Score) -> String {
    if score > Score::default() { format!("+{score}") } else { score.to_string() }
}

fn sentence(changes: &Changes, sorted: &[Score]) -> String {
    let count = |wanted: std::cmp::Ordering| {
        sorted.iter().filter(|one| (**one).cmp(&Score::default()) == wanted).count()
    };
    let said = |number: usize| if number == 0 { "none".to_owned() } else { number.to_string() };
    let children =
        if sorted.len() == 1 { "1 child".to_owned() } else { format!("{} children", sorted.len()) };
    let (Some(low), Some(high)) = (sorted.first(), sorted.last()) else {
        return format!("{}: nothing to compare yet.", changes.measure);
    };
    format!(
        "{}: {children}, from {} to {}, median {}; {} better, {} as before, {} worse.",
        changes.measure,
        signed(*low),
        signed(*high),
        signed(changes.median),
        said(count(std::cmp::Ordering::Greater)),
        said(count(std::cmp::Ordering::Equal)),
        said(count(std::cmp::Ordering::Less)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plot(dots: &[i32]) -> DotPlot {
        let mut dots: Vec<Score> = dots.iter().map(|dot| Score::whole(*dot)).collect();
        dots.sort_unstable();
        let median = dots.get(dots.len() / 2).copied().unwrap_or_default();
        lay_out(&Changes { measure: "steps".to_owned(), median, dots }, 300)
    }

    #[test]
    fn edges() {
        assert!(plot(&[]).dots.is_empty());
        assert_eq!(plot(&[]).text, "steps: nothing to compare yet.");
        let level = plot(&[0, 0, 0]);
        assert_eq!((level.dots.len(), level.ticks.len(), level.zero), (3, 1, level.median));
        let one = plot(&[-3]);
        assert!(one.dots[0].x < one.zero, "worse is on the left of no change");
        assert_eq!(
            one.text,
            "steps: 1 child, from -3 to -3, median -3; none better, none as before, 1 worse."
        );
        assert_eq!(
            plot(&[5, 9]).ticks.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(),
            ["0", "+9"]
        );
    }

    proptest! {
        #[test]
        fn every_child_has_a_dot_of_its_own_inside_the_picture(dots in prop::collection::vec(-50_i32..50, 0..40)) {
            let plot = plot(&dots);
            prop_assert_eq!(plot.dots.len(), dots.len());
            for (at, dot) in plot.dots.iter().enumerate() {
                prop_assert!(dot.x.0 >= 0 && dot.x <= plot.width && dot.y.0 > 0 && dot.y < plot.line);
                for other in &plot.dots[..at] {
                    let apart = (dot.x.0 - other.x.0).abs() >= 100 || (dot.y.0 - other.y.0).abs() >= 100;
                    prop_assert!(apart, "{dot:?} {other:?}");
                }
            }
        }
    }
}
