//! Comments on a draft plan, section by section: a parent's own, the child's, the school's, or what somebody said.

use domain::{
    Date, EntryId, Now, PupilId,
    people::{Pupil, name::fold},
    permissions::{Action, Actor, allow},
    record::{Content, Entry, EntryKind, Party, PlanComments, county_letters},
};
use store::queries::entries;

use crate::{
    App, Fault, child,
    early::{Written, written},
    record::{Writing, write_entry},
};

/// The comments that somebody may read, and their own.
#[derive(Clone, Debug)]
pub struct Comments {
    /// All that may be read, the newest first.
    pub all: Vec<Written>,
    /// The ones that the reader wrote on the draft that is served now, the newest first: their own, and what they wrote
    /// down of others.
    pub own: Vec<Entry>,
    /// As whom the reader may write, their own party first.
    pub parties: Vec<Party>,
    /// The day on which the draft, or the amendment notice, was served.
    pub served_on: Option<Date>,
}

/// Comments belong to the draft that was served last: the day of the newest draft or amendment notice.
fn served_on(written: &[Entry]) -> Option<Date> {
    use domain::record::LetterKind::{AmendmentNotice, Draft};
    let letters = county_letters::all(written);
    county_letters::day(&letters, Draft).max(county_letters::day(&letters, AmendmentNotice))
}

/// Whether comments are on what was served on a day: those sent before it were on an earlier draft.
fn is_on(entry: &Entry, served_on: Date) -> bool {
    match &entry.content {
        Content::PlanComments(said) => said.sent_on.is_none_or(|sent| sent >= served_on),
        _ => false,
    }
}

/// The comments on the draft that is served now, and on earlier ones.
///
/// # Errors
/// [`Fault::Forbidden`] when the actor may not contribute.
pub async fn show_comments(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Comments, Fault> {
    allow(actor, Action::ContributeApplication, pupil.subject())?;
    let mut all = written(app, actor, pupil, &[EntryKind::PlanComments]).await?;
    all.reverse();
    let everything = entries::of_pupil(&app.store.read(actor.school), pupil.id).await?;
    let served_on = served_on(&everything);
    let own = all
        .iter()
        .filter(|one| one.entry.author == actor.who)
        .filter(|one| served_on.is_none_or(|served| one.entry.on >= served && is_on(&one.entry, served)))
        .map(|one| one.entry.clone())
        .collect();
    let mut parties = Party::of(actor, Action::ContributeApplication, pupil.subject());
    if parties.contains(&Party::Senco) {
        parties.extend(
            [Party::Parent, Party::Pupil]
                .into_iter()
                .filter(|party| !parties.contains(party))
                .collect::<Vec<_>>(),
        );
    }
    Ok(Comments { all, own, parties, served_on })
}

/// Saves comments: new, or as a new version of what one wrote before. Each person's comments stay theirs: what another says
/// is written as new ones.
///
/// # Errors
/// [`Fault::Invalid`] when nothing is said, in a name that is not theirs to speak for, or when the person's comments on this
/// draft are on the record already; [`Fault::Stale`] when they were saved since; [`Fault::NotFound`] when they are
/// somebody else's.
pub async fn write_comments(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    said: PlanComments,
) -> Result<EntryId, Fault> {
    let child = child::see(app, actor, pupil).await?;
    let known = show_comments(app, actor, &child).await?;
    if !known.parties.contains(&said.party) {
        return Err(Fault::field("party", "Choose whose comments these are"));
    }
    if said.is_empty() {
        return Err(Fault::field("whole", "Write what should be different, in at least one box"));
    }
    if said.sent_on.is_some_and(|on| on > now.today) {
        return Err(Fault::field("sent_on-day", "The day must not be ahead"));
    }
    let by_same = |entry: &Entry| match &entry.content {
        Content::PlanComments(known) => {
            known.party == said.party && fold(known.name.trim()) == fold(said.name.trim())
        }
        _ => false,
    };
    let on = match of {
        None if known.own.iter().any(by_same) => {
            let sentence =
                "Comments of this person on this draft are on the record: open those and change them";
            return Err(Fault::field("party", sentence));
        }
        None => now.today,
        Some((id, _)) => {
            let before = known.all.iter().find(|one| one.entry.id == id).ok_or(Fault::NotFound)?;
            if before.entry.author != actor.who {
                return Err(Fault::NotFound);
            }
            if matches!(&before.entry.content, Content::PlanComments(known) if known.party != said.party) {
                let sentence = "These comments are somebody else’s: write down another person’s as new ones";
                return Err(Fault::field("party", sentence));
            }
            before.entry.on
        }
    };
    write_entry(app, actor, now, Writing { pupil, of, on, content: Content::PlanComments(said) }).await
}
