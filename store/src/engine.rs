//! The one file where the engine shows: opening, pools, locks, copies, integrity.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::SchoolId;
use jiff::Timestamp;
use log::LevelFilter;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    Statement, TransactionOptions,
};
use sqlx::{
    ConnectOptions as _,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::{
    Reader, StoreFault, Tx, fault,
    lanes::Lanes,
    migration,
    plain::{Plain, Source},
    statistics,
};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file, embedded SQLite.
    File(PathBuf),
    /// A PostgreSQL server, by URL.
    Server(String),
}

/// How to open it.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Connections that read (SQLite) or all connections (PostgreSQL).
    pub connections: u32,
    /// Whether a commit waits for the disk. Only a file that is thrown away when it is not finished (the demo's, a
    /// restore's) may be opened without.
    pub durable: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { connections: 4, durable: true }
    }
}

/// The database: a pool that reads and, on SQLite, a pool of one that writes.
#[derive(Clone, Debug)]
pub struct Store {
    write: Plain<Source>,
    read: Plain<Source>,
    /// The file of an SQLite database.
    file: Option<PathBuf>,
    /// How many changes of schools it made.
    changes: Arc<AtomicU64>,
}

/// A statement that took so long is logged: its text, in which every value is a `$1`, and how long it took.
const SLOW: Duration = Duration::from_millis(250);

/// How long an SQLite file that another program holds is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens again while another program opens or closes the same file: SQLite then answers at once that it is busy, without
/// the wait of its busy timeout, while it changes the journal's mode or folds the journal in.
async fn while_busy<Opened, Opening>(open: impl Fn() -> Opening) -> Result<Opened, DbErr>
where
    Opening: Future<Output = Result<Opened, DbErr>>,
{
    let began = tokio::time::Instant::now();
    loop {
        match open().await {
            Err(fault) if fault::is_busy(&fault) && began.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            opened => return opened,
        }
    }
}

/// Statements are not logged, but for those that are slow.
fn only_slow_ones(connect: &mut ConnectOptions) {
    connect
        .sqlx_logging(true)
        .sqlx_logging_level(LevelFilter::Off)
        .sqlx_slow_statements_logging_settings(LevelFilter::Warn, SLOW);
}

impl Store {
    /// Opens the database and migrates it up.
    ///
    /// # Errors
    /// When it cannot be opened, is newer than the program, or a migration fails.
    pub async fn open(place: &Place, options: Options) -> Result<Self, StoreFault> {
        let store = Self::connect(place, options).await?;
        migration::up(&store).await?;
        statistics::count(&store).await?;
        Ok(store)
    }

    /// Opens a database that is there and is of this version, and changes nothing of it: for backups and the doctor,
    /// which may run beside a server.
    ///
    /// # Errors
    /// When there is none, or it is older or newer than the program.
    pub async fn open_as_it_is(place: &Place, options: Options) -> Result<Self, StoreFault> {
        if let Place::File(path) = place
            && !path.is_file()
        {
            return Err(StoreFault::Unavailable(format!("There is no database {}.", path.display())));
        }
        let store = Self::connect(place, options).await?;
        migration::is_current(&store).await?;
        Ok(store)
    }

    /// Opens the database.
    pub(crate) async fn connect(place: &Place, options: Options) -> Result<Self, StoreFault> {
        match place {
            Place::File(path) => Self::open_file(path, options).await,
            Place::Server(url) => Self::open_server(url, options).await,
        }
    }

    async fn open_file(path: &Path, options: Options) -> Result<Self, StoreFault> {
        if let Some(folder) = path.parent() {
            make_folder(folder).map_err(|fault| {
                StoreFault::Unavailable(format!("The folder {} cannot be made: {fault}.", folder.display()))
            })?;
        }
        private(path).map_err(|fault| {
            StoreFault::Unavailable(format!("The database {} cannot be made: {fault}.", path.display()))
        })?;
        let sqlite = move |sqlite: SqliteConnectOptions| {
            sqlite
                .foreign_keys(true)
                .busy_timeout(PATIENCE)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(if options.durable { SqliteSynchronous::Full } else { SqliteSynchronous::Off })
                // In KiB: a file that is made in one go is kept in memory until it is whole.
                .pragma("cache_size", if options.durable { "-8000" } else { "-64000" })
                // Most lists fit: the thread that reads need not wait for the one that takes the rows.
                .row_buffer_size(1024)
                .statement_cache_capacity(256)
        };
        let mut connect = ConnectOptions::new(format!("sqlite://{}?mode=rwc", path.display()));
        connect.max_connections(1).min_connections(1);
        only_slow_ones(&mut connect);
        connect.connect_timeout(Duration::from_secs(10));
        connect
            .idle_timeout(Duration::from_secs(60 * 60 * 24))
            .max_lifetime(Duration::from_secs(60 * 60 * 24));
        connect.test_before_acquire(false);
        connect.map_sqlx_sqlite_opts(sqlite);
        let unavailable = |fault: DbErr| {
            StoreFault::Unavailable(format!(
                "The database {} cannot be opened: {fault}. Is it a Waymark database, and may this user write there?",
                path.display()
            ))
        };
        let write = while_busy(|| Database::connect(connect.clone())).await.map_err(unavailable)?;
        let reads = sqlite(SqliteConnectOptions::new().filename(path))
            .pragma("query_only", "ON")
            .log_statements(LevelFilter::Off)
            .log_slow_statements(LevelFilter::Warn, SLOW);
        let lanes = while_busy(|| Lanes::open(&reads, options.connections)).await.map_err(unavailable)?;
        let read = Plain(Source::Lanes(Arc::new(lanes)));
        Ok(Self {
            write: Plain(Source::Pool(write)),
            read,
            file: Some(path.to_owned()),
            changes: Arc::default(),
        })
    }

    async fn open_server(url: &str, options: Options) -> Result<Self, StoreFault> {
        let mut connect = ConnectOptions::new(url.to_owned());
        connect.max_connections(options.connections.max(2));
        only_slow_ones(&mut connect);
        // A server that was started again meanwhile is noticed before a connection that was idle is used.
        connect
            .connect_timeout(Duration::from_secs(10))
            .test_before_acquire_if_idle_for(Duration::from_secs(1));
        let pool = Database::connect(connect).await.map_err(|fault| {
            StoreFault::Unavailable(format!("The PostgreSQL server cannot be reached: {fault}."))
        })?;
        let pool = Plain(Source::Pool(pool));
        Ok(Self { write: pool.clone(), read: pool, file: None, changes: Arc::default() })
    }

    /// Which engine it is.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.read.get_database_backend() == DbBackend::Sqlite
    }

    /// Reads inside one school.
    #[must_use]
    pub fn read(&self, school: SchoolId) -> Reader {
        Reader::new(self.read.clone(), school)
    }

    /// Begins a write in one school and locks that school: writers of one school take turns.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn write(&self, school: SchoolId) -> Result<Tx, StoreFault> {
        let transaction = self.begin().await?;
        if !self.is_sqlite() {
            lock(&transaction, lock_of(school)).await?;
        }
        Ok(Tx::new(transaction, school, self.changes.clone()))
    }

    /// A transaction outside any school: for migrations and the first school.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, StoreFault> {
        let options = TransactionOptions {
            sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.write.0.begin(options).await?)
    }

    /// Notes another instant beside every migration than the database's own: for a demonstration, which is the same again
    /// whenever it is made.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn note_migrations_at(&self, at: Timestamp) -> Result<(), StoreFault> {
        let text = "update migration set applied_at = $1";
        let backend = self.write.get_database_backend();
        let note = Statement::from_sql_and_values(backend, text, [crate::edge::stamp(at).into()]);
        self.write.execute_raw(note).await?;
        Ok(())
    }

    /// The same database in one transaction: what is written and committed through it is there for whoever reads
    /// through it, and for nobody else until [`Store::keep`]. For a file that nobody else has open, such as a
    /// demonstration that is being made.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn in_one_transaction(&self) -> Result<Self, StoreFault> {
        let whole = Plain(Source::Whole(Arc::new(self.begin().await?)));
        Ok(Self { write: whole.clone(), read: whole, file: None, changes: Arc::default() })
    }

    /// How many changes of schools it made, when nobody else can make one: in the one transaction of
    /// [`Store::in_one_transaction`]. While the number is the same, what was read of a school stands.
    #[must_use]
    pub fn own_changes_of_schools(&self) -> Option<u64> {
        matches!(self.write.0, Source::Whole(_)).then(|| self.changes.load(Ordering::SeqCst))
    }

    /// Commits the one transaction of [`Store::in_one_transaction`]; dropped without it, nothing is left.
    ///
    /// # Errors
    /// When somebody still holds it, it is no such store, or the database does not answer.
    pub async fn keep(self) -> Result<(), StoreFault> {
        let Self { write: Plain(source), read, .. } = self;
        drop(read);
        let whole = match source {
            Source::Whole(whole) => Arc::into_inner(whole),
            Source::Pool(_) | Source::Lanes(_) => None,
        };
        let whole = whole.ok_or_else(|| {
            StoreFault::Unavailable("The one transaction of the database is still in use.".to_owned())
        })?;
        Ok(whole.commit().await?)
    }

    pub(crate) fn reading(&self) -> &Plain<Source> {
        &self.read
    }

    pub(crate) fn writing(&self) -> &Plain<Source> {
        &self.write
    }

    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreFault> {
        let statement = Statement::from_string(self.read.get_database_backend(), "select 1".to_owned());
        self.read.query_one_raw(statement).await?;
        Ok(())
    }

    /// What the engine itself says of its integrity: nothing when all is well.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn integrity_faults(&self) -> Result<Vec<String>, StoreFault> {
        let mut faults = Vec::new();
        if !self.is_sqlite() {
            let broken = "select indexrelid::regclass::text from pg_index where not indisvalid";
            for row in self.read.query_all_raw(Statement::from_string(DbBackend::Postgres, broken)).await? {
                faults.push(format!("index {} is not valid", row.try_get_by_index::<String>(0)?));
            }
            return Ok(faults);
        }
        for pragma in ["pragma integrity_check", "pragma foreign_key_check"] {
            let statement = Statement::from_string(DbBackend::Sqlite, pragma.to_owned());
            for row in self.read.query_all_raw(statement).await? {
                let said: String = row.try_get_by_index(0)?;
                if said != "ok" {
                    faults.push(format!("{pragma}: {said}"));
                }
            }
        }
        Ok(faults)
    }

    /// What an SQLite database is told about safety, for each pool: asserted by a test, shown by the doctor.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, StoreFault> {
        let mut told = Vec::new();
        for (pool, connection) in [("write", &self.write), ("read", &self.read)] {
            if !self.is_sqlite() {
                break;
            }
            for name in ["journal_mode", "foreign_keys", "synchronous", "query_only"] {
                let ask = format!("select cast({name} as text) from pragma_{name}");
                let row = connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, ask)).await?;
                if let Some(row) = row {
                    told.push((format!("{pool} {name}"), row.try_get_by_index(0)?));
                }
            }
        }
        Ok(told)
    }

    /// Closes every connection; on SQLite the write-ahead log is folded in.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn close(self) -> Result<(), StoreFault> {
        self.read.0.close().await?;
        self.write.0.close().await?;
        Ok(())
    }
}

/// Takes PostgreSQL's advisory lock until the transaction ends.
pub(crate) async fn lock(transaction: &DatabaseTransaction, key: i64) -> Result<(), StoreFault> {
    let statement =
        Statement::from_sql_and_values(DbBackend::Postgres, "select pg_advisory_xact_lock($1)", [key.into()]);
    transaction.query_one_raw(statement).await?;
    Ok(())
}

/// Makes a folder that only its owner may enter: what is in it is about children. One that is there stays as it is.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a database file that only its owner may read, when there is none.
fn private(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::File::options();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

fn lock_of(school: SchoolId) -> i64 {
    let (high, low) = school.0.as_u64_pair();
    (high ^ low).cast_signed()
}
