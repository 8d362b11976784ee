//! Planning the annual review meeting, so that the county's decision falls within the twelve months.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    annual_review::ReviewDue,
    annual_review_decision, annual_review_notice,
    rule::{Law, Nature, Party, Rule},
};
use crate::calendar::{
    SchoolCalendar,
    count::{days_after, in_words, in_words_with_weekday},
};

/// Advice is asked for eight weeks before the meeting.
pub const EIGHT_WEEKS: i32 = 56;

/// What the clock of asking for advice says of itself.
pub const ASK: Rule = Rule {
    code: "annual-review-ask",
    title: "Ask for advice for the annual review",
    party: Party::School,
    nature: Nature::Duty,
    law: Law::send("Good practice: eight weeks before the meeting"),
};

/// What the clock of the meeting says of itself.
pub const MEETING: Rule = Rule {
    code: "annual-review-meeting",
    title: "Hold the annual review’s meeting",
    party: Party::School,
    nature: Nature::Duty,
    law: Law::send("Children and Families Act 2014, s.44"),
};

/// The days of a meeting that is planned in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MeetingPlan {
    /// The last day for the meeting.
    pub meeting_by: Date,
    /// When to ask for advice.
    pub ask_for_advice_on: Date,
    /// When notice is given, and the advice sent round, at the latest.
    pub notice_due_on: Date,
}

/// When to hold the meeting of a review that is due on `review_due_on`.
///
/// The last school day on which it can be held so that day 28 after it, the county's decision, still falls within the
/// twelve months; where terms are not known, the last day. Advice is asked for eight weeks before it.
///
/// # Law
/// Children and Families Act 2014, s.44; SEND Regulations 2014 (SI 2014/1530), reg 20; R (L, M and P) v Devon County
/// Council \[2022\] EWHC 493 (Admin). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, deadlines::plan_the_meeting, date};
/// let plan = plan_the_meeting::plan(date(2026, 12, 31), SchoolCalendar::shipped());
/// assert_eq!(plan.meeting_by, date(2026, 12, 3));
/// assert_eq!(plan.ask_for_advice_on, date(2026, 10, 8));
/// assert_eq!(plan.notice_due_on, date(2026, 11, 19));
/// ```
#[must_use]
pub fn plan(review_due_on: Date, calendar: &SchoolCalendar) -> MeetingPlan {
    let last = days_after(review_due_on, -annual_review_decision::FOUR_WEEKS);
    let meeting_by = calendar.school_day_by(last).unwrap_or(last);
    MeetingPlan {
        meeting_by,
        ask_for_advice_on: days_after(meeting_by, -EIGHT_WEEKS),
        notice_due_on: annual_review_notice::due_on(meeting_by),
    }
}

/// What is too late about a meeting on `meeting_on` of a review that is due, as sentences; none when it is in time. Nothing is refused for it: a late review is held all the same.
///
/// # Law
/// Children and Families Act 2014, s.44; SEND Regulations 2014 (SI 2014/1530), reg 20(3) and 20(10). In force since
/// 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, deadlines::{annual_review::ReviewDue, plan_the_meeting}, date};
/// let due = ReviewDue::of_the_year(date(2026, 12, 18));
/// let late = plan_the_meeting::too_late(
///     due, date(2026, 12, 3), None, SchoolCalendar::shipped(), date(2026, 11, 27));
/// assert!(late[0].contains("would fall on 31 December 2026, after the twelve months (18 December 2026)"));
/// assert!(late[0].contains("by Friday 20 November 2026"));
/// assert!(late[1].starts_with("Notice of the meeting was due on 19 November 2026"));
/// ```
#[must_use]
pub fn too_late(
    due: ReviewDue,
    meeting_on: Date,
    notice_given_on: Option<Date>,
    calendar: &SchoolCalendar,
    today: Date,
) -> Vec<String> {
    let mut found = Vec::new();
    let decision = annual_review_decision::due_on(meeting_on);
    if decision > due.on {
        let by = plan(due.on, calendar).meeting_by;
        let then = if by < today {
            format!("the meeting was to be held by {}. Hold it as soon as you can", in_words_with_weekday(by))
        } else {
            format!("hold the meeting by {}", in_words_with_weekday(by))
        };
        let what = match due.for_transfer {
            None => format!("after the twelve months ({})", in_words(due.on)),
            Some(day) => {
                format!("too late for the plan to be amended for the next school before {}", in_words(day))
            }
        };
        found.push(format!("The county’s decision would fall on {}, {what}: {then}.", in_words(decision)));
    }
    let notice = annual_review_notice::due_on(meeting_on);
    if notice_given_on.is_none() && notice < today && today < meeting_on {
        found.push(format!(
            "Notice of the meeting was due on {}, two weeks before it: with notice given today it can be held from {} on.",
            in_words(notice),
            in_words_with_weekday(days_after(today, 14))
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{calendar::count::days_between, date};

    #[test]
    fn the_decision_falls_within_the_twelve_months() {
        let calendar = SchoolCalendar::shipped();
        for (review_due_on, meeting_by) in [
            (date(2026, 12, 31), date(2026, 12, 3)),
            (date(2027, 1, 31), date(2026, 12, 18)), // Christmas: before it
            (date(2026, 9, 25), date(2026, 7, 17)),  // the summer: before it
            (date(2026, 11, 29), date(2026, 10, 23)), // half term and a weekend: before it
            (date(2028, 3, 28), date(2028, 2, 29)),  // a leap day
            (date(2031, 11, 29), date(2031, 11, 1)), // terms not known
        ] {
            let plan = plan(review_due_on, calendar);
            assert_eq!(plan.meeting_by, meeting_by, "{review_due_on}");
            assert!(annual_review_decision::due_on(plan.meeting_by) <= review_due_on);
            assert_eq!(days_between(plan.ask_for_advice_on, plan.meeting_by), 56);
        }
        let _ = plan(Date::MIN, calendar);
    }

    #[test]
    fn a_meeting_too_late_is_said_and_why() {
        let calendar = SchoolCalendar::shipped();
        let due = date(2026, 12, 18);
        let given = Some(date(2026, 11, 10));
        for (meeting_on, notice, today, wanted) in [
            (date(2026, 11, 20), None, date(2026, 11, 1), &[][..]),
            (date(2026, 11, 23), None, date(2026, 11, 1), &["hold the meeting by Friday 20 November 2026"]),
            (
                date(2026, 12, 3),
                None,
                date(2026, 11, 27),
                &["as soon as you can", "from Friday 11 December 2026"],
            ),
            (date(2026, 12, 3), given, date(2026, 11, 27), &["as soon as you can"]),
            (
                date(2026, 11, 20),
                None,
                date(2026, 11, 7),
                &["Notice of the meeting was due on 6 November 2026"],
            ),
            (date(2026, 11, 20), given, date(2026, 11, 7), &[]),
            (date(2026, 11, 20), None, date(2026, 11, 20), &[]), // it is held: nothing to move
        ] {
            let found = too_late(ReviewDue::of_the_year(due), meeting_on, notice, calendar, today);
            assert_eq!(found.len(), wanted.len(), "{meeting_on} {today}: {found:?}");
            for (sentence, words) in found.iter().zip(wanted) {
                assert!(sentence.contains(words), "{sentence}");
            }
        }
        let transfer = ReviewDue::earlier(date(2027, 5, 1), Some((due, date(2027, 2, 15))));
        let found = too_late(transfer, date(2026, 12, 3), given, calendar, date(2026, 11, 1));
        assert!(
            found[0].contains("for the next school before 15 February 2027: hold the meeting by"),
            "{found:?}"
        );
    }
}
