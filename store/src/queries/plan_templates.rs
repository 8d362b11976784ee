//! The plan templates that a school made for itself: every version stays.

use domain::{Now, permissions::Allowed, plan_template::PlanTemplate};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::schools::raise_revision;
use crate::{Conn, StoreFault, Tx, edge, rows::plan_template};

/// A template in one version, with who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The template.
    pub template: PlanTemplate,
    /// Who; none for the operator.
    pub by: Option<domain::UserId>,
    /// When.
    pub at: Timestamp,
}

fn made_of(row: plan_template::Model) -> Result<Made, StoreFault> {
    let template: PlanTemplate = serde_json::from_str(&row.content)
        .map_err(|fault| edge::bad("plan_template", "content", &row.id, fault))?;
    Ok(Made { template, by: row.made_by.map(Into::into), at: edge::instant(row.made_at) })
}

/// Adds a version.
///
/// # Errors
/// When the right does not cover the school, or the version is there.
pub async fn add(tx: &Tx, allowed: &Allowed, template: &PlanTemplate, now: Now) -> Result<(), StoreFault> {
    tx.check(allowed, "plan_template", None)?;
    let content = serde_json::to_string(template)
        .map_err(|fault| edge::bad("plan_template", "content", &template.id, fault))?;
    let row = plan_template::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(template.id.clone()),
        version: Set(edge::number(template.version)),
        content: Set(content),
        made_by: Set(edge::who_columns(allowed.who()).1),
        made_at: Set(edge::stamp(now.instant)),
    };
    plan_template::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    raise_revision(tx).await
}

/// Every version of every template of the school, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl Conn) -> Result<Vec<Made>, StoreFault> {
    let rows = plan_template::Entity::find()
        .filter(plan_template::Column::SchoolId.eq(db.school().0))
        .order_by_asc(plan_template::Column::MadeAt)
        .order_by_asc(plan_template::Column::Version)
        .all(db.inner())
        .await?;
    rows.into_iter().map(made_of).collect()
}

/// One version of a template of the school.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &impl Conn, id: &str, version: u32) -> Result<Option<PlanTemplate>, StoreFault> {
    let key = (db.school().0, id.to_owned(), edge::number(version));
    let row = plan_template::Entity::find_by_id(key).one(db.inner()).await?;
    Ok(row.map(made_of).transpose()?.map(|made| made.template))
}

/// The newest version of a template of the school.
///
/// # Errors
/// When the database fails.
pub async fn newest(db: &impl Conn, id: &str) -> Result<Option<PlanTemplate>, StoreFault> {
    let row = plan_template::Entity::find()
        .filter(plan_template::Column::SchoolId.eq(db.school().0))
        .filter(plan_template::Column::Id.eq(id))
        .order_by_desc(plan_template::Column::Version)
        .one(db.inner())
        .await?;
    Ok(row.map(made_of).transpose()?.map(|made| made.template))
}
