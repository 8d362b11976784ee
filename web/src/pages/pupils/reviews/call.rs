//! `/pupils/{pupil}/reviews/call`: the SENCO calls a review before the half term's is due.

use app::{Fault, FieldFault, pupils, reviewing};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{people::Pupil, permissions::Action};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::pupils::frame::Frame,
    typed::{Typed, errors},
    view::{Chrome, DateField, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/reviews/call.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    on: DateField,
    why: Field,
    needs: Vec<(String, String)>,
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let (frame, _) = Frame::of(web, visit, pupil, "Call a review", "/reviews").await?;
    let errors = errors(faults);
    let on = DateField::new("on", "When is the review to be?");
    let on = if typed.has("on-year") || !faults.is_empty() {
        typed.into_date(on, &errors)
    } else {
        on.value(Some(visit.now().today))
    };
    let why = typed.into_field(Field::new("why", "Why now?").rows(2), &errors);
    let frame = frame.with_errors(errors);
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let needs = pupils::needs_of_parents(&web.app, visit.actor(), pupil).await?;
    page_with(status, &Page { chrome: frame.chrome.clone(), on, why, needs, frame })
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    if !visit.may(Action::MoveAlong, &pupil) {
        return Err(Fault::Forbidden(Action::MoveAlong).into());
    }
    form(&web, &visit, &pupil, &Typed::default(), &[]).await
}

/// Calls it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let mut faults = Vec::new();
    let on = typed.date("on", "The day of the review", &mut faults);
    if on.is_none() && faults.is_empty() {
        faults.push(FieldFault::new("on-day", "Enter the day of the review"));
    }
    let Some(on) = on.filter(|_| faults.is_empty()) else {
        return form(&web, &visit, &pupil, &typed, &faults).await;
    };
    match reviewing::call_review(&web.app, visit.actor(), visit.now(), pupil.id, on, &typed.text("why")).await
    {
        Ok(()) => Ok(go_saying(
            &format!("/pupils/{}/reviews/meeting", pupil.id),
            "The review is called. Say when and where it is, and invite everybody.",
        )),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
