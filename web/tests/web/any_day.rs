//! Every page of the demonstration answers on any day: in term, far outside the calendar, and years after it was made.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    net::SocketAddr,
    sync::Arc,
};

use app::{App, Clock, Random, demonstration, signing_in};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::connect_info::MockConnectInfo,
    http::{Request, StatusCode, header},
};
use demo::Plan;
use domain::{Date, date, people::Role};
use tower::ServiceExt;
use web::{Config, Web, routes};

const MONDAY: Date = date(2026, 11, 23);
/// An id that nobody and nothing has.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";
/// How many addresses of one route each persona opens.
const OF_A_ROUTE: usize = 3;

/// A demonstration with its pages.
struct Shown {
    app: App,
    router: Router,
    today: Date,
    made_on: Date,
}

impl Shown {
    async fn open(folder: &std::path::Path, made_on: Date, today: Date) -> Self {
        let plan = Plan { pupils: 60, seed: 3, today: made_on, schools: 2, pupils_elsewhere: 20 };
        let store = demo::open(folder, plan).await.unwrap();
        let app = App::new(store, Clock::standing(Clock::london_at(today, 12, 0)), Random::system());
        let config = Config { public_url: "http://localhost".to_owned(), demo: true, ..Config::default() };
        let peer = MockConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9)));
        let router = routes::router(&Web { app: app.clone(), config: Arc::new(config) }).layer(peer);
        Self { app, router, today, made_on }
    }

    async fn session(&self, role: Role) -> String {
        let (school, account) = demonstration::persona(&self.app, role).await.unwrap().unwrap();
        signing_in::open_session(&self.app, self.app.now(), school, account, None, "a test").await.unwrap()
    }

    /// What a page answers; of one that leads on, a link to where it leads.
    async fn get(&self, session: &str, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header(header::COOKIE, format!("waymark={session}"));
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (head, body) = response.into_parts();
        if let Some(to) = head.headers.get(header::LOCATION) {
            return (head.status, format!("<a href=\"{}\">", to.to_str().unwrap()));
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        (head.status, String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// The route of the table that an address belongs to: the one with the most words of its own.
fn route_of(path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next()?;
    let fits = |route: &&str| {
        let (mut own, mut wanted) = (path.split('/'), route.split('/'));
        own.by_ref().zip(wanted.by_ref()).all(|(own, wanted)| own == wanted || wanted.starts_with('{'))
            && path.split('/').count() == route.split('/').count()
    };
    let pages = routes::table().into_iter().filter(|route| route.method == "GET").map(|route| route.path);
    pages.filter(fits).min_by_key(|route| route.matches('{').count())
}

/// The addresses on this server that a page links to.
fn links(html: &str) -> BTreeSet<String> {
    html.split("href=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|path| format!("/{}", path.replace("&amp;", "&").replace("&#38;", "&")))
        .map(|path| path.split('#').next().unwrap_or_default().to_owned())
        .filter(|path| !path.starts_with("/assets/"))
        .collect()
}

/// The values of the parts in braces, by name.
fn parts(route: &'static str, path: &str) -> Vec<(&'static str, String)> {
    let path = path.split('?').next().unwrap_or_default();
    let pairs = route.split('/').zip(path.split('/'));
    pairs.filter(|(name, _)| name.starts_with('{')).map(|(name, value)| (name, value.to_owned())).collect()
}

/// Walks every page that each persona is led to, then every route that nobody was led to; gives what is wrong.
async fn walk(shown: &Shown) -> Vec<String> {
    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for role in Role::ALL {
        let session = shown.session(role).await;
        let mut queue = VecDeque::from(["/".to_owned(), "/help".to_owned(), "/demo/world.json".to_owned()]);
        let (mut met, mut of_route) = (BTreeSet::new(), BTreeMap::<&str, usize>::new());
        while let Some(path) = queue.pop_front() {
            let Some(route) = route_of(&path) else {
                wrong.push(format!("{role:?}: a link to {path}, of which the table knows nothing"));
                continue;
            };
            let times = of_route.entry(route).or_default();
            if *times >= OF_A_ROUTE || !met.insert(path.clone()) {
                continue;
            }
            *times += 1;
            let (status, body) = shown.get(&session, &path).await;
            // Before it was made nobody had a class or a child yet: what is not theirs is refused, and nothing breaks.
            let not_yet = shown.today < shown.made_on && status.is_client_error();
            // A mail's link lives for half an hour: those of the history are spent, say so, and offer a new one.
            let spent =
                route == "/link/{token}" && status == StatusCode::GONE && body.contains("Send me a new link");
            if !(status.is_success() || status.is_redirection() || not_yet || spent) {
                wrong.push(format!("{role:?}: {path} answered {status}"));
            }
            seen.insert(route);
            for (name, value) in parts(route, &path) {
                known.entry(name).or_default().insert(value);
            }
            queue.extend(links(&body));
        }
    }
    known.entry("{date}").or_default().insert(shown.today.to_string());
    known.entry("{monday}").or_default().insert(shown.today.to_string());
    let senco = shown.session(Role::Senco).await;
    for route in routes::table().into_iter().filter(|route| route.method == "GET") {
        if seen.contains(route.path) {
            continue;
        }
        let of = |part: &str| match part {
            name if name.starts_with('{') => {
                known.get(name).and_then(|values| values.first()).map_or(NOBODY, String::as_str).to_owned()
            }
            word => word.to_owned(),
        };
        let path = route.path.split('/').map(of).collect::<Vec<_>>().join("/");
        let (status, _) = shown.get(&senco, &path).await;
        if status.is_server_error() {
            wrong.push(format!("{path} answered {status}"));
        }
    }
    wrong
}

async fn walks(made_on: Date, days: &[Date]) {
    let folder = tempfile::tempdir().unwrap();
    for today in days {
        let wrong = walk(&Shown::open(folder.path(), made_on, *today).await).await;
        assert!(wrong.is_empty(), "made on {made_on}, open on {today}:\n{}", wrong.join("\n"));
    }
}

#[tokio::test]
async fn in_term_and_years_before_and_after_it_was_made() {
    walks(MONDAY, &[MONDAY, date(2019, 1, 10), date(2031, 5, 1), date(2046, 11, 23)]).await;
}

#[tokio::test]
async fn in_a_demonstration_made_after_the_last_known_term() {
    walks(date(2031, 5, 1), &[date(2031, 5, 1)]).await;
}

#[tokio::test]
async fn in_a_demonstration_made_before_the_first_known_term() {
    walks(date(2019, 1, 10), &[date(2019, 1, 10)]).await;
}

#[tokio::test]
async fn in_the_summer_holidays_and_on_the_first_day_of_a_year() {
    walks(date(2026, 8, 12), &[date(2026, 8, 12), date(2026, 9, 1), date(2026, 9, 2)]).await;
}
