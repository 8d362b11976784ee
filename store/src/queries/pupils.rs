//! Pupils: read in a scope, searched, made and changed by the roll.

use std::collections::BTreeMap;

use domain::{
    ClassId, Date, PupilId,
    census::{SenProvision, SenType},
    people::{Pupil, Upn, YearGroup, name},
    permissions::{Allowed, Scope},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, Iterable, JoinType, QueryFilter, QueryOrder, QueryResult,
    QuerySelect,
    sea_query::{Expr, LikeExpr, OnConflict},
};

use super::{
    in_scope, in_scope_on, next_version,
    records::{self, Record, record_to_pupil},
    schools::raise_revision,
};
use crate::{
    Conn, StoreFault, Tx,
    by_place::{Rows, next},
    edge,
    rows::{provision_place, pupil, record},
};

pub(crate) fn pupil_of(row: pupil::Model) -> Result<Pupil, StoreFault> {
    let id = row.id;
    let bad = |column, why: String| edge::bad("pupil", column, id, why);
    let upn: Upn =
        row.upn.parse().map_err(|fault: domain::people::upn::UpnFault| bad("upn", fault.to_string()))?;
    let provision =
        SenProvision::from_code(&row.provision).ok_or_else(|| bad("provision", row.provision.clone()))?;
    let main_need = row
        .main_need
        .map(|code| SenType::from_code(&code).ok_or_else(|| bad("main_need", code)))
        .transpose()?;
    let attendance = match (row.sessions_possible, row.sessions_attended) {
        (Some(possible), Some(attended)) => Some((edge::count(possible), edge::count(attended))),
        _ => None,
    };
    Ok(Pupil {
        id: id.into(),
        school: row.school_id.into(),
        upn,
        surname: row.surname,
        forename: row.forename,
        preferred_surname: row.preferred_surname,
        preferred_forename: row.preferred_forename,
        middle_names: row.middle_names,
        born_on: edge::date(row.born_on),
        sex: row.sex,
        year: YearGroup(i8::try_from(row.year_group).unwrap_or(0)),
        class: row.class_id.map(Into::into),
        language: row.language,
        eal: row.eal,
        fsm: row.fsm,
        looked_after: row.looked_after,
        attendance,
        key_facts: row.key_facts,
        provision,
        main_need,
        joined_on: edge::date(row.joined_on),
        left_on: row.left_on.map(edge::date),
        version: edge::count(row.version),
    })
}

/// What a list reads of a pupil: not what only sorting and searching need, which is the widest of the row.
pub(crate) fn listed() -> impl Iterator<Item = pupil::Column> {
    use pupil::Column::{Care, SearchWords, SortKey, Source};
    pupil::Column::iter().filter(|column| !matches!(column, SortKey | SearchWords | Source | Care))
}

/// The pupil whose columns, as [`listed`], begin at a place.
pub(crate) fn listed_at(row: &QueryResult, place: &mut usize) -> Result<Pupil, StoreFault> {
    pupil_of(pupil::Model {
        school_id: next(row, place)?,
        id: next(row, place)?,
        upn: next(row, place)?,
        surname: next(row, place)?,
        forename: next(row, place)?,
        preferred_surname: next(row, place)?,
        preferred_forename: next(row, place)?,
        middle_names: next(row, place)?,
        sort_key: String::new(),
        search_words: String::new(),
        born_on: next(row, place)?,
        sex: next(row, place)?,
        year_group: next(row, place)?,
        class_id: next(row, place)?,
        language: next(row, place)?,
        eal: next(row, place)?,
        fsm: next(row, place)?,
        looked_after: next(row, place)?,
        sessions_possible: next(row, place)?,
        sessions_attended: next(row, place)?,
        key_facts: next(row, place)?,
        provision: next(row, place)?,
        main_need: next(row, place)?,
        joined_on: next(row, place)?,
        left_on: next(row, place)?,
        source: String::new(),
        version: next(row, place)?,
        care: String::new(),
    })
}

fn row_of(pupil: &Pupil, source: &str) -> pupil::ActiveModel {
    pupil::ActiveModel {
        school_id: Set(pupil.school.0),
        id: Set(pupil.id.0),
        upn: Set(pupil.upn.as_str().to_owned()),
        surname: Set(pupil.surname.clone()),
        forename: Set(pupil.forename.clone()),
        preferred_surname: Set(pupil.preferred_surname.clone()),
        preferred_forename: Set(pupil.preferred_forename.clone()),
        middle_names: Set(pupil.middle_names.clone()),
        sort_key: Set(name::sort_key(
            if pupil.preferred_surname.is_empty() { &pupil.surname } else { &pupil.preferred_surname },
            pupil.called(),
        )),
        search_words: Set(name::search_words(&[
            &pupil.surname,
            &pupil.forename,
            &pupil.preferred_surname,
            &pupil.preferred_forename,
            &pupil.middle_names,
            pupil.upn.as_str(),
        ])),
        born_on: Set(edge::day(pupil.born_on)),
        sex: Set(pupil.sex.clone()),
        year_group: Set(pupil.year.0.into()),
        class_id: Set(pupil.class.map(|class| class.0)),
        language: Set(pupil.language.clone()),
        eal: Set(pupil.eal),
        fsm: Set(pupil.fsm),
        looked_after: Set(pupil.looked_after),
        sessions_possible: Set(pupil.attendance.map(|(possible, _)| edge::number(possible))),
        sessions_attended: Set(pupil.attendance.map(|(_, attended)| edge::number(attended))),
        key_facts: Set(pupil.key_facts.clone()),
        provision: Set(pupil.provision.code().to_owned()),
        main_need: Set(pupil.main_need.map(|need| need.code().to_owned())),
        joined_on: Set(edge::day(pupil.joined_on)),
        left_on: Set(pupil.left_on.map(edge::day)),
        source: Set(source.to_owned()),
        version: Set(edge::number(pupil.version)),
        care: sea_orm::ActiveValue::NotSet,
    }
}

/// One pupil in the scope; none when there is none there.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &impl Conn, scope: &Scope, id: PupilId) -> Result<Option<Pupil>, StoreFault> {
    pupil::Entity::find()
        .filter(in_scope(scope))
        .filter(pupil::Column::SchoolId.eq(db.school().0))
        .filter(pupil::Column::Id.eq(id.0))
        .one(db.inner())
        .await?
        .map(pupil_of)
        .transpose()
}

/// Those of some pupils who are in the scope, by name.
///
/// # Errors
/// When the database fails.
pub async fn among(
    db: &impl Conn,
    scope: &Scope,
    ids: impl IntoIterator<Item = PupilId>,
) -> Result<Vec<Pupil>, StoreFault> {
    those(db, in_scope(scope), ids).await
}

/// The same of a day: those who have left since are among them.
///
/// # Errors
/// When the database fails.
pub async fn among_on(
    db: &impl Conn,
    scope: &Scope,
    ids: impl IntoIterator<Item = PupilId>,
    day: Date,
) -> Result<Vec<Pupil>, StoreFault> {
    those(db, in_scope_on(scope, day), ids).await
}

async fn those(
    db: &impl Conn,
    reached: Condition,
    ids: impl IntoIterator<Item = PupilId>,
) -> Result<Vec<Pupil>, StoreFault> {
    let ids: Vec<_> = ids.into_iter().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    pupil::Entity::find()
        .filter(reached)
        .filter(pupil::Column::SchoolId.eq(db.school().0))
        .filter(pupil::Column::Id.is_in(ids))
        .order_by_asc(pupil::Column::SortKey)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(pupil_of)
        .collect()
}

/// The pupils on the roll in the scope, by name.
///
/// # Errors
/// When the database fails.
pub async fn on_roll(db: &impl Conn, scope: &Scope) -> Result<Vec<Pupil>, StoreFault> {
    pupil::Entity::find()
        .filter(in_scope(scope))
        .filter(pupil::Column::SchoolId.eq(db.school().0))
        .filter(pupil::Column::LeftOn.is_null())
        .order_by_asc(pupil::Column::SortKey)
        .rows(db.inner())
        .await?
        .into_iter()
        .map(pupil_of)
        .collect()
}

/// The pupil of a number in the scope, whether on the roll or not.
///
/// # Errors
/// When the database fails.
pub async fn of_upn(db: &impl Conn, scope: &Scope, upn: &Upn) -> Result<Option<Pupil>, StoreFault> {
    pupil::Entity::find()
        .filter(in_scope(scope))
        .filter(pupil::Column::SchoolId.eq(db.school().0))
        .filter(pupil::Column::Upn.eq(upn.as_str()))
        .one(db.inner())
        .await?
        .map(pupil_of)
        .transpose()
}

/// Up to `limit` pupils in the scope, each with its record, of whom some name (or UPN) starts with each of the words
/// typed; or, when `whole`, is each of the words. Those on the roll come first, then those who left, when the scope
/// finds leavers.
///
/// # Errors
/// When the database fails.
pub async fn search(
    db: &impl Conn,
    scope: &Scope,
    typed: &str,
    whole: bool,
    limit: u64,
) -> Result<Vec<(Record, Pupil)>, StoreFault> {
    let mut query = pupil::Entity::find()
        .select_also(record::Entity)
        .join(JoinType::LeftJoin, record_to_pupil().rev())
        .filter(in_scope(scope))
        .filter(pupil::Column::SchoolId.eq(db.school().0));
    query = if scope.finds_leavers() {
        query.order_by_asc(pupil::Column::LeftOn.is_not_null())
    } else {
        query.filter(pupil::Column::LeftOn.is_null())
    };
    for word in name::fold(typed).split_whitespace() {
        let pattern: String = word
            .chars()
            .flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c]))
            .collect();
        let found = |end: &str| {
            pupil::Column::SearchWords.like(LikeExpr::new(format!("% {pattern}{end}")).escape('\\'))
        };
        query = if whole {
            query.filter(Condition::any().add(found("")).add(found(" %")))
        } else {
            query.filter(found("%"))
        };
    }
    let rows = query
        .order_by_asc(pupil::Column::SortKey)
        .order_by_asc(pupil::Column::Id)
        .limit(limit)
        .rows(db.inner())
        .await?;
    rows.into_iter().map(records::with_pupil).collect()
}

/// Every pupil that was ever on the roll, with the digest of the file row last imported, by UPN: for the roll.
///
/// # Errors
/// When the database fails.
pub async fn for_roll(tx: &impl Conn) -> Result<BTreeMap<String, (Pupil, String)>, StoreFault> {
    pupil::Entity::find()
        .filter(pupil::Column::SchoolId.eq(tx.school().0))
        .all(tx.inner())
        .await?
        .into_iter()
        .map(|row| {
            let source = row.source.clone();
            let pupil = pupil_of(row)?;
            Ok((pupil.upn.as_str().to_owned(), (pupil, source)))
        })
        .collect()
}

/// Makes pupils; `source` is the digest of the file row that each came from.
///
/// # Errors
/// When a UPN is taken or the right does not cover them.
pub async fn make(tx: &Tx, allowed: &Allowed, pupils: &[(Pupil, String)]) -> Result<(), StoreFault> {
    for (pupil, _) in pupils {
        tx.check(allowed, "pupil", Some(pupil.id))?;
        tx.same_school("pupil", pupil.school)?;
    }
    for chunk in pupils.chunks(500) {
        let rows: Vec<_> = chunk.iter().map(|(pupil, source)| row_of(pupil, source)).collect();
        pupil::Entity::insert_many(rows).exec_without_returning(tx.inner()).await?;
    }
    Ok(())
}

/// Saves a pupil, started from its version; `source` when it came from a file.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody saved since.
pub async fn save(
    tx: &Tx,
    allowed: &Allowed,
    changed: &Pupil,
    source: Option<&str>,
) -> Result<(), StoreFault> {
    tx.check(allowed, "pupil", Some(changed.id))?;
    tx.same_school("pupil", changed.school)?;
    let mut row = row_of(changed, source.unwrap_or_default());
    row.school_id = sea_orm::ActiveValue::NotSet;
    row.id = sea_orm::ActiveValue::NotSet;
    if source.is_none() {
        row.source = sea_orm::ActiveValue::NotSet;
    }
    row.version = Set(edge::number(changed.version + 1));
    let done = pupil::Entity::update_many()
        .set(row)
        .filter(pupil::Column::SchoolId.eq(tx.school().0))
        .filter(pupil::Column::Id.eq(changed.id.0))
        .filter(pupil::Column::Version.eq(edge::number(changed.version)))
        .exec(tx.inner())
        .await?;
    stale_unless_one(done.rows_affected, changed.version, "pupil")
}

/// Writes pupils as a file tells them, with its digest, in one statement for many: their versions go up. The caller
/// read them in this transaction, so nobody was faster.
///
/// # Errors
/// When the right does not cover them, or a UPN is taken.
pub async fn renew(tx: &Tx, allowed: &Allowed, pupils: &[(Pupil, String)]) -> Result<(), StoreFault> {
    use pupil::Column;
    for (pupil, _) in pupils {
        tx.check(allowed, "pupil", Some(pupil.id))?;
        tx.same_school("pupil", pupil.school)?;
    }
    for chunk in pupils.chunks(500) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|(pupil, source)| {
                let mut row = row_of(pupil, source);
                row.version = Set(edge::number(pupil.version + 1));
                row
            })
            .collect();
        // Who cares for a looked-after child is not the file's to say.
        let all =
            Column::iter().filter(|column| !matches!(column, Column::SchoolId | Column::Id | Column::Care));
        pupil::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns([Column::SchoolId, Column::Id]).update_columns(all).to_owned())
            .exec_without_returning(tx.inner())
            .await?;
    }
    Ok(())
}

/// Sets provision and main need of today, as the status history says them.
pub(crate) async fn set_provision(
    tx: &Tx,
    id: PupilId,
    provision: SenProvision,
    main_need: Option<SenType>,
) -> Result<(), StoreFault> {
    pupil::Entity::update_many()
        .col_expr(pupil::Column::Provision, Expr::value(provision.code()))
        .col_expr(pupil::Column::MainNeed, Expr::value(main_need.map(|need| need.code().to_owned())))
        .col_expr(pupil::Column::Version, next_version(pupil::Column::Version))
        .filter(pupil::Column::SchoolId.eq(tx.school().0))
        .filter(pupil::Column::Id.eq(id.0))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// How many pupils are on the roll, and how many ever were.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Conn) -> Result<(u64, u64), StoreFault> {
    use sea_orm::PaginatorTrait;
    let of_school = pupil::Entity::find().filter(pupil::Column::SchoolId.eq(db.school().0));
    let ever = of_school.clone().count(db.inner()).await?;
    let now = of_school.filter(pupil::Column::LeftOn.is_null()).count(db.inner()).await?;
    Ok((now, ever))
}

/// Marks pupils as having left: their places in groups end with that day.
///
/// # Errors
/// When the right does not cover them.
pub async fn leave(tx: &Tx, allowed: &Allowed, ids: &[PupilId], left_on: Date) -> Result<(), StoreFault> {
    for id in ids {
        tx.check(allowed, "pupil", Some(*id))?;
    }
    for chunk in ids.chunks(1000) {
        pupil::Entity::update_many()
            .col_expr(pupil::Column::LeftOn, Expr::value(Some(edge::day(left_on))))
            .col_expr(pupil::Column::Version, next_version(pupil::Column::Version))
            .filter(pupil::Column::SchoolId.eq(tx.school().0))
            .filter(pupil::Column::Id.is_in(chunk.iter().map(|id| id.0)))
            .exec(tx.inner())
            .await?;
        provision_place::Entity::update_many()
            .col_expr(provision_place::Column::UntilOn, Expr::value(Some(edge::day(left_on))))
            .filter(provision_place::Column::SchoolId.eq(tx.school().0))
            .filter(provision_place::Column::PupilId.is_in(chunk.iter().map(|id| id.0)))
            .filter(
                Condition::any()
                    .add(provision_place::Column::UntilOn.is_null())
                    .add(provision_place::Column::UntilOn.gt(edge::day(left_on))),
            )
            .exec(tx.inner())
            .await?;
    }
    Ok(())
}

/// Puts pupils into a class of a year group; none takes them out of their class.
///
/// # Errors
/// When the right does not cover them.
pub async fn place(
    tx: &Tx,
    allowed: &Allowed,
    ids: &[PupilId],
    class: Option<ClassId>,
    year: Option<YearGroup>,
) -> Result<(), StoreFault> {
    for id in ids {
        tx.check(allowed, "pupil", Some(*id))?;
    }
    for chunk in ids.chunks(1000) {
        let mut update = pupil::Entity::update_many()
            .col_expr(pupil::Column::ClassId, Expr::value(class.map(|class| class.0)))
            .col_expr(pupil::Column::Version, next_version(pupil::Column::Version));
        if let Some(year) = year {
            update = update.col_expr(pupil::Column::YearGroup, Expr::value(i32::from(year.0)));
        }
        update
            .filter(pupil::Column::SchoolId.eq(tx.school().0))
            .filter(pupil::Column::Id.is_in(chunk.iter().map(|id| id.0)))
            .exec(tx.inner())
            .await?;
    }
    raise_revision(tx).await
}

/// One row, or somebody was faster.
pub(crate) fn stale_unless_one(rows: u64, started_from: u32, table: &'static str) -> Result<(), StoreFault> {
    if rows == 1 { Ok(()) } else { Err(StoreFault::Stale { started_from, table }) }
}
