//! Somebody finds the child whom they are worried about, by name.

use domain::{
    Now,
    people::{Namesakes, Pupil},
    permissions::{Action, Actor},
};
use store::queries::{classes, pupils};

use crate::{App, Fault, SchoolInfo};

/// A child found, with class.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The child.
    pub pupil: Pupil,
    /// The name, with the day of birth where another one who is found bears the same.
    pub name: String,
    /// The class's name, or the year group's.
    pub class: String,
}

/// How many are shown before one types.
const SHOWN: usize = 60;

/// The children in the actor's reach of an action whose names start with what was typed. With nothing typed: all of
/// them when the reach is a class or a few children, none when it is the school.
///
/// # Errors
/// When the database fails.
pub async fn find_child(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
    action: Action,
    typed: &str,
) -> Result<Vec<Found>, Fault> {
    let scope = actor.scope_for(action);
    let reader = app.store.read(actor.school);
    let found = if !typed.trim().is_empty() {
        let found = pupils::search(&reader, &scope, typed, false, 30).await?;
        // Who has left is found in the search, to be read; no concern is raised about them here.
        found.into_iter().map(|(_, pupil)| pupil).filter(|pupil| pupil.left_on.is_none()).collect()
    } else if scope.is_whole_school() || scope.is_empty() {
        Vec::new()
    } else {
        let mut own = pupils::on_roll(&reader, &scope).await?;
        own.truncate(SHOWN);
        own
    };
    let year = info.calendar.academic_year_of(now.today).starts_in();
    let classes = if found.is_empty() { Vec::new() } else { classes::of_year(&reader, year).await? };
    let known = Namesakes::of(&found);
    Ok(found
        .into_iter()
        .map(|pupil| {
            let class = classes.iter().find(|class| Some(class.id) == pupil.class);
            let class = class.map_or_else(|| pupil.year.name(), |class| class.name.clone());
            Found { name: known.tell(&pupil), pupil, class }
        })
        .collect())
}
