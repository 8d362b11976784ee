//! `/pupils/{pupil}/sent/{entry}/paper.pdf`: a paper that was sent, as it was sent: for those who send, and whoever got it.

use app::{Fault, papers};
use axum::extract::{Path, State};

use crate::{
    Web,
    answer::Answer,
    view::pages_of_paper,
    visit::{Child, Visit},
};

/// The file, to look at and to print.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, entry)): Path<(String, String)>,
) -> Answer {
    let entry = entry.parse().map_err(|_| Fault::NotFound)?;
    let (paper, file) = papers::sent_file(&web.app, visit.actor(), &pupil, entry).await?;
    Ok(pages_of_paper::file(file, &paper.paper, true))
}
