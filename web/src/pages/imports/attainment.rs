//! `/imports/attainment`: choose a spreadsheet of steps, scores or ages; nothing changes yet.

pub(crate) mod columns;
pub(crate) mod staged;

use app::{FieldFault, attainment, roll, roll::FileRead};
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

/// The most bytes that a spreadsheet may have.
pub(crate) const MAX_BYTES: usize = 20 * 1024 * 1024;

#[derive(Debug, Template)]
#[template(path = "pages/imports/attainment.html")]
struct Page {
    chrome: Chrome,
    file: Field,
}

fn form(visit: &Visit, errors: Errors) -> Page {
    let file =
        Field::new("file", "The file").hint("A spreadsheet (.csv, .xlsx, .ods), up to 20 MB").errors(&errors);
    Page { chrome: visit.chrome("Import attainment").with_errors(errors), file }
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
            let sentence = format!("The file has {} MB; choose one of up to 20 MB", length / (1024 * 1024));
            return wrong(StatusCode::PAYLOAD_TOO_LARGE, sentence);
        }
    };
    match roll::read_file(bytes, visit.now().today).await {
        Ok(FileRead::Sheet(sheet)) => {
            let id =
                attainment::stage_attainment(&web.app, visit.actor(), visit.now(), &name, *sheet).await?;
            Ok(go(&format!("/imports/attainment/{id}/columns")))
        }
        Ok(FileRead::Roll(_)) => wrong(
            StatusCode::UNPROCESSABLE_ENTITY,
            "This is a Common Transfer File, which holds the roll. Choose a spreadsheet of attainment"
                .to_owned(),
        ),
        Err(unreadable) => wrong(StatusCode::UNPROCESSABLE_ENTITY, unreadable.sentence),
    }
}
