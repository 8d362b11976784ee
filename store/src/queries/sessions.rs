//! Logged sessions: delivered, shortened or not run; each child present or not.

use std::collections::BTreeMap;

use domain::{Date, Now, ProvisionId, PupilId, permissions::Allowed};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Query, SelectStatement},
};

use super::pupils::stale_unless_one;
use crate::{
    Conn, StoreFault, Tx,
    by_place::Rows,
    edge,
    rows::{provision_place, session_child, teaching_session},
};

pub use domain::provision::{AtSession, Session, SessionStatus};

/// Saves a session with its children: made when its version is 0, else started from that version. The rights must
/// cover each child of it.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody logged it since.
pub async fn save(
    tx: &Tx,
    rights: impl AsRef<[Allowed]>,
    changed: &Session,
    now: Now,
) -> Result<(), StoreFault> {
    let rights = rights.as_ref();
    tx.check_each(rights, "teaching_session", changed.children.iter().map(|child| child.pupil))?;
    let row = teaching_session::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(changed.id.0),
        provision_id: Set(changed.provision.0),
        on_date: Set(edge::day(changed.on)),
        status: Set(changed.status.code().to_owned()),
        why: Set(changed.why.clone()),
        line: Set(changed.line.clone()),
        minutes: Set(edge::number(changed.minutes)),
        cover: Set(changed.cover),
        logged_by: Set(changed.logged_by.map(|account| account.0)),
        logged_at: Set(edge::stamp(now.instant)),
        version: Set(edge::number(changed.version + 1)),
    };
    if changed.version == 0 {
        teaching_session::Entity::insert(row).exec_without_returning(tx.inner()).await?;
    } else {
        let done = teaching_session::Entity::update_many()
            .set(teaching_session::ActiveModel {
                school_id: sea_orm::ActiveValue::NotSet,
                id: sea_orm::ActiveValue::NotSet,
                ..row
            })
            .filter(teaching_session::Column::SchoolId.eq(tx.school().0))
            .filter(teaching_session::Column::Id.eq(changed.id.0))
            .filter(teaching_session::Column::Version.eq(edge::number(changed.version)))
            .exec(tx.inner())
            .await?;
        stale_unless_one(done.rows_affected, changed.version, "teaching_session")?;
        session_child::Entity::delete_many()
            .filter(session_child::Column::SchoolId.eq(tx.school().0))
            .filter(session_child::Column::SessionId.eq(changed.id.0))
            .exec(tx.inner())
            .await?;
    }
    if changed.children.is_empty() {
        return Ok(());
    }
    let rows = changed.children.iter().map(|child| session_child::ActiveModel {
        school_id: Set(tx.school().0),
        session_id: Set(changed.id.0),
        pupil_id: Set(child.pupil.0),
        present: Set(child.present),
        why: Set(child.why.clone()),
        line: Set(child.line.clone()),
        prompts: Set(child.prompts.map(edge::number)),
    });
    session_child::Entity::insert_many(rows).exec_without_returning(tx.inner()).await?;
    Ok(())
}

/// Takes a session back with its children and scores, as it is in this version.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody logged it anew since.
pub async fn remove(tx: &Tx, rights: impl AsRef<[Allowed]>, taken: &Session) -> Result<(), StoreFault> {
    let rights = rights.as_ref();
    tx.check_each(rights, "teaching_session", taken.children.iter().map(|child| child.pupil))?;
    super::scores::remove_of_session(tx, rights, taken.id).await?;
    session_child::Entity::delete_many()
        .filter(session_child::Column::SchoolId.eq(tx.school().0))
        .filter(session_child::Column::SessionId.eq(taken.id.0))
        .exec(tx.inner())
        .await?;
    let done = teaching_session::Entity::delete_many()
        .filter(teaching_session::Column::SchoolId.eq(tx.school().0))
        .filter(teaching_session::Column::Id.eq(taken.id.0))
        .filter(teaching_session::Column::Version.eq(edge::number(taken.version)))
        .exec(tx.inner())
        .await?;
    stale_unless_one(done.rows_affected, taken.version, "teaching_session")
}

/// The sessions whose ids a statement selects, by day: two queries whose text is always the same, so that the database
/// has them prepared. Only one child's mark is read when one is given.
async fn of_ids(
    db: &impl Conn,
    ids: SelectStatement,
    only: Option<PupilId>,
) -> Result<Vec<Session>, StoreFault> {
    let rows = teaching_session::Entity::find()
        .filter(teaching_session::Column::SchoolId.eq(db.school().0))
        .filter(teaching_session::Column::Id.in_subquery(ids.clone()))
        .order_by_asc(teaching_session::Column::OnDate)
        .order_by_asc(teaching_session::Column::Id)
        .rows(db.inner())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut marks = session_child::Entity::find()
        .filter(session_child::Column::SchoolId.eq(db.school().0))
        .filter(session_child::Column::SessionId.in_subquery(ids));
    if let Some(pupil) = only {
        marks = marks.filter(session_child::Column::PupilId.eq(pupil.0));
    }
    let mut children: BTreeMap<_, Vec<AtSession>> = BTreeMap::new();
    for row in marks.order_by_asc(session_child::Column::PupilId).rows(db.inner()).await? {
        children.entry(row.session_id).or_default().push(AtSession {
            pupil: row.pupil_id.into(),
            present: row.present,
            why: row.why,
            line: row.line,
            prompts: row.prompts.and_then(|prompts| u32::try_from(prompts).ok()),
        });
    }
    rows.into_iter()
        .map(|row| {
            let status = SessionStatus::from_code(&row.status)
                .ok_or_else(|| edge::bad("teaching_session", "status", row.id, &row.status))?;
            Ok(Session {
                children: children.remove(&row.id).unwrap_or_default(),
                id: row.id.into(),
                provision: row.provision_id.into(),
                on: edge::date(row.on_date),
                status,
                why: row.why,
                line: row.line,
                minutes: edge::count(row.minutes),
                cover: row.cover,
                logged_by: row.logged_by.map(Into::into),
                logged_at: edge::instant(row.logged_at),
                version: edge::count(row.version),
            })
        })
        .collect()
}

/// The ids of a school's sessions.
fn ids(db: &impl Conn) -> SelectStatement {
    Query::select()
        .column(teaching_session::Column::Id)
        .from(teaching_session::Entity)
        .and_where(teaching_session::Column::SchoolId.eq(db.school().0))
        .to_owned()
}

/// The logged sessions of the school between two days, by day.
///
/// # Errors
/// When the database fails.
pub async fn between(db: &impl Conn, from: Date, to: Date) -> Result<Vec<Session>, StoreFault> {
    let between = teaching_session::Column::OnDate.between(edge::day(from), edge::day(to));
    of_ids(db, ids(db).and_where(between).to_owned(), None).await
}

/// The logged sessions of a provision, by day.
///
/// # Errors
/// When the database fails.
pub async fn of_provision(db: &impl Conn, provision: ProvisionId) -> Result<Vec<Session>, StoreFault> {
    let of_it = teaching_session::Column::ProvisionId.eq(provision.0);
    of_ids(db, ids(db).and_where(of_it).to_owned(), None).await
}

/// The logged sessions of every provision in which a child has or had a place, by day, each with the mark of that
/// child only.
///
/// # Errors
/// When the database fails.
pub async fn of_groups_of(db: &impl Conn, pupil: PupilId) -> Result<Vec<Session>, StoreFault> {
    let groups = Query::select()
        .column(provision_place::Column::ProvisionId)
        .from(provision_place::Entity)
        .and_where(provision_place::Column::SchoolId.eq(db.school().0))
        .and_where(provision_place::Column::PupilId.eq(pupil.0))
        .to_owned();
    let of_them = teaching_session::Column::ProvisionId.in_subquery(groups);
    of_ids(db, ids(db).and_where(of_them).to_owned(), Some(pupil)).await
}

/// The logged sessions at which a child was, or should have been, by day, each with the mark of that child only.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId) -> Result<Vec<Session>, StoreFault> {
    let ids = Query::select()
        .column(session_child::Column::SessionId)
        .from(session_child::Entity)
        .and_where(session_child::Column::SchoolId.eq(db.school().0))
        .and_where(session_child::Column::PupilId.eq(pupil.0))
        .to_owned();
    of_ids(db, ids, Some(pupil)).await
}

/// Which provisions have a session logged on a day, and its status: without the children.
///
/// # Errors
/// When the database fails.
pub async fn logged_on(db: &impl Conn, day: Date) -> Result<BTreeMap<ProvisionId, String>, StoreFault> {
    let rows: Vec<(sea_orm::prelude::Uuid, String)> = teaching_session::Entity::find()
        .select_only()
        .column(teaching_session::Column::ProvisionId)
        .column(teaching_session::Column::Status)
        .filter(teaching_session::Column::SchoolId.eq(db.school().0))
        .filter(teaching_session::Column::OnDate.eq(edge::day(day)))
        .into_tuple()
        .all(db.inner())
        .await?;
    Ok(rows.into_iter().map(|(provision, status)| (provision.into(), status)).collect())
}

/// The session of a provision on a day, when it is logged.
///
/// # Errors
/// When the database fails.
pub async fn on(db: &impl Conn, provision: ProvisionId, day: Date) -> Result<Option<Session>, StoreFault> {
    let mut on_it = ids(db);
    on_it
        .and_where(teaching_session::Column::ProvisionId.eq(provision.0))
        .and_where(teaching_session::Column::OnDate.eq(edge::day(day)));
    Ok(of_ids(db, on_it, None).await?.pop())
}
