//! A child's cost in a year against 6,000 pounds and the top-up.

use serde::{Deserialize, Serialize};

use super::Pence;

/// What a school pays for a pupil's SEN from its own budget before the county tops up, a year.
pub const THRESHOLD: Pence = Pence::pounds(6_000);

/// A child's cost in one funding year, beside what pays for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Against {
    /// The cost.
    pub cost: Pence,
    /// 6,000 pounds of the school's own and the top-up received.
    pub funded: Pence,
    /// What of the 6,000 is left; nothing when it is used up.
    pub left_of_threshold: Pence,
    /// The cost over 6,000; nothing when it is under.
    pub over_threshold: Pence,
    /// Funded less cost: below zero when the school pays more than 6,000 of its own.
    pub balance: Pence,
}

/// Sets a child's cost in a funding year against 6,000 pounds and the top-up received in it.
///
/// # Source
/// DfE, *High needs funding: operational guide* (the first 6,000 pounds of additional support costs); `progress.md`.
///
/// # Example
/// ```
/// # use domain::money::{threshold, Pence};
/// let against = threshold::against(Pence::pounds(8_500), Pence::pounds(2_000));
/// assert_eq!(against.over_threshold, Pence::pounds(2_500));
/// assert_eq!(against.balance.to_string(), "−£500.00");
/// ```
#[must_use]
pub fn against(cost: Pence, top_up: Pence) -> Against {
    let funded = THRESHOLD + top_up;
    Against {
        cost,
        funded,
        left_of_threshold: (THRESHOLD - cost).max(Pence::ZERO),
        over_threshold: (cost - THRESHOLD).max(Pence::ZERO),
        balance: funded - cost,
    }
}

/// A school's cost of SEN in a funding year, beside its notional SEN budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgainstBudget {
    /// What the children cost.
    pub cost: Pence,
    /// The notional budget and the top-ups.
    pub funded: Pence,
    /// Funded less cost.
    pub balance: Pence,
}

/// Sets the cost of all children against the school's notional SEN budget and the top-ups received.
#[must_use]
pub fn against_budget(cost: Pence, notional_budget: Pence, top_ups: Pence) -> AgainstBudget {
    let funded = notional_budget + top_ups;
    AgainstBudget { cost, funded, balance: funded - cost }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables() {
        for (cost, top_up, left, over, balance) in [
            (0, 0, 600_000, 0, 600_000),
            (599_999, 0, 1, 0, 1),
            (600_000, 0, 0, 0, 0),
            (600_001, 0, 0, 1, -1),
            (900_000, 300_000, 0, 300_000, 0),
        ] {
            let found = against(Pence(cost), Pence(top_up));
            assert_eq!(
                (found.left_of_threshold, found.over_threshold, found.balance),
                (Pence(left), Pence(over), Pence(balance)),
                "{cost} {top_up}"
            );
        }
        let school = against_budget(Pence::pounds(90), Pence::pounds(80), Pence::pounds(15));
        assert_eq!((school.funded, school.balance), (Pence::pounds(95), Pence::pounds(5)));
    }
}
