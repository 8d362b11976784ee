//! A referral to an outside agency.

use serde::{Deserialize, Serialize};

use crate::{Date, UserId};

/// From consent to what was done with the advice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Referral {
    /// To whom: educational psychologist, speech and language therapist, CAMHS, paediatrician, other.
    pub to: String,
    /// The account of the professional, when they are invited to the child: they follow it, and say when they saw the child.
    pub account: Option<UserId>,
    /// Why.
    pub reason: String,
    /// The day of the parents' consent.
    pub consent_on: Option<Date>,
    /// Who consented and how.
    pub consent: String,
    /// The day on which it was sent.
    pub sent_on: Option<Date>,
    /// The day on which it was last chased.
    pub chased_on: Option<Date>,
    /// The day on which the child was seen.
    pub seen_on: Option<Date>,
    /// The day of the report.
    pub report_on: Option<Date>,
    /// What the report advises.
    pub advice: String,
    /// What was done with the advice.
    pub done: String,
}

impl Referral {
    /// Whether it was made to somebody.
    ///
    /// # Example
    /// ```
    /// # use domain::{UserId, record::Referral};
    /// let ash = UserId::new(1, &[1; 10]);
    /// let made = Referral { account: Some(ash), ..Referral::default() };
    /// assert!(made.is_of(Some(ash)) && !made.is_of(None) && !Referral::default().is_of(None));
    /// ```
    #[must_use]
    pub fn is_of(&self, account: Option<UserId>) -> bool {
        account.is_some() && self.account == account
    }
}
