//! `/school/county-forms/{form}/edit`: the school changes a county form of its own, as a new version.

use app::{
    Fault, FieldFault,
    bundle::{self, FormText},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::bundle::BundleSection;

use super::form::{self, HeadingBoxes};
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Choices, Chrome, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/county_forms/edit.html")]
struct Page {
    chrome: Chrome,
    id: String,
    version: u32,
    name: Field,
    says: Field,
    headings: Vec<HeadingBoxes>,
    places: Vec<Choices>,
}

fn form(
    visit: &Visit,
    id: &str,
    version: u32,
    [name, says]: [&str; 2],
    sections: &[BundleSection],
    faults: &[FieldFault],
) -> Page {
    let errors = errors(faults);
    Page {
        id: id.to_owned(),
        version,
        name: Field::new("name", "Which county is it for, and what is its form called?")
            .value(name)
            .errors(&errors),
        says: Field::new("says", "Where is it from? (optional)")
            .hint("From the county’s website, May 2026")
            .value(says),
        headings: form::boxes(sections, &errors),
        places: form::places(sections, &errors),
        chrome: visit.chrome("Change the county form").with_errors(errors),
    }
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let shown = bundle::show_form(&web.app, visit.actor(), &id, None).await?;
    if shown.line.shipped {
        return Err(Fault::NotFound.into());
    }
    let own = shown.line.form;
    page(&form(&visit, &id, own.version, [&own.name, &own.says], &own.sections, &[]))
}

/// Saves, or comes back with a heading more, less or moved, and everything typed.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let shown = bundle::show_form(&web.app, visit.actor(), &id, None).await?;
    if shown.line.shipped {
        return Err(Fault::NotFound.into());
    }
    let [name, says] = ["name", "says"].map(|part| typed.text(part));
    let words = [name.as_str(), says.as_str()];
    let version = typed.text("version").parse().unwrap_or(0);
    let sections = form::read(&typed);
    if let Some(changed) = form::change(sections.clone(), &typed.text("do")) {
        return page(&form(&visit, &id, version, words, &changed, &[]));
    }
    let text = FormText { name: name.clone(), says: says.clone(), sections: sections.clone() };
    let to = format!("/school/county-forms/{id}");
    match bundle::edit_form(&web.app, visit.actor(), visit.now(), &id, version, text).await {
        Ok(now) if now == version => Ok(go_saying(&to, "Nothing had changed.")),
        Ok(_) => Ok(go_saying(&to, "Saved as a new version. It is offered wherever a bundle is made.")),
        Err(Fault::Invalid(faults)) => page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &form(&visit, &id, version, words, &sections, &faults),
        ),
        Err(Fault::Stale) => {
            let newest = shown.newest;
            let sentence = format!(
                "Somebody saved version {newest} while you were writing. What you wrote is below and not saved yet: \
                 compare it with version {newest}, then save yours after it"
            );
            let faults = [FieldFault::new("name", sentence)];
            page_with(StatusCode::CONFLICT, &form(&visit, &id, newest, words, &sections, &faults))
        }
        Err(fault) => Err(fault.into()),
    }
}
