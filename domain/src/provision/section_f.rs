//! Section F: what a line of the plan specifies, what its provision plans, and what this child was given, week by week.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    Date, ProvisionId, PupilId,
    calendar::{SchoolCalendar, SchoolWeek},
    money::delivered::{self, Delivered, LineWeek, Minutes},
    progress::Week,
    record::SectionFLine,
};

use super::{Provision, Session, line_findings, planned_days};

pub use super::line_findings::LineFinding;

/// A line is judged by so many finished school weeks: half a term's worth would say it too late.
pub const JUDGED_WEEKS: usize = 4;

/// Why a time was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The session was not run.
    NotRun,
    /// It was shorter than planned.
    Shortened,
    /// Nobody has entered what became of it.
    NotEntered,
    /// The child was away.
    ChildAbsent,
    /// The provision plans less than the plan specifies.
    NotPlanned,
}

impl Why {
    /// Every reason, the school's own first.
    pub const ALL: [Why; 5] =
        [Why::NotRun, Why::Shortened, Why::NotPlanned, Why::NotEntered, Why::ChildAbsent];

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Why::NotRun => "not run",
            Why::Shortened => "shortened",
            Why::NotEntered => "nothing entered",
            Why::ChildAbsent => "child absent",
            Why::NotPlanned => "not planned",
        }
    }
}

/// A session that was missed, in whole or in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The day.
    pub on: Date,
    /// Why.
    pub why: Why,
    /// What was written about it.
    pub words: String,
    /// The time that was planned and not given.
    pub minutes: Minutes,
}

/// What is missing of the specified time, by its reason; together they are what is missing, never more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Not run.
    pub not_run: Minutes,
    /// Shortened.
    pub shortened: Minutes,
    /// Nothing entered.
    pub not_entered: Minutes,
    /// The child was away.
    pub child_absent: Minutes,
    /// Not planned.
    pub not_planned: Minutes,
}

impl Missing {
    /// The time of one reason.
    #[must_use]
    pub const fn of(&self, why: Why) -> Minutes {
        match why {
            Why::NotRun => self.not_run,
            Why::Shortened => self.shortened,
            Why::NotEntered => self.not_entered,
            Why::ChildAbsent => self.child_absent,
            Why::NotPlanned => self.not_planned,
        }
    }

    fn add(&mut self, why: Why, minutes: Minutes) {
        let to = match why {
            Why::NotRun => &mut self.not_run,
            Why::Shortened => &mut self.shortened,
            Why::NotEntered => &mut self.not_entered,
            Why::ChildAbsent => &mut self.child_absent,
            Why::NotPlanned => &mut self.not_planned,
        };
        *to = Minutes(to.0.saturating_add(minutes.0));
    }

    fn and(mut self, other: &Missing) -> Self {
        for why in Why::ALL {
            self.add(why, other.of(why));
        }
        self
    }
}

/// A school week of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekOfLine {
    /// The week.
    pub week: Week,
    /// Specified and delivered.
    pub time: Delivered,
    /// What is missing, and why.
    pub missing: Missing,
    /// What is planned for the days still ahead; none in a week that is over.
    pub ahead: Minutes,
    /// Whether its last day of school has passed.
    pub is_over: bool,
}

/// A line with what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineDelivery {
    /// What the provision plans for this child in a whole week, as it runs today.
    pub planned: Minutes,
    /// Each school week since the plan was made, oldest first; the one that runs is the last.
    pub weeks: Vec<WeekOfLine>,
    /// The weeks that are over, added up.
    pub to_date: Delivered,
    /// What is missing to date, and why.
    pub missing: Missing,
    /// The sessions that were missed, newest first.
    pub gaps: Vec<Gap>,
    /// What the school is told.
    pub findings: Vec<LineFinding>,
}

impl LineDelivery {
    /// The week that runs, or the last one when today is in a holiday.
    #[must_use]
    pub fn this_week(&self) -> Option<&WeekOfLine> {
        self.weeks.last()
    }

    /// Whether too little is given: what Today says.
    #[must_use]
    pub fn is_under_delivered(&self) -> bool {
        self.findings.iter().any(|finding| matches!(finding, LineFinding::UnderDelivered { .. }))
    }
}

/// The child whose line it is, and what counts.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The child.
    pub pupil: PupilId,
    /// The day from which the plan is in force.
    pub since: Date,
    /// The day on which the plan ceased: it is counted to that day, and nothing is asked of anybody after it.
    pub until: Option<Date>,
    /// The child's provisions: those that the lines are tied to, and those that go on from them.
    pub provisions: &'a [Provision],
    /// Their logged sessions.
    pub sessions: &'a [Session],
    /// The school's calendar.
    pub calendar: &'a SchoolCalendar,
    /// Today.
    pub today: Date,
}

impl Given<'_> {
    /// Whether the plan has ended: nobody owes anything of it any more.
    fn is_over(&self) -> bool {
        self.until.is_some_and(|until| until < self.today)
    }
}

/// What became of a line of section F.
///
/// A week's specified time loses a fifth for each day without school; the first week counts from the plan's day. A
/// session counts with the minutes that it was held, when this child was there; one on another day (to catch up) counts
/// too. To date counts the weeks that are over, so that Thursday's session is not missing on a Wednesday; each week is
/// judged by itself, so that more in one does not hide less in another. What is missing is the child's absence first, as
/// far as it goes, then what was not run, shortened, not entered; the rest was never planned. The week in which the plan
/// ceased counts to that day.
///
/// # Source
/// `progress.md`, "Section F: hours delivered / hours specified, by week and to date, for each line; holidays and the
/// child's absence are told apart from not run"; Children and Families Act 2014, s.42: the authority must secure what
/// section F specifies.
#[must_use]
pub fn of_line(line: &SectionFLine, given: &Given<'_>) -> LineDelivery {
    let tied = tied(line, given.provisions);
    if tied.is_empty() && given.is_over() {
        return LineDelivery::default();
    }
    if tied.is_empty() {
        let finding =
            if line.provisions().next().is_none() { LineFinding::NotTied } else { LineFinding::HasEnded };
        return LineDelivery { findings: vec![finding], ..LineDelivery::default() };
    }
    let mut gaps = Vec::new();
    let weeks: Vec<WeekOfLine> = given
        .calendar
        .school_weeks(given.since, given.until.map_or(given.today, |until| until.min(given.today)))
        .iter()
        .map(|week| of_week(line, &tied, week, given, &mut gaps))
        .collect();
    gaps.sort_by(|a, b| (b.on, a.why).cmp(&(a.on, b.why)));
    let over: Vec<&WeekOfLine> = weeks.iter().filter(|week| week.is_over).collect();
    let to_date = over.iter().fold(Delivered::default(), |sum, week| sum.and(&week.time));
    let missing = over.iter().fold(Missing::default(), |sum, week| sum.and(&week.missing));
    let mut delivery = LineDelivery {
        planned: planned(&tied, given),
        weeks,
        to_date,
        missing,
        gaps,
        ..LineDelivery::default()
    };
    if !given.is_over() {
        delivery.findings = line_findings::of(line, &tied, &delivery, given);
    }
    delivery
}

/// What became of each line of section F; a provision that gives several lines is told at each where it is too little for
/// all of them.
#[must_use]
pub fn of_lines(lines: &[SectionFLine], given: &Given<'_>) -> Vec<LineDelivery> {
    let all: Vec<Vec<&Provision>> = lines.iter().map(|line| tied(line, given.provisions)).collect();
    let shares =
        |one: &[&Provision], other: &[&Provision]| one.iter().any(|provision| other.contains(provision));
    let shared = |at: usize| -> Option<LineFinding> {
        let with: Vec<usize> =
            (0..lines.len()).filter(|other| *other != at && shares(&all[at], &all[*other])).collect();
        let mut together: Vec<&Provision> = Vec::new();
        let mut specified = Minutes::default();
        for line in with.iter().chain([&at]) {
            specified = Minutes(specified.0.saturating_add(lines[*line].minutes_per_week));
            for provision in &all[*line] {
                if !together.contains(provision) {
                    together.push(provision);
                }
            }
        }
        let planned = planned(&together, given);
        let with: Vec<usize> = with.into_iter().map(|line| line + 1).collect();
        (!with.is_empty() && planned < specified).then_some(LineFinding::Shared { with, planned, specified })
    };
    let delivered = lines.iter().enumerate().map(|(at, line)| {
        let mut delivery = of_line(line, given);
        delivery.findings.extend(shared(at).filter(|_| !given.is_over()));
        delivery
    });
    delivered.collect()
}

/// The provisions that a line is tied to, with those that go on from them or that they go on from.
fn tied<'a>(line: &SectionFLine, all: &'a [Provision]) -> Vec<&'a Provision> {
    let mut ids: BTreeSet<ProvisionId> = line.provisions().collect();
    loop {
        let more: Vec<ProvisionId> = all
            .iter()
            .flat_map(|one| match one.follows {
                Some(before) if ids.contains(&before) => Some(one.id),
                Some(before) if ids.contains(&one.id) => Some(before),
                Some(_) | None => None,
            })
            .filter(|id| !ids.contains(id))
            .collect();
        if more.is_empty() {
            break;
        }
        ids.extend(more);
    }
    all.iter().filter(|one| ids.contains(&one.id)).collect()
}

fn has_place(provision: &Provision, pupil: PupilId, day: Date) -> bool {
    provision.places.iter().any(|place| place.pupil == pupil && place.holds_on(day))
}

fn of_week(
    line: &SectionFLine,
    tied: &[&Provision],
    week: &SchoolWeek,
    given: &Given<'_>,
    gaps: &mut Vec<Gap>,
) -> WeekOfLine {
    let week = Week::from(*week);
    let from = week.monday().max(given.since);
    let to = given.until.map_or(week.sunday(), |until| until.min(week.sunday()));
    let days = given.calendar.days_in_session(from, to);
    let is_over = days.last().is_none_or(|last| *last < given.today);
    let (mut held, mut ahead, mut found) = (0_u32, 0_u32, Missing::default());
    for provision in tied {
        let planned: Vec<Date> = planned_days(provision, given.calendar, from, to)
            .into_iter()
            .filter(|day| has_place(provision, given.pupil, *day))
            .collect();
        let logged = |day: Date| {
            given.sessions.iter().find(|session| session.provision == provision.id && session.on == day)
        };
        for day in &planned {
            let session = logged(*day);
            let here = session.and_then(|session| session.child(given.pupil));
            let mut gap = |why, words: &str, minutes: u32| {
                if minutes > 0 {
                    found.add(why, Minutes(minutes));
                    gaps.push(Gap {
                        on: *day,
                        why,
                        words: words.trim().to_owned(),
                        minutes: Minutes(minutes),
                    });
                }
            };
            match (session, here) {
                (None, _) if *day >= given.today => ahead = ahead.saturating_add(provision.minutes),
                (Some(session), _) if !session.took_place() => {
                    gap(Why::NotRun, &session.why, provision.minutes)
                }
                (Some(session), Some(child)) if child.present => {
                    held = held.saturating_add(session.minutes);
                    gap(Why::Shortened, &session.why, provision.minutes.saturating_sub(session.minutes));
                }
                (Some(_), Some(child)) => gap(Why::ChildAbsent, &child.why, provision.minutes),
                (Some(_) | None, _) => gap(Why::NotEntered, "", provision.minutes),
            }
        }
        let caught_up = given.sessions.iter().filter(|session| {
            session.provision == provision.id
                && session.on >= from
                && session.on <= to
                && !planned.contains(&session.on)
                && session.took_place()
                && session.child(given.pupil).is_some_and(|child| child.present)
        });
        held = caught_up.fold(held, |held, session| held.saturating_add(session.minutes));
    }
    let time = delivered::of_week(&LineWeek {
        specified: Minutes(line.minutes_per_week),
        school_days: u8::try_from(days.len()).unwrap_or(5),
        delivered: Minutes(held),
        child_absent: found.child_absent,
    });
    let mut left = time.not_run.0;
    let mut missing = Missing { child_absent: time.child_absent, ..Missing::default() };
    for why in [Why::NotRun, Why::Shortened, Why::NotEntered] {
        let share = found.of(why).0.min(left);
        left -= share;
        missing.add(why, Minutes(share));
    }
    // In the week that runs, what is still ahead is not missing.
    missing.not_planned = Minutes(left.saturating_sub(ahead));
    WeekOfLine { week, time, missing, ahead: Minutes(ahead), is_over }
}

/// What is planned for the child in a whole week, as the provisions run today (or will, when they begin later).
fn planned(tied: &[&Provision], given: &Given<'_>) -> Minutes {
    let minutes = running(tied, given)
        .map(|one| one.minutes.saturating_mul(u32::try_from(one.weekdays.len()).unwrap_or(0)))
        .fold(0, u32::saturating_add);
    Minutes(minutes)
}

/// The provisions in which the child has a place today or later.
pub(super) fn running<'a>(
    tied: &'a [&'a Provision],
    given: &Given<'_>,
) -> impl Iterator<Item = &'a Provision> {
    let (pupil, today) = (given.pupil, given.today);
    tied.iter().copied().filter(move |one| {
        let day = today.max(one.from_on);
        one.runs_still(today)
            && one.places.iter().any(|place| {
                place.pupil == pupil && !place.never_was() && place.until_on.is_none_or(|until| until >= day)
            })
    })
}

#[cfg(test)]
#[path = "section_f_tests.rs"]
mod tests;
