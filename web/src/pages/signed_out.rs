//! A form was sent after its session had ended: what was typed stays here until its author has signed in again.

use askama::Template;
use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, header},
    response::Response,
};

use crate::{
    answer::{Failed, go, page_with},
    files::{Files, brings_files},
    typed::Typed,
    view::{Chrome, Unchanged},
};

#[derive(Debug, Template)]
#[template(path = "pages/signed_out.html")]
struct Page {
    chrome: Chrome,
    action: String,
    fields: Vec<Unchanged>,
    texts: Vec<String>,
    with_files: bool,
}

/// The page with everything that was typed; to the sign-in page when it was not a form of boxes.
pub(crate) async fn keep(request: Request<Body>) -> Response {
    let of_boxes = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let with_files = brings_files(&request);
    let action = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let typed = if of_boxes {
        match Typed::read(request).await {
            Ok(typed) => Some(typed),
            Err(too_large) if too_large.status() == StatusCode::PAYLOAD_TOO_LARGE => return too_large,
            Err(_) => None,
        }
    } else if with_files {
        Files::read(request).await.ok().map(|files| files.typed)
    } else {
        None
    };
    let Some(typed) = typed else { return go("/sign-in") };
    let fields: Vec<Unchanged> = typed
        .iter()
        .map(|(name, value)| Unchanged { name: name.to_owned(), value: value.to_owned() })
        .collect();
    // What somebody wrote, to read and to copy; not the codes of what they chose.
    let texts: Vec<String> = typed
        .iter()
        .filter(|(name, value)| !matches!(*name, "entry" | "version") && value.contains(char::is_whitespace))
        .map(|(_, value)| value.to_owned())
        .collect();
    let page = Page {
        chrome: Chrome::outside("You were signed out: nothing you wrote is lost"),
        action,
        fields,
        texts,
        with_files,
    };
    page_with(StatusCode::UNAUTHORIZED, &page).unwrap_or_else(|Failed(_)| go("/sign-in"))
}
