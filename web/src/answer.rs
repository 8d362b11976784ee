//! What a page answers: a template, a way on, or a fault that the guard dresses as a page.

use std::sync::Arc;

use app::Fault;
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};

/// What every handler gives.
pub type Answer = Result<Response, Failed>;

/// A fault on its way to the guard, which knows whose page it is.
#[derive(Debug)]
pub struct Failed(pub Arc<Fault>);

impl<F: Into<Fault>> From<F> for Failed {
    fn from(fault: F) -> Self {
        Failed(Arc::new(fault.into()))
    }
}

impl Failed {
    /// The status of the answer.
    #[must_use]
    pub fn status(fault: &Fault) -> StatusCode {
        match fault {
            Fault::NotFound => StatusCode::NOT_FOUND,
            Fault::Forbidden(_) => StatusCode::FORBIDDEN,
            Fault::Refused(_) | Fault::Rule { .. } | Fault::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Fault::Stale => StatusCode::CONFLICT,
            Fault::Store(fault) if fault.is_away() => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let mut response = Failed::status(&self.0).into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

/// A page.
///
/// # Errors
/// When the template cannot be written, which is a fault of the program.
pub fn page(template: &impl Template) -> Answer {
    page_with(StatusCode::OK, template)
}

/// A page with another status: a form that comes back with what is wrong is 422.
///
/// # Errors
/// When the template cannot be written, which is a fault of the program.
pub fn page_with(status: StatusCode, template: &impl Template) -> Answer {
    match template.render() {
        Ok(html) => Ok((status, Html(html)).into_response()),
        Err(fault) => {
            tracing::error!(%fault, "a template could not be written");
            Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response())
        }
    }
}

/// Goes on to another page.
#[must_use]
pub fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// Goes on to another page, which says once what was done. The sentence names no child.
#[must_use]
pub fn go_saying(to: &str, done: &str) -> Response {
    let mut response = go(to);
    let said: String = done
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    if let Ok(value) =
        HeaderValue::from_str(&format!("waymark-said={said}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"))
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
