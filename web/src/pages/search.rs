//! `/search`: a child by a few letters of a name, or by the number.

use app::lists::{self, ChildRow, Found, SHORTEST};
use askama::Template;
use axum::extract::State;

use crate::{
    Web,
    answer::{Answer, go, page},
    asked::Asked,
    view::Chrome,
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/search.html")]
struct Page {
    chrome: Chrome,
    typed: String,
    rows: Vec<ChildRow>,
    more: bool,
    short: bool,
    own_children: bool,
}

/// The page; an exact number goes straight to the child.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let typed: String = asked.text("q").chars().take(200).collect();
    let found = lists::search(&web.app, visit.actor(), visit.now(), &visit.visitor.school, &typed).await?;
    let (rows, more, short) = match found {
        Found::Exactly(pupil) => return Ok(go(&format!("/pupils/{pupil}"))),
        Found::Nothing => (Vec::new(), false, false),
        Found::Children { rows, more, short } => (rows, more, short),
    };
    let own_children = !visit.actor().scope().is_whole_school();
    page(&Page { chrome: visit.chrome("Find a child"), typed, rows, more, short, own_children })
}
