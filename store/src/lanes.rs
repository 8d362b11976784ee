//! Connections that read an SQLite file, each kept open and taken in turn.
//!
//! A pool asks every connection whether it lives when a query is done, in a task of its own: for a file on this machine
//! that is more work than most queries.

use std::sync::atomic::{AtomicUsize, Ordering};

use sea_orm::{ConnAcquireErr, DbErr, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, SqliteConnection, query::Query, sqlite::SqliteConnectOptions,
};
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard};

/// The connections; none in a lane that is closed.
#[derive(Debug)]
pub struct Lanes {
    lanes: Vec<Mutex<Option<SqliteConnection>>>,
    next: AtomicUsize,
}

impl Lanes {
    /// Opens so many.
    pub(crate) async fn open(how: &SqliteConnectOptions, number: u32) -> Result<Self, DbErr> {
        let mut lanes = Vec::new();
        for _ in 0..number.max(1) {
            lanes.push(Mutex::new(Some(how.connect().await.map_err(fault)?)));
        }
        Ok(Self { lanes, next: AtomicUsize::new(0) })
    }

    /// A lane that is free, or the one whose turn it is as soon as it is.
    async fn take(&self) -> Result<MappedMutexGuard<'_, SqliteConnection>, DbErr> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        let (before, after) = self.lanes.split_at(turn % self.lanes.len());
        let free = after.iter().chain(before).find_map(|lane| lane.try_lock().ok());
        let lane = match (free, after.first()) {
            (Some(lane), _) => lane,
            (None, Some(lane)) => lane.lock().await,
            (None, None) => return Err(closed()),
        };
        MutexGuard::try_map(lane, Option::as_mut).map_err(|_| closed())
    }

    /// Every row of a query.
    pub(crate) async fn all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut lane = self.take().await?;
        let rows = query(statement).fetch_all(&mut *lane).await.map_err(fault)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// The first row of a query.
    pub(crate) async fn one(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut lane = self.take().await?;
        Ok(query(statement).fetch_optional(&mut *lane).await.map_err(fault)?.map(Into::into))
    }

    /// Closes every lane.
    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        for lane in &self.lanes {
            if let Some(connection) = lane.lock().await.take() {
                connection.close().await.map_err(fault)?;
            }
        }
        Ok(())
    }
}

fn query(statement: Statement) -> Query<'static, sqlx::Sqlite, SqlxValues> {
    let values = statement.values.unwrap_or(Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

fn fault(fault: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(fault.into()))
}

fn closed() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
}
