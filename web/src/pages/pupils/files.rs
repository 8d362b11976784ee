//! `/pupils/{pupil}/files/{file}`: a file that came with an entry, for whoever may read the entry.

use app::{Fault, files};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::IntoResponse,
};
use domain::uploads::StoredFile;
use futures_util::stream;

use crate::{
    Web,
    answer::Answer,
    visit::{Child, Visit},
};

/// A file as a page names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileLink {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) name: String,
    /// "PDF, 345 KB".
    pub(crate) says: String,
    pub(crate) is_picture: bool,
}

impl FileLink {
    pub(crate) fn of(base: &str, file: &StoredFile) -> Self {
        Self {
            id: file.id.to_string(),
            href: format!("{base}/files/{}", file.id),
            name: file.name.clone(),
            says: format!("{}, {}", file.kind.name(), StoredFile::in_words(file.bytes)),
            is_picture: file.kind.is_picture(),
        }
    }

    pub(crate) fn all(base: &str, files: Option<&Vec<StoredFile>>) -> Vec<Self> {
        files.into_iter().flatten().map(|file| Self::of(base, file)).collect()
    }
}

/// What a browser may do with a file that somebody else made: keep it, and nothing more.
const SANDBOX: &str = "default-src 'none'; sandbox";

/// The file, sent piece by piece.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, file)): Path<(String, String)>,
) -> Answer {
    let id = file.parse().map_err(|_| Fault::NotFound)?;
    let open = files::open_file(&web.app, visit.actor(), &pupil, id).await?;
    let name = disposition(&open.file.name);
    let (kind, length) = (open.file.kind.media_type(), open.file.bytes);
    let pieces = stream::try_unfold(open, |mut open| async move {
        match open.next().await {
            Ok(piece) => Ok(piece.map(|bytes| (bytes, open))),
            Err(fault) => Err(std::io::Error::other(fault.to_string())),
        }
    });
    let mut response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// To be kept under its name: in plain letters for old programs, in any script for the others.
fn disposition(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '-' })
        .collect();
    let coded: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_script() {
        assert_eq!(
            disposition("Siân’s \"report\".pdf").to_str().unwrap(),
            "attachment; filename=\"Si-n-s -report-.pdf\"; filename*=UTF-8''Si%C3%A2n%E2%80%99s%20%22report%22.pdf"
        );
    }
}
