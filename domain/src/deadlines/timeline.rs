//! The timeline of a request as a picture: where each legal date stands between the request and the last of them.

use jiff::civil::Date;

use super::{Clock, ClockState};
use crate::{
    calendar::count::{days_after, days_between, in_words},
    progress::chart_axis::Px,
};

/// The room on the left and on the right of the line.
const EDGE: i32 = 24;
/// How high a stop is, in pixels; two that are nearer than this stand one over the other.
const STOP: i32 = 26;
/// How far the lowest stop is over the line.
const STEM: i32 = 30;
/// The room under the line, for the weeks.
const FOOT: i32 = 30;
/// The room over the stops, for the word "today".
const HEAD: i32 = 24;
/// So many weeks lie between two marks under the line.
const WEEKS: i32 = 4;

/// How a stop is drawn: told by its shape, so that colour is not needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Done in time: a full round.
    Done,
    /// Done after its day: a full round with an edge.
    DoneLate,
    /// Ahead, or due today: an empty round.
    Ahead,
    /// Late: a square.
    Late,
    /// Late but exempt: a diamond.
    LateExempt,
    /// Its time has ended, or it is not known whether it has: a dashed round.
    Ended,
}

impl Mark {
    /// The mark of a state.
    #[must_use]
    pub const fn of(state: ClockState) -> Self {
        match state {
            ClockState::Done { late_by: 0, .. } => Mark::Done,
            ClockState::Done { .. } => Mark::DoneLate,
            ClockState::DueIn { .. } | ClockState::DueToday => Mark::Ahead,
            ClockState::Late { .. } => Mark::Late,
            ClockState::LateExempt { .. } => Mark::LateExempt,
            ClockState::Ended { .. } | ClockState::NotNeeded { .. } | ClockState::LastDayNotKnown => {
                Mark::Ended
            }
        }
    }
}

/// A legal date on the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Its number in the list beside the picture, from 1.
    pub number: usize,
    /// Where, along the line.
    pub x: Px,
    /// Where, over the line.
    pub y: Px,
    /// How it is drawn.
    pub mark: Mark,
}

/// The picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The width of the whole.
    pub width: Px,
    /// The height of the whole.
    pub height: Px,
    /// The left end of the line.
    pub left: Px,
    /// The right end.
    pub right: Px,
    /// Where the line lies.
    pub line: Px,
    /// Today, when it lies on the line.
    pub today: Option<Px>,
    /// The weeks under the line.
    pub weeks: Vec<(Px, String)>,
    /// The dates, by day.
    pub stops: Vec<Stop>,
    /// The same in a sentence.
    pub text: String,
}

/// Lays out the dates of a request in so many pixels (at least 280). None when nothing runs.
///
/// The line begins on the day on which the county received the request, and goes on to the last date, or to today when
/// that is later.
#[must_use]
pub fn lay_out(clocks: &[Clock], received_on: Date, today: Date, width: u16) -> Option<Timeline> {
    let last = clocks.iter().map(|clock| clock.due_on).max()?.max(received_on);
    let to = last.max(today.min(days_after(last, 7 * WEEKS)));
    let width = i32::from(width.max(280));
    let (left, right) = (EDGE, width - EDGE);
    let days = days_between(received_on, to).max(1);
    let x = |on: Date| {
        let gone = days_between(received_on, on).clamp(0, days);
        Px(left * 10 + (right - left) * 10 * gone / days)
    };
    let mut levels: Vec<i32> = Vec::new(); // of each level the x of its last stop, in tenths
    let mut placed: Vec<(usize, Px, usize, Mark)> = Vec::new();
    let mut order: Vec<(usize, &Clock)> = clocks.iter().enumerate().collect();
    order.sort_by_key(|(at, clock)| (clock.due_on, *at));
    for (at, clock) in order {
        let here = x(clock.due_on);
        let free = levels.iter().position(|before| here.0 - before >= STOP * 10);
        let level = free.unwrap_or(levels.len());
        match levels.get_mut(level) {
            Some(before) => *before = here.0,
            None => levels.push(here.0),
        }
        placed.push((at + 1, here, level, Mark::of(clock.state)));
    }
    let highest = i32::try_from(levels.len().saturating_sub(1)).unwrap_or(0);
    let line = HEAD + highest * STOP + STEM + STOP / 2;
    let stops = placed
        .into_iter()
        .map(|(number, x, level, mark)| {
            let over = STEM + i32::try_from(level).unwrap_or(0) * STOP;
            Stop { number, x, y: Px::whole(line - over), mark }
        })
        .collect();
    let weeks = (0..=days / 7)
        .step_by(usize::try_from(WEEKS * (1 + days / 420)).unwrap_or(4))
        .map(|week| {
            (
                x(days_after(received_on, week * 7)),
                if week == 0 { "received".to_owned() } else { format!("week {week}") },
            )
        })
        .collect();
    let said: Vec<String> = clocks
        .iter()
        .map(|clock| format!("{}, {}: {}", clock.title, in_words(clock.due_on), clock.state.in_words()))
        .collect();
    Some(Timeline {
        width: Px::whole(width),
        height: Px::whole(line + FOOT),
        left: Px::whole(left),
        right: Px::whole(right),
        line: Px::whole(line),
        today: (received_on <= today && today <= to).then(|| x(today)),
        weeks,
        stops,
        text: format!("Received on {}. {}.", in_words(received_on), said.join(". ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        deadlines::{Application, application},
    };

    fn picture(today: Date, width: u16) -> Timeline {
        let dates = Application {
            received_on: Some(date(2026, 3, 2)),
            agreed_to_assess_on: Some(date(2026, 4, 15)),
            advice_asked_on: Some(date(2026, 4, 13)),
            draft_served_on: Some(date(2026, 7, 1)),
            consulted_on: Some(date(2026, 7, 1)),
            ..Application::default()
        };
        let clocks = application::clocks(&dates, today);
        lay_out(&clocks, date(2026, 3, 2), today, width).unwrap()
    }

    #[test]
    fn every_date_has_a_place_in_order_and_none_covers_another() {
        for width in [280, 360, 760, 1200] {
            for day in 0..366 {
                let today = days_after(date(2026, 3, 2), day);
                let found = picture(today, width);
                assert_eq!(found.stops.len(), 6);
                assert!(found.stops.windows(2).all(|pair| pair[0].x <= pair[1].x));
                for (at, stop) in found.stops.iter().enumerate() {
                    assert!(stop.x >= found.left && stop.x <= found.right && stop.y.0 > 0, "{stop:?}");
                    for other in &found.stops[at + 1..] {
                        let apart = (other.x.0 - stop.x.0).abs().max((other.y.0 - stop.y.0).abs());
                        assert!(apart >= STOP * 10, "{width} {today}: {stop:?} {other:?}");
                    }
                }
                assert!(found.height > found.line);
            }
        }
    }

    #[test]
    fn today_and_the_marks() {
        let marks = |today| picture(today, 760).stops.iter().map(|stop| stop.mark).collect::<Vec<_>>();
        assert_eq!(marks(date(2026, 7, 10))[..3], [Mark::DoneLate, Mark::Ended, Mark::Ended]);
        assert_eq!(marks(date(2026, 7, 10))[3..], [Mark::Ahead; 3]);
        assert_eq!(picture(date(2026, 3, 2), 760).today, Some(picture(date(2026, 3, 2), 760).left));
        assert_eq!(picture(date(2027, 3, 2), 760).today, None, "long after, today is not on it");
        let weeks: Vec<String> =
            picture(date(2026, 7, 10), 760).weeks.into_iter().map(|(_, word)| word).collect();
        assert_eq!(weeks, ["received", "week 4", "week 8", "week 12", "week 16", "week 20"]);
        assert_eq!(lay_out(&[], date(2026, 3, 2), date(2026, 3, 2), 760), None);
    }
}
