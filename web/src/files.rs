//! A form with files: each put down on the server's disk as it arrives, never whole in memory; what was typed beside them.

use app::{
    Fault, FieldFault,
    files::{Ready, Spool, receive},
};
use axum::{
    extract::{FromRequest, Multipart, Request},
    http::header,
    response::{IntoResponse, Response},
};
use domain::uploads::{Purpose, Unfit};

use crate::{Web, answer::Failed, pages::too_long::Sender, typed::Typed, visit::Visit};

/// Beyond this even the patience to read on ends.
const HANG_UP: u64 = 512 * 1024 * 1024;
/// The most bytes of one box beside the files: as much as a form without files takes.
const TEXT: usize = 1024 * 1024;
/// The most files of one form.
const MOST: usize = 10;

/// The largest body of a form with files: what its page says, and what the error page repeats.
pub const MAX_BYTES: usize = 25 * 1024 * 1024;

/// What was typed and the files that came with it, by box.
#[derive(Debug)]
pub struct Files {
    /// The other boxes.
    pub typed: Typed,
    spools: Vec<(String, Spool)>,
}

fn unreadable() -> Response {
    Failed::from(Fault::rule(
        "unreadable-form",
        "The file did not arrive whole. Check your connection, go back, and send it again.",
    ))
    .into_response()
}

/// Whether a request brings a form with files.
#[must_use]
pub(crate) fn brings_files(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

impl<S: Send + Sync> FromRequest<S> for Files {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let sender = Sender::of(&request);
        let files = Self::read(request).await?;
        sender.refusal(&files.typed).map_or(Ok(files), Err)
    }
}

impl Files {
    /// What came, however long the texts are.
    ///
    /// # Errors
    /// With the answer to a form that cannot be read.
    pub(crate) async fn read(request: Request) -> Result<Self, Response> {
        // A form that comes back after signing in has its text only: the files are chosen again.
        if !brings_files(&request) {
            return Ok(Self { typed: Typed::read(request).await?, spools: Vec::new() });
        }
        let mut parts = Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
        let (mut pairs, mut spools, mut all) = (Vec::new(), Vec::new(), 0_u64);
        while let Some(mut part) = parts.next_field().await.map_err(|_| unreadable())? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let kept = file.as_ref().is_some_and(|file| !file.is_empty()) && spools.len() < MOST;
            let mut spool = match file {
                Some(file) if kept => {
                    Some(Spool::new(file, Purpose::Report.limit()).map_err(|_| unreadable())?)
                }
                _ => None,
            };
            let mut text = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(|_| unreadable())? {
                all += chunk.len() as u64;
                match &mut spool {
                    Some(spool) => spool.take(&chunk).await.map_err(|_| unreadable())?,
                    None if text.len() + chunk.len() <= TEXT => text.extend_from_slice(&chunk),
                    None => {}
                }
                if all > HANG_UP {
                    return Err(unreadable());
                }
            }
            match spool {
                Some(spool) => spools.push((name, spool)),
                None => pairs.push((name, String::from_utf8_lossy(&text).into_owned())),
            }
        }
        Ok(Self { typed: Typed::from_pairs(pairs), spools })
    }

    /// The files of a box, looked at; what is wrong with one stands at the box.
    pub async fn take(
        &mut self,
        web: &Web,
        visit: &Visit,
        name: &str,
        purpose: Purpose,
        faults: &mut Vec<FieldFault>,
    ) -> Vec<Ready> {
        let (own, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.spools).into_iter().partition(|(of, _)| of == name);
        self.spools = others;
        let mut ready = Vec::new();
        for (_, spool) in own {
            match receive(&web.app, visit.now(), purpose, spool).await {
                Ok(one) => ready.push(one),
                Err(unfit) => {
                    if unfit == Unfit::NotKept {
                        tracing::error!("an upload could not be put down");
                    }
                    faults.push(FieldFault::new(name, unfit.sentence()));
                }
            }
        }
        ready
    }
}
