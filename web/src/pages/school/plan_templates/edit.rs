//! `/school/plan-templates/{template}/edit`: the school changes a template of its own, as a new version.

use app::{
    Fault, FieldFault,
    planning::{self, TemplateText},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::plan_template::{MergedTemplate, PlanTemplate, Section, TemplatePart};

use super::form::{self, SectionBoxes};
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    pages::joined,
    typed::{Typed, errors},
    view::{Chrome, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/plan_templates/edit.html")]
struct Page {
    chrome: Chrome,
    id: String,
    version: u32,
    name: Field,
    title: Field,
    about: Field,
    sections: Vec<SectionBoxes>,
}

fn form(
    visit: &Visit,
    id: &str,
    version: u32,
    words: [&str; 3],
    sections: &[Section],
    faults: &[FieldFault],
) -> Page {
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let [name, title, about] = words;
    Page {
        id: id.to_owned(),
        version,
        name: Field::new("name", "Short name")
            .hint("On tabs and buttons: Learning plan")
            .chars(20)
            .value(name)
            .errors(&errors),
        title: Field::new("title", "Full name").hint("At the head of the paper").value(title).errors(&errors),
        about: Field::new("about", "When would one choose it?").rows(2).value(about).errors(&errors),
        sections: form::boxes(sections, &errors),
        chrome: visit.chrome("Change the template").with_errors(errors),
    }
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let shown = planning::show_template(&web.app, visit.actor(), &id, None).await?;
    if shown.line.shipped {
        return Err(Fault::NotFound.into());
    }
    let template = shown.line.template;
    let words = [template.name.as_str(), &template.title, &template.about];
    page(&form(&visit, &id, template.version, words, &template.sections, &[]))
}

/// Saves, or comes back with a row more, less or moved, and everything typed.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let shown = planning::show_template(&web.app, visit.actor(), &id, None).await?;
    if shown.line.shipped {
        return Err(Fault::NotFound.into());
    }
    let [name, title, about] = ["name", "title", "about"].map(|part| typed.text(part));
    let words = [name.as_str(), &title, &about];
    let version = typed.text("version").parse().unwrap_or(0);
    let sections = form::read(&typed);
    if let Some(changed) = form::change(sections.clone(), &typed.text("do")) {
        return page(&form(&visit, &id, version, words, &changed, &[]));
    }
    let text = TemplateText {
        name: name.clone(),
        title: title.clone(),
        about: about.clone(),
        sections: sections.clone(),
    };
    let to = format!("/school/plan-templates/{id}");
    match planning::edit_template(&web.app, visit.actor(), visit.now(), &id, version, text).await {
        Ok(now) if now == version => Ok(go_saying(&to, "Nothing had changed.")),
        Ok(_) => Ok(go_saying(&to, "Saved as a new version. Plans that were begun keep theirs.")),
        Err(Fault::Invalid(faults)) => page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &form(&visit, &id, version, words, &sections, &faults),
        ),
        Err(Fault::Stale) => {
            // Of a version that never was, nothing is known: then whatever differs is told.
            let begun = match planning::show_template(&web.app, visit.actor(), &id, Some(version)).await {
                Ok(begun) => begun.line.template,
                Err(Fault::NotFound) => PlanTemplate::default(),
                Err(fault) => return Err(fault.into()),
            };
            let sent = PlanTemplate { name, title, about, sections, ..shown.line.template.clone() };
            let merged = begun.merged(&shown.line.template, &sent);
            let faults = meanwhile(&shown.line.by, &merged);
            let template = merged.template;
            let words = [template.name.as_str(), &template.title, &template.about];
            page_with(
                StatusCode::CONFLICT,
                &form(&visit, &id, shown.newest, words, &template.sections, &faults),
            )
        }
        Err(fault) => Err(fault.into()),
    }
}

/// What is said of a template that was joined with what somebody saved meanwhile, at the boxes of the joined one.
fn meanwhile(who: &str, merged: &MergedTemplate) -> Vec<FieldFault> {
    let head = FieldFault::new("", joined::sentence(who, &merged.theirs, !merged.both.is_empty()));
    let both = merged.both.iter().map(|(part, made)| {
        let (field, label) = match part {
            TemplatePart::Name => ("name".to_owned(), "The short name".to_owned()),
            TemplatePart::Title => ("title".to_owned(), "The full name".to_owned()),
            TemplatePart::About => ("about".to_owned(), "When one would choose it".to_owned()),
            TemplatePart::Heading(place) => {
                (format!("s-{}-title", place + 1), format!("The heading of section {}", place + 1))
            }
            TemplatePart::HeadingHelp(place) => {
                (format!("s-{}-help", place + 1), format!("The line under heading {}", place + 1))
            }
            TemplatePart::Order => (String::new(), "Where sections and fields stand".to_owned()),
            TemplatePart::Field(id) => {
                let places = merged.template.sections.iter().enumerate().find_map(|(section, one)| {
                    let field = one.fields.iter().position(|field| field.id == *id)?;
                    Some((section + 1, field + 1, one.fields[field].label.clone()))
                });
                match places {
                    Some((section, field, label)) => (format!("s-{section}-f-{field}-label"), label),
                    None => (String::new(), "A field that you took out".to_owned()),
                }
            }
        };
        FieldFault::new(field, joined::meanwhile(&label, made))
    });
    std::iter::once(head).chain(both).collect()
}
