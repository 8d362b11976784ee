//! What a test of pages stands on: a tiny world in a database of its own, served without a port, and people signed in.

use std::{net::SocketAddr, sync::Arc};

use app::{App, Clock, Random, signing_in};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::connect_info::MockConnectInfo,
    http::{HeaderMap, Request, StatusCode, header},
};
use domain::{Date, people::Role};
use testkit::{Engine, World};
use tower::ServiceExt;
use web::{Config, Web};

/// A world with its pages.
pub struct Ground {
    /// The application.
    pub app: App,
    /// The world.
    pub world: World,
    router: Router,
    _ground: testkit::Ground,
}

/// What a page answered.
#[derive(Debug)]
pub struct Answered {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Answered {
    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |place| place.to_str().unwrap())
    }
}

impl Ground {
    /// A new world, on its own day.
    pub async fn new() -> Self {
        Self::standing(|world| Clock::standing(world.now().instant)).await
    }

    /// A new world, seen on another day.
    pub async fn on(day: Date) -> Self {
        Self::standing(|_| Clock::standing(Clock::london_at(day, 12, 0))).await
    }

    async fn standing(clock: impl FnOnce(&World) -> Clock) -> Self {
        let ground = testkit::Ground::of(Engine::Sqlite, true).await;
        let store = ground.open().await;
        let world = World::make(&store).await;
        let app = App::new(store, clock(&world), Random::seeded(7));
        let config = Config { public_url: "http://localhost".to_owned(), ..Config::default() };
        let peer = MockConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9)));
        let router = web::routes::router(&Web { app: app.clone(), config: Arc::new(config) }).layer(peer);
        Self { app, world, router, _ground: ground }
    }

    /// The session of somebody in a role.
    pub async fn sign_in(&self, role: Role) -> String {
        let account = self.world.accounts[&role].id;
        let school = self.world.school.id;
        signing_in::open_session(&self.app, self.app.now(), school, account, None, "a test").await.unwrap()
    }

    /// Gets a page as somebody in a role.
    pub async fn get(&self, role: Role, path: &str) -> Answered {
        let session = self.sign_in(role).await;
        self.send(Request::get(path), &session, String::new()).await
    }

    /// Gets a page in a session.
    pub async fn get_in(&self, session: &str, path: &str) -> Answered {
        self.send(Request::get(path), session, String::new()).await
    }

    /// Posts a form as somebody in a role: `name=value&...`, encoded.
    pub async fn post(&self, role: Role, path: &str, form: &str) -> Answered {
        self.post_in(&self.sign_in(role).await, path, form).await
    }

    /// Posts a form in a session.
    pub async fn post_in(&self, session: &str, path: &str, form: &str) -> Answered {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, session, form.to_owned()).await
    }

    /// Sends what a script sends, in a session.
    pub async fn ask_in(&self, session: &str, path: &str, json: &serde_json::Value) -> Answered {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        self.send(request, session, json.to_string()).await
    }

    /// Sends a form with a file as somebody in a role: the file's box, its name, its bytes.
    pub async fn send_file(
        &self,
        role: Role,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Answered {
        self.send_file_in(&self.sign_in(role).await, path, fields, file).await
    }

    /// Sends a form with a file in a session.
    pub async fn send_file_in(
        &self,
        session: &str,
        path: &str,
        fields: &[(&str, &str)],
        (name, file, bytes): (&str, &str, &[u8]),
    ) -> Answered {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head =
                format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.into_bytes());
        }
        let head = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n--edge--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request, session, body).await
    }

    async fn send(
        &self,
        request: axum::http::request::Builder,
        session: &str,
        body: impl Into<Body>,
    ) -> Answered {
        let request = request.header(header::COOKIE, format!("waymark={session}")).body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answered { status: head.status, headers: head.headers, bytes }
    }
}
