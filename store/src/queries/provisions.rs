//! Provision: groups and classroom strategies, their staff and the children's places.

use std::collections::BTreeMap;

use domain::{
    ClassId, Date, ProvisionId, PupilId,
    census::sen_type::AreaOfNeed,
    permissions::{Allowed, Scope},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
    sea_query::{OnConflict, Query, SelectStatement},
};

use super::{pupils::stale_unless_one, pupils_in, schools::raise_revision};
use crate::{
    Conn, StoreFault, Tx,
    by_place::Rows,
    edge,
    rows::{provision, provision_place, provision_staff},
};

pub use domain::provision::{Place, Provision, Tier};

fn row_of(tx: &Tx, new: &Provision, version: u32) -> provision::ActiveModel {
    provision::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(new.id.0),
        name: Set(new.name.clone()),
        area: Set(new.area.map(|area| area.code().to_owned())),
        tier: Set(new.tier.code().to_owned()),
        description: Set(new.description.clone()),
        place: Set(new.place.clone()),
        weekdays: Set(new.weekdays.iter().map(u8::to_string).collect::<Vec<_>>().join(",")),
        starts_at: Set(new.starts_at.clone()),
        minutes: Set(edge::number(new.minutes)),
        preparation_minutes: Set(edge::number(new.preparation_minutes)),
        hourly_pence: Set(new.hourly_pence),
        resources_pence: Set(new.resources_pence),
        from_on: Set(edge::day(new.from_on)),
        until_on: Set(edge::day(new.until_on)),
        version: Set(edge::number(version)),
        intervention: Set(new.intervention.clone()),
        misses: Set(new.misses.clone()),
        class_id: Set(new.class.map(|class| class.0)),
        follows_id: Set(new.follows.map(|before| before.0)),
    }
}

/// Saves a provision with its staff and places: made when its version is 0, else started from that version.
///
/// The rights must cover each child of whom something changes in it. A place that is left out stays as it was: nothing
/// of a child's history is taken away.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody saved since.
pub async fn save(tx: &Tx, rights: impl AsRef<[Allowed]>, changed: &Provision) -> Result<(), StoreFault> {
    let before = get(tx, changed.id).await?;
    let kept = before.as_ref().map_or(&[][..], |before| &before.places);
    let touched = changed.places.iter().filter(|place| !kept.contains(place)).map(|place| place.pupil);
    let rights = rights.as_ref();
    tx.check_each(rights, "provision", touched)?;
    let row = row_of(tx, changed, changed.version + 1);
    if changed.version == 0 {
        provision::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    } else {
        let done = provision::Entity::update_many()
            .set(provision::ActiveModel {
                school_id: sea_orm::ActiveValue::NotSet,
                id: sea_orm::ActiveValue::NotSet,
                ..row
            })
            .filter(provision::Column::SchoolId.eq(tx.school().0))
            .filter(provision::Column::Id.eq(changed.id.0))
            .filter(provision::Column::Version.eq(edge::number(changed.version)))
            .exec(tx.inner())
            .await?;
        stale_unless_one(done.rows_affected, changed.version, "provision")?;
        provision_staff::Entity::delete_many()
            .filter(provision_staff::Column::SchoolId.eq(tx.school().0))
            .filter(provision_staff::Column::ProvisionId.eq(changed.id.0))
            .exec(tx.inner())
            .await?;
    }
    if !changed.staff.is_empty() {
        let rows = changed.staff.iter().map(|account| provision_staff::ActiveModel {
            school_id: Set(tx.school().0),
            provision_id: Set(changed.id.0),
            account_id: Set(account.0),
        });
        provision_staff::Entity::insert_many(rows).exec_without_returning(tx.inner()).await?;
    }
    if !changed.places.is_empty() {
        let rows = changed.places.iter().map(|place| provision_place::ActiveModel {
            school_id: Set(tx.school().0),
            provision_id: Set(changed.id.0),
            pupil_id: Set(place.pupil.0),
            target_id: Set(place.target.map(|target| target.0)),
            from_on: Set(edge::day(place.from_on)),
            until_on: Set(place.until_on.map(edge::day)),
        });
        use provision_place::Column;
        provision_place::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([Column::SchoolId, Column::ProvisionId, Column::PupilId, Column::FromOn])
                    .update_columns([Column::TargetId, Column::UntilOn])
                    .to_owned(),
            )
            .exec_without_returning(tx.inner())
            .await?;
    }
    raise_revision(tx).await
}

fn provision_of(row: provision::Model) -> Result<Provision, StoreFault> {
    let area = row
        .area
        .map(|code| AreaOfNeed::from_code(&code).ok_or_else(|| edge::bad("provision", "area", row.id, code)))
        .transpose()?;
    let tier = Tier::from_code(&row.tier).ok_or_else(|| edge::bad("provision", "tier", row.id, &row.tier))?;
    Ok(Provision {
        id: row.id.into(),
        name: row.name,
        area,
        tier,
        description: row.description,
        place: row.place,
        weekdays: row.weekdays.split(',').filter_map(|day| day.parse().ok()).collect(),
        starts_at: row.starts_at,
        minutes: edge::count(row.minutes),
        preparation_minutes: edge::count(row.preparation_minutes),
        hourly_pence: row.hourly_pence,
        resources_pence: row.resources_pence,
        from_on: edge::date(row.from_on),
        until_on: edge::date(row.until_on),
        staff: Vec::new(),
        places: Vec::new(),
        intervention: row.intervention,
        misses: row.misses,
        class: row.class_id.map(Into::into),
        follows: row.follows_id.map(Into::into),
        version: edge::count(row.version),
    })
}

/// The provisions whose ids a statement selects, by name: three queries whose text is always the same, so that the
/// database has them prepared.
async fn of_ids(db: &impl Conn, ids: SelectStatement) -> Result<Vec<Provision>, StoreFault> {
    let rows = provision::Entity::find()
        .filter(provision::Column::SchoolId.eq(db.school().0))
        .filter(provision::Column::Id.in_subquery(ids.clone()))
        .order_by_asc(provision::Column::Name)
        .order_by_asc(provision::Column::Id)
        .rows(db.inner())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut all: BTreeMap<_, Provision> = BTreeMap::new();
    let mut order = Vec::new();
    for row in rows {
        order.push(row.id);
        all.insert(row.id, provision_of(row)?);
    }
    for row in provision_staff::Entity::find()
        .filter(provision_staff::Column::SchoolId.eq(db.school().0))
        .filter(provision_staff::Column::ProvisionId.in_subquery(ids.clone()))
        .order_by_asc(provision_staff::Column::AccountId)
        .rows(db.inner())
        .await?
    {
        if let Some(provision) = all.get_mut(&row.provision_id) {
            provision.staff.push(row.account_id.into());
        }
    }
    for row in provision_place::Entity::find()
        .filter(provision_place::Column::SchoolId.eq(db.school().0))
        .filter(provision_place::Column::ProvisionId.in_subquery(ids))
        .order_by_asc(provision_place::Column::PupilId)
        .order_by_asc(provision_place::Column::FromOn)
        .rows(db.inner())
        .await?
    {
        if let Some(provision) = all.get_mut(&row.provision_id) {
            provision.places.push(Place {
                pupil: row.pupil_id.into(),
                target: row.target_id.map(Into::into),
                from_on: edge::date(row.from_on),
                until_on: row.until_on.map(edge::date),
            });
        }
    }
    Ok(order.into_iter().filter_map(|id| all.remove(&id)).collect())
}

/// The ids of a school's provisions.
fn ids(db: &impl Conn) -> SelectStatement {
    Query::select()
        .column(provision::Column::Id)
        .from(provision::Entity)
        .and_where(provision::Column::SchoolId.eq(db.school().0))
        .to_owned()
}

/// The school's provisions that run at any time between two days, by name. Which children of theirs may be shown is
/// the caller's to ask of a scope.
///
/// # Errors
/// When the database fails.
pub async fn between(db: &impl Conn, from: Date, to: Date) -> Result<Vec<Provision>, StoreFault> {
    let mut running = ids(db);
    running
        .and_where(provision::Column::FromOn.lte(edge::day(to)))
        .and_where(provision::Column::UntilOn.gte(edge::day(from)));
    of_ids(db, running).await
}

/// The provisions in which children of the scope have or had a place.
///
/// # Errors
/// When the database fails.
pub async fn of_scope(db: &impl Conn, scope: &Scope) -> Result<Vec<Provision>, StoreFault> {
    let mut places = Query::select();
    places
        .column(provision_place::Column::ProvisionId)
        .from(provision_place::Entity)
        .and_where(provision_place::Column::SchoolId.eq(db.school().0))
        .and_where(provision_place::Column::SchoolId.eq(scope.school().0));
    if !scope.is_whole_school() {
        places.and_where(provision_place::Column::PupilId.in_subquery(pupils_in(scope)));
    }
    of_ids(db, places).await
}

/// A child's place in a provision that runs on a day, with what a reminder says of the provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceOn {
    /// The provision.
    pub provision: ProvisionId,
    /// Its name.
    pub name: String,
    /// The time of day; empty when none is set.
    pub starts_at: String,
    /// Where.
    pub place: String,
    /// The child.
    pub pupil: PupilId,
}

/// The places of children in the scope in provisions that run on a day and are held on its weekday (1 is Monday), by
/// time and name.
///
/// # Errors
/// When the database fails.
pub async fn places_on(db: &impl Conn, scope: &Scope, day: Date) -> Result<Vec<PlaceOn>, StoreFault> {
    let to_provision: RelationDef = provision_place::Entity::belongs_to(provision::Entity)
        .from((provision_place::Column::SchoolId, provision_place::Column::ProvisionId))
        .to((provision::Column::SchoolId, provision::Column::Id))
        .into();
    let weekday = day.weekday().to_monday_one_offset().to_string();
    let on = edge::day(day);
    let mut query = provision_place::Entity::find()
        .select_also(provision::Entity)
        .join(JoinType::InnerJoin, to_provision)
        .filter(provision_place::Column::SchoolId.eq(db.school().0))
        .filter(provision_place::Column::SchoolId.eq(scope.school().0))
        .filter(provision_place::Column::FromOn.lte(on))
        .filter(
            Condition::any()
                .add(provision_place::Column::UntilOn.is_null())
                .add(provision_place::Column::UntilOn.gte(on)),
        )
        .filter(provision::Column::FromOn.lte(on))
        .filter(provision::Column::UntilOn.gte(on));
    if !scope.is_whole_school() {
        query = query.filter(provision_place::Column::PupilId.in_subquery(pupils_in(scope)));
    }
    let rows = query
        .order_by_asc(provision::Column::StartsAt)
        .order_by_asc(provision::Column::Name)
        .order_by_asc(provision::Column::Id)
        .rows(db.inner())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(place, provision)| provision.map(|provision| (place, provision)))
        .filter(|(_, provision)| provision.weekdays.split(',').any(|held| held.trim() == weekday))
        .map(|(place, provision)| PlaceOn {
            provision: provision.id.into(),
            name: provision.name,
            starts_at: provision.starts_at,
            place: provision.place,
            pupil: place.pupil_id.into(),
        })
        .collect())
}

/// The provisions in which one child has or had a place.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId) -> Result<Vec<Provision>, StoreFault> {
    let places = Query::select()
        .column(provision_place::Column::ProvisionId)
        .from(provision_place::Entity)
        .and_where(provision_place::Column::SchoolId.eq(db.school().0))
        .and_where(provision_place::Column::PupilId.eq(pupil.0))
        .to_owned();
    let mut all = of_ids(db, places).await?;
    all.sort_by_key(|provision| (provision.from_on, provision.id));
    Ok(all)
}

/// The provisions that a class has whole, by first day.
///
/// # Errors
/// When the database fails.
pub async fn of_class(db: &impl Conn, class: ClassId) -> Result<Vec<Provision>, StoreFault> {
    let mut all = of_ids(db, ids(db).and_where(provision::Column::ClassId.eq(class.0)).to_owned()).await?;
    all.sort_by_key(|provision| (provision.from_on, provision.id));
    Ok(all)
}

/// One provision.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &impl Conn, id: ProvisionId) -> Result<Option<Provision>, StoreFault> {
    let only = ids(db).and_where(provision::Column::Id.eq(id.0)).to_owned();
    Ok(of_ids(db, only).await?.pop())
}
