//! One test on both engines: trials named `sqlite::name` and `postgres::name`.

use std::{env, future::Future, process::ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use store::{Options, Place, Store};
use tempfile::TempDir;

use crate::postgres::{self, Database};

/// A database engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, a file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    /// Both.
    pub const BOTH: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

    /// Its name in trials.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
    }
}

/// What a test stands on: a database of its own, thrown away with it.
#[derive(Debug)]
pub struct Ground {
    /// The engine.
    pub engine: Engine,
    /// Where the database is.
    pub place: Place,
    folder: TempDir,
    _database: Option<Database>,
}

impl Ground {
    /// A database of an engine: migrated already, or quite empty.
    ///
    /// # Panics
    /// When the engine does not answer: the test cannot run.
    pub async fn of(engine: Engine, migrated: bool) -> Self {
        let folder = tempfile::Builder::new().prefix("wm-").tempdir().expect("a temporary folder");
        let (place, database) = match engine {
            Engine::Sqlite => (Place::File(folder.path().join("waymark.db")), None),
            Engine::Postgres => {
                let database = Database::make(migrated).await.expect("PostgreSQL answers");
                (Place::Server(database.url.clone()), Some(database))
            }
        };
        Self { engine, place, folder, _database: database }
    }

    /// Opens the store, as a server does at its start.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn open(&self) -> Store {
        Store::open(&self.place, Options::default()).await.expect("the store opens")
    }

    /// A path in the test's own folder.
    #[must_use]
    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }
}

/// Whether a missing tool is a failure (in CI) or leaves a test out by name.
#[must_use]
pub fn is_ci() -> bool {
    env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

/// The trials of one test binary.
#[derive(Default)]
pub struct Suite {
    trials: Vec<Trial>,
}

impl Suite {
    /// No trials yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a test that runs on both engines, on a migrated database each.
    pub fn both<F, Fut>(&mut self, name: &str, test: F)
    where
        F: Fn(Ground) -> Fut + Clone + Send + 'static,
        Fut: Future<Output = ()>,
    {
        for engine in Engine::BOTH {
            self.on(engine, name, test.clone());
        }
    }

    /// Adds a test that runs on one engine.
    pub fn on<F, Fut>(&mut self, engine: Engine, name: &str, test: F)
    where
        F: Fn(Ground) -> Fut + Send + 'static,
        Fut: Future<Output = ()>,
    {
        self.tool(&format!("{}::{name}", engine.name()), needed(engine), move || {
            runtime().block_on(async { test(Ground::of(engine, true).await).await });
        });
    }

    /// Adds a test that runs on one engine, on a quite empty database.
    pub fn on_empty<F, Fut>(&mut self, engine: Engine, name: &str, test: F)
    where
        F: Fn(Ground) -> Fut + Send + 'static,
        Fut: Future<Output = ()>,
    {
        self.tool(&format!("{}::{name}", engine.name()), needed(engine), move || {
            runtime().block_on(async { test(Ground::of(engine, false).await).await });
        });
    }

    /// Adds a test that needs no database.
    pub fn alone(&mut self, name: &str, test: impl FnOnce() + Send + 'static) {
        self.tool(name, None, test);
    }

    /// Adds a test that needs a tool. When it is missing, the test is ignored by name, or fails in CI.
    pub fn tool(&mut self, name: &str, missing: Option<String>, test: impl FnOnce() + Send + 'static) {
        let trial = match missing {
            None => Trial::test(name, move || {
                test();
                Ok(())
            }),
            Some(why) if is_ci() => Trial::test(name, move || Err(Failed::from(why))),
            Some(_) => Trial::test(name, || Ok(())).with_ignored_flag(true),
        };
        self.trials.push(trial);
    }

    /// Runs the trials that the command line asks for.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let arguments = Arguments::from_args();
        let conclusion = libtest_mimic::run(&arguments, self.trials);
        postgres::finish();
        conclusion.exit_code()
    }
}

/// Why an engine cannot be tested here; none when it can.
#[must_use]
pub fn needed(engine: Engine) -> Option<String> {
    match engine {
        Engine::Sqlite => None,
        Engine::Postgres => postgres::missing(),
    }
}

/// A runtime for one test: two threads, as the servers have.
///
/// # Panics
/// When the system gives no threads.
#[must_use]
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

/// Adds tests that run on both engines: `on_both!(suite, [entries::are_added, entries::are_saved])`.
#[macro_export]
macro_rules! on_both {
    ($suite:expr, [$($module:ident::$name:ident),+ $(,)?]) => {
        $($suite.both(concat!(stringify!($module), "::", stringify!($name)), $module::$name);)+
    };
}
