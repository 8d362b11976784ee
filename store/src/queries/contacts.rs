//! Contacts of pupils.

use domain::{
    ContactId, PupilId, UserId,
    people::{Bar, BarFrom, Contact, ContactNeeds},
    permissions::Allowed,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, OnConflict},
};

use super::schools::raise_revision;
use crate::{Conn, StoreFault, Tx, edge, rows::contact};

fn contact_of(row: contact::Model) -> Result<Contact, StoreFault> {
    let phones =
        serde_json::from_str(&row.phones).map_err(|fault| edge::bad("contact", "phones", row.id, fault))?;
    Ok(Contact {
        id: row.id.into(),
        pupil: row.pupil_id.into(),
        position: edge::count(row.position),
        title: row.title,
        surname: row.surname,
        forename: row.forename,
        relationship: row.relationship,
        responsibility: match (row.responsibility, row.no_responsibility) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        },
        barred: row.barred,
        kept_from_meetings: row.kept_from_meetings,
        phones,
        email: row.email,
        address: row.address,
        account: row.account_id.map(Into::into),
        needs: ContactNeeds {
            interpreter: row.interpreter,
            large_print: row.large_print,
            other_format: row.other_format,
        },
    })
}

/// The contacts of a pupil, in order.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId) -> Result<Vec<Contact>, StoreFault> {
    of_pupils(db, [pupil]).await
}

/// The contacts of several pupils, who were found in a scope before.
///
/// # Errors
/// When the database fails.
pub async fn of_pupils(
    db: &impl Conn,
    pupils: impl IntoIterator<Item = PupilId>,
) -> Result<Vec<Contact>, StoreFault> {
    contact::Entity::find()
        .filter(contact::Column::SchoolId.eq(db.school().0))
        .filter(contact::Column::PupilId.is_in(pupils.into_iter().map(|id| id.0)))
        .order_by_asc(contact::Column::Position)
        .order_by_asc(contact::Column::Id)
        .all(db.inner())
        .await?
        .into_iter()
        .map(contact_of)
        .collect()
}

/// Every contact of the school: for the roll.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl Conn) -> Result<Vec<Contact>, StoreFault> {
    contact::Entity::find()
        .filter(contact::Column::SchoolId.eq(db.school().0))
        .order_by_asc(contact::Column::PupilId)
        .order_by_asc(contact::Column::Position)
        .all(db.inner())
        .await?
        .into_iter()
        .map(contact_of)
        .collect()
}

/// Makes contacts.
///
/// # Errors
/// When the right does not cover their pupils.
pub async fn make(tx: &Tx, allowed: &Allowed, new: &[Contact]) -> Result<(), StoreFault> {
    for contact in new {
        tx.check(allowed, "contact", Some(contact.pupil))?;
    }
    for chunk in new.chunks(500) {
        let rows: Vec<_> = chunk.iter().map(|contact| row_of(tx, contact)).collect();
        contact::Entity::insert_many(rows).exec_without_returning(tx.inner()).await?;
    }
    Ok(())
}

fn row_of(tx: &Tx, contact: &Contact) -> contact::ActiveModel {
    contact::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(contact.id.0),
        pupil_id: Set(contact.pupil.0),
        position: Set(edge::number(contact.position)),
        title: Set(contact.title.clone()),
        surname: Set(contact.surname.clone()),
        forename: Set(contact.forename.clone()),
        relationship: Set(contact.relationship.clone()),
        responsibility: Set(contact.has_responsibility()),
        no_responsibility: Set(contact.responsibility == Some(false)),
        barred: Set(contact.barred),
        kept_from_meetings: Set(contact.kept_from_meetings),
        phones: Set(serde_json::to_string(&contact.phones).unwrap_or_else(|_| "[]".to_owned())),
        email: Set(contact.email.clone()),
        address: Set(contact.address.clone()),
        account_id: Set(contact.account.map(|account| account.0)),
        interpreter: Set(contact.needs.interpreter.clone()),
        large_print: Set(contact.needs.large_print),
        other_format: Set(contact.needs.other_format.clone()),
        bar: sea_orm::ActiveValue::NotSet,
    }
}

/// Writes contacts as a file tells them, in one statement for many; account, bar and needs of a known one stay.
///
/// # Errors
/// When the right does not cover their pupils.
pub async fn renew(tx: &Tx, allowed: &Allowed, contacts: &[Contact]) -> Result<(), StoreFault> {
    use contact::Column;
    for contact in contacts {
        tx.check(allowed, "contact", Some(contact.pupil))?;
    }
    let all = || {
        Column::iter().filter(|column| {
            !matches!(
                column,
                Column::SchoolId
                    | Column::Id
                    | Column::PupilId
                    | Column::Barred
                    | Column::KeptFromMeetings
                    | Column::Bar
                    | Column::AccountId
                    | Column::Interpreter
                    | Column::LargePrint
                    | Column::OtherFormat
            )
        })
    };
    for chunk in contacts.chunks(500) {
        let rows: Vec<_> = chunk.iter().map(|contact| row_of(tx, contact)).collect();
        contact::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns([Column::SchoolId, Column::Id]).update_columns(all()).to_owned())
            .exec_without_returning(tx.inner())
            .await?;
    }
    Ok(())
}

/// Removes contacts of the school that a new file no longer names; those with an account, and those who are kept away, stay.
///
/// # Errors
/// When the right is for one child only.
pub async fn remove(tx: &Tx, allowed: &Allowed, ids: &[ContactId]) -> Result<(), StoreFault> {
    tx.check(allowed, "contact", None)?;
    for chunk in ids.chunks(1000) {
        contact::Entity::delete_many()
            .filter(contact::Column::SchoolId.eq(tx.school().0))
            .filter(contact::Column::Id.is_in(chunk.iter().map(|id| id.0)))
            .filter(contact::Column::AccountId.is_null())
            .filter(contact::Column::Barred.eq(false))
            .filter(contact::Column::KeptFromMeetings.eq(false))
            .exec(tx.inner())
            .await?;
    }
    Ok(())
}

/// Joins a contact to an account.
///
/// # Errors
/// When the right does not cover the pupil.
pub async fn save(tx: &Tx, allowed: &Allowed, changed: &Contact) -> Result<(), StoreFault> {
    tx.check(allowed, "contact", Some(changed.pupil))?;
    contact::Entity::update_many()
        .col_expr(contact::Column::AccountId, Expr::value(changed.account.map(|account: UserId| account.0)))
        .col_expr(contact::Column::Email, Expr::value(changed.email.clone()))
        .filter(contact::Column::SchoolId.eq(tx.school().0))
        .filter(contact::Column::Id.eq(changed.id.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Bars a contact from the pupil or its meetings on a decision, or lifts it.
///
/// # Errors
/// When the right does not cover the pupil.
pub async fn set_bar(
    tx: &Tx,
    allowed: &Allowed,
    contact: &Contact,
    bar: Option<&Bar>,
) -> Result<(), StoreFault> {
    tx.check(allowed, "contact", Some(contact.pupil))?;
    let kept = bar.map(|bar| serde_json::to_string(bar).unwrap_or_default()).unwrap_or_default();
    let is_from = |from| bar.is_some_and(|bar| bar.from == from);
    let stands_over = bar.is_some_and(|bar| bar.over.is_some());
    contact::Entity::update_many()
        .col_expr(contact::Column::Barred, Expr::value(is_from(BarFrom::Child)))
        .col_expr(contact::Column::KeptFromMeetings, Expr::value(is_from(BarFrom::Meetings) || stands_over))
        .col_expr(contact::Column::Bar, Expr::value(kept))
        .filter(contact::Column::SchoolId.eq(tx.school().0))
        .filter(contact::Column::Id.eq(contact.id.0))
        .filter(contact::Column::PupilId.eq(contact.pupil.0))
        .exec(tx.inner())
        .await?;
    raise_revision(tx).await
}

/// The decisions by which contacts of a pupil are kept away. One who is barred without a decision on record has none here.
///
/// # Errors
/// When the database fails.
pub async fn bars(db: &impl Conn, pupil: PupilId) -> Result<Vec<(ContactId, Bar)>, StoreFault> {
    let rows: Vec<(Uuid, String)> = contact::Entity::find()
        .select_only()
        .column(contact::Column::Id)
        .column(contact::Column::Bar)
        .filter(contact::Column::SchoolId.eq(db.school().0))
        .filter(contact::Column::PupilId.eq(pupil.0))
        .filter(contact::Column::Bar.ne(""))
        .order_by_asc(contact::Column::Position)
        .into_tuple()
        .all(db.inner())
        .await?;
    rows.into_iter()
        .map(|(id, text)| {
            let bar = serde_json::from_str(&text).map_err(|fault| edge::bad("contact", "bar", id, fault))?;
            Ok((id.into(), bar))
        })
        .collect()
}

/// Writes down what a contact needs to take part.
///
/// # Errors
/// When the right does not cover the pupil.
pub async fn set_needs(tx: &Tx, allowed: &Allowed, changed: &Contact) -> Result<(), StoreFault> {
    tx.check(allowed, "contact", Some(changed.pupil))?;
    contact::Entity::update_many()
        .col_expr(contact::Column::Interpreter, Expr::value(changed.needs.interpreter.clone()))
        .col_expr(contact::Column::LargePrint, Expr::value(changed.needs.large_print))
        .col_expr(contact::Column::OtherFormat, Expr::value(changed.needs.other_format.clone()))
        .filter(contact::Column::SchoolId.eq(tx.school().0))
        .filter(contact::Column::Id.eq(changed.id.0))
        .filter(contact::Column::PupilId.eq(changed.pupil.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}
