//! The outbox of people's devices: the key that seals it, and what was received from it. No right and no event of its
//! own: what an entry changes is written by its verb, in the same transaction.

use std::collections::BTreeMap;

use domain::{Now, UserId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use uuid::Uuid;

use crate::{
    Conn, StoreFault, Tx, edge,
    rows::{outbox_key, received},
};

/// The key under which somebody's devices seal what waits; made from `fresh` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn key(tx: Tx, account: UserId, fresh: &str, now: Now) -> Result<String, StoreFault> {
    let known = outbox_key::Entity::find_by_id((tx.school().0, account.0)).one(tx.inner()).await?;
    if let Some(known) = known {
        return Ok(known.secret);
    }
    let row = outbox_key::ActiveModel {
        school_id: Set(tx.school().0),
        account_id: Set(account.0),
        secret: Set(fresh.to_owned()),
        made_at: Set(edge::stamp(now.instant)),
    };
    outbox_key::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    tx.commit_quietly().await?;
    Ok(fresh.to_owned())
}

/// What became of entries that a device sent before, by their ids.
///
/// # Errors
/// When the database fails.
pub async fn outcomes(
    db: &impl Conn,
    account: UserId,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, String>, StoreFault> {
    let rows = received::Entity::find()
        .filter(received::Column::SchoolId.eq(db.school().0))
        .filter(received::Column::AccountId.eq(account.0))
        .filter(received::Column::Id.is_in(ids.iter().copied()))
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.outcome)).collect())
}

/// Notes what became of entries: each counts once, however often it comes.
///
/// # Errors
/// When the database fails.
pub async fn receive(
    tx: &Tx,
    account: UserId,
    outcomes: &[(Uuid, String)],
    now: Now,
) -> Result<(), StoreFault> {
    use received::Column;
    let rows = outcomes.iter().map(|(id, outcome)| received::ActiveModel {
        school_id: Set(tx.school().0),
        account_id: Set(account.0),
        id: Set(*id),
        outcome: Set(outcome.clone()),
        received_at: Set(edge::stamp(now.instant)),
    });
    if outcomes.is_empty() {
        return Ok(());
    }
    received::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([Column::SchoolId, Column::AccountId, Column::Id])
                .update_columns([Column::Outcome])
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// Ends a transaction in which nothing but what was received is noted.
///
/// # Errors
/// When the database fails.
pub async fn close(tx: Tx) -> Result<(), StoreFault> {
    tx.commit_quietly().await
}
