//! Somebody records a move of the county's process; support in school stays as it is.

use domain::{
    Date, Now, PupilId, UserId,
    audit::{Event, Happening},
    census::SenProvision,
    pathway::{
        Change, Finding, Maker, MoveWords, StatutoryFacts, StatutoryMove, StatutoryState,
        attempt::NEEDS_HEAD_AND_SENCO, attempt_statutory, facts_of_statutory, reason,
    },
    people::{Pupil, Role},
    permissions::{Action, Actor, Allowed, Who},
    record::{Content, CountyLetter, Entry, EntryKind, LetterKind, Party},
};
use store::{
    Tx,
    queries::{accounts, entries, records},
};

use super::{
    facts::{self, Loaded},
    moved::{self, Moved, detail, maker, words},
    settle, status,
};
use crate::{App, Fault, SchoolInfo, child, record::new_entry};

/// A move of the county's process.
#[derive(Clone, Debug)]
pub struct Going {
    /// The child.
    pub pupil: PupilId,
    /// The move.
    pub the_move: StatutoryMove,
    /// Why the move is made although something stops it.
    pub why: String,
    /// Why it is made, in a line; when empty, what its guard found is kept.
    pub reason: String,
    /// How the school knows; who does not agree, and why.
    pub words: String,
}

/// The action that the matrix is asked for.
#[must_use]
pub const fn action_of(the_move: StatutoryMove) -> Action {
    use StatutoryMove as M;
    match the_move {
        M::Prepare
        | M::AskAgain
        | M::NotAgree
        | M::Request
        | M::ParentApplies
        | M::Withdraw
        | M::AgreeToAssess
        | M::RefuseToAssess
        | M::IssueDraft
        | M::RefuseToIssue
        | M::GoToMediation
        | M::EndMediation
        | M::Appeal
        | M::Uphold
        | M::Dismiss => Action::PrepareApplication,
        M::MakePlan
        | M::ArriveWithPlan
        | M::MoveIn
        | M::Amend
        | M::Reassess
        | M::MakeAmendedPlan
        | M::KeepPlan
        | M::DecideToCease
        | M::Cease => Action::WriteEhcp,
        M::Leave => Action::MoveAlong,
    }
}

/// Records a move of the county's process. A new application begins with an entry of its own, in the same transaction:
/// what was said before is no part of it. That an application is withdrawn is recorded with its letter, which makes
/// this move.
///
/// That the county is asked although not everyone agrees can be passed only by the SENCO and the head together: both
/// have written why in their own answers to the application, in accounts of their own, and the parents were told.
///
/// # Errors
/// [`Fault::Refused`] with every finding when a guard stops it; [`Fault::Forbidden`] and [`Fault::NotFound`] as ever.
pub async fn move_statutory(app: &App, actor: &Actor, now: Now, going: Going) -> Result<Moved, Fault> {
    let info = app.school(actor.school, None).await?;
    let child::Opened { tx, allowed, mut pupil, record } =
        child::open(app, actor, action_of(going.the_move), going.pupil).await?;
    let loaded = facts::load(&tx, &pupil, &record, &info.calendar, now.today).await?;
    let tried = attempt(&tx, actor, &loaded, &info, now.today, &going).await?;
    let Change::Made { state, overridden, warnings } = tried.change else { return Ok(Moved::AlreadyThere) };
    let passed = Passed { overridden, warnings, why: tried.why };
    let mut events =
        vec![write(&tx, &allowed, &mut pupil, &loaded, &info, now.today, &going, state, &passed).await?];
    if matches!(going.the_move, StatutoryMove::Prepare | StatutoryMove::AskAgain) {
        let opened = child::Opened { tx, allowed, pupil, record };
        let begun = Content::CountyLetter(CountyLetter::new(LetterKind::Begun, now.today));
        let entry = new_entry(app, actor, now, &opened, now.today, begun);
        entries::add(&opened.tx, &opened.allowed, &entry).await?;
        let kind = EntryKind::CountyLetter.code();
        events.push(Event::entry(Happening::EntryAdded, opened.pupil.id, entry.id, kind));
        app.commit(opened.tx, &opened.allowed, now, events).await?;
    } else {
        app.commit(tx, &allowed, now, events).await?;
    }
    Ok(Moved::Done { warnings: passed.warnings })
}

/// What an attempt came to, and the words that passed what was passed.
pub(super) struct Tried {
    pub(super) change: Change<domain::pathway::CaseState>,
    pub(super) why: String,
}

/// Findings passed and shown with a move.
pub(super) struct Passed {
    pub(super) overridden: Vec<Finding>,
    pub(super) warnings: Vec<Finding>,
    pub(super) why: String,
}

/// Asks the guard, and once more for head and SENCO together when both have written why.
pub(super) async fn attempt(
    tx: &Tx,
    actor: &Actor,
    loaded: &Loaded,
    info: &SchoolInfo,
    today: Date,
    going: &Going,
) -> Result<Tried, Fault> {
    let said = !going.words.trim().is_empty();
    let read = loaded.statutory(going.the_move, &info.calendar, today);
    let facts = StatutoryFacts { request_elsewhere_shown: read.request_elsewhere_shown || said, ..read };
    let by = |maker, words: &MoveWords| {
        attempt_statutory(&loaded.record.state, going.the_move, &facts, maker, today, words)
    };
    let refused = match by(maker(actor, loaded.pupil.subject()), &words(&going.why)) {
        Ok(change) => return Ok(Tried { change, why: going.why.clone() }),
        Err(refused) => refused,
    };
    if refused.code == NEEDS_HEAD_AND_SENCO
        && let Some(why) = both_wrote(tx, &loaded.entries).await?
    {
        let change = by(Maker::SencoAndHead, &MoveWords::passing(why.clone()))?;
        return Ok(Tried { change, why });
    }
    Err(refused.into())
}

/// Why the county is asked although not everyone agrees, in the words of SENCO and head: each wrote in an account of
/// their own that holds the role, and they are two people.
async fn both_wrote(tx: &Tx, entries: &[Entry]) -> Result<Option<String>, Fault> {
    let mut wrote: Vec<(Role, UserId, String)> = Vec::new();
    for (entry, answer) in facts_of_statutory::answers(entries) {
        let role = match answer.party {
            Party::Senco => Role::Senco,
            Party::Head => Role::Head,
            Party::Pupil | Party::Parent | Party::Teacher | Party::Ta | Party::Agency => continue,
        };
        let Who::Person(author) = entry.author else { continue };
        let holds = accounts::get(tx, author).await?.is_some_and(|account| account.roles.contains(&role));
        if holds && !answer.although.trim().is_empty() {
            wrote.retain(|(known, ..)| *known != role);
            wrote.push((role, author, answer.although.trim().to_owned()));
        }
    }
    let of = |role| wrote.iter().find(|(known, ..)| *known == role);
    Ok(match (of(Role::Senco), of(Role::Head)) {
        (Some((_, senco, first)), Some((_, head, second))) if senco != head => {
            Some(format!("SENCO: {first} / Head: {second}"))
        }
        _ => None,
    })
}

/// Writes a move that the guard let go: record, status, legal dates; gives its event.
#[expect(clippy::too_many_arguments, reason = "one transaction, shared by two verbs")]
pub(super) async fn write(
    tx: &Tx,
    allowed: &Allowed,
    pupil: &mut Pupil,
    loaded: &Loaded,
    info: &SchoolInfo,
    today: Date,
    going: &Going,
    state: domain::pathway::CaseState,
    passed: &Passed,
) -> Result<Event, Fault> {
    let had_plan = loaded.record.state.statutory.has_plan();
    let had_ceased =
        loaded.record.state.statutory == StatutoryState::Ceased && going.the_move == StatutoryMove::Appeal;
    let mut changed = records::Record { state, ..loaded.record.clone() };
    let facts = loaded.statutory(going.the_move, &info.calendar, today);
    if changed.state.statutory.has_plan() {
        // An appeal brings back the plan that had ceased, as if it had never: the county may not cease it before.
        let arrives = matches!(going.the_move, StatutoryMove::ArriveWithPlan | StatutoryMove::MoveIn);
        let begins = if had_ceased {
            facts.ceased_on
        } else {
            facts.plan_made_on.or(facts.letter_on.filter(|_| arrives))
        };
        let from = begins.filter(|on| *on <= today).unwrap_or(today);
        status::change(tx, allowed, pupil, SenProvision::E, from).await?;
    } else if had_plan && changed.state.statutory == StatutoryState::Ceased {
        // While an appeal runs the plan holds: dismissed, it ends with the tribunal's order.
        let dismissed = going.the_move == StatutoryMove::Dismiss;
        let ended = facts.ceased_on.max(facts.tribunal_decided_on.filter(|_| dismissed));
        let from = ended.filter(|on| *on <= today).unwrap_or(today);
        let back = if changed.state.is_open() { SenProvision::K } else { SenProvision::N };
        status::change(tx, allowed, pupil, back, from).await?;
    }
    settle(tx, allowed, pupil, &mut changed, &loaded.entries, info, today).await?;
    if going.the_move == StatutoryMove::Request {
        // Sent today, or on the day that the county's letter says, at the latest.
        let gone_on = facts.letter_on.filter(|on| *on <= today).unwrap_or(today);
        crate::bundle::newest_is_sent(tx, allowed, &loaded.entries, gone_on).await?;
    }
    records::save(tx, allowed, &changed).await?;
    let why = moved::reason(&passed.why, &going.reason, reason::statutory(going.the_move));
    let line = detail(going.the_move.code(), &passed.overridden, why, &passed.warnings, &going.words);
    Ok(Event::pupil(Happening::StatutoryMoved, pupil.id, line))
}
