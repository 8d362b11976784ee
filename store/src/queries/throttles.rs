//! The sign-in throttle: failures by address and by account. No right and no event.

use domain::Now;
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use crate::{Store, StoreFault, edge, rows::throttle};

/// Failures under one token (an address, or an e-mail address).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// Until when it is shut.
    pub shut_until: Option<Timestamp>,
    /// Since when they are counted.
    pub since: Option<Timestamp>,
}

/// What is known of a token.
///
/// # Errors
/// When the database fails.
pub async fn get(store: &Store, token: &str) -> Result<Failures, StoreFault> {
    let row = throttle::Entity::find_by_id(token.to_owned()).one(store.reading()).await?;
    Ok(row.map_or(Failures::default(), |row| Failures {
        count: edge::count(row.failures),
        shut_until: row.until_at.map(edge::instant),
        since: Some(edge::instant(row.first_at)),
    }))
}

/// Writes what is known of a token.
///
/// # Errors
/// When the database fails.
pub async fn set(store: &Store, token: &str, failures: Failures, now: Now) -> Result<(), StoreFault> {
    use throttle::Column;
    let row = throttle::ActiveModel {
        token: Set(token.to_owned()),
        failures: Set(edge::number(failures.count)),
        first_at: Set(edge::stamp(failures.since.unwrap_or(now.instant))),
        until_at: Set(failures.shut_until.map(edge::stamp)),
    };
    throttle::Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::Token)
                .update_columns([Column::Failures, Column::FirstAt, Column::UntilAt])
                .to_owned(),
        )
        .exec_without_returning(store.writing())
        .await?;
    Ok(())
}

/// Forgets a token: its owner signed in.
///
/// # Errors
/// When the database fails.
pub async fn forget(store: &Store, token: &str) -> Result<(), StoreFault> {
    throttle::Entity::delete_by_id(token.to_owned()).exec(store.writing()).await?;
    Ok(())
}
