//! The secret address of each person's calendar, by the hash of its token. Whoever has the address may read it.

use domain::{Now, SchoolId, UserId, permissions::Allowed};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    Conn, Store, StoreFault, Tx, edge,
    rows::{account, calendar_feed},
};

/// Gives an account a new address: the old one stops in the same moment.
///
/// # Errors
/// When the right is of another school, or the database fails.
pub async fn renew(
    tx: &Tx,
    allowed: &Allowed,
    account: UserId,
    token_hash: &str,
    now: Now,
) -> Result<(), StoreFault> {
    stop(tx, allowed, account).await?;
    let row = calendar_feed::ActiveModel {
        token_hash: Set(token_hash.to_owned()),
        school_id: Set(tx.school().0),
        account_id: Set(account.0),
        made_at: Set(edge::stamp(now.instant)),
    };
    calendar_feed::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// Stops an account's address.
///
/// # Errors
/// When the right is of another school, or the database fails.
pub async fn stop(tx: &Tx, allowed: &Allowed, account: UserId) -> Result<(), StoreFault> {
    tx.check(allowed, "calendar_feed", None)?;
    calendar_feed::Entity::delete_many()
        .filter(calendar_feed::Column::SchoolId.eq(tx.school().0))
        .filter(calendar_feed::Column::AccountId.eq(account.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Since when an account has an address; none when it has none.
///
/// # Errors
/// When the database fails.
pub async fn made_at(db: &impl Conn, account: UserId) -> Result<Option<Timestamp>, StoreFault> {
    let row = calendar_feed::Entity::find()
        .filter(calendar_feed::Column::SchoolId.eq(db.school().0))
        .filter(calendar_feed::Column::AccountId.eq(account.0))
        .one(db.inner())
        .await?;
    Ok(row.map(|row| edge::instant(row.made_at)))
}

/// Whose calendar a token's hash opens; none when the address was stopped or the account is closed.
///
/// # Errors
/// When the database fails.
pub async fn whose(store: &Store, token_hash: &str) -> Result<Option<(SchoolId, UserId)>, StoreFault> {
    let Some(feed) = calendar_feed::Entity::find_by_id(token_hash.to_owned()).one(store.reading()).await?
    else {
        return Ok(None);
    };
    let open = account::Entity::find_by_id((feed.school_id, feed.account_id))
        .filter(account::Column::Active.eq(true))
        .one(store.reading())
        .await?;
    Ok(open.map(|_| (feed.school_id.into(), feed.account_id.into())))
}
