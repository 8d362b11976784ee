//! From which day a SEN status counts that a county's letter gives, whenever the letter is typed in or put back.

use super::StatutoryState;
use crate::{
    Date,
    record::{Content, CountyLetter, Entry, LetterKind, county_letters},
};

/// E from the day on which the plan was made that has been in place since; the status after a plan from the day on which it
/// ceased, or on which the Tribunal dismissed the appeal against that. None in every other state, and where no paper says the day.
///
/// # Source
/// pathway, general rules: E from the day of the final plan; back to K or N when plan or support ends. CFA s.45(4): while an
/// appeal runs the plan holds.
#[must_use]
pub fn said_by_letters(state: StatutoryState, entries: &[Entry]) -> Option<Date> {
    let letters = county_letters::all(entries);
    let on = |kind| county_letters::day(&letters, kind);
    if state.has_plan() {
        in_place_since(&letters, entries)
    } else if state == StatutoryState::Ceased {
        // What was dismissed before the county decided to cease the plan was about something else.
        let decided_on = on(LetterKind::WillCease);
        on(LetterKind::Ceased).max(on(LetterKind::AppealDismissed).filter(|on| Some(*on) >= decided_on))
    } else {
        None
    }
}

/// The day on which the plan that was last in place ended: since then no county pays for it. None while one is in place, also
/// while an appeal against its end runs.
///
/// # Source
/// CFA s.45: the plan ceases on the day of the county's letter; s.45(4): not before an appeal against that is decided.
#[must_use]
pub fn ended_on(entries: &[Entry]) -> Option<Date> {
    let letters = county_letters::all(entries);
    let since = letters.rsplit(|letter| brings_plan(letter)).next().unwrap_or_default();
    let on = |kind| county_letters::day(since, kind);
    let ceased_on = on(LetterKind::Ceased);
    // What was lodged before the county decided to cease the plan was about something else.
    let decided_on = on(LetterKind::WillCease).or(ceased_on)?;
    match on(LetterKind::AppealLodged).filter(|lodged_on| *lodged_on >= decided_on) {
        Some(lodged_on) => {
            let dismissed_on = on(LetterKind::AppealDismissed).filter(|on| *on >= lodged_on)?;
            Some(ceased_on.map_or(dismissed_on, |ceased_on| ceased_on.max(dismissed_on)))
        }
        None => ceased_on,
    }
}

/// Whether a letter says that a plan is in place from now on.
const fn brings_plan(letter: &CountyLetter) -> bool {
    matches!(letter.kind, LetterKind::Final | LetterKind::ArrivesWithPlan | LetterKind::MovedIn)
}

/// Since when a plan has been in place without an end between: by the first letter that says so after the last plan ceased.
/// A plan that came with the child counts from the day on which it was made. A re-assessment makes no new beginning; an
/// appeal in time against the end of a plan lets the one before hold.
fn in_place_since(letters: &[&CountyLetter], entries: &[Entry]) -> Option<Date> {
    let is_end = |letter: &&CountyLetter| letter.kind == LetterKind::Ceased;
    let mut made: Vec<Date> = entries
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::Ehcp(plan) => plan.made_on,
            _ => None,
        })
        .collect();
    made.sort_unstable();
    let newest = made.last().copied();
    let Some(first) = letters.rsplit(is_end).find_map(|plan| plan.iter().find(|letter| brings_plan(letter)))
    else {
        return newest;
    };
    if first.kind == LetterKind::Final {
        return Some(first.dated_on);
    }
    let ended = letters.iter().filter(|letter| is_end(letter) && letter.dated_on <= first.dated_on);
    let ended_on = ended.map(|letter| letter.dated_on).max();
    let is_of_it = |on: &Date| *on <= first.dated_on && ended_on.is_none_or(|ended| ended < *on);
    made.into_iter().rev().find(is_of_it).or(Some(first.dated_on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        record::{Content, CountyLetter, Ehcp},
    };

    #[test]
    fn the_letter_says_the_day() {
        use LetterKind::*;
        use StatutoryState as S;
        let (first, second, third) = (date(2025, 3, 3), date(2026, 8, 20), date(2026, 11, 16));
        let made_on = Some(date(2024, 1, 13));
        for (state, of, with_plan, day) in [
            (S::EhcpInPlace, vec![(Final, first)], false, Some(first)),
            (S::Ceasing, vec![(Final, first), (WillCease, second)], true, Some(first)),
            (S::EhcpInPlace, vec![(ArrivesWithPlan, first)], false, Some(first)),
            (S::EhcpInPlace, vec![(ArrivesWithPlan, first)], true, made_on),
            (S::EhcpInPlace, vec![], false, None),
            (S::EhcpInPlace, vec![], true, made_on),
            // The first plan ceased: the child had none until the second was made.
            (S::EhcpInPlace, vec![(Final, first), (Ceased, second), (Final, third)], false, Some(third)),
            // A plan that came after the one before had ceased; the day on the record is that of the one before.
            (S::EhcpInPlace, vec![(Final, first), (Ceased, second), (MovedIn, third)], true, Some(third)),
            // The plan never ended: a re-assessment makes no new beginning.
            (S::EhcpInPlace, vec![(Final, first), (WillReassess, second), (Final, third)], true, Some(first)),
            (
                S::EhcpInPlace,
                vec![(MovedIn, first), (WillReassess, second), (Final, third)],
                false,
                Some(first),
            ),
            (S::EhcpInPlace, vec![(ArrivesWithPlan, first), (Final, third)], true, made_on),
            // Appealed in time: the plan holds.
            (
                S::AppealToCease,
                vec![(Final, first), (Ceased, second), (AppealLodged, third)],
                true,
                Some(first),
            ),
            (S::Ceased, vec![(Final, first), (WillCease, second), (Ceased, third)], true, Some(third)),
            (
                S::Ceased,
                vec![(AppealDismissed, first), (WillCease, second), (Ceased, third)],
                true,
                Some(third),
            ),
            (
                S::Ceased,
                vec![(WillCease, first), (Ceased, second), (AppealDismissed, third)],
                true,
                Some(third),
            ),
            (S::Requested, vec![(Received, first)], false, None),
        ] {
            let mut entries: Vec<Entry> = (1..)
                .zip(&of)
                .map(|(number, (kind, on))| {
                    Entry::sample(number, *on, Content::CountyLetter(CountyLetter::new(*kind, *on)))
                })
                .collect();
            if with_plan {
                let plan = Ehcp { made_on, ..Ehcp::default() };
                entries.push(Entry::sample(9, first, Content::Ehcp(plan)));
            }
            assert_eq!(said_by_letters(state, &entries), day, "{state:?} {of:?}");
        }
    }

    #[test]
    fn a_plan_ends_when_it_ceases_and_an_appeal_lets_it_run() {
        use LetterKind::*;
        let (first, second, third, fourth) =
            (date(2025, 3, 3), date(2026, 4, 20), date(2026, 8, 20), date(2026, 11, 16));
        for (of, day) in [
            (vec![], None),
            (vec![(Final, first)], None),
            (vec![(Final, first), (WillCease, second)], None),
            (vec![(Final, first), (WillCease, second), (Ceased, third)], Some(third)),
            (vec![(Ceased, third)], Some(third)),
            (vec![(Final, first), (Ceased, second), (Final, third)], None),
            (vec![(Final, first), (Ceased, second), (MovedIn, third)], None),
            (vec![(Final, first), (Ceased, second), (Final, third), (Ceased, fourth)], Some(fourth)),
            // Appealed against the end: the plan runs, until the Tribunal dismisses it.
            (vec![(Final, first), (WillCease, second), (AppealLodged, third), (Ceased, fourth)], None),
            (
                vec![(Final, first), (Ceased, second), (AppealLodged, third), (AppealDismissed, fourth)],
                Some(fourth),
            ),
            (
                vec![(Final, first), (WillCease, second), (AppealLodged, third), (AppealDismissed, fourth)],
                Some(fourth),
            ),
            // About what stands in the plan, before anybody thought of ceasing it.
            (
                vec![(Final, first), (AppealLodged, second), (WillCease, third), (Ceased, fourth)],
                Some(fourth),
            ),
        ] {
            let entries: Vec<Entry> = (1..)
                .zip(&of)
                .map(|(number, (kind, on))| {
                    Entry::sample(number, *on, Content::CountyLetter(CountyLetter::new(*kind, *on)))
                })
                .collect();
            assert_eq!(ended_on(&entries), day, "{of:?}");
        }
    }
}
