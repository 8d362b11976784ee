//! The children who are chosen for an inspection.

use domain::{Now, PupilId, UserId, permissions::Allowed};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Conn, StoreFault, Tx, edge, rows::inspection_pick};

/// A child who is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The child.
    pub pupil: PupilId,
    /// Who chose them; none for the operator.
    pub by: Option<UserId>,
    /// When.
    pub at: Timestamp,
}

/// The children who are chosen, the first chosen first.
///
/// # Errors
/// When the database fails.
pub async fn chosen(db: &impl Conn) -> Result<Vec<Pick>, StoreFault> {
    let rows = inspection_pick::Entity::find()
        .filter(inspection_pick::Column::SchoolId.eq(db.school().0))
        .order_by_asc(inspection_pick::Column::ChosenAt)
        .order_by_asc(inspection_pick::Column::PupilId)
        .all(db.inner())
        .await?;
    let pick = |row: inspection_pick::Model| Pick {
        pupil: row.pupil_id.into(),
        by: row.chosen_by.map(Into::into),
        at: edge::instant(row.chosen_at),
    };
    Ok(rows.into_iter().map(pick).collect())
}

/// Chooses a child.
///
/// # Errors
/// When the right does not cover the child, or the child is chosen already.
pub async fn add(tx: &Tx, allowed: &Allowed, pupil: PupilId, now: Now) -> Result<(), StoreFault> {
    tx.check(allowed, "inspection_pick", Some(pupil))?;
    let row = inspection_pick::ActiveModel {
        school_id: Set(tx.school().0),
        pupil_id: Set(pupil.0),
        chosen_by: Set(edge::who_columns(allowed.who()).1),
        chosen_at: Set(edge::stamp(now.instant)),
    };
    inspection_pick::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// Takes a child off the choice.
///
/// # Errors
/// When the right does not cover the child.
pub async fn remove(tx: &Tx, allowed: &Allowed, pupil: PupilId) -> Result<(), StoreFault> {
    tx.check(allowed, "inspection_pick", Some(pupil))?;
    inspection_pick::Entity::delete_many()
        .filter(inspection_pick::Column::SchoolId.eq(tx.school().0))
        .filter(inspection_pick::Column::PupilId.eq(pupil.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}
