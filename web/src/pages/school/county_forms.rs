//! `/school/county-forms`: the county forms by which a request bundle is headed: shipped, and the school's own.

use app::bundle::{self, FormLine};
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
#[template(path = "pages/school/county_forms.html")]
struct Page {
    chrome: Chrome,
    shipped: Vec<FormLine>,
    own: Vec<FormLine>,
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let lines = bundle::list_forms(&web.app, visit.actor()).await?;
    let (shipped, own) = lines.into_iter().partition(|line| line.shipped);
    page(&Page { chrome: visit.chrome("County forms"), shipped, own })
}
