//! Reading and writing inside one school; a commit needs events.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use domain::{EventId, Now, SchoolId, audit::Event, permissions::Allowed};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait};

use crate::{
    StoreFault, edge,
    plain::{Plain, Source},
    rows::event,
};

/// Something that queries can run on, inside one school.
pub trait Conn: Send + Sync {
    /// The connection or transaction.
    type Inner: ConnectionTrait;

    /// The connection or transaction.
    #[doc(hidden)]
    fn inner(&self) -> &Self::Inner;

    /// The school that every query stays in.
    fn school(&self) -> SchoolId;
}

/// Reads inside one school.
#[derive(Clone, Debug)]
pub struct Reader {
    connection: Plain<Source>,
    school: SchoolId,
}

impl Reader {
    pub(crate) fn new(connection: Plain<Source>, school: SchoolId) -> Self {
        Self { connection, school }
    }
}

impl Conn for Reader {
    type Inner = Plain<Source>;

    fn inner(&self) -> &Plain<Source> {
        &self.connection
    }

    fn school(&self) -> SchoolId {
        self.school
    }
}

/// One transaction that writes in one school. Dropped without a commit, it leaves nothing.
#[derive(Debug)]
pub struct Tx {
    transaction: Plain<DatabaseTransaction>,
    school: SchoolId,
    /// Counts the changes of schools that the store makes.
    changes: Arc<AtomicU64>,
}

impl Tx {
    pub(crate) fn new(transaction: DatabaseTransaction, school: SchoolId, changes: Arc<AtomicU64>) -> Self {
        Self { transaction: Plain(transaction), school, changes }
    }

    /// Notes that a school's row is changed.
    pub(crate) fn changes_school(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    /// Writes the events and commits.
    ///
    /// `event_ids` gives an id for each event: made by the caller from the injected clock and random.
    ///
    /// # Errors
    /// When an event is about another child than the right covers, there is none, or the database fails.
    pub async fn commit(
        self,
        allowed: &Allowed,
        now: Now,
        events: impl IntoIterator<Item = (EventId, Event)>,
    ) -> Result<(), StoreFault> {
        self.commit_each(allowed.as_ref(), now, events).await
    }

    /// Writes the events and commits what was done to several children under a right for each.
    ///
    /// # Errors
    /// When an event is about a child that no right covers, there is none, or the database fails.
    pub async fn commit_each(
        self,
        rights: &[Allowed],
        now: Now,
        events: impl IntoIterator<Item = (EventId, Event)>,
    ) -> Result<(), StoreFault> {
        let Some(first) = rights.first() else { return Err(StoreFault::NotCovered { table: "event" }) };
        let (who_kind, who_id) = edge::who_columns(first.who());
        let mut rows = Vec::new();
        for (id, happened) in events {
            let covers = |right: &&Allowed| {
                right.who() == first.who()
                    && right.school() == self.school
                    && (right.subject().pupil().is_none() || right.covers(self.school, happened.pupil))
            };
            let Some(allowed) = rights.iter().find(covers) else {
                return Err(StoreFault::NotCovered { table: "event" });
            };
            rows.push(event::ActiveModel {
                school_id: Set(self.school.0),
                id: Set(id.0),
                at: Set(edge::stamp(now.instant)),
                who_kind: Set(who_kind.clone()),
                who_id: Set(who_id),
                action: Set(allowed.action().code().to_owned()),
                what: Set(happened.what.code().to_owned()),
                pupil_id: Set(happened.pupil.map(|pupil| pupil.0)),
                entry_id: Set(happened.entry.map(|entry| entry.0)),
                detail: Set(happened.detail),
            });
        }
        if rows.is_empty() {
            return Err(StoreFault::NotCovered { table: "event" });
        }
        for chunk in rows.chunks(500) {
            event::Entity::insert_many(chunk.to_vec()).exec_without_returning(&self.transaction).await?;
        }
        self.transaction.0.commit().await?;
        Ok(())
    }

    /// Commits what needs no right and no event: drafts, sessions, throttles, job leases, looks.
    pub(crate) async fn commit_quietly(self) -> Result<(), StoreFault> {
        Ok(self.transaction.0.commit().await?)
    }

    /// Refuses a value of another school than the one that is written in.
    pub(crate) fn same_school(&self, table: &'static str, school: SchoolId) -> Result<(), StoreFault> {
        if school == self.school { Ok(()) } else { Err(StoreFault::NotCovered { table }) }
    }

    /// Compares the rights with each child of a row that is about several, before it is written. There must be a
    /// right, even when there is no child.
    pub(crate) fn check_each(
        &self,
        rights: &[Allowed],
        table: &'static str,
        pupils: impl IntoIterator<Item = domain::PupilId>,
    ) -> Result<(), StoreFault> {
        let ours = !rights.is_empty() && rights.iter().all(|right| right.school() == self.school);
        let covered = |pupil| rights.iter().any(|right| right.covers(self.school, Some(pupil)));
        if ours && pupils.into_iter().all(covered) { Ok(()) } else { Err(StoreFault::NotCovered { table }) }
    }

    /// Compares the right with a row's school and child before it is written.
    pub(crate) fn check(
        &self,
        allowed: &Allowed,
        table: &'static str,
        pupil: Option<domain::PupilId>,
    ) -> Result<(), StoreFault> {
        if allowed.school() == self.school && allowed.covers(self.school, pupil) {
            Ok(())
        } else {
            Err(StoreFault::NotCovered { table })
        }
    }
}

impl Conn for Tx {
    type Inner = Plain<DatabaseTransaction>;

    fn inner(&self) -> &Plain<DatabaseTransaction> {
        &self.transaction
    }

    fn school(&self) -> SchoolId {
        self.school
    }
}
