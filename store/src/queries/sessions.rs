//! Logged sessions: delivered, shortened or not run; each child present or not.

use std::collections::BTreeMap;

use domain::{
    Date, Now, ProvisionId, PupilId, SessionId, UserId,
    permissions::{Allowed, Scope},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
    prelude::{ChronoDate, Uuid},
    sea_query::{Query, SelectStatement},
};

use super::{in_scope, pupils::stale_unless_one};
use crate::{
    Conn, StoreFault, Tx,
    by_place::Rows,
    edge,
    rows::{account, provision, provision_place, pupil, session_child, teaching_session},
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

/// What was written at a session of which a child was: the message to the teacher, and a line about the child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The session.
    pub session: SessionId,
    /// The provision.
    pub provision: ProvisionId,
    /// Its name.
    pub group: String,
    /// The day.
    pub on: Date,
    /// Who logged it.
    pub logged_by: Option<UserId>,
    /// Their name; empty when it is not known.
    pub by: String,
    /// The message to the teacher; empty when there is none.
    pub message: String,
    /// The child.
    pub pupil: PupilId,
    /// The line about the child; empty when there is none.
    pub line: String,
}

/// A column of each table that is read of what was written.
type WrittenRow = (Uuid, Uuid, String, ChronoDate, String, Option<Uuid>, Option<String>, Uuid, String);

/// What was written at sessions since a day of the children of a scope, newest first: a row for each child of a session
/// with a message, or with a line about them.
///
/// # Errors
/// When the database fails.
pub async fn written(db: &impl Conn, scope: &Scope, since: Date) -> Result<Vec<Written>, StoreFault> {
    use session_child::Column as Of;
    use teaching_session::Column as At;
    let to_session: RelationDef = session_child::Entity::belongs_to(teaching_session::Entity)
        .from((Of::SchoolId, Of::SessionId))
        .to((At::SchoolId, At::Id))
        .into();
    let to_provision: RelationDef = teaching_session::Entity::belongs_to(provision::Entity)
        .from((At::SchoolId, At::ProvisionId))
        .to((provision::Column::SchoolId, provision::Column::Id))
        .into();
    let to_account: RelationDef = teaching_session::Entity::belongs_to(account::Entity)
        .from((At::SchoolId, At::LoggedBy))
        .to((account::Column::SchoolId, account::Column::Id))
        .into();
    let mut query = session_child::Entity::find()
        .select_only()
        .column(At::Id)
        .column(At::ProvisionId)
        .column(provision::Column::Name)
        .column(At::OnDate)
        .column(At::Line)
        .column(At::LoggedBy)
        .column(account::Column::Name)
        .column(Of::PupilId)
        .column(Of::Line)
        .join(JoinType::InnerJoin, to_session)
        .join(JoinType::InnerJoin, to_provision)
        .join(JoinType::LeftJoin, to_account)
        .filter(Of::SchoolId.eq(db.school().0))
        .filter(Of::SchoolId.eq(scope.school().0))
        .filter(At::OnDate.gte(edge::day(since)))
        .filter(Condition::any().add(At::Line.ne("")).add(Of::Line.ne("")));
    if !scope.is_whole_school() {
        // Joined, and not a list to look into: each session of these weeks would be tried against every child of it.
        let to_pupil: RelationDef = session_child::Entity::belongs_to(pupil::Entity)
            .from((Of::SchoolId, Of::PupilId))
            .to((pupil::Column::SchoolId, pupil::Column::Id))
            .into();
        query = query.join(JoinType::InnerJoin, to_pupil).filter(in_scope(scope));
    }
    let rows: Vec<WrittenRow> = query
        .order_by_desc(At::OnDate)
        .order_by_desc(At::Id)
        .order_by_asc(Of::PupilId)
        .into_tuple()
        .all(db.inner())
        .await?;
    let written =
        rows.into_iter().map(|(session, provision, group, on, message, by, name, pupil, line)| Written {
            session: session.into(),
            provision: provision.into(),
            group,
            on: edge::date(on),
            logged_by: by.map(Into::into),
            by: name.unwrap_or_default(),
            message,
            pupil: pupil.into(),
            line,
        });
    Ok(written.collect())
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
