//! The school's own moves of the application: prepare, not agreed, ask the county.

use domain::{
    Date, Now, PupilId,
    pathway::{StatutoryMove, StatutoryState},
    permissions::{Action, Actor, allow},
    record::{Content, Party, Talk, TalkAbout, TalkHow},
};
use store::queries::{entries, records};

use crate::{
    App, Fault, child,
    pathway::{self, Going, Moved},
    record::{Writing, write_entry},
};

/// Records the talk in which the parents were told that the school means to ask the county, and that they may ask it
/// themselves (CFA s.36).
///
/// # Errors
/// [`Fault::Invalid`] when the day is ahead.
pub async fn tell_parents(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    on: Date,
    said: &str,
) -> Result<(), Fault> {
    let said = or(said, "Told what the school asks of the county, and that parents may ask it themselves.");
    told(app, actor, now, pupil, ("told_on-day", on), TalkAbout::Application, said).await
}

/// Records the talk in which the parents were told that the school asks the county although not everyone agrees: SENCO
/// and head may do so only after it.
///
/// # Errors
/// [`Fault::Invalid`] when the day is ahead.
pub async fn tell_parents_although(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    on: Date,
    said: &str,
) -> Result<(), Fault> {
    let said = or(said, "Told that the school asks the county although not everyone agrees.");
    told(app, actor, now, pupil, ("although_on-day", on), TalkAbout::ApplicationAlthough, said).await
}

fn or<'a>(said: &'a str, nothing: &'a str) -> &'a str {
    if said.trim().is_empty() { nothing } else { said.trim() }
}

async fn told(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    (field, on): (&str, Date),
    about: TalkAbout,
    said: &str,
) -> Result<(), Fault> {
    if on > now.today {
        return Err(Fault::field(field, "The day must not be ahead"));
    }
    let talk = Talk {
        with: Party::Parent,
        how: TalkHow::Meeting,
        about,
        reached: true,
        said: said.to_owned(),
        shared: true,
        ..Talk::default()
    };
    let content = Content::Talk(talk);
    child::see(app, actor, pupil).await?;
    let reader = app.store.read(actor.school);
    if entries::of_pupil(&reader, pupil).await?.iter().any(|entry| entry.on == on && entry.content == content)
    {
        return Ok(());
    }
    write_entry(app, actor, now, Writing { pupil, of: None, on, content }).await?;
    Ok(())
}

/// Starts preparing an application, the first or another one.
///
/// # Errors
/// [`Fault::Refused`] when there is no such move from here.
pub async fn prepare(app: &App, actor: &Actor, now: Now, pupil: PupilId, why: &str) -> Result<Moved, Fault> {
    let the_move = match state(app, actor, pupil).await? {
        StatutoryState::None | StatutoryState::LeftSchool => StatutoryMove::Prepare,
        _ => StatutoryMove::AskAgain,
    };
    make(app, actor, now, pupil, the_move, why).await
}

/// Records that the application is not agreed.
///
/// # Errors
/// [`Fault::Refused`] when there is no such move from here.
pub async fn not_agree(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    why: &str,
) -> Result<Moved, Fault> {
    make(app, actor, now, pupil, StatutoryMove::NotAgree, why).await
}

/// Records that the school has asked the county to assess. Where not everyone agrees, what SENCO and head each wrote
/// with their answer passes it, together.
///
/// # Errors
/// [`Fault::Refused`] with what is missing.
pub async fn send_request(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    why: &str,
) -> Result<Moved, Fault> {
    make(app, actor, now, pupil, StatutoryMove::Request, why).await
}

async fn state(app: &App, actor: &Actor, pupil: PupilId) -> Result<StatutoryState, Fault> {
    let child = child::see(app, actor, pupil).await?;
    allow(actor, Action::PrepareApplication, child.subject())?;
    Ok(records::get(&app.store.read(actor.school), pupil).await?.state.statutory)
}

async fn make(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    the_move: StatutoryMove,
    why: &str,
) -> Result<Moved, Fault> {
    state(app, actor, pupil).await?;
    pathway::move_statutory(
        app,
        actor,
        now,
        Going { pupil, the_move, why: why.to_owned(), reason: String::new(), words: String::new() },
    )
    .await
}
