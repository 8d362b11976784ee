//! What follows from a record by itself, after a move or a paper: the next review, K from the day on which the parents
//! were told; and the legal dates, which are counted on the day on which somebody looks.

use domain::{
    Date,
    census::SenProvision,
    deadlines::{Clock, phase_transfer},
    pathway::{CaseState, SupportState, facts_of_support, review_due},
    people::{Pupil, School, YearGroup},
    permissions::Allowed,
    record::{Content, Entry, EntryKind, LegalDates, LetterKind, OfChild, county_letters},
};
use store::{Tx, queries::records::Record};

use super::status;
use crate::{Fault, SchoolInfo, county::file_transfers};

/// What was settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The day of the next review changed: the record is to be saved.
    pub record: bool,
    /// The SEN status changed.
    pub status: bool,
}

/// Whether a paper of this kind can change what follows from the record.
pub(crate) const fn settles(kind: EntryKind) -> bool {
    match kind {
        EntryKind::Talk
        | EntryKind::Review
        | EntryKind::CountyLetter
        | EntryKind::Ehcp
        | EntryKind::AnnualReview => true,
        EntryKind::Concern
        | EntryKind::Checklist
        | EntryKind::Acknowledgement
        | EntryKind::Adaptation
        | EntryKind::ProfilePart
        | EntryKind::Profile
        | EntryKind::Plan
        | EntryKind::Agreement
        | EntryKind::Referral
        | EntryKind::Report
        | EntryKind::FileItem
        | EntryKind::View
        | EntryKind::ApplicationAgreement
        | EntryKind::SchoolsAdvice
        | EntryKind::RequestBundle
        | EntryKind::PlanComments
        | EntryKind::TopUp
        | EntryKind::Transition
        | EntryKind::Note => false,
    }
}

/// Settles what follows. Called in the transaction of the move or the paper, after it is written; `entries` are all of
/// the child's with it. The caller saves the record when it changed.
///
/// # Errors
/// When the database fails.
pub async fn settle(
    tx: &Tx,
    allowed: &Allowed,
    pupil: &mut Pupil,
    record: &mut Record,
    entries: &[Entry],
    info: &SchoolInfo,
    today: Date,
) -> Result<Settled, Fault> {
    let review_due_on = next_review(record, entries, info, today);
    let changed = review_due_on != record.review_due_on;
    record.review_due_on = review_due_on;
    let status = support_begins(tx, allowed, pupil, &record.state, entries, today).await?;
    Ok(Settled { record: changed, status })
}

/// K from the day on which the parents were told that SEN support is given, from step 4 on (CoP 6.48).
async fn support_begins(
    tx: &Tx,
    allowed: &Allowed,
    pupil: &mut Pupil,
    state: &CaseState,
    entries: &[Entry],
    today: Date,
) -> Result<bool, Fault> {
    let given = state.support.is_some_and(SupportState::is_from_step_4);
    match facts_of_support::parents_told_on(state, entries) {
        Some(told_on) if given && pupil.provision == SenProvision::N && told_on <= today => {
            status::change(tx, allowed, pupil, SenProvision::K, told_on).await
        }
        Some(_) | None => Ok(false),
    }
}

/// Counts K anew when the talk that gave it was taken out: from the day on which the parents were told that the record
/// still knows, else K ends as if it had not begun. Whether the status was written. `with` and `without` are the entries
/// before and after.
///
/// # Errors
/// When the database fails.
pub(crate) async fn recount_k(
    tx: &Tx,
    allowed: &Allowed,
    pupil: &mut Pupil,
    state: &CaseState,
    (with, without): (&[Entry], &[Entry]),
    today: Date,
) -> Result<bool, Fault> {
    let (gave, gives) =
        (facts_of_support::parents_told_on(state, with), facts_of_support::parents_told_on(state, without));
    match gave {
        Some(day) if gives != gave => {
            status::recount_k(tx, allowed, pupil, day, gives.filter(|on| *on <= today)).await
        }
        Some(_) | None => Ok(false),
    }
}

/// The half term's next review: what was agreed at the last one when it lies in time, else the half term's end.
fn next_review(record: &Record, entries: &[Entry], info: &SchoolInfo, today: Date) -> Option<Date> {
    if !review_due::is_reviewed(&record.state) {
        return None;
    }
    let round = record.state.round;
    let last = entries
        .iter()
        .filter(|entry| entry.round == round && entry.on <= today)
        .filter_map(|entry| match &entry.content {
            Content::Review(review) => Some((entry.on, review.next_on)),
            _ => None,
        })
        .max_by_key(|(on, _)| *on);
    // A day that stands (set when the child came here, or called by the SENCO) stands until a review is recorded.
    let stands = record.review_due_on.filter(|due_on| last.is_none_or(|(on, _)| *due_on > on));
    Some(stands.unwrap_or_else(|| match last {
        None => {
            let since = record.state.support_entered_on.unwrap_or(today);
            review_due::due_on(&info.calendar, None, since)
        }
        Some((on, agreed)) => {
            let by = review_due::due_on(&info.calendar, Some(on), on);
            agreed.filter(|agreed| *agreed > on && *agreed <= by).unwrap_or(by)
        }
    }))
}

/// The last year group of a school, by its phase; a primary school's where the phase is no word that we know.
#[must_use]
pub(super) fn last_year_of(school: &School) -> YearGroup {
    phase_transfer::last_year_of(&school.phase).unwrap_or(YearGroup(6))
}

/// Of whom the legal dates are.
pub(crate) fn of_child(pupil: &Pupil, state: &CaseState, info: &SchoolInfo) -> OfChild {
    OfChild {
        state: state.statutory,
        born_on: pupil.born_on,
        year: pupil.year,
        last_year: last_year_of(&info.school),
    }
}

/// Every legal clock of the child: of the application and of the plan.
#[must_use]
pub fn legal_clocks(
    pupil: &Pupil,
    state: &CaseState,
    entries: &[Entry],
    info: &SchoolInfo,
    today: Date,
) -> Vec<Clock> {
    if let Some(left_on) = pupil.left_on {
        let sent_on = county_letters::day(&county_letters::all(entries), LetterKind::FileSent);
        return vec![file_transfers::clock(left_on, sent_on.filter(|on| *on >= left_on), info, today)];
    }
    clocks_of(&LegalDates::of(entries), pupil, state, info, today)
}

/// The same from what was read of the record before, of a child who is here.
pub(crate) fn clocks_of(
    dates: &LegalDates,
    pupil: &Pupil,
    state: &CaseState,
    info: &SchoolInfo,
    today: Date,
) -> Vec<Clock> {
    dates.clocks(&of_child(pupil, state, info), &info.calendar, today)
}
