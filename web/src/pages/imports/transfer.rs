//! `/imports/transfer`: the record of a child from another school; it is read and checked, and nothing changes yet.

pub(crate) mod staged;

use app::{Fault, FieldFault, transfer};
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

/// The most bytes that a bundle may have.
pub(crate) const MAX_BYTES: usize = exchange::transfer::MAX_BYTES;

#[derive(Debug, Template)]
#[template(path = "pages/imports/transfer.html")]
struct Page {
    chrome: Chrome,
    file: Field,
}

fn form(visit: &Visit, errors: Errors) -> Page {
    let file = Field::new("file", "The file from the other school")
        .hint("The ZIP file as it came, up to 64 MB")
        .errors(&errors);
    Page { chrome: visit.chrome("A record from another school").with_errors(errors), file }
}

/// The page.
pub(crate) async fn get(visit: Visit) -> Answer {
    page(&form(&visit, Errors::none()))
}

/// The file.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, upload: Upload<MAX_BYTES>) -> Answer {
    let wrong = |status: StatusCode, faults: &[FieldFault]| page_with(status, &form(&visit, errors(faults)));
    let (name, bytes) = match upload.sent {
        Sent::File(name, bytes) => (name, bytes),
        Sent::Nothing => {
            return wrong(StatusCode::UNPROCESSABLE_ENTITY, &[FieldFault::new("file", "Choose a file")]);
        }
        Sent::TooLarge(length) => {
            let sentence = format!("The file has {} MB; choose one of up to 64 MB", length / (1024 * 1024));
            return wrong(StatusCode::PAYLOAD_TOO_LARGE, &[FieldFault::new("file", sentence)]);
        }
    };
    match transfer::stage_transfer(&web.app, visit.actor(), visit.now(), &name, bytes).await {
        Ok(id) => Ok(go(&format!("/imports/transfer/{id}"))),
        Err(Fault::Invalid(faults)) => wrong(StatusCode::UNPROCESSABLE_ENTITY, &faults),
        Err(fault) => Err(fault.into()),
    }
}
