//! The axes of a chart: from dates and values to tenths of a pixel, and round ticks.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::{Score, Week};
use crate::calendar::count::{days_after, days_between, months_after};

/// A length in tenths of a pixel; shown in pixels (`12.5`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Px(pub i32);

impl Px {
    /// Whole pixels.
    #[must_use]
    pub const fn whole(pixels: i32) -> Self {
        Self(pixels * 10)
    }
}

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        if size % 10 == 0 {
            write!(f, "{sign}{}", size / 10)
        } else {
            write!(f, "{sign}{}.{}", size / 10, size % 10)
        }
    }
}

impl Serialize for Px {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 10.0)
    }
}

/// The width of a letter of a label, about.
const LETTER: i32 = 65;
/// The distance of a label from the field, and from the edge of the chart.
const BESIDE: i32 = 60;
const MARGIN: i32 = 20;
/// Half of a date's label, which stands in the middle under its tick: of a day, and of a month with its year.
const HALF_A_DATE: [i32; 2] = [240, 320];
/// The room for the labels of the dates, under the field.
const FOOT: i32 = 240;
/// The room for the labels of the phases, over the field.
const HEAD: i32 = 200;
/// Room at the right, for a point's edge.
const EDGE: i32 = 80;

/// How wide a label is at most, in tenths of a pixel at 12 pixels: letters are as wide as in the fonts of page and paper.
#[must_use]
pub fn label_width(label: &str) -> i32 {
    let wide = |letter: char| match letter {
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | ' ' | '.' | ',' | ':' | '\'' | '’' | '-' | '(' | ')' => {
            52
        }
        'm' | 'w' | 'M' | 'W' | '%' => 112,
        'A'..='Z' => 88,
        _ => 76,
    };
    label.chars().map(wide).sum()
}

/// A chart's size, its field, and what the field's edges mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// The width of the whole.
    pub width: Px,
    /// The height of the whole.
    pub height: Px,
    /// The field's left edge.
    pub left: Px,
    /// The field's right edge.
    pub right: Px,
    /// The field's upper edge.
    pub top: Px,
    /// The field's lower edge.
    pub bottom: Px,
    /// The day at the left edge.
    pub from: Date,
    /// The day at the right edge.
    pub to: Date,
    /// The value at the lower edge.
    pub low: Score,
    /// The value at the upper edge.
    pub high: Score,
    /// The distance of the values' ticks.
    pub step: Score,
}

/// The values of a frame.
#[derive(Clone, Copy)]
pub struct Values<'a> {
    /// The lowest that must fit.
    pub low: Score,
    /// The highest that must fit.
    pub high: Score,
    /// Whether only whole numbers have a meaning (steps of a scale).
    pub whole: bool,
    /// How a value is written.
    pub show: &'a dyn Fn(Score) -> String,
}

impl Frame {
    /// A frame of some pixels (at least 80 by 60) for days and values, both ends included. Values are widened to
    /// round ones, and to at least one step; days to at least a week.
    #[must_use]
    pub fn new(width: u16, height: u16, days: (Date, Date), values: Values) -> Self {
        let (width, height) = (i32::from(width.max(80)) * 10, i32::from(height.max(60)) * 10);
        let (top, bottom) = (HEAD.min(height / 5), height - FOOT);
        let most = ((bottom - top) / 400).clamp(2, 6);
        let step = step(&values, i64::from(most));
        let low = values.low.millionths().div_euclid(step) * step;
        let high = -((-values.high.millionths()).div_euclid(step)) * step;
        let high = if high == low { low + step } else { high };
        let short = 7 - days_between(days.0, days.1);
        let (from, to) = if short > 0 {
            (days_after(days.0, -(short / 2)), days_after(days.1, short - short / 2))
        } else {
            days
        };
        let mut ticks = std::iter::successors(Some(low), |value| value.checked_add(step))
            .take_while(|value| *value <= high)
            .map(|value| label_width(&(values.show)(Score::from_millionths(value))));
        let widest = ticks.by_ref().take(100).max().unwrap_or_default();
        let dates = HALF_A_DATE[usize::from(days_between(from, to) > 366)];
        let left = (MARGIN + widest + BESIDE).max(dates + MARGIN).min(width * 2 / 5);
        Self {
            width: Px(width),
            height: Px(height),
            left: Px(left),
            right: Px(width - EDGE),
            top: Px(top),
            bottom: Px(bottom),
            from,
            to,
            low: Score::from_millionths(low),
            high: Score::from_millionths(high),
            step: Score::from_millionths(step),
        }
    }

    /// Where a day lies; days outside lie at the edge.
    #[must_use]
    pub fn x(&self, on: Date) -> Px {
        let all = i64::from(days_between(self.from, self.to)).max(1);
        let gone = i64::from(days_between(self.from, on)).clamp(0, all);
        let room = i64::from(self.right.0 - self.left.0);
        Px(self.left.0 + i32::try_from((2 * gone * room + all) / (2 * all)).unwrap_or(0))
    }

    /// The width of a day.
    #[must_use]
    pub fn day_width(&self) -> Px {
        Px((self.right.0 - self.left.0) / days_between(self.from, self.to).max(1))
    }

    /// Where a value lies; values outside lie at the edge.
    #[must_use]
    pub fn y(&self, value: Score) -> Px {
        let (low, high) = (i128::from(self.low.millionths()), i128::from(self.high.millionths()));
        let (all, room) = ((high - low).max(1), i128::from(self.bottom.0 - self.top.0));
        let up = (i128::from(value.millionths()) - low).clamp(0, all);
        Px(self.bottom.0 - i32::try_from((2 * up * room + all) / (2 * all)).unwrap_or(0))
    }

    /// A straight line between two values, cut where it leaves the field; none when it lies wholly outside.
    #[must_use]
    pub fn segment(&self, from: (Date, f64), to: (Date, f64)) -> Option<super::chart::Segment> {
        let (low, high) = (self.low.as_f64(), self.high.as_f64());
        let (x1, x2) = (f64::from(self.x(from.0).0), f64::from(self.x(to.0).0));
        let (y1, y2) = (from.1, to.1);
        // The parts of the way, from 0 to 1, at which the line is between low and high.
        let (mut start, mut end) = (0.0_f64, 1.0_f64);
        for edge in [low, high] {
            if (y1 - edge) * (y2 - edge) < 0.0 {
                let at = (edge - y1) / (y2 - y1);
                let enters = if edge == low { y2 > y1 } else { y2 < y1 };
                if enters { start = start.max(at) } else { end = end.min(at) }
            } else if (edge == low && y1.max(y2) < low) || (edge == high && y1.min(y2) > high) {
                return None;
            }
        }
        let point = |at: f64| super::chart::Point {
            x: Px((x1 + (x2 - x1) * at).round() as i32),
            y: self.y(Score::from_millionths(((y1 + (y2 - y1) * at) * 1e6).round() as i64)),
        };
        (start <= end).then(|| super::chart::Segment { from: point(start), to: point(end) })
    }
}

/// The distance of ticks: 1, 2 or 5 times a power of ten (in millionths), so that at most `most` steps are needed.
fn step(values: &Values, most: i64) -> i64 {
    let range = values.high.minus(values.low).millionths();
    // A series that never changes is drawn on a scale of whole ones.
    let least = if range == 0 { 1_000_000 } else { (range + most - 1) / most };
    let least = if values.whole { least.max(1_000_000) } else { least };
    let mut power = 1_i64;
    loop {
        for times in [1, 2, 5] {
            if times * power >= least {
                return times * power;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// A tick of the values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ValueTick {
    /// Where it stands.
    pub y: Px,
    /// What it says.
    pub label: String,
}

/// The ticks of the values, from the lowest up.
#[must_use]
pub fn value_ticks(frame: &Frame, show: &dyn Fn(Score) -> String) -> Vec<ValueTick> {
    let mut ticks = Vec::new();
    let mut value = frame.low;
    while value <= frame.high {
        ticks.push(ValueTick { y: frame.y(value), label: show(value) });
        value = value.plus(frame.step);
    }
    ticks
}

/// A tick of the dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateTick {
    /// Where it stands.
    pub x: Px,
    /// The day.
    pub on: Date,
    /// What it says.
    pub label: String,
}

/// The ticks of the dates: Mondays every so many weeks, or, over more than a year, firsts of months; never so many
/// that their labels touch. When no such day lies in the field, its first day.
#[must_use]
pub fn date_ticks(frame: &Frame) -> Vec<DateTick> {
    let days = days_between(frame.from, frame.to);
    let room = frame.right.0 - frame.left.0;
    let (pattern, letters) = if days > 366 { ("%b %Y", 9) } else { ("%-d %b", 7) };
    let most = (room / (letters * LETTER)).max(1);
    let next: Box<dyn Fn(Date) -> Date> = if days > 366 {
        let mut months = [1, 3, 6, 12].into_iter().chain((2..).map(|years| years * 12));
        let months = months.find(|months| days / (30 * months) <= most).unwrap_or(12);
        Box::new(move |on| months_after(on, months))
    } else {
        let weeks =
            [1, 2, 4, 8, 13, 26, 52].into_iter().find(|weeks| days / (7 * weeks) < most).unwrap_or(52);
        Box::new(move |on| days_after(on, 7 * weeks))
    };
    let mut on = if days > 366 {
        let first = frame.from.first_of_month();
        if first < frame.from { months_after(first, 1) } else { first }
    } else {
        let monday = Week::of(frame.from).monday();
        if monday < frame.from { days_after(monday, 7) } else { monday }
    };
    let mut ticks = Vec::new();
    // A label that would hang over the right edge by more than half is left out.
    while on <= frame.to {
        let x = frame.x(on);
        let clear = ticks.last().is_none_or(|last: &DateTick| x.0 - last.x.0 >= letters * LETTER);
        if clear && (ticks.is_empty() || x.0 + letters * LETTER / 2 <= frame.width.0) {
            ticks.push(DateTick { x, on, label: on.strftime(pattern).to_string() });
        }
        let later = next(on);
        if later <= on {
            break;
        }
        on = later;
    }
    if ticks.is_empty() {
        let label = frame.from.strftime(pattern).to_string();
        ticks.push(DateTick { x: frame.left, on: frame.from, label });
    }
    ticks
}

/// The Friday of a week.
pub(super) fn friday(week: Week) -> Date {
    days_after(week.monday(), 4)
}

/// Where each week starts that is not wholly holiday; empty when they would stand nearer than 4 pixels.
pub(super) fn weeks(frame: &Frame, is_holiday: impl Fn(Date) -> bool) -> Vec<Px> {
    if (frame.right.0 - frame.left.0) * 7 < 40 * days_between(frame.from, frame.to) {
        return Vec::new();
    }
    let mut monday = Week::of(frame.from).monday();
    let mut weeks = Vec::new();
    while monday <= frame.to {
        if monday >= frame.from && !is_holiday(monday) {
            weeks.push(frame.x(monday));
        }
        let next = days_after(monday, 7);
        if next <= monday {
            break;
        }
        monday = next;
    }
    weeks
}

/// As much of a label as fits in a width, with a mark when it is cut; nothing under three letters.
pub(super) fn fit(label: &str, width: i32) -> String {
    let letters = usize::try_from((width - 40) / LETTER).unwrap_or(0);
    if label.chars().count() <= letters {
        label.to_owned()
    } else if letters < 4 {
        String::new()
    } else {
        let cut: String = label.chars().take(letters - 1).collect();
        format!("{}…", cut.trim_end())
    }
}
