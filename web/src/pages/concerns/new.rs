//! `/concerns/new`: find the child whom you are worried about, by name; then the form.

use app::early;
use askama::Template;
use axum::extract::{Query, State};
use domain::{people::Lead, people::Role, permissions::Action};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go, page},
    view::Chrome,
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/concerns/new.html")]
struct Page {
    chrome: Chrome,
    lead: Lead,
    typed: String,
    found: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    class: String,
    href: String,
}

/// `?q=`: what was typed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let actor = visit.actor();
    if actor.holdings.iter().all(|holding| holding.role == Role::Parent) {
        return Ok(go("/my-child"));
    }
    let action = Action::RaiseConcern;
    let found: Vec<Row> =
        early::find_child(&web.app, actor, &visit.visitor.school, visit.now(), action, &asked.q)
            .await?
            .into_iter()
            .map(|found| Row {
                name: found.name,
                class: found.class,
                href: format!("/pupils/{}/concern", found.pupil.id),
            })
            .collect();
    if let ([only], false) = (&found[..], asked.q.trim().is_empty()) {
        return Ok(go(&only.href));
    }
    page(&Page {
        chrome: visit.chrome("Initial concern (SEN)"),
        lead: visit.visitor.school.school.settings.safeguarding_lead.clone(),
        typed: asked.q.trim().to_owned(),
        found,
    })
}
