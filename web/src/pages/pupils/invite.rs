//! `/pupils/{pupil}/invite`: a professional of an outside agency is invited to one child, until a day.

use app::{Fault, FieldFault, early};
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
    view::{Choice, Choices, Chrome, DateField, Field},
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
    referral: Option<Choices>,
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "Invite a professional", "/invite").await?;
    let frame = frame.with_errors(errors.clone());
    let open = early::written(&web.app, visit.actor(), pupil, &[EntryKind::Referral]).await?;
    let open: Vec<Choice> = open
        .into_iter()
        .filter_map(|one| match one.entry.content {
            Content::Referral(referral) if referral.account.is_none() => {
                Some(Choice::new(one.entry.id.to_string(), referral.to))
            }
            _ => None,
        })
        .collect();
    let page = Page {
        chrome: frame.chrome.clone(),
        referral: (!open.is_empty()).then(|| {
            let none = Choice::new("", "None of them");
            Choices::new(
                "referral",
                "Which referral are they invited for?",
                std::iter::once(none).chain(open),
            )
            .hint("They read it, and write when they saw the child")
            .choose(typed.all("referral"))
            .errors(&errors)
        }),
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
        referral: typed.text("referral").parse().ok(),
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
