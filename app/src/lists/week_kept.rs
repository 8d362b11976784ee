//! This week's numbers, kept: judging every target of a school is the dearest thing that a list asks for.

use domain::{Now, permissions::Actor};

use crate::{
    App, Fault, SchoolInfo,
    gathering::{WeekInShort, week_in_short},
};

/// This week's numbers of the children whose targets `actor` reads; `own_classes` when the actor's other roles were
/// left out.
pub(super) async fn week_kept(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
    own_classes: bool,
) -> Result<WeekInShort, Fault> {
    let whose = ((actor.who, info.school.revision), own_classes);
    match app.keeping.weeks_in_short.get(actor.school, &whose, now) {
        Ok(week) => Ok(week),
        Err(writes) => {
            let week = week_in_short(app, actor, info, now).await?;
            app.keeping.weeks_in_short.keep(actor.school, whose, now, writes, &week);
            Ok(week)
        }
    }
}
