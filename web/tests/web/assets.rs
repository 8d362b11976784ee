//! The embedded files: found, kept for a year, packed as the browser likes, and small.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use axum::routing::get;
use tower::ServiceExt;
use web::assets::{ALL, asset, serve};

async fn ask(path: &str, head: &[(&str, &str)]) -> Response {
    let app = Router::new().route("/assets/{file}", get(serve));
    let mut request = Request::get(path);
    for (name, value) in head {
        request = request.header(*name, *value);
    }
    app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

fn said<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_file_is_kept_for_a_year_and_packed() {
    for (takes, packing) in [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", "")] {
        let answer = ask(asset("app.css"), &[("accept-encoding", takes)]).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(said(&answer, "content-encoding"), packing, "{takes}");
        assert_eq!(said(&answer, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(said(&answer, "content-type"), "text/css; charset=utf-8");
    }
}

#[tokio::test]
async fn a_file_that_is_known_is_not_sent_again() {
    let tag = said(&ask(asset("app.js"), &[]).await, "etag").to_owned();
    assert_eq!(ask(asset("app.js"), &[("if-none-match", &tag)]).await.status(), StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_found() {
    assert_eq!(ask("/assets/app.css", &[]).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(ask("/assets/..%2f..%2fCargo.toml", &[]).await.status(), StatusCode::NOT_FOUND);
}

#[test]
fn what_every_page_loads_is_small() {
    let weight = |name: &str| {
        let asset = ALL.iter().find(|asset| asset.name == name).unwrap();
        asset.brotli.unwrap_or(asset.bytes).len()
    };
    let first_view =
        ["app.css", "app.js", "waymark.svg", "atkinson-latin-400.woff2", "atkinson-latin-700.woff2"];
    let sum: usize = first_view.into_iter().map(weight).sum();
    assert!(sum < 60 * 1024, "{sum} bytes");
}
