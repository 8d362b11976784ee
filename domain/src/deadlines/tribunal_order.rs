//! What the authority does after the Tribunal's order, and by when: the weeks count from the order, not from the request.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

const fn rule(code: &'static str, title: &'static str, law: &'static str) -> Rule {
    Rule { code, title, party: Party::Authority, nature: Nature::Duty, law: Law::send(law) }
}

/// An assessment is ordered: the authority tells the parents that it will assess, within two weeks.
pub const ASSESS: Rule =
    rule("order-assess", "Notice that it will assess, as ordered", "SEND Regulations 2014, reg 44(2)(b)");
/// After the ordered assessment: a decision not to issue a plan, within ten weeks of the order.
pub const REFUSAL: Rule = rule(
    "order-refusal-to-issue",
    "Decision whether to issue a plan, after the order",
    "SEND Regulations 2014, reg 44(2)(b)(i)",
);
/// After the ordered assessment: the final plan, within fourteen weeks of the order.
pub const FINAL_AFTER_ASSESSMENT: Rule =
    rule("order-final-plan", "Final plan, after the order", "SEND Regulations 2014, reg 44(2)(b)(ii)");
/// A plan is ordered: the draft, within five weeks.
pub const DRAFT: Rule =
    rule("order-draft-plan", "Draft plan, as ordered", "SEND Regulations 2014, reg 44(2)(c)(i)");
/// A plan is ordered: the final plan, within eleven weeks.
pub const FINAL: Rule =
    rule("order-plan", "Final plan, as ordered", "SEND Regulations 2014, reg 44(2)(c)(ii)");

/// All of them.
pub const ALL: [&Rule; 5] = [&ASSESS, &REFUSAL, &FINAL_AFTER_ASSESSMENT, &DRAFT, &FINAL];

/// The last day of one of these rules, after an order (or an agreement at mediation) made on a day. Day 7 ends the first
/// week: an order of Friday 20 November is kept within two weeks until Friday 4 December.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 44(2)(b) and (c); reg 42(2) for what is agreed in writing at mediation. In force
/// since 2014-09-01; read 2026-11-29. The Tribunal may direct another day: record it in the letter's words.
///
/// # Example
/// ```
/// # use domain::{date, deadlines::tribunal_order::{self, ASSESS, FINAL_AFTER_ASSESSMENT}};
/// assert_eq!(tribunal_order::due_on(&ASSESS, date(2026, 11, 20)), date(2026, 12, 4));
/// assert_eq!(tribunal_order::due_on(&FINAL_AFTER_ASSESSMENT, date(2026, 11, 20)), date(2027, 2, 26));
/// ```
#[must_use]
pub fn due_on(rule: &Rule, ordered_on: Date) -> Date {
    let weeks = match rule.code {
        "order-assess" => 2,
        "order-refusal-to-issue" => 10,
        "order-final-plan" => 14,
        "order-draft-plan" => 5,
        _ => 11,
    };
    days_after(ordered_on, weeks * 7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn each_counts_its_weeks_from_the_order() {
        let order = date(2026, 11, 20);
        for (rule, due) in [
            (&ASSESS, date(2026, 12, 4)),
            (&REFUSAL, date(2027, 1, 29)),
            (&FINAL_AFTER_ASSESSMENT, date(2027, 2, 26)),
            (&DRAFT, date(2026, 12, 25)),
            (&FINAL, date(2027, 2, 5)),
        ] {
            assert_eq!(due_on(rule, order), due, "{}", rule.code);
        }
    }
}
