//! Entries on a child's record: added, changed with their versions kept, taken out, read. What was taken out as a mistake
//! is read by [`taken_out`] only.

use std::collections::BTreeMap;

use domain::{
    Date, EntryId, PupilId,
    permissions::{Allowed, Scope},
    record::{Content, Entry, EntryKind, TakenOut},
};
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
    Select,
};

use super::{in_scope, pupils::stale_unless_one, pupils_in};
use crate::{
    Conn, StoreFault, Tx,
    by_place::Rows,
    edge,
    rows::{entry, entry_version, pupil, record},
};

fn content_of(kind: &str, json: &str, id: sea_orm::prelude::Uuid) -> Result<Content, StoreFault> {
    let kind = EntryKind::from_code(kind).ok_or_else(|| edge::bad("entry", "kind", id, kind))?;
    Content::from_json(kind, json).map_err(|fault| edge::bad("entry", "content", id, fault))
}

fn entry_of(row: entry::Model) -> Result<Entry, StoreFault> {
    Ok(Entry {
        id: row.id.into(),
        school: row.school_id.into(),
        pupil: row.pupil_id.into(),
        round: edge::count(row.round),
        on: edge::date(row.on_date),
        content: content_of(&row.kind, &row.content, row.id)?,
        author: edge::who("entry", &row.author_kind, row.author_id)?,
        written_at: edge::instant(row.written_at),
        version: edge::count(row.version),
    })
}

fn entry_to_record() -> RelationDef {
    entry::Entity::belongs_to(record::Entity)
        .from((entry::Column::SchoolId, entry::Column::PupilId))
        .to((record::Column::SchoolId, record::Column::PupilId))
        .into()
}

fn entry_to_pupil() -> RelationDef {
    entry::Entity::belongs_to(pupil::Entity)
        .from((entry::Column::SchoolId, entry::Column::PupilId))
        .to((pupil::Column::SchoolId, pupil::Column::Id))
        .into()
}

/// The entries of the school that stand: none that was taken out.
fn standing(db: &impl Conn) -> Select<entry::Entity> {
    entry::Entity::find()
        .filter(entry::Column::SchoolId.eq(db.school().0))
        .filter(entry::Column::TakenOutAt.is_null())
}

fn json(entry: &Entry) -> Result<String, StoreFault> {
    entry.content.to_json().map_err(|fault| edge::bad("entry", "content", entry.id, fault))
}

/// Adds an entry: version 1.
///
/// # Errors
/// When the right does not cover the child.
pub async fn add(tx: &Tx, allowed: &Allowed, new: &Entry) -> Result<(), StoreFault> {
    tx.check(allowed, "entry", Some(new.pupil))?;
    tx.same_school("entry", new.school)?;
    let (author_kind, author_id) = edge::who_columns(new.author);
    let row = entry::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(new.id.0),
        pupil_id: Set(new.pupil.0),
        round: Set(edge::number(new.round)),
        kind: Set(new.content.kind().code().to_owned()),
        on_date: Set(edge::day(new.on)),
        content: Set(json(new)?),
        author_kind: Set(author_kind),
        author_id: Set(author_id),
        written_at: Set(edge::stamp(new.written_at)),
        version: Set(1),
        taken_out_at: Set(None),
        taken_out_kind: Set(String::new()),
        taken_out_by: Set(None),
        taken_out_why: Set(String::new()),
    };
    entry::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// Saves an entry as a new version, started from `changed.version`; the one before is kept.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody saved since: nothing is overwritten unseen.
pub async fn save(tx: &Tx, allowed: &Allowed, changed: &Entry) -> Result<(), StoreFault> {
    tx.check(allowed, "entry", Some(changed.pupil))?;
    tx.same_school("entry", changed.school)?;
    let Some(before) = standing(tx)
        .filter(entry::Column::Id.eq(changed.id.0))
        .filter(entry::Column::PupilId.eq(changed.pupil.0))
        .one(tx.inner())
        .await?
    else {
        return Err(StoreFault::Stale { started_from: changed.version, table: "entry" });
    };
    let (author_kind, author_id) = edge::who_columns(changed.author);
    let done = entry::Entity::update_many()
        .set(entry::ActiveModel {
            on_date: Set(edge::day(changed.on)),
            content: Set(json(changed)?),
            author_kind: Set(author_kind),
            author_id: Set(author_id),
            written_at: Set(edge::stamp(changed.written_at)),
            version: Set(edge::number(changed.version + 1)),
            ..Default::default()
        })
        .filter(entry::Column::SchoolId.eq(tx.school().0))
        .filter(entry::Column::Id.eq(changed.id.0))
        .filter(entry::Column::Version.eq(edge::number(changed.version)))
        .exec(tx.inner())
        .await?;
    stale_unless_one(done.rows_affected, changed.version, "entry")?;
    let kept = entry_version::ActiveModel {
        school_id: Set(before.school_id),
        entry_id: Set(before.id),
        version: Set(before.version),
        on_date: Set(before.on_date),
        content: Set(before.content),
        author_kind: Set(before.author_kind),
        author_id: Set(before.author_id),
        written_at: Set(before.written_at),
    };
    entry_version::Entity::insert(kept).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// Takes an entry out of the record; the row stays with every version.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody saved it or took it out since.
pub async fn take_out(tx: &Tx, allowed: &Allowed, of: &Entry, out: &TakenOut) -> Result<(), StoreFault> {
    tx.check(allowed, "entry", Some(of.pupil))?;
    tx.same_school("entry", of.school)?;
    let (kind, by) = edge::who_columns(out.by);
    let done = entry::Entity::update_many()
        .set(entry::ActiveModel {
            taken_out_at: Set(Some(edge::stamp(out.at))),
            taken_out_kind: Set(kind),
            taken_out_by: Set(by),
            taken_out_why: Set(out.why.clone()),
            ..Default::default()
        })
        .filter(entry::Column::SchoolId.eq(tx.school().0))
        .filter(entry::Column::PupilId.eq(of.pupil.0))
        .filter(entry::Column::Id.eq(of.id.0))
        .filter(entry::Column::Version.eq(edge::number(of.version)))
        .filter(entry::Column::TakenOutAt.is_null())
        .exec(tx.inner())
        .await?;
    stale_unless_one(done.rows_affected, of.version, "entry")
}

/// Puts an entry back that was taken out.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody put it back since.
pub async fn put_back(tx: &Tx, allowed: &Allowed, of: &Entry) -> Result<(), StoreFault> {
    tx.check(allowed, "entry", Some(of.pupil))?;
    tx.same_school("entry", of.school)?;
    let done = entry::Entity::update_many()
        .set(entry::ActiveModel {
            taken_out_at: Set(None),
            taken_out_kind: Set(String::new()),
            taken_out_by: Set(None),
            taken_out_why: Set(String::new()),
            ..Default::default()
        })
        .filter(entry::Column::SchoolId.eq(tx.school().0))
        .filter(entry::Column::PupilId.eq(of.pupil.0))
        .filter(entry::Column::Id.eq(of.id.0))
        .filter(entry::Column::TakenOutAt.is_not_null())
        .exec(tx.inner())
        .await?;
    stale_unless_one(done.rows_affected, of.version, "entry")
}

/// The entries of a child that were taken out, the last one first: for the trail of those who may read it.
///
/// # Errors
/// When the database fails.
pub async fn taken_out(db: &impl Conn, pupil: PupilId) -> Result<Vec<(Entry, TakenOut)>, StoreFault> {
    let rows = entry::Entity::find()
        .filter(entry::Column::SchoolId.eq(db.school().0))
        .filter(entry::Column::PupilId.eq(pupil.0))
        .filter(entry::Column::TakenOutAt.is_not_null())
        .order_by_desc(entry::Column::TakenOutAt)
        .order_by_desc(entry::Column::Id)
        .rows(db.inner())
        .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(at) = row.taken_out_at else { continue };
        let by = edge::who("entry", &row.taken_out_kind, row.taken_out_by)?;
        let out = TakenOut { at: edge::instant(at), by, why: row.taken_out_why.clone() };
        found.push((entry_of(row)?, out));
    }
    Ok(found)
}

/// One entry of a child.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &impl Conn, pupil: PupilId, id: EntryId) -> Result<Option<Entry>, StoreFault> {
    standing(db)
        .filter(entry::Column::Id.eq(id.0))
        .filter(entry::Column::PupilId.eq(pupil.0))
        .one(db.inner())
        .await?
        .map(entry_of)
        .transpose()
}

/// Every entry of a child, oldest first. The child was found in a scope before; who may read which kind is the
/// caller's to ask.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId) -> Result<Vec<Entry>, StoreFault> {
    standing(db)
        .filter(entry::Column::PupilId.eq(pupil.0))
        .order_by_asc(entry::Column::OnDate)
        .order_by_asc(entry::Column::Id)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(entry_of)
        .collect()
}

/// Every entry of some kinds of a school's children, oldest first. For what is counted from them and kept for a school;
/// whoever shows it asks who may read it.
///
/// # Errors
/// When the database fails.
pub async fn of_school(db: &impl Conn, kinds: &[EntryKind]) -> Result<Vec<Entry>, StoreFault> {
    standing(db)
        .filter(entry::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())))
        .order_by_asc(entry::Column::OnDate)
        .order_by_asc(entry::Column::Id)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(entry_of)
        .collect()
}

/// Every entry of some kinds of the children in the scope, oldest first, since a day when given.
///
/// # Errors
/// When the database fails.
pub async fn of_kinds(
    db: &impl Conn,
    scope: &Scope,
    kinds: &[EntryKind],
    since: Option<Date>,
) -> Result<Vec<Entry>, StoreFault> {
    let mut query = standing(db)
        .filter(entry::Column::SchoolId.eq(scope.school().0))
        .filter(entry::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())));
    if !scope.is_whole_school() {
        query = query.filter(entry::Column::PupilId.in_subquery(pupils_in(scope)));
    }
    if let Some(since) = since {
        query = query.filter(entry::Column::OnDate.gte(edge::day(since)));
    }
    query
        .order_by_asc(entry::Column::OnDate)
        .order_by_asc(entry::Column::Id)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(entry_of)
        .collect()
}

/// Every entry of some kinds of the children in the scope whose record shows a step, oldest first: what boards and
/// reminders are made from.
///
/// # Errors
/// When the database fails.
pub async fn of_running(
    db: &impl Conn,
    scope: &Scope,
    kinds: &[EntryKind],
) -> Result<Vec<Entry>, StoreFault> {
    // Joined, the rows are found by child; as lists to look into, each entry of the school would be tried against them.
    let mut query = standing(db)
        .filter(entry::Column::SchoolId.eq(scope.school().0))
        .filter(entry::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())))
        .join(JoinType::InnerJoin, entry_to_record())
        .filter(record::Column::Step.gt(0));
    if !scope.is_whole_school() {
        query = query.join(JoinType::InnerJoin, entry_to_pupil()).filter(in_scope(scope));
    }
    query
        .order_by_asc(entry::Column::OnDate)
        .order_by_asc(entry::Column::Id)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(entry_of)
        .collect()
}

/// The earlier versions of an entry, first to last: version, its content, who and when.
///
/// # Errors
/// When the database fails.
pub async fn versions(db: &impl Conn, of: &Entry) -> Result<Vec<Entry>, StoreFault> {
    let rows = entry_version::Entity::find()
        .filter(entry_version::Column::SchoolId.eq(db.school().0))
        .filter(entry_version::Column::EntryId.eq(of.id.0))
        .order_by_asc(entry_version::Column::Version)
        .rows(db.inner())
        .await?;
    rows.into_iter().map(|row| version_of(of, row)).collect()
}

/// An earlier version of an entry.
fn version_of(of: &Entry, row: entry_version::Model) -> Result<Entry, StoreFault> {
    Ok(Entry {
        on: edge::date(row.on_date),
        content: content_of(of.content.kind().code(), &row.content, row.entry_id)?,
        author: edge::who("entry_version", &row.author_kind, row.author_id)?,
        written_at: edge::instant(row.written_at),
        version: edge::count(row.version),
        ..of.clone()
    })
}

/// Entries as they read at an instant: each that was changed since in the version that stood then, oldest first; what was
/// not written yet is left out.
///
/// # Errors
/// When the database fails.
pub async fn as_they_read(
    db: &impl Conn,
    entries: Vec<Entry>,
    at: Timestamp,
) -> Result<Vec<Entry>, StoreFault> {
    let changed: Vec<_> =
        entries.iter().filter(|entry| entry.written_at > at).map(|entry| entry.id.0).collect();
    let mut then = BTreeMap::new();
    for ids in changed.chunks(500) {
        let rows = entry_version::Entity::find()
            .filter(entry_version::Column::SchoolId.eq(db.school().0))
            .filter(entry_version::Column::EntryId.is_in(ids.iter().copied()))
            .filter(entry_version::Column::WrittenAt.lte(edge::stamp(at)))
            .order_by_asc(entry_version::Column::Version)
            .rows(db.inner())
            .await?;
        then.extend(rows.into_iter().map(|row| (EntryId::from(row.entry_id), row)));
    }
    entries
        .into_iter()
        .filter_map(|entry| {
            if entry.written_at <= at {
                Some(Ok(entry))
            } else {
                Some(version_of(&entry, then.remove(&entry.id)?))
            }
        })
        .collect()
}

/// How many entries a school has, with those that were taken out: for restores that count.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Conn) -> Result<u64, StoreFault> {
    use sea_orm::PaginatorTrait;
    Ok(entry::Entity::find()
        .filter(entry::Column::SchoolId.eq(db.school().0))
        .select_only()
        .column(entry::Column::Id)
        .count(db.inner())
        .await?)
}
