//! The legal dates of each child, kept as rows so that Today and Overview read them in one query.

use domain::{
    Date, PupilId,
    people::Pupil,
    permissions::{Allowed, Scope},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
};

use super::{in_scope, pupils};
use crate::{
    Conn, StoreFault, Tx,
    by_place::Rows,
    edge,
    rows::{clock, pupil},
};

/// One legal date of one child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockRow {
    /// The child.
    pub pupil: PupilId,
    /// Which clock: its code in `domain::deadlines`.
    pub kind: String,
    /// Its day.
    pub due_on: Date,
    /// When it was done.
    pub done_on: Option<Date>,
    /// The letter of an exemption; empty when none.
    pub exempt: String,
}

fn clock_to_pupil() -> RelationDef {
    clock::Entity::belongs_to(pupil::Entity)
        .from((clock::Column::SchoolId, clock::Column::PupilId))
        .to((pupil::Column::SchoolId, pupil::Column::Id))
        .into()
}

fn clock_of(row: clock::Model) -> ClockRow {
    ClockRow {
        pupil: row.pupil_id.into(),
        kind: row.kind,
        due_on: edge::date(row.due_on),
        done_on: row.done_on.map(edge::date),
        exempt: row.exempt,
    }
}

/// Replaces a child's legal dates.
///
/// # Errors
/// When the right does not cover the child.
pub async fn replace(
    tx: &Tx,
    allowed: &Allowed,
    pupil: PupilId,
    rows: &[ClockRow],
) -> Result<(), StoreFault> {
    tx.check(allowed, "clock", Some(pupil))?;
    clock::Entity::delete_many()
        .filter(clock::Column::SchoolId.eq(tx.school().0))
        .filter(clock::Column::PupilId.eq(pupil.0))
        .exec(tx.inner())
        .await?;
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.iter().map(|row| clock::ActiveModel {
        school_id: Set(tx.school().0),
        pupil_id: Set(pupil.0),
        kind: Set(row.kind.clone()),
        due_on: Set(edge::day(row.due_on)),
        done_on: Set(row.done_on.map(edge::day)),
        exempt: Set(row.exempt.clone()),
    });
    clock::Entity::insert_many(rows).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// The legal dates of the children in the scope, soonest first; those not done up to a day, or all.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl Conn,
    scope: &Scope,
    open_until: Option<Date>,
) -> Result<Vec<(ClockRow, Pupil)>, StoreFault> {
    let mut query = clock::Entity::find()
        .select_also(pupil::Entity)
        .join(JoinType::InnerJoin, clock_to_pupil())
        .filter(in_scope(scope))
        .filter(clock::Column::SchoolId.eq(db.school().0))
        .filter(pupil::Column::LeftOn.is_null());
    if let Some(until) = open_until {
        query =
            query.filter(clock::Column::DoneOn.is_null()).filter(clock::Column::DueOn.lte(edge::day(until)));
    }
    query
        .order_by_asc(clock::Column::DueOn)
        .order_by_asc(pupil::Column::SortKey)
        .rows(db.inner())
        .await?
        .into_iter()
        .filter_map(|(clock, pupil)| pupil.map(|pupil| (clock, pupil)))
        .map(|(clock, pupil)| Ok((clock_of(clock), pupils::pupil_of(pupil)?)))
        .collect()
}

/// The legal dates of one child, soonest first.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId) -> Result<Vec<ClockRow>, StoreFault> {
    let rows = clock::Entity::find()
        .filter(clock::Column::SchoolId.eq(db.school().0))
        .filter(clock::Column::PupilId.eq(pupil.0))
        .order_by_asc(clock::Column::DueOn)
        .rows(db.inner())
        .await?;
    Ok(rows.into_iter().map(clock_of).collect())
}
