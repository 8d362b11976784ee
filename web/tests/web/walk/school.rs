//! A demonstration school of one kind of data, served without a port, with a session of each persona.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use app::{App, Clock, Random, demonstration, signing_in};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::connect_info::MockConnectInfo,
    http::{Request, header},
};
use domain::{Date, date, people::Role, permissions::Actor};
use store::{Options, Place, Store};
use tempfile::TempDir;
use testkit::kinds;
use tokio::sync::Mutex;
use tower::ServiceExt;
use web::{Config, Web};

use crate::ground::Answered;

/// The day that it is: a Monday in term.
pub const TODAY: Date = date(2026, 11, 23);

/// Kinds of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A school without children.
    Empty,
    /// The demonstration.
    Full,
    /// The demonstration with every name and text ugly.
    Ugly,
}

/// Somebody signed in.
#[derive(Debug)]
pub struct Person {
    /// Their role.
    pub role: Role,
    /// Their session.
    pub session: String,
    /// What they may.
    pub actor: Arc<Actor>,
}

/// A school that is served.
pub struct School {
    /// The application.
    pub app: App,
    /// Its database's file.
    pub file: PathBuf,
    /// Each persona.
    pub people: Vec<Person>,
    router: Router,
    _folder: TempDir,
}

/// This machine, as a peer.
pub const HERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9);

/// How the demonstration is served.
pub fn config() -> Config {
    Config { public_url: "http://localhost".to_owned(), demo: true, ..Config::default() }
}

/// What pages reach.
pub fn served(app: &App, config: Config) -> Web {
    Web { app: app.clone(), config: Arc::new(config) }
}

/// The demonstration's file, made once for all tests of the binary.
async fn template() -> &'static Path {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    static TURN: Mutex<()> = Mutex::const_new(());
    let _turn = TURN.lock().await;
    if MADE.get().is_none() {
        let folder = tempfile::tempdir().unwrap();
        let plan = demo::Plan { pupils: 60, seed: 11, today: TODAY, schools: 2, pupils_elsewhere: 40 };
        demo::open(folder.path(), plan).await.unwrap().close().await.unwrap();
        MADE.set(folder).unwrap();
    }
    MADE.get().unwrap().path()
}

impl School {
    /// A school of a kind.
    pub async fn of(kind: Kind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("waymark.db");
        std::fs::copy(template().await.join("waymark.db"), &file).unwrap();
        match kind {
            Kind::Empty => kinds::empty(&file).await,
            Kind::Full => {}
            Kind::Ugly => kinds::ugly(&file).await,
        }
        let store = Store::open(&Place::File(file.clone()), Options::default()).await.unwrap();
        let app = App::new(store, Clock::standing(Clock::london_at(TODAY, 10, 0)), Random::seeded(5));
        let config = Config { public_url: "http://localhost".to_owned(), demo: true, ..Config::default() };
        let web = Web { app: app.clone(), config: Arc::new(config) };
        let router = web::layered(&web).layer(MockConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))));
        let mut school = Self { app, file, people: Vec::new(), router, _folder: folder };
        for role in Role::ALL {
            let person = school.sign_in(role).await;
            school.people.push(person);
        }
        school
    }

    /// A new session of a persona.
    pub async fn sign_in(&self, role: Role) -> Person {
        let now = self.app.now();
        let (school, account) = demonstration::persona(&self.app, role).await.unwrap().unwrap();
        let session =
            signing_in::open_session(&self.app, now, school, account, None, "a test").await.unwrap();
        let visitor = signing_in::visitor(&self.app, now, &session).await.unwrap().unwrap();
        Person { role, session, actor: visitor.actor }
    }

    /// The persona of a role.
    pub fn person(&self, role: Role) -> &Person {
        self.people.iter().find(|person| person.role == role).unwrap()
    }

    /// Gets an address; with no session, as a stranger.
    pub async fn get(&self, session: Option<&str>, path: &str) -> Answered {
        self.send(with(Request::get(path), session).body(Body::empty()).unwrap()).await
    }

    /// Posts a form.
    pub async fn post(&self, session: Option<&str>, path: &str, form: &str) -> Answered {
        let request = with(Request::post(path), session)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// Sends a request through every layer.
    pub async fn send(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answered { status: head.status, headers: head.headers, bytes }
    }

    /// Rows of the database, as texts.
    pub async fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        kinds::rows(&self.file, sql).await
    }
}

fn with(request: axum::http::request::Builder, session: Option<&str>) -> axum::http::request::Builder {
    match session {
        Some(session) => request.header(header::COOKIE, format!("waymark={session}")),
        None => request,
    }
}
