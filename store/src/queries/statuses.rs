//! SEN status with its history, and types of need.

use domain::{
    Date, PupilId,
    census::{SenProvision, SenType},
    people::Pupil,
    permissions::{Allowed, Scope},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, sea_query::OnConflict,
};

use super::{in_scope, pupils};
use crate::{
    Conn, StoreFault, Tx,
    by_place::Rows,
    edge,
    rows::{pupil, sen_need, sen_status},
};

/// One spell of SEN provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The child.
    pub pupil: PupilId,
    /// First day.
    pub from_on: Date,
    /// Last day; open when it runs.
    pub until_on: Option<Date>,
    /// N, K or E.
    pub provision: SenProvision,
    /// Where it comes from: `roll` or `waymark`.
    pub source: String,
}

/// One type of need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The child.
    pub pupil: PupilId,
    /// 1 is the main one.
    pub rank: u32,
    /// The type.
    pub need: SenType,
    /// First day, when known.
    pub from_on: Option<Date>,
    /// Last day.
    pub until_on: Option<Date>,
}

fn status_of(row: sen_status::Model) -> Result<Status, StoreFault> {
    let provision = SenProvision::from_code(&row.provision)
        .ok_or_else(|| edge::bad("sen_status", "provision", row.pupil_id, &row.provision))?;
    Ok(Status {
        pupil: row.pupil_id.into(),
        from_on: edge::date(row.from_on),
        until_on: row.until_on.map(edge::date),
        provision,
        source: row.source,
    })
}

fn need_of(row: sen_need::Model) -> Result<Need, StoreFault> {
    let need = SenType::from_code(&row.need)
        .ok_or_else(|| edge::bad("sen_need", "need", row.pupil_id, &row.need))?;
    Ok(Need {
        pupil: row.pupil_id.into(),
        rank: edge::count(row.rank),
        need,
        from_on: row.from_on.map(edge::date),
        until_on: row.until_on.map(edge::date),
    })
}

/// The status history of one child, or of every child of the school, by day.
///
/// # Errors
/// When the database fails.
pub async fn history(db: &impl Conn, pupil: Option<PupilId>) -> Result<Vec<Status>, StoreFault> {
    let mut query = sen_status::Entity::find().filter(sen_status::Column::SchoolId.eq(db.school().0));
    if let Some(pupil) = pupil {
        query = query.filter(sen_status::Column::PupilId.eq(pupil.0));
    }
    query
        .order_by_asc(sen_status::Column::FromOn)
        .order_by_asc(sen_status::Column::PupilId)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(status_of)
        .collect()
}

/// The spells that began or ended since a day, of the children in the scope, by day, each with its child (who may have
/// left since).
///
/// # Errors
/// When the database fails.
pub async fn changed_since(
    db: &impl Conn,
    scope: &Scope,
    since: Date,
) -> Result<Vec<(Status, Pupil)>, StoreFault> {
    let of_child: RelationDef = sen_status::Entity::belongs_to(pupil::Entity)
        .from((sen_status::Column::SchoolId, sen_status::Column::PupilId))
        .to((pupil::Column::SchoolId, pupil::Column::Id))
        .into();
    sen_status::Entity::find()
        .select_also(pupil::Entity)
        .join(JoinType::InnerJoin, of_child)
        .filter(in_scope(scope))
        .filter(sen_status::Column::SchoolId.eq(db.school().0))
        .filter(
            Condition::any()
                .add(sen_status::Column::FromOn.gte(edge::day(since)))
                .add(sen_status::Column::UntilOn.gte(edge::day(since))),
        )
        .order_by_asc(sen_status::Column::FromOn)
        .order_by_asc(pupil::Column::SortKey)
        .rows(db.inner())
        .await?
        .into_iter()
        .filter_map(|(status, pupil)| pupil.map(|pupil| (status, pupil)))
        .map(|(status, pupil)| Ok((status_of(status)?, pupils::pupil_of(pupil)?)))
        .collect()
}

/// The types of need of one child, or of every child of the school, by rank.
///
/// # Errors
/// When the database fails.
pub async fn needs(db: &impl Conn, pupil: Option<PupilId>) -> Result<Vec<Need>, StoreFault> {
    let mut query = sen_need::Entity::find().filter(sen_need::Column::SchoolId.eq(db.school().0));
    if let Some(pupil) = pupil {
        query = query.filter(sen_need::Column::PupilId.eq(pupil.0));
    }
    query
        .order_by_asc(sen_need::Column::PupilId)
        .order_by_asc(sen_need::Column::Rank)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(need_of)
        .collect()
}

/// Writes spells of status (the same child and first day again changes the rest), and today's status on the pupil.
///
/// # Errors
/// When the right does not cover the child.
pub async fn save(
    tx: &Tx,
    allowed: &Allowed,
    pupil: PupilId,
    spells: &[Status],
    today: (SenProvision, Option<SenType>),
) -> Result<(), StoreFault> {
    tx.check(allowed, "sen_status", Some(pupil))?;
    use sen_status::Column;
    if !spells.is_empty() {
        let rows = spells.iter().map(|spell| status_row(tx, &Status { pupil, ..spell.clone() }));
        sen_status::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([Column::SchoolId, Column::PupilId, Column::FromOn])
                    .update_columns([Column::UntilOn, Column::Provision, Column::Source])
                    .to_owned(),
            )
            .exec_without_returning(tx.inner())
            .await?;
    }
    pupils::set_provision(tx, pupil, today.0, today.1).await
}

/// Replaces a child's whole status history, and today's status on the pupil.
///
/// # Errors
/// When the right does not cover the child.
pub async fn replace(
    tx: &Tx,
    allowed: &Allowed,
    pupil: PupilId,
    spells: &[Status],
    today: (SenProvision, Option<SenType>),
) -> Result<(), StoreFault> {
    tx.check(allowed, "sen_status", Some(pupil))?;
    sen_status::Entity::delete_many()
        .filter(sen_status::Column::SchoolId.eq(tx.school().0))
        .filter(sen_status::Column::PupilId.eq(pupil.0))
        .exec(tx.inner())
        .await?;
    save(tx, allowed, pupil, spells, today).await
}

/// Replaces a child's types of need.
///
/// # Errors
/// When the right does not cover the child.
pub async fn replace_needs(
    tx: &Tx,
    allowed: &Allowed,
    pupil: PupilId,
    needs: &[Need],
) -> Result<(), StoreFault> {
    tx.check(allowed, "sen_need", Some(pupil))?;
    sen_need::Entity::delete_many()
        .filter(sen_need::Column::SchoolId.eq(tx.school().0))
        .filter(sen_need::Column::PupilId.eq(pupil.0))
        .exec(tx.inner())
        .await?;
    if needs.is_empty() {
        return Ok(());
    }
    let rows = needs.iter().map(|need| sen_need::ActiveModel {
        school_id: Set(tx.school().0),
        pupil_id: Set(pupil.0),
        rank: Set(edge::number(need.rank)),
        need: Set(need.need.code().to_owned()),
        from_on: Set(need.from_on.map(edge::day)),
        until_on: Set(need.until_on.map(edge::day)),
    });
    sen_need::Entity::insert_many(rows).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// Replaces the status histories of children, in few statements for many. Today's status on the pupils is the
/// caller's to write.
///
/// # Errors
/// When the right does not cover the children.
pub async fn replace_histories(
    tx: &Tx,
    allowed: &Allowed,
    children: &[PupilId],
    spells: &[Status],
) -> Result<(), StoreFault> {
    for child in children.iter().copied().chain(spells.iter().map(|spell| spell.pupil)) {
        tx.check(allowed, "sen_status", Some(child))?;
    }
    for chunk in children.chunks(1000) {
        sen_status::Entity::delete_many()
            .filter(sen_status::Column::SchoolId.eq(tx.school().0))
            .filter(sen_status::Column::PupilId.is_in(chunk.iter().map(|child| child.0)))
            .exec(tx.inner())
            .await?;
    }
    for chunk in spells.chunks(1000) {
        let rows = chunk.iter().map(|spell| status_row(tx, spell));
        sen_status::Entity::insert_many(rows).exec_without_returning(tx.inner()).await?;
    }
    Ok(())
}

fn status_row(tx: &Tx, spell: &Status) -> sen_status::ActiveModel {
    sen_status::ActiveModel {
        school_id: Set(tx.school().0),
        pupil_id: Set(spell.pupil.0),
        from_on: Set(edge::day(spell.from_on)),
        until_on: Set(spell.until_on.map(edge::day)),
        provision: Set(spell.provision.code().to_owned()),
        source: Set(spell.source.clone()),
    }
}

/// Replaces the types of need of children, in few statements for many.
///
/// # Errors
/// When the right does not cover the children.
pub async fn replace_all_needs(
    tx: &Tx,
    allowed: &Allowed,
    children: &[PupilId],
    needs: &[Need],
) -> Result<(), StoreFault> {
    for child in children.iter().copied().chain(needs.iter().map(|need| need.pupil)) {
        tx.check(allowed, "sen_need", Some(child))?;
    }
    for chunk in children.chunks(1000) {
        sen_need::Entity::delete_many()
            .filter(sen_need::Column::SchoolId.eq(tx.school().0))
            .filter(sen_need::Column::PupilId.is_in(chunk.iter().map(|child| child.0)))
            .exec(tx.inner())
            .await?;
    }
    for chunk in needs.chunks(1000) {
        let rows = chunk.iter().map(|need| sen_need::ActiveModel {
            school_id: Set(tx.school().0),
            pupil_id: Set(need.pupil.0),
            rank: Set(edge::number(need.rank)),
            need: Set(need.need.code().to_owned()),
            from_on: Set(need.from_on.map(edge::day)),
            until_on: Set(need.until_on.map(edge::day)),
        });
        sen_need::Entity::insert_many(rows).exec_without_returning(tx.inner()).await?;
    }
    Ok(())
}
