//! Today, for the SENCO: new concerns, legal clocks, reviews to book, children to look back at, what changed.

use std::collections::BTreeMap;

use domain::{
    Date, Now, PupilId,
    audit::Happening,
    calendar::{
        SchoolCalendar,
        count::{days_after, days_between},
    },
    deadlines::{annual_review_notice, annual_review_report, plan_the_meeting},
    permissions::{Action, Actor},
    record::{Content, Entry, EntryKind, Party as Person, Transition},
};
use jiff::Timestamp;
use store::queries::{
    entries, events, pupils,
    records::{self, Which},
};

use super::{
    ChildChanges, ChildRow, ClockLine, changes,
    child_row::{namesakes_of, received_on},
    clock_line,
    week_kept::week_kept,
};
use crate::{
    App, Clock, Fault, SchoolInfo,
    county::{
        file_transfers::open_transfers,
        watched::{misses_the_day, of_child, of_school},
    },
    gathering::WeekInShort,
    time_in_words::day_of,
};

/// Clocks are shown so many days ahead.
const DAYS_AHEAD: i32 = 14;
/// Reviews are booked so many days ahead.
const BOOK_AHEAD: i32 = 21;
/// Looking back is brought to mind so long: half a term.
const LOOK_BACK_FOR: i32 = 42;
/// No list of changes reaches further back, even after a summer.
const CHANGES_AT_MOST: i32 = 14;

/// A concern that nobody has acknowledged yet.
#[derive(Clone, Debug, PartialEq)]
pub struct ConcernLine {
    /// The child.
    pub row: ChildRow,
    /// Who raised it, as a role.
    pub raised_by: Person,
    /// When it was first written.
    pub on: Date,
    /// Days since.
    pub age: i32,
}

/// An annual review for which no meeting is set, and what the school has to do for it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewToPlan {
    /// The child.
    pub id: PupilId,
    /// The name, as called.
    pub name: String,
    /// The steps that are near or past, by their days.
    pub steps: Vec<ClockLine>,
}

impl ReviewToPlan {
    /// The steps in a sentence: "Ask for advice, late by 3 days; hold the meeting, in 5 days".
    #[must_use]
    pub fn in_words(&self) -> String {
        let steps: Vec<String> =
            self.steps.iter().map(|step| format!("{}: {}", step.title, step.words)).collect();
        steps.join(" · ")
    }

    /// Whether one of the steps is late.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.steps.iter().any(|step| step.is_late)
    }
}

/// What the SENCO reads first in the morning.
#[derive(Clone, Debug, PartialEq)]
pub struct Today {
    /// Whether the school has no child at all: the roll comes first.
    pub is_before_roll: bool,
    /// Concerns not acknowledged yet, oldest first.
    pub concerns: Vec<ConcernLine>,
    /// Legal dates that have passed, oldest first.
    pub overdue: Vec<ClockLine>,
    /// Legal dates of the next fourteen days.
    pub due: Vec<ClockLine>,
    /// Children whose plan is in place and the day on which it was made is not recorded, so that its review cannot be
    /// counted; by name.
    pub undated: Vec<ChildRow>,
    /// Annual reviews whose meeting is not set though the first of their days is near or past; the first due first.
    pub to_plan: Vec<ReviewToPlan>,
    /// Children whose review is to be booked, the most urgent first.
    pub reviews: Vec<ChildRow>,
    /// Children with an adaptation whose day to be looked at has passed, and that day; the longest past first.
    pub not_looked_at: Vec<(ChildRow, Date)>,
    /// Children whose move to another class or school is being prepared, with the day and the words of what is next; the
    /// first day first.
    pub moves: Vec<(ChildRow, Date, String)>,
    /// Children watched after a close, whose time to look back has come.
    pub look_back: Vec<ChildRow>,
    /// Children whose plan has ceased, and of whom nobody has said yet whether SEN support goes on.
    pub after_plan: Vec<ChildRow>,
    /// What changed since [`Today::since`], by child, newest first.
    pub changes: Vec<ChildChanges>,
    /// The last school day before today.
    pub since: Date,
    /// This week in numbers.
    pub week: WeekInShort,
    /// How many children each step has, 1 to 8.
    pub at_step: [usize; 8],
}

/// The SENCO's Today: four queries (one more when a child has left), and what legal dates count from and this week's
/// numbers when they are not kept.
///
/// # Errors
/// When the database fails.
pub async fn today(app: &App, actor: &Actor, now: Now, info: &SchoolInfo) -> Result<Today, Fault> {
    let today = now.today;
    let scope = actor.scope();
    let reader = app.store.read(actor.school);
    let classes = app.classes(info).await?;
    let children = records::with_pupils(&reader, &scope, Which::WithSenOrRecord).await?;
    let kinds = [
        EntryKind::Concern,
        EntryKind::Acknowledgement,
        EntryKind::CountyLetter,
        EntryKind::Adaptation,
        EntryKind::Transition,
    ];
    let papers = entries::of_running(&reader, &scope, &kinds).await?;
    let received = received_on(&papers);
    let known = namesakes_of(&children);
    let rows: BTreeMap<PupilId, ChildRow> = children
        .iter()
        .map(|(record, pupil)| {
            let row = ChildRow::of(pupil, record, &classes, received.get(&pupil.id).copied(), today);
            (pupil.id, ChildRow { born: known.born(pupil), ..row })
        })
        .collect();
    let mut at_step = [0; 8];
    for row in rows.values() {
        let shown = row.state.is_open() || row.state.statutory.step().is_some();
        let place = row.step.number.filter(|_| shown).and_then(|n| usize::from(n).checked_sub(1));
        if let Some(count) = place.and_then(|place| at_step.get_mut(place)) {
            *count += 1;
        }
    }
    let until = days_after(today, DAYS_AHEAD);
    let sends = actor.scope_for(Action::PrepareApplication);
    let dates = of_school(app, &reader).await?;
    let mut dated: Vec<(ClockLine, bool)> = Vec::new();
    let mut undated: Vec<ChildRow> = Vec::new();
    for (record, pupil) in &children {
        if !actor.may_to(Action::ReadApplication, pupil.subject()) {
            continue;
        }
        if misses_the_day(&dates, pupil.id, &record.state) {
            undated.extend(rows.get(&pupil.id).cloned());
        }
        let own = of_child(&dates, pupil, &record.state, info, today);
        let is_to_plan = is_to_plan(own.iter().map(|(clock, _)| clock));
        for (clock, _) in own.iter().filter(|(clock, _)| clock.state.is_open() && clock.due_on <= until) {
            let is_of_planning = is_to_plan && PLANNING.contains(&clock.code);
            dated.push((clock_line(clock, pupil, &info.calendar, today), is_of_planning));
        }
    }
    for one in open_transfers(&reader, &sends, info, today).await? {
        if one.clock.due_on <= until {
            dated.push((clock_line(&one.clock, &one.pupil, &info.calendar, today), false));
        }
    }
    for (line, _) in &mut dated {
        if let Some(row) = rows.get(&line.id) {
            line.name = row.named();
        }
    }
    dated.sort_by_key(|(line, _)| line.due_on);
    let mut overdue = Vec::new();
    let mut due = Vec::new();
    let mut to_plan: BTreeMap<PupilId, ReviewToPlan> = BTreeMap::new();
    for (line, is_of_planning) in dated {
        if is_of_planning {
            let first = to_plan.entry(line.id);
            first
                .or_insert_with(|| ReviewToPlan { id: line.id, name: line.name.clone(), steps: Vec::new() })
                .steps
                .push(line);
        } else if line.due_on < today {
            overdue.push(line);
        } else {
            due.push(line);
        }
    }
    let mut to_plan: Vec<ReviewToPlan> = to_plan.into_values().collect();
    to_plan.sort_by_key(|one| one.steps.first().map(|step| step.due_on));
    let since = changes_since(&info.calendar, today);
    // Asked only where it can be so: a school at work has children with a record.
    let is_before_roll = children.is_empty() && pupils::count(&reader).await?.1 == 0;
    Ok(Today {
        is_before_roll,
        concerns: unacknowledged(&papers, &rows, today),
        overdue,
        due,
        undated,
        to_plan,
        reviews: reviews(&rows, today),
        not_looked_at: not_looked_at(&papers, &rows, today),
        moves: moves(&papers, &rows, today),
        look_back: look_back(rows.values(), today),
        after_plan: rows.values().filter(|row| row.state.asks_after_plan).cloned().collect(),
        changes: changed(app, actor, since, &classes).await?,
        since,
        week: week_kept(app, actor, info, now, false).await?,
        at_step,
    })
}

/// The first concern of each open round that nobody has answered since.
fn unacknowledged(papers: &[Entry], rows: &BTreeMap<PupilId, ChildRow>, today: Date) -> Vec<ConcernLine> {
    let mut answered: BTreeMap<(PupilId, u32), Timestamp> = BTreeMap::new();
    for entry in papers {
        if let Content::Acknowledgement(answer) = &entry.content
            && !answer.next.trim().is_empty()
        {
            let at = entry.first_written_at();
            let last = answered.entry((entry.pupil, entry.round)).or_insert(at);
            *last = at.max(*last);
        }
    }
    let mut lines: BTreeMap<PupilId, ConcernLine> = BTreeMap::new();
    for entry in papers {
        let Content::Concern(concern) = &entry.content else { continue };
        let Some(row) = rows.get(&entry.pupil) else { continue };
        let at = entry.first_written_at();
        let is_answered = answered.get(&(entry.pupil, entry.round)).is_some_and(|answer| *answer >= at);
        // What only adds to a concern that was answered waits for nobody.
        let is_answered = is_answered
            || (answered.contains_key(&(entry.pupil, entry.round)) && !concern.asks_for_an_answer());
        if entry.round != row.state.round || !row.state.is_open() || is_answered {
            continue;
        }
        let on = day_of(at).min(today);
        let line = lines.entry(entry.pupil).or_insert_with(|| ConcernLine {
            row: row.clone(),
            raised_by: concern.raised_by,
            on,
            age: days_between(on, today),
        });
        if row.need.is_none() {
            for area in &concern.areas {
                if !line.row.areas.contains(area) {
                    line.row.areas.push(*area);
                }
            }
        }
    }
    let mut lines: Vec<ConcernLine> = lines.into_values().collect();
    lines.sort_by(|a, b| (a.on, &a.row.name).cmp(&(b.on, &b.row.name)));
    lines
}

/// Children with an adaptation of the round that runs, whose day to be looked at has passed.
fn not_looked_at(papers: &[Entry], rows: &BTreeMap<PupilId, ChildRow>, today: Date) -> Vec<(ChildRow, Date)> {
    let mut past: BTreeMap<PupilId, Date> = BTreeMap::new();
    for entry in papers {
        let Content::Adaptation(adaptation) = &entry.content else { continue };
        let runs = rows.get(&entry.pupil).is_some_and(|row| {
            row.state.round == entry.round && row.state.support.is_some_and(|support| support.is_open())
        });
        let open = adaptation.counts() && adaptation.difference.is_none();
        if let (Some(on), true, true) = (adaptation.review_on, open, runs)
            && on < today
        {
            let known = past.entry(entry.pupil).or_insert(on);
            *known = on.min(*known);
        }
    }
    let mut lines: Vec<(ChildRow, Date)> =
        past.into_iter().filter_map(|(pupil, on)| Some((rows.get(&pupil)?.clone(), on))).collect();
    lines.sort_by(|(one, on), (other, other_on)| (on, &one.name).cmp(&(other_on, &other.name)));
    lines
}

/// What is next in the newest move of each child, while it is prepared.
fn moves(papers: &[Entry], rows: &BTreeMap<PupilId, ChildRow>, today: Date) -> Vec<(ChildRow, Date, String)> {
    let mut newest: BTreeMap<PupilId, (Timestamp, &Transition)> = BTreeMap::new();
    for entry in papers {
        let Content::Transition(transition) = &entry.content else { continue };
        let at = entry.first_written_at();
        let known = newest.entry(entry.pupil).or_insert((at, transition));
        if at >= known.0 {
            *known = (at, transition);
        }
    }
    let mut lines: Vec<(ChildRow, Date, String)> = newest
        .into_iter()
        .filter_map(|(pupil, (_, transition))| {
            let (on, what) = transition.next_step(today)?;
            Some((rows.get(&pupil)?.clone(), on, what))
        })
        .collect();
    lines.sort_by(|(one, on, _), (other, other_on, _)| (on, &one.name).cmp(&(other_on, &other.name)));
    lines
}

/// The clocks that are one matter while no meeting of an annual review is set.
const PLANNING: [&str; 4] = [
    plan_the_meeting::ASK.code,
    annual_review_notice::RULE.code,
    annual_review_notice::ADVICE.code,
    plan_the_meeting::MEETING.code,
];

/// Whether an annual review's meeting is still to be set: only then the report is no date yet.
fn is_to_plan<'a>(clocks: impl Iterator<Item = &'a domain::deadlines::Clock>) -> bool {
    let (mut has_meeting, mut has_report) = (false, false);
    for clock in clocks {
        has_meeting |= clock.code == plan_the_meeting::MEETING.code;
        has_report |= clock.code == annual_review_report::RULE.code;
    }
    has_meeting && !has_report
}

fn reviews(rows: &BTreeMap<PupilId, ChildRow>, today: Date) -> Vec<ChildRow> {
    let by = days_after(today, BOOK_AHEAD);
    let mut due: Vec<ChildRow> = rows
        .values()
        .filter(|row| row.state.is_open() && row.review_due_on.is_some_and(|due_on| due_on <= by))
        .cloned()
        .collect();
    due.sort_by(|a, b| (a.review_due_on, &a.name).cmp(&(b.review_due_on, &b.name)));
    due
}

/// Children who were watched until now, after their support stopped; the longest past first.
pub(super) fn look_back<'a>(rows: impl Iterator<Item = &'a ChildRow>, today: Date) -> Vec<ChildRow> {
    let from = days_after(today, -LOOK_BACK_FOR);
    let mut due: Vec<ChildRow> = rows
        .filter(|row| {
            !row.state.is_open() && row.state.watch_until.is_some_and(|until| until >= from && until <= today)
        })
        .cloned()
        .collect();
    due.sort_by(|a, b| (a.state.watch_until, &a.name).cmp(&(b.state.watch_until, &b.name)));
    due
}

/// The last school day before today, or yesterday where the calendar says nothing: from its first minute.
fn changes_since(calendar: &SchoolCalendar, today: Date) -> Date {
    let yesterday = days_after(today, -1);
    if !calendar.knows(yesterday) {
        return yesterday;
    }
    calendar.school_day_by(yesterday).unwrap_or(yesterday).max(days_after(today, -CHANGES_AT_MOST))
}

async fn changed(
    app: &App,
    actor: &Actor,
    since: Date,
    classes: &crate::Classes,
) -> Result<Vec<ChildChanges>, Fault> {
    let kinds = [
        Happening::ConcernRaised,
        Happening::ConcernAcknowledged,
        Happening::EntryAdded,
        Happening::EntryChanged,
        Happening::EntryTakenOut,
        Happening::MovedOn,
        Happening::StatutoryMoved,
        Happening::StatusChanged,
        Happening::PupilLeft,
        Happening::PupilCameBack,
        Happening::ProvisionPlanned,
        Happening::ProvisionChanged,
    ];
    let reader = app.store.read(actor.school);
    let scope = actor.scope_for(Action::ReadConcern);
    let happened =
        events::with_pupils_since(&reader, &scope, &kinds, Clock::london_at(since, 0, 0), 300).await?;
    let mut changed: Vec<ChildChanges> = Vec::new();
    let mut places: BTreeMap<PupilId, usize> = BTreeMap::new();
    for (event, pupil) in happened {
        let Some(words) = changes::in_words(&event) else { continue };
        let place = *places.entry(pupil.id).or_insert_with(|| {
            let class = pupil
                .class
                .and_then(|id| classes.get(&id))
                .map_or_else(|| pupil.year.name(), |class| class.name.clone());
            changed.push(ChildChanges { id: pupil.id, name: pupil.name(), class, words: Vec::new() });
            changed.len() - 1
        });
        if let Some(child) = changed.get_mut(place)
            && !child.words.contains(&words)
        {
            child.words.push(words);
        }
    }
    Ok(changed)
}
