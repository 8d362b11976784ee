//! Schools: made, found, their settings changed, their revision raised.

use domain::{
    Now, SchoolId,
    people::{School, SchoolSettings},
    permissions::Allowed,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, SqlErr, sea_query::Expr,
};

use crate::{Conn, Store, StoreFault, Tx, edge, rows::school};

fn school_of(row: school::Model) -> Result<School, StoreFault> {
    let settings: SchoolSettings = serde_json::from_str(&row.settings)
        .map_err(|fault| edge::bad("school", "settings", row.id, fault))?;
    Ok(School {
        id: row.id.into(),
        name: row.name,
        urn: row.urn,
        authority: u16::try_from(row.authority).unwrap_or(0),
        establishment: u16::try_from(row.establishment).unwrap_or(0),
        phase: row.phase,
        settings,
        revision: row.revision.unsigned_abs(),
        demo: row.demo,
    })
}

fn settings_text(settings: &SchoolSettings) -> Result<String, StoreFault> {
    serde_json::to_string(settings).map_err(|fault| edge::bad("school", "settings", "new", fault))
}

/// Makes a school.
///
/// # Errors
/// When its authority and establishment number are taken, or the right does not cover it.
pub async fn make(tx: &Tx, allowed: &Allowed, school: &School, now: Now) -> Result<(), StoreFault> {
    tx.check(allowed, "school", None)?;
    tx.same_school("school", school.id)?;
    let row = school::ActiveModel {
        id: Set(school.id.0),
        name: Set(school.name.clone()),
        urn: Set(school.urn.clone()),
        authority: Set(school.authority.into()),
        establishment: Set(school.establishment.into()),
        phase: Set(school.phase.clone()),
        settings: Set(settings_text(&school.settings)?),
        revision: Set(1),
        demo: Set(school.demo),
        made_at: Set(edge::stamp(now.instant)),
    };
    school::Entity::insert(row).exec_without_returning(tx.inner()).await.map_err(|fault| {
        match fault.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => {
                StoreFault::Taken("A school with these numbers is in this database already.")
            }
            _ => fault.into(),
        }
    })?;
    Ok(())
}

/// Every school of the database, by name.
///
/// # Errors
/// When the database fails.
pub async fn all(store: &Store) -> Result<Vec<School>, StoreFault> {
    let rows = school::Entity::find().order_by_asc(school::Column::Name).all(store.reading()).await?;
    rows.into_iter().map(school_of).collect()
}

/// One school.
///
/// # Errors
/// When the database fails.
pub async fn get(store: &Store, id: SchoolId) -> Result<Option<School>, StoreFault> {
    school::Entity::find_by_id(id.0).one(store.reading()).await?.map(school_of).transpose()
}

/// The school that a transaction is in, as it stands now.
///
/// # Errors
/// When the database fails.
pub async fn get_in(db: &impl Conn) -> Result<Option<School>, StoreFault> {
    school::Entity::find_by_id(db.school().0).one(db.inner()).await?.map(school_of).transpose()
}

/// The school of an authority and establishment number.
///
/// # Errors
/// When the database fails.
pub async fn by_number(
    store: &Store,
    authority: u16,
    establishment: u16,
) -> Result<Option<School>, StoreFault> {
    school::Entity::find()
        .filter(school::Column::Authority.eq(i32::from(authority)))
        .filter(school::Column::Establishment.eq(i32::from(establishment)))
        .one(store.reading())
        .await?
        .map(school_of)
        .transpose()
}

/// Saves name, numbers, phase and settings, started from a revision.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody changed the school since.
pub async fn save(tx: &Tx, allowed: &Allowed, school: &School) -> Result<(), StoreFault> {
    tx.check(allowed, "school", None)?;
    tx.same_school("school", school.id)?;
    tx.changes_school();
    let done = school::Entity::update_many()
        .col_expr(school::Column::Name, Expr::value(school.name.clone()))
        .col_expr(school::Column::Urn, Expr::value(school.urn.clone()))
        .col_expr(school::Column::Phase, Expr::value(school.phase.clone()))
        .col_expr(school::Column::Settings, Expr::value(settings_text(&school.settings)?))
        .col_expr(school::Column::Revision, Expr::col(school::Column::Revision).add(1))
        .filter(school::Column::Id.eq(tx.school().0))
        .filter(school::Column::Revision.eq(school.revision.cast_signed()))
        .exec(tx.inner())
        .await?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(StoreFault::Stale { started_from: u32::try_from(school.revision).unwrap_or(0), table: "school" })
    }
}

/// Raises the revision: whoever caches by it reads anew. Called by every change of accounts, classes or groups.
pub(crate) async fn raise_revision(tx: &Tx) -> Result<(), StoreFault> {
    tx.changes_school();
    school::Entity::update_many()
        .col_expr(school::Column::Revision, Expr::col(school::Column::Revision).add(1))
        .filter(school::Column::Id.eq(tx.school().0))
        .exec(tx.inner())
        .await?;
    Ok(())
}
