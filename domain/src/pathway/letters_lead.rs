//! Where the county's letters lead its process, whatever the order in which they are typed in.

use super::{
    StatutoryMove, StatutoryState,
    moves::{Answer, STATUTORY, answer},
};
use crate::{
    Date,
    record::{CountyLetter, Entry, LetterKind, county_letters},
};

/// What of an application the county answers: that it does shows that it was asked.
const ANSWERS: [LetterKind; 5] = [
    LetterKind::WillAssess,
    LetterKind::RefusedToAssess,
    LetterKind::Draft,
    LetterKind::RefusedToIssue,
    LetterKind::Final,
];

/// Whether a letter of this kind answers a request.
#[must_use]
pub fn is_answer(kind: LetterKind) -> bool {
    ANSWERS.contains(&kind)
}

/// Whether letters of one application, by their dates, hold a request and an answer of the county to it. What the county
/// answered before the day on which the school began to prepare is no answer to what it prepares.
#[must_use]
pub fn has_answered(letters: &[&CountyLetter], begun_on: Option<Date>) -> bool {
    let asked = county_letters::received_on(letters);
    asked.is_some_and(|asked| {
        let since = asked.max(begun_on.unwrap_or(asked));
        letters.iter().any(|letter| letter.dated_on >= since && is_answer(letter.kind))
    })
}

/// The letters that move the process from a state, in their order, and where it then is.
fn lead<'a>(from: StatutoryState, letters: &[&'a CountyLetter]) -> (Vec<&'a CountyLetter>, StatutoryState) {
    let mut state = from;
    let mut moving = Vec::new();
    for letter in letters {
        if let Some(to) = letter.kind.means(state).and_then(|the_move| goes(state, the_move)) {
            moving.push(*letter);
            state = to;
        }
    }
    (moving, state)
}

fn goes(from: StatutoryState, the_move: StatutoryMove) -> Option<StatutoryState> {
    match answer(STATUTORY, &the_move, &from) {
        Answer::Goes(row) => Some(row.to),
        Answer::AlreadyThere | Answer::NoSuchMove => None,
    }
}

/// The letters of the newest application that the process has not gone through yet: all of one that runs, and all of one
/// that has ended while the process stands where it was before. None of one by which the process stands where it does.
///
/// What was written before the school began to prepare an application is no part of it; and what had ended when a child
/// left waits for nothing when the child is back.
///
/// # Source
/// pathway: a county's letters may be recorded at any step, so in any order.
#[must_use]
pub fn waiting(state: StatutoryState, entries: &[Entry]) -> Vec<&CountyLetter> {
    use StatutoryState as S;
    let letters = county_letters::since_begun(entries);
    let newest = county_letters::newest_application(&letters);
    if !newest.iter().any(|letter| county_letters::ends(letter.kind)) {
        return newest;
    }
    // Where nothing says when the school began, an application that has ended is an earlier one.
    let begun = letters.iter().any(|letter| letter.kind == LetterKind::Begun);
    let is_earlier = state == S::LeftSchool || (matches!(state, S::Agreeing | S::NotAgreed) && !begun);
    if is_earlier || lead(state, &newest).1 == state { Vec::new() } else { newest }
}

/// The letters by whose moves the process catches up when one is recorded that means nothing where the process stands:
/// those that were waiting for it, or for which it was waiting. None while a process runs, and where the letter takes no
/// part in it. What the county last answered before the school began to prepare leads nothing by itself: it is about an
/// earlier request, or somebody says that it is not.
///
/// # Example
/// ```
/// # use domain::{*, pathway::{StatutoryState, letters_lead::catching_up}, permissions::Who, record::*};
/// let entry = |number: u8, kind, on| Entry {
///     id: EntryId::new(u64::from(number), &[number; 10]),
///     school: SchoolId::new(1, &[0; 10]),
///     pupil: PupilId::new(1, &[0; 10]),
///     round: 1,
///     on,
///     content: Content::CountyLetter(CountyLetter::new(kind, on)),
///     author: Who::Operator,
///     written_at: jiff::Timestamp::UNIX_EPOCH,
///     version: 1,
/// };
/// let yes = CountyLetter::new(LetterKind::WillAssess, date(2026, 4, 9));
/// let entries = [entry(1, LetterKind::Received, date(2026, 3, 2)), entry(2, yes.kind, yes.dated_on)];
/// // The school was still asking who agrees when the county said that it had the request, and then answered it.
/// assert_eq!(catching_up(StatutoryState::Agreeing, &entries, &yes).len(), 2);
/// assert_eq!(catching_up(StatutoryState::Assessing, &entries, &yes).len(), 0);
/// ```
#[must_use]
pub fn catching_up<'a>(
    state: StatutoryState,
    entries: &'a [Entry],
    recorded: &CountyLetter,
) -> Vec<&'a CountyLetter> {
    let rests = !state.runs() || state == StatutoryState::Agreeing;
    if !rests || state == StatutoryState::LeftSchool {
        return Vec::new();
    }
    let (moving, to) = lead(state, &waiting(state, entries));
    let takes_part = is_answer(recorded.kind) || moving.contains(&recorded);
    let prepares = matches!(state, StatutoryState::Agreeing | StatutoryState::NotAgreed);
    let begun_on = county_letters::begun_on(entries).filter(|_| prepares);
    let answered_on = moving.iter().rev().find(|letter| is_answer(letter.kind)).map(|one| one.dated_on);
    let is_earlier = answered_on.is_some_and(|on| begun_on.is_some_and(|begun_on| on < begun_on));
    if to != state && takes_part && !is_earlier { moving } else { Vec::new() }
}

#[cfg(test)]
#[path = "letters_lead_tests.rs"]
mod tests;
