//! Classes and who teaches them.

use std::collections::BTreeMap;

use domain::{
    ClassId, Date, UserId,
    people::{Class, Role, YearGroup},
    permissions::Allowed,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, OnConflict},
};

use super::schools::raise_revision;
use crate::{
    Conn, StoreFault, Tx, edge,
    rows::{class, class_staff, pupil},
};

/// Who works in a class, in which role, since and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassStaff {
    /// The class.
    pub class: ClassId,
    /// The account.
    pub account: UserId,
    /// Class teacher or teaching assistant.
    pub role: Role,
    /// Since when.
    pub from_on: Date,
    /// Until when.
    pub until_on: Option<Date>,
}

fn class_of(row: class::Model) -> Class {
    Class {
        id: row.id.into(),
        name: row.name,
        year: YearGroup(i8::try_from(row.year_group).unwrap_or(0)),
        academic_year: i16::try_from(row.academic_year).unwrap_or(0),
    }
}

/// The classes of an academic year (named by the calendar year in which it starts), by year group and name.
///
/// # Errors
/// When the database fails.
pub async fn of_year(db: &impl Conn, academic_year: i16) -> Result<Vec<Class>, StoreFault> {
    let rows = class::Entity::find()
        .filter(class::Column::SchoolId.eq(db.school().0))
        .filter(class::Column::AcademicYear.eq(i32::from(academic_year)))
        .order_by_asc(class::Column::YearGroup)
        .order_by_asc(class::Column::Name)
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(class_of).collect())
}

/// Every class of every year, newest year first.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl Conn) -> Result<Vec<Class>, StoreFault> {
    let rows = class::Entity::find()
        .filter(class::Column::SchoolId.eq(db.school().0))
        .order_by_desc(class::Column::AcademicYear)
        .order_by_asc(class::Column::YearGroup)
        .order_by_asc(class::Column::Name)
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(class_of).collect())
}

/// Makes a class.
///
/// # Errors
/// When the school has a class of this name in this year.
pub async fn make(tx: &Tx, allowed: &Allowed, new: &Class) -> Result<(), StoreFault> {
    tx.check(allowed, "class", None)?;
    let row = class::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(new.id.0),
        name: Set(new.name.clone()),
        year_group: Set(new.year.0.into()),
        academic_year: Set(new.academic_year.into()),
    };
    class::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    raise_revision(tx).await
}

/// Who works in the school's classes, ever.
///
/// # Errors
/// When the database fails.
pub async fn staff(db: &impl Conn) -> Result<Vec<ClassStaff>, StoreFault> {
    let rows = class_staff::Entity::find()
        .filter(class_staff::Column::SchoolId.eq(db.school().0))
        .order_by_asc(class_staff::Column::ClassId)
        .order_by_asc(class_staff::Column::AccountId)
        .all(db.inner())
        .await?;
    rows.into_iter()
        .map(|row| {
            let role = Role::from_code(&row.role)
                .ok_or_else(|| edge::bad("class_staff", "role", row.account_id, &row.role))?;
            Ok(ClassStaff {
                class: row.class_id.into(),
                account: row.account_id.into(),
                role,
                from_on: edge::date(row.from_on),
                until_on: row.until_on.map(edge::date),
            })
        })
        .collect()
}

/// Writes who works in a class; the same account and role again changes the days.
///
/// # Errors
/// When the database fails.
pub async fn assign(tx: &Tx, allowed: &Allowed, who: &ClassStaff) -> Result<(), StoreFault> {
    tx.check(allowed, "class_staff", None)?;
    let row = class_staff::ActiveModel {
        school_id: Set(tx.school().0),
        class_id: Set(who.class.0),
        account_id: Set(who.account.0),
        role: Set(who.role.code().to_owned()),
        from_on: Set(edge::day(who.from_on)),
        until_on: Set(who.until_on.map(edge::day)),
    };
    class_staff::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([
                class_staff::Column::SchoolId,
                class_staff::Column::ClassId,
                class_staff::Column::AccountId,
                class_staff::Column::Role,
            ])
            .update_columns([class_staff::Column::FromOn, class_staff::Column::UntilOn])
            .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    raise_revision(tx).await
}

/// Changes name and year group of a class.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &Tx, allowed: &Allowed, changed: &Class) -> Result<(), StoreFault> {
    tx.check(allowed, "class", None)?;
    class::Entity::update_many()
        .col_expr(class::Column::Name, Expr::value(changed.name.clone()))
        .col_expr(class::Column::YearGroup, Expr::value(i32::from(changed.year.0)))
        .filter(class::Column::SchoolId.eq(tx.school().0))
        .filter(class::Column::Id.eq(changed.id.0))
        .exec(tx.inner())
        .await?;
    raise_revision(tx).await
}

/// Takes back that somebody works in a class: it was never so.
///
/// # Errors
/// When the database fails.
pub async fn unassign(tx: &Tx, allowed: &Allowed, who: &ClassStaff) -> Result<(), StoreFault> {
    tx.check(allowed, "class_staff", None)?;
    class_staff::Entity::delete_by_id((
        tx.school().0,
        who.class.0,
        who.account.0,
        who.role.code().to_owned(),
    ))
    .exec(tx.inner())
    .await?;
    raise_revision(tx).await
}

/// How many children on the roll are in each class; under none, how many have no class.
///
/// # Errors
/// When the database fails.
pub async fn sizes(db: &impl Conn) -> Result<BTreeMap<Option<ClassId>, u64>, StoreFault> {
    let rows: Vec<(Option<Uuid>, i64)> = pupil::Entity::find()
        .select_only()
        .column(pupil::Column::ClassId)
        .column_as(pupil::Column::Id.count(), "children")
        .filter(pupil::Column::SchoolId.eq(db.school().0))
        .filter(pupil::Column::LeftOn.is_null())
        .group_by(pupil::Column::ClassId)
        .into_tuple()
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(|(class, count)| (class.map(Into::into), count.unsigned_abs())).collect())
}
