//! The edge of the server: each request has an id, one log line, a count, and an answer in house words whatever fails.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument, field::Empty};

use crate::{
    Web,
    guard::{fault_page_of, written},
    view::{self, Chrome},
};

/// The id of a request: in every line of its log, in the answer's header, and on the page of a fault.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(pub(crate) Arc<str>);

/// The header that names the request's id.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Addresses that programs ask, which read no pages.
fn is_for_programs(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz") || path.starts_with("/assets/")
}

/// Stands before everything: the route's pattern and ids are logged, never what was typed, searched or shown.
pub(crate) async fn edge(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let id: Arc<str> = web.app.token()[..12].into();
    let span = tracing::info_span!("request", request = %id, school = Empty, account = Empty);
    let method = request.method().clone();
    let pattern = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let pattern = pattern.unwrap_or_else(|| "-".to_owned());
    let for_programs = is_for_programs(request.uri().path());
    request.extensions_mut().insert(RequestId(id.clone()));
    let started = tokio::time::Instant::now();
    let running = web.config.metrics.as_ref().map(crate::metrics::Metrics::begins);
    let mut response = if came_past_the_proxy(&web, &request) && !for_programs {
        past_the_proxy()
    } else {
        next.run(request).instrument(span.clone()).await
    };
    drop(running);
    if !for_programs {
        response = dressed(&web, &id, response);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let took = started.elapsed();
    let status = response.status().as_u16();
    if let Some(metrics) = &web.config.metrics {
        metrics.answered(method.as_str(), &pattern, status, took);
    }
    span.in_scope(|| {
        tracing::info!(%method, path = pattern.as_str(), status, took_ms = took.as_millis(), "request");
    });
    response
}

/// Whether a request reached a server behind a proxy in another way than through it.
fn came_past_the_proxy(web: &Web, request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical());
    match (web.config.proxy, peer) {
        (Some(proxy), Some(peer)) => peer != proxy && !peer.is_loopback(),
        _ => false,
    }
}

fn past_the_proxy() -> Response {
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = StatusCode::MISDIRECTED_REQUEST;
    response
}

/// An answer that no page wrote (a time-out, a panic, a request from another site, a body that is too large), in house
/// words. Pages and files pass as they are.
fn dressed(web: &Web, id: &str, response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let is_bare = kind.is_empty() || kind.starts_with(b"text/plain");
    if !is_bare || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let chrome = Chrome::outside("");
    match status {
        StatusCode::FORBIDDEN => written(
            status,
            &view::Forbidden::new(
                chrome,
                "This was sent by a page of another site, so nothing was done. Open Waymark itself, and do it there.",
            ),
        ),
        StatusCode::MISDIRECTED_REQUEST => written(
            status,
            &view::Forbidden::new(
                chrome,
                format!("This server is reached through its own address only: {}.", web.config.public_url),
            ),
        ),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            written(status, &view::NotFound::new(chrome))
        }
        StatusCode::PAYLOAD_TOO_LARGE => written(status, &view::TooLarge::new(chrome, "1 MB")),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => written(
            status,
            &view::Unavailable::new(
                chrome,
                "It took too long: many people may be working just now, or your connection is slow.",
            ),
        ),
        status if status.is_server_error() => {
            tracing::error!(request = id, status = status.as_u16(), "unexpected");
            written(status, &view::Unexpected::new(chrome, id))
        }
        status => {
            let mut page = fault_page_of(
                chrome,
                &app::Fault::rule(
                    "unreadable-request",
                    "What was sent could not be read. Go back, load the page again, and send it once more.",
                ),
                id,
            );
            *page.status_mut() = status;
            page
        }
    }
}
