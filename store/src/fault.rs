//! What can go wrong in the database room.

use std::fmt;

use sea_orm::DbErr;

/// A fault of the store.
#[derive(Debug)]
pub enum StoreFault {
    /// The database itself.
    Database(DbErr),
    /// A row that is not what the program wrote: names table, column and row.
    BadRow {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row.
        id: String,
        /// What is wrong.
        why: String,
    },
    /// Somebody saved since: the version that was started from is not the newest.
    Stale {
        /// The version started from.
        started_from: u32,
        /// What it is about.
        table: &'static str,
    },
    /// A write that its right does not cover: a fault of the program.
    NotCovered {
        /// The table.
        table: &'static str,
    },
    /// A unique value is taken: the sentence says which.
    Taken(&'static str),
    /// A database that a newer program has migrated.
    Newer(String),
    /// A file or server that cannot be opened, with a sentence that says what to do.
    Unavailable(String),
}

impl fmt::Display for StoreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreFault::Database(fault) => write!(f, "the database answered: {fault}"),
            StoreFault::BadRow { table, column, id, why } => {
                write!(f, "table {table}, column {column}, row {id}: {why}")
            }
            StoreFault::Stale { started_from, table } => {
                write!(f, "{table}: version {started_from} is no longer the newest")
            }
            StoreFault::NotCovered { table } => write!(f, "{table}: a write that its right does not cover"),
            StoreFault::Taken(what) => f.write_str(what),
            StoreFault::Newer(migration) => write!(
                f,
                "this database was made by a newer Waymark (it knows “{migration}”): install that version or newer"
            ),
            StoreFault::Unavailable(sentence) => f.write_str(sentence),
        }
    }
}

impl std::error::Error for StoreFault {}

impl From<DbErr> for StoreFault {
    fn from(fault: DbErr) -> Self {
        StoreFault::Database(fault)
    }
}
