//! Every clock of an EHC needs assessment, from its dates.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    advice_from_school,
    clock::Clock,
    decision_to_assess, draft_plan_comments,
    exemption::{Excuse, Exemption, ExemptionFinding, ExemptionLetter, Limit},
    final_plan, refusal_to_issue,
    rule::Rule,
    school_consultation, tribunal_order,
};

/// A draft that the county served and then revised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierDraft {
    /// It was served.
    pub served_on: Date,
    /// The parents commented on it.
    pub commented_on: Option<Date>,
}

/// The dates of an application, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Application {
    /// The authority received the request: nothing runs before it.
    pub received_on: Option<Date>,
    /// The authority said that it will assess.
    pub agreed_to_assess_on: Option<Date>,
    /// The authority said that it will not assess, whether that stands or not.
    pub refused_to_assess_on: Option<Date>,
    /// After that refusal the Tribunal ordered an assessment, or the authority agreed to one at mediation.
    pub assessment_ordered_on: Option<Date>,
    /// The school received the authority's request for advice.
    pub advice_asked_on: Option<Date>,
    /// The school gave its advice.
    pub advice_given_on: Option<Date>,
    /// The child missed an appointment for the advice.
    pub appointment_missed_on: Option<Date>,
    /// The authority said that it will not issue a plan, whether that stands or not.
    pub refused_to_issue_on: Option<Date>,
    /// After that refusal the Tribunal ordered a plan, or the authority agreed to one at mediation.
    pub plan_ordered_on: Option<Date>,
    /// The drafts before the newest one, in their order.
    pub earlier_drafts: Vec<EarlierDraft>,
    /// The newest draft plan was served.
    pub draft_served_on: Option<Date>,
    /// The parents commented on the draft, or named a school.
    pub commented_on: Option<Date>,
    /// The county consulted this school about naming it.
    pub consulted_on: Option<Date>,
    /// This school answered.
    pub answered_on: Option<Date>,
    /// The final plan is dated.
    pub final_plan_on: Option<Date>,
    /// The request was withdrawn.
    pub withdrawn_on: Option<Date>,
    /// The exemptions that are recorded: the newest of each letter.
    pub exemptions: Vec<Exemption>,
}

impl Application {
    /// The day of a refusal to assess that stands: the authority has not said since that it will, and nobody ordered it.
    #[must_use]
    pub fn stands_not_to_assess(&self) -> Option<Date> {
        let turned = |refused: &Date| self.agreed_to_assess_on.is_some_and(|on| on >= *refused);
        self.refused_to_assess_on.filter(|refused| self.assessment_ordered_on.is_none() && !turned(refused))
    }

    /// The day of a refusal to issue a plan that stands: no draft followed, and nobody ordered a plan.
    #[must_use]
    pub fn stands_not_to_issue(&self) -> Option<Date> {
        let turned = |refused: &Date| self.draft_served_on.is_some_and(|on| on >= *refused);
        self.refused_to_issue_on.filter(|refused| self.plan_ordered_on.is_none() && !turned(refused))
    }

    /// The first day on which a plan was drafted or made: what was done in time stays done, however often a draft is
    /// revised. After an order only what came since.
    fn issued_on(&self, since: Option<Date>) -> Option<Date> {
        let drafts = self.earlier_drafts.iter().map(|draft| draft.served_on).chain(self.draft_served_on);
        drafts.chain(self.final_plan_on).filter(|on| since.is_none_or(|since| *on >= since)).min()
    }

    /// The exemption for which a limit of the authority that ends on `due_on` need not be met. It excuses weeks 6, 16
    /// and 20 alone: the school's own advice is excused by a missed appointment. The limits after an order are excused
    /// by the circumstances of the child or parent and by their absence, not by a school's closure.
    ///
    /// # Law
    /// SEND Regulations 2014 (SI 2014/1530), reg 5(4), 10(4) and 13(3); reg 8(2) for the advice; reg 44(3) after an
    /// order. In force since 2014-09-01; read 2026-11-29.
    #[must_use]
    pub fn exempt(&self, code: &str, due_on: Date) -> Option<ExemptionLetter> {
        let limits = [decision_to_assess::RULE.code, refusal_to_issue::RULE.code, final_plan::RULE.code];
        if tribunal_order::ALL.iter().any(|rule| rule.code == code) {
            let from = self.plan_ordered_on.or(self.assessment_ordered_on)?;
            let limit = Limit { from, due_on, advice_asked_on: None };
            let found = self.exemptions.iter().find(|exemption| {
                matches!(exemption.letter, ExemptionLetter::C | ExemptionLetter::D)
                    && exemption.excuses(limit)
            });
            return found.map(|exemption| exemption.letter);
        }
        let limit = self.limit(due_on).filter(|_| limits.contains(&code))?;
        self.exemptions.iter().find(|exemption| exemption.excuses(limit)).map(|exemption| exemption.letter)
    }

    fn limit(&self, due_on: Date) -> Option<Limit> {
        Some(Limit { from: self.received_on?, due_on, advice_asked_on: self.advice_asked_on })
    }

    fn limits_after_an_order(&self) -> impl Iterator<Item = Limit> {
        let last = |rule: &Rule, from: Date| Limit {
            from,
            due_on: tribunal_order::due_on(rule, from),
            advice_asked_on: None,
        };
        let assessed = self.assessment_ordered_on.map(|on| last(&tribunal_order::FINAL_AFTER_ASSESSMENT, on));
        assessed.into_iter().chain(self.plan_ordered_on.map(|on| last(&tribunal_order::FINAL, on)))
    }

    /// What does not fit in the exemptions that are recorded.
    #[must_use]
    pub fn exemption_findings(&self) -> Vec<ExemptionFinding> {
        let limits: Vec<Limit> = self
            .received_on
            .map(|on| [decision_to_assess::due_on(on), refusal_to_issue::due_on(on), final_plan::due_on(on)])
            .into_iter()
            .flatten()
            .filter_map(|due_on| self.limit(due_on))
            .chain(self.limits_after_an_order())
            .collect();
        self.exemptions
            .iter()
            .flat_map(|exemption| {
                let mut found = exemption.findings(self.advice_asked_on);
                if found.is_empty() && !limits.iter().any(|limit| exemption.excuses(*limit)) {
                    found.push(ExemptionFinding::TouchesNoLimit);
                }
                found
            })
            .collect()
    }
}

/// The clocks of an application on `today`, by their days.
///
/// The school's advice, the comments on the draft and the answer to a consultation end with the decision that they
/// serve: what is still open then is no longer needed.
///
/// A refusal ends the county's clocks after it; the parents' own time then is [`super::disagreement::clocks`]. When it is
/// turned by the Tribunal or at mediation, it stays done on its day, and what follows counts from the order. A request that is
/// withdrawn has only what was done.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 5 to 13, 42(2) and 44(2). In force since 2014-09-01; read 2026-11-29.
///
/// # Example
/// ```
/// # use domain::{date, deadlines::{Application, application}};
/// let dates = Application { received_on: Some(date(2026, 9, 22)), ..Application::default() };
/// let clocks = application::clocks(&dates, date(2026, 11, 23));
/// let lines: Vec<_> = clocks.iter().map(|clock| (clock.code, clock.state.in_words())).collect();
/// assert_eq!(lines[0], ("decision-to-assess", "late by 20 days".to_owned()));
/// assert_eq!(lines[1], ("refusal-to-issue", "in 50 days".to_owned()));
/// assert_eq!(lines[2], ("final-plan", "in 78 days".to_owned()));
/// ```
#[must_use]
pub fn clocks(dates: &Application, today: Date) -> Vec<Clock> {
    let Some(received_on) = dates.received_on else { return Vec::new() };
    let of_authority = |rule: &Rule, due_on, done_on| {
        let excuse = dates.exempt(rule.code, due_on).map(Excuse::Exemption);
        Clock::new(rule, due_on, done_on, excuse, today)
    };
    let earliest = |days: &[Option<Date>]| days.iter().flatten().min().copied();
    let (not_to_assess, not_to_issue) = (dates.stands_not_to_assess(), dates.stands_not_to_issue());
    let decided_on = earliest(&[dates.agreed_to_assess_on, dates.refused_to_assess_on]);
    // A later letter shows that an earlier one, which was not typed in, has been answered.
    let issued_on = dates.issued_on(None);
    let issued_or_not_on = earliest(&[dates.refused_to_issue_on, issued_on]);
    let assessed_on = not_to_assess.or(issued_or_not_on);
    let settled_on = not_to_assess.or(not_to_issue).or(dates.final_plan_on);
    let mut clocks = vec![of_authority(
        &decision_to_assess::RULE,
        decision_to_assess::due_on(received_on),
        decided_on.or(issued_or_not_on),
    )];
    let ordered = |rule: &Rule, ordered_on: Date, done_on: Option<Date>| {
        of_authority(rule, tribunal_order::due_on(rule, ordered_on), done_on.filter(|on| *on >= ordered_on))
    };
    if let Some(on) = dates.assessment_ordered_on {
        clocks.push(ordered(&tribunal_order::ASSESS, on, dates.agreed_to_assess_on.or(issued_or_not_on)));
    }
    if let Some(asked_on) = dates.advice_asked_on {
        let missed = dates.appointment_missed_on.map(|_| Excuse::MissedAppointment);
        let due_on = advice_from_school::due_on(asked_on);
        let advice = Clock::new(&advice_from_school::RULE, due_on, dates.advice_given_on, missed, today);
        clocks.push(advice.unless_ended(assessed_on.filter(|on| *on >= asked_on)));
    }
    if not_to_assess.is_none() {
        // Sixteen weeks limit a refusal: a draft that comes later is late by the final plan's day only.
        let whether = |rule: &Rule, due_on: Date| {
            let draft_in_time = issued_on.filter(|on| *on <= due_on);
            of_authority(rule, due_on, dates.refused_to_issue_on.or(draft_in_time)).unless_ended(issued_on)
        };
        clocks.push(match dates.assessment_ordered_on {
            Some(on) => {
                whether(&tribunal_order::REFUSAL, tribunal_order::due_on(&tribunal_order::REFUSAL, on))
            }
            None => whether(&refusal_to_issue::RULE, refusal_to_issue::due_on(received_on)),
        });
    }
    if let Some(on) = dates.plan_ordered_on {
        clocks.push(ordered(&tribunal_order::DRAFT, on, dates.issued_on(Some(on))));
    }
    for draft in &dates.earlier_drafts {
        // Nobody waits for comments on a draft that was revised; those that came stay.
        if let Some(commented_on) = draft.commented_on {
            let due_on = draft_plan_comments::due_on(draft.served_on);
            clocks.push(Clock::new(&draft_plan_comments::RULE, due_on, Some(commented_on), None, today));
        }
    }
    if let Some(served_on) = dates.draft_served_on {
        let due_on = draft_plan_comments::due_on(served_on);
        let comments = Clock::new(&draft_plan_comments::RULE, due_on, dates.commented_on, None, today);
        clocks.push(comments.unless_ended(settled_on.filter(|on| *on >= served_on)));
    }
    if let Some(consulted_on) = dates.consulted_on {
        let due_on = school_consultation::due_on(consulted_on);
        let answer = Clock::new(&school_consultation::RULE, due_on, dates.answered_on, None, today);
        clocks.push(answer.unless_ended(settled_on.filter(|on| *on >= consulted_on)));
    }
    if not_to_assess.is_none() && not_to_issue.is_none() {
        clocks.push(match (dates.plan_ordered_on, dates.assessment_ordered_on) {
            (Some(on), _) => ordered(&tribunal_order::FINAL, on, dates.final_plan_on),
            (None, Some(on)) => ordered(&tribunal_order::FINAL_AFTER_ASSESSMENT, on, dates.final_plan_on),
            (None, None) => {
                of_authority(&final_plan::RULE, final_plan::due_on(received_on), dates.final_plan_on)
            }
        });
    }
    if dates.withdrawn_on.is_some() {
        clocks.retain(|clock| !clock.state.is_open());
    }
    clocks.sort_by_key(|clock| clock.due_on);
    clocks
}

#[cfg(test)]
#[path = "application_tests.rs"]
mod tests;
