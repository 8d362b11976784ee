//! The first day on pages: a database without a school, the one-time link, what to do first.

use std::{net::SocketAddr, sync::Arc};

use app::{App, Clock, Random, signing_in};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::connect_info::MockConnectInfo,
    http::{Request, StatusCode, header},
};
use domain::{date, people::Role};
use store::queries::schools;
use testkit::Engine;
use tower::ServiceExt;
use web::{Config, Web};

use crate::{
    ground::Answered,
    walk::school::{Kind, School},
};

const FORM: &str = "school=Testing+Lane&authority=999&establishment=2001&phase=primary&name=Ann&\
                    email=ann%40example.test&password=three+words+together";

/// A server on a database without a school.
async fn served(first_day: bool) -> (Router, App, testkit::Ground) {
    let ground = testkit::Ground::of(Engine::Sqlite, true).await;
    let clock = Clock::standing(Clock::london_at(date(2026, 9, 1), 9, 0));
    let app = App::new(ground.open().await, clock, Random::seeded(3));
    let config = Config {
        public_url: "http://localhost".to_owned(),
        first_day: first_day.then(|| signing_in::digest("printed")),
        ..Config::default()
    };
    let peer = MockConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9)));
    let router = web::routes::router(&Web { app: app.clone(), config: Arc::new(config) }).layer(peer);
    (router, app, ground)
}

async fn send(router: &Router, request: Request<Body>) -> Answered {
    let (head, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answered { status: head.status, headers: head.headers, bytes }
}

async fn get(router: &Router, path: &str) -> Answered {
    send(router, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn press(router: &Router) -> Answered {
    let request = Request::post("/first-day/printed")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(FORM))
        .unwrap();
    send(router, request).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pressed_twice_it_makes_one_school_and_says_so() {
    let (router, app, _ground) = served(true).await;
    let (one, two) = tokio::join!(press(&router), press(&router));
    let mut ways = [one.location(), two.location()];
    ways.sort_unstable();
    assert_eq!(ways, ["/school", "/sign-in?made=yes"], "{} {}", one.text(), two.text());
    assert_eq!(schools::all(&app.store).await.unwrap().len(), 1);
    for again in [press(&router).await, get(&router, "/first-day/printed").await] {
        assert_eq!(again.location(), "/sign-in?made=yes");
    }
    let page = get(&router, "/sign-in?made=yes").await.text();
    assert!(page.contains("The school is made. Sign in") && !page.contains("no school here yet"), "{page}");
    assert_eq!(get(&router, "/first-day/guessed").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn before_there_is_a_school_the_sign_in_page_says_which_link_to_open() {
    let (router, _, _ground) = served(true).await;
    assert_eq!(get(&router, "/").await.location(), "/sign-in");
    let page = get(&router, "/sign-in").await.text();
    assert!(
        page.contains("There is no school here yet") && page.contains("the server printed a link"),
        "{page}"
    );
}

#[tokio::test]
async fn today_without_children_says_what_to_do_first() {
    let empty = School::of(Kind::Empty).await;
    let page = empty.get(Some(&empty.person(Role::Senco).session), "/").await.text();
    assert!(page.contains("What to do first") && page.contains("href=\"/imports/roll\""), "{page}");
    let full = School::of(Kind::Full).await;
    let page = full.get(Some(&full.person(Role::Senco).session), "/").await.text();
    assert!(!page.contains("What to do first"), "{page}");
}

#[tokio::test]
async fn a_page_that_is_not_there_sends_nobody_to_a_box_that_they_do_not_have() {
    let school = School::of(Kind::Empty).await;
    for role in Role::ALL {
        let page = school.get(Some(&school.person(role).session), "/nowhere").await.text();
        let has_box = page.contains("id=\"find-child\"");
        assert_eq!(page.contains("find a child by name"), has_box, "{role:?}");
        assert!(page.contains("your first page"), "{role:?}");
    }
    let page = school.get(None, "/nowhere").await.text();
    assert!(page.contains("Go to the sign-in page") && !page.contains("find a child"), "{page}");
}
