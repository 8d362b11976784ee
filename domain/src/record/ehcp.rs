//! Step 8: the EHCP in place, and its annual review.

use std::collections::BTreeMap;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::{AnnualGuest, Party};
use crate::{Date, ProvisionId, UserId};

/// An outcome of section E.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EhcpOutcome {
    /// What it says.
    pub text: String,
}

/// A line of section F: provision that the law secures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionFLine {
    /// What is to be provided.
    pub text: String,
    /// Minutes a week, when it says so.
    pub minutes_per_week: u32,
    /// Who provides it.
    pub who: String,
    /// How many children at most, when it says so; 1 is one to one.
    pub group_size: u32,
    /// Times a week, when it says so.
    pub times_per_week: u32,
    /// How often and when, in the plan's own words: "daily before lessons", "each half term".
    pub frequency: String,
    /// The provision that delivers it.
    pub provision: Option<ProvisionId>,
    /// Other provisions that deliver it too.
    pub also: Vec<ProvisionId>,
}

impl SectionFLine {
    /// Every provision that delivers it.
    pub fn provisions(&self) -> impl Iterator<Item = ProvisionId> {
        self.provision.into_iter().chain(self.also.iter().copied())
    }

    /// How much, how often and in what group, in words: "3 times a week, 60 minutes a week, one to one".
    #[must_use]
    pub fn how_much(&self) -> String {
        let mut parts = Vec::new();
        match self.times_per_week {
            0 => {}
            1 => parts.push("once a week".to_owned()),
            times => parts.push(format!("{times} times a week")),
        }
        if !self.frequency.trim().is_empty() {
            parts.push(self.frequency.trim().to_owned());
        }
        match self.minutes_per_week {
            0 => {}
            1 => parts.push("1 minute a week".to_owned()),
            minutes => parts.push(format!("{minutes} minutes a week")),
        }
        match self.group_size {
            0 => {}
            1 => parts.push("one to one".to_owned()),
            most => parts.push(format!("group of {most} at most")),
        }
        parts.join(", ")
    }
}

/// The plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ehcp {
    /// The day on which the final plan was made.
    pub made_on: Option<Date>,
    /// Sections A to K by letter, as typed.
    pub sections: BTreeMap<String, String>,
    /// Section E.
    pub outcomes: Vec<EhcpOutcome>,
    /// Section F.
    pub provision: Vec<SectionFLine>,
    /// Where the county's document is kept: a folder, a cabinet, an address.
    pub document: String,
    /// The day on which it was last amended.
    pub amended_on: Option<Date>,
    /// The day of its last review that is on no record here: at the school or in the county from which the child came.
    pub reviewed_on: Option<Date>,
    /// The day on which the parents had their copy of it as it is now.
    pub copy_on: Option<Date>,
    /// The day of the talk in school about exactly what will happen.
    pub talk_on: Option<Date>,
    /// Who was at the talk and what was agreed.
    pub talk_words: String,
    /// Top-up: band, amount in pence a year, hours a week.
    pub top_up_band: String,
    /// Top-up in pence a year.
    pub top_up_pence: i64,
    /// Whether this is the child's last year in this school.
    pub last_year_of_school: bool,
    /// Of a child under five: when it was last considered whether the plan is to be reviewed.
    pub considered_on: Option<Date>,
}

impl Ehcp {
    /// Since when the plan says what it says now: from its last amendment, else from the day on which it was made.
    #[must_use]
    pub fn in_force_since(&self) -> Option<Date> {
        self.made_on.max(self.amended_on)
    }
}

/// What an annual review recommends, or what the county decides after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recommendation {
    /// Keep the plan as it is.
    Keep,
    /// Amend it.
    Amend,
    /// Cease it.
    Cease,
}

impl Recommendation {
    /// Every recommendation.
    pub const ALL: [Recommendation; 3] = [Recommendation::Keep, Recommendation::Amend, Recommendation::Cease];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Recommendation::Keep => "keep",
            Recommendation::Amend => "amend",
            Recommendation::Cease => "cease",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Recommendation::Keep => "Keep the plan as it is",
            Recommendation::Amend => "Amend the plan",
            Recommendation::Cease => "Cease the plan",
        }
    }

    /// The recommendation of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Recommendation::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// Somebody who was asked for advice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdviceAsked {
    /// Their account, when they have one: they answer on their own page.
    pub account: Option<UserId>,
    /// Their name.
    pub name: String,
    /// As whom.
    pub party: Party,
    /// When they were asked.
    pub on: Option<Date>,
}

/// Progress towards an outcome of section E.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 20(5): the meeting considers the child's progress towards the outcomes. In force
/// since 2014-09-01; read 2026-11-29.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutcomeProgress {
    /// The outcome, as the plan worded it then.
    pub outcome: String,
    /// How far the child has come, and how one knows.
    pub progress: String,
}

/// An annual review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnualReview {
    /// The meeting.
    pub meeting_on: Option<Date>,
    /// When it begins, in London.
    pub at: Option<Time>,
    /// So long it is, in minutes; 0 while nobody has said.
    pub minutes: u32,
    /// Where it is.
    pub place: String,
    /// The day of the notice.
    pub notice_on: Option<Date>,
    /// The day on which the advice was circulated.
    pub advice_on: Option<Date>,
    /// The day of the report.
    pub report_on: Option<Date>,
    /// Who is invited.
    pub invited: Vec<AnnualGuest>,
    /// Who was asked for advice.
    pub asked: Vec<AdviceAsked>,
    /// Who came.
    pub came: Vec<Party>,
    /// Names and others who came or were invited, in words.
    pub came_words: String,
    /// What the child says.
    pub pupils_view: String,
    /// Progress that is not said of one outcome; of older reviews, all of it.
    pub progress: String,
    /// Progress towards each outcome of section E, as the plan words it.
    pub outcomes: Vec<OutcomeProgress>,
    /// What is recommended; none while nobody has chosen it.
    pub recommends: Option<Recommendation>,
    /// What is recommended, in words; of older reviews also where people saw it differently.
    pub words: String,
    /// Where people saw it differently, and who.
    pub differences: String,
    /// The day of the county's decision.
    pub decision_on: Option<Date>,
    /// The county's decision.
    pub decision: Option<Recommendation>,
}

impl AnnualReview {
    /// Whether the record says who came, or the report is sent: the meeting took place. A day that has gone by says
    /// nothing, for the meeting may have been put off.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, record::{AnnualReview, Party}};
    /// let planned = AnnualReview { meeting_on: Some(date(2026, 10, 12)), ..AnnualReview::default() };
    /// assert!(!planned.says_who_came());
    /// assert!(AnnualReview { came: vec![Party::Parent], ..planned }.says_who_came());
    /// ```
    #[must_use]
    pub fn says_who_came(&self) -> bool {
        !self.came.is_empty() || !self.came_words.trim().is_empty() || self.report_on.is_some()
    }

    /// The first day on which advice was asked.
    #[must_use]
    pub fn asked_on(&self) -> Option<Date> {
        self.asked.iter().filter_map(|one| one.on).min()
    }

    /// The progress towards each outcome of the plan, in its order; then what was written of outcomes that it has no longer.
    ///
    /// # Example
    /// ```
    /// # use domain::record::{AnnualReview, EhcpOutcome, OutcomeProgress};
    /// let of = |outcome: &str, progress: &str| OutcomeProgress { outcome: outcome.into(), progress: progress.into() };
    /// let review = AnnualReview { outcomes: vec![of("Old", "Met"), of("Reads", "Half way")], ..AnnualReview::default() };
    /// let plan = ["Reads ", "Plays"].map(|text| EhcpOutcome { text: text.into() });
    /// assert_eq!(review.toward(&plan), [of("Reads", "Half way"), of("Plays", ""), of("Old", "Met")]);
    /// ```
    #[must_use]
    pub fn toward(&self, plan: &[EhcpOutcome]) -> Vec<OutcomeProgress> {
        let mut toward: Vec<OutcomeProgress> = Vec::new();
        for outcome in plan.iter().map(|one| one.text.trim()).filter(|text| !text.is_empty()) {
            let said = self.outcomes.iter().find(|one| one.outcome.trim() == outcome);
            let progress = said.map(|one| one.progress.clone()).unwrap_or_default();
            toward.push(OutcomeProgress { outcome: outcome.to_owned(), progress });
        }
        for one in self.outcomes.iter().filter(|one| !one.progress.trim().is_empty()) {
            if !toward.iter().any(|known| known.outcome == one.outcome.trim()) {
                toward.push(one.clone());
            }
        }
        toward
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_of_before_outcomes_had_progress_each_is_read_as_it_is() {
        let old = r#"{"meeting_on":"2026-06-14","progress":"Reads more","words":"Keep it. The mother wants more."}"#;
        let review: AnnualReview = serde_json::from_str(old).unwrap();
        assert_eq!((review.at, review.minutes, review.when()), (None, 0, None));
        assert_eq!((review.progress.as_str(), review.differences.as_str()), ("Reads more", ""));
        assert_eq!(review.toward(&[]), []);
        let twice = [EhcpOutcome { text: "Reads".into() }, EhcpOutcome { text: " ".into() }];
        assert_eq!(review.toward(&twice).len(), 1, "an outcome without words is none");
    }
}
