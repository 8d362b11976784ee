//! Every way to fail has its page, in house words, with the id that is in the log.

use std::time::Duration;

use axum::{
    Router,
    body::Body,
    extract::connect_info::MockConnectInfo,
    http::{Request, StatusCode, header},
    routing::get,
};
use domain::people::Role;
use futures_util::stream;
use testkit::kinds;
use tower::ServiceExt;

use crate::{
    ground::Answered,
    walk::school::{HERE, Kind, School, config, served},
};

/// The id in the header is on the page, too.
fn has_its_id(answered: &Answered) {
    let id = answered.headers["x-request-id"].to_str().unwrap();
    assert_eq!(id.len(), 12);
    let text = answered.text();
    assert!(text.contains("Something went wrong") && text.contains(id), "{text}");
}

#[tokio::test]
async fn a_broken_database_is_a_page_with_an_id_and_says_nothing_else() {
    let school = School::of(Kind::Full).await;
    let session = school.person(Role::Senco).session.clone();
    kinds::change(&school.file, "drop table entry").await;
    let answered = school.get(Some(&session), "/").await;
    assert_eq!(answered.status, StatusCode::INTERNAL_SERVER_ERROR);
    has_its_id(&answered);
    assert!(!answered.text().contains("no such table"), "the database's words are for the log");
    assert_eq!(school.get(None, "/healthz").await.status, StatusCode::OK, "the database still answers");
}

#[tokio::test]
async fn a_database_that_is_away_is_not_our_mistake() {
    let school = School::of(Kind::Empty).await;
    let session = school.person(Role::Senco).session.clone();
    school.app.store.clone().close().await.unwrap();
    for path in ["/", "/register", "/healthz"] {
        let answered = school.get(Some(&session), path).await;
        assert_eq!(answered.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
    let page = school.get(Some(&session), "/register").await.text();
    assert!(page.contains("not available just now") && page.contains("in a few minutes"), "{page}");
    let form = "email=a%40b.example&password=three+words+together";
    assert_eq!(school.post(None, "/sign-in", form).await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_panic_is_a_page_with_an_id() {
    let school = School::of(Kind::Empty).await;
    async fn falls() -> &'static str {
        panic!("Łucja must not be in a page")
    }
    let web = served(&school.app, config());
    let routes = web::around(&web, Router::new().route("/falls", get(falls))).layer(MockConnectInfo(HERE));
    let response = routes.oneshot(Request::get("/falls").body(Body::empty()).unwrap()).await.unwrap();
    let (head, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
    let answered = Answered { status: head.status, headers: head.headers, bytes };
    assert_eq!(answered.status, StatusCode::INTERNAL_SERVER_ERROR);
    has_its_id(&answered);
    assert!(!answered.text().contains("Łucja"));
}

#[tokio::test]
async fn what_takes_too_long_is_not_available() {
    let school = School::of(Kind::Empty).await;
    let endless = stream::pending::<Result<&[u8], std::io::Error>>();
    let request = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from_stream(endless))
        .unwrap();
    tokio::time::pause();
    let answered = tokio::time::timeout(Duration::from_secs(120), school.send(request)).await.unwrap();
    assert_eq!(answered.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answered.text().contains("not available just now"), "{}", answered.text());
}

#[tokio::test]
async fn the_rest_has_house_words() {
    let school = School::of(Kind::Empty).await;
    let session = &school.person(Role::Senco).session;
    for (request, status, words) in [
        (Request::get("/no/such/page"), StatusCode::NOT_FOUND, "Page not found"),
        (Request::get("/pupils/not-an-id"), StatusCode::NOT_FOUND, "Page not found"),
        (Request::get("/week/not-a-day"), StatusCode::NOT_FOUND, "Page not found"),
        (Request::get("/my-child"), StatusCode::FORBIDDEN, "You may not do this"),
        (Request::put("/register"), StatusCode::METHOD_NOT_ALLOWED, "Page not found"),
        (Request::delete("/sign-in"), StatusCode::METHOD_NOT_ALLOWED, "Page not found"),
    ] {
        let request =
            request.header(header::COOKIE, format!("waymark={session}")).body(Body::empty()).unwrap();
        let what = format!("{} {}", request.method(), request.uri());
        let answered = school.send(request).await;
        assert_eq!(answered.status, status, "{what}");
        assert!(answered.text().contains(words), "{what}: {}", answered.text());
        assert!(answered.headers.contains_key("x-request-id"), "{what}");
        assert!(answered.headers.contains_key(header::CONTENT_SECURITY_POLICY), "{what}");
    }
    // A body that is no form.
    let request = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .unwrap();
    let answered = school.send(request).await;
    assert!(
        answered.status.is_client_error() && answered.text().contains("could not be read"),
        "{}",
        answered.text()
    );
}
