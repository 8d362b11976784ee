//! A pupil's SEN status with its history: intervals of N, K and E, and what is wrong with them.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::SenProvision;
use crate::calendar::count::{days_after, in_words};

/// A provision from a day on, until a day or still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// Its first day.
    pub from: Date,
    /// Which provision.
    pub provision: SenProvision,
    /// Its last day; none while it is open.
    #[serde(default)]
    pub to: Option<Date>,
}

impl Interval {
    /// Whether the provision stands on `day`.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// What is wrong with a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum HistoryFinding {
    /// A provision ends before it starts.
    EndsBeforeItStarts {
        /// The interval.
        interval: Interval,
    },
    /// Two provisions are open.
    TwoOpen {
        /// The one that started first.
        first: Interval,
        /// The other.
        second: Interval,
    },
    /// Two provisions stand on the same day.
    Overlap {
        /// The one that started first.
        first: Interval,
        /// The other.
        second: Interval,
    },
}

impl HistoryFinding {
    /// The finding's code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EndsBeforeItStarts { .. } => "ends-before-it-starts",
            Self::TwoOpen { .. } => "two-open",
            Self::Overlap { .. } => "overlap",
        }
    }
}

impl fmt::Display for HistoryFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since =
            |interval: &Interval| format!("{} since {}", interval.provision.code(), in_words(interval.from));
        match self {
            Self::EndsBeforeItStarts { interval } => {
                let to = interval.to.map_or_else(String::new, in_words);
                write!(f, "{} ends on {to}, before it starts", since(interval))
            }
            Self::TwoOpen { first, second } => {
                write!(f, "two open provisions: {} and {}; end the first", since(first), since(second))
            }
            Self::Overlap { first, second } => {
                write!(f, "two provisions on the same days: {} and {}", since(first), since(second))
            }
        }
    }
}

/// The provisions of a pupil, by their first days.
///
/// An open N that is followed by K or E ends the day before it: that is how management systems write it.
///
/// # Source
/// DfE, *Common Transfer File* specification, `SENhistory`; `formats.md`, "The roll". SEND Code of Practice 2015, 6.48:
/// K from the day on which the parents are told.
///
/// # Example
/// ```
/// # use domain::{census::{SenProvision::{E, K, N}, history::{Interval, SenHistory}}, date};
/// let history = SenHistory::new(vec![
///     Interval { from: date(2023, 9, 4), provision: N, to: None },
///     Interval { from: date(2025, 3, 3), provision: K, to: None },
/// ]);
/// assert_eq!(history.findings(), []);
/// assert_eq!(history.on(date(2025, 3, 2)), Some(N));
/// assert_eq!(history.on(date(2025, 3, 3)), Some(K));
/// let history = history.changed(E, date(2026, 7, 20));
/// assert_eq!(history.on(date(2026, 7, 19)), Some(K));
/// assert_eq!(history.on(date(2026, 7, 20)), Some(E));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Interval>", into = "Vec<Interval>")]
pub struct SenHistory(Vec<Interval>);

impl From<Vec<Interval>> for SenHistory {
    fn from(intervals: Vec<Interval>) -> Self {
        Self::new(intervals)
    }
}

impl From<SenHistory> for Vec<Interval> {
    fn from(history: SenHistory) -> Self {
        history.0
    }
}

impl SenHistory {
    /// A history of these intervals in any order; the same one twice counts once.
    #[must_use]
    pub fn new(mut intervals: Vec<Interval>) -> Self {
        intervals.sort_unstable();
        intervals.dedup();
        for at in 0..intervals.len() {
            let open_n = intervals[at].provision == SenProvision::N && intervals[at].to.is_none();
            let followed_by = intervals[at + 1..].iter().find(|next| next.provision != SenProvision::N);
            if let (true, Some(next)) = (open_n, followed_by) {
                intervals[at].to = Some(days_after(next.from, -1));
            }
        }
        // An N that began on the very day of its K or E is nothing.
        intervals.retain(|interval| {
            interval.provision != SenProvision::N || interval.to != Some(days_after(interval.from, -1))
        });
        Self(intervals)
    }

    /// The intervals, by their first days.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        &self.0
    }

    /// The provision on a day: of several, the one that started last. None where nothing is said: silence is not N.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<SenProvision> {
        self.0.iter().rev().find(|interval| interval.covers(day)).map(|interval| interval.provision)
    }

    /// The interval that stands on a day.
    #[must_use]
    pub fn interval_on(&self, day: Date) -> Option<Interval> {
        self.0.iter().rev().find(|interval| interval.covers(day)).copied()
    }

    /// The history after the status has become `provision` on `from`: what stood ends the day before, what was to
    /// start on that day or later is replaced. Unchanged when the provision stands already.
    #[must_use]
    pub fn changed(&self, provision: SenProvision, from: Date) -> Self {
        if self.on(from) == Some(provision) {
            return self.clone();
        }
        let day_before = days_after(from, -1);
        let mut intervals: Vec<Interval> =
            self.0.iter().filter(|interval| interval.from < from).copied().collect();
        for interval in intervals.iter_mut().filter(|interval| interval.covers(from)) {
            interval.to = Some(day_before);
        }
        intervals.push(Interval { from, provision, to: None });
        Self::new(intervals)
    }

    /// The history as if `provision` had not begun on `from`: the N that it ended runs on; after anything else N begins that
    /// day; where nothing was said before, nothing is said.
    ///
    /// # Example
    /// ```
    /// # use domain::{census::{SenProvision::{K, N}, history::{Interval, SenHistory}}, date};
    /// let none = SenHistory::new(vec![Interval { from: date(2023, 9, 4), provision: N, to: None }]);
    /// let told_on = date(2026, 11, 2);
    /// assert_eq!(none.changed(K, told_on).taken_back(K, told_on), none);
    /// ```
    #[must_use]
    pub fn taken_back(&self, provision: SenProvision, from: Date) -> Self {
        let without = self.undone(provision, from);
        let runs_on = without.0.iter().rev().find(|interval| interval.from < from);
        let is_other = runs_on.is_some_and(|runs| runs.provision != SenProvision::N || runs.to.is_some());
        if is_other && without != *self { without.changed(SenProvision::N, from) } else { without }
    }

    /// The history as if `provision` had not begun on `from`: what it ended runs on, whatever that was.
    ///
    /// # Example
    /// ```
    /// # use domain::{census::{SenProvision::{E, K, N}, history::{Interval, SenHistory}}, date};
    /// let support = SenHistory::new(vec![Interval { from: date(2023, 9, 4), provision: K, to: None }]);
    /// let (made_on, ceased_on) = (date(2025, 3, 3), date(2026, 11, 2));
    /// let plan = support.changed(E, made_on);
    /// assert_eq!(plan.changed(N, ceased_on).undone(N, ceased_on), plan);
    /// assert_eq!(plan.undone(E, made_on), support);
    /// ```
    #[must_use]
    pub fn undone(&self, provision: SenProvision, from: Date) -> Self {
        let is_it = |interval: &Interval| interval.from == from && interval.provision == provision;
        if !self.0.iter().any(is_it) {
            return self.clone();
        }
        let mut intervals: Vec<Interval> =
            self.0.iter().filter(|interval| !is_it(interval)).copied().collect();
        let before = intervals.iter_mut().rev().find(|interval| interval.from < from);
        if let Some(before) = before.filter(|before| before.to == Some(days_after(from, -1))) {
            before.to = None;
        }
        Self::new(intervals)
    }

    /// What is wrong with it.
    #[must_use]
    pub fn findings(&self) -> Vec<HistoryFinding> {
        let mut findings = Vec::new();
        for (at, first) in self.0.iter().enumerate() {
            if first.to.is_some_and(|to| to < first.from) {
                findings.push(HistoryFinding::EndsBeforeItStarts { interval: *first });
            }
            for second in &self.0[at + 1..] {
                if first.to.is_none() && second.to.is_none() {
                    findings.push(HistoryFinding::TwoOpen { first: *first, second: *second });
                } else if first.covers(second.from) && second.covers(second.from) {
                    findings.push(HistoryFinding::Overlap { first: *first, second: *second });
                }
            }
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::{
        SenProvision::{E, K, N},
        *,
    };
    use crate::date;

    fn open(provision: SenProvision, from: Date) -> Interval {
        Interval { from, provision, to: None }
    }

    fn closed(provision: SenProvision, from: Date, to: Date) -> Interval {
        Interval { from, provision, to: Some(to) }
    }

    #[test]
    fn a_provision_that_was_said_by_mistake_is_taken_back() {
        let (a, b, c) = (date(2024, 2, 29), date(2025, 3, 3), date(2026, 9, 1));
        let day_before = days_after(b, -1);
        for (before, after) in [
            (vec![open(K, b)], vec![]),
            (vec![open(N, a), open(K, b)], vec![open(N, a)]),
            (vec![closed(N, a, day_before), open(K, b)], vec![open(N, a)]),
            (vec![closed(K, a, day_before), open(K, b)], vec![closed(K, a, day_before), open(N, b)]),
            // Another day, or another provision, is not it.
            (vec![open(N, a), open(K, c)], vec![open(N, a), open(K, c)]),
            (vec![open(K, a)], vec![open(K, a)]),
        ] {
            let taken_back = SenHistory::new(before.clone()).taken_back(K, b);
            assert_eq!(taken_back, SenHistory::new(after), "{before:?}");
        }
    }

    #[test]
    fn what_is_wrong_and_what_is_not() {
        let (a, b, c) = (date(2024, 2, 29), date(2025, 3, 3), date(2026, 9, 1));
        for (intervals, codes) in [
            (vec![], vec![]),
            (vec![open(N, a)], vec![]),
            (vec![open(N, a), open(K, b)], vec![]),
            (vec![open(K, b), open(N, a)], vec![]), // in any order
            (vec![open(N, a), closed(K, b, c), open(E, c)], vec!["overlap"]),
            (vec![open(N, a), closed(K, b, date(2026, 8, 31)), open(E, c)], vec![]),
            (vec![open(N, a), open(N, a), open(K, b)], vec![]), // the same one twice
            (vec![open(N, b), open(K, b)], vec![]),             // an N of no day
            (vec![open(K, a), open(E, b)], vec!["two-open"]),
            (vec![open(K, a), open(N, b)], vec!["two-open"]), // K was not ended
            (vec![open(K, b), open(E, b)], vec!["two-open"]),
            (vec![closed(K, b, a)], vec!["ends-before-it-starts"]),
        ] {
            let history = SenHistory::new(intervals.clone());
            let found: Vec<_> = history.findings().iter().map(HistoryFinding::code).collect();
            assert_eq!(found, codes, "{intervals:?}");
            assert!(history.findings().iter().all(|finding| finding.to_string().contains("since")));
        }
    }

    #[test]
    fn the_provision_of_a_day() {
        let history = SenHistory::new(vec![
            open(N, date(2023, 9, 4)),
            closed(K, date(2025, 3, 3), date(2025, 12, 31)),
            open(E, date(2026, 9, 1)),
        ]);
        for (day, provision) in [
            (date(2023, 9, 3), None),
            (date(2023, 9, 4), Some(N)),
            (date(2025, 3, 2), Some(N)),
            (date(2025, 12, 31), Some(K)),
            (date(2026, 1, 1), None),
            (Date::MAX, Some(E)),
            (Date::MIN, None),
        ] {
            assert_eq!(history.on(day), provision, "{day}");
        }
    }

    #[test]
    fn a_change_ends_what_stood() {
        let history = SenHistory::default()
            .changed(N, date(2023, 9, 4))
            .changed(K, date(2025, 3, 3))
            .changed(K, date(2025, 5, 1)) // a retry
            .changed(E, date(2026, 7, 20))
            .changed(N, date(2028, 2, 29));
        assert_eq!(
            history.intervals(),
            [
                closed(N, date(2023, 9, 4), date(2025, 3, 2)),
                closed(K, date(2025, 3, 3), date(2026, 7, 19)),
                closed(E, date(2026, 7, 20), date(2028, 2, 28)),
                open(N, date(2028, 2, 29)),
            ]
        );
        assert_eq!(history.findings(), []);
        let corrected = history.changed(K, date(2028, 2, 29)); // on the same day
        assert_eq!(corrected.on(date(2028, 2, 29)), Some(K));
        assert_eq!(corrected.findings(), []);
    }

    proptest::proptest! {
        #[test]
        fn changes_never_leave_a_finding(days in proptest::collection::vec((0..4000_i32, 0..3_usize), 0..20)) {
            let mut history = SenHistory::default();
            for (day, provision) in days {
                let from = days_after(date(2020, 1, 1), day);
                let provision = [N, K, E][provision];
                history = history.changed(provision, from);
                assert_eq!(history.on(from), Some(provision));
                assert_eq!(history.findings(), []);
                assert_eq!(history, SenHistory::new(history.intervals().to_vec()));
            }
        }
    }
}
