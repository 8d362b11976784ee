//! `/sign-in`: staff by password, parents and agencies by a link; in a demonstration, by persona.

use std::net::SocketAddr;

use app::{
    Fault, FieldFault, first_day,
    signing_in::{self, Choice, SignedIn},
};
use askama::Template;
use axum::{
    extract::{ConnectInfo, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use domain::people::Role;
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go, page, page_with},
    guard::{came_from, session_cookie},
    typed::{Typed, errors},
    view::{Chrome, Errors, Field, Flash, FlashKind},
};

#[derive(Debug, Template)]
#[template(path = "pages/sign_in.html")]
struct Page {
    chrome: Chrome,
    email: Field,
    password: Field,
    link_email: Field,
    next: String,
    personas: Vec<(&'static str, &'static str)>,
    /// Whether nobody can sign in yet, because no school was made.
    is_empty: bool,
}

/// The page for who opens the link of the first day once the school is made.
pub(crate) const MADE: &str = "/sign-in?made=yes";

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    pub(crate) next: String,
    #[serde(default)]
    sent: String,
    #[serde(default)]
    made: String,
}

/// Only a path of this server. Browsers take a backslash for a slash and leave out tabs and line ends, so `/\t/evil` would
/// be another site; a path in a header is of plain signs.
pub(crate) fn safe_next(next: &str) -> String {
    let is_path = next.starts_with('/')
        && !next.starts_with("//")
        && next.chars().all(|c| c.is_ascii_graphic() && c != '\\' && c != '"');
    if is_path { next.to_owned() } else { "/".to_owned() }
}

fn form(web: &Web, typed: &Typed, faults: &[FieldFault], next: &str) -> Page {
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let chrome = Chrome::outside("Sign in");
    Page {
        chrome: chrome.with_errors(errors.clone()),
        email: typed.into_field(Field::email("email", "E-mail address").autocomplete("username"), &errors),
        password: Field::new("password", "Password").autocomplete("current-password").errors(&errors),
        link_email: typed
            .into_field(Field::email("link-email", "E-mail address").autocomplete("email"), &errors),
        next: next.to_owned(),
        personas: if web.config.demo {
            Role::ALL.into_iter().map(|role| (role.code(), role.title())).collect()
        } else {
            Vec::new()
        },
        is_empty: false,
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, Query(next): Query<Next>) -> Answer {
    let mut shown = form(&web, &Typed::default(), &[], &next.next);
    shown.is_empty = web.config.first_day.is_some() && first_day::is_empty(&web.app).await?;
    let notice = if !next.sent.is_empty() {
        Some("If we know that address, a mail with a link is on its way. It works once, for 30 minutes.")
    } else if !next.made.is_empty() {
        Some(
            "The school is made. Sign in with the e-mail address and the password that were chosen for its administrator.",
        )
    } else {
        None
    };
    shown.chrome.flash = notice.map(|text| Flash { kind: FlashKind::Notice, text: text.to_owned() });
    page(&shown)
}

/// A session's cookie and the way on.
pub(crate) fn signed_in(web: &Web, token: &str, next: &str) -> Response {
    let mut response = go(&safe_next(next));
    response.headers_mut().append(header::SET_COOKIE, session_cookie(web, token));
    response
}

/// E-mail address and password.
pub(crate) async fn post(
    State(web): State<Web>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    typed: Typed,
) -> Answer {
    let now = web.app.now();
    let address = came_from(&web, &headers, Some(peer));
    let next = typed.text("next");
    let password = typed.all("password").first().cloned().unwrap_or_default();
    match signing_in::sign_in(&web.app, now, &typed.text("email"), &password, &address).await {
        Ok(SignedIn::In(token)) => Ok(signed_in(&web, &token, &next)),
        Ok(SignedIn::Choose(choices)) => {
            let next = if next.is_empty() { String::new() } else { format!("?next={}", safe_next(&next)) };
            page(&Schools { chrome: Chrome::outside("Which school?"), choices, next })
        }
        Err(fault) => refused(&web, &typed, "email", fault),
    }
}

/// The schools in which somebody has an account.
#[derive(Debug, Template)]
#[template(path = "pages/which_school.html")]
struct Schools {
    chrome: Chrome,
    choices: Vec<Choice>,
    next: String,
}

/// The form again, with why at its box; a fault that is not of the form is a page of its own.
fn refused(web: &Web, typed: &Typed, field: &str, fault: Fault) -> Answer {
    let Fault::Rule { code, sentence } = fault else { return Err(fault.into()) };
    let status = match code {
        "too-many-tries" => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page_with(status, &form(web, typed, &[FieldFault::new(field, sentence)], &typed.text("next")))
}

/// A link by e-mail: what is said does not tell whether the address is known.
pub(crate) async fn ask_for_link(
    State(web): State<Web>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    typed: Typed,
) -> Answer {
    let now = web.app.now();
    let email = typed.text("link-email");
    let next = typed.text("next");
    if !email.contains('@') {
        let fault = FieldFault::new("link-email", "Enter your e-mail address, like name@example.org");
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&web, &typed, &[fault], &next));
    }
    let address = came_from(&web, &headers, Some(peer));
    let base = web.config.public_url.trim_end_matches('/').to_owned();
    let to = if next.is_empty() { String::new() } else { safe_next(&next) };
    match signing_in::ask_for_link(&web.app, now, &email, &base, &to, &address).await {
        Ok(()) => Ok(go("/sign-in?sent=yes")),
        Err(fault) => refused(&web, &typed, "link-email", fault),
    }
}
