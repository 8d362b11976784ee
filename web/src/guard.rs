//! The guard before every page: who is it, may they, and what do they read when it fails.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use app::{Fault, signing_in};
use askama::Template;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use domain::{
    people::Role,
    permissions::{Action, Actor, Subject},
};

use crate::{
    Web,
    answer::{Failed, go},
    edge::RequestId,
    pages,
    view::{self, Chrome},
    visit::Visit,
};

/// Who may open a page, said in the route table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Anybody.
    Public,
    /// Anybody, on a demonstration; not there otherwise.
    Demo,
    /// Anybody signed in.
    SignedIn,
    /// Whoever may do this to some child or to the school; the page asks again for its own subject.
    May(Action),
    /// Whoever may do this to the whole school.
    MayInSchool(Action),
    /// Whoever may do this to the whole school; for everybody else it is not there.
    Hidden(Action),
    /// Whoever holds one of these roles: homes.
    Holds(&'static [Role]),
}

impl Needs {
    /// Whether somebody meets it.
    ///
    /// # Errors
    /// What they read when they do not.
    pub fn met_by(self, actor: &Actor) -> Result<(), Fault> {
        match self {
            Needs::Public | Needs::Demo | Needs::SignedIn => Ok(()),
            Needs::May(action) if actor.may(action) => Ok(()),
            Needs::MayInSchool(action) if actor.may_to(action, Subject::School(actor.school)) => Ok(()),
            Needs::Hidden(action) if actor.may_to(action, Subject::School(actor.school)) => Ok(()),
            Needs::Hidden(_) => Err(Fault::NotFound),
            Needs::May(action) | Needs::MayInSchool(action) => Err(Fault::Forbidden(action)),
            Needs::Holds(roles) if roles.iter().any(|role| actor.holds(*role)) => Ok(()),
            Needs::Holds(_) => Err(Fault::rule("another-role", "This page is for another role.")),
        }
    }
}

/// The name of the cookie that holds the session's token.
pub const COOKIE: &str = "waymark";

/// The value of a cookie.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// The line that sets the session's cookie, or ends it when the token is empty.
#[must_use]
pub fn session_cookie(web: &Web, token: &str) -> HeaderValue {
    let secure = if web.config.is_secure() { "; Secure" } else { "" };
    let age = if token.is_empty() { 0 } else { 12 * 60 * 60 };
    HeaderValue::from_str(&format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}"))
        .unwrap_or(HeaderValue::from_static(""))
}

/// Where a request came from: the connection's address, or what the proxy says. Only the proxy is believed: one that
/// was named, or one on this machine. It adds the address that it saw at the end of the last line.
#[must_use]
pub fn came_from(web: &Web, headers: &HeaderMap, peer: Option<SocketAddr>) -> String {
    let is_proxy = peer.is_some_and(|peer| {
        let peer = peer.ip().to_canonical();
        peer.is_loopback() || Some(peer) == web.config.proxy
    });
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|line| line.to_str().ok())
        .and_then(|line| line.rsplit(',').next())
        .and_then(|address| address.trim().parse::<IpAddr>().ok())
        .filter(|_| web.config.behind_proxy && is_proxy);
    match (forwarded, peer) {
        (Some(address), _) => address.to_canonical().to_string(),
        (None, Some(peer)) => peer.ip().to_canonical().to_string(),
        (None, None) => String::new(),
    }
}

fn decode(said: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = said.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            let number =
                std::str::from_utf8(&digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
            bytes.extend(number);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Which draft a form was kept as: its script says so in the address that it is sent to.
fn draft_of(query: &str) -> Option<String> {
    query.split('&').find_map(|pair| pair.strip_prefix("draft=")).map(decode)
}

/// Stands before every page.
pub async fn guard(
    State((web, needs, limit)): State<(Web, Needs, usize)>,
    mut request: Request,
    next: Next,
) -> Response {
    let now = web.app.now();
    let id = request.extensions().get::<RequestId>().map_or_else(|| "-".into(), |id| id.0.clone());
    if needs == Needs::Demo && !web.config.demo {
        return fault_page(&id, None, &Fault::NotFound);
    }
    let token = cookie(request.headers(), COOKIE).map(str::to_owned);
    let said = cookie(request.headers(), "waymark-said").map(decode).filter(|said| !said.is_empty());
    let is_public = matches!(needs, Needs::Public | Needs::Demo);
    let visitor = match &token {
        Some(token) => match signing_in::visitor(&web.app, now, token).await {
            Ok(visitor) => visitor,
            Err(fault) => return fault_page(&id, None, &fault),
        },
        None => None,
    };
    let path = request.uri().path().to_owned();
    let showed = said.is_some() && request.method() == Method::GET && !is_public;
    let query = request.uri().query().unwrap_or_default().to_owned();
    let answers_form = request.method() == Method::POST;
    let draft = answers_form.then(|| draft_of(&query)).flatten();
    let visit = visitor.map(|visitor| Visit { visitor, path: path.clone(), query, answers_form, said });
    if let Some(visit) = &visit {
        let login = &visit.visitor.login;
        tracing::Span::current()
            .record("school", tracing::field::display(login.school))
            .record("account", tracing::field::display(login.account));
    }
    if !is_public {
        let Some(visit) = &visit else { return sign_in_first(request).await };
        if let Err(fault) = needs.met_by(visit.actor()) {
            // Whoever sees no child at all is not told that there are any: not found, as for one out of scope.
            let sees_nobody = path.starts_with("/pupils/") && !visit.actor().may(Action::SeeChild);
            if sees_nobody || matches!(fault, Fault::NotFound) {
                return fault_page(&id, Some(visit), &Fault::NotFound);
            }
            let forbidden = view::Forbidden::new(visit.chrome(""), fault.to_string());
            return written(StatusCode::FORBIDDEN, &forbidden);
        }
    }
    if let Some(visit) = &visit {
        request.extensions_mut().insert(visit.clone());
    }
    let mut response = next.run(request).await;
    if let Some(fault) = response.extensions_mut().remove::<Arc<Fault>>() {
        response = fault_page(&id, visit.as_ref(), &fault);
    } else if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let chrome = visit.as_ref().map_or_else(|| Chrome::outside(""), |visit| visit.chrome(""));
        response = written(StatusCode::PAYLOAD_TOO_LARGE, &view::TooLarge::new(chrome, megabytes(limit)));
    }
    // A form that was taken leads on: what was kept of it while it was typed has done its work.
    if let (Some(visit), Some(form), StatusCode::SEE_OTHER) = (&visit, draft, response.status())
        && let Err(fault) = app::drafts::forget_draft(&web.app, visit.actor(), &form).await
    {
        tracing::warn!(%fault, "a draft stays though its form was sent");
    }
    if showed {
        response.headers_mut().append(
            header::SET_COOKIE,
            HeaderValue::from_static("waymark-said=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
        );
    }
    response
}

/// A limit as people say it: "64 MB".
fn megabytes(limit: usize) -> String {
    format!("{} MB", limit / (1024 * 1024))
}

/// To the sign-in page, and back afterwards; a form keeps what was typed.
async fn sign_in_first(request: Request<Body>) -> Response {
    if request.method() == Method::POST {
        return pages::signed_out::keep(request).await;
    }
    let next = request.uri().path_and_query().map_or("/", |path| path.as_str());
    if request.method() == Method::GET && next != "/" {
        let next: String = next
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' => char::from(byte).to_string(),
                other => format!("%{other:02X}"),
            })
            .collect();
        go(&format!("/sign-in?next={next}"))
    } else {
        go("/sign-in")
    }
}

/// A page with a status.
pub(crate) fn written(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => status.into_response(),
    }
}

/// The page of a fault, for whoever it is.
fn fault_page(id: &str, visit: Option<&Visit>, fault: &Fault) -> Response {
    let chrome = visit.map_or_else(|| Chrome::outside(""), |visit| visit.chrome(""));
    fault_page_of(chrome, fault, id)
}

/// The page of a fault, in house words; the unexpected is logged once, with the request's id, which the page shows.
pub(crate) fn fault_page_of(chrome: Chrome, fault: &Fault, id: &str) -> Response {
    let status = Failed::status(fault);
    match fault {
        Fault::NotFound => written(status, &view::NotFound::new(chrome)),
        Fault::Forbidden(_) => written(status, &view::Forbidden::new(chrome, fault.to_string())),
        Fault::Rule { code: "too-many-tries", sentence } => {
            written(StatusCode::TOO_MANY_REQUESTS, &view::TooMany::new(chrome, sentence.clone()))
        }
        Fault::Refused(_) | Fault::Rule { .. } | Fault::Invalid(_) | Fault::Stale => {
            written(status, &crate::pages::refused::Refused::new(chrome, fault))
        }
        Fault::Store(inner) if inner.is_away() => {
            tracing::error!(request = id, fault = %inner, "the database is away");
            written(status, &view::Unavailable::new(chrome, "Waymark does not reach its records just now."))
        }
        Fault::Store(inner) => {
            tracing::error!(request = id, fault = %inner, "unexpected");
            written(status, &view::Unexpected::new(chrome, id))
        }
    }
}
