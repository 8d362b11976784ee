//! The sessions that were planned and those that were held: by week, for a child and the target that a place serves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Date, ProvisionId, PupilId, TargetId,
    calendar::{SchoolCalendar, count::days_after},
    progress::{Week, sessions::WeekSessions},
};

use super::{Place, Provision, Session};

/// From so many school days without it, teaching that begins again is a new phase.
const SCHOOL_DAYS_A_WEEK: u32 = 5;

/// Whether sessions are held on a day: the school is in session; where its terms are not known, any weekday.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, provision::is_teaching_day, date};
/// let calendar = SchoolCalendar::shipped();
/// assert!(is_teaching_day(calendar, date(2026, 11, 23)));
/// assert!(!is_teaching_day(calendar, date(2026, 10, 28)));
/// assert!(is_teaching_day(calendar, date(2099, 3, 2)));
/// ```
#[must_use]
pub fn is_teaching_day(calendar: &SchoolCalendar, day: Date) -> bool {
    if calendar.knows(day) { calendar.is_in_session(day) } else { day.weekday().to_monday_one_offset() <= 5 }
}

/// The days between two days, both included, on which a provision is planned to run.
#[must_use]
pub fn planned_days(provision: &Provision, calendar: &SchoolCalendar, from: Date, to: Date) -> Vec<Date> {
    let (mut day, last) = (from.max(provision.from_on), to.min(provision.until_on));
    let mut days = Vec::new();
    while day <= last {
        if provision.runs_on(day) && is_teaching_day(calendar, day) {
            days.push(day);
        }
        let next = days_after(day, 1);
        if next == day {
            break;
        }
        day = next;
    }
    days
}

/// Planned and held sessions of one child in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The week.
    pub week: Week,
    /// Sessions planned until today.
    pub planned: u32,
    /// Sessions that took place with the child there.
    pub delivered: u32,
    /// Sessions at which the child was away.
    pub child_absent: u32,
    /// Sessions that were not run.
    pub not_run: u32,
    /// Planned sessions of which nobody has said anything.
    pub not_logged: u32,
}

impl From<Counted> for WeekSessions {
    fn from(counted: Counted) -> Self {
        let Counted { week, planned, delivered, child_absent, not_run, not_logged: _ } = counted;
        WeekSessions { week, planned, delivered, child_absent, not_run }
    }
}

/// What is planned and what was held, ready to be asked for any child.
///
/// A session is planned on each teaching day on which its provision runs and the child has a place; today's counts
/// once it is logged. A session on another day (to catch up) counts as delivered, not as planned. A planned session
/// of which nobody has said anything is not delivered as far as is known.
#[derive(Clone, Debug)]
pub struct Timetable<'a> {
    provisions: &'a [Provision],
    sessions: BTreeMap<(ProvisionId, Date), &'a Session>,
    calendar: &'a SchoolCalendar,
    today: Date,
}

impl<'a> Timetable<'a> {
    /// A timetable of these provisions and the sessions logged.
    #[must_use]
    pub fn new(
        provisions: &'a [Provision],
        sessions: &'a [Session],
        calendar: &'a SchoolCalendar,
        today: Date,
    ) -> Self {
        let sessions = sessions.iter().map(|session| ((session.provision, session.on), session)).collect();
        Self { provisions, sessions, calendar, today }
    }

    /// The logged session of a provision on a day.
    #[must_use]
    pub fn session(&self, provision: ProvisionId, on: Date) -> Option<&'a Session> {
        self.sessions.get(&(provision, on)).copied()
    }

    /// The planned and held sessions of a child between two days, by week; of one target, or of all.
    #[must_use]
    pub fn weeks(&self, pupil: PupilId, target: Option<TargetId>, from: Date, to: Date) -> Vec<Counted> {
        let mut weeks: BTreeMap<Week, Counted> = BTreeMap::new();
        self.each(pupil, target, from, to, |on, planned, session| {
            let week = Week::of(on);
            let none = Counted { week, planned: 0, delivered: 0, child_absent: 0, not_run: 0, not_logged: 0 };
            let count = weeks.entry(week).or_insert(none);
            count.planned += u32::from(planned);
            let here = session.and_then(|session| session.child(pupil));
            match (session, here) {
                (Some(session), _) if !session.took_place() => count.not_run += 1,
                (Some(_), Some(child)) if child.present => count.delivered += 1,
                (Some(_), Some(_)) => count.child_absent += 1,
                (Some(_), None) | (None, _) => count.not_logged += u32::from(planned),
            }
        });
        weeks.into_values().collect()
    }

    /// The days of a child's planned sessions of which nothing is entered, oldest first.
    #[must_use]
    pub fn not_entered(&self, pupil: PupilId, target: Option<TargetId>, from: Date, to: Date) -> Vec<Date> {
        let mut days = Vec::new();
        self.each(pupil, target, from, to, |on, _, session| {
            if session.is_none() {
                days.push(on);
            }
        });
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The sessions that a child missed between two days, and why.
    #[must_use]
    pub fn missed(
        &self,
        pupil: PupilId,
        target: Option<TargetId>,
        from: Date,
        to: Date,
    ) -> Vec<(Date, String)> {
        let mut missed = Vec::new();
        self.each(pupil, target, from, to, |on, _, session| {
            let Some(session) = session else { return };
            let said = |what: &str, why: &str| {
                if why.trim().is_empty() { what.to_owned() } else { format!("{what}: {}", why.trim()) }
            };
            if !session.took_place() {
                missed.push((on, said("not run", &session.why)));
            } else if let Some(child) = session.child(pupil).filter(|child| !child.present) {
                missed.push((on, said("child absent", &child.why)));
            }
        });
        missed.sort();
        missed
    }

    /// Where the teaching of a target changed: the first days of the places that serve it, with what began. A place
    /// that only goes on, at another time or on other days, is no change.
    ///
    /// # Source
    /// `progress.md`: a phase line "wherever the teaching changed (new provision, new dose, new target)".
    #[must_use]
    pub fn changes(&self, pupil: PupilId, target: TargetId) -> Vec<(Date, String)> {
        let served: Vec<(&Provision, &Place)> = self
            .provisions
            .iter()
            .flat_map(|provision| provision.places.iter().map(move |place| (provision, place)))
            .filter(|(_, place)| place.pupil == pupil && place.target == Some(target) && !place.never_was())
            .collect();
        let mut changes: Vec<(Date, String)> = served
            .iter()
            .filter(|later| !served.iter().any(|earlier| self.goes_on(*earlier, **later)))
            .map(|(provision, place)| {
                let from = place.from_on.max(provision.from_on);
                (from, format!("{}, {}", provision.name, provision.dose_in_words()))
            })
            .filter(|(from, _)| *from <= self.today)
            .collect();
        changes.sort();
        changes.dedup();
        changes
    }

    /// The last day on which anything served a target, where nothing does any more on a day; none while something does or
    /// will.
    #[must_use]
    pub fn ended_on(&self, pupil: PupilId, target: TargetId, on: Date) -> Option<Date> {
        let places = self.provisions.iter().flat_map(|group| {
            let own = group.places.iter().filter(|place| place.pupil == pupil && !place.never_was());
            let serving = own.filter(|place| place.target == Some(target));
            serving.map(|place| place.until_on.unwrap_or(Date::MAX).min(group.until_on))
        });
        places.max().filter(|last| *last < on)
    }

    /// Whether a place goes on where an earlier one ended: in the same group or in the one that follows it, with the
    /// same intervention and as much of it in a week, and less than a week of school days between.
    fn goes_on(&self, earlier: (&Provision, &Place), later: (&Provision, &Place)) -> bool {
        let teaching = |group: &Provision| (group.intervention.clone(), group.weekdays.len(), group.minutes);
        let is_next = earlier.0.id == later.0.id || later.0.follows == Some(earlier.0.id);
        let ended = earlier.1.until_on.unwrap_or(Date::MAX).min(earlier.0.until_on);
        let begins = later.1.from_on.max(later.0.from_on);
        if !is_next || teaching(earlier.0) != teaching(later.0) || ended >= begins {
            return false;
        }
        let mut day = days_after(ended, 1);
        let mut missed = 0;
        while day < begins && missed < SCHOOL_DAYS_A_WEEK {
            missed += u32::from(is_teaching_day(self.calendar, day));
            day = days_after(day, 1);
        }
        missed < SCHOOL_DAYS_A_WEEK
    }

    /// Calls with each day on which a session of the child was planned or logged.
    fn each(
        &self,
        pupil: PupilId,
        target: Option<TargetId>,
        from: Date,
        to: Date,
        mut with: impl FnMut(Date, bool, Option<&'a Session>),
    ) {
        let to = to.min(self.today);
        // What begins only after today has no session yet.
        if from > to {
            return;
        }
        for provision in self.provisions {
            let places: Vec<_> = provision
                .places
                .iter()
                .filter(|place| place.pupil == pupil && (target.is_none() || place.target == target))
                .collect();
            if places.is_empty() {
                continue;
            }
            let has_place = |day| places.iter().any(|place| place.holds_on(day));
            for day in planned_days(provision, self.calendar, from, to) {
                let session = self.session(provision.id, day);
                if has_place(day) && (day < self.today || session.is_some()) {
                    with(day, true, session);
                }
            }
            let logged = self.sessions.range((provision.id, from)..=(provision.id, to));
            for ((_, day), session) in logged {
                let planned = provision.runs_on(*day) && is_teaching_day(self.calendar, *day);
                if !planned && has_place(*day) {
                    with(*day, false, Some(session));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        SessionId, date,
        provision::{AtSession, SessionStatus},
    };

    const CHILD: PupilId = PupilId(uuid::Uuid::from_u128(1));
    const TARGET: TargetId = TargetId(uuid::Uuid::from_u128(2));
    const GROUP: ProvisionId = ProvisionId(uuid::Uuid::from_u128(3));

    fn group() -> Provision {
        Provision {
            name: "Reading".to_owned(),
            weekdays: vec![1, 3, 5],
            starts_at: "9:00".to_owned(),
            minutes: 20,
            from_on: date(2026, 11, 2),
            until_on: date(2026, 12, 18),
            places: vec![Place {
                pupil: CHILD,
                target: Some(TARGET),
                from_on: date(2026, 11, 4),
                until_on: None,
            }],
            ..Provision::new(GROUP)
        }
    }

    fn session(on: Date, status: SessionStatus, present: Option<bool>) -> Session {
        Session {
            id: SessionId(uuid::Uuid::from_u128(9)),
            provision: GROUP,
            on,
            status,
            why: "hall in use".to_owned(),
            line: String::new(),
            minutes: 20,
            cover: false,
            logged_by: None,
            logged_at: jiff::Timestamp::UNIX_EPOCH,
            children: present
                .map(|present| AtSession {
                    pupil: CHILD,
                    present,
                    why: "ill".to_owned(),
                    line: String::new(),
                    prompts: None,
                })
                .into_iter()
                .collect(),
            version: 1,
        }
    }

    #[test]
    fn weeks_of_a_child() {
        use SessionStatus::{Delivered, NotRun, Shortened};
        let groups = [group()];
        let sessions = [
            session(date(2026, 11, 2), Delivered, Some(true)),
            session(date(2026, 11, 4), Delivered, Some(true)),
            session(date(2026, 11, 6), Shortened, Some(false)),
            session(date(2026, 11, 9), NotRun, None),
            session(date(2026, 11, 12), Delivered, Some(true)),
        ];
        let calendar = SchoolCalendar::shipped();
        let today = date(2026, 11, 16);
        let table = Timetable::new(&groups, &sessions, calendar, today);
        let weeks = table.weeks(CHILD, Some(TARGET), date(2026, 10, 1), date(2026, 12, 31));
        let rows: Vec<_> =
            weeks.iter().map(|w| [w.planned, w.delivered, w.child_absent, w.not_run, w.not_logged]).collect();
        // Before the place began counts nothing; today counts once it is logged; Thursday caught up.
        assert_eq!(rows, [[2, 1, 1, 0, 0], [3, 1, 0, 1, 2]]);
        let missed = table.missed(CHILD, None, date(2026, 11, 1), today);
        let missed: Vec<&str> = missed.iter().map(|(_, why)| why.as_str()).collect();
        assert_eq!(missed, ["child absent: ill", "not run: hall in use"]);
        assert_eq!(table.changes(CHILD, TARGET), [(date(2026, 11, 4), "Reading, 3 × 20 minutes".to_owned())]);
        let other = TargetId(uuid::Uuid::from_u128(8));
        assert!(table.weeks(CHILD, Some(other), date(2026, 11, 1), today).is_empty());
    }

    #[test]
    fn another_time_is_no_change_of_teaching() {
        let (old, next) = (group(), ProvisionId(uuid::Uuid::from_u128(4)));
        let calendar = SchoolCalendar::shipped();
        let changes = |until: Date, alter: &dyn Fn(&mut Provision)| {
            let mut first = old.clone();
            first.until_on = until;
            let mut second = Provision {
                id: next,
                follows: Some(GROUP),
                from_on: date(2026, 11, 16),
                weekdays: vec![1, 2, 4],
                starts_at: "13:50".to_owned(),
                ..old.clone()
            };
            second.places[0].from_on = second.from_on;
            alter(&mut second);
            let groups = [first, second];
            Timetable::new(&groups, &[], calendar, date(2026, 12, 1)).changes(CHILD, TARGET).len()
        };
        let sunday = date(2026, 11, 15);
        assert_eq!(changes(sunday, &|_| {}), 1, "another time and other days");
        assert_eq!(changes(date(2026, 11, 10), &|_| {}), 1, "three school days between");
        assert_eq!(changes(date(2026, 11, 6), &|_| {}), 2, "a week without it");
        assert_eq!(changes(sunday, &|next| next.minutes = 30), 2, "a new dose");
        assert_eq!(changes(sunday, &|next| next.weekdays = vec![1, 2]), 2, "less often");
        assert_eq!(changes(sunday, &|next| next.intervention = "precision-teaching".to_owned()), 2);
        assert_eq!(changes(sunday, &|next| next.follows = None), 2, "another group");
        assert_eq!(changes(date(2026, 12, 18), &|_| {}), 2, "beside the first: twice as much");
    }

    #[test]
    fn what_serves_a_target_ends_with_the_last_place() {
        let (groups, calendar) = ([group()], SchoolCalendar::shipped());
        let table = Timetable::new(&groups, &[], calendar, date(2027, 2, 1));
        let ended = |on| table.ended_on(CHILD, TARGET, on);
        assert_eq!(ended(date(2026, 12, 18)), None, "its last day");
        assert_eq!(ended(date(2026, 12, 19)), Some(date(2026, 12, 18)));
        assert_eq!(ended(date(2026, 9, 1)), None, "still to begin");
    }

    #[test]
    fn what_nobody_has_entered_is_named_by_its_days() {
        let (groups, calendar) = ([group()], SchoolCalendar::shipped());
        let held = [
            session(date(2026, 11, 4), SessionStatus::Delivered, Some(true)),
            session(date(2026, 11, 9), SessionStatus::NotRun, None),
        ];
        let table = Timetable::new(&groups, &held, calendar, date(2026, 11, 11));
        let days = table.not_entered(CHILD, Some(TARGET), date(2026, 11, 2), date(2026, 11, 30));
        assert_eq!(days, [date(2026, 11, 6)], "today may still come, and before the place there was none");
    }

    #[test]
    fn what_begins_after_today_has_no_weeks_yet() {
        let (groups, calendar) = ([group()], SchoolCalendar::shipped());
        let timetable = Timetable::new(&groups, &[], calendar, date(2019, 1, 10));
        assert!(timetable.weeks(CHILD, Some(TARGET), date(2026, 11, 2), date(2026, 12, 18)).is_empty());
    }

    #[test]
    fn holidays_have_no_sessions() {
        let mut group = group();
        group.from_on = date(2026, 10, 19);
        let days = planned_days(&group, SchoolCalendar::shipped(), date(2026, 10, 19), date(2026, 11, 6));
        assert!(!days.iter().any(|day| *day >= date(2026, 10, 26) && *day <= date(2026, 10, 30)), "{days:?}");
    }
}
