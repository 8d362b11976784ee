//! Mail to be sent: rows with lease, attempts and backoff.

use std::collections::{BTreeMap, BTreeSet};

use domain::{EventId, Now, SchoolId, permissions::Allowed};
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::DateTimeUtc, sea_query::Expr,
};
use serde::{Deserialize, Serialize};

use crate::{Conn, Store, StoreFault, Tx, edge, rows::mail};

/// How often a mail is tried; then it is given up, and shown as failed.
pub const ATTEMPTS: i32 = 8;

/// A file that a mail carries: plain text of some kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailFile {
    /// Its name: "review.ics".
    pub name: String,
    /// Its kind, as mail programs read it.
    pub kind: String,
    /// What stands in it.
    pub text: String,
}

/// A mail. Its text and its files name no child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its id.
    pub id: EventId,
    /// The school that sends it.
    pub school: SchoolId,
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// When it was written.
    pub made_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong last.
    pub fault: String,
    /// What it carries.
    pub files: Vec<MailFile>,
}

fn mail_of(row: mail::Model) -> Mail {
    // Files that cannot be read keep no mail from going out: its text says where they are too.
    let files =
        if row.files.is_empty() { Vec::new() } else { serde_json::from_str(&row.files).unwrap_or_default() };
    Mail {
        files,
        id: row.id.into(),
        school: row.school_id.into(),
        to: row.recipient,
        subject: row.subject,
        body: row.body,
        made_at: edge::instant(row.made_at),
        sent_at: row.sent_at.map(edge::instant),
        attempts: edge::count(row.attempts),
        fault: row.fault,
    }
}

/// Queues a mail, in the transaction of what it tells of.
///
/// # Errors
/// When the database fails.
pub async fn queue(tx: &Tx, mail: &Mail) -> Result<(), StoreFault> {
    tx.same_school("mail", mail.school)?;
    let at = edge::stamp(mail.made_at);
    let row = mail::ActiveModel {
        id: Set(mail.id.0),
        school_id: Set(tx.school().0),
        recipient: Set(mail.to.clone()),
        subject: Set(mail.subject.clone()),
        body: Set(mail.body.clone()),
        made_at: Set(at),
        sent_at: Set(None),
        attempts: Set(0),
        next_at: Set(at),
        leased_until: Set(None),
        fault: Set(String::new()),
        files: Set(if mail.files.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&mail.files).map_err(|fault| edge::bad("mail", "files", mail.id, fault))?
        }),
    };
    mail::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// The newest mails of a school: the demo's mailbox, and the page of what failed.
///
/// # Errors
/// When the database fails.
pub async fn newest(db: &impl Conn, limit: u64) -> Result<Vec<Mail>, StoreFault> {
    let rows = mail::Entity::find()
        .filter(mail::Column::SchoolId.eq(db.school().0))
        .order_by_desc(mail::Column::MadeAt)
        .order_by_desc(mail::Column::Id)
        .limit(limit)
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(mail_of).collect())
}

/// Nobody holds it.
fn free_at(now: Now) -> Condition {
    Condition::any()
        .add(mail::Column::LeasedUntil.is_null())
        .add(mail::Column::LeasedUntil.lt(edge::stamp(now.instant)))
}

/// Leases up to `limit` mails that are due, until an instant; no other server takes them meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn lease(store: &Store, now: Now, until: Timestamp, limit: u64) -> Result<Vec<Mail>, StoreFault> {
    let due = mail::Entity::find()
        .filter(mail::Column::SentAt.is_null())
        .filter(mail::Column::NextAt.lte(edge::stamp(now.instant)))
        .filter(mail::Column::Attempts.lt(ATTEMPTS))
        .filter(free_at(now))
        .order_by_asc(mail::Column::NextAt)
        .limit(limit)
        .all(store.reading())
        .await?;
    let mut leased = Vec::new();
    for row in due {
        let done = mail::Entity::update_many()
            .col_expr(mail::Column::LeasedUntil, Expr::value(Some(edge::stamp(until))))
            .filter(mail::Column::Id.eq(row.id))
            .filter(mail::Column::SentAt.is_null())
            .filter(free_at(now))
            .exec(store.writing())
            .await?;
        if done.rows_affected == 1 {
            leased.push(mail_of(row));
        }
    }
    Ok(leased)
}

/// Notes that a mail was sent, or why not and when to try again.
///
/// # Errors
/// When the database fails.
pub async fn settle(
    store: &Store,
    mail: &Mail,
    now: Now,
    result: Result<(), (String, Timestamp)>,
) -> Result<(), StoreFault> {
    let update = mail::Entity::update_many()
        .col_expr(mail::Column::Attempts, Expr::col(mail::Column::Attempts).add(1))
        .col_expr(mail::Column::LeasedUntil, Expr::value(Option::<DateTimeUtc>::None))
        .filter(mail::Column::Id.eq(mail.id.0));
    let update = match result {
        Ok(()) => update
            .col_expr(mail::Column::SentAt, Expr::value(Some(edge::stamp(now.instant))))
            .col_expr(mail::Column::Fault, Expr::value(String::new())),
        Err((fault, next_at)) => update
            .col_expr(mail::Column::NextAt, Expr::value(edge::stamp(next_at)))
            .col_expr(mail::Column::Fault, Expr::value(fault)),
    };
    update.exec(store.writing()).await?;
    Ok(())
}

/// Tries a mail of the school again at once: whoever put the address or the server right asks for it.
///
/// # Errors
/// When the right does not cover the school.
pub async fn try_again(tx: &Tx, allowed: &Allowed, id: EventId, now: Now) -> Result<(), StoreFault> {
    tx.check(allowed, "mail", None)?;
    mail::Entity::update_many()
        .col_expr(mail::Column::Attempts, Expr::value(0))
        .col_expr(mail::Column::NextAt, Expr::value(edge::stamp(now.instant)))
        .filter(mail::Column::SchoolId.eq(tx.school().0))
        .filter(mail::Column::Id.eq(id.0))
        .filter(mail::Column::SentAt.is_null())
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// The mails of a school that were tried and not sent, newest first.
///
/// # Errors
/// When the database fails.
pub async fn not_sent(db: &impl Conn, limit: u64) -> Result<Vec<Mail>, StoreFault> {
    let rows = mail::Entity::find()
        .filter(mail::Column::SchoolId.eq(db.school().0))
        .filter(mail::Column::SentAt.is_null())
        .filter(mail::Column::Attempts.gt(0))
        .order_by_desc(mail::Column::MadeAt)
        .limit(limit)
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(mail_of).collect())
}

/// How many mails of a school were given up: tried as often as mails are, and not sent.
///
/// # Errors
/// When the database fails.
pub async fn given_up(db: &impl Conn) -> Result<u64, StoreFault> {
    use sea_orm::PaginatorTrait;
    let rows = mail::Entity::find()
        .filter(mail::Column::SchoolId.eq(db.school().0))
        .filter(mail::Column::SentAt.is_null())
        .filter(mail::Column::Attempts.gte(ATTEMPTS));
    Ok(rows.count(db.inner()).await?)
}

/// Those of some addresses to which the last mail did not arrive: it was given up, and none was sent since.
///
/// # Errors
/// When the database fails.
pub async fn not_reached(db: &impl Conn, addresses: &[String]) -> Result<BTreeSet<String>, StoreFault> {
    if addresses.is_empty() {
        return Ok(BTreeSet::new());
    }
    let settled =
        Condition::any().add(mail::Column::SentAt.is_not_null()).add(mail::Column::Attempts.gte(ATTEMPTS));
    let rows: Vec<(String, Option<DateTimeUtc>)> = mail::Entity::find()
        .select_only()
        .column(mail::Column::Recipient)
        .column(mail::Column::SentAt)
        .filter(mail::Column::SchoolId.eq(db.school().0))
        .filter(mail::Column::Recipient.is_in(addresses.iter().map(String::as_str)))
        .filter(settled)
        .order_by_asc(mail::Column::MadeAt)
        .order_by_asc(mail::Column::Id)
        .into_tuple()
        .all(db.inner())
        .await?;
    let last: BTreeMap<String, Option<DateTimeUtc>> = rows.into_iter().collect();
    Ok(last.into_iter().filter(|(_, sent_at)| sent_at.is_none()).map(|(address, _)| address).collect())
}

/// How many mails of a school wait to be sent for the first time, and how many were sent.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &impl Conn) -> Result<(u64, u64), StoreFault> {
    use sea_orm::PaginatorTrait;
    let of_school = mail::Entity::find().filter(mail::Column::SchoolId.eq(db.school().0));
    let sent = of_school.clone().filter(mail::Column::SentAt.is_not_null()).count(db.inner()).await?;
    let waiting = of_school
        .filter(mail::Column::SentAt.is_null())
        .filter(mail::Column::Attempts.eq(0))
        .count(db.inner())
        .await?;
    Ok((waiting, sent))
}
