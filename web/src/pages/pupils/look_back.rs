//! `/pupils/{pupil}/look-back`: support stopped half a term ago, and all is still well.

use app::pathway;
use axum::extract::State;
use domain::people::Role;

use crate::{
    Web,
    answer::{Answer, go_saying},
    visit::{Child, Visit},
};

/// Still fine.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    pathway::look_back(&web.app, visit.actor(), visit.now(), pupil.id).await?;
    let to = if visit.actor().holds(Role::Senco) { "/#look-back" } else { "/my-class" };
    Ok(go_saying(to, "Kept: still fine. The child is no longer watched."))
}
