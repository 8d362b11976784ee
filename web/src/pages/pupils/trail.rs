//! `/pupils/{pupil}/trail`: who did and saw what, for SENCO and head.

use app::pupils::{self, Trail};
use askama::Template;
use axum::extract::State;

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/trail.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    trail: Trail,
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let trail = pupils::trail(&web.app, visit.actor(), &pupil).await?;
    let (frame, _) = Frame::of(&web, &visit, &pupil, "Who did and saw what", "/people").await?;
    page(&Page { trail, chrome: frame.chrome.clone(), frame })
}
