//! Scores on targets, attainment in collections, and closed weeks.

use domain::{
    Date, EntryId, Now, PupilId, SessionId, TargetId, UserId,
    census::SenProvision,
    people::Pupil,
    permissions::{Allowed, Scope},
    progress::Score,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{ChronoDate, Uuid},
    sea_query::{Expr, OnConflict, Query},
};

use super::{in_scope, pupils_in};
use crate::{
    Conn, StoreFault, Tx,
    by_place::Rows,
    edge,
    rows::{attainment, closed_week, pupil, record, score, sen_status},
};

/// One score of one child on one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetScore {
    /// Its id: an entry from a device keeps the device's, so that the same entry sent twice counts once.
    pub id: EntryId,
    /// The child.
    pub pupil: PupilId,
    /// The target.
    pub target: TargetId,
    /// The day.
    pub on: Date,
    /// The value.
    pub value: Score,
    /// The session in which it was taken.
    pub session: Option<SessionId>,
    /// Who entered it.
    pub by: Option<UserId>,
}

fn score_of(row: score::Model) -> TargetScore {
    TargetScore {
        id: row.id.into(),
        pupil: row.pupil_id.into(),
        target: row.target_id.into(),
        on: edge::date(row.on_date),
        value: Score::from_millionths(row.value),
        session: row.session_id.map(Into::into),
        by: row.entered_by.map(Into::into),
    }
}

/// Adds scores; one whose id is there already is left as it is.
///
/// # Errors
/// When the right does not cover a child.
pub async fn add(
    tx: &Tx,
    rights: impl AsRef<[Allowed]>,
    new: &[TargetScore],
    now: Now,
) -> Result<(), StoreFault> {
    if new.is_empty() {
        return Ok(());
    }
    let rights = rights.as_ref();
    tx.check_each(rights, "score", new.iter().map(|score| score.pupil))?;
    for chunk in new.chunks(500) {
        let rows = chunk.iter().map(|score| score::ActiveModel {
            school_id: Set(tx.school().0),
            id: Set(score.id.0),
            pupil_id: Set(score.pupil.0),
            target_id: Set(score.target.0),
            on_date: Set(edge::day(score.on)),
            value: Set(score.value.millionths()),
            session_id: Set(score.session.map(|session| session.0)),
            entered_by: Set(score.by.map(|account| account.0)),
            entered_at: Set(edge::stamp(now.instant)),
        });
        score::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([score::Column::SchoolId, score::Column::Id]).do_nothing().to_owned(),
            )
            .exec_without_returning(tx.inner())
            .await?;
    }
    Ok(())
}

/// Takes a score back; whether there was one.
///
/// # Errors
/// When the right does not cover the child.
pub async fn remove(tx: &Tx, allowed: &Allowed, pupil: PupilId, id: EntryId) -> Result<bool, StoreFault> {
    tx.check(allowed, "score", Some(pupil))?;
    let done = score::Entity::delete_many()
        .filter(score::Column::SchoolId.eq(tx.school().0))
        .filter(score::Column::PupilId.eq(pupil.0))
        .filter(score::Column::Id.eq(id.0))
        .exec(tx.inner())
        .await?;
    Ok(done.rows_affected > 0)
}

/// Takes back the scores of a session, before it is logged anew.
///
/// # Errors
/// When the database fails.
pub async fn remove_of_session(
    tx: &Tx,
    rights: impl AsRef<[Allowed]>,
    session: SessionId,
) -> Result<(), StoreFault> {
    let pupils: Vec<_> = of_session(tx, session).await?.into_iter().map(|score| score.pupil).collect();
    let rights = rights.as_ref();
    tx.check_each(rights, "score", pupils)?;
    score::Entity::delete_many()
        .filter(score::Column::SchoolId.eq(tx.school().0))
        .filter(score::Column::SessionId.eq(session.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// The scores taken in a session.
///
/// # Errors
/// When the database fails.
pub async fn of_session(db: &impl Conn, session: SessionId) -> Result<Vec<TargetScore>, StoreFault> {
    let rows = score::Entity::find()
        .filter(score::Column::SchoolId.eq(db.school().0))
        .filter(score::Column::SessionId.eq(session.0))
        .order_by_asc(score::Column::PupilId)
        .order_by_asc(score::Column::TargetId)
        .rows(db.inner())
        .await?;
    Ok(rows.into_iter().map(score_of).collect())
}

/// A child's scores, by target and day.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId) -> Result<Vec<TargetScore>, StoreFault> {
    let rows = score::Entity::find()
        .filter(score::Column::SchoolId.eq(db.school().0))
        .filter(score::Column::PupilId.eq(pupil.0))
        .order_by_asc(score::Column::TargetId)
        .order_by_asc(score::Column::OnDate)
        .order_by_asc(score::Column::Id)
        .rows(db.inner())
        .await?;
    Ok(rows.into_iter().map(score_of).collect())
}

/// The scores of the children in the scope since a day, by target and day.
///
/// # Errors
/// When the database fails.
pub async fn since(db: &impl Conn, scope: &Scope, since: Date) -> Result<Vec<TargetScore>, StoreFault> {
    let mut query = score::Entity::find()
        .filter(score::Column::SchoolId.eq(db.school().0))
        .filter(score::Column::SchoolId.eq(scope.school().0))
        .filter(score::Column::OnDate.gte(edge::day(since)));
    if !scope.is_whole_school() {
        query = query.filter(score::Column::PupilId.in_subquery(pupils_in(scope)));
    }
    let rows = query
        .order_by_asc(score::Column::TargetId)
        .order_by_asc(score::Column::OnDate)
        .order_by_asc(score::Column::Id)
        .rows(db.inner())
        .await?;
    Ok(rows.into_iter().map(score_of).collect())
}

/// One result of one child in one collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attainment {
    /// The child.
    pub pupil: PupilId,
    /// The subject.
    pub subject: String,
    /// The scale's code.
    pub scale: String,
    /// The day of the collection.
    pub on: Date,
    /// The number on the scale.
    pub value: Score,
    /// As it was written.
    pub written: String,
}

/// Writes results; the same child, subject, scale and day again replaces.
///
/// # Errors
/// When the right does not cover a child.
pub async fn keep_attainment(tx: &Tx, allowed: &Allowed, new: &[Attainment]) -> Result<(), StoreFault> {
    if allowed.school() != tx.school() {
        return Err(StoreFault::NotCovered { table: "attainment" });
    }
    use attainment::Column;
    for chunk in new.chunks(500) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|result| attainment::ActiveModel {
                school_id: Set(tx.school().0),
                pupil_id: Set(result.pupil.0),
                subject: Set(result.subject.clone()),
                scale: Set(result.scale.clone()),
                on_date: Set(edge::day(result.on)),
                value: Set(result.value.millionths()),
                written: Set(result.written.clone()),
            })
            .collect();
        attainment::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([
                    Column::SchoolId,
                    Column::PupilId,
                    Column::Subject,
                    Column::Scale,
                    Column::OnDate,
                ])
                .update_columns([Column::Value, Column::Written])
                .to_owned(),
            )
            .exec_without_returning(tx.inner())
            .await?;
    }
    Ok(())
}

/// Results by day: of a subject or of all, of one child or of the whole school.
///
/// # Errors
/// When the database fails.
pub async fn attainments(
    db: &impl Conn,
    subject: Option<&str>,
    pupil: Option<PupilId>,
) -> Result<Vec<Attainment>, StoreFault> {
    let mut query = attainment::Entity::find();
    if let Some(subject) = subject {
        query = query.filter(attainment::Column::Subject.eq(subject));
    }
    if let Some(pupil) = pupil {
        query = query.filter(attainment::Column::PupilId.eq(pupil.0));
    }
    by_day(db, query).await
}

/// A child's results in every subject, and those of the peers: pupils on the roll in the same year group whose SEN
/// status was N on the day of the result (of a pupil without a history: is N). In no order, and without what was
/// written: there are a thousand.
///
/// # Errors
/// When the database fails.
pub async fn attainments_of_peers(db: &impl Conn, child: &Pupil) -> Result<Vec<Attainment>, StoreFault> {
    let with_history = Query::select()
        .column(sen_status::Column::PupilId)
        .from(sen_status::Entity)
        .and_where(sen_status::Column::SchoolId.eq(db.school().0))
        .to_owned();
    let peers = Query::select()
        .column(pupil::Column::Id)
        .from(pupil::Entity)
        .and_where(pupil::Column::SchoolId.eq(db.school().0))
        .and_where(pupil::Column::YearGroup.eq(i32::from(child.year.0)))
        .and_where(pupil::Column::LeftOn.is_null())
        .cond_where(
            Condition::any()
                .add(pupil::Column::Provision.eq(SenProvision::N.code()))
                .add(pupil::Column::Id.in_subquery(with_history)),
        )
        .to_owned();
    let supported = Query::select()
        .expr(Expr::val(1))
        .from(sen_status::Entity)
        .and_where(sen_status::Column::SchoolId.eq(db.school().0))
        .and_where(
            Expr::col((sen_status::Entity, sen_status::Column::PupilId))
                .equals((attainment::Entity, attainment::Column::PupilId)),
        )
        .and_where(sen_status::Column::Provision.ne(SenProvision::N.code()))
        .and_where(
            Expr::col((sen_status::Entity, sen_status::Column::FromOn))
                .lte(Expr::col((attainment::Entity, attainment::Column::OnDate))),
        )
        .cond_where(
            Condition::any().add(sen_status::Column::UntilOn.is_null()).add(
                Expr::col((sen_status::Entity, sen_status::Column::UntilOn))
                    .gte(Expr::col((attainment::Entity, attainment::Column::OnDate))),
            ),
        )
        .to_owned();
    let whose = Condition::any().add(attainment::Column::PupilId.eq(child.id.0)).add(
        Condition::all().add(attainment::Column::PupilId.in_subquery(peers)).add(Expr::not_exists(supported)),
    );
    let rows: Vec<(Uuid, String, String, ChronoDate, i64)> = attainment::Entity::find()
        .select_only()
        .columns([
            attainment::Column::PupilId,
            attainment::Column::Subject,
            attainment::Column::Scale,
            attainment::Column::OnDate,
            attainment::Column::Value,
        ])
        .filter(attainment::Column::SchoolId.eq(db.school().0))
        .filter(whose)
        .into_tuple()
        .all(db.inner())
        .await?;
    let of = |(pupil, subject, scale, on, value): (Uuid, String, String, ChronoDate, i64)| Attainment {
        pupil: pupil.into(),
        subject,
        scale,
        on: edge::date(on),
        value: Score::from_millionths(value),
        written: String::new(),
    };
    Ok(rows.into_iter().map(of).collect())
}

/// The results since a day of the children in the scope who have SEN support, an EHC plan or a record. By day.
///
/// # Errors
/// When the database fails.
pub async fn attainments_with_record(
    db: &impl Conn,
    scope: &Scope,
    since: Date,
) -> Result<Vec<Attainment>, StoreFault> {
    let recorded = Query::select()
        .column(record::Column::PupilId)
        .from(record::Entity)
        .and_where(record::Column::SchoolId.eq(db.school().0))
        .to_owned();
    let known = Condition::any()
        .add(pupil::Column::Provision.ne(SenProvision::N.code()))
        .add(pupil::Column::Id.in_subquery(recorded));
    let children = Query::select()
        .column(pupil::Column::Id)
        .from(pupil::Entity)
        .and_where(pupil::Column::SchoolId.eq(db.school().0))
        .cond_where(in_scope(scope))
        .cond_where(known)
        .to_owned();
    let query = attainment::Entity::find()
        .filter(attainment::Column::OnDate.gte(edge::day(since)))
        .filter(attainment::Column::PupilId.in_subquery(children));
    by_day(db, query).await
}

async fn by_day(
    db: &impl Conn,
    query: sea_orm::Select<attainment::Entity>,
) -> Result<Vec<Attainment>, StoreFault> {
    let rows = query
        .filter(attainment::Column::SchoolId.eq(db.school().0))
        .order_by_asc(attainment::Column::OnDate)
        .order_by_asc(attainment::Column::PupilId)
        .rows(db.inner())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Attainment {
            pupil: row.pupil_id.into(),
            subject: row.subject,
            scale: row.scale,
            on: edge::date(row.on_date),
            value: Score::from_millionths(row.value),
            written: row.written,
        })
        .collect())
}

/// Closes a week, named by its Monday; again changes the note.
///
/// # Errors
/// When the right does not cover the school.
pub async fn close_week(
    tx: &Tx,
    allowed: &Allowed,
    monday: Date,
    note: &str,
    by: Option<UserId>,
    now: Now,
) -> Result<(), StoreFault> {
    tx.check(allowed, "closed_week", None)?;
    let row = closed_week::ActiveModel {
        school_id: Set(tx.school().0),
        monday: Set(edge::day(monday)),
        closed_at: Set(edge::stamp(now.instant)),
        closed_by: Set(by.map(|account| account.0)),
        note: Set(note.to_owned()),
    };
    closed_week::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([closed_week::Column::SchoolId, closed_week::Column::Monday])
                .update_column(closed_week::Column::Note)
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// The closed weeks since a Monday: the Monday, when it was closed, by whom, and its note; newest first.
///
/// # Errors
/// When the database fails.
pub async fn closed_since(
    db: &impl Conn,
    monday: Date,
) -> Result<Vec<(Date, jiff::Timestamp, Option<UserId>, String)>, StoreFault> {
    let rows = closed_week::Entity::find()
        .filter(closed_week::Column::SchoolId.eq(db.school().0))
        .filter(closed_week::Column::Monday.gte(edge::day(monday)))
        .order_by_desc(closed_week::Column::Monday)
        .rows(db.inner())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let monday = edge::date(row.monday);
            (monday, edge::instant(row.closed_at), row.closed_by.map(Into::into), row.note)
        })
        .collect())
}

/// Whether a week is closed: when, and its note.
///
/// # Errors
/// When the database fails.
pub async fn closed_week(
    db: &impl Conn,
    monday: Date,
) -> Result<Option<(jiff::Timestamp, Option<UserId>, String)>, StoreFault> {
    let row = closed_week::Entity::find_by_id((db.school().0, edge::day(monday))).one(db.inner()).await?;
    Ok(row.map(|row| (edge::instant(row.closed_at), row.closed_by.map(Into::into), row.note)))
}
