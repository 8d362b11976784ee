//! `/pupils/{pupil}/invite-parent/{contact}`: a contact of the child gets an account and a link.

use app::{Fault, FieldFault, early};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{ContactId, PupilId, people::Pupil};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/invite_parent.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    name: String,
    email: String,
    needs: String,
    responsibility: &'static str,
    asks_care: bool,
    has_account: bool,
    against: Option<&'static str>,
    care: Choices,
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, contact: ContactId, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let invitable = early::invitable(&web.app, visit.actor(), pupil, contact).await?;
    let (frame, _) = Frame::of(web, visit, pupil, "Invite a parent or carer", "/people").await?;
    let frame = frame.with_errors(errors.clone());
    let page = Page {
        chrome: frame.chrome.clone(),
        frame,
        name: invitable.contact.name(),
        email: invitable.contact.email.clone(),
        needs: invitable.contact.needs.in_words(),
        responsibility: match invitable.contact.responsibility {
            Some(true) => "Yes",
            Some(false) => "No, says the roll",
            None => "Not on the roll",
        },
        asks_care: !invitable.contact.has_responsibility(),
        has_account: invitable.contact.account.is_some(),
        against: invitable.against,
        care: Choices::new(
            "care",
            "The roll does not say that this person has parental responsibility",
            [Choice::new("yes", "They have the care of the child, and the school knows it")],
        )
        .errors(&errors),
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The contact of an address; what is no id is not found.
pub(super) fn contact_of(id: &str) -> Result<ContactId, Fault> {
    id.parse().map_err(|_| Fault::NotFound)
}

/// The page with the button.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, contact)): Path<(PupilId, String)>,
) -> Answer {
    form(&web, &visit, &pupil, contact_of(&contact)?, &[]).await
}

/// Invites.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, contact)): Path<(PupilId, String)>,
    typed: Typed,
) -> Answer {
    let contact = contact_of(&contact)?;
    let known = early::invitable(&web.app, visit.actor(), &pupil, contact).await?;
    if !known.contact.has_responsibility() && !typed.has("care") {
        let fault = FieldFault::new(
            "care",
            "Invite them only if they have parental responsibility or the care of the child: tick it, or correct the roll",
        );
        return form(&web, &visit, &pupil, contact, &[fault]).await;
    }
    let base = &web.config.public_url;
    early::invite_parent(&web.app, visit.actor(), visit.now(), base, pupil.id, contact).await?;
    Ok(go_saying(&format!("/pupils/{}", pupil.id), "Invited: a mail with a link is on its way."))
}
