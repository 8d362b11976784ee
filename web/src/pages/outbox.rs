//! `/outbox/key`: what a browser seals with while somebody is signed in.

use app::drafts;
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};

use crate::{Web, answer::Failed, visit::Visit};

/// The key of whoever is signed in. It is theirs alone, so no one else's entries are ever opened by it.
pub(crate) async fn key(State(web): State<Web>, visit: Visit) -> Result<Response, Failed> {
    let secret = drafts::outbox_key(&web.app, visit.actor(), visit.now()).await?;
    let account = visit.actor().user().map(|user| user.to_string());
    Ok(Json(serde_json::json!({ "account": account, "secret": secret })).into_response())
}
