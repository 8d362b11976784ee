//! The SENCO or the head writes what everybody must know to keep the child safe.

use domain::{
    Now, PupilId,
    audit::{Event, Happening},
    permissions::{Action, Actor},
};
use store::queries::pupils;

use crate::{App, Fault, child};

/// The most letters: more is read by nobody in an emergency.
const MOST: usize = 1000;

/// Writes the key facts, started from a version of the child's row.
///
/// # Errors
/// [`Fault::Stale`] when somebody saved since; [`Fault::Invalid`] when the text is too long.
pub async fn edit_key_facts(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    version: u32,
    key_facts: &str,
) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::EditKeyFacts, pupil).await?;
    let key_facts = key_facts.trim();
    if key_facts.chars().count() > MOST {
        return Err(Fault::field(
            "key_facts",
            format!("Say it in {MOST} letters: the rest belongs in the file."),
        ));
    }
    if opened.pupil.key_facts == key_facts {
        return Ok(());
    }
    let changed = domain::people::Pupil { key_facts: key_facts.to_owned(), version, ..opened.pupil.clone() };
    pupils::save(&opened.tx, &opened.allowed, &changed, None).await?;
    let event = Event::pupil(Happening::PupilChanged, pupil, "key facts");
    app.commit(opened.tx, &opened.allowed, now, [event]).await
}
