//! `/pupils/{pupil}/acknowledge`: the SENCO has read the concern, and says what happens next.

use app::{
    Fault, FieldFault,
    early::{self, Voices},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{people::Pupil, permissions::Action};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/acknowledge.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    is_empty: bool,
    voices: Voices,
    ready: Choices,
    next: Field,
}

/// What often happens next, in words for teacher and parents.
const READY: [(&str, &str); 4] = [
    ("checklist", "The class teacher goes through the checklist and talks with the parents."),
    ("observe", "I come into class to see for myself, and then we talk."),
    ("adapt", "The class teacher changes how they teach now, and we look again after four school weeks."),
    ("meet", "We meet with the parents."),
];

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "Acknowledge the concern", "/acknowledge").await?;
    let frame = frame.with_errors(errors.clone());
    let facts = early::facts(&web.app, visit.actor(), pupil).await?;
    let page = Page {
        chrome: frame.chrome.clone(),
        is_empty: facts.concerns.is_empty(),
        voices: early::two_voices(&facts.concerns),
        ready: Choices::new(
            "ready",
            "What happens next?",
            READY.map(|(value, text)| Choice::new(value, text)),
        )
        .hint("Whoever raised the concern reads this, the parents too.")
        .choose(typed.all("ready")),
        next: typed.into_field(Field::new("next", "In your own words").rows(3), &errors),
        frame,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    domain::permissions::allow(visit.actor(), Action::AcknowledgeConcern, pupil.subject())?;
    form(&web, &visit, &pupil, &Typed::default(), &[]).await
}

/// Saves it, and tells whoever was worried.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let chosen = typed.all("ready");
    let own = typed.text("next");
    let words: Vec<&str> = READY
        .iter()
        .filter(|(value, _)| chosen.iter().any(|one| one == value))
        .map(|(_, text)| *text)
        .chain(Some(own.as_str()).filter(|own| !own.is_empty()))
        .collect();
    let next = words.join(" ");
    match early::acknowledge_concern(&web.app, visit.actor(), visit.now(), pupil.id, &next).await {
        Ok(_) => Ok(go_saying(
            &format!("/pupils/{}", pupil.id),
            "Acknowledged. Whoever raised the concern has been told that there is an answer.",
        )),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
