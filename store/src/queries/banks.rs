//! What a school edits of the checklist and of the banks: a row for each version, kept for ever.

use domain::{
    Now, UserId,
    bank::{Edits, Strategy, TargetIdea},
    checklist::Checklist,
    permissions::Allowed,
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::de::DeserializeOwned;

use super::schools::raise_revision;
use crate::{Conn, StoreFault, Tx, edge, rows::bank_version};

/// Which bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// The checklist of step 1.
    Checklist,
    /// The strategies of step 2.
    Strategies,
    /// The targets of step 4.
    Targets,
}

impl Which {
    /// Its name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Which::Checklist => "checklist",
            Which::Strategies => "strategies",
            Which::Targets => "targets",
        }
    }
}

/// A version of a bank: its number, who made it and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its number.
    pub version: u32,
    /// Who made it; none for a job or the operator.
    pub by: Option<UserId>,
    /// When.
    pub at: Timestamp,
}

fn made_of(row: &bank_version::Model) -> Made {
    Made {
        version: edge::count(row.version),
        by: row.made_by.map(Into::into),
        at: edge::instant(row.made_at),
    }
}

async fn newest(db: &impl Conn, which: Which) -> Result<Option<bank_version::Model>, StoreFault> {
    Ok(bank_version::Entity::find()
        .filter(bank_version::Column::SchoolId.eq(db.school().0))
        .filter(bank_version::Column::Bank.eq(which.code()))
        .order_by_desc(bank_version::Column::Version)
        .one(db.inner())
        .await?)
}

fn bad(row: &bank_version::Model, fault: impl ToString) -> StoreFault {
    edge::bad("bank_version", "content", format!("{} {}", row.bank, row.version), fault)
}

fn checklist_of(row: &bank_version::Model) -> Result<Checklist, StoreFault> {
    Checklist::from_toml(&row.content).map_err(|fault| bad(row, fault))
}

async fn edits<T: DeserializeOwned>(db: &impl Conn, which: Which) -> Result<(u32, Edits<T>), StoreFault> {
    let Some(row) = newest(db, which).await? else { return Ok((0, Edits::default())) };
    let edits = serde_json::from_str(&row.content).map_err(|fault| bad(&row, fault))?;
    Ok((edge::count(row.version), edits))
}

async fn edits_of_version<T: DeserializeOwned>(
    db: &impl Conn,
    which: Which,
    version: u32,
) -> Result<Edits<T>, StoreFault> {
    let Some(row) = of_version(db, which, version).await? else { return Ok(Edits::default()) };
    serde_json::from_str(&row.content).map_err(|fault| bad(&row, fault))
}

async fn of_version(
    db: &impl Conn,
    which: Which,
    version: u32,
) -> Result<Option<bank_version::Model>, StoreFault> {
    let key = (db.school().0, which.code().to_owned(), edge::number(version));
    Ok(bank_version::Entity::find_by_id(key).one(db.inner()).await?)
}

/// The newest checklist that the school edited; none while it uses the shipped one.
///
/// # Errors
/// When the database fails, or a row cannot be read.
pub async fn checklist(db: &impl Conn) -> Result<Option<Checklist>, StoreFault> {
    newest(db, Which::Checklist).await?.as_ref().map(checklist_of).transpose()
}

/// One version of the checklist that the school edited.
///
/// # Errors
/// When the database fails, or a row cannot be read.
pub async fn checklist_of_version(db: &impl Conn, version: u32) -> Result<Option<Checklist>, StoreFault> {
    of_version(db, Which::Checklist, version).await?.as_ref().map(checklist_of).transpose()
}

/// The school's newest edits of the strategies and their version; 0 when there are none.
///
/// # Errors
/// When the database fails, or a row cannot be read.
pub async fn strategies(db: &impl Conn) -> Result<(u32, Edits<Strategy>), StoreFault> {
    edits(db, Which::Strategies).await
}

/// The school's newest edits of the targets and their version; 0 when there are none.
///
/// # Errors
/// When the database fails, or a row cannot be read.
pub async fn targets(db: &impl Conn) -> Result<(u32, Edits<TargetIdea>), StoreFault> {
    edits(db, Which::Targets).await
}

/// The school's edits of the strategies in one version; none in version 0, before the first.
///
/// # Errors
/// When the database fails, or a row cannot be read.
pub async fn strategies_of_version(db: &impl Conn, version: u32) -> Result<Edits<Strategy>, StoreFault> {
    edits_of_version(db, Which::Strategies, version).await
}

/// The school's edits of the targets in one version; none in version 0, before the first.
///
/// # Errors
/// When the database fails, or a row cannot be read.
pub async fn targets_of_version(db: &impl Conn, version: u32) -> Result<Edits<TargetIdea>, StoreFault> {
    edits_of_version(db, Which::Targets, version).await
}

/// Every version of a bank, newest first.
///
/// # Errors
/// When the database fails.
pub async fn versions(db: &impl Conn, which: Which) -> Result<Vec<Made>, StoreFault> {
    let rows = bank_version::Entity::find()
        .filter(bank_version::Column::SchoolId.eq(db.school().0))
        .filter(bank_version::Column::Bank.eq(which.code()))
        .order_by_desc(bank_version::Column::Version)
        .all(db.inner())
        .await?;
    Ok(rows.iter().map(made_of).collect())
}

async fn add(
    tx: &Tx,
    allowed: &Allowed,
    which: Which,
    made: (u32, u32),
    content: String,
    now: Now,
) -> Result<(), StoreFault> {
    tx.check(allowed, "bank_version", None)?;
    let (started_from, version) = made;
    let stands = newest(tx, which).await?.map_or(0, |row| edge::count(row.version));
    // The shipped checklist is version 1 and has no row.
    if stands != started_from && !(stands == 0 && which == Which::Checklist) {
        return Err(StoreFault::Stale { started_from, table: "bank_version" });
    }
    let row = bank_version::ActiveModel {
        school_id: Set(tx.school().0),
        bank: Set(which.code().to_owned()),
        version: Set(edge::number(version)),
        content: Set(content),
        made_by: Set(edge::who_columns(allowed.who()).1),
        made_at: Set(edge::stamp(now.instant)),
    };
    bank_version::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    raise_revision(tx).await
}

/// Keeps a new version of the checklist, whose number follows the one that it was made from.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody made a version since.
pub async fn add_checklist(tx: &Tx, allowed: &Allowed, new: &Checklist, now: Now) -> Result<(), StoreFault> {
    let made = (new.version.saturating_sub(1), new.version);
    add(tx, allowed, Which::Checklist, made, new.to_toml(), now).await
}

/// Keeps new edits of the strategies, made from a version.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody made a version since.
pub async fn add_strategies(
    tx: &Tx,
    allowed: &Allowed,
    from: u32,
    new: &Edits<Strategy>,
    now: Now,
) -> Result<(), StoreFault> {
    let content =
        serde_json::to_string(new).map_err(|fault| edge::bad("bank_version", "content", "new", fault))?;
    add(tx, allowed, Which::Strategies, (from, from + 1), content, now).await
}

/// Keeps new edits of the targets, made from a version.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody made a version since.
pub async fn add_targets(
    tx: &Tx,
    allowed: &Allowed,
    from: u32,
    new: &Edits<TargetIdea>,
    now: Now,
) -> Result<(), StoreFault> {
    let content =
        serde_json::to_string(new).map_err(|fault| edge::bad("bank_version", "content", "new", fault))?;
    add(tx, allowed, Which::Targets, (from, from + 1), content, now).await
}
