//! The audit trail.

use domain::{
    EntryId, PupilId,
    audit::Happening,
    people::Pupil,
    permissions::{Scope, Who},
};
use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
};

use super::{in_scope, pupils, pupils_in};
use crate::{
    Conn, StoreFault,
    by_place::Rows,
    edge,
    rows::{event, pupil},
};

/// An event, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: Who,
    /// What.
    pub what: Happening,
    /// To which child.
    pub pupil: Option<PupilId>,
    /// To which entry.
    pub entry: Option<EntryId>,
    /// More.
    pub detail: String,
}

impl Happened {
    /// The code with which the detail of a move or an entry begins.
    #[must_use]
    pub fn code(&self) -> &str {
        self.detail.split([' ', ':', ',', ';']).next().unwrap_or_default()
    }
}

fn happened(row: event::Model) -> Result<Happened, StoreFault> {
    Ok(Happened {
        at: edge::instant(row.at),
        who: edge::who("event", &row.who_kind, row.who_id)?,
        what: Happening::from_code(&row.what).ok_or_else(|| edge::bad("event", "what", row.id, &row.what))?,
        pupil: row.pupil_id.map(Into::into),
        entry: row.entry_id.map(Into::into),
        detail: row.detail,
    })
}

fn event_to_pupil() -> RelationDef {
    event::Entity::belongs_to(pupil::Entity)
        .from((event::Column::SchoolId, event::Column::PupilId))
        .to((pupil::Column::SchoolId, pupil::Column::Id))
        .into()
}

/// The events of a child, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId, limit: u64) -> Result<Vec<Happened>, StoreFault> {
    event::Entity::find()
        .filter(event::Column::SchoolId.eq(db.school().0))
        .filter(event::Column::PupilId.eq(pupil.0))
        .order_by_desc(event::Column::At)
        .order_by_desc(event::Column::Id)
        .limit(limit)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(happened)
        .collect()
}

/// The events of some kinds of a child, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil_and_kinds(
    db: &impl Conn,
    pupil: PupilId,
    kinds: &[Happening],
) -> Result<Vec<Happened>, StoreFault> {
    event::Entity::find()
        .filter(event::Column::SchoolId.eq(db.school().0))
        .filter(event::Column::PupilId.eq(pupil.0))
        .filter(event::Column::What.is_in(kinds.iter().map(|kind| kind.code())))
        .order_by_asc(event::Column::At)
        .order_by_asc(event::Column::Id)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(happened)
        .collect()
}

/// The events about children in the scope.
fn of_scope(db: &impl Conn, scope: &Scope) -> Select<event::Entity> {
    let query = event::Entity::find()
        .filter(event::Column::SchoolId.eq(db.school().0))
        .filter(event::Column::SchoolId.eq(scope.school().0))
        .filter(event::Column::PupilId.is_not_null());
    if scope.is_whole_school() {
        query
    } else {
        query.filter(event::Column::PupilId.in_subquery(pupils_in(scope)))
    }
}

/// Events of some kinds about children in the scope until an instant, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn until(
    db: &impl Conn,
    scope: &Scope,
    kinds: &[Happening],
    until: Timestamp,
) -> Result<Vec<Happened>, StoreFault> {
    of_scope(db, scope)
        .filter(event::Column::What.is_in(kinds.iter().map(|kind| kind.code())))
        .filter(event::Column::At.lte(edge::stamp(until)))
        .order_by_asc(event::Column::At)
        .order_by_asc(event::Column::Id)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(happened)
        .collect()
}

/// Events about children in the scope since an instant, newest first.
///
/// # Errors
/// When the database fails.
pub async fn since(
    db: &impl Conn,
    scope: &Scope,
    since: Timestamp,
    limit: u64,
) -> Result<Vec<Happened>, StoreFault> {
    of_scope(db, scope)
        .filter(event::Column::At.gte(edge::stamp(since)))
        .order_by_desc(event::Column::At)
        .order_by_desc(event::Column::Id)
        .limit(limit)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(happened)
        .collect()
}

/// Events of some kinds about children in the scope since an instant, newest first, each with its child (who may have
/// left since).
///
/// # Errors
/// When the database fails.
pub async fn with_pupils_since(
    db: &impl Conn,
    scope: &Scope,
    kinds: &[Happening],
    since: Timestamp,
    limit: u64,
) -> Result<Vec<(Happened, Pupil)>, StoreFault> {
    event::Entity::find()
        .select_also(pupil::Entity)
        .join(JoinType::InnerJoin, event_to_pupil())
        .filter(in_scope(scope))
        .filter(event::Column::SchoolId.eq(db.school().0))
        .filter(event::Column::At.gte(edge::stamp(since)))
        .filter(event::Column::What.is_in(kinds.iter().map(|kind| kind.code())))
        .order_by_desc(event::Column::At)
        .order_by_desc(event::Column::Id)
        .limit(limit)
        .rows(db.inner())
        .await?
        .into_iter()
        .filter_map(|(event, pupil)| pupil.map(|pupil| (event, pupil)))
        .map(|(event, pupil)| Ok((happened(event)?, pupils::pupil_of(pupil)?)))
        .collect()
}

/// The newest events of some kinds that were done to the school itself.
///
/// # Errors
/// When the database fails.
pub async fn of_school(db: &impl Conn, kinds: &[Happening], limit: u64) -> Result<Vec<Happened>, StoreFault> {
    event::Entity::find()
        .filter(event::Column::SchoolId.eq(db.school().0))
        .filter(event::Column::PupilId.is_null())
        .filter(event::Column::What.is_in(kinds.iter().map(|kind| kind.code())))
        .order_by_desc(event::Column::At)
        .order_by_desc(event::Column::Id)
        .limit(limit)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(happened)
        .collect()
}

/// How many events a school has: for restores that count.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Conn) -> Result<u64, StoreFault> {
    use sea_orm::PaginatorTrait;
    Ok(event::Entity::find().filter(event::Column::SchoolId.eq(db.school().0)).count(db.inner()).await?)
}
