//! Classes and who teaches them.

use std::collections::BTreeMap;

use domain::{
    ClassId, Date, UserId,
    people::{Class, Role, Span, YearGroup},
    permissions::Allowed,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
    sea_query::Expr,
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
        .order_by_asc(class_staff::Column::FromOn)
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

fn key(tx: &Tx, who: &ClassStaff) -> (Uuid, Uuid, Uuid, String, sea_orm::prelude::Date) {
    (tx.school().0, who.class.0, who.account.0, who.role.code().to_owned(), edge::day(who.from_on))
}

/// Adds days on which somebody works in a class in a role to those that are known. Days that meet become one run; nobody
/// loses a day by it.
///
/// # Errors
/// When the database fails.
pub async fn assign(tx: &Tx, allowed: &Allowed, who: &ClassStaff) -> Result<(), StoreFault> {
    tx.check(allowed, "class_staff", None)?;
    let known = class_staff::Entity::find()
        .filter(class_staff::Column::SchoolId.eq(tx.school().0))
        .filter(class_staff::Column::ClassId.eq(who.class.0))
        .filter(class_staff::Column::AccountId.eq(who.account.0))
        .filter(class_staff::Column::Role.eq(who.role.code()))
        .order_by_asc(class_staff::Column::FromOn)
        .all(tx.inner())
        .await?;
    let mut all = Span { from_on: who.from_on, until_on: who.until_on };
    for row in known {
        let span = Span { from_on: edge::date(row.from_on), until_on: row.until_on.map(edge::date) };
        if let Some(joined) = all.joined(span) {
            all = joined;
            let gone = ClassStaff { from_on: span.from_on, ..who.clone() };
            class_staff::Entity::delete_by_id(key(tx, &gone)).exec(tx.inner()).await?;
        }
    }
    let row = class_staff::ActiveModel {
        school_id: Set(tx.school().0),
        class_id: Set(who.class.0),
        account_id: Set(who.account.0),
        role: Set(who.role.code().to_owned()),
        from_on: Set(edge::day(all.from_on)),
        until_on: Set(all.until_on.map(edge::day)),
    };
    class_staff::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    raise_revision(tx).await
}

/// Ends a run of days with a last one; one that would begin later was never so.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &Tx, allowed: &Allowed, who: &ClassStaff, last: Date) -> Result<(), StoreFault> {
    tx.check(allowed, "class_staff", None)?;
    if who.from_on > last {
        class_staff::Entity::delete_by_id(key(tx, who)).exec(tx.inner()).await?;
    } else {
        class_staff::Entity::update_many()
            .col_expr(class_staff::Column::UntilOn, Expr::value(edge::day(last)))
            .filter(class_staff::Column::SchoolId.eq(tx.school().0))
            .filter(class_staff::Column::ClassId.eq(who.class.0))
            .filter(class_staff::Column::AccountId.eq(who.account.0))
            .filter(class_staff::Column::Role.eq(who.role.code()))
            .filter(class_staff::Column::FromOn.eq(edge::day(who.from_on)))
            .exec(tx.inner())
            .await?;
    }
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
