//! What a session costs for one child: staff time shared by the group, and a share of the resources.

use serde::{Deserialize, Serialize};

use super::Pence;

/// What a session takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The adult's cost for an hour. Several adults: one session each.
    pub hourly_cost: Pence,
    /// Minutes taught.
    pub minutes: u32,
    /// Minutes of preparation.
    pub preparation_minutes: u32,
    /// Children in the group; with none the session costs no child anything.
    pub children: u32,
}

impl Session {
    /// The cost for one child as a fraction of pence.
    fn exact(&self) -> (i128, i128) {
        let minutes = i128::from(self.minutes) + i128::from(self.preparation_minutes);
        (i128::from(self.hourly_cost.0) * minutes, 60 * i128::from(self.children))
    }
}

/// The cost of one session for one child: hourly cost x (minutes + preparation minutes) / 60 / children.
///
/// Rounded to the nearest penny, halves up, once at the end. To add sessions up use [`total`], which rounds only the
/// sum.
///
/// # Source
/// `progress.md`, "Time and money".
///
/// # Example
/// ```
/// # use domain::money::{session_cost::{self, Session}, Pence};
/// let session = Session { hourly_cost: Pence(1650), minutes: 20, preparation_minutes: 5, children: 3 };
/// assert_eq!(session_cost::of(&session), Pence(229));
/// assert_eq!(session_cost::total(std::iter::repeat_n(session, 30)), Pence(6875));
/// ```
#[must_use]
pub fn of(session: &Session) -> Pence {
    let (numerator, denominator) = session.exact();
    Pence::rounded(numerator, denominator)
}

/// The cost of many sessions for one child, rounded once.
#[must_use]
pub fn total(sessions: impl IntoIterator<Item = Session>) -> Pence {
    // Whole pence and the rest, kept apart by the number of children, so that the sum stays exact and small.
    let (mut whole, mut rest) = (0_i128, (0_i128, 1_i128));
    for session in sessions {
        let (numerator, denominator) = session.exact();
        if denominator == 0 {
            continue;
        }
        whole += numerator.div_euclid(denominator);
        let more = (numerator.rem_euclid(denominator), denominator);
        rest = add(rest, more).unwrap_or_else(|| {
            // Groups of so many sizes that no fraction holds them: round what there is, and go on.
            whole += i128::from(Pence::rounded(rest.0, rest.1).0);
            more
        });
        if rest.0 >= rest.1 {
            whole += rest.0 / rest.1;
            rest.0 %= rest.1;
        }
    }
    Pence(i64::try_from(whole).unwrap_or(i64::MAX)) + Pence::rounded(rest.0, rest.1)
}

/// The sum of two fractions, in lowest terms; none when it cannot be written.
fn add(a: (i128, i128), b: (i128, i128)) -> Option<(i128, i128)> {
    let (left, right) = (a.0.checked_mul(b.1)?, b.0.checked_mul(a.1)?);
    let sum = (left.checked_add(right)?, a.1.checked_mul(b.1)?);
    let common = common_divisor(sum.0, sum.1).max(1);
    Some((sum.0 / common, sum.1 / common))
}

fn common_divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { common_divisor(b, a % b) }
}

/// Each child's part of a resource's price; the parts differ by a penny at most and add up to the price.
#[must_use]
pub fn resource(price: Pence, children: usize) -> Vec<Pence> {
    price.spread(children)
}

/// What a provision costs for one child: to date the delivered sessions count, planned are those still to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// The delivered sessions and the resources bought.
    pub to_date: Pence,
    /// The sessions still planned.
    pub planned: Pence,
}

impl Cost {
    /// What it comes to at the year's end.
    #[must_use]
    pub fn at_year_end(&self) -> Pence {
        self.to_date + self.planned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions() {
        let session = |hourly, minutes, preparation_minutes, children| Session {
            hourly_cost: Pence(hourly),
            minutes,
            preparation_minutes,
            children,
        };
        for (session, pence) in [
            (session(1200, 60, 0, 1), 1200),
            (session(1200, 30, 0, 4), 150),
            (session(1, 30, 0, 1), 1),
            (session(1000, 20, 0, 6), 56),
            (session(1234, 0, 0, 5), 0),
            (session(1234, 25, 5, 0), 0),
        ] {
            assert_eq!(of(&session), Pence(pence), "{session:?}");
        }
        // A third of a penny each, three times: one penny, not none.
        assert_eq!(total([session(20, 1, 0, 1); 3]), Pence(1));
        assert_eq!(total([]), Pence::ZERO);
        let many = (1..4000).map(|children| session(600_000, 60, 0, children));
        // 600,000 pence times the harmonic number of 3,999.
        assert!((total(many).0 - 5_322_684).abs() < 5);
        let mixed = [session(1650, 20, 5, 3), session(1650, 20, 5, 4), session(1650, 20, 5, 7)];
        // 687.5 / 3 + 687.5 / 4 + 687.5 / 7 = 499.25...
        assert_eq!(total(mixed), Pence(499));
        assert_eq!(resource(Pence(1000), 3), [Pence(334), Pence(333), Pence(333)]);
        assert_eq!(Cost { to_date: Pence(5), planned: Pence(7) }.at_year_end(), Pence(12));
    }

    proptest::proptest! {
        #[test]
        fn the_sum_is_near_the_sum_of_all(
            sessions in proptest::collection::vec((1_i64..5000, 1_u32..90, 0_u32..30, 1_u32..12), 0..200),
        ) {
            let list = sessions.iter().map(|(hourly, minutes, preparation_minutes, children)| Session {
                hourly_cost: Pence(*hourly), minutes: *minutes,
                preparation_minutes: *preparation_minutes, children: *children,
            });
            let simple: f64 = sessions
                .iter()
                .map(|(h, m, p, c)| *h as f64 * f64::from(m + p) / 60.0 / f64::from(*c))
                .sum();
            assert!((total(list).0 as f64 - simple).abs() <= 0.5 + 1e-6);
        }
    }
}
