//! Ratio gain: months of reading or spelling age gained, for each month of support.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Score, ScoredOn};
use crate::calendar::count::days_between;

/// The fewest days of support from which a ratio gain is said: eight weeks.
pub const FEWEST_DAYS: i32 = 56;

/// What a ratio gain amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heading {
    /// Under 1.4: ordinary growth (1), or little more or less.
    Ordinary,
    /// From 1.4: modest.
    Modest,
    /// From 2: useful.
    Useful,
    /// From 3: substantial.
    Substantial,
    /// From 4: remarkable.
    Remarkable,
}

impl Heading {
    /// What to say of it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Heading::Ordinary => "about ordinary growth, or less (ordinary growth is 1)",
            Heading::Modest => "modest gain",
            Heading::Useful => "useful gain",
            Heading::Substantial => "substantial gain",
            Heading::Remarkable => "remarkable gain",
        }
    }
}

/// A ratio gain, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RatioGain {
    /// Under eight weeks of support: too short to judge.
    TooShortToJudge,
    /// The ratio, and what it amounts to.
    Gain {
        /// Months gained for each month of support.
        ratio: f64,
        /// What it amounts to.
        heading: Heading,
    },
}

impl RatioGain {
    /// What to say of it.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            RatioGain::TooShortToJudge => {
                "Too short to judge: fewer than eight weeks of support between the two results.".to_owned()
            }
            RatioGain::Gain { ratio, heading } => {
                format!("{ratio:.1} months gained for each month: {} (Brooks’ headings).", heading.words())
            }
        }
    }
}

/// The ratio gain since support began: from the last result up to that day, or else the first one after it, to the
/// latest. None where no result came after the first of these.
///
/// What is divided by is the time between the two results; where less than eight weeks of it had support, it is too short
/// to judge.
///
/// # Source
/// `progress.md`: months gained / months of support; under about eight weeks "too short to judge".
///
/// # Example
/// ```
/// # use domain::{progress::{ratio_gain, Score, ScoredOn}, date};
/// let results = [(date(2026, 9, 4), 75), (date(2026, 12, 4), 81)]
///     .map(|(on, months)| ScoredOn::new(on, Score::whole(months)));
/// let gain = ratio_gain::since(&results, date(2026, 9, 14)).unwrap();
/// assert!(gain.in_words().starts_with("2.0 months gained for each month: useful gain"));
/// ```
#[must_use]
pub fn since(results: &[ScoredOn], support_began: Date) -> Option<RatioGain> {
    let mut by_date = results.to_vec();
    by_date.sort_by_key(|result| result.on);
    let before = by_date.iter().rev().find(|result| result.on <= support_began).or(by_date.first())?;
    let after = by_date.last().filter(|after| after.on > before.on)?;
    if days_between(before.on.max(support_began), after.on) < FEWEST_DAYS {
        return Some(RatioGain::TooShortToJudge);
    }
    Some(of(before.score, before.on, after.score, after.on))
}

/// The ratio gain: months of age gained, divided by months of support (a month is a twelfth of 365.25 days).
///
/// Compared with the headings exactly. Needs eight weeks of support; ordinary growth is 1. For ages only: a ratio of
/// standardised scores has no meaning.
///
/// # Source
/// Brooks (2016), *What works for children and young people with literacy difficulties?*, 5th edition (headings at
/// 1.4, 2, 3 and 4); `progress.md`.
///
/// # Example
/// ```
/// # use domain::{progress::{ratio_gain::{self, Heading, RatioGain}, Score}, date};
/// // From 6:03 to 6:09 in three months: six months gained.
/// let gain = ratio_gain::of(Score::whole(75), date(2026, 9, 7), Score::whole(81), date(2026, 12, 7));
/// let RatioGain::Gain { ratio, heading } = gain else { panic!() };
/// assert_eq!(format!("{ratio:.2}"), "2.01");
/// assert_eq!(heading, Heading::Useful);
/// assert_eq!(
///     ratio_gain::of(Score::whole(75), date(2026, 9, 7), Score::whole(81), date(2026, 11, 1)),
///     RatioGain::TooShortToJudge
/// );
/// ```
#[must_use]
pub fn of(before: Score, before_on: Date, after: Score, after_on: Date) -> RatioGain {
    let days = days_between(before_on, after_on);
    if days < FEWEST_DAYS {
        return RatioGain::TooShortToJudge;
    }
    // 365.25 / 12 = 487 / 16 days a month; gained and needed are in millionths of a month, times 16 days.
    let gained = i128::from(after.minus(before).millionths()) * 487;
    let one = i128::from(days) * 16 * 1_000_000;
    let reaches = |tenths: i128| 10 * gained >= tenths * one;
    let heading =
        [(40, Heading::Remarkable), (30, Heading::Substantial), (20, Heading::Useful), (14, Heading::Modest)]
            .into_iter()
            .find(|(tenths, _)| reaches(*tenths))
            .map_or(Heading::Ordinary, |(_, heading)| heading);
    RatioGain::Gain { ratio: gained as f64 / one as f64, heading }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{calendar::count::days_after, date};

    #[test]
    fn headings() {
        let start = date(2026, 9, 7);
        // 487 days are exactly 16 months.
        for (months, days, heading) in [
            ("22.399999", 487, Heading::Ordinary),
            ("22.4", 487, Heading::Modest),
            ("31.999999", 487, Heading::Modest),
            ("32", 487, Heading::Useful),
            ("48", 487, Heading::Substantial),
            ("64", 487, Heading::Remarkable),
            ("16", 487, Heading::Ordinary),
            ("0", 56, Heading::Ordinary),
            ("-3", 90, Heading::Ordinary),
        ] {
            let gain = of(
                Score::whole(80),
                start,
                Score::whole(80).plus(months.parse().unwrap()),
                days_after(start, days),
            );
            assert!(
                matches!(gain, RatioGain::Gain { heading: found, .. } if found == heading),
                "{months}: {gain:?}"
            );
        }
        assert!(RatioGain::TooShortToJudge.in_words().starts_with("Too short to judge"));
        for days in [-7, 0, 55] {
            let gain = of(Score::whole(80), start, Score::whole(90), days_after(start, days));
            assert_eq!(gain, RatioGain::TooShortToJudge);
        }
    }

    #[test]
    fn since_support_began() {
        let on = |month, day, months| ScoredOn::new(date(2026, month, day), Score::whole(months));
        let (early, start, late) = (on(6, 1, 70), on(9, 1, 75), on(12, 1, 81));
        let ratio = |results: &[ScoredOn], began| match since(results, began) {
            Some(RatioGain::Gain { ratio, .. }) => format!("{ratio:.1}"),
            Some(RatioGain::TooShortToJudge) => "too short".to_owned(),
            None => "none".to_owned(),
        };
        let began = date(2026, 9, 7);
        assert_eq!(ratio(&[], began), "none");
        assert_eq!(ratio(&[start], began), "none");
        assert_eq!(ratio(&[early, start], began), "none", "nothing since support began");
        assert_eq!(ratio(&[late, early, start], began), "2.0", "the last before it, in any order");
        assert_eq!(ratio(&[start, late], date(2026, 8, 1)), "2.0", "the first after it");
        assert_eq!(ratio(&[start, late], date(2026, 10, 7)), "too short", "55 days of support");
        assert_eq!(ratio(&[start, late], date(2026, 10, 6)), "2.0");
    }
}
