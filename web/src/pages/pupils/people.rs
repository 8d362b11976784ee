//! `/pupils/{pupil}/people`: parents and carers, staff, groups and professionals round a child.

use app::pupils::{self, People};
use askama::Template;
use axum::extract::State;
use domain::permissions::Action;

pub(crate) mod bar;
pub(crate) mod needs;

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/people.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    people: People,
    may_invite: bool,
    may_bar: bool,
    may_edit: bool,
    may_read_trail: bool,
    shows_contacts: bool,
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let info = &visit.visitor.school;
    let people = pupils::people(&web.app, visit.actor(), info, &pupil, visit.now().today).await?;
    let (frame, _) = Frame::of(&web, &visit, &pupil, "People", "/people").await?;
    let shows_contacts = people.with_details || !people.contacts.is_empty();
    page(&Page {
        people,
        shows_contacts,
        may_edit: visit.may(Action::EditKeyFacts, &pupil),
        may_bar: visit.may(Action::BarContact, &pupil),
        may_invite: visit.may(Action::SendPapers, &pupil),
        may_read_trail: visit.may(Action::ReadAudit, &pupil),
        chrome: frame.chrome.clone(),
        frame,
    })
}
