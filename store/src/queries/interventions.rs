//! The school's own words over the catalogue of interventions, and its own interventions.

use domain::{Now, permissions::Allowed, provision::Intervention};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::pupils::stale_unless_one;
use crate::{Conn, StoreFault, Tx, edge, rows::intervention};

/// An intervention of the school with its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The intervention.
    pub intervention: Intervention,
    /// Its version, from 1.
    pub version: u32,
}

fn own_of(row: intervention::Model) -> Result<Own, StoreFault> {
    let intervention: Intervention = serde_json::from_str(&row.content)
        .map_err(|fault| edge::bad("intervention", "content", &row.code, fault))?;
    Ok(Own { intervention, version: edge::count(row.version) })
}

/// Every intervention that the school wrote or changed, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn own(db: &impl Conn) -> Result<Vec<Own>, StoreFault> {
    let rows = intervention::Entity::find()
        .filter(intervention::Column::SchoolId.eq(db.school().0))
        .order_by_asc(intervention::Column::Code)
        .all(db.inner())
        .await?;
    rows.into_iter().map(own_of).collect()
}

/// Saves an intervention: the first time when `started_from` is 0, else from that version.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody saved it since.
pub async fn save(
    tx: &Tx,
    allowed: &Allowed,
    changed: &Intervention,
    started_from: u32,
    now: Now,
) -> Result<(), StoreFault> {
    tx.check(allowed, "intervention", None)?;
    let content = serde_json::to_string(changed)
        .map_err(|fault| edge::bad("intervention", "content", &changed.code, fault))?;
    let row = intervention::ActiveModel {
        school_id: Set(tx.school().0),
        code: Set(changed.code.clone()),
        content: Set(content),
        changed_by: Set(edge::who_columns(allowed.who()).1),
        changed_at: Set(edge::stamp(now.instant)),
        version: Set(edge::number(started_from + 1)),
    };
    if started_from == 0 {
        let there = intervention::Entity::find_by_id((tx.school().0, changed.code.clone()));
        if there.one(tx.inner()).await?.is_some() {
            return Err(StoreFault::Stale { started_from, table: "intervention" });
        }
        intervention::Entity::insert(row).exec_without_returning(tx.inner()).await?;
        return Ok(());
    }
    let done = intervention::Entity::update_many()
        .set(intervention::ActiveModel {
            school_id: sea_orm::ActiveValue::NotSet,
            code: sea_orm::ActiveValue::NotSet,
            ..row
        })
        .filter(intervention::Column::SchoolId.eq(tx.school().0))
        .filter(intervention::Column::Code.eq(changed.code.clone()))
        .filter(intervention::Column::Version.eq(edge::number(started_from)))
        .exec(tx.inner())
        .await?;
    stale_unless_one(done.rows_affected, started_from, "intervention")
}
