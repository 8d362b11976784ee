//! A run of days on which somebody works somewhere: runs that meet are one.

use crate::{Date, calendar::count::days_after};

/// From a first day on, to a last one or without end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from_on: Date,
    /// The last day; none while no end is known.
    pub until_on: Option<Date>,
}

impl Span {
    /// The two as one when they overlap or follow on each other without a day between; none when days lie between them.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, people::Span};
    /// let from = |from_on, until_on| Span { from_on, until_on };
    /// let december = from(date(2026, 12, 1), None);
    /// let november = from(date(2026, 11, 23), Some(date(2026, 11, 30)));
    /// assert_eq!(november.joined(december), Some(from(date(2026, 11, 23), None)));
    /// ```
    #[must_use]
    pub fn joined(self, other: Self) -> Option<Self> {
        let (first, second) = if self.from_on <= other.from_on { (self, other) } else { (other, self) };
        let meets = first.until_on.is_none_or(|until| days_after(until, 1) >= second.from_on);
        meets.then_some(Self {
            from_on: first.from_on,
            until_on: first.until_on.zip(second.until_on).map(|(one, other)| one.max(other)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn what_meets_is_one_in_either_order() {
        let span = |from: (i8, i8), until: Option<(i8, i8)>| Span {
            from_on: date(2026, from.0, from.1),
            until_on: until.map(|(month, day)| date(2026, month, day)),
        };
        #[rustfmt::skip]
        let table = [
            (span((9, 2), None), span((12, 1), None), Some(span((9, 2), None))),
            (span((9, 2), Some((11, 30))), span((12, 1), None), Some(span((9, 2), None))),
            (span((9, 2), Some((11, 29))), span((12, 1), None), None),
            (span((9, 2), Some((12, 18))), span((11, 2), Some((11, 6))), Some(span((9, 2), Some((12, 18))))),
            (span((9, 2), Some((9, 30))), span((9, 15), Some((10, 9))), Some(span((9, 2), Some((10, 9))))),
            (span((9, 2), Some((9, 30))), span((11, 2), Some((11, 6))), None),
        ];
        for (one, other, expected) in table {
            assert_eq!(one.joined(other), expected, "{one:?} {other:?}");
            assert_eq!(other.joined(one), expected, "{other:?} {one:?}");
        }
    }
}
