//! Drafts: what somebody typed and has not sent. Theirs alone; no right and no event.

use domain::{Now, UserId};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use crate::{
    Conn, StoreFault, Tx, edge,
    rows::{draft, presence},
};

/// What is kept of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The fields, as JSON.
    pub fields: String,
    /// When it was kept.
    pub saved_at: Timestamp,
    /// The browser that kept it.
    pub device: String,
}

/// Keeps the fields (JSON) of a form.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: Tx,
    account: UserId,
    form: &str,
    fields: &str,
    device: &str,
    now: Now,
) -> Result<(), StoreFault> {
    use draft::Column;
    let row = draft::ActiveModel {
        school_id: Set(tx.school().0),
        account_id: Set(account.0),
        form: Set(form.to_owned()),
        fields: Set(fields.to_owned()),
        saved_at: Set(edge::stamp(now.instant)),
        device: Set(device.to_owned()),
    };
    draft::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::SchoolId, Column::AccountId, Column::Form])
                .update_columns([Column::Fields, Column::SavedAt, Column::Device])
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    tx.commit_quietly().await
}

/// The draft of a form.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &impl Conn, account: UserId, form: &str) -> Result<Option<Draft>, StoreFault> {
    let row = draft::Entity::find_by_id((db.school().0, account.0, form.to_owned())).one(db.inner()).await?;
    Ok(row.map(|row| Draft { fields: row.fields, saved_at: edge::instant(row.saved_at), device: row.device }))
}

/// Forgets a draft, and that its author has the form open: it was sent, or thrown away.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: Tx, account: UserId, form: &str) -> Result<(), StoreFault> {
    draft::Entity::delete_many()
        .filter(draft::Column::SchoolId.eq(tx.school().0))
        .filter(draft::Column::AccountId.eq(account.0))
        .filter(draft::Column::Form.eq(form))
        .exec(tx.inner())
        .await?;
    presence::Entity::delete_by_id((tx.school().0, form.to_owned(), account.0)).exec(tx.inner()).await?;
    tx.commit_quietly().await
}
