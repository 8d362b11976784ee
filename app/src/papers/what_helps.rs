//! What helps a child, in lines: of the signed profile; else the plan's strategies; else the adaptations that are tried.

use domain::{
    pathway::CaseState,
    record::{Content, Difference, Entry, SignedProfile},
};

use crate::planning::standing;

/// The profile that is signed off: the newest.
pub(super) fn signed<'a>(entries: impl DoubleEndedIterator<Item = &'a Entry>) -> Option<&'a SignedProfile> {
    entries.rev().find_map(|entry| match &entry.content {
        Content::Profile(page) if page.signed_off_on.is_some() => Some(page),
        _ => None,
    })
}

/// The lines, from entries that the reader may read (oldest first); from the first of the three that says something.
pub(super) fn what_helps<'a>(
    entries: impl DoubleEndedIterator<Item = &'a Entry> + Clone,
    state: &CaseState,
) -> Vec<String> {
    let of_profile = || lines(signed(entries.clone()).map_or("", |page| page.headings.support.as_str()));
    let of_plan =
        || lines(standing(entries.clone(), state).in_use().map_or("", |(_, plan)| plan.strategies.as_str()));
    let tried = || {
        let round = state.round.max(1);
        entries.clone().filter(move |entry| entry.round == round).filter_map(|entry| match &entry.content {
            Content::Adaptation(one) if one.counts() && one.difference != Some(Difference::None) => {
                lines(&one.what).into_iter().next()
            }
            _ => None,
        })
    };
    let said = of_profile();
    let said = if said.is_empty() { of_plan() } else { said };
    if said.is_empty() { tried().collect() } else { said }
}

/// The lines of a text, without the points before them.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.trim().trim_start_matches(['-', '*', '•', '–']).trim())
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::{
        EntryId, PupilId, SchoolId, date,
        permissions::Who,
        record::{Adaptation, Headings, Plan},
    };

    use super::*;

    fn entry(content: Content) -> Entry {
        Entry {
            id: EntryId::new(1, &[0; 10]),
            school: SchoolId::new(1, &[0; 10]),
            pupil: PupilId::new(1, &[0; 10]),
            round: 1,
            on: date(2026, 11, 23),
            content,
            author: Who::Job,
            written_at: jiff::Timestamp::UNIX_EPOCH,
            version: 1,
        }
    }

    #[test]
    fn lines_stand_without_their_points() {
        assert_eq!(lines("- one\n\n• two\nthree"), ["one", "two", "three"]);
        assert!(lines(" \n-\n").is_empty());
    }

    #[test]
    fn the_profile_is_before_the_plan_and_the_plan_before_what_is_tried() {
        let tried = |what: &str, difference| {
            Content::Adaptation(Adaptation { what: what.into(), difference, ..Adaptation::default() })
        };
        let mut entries = vec![
            entry(tried("A timer", None)),
            entry(tried("A wobble seat", Some(Difference::None))),
            entry(tried("Short lines", Some(Difference::Enough))),
        ];
        let state = CaseState::default();
        assert_eq!(what_helps(entries.iter(), &state), ["A timer", "Short lines"]);
        let plan = Plan { cycle: 1, strategies: "- Pictures\n- Time".into(), ..Plan::default() };
        entries.push(entry(Content::Plan(plan)));
        assert_eq!(what_helps(entries.iter(), &state), ["Pictures", "Time"]);
        let page = SignedProfile {
            headings: Headings { support: "Wait".into(), ..Headings::default() },
            ..SignedProfile::default()
        };
        entries.push(entry(Content::Profile(page.clone())));
        assert_eq!(what_helps(entries.iter(), &state), ["Pictures", "Time"], "a draft is nobody’s word");
        let page = SignedProfile { signed_off_on: Some(date(2026, 11, 20)), ..page };
        entries.push(entry(Content::Profile(page)));
        assert_eq!(what_helps(entries.iter(), &state), ["Wait"]);
    }
}
