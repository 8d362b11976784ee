//! What `waymark doctor` asks the database: figures in which something wrong would show.

use domain::Now;
use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Statement,
};

use crate::{
    Store, StoreFault, edge, migration,
    queries::mails::ATTEMPTS,
    rows::{event, file, mail, school},
};

/// The figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// How many schools there are.
    pub schools: u64,
    /// How many events.
    pub events: u64,
    /// When the newest event was.
    pub newest_event: Option<Timestamp>,
    /// Entries of whose earlier versions one is missing.
    pub entries_without_versions: u64,
    /// Children who have entries, but no event.
    pub children_without_events: u64,
    /// Files that people gave.
    pub files: u64,
    /// The bytes that they have together.
    pub file_bytes: u64,
    /// Files whose pieces are not together what the file should be.
    pub files_in_pieces: u64,
    /// Mails that wait to be sent.
    pub mails_waiting: u64,
    /// Of those, mails that should have gone an hour ago.
    pub mails_overdue: u64,
    /// Mails that were given up.
    pub mails_failed: u64,
}

impl Store {
    /// The figures of every school together.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn health(&self, now: Now) -> Result<Health, StoreFault> {
        let db = self.reading();
        let newest: Option<Option<sea_orm::prelude::DateTimeUtc>> = event::Entity::find()
            .select_only()
            .column_as(event::Column::At.max(), "newest")
            .into_tuple()
            .one(db)
            .await?;
        let unsent = mail::Entity::find().filter(mail::Column::SentAt.is_null());
        let waiting = unsent.clone().filter(mail::Column::Attempts.lt(ATTEMPTS));
        let an_hour_ago = edge::stamp(now.instant - jiff::SignedDuration::from_hours(1));
        Ok(Health {
            schools: school::Entity::find().count(db).await?,
            events: event::Entity::find().count(db).await?,
            newest_event: newest.flatten().map(edge::instant),
            entries_without_versions: self
                .figure(
                    "select count(*) from entry e where e.version <> 1 + (select count(*) from entry_version v
                     where v.school_id = e.school_id and v.entry_id = e.id)",
                )
                .await?,
            children_without_events: self
                .figure(
                    "select count(*) from (select distinct e.school_id, e.pupil_id from entry e where not exists
                     (select 1 from event v where v.school_id = e.school_id and v.pupil_id = e.pupil_id)) as silent",
                )
                .await?,
            files: file::Entity::find().count(db).await?,
            file_bytes: self.figure("select cast(coalesce(sum(bytes), 0) as bigint) from file").await?,
            files_in_pieces: self
                .figure(
                    "select count(*) from file f where f.bytes <> (select cast(coalesce(sum(length(c.content)), 0) as bigint)
                     from file_chunk c where c.school_id = f.school_id and c.file_id = f.id)",
                )
                .await?,
            mails_waiting: waiting.clone().count(db).await?,
            mails_overdue: waiting.filter(mail::Column::NextAt.lt(an_hour_ago)).count(db).await?,
            mails_failed: unsent.filter(mail::Column::Attempts.gte(ATTEMPTS)).count(db).await?,
        })
    }

    async fn figure(&self, sql: &str) -> Result<u64, StoreFault> {
        let statement = Statement::from_string(self.reading().get_database_backend(), sql);
        let row = self.reading().query_one_raw(statement).await?;
        let figure: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        Ok(figure.unsigned_abs())
    }

    /// The names of the migrations that the database has seen, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn migrations(&self) -> Result<Vec<String>, StoreFault> {
        migration::done(self.reading()).await
    }
}
