//! What SQLite's planner knows of how full the tables are. Without it, it takes a child's sessions for as many as the
//! school's and reads them all.
//!
//! PostgreSQL gathers its own.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};

use crate::{Store, StoreFault};

/// A year of a school of 420 pupils beside a small one: table, index, and the rows that share each longer prefix of it,
/// as `sqlite_stat1` holds them. Made from the demonstration with `analyze`.
const TYPICAL: &str = include_str!("statistics.txt");

/// Counts anew, as far as a few milliseconds reach; what is empty yet is taken for a typical school's.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn count(store: &Store) -> Result<(), StoreFault> {
    if !store.is_sqlite() {
        return Ok(());
    }
    let tx = store.begin().await?;
    run(&tx, "pragma analysis_limit = 1000").await?;
    run(&tx, "analyze").await?;
    let known = Statement::from_string(DbBackend::Sqlite, "select distinct tbl from sqlite_stat1");
    let mut counted = BTreeSet::new();
    for row in tx.query_all_raw(known).await? {
        counted.insert(row.try_get_by_index::<String>(0)?);
    }
    for line in TYPICAL.lines() {
        let mut words = line.splitn(3, ' ');
        if let (Some(table), Some(index), Some(rows)) = (words.next(), words.next(), words.next())
            && !counted.contains(table)
        {
            let text = "insert into sqlite_stat1 (tbl, idx, stat) values ($1, $2, $3)";
            let values = [table.into(), index.into(), rows.into()];
            tx.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, text, values)).await?;
        }
    }
    run(&tx, "analyze sqlite_schema").await?;
    tx.commit().await?;
    Ok(())
}

async fn run(tx: &DatabaseTransaction, text: &str) -> Result<(), StoreFault> {
    tx.execute_raw(Statement::from_string(DbBackend::Sqlite, text.to_owned())).await?;
    Ok(())
}
