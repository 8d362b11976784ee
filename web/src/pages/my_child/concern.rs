//! `/my-child/{pupil}/concern`: a parent says that they are worried.

use app::{Fault, FieldFault, early};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{people::Lead, people::Pupil, record::Party};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::pupils::concern::{Form, concern_of},
    typed::{Typed, errors},
    view::{Chrome, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/my_child/concern.html")]
struct Page {
    chrome: Chrome,
    lead: Lead,
    name: String,
    called: String,
    form: Form,
}

fn form(visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let called = pupil.called();
    let mut form = Form::of(typed, &errors, called);
    let worded = |field: Field, label: String, hint: &str| Field { label, ..field }.hint(hint);
    form.noticed = worded(
        form.noticed,
        format!("What worries you about {called}?"),
        "In your own words, in any language. A sentence is enough.",
    );
    form.since.label = "Since when?".to_owned();
    form.where_and_when = worded(
        form.where_and_when,
        "When and where do you see it?".to_owned(),
        "For example: at homework, at bedtime, before school",
    );
    form.strengths.label = format!("What is {called} good at, and what do they enjoy?");
    form.tried.label = "What have you tried at home?".to_owned();
    form.child_view.label = format!("What does {called} say about it?");
    form.hearing.label = format!("Was {called}’s hearing checked?");
    form.vision.label = format!("Was {called}’s eyesight checked?");
    let page = Page {
        chrome: visit.chrome("Tell us that you are worried").with_errors(errors),
        lead: visit.visitor.school.school.settings.safeguarding_lead.clone(),
        name: pupil.name(),
        called: called.to_owned(),
        form,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    early::my_child(&web.app, visit.actor(), pupil.id).await?;
    form(&visit, &pupil, &Typed::default(), &[])
}

/// Saves it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    early::my_child(&web.app, visit.actor(), pupil.id).await?;
    let mut faults = Vec::new();
    let concern = concern_of(&typed, Party::Parent, &mut faults);
    if !faults.is_empty() {
        return form(&visit, &pupil, &typed, &faults);
    }
    match early::raise_concern(&web.app, visit.actor(), visit.now(), pupil.id, None, concern).await {
        Ok(_) => Ok(go_saying(
            "/my-child",
            "Thank you. It is on your child's record, and the school has been told. They answer you here, and you get a mail \
             when they have.",
        )),
        Err(Fault::Invalid(faults)) => form(&visit, &pupil, &typed, &faults),
        Err(fault) => Err(fault.into()),
    }
}
