//! The county's letters of a child in order: which belong to the application that runs, and the dates that its clocks
//! and a plan's clocks count from.

use super::{AnnualReview, Content, CountyLetter, Ehcp, Entry, LetterKind, Party, Recommendation};
use crate::{
    Date,
    deadlines::{
        Application, EarlierDraft, Exemption, ExemptionLetter, ReviewDates, ReviewDecision, amended_plan,
    },
};

/// Every county letter, by its date; letters of one date in the order in which they were recorded.
#[must_use]
pub fn all(entries: &[Entry]) -> Vec<&CountyLetter> {
    in_order(entries.iter())
}

fn in_order<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<&'a CountyLetter> {
    let mut letters: Vec<(Date, jiff::Timestamp, &CountyLetter)> = entries
        .filter_map(|entry| match &entry.content {
            Content::CountyLetter(letter) => Some((letter.dated_on, entry.first_written_at(), letter)),
            _ => None,
        })
        .collect();
    letters.sort_by_key(|(on, at, _)| (*on, *at));
    letters.into_iter().map(|(_, _, letter)| letter).collect()
}

/// The letters of a day and after it, in order: what comes after a letter that is recorded late.
#[must_use]
pub fn from(entries: &[Entry], on: Date) -> Vec<&CountyLetter> {
    all(entries).into_iter().filter(|letter| letter.dated_on >= on).collect()
}

/// The letters that were recorded since the school last began to prepare an application, by their dates; all of them where
/// it never did. An application that had ended before that day is an earlier one, whenever its letters are typed in.
#[must_use]
pub fn since_begun(entries: &[Entry]) -> Vec<&CountyLetter> {
    let Some((begun_at, begun_on)) = begun(entries) else { return all(entries) };
    let mut letters = in_order(entries.iter().filter(|entry| entry.first_written_at() >= begun_at));
    let ended = letters.iter().rposition(|letter| ends(letter.kind) && letter.dated_on < begun_on);
    letters.drain(..ended.map_or(0, |last| last + 1));
    letters
}

/// The day on which the school last began to prepare an application.
#[must_use]
pub fn begun_on(entries: &[Entry]) -> Option<Date> {
    begun(entries).map(|(_, on)| on)
}

fn begun(entries: &[Entry]) -> Option<(jiff::Timestamp, Date)> {
    let begun = entries.iter().filter_map(|entry| match &entry.content {
        Content::CountyLetter(letter) if letter.kind == LetterKind::Begun => {
            Some((entry.first_written_at(), letter.dated_on))
        }
        _ => None,
    });
    begun.max()
}

/// Whether a letter ends an application: the next request is a new one. (An appeal may still reopen it.)
pub(crate) const fn ends(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::RefusedToAssess
            | LetterKind::RefusedToIssue
            | LetterKind::Withdrawn
            | LetterKind::Final
            | LetterKind::Ceased
    )
}

const fn starts(kind: LetterKind) -> bool {
    matches!(kind, LetterKind::Received | LetterKind::ParentApplied)
}

/// The letters of the newest application: from the request that came after the last ended one. Refused, appealed and
/// upheld is one application.
///
/// # Example
/// ```
/// # use domain::{date, record::{CountyLetter, LetterKind::*, county_letters}};
/// let letter = CountyLetter::new;
/// let (first, no) = (letter(Received, date(2025, 3, 3)), letter(RefusedToAssess, date(2025, 4, 9)));
/// let again = letter(Received, date(2026, 9, 22));
/// assert_eq!(county_letters::newest_application(&[&first, &no]), [&first, &no]);
/// assert_eq!(county_letters::newest_application(&[&first, &no, &again]), [&again]);
/// ```
#[must_use]
pub fn newest_application<'a>(letters: &[&'a CountyLetter]) -> Vec<&'a CountyLetter> {
    let mut ended = false;
    let mut from = 0;
    for (at, letter) in letters.iter().enumerate() {
        if ended && starts(letter.kind) {
            from = at;
            ended = false;
        }
        ended |= ends(letter.kind);
    }
    letters[from..].to_vec()
}

/// The letters of an application that has not ended; none when the newest one has.
#[must_use]
pub fn open_application<'a>(letters: &[&'a CountyLetter]) -> Vec<&'a CountyLetter> {
    let newest = newest_application(letters);
    if newest.iter().any(|letter| ends(letter.kind)) { Vec::new() } else { newest }
}

/// The day of the last letter of a kind.
#[must_use]
pub fn day(letters: &[&CountyLetter], kind: LetterKind) -> Option<Date> {
    last(letters, kind).map(|letter| letter.dated_on)
}

/// The last letter of a kind.
#[must_use]
pub fn last<'a>(letters: &[&'a CountyLetter], kind: LetterKind) -> Option<&'a CountyLetter> {
    letters.iter().rev().find(|letter| letter.kind == kind).copied()
}

/// The day on which the county received the request: the first that is told of an application. A second letter that says
/// so starts no new time.
///
/// # Example
/// ```
/// # use domain::{date, record::{CountyLetter, LetterKind::*, county_letters}};
/// let letter = CountyLetter::new;
/// let (asked, told) = (letter(ParentApplied, date(2026, 9, 21)), letter(Received, date(2026, 9, 24)));
/// let again = letter(Received, date(2026, 11, 20));
/// assert_eq!(county_letters::received_on(&[&asked, &told, &again]), Some(date(2026, 9, 24)));
/// assert_eq!(county_letters::received_on(&[&asked]), Some(date(2026, 9, 21)));
/// ```
#[must_use]
pub fn received_on(letters: &[&CountyLetter]) -> Option<Date> {
    let first = |kind| letters.iter().find(|letter| letter.kind == kind).map(|letter| letter.dated_on);
    first(LetterKind::Received).or_else(|| first(LetterKind::ParentApplied))
}

/// The last decision that can be appealed.
#[must_use]
pub fn decision<'a>(letters: &[&'a CountyLetter]) -> Option<&'a CountyLetter> {
    letters.iter().rev().find(|letter| letter.kind.appealable().is_some()).copied()
}

/// The day on which a refusal was turned: by the Tribunal's order, or at mediation when one of `done` (the letters that do
/// what was refused) came after it. An appeal after those is about something else.
fn ordered(letters: &[&CountyLetter], refused_on: Date, done: &[LetterKind]) -> Option<Date> {
    let mut agreed = None;
    for letter in letters.iter().filter(|letter| letter.dated_on >= refused_on) {
        match letter.kind {
            LetterKind::AppealUpheld => return Some(letter.dated_on),
            LetterKind::MediationEnded => agreed = Some(letter.dated_on),
            kind if done.contains(&kind) => return agreed,
            _ => {}
        }
    }
    None
}

/// What shows that the county assesses.
const ASSESSED: [LetterKind; 4] =
    [LetterKind::WillAssess, LetterKind::RefusedToIssue, LetterKind::Draft, LetterKind::Final];
/// What shows that it makes a plan.
const ISSUED: [LetterKind; 2] = [LetterKind::Draft, LetterKind::Final];

/// The dates of the newest application, as its clocks take them.
#[must_use]
pub fn application(letters: &[&CountyLetter]) -> Application {
    let letters = newest_application(letters);
    let on = |kind| day(&letters, kind);
    let will_assess = on(LetterKind::WillAssess);
    let (not_to_assess, not_to_issue) = (on(LetterKind::RefusedToAssess), on(LetterKind::RefusedToIssue));
    let drafts = letters.iter().filter(|letter| letter.kind == LetterKind::Draft).map(|one| one.dated_on);
    let draft = on(LetterKind::Draft);
    let earlier = drafts.filter(|on| draft.is_some_and(|newest| *on < newest));
    // A later letter of the same exemption says more of it: its last day, mostly.
    let exemptions = ExemptionLetter::ALL
        .into_iter()
        .filter_map(|which| {
            let letter = letters.iter().rev().find(|letter| {
                letter.kind == LetterKind::Exemption
                    && letter.exemption.parse::<ExemptionLetter>() == Ok(which)
            })?;
            Some(Exemption {
                letter: which,
                from: letter.exempt_from.unwrap_or(letter.dated_on),
                to: letter.exempt_to,
                recorded_on: letter.dated_on,
            })
        })
        .collect();
    Application {
        received_on: received_on(&letters),
        agreed_to_assess_on: will_assess,
        refused_to_assess_on: not_to_assess,
        assessment_ordered_on: not_to_assess.and_then(|refused| ordered(&letters, refused, &ASSESSED)),
        advice_asked_on: on(LetterKind::AdviceAsked),
        advice_given_on: on(LetterKind::AdviceSent),
        appointment_missed_on: on(LetterKind::AppointmentMissed),
        refused_to_issue_on: not_to_issue,
        plan_ordered_on: not_to_issue.and_then(|refused| ordered(&letters, refused, &ISSUED)),
        earlier_drafts: earlier.map(|served_on| EarlierDraft { served_on, commented_on: None }).collect(),
        draft_served_on: draft,
        commented_on: on(LetterKind::Commented).filter(|on| draft.is_some_and(|draft| draft <= *on)),
        consulted_on: on(LetterKind::Consultation),
        answered_on: on(LetterKind::ConsultationAnswered),
        final_plan_on: on(LetterKind::Final),
        withdrawn_on: on(LetterKind::Withdrawn),
        exemptions,
    }
}

/// The newest EHCP on the record.
#[must_use]
pub fn ehcp(entries: &[Entry]) -> Option<&Ehcp> {
    entries
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::Ehcp(plan) => Some((plan.made_on, entry.first_written_at(), plan)),
            _ => None,
        })
        .max_by_key(|(made_on, at, _)| (*made_on, *at))
        .map(|(_, _, plan)| plan)
}

/// The day on which the newest plan ceased, as the county's last letter of it says; none when a plan was made since.
///
/// # Example
/// ```
/// # use domain::{date, record::{CountyLetter, LetterKind::*, county_letters}};
/// let letter = CountyLetter::new;
/// let (made, ceased) = (letter(Final, date(2024, 3, 4)), letter(Ceased, date(2026, 11, 16)));
/// let anew = letter(MovedIn, date(2027, 1, 4));
/// assert_eq!(county_letters::ceased_on(&[&made]), None);
/// assert_eq!(county_letters::ceased_on(&[&made, &ceased]), Some(date(2026, 11, 16)));
/// assert_eq!(county_letters::ceased_on(&[&made, &ceased, &anew]), None);
/// ```
#[must_use]
pub fn ceased_on(letters: &[&CountyLetter]) -> Option<Date> {
    let makes = |kind| matches!(kind, LetterKind::Final | LetterKind::ArrivesWithPlan | LetterKind::MovedIn);
    let last = letters.iter().rev().find(|letter| letter.kind == LetterKind::Ceased || makes(letter.kind))?;
    (last.kind == LetterKind::Ceased).then_some(last.dated_on)
}

/// The annual reviews, by their meetings.
#[must_use]
pub fn annual_reviews(entries: &[Entry]) -> Vec<&AnnualReview> {
    let mut reviews: Vec<&AnnualReview> = entries
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::AnnualReview(review) if review.meeting_on.is_some() => Some(review),
            _ => None,
        })
        .collect();
    reviews.sort_by_key(|review| review.meeting_on);
    reviews
}

/// The day on which parents first answered a draft or a notice that was served on a day, before the next one was: as the
/// county's letter says, or as their comments on the record were sent.
#[must_use]
pub fn parents_answered_on(entries: &[Entry], served_on: Date) -> Option<Date> {
    use LetterKind::{AmendedPlan, AmendmentNotice, Commented, Draft, Final};
    let letters = all(entries);
    let serves = |letter: &&&CountyLetter| {
        matches!(letter.kind, Draft | Final | AmendmentNotice | AmendedPlan) && letter.dated_on > served_on
    };
    let next = letters.iter().filter(serves).map(|letter| letter.dated_on).min();
    let answered = entries.iter().filter_map(|entry| match &entry.content {
        Content::CountyLetter(letter) if letter.kind == Commented => Some(letter.dated_on),
        Content::PlanComments(comments) if comments.party == Party::Parent => comments.sent_on,
        _ => None,
    });
    answered.filter(|on| *on >= served_on && next.is_none_or(|next| *on <= next)).min()
}

/// The newest application with what its parents answered: see [`application`].
#[must_use]
pub fn application_of(entries: &[Entry]) -> Application {
    let mut dates = application(&all(entries));
    dates.commented_on = dates.draft_served_on.and_then(|served_on| parents_answered_on(entries, served_on));
    for draft in &mut dates.earlier_drafts {
        draft.commented_on = parents_answered_on(entries, draft.served_on);
    }
    dates
}

/// The annual reviews of a plan by where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviews {
    /// Those on which the county has decided, and amended the plan where it said so; the newest last.
    pub finished: Vec<ReviewDates>,
    /// The one that runs.
    pub running: ReviewDates,
}

impl Reviews {
    /// The day of the last one that is finished.
    #[must_use]
    pub fn last_on(&self) -> Option<Date> {
        self.finished.last().and_then(|review| review.meeting_on)
    }
}

/// The annual reviews, each with its dates.
#[must_use]
pub fn review_dates(entries: &[Entry]) -> Reviews {
    let letters = all(entries);
    let mut reviews = Reviews::default();
    for review in annual_reviews(entries) {
        let Some(meeting_on) = review.meeting_on else { continue };
        // A letter that comes long after a meeting of which nobody recorded that it was held answers no review.
        let is_known = review.says_who_came() || review.decision.is_some() || review.decision_on.is_some();
        let until = (!is_known).then(|| amended_plan::due_on(meeting_on, None));
        let after = |kind| {
            let follows = |on: Date| on >= meeting_on && until.is_none_or(|until| on <= until);
            letters
                .iter()
                .find(|letter| letter.kind == kind && follows(letter.dated_on))
                .map(|one| one.dated_on)
        };
        let (keeps, amends, ceases) =
            (after(LetterKind::KeepsPlan), after(LetterKind::AmendmentNotice), after(LetterKind::WillCease));
        let decision = review
            .decision
            .map(|decision| match decision {
                Recommendation::Keep => ReviewDecision::Keep,
                Recommendation::Amend => ReviewDecision::Amend,
                Recommendation::Cease => ReviewDecision::Cease,
            })
            .or(keeps.map(|_| ReviewDecision::Keep))
            .or(amends.map(|_| ReviewDecision::Amend))
            .or(ceases.map(|_| ReviewDecision::Cease));
        let dates = ReviewDates {
            meeting_on: Some(meeting_on),
            held: review.says_who_came(),
            notice_given_on: review.notice_on,
            advice_circulated_on: review.advice_on,
            report_sent_on: review.report_on,
            decided_on: review.decision_on.or(keeps).or(amends).or(ceases),
            decision,
            amendment_notice_on: amends,
            commented_on: amends.and_then(|notice| parents_answered_on(entries, notice)),
            amended_plan_on: after(LetterKind::AmendedPlan),
        };
        let finished = match dates.decision {
            Some(ReviewDecision::Keep) => dates.decided_on.is_some(),
            Some(ReviewDecision::Amend) => dates.amended_plan_on.is_some(),
            Some(ReviewDecision::Cease) | None => false,
        };
        if finished {
            reviews.finished.push(dates);
            reviews.running = ReviewDates::default();
        } else {
            reviews.running = dates;
        }
    }
    reviews
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    fn letters(of: &[(LetterKind, (i16, i8, i8))]) -> Vec<CountyLetter> {
        of.iter().map(|(kind, (y, m, d))| CountyLetter::new(*kind, date(*y, *m, *d))).collect()
    }

    #[test]
    fn a_refusal_that_was_turned_stands_no_longer() {
        use LetterKind::*;
        let refused = [(Received, (2026, 1, 5)), (RefusedToAssess, (2026, 2, 10))];
        let upheld = [refused[0], refused[1], (AppealLodged, (2026, 3, 3)), (AppealUpheld, (2026, 6, 1))];
        let agreed = [refused[0], refused[1], (MediationEnded, (2026, 3, 3)), (WillAssess, (2026, 3, 9))];
        let by_itself = [refused[0], refused[1], (WillAssess, (2026, 3, 9))];
        for (list, stands, ordered) in [
            (&refused[..], true, None),
            (&upheld[..], false, Some(date(2026, 6, 1))),
            (&agreed[..], false, Some(date(2026, 3, 3))),
            (&by_itself[..], false, None),
        ] {
            let list = letters(list);
            let list: Vec<&CountyLetter> = list.iter().collect();
            let found = application(&list);
            assert_eq!(found.refused_to_assess_on, Some(date(2026, 2, 10)), "the answer stays on its day");
            assert_eq!(found.stands_not_to_assess().is_some(), stands);
            assert_eq!(found.assessment_ordered_on, ordered);
            assert!(open_application(&list).is_empty());
        }
        let second = [
            upheld[0],
            upheld[1],
            upheld[3],
            (WillAssess, (2026, 6, 9)),
            (RefusedToIssue, (2026, 8, 3)),
            (AppealUpheld, (2026, 11, 2)),
        ];
        let second = letters(&second);
        let second: Vec<&CountyLetter> = second.iter().collect();
        let found = application(&second);
        assert_eq!(found.assessment_ordered_on, Some(date(2026, 6, 1)));
        assert_eq!(found.plan_ordered_on, Some(date(2026, 11, 2)));
        assert_eq!(found.stands_not_to_issue(), None);
        // An appeal about the plan that followed is no order to assess.
        let in_place = [
            refused[0],
            refused[1],
            agreed[2],
            agreed[3],
            (Draft, (2026, 5, 4)),
            (Final, (2026, 6, 1)),
            (AppealUpheld, (2026, 11, 2)),
        ];
        let in_place = letters(&in_place);
        let in_place: Vec<&CountyLetter> = in_place.iter().collect();
        assert_eq!(application(&in_place).assessment_ordered_on, Some(date(2026, 3, 3)));
        let running = letters(&[refused[0], (WillAssess, (2026, 2, 10))]);
        let running: Vec<&CountyLetter> = running.iter().collect();
        assert_eq!(open_application(&running).len(), 2);
        assert_eq!(application(&running).agreed_to_assess_on, Some(date(2026, 2, 10)));
    }

    #[test]
    fn of_each_exemption_the_newest_letter_counts() {
        let letter = |which: &str, day, to| CountyLetter {
            exemption: which.to_owned(),
            exempt_from: Some(date(2026, 6, 1)),
            exempt_to: to,
            ..CountyLetter::new(LetterKind::Exemption, date(2026, 6, day))
        };
        let ended = Some(date(2026, 7, 10));
        let all = [
            CountyLetter::new(LetterKind::Received, date(2026, 3, 2)),
            letter("d", 3, None),
            letter("c", 4, None),
            letter("d", 20, ended),
            letter("", 21, None),
        ];
        let all: Vec<&CountyLetter> = all.iter().collect();
        let found: Vec<_> =
            application(&all).exemptions.iter().map(|one| (one.letter, one.to, one.recorded_on)).collect();
        assert_eq!(
            found,
            [(ExemptionLetter::C, None, date(2026, 6, 4)), (ExemptionLetter::D, ended, date(2026, 6, 20))]
        );
    }
}
