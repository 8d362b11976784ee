//! `/imports/roll/{staged}/columns`: which column of a spreadsheet is which field, with a guess to start from.

use app::{
    Fault,
    roll::{self, Field as _, Mapping, RollField, StagedSheet},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};

use crate::{
    Web,
    answer::{Answer, go, page, page_with},
    pages::imports::{
        columns::{Page, columns, mapping_of},
        gone,
    },
    typed::{Typed, errors},
    view::Errors,
    visit::Visit,
};

fn form(visit: &Visit, id: &str, staged: &StagedSheet, mapping: &Mapping, errors: Errors) -> Page {
    Page {
        chrome: visit.chrome("Which column is which?").with_errors(errors.clone()),
        back: "/imports",
        id: id.to_owned(),
        file: staged.file.clone(),
        rows: staged.sheet.rows.len(),
        needed: "The roll needs UPN, surname and forename (or full name), and date of birth. Everything else is welcome.",
        notes: staged.sheet.notes.clone(),
        columns: columns(
            &staged.sheet,
            |heading| mapping.columns.get(heading).map(|field| field.code()),
            &RollField::all(),
            &errors,
        ),
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let staged = id.parse().map_err(|_| Fault::NotFound)?;
    let (sheet, mapping) = match roll::show_sheet(&web.app, visit.actor(), staged).await {
        Ok(waiting) => waiting,
        Err(fault) => return gone(&web, &visit, &id, fault).await,
    };
    page(&form(&visit, &id, &sheet, &mapping, Errors::none()))
}

/// The columns are named.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let staged = id.parse().map_err(|_| Fault::NotFound)?;
    let (sheet, _) = match roll::show_sheet(&web.app, visit.actor(), staged).await {
        Ok(waiting) => waiting,
        Err(fault) => return gone(&web, &visit, &id, fault).await,
    };
    let read = mapping_of(&sheet.sheet, &typed, RollField::from_code);
    let mapping = Mapping { columns: read.columns };
    let faults = match read.fault {
        Some(fault) => vec![fault],
        None => {
            let taken =
                roll::take_columns(&web.app, visit.actor(), visit.now(), staged, mapping.clone()).await;
            match taken {
                Ok(()) => return Ok(go(&format!("/imports/roll/{id}"))),
                Err(Fault::Invalid(faults)) => faults,
                Err(other) => return Err(other.into()),
            }
        }
    };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&visit, &id, &sheet, &mapping, errors(&faults)))
}
