//! `/pupils/{pupil}/people`: parents and carers, staff, groups and professionals round a child.

use app::{
    Fault, early,
    pupils::{self, People},
};
use askama::Template;
use axum::extract::State;
use domain::{UserId, permissions::Action};

pub(crate) mod bar;
pub(crate) mod needs;

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page},
    typed::Typed,
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

/// Ends the invitation of a professional now.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let account = typed
        .text("end")
        .parse::<UserId>()
        .map_err(|_| Fault::rule("no-invitation", "Choose whose invitation ends."))?;
    let base = web.config.public_url.as_str();
    early::end_invitation(&web.app, visit.actor(), visit.now(), base, pupil.id, account).await?;
    Ok(go_saying(
        &format!("/pupils/{}/people", pupil.id),
        "The invitation has ended: from now on they find nothing of this child.",
    ))
}
