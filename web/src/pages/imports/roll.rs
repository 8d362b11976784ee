//! `/imports/roll`: choose the file of the roll; it is read, checked and kept, and nothing changes yet.

pub(crate) mod columns;
pub(crate) mod staged;

use app::{
    FieldFault,
    roll::{self, MAX_BYTES, Next},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};

use crate::{
    Web,
    answer::{Answer, go, page, page_with},
    typed::errors,
    upload::{Sent, Upload},
    view::{Chrome, Errors, Field},
    visit::Visit,
};

/// What the system's window for choosing a file shows first.
pub(super) const KINDS: &str = ".xml,.csv,.txt,.xlsx,.ods";

#[derive(Debug, Template)]
#[template(path = "pages/imports/roll.html")]
struct Page {
    chrome: Chrome,
    file: Field,
    kinds: &'static str,
}

fn form(visit: &Visit, errors: Errors) -> Page {
    let file = Field::new("file", "The file")
        .hint("A Common Transfer File (.xml), or a spreadsheet (.csv, .xlsx, .ods), up to 64 MB")
        .errors(&errors);
    Page { chrome: visit.chrome("Import the roll").with_errors(errors), file, kinds: KINDS }
}

/// The page.
pub(crate) async fn get(visit: Visit) -> Answer {
    page(&form(&visit, Errors::none()))
}

/// The file.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, upload: Upload<MAX_BYTES>) -> Answer {
    let wrong = |status: StatusCode, sentence: String| {
        page_with(status, &form(&visit, errors(&[FieldFault::new("file", sentence)])))
    };
    let (name, bytes) = match upload.sent {
        Sent::File(name, bytes) => (name, bytes),
        Sent::Nothing => return wrong(StatusCode::UNPROCESSABLE_ENTITY, "Choose a file".to_owned()),
        Sent::TooLarge(length) => {
            return wrong(StatusCode::PAYLOAD_TOO_LARGE, roll::too_large(length, MAX_BYTES).sentence);
        }
    };
    match roll::read_file(bytes, visit.now().today).await {
        Ok(read) => {
            let next = roll::stage_file(&web.app, visit.actor(), visit.now(), &name, read).await?;
            Ok(match next {
                Next::Changes(id) => go(&format!("/imports/roll/{id}")),
                Next::Columns(id) => go(&format!("/imports/roll/{id}/columns")),
            })
        }
        Err(unreadable) => wrong(StatusCode::UNPROCESSABLE_ENTITY, unreadable.sentence),
    }
}
