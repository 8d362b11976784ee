//! The class teacher, or the SENCO with them, goes through the checklist.

use std::collections::BTreeMap;

use domain::{
    EntryId, Now, PupilId,
    checklist::{Answer, Checklist},
    permissions::Actor,
    record::Content,
};
use store::queries::{banks, entries};

use crate::{App, Fault, banks::checklist_of, record};

/// Saves what was ticked. `done`: the checklist is gone through, and what was left open was not seen. Safeguarding items
/// keep no answer: the record says that the safeguarding lead was shown. One that was begun goes on in the version in
/// which it was begun, whatever the school made of the checklist since.
///
/// # Errors
/// [`Fault::Invalid`] when nothing was ticked; [`Fault::Stale`] when somebody saved since.
pub async fn fill_checklist(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    mut ticked: BTreeMap<u32, u8>,
    done: bool,
) -> Result<EntryId, Fault> {
    let reader = app.store.read(actor.school);
    let begun = match of {
        Some((id, _)) => entries::get(&reader, pupil, id).await?,
        None => None,
    };
    let checklist = match begun {
        Some(begun) => checklist_of(app, actor, &begun).await?,
        None => banks::checklist(&reader).await?.unwrap_or_else(|| Checklist::shipped().clone()),
    };
    ticked.retain(|id, _| checklist.item(*id).is_some_and(|item| !item.safeguarding));
    if ticked.is_empty() {
        return Err(Fault::field(
            "checklist",
            "Answer at least one item: open an area, and choose what you have seen",
        ));
    }
    for item in checklist.items() {
        if item.safeguarding || done {
            ticked.entry(item.id).or_insert(Answer::NotSeen.stored());
        }
    }
    let content = Content::Checklist(checklist.fill(&ticked, done));
    record::write_entry(app, actor, now, record::Writing { pupil, of, on: now.today, content }).await
}
