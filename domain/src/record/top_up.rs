//! The county's top-up for a plan: its band, amount and hours, from when until when, and what has come.

use serde::{Deserialize, Serialize};

use crate::{
    Date,
    money::top_up::{Expected, Payment},
};

/// A payment that came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Received {
    /// The day.
    pub on: Option<Date>,
    /// How much, in pence.
    pub pence: i64,
    /// For what, in a few words.
    pub words: String,
}

/// A top-up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopUp {
    /// The county's band.
    pub band: String,
    /// Pence a year.
    pub pence_a_year: i64,
    /// Minutes a week that it pays for, when the county says so.
    pub minutes_per_week: u32,
    /// From when.
    pub from_on: Option<Date>,
    /// Until when; open while the plan runs.
    pub until_on: Option<Date>,
    /// What has come.
    pub received: Vec<Received>,
}

impl TopUp {
    /// What is to come of it, as money counts.
    #[must_use]
    pub fn expected(&self) -> Option<Expected> {
        let (pence_a_year, until_on) = (self.pence_a_year, self.until_on);
        self.from_on.map(|from_on| Expected { pence_a_year, from_on, until_on })
    }

    /// What has come of it, as money counts.
    pub fn payments(&self) -> impl Iterator<Item = Payment> {
        self.received.iter().filter_map(|one| Some(Payment { on: one.on?, pence: one.pence }))
    }
}
