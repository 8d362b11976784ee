//! `/pupils/{pupil}/profile/room`: how much room the page has for what is being written, while it is written.

use app::{Fault, early};
use axum::{Json, extract::State, response::IntoResponse};
use documents::Room;
use domain::{
    people::Pupil,
    permissions::Action,
    record::{Picture, SignedProfile},
};
use serde::Serialize;

use super::part::headings_of;
use crate::{
    Web,
    answer::Answer,
    typed::Typed,
    visit::{Child, Visit},
};

/// What the meters show.
#[derive(Debug, Serialize)]
struct Meters {
    fits: bool,
    parts: Vec<Meter>,
}

#[derive(Debug, Serialize)]
struct Meter {
    name: String,
    says: String,
    fits: bool,
}

/// The room that a page has for what was typed.
pub(super) async fn of(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed) -> Result<Room, Fault> {
    let page = SignedProfile {
        headings: headings_of(typed),
        pictures: typed.all("pictures").into_iter().filter(|id| Picture::of(id).is_some()).collect(),
        photo: typed.text("photo").parse().ok(),
        signed_off_on: None,
    };
    early::profile_room(&web.app, &visit.visitor.school, visit.now(), pupil, &page).await
}

/// Measures; nothing is kept.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    domain::permissions::allow(visit.actor(), Action::WriteProfilePart, pupil.subject())?;
    let room = of(&web, &visit, &pupil, &typed).await?;
    let parts = room.parts.iter().map(|part| Meter {
        name: part.name.clone(),
        says: early::room_in_words(part),
        fits: part.fits(),
    });
    Ok(Json(Meters { fits: room.fits(), parts: parts.collect() }).into_response())
}
