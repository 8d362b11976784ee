//! The county forms that a school made for itself: every version stays.

use domain::{Now, UserId, bundle::CountyTemplate, permissions::Allowed};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Conn, StoreFault, Tx, edge, rows::county_form};

/// A form in one version, with who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The form.
    pub form: CountyTemplate,
    /// Who; none for the operator.
    pub by: Option<UserId>,
    /// When.
    pub at: Timestamp,
}

fn made_of(row: county_form::Model) -> Result<Made, StoreFault> {
    let form: CountyTemplate = serde_json::from_str(&row.content)
        .map_err(|fault| edge::bad("county_form", "content", &row.id, fault))?;
    Ok(Made { form, by: row.made_by.map(Into::into), at: edge::instant(row.made_at) })
}

/// Adds a version.
///
/// # Errors
/// When the right does not cover the school, or the version is there.
pub async fn add(tx: &Tx, allowed: &Allowed, form: &CountyTemplate, now: Now) -> Result<(), StoreFault> {
    tx.check(allowed, "county_form", None)?;
    let content =
        serde_json::to_string(form).map_err(|fault| edge::bad("county_form", "content", &form.id, fault))?;
    let row = county_form::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(form.id.clone()),
        version: Set(edge::number(form.version)),
        content: Set(content),
        made_by: Set(edge::who_columns(allowed.who()).1),
        made_at: Set(edge::stamp(now.instant)),
    };
    county_form::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// Every version of every form of the school, by id and version.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl Conn) -> Result<Vec<Made>, StoreFault> {
    let rows = county_form::Entity::find()
        .filter(county_form::Column::SchoolId.eq(db.school().0))
        .order_by_asc(county_form::Column::MadeAt)
        .order_by_asc(county_form::Column::Id)
        .order_by_asc(county_form::Column::Version)
        .all(db.inner())
        .await?;
    rows.into_iter().map(made_of).collect()
}

/// The newest version of a form of the school.
///
/// # Errors
/// When the database fails.
pub async fn newest(db: &impl Conn, id: &str) -> Result<Option<CountyTemplate>, StoreFault> {
    let row = county_form::Entity::find()
        .filter(county_form::Column::SchoolId.eq(db.school().0))
        .filter(county_form::Column::Id.eq(id))
        .order_by_desc(county_form::Column::Version)
        .one(db.inner())
        .await?;
    Ok(row.map(made_of).transpose()?.map(|made| made.form))
}
