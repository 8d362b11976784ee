//! `/pupils/{pupil}/people/{contact}`: what a parent or carer needs: an interpreter, large print, another format.

use app::{Fault, pupils};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    PupilId,
    people::{Contact, ContactNeeds, Pupil},
};

use super::super::{frame::Frame, invite_parent::contact_of};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Conflict, ConflictPair, Errors, Field, Unchanged},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/people/needs.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    name: String,
    interpreter: Field,
    large_print: Choices,
    other_format: Field,
    before: [(String, String); 3],
}

const BOXES: [(&str, &str); 3] =
    [("interpreter", "Interpreter"), ("large_print", "Large print"), ("other_format", "Another format")];

fn texts(needs: &ContactNeeds) -> [String; 3] {
    let large = if needs.large_print { "yes" } else { "" };
    [needs.interpreter.clone(), large.to_owned(), needs.other_format.clone()]
}

fn needs_of(typed: &Typed, start: &str) -> ContactNeeds {
    ContactNeeds {
        interpreter: typed.text(&format!("{start}interpreter")),
        large_print: typed.text(&format!("{start}large_print")) == "yes",
        other_format: typed.text(&format!("{start}other_format")),
    }
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    contact: &Contact,
    (needs, before): (&ContactNeeds, &ContactNeeds),
    errors: Errors,
) -> Answer {
    let (frame, _) = Frame::of(web, visit, pupil, "What a parent or carer needs", "/people").await?;
    let frame = frame.with_errors(errors.clone());
    let [interpreter, large, other] = texts(needs);
    let old = texts(before);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        chrome: frame.chrome.clone(),
        frame,
        name: contact.name(),
        interpreter: Field::new("interpreter", "Interpreter: into which language?")
            .hint("Polish, British Sign Language. Leave it empty when none is wanted.")
            .chars(20)
            .value(interpreter)
            .errors(&errors),
        large_print: Choices::new(
            "large_print",
            "On paper",
            [Choice::new("yes", "Large print")
                .hint("Letters and papers that are sent to them are set at 18 points. A one page profile stays one page.")],
        )
        .choose([large]),
        other_format: Field::new("other_format", "Another format")
            .hint("Braille, easy read, on yellow paper, read to them on the telephone. It is said wherever something is made for them.")
            .value(other)
            .errors(&errors),
        before: std::array::from_fn(|at| (format!("before-{}", BOXES[at].0), old[at].clone())),
    };
    page_with(status, &page)
}

/// The form.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, contact)): Path<(PupilId, String)>,
) -> Answer {
    let contact = pupils::contact_to_change(&web.app, visit.actor(), &pupil, contact_of(&contact)?).await?;
    form(&web, &visit, &pupil, &contact, (&contact.needs, &contact.needs), Errors::none()).await
}

/// Both texts of every box that differs.
fn conflict(visit: &Visit, pupil: &Pupil, stands: &ContactNeeds, yours: &ContactNeeds) -> Conflict {
    let (mut pairs, mut unchanged) = (Vec::new(), Vec::new());
    for (at, (name, label)) in BOXES.into_iter().enumerate() {
        let (theirs, mine) = (texts(stands)[at].clone(), texts(yours)[at].clone());
        unchanged.push(Unchanged { name: format!("before-{name}"), value: theirs.clone() });
        if theirs == mine {
            unchanged.push(Unchanged { name: name.to_owned(), value: mine });
        } else {
            pairs.push(ConflictPair { name: name.to_owned(), label: label.to_owned(), theirs, yours: mine });
        }
    }
    Conflict {
        chrome: visit.chrome("Somebody else has changed this"),
        who: "Somebody else".to_owned(),
        when: "while you were writing".to_owned(),
        action: visit.address(),
        leave: format!("/pupils/{}/people", pupil.id),
        version: String::new(),
        pairs,
        unchanged,
    }
}

/// Saves it.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, contact)): Path<(PupilId, String)>,
    typed: Typed,
) -> Answer {
    let id = contact_of(&contact)?;
    let contact = pupils::contact_to_change(&web.app, visit.actor(), &pupil, id).await?;
    let (before, after) = (needs_of(&typed, "before-"), needs_of(&typed, ""));
    let done =
        pupils::edit_contact_needs(&web.app, visit.actor(), visit.now(), pupil.id, id, &before, &after).await;
    match done {
        Ok(()) => Ok(go_saying(
            &format!("/pupils/{}/people", pupil.id),
            "Saved. It is said wherever something is made for them.",
        )),
        Err(Fault::Stale) => {
            page_with(StatusCode::CONFLICT, &conflict(&visit, &pupil, &contact.needs, &after))
        }
        Err(Fault::Invalid(faults)) => {
            form(&web, &visit, &pupil, &contact, (&after, &before), errors(&faults)).await
        }
        Err(fault) => Err(fault.into()),
    }
}
