//! What can go wrong in the database room.

use std::fmt;

use sea_orm::{DbErr, RuntimeErr};

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

impl StoreFault {
    /// Whether the database is away or too busy to answer, so that the same may be done a little later. Everything else
    /// is a mistake of the program's or of the data.
    #[must_use]
    pub fn is_away(&self) -> bool {
        match self {
            StoreFault::Unavailable(_) => true,
            StoreFault::Database(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) => true,
            StoreFault::Database(
                DbErr::Exec(RuntimeErr::SqlxError(fault)) | DbErr::Query(RuntimeErr::SqlxError(fault)),
            ) => is_away(fault),
            _ => false,
        }
    }
}

fn is_away(fault: &sqlx::Error) -> bool {
    match fault {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(fault) => fault.code().is_some_and(|code| says_away(&code)),
        _ => false,
    }
}

/// Whether SQLite says that another program holds the file.
pub(crate) fn is_busy(fault: &DbErr) -> bool {
    let (DbErr::Conn(RuntimeErr::SqlxError(fault)) | DbErr::Query(RuntimeErr::SqlxError(fault))) = fault
    else {
        return false;
    };
    let code =
        fault.as_database_error().and_then(|fault| fault.code()).and_then(|code| code.parse::<i32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

/// Whether an engine's own code says so. PostgreSQL's have five signs: connections (class 08), too many of them, shut
/// down, crashed, starting. SQLite's are numbers of fewer: busy, the disk does not answer, the file cannot be opened.
fn says_away(code: &str) -> bool {
    if code.len() == 5 {
        return code.starts_with("08") || matches!(code, "53300" | "57P01" | "57P02" | "57P03");
    }
    code.parse::<i32>().is_ok_and(|code| matches!(code & 0xff, 5 | 10 | 14))
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

#[cfg(test)]
mod tests {
    use std::{io, sync::Arc};

    use sea_orm::ConnAcquireErr;

    use super::*;

    #[test]
    fn away_is_told_from_wrong() {
        let query = |fault: sqlx::Error| DbErr::Query(RuntimeErr::SqlxError(Arc::new(fault)));
        for (fault, away) in [
            (DbErr::ConnectionAcquire(ConnAcquireErr::Timeout), true),
            (DbErr::Conn(RuntimeErr::Internal("refused".to_owned())), true),
            (query(io::Error::from(io::ErrorKind::ConnectionReset).into()), true),
            (query(sqlx::Error::PoolTimedOut), true),
            (query(sqlx::Error::RowNotFound), false),
            (DbErr::Custom("anything".to_owned()), false),
            (DbErr::RecordNotUpdated, false),
        ] {
            let fault = StoreFault::Database(fault);
            assert_eq!(fault.is_away(), away, "{fault}");
        }
        assert!(StoreFault::Unavailable(String::new()).is_away());
        assert!(!StoreFault::Taken("taken").is_away());
    }

    #[test]
    fn the_engines_say_it_in_codes() {
        for (code, away) in [
            ("08006", true),
            ("57P01", true),
            ("57P03", true),
            ("53300", true),
            ("23505", false),
            ("42P01", false),
            ("57014", false),
            ("5", true),
            ("261", true),
            ("10", true),
            ("266", true),
            ("14", true),
            ("1", false),
            ("11", false),
            ("2067", false),
            ("", false),
        ] {
            assert_eq!(says_away(code), away, "{code}");
        }
    }
}
