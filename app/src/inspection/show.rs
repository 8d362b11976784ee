//! The children of whom a choice for an inspection is made: on the register, with the length of their support.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, Now, PupilId,
    calendar::count::days_between,
    census::SenProvision,
    inspection::{Candidate, lacks},
    people::name::fold,
    permissions::Actor,
};
use store::queries::{accounts, inspection, statuses};

use super::may_know;
use crate::{
    App, Fault, SchoolInfo,
    lists::{self, ChildRow, Filter, Narrowing, Order, SenStatus, SortBy},
    time_in_words,
};

/// A child who can be chosen.
#[derive(Clone, Debug)]
pub struct Line {
    /// The child.
    pub row: ChildRow,
    /// Since when support or a plan has run without a break.
    pub supported_since: Option<Date>,
    /// For how many days.
    pub supported_days: Option<i32>,
    /// Whether the child is ticked.
    pub ticked: bool,
}

impl Line {
    fn candidate(&self) -> Candidate {
        Candidate {
            year: self.row.year,
            need: self.row.need,
            provision: match self.row.status {
                SenStatus::Ehcp => SenProvision::E,
                SenStatus::Support => SenProvision::K,
                SenStatus::Monitored | SenStatus::NotOnIt => SenProvision::N,
            },
            step: self.row.step.number,
            days: self.supported_days,
        }
    }

    /// For how long, in words: "2 years", "5 months", "3 weeks"; empty while there is no support.
    #[must_use]
    pub fn supported_for(&self) -> String {
        let plural = |count: i32, unit: &str| match count {
            1 => format!("1 {unit}"),
            many => format!("{many} {unit}s"),
        };
        match self.supported_days {
            None => String::new(),
            Some(days) if days >= 730 => plural(days / 365, "year"),
            Some(days) if days >= 61 => plural(days * 12 / 365, "month"),
            Some(days) => plural((days / 7).max(1), "week"),
        }
    }
}

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortLines {
    /// The child's name.
    #[default]
    Child,
    /// Year group and class.
    Year,
    /// Plans first.
    Status,
    /// Main need.
    Need,
    /// Step.
    Step,
    /// The longest supported first.
    Length,
}

impl SortLines {
    /// Every order with its code and its words.
    pub const ALL: [(SortLines, &'static str, &'static str); 6] = [
        (SortLines::Child, "child", "Child"),
        (SortLines::Year, "year", "Year and class"),
        (SortLines::Status, "status", "Status"),
        (SortLines::Need, "need", "Need"),
        (SortLines::Step, "step", "Step"),
        (SortLines::Length, "length", "Length of support"),
    ];

    /// The order of a code; by name when it is none.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        SortLines::ALL.into_iter().find(|(_, known, _)| *known == code).map(|(by, ..)| by).unwrap_or_default()
    }

    const fn of_register(self) -> SortBy {
        match self {
            SortLines::Child | SortLines::Length => SortBy::Child,
            SortLines::Year => SortBy::Class,
            SortLines::Status => SortBy::Status,
            SortLines::Need => SortBy::Need,
            SortLines::Step => SortBy::Step,
        }
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Candidates {
    /// The ticked children, then those that were looked for.
    pub lines: Vec<Line>,
    /// How many children the school has to choose from.
    pub total: usize,
    /// What they can be narrowed by.
    pub narrowing: Narrowing,
    /// The choice that is kept.
    pub kept: BTreeSet<PupilId>,
    /// Who made it last, and when.
    pub kept_by: Option<(String, Date)>,
    /// What the school has, and the ticked children do not show.
    pub lacks: Vec<String>,
}

/// The children who can be chosen: those who are ticked (by default those who are kept) stand first, whatever is looked
/// for.
///
/// # Errors
/// [`Fault::NotFound`] for everybody but head and SENCO.
#[expect(clippy::too_many_arguments, reason = "what is looked for, in parts that the page has")]
pub async fn show(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    filter: &Filter,
    name: &str,
    sort: SortLines,
    ticked: Option<&BTreeSet<PupilId>>,
) -> Result<Candidates, Fault> {
    may_know(actor)?;
    let order = Order { by: sort.of_register(), descending: false };
    let register = lists::register(app, actor, now, info, &Filter::default(), order, None).await?;
    let reader = app.store.read(actor.school);
    let mut spells: BTreeMap<PupilId, Vec<statuses::Status>> = BTreeMap::new();
    for spell in statuses::history(&reader, None).await? {
        spells.entry(spell.pupil).or_default().push(spell);
    }
    let picks = inspection::chosen(&reader).await?;
    let there: BTreeSet<PupilId> = register.rows.iter().map(|line| line.row.id).collect();
    let kept: BTreeSet<PupilId> =
        picks.iter().map(|pick| pick.pupil).filter(|pupil| there.contains(pupil)).collect();
    let names = accounts::names(&reader).await?;
    let kept_by = picks.iter().max_by_key(|pick| pick.at).map(|pick| {
        let who = pick.by.and_then(|by| names.get(&by).cloned()).unwrap_or_else(|| "the operator".to_owned());
        (who, time_in_words::day_of(pick.at))
    });
    let ticked = ticked.unwrap_or(&kept);
    let mut all: Vec<Line> = register
        .rows
        .into_iter()
        .map(|line| {
            let since = spells.get(&line.row.id).and_then(|spells| since(spells, now.today));
            Line {
                supported_since: since,
                supported_days: since.map(|since| days_between(since, now.today).max(0)),
                ticked: ticked.contains(&line.row.id),
                row: line.row,
            }
        })
        .collect();
    if sort == SortLines::Length {
        all.sort_by_key(|line| std::cmp::Reverse(line.supported_days));
    }
    let candidates: Vec<Candidate> = all.iter().map(Line::candidate).collect();
    let chosen: Vec<Candidate> = all.iter().filter(|line| line.ticked).map(Line::candidate).collect();
    let wanted = fold(name.trim());
    let is_wanted = |line: &Line| {
        line.ticked
            || (filter.holds(&line.row) && (wanted.is_empty() || fold(&line.row.name).contains(&wanted)))
    };
    let mut lines: Vec<Line> = all.into_iter().filter(is_wanted).collect();
    lines.sort_by_key(|line| !line.ticked);
    Ok(Candidates {
        lacks: lacks(&chosen, &candidates),
        lines,
        total: register.total,
        narrowing: register.narrowing,
        kept,
        kept_by,
    })
}

/// Since when support or a plan has run until today without a break; `spells` are in the order of their first days.
fn since(spells: &[statuses::Status], today: Date) -> Option<Date> {
    spells
        .iter()
        .rev()
        .filter(|spell| spell.from_on <= today)
        .take_while(|spell| spell.provision != SenProvision::N)
        .last()
        .map(|spell| spell.from_on)
}
