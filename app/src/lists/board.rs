//! The board: eight columns of children, one for each step.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Now, PupilId,
    census::sen_type::AreaOfNeed,
    pathway::step,
    permissions::Actor,
    record::{Content, Entry, EntryKind},
};
use store::queries::{
    entries,
    records::{self, Which},
};

use super::{
    ChildRow, Filter, Narrowing,
    child_row::{is_running, namesakes_of, received_on},
};
use crate::{App, Fault, SchoolInfo};

/// One step with its children.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// 1 to 8.
    pub number: u8,
    /// The step's name.
    pub name: &'static str,
    /// The children at it, longest there first.
    pub children: Vec<ChildRow>,
}

/// The board, as narrowed.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// The eight steps.
    pub columns: Vec<Column>,
    /// Children for whom a dispute with the county runs, or who are watched, and who are at no step.
    pub beside: Vec<ChildRow>,
    /// What it can be narrowed by.
    pub narrowing: Narrowing,
    /// How many are shown.
    pub shown: usize,
    /// How many there are without narrowing.
    pub total: usize,
}

/// The board of the children whom the actor sees: two queries.
///
/// # Errors
/// When the database fails.
pub async fn board(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    filter: &Filter,
) -> Result<Board, Fault> {
    let today = now.today;
    let scope = actor.scope();
    let reader = app.store.read(actor.school);
    let classes = app.classes(info).await?;
    let children = records::with_pupils(&reader, &scope, Which::WithSenOrRecord).await?;
    let papers = entries::of_running(&reader, &scope, &[EntryKind::Concern, EntryKind::CountyLetter]).await?;
    let received = received_on(&papers);
    let areas = areas_of_concerns(&papers);
    let known = namesakes_of(&children);
    let mut all: Vec<ChildRow> = children
        .iter()
        .filter(|(record, _)| is_running(&record.state, today))
        .map(|(record, pupil)| {
            let mut row = ChildRow {
                born: known.born(pupil),
                ..ChildRow::of(pupil, record, &classes, received.get(&pupil.id).copied(), today)
            };
            if row.areas.is_empty()
                && let Some(areas) = areas.get(&(pupil.id, record.state.round))
            {
                row.areas = areas.iter().copied().collect();
            }
            row
        })
        .collect();
    let narrowing = Narrowing::of(all.iter());
    let total = all.len();
    all.retain(|row| filter.holds(row));
    let shown = all.len();
    all.sort_by_key(|row| std::cmp::Reverse(row.days));
    let mut columns: Vec<Column> = (1u8..)
        .zip(step::NAMES)
        .map(|(number, name)| Column { number, name, children: Vec::new() })
        .collect();
    let mut beside = Vec::new();
    for row in all {
        match row.step.number.and_then(|number| columns.get_mut(usize::from(number).wrapping_sub(1))) {
            Some(column) => column.children.push(row),
            None => beside.push(row),
        }
    }
    Ok(Board { columns, beside, narrowing, shown, total })
}

/// The areas that the concerns of a round name.
fn areas_of_concerns(papers: &[Entry]) -> BTreeMap<(PupilId, u32), BTreeSet<AreaOfNeed>> {
    let mut areas: BTreeMap<_, BTreeSet<AreaOfNeed>> = BTreeMap::new();
    for entry in papers {
        if let Content::Concern(concern) = &entry.content {
            areas.entry((entry.pupil, entry.round)).or_default().extend(&concern.areas);
        }
    }
    areas
}
