//! Who is round a looked-after child, as the school wrote it down.

use domain::{PupilId, people::Care, permissions::Allowed};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::next_version;
use crate::{Conn, StoreFault, Tx, edge, rows::pupil};

/// A child's care; nothing while nobody wrote it down. The child was found in a scope before.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, id: PupilId) -> Result<Care, StoreFault> {
    let text: Option<String> = pupil::Entity::find()
        .select_only()
        .column(pupil::Column::Care)
        .filter(pupil::Column::SchoolId.eq(db.school().0))
        .filter(pupil::Column::Id.eq(id.0))
        .into_tuple()
        .one(db.inner())
        .await?;
    match text.filter(|text| !text.is_empty()) {
        Some(text) => serde_json::from_str(&text).map_err(|fault| edge::bad("pupil", "care", id.0, fault)),
        None => Ok(Care::default()),
    }
}

/// Writes a child's care down: the version of the child's row goes up.
///
/// # Errors
/// When the right does not cover the child.
pub async fn save(tx: &Tx, allowed: &Allowed, id: PupilId, care: &Care) -> Result<(), StoreFault> {
    tx.check(allowed, "pupil", Some(id))?;
    pupil::Entity::update_many()
        .col_expr(pupil::Column::Care, Expr::value(serde_json::to_string(care).unwrap_or_default()))
        .col_expr(pupil::Column::Version, next_version(pupil::Column::Version))
        .filter(pupil::Column::SchoolId.eq(tx.school().0))
        .filter(pupil::Column::Id.eq(id.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}
