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

    /// What is wrong with the day on which the child was seen, as a sentence; none when nothing is. A child is seen by an
    /// agency that was asked.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, record::Referral};
    /// let seen = Referral { seen_on: Some(date(2026, 11, 2)), ..Referral::default() };
    /// assert!(seen.seen_out_of_turn().is_some(), "never sent");
    /// let sent = |day| Referral { sent_on: Some(date(2026, 11, day)), ..seen.clone() };
    /// assert!(sent(3).seen_out_of_turn().is_some(), "seen the day before it was sent");
    /// assert_eq!(sent(2).seen_out_of_turn(), None);
    /// ```
    #[must_use]
    pub fn seen_out_of_turn(&self) -> Option<&'static str> {
        match (self.seen_on, self.sent_on) {
            (Some(_), None) => {
                Some("A child is seen after a referral was sent: enter the day on which it was sent, too")
            }
            (Some(seen), Some(sent)) if seen < sent => {
                Some("This day is before the referral was sent: look at both days")
            }
            (Some(_), Some(_)) | (None, _) => None,
        }
    }
}
