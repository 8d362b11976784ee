//! `/school/county-forms/{form}`: one county form, to be read and copied.

use app::{
    Fault, FieldFault,
    bundle::{self, FormShown},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Chrome, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/county_forms/one.html")]
struct Page {
    chrome: Chrome,
    shown: FormShown,
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
    let shown = bundle::show_form(&web.app, visit.actor(), id, version).await?;
    let errors = errors(faults);
    let copy_name = Field::new("name", "Which county is it for, and what is its form called?")
        .hint("Meadshire, form EHC1");
    Ok(Page {
        chrome: visit.chrome(shown.line.form.name.clone()).with_errors(errors.clone()),
        is_newest: shown.line.form.version == shown.newest,
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

/// Copies it.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    match bundle::copy_form(&web.app, visit.actor(), visit.now(), &id, &typed.text("name")).await {
        Ok(copy) => Ok(go_saying(
            &format!("/school/county-forms/{copy}/edit"),
            "The copy is yours: word its headings as the county does.",
        )),
        Err(Fault::Invalid(faults)) => page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &show(&web, &visit, &id, None, &typed, &faults).await?,
        ),
        Err(fault) => Err(fault.into()),
    }
}
