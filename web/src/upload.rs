//! A form with one file: read to its end even when it is too large, so that the answer is heard.

use app::Fault;
use axum::{
    extract::{FromRequest, Multipart, Request},
    response::{IntoResponse, Response},
};

use crate::{answer::Failed, typed::Typed};

/// Beyond this even the patience to read on ends.
const HANG_UP: usize = 512 * 1024 * 1024;
/// The longest text of a box beside the file.
const TEXT: usize = 64 * 1024;

/// A file, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// No file was chosen.
    Nothing,
    /// A file, by name.
    File(String, Vec<u8>),
    /// More than `LIMIT` bytes: so many.
    TooLarge(u64),
}

/// A form with a file of at most `LIMIT` bytes.
#[derive(Clone, Debug)]
pub struct Upload<const LIMIT: usize> {
    /// The other boxes.
    pub typed: Typed,
    /// The file.
    pub sent: Sent,
}

impl<S: Send + Sync, const LIMIT: usize> FromRequest<S> for Upload<LIMIT> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let unreadable = || {
            Failed::from(Fault::rule(
                "unreadable-form",
                "The file did not arrive whole. Check your connection, go back, and send it again.",
            ))
            .into_response()
        };
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| unreadable())?;
        let (mut pairs, mut sent) = (Vec::new(), Sent::Nothing);
        while let Some(mut part) = parts.next_field().await.map_err(|_| unreadable())? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(plain_name);
            let limit = if file.is_some() { LIMIT } else { TEXT };
            let (mut bytes, mut length) = (Vec::new(), 0_usize);
            while let Some(chunk) = part.chunk().await.map_err(|_| unreadable())? {
                length += chunk.len();
                if length <= limit {
                    bytes.extend_from_slice(&chunk);
                } else {
                    bytes = Vec::new();
                }
                if length > HANG_UP {
                    break;
                }
            }
            match file {
                Some(_) if length > LIMIT => sent = Sent::TooLarge(length as u64),
                Some(file) if !file.is_empty() => sent = Sent::File(file, bytes),
                Some(_) => {}
                None => pairs.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
            if length > HANG_UP {
                break;
            }
        }
        Ok(Self { typed: Typed::from_pairs(pairs), sent })
    }
}

/// The last part of a file's name, of a sensible length, without signs that cannot be seen.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect()
}
