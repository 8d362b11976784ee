//! One throwaway PostgreSQL cluster for each test binary, a database for each test from a migrated template.
//!
//! The server is the installed one. It listens on a socket in a temporary folder only. A watcher holds a pipe from
//! the test process: when that process ends, however it ends, the watcher stops the server and removes the folder.

use std::{
    env, fs,
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use store::{Options, Place, Store};
use tempfile::TempDir;

/// The variable that names a server to use instead of a throwaway one: the URL of a database in which the user may
/// create others.
pub const SERVER_VARIABLE: &str = "WAYMARK_TEST_POSTGRES";

const TEMPLATE: &str = "waymark_template";

/// A running cluster in a temporary folder.
#[derive(Debug)]
pub struct Cluster {
    tools: PathBuf,
    folder: TempDir,
    owner: Option<(u32, u32)>,
    durable: bool,
    server: Mutex<Option<Child>>,
    // Closed when the process ends: the watcher's sign to stop the server.
    _watched: ChildStdin,
}

/// The folder of `initdb`, `postgres` and their like, when PostgreSQL is installed.
#[must_use]
pub fn tools() -> Option<PathBuf> {
    let on_path =
        env::var_os("PATH").into_iter().flat_map(|path| env::split_paths(&path).collect::<Vec<_>>());
    let mut packaged: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    packaged.sort();
    packaged.reverse();
    let both = |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    packaged.into_iter().chain(on_path).find(both)
}

/// Why tests on PostgreSQL cannot run here; none when they can.
#[must_use]
pub fn missing() -> Option<String> {
    if env::var_os(SERVER_VARIABLE).is_some() || tools().is_some() {
        return None;
    }
    Some(format!("PostgreSQL is not installed (no initdb found), and {SERVER_VARIABLE} names no server"))
}

/// The user and group that the server runs as when the test runs as root, which PostgreSQL refuses.
fn unprivileged() -> Option<(u32, u32)> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if !is_root {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let line = users.lines().find(|line| line.starts_with("postgres:"))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

impl Cluster {
    /// Makes and starts a cluster. `durable`: whether commits wait for the disk (`fsync`); only the kill test needs it.
    ///
    /// # Errors
    /// When PostgreSQL is missing or does not start, with what it said.
    pub fn start(durable: bool) -> Result<Self, String> {
        let tools = tools().ok_or_else(|| missing().unwrap_or_default())?;
        let owner = unprivileged();
        let folder = tempfile::Builder::new()
            .prefix("wm-pg-")
            .tempdir_in("/tmp")
            .map_err(|fault| format!("no temporary folder: {fault}"))?;
        let hand_over = |path: &Path| -> Result<(), String> {
            fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(|f| f.to_string())?;
            match owner {
                Some((user, group)) => {
                    chown(path, Some(user), Some(group)).map_err(|fault| fault.to_string())
                }
                None => Ok(()),
            }
        };
        hand_over(folder.path())?;
        let watched = watcher(folder.path())?;
        let cluster = Self { tools, folder, owner, durable, server: Mutex::new(None), _watched: watched };
        cluster.init()?;
        cluster.run()?;
        Ok(cluster)
    }

    fn command(&self, tool: &str) -> Command {
        let mut command = match self.owner {
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                command.arg(format!("--reuid={user}")).arg(format!("--regid={group}"));
                command.args(["--clear-groups", "--"]).arg(self.tools.join(tool));
                command
            }
            None => Command::new(self.tools.join(tool)),
        };
        command
            .current_dir(self.folder.path())
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .process_group(0);
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The cluster sorts as an English server does, if it can: what Waymark sorts must not depend on it.
    fn init(&self) -> Result<(), String> {
        let mut said = String::new();
        for locale in [&["--locale-provider=icu", "--icu-locale=en-GB"][..], &[]] {
            let _ = fs::remove_dir_all(self.data());
            let output = self
                .command("initdb")
                .args(["--username=waymark", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"])
                .args(["--no-sync", "--no-instructions"])
                .args(locale)
                .arg("-D")
                .arg(self.data())
                .output()
                .map_err(|fault| format!("initdb: {fault}"))?;
            if output.status.success() {
                return Ok(());
            }
            said = String::from_utf8_lossy(&output.stderr).into_owned();
        }
        Err(format!("initdb: {said}"))
    }

    /// Starts the server and waits until it answers.
    ///
    /// # Errors
    /// When it does not start, with its log.
    pub fn run(&self) -> Result<(), String> {
        let log_path = self.folder.path().join("log");
        let log = fs::File::options().create(true).append(true).open(&log_path).map_err(|f| f.to_string())?;
        let mut settings = vec!["listen_addresses=", "max_connections=200", "shared_buffers=32MB"];
        // After a kill the server syncs a thousand files one by one; the whole file system at once is faster.
        settings.push("recovery_init_sync_method=syncfs");
        if !self.durable {
            settings.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
        }
        let mut command = self.command("postgres");
        command.arg("-D").arg(self.data()).arg("-k").arg(self.folder.path());
        for setting in settings {
            command.args(["-c", setting]);
        }
        let child = command
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|fault| format!("postgres: {fault}"))?;
        *self.server.lock().expect("nobody panics with it") = Some(child);
        let runtime = runtime();
        let url = self.url("postgres");
        for _ in 0..600 {
            if runtime.block_on(async { PgConnection::connect(&url).await.is_ok() }) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(format!("postgres did not start: {}", fs::read_to_string(log_path).unwrap_or_default()))
    }

    /// Kills the server and every process of it at once (SIGKILL), as a loss of power would.
    ///
    /// # Panics
    /// When it does not run.
    pub fn kill(&self) {
        let mut server = self.server.lock().expect("nobody panics with it").take().expect("the server runs");
        let head = server.id();
        let pids: Vec<String> =
            children_of(head).into_iter().chain([head]).map(|pid| pid.to_string()).collect();
        let _ = Command::new("kill").arg("-KILL").args(&pids).stderr(Stdio::null()).status();
        let _ = server.wait();
        while pids.iter().any(|pid| is_alive(pid)) {
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The URL of a database in the cluster.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://waymark@localhost/{database}?host={}", self.folder.path().display())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.lock().expect("nobody panics with it").take() {
            let _ = Command::new("kill").args(["-QUIT", &server.id().to_string()]).status();
            let _ = server.wait();
        }
    }
}

/// Starts the watcher of a folder: at the end of its standard input it stops the server and removes the folder.
fn watcher(folder: &Path) -> Result<ChildStdin, String> {
    const SCRIPT: &str = r#"
        cat > /dev/null
        pid=$(head -n 1 "$0/data/postmaster.pid" 2> /dev/null)
        if [ -n "$pid" ]; then
            kill -QUIT "$pid" 2> /dev/null
            for turn in 1 2 3 4 5 6 7 8 9 10; do
                kill -0 "$pid" 2> /dev/null || break
                sleep 0.1
            done
        fi
        rm -rf "$0"
    "#;
    let mut child = Command::new("sh")
        .args(["-c", SCRIPT])
        .arg(folder)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(|fault| format!("the watcher: {fault}"))?;
    child.stdin.take().ok_or_else(|| "the watcher has no standard input".to_owned())
}

fn children_of(parent: u32) -> Vec<u32> {
    let Ok(processes) = fs::read_dir("/proc") else { return Vec::new() };
    processes
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter(|pid| {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            let after_name = stat.rsplit(')').next().unwrap_or_default();
            after_name.split_whitespace().nth(1).and_then(|field| field.parse().ok()) == Some(parent)
        })
        .collect()
}

/// Whether a process runs; one that has ended and waits to be noticed does not.
fn is_alive(pid: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat.rsplit(')').next().unwrap_or_default().trim_start().chars().next();
    state.is_some_and(|state| state != 'Z' && state != 'X')
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

enum Server {
    Own(Cluster),
    Given(String),
}

impl Server {
    fn url(&self, database: &str) -> String {
        match self {
            Server::Own(cluster) => cluster.url(database),
            Server::Given(url) => {
                let (rest, query) = url.split_once('?').map_or((url.as_str(), None), |(r, q)| (r, Some(q)));
                let host = rest.rsplit_once('/').map_or(rest, |(host, _)| host);
                let query = query.map(|query| format!("?{query}")).unwrap_or_default();
                format!("{host}/{database}{query}")
            }
        }
    }

    fn admin_url(&self) -> String {
        match self {
            Server::Own(cluster) => cluster.url("postgres"),
            Server::Given(url) => url.clone(),
        }
    }
}

static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();

/// The server of this test binary, started at its first use.
fn server() -> Result<&'static Server, String> {
    let started = SERVER.get_or_init(|| {
        let server = match env::var(SERVER_VARIABLE) {
            Ok(url) => Server::Given(url),
            Err(_) => Server::Own(Cluster::start(false)?),
        };
        let template = template_name();
        let runtime = runtime();
        runtime.block_on(async {
            let mut admin =
                PgConnection::connect(&server.admin_url()).await.map_err(|fault| fault.to_string())?;
            statement(&mut admin, format!("create database {template}")).await?;
            let place = Place::Server(server.url(&template));
            let store = Store::open(&place, Options::default()).await.map_err(|fault| fault.to_string())?;
            store.close().await.map_err(|fault| fault.to_string())
        })?;
        Ok(server)
    });
    started.as_ref().map_err(Clone::clone)
}

/// Removes what this binary left on a server that was given to it. A throwaway cluster goes with the process.
pub fn finish() {
    if env::var_os(SERVER_VARIABLE).is_some()
        && let Some(Ok(server)) = SERVER.get()
    {
        runtime().block_on(async {
            if let Ok(mut admin) = PgConnection::connect(&server.admin_url()).await {
                let _ = statement(&mut admin, format!("drop database {}", template_name())).await;
            }
        });
    }
}

fn template_name() -> String {
    match env::var_os(SERVER_VARIABLE) {
        Some(_) => format!("{TEMPLATE}_{}", std::process::id()),
        None => TEMPLATE.to_owned(),
    }
}

async fn statement(admin: &mut PgConnection, sql: String) -> Result<(), String> {
    admin.execute(AssertSqlSafe(sql.clone())).await.map(drop).map_err(|fault| format!("{sql}: {fault}"))
}

/// A database of one test, dropped with it.
#[derive(Debug)]
pub struct Database {
    name: String,
    /// Its URL.
    pub url: String,
}

impl Database {
    /// A new database: migrated, or quite empty.
    ///
    /// # Errors
    /// When the server does not start or answer.
    pub async fn make(migrated: bool) -> Result<Self, String> {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        // The first caller starts the server, which blocks: not on a thread that others wait for.
        let server = tokio::task::spawn_blocking(server).await.map_err(|fault| fault.to_string())??;
        let name = format!("waymark_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let template = if migrated { template_name() } else { "template0".to_owned() };
        let mut admin =
            PgConnection::connect(&server.admin_url()).await.map_err(|fault| fault.to_string())?;
        statement(&mut admin, format!("create database {name} template {template}")).await?;
        Ok(Self { url: server.url(&name), name })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let name = self.name.clone();
        let dropped = thread::spawn(move || {
            let Ok(server) = server() else { return };
            runtime().block_on(async {
                if let Ok(mut admin) = PgConnection::connect(&server.admin_url()).await {
                    let _ = statement(&mut admin, format!("drop database {name} with (force)")).await;
                }
            });
        });
        let _ = dropped.join();
    }
}
