//! `/sign-out`.

use app::signing_in;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
};

use crate::{
    Web,
    answer::{Answer, go},
    guard::{COOKIE, cookie, session_cookie},
};

/// Ends the session.
pub(crate) async fn post(State(web): State<Web>, headers: HeaderMap) -> Answer {
    if let Some(token) = cookie(&headers, COOKIE) {
        signing_in::sign_out(&web.app, web.app.now(), token).await?;
    }
    let mut response = go("/sign-in");
    response.headers_mut().append(header::SET_COOKIE, session_cookie(&web, ""));
    // Not "storage": what waits unsent on the device stays there, sealed, for the same person's next sign-in. Its key and
    // the week's data are dropped by the page's script, here and on the sign-in page.
    response.headers_mut().append("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}
