//! Accounts, their roles, and how they sign in.

use std::collections::BTreeMap;

use domain::{
    SchoolId, UserId,
    people::{Account, Digest, Role, name},
    permissions::Allowed,
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use super::schools::raise_revision;
use crate::{
    Conn, Store, StoreFault, Tx, edge,
    rows::{account, account_role},
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
        digest: Set(String::new()),
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

/// How often an account chose to be mailed; none when it never chose.
///
/// # Errors
/// When the database fails or holds a code that nobody knows.
pub async fn digest(db: &impl Conn, id: UserId) -> Result<Option<Digest>, StoreFault> {
    let row = account::Entity::find_by_id((db.school().0, id.0)).one(db.inner()).await?;
    row.map_or(Ok(None), |row| chosen_digest(&row))
}

/// How often those accounts of the school that chose chose to be mailed.
///
/// # Errors
/// When the database fails or holds a code that nobody knows.
pub async fn digests(db: &impl Conn) -> Result<BTreeMap<UserId, Digest>, StoreFault> {
    let rows = account::Entity::find()
        .filter(account::Column::SchoolId.eq(db.school().0))
        .filter(account::Column::Digest.ne(""))
        .all(db.inner())
        .await?;
    let chosen = rows.iter().map(|row| Ok(chosen_digest(row)?.map(|digest| (UserId(row.id), digest))));
    chosen.filter_map(Result::transpose).collect()
}

fn chosen_digest(row: &account::Model) -> Result<Option<Digest>, StoreFault> {
    if row.digest.is_empty() {
        return Ok(None);
    }
    let digest = Digest::from_code(&row.digest);
    digest.map(Some).ok_or_else(|| edge::bad("account", "digest", UserId(row.id), &row.digest))
}

/// Keeps how often an account chose to be mailed.
///
/// # Errors
/// When the right is of another school, or the database fails.
pub async fn set_digest(tx: &Tx, allowed: &Allowed, id: UserId, digest: Digest) -> Result<(), StoreFault> {
    tx.check(allowed, "account", None)?;
    account::Entity::update_many()
        .col_expr(account::Column::Digest, Expr::value(digest.code()))
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
