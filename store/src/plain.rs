//! Where statements go, and text without NUL on both engines alike: PostgreSQL cannot hold the character, SQLite can,
//! nobody can type it.

use std::sync::Arc;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    Statement, TransactionOptions, TransactionTrait, Value, prelude::async_trait,
};

use crate::lanes::Lanes;

/// A connection or transaction that leaves NUL out of every text on its way to the database.
#[derive(Clone, Debug)]
pub struct Plain<C>(pub(crate) C);

fn without_nul(mut statement: Statement) -> Statement {
    for value in statement.values.iter_mut().flat_map(|values| &mut values.0) {
        if let Value::String(Some(text)) = value
            && text.contains('\0')
        {
            text.retain(|c| c != '\0');
        }
    }
    statement
}

#[async_trait::async_trait]
impl<C: ConnectionTrait + Send + Sync> ConnectionTrait for Plain<C> {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.0.execute_raw(without_nul(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.0.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.0.query_one_raw(without_nul(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.0.query_all_raw(without_nul(statement)).await
    }

    fn support_returning(&self) -> bool {
        self.0.support_returning()
    }
}

/// Where the statements of a store go.
#[derive(Clone, Debug)]
pub enum Source {
    /// To a pool of connections.
    Pool(DatabaseConnection),
    /// To the connections that read an SQLite file.
    Lanes(Arc<Lanes>),
    /// Into one transaction around everything; each transaction in it is a savepoint.
    Whole(Arc<DatabaseTransaction>),
}

fn only_read() -> DbErr {
    DbErr::Custom("these connections only read".to_owned())
}

impl Source {
    /// A transaction: on a pool one of its own, else inside the whole.
    pub(crate) async fn begin(&self, options: TransactionOptions) -> Result<DatabaseTransaction, DbErr> {
        match self {
            Source::Pool(pool) => pool.begin_with_options(options).await,
            Source::Lanes(_) => Err(only_read()),
            Source::Whole(whole) => whole.begin().await,
        }
    }

    /// Closes the pool; a transaction has nothing to close.
    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        match self {
            Source::Pool(pool) => pool.close_by_ref().await,
            Source::Lanes(lanes) => lanes.close().await,
            Source::Whole(_) => Ok(()),
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Source {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Source::Pool(pool) => pool.get_database_backend(),
            Source::Lanes(_) => DbBackend::Sqlite,
            Source::Whole(whole) => whole.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Source::Pool(pool) => pool.execute_raw(statement).await,
            Source::Lanes(_) => Err(only_read()),
            Source::Whole(whole) => whole.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Source::Pool(pool) => pool.execute_unprepared(sql).await,
            Source::Lanes(_) => Err(only_read()),
            Source::Whole(whole) => whole.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Source::Pool(pool) => pool.query_one_raw(statement).await,
            Source::Lanes(lanes) => lanes.one(statement).await,
            Source::Whole(whole) => whole.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Source::Pool(pool) => pool.query_all_raw(statement).await,
            Source::Lanes(lanes) => lanes.all(statement).await,
            Source::Whole(whole) => whole.query_all_raw(statement).await,
        }
    }
}
