//! `/pupils/{pupil}/open-their-page`: an adult opens the child's own page on a shared device.

use std::net::SocketAddr;

use app::early;
use askama::Template;
use axum::{
    extract::{ConnectInfo, State},
    http::HeaderMap,
};
use domain::permissions::Action;

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page},
    guard::{COOKIE, came_from, cookie},
    pages::sign_in::signed_in,
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/open_their_page.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
}

/// The page with the button.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    if !visit.actor().holdings.iter().any(|holding| holding.role.is_staff()) {
        return Err(app::Fault::Forbidden(Action::ReadProfile).into());
    }
    domain::permissions::allow(visit.actor(), Action::ReadProfile, pupil.subject())?;
    let (frame, _) = Frame::of(&web, &visit, &pupil, "Open the child’s own page", "/profile").await?;
    page(&Page { chrome: frame.chrome.clone(), frame })
}

/// Opens it: the adult is signed out here.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Answer {
    let own = cookie(&headers, COOKIE).unwrap_or_default().to_owned();
    let from = came_from(&web, &headers, Some(peer));
    let token = early::open_their_page(&web.app, visit.actor(), visit.now(), pupil.id, &own, &from).await?;
    Ok(signed_in(&web, &token, "/about-me"))
}
