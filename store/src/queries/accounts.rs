//! Accounts, their roles, and what each role reaches.

use std::collections::BTreeMap;

use domain::{
    Date, PupilId, SchoolId, UserId,
    people::{Account, Role, name},
    permissions::{Actor, Allowed, Holding, Who},
};
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use super::schools::raise_revision;
use crate::{
    Conn, Store, StoreFault, Tx, edge,
    rows::{
        account, account_role, bond, class_staff, cover, provision, provision_place, provision_staff, pupil,
    },
};

fn role_of(row: &account_role::Model) -> Result<Role, StoreFault> {
    Role::from_code(&row.role).ok_or_else(|| edge::bad("account_role", "role", row.account_id, &row.role))
}

fn account_of(row: account::Model, roles: Vec<Role>) -> Account {
    Account {
        id: row.id.into(),
        school: row.school_id.into(),
        name: row.name,
        email: row.email,
        active: row.active,
        roles,
    }
}

/// Makes an account with its roles.
///
/// # Errors
/// When the e-mail address is taken in this school.
pub async fn make(tx: &Tx, allowed: &Allowed, account: &Account) -> Result<(), StoreFault> {
    tx.same_school("account", account.school)?;
    if allowed.school() != tx.school() {
        return Err(StoreFault::NotCovered { table: "account" });
    }
    if let Some(email) = &account.email
        && find_by_email(tx, email).await?.is_some()
    {
        return Err(StoreFault::Taken("Another account of this school has this e-mail address."));
    }
    let row = account::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(account.id.0),
        name: Set(account.name.clone()),
        sort_key: Set(name::fold(&account.name)),
        email: Set(account.email.as_deref().map(str::to_lowercase)),
        password: Set(None),
        active: Set(account.active),
        last_in_at: Set(None),
        last_in_from: Set(None),
        version: Set(1),
        week_mail: Set(true),
    };
    account::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    add_roles(tx, account.id, &account.roles).await?;
    raise_revision(tx).await
}

async fn add_roles(tx: &Tx, account: UserId, roles: &[Role]) -> Result<(), StoreFault> {
    let rows = roles.iter().map(|role| account_role::ActiveModel {
        school_id: Set(tx.school().0),
        account_id: Set(account.0),
        role: Set(role.code().to_owned()),
    });
    if !roles.is_empty() {
        account_role::Entity::insert_many(rows).exec_without_returning(tx.inner()).await?;
    }
    Ok(())
}

/// Saves name, e-mail, roles and whether it may sign in.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &Tx, allowed: &Allowed, changed: &Account) -> Result<(), StoreFault> {
    tx.check(allowed, "account", None)?;
    tx.same_school("account", changed.school)?;
    account::Entity::update_many()
        .col_expr(account::Column::Name, Expr::value(changed.name.clone()))
        .col_expr(account::Column::SortKey, Expr::value(name::fold(&changed.name)))
        .col_expr(account::Column::Email, Expr::value(changed.email.as_deref().map(str::to_lowercase)))
        .col_expr(account::Column::Active, Expr::value(changed.active))
        .filter(account::Column::SchoolId.eq(tx.school().0))
        .filter(account::Column::Id.eq(changed.id.0))
        .exec(tx.inner())
        .await?;
    account_role::Entity::delete_many()
        .filter(account_role::Column::SchoolId.eq(tx.school().0))
        .filter(account_role::Column::AccountId.eq(changed.id.0))
        .exec(tx.inner())
        .await?;
    add_roles(tx, changed.id, &changed.roles).await?;
    raise_revision(tx).await
}

/// Sets the password's hash (PHC string).
///
/// # Errors
/// When the database fails.
pub async fn set_password(tx: &Tx, allowed: &Allowed, id: UserId, hash: &str) -> Result<(), StoreFault> {
    if allowed.school() != tx.school() {
        return Err(StoreFault::NotCovered { table: "account" });
    }
    account::Entity::update_many()
        .col_expr(account::Column::Password, Expr::value(Some(hash.to_owned())))
        .filter(account::Column::SchoolId.eq(tx.school().0))
        .filter(account::Column::Id.eq(id.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Whether an account gets the week's mail.
///
/// # Errors
/// When the database fails.
pub async fn gets_week_mail(db: &impl Conn, id: UserId) -> Result<bool, StoreFault> {
    let row = account::Entity::find_by_id((db.school().0, id.0)).one(db.inner()).await?;
    Ok(row.is_some_and(|row| row.week_mail))
}

/// Stops an account's mail of the week, or starts it again.
///
/// # Errors
/// When the right is of another school, or the database fails.
pub async fn set_week_mail(tx: &Tx, allowed: &Allowed, id: UserId, on: bool) -> Result<(), StoreFault> {
    tx.check(allowed, "account", None)?;
    account::Entity::update_many()
        .col_expr(account::Column::WeekMail, Expr::value(on))
        .filter(account::Column::SchoolId.eq(tx.school().0))
        .filter(account::Column::Id.eq(id.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Every account of the school, by name.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl Conn) -> Result<Vec<Account>, StoreFault> {
    let rows = account::Entity::find()
        .filter(account::Column::SchoolId.eq(db.school().0))
        .order_by_asc(account::Column::SortKey)
        .all(db.inner())
        .await?;
    let mut roles: BTreeMap<_, Vec<Role>> = BTreeMap::new();
    for row in account_role::Entity::find()
        .filter(account_role::Column::SchoolId.eq(db.school().0))
        .all(db.inner())
        .await?
    {
        roles.entry(row.account_id).or_default().push(role_of(&row)?);
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut own = roles.remove(&row.id).unwrap_or_default();
            own.sort();
            account_of(row, own)
        })
        .collect())
}

/// One account.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &impl Conn, id: UserId) -> Result<Option<Account>, StoreFault> {
    let Some(row) = account::Entity::find_by_id((db.school().0, id.0)).one(db.inner()).await? else {
        return Ok(None);
    };
    let roles = account_role::Entity::find()
        .filter(account_role::Column::SchoolId.eq(db.school().0))
        .filter(account_role::Column::AccountId.eq(id.0))
        .all(db.inner())
        .await?;
    let mut roles = roles.iter().map(role_of).collect::<Result<Vec<_>, _>>()?;
    roles.sort();
    Ok(Some(account_of(row, roles)))
}

/// The account of an e-mail address in this school.
///
/// # Errors
/// When the database fails.
pub async fn find_by_email(db: &impl Conn, email: &str) -> Result<Option<UserId>, StoreFault> {
    let row = account::Entity::find()
        .filter(account::Column::SchoolId.eq(db.school().0))
        .filter(account::Column::Email.eq(email.trim().to_lowercase()))
        .one(db.inner())
        .await?;
    Ok(row.map(|row| row.id.into()))
}

/// The accounts of an e-mail address in every school, with their password hashes: for signing in.
///
/// # Errors
/// When the database fails.
pub async fn everywhere_by_email(
    store: &Store,
    email: &str,
) -> Result<Vec<(SchoolId, UserId, Option<String>)>, StoreFault> {
    let rows = account::Entity::find()
        .filter(account::Column::Email.eq(email.trim().to_lowercase()))
        .filter(account::Column::Active.eq(true))
        .order_by_asc(account::Column::SchoolId)
        .all(store.reading())
        .await?;
    Ok(rows.into_iter().map(|row| (row.school_id.into(), row.id.into(), row.password)).collect())
}

/// The actor that an account is today: each role with the classes and children that it reaches.
///
/// TAs reach the children of their groups, of the groups that they cover today, and those assigned to them (a bond of
/// role TA) and those of classes in which they help; class teachers their classes, and as TAs do the children of groups that they run or cover; parents,
/// pupils and agencies the children they are bound to.
///
/// # Errors
/// When the database fails.
pub async fn actor(db: &impl Conn, id: UserId, today: Date) -> Result<Option<Actor>, StoreFault> {
    let Some(account) = get(db, id).await?.filter(|account| account.active) else { return Ok(None) };
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

/// How an account signs in, for the list of accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WayIn {
    /// Whether a password was chosen.
    pub has_password: bool,
    /// When it was last signed in.
    pub last_in_at: Option<Timestamp>,
}

/// How each account of the school signs in.
///
/// # Errors
/// When the database fails.
pub async fn ways_in(db: &impl Conn) -> Result<BTreeMap<UserId, WayIn>, StoreFault> {
    use sea_orm::QuerySelect;
    type Row = (sea_orm::prelude::Uuid, Option<String>, Option<sea_orm::prelude::DateTimeUtc>);
    let rows: Vec<Row> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .column(account::Column::Password)
        .column(account::Column::LastInAt)
        .filter(account::Column::SchoolId.eq(db.school().0))
        .into_tuple()
        .all(db.inner())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, password, last)| {
            (id.into(), WayIn { has_password: password.is_some(), last_in_at: last.map(edge::instant) })
        })
        .collect())
}

/// Hands the groups of an account, and the children assigned to it, to another one from a day on.
///
/// # Errors
/// When the right does not cover the school.
pub async fn hand_over(
    tx: &Tx,
    allowed: &Allowed,
    from: UserId,
    to: UserId,
    on: Date,
) -> Result<(), StoreFault> {
    use provision_staff::Column as Staff;
    tx.check(allowed, "provision_staff", None)?;
    let day = edge::day(on);
    let groups = provision_staff::Entity::find()
        .filter(Staff::SchoolId.eq(tx.school().0))
        .filter(Staff::AccountId.eq(from.0))
        .all(tx.inner())
        .await?;
    for group in groups {
        let running =
            provision::Entity::find_by_id((tx.school().0, group.provision_id)).one(tx.inner()).await?;
        if running.is_none_or(|provision| provision.until_on < day) {
            continue;
        }
        provision_staff::Entity::delete_by_id((tx.school().0, group.provision_id, from.0))
            .exec(tx.inner())
            .await?;
        let theirs = provision_staff::ActiveModel {
            school_id: Set(tx.school().0),
            provision_id: Set(group.provision_id),
            account_id: Set(to.0),
        };
        provision_staff::Entity::insert(theirs)
            .on_conflict(
                OnConflict::columns([Staff::SchoolId, Staff::ProvisionId, Staff::AccountId])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(tx.inner())
            .await?;
        // Whoever has the group open would else put the staff back unseen.
        provision::Entity::update_many()
            .col_expr(provision::Column::Version, next_version(provision::Column::Version))
            .filter(provision::Column::SchoolId.eq(tx.school().0))
            .filter(provision::Column::Id.eq(group.provision_id))
            .exec(tx.inner())
            .await?;
    }
    for assigned in bonds_of(tx, from, on).await?.into_iter().filter(|bond| bond.role == Role::Ta) {
        bind(tx, allowed, to, assigned.pupil, Role::Ta, on, assigned.until_on).await?;
        let last = on.yesterday().unwrap_or(on);
        bind(tx, allowed, from, assigned.pupil, Role::Ta, assigned.from_on.min(last), Some(last)).await?;
    }
    raise_revision(tx).await
}

/// Binds an account to a child in a role (parent, pupil, agency; TA: assigned), until a date or for good.
///
/// # Errors
/// When the database fails.
pub async fn bind(
    tx: &Tx,
    allowed: &Allowed,
    account: UserId,
    pupil: PupilId,
    role: Role,
    from_on: Date,
    until_on: Option<Date>,
) -> Result<(), StoreFault> {
    if allowed.school() != tx.school() {
        return Err(StoreFault::NotCovered { table: "bond" });
    }
    let row = bond::ActiveModel {
        school_id: Set(tx.school().0),
        account_id: Set(account.0),
        pupil_id: Set(pupil.0),
        role: Set(role.code().to_owned()),
        from_on: Set(edge::day(from_on)),
        until_on: Set(until_on.map(edge::day)),
    };
    bond::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([
                bond::Column::SchoolId,
                bond::Column::AccountId,
                bond::Column::PupilId,
                bond::Column::Role,
            ])
            .update_columns([bond::Column::FromOn, bond::Column::UntilOn])
            .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    raise_revision(tx).await
}

/// The accounts bound to a child, with role.
///
/// # Errors
/// When the database fails.
pub async fn bound_to(db: &impl Conn, pupil: PupilId) -> Result<Vec<(UserId, Role)>, StoreFault> {
    let rows = bond::Entity::find()
        .filter(bond::Column::SchoolId.eq(db.school().0))
        .filter(bond::Column::PupilId.eq(pupil.0))
        .all(db.inner())
        .await?;
    rows.into_iter()
        .map(|row| {
            let role = Role::from_code(&row.role)
                .ok_or_else(|| edge::bad("bond", "role", row.account_id, &row.role))?;
            Ok((row.account_id.into(), role))
        })
        .collect()
}

/// A bond of an account to a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bond {
    /// The child.
    pub pupil: PupilId,
    /// In which role.
    pub role: Role,
    /// Since when.
    pub from_on: Date,
    /// The last day, when there is one.
    pub until_on: Option<Date>,
}

/// The children to whom an account is bound on a day.
///
/// # Errors
/// When the database fails.
pub async fn bonds_of(db: &impl Conn, account: UserId, today: Date) -> Result<Vec<Bond>, StoreFault> {
    let today = edge::day(today);
    let rows = bond::Entity::find()
        .filter(bond::Column::SchoolId.eq(db.school().0))
        .filter(bond::Column::AccountId.eq(account.0))
        .filter(bond::Column::FromOn.lte(today))
        .filter(Condition::any().add(bond::Column::UntilOn.is_null()).add(bond::Column::UntilOn.gte(today)))
        .order_by_asc(bond::Column::PupilId)
        .all(db.inner())
        .await?;
    rows.into_iter()
        .map(|row| {
            let role = Role::from_code(&row.role)
                .ok_or_else(|| edge::bad("bond", "role", row.account_id, &row.role))?;
            Ok(Bond {
                pupil: row.pupil_id.into(),
                role,
                from_on: edge::date(row.from_on),
                until_on: row.until_on.map(edge::date),
            })
        })
        .collect()
}

/// Gives an account the role of a parent or an agency, which comes with a bond to a child; no other role is given so.
///
/// # Errors
/// When the role is another one, or the database fails.
pub async fn grant(tx: &Tx, allowed: &Allowed, account: UserId, role: Role) -> Result<(), StoreFault> {
    if allowed.school() != tx.school() || !matches!(role, Role::Parent | Role::Agency) {
        return Err(StoreFault::NotCovered { table: "account_role" });
    }
    let known = account_role::Entity::find_by_id((tx.school().0, account.0, role.code().to_owned()));
    if known.one(tx.inner()).await?.is_none() {
        add_roles(tx, account, &[role]).await?;
    }
    raise_revision(tx).await
}

/// An account's access to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The account.
    pub account: UserId,
    /// In which role.
    pub role: Role,
    /// Since when.
    pub from_on: Date,
    /// Until when.
    pub until_on: Option<Date>,
}

impl Access {
    /// Whether it gives access on a day.
    #[must_use]
    pub fn runs_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day <= until)
    }
}

/// Who has or had access to a child by a bond of their own, with its days.
///
/// # Errors
/// When the database fails.
pub async fn access_to(db: &impl Conn, pupil: PupilId) -> Result<Vec<Access>, StoreFault> {
    let rows = bond::Entity::find()
        .filter(bond::Column::SchoolId.eq(db.school().0))
        .filter(bond::Column::PupilId.eq(pupil.0))
        .order_by_asc(bond::Column::FromOn)
        .order_by_asc(bond::Column::AccountId)
        .all(db.inner())
        .await?;
    rows.into_iter()
        .map(|row| {
            let role = Role::from_code(&row.role)
                .ok_or_else(|| edge::bad("bond", "role", row.account_id, &row.role))?;
            Ok(Access {
                account: row.account_id.into(),
                role,
                from_on: edge::date(row.from_on),
                until_on: row.until_on.map(edge::date),
            })
        })
        .collect()
}

/// Names of accounts by id.
///
/// # Errors
/// When the database fails.
pub async fn names(db: &impl Conn) -> Result<BTreeMap<UserId, String>, StoreFault> {
    use sea_orm::QuerySelect;
    let rows: Vec<(sea_orm::prelude::Uuid, String)> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .column(account::Column::Name)
        .filter(account::Column::SchoolId.eq(db.school().0))
        .into_tuple()
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(|(id, name)| (id.into(), name)).collect())
}

/// Adds one to a row's version where it is still the one started from.
pub(crate) fn next_version(column: impl sea_orm::ColumnTrait) -> sea_orm::sea_query::SimpleExpr {
    Expr::col(column).add(1)
}
