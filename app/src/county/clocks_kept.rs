//! The clocks of a school year that were kept: the county's answers, and what the law asks of the school itself.

use std::collections::BTreeMap;

use domain::{
    Date, PupilId,
    calendar::{AcademicYear, count::days_after},
    deadlines::{
        Clock, advice_from_school, amended_plan, annual_review, annual_review_decision, annual_review_notice,
        annual_review_report, application, clock_state::ClockState, decision_to_assess, file_transfer,
        final_plan, refusal_to_issue, rule::Rule, school_consultation, tribunal_order,
    },
    figures::{Row, Table, without_small_groups},
    permissions::Scope,
    record::{Content, Entry, LegalDates, LetterKind, county_letters},
};
use store::{
    Reader,
    queries::records::{self, Which},
};

use super::file_transfers;
use crate::{Fault, SchoolInfo};

/// So long before a school year a child may have left, whose file is still due in it.
const BEFORE_THE_YEAR: i32 = 42;

/// One clock of the year over all children: how often it was kept; none where a number is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What was due.
    pub name: &'static str,
    /// Whether it is the county's; the school's own otherwise.
    pub is_countys: bool,
    /// Done in time.
    pub in_time: Option<u64>,
    /// Done late; of the school's own also what is late and still open.
    pub late: Option<u64>,
    /// Late, and the limit need not be met.
    pub exempt: Option<u64>,
}

impl Kept {
    /// Whether there is nothing to count.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [self.in_time, self.late, self.exempt].iter().all(|number| *number == Some(0))
    }

    /// Whether no number of it may be shown.
    #[must_use]
    pub const fn is_left_out(&self) -> bool {
        self.in_time.is_none() && self.late.is_none() && self.exempt.is_none()
    }
}

/// The clocks that are counted, in the order of the page; whether each is the county's.
const COUNTED: [(&Rule, &str, bool); 11] = [
    (&decision_to_assess::RULE, "Whether it will assess", true),
    (&refusal_to_issue::RULE, "Whether it will issue a plan, in week 16", true),
    (&final_plan::RULE, "Final plan", true),
    (&annual_review::RULE, "Annual review, within twelve months", true),
    (&annual_review_decision::RULE, "Decision after an annual review, in four weeks", true),
    (&amended_plan::RULE, "Amended plan after an annual review", true),
    (&advice_from_school::RULE, "Advice to the county, in six weeks", false),
    (&school_consultation::RULE, "Answer when the county consults the school, in 15 days", false),
    (&annual_review_notice::RULE, "Notice of an annual review, two weeks before it", false),
    (&annual_review_report::RULE, "Report of an annual review, within two weeks", false),
    (&file_transfer::RULE, "SEN file to the next school, in 15 school days", false),
];

#[derive(Clone, Copy, Default)]
struct Numbers {
    in_time: u64,
    late: u64,
    exempt: u64,
}

impl Numbers {
    /// Counts a clock in the year in which it was done; one of the school's own that is late and open, in that in
    /// which it was due.
    fn add(&mut self, clock: &Clock, is_exempt: bool, is_countys: bool, is_of_year: impl Fn(Date) -> bool) {
        match clock.state {
            ClockState::Done { on, late_by, .. } if is_of_year(on) => match late_by {
                0 => self.in_time += 1,
                _ if is_exempt => self.exempt += 1,
                _ => self.late += 1,
            },
            ClockState::Late { .. } if !is_countys && is_of_year(clock.due_on) => self.late += 1,
            ClockState::LateExempt { .. } if !is_countys && is_of_year(clock.due_on) => self.exempt += 1,
            ClockState::Done { .. }
            | ClockState::Late { .. }
            | ClockState::LateExempt { .. }
            | ClockState::DueIn { .. }
            | ClockState::DueToday
            | ClockState::Ended { .. }
            | ClockState::NotNeeded { .. }
            | ClockState::LastDayNotKnown => {}
        }
    }
}

/// The clocks kept in the school year of `today`, of the children in the scope: from their letters and annual reviews,
/// and from those who left. For those who may see no child without groups of under five.
pub(super) async fn clocks_kept(
    reader: &Reader,
    scope: &Scope,
    papers: &BTreeMap<PupilId, Vec<Entry>>,
    info: &SchoolInfo,
    today: Date,
    sees_children: bool,
) -> Result<Vec<Kept>, Fault> {
    let year: AcademicYear = info.calendar.academic_year_of(today);
    let mut numbers = [Numbers::default(); COUNTED.len()];
    let mut count = |clock: &Clock, is_exempt: bool| {
        let code = match clock.code {
            code if [tribunal_order::FINAL_AFTER_ASSESSMENT.code, tribunal_order::FINAL.code]
                .contains(&code) =>
            {
                final_plan::RULE.code
            }
            code if code == tribunal_order::REFUSAL.code => refusal_to_issue::RULE.code,
            code => code,
        };
        let counted = COUNTED.iter().zip(&mut numbers).find(|((rule, ..), _)| rule.code == code);
        if let Some(((_, _, is_countys), numbers)) = counted {
            numbers.add(clock, is_exempt, *is_countys, |on| info.calendar.academic_year_of(on) == year);
        }
    };
    for own in papers.values() {
        let dates = county_letters::application_of(own);
        for clock in application::clocks(&dates, today) {
            let is_excused =
                clock.code == advice_from_school::RULE.code && dates.appointment_missed_on.is_some();
            count(&clock, is_excused || dates.exempt(clock.code, clock.due_on).is_some());
        }
        // What the county did after each review, and whether that came within the twelve months.
        let told = LegalDates::of(own);
        for clock in told.kept_by_the_county(today) {
            count(&clock, false);
        }
        for review in county_letters::annual_reviews(own) {
            let Some(meeting_on) = review.meeting_on else { continue };
            let notice_by = annual_review_notice::due_on(meeting_on);
            count(&Clock::new(&annual_review_notice::RULE, notice_by, review.notice_on, None, today), false);
            // No report is owed of a meeting of which nobody recorded that it was held.
            if review.says_who_came() {
                let report_by = annual_review_report::due_on(meeting_on);
                count(
                    &Clock::new(&annual_review_report::RULE, report_by, review.report_on, None, today),
                    false,
                );
            }
        }
    }
    let since = days_after(year.first_day(), -BEFORE_THE_YEAR);
    for (_, pupil) in records::with_pupils(reader, scope, Which::LeftSince(since)).await? {
        let Some(left_on) = pupil.left_on else { continue };
        let own = papers.get(&pupil.id).map_or(&[][..], Vec::as_slice);
        let sent_on = own.iter().rev().find_map(|entry| match &entry.content {
            Content::CountyLetter(letter)
                if letter.kind == LetterKind::FileSent && letter.dated_on >= left_on =>
            {
                Some(letter.dated_on)
            }
            _ => None,
        });
        count(&file_transfers::clock(left_on, sent_on, info, today), false);
    }
    Ok(shown(&numbers, sees_children))
}

fn shown(numbers: &[Numbers], sees_children: bool) -> Vec<Kept> {
    let tables: Vec<Table> = COUNTED
        .iter()
        .zip(numbers)
        .map(|((_, name, _), of)| {
            let rows = [("In time", of.in_time), ("Late", of.late), ("Exempt", of.exempt)];
            Table::new(*name, rows.map(|(label, count)| Row::new(label, count)).to_vec(), None)
        })
        .collect();
    let shown = if sees_children {
        tables.iter().map(domain::figures::Shown::whole).collect()
    } else {
        without_small_groups(&tables)
    };
    COUNTED
        .iter()
        .zip(shown)
        .map(|((_, name, is_countys), table)| {
            let number = |at: usize| table.rows.get(at).and_then(|(_, number)| *number);
            Kept { name, is_countys: *is_countys, in_time: number(0), late: number(1), exempt: number(2) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_group_of_under_five_is_shown_to_those_who_see_no_child() {
        let of = |in_time, late, exempt| Numbers { in_time, late, exempt };
        let mut numbers = [Numbers::default(); COUNTED.len()];
        numbers[1..6].copy_from_slice(&[of(4, 0, 0), of(9, 7, 0), of(12, 2, 0), of(6, 6, 6), of(5, 0, 0)]);
        let numbers_of = |sees| {
            shown(&numbers, sees)
                .iter()
                .map(|kept| (kept.in_time, kept.late, kept.exempt))
                .collect::<Vec<_>>()
        };
        let whole = numbers_of(true);
        assert_eq!(whole[3], (Some(12), Some(2), Some(0)));
        assert!(shown(&numbers, true)[0].is_empty());
        for (at, (in_time, late, exempt)) in numbers_of(false).into_iter().enumerate() {
            for number in [in_time, late, exempt].into_iter().flatten() {
                assert!(number >= 5, "{at}");
            }
        }
        assert_eq!(numbers_of(false)[4], (Some(6), Some(6), Some(6)));
        assert!(shown(&numbers, false)[1].is_left_out());
    }
}
