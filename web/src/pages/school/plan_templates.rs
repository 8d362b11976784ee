//! `/school/plan-templates`: the templates of the plan of step 4, and which one new plans use.

use app::planning::{self, TemplateLine};
use askama::Template;
use axum::extract::State;

use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::Visit,
};

pub(crate) mod edit;
mod form;
pub(crate) mod one;

#[derive(Debug, Template)]
#[template(path = "pages/school/plan_templates.html")]
struct Page {
    chrome: Chrome,
    shipped: Vec<TemplateLine>,
    own: Vec<TemplateLine>,
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let lines = planning::list_templates(&web.app, visit.actor()).await?;
    let (shipped, own) = lines.into_iter().partition(|line| line.shipped);
    page(&Page { chrome: visit.chrome("Plan templates"), shipped, own })
}
