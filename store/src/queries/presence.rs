//! Who has a form open: written while it is open, forgotten soon after. No right and no event.

use domain::{Now, UserId};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};

use crate::{Conn, StoreFault, Tx, edge, rows::presence};

/// Somebody at a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    /// Who.
    pub account: UserId,
    /// Since when.
    pub since: Timestamp,
}

/// How long somebody counts as there after their browser was last heard.
pub const HEARD_WITHIN: SignedDuration = SignedDuration::from_secs(50);

/// Notes that somebody has a form open; those who went away are forgotten.
///
/// # Errors
/// When the database fails.
pub async fn note(tx: Tx, account: UserId, place: &str, now: Now) -> Result<(), StoreFault> {
    use presence::Column;
    let moment = edge::stamp(now.instant);
    presence::Entity::delete_many()
        .filter(Column::SchoolId.eq(tx.school().0))
        .filter(Column::Place.eq(place))
        .filter(Column::SeenAt.lt(edge::stamp(now.instant - HEARD_WITHIN)))
        .exec(tx.inner())
        .await?;
    let row = presence::ActiveModel {
        school_id: Set(tx.school().0),
        place: Set(place.to_owned()),
        account_id: Set(account.0),
        since: Set(moment),
        seen_at: Set(moment),
    };
    presence::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::SchoolId, Column::Place, Column::AccountId])
                .update_columns([Column::SeenAt])
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    tx.commit_quietly().await
}

/// Who has a form open, the earliest first.
///
/// # Errors
/// When the database fails.
pub async fn at(db: &impl Conn, place: &str, now: Now) -> Result<Vec<Present>, StoreFault> {
    use presence::Column;
    let rows = presence::Entity::find()
        .filter(Column::SchoolId.eq(db.school().0))
        .filter(Column::Place.eq(place))
        .filter(Column::SeenAt.gte(edge::stamp(now.instant - HEARD_WITHIN)))
        .order_by_asc(Column::Since)
        .order_by_asc(Column::AccountId)
        .all(db.inner())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Present { account: row.account_id.into(), since: edge::instant(row.since) })
        .collect())
}
