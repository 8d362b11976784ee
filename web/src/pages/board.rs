//! `/board`: eight columns of children, one for each step.

use app::lists::{self, ChildRow, Column};
use askama::Template;
use axum::extract::State;
use domain::permissions::Action;

use super::narrow::{Narrow, filter_of};
use crate::{
    Web,
    answer::{Answer, page},
    asked::Asked,
    view::Chrome,
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/board.html")]
struct Page {
    chrome: Chrome,
    narrow: Narrow,
    columns: Vec<Column>,
    beside: Vec<ChildRow>,
    shown: usize,
    total: usize,
    /// Whether the visitor may move children.
    may_move: bool,
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let filter = filter_of(&asked);
    let board = lists::board(&web.app, visit.actor(), visit.now(), &visit.visitor.school, &filter).await?;
    page(&Page {
        chrome: visit.chrome("Board"),
        narrow: Narrow::of("/board", &filter, &board.narrowing, Vec::new()),
        columns: board.columns,
        beside: board.beside,
        shown: board.shown,
        total: board.total,
        may_move: visit.actor().may(Action::MoveAlong),
    })
}
