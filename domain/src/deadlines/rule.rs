//! What every clock says of itself: code, title, who must act, and the law that it is read from.

use jiff::civil::Date;
use serde::Serialize;

use crate::date;

/// The day on which the law of every rule here was last read.
pub const READ_ON: Date = date(2026, 11, 23);
/// The SEND Regulations 2014 (SI 2014/1530) and Part 3 of the Children and Families Act 2014 came into force.
pub const SEND_IN_FORCE: Date = date(2014, 9, 1);

/// Where a rule is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Law {
    /// The article, as it is cited on screen.
    pub citation: &'static str,
    /// Since when it is in force in this form.
    pub in_force_since: Date,
    /// When it was read for this rule.
    pub read_on: Date,
}

impl Law {
    /// An article of the SEND Regulations 2014 or the Children and Families Act 2014.
    #[must_use]
    pub const fn send(citation: &'static str) -> Self {
        Self { citation, in_force_since: SEND_IN_FORCE, read_on: READ_ON }
    }

    /// An article in force since another day.
    #[must_use]
    pub const fn since(in_force_since: Date, citation: &'static str) -> Self {
        Self { citation, in_force_since, read_on: READ_ON }
    }
}

/// Who must act, or may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The local authority (the county).
    Authority,
    /// The school.
    School,
    /// The parents, or the young person.
    Parents,
    /// The mediation adviser.
    MediationAdviser,
}

impl Party {
    /// What a sentence calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Party::Authority => "local authority",
            Party::School => "school",
            Party::Parents => "parents",
            Party::MediationAdviser => "mediation adviser",
        }
    }
}

/// Whether a day is the end of a duty, or the end of a time in which something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// It must be done by then; afterwards it is late.
    Duty,
    /// It may be done until then; afterwards the time has ended, and nobody is late.
    Window,
}

/// A clock's description. The rule beside it computes the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// A stable code, for data and addresses.
    pub code: &'static str,
    /// What a list calls it.
    pub title: &'static str,
    /// Who must act, or may.
    pub party: Party,
    /// Duty or window.
    pub nature: Nature,
    /// Where it is written.
    pub law: Law,
}

/// Every rule of a clock, by its code.
pub const ALL: [&Rule; 30] = {
    use super::{
        advice_from_school, amended_plan, amendment_comments, annual_review, annual_review_decision,
        annual_review_notice, annual_review_report, appeal, decision_to_assess, draft_plan_comments,
        early_years_review, educational_record, file_transfer, final_plan, mediation_adviser,
        mediation_certificate, phase_transfer, plan_the_meeting, refusal_to_issue, school_consultation,
        sen_support_meetings, subject_access, tribunal_order,
    };
    [
        &advice_from_school::RULE,
        &amended_plan::RULE,
        &amendment_comments::RULE,
        &annual_review::RULE,
        &annual_review_notice::ADVICE,
        &plan_the_meeting::ASK,
        &plan_the_meeting::MEETING,
        &annual_review_decision::RULE,
        &annual_review_notice::RULE,
        &annual_review_report::RULE,
        &appeal::RULE,
        &decision_to_assess::RULE,
        &draft_plan_comments::RULE,
        &early_years_review::RULE,
        &educational_record::RULE,
        &file_transfer::RULE,
        &final_plan::RULE,
        &mediation_adviser::RULE,
        &mediation_certificate::RULE,
        &phase_transfer::RULE,
        &phase_transfer::POST_16,
        &refusal_to_issue::RULE,
        &school_consultation::RULE,
        &sen_support_meetings::RULE,
        &subject_access::RULE,
        &tribunal_order::ASSESS,
        &tribunal_order::REFUSAL,
        &tribunal_order::FINAL_AFTER_ASSESSMENT,
        &tribunal_order::DRAFT,
        &tribunal_order::FINAL,
    ]
};

impl Rule {
    /// The rule of a code: how a kept date becomes a clock again.
    ///
    /// # Example
    /// ```
    /// # use domain::deadlines::rule::Rule;
    /// assert_eq!(Rule::of("final-plan").map(|rule| rule.title), Some("Final plan"));
    /// assert_eq!(Rule::of("tea-time"), None);
    /// ```
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Rule> {
        ALL.into_iter().find(|rule| rule.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_by_a_code_of_its_own() {
        for rule in ALL {
            assert_eq!(Rule::of(rule.code), Some(rule));
        }
    }
}
