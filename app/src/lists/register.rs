//! The SEN register: K, E and monitored, with need, class, review date and step, and what changed since a day.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, Now, PupilId,
    audit::Happening,
    calendar::count::in_words as day_in_words,
    people::Pupil,
    permissions::{Action, Actor, Scope},
    record::OfChild,
};
use exchange::list::{Cell, List};
use store::{
    Reader,
    queries::{
        events,
        records::{self, Which},
        statuses,
    },
};

use super::{
    ChildChanges, ChildRow, Filter, Narrowing, SenStatus,
    changes::in_words,
    child_row::{is_running, rows},
};
use crate::{
    App, Classes, Clock, Fault, SchoolInfo, county::watched::of_school, pathway::of_child,
    time_in_words::day_of,
};

/// What the register is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// The child's name.
    #[default]
    Child,
    /// Year group, then class.
    Class,
    /// Plans first, then support, then monitored.
    Status,
    /// The need's name.
    Need,
    /// The number of the step.
    Step,
    /// Days at the step.
    Days,
    /// The review's day; those without one last.
    Review,
}

impl SortBy {
    /// Every column, in the register's order, with its word in addresses and its heading.
    pub const ALL: [(SortBy, &'static str, &'static str); 7] = [
        (SortBy::Child, "child", "Child"),
        (SortBy::Class, "class", "Class"),
        (SortBy::Status, "status", "Status"),
        (SortBy::Need, "need", "Need"),
        (SortBy::Step, "step", "Step"),
        (SortBy::Days, "days", "At this step"),
        (SortBy::Review, "review", "Review due"),
    ];
}

/// The order of the register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: SortBy,
    /// Whether the last comes first.
    pub descending: bool,
}

impl Order {
    /// The order of a word in an address: `review`, `-review`; by name when it is no such word.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        let (descending, word) = code.strip_prefix('-').map_or((false, code), |word| (true, word));
        SortBy::ALL
            .into_iter()
            .find(|(_, known, _)| *known == word)
            .map_or_else(Self::default, |(by, ..)| Self { by, descending })
    }

    /// The word in an address.
    #[must_use]
    pub fn code(self) -> String {
        let word =
            SortBy::ALL.into_iter().find(|(by, ..)| *by == self.by).map_or("child", |(_, word, _)| word);
        if self.descending { format!("-{word}") } else { word.to_owned() }
    }

    /// Sorts rows that stand in the order of names; within equals that order stays. What is not known comes last,
    /// whichever way.
    fn sort(self, rows: &mut [RegisterRow]) {
        match self.by {
            SortBy::Child if self.descending => rows.reverse(),
            SortBy::Child => {}
            SortBy::Class => self.by_key(rows, |row| Some((row.year, row.class.clone()))),
            SortBy::Status => self.by_key(rows, |row| Some(row.status)),
            SortBy::Need => {
                self.by_key(rows, |row| Some(row.need_in_words()).filter(|need| !need.is_empty()))
            }
            SortBy::Step => self.by_key(rows, |row| row.step.number),
            SortBy::Days => self.by_key(rows, |row| row.days),
            SortBy::Review => self.by_key(rows, |row| row.review_due_on),
        }
    }

    fn by_key<K: Ord>(self, rows: &mut [RegisterRow], key: impl Fn(&ChildRow) -> Option<K>) {
        rows.sort_by(|a, b| match (key(&a.row), key(&b.row)) {
            (Some(a), Some(b)) if self.descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
    }
}

/// A line of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterRow {
    /// The child.
    pub row: ChildRow,
    /// What changed since the day asked for, newest first.
    pub changed: Vec<String>,
}

/// How many of each status are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// EHC plans.
    pub ehcp: usize,
    /// SEN support.
    pub support: usize,
    /// Monitored.
    pub monitored: usize,
}

/// The register, as narrowed and sorted.
#[derive(Clone, Debug, PartialEq)]
pub struct Register {
    /// The lines.
    pub rows: Vec<RegisterRow>,
    /// How many of each status are shown.
    pub counts: Counts,
    /// How many there are without narrowing.
    pub total: usize,
    /// What it can be narrowed by.
    pub narrowing: Narrowing,
    /// Who changed since the day asked for and is not on the register any more.
    pub gone: Vec<ChildChanges>,
}

/// The register of the children whom the actor sees, or, when the filter asks for them and the actor sees the whole
/// school, of those who have left and of whom anything is recorded: one query, one more while a county's clock runs, two more when
/// changes are asked for.
///
/// # Errors
/// When the database fails.
pub async fn register(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    filter: &Filter,
    order: Order,
    since: Option<Date>,
) -> Result<Register, Fault> {
    // Whoever takes a class for a day has no need of its register.
    let scope = actor.in_full().scope();
    let reader = app.store.read(actor.school);
    let classes = app.classes(info).await?;
    let leavers = scope.finds_leavers();
    let of_leavers = filter.left && leavers;
    let which = if of_leavers { Which::Left } else { Which::WithSenOrRecord };
    let mut children = records::with_pupils(&reader, &scope, which).await?;
    children.retain(|(record, pupil)| {
        of_leavers
            || pupil.provision != domain::census::SenProvision::N
            || is_running(&record.state, now.today)
    });
    let mut changes = match since {
        Some(since) => changes_since(&reader, &scope, since, now.today).await?,
        None => BTreeMap::new(),
    };
    let dates = of_school(app, &reader).await?;
    // The review of a plan is its annual review, where no other is set before it.
    let of: BTreeMap<PupilId, OfChild> =
        children.iter().map(|(record, pupil)| (pupil.id, of_child(pupil, &record.state, info))).collect();
    let annual = |row: &ChildRow| {
        let sees =
            actor.may_to(Action::ReadApplication, row.subject) || actor.may_to(Action::ReadEhcp, row.subject);
        let dates = dates.get(&row.id).filter(|_| sees)?;
        dates.review_due(of.get(&row.id)?, &info.calendar, now.today).map(|due| due.on)
    };
    let all: Vec<RegisterRow> = rows(&reader, &scope, &children, &classes, now.today)
        .await?
        .into_iter()
        .map(|row| ChildRow { review_due_on: row.review_due_on.or_else(|| annual(&row)), ..row })
        .map(|row| RegisterRow {
            changed: changes.remove(&row.id).map_or_else(Vec::new, |(_, words)| words),
            row,
        })
        .collect();
    let narrowing = Narrowing { leavers, ..Narrowing::of(all.iter().map(|line| &line.row)) };
    let total = all.len();
    let mut lines: Vec<RegisterRow> = all.into_iter().filter(|line| filter.holds(&line.row)).collect();
    order.sort(&mut lines);
    let count = |status| lines.iter().filter(|line| line.row.status == status).count();
    let counts = Counts {
        ehcp: count(SenStatus::Ehcp),
        support: count(SenStatus::Support),
        monitored: count(SenStatus::Monitored),
    };
    let gone = gone(changes, &classes);
    Ok(Register { rows: lines, counts, total, narrowing, gone })
}

type Changes = BTreeMap<PupilId, (Pupil, Vec<String>)>;

/// What changed on the register, by child: spells of SEN status, moves, leaving.
async fn changes_since(reader: &Reader, scope: &Scope, since: Date, today: Date) -> Result<Changes, Fault> {
    let mut changes: BTreeMap<PupilId, (Pupil, Vec<(Date, String)>)> = BTreeMap::new();
    let spells = statuses::changed_since(reader, scope, since).await?;
    let began: BTreeSet<(PupilId, Date)> =
        spells.iter().map(|(spell, _)| (spell.pupil, spell.from_on)).collect();
    let within = |day: Date| day >= since && day <= today;
    let mut add = |pupil: Pupil, day: Date, words: String| {
        changes.entry(pupil.id).or_insert_with(|| (pupil, Vec::new())).1.push((day, words));
    };
    for (spell, pupil) in spells {
        if within(spell.from_on) {
            add(
                pupil.clone(),
                spell.from_on,
                format!("{} from {}", spell.provision.name(), day_in_words(spell.from_on)),
            );
        }
        if let Some(until_on) = spell.until_on.filter(|day| within(*day)) {
            let follows = began.range((pupil.id, until_on)..).next().is_some_and(|(id, _)| *id == pupil.id);
            if !follows {
                let words = format!("{} until {}", spell.provision.name(), day_in_words(until_on));
                add(pupil, until_on, words);
            }
        }
    }
    let kinds = [
        Happening::MovedOn,
        Happening::StatutoryMoved,
        Happening::ConcernRaised,
        Happening::PupilLeft,
        Happening::PupilCameBack,
    ];
    let midnight = Clock::london_at(since, 0, 0);
    for (event, pupil) in events::with_pupils_since(reader, scope, &kinds, midnight, 2000).await? {
        if let Some(words) = in_words(&event) {
            let day = day_of(event.at);
            add(pupil, day, format!("{words}, {}", day_in_words(day)));
        }
    }
    Ok(changes
        .into_iter()
        .map(|(id, (pupil, mut said))| {
            said.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
            said.dedup();
            (id, (pupil, said.into_iter().map(|(_, words)| words).collect()))
        })
        .collect())
}

fn gone(changes: Changes, classes: &Classes) -> Vec<ChildChanges> {
    let mut gone: Vec<ChildChanges> = changes
        .into_values()
        .map(|(pupil, words)| ChildChanges {
            id: pupil.id,
            name: pupil.name(),
            class: pupil
                .class
                .and_then(|id| classes.get(&id))
                .map_or_else(|| pupil.year.name(), |class| class.name.clone()),
            words,
        })
        .collect();
    gone.sort_by_key(|child| domain::people::name::fold(&child.name));
    gone
}

/// The register as a list for a spreadsheet program, as it stands on the screen.
#[must_use]
pub fn as_list(register: &Register, school: &str, today: Date, since: Option<Date>) -> List {
    let mut headings: Vec<String> = [
        "Child",
        "UPN",
        "Class",
        "Year",
        "Status",
        "SEN status",
        "Main need",
        "Step",
        "Step in words",
        "At this step since",
        "Review due",
    ]
    .map(str::to_owned)
    .to_vec();
    let has_left = register.rows.iter().any(|line| line.row.left_on.is_some());
    if has_left {
        headings.push("Left on".to_owned());
    }
    if let Some(since) = since {
        headings.push(format!("Changed since {}", day_in_words(since)));
    }
    let line = |line: &RegisterRow| {
        let row = &line.row;
        let text = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
        let mut cells = vec![
            Cell::Text(row.name.clone()),
            Cell::Text(row.upn.clone()),
            text(row.class.clone()),
            Cell::Text(row.year.name()),
            Cell::Text(row.status.code().to_owned()),
            Cell::Text(row.status.name().to_owned()),
            text(row.need_in_words()),
            Cell::from(row.step.number.map(f64::from)),
            Cell::Text(row.step.sentence()),
            Cell::from(row.since),
            Cell::from(row.review_due_on),
        ];
        if has_left {
            cells.push(Cell::from(row.left_on));
        }
        if since.is_some() {
            cells.push(text(line.changed.join("; ")));
        }
        cells
    };
    List {
        title: format!("SEN register, {school}, {}", day_in_words(today)),
        headings,
        rows: register.rows.iter().map(line).collect(),
    }
}
