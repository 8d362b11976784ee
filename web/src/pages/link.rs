//! `/link/{token}`: a page with a button, because mail scanners open links; the button spends it.

use std::net::SocketAddr;

use app::{Fault, signing_in};
use askama::Template;
use axum::{
    extract::{ConnectInfo, Path, Query, State},
    http::{HeaderMap, StatusCode},
};

use super::sign_in::{Next, safe_next, signed_in};
use crate::{
    Web,
    answer::{Answer, go, page, page_with},
    guard::came_from,
    typed::{Typed, errors},
    view::{Chrome, Errors, Field},
};

#[derive(Debug, Template)]
#[template(path = "pages/link.html")]
struct Page {
    chrome: Chrome,
    password: Option<Field>,
    spent: Option<String>,
    next: String,
}

fn form(purpose: &str, errors: Errors) -> Page {
    let sets = purpose == "set-password";
    let chrome = Chrome::outside(if sets { "Choose a password" } else { "Sign in to Waymark" });
    let password = sets.then(|| {
        Field::new("password", "New password")
            .hint("12 characters or more. Three words that do not belong together are good.")
            .autocomplete("new-password")
            .errors(&errors)
    });
    Page { chrome: chrome.with_errors(errors), password, spent: None, next: String::new() }
}

fn spent(sentence: String, next: &str) -> Page {
    let chrome = Chrome::outside("This link no longer works");
    Page { chrome, password: None, spent: Some(sentence), next: next.to_owned() }
}

/// The page with the button.
pub(crate) async fn get(
    State(web): State<Web>,
    Path(token): Path<String>,
    Query(next): Query<Next>,
) -> Answer {
    match signing_in::look_at_link(&web.app, web.app.now(), &token).await {
        Ok(link) => page(&form(&link.purpose, Errors::none())),
        Err(Fault::Rule { sentence, .. }) => page_with(StatusCode::GONE, &spent(sentence, &next.next)),
        Err(fault) => Err(fault.into()),
    }
}

/// The button that spends it; of one that no longer works, the button that sends a new one.
pub(crate) async fn post(
    State(web): State<Web>,
    Path(token): Path<String>,
    Query(next): Query<Next>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    typed: Typed,
) -> Answer {
    let now = web.app.now();
    let address = came_from(&web, &headers, Some(peer));
    if typed.text("do") == "again" {
        let base = web.config.public_url.trim_end_matches('/');
        let to = if next.next.is_empty() { String::new() } else { safe_next(&next.next) };
        let sent = signing_in::ask_again(&web.app, now, &token, base, &to, &address).await?;
        return Ok(go(&if sent { "/sign-in?sent=yes".to_owned() } else { format!("/sign-in?next={to}") }));
    }
    let link = match signing_in::look_at_link(&web.app, now, &token).await {
        Ok(link) => link,
        Err(Fault::Rule { sentence, .. }) => {
            return page_with(StatusCode::GONE, &spent(sentence, &next.next));
        }
        Err(fault) => return Err(fault.into()),
    };
    let opened = if link.purpose == "set-password" {
        let password = typed.all("password").first().cloned().unwrap_or_default();
        signing_in::set_password(&web.app, now, &token, &password, &address).await
    } else {
        signing_in::open_link(&web.app, now, &token, &address).await
    };
    match opened {
        Ok(session) => Ok(signed_in(&web, &session, &next.next)),
        Err(Fault::Invalid(faults)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&link.purpose, errors(&faults)))
        }
        Err(Fault::Rule { sentence, .. }) => page_with(StatusCode::GONE, &spent(sentence, &next.next)),
        Err(fault) => Err(fault.into()),
    }
}
