//! `/pupils/{pupil}/ehc/request/{entry}/manifest.json`: what a bundle was made of, each part with its SHA-256.

use app::Fault;
use axum::extract::{Path, State};

use super::one_made;
use crate::{
    Web,
    answer::Answer,
    download,
    visit::{Child, Visit},
};

/// The manifest, to keep beside the files.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    path: Path<(String, String)>,
) -> Answer {
    let made = one_made(&web, &visit, &pupil, &path).await?;
    // Parents have a copy of their own: the manifest is of the county's.
    if made.pdf.is_some() && made.pdf == made.bundle.for_parents {
        return Err(Fault::NotFound.into());
    }
    let text = documents::bundle::manifest(&made.bundle, made.made_on);
    let name = format!("ehc-request-{}.json", made.made_on);
    Ok(download::file(text.into_bytes(), "application/json", &name))
}
