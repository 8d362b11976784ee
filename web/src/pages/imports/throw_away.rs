//! `/imports/throw-away`: forgets a file that was read in and not taken.

use app::{Fault, imports};
use axum::extract::State;

use crate::{
    Web,
    answer::{Answer, go_saying},
    typed::Typed,
    visit::Visit,
};

/// The button.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let id = typed.text("id").parse().map_err(|_| Fault::NotFound)?;
    imports::throw_away(&web.app, visit.actor(), visit.now(), id).await?;
    let to = if visit.actor().may(domain::permissions::Action::SeeImports) { "/imports" } else { "/school" };
    Ok(go_saying(to, "Thrown away. Nothing was changed."))
}
