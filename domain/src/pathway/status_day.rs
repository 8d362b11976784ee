//! From which day a SEN status counts that a county's letter gives, whenever the letter is typed in or put back.

use super::StatutoryState;
use crate::{
    Date,
    record::{Entry, LetterKind, county_letters},
};

/// E from the day on which the plan was made; the status after a plan from the day on which it ceased, or on which the
/// Tribunal dismissed the appeal against that. None in every other state, and where no paper says the day.
///
/// # Source
/// pathway, general rules: E from the day of the final plan; back to K or N when plan or support ends. CFA s.45(4): while an
/// appeal runs the plan holds.
#[must_use]
pub fn said_by_letters(state: StatutoryState, entries: &[Entry]) -> Option<Date> {
    let letters = county_letters::all(entries);
    let on = |kind| county_letters::day(&letters, kind);
    if state.has_plan() {
        let made_on = county_letters::ehcp(entries).and_then(|plan| plan.made_on);
        on(LetterKind::Final)
            .or(made_on)
            .or_else(|| on(LetterKind::ArrivesWithPlan))
            .or_else(|| on(LetterKind::MovedIn))
    } else if state == StatutoryState::Ceased {
        // What was dismissed before the county decided to cease the plan was about something else.
        let decided_on = on(LetterKind::WillCease);
        on(LetterKind::Ceased).max(on(LetterKind::AppealDismissed).filter(|on| Some(*on) >= decided_on))
    } else {
        None
    }
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
}
