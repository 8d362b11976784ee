//! Which lesson a child misses again and again because provision takes them out of class at the same time.

use std::collections::BTreeMap;

use crate::{Date, PupilId, calendar::SchoolCalendar};

use super::Provision;

/// A child's lesson: as written, times a week, first and last day, and which provisions.
type Weekly = (String, u32, Date, Date, Vec<usize>);

/// After so many school weeks in a row, missing the same lesson is worth a change.
pub const TOO_MANY_WEEKS: u32 = 6;

/// A lesson that a child misses each week.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissedLesson {
    /// The child.
    pub pupil: PupilId,
    /// The lesson, as the planner called it.
    pub lesson: String,
    /// How many times a week.
    pub times_a_week: u32,
    /// For how many school weeks, from the first to the last planned.
    pub weeks: u32,
    /// The provisions that take the child out, by their place in the list.
    pub provisions: Vec<usize>,
}

/// The lessons that children miss every week for [`TOO_MANY_WEEKS`] school weeks or more, or at least twice a week. The
/// planner says which lesson a group takes its children out of; a group that says none takes nobody out. Lessons are
/// the same by their name, however it is spaced or written large.
///
/// # Source
/// `pathway.md`, step 5: "Clashes: ... the same lesson missed every week".
///
/// # Example
/// ```
/// # use domain::{*, provision::*, calendar::SchoolCalendar};
/// # let pupil = PupilId::new(1, &[7; 10]);
/// # let mut group = Provision { name: "Reading".into(), weekdays: vec![1], minutes: 20, starts_at: "9:15".into(),
/// #     from_on: date(2026, 9, 7), until_on: date(2026, 12, 18), misses: "Maths".into(), ..Provision::new(ProvisionId::new(1, &[1; 10])) };
/// # group.places = vec![Place { pupil, target: None, from_on: group.from_on, until_on: None }];
/// let missed = missed_lessons(&[group], SchoolCalendar::shipped(), date(2026, 9, 7));
/// assert_eq!((missed[0].lesson.as_str(), missed[0].times_a_week), ("Maths", 1));
/// assert!(missed[0].weeks >= 6);
/// ```
#[must_use]
pub fn missed_lessons(provisions: &[Provision], calendar: &SchoolCalendar, today: Date) -> Vec<MissedLesson> {
    let mut all: BTreeMap<(PupilId, String), Weekly> = BTreeMap::new();
    for (at, provision) in provisions.iter().enumerate() {
        let lesson = provision.misses.split_whitespace().collect::<Vec<_>>().join(" ");
        if lesson.is_empty() || !provision.runs_still(today) {
            continue;
        }
        for place in &provision.places {
            let first = place.from_on.max(provision.from_on);
            let last = place.until_on.map_or(provision.until_on, |until| until.min(provision.until_on));
            if last < first || last < today {
                continue;
            }
            let times = u32::try_from(provision.weekdays.len()).unwrap_or(0);
            let entry = all
                .entry((place.pupil, lesson.to_lowercase()))
                .or_insert_with(|| (lesson.clone(), 0, first, last, Vec::new()));
            if !entry.4.contains(&at) {
                entry.1 += times;
                entry.4.push(at);
            }
            entry.2 = entry.2.min(first);
            entry.3 = entry.3.max(last);
        }
    }
    all.into_iter()
        .map(|((pupil, _), (lesson, times_a_week, first, last, provisions))| MissedLesson {
            pupil,
            lesson,
            times_a_week,
            weeks: u32::try_from(calendar.school_weeks_between(first, last)).unwrap_or(u32::MAX),
            provisions,
        })
        .filter(|missed| missed.times_a_week >= 2 || missed.weeks >= TOO_MANY_WEEKS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ProvisionId, date, provision::Place};

    fn group(number: u8, days: &[u8], lesson: &str, until_on: Date) -> Provision {
        let from_on = date(2026, 9, 7);
        let pupil = PupilId::new(1, &[7; 10]);
        Provision {
            weekdays: days.to_vec(),
            misses: lesson.to_owned(),
            from_on,
            until_on,
            places: vec![Place { pupil, target: None, from_on, until_on: None }],
            ..Provision::new(ProvisionId::new(1, &[number; 10]))
        }
    }

    #[test]
    fn table() {
        let (short, long) = (date(2026, 9, 30), date(2026, 12, 18));
        let table = [
            ("nothing is said", vec![group(1, &[1], "", long)], 0),
            ("once a week, a few weeks", vec![group(1, &[1], "Maths", short)], 0),
            ("once a week, a term", vec![group(1, &[1], "Maths", long)], 1),
            ("twice a week, a few weeks", vec![group(1, &[1, 3], "Maths", short)], 1),
            (
                "two groups, one lesson, written otherwise",
                vec![group(1, &[1], "Maths", short), group(2, &[2], " maths ", short)],
                1,
            ),
            ("two lessons", vec![group(1, &[1], "Maths", short), group(2, &[2], "Art", short)], 0),
        ];
        for (name, groups, expected) in table {
            let found = missed_lessons(&groups, SchoolCalendar::shipped(), date(2026, 9, 7));
            assert_eq!(found.len(), expected, "{name}: {found:?}");
        }
        let both = [group(1, &[1], "Maths", short), group(2, &[2], "MATHS", short)];
        let found = missed_lessons(&both, SchoolCalendar::shipped(), date(2026, 9, 7));
        assert_eq!((found[0].times_a_week, &found[0].provisions), (2, &vec![0, 1]));
        let over =
            missed_lessons(&[group(1, &[1], "Maths", long)], SchoolCalendar::shipped(), date(2027, 1, 4));
        assert!(over.is_empty(), "what has ended takes nobody out");
        let mut left = group(1, &[1], "Maths", long);
        left.places[0].until_on = Some(date(2026, 9, 20));
        let found = missed_lessons(&[left], SchoolCalendar::shipped(), date(2026, 9, 28));
        assert!(found.is_empty(), "who has left the group misses nothing");
    }
}
