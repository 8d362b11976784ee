//! Finding a child by a few letters of a name, or by the number.

use domain::{
    Now, PupilId,
    people::{Upn, name},
    permissions::Actor,
};
use store::queries::pupils;

use super::{ChildRow, child_row::rows};
use crate::{App, Fault, SchoolInfo};

/// So many letters find every name that begins with them; fewer find only names that are exactly so.
pub const SHORTEST: usize = 3;
/// The most children shown; more letters narrow it.
const MOST: usize = 50;

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Nothing was typed.
    Nothing,
    /// An exact number: this child.
    Exactly(PupilId),
    /// Children, by name.
    Children {
        /// The children.
        rows: Vec<ChildRow>,
        /// Whether there are more than are shown.
        more: bool,
        /// Whether so few letters were typed that only whole names were looked for.
        short: bool,
    },
}

/// Looks for children whom the actor sees, and for those who have left when they see the whole school: one query, one more while a county's clock runs.
///
/// # Errors
/// When the database fails.
pub async fn search(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    typed: &str,
) -> Result<Found, Fault> {
    let scope = actor.scope();
    let reader = app.store.read(actor.school);
    // No name is so long, and nobody types so much: what is pasted by mistake costs nothing.
    let typed: String = typed.chars().take(200).collect();
    let letters = name::fold(&typed).chars().filter(|c| !c.is_whitespace()).count();
    if letters == 0 {
        return Ok(Found::Nothing);
    }
    if let Ok(upn) = typed.parse::<Upn>()
        && let Some(pupil) = pupils::of_upn(&reader, &scope, &upn).await?
        && (pupil.left_on.is_none() || scope.finds_leavers())
    {
        return Ok(Found::Exactly(pupil.id));
    }
    let short = letters < SHORTEST;
    let most = u64::try_from(MOST + 1).unwrap_or(u64::MAX);
    let mut children = pupils::search(&reader, &scope, &typed, short, most).await?;
    let more = children.len() > MOST;
    children.truncate(MOST);
    let classes = app.classes(info).await?;
    let rows = rows(&reader, &scope, &children, &classes, now.today).await?;
    Ok(Found::Children { rows, more, short })
}
