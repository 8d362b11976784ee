//! Somebody puts an entry back to an earlier version: as a new version, so that nothing is overwritten.

use domain::{
    EntryId, Now,
    people::Pupil,
    permissions::Actor,
    record::{Content, Entry, Restorable, readable, restorable, without_signature},
};
use store::queries::entries;

use super::{Writing, action_to_write, write_entry};
use crate::{
    App, Fault, county,
    planning::{SavePlan, save_plan},
};

/// Whether somebody may put an entry back to an earlier version.
#[must_use]
pub fn may_restore(actor: &Actor, pupil: &Pupil, entry: &Entry) -> bool {
    let kind = entry.content.kind();
    let writes =
        actor.may_to(action_to_write(kind), pupil.subject()) && readable(actor, pupil.subject(), entry);
    match restorable(kind) {
        Restorable::ByWriters => writes,
        Restorable::ByAuthor => writes && entry.author == actor.who,
        Restorable::Never => false,
    }
}

/// Puts an entry back to what it said in `version`. Signatures stay with the versions that they were given to: of a
/// plan everybody is asked again. Of an annual review notices and answers stay as they are now.
///
/// # Errors
/// [`Fault::Stale`] when somebody saved since `started_from`; [`Fault::NotFound`] when there is no such version that
/// the actor may read; [`Fault::Rule`] when it cannot be put back.
pub async fn restore_version(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    id: EntryId,
    version: u32,
    started_from: u32,
) -> Result<(), Fault> {
    let reader = app.store.read(actor.school);
    let newest = entries::get(&reader, pupil.id, id).await?.ok_or(Fault::NotFound)?;
    if !readable(actor, pupil.subject(), &newest) {
        return Err(Fault::NotFound);
    }
    if !may_restore(actor, pupil, &newest) {
        let sentence = "This was signed or sent, or is somebody else’s own words: it cannot be put back.";
        return Err(Fault::rule("not-restored", sentence));
    }
    let versions = entries::versions(&reader, &newest).await?;
    let found = versions.into_iter().find(|one| one.version == version);
    let before = found.filter(|one| readable(actor, pupil.subject(), one)).ok_or(Fault::NotFound)?;
    let of = Some((id, started_from));
    match (without_signature(before.content), &newest.content) {
        (Content::Plan(plan), Content::Plan(_)) => {
            let saved = save_plan(app, actor, now, SavePlan { pupil: pupil.id, of, plan }).await;
            saved.map(|_| ())
        }
        (Content::Review(back), Content::Review(now)) if back.decision != now.decision => Err(Fault::rule(
            "decision-stands",
            "The decision has changed since. Correct the review at its page.",
        )),
        (Content::AnnualReview(back), Content::AnnualReview(current)) => {
            let back = back.put_back_over(current);
            let saved = county::write_annual_review(app, actor, now, pupil.id, of, back).await;
            match saved {
                Ok(_) => Ok(()),
                // There is no form whose boxes could show it.
                Err(Fault::Invalid(faults)) => {
                    let why = faults.into_iter().map(|fault| fault.sentence).collect::<Vec<_>>().join(". ");
                    Err(Fault::rule("not-restored", format!("It cannot be put back as it was: {why}.")))
                }
                Err(fault) => Err(fault),
            }
        }
        (content, _) => {
            let writing = Writing { pupil: pupil.id, of, on: before.on, content };
            write_entry(app, actor, now, writing).await.map(|_| ())
        }
    }
}
