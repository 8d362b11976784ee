//! `/classes/{class}/sheet`: one page for whoever stands in front of a class.

use app::{Fault, papers};
use askama::Template;
use axum::extract::{Path, State};
use documents::Sheet;

use crate::{
    Web,
    answer::{Answer, page},
    view::{
        Chrome,
        pages_of_paper::{self, PaperPage},
    },
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/class_sheet.html")]
struct Page {
    chrome: Chrome,
    base: String,
    pages: Vec<PaperPage>,
    remarks: Vec<String>,
}

async fn sheet(web: &Web, visit: &Visit, class: &str) -> Result<Sheet, Fault> {
    let class = class.parse().map_err(|_| Fault::NotFound)?;
    papers::class_sheet(&web.app, visit.actor(), visit.now(), &visit.visitor.school, class).await
}

/// How it looks.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(class): Path<String>) -> Answer {
    let made = papers::set(vec![sheet(&web, &visit, &class).await?]).await?;
    let base = format!("/classes/{class}/sheet");
    page(&Page {
        chrome: visit.chrome("Class sheet"),
        pages: pages_of_paper::at(&made, &base),
        remarks: pages_of_paper::remarks(&made),
        base,
    })
}

/// A page of it as a picture.
pub(crate) async fn picture(
    State(web): State<Web>,
    visit: Visit,
    Path((class, number)): Path<(String, String)>,
) -> Answer {
    pages_of_paper::picture(sheet(&web, &visit, &class).await?, &number).await
}

/// The file, to keep.
pub(crate) async fn pdf(State(web): State<Web>, visit: Visit, Path(class): Path<String>) -> Answer {
    pages_of_paper::pdf(sheet(&web, &visit, &class).await?, "class-sheet", false).await
}

/// The file, to look at and to print.
pub(crate) async fn print(State(web): State<Web>, visit: Visit, Path(class): Path<String>) -> Answer {
    pages_of_paper::pdf(sheet(&web, &visit, &class).await?, "class-sheet", true).await
}
