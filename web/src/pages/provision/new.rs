//! `/provision/new`: a provision is planned.

use app::{
    Fault, FieldFault,
    teaching::{self, ProvisionForm},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use serde::Deserialize;

use super::form::{self, Boxes};
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Chrome, Errors},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/provision/new.html")]
struct Page {
    chrome: Chrome,
    boxes: Boxes,
}

fn show(visit: &Visit, form: &ProvisionForm, typed: &Typed, faults: &[FieldFault]) -> Page {
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    Page {
        chrome: visit.chrome("Plan provision").with_errors(errors.clone()),
        boxes: form::boxes(typed, &errors, form, None),
    }
}

/// `?intervention=`: the code of one of the catalogue.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    intervention: String,
}

/// The form, filled in with what the catalogue says of an intervention.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let info = visit.visitor.school.clone();
    let form = teaching::show_provision(&web.app, visit.actor(), visit.now(), &info, None, None).await?;
    let mut fields = form::fields_of(&form, &info.calendar, visit.now().today);
    if let Some(known) = form.catalogue.iter().find(|known| known.code == asked.intervention) {
        let usual = form::usual_of(known, visit.now().today, &info.calendar);
        fields.retain(|(name, _)| !usual.iter().any(|(known, _)| known == name));
        fields.extend(usual);
    }
    let typed = Typed::from_pairs(fields);
    page(&show(&visit, &form, &typed, &[]))
}

/// Plans it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let info = visit.visitor.school.clone();
    let form = teaching::show_provision(&web.app, visit.actor(), visit.now(), &info, None, None).await?;
    if typed.text("do") == "usual" {
        let typed = form::with_usual(&typed, &form, &info.calendar, visit.now().today);
        return page(&show(&visit, &form, &typed, &[]));
    }
    let mut faults = Vec::new();
    let input = form::read(&typed, &form, &mut faults);
    let done = if faults.is_empty() {
        teaching::save_provision(&web.app, visit.actor(), visit.now(), input).await
    } else {
        Err(Fault::Invalid(faults))
    };
    match done {
        Ok(planned) => Ok(go_saying(
            &format!("/provision/{}", planned.id()),
            "Planned. Its staff see it in My week from its first day.",
        )),
        Err(Fault::Invalid(faults)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &show(&visit, &form, &typed, &faults))
        }
        Err(fault) => Err(fault.into()),
    }
}
