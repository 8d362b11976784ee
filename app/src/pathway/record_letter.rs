//! Somebody records a letter of the county (or what the parents did): the paper, and the move that it means.

use domain::{
    EntryId, Now, PupilId,
    audit::{Event, Happening},
    pathway::{Change, Refused, StatutoryMove},
    permissions::{Action, Actor, Refusal},
    record::{Content, CountyLetter, EntryKind},
};
use store::queries::{entries, records};

use super::{
    facts,
    move_statutory::{Going, Passed, action_of, attempt, write},
    moved::Moved,
    settle,
};
use crate::{App, Fault, child, files, record::new_entry};

/// What passes what speaks against a move.
#[derive(Clone, Copy, Debug)]
pub struct Passing<'a> {
    /// Why, where a reason passes what stops the move.
    pub why: &'a str,
    /// Whoever records it has read what speaks against it. It is asked for what ends a plan.
    pub sure: bool,
}

/// A recorded letter, and what became of the move that it means.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The entry.
    pub entry: EntryId,
    /// What became of the move; none when the letter means none.
    pub moved: Option<Moved>,
    /// Why the move was not made: the letter is recorded all the same, for nothing done for a child waits for a step.
    pub refused: Option<Refused>,
}

/// Records a letter, and makes the move that it means in the same transaction. When a guard stops the move, the letter
/// stays and the refusal comes back with it.
///
/// `words` say how the school knows, or who withdrew; `why` passes what can be passed.
///
/// # Errors
/// [`Fault::Invalid`] when the letter is dated after today; [`Fault::Forbidden`] and [`Fault::NotFound`] as ever.
pub async fn record_letter(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    letter: CountyLetter,
    the_move: Option<StatutoryMove>,
    why: &str,
) -> Result<Recorded, Fault> {
    let passing = Passing { why, sure: true };
    record_letter_with(app, actor, now, pupil, letter, the_move, passing, Vec::new()).await
}

/// The same, with the letter itself as a file.
///
/// # Errors
/// As [`record_letter`]; [`Fault::Invalid`] at `sure`, with what speaks against it, when it ends a plan and nobody is sure.
#[expect(
    clippy::too_many_arguments,
    reason = "the five of every verb, the move, why, and what comes with it"
)]
pub async fn record_letter_with(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    letter: CountyLetter,
    the_move: Option<StatutoryMove>,
    passing: Passing<'_>,
    comes: Vec<files::Ready>,
) -> Result<Recorded, Fault> {
    let today = now.today;
    let info = app.school(actor.school, None).await?;
    let opened = child::open(app, actor, Action::PrepareApplication, pupil).await?;
    if let Some(the_move) = the_move {
        let action = action_of(the_move);
        if !actor.may_to(action, opened.pupil.subject()) {
            return Err(Refusal::Forbidden(action).into());
        }
    }
    if letter.dated_on > today {
        return Err(Fault::field("dated_on", "The letter's date must not be ahead."));
    }
    let words = letter.words.clone();
    let entry = new_entry(app, actor, now, &opened, letter.dated_on, Content::CountyLetter(letter));
    entries::add(&opened.tx, &opened.allowed, &entry).await?;
    let added =
        Event::entry(Happening::EntryAdded, opened.pupil.id, entry.id, EntryKind::CountyLetter.code());
    let mut events = vec![added];
    for ready in comes {
        events.push(files::keep(&opened, actor, now, entry.id, ready).await?);
    }
    let child::Opened { tx, allowed, mut pupil, record } = opened;
    let loaded = facts::load(&tx, &pupil, &record, &info.calendar, today).await?;
    let (mut moved, mut refused) = (None, None);
    if let Some(the_move) = the_move {
        let going =
            Going { pupil: pupil.id, the_move, why: passing.why.to_owned(), reason: String::new(), words };
        match attempt(&tx, actor, &loaded, &info, today, &going).await {
            Ok(tried) => {
                moved = Some(match tried.change {
                    Change::AlreadyThere => Moved::AlreadyThere,
                    Change::Made { warnings, .. }
                        if the_move == StatutoryMove::Cease && !passing.sure && !warnings.is_empty() =>
                    {
                        let said: Vec<String> = warnings.iter().map(|found| found.sentence.clone()).collect();
                        return Err(Fault::field("sure", said.join(" ")));
                    }
                    Change::Made { state, overridden, warnings } => {
                        let passed = Passed { overridden, warnings, why: tried.why };
                        let event =
                            write(&tx, &allowed, &mut pupil, &loaded, &info, today, &going, state, &passed)
                                .await?;
                        events.push(event);
                        Moved::Done { warnings: passed.warnings }
                    }
                });
            }
            Err(Fault::Refused(stopped)) => refused = Some(*stopped),
            Err(fault) => return Err(fault),
        }
    }
    if !matches!(moved, Some(Moved::Done { .. })) {
        let mut changed = record.clone();
        let settled = settle(&tx, &allowed, &mut pupil, &mut changed, &loaded.entries, &info, today).await?;
        if settled.record {
            records::save(&tx, &allowed, &changed).await?;
        }
    }
    app.commit(tx, &allowed, now, events).await?;
    Ok(Recorded { entry: entry.id, moved, refused })
}
