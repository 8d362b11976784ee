//! Imports that were read and checked and wait for a yes.

use domain::{EventId, Now, UserId, permissions::Allowed};
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{DateTimeUtc, Uuid},
    sea_query::Expr,
};

use crate::{Conn, StoreFault, Tx, edge, rows::staged_import};

/// Keeps what was read (JSON) of an import of a kind.
///
/// # Errors
/// When the right does not cover the school.
pub async fn keep(
    tx: &Tx,
    allowed: &Allowed,
    id: EventId,
    kind: &str,
    content: &str,
    now: Now,
) -> Result<(), StoreFault> {
    tx.check(allowed, "staged_import", None)?;
    let (_, by) = edge::who_columns(allowed.who());
    let row = staged_import::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(id.0),
        kind: Set(kind.to_owned()),
        staged_by: Set(by),
        staged_at: Set(edge::stamp(now.instant)),
        content: Set(content.to_owned()),
    };
    staged_import::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// What was kept.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &impl Conn, id: EventId, kind: &str) -> Result<Option<String>, StoreFault> {
    let row = staged_import::Entity::find_by_id((db.school().0, id.0)).one(db.inner()).await?;
    Ok(row.filter(|row| row.kind == kind).map(|row| row.content))
}

/// Forgets it: it was committed or thrown away.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, id: EventId) -> Result<(), StoreFault> {
    staged_import::Entity::delete_many()
        .filter(staged_import::Column::SchoolId.eq(tx.school().0))
        .filter(staged_import::Column::Id.eq(id.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// An import that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: EventId,
    /// Of which kind it is.
    pub kind: String,
    /// Who read it in.
    pub by: Option<UserId>,
    /// When.
    pub at: Timestamp,
    /// The name of the file, when the content (JSON) begins with it; else empty.
    pub file: String,
}

/// So many letters of the content hold the name of a file: what is kept may have megabytes.
const HEAD: &str = "substr(content, 1, 1000)";

/// The name of a file with which a content begins: `{"file":"roll.csv",...`.
fn file_of(head: &str) -> Option<String> {
    let text = head.strip_prefix("{\"file\":")?;
    serde_json::Deserializer::from_str(text).into_iter::<String>().next()?.ok()
}

/// The imports that wait, newest first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(db: &impl Conn) -> Result<Vec<Waiting>, StoreFault> {
    type Row = (Uuid, String, Option<Uuid>, DateTimeUtc, String);
    let rows: Vec<Row> = staged_import::Entity::find()
        .select_only()
        .column(staged_import::Column::Id)
        .column(staged_import::Column::Kind)
        .column(staged_import::Column::StagedBy)
        .column(staged_import::Column::StagedAt)
        .expr(Expr::cust(HEAD))
        .filter(staged_import::Column::SchoolId.eq(db.school().0))
        .order_by_desc(staged_import::Column::StagedAt)
        .into_tuple()
        .all(db.inner())
        .await?;
    let waiting = |(id, kind, by, at, head): Row| Waiting {
        id: id.into(),
        kind,
        by: by.map(Into::into),
        at: edge::instant(at),
        file: file_of(&head).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(waiting).collect())
}

/// Forgets what was read of some kinds before an instant and never committed.
///
/// # Errors
/// When the database fails.
pub async fn forget_older(tx: &Tx, kinds: &[&str], than: Timestamp) -> Result<(), StoreFault> {
    staged_import::Entity::delete_many()
        .filter(staged_import::Column::SchoolId.eq(tx.school().0))
        .filter(staged_import::Column::Kind.is_in(kinds.iter().copied()))
        .filter(staged_import::Column::StagedAt.lt(edge::stamp(than)))
        .exec(tx.inner())
        .await?;
    Ok(())
}
