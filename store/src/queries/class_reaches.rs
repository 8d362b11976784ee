//! Who reaches the children of a class without working in it: whoever takes it for a day, and next year's teacher.

use domain::{
    ClassId, Date, UserId,
    permissions::{Allowed, Extent},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};

use super::schools::raise_revision;
use crate::{Conn, StoreFault, Tx, edge, rows::class_reach};

/// A class that somebody reaches from a day until a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassReach {
    /// The class.
    pub class: ClassId,
    /// Who.
    pub account: UserId,
    /// How far.
    pub extent: Extent,
    /// The first day.
    pub from_on: Date,
    /// The last.
    pub until_on: Date,
}

/// Gives somebody the reach; again changes its last day.
///
/// # Errors
/// When the right does not cover the school.
pub async fn give(tx: &Tx, allowed: &Allowed, reach: &ClassReach) -> Result<(), StoreFault> {
    use class_reach::Column;
    tx.check(allowed, "class_reach", None)?;
    let row = class_reach::ActiveModel {
        school_id: Set(tx.school().0),
        class_id: Set(reach.class.0),
        account_id: Set(reach.account.0),
        part: Set(reach.extent.code().to_owned()),
        from_on: Set(edge::day(reach.from_on)),
        until_on: Set(edge::day(reach.until_on)),
    };
    let key = [Column::SchoolId, Column::ClassId, Column::AccountId, Column::Part, Column::FromOn];
    class_reach::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).update_column(Column::UntilOn).to_owned())
        .exec_without_returning(tx.inner())
        .await?;
    raise_revision(tx).await
}

/// Takes every reach of an extent to a class back: another teacher is chosen for it.
///
/// # Errors
/// When the right does not cover the school.
pub async fn take_back(tx: &Tx, allowed: &Allowed, class: ClassId, extent: Extent) -> Result<(), StoreFault> {
    tx.check(allowed, "class_reach", None)?;
    class_reach::Entity::delete_many()
        .filter(class_reach::Column::SchoolId.eq(tx.school().0))
        .filter(class_reach::Column::ClassId.eq(class.0))
        .filter(class_reach::Column::Part.eq(extent.code()))
        .exec(tx.inner())
        .await?;
    raise_revision(tx).await
}

/// Who reaches which class on a day.
///
/// # Errors
/// When the database fails.
pub async fn on(db: &impl Conn, day: Date) -> Result<Vec<ClassReach>, StoreFault> {
    let rows = class_reach::Entity::find()
        .filter(class_reach::Column::SchoolId.eq(db.school().0))
        .filter(class_reach::Column::FromOn.lte(edge::day(day)))
        .filter(class_reach::Column::UntilOn.gte(edge::day(day)))
        .order_by_asc(class_reach::Column::ClassId)
        .order_by_asc(class_reach::Column::AccountId)
        .order_by_asc(class_reach::Column::FromOn)
        .all(db.inner())
        .await?;
    rows.into_iter()
        .map(|row| {
            let extent = Extent::from_code(&row.part)
                .ok_or_else(|| edge::bad("class_reach", "part", row.account_id, &row.part))?;
            Ok(ClassReach {
                class: row.class_id.into(),
                account: row.account_id.into(),
                extent,
                from_on: edge::date(row.from_on),
                until_on: edge::date(row.until_on),
            })
        })
        .collect()
}
