//! Cover: who takes a group today in somebody's place, and so sees its children for the day.

use domain::{Date, ProvisionId, UserId, permissions::Allowed};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};

use super::schools::raise_revision;
use crate::{Conn, StoreFault, Tx, edge, rows::cover};

/// Notes that an account takes a group on a day; again changes nothing.
///
/// # Errors
/// When the right does not cover the school.
pub async fn take(
    tx: &Tx,
    allowed: &Allowed,
    provision: ProvisionId,
    account: UserId,
    on: Date,
) -> Result<(), StoreFault> {
    tx.check(allowed, "cover", None)?;
    let row = cover::ActiveModel {
        school_id: Set(tx.school().0),
        provision_id: Set(provision.0),
        account_id: Set(account.0),
        on_date: Set(edge::day(on)),
    };
    use cover::Column;
    cover::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::SchoolId, Column::ProvisionId, Column::AccountId, Column::OnDate])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    raise_revision(tx).await
}

/// Who takes which group on a day in somebody's place.
///
/// # Errors
/// When the database fails.
pub async fn on(db: &impl Conn, day: Date) -> Result<Vec<(ProvisionId, UserId)>, StoreFault> {
    let rows = cover::Entity::find()
        .filter(cover::Column::SchoolId.eq(db.school().0))
        .filter(cover::Column::OnDate.eq(edge::day(day)))
        .order_by_asc(cover::Column::ProvisionId)
        .order_by_asc(cover::Column::AccountId)
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(|row| (row.provision_id.into(), row.account_id.into())).collect())
}
