//! `/pupils/{pupil}/notes`: confidential notes: read by their author, the SENCO and the head.

use app::{Fault, FieldFault, early, time_in_words};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    people::Pupil,
    permissions::Action,
    record::{Content, EntryKind},
};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Chrome, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/notes.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    notes: Vec<Row>,
    text: Field,
}

#[derive(Debug)]
struct Row {
    by: String,
    at: String,
    when: String,
    text: String,
}

async fn show(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "Confidential notes", "/notes").await?;
    let frame = frame.with_errors(errors.clone());
    let mut notes: Vec<Row> = early::written(&web.app, visit.actor(), pupil, &[EntryKind::Note])
        .await?
        .into_iter()
        .filter_map(|one| match one.entry.content {
            Content::Note(note) => Some(Row {
                by: one.by,
                at: one.entry.on.to_string(),
                when: time_in_words::day(one.entry.on),
                text: note.text,
            }),
            _ => None,
        })
        .collect();
    notes.reverse();
    let text = typed.into_field(
        Field::new("text", "New note")
            .hint("Parents may see this on request: write what you would say to them.")
            .rows(4),
        &errors,
    );
    let page = Page { chrome: frame.chrome.clone(), frame, notes, text };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    domain::permissions::allow(visit.actor(), Action::WriteConfidentialNote, pupil.subject())?;
    show(&web, &visit, &pupil, &Typed::default(), &[]).await
}

/// Writes one.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    match early::write_note(&web.app, visit.actor(), visit.now(), pupil.id, &typed.text("text")).await {
        Ok(_) => Ok(go_saying(&format!("/pupils/{}/notes", pupil.id), "The note is saved.")),
        Err(Fault::Invalid(faults)) => show(&web, &visit, &pupil, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
