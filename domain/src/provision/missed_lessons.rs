//! Which lesson a child misses again and again because provision takes them out of class at the same time.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Date, PupilId,
    calendar::{SchoolCalendar, count::monday_of},
};

use super::{Provision, planned_days, starts_at};

/// A child's lesson: as written, and each place that takes them out of it: from, until, and by which provision.
type Missed = (String, Vec<(Date, Date, usize)>);

/// Missing the same lesson in so many school weeks, in a row or not, is worth a change.
pub const TOO_MANY_WEEKS: u32 = 6;

/// A lesson that a child misses again and again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissedLesson {
    /// The child.
    pub pupil: PupilId,
    /// The lesson, as the planner called it.
    pub lesson: String,
    /// How many times in the week in which it is missed most often.
    pub times_a_week: u32,
    /// In how many school weeks it is missed, from the first to the last planned.
    pub weeks: u32,
    /// The provisions that take the child out, by their place in the list.
    pub provisions: Vec<usize>,
}

/// The lessons that children miss in [`TOO_MANY_WEEKS`] school weeks or more, in a row or not, or at least twice in a week.
/// The planner says which lesson a group takes its children out of; a group that says none takes nobody out. Lessons are
/// the same by their name, however it is spaced or written large. Weeks are counted one by one: a group that goes on from
/// another on other days, or a term after it, misses no more than it does in each week.
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
    let mut all: BTreeMap<(PupilId, String), Missed> = BTreeMap::new();
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
            let entry = all.entry((place.pupil, lesson.to_lowercase()));
            entry.or_insert_with(|| (lesson.clone(), Vec::new())).1.push((first, last, at));
        }
    }
    all.into_iter()
        .map(|((pupil, _), (lesson, places))| {
            let mut provisions_of: Vec<usize> = places.iter().map(|(_, _, at)| *at).collect();
            provisions_of.sort_unstable();
            provisions_of.dedup();
            let weeks = each_week(provisions, &places, calendar);
            MissedLesson {
                pupil,
                lesson,
                times_a_week: weeks.iter().copied().max().unwrap_or(0),
                weeks: u32::try_from(weeks.len()).unwrap_or(u32::MAX),
                provisions: provisions_of,
            }
        })
        .filter(|missed| missed.times_a_week >= 2 || missed.weeks >= TOO_MANY_WEEKS)
        .collect()
}

/// How many times a lesson is missed in each week in which it is: a day and time once, whichever group takes the child out.
fn each_week(
    provisions: &[Provision],
    places: &[(Date, Date, usize)],
    calendar: &SchoolCalendar,
) -> Vec<u32> {
    let days: BTreeSet<(Date, Option<u32>)> = places
        .iter()
        .flat_map(|(from, until, at)| {
            let group = &provisions[*at];
            let time = starts_at(&group.starts_at);
            planned_days(group, calendar, *from, *until).into_iter().map(move |day| (day, time))
        })
        .collect();
    let mut weeks: BTreeMap<Date, u32> = BTreeMap::new();
    for (day, _) in days {
        *weeks.entry(monday_of(day)).or_default() += 1;
    }
    weeks.into_values().collect()
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

    #[test]
    fn a_group_that_goes_on_from_another_is_counted_week_by_week() {
        let calendar = SchoolCalendar::shipped();
        let today = date(2026, 11, 23);
        let with = |number, days: &[u8], from: Date, until: Date| {
            let mut group = group(number, days, "Topic", until);
            (group.from_on, group.places[0].from_on) = (from, from);
            group
        };
        // Its days changed on the Monday on which it still ran as before.
        let moved = [
            with(1, &[1, 3], date(2026, 11, 2), today),
            with(2, &[2, 4], date(2026, 11, 24), date(2026, 12, 18)),
        ];
        let found = missed_lessons(&moved, calendar, today);
        assert_eq!(
            (found[0].times_a_week, found[0].weeks),
            (3, 7),
            "that week, Monday, Tuesday and Thursday"
        );
        let terms = [
            with(1, &[1], date(2026, 11, 23), date(2026, 12, 18)),
            with(2, &[2], date(2027, 1, 4), date(2027, 1, 29)),
        ];
        let found = missed_lessons(&terms, calendar, today);
        assert_eq!((found[0].times_a_week, found[0].weeks), (1, 8), "four Mondays, then four Tuesdays");
        assert!(missed_lessons(&terms[..1], calendar, today).is_empty(), "four weeks, once a week");
    }
}
