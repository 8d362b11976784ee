//! `/school/plan-templates/{template}`: one template, to be read, used, copied.

use app::{
    Fault, FieldFault,
    planning::{self, TemplateShown},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::plan_template;
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Chrome, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/plan_templates/one.html")]
struct Page {
    chrome: Chrome,
    shown: TemplateShown,
    is_newest: bool,
    copy_name: Field,
}

/// Which version.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    version: Option<u32>,
}

async fn show(
    web: &Web,
    visit: &Visit,
    id: &str,
    version: Option<u32>,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Page, Fault> {
    let shown = planning::show_template(&web.app, visit.actor(), id, version).await?;
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let copy_name =
        Field::new("name", "What do you call your copy?").hint("In short: Learning plan").chars(20);
    Ok(Page {
        chrome: visit.chrome(shown.line.template.title.clone()).with_errors(errors.clone()),
        is_newest: shown.line.template.version == shown.newest,
        copy_name: typed.into_field(copy_name, &errors),
        shown,
    })
}

/// The page.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&show(&web, &visit, &id, asked.version, &Typed::default(), &[]).await?)
}

/// Uses it for new plans, or copies it.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    if typed.text("do") == "use" {
        planning::use_template(&web.app, visit.actor(), visit.now(), &id).await?;
        return Ok(go_saying(
            "/school/plan-templates",
            "New plans are written by this template from now on.",
        ));
    }
    match planning::copy_template(&web.app, visit.actor(), visit.now(), &id, &typed.text("name")).await {
        Ok(copy) => Ok(go_saying(
            &format!("/school/plan-templates/{copy}/edit"),
            "The copy is yours: change what you like.",
        )),
        Err(Fault::Invalid(faults)) => page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &show(&web, &visit, &id, None, &typed, &faults).await?,
        ),
        Err(fault) => Err(fault.into()),
    }
}
