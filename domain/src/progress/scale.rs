//! Scales as data: how a cell is read and shown, its range, and what is expected in a year.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{Direction, Score, target_tracker::Step};

/// The scales that are shipped; a school edits its own copy.
const SHIPPED: &str = include_str!("../data/scales.toml");
/// School weeks in a year: the 190 days on which pupils attend.
pub const SCHOOL_WEEKS_A_YEAR: i64 = 38;

/// How the cells of a scale are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Target Tracker steps: see [`Step`].
    TargetTracker,
    /// A decimal number.
    Number,
    /// An age, `7:06` for seven years and six months; kept in months.
    YearsAndMonths,
    /// Named steps in order; the first is number `from`.
    Steps,
    /// So many out of so many, `17/20` or `17 out of 20`; kept in hundredths, so that tests of other lengths compare.
    OutOf,
}

/// An ordered scale of attainment.
///
/// # Source
/// `formats.md` ("other scales are data"); the values are in `domain/src/data/scales.toml`.
///
/// # Example
/// ```
/// # use domain::progress::{scale, Score};
/// let scales = scale::shipped();
/// let reading_age = scale::find(scales, "reading-age").unwrap();
/// assert_eq!(reading_age.read("7:06"), Ok(Score::whole(90)));
/// assert_eq!(reading_age.show(Score::whole(90)), "7:06");
/// assert!(reading_age.read("7.5").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Its code, in files and addresses.
    pub code: String,
    /// Its name on screen.
    pub name: String,
    /// The unit of a difference: steps, standard points, months.
    pub unit: String,
    /// How its cells are written.
    pub kind: Kind,
    /// The names of its steps, for [`Kind::Steps`].
    #[serde(default)]
    pub steps: Vec<String>,
    /// Words that may stand before a step's number, in small letters without blanks, for [`Kind::Steps`].
    #[serde(default)]
    pub before: Vec<String>,
    /// Units that may stand behind a number: `wpm`, `%`.
    #[serde(default)]
    pub behind: Vec<String>,
    /// The direction in which it gets better.
    pub direction: Direction,
    /// The least value.
    pub from: i32,
    /// The largest value.
    pub to: i32,
    /// What a typical pupil gains in a school year, where there is such a rate.
    pub expected_a_year: Option<i32>,
    /// What is expected at any age, where it is one value (standardised scores: 100).
    pub expected: Option<i32>,
    /// Within this, two pupils start from the same place.
    pub same_start: i32,
    /// Whether its values are whole numbers only.
    #[serde(default)]
    pub whole: bool,
}

#[derive(Deserialize)]
struct Scales {
    scale: Vec<Scale>,
}

/// Reads scales from TOML.
pub fn from_toml(text: &str) -> Result<Vec<Scale>, String> {
    toml::from_str::<Scales>(text).map(|scales| scales.scale).map_err(|error| error.to_string())
}

/// The scales that are shipped.
///
/// # Panics
/// Never: a test reads them.
#[must_use]
#[expect(clippy::expect_used, reason = "the text is part of the binary and read by a test")]
pub fn shipped() -> &'static [Scale] {
    static READ: OnceLock<Vec<Scale>> = OnceLock::new();
    READ.get_or_init(|| from_toml(SHIPPED).expect("the shipped scales are valid"))
}

/// The scale of a code.
#[must_use]
pub fn find<'a>(scales: &'a [Scale], code: &str) -> Option<&'a Scale> {
    scales.iter().find(|scale| scale.code == code)
}

impl Scale {
    /// Reads a cell, or says why it cannot; nothing is guessed.
    pub fn read(&self, cell: &str) -> Result<Score, String> {
        let cell = cell.trim();
        let value = match self.kind {
            Kind::TargetTracker => Step::read(cell).map(Step::score).map_err(|fault| fault.to_string())?,
            Kind::Number => {
                let small = cell.to_lowercase();
                let number = self.behind.iter().find_map(|unit| small.strip_suffix(unit.as_str()));
                let number = number.unwrap_or(&small);
                number.parse().map_err(|fault: super::score::ScoreFault| fault.to_string())?
            }
            Kind::YearsAndMonths => months(cell).ok_or("an age is written 7:06 (years and months)")?,
            Kind::Steps => {
                let number = self.step(cell);
                number.ok_or_else(|| format!("a step is one of {}", self.steps.join(", ")))?
            }
            Kind::OutOf => hundredths(cell)?,
        };
        if self.whole && value.as_whole().is_none() {
            return Err(format!("{} is a whole number", self.name));
        }
        if value < Score::whole(self.from) || value > Score::whole(self.to) {
            let (from, to) = (self.show(Score::whole(self.from)), self.show(Score::whole(self.to)));
            return Err(format!("{} runs from {from} to {to}", self.name));
        }
        Ok(value)
    }

    /// A value as the scale writes it; a quartile or median that lies between two steps names both: "1b/1b+".
    #[must_use]
    pub fn show(&self, value: Score) -> String {
        let whole = value.as_whole();
        if whole.is_none() && self.is_in_steps() {
            let below = value.millionths().div_euclid(1_000_000);
            let [below, above] =
                [below, below + 1].map(|step| self.show(Score::from_millionths(step * 1_000_000)));
            return format!("{below}/{above}");
        }
        match (self.kind, whole) {
            (Kind::TargetTracker, Some(number)) => {
                let step = i8::try_from(number).ok().and_then(Step::from_number);
                step.map_or_else(|| value.to_string(), |step| step.to_string())
            }
            (Kind::YearsAndMonths, Some(months)) if months >= 0 => {
                format!("{}:{:02}", months / 12, months % 12)
            }
            (Kind::Steps, Some(number)) => {
                let at = usize::try_from(number - i64::from(self.from)).ok();
                at.and_then(|at| self.steps.get(at)).map_or_else(|| value.to_string(), Clone::clone)
            }
            (Kind::OutOf, _) => {
                let tenths = (value.millionths() + 50_000).div_euclid(100_000);
                format!("{}%", Score::from_millionths(tenths * 100_000))
            }
            (Kind::TargetTracker | Kind::Number | Kind::YearsAndMonths | Kind::Steps, _) => value.to_string(),
        }
    }

    /// What an axis says at a value: nothing above or below the steps of the scale.
    ///
    /// # Example
    /// ```
    /// # use domain::progress::{scale, Score};
    /// let steps = scale::find(scale::shipped(), "target-tracker").unwrap();
    /// assert_eq!([-10, 10].map(|value| steps.tick(Score::whole(value)).is_empty()), [true, false]);
    /// ```
    #[must_use]
    pub fn tick(&self, value: Score) -> String {
        let is_on_it = (Score::whole(self.from)..=Score::whole(self.to)).contains(&value);
        if is_on_it || !self.is_in_steps() { self.show(value) } else { String::new() }
    }

    const fn is_in_steps(&self) -> bool {
        matches!(self.kind, Kind::TargetTracker | Kind::Steps | Kind::YearsAndMonths)
    }

    /// An amount in the scale's unit: "3 steps", "1 step", "−1 month".
    ///
    /// # Example
    /// ```
    /// # use domain::progress::{scale, Score};
    /// let steps = scale::find(scale::shipped(), "target-tracker").unwrap();
    /// assert_eq!([1, 2].map(|amount| steps.amount(Score::whole(amount))), ["1 step", "2 steps"]);
    /// ```
    #[must_use]
    pub fn amount(&self, amount: Score) -> String {
        let is_one = Score::from_millionths(amount.millionths().abs()) == Score::whole(1);
        let unit = match (is_one, self.unit.split_once(" a ")) {
            (false, _) => self.unit.clone(),
            (true, Some((what, per))) => format!("{} a {per}", what.strip_suffix('s').unwrap_or(what)),
            (true, None) => self.unit.strip_suffix('s').unwrap_or(&self.unit).to_owned(),
        };
        format!("{amount} {unit}").trim_end().to_owned()
    }

    /// The number of a step: by its name, whatever its case and blanks, or by its number behind one of the words.
    fn step(&self, cell: &str) -> Option<Score> {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
        };
        let cell = plain(cell);
        let by_name = (self.from..).zip(&self.steps).find(|(_, step)| plain(step) == cell);
        let by_number = || {
            let digits = self.before.iter().find_map(|word| cell.strip_prefix(word.as_str()))?;
            let number: i32 = digits.parse().ok()?;
            (self.from..).zip(&self.steps).find(|(known, _)| *known == number)
        };
        by_name.or_else(by_number).map(|(number, _)| Score::whole(number))
    }

    /// The school weeks that a typical pupil needs for a difference, to the nearest week; none when the scale has no
    /// expected rate.
    #[must_use]
    pub fn in_school_weeks(&self, difference: Score) -> Option<i64> {
        let a_year = i128::from(self.expected_a_year.filter(|rate| *rate > 0)?) * 1_000_000;
        let weeks = 2 * i128::from(difference.millionths()) * i128::from(SCHOOL_WEEKS_A_YEAR) + a_year;
        i64::try_from(weeks.div_euclid(2 * a_year)).ok()
    }

    /// How near two pupils must start to start from the same place.
    #[must_use]
    pub const fn same_start(&self) -> Score {
        Score::whole(self.same_start)
    }
}

/// `17/20` or `17 out of 20` in hundredths, to the nearest millionth of one.
fn hundredths(cell: &str) -> Result<Score, String> {
    let wanted = "marks are written 17/20 or 17 out of 20";
    let small = cell.to_lowercase();
    let (got, of) =
        small.split_once("out of").or_else(|| small.split_once('/')).ok_or_else(|| wanted.to_owned())?;
    let marks = |text: &str| text.trim().parse::<Score>().map_err(|_| wanted.to_owned());
    let (got, of) = (i128::from(marks(got)?.millionths()), i128::from(marks(of)?.millionths()));
    if of <= 0 || got < 0 || got > of {
        return Err("marks are between nought and the most that there are".to_owned());
    }
    let hundredths = (2 * got * 100_000_000 + of) / (2 * of);
    i64::try_from(hundredths).map(Score::from_millionths).map_err(|_| wanted.to_owned())
}

/// An age such as `7:06` in months. A spreadsheet that took it for a time of day has written `07:06:00`; `7y 6m` and
/// `7 years 6 months` say the same. `7.06` may be a decimal, and is not read.
fn months(cell: &str) -> Option<Score> {
    let plain: String = cell.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let in_words = ["years", "year", "yrs", "yr", "y"].iter().find_map(|word| {
        let (years, months) = plain.split_once(word)?;
        let months = ["months", "month", "mths", "mth", "m", ""].iter().find_map(|end| {
            months.strip_suffix(end).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        })?;
        Some(format!("{years}:{}", if months.is_empty() { "0" } else { months }))
    });
    let cell = in_words.unwrap_or(plain);
    let cell = match cell.strip_suffix(":00") {
        Some(time) if time.contains(':') => time,
        _ => &cell,
    };
    let (years, months) = cell.split_once(':')?;
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(years) || !digits(months) {
        return None;
    }
    let months: i32 = months.parse().ok().filter(|months| *months < 12)?;
    Some(Score::whole(years.parse::<i32>().ok()? * 12 + months))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        let scales = shipped();
        for (code, cell, millionths, shown) in [
            ("target-tracker", " 2 b+", 13_000_000, "2b+"),
            ("standardised-score", "98.5", 98_500_000, "98.5"),
            ("scaled-score", "100", 100_000_000, "100"),
            ("reading-age", "7:6", 90_000_000, "7:06"),
            ("reading-age", "11:11", 143_000_000, "11:11"),
            ("reading-age", "07:06:00", 90_000_000, "7:06"),
            ("reading-age", "7y 6m", 90_000_000, "7:06"),
            ("reading-age", "7 years 11 months", 95_000_000, "7:11"),
            ("spelling-age", "8 yrs", 96_000_000, "8:00"),
            ("pre-key-stage", "pk3", 3_000_000, "PK3"),
            ("pre-key-stage", "Standard 4", 4_000_000, "PK4"),
            ("pre-key-stage", "PKS 1", 1_000_000, "PK1"),
            ("pre-key-stage", "Pre-key stage standard 6", 6_000_000, "PK6"),
            ("words-a-minute", "45 wpm", 45_000_000, "45"),
            ("percent", "62.5%", 62_500_000, "62.5"),
            ("out-of", "17/20", 85_000_000, "85%"),
            ("out-of", "1 out of 3", 33_333_333, "33.3%"),
            ("out-of", "0 / 10", 0, "0%"),
        ] {
            let scale = find(scales, code).unwrap();
            let value = scale.read(cell).unwrap();
            assert_eq!(
                (value.millionths(), scale.show(value).as_str()),
                (millionths, shown),
                "{code} {cell}"
            );
        }
        for (code, tenths, shown) in [
            ("target-tracker", 55, "Reception s+/1b"),
            ("reading-age", 937, "7:09/7:10"),
            ("percent", 625, "62.5"),
        ] {
            let value = Score::from_millionths(tenths * 100_000);
            assert_eq!(find(scales, code).unwrap().show(value), shown, "a quartile between two steps");
        }
        for (code, cell, reason) in [
            ("target-tracker", "2z", "a step of a band is"),
            ("standardised-score", "39", "Standardised score runs from 40 to 160"),
            ("standardised-score", "average", "a score is a number"),
            ("standardised-score", "", "there is no score"),
            ("sdq-total-difficulties", "12.5", "SDQ, total difficulties (score only) is a whole number"),
            ("reading-age", "7:12", "an age is written 7:06"),
            ("reading-age", "2:00", "Reading age runs from 3:00 to 20:00"),
            ("reading-age", "7.06", "an age is written 7:06"),
            ("reading-age", "7:06:30", "an age is written 7:06"),
            ("reading-age", "7 yards", "an age is written 7:06"),
            ("pre-key-stage", "PK7", "a step is one of PK1, PK2"),
            ("pre-key-stage", "3", "a step is one of PK1, PK2"),
            ("words-a-minute", "45 words", "a score is a number"),
            ("out-of", "17", "marks are written 17/20"),
            ("out-of", "21/20", "marks are between"),
            ("out-of", "0/0", "marks are between"),
        ] {
            let fault = find(scales, code).unwrap().read(cell).unwrap_err();
            assert!(fault.starts_with(reason), "{code} {cell}: {fault}");
        }
        assert!(from_toml("[[scale]]\ncode = 1").is_err());
    }

    #[test]
    fn one_of_a_unit() {
        for (code, amount, words) in [
            ("target-tracker", "-1", "-1 step"),
            ("target-tracker", "0", "0 steps"),
            ("reading-age", "1", "1 month"),
            ("standardised-score", "1", "1 standard point"),
            ("words-a-minute", "1", "1 word a minute"),
            ("words-a-minute", "2", "2 words a minute"),
            ("percent", "1", "1 per cent"),
        ] {
            assert_eq!(find(shipped(), code).unwrap().amount(amount.parse().unwrap()), words);
        }
    }

    #[test]
    fn school_weeks() {
        let scales = shipped();
        for (code, difference, weeks) in [
            ("target-tracker", "3", Some(19)),
            ("target-tracker", "1", Some(6)),
            ("target-tracker", "-1", Some(-6)),
            ("reading-age", "6", Some(19)),
            ("words-a-minute", "6", None),
        ] {
            let scale = find(scales, code).unwrap();
            assert_eq!(scale.in_school_weeks(difference.parse().unwrap()), weeks, "{code} {difference}");
        }
    }
}
