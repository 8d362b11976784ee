//! `/pupils/{pupil}/invite`: a professional of an outside agency is invited to one child, until a day.

use app::{Fault, FieldFault, early};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{people::Pupil, permissions::Action};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Chrome, DateField, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/invite.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    name: Field,
    email: Field,
    until_on: DateField,
    asked: Field,
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "Invite a professional", "/invite").await?;
    let frame = frame.with_errors(errors.clone());
    let page = Page {
        chrome: frame.chrome.clone(),
        name: typed.into_field(
            Field::new("name", "Who?")
                .hint("Name and what they are: “Ash Example, speech and language therapist”"),
            &errors,
        ),
        email: typed.into_field(Field::email("email", "E-mail address").autocomplete("off"), &errors),
        until_on: typed.into_date(
            DateField::new("until_on", "Until when may they see the record?").hint("At most twelve months"),
            &errors,
        ),
        asked: typed.into_field(
            Field::new("asked", "What do you ask of them?")
                .hint("They read this when they have signed in. It is not in the mail.")
                .rows(3),
            &errors,
        ),
        frame,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    domain::permissions::allow(visit.actor(), Action::SendPapers, pupil.subject())?;
    form(&web, &visit, &pupil, &Typed::default(), &[]).await
}

/// Invites.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let mut faults = Vec::new();
    let invitation = early::Invitation {
        name: typed.text("name"),
        email: typed.text("email"),
        until_on: typed.date("until_on", "The last day", &mut faults),
        asked: typed.text("asked"),
    };
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, &typed, &faults).await;
    }
    let base = &web.config.public_url;
    match early::invite_agency(&web.app, visit.actor(), visit.now(), base, pupil.id, invitation).await {
        Ok(()) => Ok(go_saying(
            &format!("/pupils/{}", pupil.id),
            "Invited: a mail with a link is on its way. What you asked stands in the contact log.",
        )),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
