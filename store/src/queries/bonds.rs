//! Bonds of accounts to children (parent, pupil, agency, assigned assistant), each with its days; handing work over.

use domain::{
    Date, PupilId, UserId,
    people::{Role, Span},
    permissions::Allowed,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Select,
    sea_query::OnConflict,
};

use super::schools::raise_revision;
use crate::{Conn, StoreFault, Tx, edge, rows::bond};

/// A bond of an account to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bond {
    /// The account.
    pub account: UserId,
    /// The child.
    pub pupil: PupilId,
    /// In which role.
    pub role: Role,
    /// Since when.
    pub from_on: Date,
    /// The last day, when there is one.
    pub until_on: Option<Date>,
}

impl Bond {
    /// Whether it gives access on a day.
    #[must_use]
    pub fn runs_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day <= until)
    }
}

async fn read(db: &impl Conn, of: Select<bond::Entity>) -> Result<Vec<Bond>, StoreFault> {
    let rows = of.filter(bond::Column::SchoolId.eq(db.school().0)).all(db.inner()).await?;
    rows.into_iter()
        .map(|row| {
            let role = Role::from_code(&row.role)
                .ok_or_else(|| edge::bad("bond", "role", row.account_id, &row.role))?;
            Ok(Bond {
                account: row.account_id.into(),
                pupil: row.pupil_id.into(),
                role,
                from_on: edge::date(row.from_on),
                until_on: row.until_on.map(edge::date),
            })
        })
        .collect()
}

/// The children to whom an account is bound on a day.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &impl Conn, account: UserId, today: Date) -> Result<Vec<Bond>, StoreFault> {
    let today = edge::day(today);
    let theirs = bond::Entity::find()
        .filter(bond::Column::AccountId.eq(account.0))
        .filter(bond::Column::FromOn.lte(today))
        .filter(Condition::any().add(bond::Column::UntilOn.is_null()).add(bond::Column::UntilOn.gte(today)))
        .order_by_asc(bond::Column::PupilId);
    read(db, theirs).await
}

/// Who is or was bound to a child, by first day: those of today are those that [run](Bond::runs_on).
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId) -> Result<Vec<Bond>, StoreFault> {
    let theirs = bond::Entity::find()
        .filter(bond::Column::PupilId.eq(pupil.0))
        .order_by_asc(bond::Column::FromOn)
        .order_by_asc(bond::Column::AccountId);
    read(db, theirs).await
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

/// Hands the children who are assigned to an account as their assistant to another one from a day on. Who had them before
/// keeps their days.
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
    tx.check(allowed, "bond", None)?;
    for assigned in of_account(tx, from, on).await?.into_iter().filter(|bond| bond.role == Role::Ta) {
        let mut span = Span { from_on: on, until_on: assigned.until_on };
        let known = of_pupil(tx, assigned.pupil).await?;
        if let Some(own) = known.iter().find(|bond| bond.account == to && bond.role == Role::Ta) {
            let own = Span { from_on: own.from_on, until_on: own.until_on };
            span = own.joined(span).unwrap_or(span);
        }
        bind(tx, allowed, to, assigned.pupil, Role::Ta, span.from_on, span.until_on).await?;
        let last = on.yesterday().unwrap_or(on);
        bind(tx, allowed, from, assigned.pupil, Role::Ta, assigned.from_on.min(last), Some(last)).await?;
    }
    raise_revision(tx).await
}
