//! The half term's reviews spread over its school days: few a day and a week for each teacher, each before it is due.

use std::collections::BTreeMap;

use crate::{
    Date, PupilId, UserId,
    calendar::{SchoolCalendar, count::monday_of},
};

/// A review that is to be given a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToPlan {
    /// The child.
    pub pupil: PupilId,
    /// The class teacher, whose days it takes.
    pub teacher: Option<UserId>,
    /// The last day on which it is in time.
    pub by: Date,
}

/// How much a teacher bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// At most so many reviews of one teacher a day.
    pub a_day: usize,
    /// At most so many a week.
    pub a_week: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { a_day: 1, a_week: 3 }
    }
}

/// A proposed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The child.
    pub pupil: PupilId,
    /// The day.
    pub on: Date,
    /// The limits could not be kept.
    pub over: bool,
    /// The day is after the one by which it was due.
    pub late: bool,
}

/// What stands on which day.
#[derive(Default)]
struct Load {
    days: BTreeMap<Date, usize>,
    of_day: BTreeMap<(Option<UserId>, Date), usize>,
    of_week: BTreeMap<(Option<UserId>, Date), usize>,
}

impl Load {
    fn add(&mut self, teacher: Option<UserId>, on: Date) {
        *self.days.entry(on).or_default() += 1;
        *self.of_day.entry((teacher, on)).or_default() += 1;
        *self.of_week.entry((teacher, monday_of(on))).or_default() += 1;
    }

    fn day(&self, teacher: Option<UserId>, on: Date) -> usize {
        self.of_day.get(&(teacher, on)).copied().unwrap_or_default()
    }

    fn week(&self, teacher: Option<UserId>, on: Date) -> usize {
        self.of_week.get(&(teacher, monday_of(on))).copied().unwrap_or_default()
    }

    /// How full a day is, the emptiest first: the teacher's week, the teacher's day, the school's day.
    fn weight(&self, teacher: Option<UserId>, on: Date) -> (usize, usize, usize, Date) {
        let all = self.days.get(&on).copied().unwrap_or_default();
        (self.week(teacher, on), self.day(teacher, on), all, on)
    }
}

/// A day for each review, from `from` on: on school days only, the soonest due first. `standing` are reviews that have
/// their day already. A review whose last day has passed gets the first days that there are. One for which the calendar
/// knows no school day gets none.
///
/// # Source
/// Issue "Reviews": spread over weeks, teachers' load, not in holidays, before the due date.
///
/// # Example
/// ```
/// # use domain::{PupilId, calendar::SchoolCalendar, date, pathway::spread_reviews::{self, Limits, ToPlan}};
/// let one = ToPlan { pupil: PupilId::new(1, &[1; 10]), teacher: None, by: date(2026, 12, 18) };
/// let days = spread_reviews::spread(&[one], &[], Limits::default(), SchoolCalendar::shipped(), date(2026, 12, 5));
/// assert_eq!(days[0].on, date(2026, 12, 7));
/// ```
#[must_use]
pub fn spread(
    reviews: &[ToPlan],
    standing: &[(Option<UserId>, Date)],
    limits: Limits,
    calendar: &SchoolCalendar,
    from: Date,
) -> Vec<Proposed> {
    let mut load = Load::default();
    for (teacher, on) in standing {
        load.add(*teacher, *on);
    }
    let mut order: Vec<&ToPlan> = reviews.iter().collect();
    order.sort_by_key(|one| (one.by, one.teacher, one.pupil));
    let mut proposed = Vec::new();
    for ToPlan { pupil, teacher, by } in order.into_iter().copied() {
        let in_time = calendar.days_in_session(from, by);
        let late = in_time.is_empty();
        // Two weeks are room enough for those that are late.
        let days = if late {
            let until = crate::calendar::count::days_after(from, 60);
            let ahead = calendar.days_in_session(from, until);
            &ahead[..ahead.len().min(10)]
        } else {
            in_time
        };
        let lightest = |fits: &dyn Fn(Date) -> bool| {
            days.iter().copied().filter(|on| fits(*on)).min_by_key(|on| load.weight(teacher, *on))
        };
        // A child without a teacher takes nobody's day.
        let day_has_room = |on: Date| teacher.is_none() || load.day(teacher, on) < limits.a_day;
        let week_has_room = |on: Date| teacher.is_none() || load.week(teacher, on) < limits.a_week;
        let within = lightest(&|on| day_has_room(on) && week_has_room(on));
        let Some(on) = within.or_else(|| lightest(&day_has_room)).or_else(|| lightest(&|_| true)) else {
            continue;
        };
        proposed.push(Proposed { pupil, on, over: within.is_none(), late });
        load.add(teacher, on);
    }
    proposed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    fn pupil(n: u8) -> PupilId {
        PupilId::new(1, &[n; 10])
    }

    fn teacher(n: u8) -> Option<UserId> {
        Some(UserId::new(1, &[n; 10]))
    }

    fn run(
        reviews: &[ToPlan],
        standing: &[(Option<UserId>, Date)],
        limits: Limits,
        from: Date,
    ) -> Vec<Proposed> {
        spread(reviews, standing, limits, SchoolCalendar::shipped(), from)
    }

    #[test]
    fn three_weeks_share_what_a_teacher_has() {
        let by = date(2026, 12, 18);
        let reviews: Vec<ToPlan> =
            (1..=9).map(|n| ToPlan { pupil: pupil(n), teacher: teacher(1), by }).collect();
        let days = run(&reviews, &[], Limits::default(), date(2026, 11, 30));
        let mut weeks: BTreeMap<Date, usize> = BTreeMap::new();
        for one in &days {
            *weeks.entry(monday_of(one.on)).or_default() += 1;
            assert!(!one.over && !one.late && one.on <= by);
        }
        assert_eq!(weeks.into_values().collect::<Vec<_>>(), [3, 3, 3]);
        let mut on: Vec<Date> = days.iter().map(|one| one.on).collect();
        on.dedup();
        assert_eq!(on.len(), 9, "never two on a day");
    }

    #[test]
    fn holidays_and_what_stands_are_left_alone() {
        let calendar = SchoolCalendar::shipped();
        let by = date(2027, 1, 8);
        let reviews: Vec<ToPlan> =
            (1..=6).map(|n| ToPlan { pupil: pupil(n), teacher: teacher(n % 2), by }).collect();
        let standing = [(teacher(0), date(2026, 12, 17)), (teacher(1), date(2026, 12, 17))];
        for one in run(&reviews, &standing, Limits::default(), date(2026, 12, 17)) {
            assert!(calendar.is_in_session(one.on), "{one:?}");
            assert_ne!(one.on, date(2026, 12, 17), "that day is taken");
        }
    }

    #[test]
    fn limits_bend_before_a_day_is_missed() {
        let by = date(2026, 12, 1);
        let reviews: Vec<ToPlan> =
            (1..=3).map(|n| ToPlan { pupil: pupil(n), teacher: teacher(1), by }).collect();
        let days = run(&reviews, &[], Limits::default(), date(2026, 11, 30));
        let overs: Vec<bool> = days.iter().map(|one| one.over).collect();
        assert_eq!(overs, [false, false, true]);
        assert!(days.iter().all(|one| one.on <= by && !one.late));
    }

    #[test]
    fn what_is_late_comes_first_and_soon() {
        let late = ToPlan { pupil: pupil(1), teacher: teacher(1), by: date(2026, 11, 20) };
        let due = ToPlan { pupil: pupil(2), teacher: teacher(1), by: date(2026, 12, 18) };
        let days = run(&[due, late], &[], Limits::default(), date(2026, 11, 28));
        assert_eq!((days[0].pupil, days[0].on, days[0].late), (pupil(1), date(2026, 11, 30), true));
        assert!(days[1].on > days[0].on && !days[1].late);
        assert!(run(&[], &[], Limits::default(), date(2026, 11, 28)).is_empty());
        // Terms that nobody knows: no day is invented.
        assert!(
            run(&[ToPlan { by: date(2055, 1, 5), ..due }], &[], Limits::default(), date(2054, 12, 1))
                .is_empty()
        );
    }
}
