//! How long things took: sorted, with their percentiles.

use std::time::Duration;

/// Times, sorted.
#[derive(Clone, Debug)]
pub(super) struct Times(Vec<Duration>);

impl Times {
    /// Of these, in any order.
    pub(super) fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        Self(times)
    }

    /// How many.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// The time within which `percent` of a hundred were done; 100 gives the longest.
    pub(super) fn at(&self, percent: usize) -> Duration {
        let place = (self.0.len() * percent).div_ceil(100).max(1) - 1;
        self.0.get(place).copied().unwrap_or_default()
    }
}

/// "3.2 ms", "1.7 s".
pub(super) fn in_words(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{:.1} ms", time.as_secs_f64() * 1000.0)
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times = Times::of((1..=200).rev().map(Duration::from_millis).collect());
        assert_eq!(times.count(), 200);
        for (percent, expected) in [(50, 100), (99, 198), (100, 200), (1, 2), (0, 1)] {
            assert_eq!(times.at(percent), Duration::from_millis(expected), "p{percent}");
        }
        assert_eq!(Times::of(Vec::new()).at(99), Duration::ZERO);
        assert_eq!(in_words(Duration::from_micros(3240)), "3.2 ms");
        assert_eq!(in_words(Duration::from_millis(1740)), "1.7 s");
    }
}
