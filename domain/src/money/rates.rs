//! What an hour of an adult costs, by role: the school's own figures, with on-costs.

use std::collections::BTreeMap;

use crate::people::Role;

use super::Pence;

/// What an hour of a group's adults costs: the sum of the rate of each. An adult of several roles costs the dearest; a
/// role without a rate costs nothing, so that a school which has written none down sees no invented money.
///
/// # Source
/// `progress.md`, "Time and money": hourly cost; issue 4, section 2: rates by role.
///
/// # Example
/// ```
/// # use domain::{money::{Pence, rates}, people::Role};
/// # use std::collections::BTreeMap;
/// let rates_by_role = BTreeMap::from([(Role::Ta, Pence(1650)), (Role::Teacher, Pence(4200))]);
/// let adults = [vec![Role::Ta], vec![Role::Ta, Role::Teacher]];
/// assert_eq!(rates::hourly(&adults, &rates_by_role), Pence(5850));
/// ```
#[must_use]
pub fn hourly(adults: &[Vec<Role>], rates: &BTreeMap<Role, Pence>) -> Pence {
    adults
        .iter()
        .map(|roles| roles.iter().filter_map(|role| rates.get(role).copied()).max().unwrap_or(Pence::ZERO))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let rates = BTreeMap::from([(Role::Ta, Pence(1650)), (Role::Teacher, Pence(4200))]);
        for (adults, pence) in [
            (vec![], 0),
            (vec![vec![]], 0),
            (vec![vec![Role::Head]], 0),
            (vec![vec![Role::Ta]], 1650),
            (vec![vec![Role::Ta], vec![Role::Ta]], 3300),
            (vec![vec![Role::Teacher, Role::Ta]], 4200),
        ] {
            assert_eq!(hourly(&adults, &rates), Pence(pence), "{adults:?}");
        }
        assert_eq!(hourly(&[vec![Role::Ta]], &BTreeMap::new()), Pence::ZERO);
    }
}
