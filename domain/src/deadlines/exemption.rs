//! When the limits of an assessment need not be met: letters a to d, recorded with dates.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::count::{days_after, days_between};

/// Four weeks: so long a closure or an absence must be.
const FOUR_WEEKS: i32 = 28;
/// The week before a closure, and before it reopens.
const ONE_WEEK: i32 = 7;

/// Which exemption.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 5(4)(a) to (d) for week 6, reg 10(4)(a) to (d) for week 16, applied to
/// week 20 by reg 13(3). In force since 2014-09-01; read 2026-11-23.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExemptionLetter {
    /// (a) The school's advice was asked for around a closure of four weeks or more.
    A,
    /// (b) The same for an early-years setting.
    B,
    /// (c) Exceptional personal circumstances of the child or parent.
    C,
    /// (d) The child or parent is away from the area for four weeks or more.
    D,
}

impl ExemptionLetter {
    /// Every letter.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// The letter itself.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::C => "c",
            Self::D => "d",
        }
    }

    /// What it means.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::A => {
                "the school's advice was asked for between one week before a closure of four weeks or more and one week before it reopened"
            }
            Self::B => {
                "the early-years setting's advice was asked for between one week before a closure of four weeks or more and one week before it reopened"
            }
            Self::C => "exceptional personal circumstances of the child or parent",
            Self::D => "the child or parent was away from the area for four weeks or more",
        }
    }
}

impl fmt::Display for ExemptionLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for ExemptionLetter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        Self::ALL
            .into_iter()
            .find(|letter| letter.code().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("“{text}” is not an exemption: a, b, c or d"))
    }
}

/// Why a limit need not be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Excuse {
    /// One of the four letters.
    Exemption(ExemptionLetter),
    /// The child missed an appointment or examination for the advice (reg 8(2)).
    MissedAppointment,
}

impl Excuse {
    /// In words, after "late by 3 days, ".
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Exemption(letter) => format!("exempt ({letter})"),
            Self::MissedAppointment => "excused: an appointment was missed".to_owned(),
        }
    }
}

/// An exemption as it is recorded. The original dates stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// Which one.
    pub letter: ExemptionLetter,
    /// The first day of the closure, the circumstances or the absence.
    pub from: Date,
    /// Its last day, once known.
    #[serde(default)]
    pub to: Option<Date>,
    /// When the school was told, or wrote it down.
    pub recorded_on: Date,
}

/// What does not fit in a recorded exemption: a warning, the authority decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExemptionFinding {
    /// It ends before it starts.
    EndsBeforeItStarts,
    /// The closure or absence is shorter than four weeks.
    UnderFourWeeks,
    /// The advice was not asked for in the time that counts.
    AdviceAskedAtAnotherTime,
    /// It lies outside the time of every limit.
    TouchesNoLimit,
}

impl ExemptionFinding {
    /// The finding in a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::EndsBeforeItStarts => "The exemption ends before it starts.",
            Self::UnderFourWeeks => {
                "Only a closure or absence of four weeks or more counts; half terms, Christmas and Easter never do."
            }
            Self::AdviceAskedAtAnotherTime => {
                "Advice must have been asked for between one week before the closure and one week before it reopened."
            }
            Self::TouchesNoLimit => {
                "The exemption lies outside the time of every limit, so it excuses none: look at its first and last day."
            }
        }
    }
}

impl Exemption {
    /// What does not fit; `advice_asked_on` is the day on which the authority asked the school or setting for advice.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, deadlines::exemption::{Exemption, ExemptionFinding, ExemptionLetter}};
    /// let summer = Exemption {
    ///     letter: ExemptionLetter::A,
    ///     from: date(2026, 7, 22),
    ///     to: Some(date(2026, 8, 31)),
    ///     recorded_on: date(2026, 9, 2),
    /// };
    /// assert_eq!(summer.findings(Some(date(2026, 7, 15))), []);
    /// assert_eq!(summer.findings(Some(date(2026, 7, 14))), [ExemptionFinding::AdviceAskedAtAnotherTime]);
    /// ```
    #[must_use]
    pub fn findings(&self, advice_asked_on: Option<Date>) -> Vec<ExemptionFinding> {
        let mut findings = Vec::new();
        let Some(to) = self.to else { return findings };
        if to < self.from {
            findings.push(ExemptionFinding::EndsBeforeItStarts);
            return findings;
        }
        let closure = match self.letter {
            ExemptionLetter::A | ExemptionLetter::B => true,
            ExemptionLetter::C | ExemptionLetter::D => false,
        };
        if self.letter != ExemptionLetter::C && days_between(self.from, to) + 1 < FOUR_WEEKS {
            findings.push(ExemptionFinding::UnderFourWeeks);
        }
        if let (true, Some(asked_on)) = (closure, advice_asked_on) {
            let reopens_on = days_after(to, 1);
            let counts = days_after(self.from, -ONE_WEEK)..=days_after(reopens_on, -ONE_WEEK);
            if !counts.contains(&asked_on) {
                findings.push(ExemptionFinding::AdviceAskedAtAnotherTime);
            }
        }
        findings
    }
}

/// What an exemption is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The authority received the request: its time began.
    pub from: Date,
    /// The last day of it.
    pub due_on: Date,
    /// The authority asked the school or setting for advice, when that is known.
    pub advice_asked_on: Option<Date>,
}

impl Exemption {
    /// Whether a limit need not be met for it. The closure must lie around the day on which the advice was asked for,
    /// within the time of the limit; circumstances and an absence must fall into that time. Where it is not recorded
    /// when the advice was asked for, the closure must fall into it. What ends before it starts, or is shorter than
    /// four weeks where four are needed, excuses nothing; what has no end yet may last.
    ///
    /// # Law
    /// SEND Regulations 2014 (SI 2014/1530), reg 5(4), 10(4) and 13(3). In force since 2014-09-01; read 2026-11-23.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, deadlines::exemption::{Exemption, ExemptionLetter, Limit}};
    /// let away = Exemption {
    ///     letter: ExemptionLetter::D,
    ///     from: date(2026, 6, 1),
    ///     to: Some(date(2026, 7, 3)),
    ///     recorded_on: date(2026, 6, 2),
    /// };
    /// let limit = |due_on| Limit { from: date(2026, 3, 2), due_on, advice_asked_on: None };
    /// assert!(!away.excuses(limit(date(2026, 4, 13)))); // week 6 had passed
    /// assert!(away.excuses(limit(date(2026, 6, 22))));
    /// ```
    #[must_use]
    pub fn excuses(&self, limit: Limit) -> bool {
        let within =
            |from: Date, to: Option<Date>| from <= limit.due_on && to.is_none_or(|to| to >= limit.from);
        let asked_on = match self.letter {
            ExemptionLetter::A | ExemptionLetter::B => limit.advice_asked_on,
            ExemptionLetter::C | ExemptionLetter::D => None,
        };
        // While its end is not known, the advice was asked for before the closure reopened.
        let around = |asked_on: Date| self.to.is_some() || asked_on >= days_after(self.from, -ONE_WEEK);
        self.findings(asked_on).is_empty()
            && match asked_on {
                Some(asked_on) => within(asked_on, Some(asked_on)) && around(asked_on),
                None => within(self.from, self.to),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::{ExemptionFinding as F, ExemptionLetter as L, *};
    use crate::date;

    #[test]
    fn only_long_closures_and_absences_count() {
        let summer = (date(2026, 7, 22), date(2026, 8, 31));
        let christmas = (date(2026, 12, 19), date(2027, 1, 4));
        for (letter, (from, to), asked_on, expected) in [
            (L::A, summer, Some(date(2026, 7, 15)), vec![]),
            (L::A, summer, Some(date(2026, 8, 25)), vec![]),
            (L::A, summer, Some(date(2026, 8, 26)), vec![F::AdviceAskedAtAnotherTime]),
            (L::B, summer, None, vec![]),
            (L::A, christmas, Some(date(2026, 12, 14)), vec![F::UnderFourWeeks]),
            (L::C, christmas, None, vec![]),
            (L::D, (date(2028, 2, 1), date(2028, 2, 28)), None, vec![]), // 28 days, to the day
            (L::D, (date(2028, 2, 1), date(2028, 2, 27)), None, vec![F::UnderFourWeeks]),
            (L::D, (date(2026, 8, 31), date(2026, 7, 22)), None, vec![F::EndsBeforeItStarts]),
        ] {
            let exemption = Exemption { letter, from, to: Some(to), recorded_on: to };
            assert_eq!(exemption.findings(asked_on), expected, "{letter} {from} {to}");
        }
        let open = Exemption { letter: L::D, from: summer.0, to: None, recorded_on: summer.0 };
        assert_eq!(open.findings(None), []);
    }

    #[test]
    fn it_excuses_only_the_limits_that_it_touches() {
        let summer = (date(2026, 7, 22), Some(date(2026, 8, 31)));
        let spring = (date(2026, 4, 1), Some(date(2026, 5, 4)));
        let fortnight = (date(2026, 4, 1), Some(date(2026, 4, 14)));
        let before = (date(2026, 1, 5), Some(date(2026, 2, 27)));
        let asked = |month, day| Some(date(2026, month, day));
        // The request was received on 1 June: weeks 6, 16 and 20 end on these days.
        let [week_6, week_16, week_20] = [date(2026, 7, 13), date(2026, 9, 21), date(2026, 10, 19)];
        for (letter, (from, to), advice_asked_on, excused) in [
            (L::A, summer, asked(7, 16), [false, true, true]),
            (L::A, summer, asked(7, 1), [false; 3]), // three weeks before the closure
            (L::A, summer, asked(8, 25), [false, true, true]),
            (L::A, summer, asked(8, 26), [false; 3]), // in the last week of it
            (L::B, summer, None, [false, true, true]),
            (L::A, (summer.0, None), asked(7, 1), [false; 3]),
            (L::A, (summer.0, None), asked(7, 15), [false, true, true]),
            (L::C, (date(2026, 9, 1), None), None, [false, true, true]),
            (L::C, (date(2026, 7, 1), asked(7, 3)), None, [true; 3]),
            (L::C, (date(2026, 10, 1), None), asked(7, 1), [false, false, true]),
            (L::C, (date(2026, 10, 20), None), None, [false; 3]),
            (L::D, before, None, [false; 3]),
            (L::D, spring, None, [false; 3]),
            (L::D, fortnight, None, [false; 3]),
            (L::D, (date(2026, 6, 20), asked(7, 30)), None, [true; 3]),
            (L::D, (date(2026, 7, 2), asked(7, 16)), None, [false; 3]), // under four weeks
        ] {
            let exemption = Exemption { letter, from, to, recorded_on: from };
            let found = [week_6, week_16, week_20]
                .map(|due_on| exemption.excuses(Limit { from: date(2026, 6, 1), due_on, advice_asked_on }));
            assert_eq!(found, excused, "{letter} {from} {to:?} {advice_asked_on:?}");
        }
    }

    #[test]
    fn letters_are_read() {
        for letter in L::ALL {
            assert_eq!(letter.code().to_uppercase().parse(), Ok(letter));
        }
        assert!("e".parse::<L>().is_err());
    }
}
