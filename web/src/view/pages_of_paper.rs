//! A paper on a page: typeset off the server's threads, its pages as pictures, its file.

use app::{Fault, papers};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use documents::{Made, Sheet};

use crate::{answer::Answer, download};

/// A page of a paper, as a picture in a page.
#[derive(Clone, Debug)]
pub struct PaperPage {
    /// Where the picture comes from.
    pub src: String,
    /// What it is, for those who do not see it.
    pub alt: String,
}

/// The PDF, to keep or to look at in the browser.
///
/// # Errors
/// When a template breaks a rule of PDF/UA-1: a fault of the program.
pub async fn pdf(sheet: Sheet, name: &str, inline: bool) -> Answer {
    let bytes = papers::pdf(papers::set(vec![sheet]).await?).await?;
    Ok(file(bytes, name, inline))
}

/// A PDF that is made already.
#[must_use]
pub fn file(bytes: Vec<u8>, name: &str, inline: bool) -> Response {
    let mut response = download::file(bytes, "application/pdf", &format!("{name}.pdf"));
    if inline {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    }
    response
}

/// One page (from 1) as a picture.
///
/// # Errors
/// [`Fault::NotFound`] when the paper has no such page.
pub async fn picture(sheet: Sheet, page: &str) -> Answer {
    let page: usize = page.parse().map_err(|_| Fault::NotFound)?;
    let made = papers::set(vec![sheet]).await?;
    let svg = page.checked_sub(1).and_then(|page| made.picture(page)).ok_or(Fault::NotFound)?;
    Ok(svg_response(svg))
}

fn svg_response(svg: String) -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response()
}

/// The pages of a paper that has an address: each picture is asked for by itself.
#[must_use]
pub fn at(made: &Made, base: &str) -> Vec<PaperPage> {
    (1..=made.pages())
        .map(|page| PaperPage { src: format!("{base}/pages/{page}"), alt: alt(made, page) })
        .collect()
}

/// The pages of a paper that has no address, because what it says was typed just now.
#[must_use]
pub fn inside(made: &Made) -> Vec<PaperPage> {
    inside_first(made, made.pages())
}

/// The first pages of a paper that has no address.
#[must_use]
pub fn inside_first(made: &Made, most: usize) -> Vec<PaperPage> {
    (1..=made.pages().min(most))
        .filter_map(|page| {
            let svg = made.picture(page - 1)?;
            Some(PaperPage {
                src: format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg)),
                alt: alt(made, page),
            })
        })
        .collect()
}

fn alt(made: &Made, page: usize) -> String {
    format!("Page {page} of {}. The PDF has tags that a screen reader can follow.", made.pages())
}

/// What is to be said about a paper: letters without a shape, pictures that cannot be read, parts that are cut.
#[must_use]
pub fn remarks(made: &Made) -> Vec<String> {
    let mut remarks = Vec::new();
    if !made.unknown().is_empty() {
        let letters = made.unknown().join(" ");
        remarks.push(format!("Our typefaces have no shape for {letters}: each stands as a box."));
    }
    if made.unread_pictures() > 0 {
        remarks.push("A picture could not be read and is left out.".to_owned());
    }
    let parts = made.rooms().iter().flat_map(|room| &room.parts);
    for part in parts.filter(|part| part.shown < part.letters) {
        let name = domain::record::Headings::default()
            .rows()
            .iter()
            .find(|(name, _, _)| *name == part.name)
            .map_or("A part", |(_, title, _)| *title);
        let lines = if part.over() == 1 { "1 line".to_owned() } else { format!("{} lines", part.over()) };
        remarks.push(format!("“{name}” is {lines} too long for the page and is cut: shorten it."));
    }
    remarks
}
