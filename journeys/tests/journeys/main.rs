//! Every story of `stories/` as a test, in Chromium, each against a server and a database of its own.
//!
//! A story runs on the demonstration in a file. A line `// Also: postgres, ugly` in it names what else it runs on.

mod grounds;
mod logs;

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    sync::{Arc, OnceLock},
};

use app::{App, Clock, Random};
use libtest_mimic::{Arguments, Failed, Trial};
use store::{Options, Store};
use web::{Config, Listening, Web};

use grounds::{Ground, TODAY, stand};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn found(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// The folder in which the stories run: sources and npm packages, installed once for each lock file.
fn workplace() -> Result<&'static Path, Failed> {
    static PLACE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let made = PLACE.get_or_init(|| {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("journeys");
        let copy = |name: &str| {
            std::fs::copy(here().join(name), place.join(name))
                .map(|_| ())
                .map_err(|fault| format!("{name}: {fault}"))
        };
        std::fs::create_dir_all(place.join("stories")).map_err(|fault| fault.to_string())?;
        for name in ["package.json", "package-lock.json", ".npmrc"] {
            copy(name)?;
        }
        // The file of the roll that the readers' own tests read, too.
        std::fs::copy(here().join("../exchange/tests/data/ctf_example.xml"), place.join("ctf_example.xml"))
            .map_err(|fault| format!("ctf_example.xml: {fault}"))?;
        for module in modules("") {
            copy(&format!("{module}.mjs"))?;
        }
        for story in modules("stories") {
            copy(&format!("stories/{story}.mjs"))?;
        }
        let lock = std::fs::read(here().join("package-lock.json")).map_err(|fault| fault.to_string())?;
        let installed = place.join("node_modules/.installed");
        if std::fs::read(&installed).ok().as_deref() != Some(&lock) {
            let done = Command::new("npm")
                .arg("ci")
                .current_dir(&place)
                .output()
                .map_err(|fault| fault.to_string())?;
            if !done.status.success() {
                return Err(format!("npm ci: {}", String::from_utf8_lossy(&done.stderr)));
            }
            std::fs::write(&installed, lock).map_err(|fault| fault.to_string())?;
        }
        Ok(place)
    });
    made.as_deref().map_err(Failed::from)
}

/// The names of the scripts in a folder: of `stories`, each is a test.
fn modules(folder: &str) -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(here().join(folder)) else { return Vec::new() };
    let mut names: Vec<String> = folder
        .filter_map(|entry| {
            entry.ok()?.file_name().into_string().ok()?.strip_suffix(".mjs").map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}

fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().expect("a runtime"))
}

/// The grounds that a story names.
fn grounds_of(story: &str) -> Vec<Ground> {
    let text = std::fs::read_to_string(here().join(format!("stories/{story}.mjs"))).unwrap_or_default();
    let also = text.lines().find_map(|line| line.strip_prefix("// Also: ")).unwrap_or_default();
    let named = also.split(',').map(str::trim).filter(|name| !name.is_empty());
    std::iter::once(Ground::File)
        .chain(named.map(|name| Ground::named(name).unwrap_or_else(|| panic!("{story}: no ground “{name}”"))))
        .collect()
}

fn tell(story: &str, ground: Ground) -> Result<(), Failed> {
    let stands = runtime().block_on(stand(ground)).map_err(Failed::from)?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let address = runtime().block_on(async {
        let store =
            Store::open(&stands.place, Options::default()).await.map_err(|fault| fault.to_string())?;
        let app = App::new(store, Clock::on_day(TODAY), Random::system());
        let config = Arc::new(Config { demo: true, ..Config::default() });
        // The address is known only once the port is taken; links in mail need it.
        let probe = std::net::TcpListener::bind("127.0.0.1:0").map_err(|fault| fault.to_string())?;
        let address = probe.local_addr().map_err(|fault| fault.to_string())?;
        drop(probe);
        let config = Arc::new(Config { public_url: format!("http://{address}"), ..(*config).clone() });
        let listening =
            Listening::on(Web { app, config }, address).await.map_err(|fault| fault.to_string())?;
        tokio::spawn(web::serve(listening, async {
            stopped.await.ok();
        }));
        Ok::<_, String>(address)
    })?;
    let place = workplace()?;
    let told = Command::new("node")
        .arg(place.join("run.mjs"))
        .arg(place.join(format!("stories/{story}.mjs")))
        .arg(format!("http://{address}"))
        .env("CHROMIUM", found("chromium").unwrap_or_default())
        .env("GROUND", ground.name())
        .env("WAYMARK", waymark())
        .current_dir(place)
        .output()?;
    stop.send(()).ok();
    if told.status.success() {
        return Ok(());
    }
    Err(Failed::from(format!(
        "{}{}",
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr)
    )))
}

/// The command line, which a build of the workspace puts beside the folder of the tests.
fn waymark() -> std::path::PathBuf {
    let here = std::env::current_exe().unwrap_or_default();
    let folder = here.parent().and_then(std::path::Path::parent);
    folder.map(|folder| folder.join("waymark")).unwrap_or_default()
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(2));
    let missing: Vec<&str> =
        ["chromium", "node", "npm"].into_iter().filter(|tool| found(tool).is_none()).collect();
    let in_ci = std::env::var_os("CI").is_some_and(|value| value == "true");
    let stories: Vec<(String, Ground)> = modules("stories")
        .into_iter()
        .flat_map(|story| grounds_of(&story).into_iter().map(move |ground| (story.clone(), ground)))
        .collect();
    let trials = stories
        .into_iter()
        .map(|(story, ground)| {
            let mut missing: Vec<String> =
                missing.iter().map(|tool| format!("{tool} is not installed")).collect();
            missing.extend(ground.needed());
            let skipped = !missing.is_empty() && !in_ci;
            let name =
                if ground == Ground::File { story.clone() } else { format!("{story}::{}", ground.name()) };
            Trial::test(name, move || {
                if missing.is_empty() { tell(&story, ground) } else { Err(missing.join("; ").into()) }
            })
            .with_ignored_flag(skipped)
        })
        .collect();
    logs::keep();
    let conclusion = libtest_mimic::run(&arguments, trials);
    testkit::postgres::finish();
    let leaks =
        if arguments.list { Vec::new() } else { runtime().block_on(logs::leaks(&here().join("stories"))) };
    for leak in &leaks {
        eprintln!("the logs of the stories hold {leak}");
    }
    if leaks.is_empty() { conclusion.exit_code() } else { ExitCode::FAILURE }
}
