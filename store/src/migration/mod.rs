//! Migrations: one SQL text each, the same for both engines; released ones never change (a test holds their hash).

use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};

use crate::{Store, StoreFault, engine};

/// Every migration: its name and its text, in order.
pub(crate) const ALL: &[Migration] = &[
    ("m0001_ground", include_str!("m0001_ground.sql")),
    ("m0002_files", include_str!("m0002_files.sql")),
    ("m0003_sent_papers", include_str!("m0003_sent_papers.sql")),
    ("m0004_banks", include_str!("m0004_banks.sql")),
    ("m0005_outbox", include_str!("m0005_outbox.sql")),
    ("m0006_plan_templates", include_str!("m0006_plan_templates.sql")),
    ("m0007_provision_map", include_str!("m0007_provision_map.sql")),
    ("m0009_calendar_feed", include_str!("m0009_calendar_feed.sql")),
    ("m0011_mail_and_needs", include_str!("m0011_mail_and_needs.sql")),
    ("m0012_events_by_kind", include_str!("m0012_events_by_kind.sql")),
    ("m0013_meetings", include_str!("m0013_meetings.sql")),
    ("m0014_inspection", include_str!("m0014_inspection.sql")),
    ("m0015_county_forms", include_str!("m0015_county_forms.sql")),
    ("m0016_by_hand", include_str!("m0016_by_hand.sql")),
    ("m0017_prompts", include_str!("m0017_prompts.sql")),
    ("m0019_people", include_str!("m0019_people.sql")),
    ("m0022_digest", include_str!("m0022_digest.sql")),
    ("m0023_responsibility", include_str!("m0023_responsibility.sql")),
    ("m0024_taken_out", include_str!("m0024_taken_out.sql")),
    ("m0026_work_in_classes", include_str!("m0026_work_in_classes.sql")),
    ("m0027_kept_from_meetings", include_str!("m0027_kept_from_meetings.sql")),
];

/// A migration's name and text.
pub(crate) type Migration = (&'static str, &'static str);

/// What a line starts with that only PostgreSQL reads: to SQLite it is a comment.
const ONLY_POSTGRES: &str = "--postgresql ";

/// The statements of a text for an engine, without comments.
fn statements(text: &str, is_sqlite: bool) -> Vec<String> {
    let code: String = text
        .lines()
        .filter_map(|line| {
            let line = line.trim_start();
            let only_postgres = line.strip_prefix(ONLY_POSTGRES).filter(|_| !is_sqlite);
            only_postgres.or_else(|| (!line.starts_with("--")).then_some(line))
        })
        .collect::<Vec<_>>()
        .join("\n");
    code.split(';').map(str::trim).filter(|statement| !statement.is_empty()).map(str::to_owned).collect()
}

/// The key of PostgreSQL's lock for migrations: one server at a time.
const MIGRATION_LOCK: i64 = 0x7761_796d_6172_6b00;

/// Migrates up; refuses a database that a newer program has migrated.
pub(crate) async fn up(store: &Store) -> Result<(), StoreFault> {
    up_with(store, ALL).await
}

/// Refuses a database that is older or newer than the program.
pub(crate) async fn is_current(store: &Store) -> Result<(), StoreFault> {
    let done = done(store.reading()).await?;
    refuse_newer(&done, ALL)?;
    match ALL.iter().find(|(name, _)| !done.iter().any(|done| done == name)) {
        None => Ok(()),
        Some((missing, _)) => Err(StoreFault::Unavailable(format!(
            "This database lacks “{missing}”: it is empty, or of an older Waymark. Start `waymark serve` on it once, \
             which brings it up to this version."
        ))),
    }
}

fn refuse_newer(done: &[String], all: &[Migration]) -> Result<(), StoreFault> {
    match done.iter().find(|done| !all.iter().any(|(name, _)| name == done)) {
        Some(unknown) => Err(StoreFault::Newer(unknown.clone())),
        None => Ok(()),
    }
}

/// One transaction, one server at a time: SQLite's write lock, or an advisory lock of PostgreSQL. An SQLite database
/// that lacks a migration is copied before.
async fn up_with(store: &Store, all: &[Migration]) -> Result<(), StoreFault> {
    let known = done(store.writing()).await?;
    refuse_newer(&known, all)?;
    if let (Some(last), true) = (known.last(), known.len() < all.len()) {
        store.copy_beside(last).await?;
    }
    let transaction = store.begin().await?;
    if !store.is_sqlite() {
        engine::lock(&transaction, MIGRATION_LOCK).await?;
    }
    let done = done(&transaction).await?;
    refuse_newer(&done, all)?;
    if done.is_empty() {
        // The time is the database's own: nobody reads it but people who look after the database.
        let table = "create table migration (name text not null primary key,
            applied_at timestamptz not null default current_timestamp)";
        transaction.execute_unprepared(table).await?;
    }
    for migration in all.iter().filter(|(name, _)| !done.iter().any(|done| done == name)) {
        apply(&transaction, store.is_sqlite(), *migration).await?;
    }
    transaction.commit().await?;
    Ok(())
}

async fn apply(
    transaction: &DatabaseTransaction,
    is_sqlite: bool,
    (name, text): Migration,
) -> Result<(), StoreFault> {
    for statement in statements(text, is_sqlite) {
        transaction.execute_unprepared(&statement).await?;
    }
    let note = Statement::from_sql_and_values(
        transaction.get_database_backend(),
        "insert into migration (name) values ($1)",
        [name.into()],
    );
    transaction.execute_raw(note).await?;
    Ok(())
}

/// The names of the migrations that a database has seen, in order; none of a new one.
pub(crate) async fn done(connection: &impl ConnectionTrait) -> Result<Vec<String>, StoreFault> {
    let backend = connection.get_database_backend();
    let there = match backend {
        sea_orm::DbBackend::Sqlite => {
            "select name from sqlite_master where type = 'table' and name = 'migration'"
        }
        _ => "select 1 where to_regclass('migration') is not null",
    };
    if connection.query_one_raw(Statement::from_string(backend, there)).await?.is_none() {
        return Ok(Vec::new());
    }
    let names = Statement::from_string(backend, "select name from migration order by name");
    let rows = connection.query_all_raw(names).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

#[cfg(test)]
mod tests;
