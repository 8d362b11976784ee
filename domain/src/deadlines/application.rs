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
mod tests {
    use super::*;
    use crate::date;

    fn lines(dates: &Application, today: Date) -> Vec<String> {
        clocks(dates, today)
            .iter()
            .map(|clock| format!("{} {}: {}", clock.due_on, clock.code, clock.state.in_words()))
            .collect()
    }

    fn received() -> Application {
        Application { received_on: Some(date(2026, 3, 2)), ..Application::default() }
    }

    #[test]
    fn nothing_runs_before_the_request_is_received() {
        assert!(lines(&Application::default(), date(2026, 3, 2)).is_empty());
    }

    #[test]
    fn an_application_that_ends_in_a_plan() {
        let dates = Application {
            agreed_to_assess_on: Some(date(2026, 4, 10)),
            advice_asked_on: Some(date(2026, 4, 13)),
            advice_given_on: Some(date(2026, 5, 20)),
            draft_served_on: Some(date(2026, 7, 1)),
            consulted_on: Some(date(2026, 7, 1)),
            ..received()
        };
        assert_eq!(
            lines(&dates, date(2026, 7, 18)),
            [
                "2026-04-13 decision-to-assess: done on 10 April 2026",
                "2026-05-25 advice-from-school: done on 20 May 2026",
                "2026-06-22 refusal-to-issue: no longer needed since 1 July 2026",
                "2026-07-15 draft-plan-comments: ended 3 days ago",
                "2026-07-16 school-consultation: late by 2 days",
                "2026-07-20 final-plan: in 2 days",
            ]
        );
        let finished = Application { final_plan_on: Some(date(2026, 7, 20)), ..dates };
        let after = lines(&finished, date(2026, 7, 21));
        assert_eq!(after[5], "2026-07-20 final-plan: done on 20 July 2026");
        assert_eq!(after.len(), 6);
    }

    #[test]
    fn a_draft_that_is_revised_leaves_what_was_done_in_time() {
        let first = EarlierDraft { served_on: date(2026, 6, 19), commented_on: Some(date(2026, 6, 30)) };
        let unanswered = EarlierDraft { commented_on: None, ..first };
        let dates = |earlier: &[EarlierDraft]| Application {
            agreed_to_assess_on: Some(date(2026, 4, 10)),
            earlier_drafts: earlier.to_vec(),
            draft_served_on: Some(date(2026, 7, 6)),
            ..received()
        };
        let today = date(2026, 7, 8);
        assert_eq!(
            lines(&dates(&[first]), today)[1..],
            [
                "2026-06-22 refusal-to-issue: done on 19 June 2026",
                "2026-07-03 draft-plan-comments: done on 30 June 2026",
                "2026-07-20 draft-plan-comments: in 12 days",
                "2026-07-20 final-plan: in 12 days",
            ]
        );
        assert_eq!(
            lines(&dates(&[unanswered]), today)[1..3],
            [
                "2026-06-22 refusal-to-issue: done on 19 June 2026",
                "2026-07-20 draft-plan-comments: in 12 days"
            ]
        );
        // After an order the draft that it asks for counts, not one of before.
        let ordered = Application {
            refused_to_issue_on: Some(date(2026, 6, 22)),
            plan_ordered_on: Some(date(2026, 6, 25)),
            ..dates(&[first])
        };
        let draft = clocks(&ordered, today).into_iter().find(|clock| clock.code == "order-draft-plan");
        assert_eq!(draft.unwrap().state.in_words(), "done on 6 July 2026");
    }

    #[test]
    fn an_exemption_never_hides_the_day() {
        let dates = Application {
            advice_asked_on: Some(date(2026, 4, 20)),
            exemptions: vec![Exemption {
                letter: ExemptionLetter::C,
                from: date(2026, 5, 1),
                to: None,
                recorded_on: date(2026, 5, 4),
            }],
            ..received()
        };
        let late = lines(&dates, date(2026, 7, 23));
        assert_eq!(
            late,
            [
                "2026-04-13 decision-to-assess: late by 101 days", // the circumstances came after it
                "2026-06-01 advice-from-school: late by 52 days",  // the school's own day is another matter
                "2026-06-22 refusal-to-issue: late by 31 days, exempt (c)",
                "2026-07-20 final-plan: late by 3 days, exempt (c)",
            ]
        );
        assert_eq!(lines(&dates, date(2026, 7, 1))[3], "2026-07-20 final-plan: in 19 days");
        assert_eq!(dates.exemption_findings(), []);
        let mut after = dates;
        after.exemptions[0].from = date(2026, 7, 21);
        assert_eq!(lines(&after, date(2026, 7, 23))[3], "2026-07-20 final-plan: late by 3 days");
        assert_eq!(after.exemption_findings(), [ExemptionFinding::TouchesNoLimit]);
    }

    #[test]
    fn a_missed_appointment_excuses_the_advice() {
        let dates = Application {
            advice_asked_on: Some(date(2026, 4, 13)),
            appointment_missed_on: Some(date(2026, 5, 1)),
            ..received()
        };
        let late = lines(&dates, date(2026, 5, 27));
        assert_eq!(
            late[1],
            "2026-05-25 advice-from-school: late by 2 days, excused: an appointment was missed"
        );
    }

    #[test]
    fn a_refusal_ends_the_countys_clocks() {
        let refused = Application { refused_to_assess_on: Some(date(2026, 6, 10)), ..received() };
        assert_eq!(
            lines(&refused, date(2026, 8, 20)),
            ["2026-04-13 decision-to-assess: done on 10 June 2026, 58 days late"]
        );
    }

    #[test]
    fn a_turned_refusal_stays_done_and_the_weeks_count_from_the_order() {
        let to_assess = Application {
            refused_to_assess_on: Some(date(2026, 4, 10)),
            assessment_ordered_on: Some(date(2026, 6, 1)),
            ..received()
        };
        let today = date(2026, 8, 20);
        assert_eq!(
            lines(&to_assess, today),
            [
                "2026-04-13 decision-to-assess: done on 10 April 2026",
                "2026-06-15 order-assess: late by 66 days",
                "2026-08-10 order-refusal-to-issue: late by 10 days",
                "2026-09-07 order-final-plan: in 18 days",
            ]
        );
        let assessed = Application {
            agreed_to_assess_on: Some(date(2026, 6, 12)),
            draft_served_on: Some(date(2026, 8, 3)),
            ..to_assess
        };
        assert_eq!(
            lines(&assessed, today),
            [
                "2026-04-13 decision-to-assess: done on 10 April 2026",
                "2026-06-15 order-assess: done on 12 June 2026",
                "2026-08-10 order-refusal-to-issue: done on 3 August 2026",
                "2026-08-17 draft-plan-comments: ended 3 days ago",
                "2026-09-07 order-final-plan: in 18 days",
            ]
        );
        let to_issue = Application {
            agreed_to_assess_on: Some(date(2026, 4, 10)),
            refused_to_issue_on: Some(date(2026, 6, 22)),
            plan_ordered_on: Some(date(2026, 8, 3)),
            ..received()
        };
        assert_eq!(
            lines(&to_issue, today),
            [
                "2026-04-13 decision-to-assess: done on 10 April 2026",
                "2026-06-22 refusal-to-issue: done on 22 June 2026",
                "2026-09-07 order-draft-plan: in 18 days",
                "2026-10-19 order-plan: in 60 days",
            ]
        );
        let exempt = Application {
            exemptions: vec![Exemption {
                letter: ExemptionLetter::C,
                from: date(2026, 8, 10),
                to: None,
                recorded_on: date(2026, 8, 12),
            }],
            ..to_issue
        };
        assert_eq!(
            lines(&exempt, date(2026, 9, 9))[2],
            "2026-09-07 order-draft-plan: late by 2 days, exempt (c)"
        );
    }

    #[test]
    fn a_refusal_that_the_county_takes_back_by_itself_leaves_the_twenty_weeks() {
        let turned = Application {
            refused_to_assess_on: Some(date(2026, 4, 10)),
            agreed_to_assess_on: Some(date(2026, 4, 30)),
            ..received()
        };
        let found = lines(&turned, date(2026, 5, 1));
        assert_eq!(found[0], "2026-04-13 decision-to-assess: done on 10 April 2026");
        assert_eq!(found[2], "2026-07-20 final-plan: in 80 days");
    }

    #[test]
    fn an_open_duty_ends_with_what_it_served() {
        let asked = Application {
            agreed_to_assess_on: Some(date(2026, 4, 10)),
            advice_asked_on: Some(date(2026, 4, 13)),
            ..received()
        };
        let of = |dates: &Application, code: &str, today| {
            let found = clocks(dates, today);
            found.iter().find(|clock| clock.code == code).unwrap().state.in_words()
        };
        let refused = Application { refused_to_issue_on: Some(date(2026, 5, 3)), ..asked.clone() };
        let no_longer = "no longer needed since 3 May 2026";
        let drafted = Application { draft_served_on: Some(date(2026, 5, 3)), ..asked.clone() };
        let consulted = Application { consulted_on: Some(date(2026, 5, 3)), ..drafted.clone() };
        let made = Application { final_plan_on: Some(date(2026, 5, 10)), ..consulted.clone() };
        let turned = Application { refused_to_issue_on: Some(date(2026, 5, 10)), ..consulted.clone() };
        let late = date(2026, 6, 10);
        for (dates, code, today, words) in [
            (&asked, "advice-from-school", date(2026, 5, 4), "in 21 days"),
            (&refused, "advice-from-school", date(2026, 5, 4), no_longer),
            (&refused, "advice-from-school", late, no_longer),
            (&drafted, "advice-from-school", late, no_longer),
            (&consulted, "draft-plan-comments", date(2026, 5, 11), "in 6 days"),
            (&consulted, "school-consultation", date(2026, 5, 20), "late by 2 days"),
            (&made, "draft-plan-comments", date(2026, 5, 11), "no longer needed since 10 May 2026"),
            (&made, "school-consultation", date(2026, 5, 11), "no longer needed since 10 May 2026"),
            (&turned, "school-consultation", late, "no longer needed since 10 May 2026"),
        ] {
            assert_eq!(of(dates, code, today), words, "{code} on {today}");
        }
        let given = Application { advice_given_on: Some(date(2026, 5, 1)), ..refused };
        assert_eq!(of(&given, "advice-from-school", late), "done on 1 May 2026");
    }

    #[test]
    fn what_is_withdrawn_has_only_what_was_done() {
        let dates = Application {
            agreed_to_assess_on: Some(date(2026, 4, 10)),
            withdrawn_on: Some(date(2026, 5, 1)),
            ..received()
        };
        assert_eq!(lines(&dates, date(2026, 8, 1)), ["2026-04-13 decision-to-assess: done on 10 April 2026"]);
    }
}
