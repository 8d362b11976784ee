//! Styles, scripts, fonts and pictures: built by `build.rs` from npm packages, embedded here, served under `/assets/`.

use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// One embedded file.
#[derive(Debug)]
pub struct Asset {
    /// The name that templates use: `app.css`.
    pub name: &'static str,
    /// The address, which changes with the content: `/assets/app-1c3d631a6861.css`.
    pub path: &'static str,
    /// What kind of file it is, for the browser.
    pub content_type: &'static str,
    /// The file.
    pub bytes: &'static [u8],
    /// The file packed by gzip, where packing helps.
    pub gzip: Option<&'static [u8]>,
    /// The file packed by brotli, where packing helps.
    pub brotli: Option<&'static [u8]>,
}

/// Every embedded file, sorted by name.
pub const ALL: &[Asset] = include!(concat!(env!("OUT_DIR"), "/built/table.rs"));

const A_YEAR: &str = "public, max-age=31536000, immutable";

/// The address of a file by its name. A test holds that every name in a template exists.
///
/// # Panics
/// When no file has that name, which is a mistake in a template.
pub fn asset(name: &str) -> &'static str {
    let found = ALL.iter().find(|asset| asset.name == name);
    found.map_or_else(|| panic!("no asset is called {name}"), |asset| asset.path)
}

/// Answers `/assets/{file}`: kept by browsers for a year, packed as the browser likes it.
pub async fn serve(Path(file): Path<String>, request: HeaderMap) -> Response {
    let Some(asset) = ALL.iter().find(|asset| asset.path.strip_prefix("/assets/") == Some(file.as_str()))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = format!("\"{file}\"");
    let head = [(CACHE_CONTROL, A_YEAR), (VARY, "accept-encoding"), (ETAG, tag.as_str())];
    if request.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    let kind = [(CONTENT_TYPE, asset.content_type)];
    match (asset.brotli, asset.gzip) {
        (Some(packed), _) if takes(&request, "br") => {
            (head, kind, [(CONTENT_ENCODING, "br")], packed).into_response()
        }
        (_, Some(packed)) if takes(&request, "gzip") => {
            (head, kind, [(CONTENT_ENCODING, "gzip")], packed).into_response()
        }
        _ => (head, kind, asset.bytes).into_response(),
    }
}

/// Whether the browser takes this packing: it is named, and not with a weight of nought.
fn takes(request: &HeaderMap, packing: &str) -> bool {
    request.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok()).any(|line| {
        line.split(',').any(|choice| {
            let mut parts = choice.split(';').map(str::trim);
            parts.next() == Some(packing)
                && !parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)))
        })
    })
}
