//! Meetings of reviews, with everybody who is invited and what they answered, and who is left out.

use std::collections::BTreeMap;

use domain::{
    Date, MeetingId, PupilId, UserId,
    meetings::{Ground, Invited, LeftOut, Meeting, Reply, When},
    permissions::{Allowed, Scope},
    record::Party,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select, prelude::Uuid,
    sea_query::Query,
};

use super::{pupils::stale_unless_one, pupils_in};
use crate::{
    Conn, StoreFault, Tx, edge,
    rows::{meeting, meeting_invited},
};

/// A line of a meeting: somebody who is invited, and ground and reason when they are left out.
type Line = (Invited, Option<(Ground, String)>);

fn line_of(row: meeting_invited::Model) -> Result<Line, StoreFault> {
    let party = Party::from_code(&row.party)
        .ok_or_else(|| edge::bad("meeting_invited", "party", row.id, &row.party))?;
    let reply = row
        .reply
        .map(|code| {
            Reply::from_code(&code).ok_or_else(|| edge::bad("meeting_invited", "reply", row.id, &code))
        })
        .transpose()?;
    let ground = row
        .left_out
        .map(|code| {
            Ground::from_code(&code).ok_or_else(|| edge::bad("meeting_invited", "left_out", row.id, &code))
        })
        .transpose()?;
    let invited = Invited {
        id: row.id.into(),
        account: row.account_id.map(Into::into),
        party,
        name: row.name,
        email: row.email,
        by_hand: row.by_hand,
        reply,
        words: row.words,
        replied_at: row.replied_at.map(edge::instant),
    };
    Ok((invited, ground.map(|ground| (ground, row.left_out_why))))
}

fn meeting_of(row: meeting::Model, lines: Vec<Line>) -> Result<Meeting, StoreFault> {
    let (mut invited, mut left_out) = (Vec::new(), Vec::new());
    for (who, left) in lines {
        match left {
            None => invited.push(who),
            Some((ground, why)) => left_out.push(LeftOut { who, ground, why }),
        }
    }
    let at = row.starts_at.parse().map_err(|fault| edge::bad("meeting", "starts_at", row.id, fault))?;
    Ok(Meeting {
        id: row.id.into(),
        pupil: row.pupil_id.into(),
        when: When { on: edge::date(row.on_date), at, minutes: edge::count(row.minutes), place: row.place },
        sequence: edge::count(row.sequence),
        planner: row.planner_id.map(Into::into),
        changed_at: edge::instant(row.changed_at),
        called_off: row.called_off,
        invited,
        left_out,
    })
}

fn row_of(tx: &Tx, meeting: &Meeting) -> meeting::ActiveModel {
    meeting::ActiveModel {
        school_id: Set(tx.school().0),
        id: Set(meeting.id.0),
        pupil_id: Set(meeting.pupil.0),
        on_date: Set(edge::day(meeting.when.on)),
        starts_at: Set(meeting.when.time()),
        minutes: Set(edge::number(meeting.when.minutes)),
        place: Set(meeting.when.place.clone()),
        sequence: Set(edge::number(meeting.sequence)),
        planner_id: Set(meeting.planner.map(|planner| planner.0)),
        changed_at: Set(edge::stamp(meeting.changed_at)),
        called_off: Set(meeting.called_off.clone()),
    }
}

async fn invite(tx: &Tx, meeting: &Meeting) -> Result<(), StoreFault> {
    let invited = meeting.invited.iter().map(|one| (one, None));
    let lines = invited.chain(meeting.left_out.iter().map(|left| (&left.who, Some(left))));
    let rows = lines.map(|(one, left)| meeting_invited::ActiveModel {
        school_id: Set(tx.school().0),
        meeting_id: Set(meeting.id.0),
        id: Set(one.id.0),
        account_id: Set(one.account.map(|account| account.0)),
        party: Set(one.party.code().to_owned()),
        name: Set(one.name.clone()),
        reply: Set(one.reply.map(|reply| reply.code().to_owned())),
        words: Set(one.words.clone()),
        replied_at: Set(one.replied_at.map(edge::stamp)),
        email: Set(one.email.clone()),
        by_hand: Set(one.by_hand),
        left_out: Set(left.map(|left| left.ground.code().to_owned())),
        left_out_why: Set(left.map(|left| left.why.clone()).unwrap_or_default()),
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        meeting_invited::Entity::insert_many(rows).exec_without_returning(tx.inner()).await?;
    }
    Ok(())
}

/// Adds a meeting with everybody who is invited, and who is left out.
///
/// # Errors
/// When the right does not cover the child.
pub async fn add(tx: &Tx, allowed: &Allowed, new: &Meeting) -> Result<(), StoreFault> {
    tx.check(allowed, "meeting", Some(new.pupil))?;
    meeting::Entity::insert(row_of(tx, new)).exec_without_returning(tx.inner()).await?;
    invite(tx, new).await
}

/// Changes a meeting, who is invited and who is left out; `changed.sequence` is one more than the sequence started from.
///
/// # Errors
/// [`StoreFault::Stale`] when somebody changed it since.
pub async fn change(tx: &Tx, allowed: &Allowed, changed: &Meeting) -> Result<(), StoreFault> {
    tx.check(allowed, "meeting", Some(changed.pupil))?;
    let before = changed.sequence.saturating_sub(1);
    let done = meeting::Entity::update_many()
        .set(row_of(tx, changed))
        .filter(meeting::Column::SchoolId.eq(tx.school().0))
        .filter(meeting::Column::Id.eq(changed.id.0))
        .filter(meeting::Column::PupilId.eq(changed.pupil.0))
        .filter(meeting::Column::Sequence.eq(edge::number(before)))
        .exec(tx.inner())
        .await?;
    stale_unless_one(done.rows_affected, before, "meeting")?;
    meeting_invited::Entity::delete_many()
        .filter(meeting_invited::Column::SchoolId.eq(tx.school().0))
        .filter(meeting_invited::Column::MeetingId.eq(changed.id.0))
        .exec(tx.inner())
        .await?;
    invite(tx, changed).await
}

/// Keeps what somebody answered.
///
/// # Errors
/// When the right does not cover the child, or nobody of that id is invited.
pub async fn answer(tx: &Tx, allowed: &Allowed, of: &Meeting, answered: &Invited) -> Result<(), StoreFault> {
    tx.check(allowed, "meeting_invited", Some(of.pupil))?;
    let done = meeting_invited::Entity::update_many()
        .set(meeting_invited::ActiveModel {
            reply: Set(answered.reply.map(|reply| reply.code().to_owned())),
            words: Set(answered.words.clone()),
            replied_at: Set(answered.replied_at.map(edge::stamp)),
            ..Default::default()
        })
        .filter(meeting_invited::Column::SchoolId.eq(tx.school().0))
        .filter(meeting_invited::Column::MeetingId.eq(of.id.0))
        .filter(meeting_invited::Column::Id.eq(answered.id.0))
        .exec(tx.inner())
        .await?;
    stale_unless_one(done.rows_affected, of.sequence, "meeting_invited")
}

async fn with_invited(db: &impl Conn, query: Select<meeting::Entity>) -> Result<Vec<Meeting>, StoreFault> {
    let rows = query
        .order_by_asc(meeting::Column::OnDate)
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id)
        .all(db.inner())
        .await?;
    let mut lines: BTreeMap<Uuid, Vec<Line>> = BTreeMap::new();
    // So many ids fit into one statement of either engine.
    for some in rows.chunks(500) {
        let of_them = meeting_invited::Entity::find()
            .filter(meeting_invited::Column::SchoolId.eq(db.school().0))
            .filter(meeting_invited::Column::MeetingId.is_in(some.iter().map(|row| row.id)))
            .order_by_asc(meeting_invited::Column::Id)
            .all(db.inner())
            .await?;
        for row in of_them {
            lines.entry(row.meeting_id).or_default().push(line_of(row)?);
        }
    }
    rows.into_iter()
        .map(|row| {
            let mut lines = lines.remove(&row.id).unwrap_or_default();
            lines.sort_by(|(a, _), (b, _)| (a.party, &a.name, a.id).cmp(&(b.party, &b.name, b.id)));
            meeting_of(row, lines)
        })
        .collect()
}

/// One meeting. Whether the reader may see it is the caller's to ask.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &impl Conn, id: MeetingId) -> Result<Option<Meeting>, StoreFault> {
    let query = meeting::Entity::find()
        .filter(meeting::Column::SchoolId.eq(db.school().0))
        .filter(meeting::Column::Id.eq(id.0));
    Ok(with_invited(db, query).await?.pop())
}

/// A child's meetings from a day on, the soonest first. The child was found in a scope before.
///
/// # Errors
/// When the database fails.
pub async fn of_pupil(db: &impl Conn, pupil: PupilId, from: Date) -> Result<Vec<Meeting>, StoreFault> {
    let query = meeting::Entity::find()
        .filter(meeting::Column::SchoolId.eq(db.school().0))
        .filter(meeting::Column::PupilId.eq(pupil.0))
        .filter(meeting::Column::OnDate.gte(edge::day(from)));
    with_invited(db, query).await
}

/// The meetings of several children from a day on, the soonest first. The children were found in a scope before.
///
/// # Errors
/// When the database fails.
pub async fn of_pupils(
    db: &impl Conn,
    pupils: impl IntoIterator<Item = PupilId>,
    from: Date,
) -> Result<Vec<Meeting>, StoreFault> {
    let query = meeting::Entity::find()
        .filter(meeting::Column::SchoolId.eq(db.school().0))
        .filter(meeting::Column::PupilId.is_in(pupils.into_iter().map(|id| id.0)))
        .filter(meeting::Column::OnDate.gte(edge::day(from)));
    with_invited(db, query).await
}

/// The meetings to which an account is invited, or of which it is left out, from a day on, the soonest first; whether they still reach the child is for
/// the caller to ask.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &impl Conn, account: UserId, from: Date) -> Result<Vec<Meeting>, StoreFault> {
    let invited = Query::select()
        .column(meeting_invited::Column::MeetingId)
        .from(meeting_invited::Entity)
        .and_where(meeting_invited::Column::SchoolId.eq(db.school().0))
        .and_where(meeting_invited::Column::AccountId.eq(account.0))
        .to_owned();
    let query = meeting::Entity::find()
        .filter(meeting::Column::SchoolId.eq(db.school().0))
        .filter(meeting::Column::OnDate.gte(edge::day(from)))
        .filter(meeting::Column::Id.in_subquery(invited));
    with_invited(db, query).await
}

/// The meetings about children in the scope from a day on, the soonest first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl Conn, scope: &Scope, from: Date) -> Result<Vec<Meeting>, StoreFault> {
    let query = meeting::Entity::find()
        .filter(meeting::Column::SchoolId.eq(db.school().0))
        .filter(meeting::Column::SchoolId.eq(scope.school().0))
        .filter(meeting::Column::OnDate.gte(edge::day(from)))
        .filter(meeting::Column::PupilId.in_subquery(pupils_in(scope)));
    with_invited(db, query).await
}
