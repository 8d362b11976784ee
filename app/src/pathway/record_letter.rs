//! Somebody records a letter of the county (or what the parents did): the paper, and the move that it means.

use domain::{
    Date, EntryId, Now, PupilId,
    audit::{Event, Happening},
    pathway::{Change, Refused, StatutoryMove, letters_lead},
    people::Pupil,
    permissions::{Action, Actor, Allowed, Refusal},
    record::{Content, CountyLetter, EntryKind, county_letters},
};
use store::{
    Tx,
    queries::{entries, records},
};

use super::{
    facts,
    move_statutory::{Going, Passed, action_of, attempt, write},
    moved::Moved,
    settle,
};
use crate::{App, Fault, SchoolInfo, child, files, record::new_entry};

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

/// Records a letter, and makes the move that it means in the same transaction; then the moves of later letters that were
/// recorded before it. A letter that means nothing where the child stands may be the one for which earlier ones waited:
/// then their moves are made. When a guard stops the move, the letter stays and the refusal comes back with it.
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
    let (dated_on, words) = (letter.dated_on, letter.words.clone());
    let entry = new_entry(app, actor, now, &opened, dated_on, Content::CountyLetter(letter.clone()));
    entries::add(&opened.tx, &opened.allowed, &entry).await?;
    let added =
        Event::entry(Happening::EntryAdded, opened.pupil.id, entry.id, EntryKind::CountyLetter.code());
    let mut events = vec![added];
    for ready in comes {
        events.push(files::keep(&opened, actor, now, entry.id, ready).await?);
    }
    let child::Opened { tx, allowed, mut pupil, record } = opened;
    let recording = Recording { tx: &tx, allowed: &allowed, actor, info: &info, today, sure: passing.sure };
    let mut came = Came::default();
    if let Some(the_move) = the_move {
        let going =
            Going { pupil: pupil.id, the_move, why: passing.why.to_owned(), reason: String::new(), words };
        came = recording.make(&mut pupil, &going).await?;
        events.extend(came.event.take());
    }
    let all = entries::of_pupil(&tx, pupil.id).await?;
    let moved = matches!(came.moved, Some(Moved::Done { .. }));
    let next = if moved {
        // Those of later letters that were recorded before the one that they follow: a refusal whose request came after it.
        let mut later = county_letters::from(&all, dated_on);
        later.retain(|one| **one != letter);
        later
    } else {
        letters_lead::catching_up(record.state.statutory, &all, &letter)
    };
    let followed = recording.follow(&mut pupil, &next).await?;
    if moved || !followed.is_empty() {
        if !moved {
            came = Came { moved: Some(Moved::Done { warnings: Vec::new() }), ..Came::default() };
        }
        events.extend(followed);
    } else {
        let loaded = facts::load(&tx, &pupil, &record, &info.calendar, today).await?;
        let mut changed = record;
        let settled = settle(&tx, &allowed, &mut pupil, &mut changed, &loaded.entries, &info, today).await?;
        if settled.record {
            records::save(&tx, &allowed, &changed).await?;
        }
    }
    app.commit(tx, &allowed, now, events).await?;
    Ok(Recorded { entry: entry.id, moved: came.moved, refused: came.refused })
}

/// What became of a move that a letter means.
#[derive(Default)]
struct Came {
    moved: Option<Moved>,
    refused: Option<Refused>,
    event: Option<Event>,
}

/// In whose name, and in which transaction, letters are recorded.
struct Recording<'a> {
    tx: &'a Tx,
    allowed: &'a Allowed,
    actor: &'a Actor,
    info: &'a SchoolInfo,
    today: Date,
    /// Whoever records it has read what speaks against it.
    sure: bool,
}

impl Recording<'_> {
    /// Makes the move that a letter means, from where the child stands now.
    async fn make(&self, pupil: &mut Pupil, going: &Going) -> Result<Came, Fault> {
        let Recording { tx, allowed, actor, info, today, sure } = *self;
        let record = records::get(tx, pupil.id).await?;
        let loaded = facts::load(tx, pupil, &record, &info.calendar, today).await?;
        let tried = match attempt(tx, actor, &loaded, info, today, going).await {
            Ok(tried) => tried,
            Err(Fault::Refused(stopped)) => {
                return Ok(Came { refused: Some(*stopped), ..Came::default() });
            }
            Err(fault) => return Err(fault),
        };
        let (state, overridden, warnings) = match tried.change {
            Change::AlreadyThere => {
                return Ok(Came { moved: Some(Moved::AlreadyThere), ..Came::default() });
            }
            Change::Made { state, overridden, warnings } => (state, overridden, warnings),
        };
        if going.the_move == StatutoryMove::Cease && !sure && !warnings.is_empty() {
            let known =
                (!going.reason.is_empty()).then_some("A letter on the record says that the plan has ceased.");
            let said = warnings.iter().map(|found| found.sentence.as_str());
            return Err(Fault::field("sure", known.into_iter().chain(said).collect::<Vec<_>>().join(" ")));
        }
        let passed = Passed { overridden, warnings, why: tried.why };
        let event = write(tx, allowed, pupil, &loaded, info, today, going, state, &passed).await?;
        let moved = Some(Moved::Done { warnings: passed.warnings });
        Ok(Came { moved, refused: None, event: Some(event) })
    }

    /// Makes the moves of letters that are on the record, in their order. Ends at the first that a guard stops. What would
    /// end a plan is asked of the person, as if they recorded it now.
    async fn follow(&self, pupil: &mut Pupil, letters: &[&CountyLetter]) -> Result<Vec<Event>, Fault> {
        let mut events = Vec::new();
        for letter in letters {
            let state = records::get(self.tx, pupil.id).await?.state;
            let Some(the_move) = letter.kind.means(state.statutory) else { continue };
            if !self.actor.may_to(action_of(the_move), pupil.subject()) {
                break;
            }
            let going = Going {
                pupil: pupil.id,
                the_move,
                why: String::new(),
                reason: "The letter was on the record before".to_owned(),
                words: letter.words.clone(),
            };
            let Some(event) = self.make(pupil, &going).await?.event else { break };
            events.push(event);
        }
        Ok(events)
    }
}
