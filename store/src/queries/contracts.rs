//! The hours of each adult's contract, as far as the school wrote them down.

use std::collections::BTreeMap;

use domain::{UserId, permissions::Allowed};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use crate::{Conn, StoreFault, Tx, edge, rows::contract};

/// The minutes a week of each adult's contract.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl Conn) -> Result<BTreeMap<UserId, u32>, StoreFault> {
    let rows =
        contract::Entity::find().filter(contract::Column::SchoolId.eq(db.school().0)).all(db.inner()).await?;
    Ok(rows.into_iter().map(|row| (row.account_id.into(), edge::count(row.minutes_a_week))).collect())
}

/// Sets the minutes a week of an adult's contract; none takes them away.
///
/// # Errors
/// When the right does not cover the school.
pub async fn set(
    tx: &Tx,
    allowed: &Allowed,
    account: UserId,
    minutes_a_week: Option<u32>,
) -> Result<(), StoreFault> {
    tx.check(allowed, "contract", None)?;
    let Some(minutes) = minutes_a_week else {
        contract::Entity::delete_by_id((tx.school().0, account.0)).exec(tx.inner()).await?;
        return Ok(());
    };
    let row = contract::ActiveModel {
        school_id: Set(tx.school().0),
        account_id: Set(account.0),
        minutes_a_week: Set(edge::number(minutes)),
    };
    contract::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([contract::Column::SchoolId, contract::Column::AccountId])
                .update_column(contract::Column::MinutesAWeek)
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}
