//! `/about-me/view`: a child says how they see it.

use app::{Fault, FieldFault, early, early::AboutMe};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::record::Party;

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::views::{Form, view_of},
    typed::{Typed, errors},
    view::Chrome,
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/about_me/view.html")]
struct Page {
    chrome: Chrome,
    form: Form,
}

fn form(visit: &Visit, me: &AboutMe, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let mut chrome = visit.chrome("Say something").with_errors(errors(faults));
    if visit.visitor.login.only_pupil.is_some() {
        chrome.person_name = me.pupil.name();
    }
    let page = Page { chrome, form: Form::of(Party::Pupil, me.pupil.called(), typed, faults) };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let me = early::about_me(&web.app, visit.actor()).await?;
    form(&visit, &me, &Typed::default(), &[])
}

/// Saves it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let me = early::about_me(&web.app, visit.actor()).await?;
    let view = view_of(&typed, Party::Pupil);
    match early::write_view(&web.app, visit.actor(), visit.now(), me.pupil.id, view).await {
        Ok(_) => Ok(go_saying("/about-me", "Thank you for telling us.")),
        Err(Fault::Invalid(faults)) => form(&visit, &me, &typed, &faults),
        Err(fault) => Err(fault.into()),
    }
}
