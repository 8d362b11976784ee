//! `/drafts`: what is typed into any form is kept as one types, and who else is at the form.

use app::{
    Fault, child,
    drafts::{self, Keeping, Kept, Other},
    time_in_words,
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{Web, answer::Failed, routes::form_at, visit::Visit};

/// A form of a page: the address that it is sent to, and which form of that address it is.
#[derive(Debug, Deserialize)]
pub(crate) struct Form {
    form: String,
    /// Whether others write in it too, so that each is shown who else is there.
    #[serde(default)]
    shared: bool,
}

/// A form as it stands.
#[derive(Debug, Deserialize)]
pub(crate) struct Typing {
    form: String,
    fields: Vec<(String, String)>,
    #[serde(default)]
    device: String,
    /// When the draft that the browser saw last was kept, in milliseconds.
    seen: Option<i64>,
}

#[derive(Debug, Serialize)]
struct Draft {
    fields: Vec<(String, String)>,
    saved: i64,
    ago: String,
    device: String,
}

impl Draft {
    fn of(fields: &str, saved_at: Timestamp, ago: String, device: String) -> Self {
        // A draft of an older program that cannot be read is an empty one.
        let fields = serde_json::from_str(fields).unwrap_or_default();
        Self { fields, saved: saved_at.as_millisecond(), ago, device }
    }
}

/// The longest name of a form.
const LONGEST: usize = 300;

/// Refuses a form that the visitor could not send, or of a child whom they do not see.
async fn may(web: &Web, visit: &Visit, form: &str) -> Result<(), Fault> {
    let path = form.split(['?', '#']).next().unwrap_or_default();
    let (needs, pupil) = form_at(path).filter(|_| form.len() <= LONGEST).ok_or(Fault::NotFound)?;
    needs.met_by(visit.actor()).map_err(|_| Fault::NotFound)?;
    if let Some(pupil) = pupil {
        let id = pupil.parse().map_err(|_| Fault::NotFound)?;
        child::see(&web.app, visit.actor(), id).await?;
    }
    Ok(())
}

fn others(others: Vec<Other>) -> Vec<serde_json::Value> {
    others.into_iter().map(|other| json!({ "name": other.name, "since": other.since })).collect()
}

/// Opens a form: its draft, and who else is there.
pub(crate) async fn open(
    State(web): State<Web>,
    visit: Visit,
    Json(asked): Json<Form>,
) -> Result<Response, Failed> {
    may(&web, &visit, &asked.form).await?;
    let at = drafts::open_form(&web.app, visit.actor(), visit.now(), &asked.form, asked.shared).await?;
    let draft = at.draft.map(|draft| Draft::of(&draft.fields, draft.saved_at, draft.ago, draft.device));
    Ok(Json(json!({ "draft": draft, "others": others(at.others) })).into_response())
}

/// Still there: who else is.
pub(crate) async fn here(
    State(web): State<Web>,
    visit: Visit,
    Json(asked): Json<Form>,
) -> Result<Response, Failed> {
    may(&web, &visit, &asked.form).await?;
    let there = drafts::at_form(&web.app, visit.actor(), visit.now(), &asked.form).await?;
    Ok(Json(json!({ "others": others(there) })).into_response())
}

/// Keeps a form as it stands.
pub(crate) async fn keep(
    State(web): State<Web>,
    visit: Visit,
    Json(typing): Json<Typing>,
) -> Result<Response, Failed> {
    may(&web, &visit, &typing.form).await?;
    let fields = serde_json::to_string(&typing.fields).map_err(|_| Fault::NotFound)?.replace("\\u0000", "");
    let keeping = Keeping {
        form: typing.form,
        fields,
        device: typing.device.chars().take(64).collect(),
        seen: typing.seen.and_then(|at| Timestamp::from_millisecond(at).ok()),
    };
    Ok(match drafts::keep_draft(&web.app, visit.actor(), visit.now(), keeping).await? {
        Kept::Done(at) => Json(json!({ "saved": at.as_millisecond() })).into_response(),
        Kept::Elsewhere(before) => {
            let ago = time_in_words::ago(before.saved_at, visit.now().instant);
            let draft = Draft::of(&before.fields, before.saved_at, ago, before.device);
            (StatusCode::CONFLICT, Json(json!({ "draft": draft }))).into_response()
        }
    })
}

/// Starts a form again.
pub(crate) async fn forget(
    State(web): State<Web>,
    visit: Visit,
    Json(asked): Json<Form>,
) -> Result<Response, Failed> {
    may(&web, &visit, &asked.form).await?;
    drafts::forget_draft(&web.app, visit.actor(), &asked.form).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
