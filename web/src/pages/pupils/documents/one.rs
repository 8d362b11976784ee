//! `/pupils/{pupil}/documents/{paper}`: one paper: how it looks, as a file, to print.

use app::{
    Fault,
    papers::{self, PaperName},
};
use askama::Template;
use axum::extract::{Path, State};
use documents::Sheet;
use domain::{people::Pupil, permissions::Action, uploads::FileKind};

use super::super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page},
    download,
    view::{
        Chrome,
        pages_of_paper::{self, PaperPage},
    },
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/documents/one.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    base: String,
    what_for: &'static str,
    /// None when there is nothing yet to make it from.
    pages: Option<Vec<PaperPage>>,
    remarks: Vec<String>,
    may_send: bool,
    has_word_copy: bool,
}

fn named(paper: &str) -> Result<PaperName, Fault> {
    PaperName::from_code(paper).ok_or(Fault::NotFound)
}

async fn sheet(web: &Web, visit: &Visit, pupil: &Pupil, paper: PaperName) -> Result<Sheet, Fault> {
    papers::paper(&web.app, visit.actor(), visit.now(), &visit.visitor.school, pupil, paper).await
}

/// How it looks.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, paper)): Path<(String, String)>,
) -> Answer {
    let paper = named(&paper)?;
    if !visit.may(paper.action(), &pupil) {
        return Err(Fault::NotFound.into());
    }
    let title = paper.title(&visit.visitor.school);
    let (frame, _) = Frame::of(&web, &visit, &pupil, &title, "/documents").await?;
    let base = format!("{}/documents/{}", frame.base, paper.code());
    let (pages, remarks) = match sheet(&web, &visit, &pupil, paper).await {
        Ok(sheet) => {
            let made = papers::set(vec![sheet]).await?;
            (Some(pages_of_paper::at(&made, &base)), pages_of_paper::remarks(&made))
        }
        Err(Fault::NotFound) => (None, Vec::new()),
        Err(fault) => return Err(fault.into()),
    };
    let may_send = visit.may(Action::SendPapers, &pupil);
    page(&Page {
        chrome: frame.chrome.clone(),
        frame,
        base,
        what_for: paper.what_for(),
        pages,
        remarks,
        may_send,
        has_word_copy: may_send && paper.has_word_copy(),
    })
}

/// A page of it as a picture.
pub(crate) async fn picture(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, paper, number)): Path<(String, String, String)>,
) -> Answer {
    pages_of_paper::picture(sheet(&web, &visit, &pupil, named(&paper)?).await?, &number).await
}

/// The file, to keep.
pub(crate) async fn pdf(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, paper)): Path<(String, String)>,
) -> Answer {
    let paper = named(&paper)?;
    pages_of_paper::pdf(sheet(&web, &visit, &pupil, paper).await?, paper.code(), false).await
}

/// The file, to look at and to print.
pub(crate) async fn print(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, paper)): Path<(String, String)>,
) -> Answer {
    let paper = named(&paper)?;
    pages_of_paper::pdf(sheet(&web, &visit, &pupil, paper).await?, paper.code(), true).await
}

/// The Word copy, to edit.
pub(crate) async fn word(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, paper)): Path<(String, String)>,
) -> Answer {
    let paper = named(&paper)?;
    let (app, school) = (&web.app, &visit.visitor.school);
    let bytes = papers::word_copy(app, visit.actor(), visit.now(), school, &pupil, paper).await?;
    Ok(download::file(bytes, FileKind::Docx.media_type(), &format!("{}.docx", paper.code())))
}
