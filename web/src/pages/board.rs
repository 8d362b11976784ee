//! `/board`: eight columns of children, one for each step.

use app::lists::{self, ChildRow, Column};
use askama::Template;
use axum::extract::State;
use domain::permissions::Action;

use super::narrow::{Narrow, filter_of, query_of};
use crate::{
    Web,
    answer::{Answer, page},
    asked::Asked,
    download::{self, text},
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
    /// Where the list is had as a workbook.
    xlsx: String,
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
        xlsx: format!("/board.xlsx?{}", query_of(&filter, &[])),
        columns: board.columns,
        beside: board.beside,
        shown: board.shown,
        total: board.total,
        may_move: visit.actor().may(Action::MoveAlong),
    })
}

/// The board as a workbook: the same children, in the same order.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let filter = filter_of(&asked);
    let board = lists::board(&web.app, visit.actor(), visit.now(), &visit.visitor.school, &filter).await?;
    let rows = board.columns.iter().flat_map(|column| &column.children).chain(&board.beside).map(|row| {
        let cells = [
            row.step.number.map(f64::from).into(),
            text(row.step.sentence()),
            text(row.name.as_str()),
            text(row.class.as_str()),
            text(row.year.name()),
            text(row.status.name()),
            text(row.need_in_words()),
            text(row.areas_in_words()),
            row.since.into(),
            row.days.map(f64::from).into(),
        ];
        (Some(row.id), cells)
    });
    let headings = [
        "Step",
        "Step in words",
        "Child",
        "Class",
        "Year",
        "SEN status",
        "Main need",
        "Areas of need",
        "At this step since",
        "Days at this step",
    ];
    download::rows(&web, &visit, "Board", "board", headings, rows)
}
