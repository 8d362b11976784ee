//! What the operator does at the command line to a whole database is an event of each school in it.

use app::{App, Clock, Random, school_subject};
use domain::{
    audit::{Event, Happening},
    permissions::{Action, Actor, allow},
};
use store::{Store, queries::schools};

/// Writes what happened to each school, and closes the database.
pub async fn record(store: Store, what: Happening, detail: &str) -> Result<(), String> {
    let app = App::new(store, Clock::real(), Random::system());
    let now = app.now();
    for school in schools::all(&app.store).await.map_err(|fault| fault.to_string())? {
        let operator = Actor::operator(school.id);
        let allowed = allow(&operator, Action::ManageSettings, school_subject(school.id))
            .map_err(|refusal| refusal.to_string())?;
        let tx = app.store.write(school.id).await.map_err(|fault| fault.to_string())?;
        let event = (app.id(now), Event::school(what, detail));
        tx.commit(&allowed, now, [event]).await.map_err(|fault| fault.to_string())?;
    }
    app.store.close().await.map_err(|fault| fault.to_string())
}
