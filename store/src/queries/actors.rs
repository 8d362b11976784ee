//! What an account may reach today: each role with its classes and children.

use domain::{
    Date, PupilId, UserId,
    people::Role,
    permissions::{Actor, Holding, Who},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::accounts;
use crate::{
    Conn, StoreFault, edge,
    rows::{bond, class_staff, cover, provision, provision_place, provision_staff, pupil},
};

/// The actor that an account is today: each role with the classes and children that it reaches.
///
/// TAs reach the children of their groups, of the groups that they cover today, and those assigned to them (a bond of
/// role TA) and those of classes in which they help; class teachers their classes, and as TAs do the children of groups that they run or cover; parents,
/// pupils and agencies the children they are bound to.
///
/// # Errors
/// When the database fails.
pub async fn actor(db: &impl Conn, id: UserId, today: Date) -> Result<Option<Actor>, StoreFault> {
    let Some(account) = accounts::get(db, id).await?.filter(|account| account.active) else {
        return Ok(None);
    };
    let mut holdings: Vec<Holding> = account.roles.iter().map(|role| Holding::of(*role)).collect();
    let today = edge::day(today);
    let taught = class_staff::Entity::find()
        .filter(class_staff::Column::SchoolId.eq(db.school().0))
        .filter(class_staff::Column::AccountId.eq(id.0))
        .filter(class_staff::Column::FromOn.lte(today))
        .filter(
            Condition::any()
                .add(class_staff::Column::UntilOn.is_null())
                .add(class_staff::Column::UntilOn.gte(today)),
        )
        .all(db.inner())
        .await?;
    let bonds = bond::Entity::find()
        .filter(bond::Column::SchoolId.eq(db.school().0))
        .filter(bond::Column::AccountId.eq(id.0))
        .filter(bond::Column::FromOn.lte(today))
        .filter(Condition::any().add(bond::Column::UntilOn.is_null()).add(bond::Column::UntilOn.gte(today)))
        .all(db.inner())
        .await?;
    let helped: Vec<_> =
        taught.iter().filter(|row| row.role == Role::Ta.code()).map(|row| row.class_id).collect();
    if !helped.is_empty()
        && let Some(holding) = holdings.iter_mut().find(|holding| holding.role == Role::Ta)
    {
        holding.pupils.extend(children_of_classes(db, helped).await?);
    }
    for holding in &mut holdings {
        let code = holding.role.code();
        if holding.role == Role::Teacher {
            holding.classes.extend(
                taught.iter().filter(|row| row.role == code).map(|row| domain::ClassId::from(row.class_id)),
            );
        }
        holding
            .pupils
            .extend(bonds.iter().filter(|row| row.role == code).map(|row| PupilId::from(row.pupil_id)));
    }
    if account.roles.contains(&Role::Ta) || account.roles.contains(&Role::Teacher) {
        let children = children_of_groups(db, id, today).await?;
        if let Some(holding) = holdings.iter_mut().find(|holding| holding.role == Role::Ta) {
            holding.pupils.extend(children);
        } else if !children.is_empty() {
            holdings.push(Holding { pupils: children.into_iter().collect(), ..Holding::of(Role::Ta) });
        }
    }
    Ok(Some(Actor { school: db.school(), who: Who::Person(id), holdings }))
}

/// The children on the roll in some classes.
async fn children_of_classes(
    db: &impl Conn,
    ids: Vec<sea_orm::prelude::Uuid>,
) -> Result<Vec<PupilId>, StoreFault> {
    use sea_orm::QuerySelect;
    let rows: Vec<sea_orm::prelude::Uuid> = pupil::Entity::find()
        .select_only()
        .column(pupil::Column::Id)
        .filter(pupil::Column::SchoolId.eq(db.school().0))
        .filter(pupil::Column::ClassId.is_in(ids))
        .filter(pupil::Column::LeftOn.is_null())
        .into_tuple()
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(PupilId::from).collect())
}

async fn children_of_groups(
    db: &impl Conn,
    id: UserId,
    today: sea_orm::prelude::Date,
) -> Result<Vec<PupilId>, StoreFault> {
    use sea_orm::{QuerySelect, sea_query::Query};
    let groups = Query::select()
        .column(provision_staff::Column::ProvisionId)
        .from(provision_staff::Entity)
        .and_where(provision_staff::Column::SchoolId.eq(db.school().0))
        .and_where(provision_staff::Column::AccountId.eq(id.0))
        .to_owned();
    let covered = Query::select()
        .column(cover::Column::ProvisionId)
        .from(cover::Entity)
        .and_where(cover::Column::SchoolId.eq(db.school().0))
        .and_where(cover::Column::AccountId.eq(id.0))
        .and_where(cover::Column::OnDate.eq(today))
        .to_owned();
    let running = Query::select()
        .column(provision::Column::Id)
        .from(provision::Entity)
        .and_where(provision::Column::SchoolId.eq(db.school().0))
        .and_where(provision::Column::UntilOn.gte(today))
        .to_owned();
    let rows: Vec<sea_orm::prelude::Uuid> = provision_place::Entity::find()
        .select_only()
        .column(provision_place::Column::PupilId)
        .distinct()
        .filter(provision_place::Column::SchoolId.eq(db.school().0))
        .filter(
            Condition::any()
                .add(provision_place::Column::ProvisionId.in_subquery(groups))
                .add(provision_place::Column::ProvisionId.in_subquery(covered)),
        )
        .filter(provision_place::Column::ProvisionId.in_subquery(running))
        .filter(
            Condition::any()
                .add(provision_place::Column::UntilOn.is_null())
                .add(provision_place::Column::UntilOn.gte(today)),
        )
        .into_tuple()
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(PupilId::from).collect())
}
