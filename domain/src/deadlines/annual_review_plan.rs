//! An annual review planned backwards from the day by which it must be finished: each step with its day.

use jiff::civil::Date;

use super::{
    ReviewDates, ReviewDecision, amended_plan, annual_review, annual_review_decision, annual_review_notice,
    annual_review_report,
    clock::Clock,
    clock_state::ClockState,
    plan_the_meeting,
    rule::{Nature, Party, Rule},
};
use crate::calendar::{SchoolCalendar, count::days_after};

/// What is done in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Advice is asked from everybody.
    AskForAdvice,
    /// Notice of the meeting is given.
    Notice,
    /// The advice is sent round.
    Papers,
    /// The meeting is held.
    Meeting,
    /// The report is sent.
    Report,
    /// The county decides.
    Decision,
    /// The amended plan is made.
    AmendedPlan,
}

impl Step {
    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Step::AskForAdvice => "ask-for-advice",
            Step::Notice => "notice",
            Step::Papers => "papers",
            Step::Meeting => "meeting",
            Step::Report => "report",
            Step::Decision => "decision",
            Step::AmendedPlan => "amended-plan",
        }
    }

    /// What a list calls it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Step::AskForAdvice => "Ask everybody for advice",
            Step::Notice => "Give notice of the meeting",
            Step::Papers => "Send the advice to all who are invited",
            Step::Meeting => "Hold the meeting",
            Step::Report => "Send the report with recommendations",
            Step::Decision => "County decides; its amendment notice is due by the same day",
            Step::AmendedPlan => "Amended plan at the latest",
        }
    }

    /// Who does it.
    #[must_use]
    pub const fn party(self) -> Party {
        match self {
            Step::AskForAdvice | Step::Notice | Step::Papers | Step::Meeting | Step::Report => Party::School,
            Step::Decision | Step::AmendedPlan => Party::Authority,
        }
    }

    /// Where it is written.
    #[must_use]
    pub const fn law(self) -> &'static str {
        match self {
            Step::AskForAdvice => "Good practice: eight weeks before the meeting",
            Step::Notice => annual_review_notice::RULE.law.citation,
            Step::Papers => annual_review_notice::ADVICE.law.citation,
            Step::Meeting => annual_review::RULE.law.citation,
            Step::Report => annual_review_report::RULE.law.citation,
            Step::Decision => annual_review_decision::RULE.law.citation,
            Step::AmendedPlan => amended_plan::RULE.law.citation,
        }
    }
}

/// A step with its day, and how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What.
    pub step: Step,
    /// By when.
    pub due_on: Date,
    /// How it stands.
    pub state: ClockState,
}

/// The steps of a review that must be finished by `review_due_on`.
///
/// While no meeting is set, the days are counted back from the last day on which it can be held; once it is set, from
/// the meeting. What the county decides ends the plan's last step: it is there while the county may amend, or does.
///
/// # Law
/// Children and Families Act 2014, s.44; SEND Regulations 2014 (SI 2014/1530), reg 20 and 22; \[2022\] EWHC 493
/// (Admin). In force since 2014-09-01; read 2026-11-23. Asking eight weeks before is good practice, not law.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, date, deadlines::{ReviewDates, annual_review_plan}};
/// let calendar = SchoolCalendar::shipped();
/// let steps = annual_review_plan::steps(date(2026, 12, 31), &ReviewDates::default(), None, calendar, date(2026, 9, 1));
/// let days: Vec<String> = steps.iter().map(|one| one.due_on.to_string()).collect();
/// assert_eq!(days, ["2026-10-08", "2026-11-19", "2026-11-19", "2026-12-03", "2026-12-17", "2026-12-31", "2027-02-25"]);
/// ```
#[must_use]
pub fn steps(
    review_due_on: Date,
    review: &ReviewDates,
    asked_on: Option<Date>,
    calendar: &SchoolCalendar,
    today: Date,
) -> Vec<Planned> {
    let meeting_on =
        review.meeting_on.unwrap_or_else(|| plan_the_meeting::plan(review_due_on, calendar).meeting_by);
    let held_on = review.held_on(today);
    let day_came_on = review.meeting_on.filter(|on| *on <= today);
    let planned = |step, due_on, done_on| Planned {
        step,
        due_on,
        state: ClockState::of(due_on, Nature::Duty, done_on, None, today),
    };
    // Nobody is late after a meeting of which nobody recorded that it was held.
    let after = |step, due_on, done_on| {
        let planned = planned(step, due_on, done_on);
        match held_on {
            None if planned.state.is_late() => Planned { state: ClockState::LastDayNotKnown, ..planned },
            Some(_) | None => planned,
        }
    };
    let ask = planned(Step::AskForAdvice, days_after(meeting_on, -plan_the_meeting::EIGHT_WEEKS), asked_on);
    let mut steps = vec![
        // Once the meeting’s day has come there is nothing more to ask for.
        Planned { state: ask.state.unless_ended(day_came_on), ..ask },
        planned(Step::Notice, annual_review_notice::due_on(meeting_on), review.notice_given_on),
        planned(
            Step::Papers,
            annual_review_notice::advice_circulated_due_on(meeting_on),
            review.advice_circulated_on,
        ),
        planned(Step::Meeting, meeting_on, held_on),
        after(Step::Report, annual_review_report::due_on(meeting_on), review.report_sent_on),
        after(
            Step::Decision,
            annual_review_decision::due_on(meeting_on),
            review.decided_on.or(review.amendment_notice_on),
        ),
    ];
    if !matches!(review.decision, Some(ReviewDecision::Keep | ReviewDecision::Cease)) {
        let due_on = amended_plan::due_on(meeting_on, review.amendment_notice_on);
        steps.push(after(Step::AmendedPlan, due_on, review.amended_plan_on));
    }
    steps
}

/// The clocks of the steps that the school does before the meeting, which those of the plan do not have: asking for
/// advice and holding the meeting; and while no meeting is set, notice and papers too.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, date, deadlines::{ReviewDates, annual_review_plan}};
/// let calendar = SchoolCalendar::shipped();
/// let clocks = annual_review_plan::clocks(date(2026, 12, 18), &ReviewDates::default(), None, calendar, date(2026, 11, 29));
/// let lines: Vec<_> = clocks.iter().map(|clock| (clock.code, clock.state.in_words())).collect();
/// assert_eq!(lines[0], ("annual-review-ask", "late by 65 days".to_owned()));
/// assert_eq!(lines[3], ("annual-review-meeting", "late by 9 days".to_owned()));
/// ```
#[must_use]
pub fn clocks(
    review_due_on: Date,
    review: &ReviewDates,
    asked_on: Option<Date>,
    calendar: &SchoolCalendar,
    today: Date,
) -> Vec<Clock> {
    let is_set = review.meeting_on.is_some();
    steps(review_due_on, review, asked_on, calendar, today)
        .into_iter()
        .filter_map(|planned| {
            let rule: &Rule = match planned.step {
                Step::AskForAdvice => &plan_the_meeting::ASK,
                Step::Meeting => &plan_the_meeting::MEETING,
                Step::Notice if !is_set => &annual_review_notice::RULE,
                Step::Papers if !is_set => &annual_review_notice::ADVICE,
                Step::Notice | Step::Papers | Step::Report | Step::Decision | Step::AmendedPlan => {
                    return None;
                }
            };
            let clock = Clock::new(rule, planned.due_on, None, None, today);
            Some(Clock { state: planned.state, ..clock })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::count::days_between,
        date,
        deadlines::{PlanDates, ehc_plan},
        people::YearGroup,
    };

    fn days(review: &ReviewDates, today: Date) -> Vec<(Step, i32)> {
        let meeting = review.meeting_on.unwrap_or(date(2026, 12, 3));
        steps(date(2026, 12, 31), review, None, SchoolCalendar::shipped(), today)
            .iter()
            .map(|one| (one.step, days_between(meeting, one.due_on)))
            .collect()
    }

    #[test]
    fn counted_from_the_meeting() {
        let whole = [
            (Step::AskForAdvice, -56),
            (Step::Notice, -14),
            (Step::Papers, -14),
            (Step::Meeting, 0),
            (Step::Report, 14),
            (Step::Decision, 28),
            (Step::AmendedPlan, 84),
        ];
        let set = ReviewDates { meeting_on: Some(date(2026, 11, 16)), ..ReviewDates::default() };
        let kept = ReviewDates { decision: Some(ReviewDecision::Keep), ..set.clone() };
        let amends = ReviewDates {
            decision: Some(ReviewDecision::Amend),
            amendment_notice_on: Some(date(2026, 12, 1)), // eight weeks from the actual notice: 15 + 56
            ..set.clone()
        };
        let today = date(2026, 9, 1);
        assert_eq!(days(&ReviewDates::default(), today), whole);
        assert_eq!(days(&set, today), whole);
        assert_eq!(days(&kept, today), whole[..6]);
        assert_eq!(days(&amends, today)[6], (Step::AmendedPlan, 71));
    }

    #[test]
    fn what_is_ticked_off_is_done_and_what_is_not_is_late() {
        let review = ReviewDates {
            meeting_on: Some(date(2026, 11, 16)),
            held: true,
            notice_given_on: Some(date(2026, 11, 3)),
            ..ReviewDates::default()
        };
        let found = steps(
            date(2026, 12, 31),
            &review,
            Some(date(2026, 9, 21)),
            SchoolCalendar::shipped(),
            date(2026, 11, 16),
        );
        let words: Vec<String> = found.iter().map(|one| one.state.in_words()).collect();
        assert_eq!(
            words,
            [
                "done on 21 September 2026",
                "done on 3 November 2026, 1 day late",
                "late by 14 days",
                "done on 16 November 2026",
                "in 14 days",
                "in 28 days",
                "in 84 days",
            ]
        );
    }

    #[test]
    fn the_schools_own_days_are_watched_whether_a_meeting_is_set_or_not() {
        let set = ReviewDates { meeting_on: Some(date(2026, 11, 16)), ..ReviewDates::default() };
        let whole = &["ask", "notice", "advice", "meeting"][..];
        let held = ReviewDates { held: true, ..set.clone() };
        let asked = Some(date(2026, 9, 20));
        for (review, asked_on, today, codes, open) in [
            (&ReviewDates::default(), None, date(2026, 9, 1), whole, 4),
            (&ReviewDates::default(), None, date(2026, 12, 24), whole, 4),
            (&set, None, date(2026, 11, 15), &["ask", "meeting"][..], 2),
            (&set, asked, date(2026, 11, 15), &["ask", "meeting"][..], 1),
            (&held, None, date(2026, 11, 16), &["ask", "meeting"][..], 0), // held: nothing is asked for any more
            // The day came, and nobody recorded that it was held: it is still to be held, however long ago it was.
            (&set, None, date(2026, 11, 16), &["ask", "meeting"][..], 1),
            (&set, asked, date(2027, 9, 27), &["ask", "meeting"][..], 1),
        ] {
            let found = clocks(date(2026, 12, 31), review, asked_on, SchoolCalendar::shipped(), today);
            let of: Vec<&str> =
                found.iter().map(|clock| clock.code.trim_start_matches("annual-review-")).collect();
            assert_eq!(of, codes, "{today}");
            assert_eq!(found.iter().filter(|clock| clock.state.is_open()).count(), open, "{today}");
            assert!(found.iter().all(|clock| clock.party == Party::School));
        }
    }

    #[test]
    fn the_steps_agree_with_the_plans_clocks_on_every_day_of_a_year() {
        for day in 0..366 {
            let meeting = days_after(date(2026, 9, 1), day);
            let review =
                ReviewDates { meeting_on: Some(meeting), held: day % 2 == 0, ..ReviewDates::default() };
            let plan = PlanDates {
                made_on: date(2026, 1, 1),
                last_review_on: None,
                transferred_on: None,
                born_on: date(2016, 5, 4),
                year_group: YearGroup(4),
                last_year: YearGroup(6),
                amended_for_transfer_on: None,
                considered_on: None,
                review: review.clone(),
            };
            let calendar = SchoolCalendar::shipped();
            let today = date(2026, 11, 23);
            let clocks = ehc_plan::clocks(&plan, today);
            for planned in steps(date(2026, 12, 31), &review, None, calendar, today) {
                let code = match planned.step {
                    Step::AskForAdvice | Step::Meeting => continue,
                    Step::Notice => "annual-review-notice",
                    Step::Papers => "annual-review-advice",
                    Step::Report => "annual-review-report",
                    Step::Decision => "annual-review-decision",
                    Step::AmendedPlan => "amended-plan",
                };
                let clock = clocks.iter().find(|clock| clock.code == code);
                if planned.state == ClockState::LastDayNotKnown {
                    assert_eq!(clock, None, "it waits for the meeting");
                    continue;
                }
                assert_eq!(
                    clock.map(|clock| (clock.due_on, clock.state)),
                    Some((planned.due_on, planned.state))
                );
            }
        }
    }
}
