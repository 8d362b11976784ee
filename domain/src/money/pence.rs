//! An amount of money in whole pence.

use std::{
    fmt,
    iter::Sum,
    ops::{Add, Neg, Sub},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

/// An amount of money in whole pence; shown as pounds.
///
/// # Example
/// ```
/// # use domain::money::Pence;
/// assert_eq!(Pence(123_456).to_string(), "£1,234.56");
/// assert_eq!("£6,000".parse(), Ok(Pence::pounds(6000)));
/// assert_eq!((Pence(250) - Pence(300)).to_string(), "−£0.50");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pence(pub i64);

impl Pence {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of whole pounds.
    #[must_use]
    pub const fn pounds(pounds: i64) -> Self {
        Self(pounds * 100)
    }

    /// `numerator / denominator` pence, rounded to the nearest penny, halves away from zero.
    ///
    /// A denominator of zero gives nothing.
    #[must_use]
    pub fn rounded(numerator: i128, denominator: i128) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        let negative = (numerator < 0) != (denominator < 0);
        let (numerator, denominator) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        let up = 2 * (numerator % denominator) >= denominator;
        let pence = numerator / denominator + u128::from(up);
        let pence = i64::try_from(pence).unwrap_or(i64::MAX);
        Self(if negative { -pence } else { pence })
    }

    /// The amount in shares that differ by a penny at most and add up to it; the first shares take the odd pence.
    #[must_use]
    pub fn spread(self, shares: usize) -> Vec<Self> {
        let Ok(count) = i64::try_from(shares) else { return Vec::new() };
        if count == 0 {
            return Vec::new();
        }
        let (each, odd) = (self.0.div_euclid(count), self.0.rem_euclid(count));
        (0..count).map(|share| Self(each + i64::from(share < odd))).collect()
    }
}

impl Pence {
    /// In whole pounds, for headlines: half a pound goes up.
    ///
    /// # Example
    /// ```
    /// # use domain::money::Pence;
    /// assert_eq!(Pence(2_337_549).in_pounds(), "£23,375");
    /// assert_eq!(Pence(-150).in_pounds(), "−£2");
    /// assert_eq!(Pence(49).in_pounds(), "£0");
    /// ```
    #[must_use]
    pub fn in_pounds(self) -> String {
        let pounds = self.0.unsigned_abs().saturating_add(50) / 100 * 100;
        let whole = i64::try_from(pounds).unwrap_or(i64::MAX);
        let said = Self(if self.0 < 0 { -whole } else { whole }).to_string();
        said.trim_end_matches(".00").to_owned()
    }
}

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let digits = (size / 100).to_string();
        let mut pounds = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                pounds.push(',');
            }
            pounds.push(digit);
        }
        write!(f, "{}£{pounds}.{:02}", if self.0 < 0 { "−" } else { "" }, size % 100)
    }
}

/// Why a text is not an amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PenceFault;

impl fmt::Display for PenceFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount is written like 12.50 or £1,200")
    }
}

impl std::error::Error for PenceFault {}

impl FromStr for Pence {
    type Err = PenceFault;

    fn from_str(text: &str) -> Result<Self, PenceFault> {
        let text = text.trim();
        let (negative, rest) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        };
        let rest = rest.strip_prefix('£').unwrap_or(rest).trim_start();
        let (pounds, pence) = rest.split_once('.').unwrap_or((rest, ""));
        let grouped = pounds.contains(',');
        let groups: Vec<&str> = pounds.split(',').collect();
        let right_groups = groups.iter().enumerate().all(|(index, group)| {
            let long_enough = if index == 0 {
                !group.is_empty() && (!grouped || group.len() <= 3)
            } else {
                group.len() == 3
            };
            long_enough && group.bytes().all(|byte| byte.is_ascii_digit())
        });
        if !right_groups || pence.len() > 2 || !pence.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PenceFault);
        }
        let pounds: i64 = groups.concat().parse().map_err(|_| PenceFault)?;
        let pence: i64 = format!("{pence:0<2}").parse().map_err(|_| PenceFault)?;
        let size = pounds.checked_mul(100).and_then(|size| size.checked_add(pence)).ok_or(PenceFault)?;
        Ok(Self(if negative { -size } else { size }))
    }
}

impl Add for Pence {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Pence {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Pence {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_and_read() {
        for (pence, shown) in [
            (0, "£0.00"),
            (5, "£0.05"),
            (99_999, "£999.99"),
            (100_000, "£1,000.00"),
            (123_456_789, "£1,234,567.89"),
            (-123_456, "−£1,234.56"),
        ] {
            assert_eq!(Pence(pence).to_string(), shown);
            assert_eq!(shown.parse(), Ok(Pence(pence)));
        }
        assert_eq!("12".parse(), Ok(Pence(1200)));
        assert_eq!("-12.5".parse(), Ok(Pence(-1250)));
        for wrong in
            ["", "£", "12.345", "1,23", "1,2345", ",123", "12p", "1e3", "£1.2.3", "9999999999999999999"]
        {
            assert_eq!(wrong.parse::<Pence>(), Err(PenceFault), "{wrong}");
        }
    }

    #[test]
    fn rounding_and_spreading() {
        for (numerator, denominator, pence) in
            [(1, 2, 1), (-1, 2, -1), (1, 3, 0), (2, 3, 1), (10, 4, 3), (7, 0, 0), (3, -2, -2)]
        {
            assert_eq!(Pence::rounded(numerator, denominator), Pence(pence), "{numerator}/{denominator}");
        }
        assert_eq!(Pence(1000).spread(3), [Pence(334), Pence(333), Pence(333)]);
        assert_eq!(Pence(1000).spread(0), []);
    }

    proptest::proptest! {
        #[test]
        fn spread_adds_up(pence in -1_000_000_i64..1_000_000, shares in 1_usize..40) {
            assert_eq!(Pence(pence).spread(shares).into_iter().sum::<Pence>(), Pence(pence));
        }
    }
}
