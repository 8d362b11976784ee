//! Who looked at a child: written in batches.

use domain::{EventId, PupilId, SchoolId, UserId};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{Conn, Store, StoreFault, edge, rows::look};

/// One look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its id.
    pub id: EventId,
    /// The school.
    pub school: SchoolId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub account: UserId,
    /// At whom.
    pub pupil: PupilId,
    /// On which page.
    pub page: String,
}

/// Writes a batch.
///
/// # Errors
/// When the database fails.
pub async fn write(store: &Store, looks: &[Look]) -> Result<(), StoreFault> {
    for chunk in looks.chunks(500) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|look| look::ActiveModel {
                school_id: Set(look.school.0),
                id: Set(look.id.0),
                at: Set(edge::stamp(look.at)),
                account_id: Set(look.account.0),
                pupil_id: Set(look.pupil.0),
                page: Set(look.page.clone()),
            })
            .collect();
        look::Entity::insert_many(rows).exec_without_returning(store.writing()).await?;
    }
    Ok(())
}

/// Who looked at a child, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId, limit: u64) -> Result<Vec<Look>, StoreFault> {
    let rows = look::Entity::find()
        .filter(look::Column::SchoolId.eq(db.school().0))
        .filter(look::Column::PupilId.eq(pupil.0))
        .order_by_desc(look::Column::At)
        .limit(limit)
        .all(db.inner())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Look {
            id: row.id.into(),
            school: row.school_id.into(),
            at: edge::instant(row.at),
            account: row.account_id.into(),
            pupil: row.pupil_id.into(),
            page: row.page,
        })
        .collect())
}
