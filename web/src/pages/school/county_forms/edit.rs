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
    view::{Choices, Chrome, Field, theirs},
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

/// What a form says, part by part.
fn parts([name, says]: [&str; 2], sections: &[BundleSection]) -> Vec<(String, String)> {
    let named = [("Name", name), ("Where it is from", says)].map(|(label, text)| (label.into(), text.into()));
    let headings = (1..).zip(sections).flat_map(|(number, section)| {
        let holds: Vec<&str> = section.parts.iter().map(|part| part.title()).collect();
        [
            (format!("Heading {number}"), section.heading.clone()),
            (format!("What the county asks under heading {number}"), section.asks.clone()),
            (format!("Under heading {number}"), holds.join(", ")),
        ]
    });
    named.into_iter().chain(headings).collect()
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
            let own = &shown.line.form;
            let theirs = parts([&own.name, &own.says], &own.sections);
            let told = theirs::in_words(&theirs, &parts(words, &sections));
            let sentence = format!(
                "Somebody saved version {newest} while you were writing. {told} What you wrote is below and not saved \
                 yet: save it again if it is to stand"
            );
            let faults = [FieldFault::new("name", sentence)];
            page_with(StatusCode::CONFLICT, &form(&visit, &id, newest, words, &sections, &faults))
        }
        Err(fault) => Err(fault.into()),
    }
}
