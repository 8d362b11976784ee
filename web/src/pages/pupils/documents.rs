//! `/pupils/{pupil}/documents`: the papers that the visitor may make of a child's record.

pub(crate) mod letter;
pub(crate) mod one;
pub(crate) mod send;
pub(crate) mod sent;

use app::papers::{self, Offered, Sent};
use askama::Template;
use axum::extract::State;
use documents::papers::LetterKind;
use domain::{people::Role, permissions::Action};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/documents.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    papers: Vec<Offered>,
    letters: Vec<LetterKind>,
    sent: Vec<Sent>,
    may_transfer: bool,
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let (frame, _) = Frame::of(&web, &visit, &pupil, "Documents", "/documents").await?;
    let school = &visit.visitor.school;
    let mut papers = papers::offered(&web.app, visit.actor(), visit.now(), school, &pupil).await?;
    // What could be written one day is told to those who write it, not to the child.
    papers.retain(|paper| paper.is_ready || visit.role() != Some(Role::Pupil));
    let letters = papers::letters_offered(&web.app, visit.actor(), &pupil, visit.now().today).await?;
    let sent = papers::sent(&web.app, visit.actor(), &pupil).await?;
    let may_transfer = visit.may(Action::PrepareSubjectAccess, &pupil);
    page(&Page { chrome: frame.chrome.clone(), frame, papers, letters, sent, may_transfer })
}
