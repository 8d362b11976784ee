//! `/pupils/{pupil}/contacts`: calls, mails and talks, as far as the visitor may read them.

pub(crate) mod new;

use app::{early, time_in_words};
use askama::Template;
use axum::extract::State;
use domain::{
    EntryId,
    permissions::Action,
    record::{Content, EntryKind, TalkAbout},
};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/contacts.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    talks: Vec<Row>,
    may_add: bool,
    is_staff: bool,
}

#[derive(Debug)]
struct Row {
    entry: EntryId,
    title: String,
    by: String,
    at: String,
    when: String,
    about: Option<&'static str>,
    said: String,
    reached: bool,
    shared: bool,
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    domain::permissions::allow(visit.actor(), Action::ReadSharedFile, pupil.subject())?;
    let (frame, _) = Frame::of(&web, &visit, &pupil, "Contact log", "/contacts").await?;
    let mut talks: Vec<Row> = early::written(&web.app, visit.actor(), &pupil, &[EntryKind::Talk])
        .await?
        .into_iter()
        .filter_map(|one| match one.entry.content {
            Content::Talk(talk) => Some(Row {
                entry: one.entry.id,
                title: format!("{}: {}", talk.how.name(), talk.who),
                by: one.by,
                at: one.entry.on.to_string(),
                when: time_in_words::day(one.entry.on),
                about: (talk.about != TalkAbout::General).then_some(talk.about.name()),
                said: talk.said,
                reached: talk.reached,
                shared: talk.shared,
            }),
            _ => None,
        })
        .collect();
    talks.reverse();
    page(&Page {
        chrome: frame.chrome.clone(),
        talks,
        may_add: visit.may(Action::LogContact, &pupil),
        is_staff: visit.actor().holdings.iter().any(|holding| holding.role.is_staff()),
        frame,
    })
}
