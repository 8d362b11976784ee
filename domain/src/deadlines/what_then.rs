//! What the school and the parents may do about one legal date: while it is ahead, and when it has passed.

use super::{Clock, ClockState};

/// What each side may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WhatThen {
    /// The school.
    pub school: &'static str,
    /// The parents.
    pub parents: &'static str,
}

const fn both(school: &'static str, parents: &'static str) -> WhatThen {
    WhatThen { school, parents }
}

const ASK: &str = "Ask the county in writing for its answer and when it will come; keep the letter here.";
const COMPLAIN: &str =
    "Complain to the county, then to the Local Government and Social Care Ombudsman; SENDIASS helps, free.";

/// What may be done about a clock as it stands; nothing when it is done.
///
/// # Source
/// `statute.md`; SEND Code of Practice 2015, 9.43 to 9.83, 11.1 onwards (complaints); Children and Families Act 2014,
/// s.51 to 56.
///
/// # Example
/// ```
/// # use domain::{date, deadlines::{Application, application, what_then}};
/// let dates = Application { received_on: Some(date(2026, 9, 22)), ..Application::default() };
/// let clocks = application::clocks(&dates, date(2026, 11, 23));
/// assert!(what_then::of(&clocks[0]).parents.contains("Ombudsman"));
/// ```
#[must_use]
pub fn of(clock: &Clock) -> WhatThen {
    match clock.state {
        ClockState::Done { .. } | ClockState::NotNeeded { .. } => WhatThen::default(),
        ClockState::LateExempt { .. } => both(
            "Ask the county when it will be done: an exemption ends, and the day itself never changes.",
            "Ask the county when it will be done, and whether the reason still holds.",
        ),
        ClockState::Late { .. } => late(clock.code),
        ClockState::Ended { .. } => ended(clock.code),
        ClockState::DueIn { .. } | ClockState::DueToday | ClockState::LastDayNotKnown => ahead(clock.code),
    }
}

fn ahead(code: &str) -> WhatThen {
    match code {
        "decision-to-assess" => both(
            "Answer what the county asks; go on with support and its record.",
            "Send the county whatever you want it to know.",
        ),
        "advice-from-school" => {
            both("Send the school’s advice to the county.", "Ask the school to read its advice.")
        }
        "order-assess" => both(
            "Read the order with the parents; go on with support and its record.",
            "The county must keep the Tribunal’s order: ask it for its letter.",
        ),
        "order-draft-plan" => both(
            "Send what the county still asks for; plan who may give what the draft says.",
            "The county must keep the Tribunal’s order: ask it when the draft comes.",
        ),
        "refusal-to-issue" | "order-refusal-to-issue" => {
            both("Send what the county still asks for.", "Ask the county who else should give advice.")
        }
        "draft-plan-comments" | "amendment-comments" => both(
            "Go through it with the parents, section by section.",
            "Say what should be different, section by section; name a school; ask for a meeting.",
        ),
        "school-consultation" => both(
            "Say whether the school can meet the child’s needs, and what it would take.",
            "Ask to visit the schools that you think of.",
        ),
        "final-plan" | "order-final-plan" | "order-plan" => {
            both("Plan who will give what section F says.", "Ask the county when the plan will be final.")
        }
        "mediation-adviser" => both(
            "Tell the parents of this day, and who helps.",
            "Ring the mediation adviser named in the letter; the certificate is needed for an appeal.",
        ),
        "mediation-certificate" => {
            both("Keep it here when it comes.", "Wait for the certificate; then you can appeal.")
        }
        "appeal" => both(
            "Give the parents what they ask of the record.",
            "Send the appeal by 5 pm on this day; it is free.",
        ),
        "annual-review" => both(
            "Plan the meeting so that the county can decide by this day.",
            "Say what you want to talk about.",
        ),
        "annual-review-ask" => both(
            "Ask the child, the parents and all who work with them, in one go.",
            "Write what goes well and what should be different.",
        ),
        "annual-review-meeting" => both(
            "Set the meeting on or before this day, so that the county can decide in time.",
            "Say which days suit you.",
        ),
        "annual-review-notice" | "annual-review-advice" => both(
            "Invite everybody, and send the advice round.",
            "Write your own advice; say who should come.",
        ),
        "annual-review-report" => {
            both("Send the report to all who were invited.", "Read it; say where you see it differently.")
        }
        "annual-review-decision" => {
            both("Send the report in time, so that the county can decide.", "Wait for the county’s letter.")
        }
        "amended-plan" => {
            both("Plan who will give what changes in section F.", "Answer the notice within 15 days.")
        }
        "early-years-review" => {
            both("Ask the county whether it will review.", "Ask for a review earlier when much has changed.")
        }
        "phase-transfer" | "phase-transfer-post-16" => {
            both("Hold the review in the autumn term.", "Visit schools, and tell the county which you want.")
        }
        "file-transfer" => {
            both("Send the SEN file and the CTF to the next school.", "Ask whether the file has gone.")
        }
        "educational-record" | "subject-access" => both("Give what is asked for.", "Wait until this day."),
        "sen-support-meetings" => both("Meet the parents.", "Ask for a meeting."),
        _ => WhatThen::default(),
    }
}

fn late(code: &str) -> WhatThen {
    match code {
        "decision-to-assess"
        | "refusal-to-issue"
        | "final-plan"
        | "order-assess"
        | "order-refusal-to-issue"
        | "order-final-plan"
        | "order-draft-plan"
        | "order-plan"
        | "annual-review-decision"
        | "amended-plan"
        | "phase-transfer"
        | "phase-transfer-post-16"
        | "early-years-review" => both(ASK, COMPLAIN),
        "annual-review" => both(
            "Hold the review now; ask the county for its decision in writing.",
            "Ask school and county when the review will be finished; SENDIASS helps, free.",
        ),
        "annual-review-meeting" => both(
            "Hold the meeting, on another day if need be; when it was held, record who came.",
            "Ask the school when the meeting will be.",
        ),
        "mediation-certificate" => both(
            "Keep it here when it comes.",
            "Ask the adviser: the certificate was due within three working days.",
        ),
        _ => {
            let WhatThen { school, .. } = ahead(code);
            both(school, "Ask the school when it will be done.")
        }
    }
}

fn ended(code: &str) -> WhatThen {
    match code {
        "draft-plan-comments" | "amendment-comments" => both(
            "Send the county what is missing all the same.",
            "You can still write to the county until the plan is final.",
        ),
        "mediation-adviser" | "appeal" => both(
            "Send the parents to SENDIASS or the Tribunal’s helpline.",
            "Ask the Tribunal whether it takes a late appeal: say why it is late.",
        ),
        _ => WhatThen::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        deadlines::rule::{self, Nature},
    };

    #[test]
    fn every_date_says_what_may_be_done_then() {
        let due_on = date(2026, 11, 23);
        for rule in rule::ALL {
            for today in [date(2026, 11, 20), due_on, date(2026, 11, 27)] {
                let clock = Clock::new(rule, due_on, None, None, today);
                let then = of(&clock);
                assert!(!then.school.is_empty() && !then.parents.is_empty(), "{} on {today}", rule.code);
                assert!(then.school.ends_with('.') && then.parents.ends_with('.'), "{}", rule.code);
            }
            let done = Clock::new(rule, due_on, Some(due_on), None, date(2026, 11, 27));
            assert_eq!(of(&done), WhatThen::default());
            assert!(matches!(rule.nature, Nature::Duty | Nature::Window));
        }
    }
}
