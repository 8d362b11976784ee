//! The half term's reviews planned in one go: a proposed day and time for each, or the meeting that is planned.

use std::collections::BTreeMap;

use domain::{
    Date, Now, PupilId, UserId,
    calendar::{SchoolCalendar, count::days_after},
    deadlines::sen_support_meetings,
    meetings::{Meeting, starts},
    pathway::{
        review_due,
        spread_reviews::{self, Limits, ToPlan},
    },
    people::Role,
    permissions::{Action, Actor, Subject, allow},
    record::{Content, EntryKind, ReviewHow},
};
use jiff::civil::Time;
use store::queries::{
    accounts, classes, entries,
    records::{self, Record, Which},
};

use crate::{App, Fault, SchoolInfo, meetings};

/// Invitations go out so many days before the first review.
const NOTICE: i32 = 3;
/// A half term that ends within so many days has no room for its reviews any more: the next is planned.
const TOO_LATE: i32 = 3;

/// A review on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The child.
    pub pupil: PupilId,
    /// The name, as called.
    pub name: String,
    /// The class; empty without one.
    pub class: String,
    /// The class teacher; empty without one.
    pub teacher: String,
    /// By when it is due.
    pub due_on: Date,
    /// The proposed day, or the one that is set; none when there is no school day for it.
    pub on: Option<Date>,
    /// The proposed time: one meeting of a teacher's day after the other.
    pub at: Time,
    /// The meeting that is planned, with everybody's answer.
    pub planned: Option<Meeting>,
    /// It should be a meeting: three a year are.
    pub meeting: bool,
    /// The teacher has more than the limits say.
    pub over: bool,
    /// It is late already.
    pub late: bool,
}

/// The half term's reviews.
#[derive(Clone, Debug)]
pub struct HalfTermReviews {
    /// The last day of the half term that is planned.
    pub until: Date,
    /// The school days that can be chosen.
    pub days: Vec<Date>,
    /// Reviews without a day, the soonest due first.
    pub to_plan: Vec<Planned>,
    /// Reviews whose day is set, by day.
    pub set: Vec<Planned>,
}

/// The last day of the half term that is planned on a day: of this one, or of the next when this one is nearly over.
fn until(calendar: &SchoolCalendar, today: Date) -> Date {
    calendar
        .half_term_of(today)
        .filter(|term| today <= days_after(term.to, -TOO_LATE))
        .or_else(|| calendar.next_half_term(today))
        .map_or_else(|| days_after(today, 49), |term| term.to)
}

/// When a child's review is due, and whether that day was set by somebody: a meeting is planned for it, on whatever day,
/// or it is a day that is not just the half term's last.
fn due(
    record: &Record,
    planned: Option<&Meeting>,
    calendar: &SchoolCalendar,
    today: Date,
) -> Option<(Date, bool)> {
    if let Some(meeting) = planned {
        return Some((meeting.when.on, true));
    }
    if !review_due::is_reviewed(&record.state) {
        return None;
    }
    let since = record.state.support_entered_on.unwrap_or(today);
    let on = record.review_due_on.unwrap_or_else(|| review_due::due_on(calendar, None, since));
    let is_last = calendar.half_term_of(on).is_none_or(|term| term.to == on);
    Some((on, on >= today && !is_last))
}

/// How the school's meetings usually are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usual {
    /// The first of a day begins.
    pub at: Time,
    /// So long, in minutes.
    pub minutes: u32,
}

impl Default for Usual {
    fn default() -> Self {
        Self { at: Time::constant(15, 30, 0, 0), minutes: 30 }
    }
}

/// The half term's reviews, with a day and a time proposed for each that has none.
///
/// # Errors
/// As the matrix says, or when the database fails.
pub async fn show_half_term(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
    limits: Limits,
    usual: Usual,
) -> Result<HalfTermReviews, Fault> {
    allow(actor, Action::MoveAlong, Subject::School(actor.school))?;
    let today = now.today;
    let calendar = &info.calendar;
    let until = until(calendar, today);
    let reader = app.store.read(actor.school);
    let scope = actor.scope_for(Action::MoveAlong);
    let known = app.classes(info).await?;
    let names = accounts::names(&reader).await?;
    let mut teachers: BTreeMap<_, UserId> = BTreeMap::new();
    for staff in classes::staff(&reader).await? {
        let here = staff.from_on <= today && staff.until_on.is_none_or(|until| until >= today);
        if here && staff.role == Role::Teacher {
            teachers.entry(staff.class).or_insert(staff.account);
        }
    }
    let mut meetings: BTreeMap<PupilId, Vec<Date>> = BTreeMap::new();
    for entry in entries::of_kinds(&reader, &scope, &[EntryKind::Review], None).await? {
        if let Content::Review(review) = &entry.content
            && review.how == ReviewHow::Meeting
        {
            meetings.entry(entry.pupil).or_default().push(entry.on);
        }
    }
    let mut ahead = meetings::next_meetings(app, actor, today).await?;
    let (mut to_plan, mut set, mut wanted, mut standing) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (record, pupil) in records::with_pupils(&reader, &scope, Which::WithSenOrRecord).await? {
        let planned = ahead.remove(&pupil.id).filter(|_| record.state.is_open());
        let due = due(&record, planned.as_ref(), calendar, today);
        let Some((due_on, is_set)) = due.filter(|(on, _)| *on <= until) else {
            continue;
        };
        let teacher = pupil.class.and_then(|class| teachers.get(&class)).copied();
        let held = meetings.get(&pupil.id).map_or(&[][..], Vec::as_slice);
        let line = Planned {
            pupil: pupil.id,
            name: pupil.name(),
            class: pupil
                .class
                .and_then(|class| known.get(&class))
                .map_or_else(|| pupil.year.name(), |class| class.name.clone()),
            teacher: teacher.and_then(|id| names.get(&id)).cloned().unwrap_or_default(),
            due_on,
            on: is_set.then_some(due_on),
            at: planned.as_ref().map_or(usual.at, |meeting| meeting.when.at),
            planned,
            meeting: sen_support_meetings::due_on(held, today, calendar).is_some_and(|by| by <= until),
            over: false,
            late: due_on < today,
        };
        if is_set {
            standing.push((teacher, due_on));
            set.push(line);
        } else {
            wanted.push(ToPlan { pupil: pupil.id, teacher, by: due_on });
            to_plan.push(line);
        }
    }
    let from = days_after(today, NOTICE);
    // The SENCO comes to all of them, whoever the teacher is: no two at a time.
    let mut taken: BTreeMap<Date, Vec<(Time, u32)>> = BTreeMap::new();
    for meeting in set.iter().filter_map(|line| line.planned.as_ref()) {
        taken.entry(meeting.when.on).or_default().push((meeting.when.at, meeting.when.minutes));
    }
    for proposed in spread_reviews::spread(&wanted, &standing, limits, calendar, from) {
        if let Some(line) = to_plan.iter_mut().find(|line| line.pupil == proposed.pupil) {
            (line.on, line.over) = (Some(proposed.on), proposed.over);
            let of_day = taken.entry(proposed.on).or_default();
            line.at = starts::free(usual.at, usual.minutes, of_day);
            of_day.push((line.at, usual.minutes));
        }
    }
    to_plan.sort_by(|a, b| (a.on.is_none(), a.on, a.at, &a.name).cmp(&(b.on.is_none(), b.on, b.at, &b.name)));
    set.sort_by(|a, b| (a.on, a.at, &a.name).cmp(&(b.on, b.at, &b.name)));
    let days = calendar.days_in_session(days_after(today, 1), until).to_vec();
    Ok(HalfTermReviews { until, days, to_plan, set })
}
