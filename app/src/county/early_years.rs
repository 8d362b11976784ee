//! Under fives: somebody considered whether the plan is to be reviewed, and when; the next time is counted from there.

use domain::{
    Date, EntryId, Now, PupilId, deadlines::early_years_review, permissions::Actor, record::Content,
};

use super::section_f::newest_plan;
use crate::{
    App, Fault, child,
    record::{Writing, write_entry},
};

/// Records that a review of the plan was considered on a day; the plan's text stays as it is.
///
/// # Errors
/// [`Fault::Rule`] when the child is not under five; [`Fault::Invalid`] when the day is ahead; [`Fault::Stale`] when
/// somebody changed the plan since.
pub async fn consider_review(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: (EntryId, u32),
    on: Date,
) -> Result<EntryId, Fault> {
    let (made_on, mut plan) = newest_plan(app, actor, pupil, of).await?;
    if !early_years_review::applies(child::see(app, actor, pupil).await?.born_on, now.today) {
        let sentence = "Considering a review every three to six months is for children under five.";
        return Err(Fault::rule("not-under-five", sentence));
    }
    if on > now.today {
        return Err(Fault::field("considered_on-day", "The day must not be ahead"));
    }
    plan.considered_on = Some(on);
    let content = Content::Ehcp(plan);
    write_entry(app, actor, now, Writing { pupil, of: Some(of), on: made_on, content }).await
}
