//! The record of each child: where both machines stand, and its rounds.

use domain::{
    Date, PupilId,
    census::SenProvision,
    pathway::{CaseState, CloseReason, step},
    people::Pupil,
    permissions::{Allowed, Scope},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable, JoinType, QueryFilter, QueryOrder,
    QueryResult, QuerySelect, QueryTrait, RelationDef,
    prelude::{Date as Day, Uuid},
    sea_query::OnConflict,
};

use super::{in_scope, pupils};
use crate::{
    Conn, StoreFault, Tx,
    by_place::{Rows, next},
    edge,
    rows::{pupil, record, round},
};

/// A child's record, as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The child.
    pub pupil: PupilId,
    /// Both machines.
    pub state: CaseState,
    /// When the next review is due.
    pub review_due_on: Option<Date>,
    /// The version; 0 when there is no row yet.
    pub version: u32,
}

impl Record {
    /// The record of a child of whom nothing is recorded yet.
    #[must_use]
    pub fn none(pupil: PupilId) -> Self {
        Self { pupil, state: CaseState::default(), review_due_on: None, version: 0 }
    }
}

/// A round of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The child.
    pub pupil: PupilId,
    /// Its number, from 1.
    pub round: u32,
    /// When it was opened.
    pub opened_on: Date,
    /// When it was closed.
    pub closed_on: Option<Date>,
    /// Why.
    pub reason: Option<CloseReason>,
    /// In words.
    pub words: String,
    /// Until when the child is watched after it.
    pub watch_until: Option<Date>,
}

pub(crate) fn record_to_pupil() -> RelationDef {
    record::Entity::belongs_to(pupil::Entity)
        .from((record::Column::SchoolId, record::Column::PupilId))
        .to((pupil::Column::SchoolId, pupil::Column::Id))
        .into()
}

fn record_of(row: record::Model) -> Result<Record, StoreFault> {
    let pupil: PupilId = row.pupil_id.into();
    Ok(Record {
        pupil,
        state: state_of(&row.state, pupil)?,
        review_due_on: row.review_due_on.map(edge::date),
        version: edge::count(row.version),
    })
}

fn round_of(row: round::Model) -> Result<Round, StoreFault> {
    let reason = row
        .reason
        .map(|code| {
            CloseReason::from_code(&code).ok_or_else(|| edge::bad("round", "reason", row.pupil_id, code))
        })
        .transpose()?;
    Ok(Round {
        pupil: row.pupil_id.into(),
        round: edge::count(row.round),
        opened_on: edge::date(row.opened_on),
        closed_on: row.closed_on.map(edge::date),
        reason,
        words: row.words,
        watch_until: row.watch_until.map(edge::date),
    })
}

/// A child's record; an empty one of version 0 when nothing is recorded yet. The child was found in a scope before.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &impl Conn, pupil: PupilId) -> Result<Record, StoreFault> {
    let row = record::Entity::find_by_id((db.school().0, pupil.0)).one(db.inner()).await?;
    row.map_or(Ok(Record::none(pupil)), record_of)
}

fn row_of(tx: &Tx, changed: &Record) -> Result<record::ActiveModel, StoreFault> {
    let state = serde_json::to_string(&changed.state)
        .map_err(|fault| edge::bad("record", "state", changed.pupil, fault))?;
    let shown = step::shown(&changed.state, None, Date::default());
    Ok(record::ActiveModel {
        school_id: Set(tx.school().0),
        pupil_id: Set(changed.pupil.0),
        round: Set(edge::number(changed.state.round)),
        cycle: Set(edge::number(changed.state.cycle)),
        support: Set(changed.state.support.map(|support| support.code().to_owned())),
        support_since: Set(changed.state.support_entered_on.map(edge::day)),
        statutory: Set(changed.state.statutory.code().to_owned()),
        statutory_since: Set(changed.state.statutory_entered_on.map(edge::day)),
        step: Set(shown.number.map_or(0, i32::from)),
        state: Set(state),
        review_due_on: Set(changed.review_due_on.map(edge::day)),
        version: Set(edge::number(changed.version + 1)),
    })
}

/// Every record of the school, of children who left too: for the roll.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl Conn) -> Result<Vec<Record>, StoreFault> {
    record::Entity::find()
        .filter(record::Column::SchoolId.eq(db.school().0))
        .rows(db.inner())
        .await?
        .into_iter()
        .map(record_of)
        .collect()
}

/// Writes records that were read in this transaction, in one statement for many: their versions go up.
///
/// # Errors
/// When the right does not cover the children.
pub async fn renew(tx: &Tx, allowed: &Allowed, changed: &[Record]) -> Result<(), StoreFault> {
    use record::Column;
    for record in changed {
        tx.check(allowed, "record", Some(record.pupil))?;
    }
    for chunk in changed.chunks(500) {
        let rows = chunk.iter().map(|record| row_of(tx, record)).collect::<Result<Vec<_>, _>>()?;
        let all = Column::iter().filter(|column| !matches!(column, Column::SchoolId | Column::PupilId));
        record::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([Column::SchoolId, Column::PupilId]).update_columns(all).to_owned(),
            )
            .exec_without_returning(tx.inner())
            .await?;
    }
    Ok(())
}

/// Saves a record, started from its version.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody moved the child since.
pub async fn save(tx: &Tx, allowed: &Allowed, changed: &Record) -> Result<(), StoreFault> {
    tx.check(allowed, "record", Some(changed.pupil))?;
    let row = row_of(tx, changed)?;
    if changed.version == 0 {
        let known = record::Entity::find_by_id((tx.school().0, changed.pupil.0)).one(tx.inner()).await?;
        if known.is_some() {
            return Err(StoreFault::Stale { started_from: 0, table: "record" });
        }
        record::Entity::insert(row).exec_without_returning(tx.inner()).await?;
        return Ok(());
    }
    let done = record::Entity::update_many()
        .set(record::ActiveModel {
            school_id: sea_orm::ActiveValue::NotSet,
            pupil_id: sea_orm::ActiveValue::NotSet,
            ..row
        })
        .filter(record::Column::SchoolId.eq(tx.school().0))
        .filter(record::Column::PupilId.eq(changed.pupil.0))
        .filter(record::Column::Version.eq(edge::number(changed.version)))
        .exec(tx.inner())
        .await?;
    pupils::stale_unless_one(done.rows_affected, changed.version, "record")
}

/// Every record in the scope with its child on the roll, by the child's name. `open_only` leaves out closed rounds
/// without a statutory process.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl Conn,
    scope: &Scope,
    open_only: bool,
) -> Result<Vec<(Record, Pupil)>, StoreFault> {
    let mut query = record::Entity::find()
        .select_also(pupil::Entity)
        .join(JoinType::InnerJoin, record_to_pupil())
        .filter(in_scope(scope))
        .filter(record::Column::SchoolId.eq(db.school().0))
        .filter(pupil::Column::LeftOn.is_null());
    if open_only {
        query = query.filter(record::Column::Step.gt(0));
    }
    query
        .order_by_asc(pupil::Column::SortKey)
        .rows(db.inner())
        .await?
        .into_iter()
        .filter_map(|(record, pupil)| pupil.map(|pupil| (record, pupil)))
        .map(|(record, pupil)| Ok((record_of(record)?, pupils::pupil_of(pupil)?)))
        .collect()
}

/// Which children [`with_pupils`] lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Every child on the roll.
    OnRoll,
    /// Those with SEN provision, or of whom anything was ever recorded.
    WithSenOrRecord,
    /// Every child on the roll who was so on a day, or came after it, and those who have left since.
    HereOn(Date),
    /// Those of them who left since a day, and no others.
    LeftSince(Date),
    /// Those of them who have left, whenever that was.
    Left,
}

/// The children of the scope on the roll, or of those who left, with their records (an empty one when nothing is
/// recorded), by name.
///
/// # Errors
/// When the database fails.
pub async fn with_pupils(
    db: &impl Conn,
    scope: &Scope,
    which: Which,
) -> Result<Vec<(Record, Pupil)>, StoreFault> {
    let mut query = pupil::Entity::find()
        .select_only()
        .columns(pupils::listed())
        .columns([
            record::Column::PupilId,
            record::Column::State,
            record::Column::ReviewDueOn,
            record::Column::Version,
        ])
        .join(JoinType::LeftJoin, record_to_pupil().rev())
        .filter(in_scope(scope))
        .filter(pupil::Column::SchoolId.eq(db.school().0));
    query = match which {
        Which::LeftSince(since) => query.filter(pupil::Column::LeftOn.gte(edge::day(since))),
        Which::Left => query.filter(pupil::Column::LeftOn.is_not_null()),
        Which::HereOn(day) => query.filter(
            Condition::any()
                .add(pupil::Column::LeftOn.is_null())
                .add(pupil::Column::LeftOn.gt(edge::day(day))),
        ),
        Which::OnRoll | Which::WithSenOrRecord => query.filter(pupil::Column::LeftOn.is_null()),
    };
    if !matches!(which, Which::OnRoll | Which::HereOn(_)) {
        query = query.filter(
            Condition::any()
                .add(pupil::Column::Provision.ne(SenProvision::N.code()))
                .add(record::Column::PupilId.is_not_null()),
        );
    }
    let query = query.order_by_asc(pupil::Column::SortKey).order_by_asc(pupil::Column::Id);
    let db = db.inner();
    let rows = db.query_all_raw(query.build(db.get_database_backend())).await?;
    rows.iter().map(listed_at).collect()
}

/// A row of [`with_pupils`].
fn listed_at(row: &QueryResult) -> Result<(Record, Pupil), StoreFault> {
    let mut place = 0;
    let pupil = pupils::listed_at(row, &mut place)?;
    if next::<Option<Uuid>>(row, &mut place)?.is_none() {
        return Ok((Record::none(pupil.id), pupil));
    }
    let state: String = next(row, &mut place)?;
    let review_due_on: Option<Day> = next(row, &mut place)?;
    let version: i32 = next(row, &mut place)?;
    let record = Record {
        pupil: pupil.id,
        state: state_of(&state, pupil.id)?,
        review_due_on: review_due_on.map(edge::date),
        version: edge::count(version),
    };
    Ok((record, pupil))
}

/// The state that a record keeps as text.
fn state_of(text: &str, pupil: PupilId) -> Result<CaseState, StoreFault> {
    serde_json::from_str(text).map_err(|fault| edge::bad("record", "state", pupil.0, fault))
}

/// A child's row with its record's, when there is one.
pub(crate) fn with_pupil(
    (pupil, record): (pupil::Model, Option<record::Model>),
) -> Result<(Record, Pupil), StoreFault> {
    let pupil = pupils::pupil_of(pupil)?;
    let record = record.map_or_else(|| Ok(Record::none(pupil.id)), record_of)?;
    Ok((record, pupil))
}

/// Writes a round: opened, or closed.
///
/// # Errors
/// When the right does not cover the child.
pub async fn save_round(tx: &Tx, allowed: &Allowed, changed: &Round) -> Result<(), StoreFault> {
    save_rounds(tx, allowed, std::slice::from_ref(changed)).await
}

/// Writes rounds, in one statement for many.
///
/// # Errors
/// When the right does not cover the children.
pub async fn save_rounds(tx: &Tx, allowed: &Allowed, changed: &[Round]) -> Result<(), StoreFault> {
    for round in changed {
        tx.check(allowed, "round", Some(round.pupil))?;
    }
    for chunk in changed.chunks(500) {
        let rows = chunk.iter().map(|changed| round::ActiveModel {
            school_id: Set(tx.school().0),
            pupil_id: Set(changed.pupil.0),
            round: Set(edge::number(changed.round)),
            opened_on: Set(edge::day(changed.opened_on)),
            closed_on: Set(changed.closed_on.map(edge::day)),
            reason: Set(changed.reason.map(|reason| reason.code().to_owned())),
            words: Set(changed.words.clone()),
            watch_until: Set(changed.watch_until.map(edge::day)),
        });
        round::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([round::Column::SchoolId, round::Column::PupilId, round::Column::Round])
                    .update_columns([
                        round::Column::ClosedOn,
                        round::Column::Reason,
                        round::Column::Words,
                        round::Column::WatchUntil,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(tx.inner())
            .await?;
    }
    Ok(())
}

/// Every round of the school: for the roll.
///
/// # Errors
/// When the database fails.
pub async fn all_rounds(db: &impl Conn) -> Result<Vec<Round>, StoreFault> {
    round::Entity::find()
        .filter(round::Column::SchoolId.eq(db.school().0))
        .rows(db.inner())
        .await?
        .into_iter()
        .map(round_of)
        .collect()
}

/// The rounds of a child, first to last.
///
/// # Errors
/// When the database fails.
pub async fn rounds(db: &impl Conn, pupil: PupilId) -> Result<Vec<Round>, StoreFault> {
    round::Entity::find()
        .filter(round::Column::SchoolId.eq(db.school().0))
        .filter(round::Column::PupilId.eq(pupil.0))
        .order_by_asc(round::Column::Round)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(round_of)
        .collect()
}

/// Closed rounds whose watch ends between two days: the reminders to look back.
///
/// # Errors
/// When the database fails.
pub async fn watched(db: &impl Conn, from: Date, to: Date) -> Result<Vec<Round>, StoreFault> {
    round::Entity::find()
        .filter(round::Column::SchoolId.eq(db.school().0))
        .filter(round::Column::WatchUntil.between(edge::day(from), edge::day(to)))
        .order_by_asc(round::Column::WatchUntil)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(round_of)
        .collect()
}
