//! Papers are typeset on a thread of their own: it takes some milliseconds of computing.

use documents::{Made, Sheet, papers::ClassSheet};

use crate::Fault;

/// Typesets papers as one document.
///
/// # Errors
/// When a template is wrong: a fault of the program.
pub async fn set(sheets: Vec<Sheet>) -> Result<Made, Fault> {
    match tokio::task::spawn_blocking(move || documents::make(&sheets)).await {
        Ok(Ok(made)) => Ok(made),
        Ok(Err(fault)) => Err(failed(&fault)),
        Err(fault) => Err(failed(&fault)),
    }
}

/// A class sheet that is set so that it has one page, when it can have.
///
/// # Errors
/// As [`set`].
pub(super) async fn fitted(paper: ClassSheet) -> Result<ClassSheet, Fault> {
    match tokio::task::spawn_blocking(move || paper.fitted()).await {
        Ok(Ok(paper)) => Ok(paper),
        Ok(Err(fault)) => Err(failed(&fault)),
        Err(fault) => Err(failed(&fault)),
    }
}

/// The PDF of what was set.
///
/// # Errors
/// When a template breaks a rule of PDF/UA-1: a fault of the program.
pub async fn pdf(made: Made) -> Result<Vec<u8>, Fault> {
    match tokio::task::spawn_blocking(move || made.pdf()).await {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(fault)) => Err(failed(&fault)),
        Err(fault) => Err(failed(&fault)),
    }
}

pub(super) fn failed(fault: &dyn std::fmt::Display) -> Fault {
    tracing::error!(%fault, "a paper could not be made");
    Fault::rule(
        "paper",
        "The paper could not be made. It is written down for those who run Waymark; try again later.",
    )
}
