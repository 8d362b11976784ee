//! Files that people give: kept in pieces with what they are, read again piece by piece.

use std::collections::BTreeSet;

use domain::{
    FileId, PupilId,
    permissions::Allowed,
    uploads::{FileKind, StoredFile},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Conn, StoreFault, Tx, edge,
    rows::{file, file_chunk},
};

/// How many bytes a piece has; the last one has what is left.
pub const PIECE: usize = 256 * 1024;

fn file_of(row: file::Model) -> Result<StoredFile, StoreFault> {
    let kind = FileKind::from_code(&row.kind).ok_or_else(|| edge::bad("file", "kind", row.id, &row.kind))?;
    Ok(StoredFile {
        id: row.id.into(),
        pupil: row.pupil_id.map(Into::into),
        entry: row.entry_id.map(Into::into),
        name: row.name,
        kind,
        bytes: row.bytes.unsigned_abs(),
        digest: row.digest,
        by: edge::who("file", &row.by_kind, row.by_id)?,
        at: edge::instant(row.added_at),
    })
}

/// Adds what a file is; its pieces follow in the same transaction.
///
/// # Errors
/// When the right does not cover the child.
pub async fn add(tx: &Tx, allowed: &Allowed, new: &StoredFile) -> Result<(), StoreFault> {
    tx.check(allowed, "file", new.pupil)?;
    let (by_kind, by_id) = edge::who_columns(new.by);
    let row = file::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(new.id.0),
        pupil_id: Set(new.pupil.map(|pupil| pupil.0)),
        entry_id: Set(new.entry.map(|entry| entry.0)),
        name: Set(new.name.clone()),
        kind: Set(new.kind.code().to_owned()),
        bytes: Set(i64::try_from(new.bytes).unwrap_or(i64::MAX)),
        digest: Set(new.digest.clone()),
        by_kind: Set(by_kind),
        by_id: Set(by_id),
        added_at: Set(edge::stamp(new.at)),
    };
    file::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// Adds a piece of a file, numbered from 0.
///
/// # Errors
/// When the right does not cover the child.
pub async fn add_piece(
    tx: &Tx,
    allowed: &Allowed,
    of: &StoredFile,
    number: u32,
    bytes: &[u8],
) -> Result<(), StoreFault> {
    tx.check(allowed, "file_chunk", of.pupil)?;
    let row = file_chunk::ActiveModel {
        school_id: Set(tx.school().0),
        file_id: Set(of.id.0),
        number: Set(edge::number(number)),
        content: Set(bytes.to_vec()),
    };
    file_chunk::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// What a file of a child is. Who may read it is the caller's to ask.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &impl Conn, pupil: PupilId, id: FileId) -> Result<Option<StoredFile>, StoreFault> {
    file::Entity::find_by_id((db.school().0, id.0))
        .filter(file::Column::PupilId.eq(pupil.0))
        .one(db.inner())
        .await?
        .map(file_of)
        .transpose()
}

/// What a file of the school's own is: of no child.
///
/// # Errors
/// When the database fails.
pub async fn of_school(db: &impl Conn, id: FileId) -> Result<Option<StoredFile>, StoreFault> {
    file::Entity::find_by_id((db.school().0, id.0))
        .filter(file::Column::PupilId.is_null())
        .one(db.inner())
        .await?
        .map(file_of)
        .transpose()
}

/// Removes a file of the school's own, with its pieces. A child's file is never removed by this.
///
/// # Errors
/// When the right is for one child only.
pub async fn remove_of_school(tx: &Tx, allowed: &Allowed, id: FileId) -> Result<(), StoreFault> {
    tx.check(allowed, "file", None)?;
    if of_school(tx, id).await?.is_none() {
        return Ok(());
    }
    file_chunk::Entity::delete_many()
        .filter(file_chunk::Column::SchoolId.eq(tx.school().0))
        .filter(file_chunk::Column::FileId.eq(id.0))
        .exec(tx.inner())
        .await?;
    file::Entity::delete_many()
        .filter(file::Column::SchoolId.eq(tx.school().0))
        .filter(file::Column::Id.eq(id.0))
        .filter(file::Column::PupilId.is_null())
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Every file of a child, oldest first. Who may read which is the caller's to ask.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId) -> Result<Vec<StoredFile>, StoreFault> {
    file::Entity::find()
        .filter(file::Column::SchoolId.eq(db.school().0))
        .filter(file::Column::PupilId.eq(pupil.0))
        .order_by_asc(file::Column::Id)
        .all(db.inner())
        .await?
        .into_iter()
        .map(file_of)
        .collect()
}

/// Which of these digests files of other children have, too. No file and no child is named.
///
/// # Errors
/// When the database fails.
pub async fn digests_elsewhere(
    db: &impl Conn,
    pupil: PupilId,
    digests: &[String],
) -> Result<BTreeSet<String>, StoreFault> {
    if digests.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = file::Entity::find()
        .filter(file::Column::SchoolId.eq(db.school().0))
        .filter(file::Column::PupilId.ne(pupil.0))
        .filter(file::Column::Digest.is_in(digests.iter().map(String::as_str)))
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(|row| row.digest).collect())
}

/// A piece of a file; none after the last. The file was found, and may be read, before.
///
/// # Errors
/// When the database fails.
pub async fn piece(db: &impl Conn, id: FileId, number: u32) -> Result<Option<Vec<u8>>, StoreFault> {
    let key = (db.school().0, id.0, edge::number(number));
    Ok(file_chunk::Entity::find_by_id(key).one(db.inner()).await?.map(|row| row.content))
}
