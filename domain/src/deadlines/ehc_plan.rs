//! Every clock of an EHC plan that is in place: its annual review, and what follows the meeting.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    amended_plan, amendment_comments, annual_review, annual_review_decision, annual_review_notice,
    annual_review_report, clock::Clock, early_years_review, phase_transfer,
};
use crate::people::YearGroup;

/// What the authority decided after a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewDecision {
    /// The plan stays as it is.
    Keep,
    /// The plan is amended.
    Amend,
    /// The plan ends.
    Cease,
}

/// The dates of a review that is planned or was held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewDates {
    /// The meeting.
    pub meeting_on: Option<Date>,
    /// The record says that it took place.
    pub held: bool,
    /// Notice of the meeting was given.
    pub notice_given_on: Option<Date>,
    /// The advice was sent to all invited.
    pub advice_circulated_on: Option<Date>,
    /// The report was sent.
    pub report_sent_on: Option<Date>,
    /// The authority decided.
    pub decided_on: Option<Date>,
    /// What it decided.
    pub decision: Option<ReviewDecision>,
    /// The notice of amendment was served.
    pub amendment_notice_on: Option<Date>,
    /// The parents commented on it.
    pub commented_on: Option<Date>,
    /// The final amended plan is dated.
    pub amended_plan_on: Option<Date>,
}

impl ReviewDates {
    /// The day on which the meeting took place, as far as the record says so on `today`: by who came, by its report or
    /// by what the authority decided after it. A planned day that has gone by says nothing.
    ///
    /// # Law
    /// SEND Regulations 2014 (SI 2014/1530), reg 20: report and decision follow a meeting that was held. In force since
    /// 2014-09-01; read 2026-11-30.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, deadlines::ReviewDates};
    /// let (day, today) = (Some(date(2026, 10, 12)), date(2026, 11, 23));
    /// let planned = ReviewDates { meeting_on: day, ..ReviewDates::default() };
    /// assert_eq!(planned.held_on(today), None);
    /// assert_eq!(ReviewDates { held: true, ..planned }.held_on(today), day);
    /// ```
    #[must_use]
    pub fn held_on(&self, today: Date) -> Option<Date> {
        let followed = [self.report_sent_on, self.decided_on, self.amendment_notice_on, self.amended_plan_on];
        let is_known = self.held || self.decision.is_some() || followed.iter().any(Option::is_some);
        self.meeting_on.filter(|on| *on <= today && is_known)
    }
}

/// A plan in place, and the review that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDates {
    /// The plan was made.
    pub made_on: Date,
    /// The last review that is finished.
    pub last_review_on: Option<Date>,
    /// The plan came from another authority on this day.
    pub transferred_on: Option<Date>,
    /// The child was born.
    pub born_on: Date,
    /// The child's year group.
    pub year_group: YearGroup,
    /// The last year group of this school.
    pub last_year: YearGroup,
    /// The plan was amended for the next school.
    pub amended_for_transfer_on: Option<Date>,
    /// Of a child under five: a review was last considered.
    pub considered_on: Option<Date>,
    /// The review that runs.
    pub review: ReviewDates,
}

/// The clocks of a plan in place on `today`, by their days.
///
/// # Law
/// Children and Families Act 2014, s.44; SEND Regulations 2014 (SI 2014/1530), reg 18 to 22; SEND Code of Practice
/// 2015, 9.178. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, deadlines::{PlanDates, ReviewDates, ehc_plan}, people::YearGroup};
/// let plan = PlanDates {
///     made_on: date(2026, 1, 1),
///     last_review_on: None,
///     transferred_on: None,
///     born_on: date(2018, 5, 4),
///     year_group: YearGroup(3),
///     last_year: YearGroup(6),
///     amended_for_transfer_on: None,
///     considered_on: None,
///     review: ReviewDates { meeting_on: Some(date(2026, 11, 30)), ..ReviewDates::default() },
/// };
/// let clocks = ehc_plan::clocks(&plan, date(2026, 11, 23));
/// let days: Vec<_> = clocks.iter().map(|clock| (clock.code, clock.due_on.to_string())).collect();
/// assert_eq!(days[0], ("annual-review-notice", "2026-11-16".to_owned()));
/// assert_eq!(days[4], ("annual-review", "2026-12-31".to_owned()));
/// ```
#[must_use]
pub fn clocks(plan: &PlanDates, today: Date) -> Vec<Clock> {
    let review = &plan.review;
    let mut clocks = Vec::new();
    if review.decision != Some(ReviewDecision::Cease) {
        let due_on = annual_review::due_after_a_move(plan.made_on, plan.last_review_on, plan.transferred_on);
        clocks.push(Clock::new(&annual_review::RULE, due_on, review.decided_on, None, today));
        if early_years_review::applies(plan.born_on, today) {
            let since = plan.made_on.max(plan.last_review_on.max(plan.considered_on).unwrap_or(plan.made_on));
            let considered_on = review.held_on(today);
            let due_on = early_years_review::due_on(since);
            clocks.push(Clock::new(&early_years_review::RULE, due_on, considered_on, None, today));
        }
        let counted_on = phase_transfer::counted_on(plan.year_group, plan.born_on, today);
        if phase_transfer::is_due_this_year(plan.year_group, plan.last_year)
            && let Some(year) = phase_transfer::year_of_transfer(plan.year_group, plan.last_year, counted_on)
        {
            let due_on = phase_transfer::due_on(plan.last_year, year);
            let rule = phase_transfer::rule(plan.last_year);
            clocks.push(Clock::new(rule, due_on, plan.amended_for_transfer_on, None, today));
        }
    }
    if let Some(meeting_on) = review.meeting_on {
        clocks.extend(after_the_meeting(review, meeting_on, today));
    }
    clocks.sort_by_key(|clock| clock.due_on);
    clocks
}

/// The clocks of a review that is finished, as they were kept, by their days: of the review itself, counted from the one
/// before it or, where the plan moved here before the meeting, from the move; and of what followed the meeting.
///
/// # Law
/// Children and Families Act 2014, s.44; SEND Regulations 2014 (SI 2014/1530), reg 15(5) and 20 to 22. In force since
/// 2014-09-01; read 2026-11-30.
#[must_use]
pub fn of_finished(
    made_on: Option<Date>,
    before: Option<Date>,
    transferred_on: Option<Date>,
    review: &ReviewDates,
    today: Date,
) -> Vec<Clock> {
    let Some(meeting_on) = review.meeting_on else { return Vec::new() };
    let mut clocks = after_the_meeting(review, meeting_on, today);
    if let Some(made_on) = made_on.filter(|made_on| *made_on <= meeting_on) {
        let moved_on = transferred_on.filter(|moved_on| *moved_on <= meeting_on);
        let due_on = annual_review::due_after_a_move(made_on, before, moved_on);
        clocks.push(Clock::new(&annual_review::RULE, due_on, review.decided_on, None, today));
    }
    // What nobody recorded is owed no more.
    clocks.retain(|clock| !clock.state.is_open());
    clocks.sort_by_key(|clock| clock.due_on);
    clocks
}

fn after_the_meeting(review: &ReviewDates, meeting_on: Date, today: Date) -> Vec<Clock> {
    let clock = |rule, due_on, done_on| Clock::new(rule, due_on, done_on, None, today);
    let decided_on = review.decided_on.or(review.amendment_notice_on);
    let mut clocks = vec![
        clock(&annual_review_notice::RULE, annual_review_notice::due_on(meeting_on), review.notice_given_on),
        clock(
            &annual_review_notice::ADVICE,
            annual_review_notice::advice_circulated_due_on(meeting_on),
            review.advice_circulated_on,
        ),
        clock(&annual_review_report::RULE, annual_review_report::due_on(meeting_on), review.report_sent_on),
        clock(&annual_review_decision::RULE, annual_review_decision::due_on(meeting_on), decided_on),
    ];
    if let Some(served_on) = review.amendment_notice_on {
        clocks.push(clock(
            &amendment_comments::RULE,
            amendment_comments::due_on(served_on),
            review.commented_on,
        ));
    }
    let amends = match review.decision {
        None => true,
        Some(ReviewDecision::Amend) => true,
        Some(ReviewDecision::Keep | ReviewDecision::Cease) => false,
    };
    if amends {
        let due_on = amended_plan::due_on(meeting_on, review.amendment_notice_on);
        clocks.push(clock(&amended_plan::RULE, due_on, review.amended_plan_on));
    }
    // Nobody is late after a meeting of which nobody recorded that it was held: it is the meeting that is late.
    let is_held = review.held_on(today).is_some();
    let before = [annual_review_notice::RULE.code, annual_review_notice::ADVICE.code];
    clocks.retain(|clock| is_held || before.contains(&clock.code) || !clock.state.is_late());
    clocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    fn plan(review: ReviewDates) -> PlanDates {
        PlanDates {
            made_on: date(2025, 1, 1),
            last_review_on: Some(date(2025, 12, 1)),
            transferred_on: None,
            born_on: date(2016, 5, 4),
            year_group: YearGroup(5),
            last_year: YearGroup(6),
            amended_for_transfer_on: None,
            considered_on: None,
            review,
        }
    }

    fn lines(plan: &PlanDates, today: Date) -> Vec<String> {
        clocks(plan, today)
            .iter()
            .map(|clock| format!("{} {}: {}", clock.due_on, clock.code, clock.state.in_words()))
            .collect()
    }

    #[test]
    fn before_a_meeting_only_the_review_is_due() {
        assert_eq!(
            lines(&plan(ReviewDates::default()), date(2026, 11, 23)),
            ["2026-11-30 annual-review: in 7 days"]
        );
    }

    #[test]
    fn a_day_that_has_gone_by_is_no_meeting_and_nobody_is_late_after_it() {
        let planned = ReviewDates { meeting_on: Some(date(2026, 6, 15)), ..ReviewDates::default() };
        let held = ReviewDates { held: true, ..planned.clone() };
        let words = |review: &ReviewDates, code: &str, today| {
            let clocks = clocks(&plan(review.clone()), today);
            clocks.iter().find(|clock| clock.code == code).map(|clock| clock.state.in_words())
        };
        for (review, code, today, says) in [
            (&planned, "annual-review-report", date(2026, 6, 28), "tomorrow"),
            (&planned, "annual-review-report", date(2026, 6, 30), ""),
            (&planned, "annual-review-decision", date(2026, 8, 28), ""),
            (&planned, "amended-plan", date(2026, 11, 1), ""),
            (&planned, "annual-review", date(2026, 12, 1), "late by 1 day"),
            (&held, "annual-review-report", date(2026, 6, 30), "late by 1 day"),
            (&held, "annual-review-decision", date(2026, 7, 14), "late by 1 day"),
            (&held, "amended-plan", date(2026, 9, 8), "late by 1 day"),
        ] {
            let said = words(review, code, today).unwrap_or_default();
            assert_eq!(said, says, "{code} on {today}");
        }
        let nursery =
            |review| PlanDates { born_on: date(2023, 5, 4), year_group: YearGroup(-1), ..plan(review) };
        let considered = |review: &ReviewDates| {
            let today = date(2026, 11, 23);
            clocks(&nursery(review.clone()), today)
                .iter()
                .any(|clock| clock.code == "early-years-review" && !clock.state.is_open())
        };
        assert!(considered(&held) && !considered(&planned));
        assert_eq!(held.held_on(date(2026, 6, 14)), None, "it is still ahead");
    }

    #[test]
    fn a_review_that_amends() {
        let review = ReviewDates {
            meeting_on: Some(date(2026, 6, 15)),
            notice_given_on: Some(date(2026, 6, 1)),
            advice_circulated_on: Some(date(2026, 6, 3)),
            report_sent_on: Some(date(2026, 6, 29)),
            decided_on: Some(date(2026, 7, 1)),
            decision: Some(ReviewDecision::Amend),
            amendment_notice_on: Some(date(2026, 7, 1)),
            ..ReviewDates::default()
        };
        assert_eq!(
            lines(&plan(review), date(2026, 8, 28)),
            [
                "2026-06-01 annual-review-notice: done on 1 June 2026",
                "2026-06-01 annual-review-advice: done on 3 June 2026, 2 days late",
                "2026-06-29 annual-review-report: done on 29 June 2026",
                "2026-07-13 annual-review-decision: done on 1 July 2026",
                "2026-07-15 amendment-comments: ended 44 days ago",
                "2026-08-26 amended-plan: late by 2 days",
                "2026-11-30 annual-review: done on 1 July 2026",
            ]
        );
    }

    #[test]
    fn a_review_that_keeps_or_ends_the_plan() {
        let held = |decision| ReviewDates {
            meeting_on: Some(date(2026, 6, 15)),
            decided_on: Some(date(2026, 7, 1)),
            decision: Some(decision),
            ..ReviewDates::default()
        };
        let codes = |decision| {
            clocks(&plan(held(decision)), date(2026, 8, 28))
                .iter()
                .map(|clock| clock.code)
                .collect::<Vec<_>>()
        };
        assert!(!codes(ReviewDecision::Keep).contains(&"amended-plan"));
        assert!(codes(ReviewDecision::Keep).contains(&"annual-review"));
        assert!(!codes(ReviewDecision::Cease).contains(&"annual-review"));
    }

    #[test]
    fn the_last_year_and_the_youngest() {
        let leaver = PlanDates { year_group: YearGroup(6), ..plan(ReviewDates::default()) };
        assert_eq!(lines(&leaver, date(2026, 11, 23))[1], "2027-02-14 phase-transfer: in 83 days");
        let nursery = PlanDates {
            born_on: date(2023, 5, 4),
            year_group: YearGroup(-1),
            ..plan(ReviewDates::default())
        };
        assert_eq!(lines(&nursery, date(2026, 11, 23))[0], "2026-06-01 early-years-review: late by 175 days");
        // Considered, and no review held: the next time is half a year from there.
        let considered = PlanDates { considered_on: Some(date(2026, 6, 8)), ..nursery };
        assert_eq!(lines(&considered, date(2026, 11, 23))[1], "2026-12-08 early-years-review: in 15 days");
        assert!(!clocks(&leaver, Date::MAX).is_empty());
    }
}
