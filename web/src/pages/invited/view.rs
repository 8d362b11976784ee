//! `/invited/{pupil}/view`: a professional writes what they saw and advise.

use app::{Fault, FieldFault, early};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{people::Pupil, record::Party};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::views::{Form, view_of},
    typed::{Typed, errors},
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/invited/view.html")]
struct Page {
    chrome: Chrome,
    name: String,
    form: Form,
}

fn form(visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let page = Page {
        chrome: visit.chrome("Write what you saw and advise").with_errors(errors(faults)),
        name: pupil.name(),
        form: Form::of(Party::Agency, pupil.called(), typed, faults),
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(visit: Visit, Child(pupil): Child) -> Answer {
    form(&visit, &pupil, &Typed::default(), &[])
}

/// Saves it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let view = view_of(&typed, Party::Agency);
    match early::write_view(&web.app, visit.actor(), visit.now(), pupil.id, view).await {
        Ok(_) => Ok(go_saying("/invited", "Thank you: the school and the parents read it.")),
        Err(Fault::Invalid(faults)) => form(&visit, &pupil, &typed, &faults),
        Err(fault) => Err(fault.into()),
    }
}
