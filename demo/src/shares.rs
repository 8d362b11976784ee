//! The shares of a believable primary school in England: `data/synthetic_school.toml`, with its sources.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The file.
#[derive(Debug, Deserialize)]
pub struct Shares {
    /// The roll.
    pub roll: Roll,
    /// Types of need of SEN support, in percent.
    pub type_percent_of_sen_support: BTreeMap<String, f64>,
    /// Types of need of EHC plans, in percent.
    pub type_percent_of_ehcp_in_mainstream: BTreeMap<String, f64>,
    /// Children with an open record that is not yet SEN support, per 100 on the roll.
    pub steps: Steps,
}

/// The roll.
#[derive(Debug, Deserialize)]
pub struct Roll {
    /// Classes of a year group.
    pub classes_per_year: usize,
    /// SEN support.
    pub sen_support_percent: f64,
    /// EHC plans.
    pub ehcp_percent: f64,
    /// Boys, by provision.
    pub boys_percent_of: BTreeMap<String, f64>,
    /// Free school meals, by provision.
    pub fsm_percent_of: BTreeMap<String, f64>,
    /// English as an additional language.
    pub eal_percent: f64,
}

/// Early steps.
#[derive(Debug, Deserialize)]
pub struct Steps {
    /// Step 1.
    pub concern: f64,
    /// Step 2.
    pub teacher_adapts: f64,
    /// Step 3.
    pub one_page_profile: f64,
}

/// The shares.
///
/// # Panics
/// When the shipped file is not of this form, which a test would say first.
pub fn shares() -> Shares {
    toml::from_str(include_str!("../data/synthetic_school.toml")).expect("the shipped shares can be read")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_shipped_shares_can_be_read() {
        assert!(super::shares().roll.sen_support_percent > 10.0);
    }
}
