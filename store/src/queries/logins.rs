//! Who is signed in, by the hash of a token; and single-use links. Outside the rights: each act is its own proof.

use domain::{EventId, Now, PupilId, SchoolId, UserId, audit::Event, permissions::Allowed};
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationDef,
    sea_query::Expr,
};

use crate::{
    Conn, Store, StoreFault, Tx, edge,
    rows::{account, login, login_link, school},
};

/// A sign-in that is good, with what the next page needs: one indexed query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The school.
    pub school: SchoolId,
    /// The account.
    pub account: UserId,
    /// The account's name.
    pub name: String,
    /// The one child's page that an adult opened on a shared device.
    pub only_pupil: Option<PupilId>,
    /// Since when.
    pub made_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// When the account was signed in the time before.
    pub last_in_at: Option<Timestamp>,
    /// From where that was.
    pub last_in_from: Option<String>,
    /// The school's revision: what is cached by it is still good while it stands.
    pub revision: u64,
}

fn login_to_account() -> RelationDef {
    login::Entity::belongs_to(account::Entity)
        .from((login::Column::SchoolId, login::Column::AccountId))
        .to((account::Column::SchoolId, account::Column::Id))
        .into()
}

fn login_to_school() -> RelationDef {
    login::Entity::belongs_to(school::Entity).from(login::Column::SchoolId).to(school::Column::Id).into()
}

/// Writes a sign-in, with when and from where the account signed in the time before.
///
/// # Errors
/// When the database fails.
pub async fn make(
    tx: &Tx,
    allowed: &Allowed,
    token_hash: &str,
    account: UserId,
    only_pupil: Option<PupilId>,
    came_from: &str,
    now: Now,
) -> Result<(), StoreFault> {
    if allowed.school() != tx.school() {
        return Err(StoreFault::NotCovered { table: "login" });
    }
    let at = edge::stamp(now.instant);
    let before = account::Entity::find_by_id((tx.school().0, account.0)).one(tx.inner()).await?;
    let (before_at, before_from) = before.map_or((None, None), |row| (row.last_in_at, row.last_in_from));
    let row = login::ActiveModel {
        token_hash: Set(token_hash.to_owned()),
        school_id: Set(tx.school().0),
        account_id: Set(account.0),
        only_pupil: Set(only_pupil.map(|pupil| pupil.0)),
        made_at: Set(at),
        seen_at: Set(at),
        came_from: Set(came_from.to_owned()),
        before_at: Set(before_at),
        before_from: Set(before_from),
    };
    login::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    account::Entity::update_many()
        .col_expr(account::Column::LastInAt, Expr::value(Some(at)))
        .col_expr(account::Column::LastInFrom, Expr::value(Some(came_from.to_owned())))
        .filter(account::Column::SchoolId.eq(tx.school().0))
        .filter(account::Column::Id.eq(account.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// The sign-in of a token's hash, when its account may still sign in.
///
/// # Errors
/// When the database fails.
pub async fn get(store: &Store, token_hash: &str) -> Result<Option<Login>, StoreFault> {
    type Row = (
        sea_orm::prelude::Uuid,
        sea_orm::prelude::Uuid,
        String,
        Option<sea_orm::prelude::Uuid>,
        sea_orm::prelude::DateTimeUtc,
        sea_orm::prelude::DateTimeUtc,
        Option<sea_orm::prelude::DateTimeUtc>,
        Option<String>,
        i64,
    );
    let row: Option<Row> = login::Entity::find()
        .select_only()
        .column(login::Column::SchoolId)
        .column(login::Column::AccountId)
        .column(account::Column::Name)
        .column(login::Column::OnlyPupil)
        .column(login::Column::MadeAt)
        .column(login::Column::SeenAt)
        .column(login::Column::BeforeAt)
        .column(login::Column::BeforeFrom)
        .column(school::Column::Revision)
        .join(JoinType::InnerJoin, login_to_account())
        .join(JoinType::InnerJoin, login_to_school())
        .filter(login::Column::TokenHash.eq(token_hash))
        .filter(account::Column::Active.eq(true))
        .into_tuple()
        .one(store.reading())
        .await?;
    Ok(row.map(|(school, account, name, only, made, seen, last, from, revision)| Login {
        school: school.into(),
        account: account.into(),
        name,
        only_pupil: only.map(Into::into),
        made_at: edge::instant(made),
        seen_at: edge::instant(seen),
        last_in_at: last.map(edge::instant),
        last_in_from: from,
        revision: revision.unsigned_abs(),
    }))
}

/// Notes that a sign-in was used: asked at most once a minute.
///
/// # Errors
/// When the database fails.
pub async fn seen(store: &Store, token_hash: &str, now: Now) -> Result<(), StoreFault> {
    login::Entity::update_many()
        .col_expr(login::Column::SeenAt, Expr::value(edge::stamp(now.instant)))
        .filter(login::Column::TokenHash.eq(token_hash))
        .exec(store.writing())
        .await?;
    Ok(())
}

/// Ends a sign-in.
///
/// # Errors
/// When the database fails.
pub async fn end(store: &Store, token_hash: &str) -> Result<(), StoreFault> {
    login::Entity::delete_by_id(token_hash.to_owned()).exec(store.writing()).await?;
    Ok(())
}

/// Ends every sign-in of an account, in the transaction that takes its rights.
///
/// # Errors
/// When the database fails.
pub async fn end_all(tx: &Tx, account: UserId) -> Result<(), StoreFault> {
    login::Entity::delete_many()
        .filter(login::Column::SchoolId.eq(tx.school().0))
        .filter(login::Column::AccountId.eq(account.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// What a single-use link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The school.
    pub school: SchoolId,
    /// The account.
    pub account: UserId,
    /// `sign-in` or `set-password`.
    pub purpose: String,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

/// Writes a single-use link.
///
/// # Errors
/// When the database fails.
pub async fn make_link(
    tx: &Tx,
    allowed: &Allowed,
    token_hash: &str,
    link: &Link,
    now: Now,
) -> Result<(), StoreFault> {
    if allowed.school() != tx.school() || link.school != tx.school() {
        return Err(StoreFault::NotCovered { table: "login_link" });
    }
    let row = login_link::ActiveModel {
        token_hash: Set(token_hash.to_owned()),
        school_id: Set(link.school.0),
        account_id: Set(link.account.0),
        purpose: Set(link.purpose.clone()),
        made_at: Set(edge::stamp(now.instant)),
        expires_at: Set(edge::stamp(link.expires_at)),
        used_at: Set(None),
    };
    login_link::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// The link of a token's hash.
///
/// # Errors
/// When the database fails.
pub async fn link(store: &Store, token_hash: &str) -> Result<Option<Link>, StoreFault> {
    let row = login_link::Entity::find_by_id(token_hash.to_owned()).one(store.reading()).await?;
    Ok(row.map(|row| Link {
        school: row.school_id.into(),
        account: row.account_id.into(),
        purpose: row.purpose,
        expires_at: edge::instant(row.expires_at),
        used_at: row.used_at.map(edge::instant),
    }))
}

/// Spends a link; false when it was spent or has run out.
///
/// # Errors
/// When the database fails.
pub async fn spend(tx: &Tx, token_hash: &str, now: Now) -> Result<bool, StoreFault> {
    let done = login_link::Entity::update_many()
        .col_expr(login_link::Column::UsedAt, Expr::value(Some(edge::stamp(now.instant))))
        .filter(login_link::Column::TokenHash.eq(token_hash))
        .filter(login_link::Column::SchoolId.eq(tx.school().0))
        .filter(login_link::Column::UsedAt.is_null())
        .filter(login_link::Column::ExpiresAt.gt(edge::stamp(now.instant)))
        .exec(tx.inner())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Spends every open link of an account: what was sent before opens nothing any more.
///
/// # Errors
/// When the database fails.
pub async fn spend_all(tx: &Tx, account: UserId, now: Now) -> Result<(), StoreFault> {
    login_link::Entity::update_many()
        .col_expr(login_link::Column::UsedAt, Expr::value(Some(edge::stamp(now.instant))))
        .filter(login_link::Column::SchoolId.eq(tx.school().0))
        .filter(login_link::Column::AccountId.eq(account.0))
        .filter(login_link::Column::UsedAt.is_null())
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Commits a sign-in with its event.
///
/// # Errors
/// When the database fails.
pub async fn commit(tx: Tx, allowed: &Allowed, now: Now, event: (EventId, Event)) -> Result<(), StoreFault> {
    tx.commit(allowed, now, [event]).await
}
