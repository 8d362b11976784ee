//! `/healthz` and `/readyz`: for whoever watches the server.

use axum::{extract::State, http::StatusCode};

use crate::Web;

/// Whether the database answers.
pub(crate) async fn healthz(State(web): State<Web>) -> (StatusCode, &'static str) {
    match web.app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

/// Whether it may be sent traffic.
pub(crate) async fn readyz(state: State<Web>) -> (StatusCode, &'static str) {
    healthz(state).await
}
