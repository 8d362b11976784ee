//! What an account may reach today: each role with its classes and children.

use domain::{
    Date, PupilId, UserId,
    people::Role,
    permissions::{Actor, Extent, Holding, Who},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter,
    sea_query::{Query, SelectStatement},
};

use super::{accounts, class_reaches};
use crate::{
    Conn, StoreFault, edge,
    rows::{bond, class_staff, cover, provision, provision_place, provision_staff, pupil},
};

/// The actor that an account is today: each role with the classes and children that it reaches.
///
/// TAs reach the children of their groups, those assigned to them (a bond of role TA) and those of classes in which they help;
/// class teachers their classes, and as TAs do the children of groups that they run; parents, pupils and agencies the children
/// they are bound to. Who takes a group or a class today reaches its children as far as [cover](Extent::Cover) goes, next
/// year's teacher as far as [reading ahead](Extent::Ahead) goes.
///
/// # Errors
/// When the database fails.
pub async fn actor(db: &impl Conn, id: UserId, today: Date) -> Result<Option<Actor>, StoreFault> {
    let Some(account) = accounts::get(db, id).await?.filter(|account| account.active) else {
        return Ok(None);
    };
    let mut holdings: Vec<Holding> = account.roles.iter().map(|role| Holding::of(*role)).collect();
    let day = today;
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
        let children = children_of_groups(db, groups_run(db, id), today).await?;
        if let Some(holding) = holdings.iter_mut().find(|holding| holding.role == Role::Ta) {
            holding.pupils.extend(children);
        } else if !children.is_empty() {
            holdings.push(Holding { pupils: children.into_iter().collect(), ..Holding::of(Role::Ta) });
        }
    }
    if account.roles.iter().any(|role| role.is_staff()) {
        holdings.extend(for_a_time(db, id, day).await?);
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

/// What somebody reaches for a day or for some weeks: the groups and classes that they cover, next year's classes.
async fn for_a_time(db: &impl Conn, id: UserId, today: Date) -> Result<Vec<Holding>, StoreFault> {
    let day = edge::day(today);
    let reaches: Vec<_> =
        class_reaches::on(db, today).await?.into_iter().filter(|reach| reach.account == id).collect();
    let of = |extent| reaches.iter().filter(move |reach| reach.extent == extent).map(|reach| reach.class);
    let mut covered = children_of_groups(db, groups_covered(db, id, day), day).await?;
    let classes: Vec<_> = of(Extent::Cover).map(|class| class.0).collect();
    if !classes.is_empty() {
        covered.extend(children_of_classes(db, classes).await?);
    }
    let cover =
        Holding { extent: Extent::Cover, pupils: covered.into_iter().collect(), ..Holding::of(Role::Ta) };
    let ahead =
        Holding { extent: Extent::Ahead, classes: of(Extent::Ahead).collect(), ..Holding::of(Role::Teacher) };
    let has_any = |holding: &Holding| !holding.pupils.is_empty() || !holding.classes.is_empty();
    Ok([cover, ahead].into_iter().filter(has_any).collect())
}

/// The groups that somebody runs.
fn groups_run(db: &impl Conn, id: UserId) -> SelectStatement {
    Query::select()
        .column(provision_staff::Column::ProvisionId)
        .from(provision_staff::Entity)
        .and_where(provision_staff::Column::SchoolId.eq(db.school().0))
        .and_where(provision_staff::Column::AccountId.eq(id.0))
        .to_owned()
}

/// The groups that somebody takes on a day in somebody's place.
fn groups_covered(db: &impl Conn, id: UserId, day: sea_orm::prelude::Date) -> SelectStatement {
    Query::select()
        .column(cover::Column::ProvisionId)
        .from(cover::Entity)
        .and_where(cover::Column::SchoolId.eq(db.school().0))
        .and_where(cover::Column::AccountId.eq(id.0))
        .and_where(cover::Column::OnDate.eq(day))
        .to_owned()
}

/// The children with a place on a day in groups that run.
async fn children_of_groups(
    db: &impl Conn,
    groups: SelectStatement,
    today: sea_orm::prelude::Date,
) -> Result<Vec<PupilId>, StoreFault> {
    use sea_orm::QuerySelect;
    let running = Query::select()
        .column(provision::Column::Id)
        .from(provision::Entity)
        .and_where(provision::Column::SchoolId.eq(db.school().0))
        .and_where(provision::Column::UntilOn.gte(today))
        // A group that goes on from another in other hands is theirs from its day.
        .cond_where(
            Condition::any()
                .add(provision::Column::FromOn.lte(today))
                .add(provision::Column::FollowsId.is_null()),
        )
        .to_owned();
    let rows: Vec<sea_orm::prelude::Uuid> = provision_place::Entity::find()
        .select_only()
        .column(provision_place::Column::PupilId)
        .distinct()
        .filter(provision_place::Column::SchoolId.eq(db.school().0))
        .filter(provision_place::Column::ProvisionId.in_subquery(groups))
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
