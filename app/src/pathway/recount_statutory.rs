//! The county's process when a letter that moved it is taken out as a mistake, or put back.

use domain::{
    Now,
    audit::Happening,
    census::SenProvision,
    pathway::{
        StatutoryMove, StatutoryState,
        replay::{self, Stands, Step},
        status_day,
    },
    people::Pupil,
    permissions::Allowed,
    record::{Content, Entry, LetterKind},
};
use jiff::Timestamp;
use store::{
    Conn, Tx,
    queries::{entries, events, records::Record},
};

use super::status;
use crate::{Fault, time_in_words::day_of};

/// What becomes of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Becomes {
    /// It is taken out as a mistake.
    TakenOut,
    /// It is put back.
    PutBack,
}

/// Where the process stands once a letter is taken out, or put back; none when the moves on the trail do not tell, or it
/// stands where it stood. `all` are the entries that stand.
pub(crate) async fn stands(
    db: &impl Conn,
    record: &Record,
    all: &[Entry],
    letter: &Entry,
    becomes: Becomes,
) -> Result<Option<Stands>, Fault> {
    let told = replay::replay(&steps(db, all, letter).await?);
    let (from, to) = match becomes {
        Becomes::TakenOut => (told.with, told.without),
        Becomes::PutBack => (told.without, told.with),
    };
    let now = record.state.statutory;
    Ok(Some(to).filter(|(state, _)| from.0 == now && *state != now))
}

/// Sets the process where it stands, and the SEN status with a plan that is there after all, or is not. A letter that is
/// put back (`put_back`, with every entry that stands then) gives the status and its day as when it was recorded; when a plan
/// has ceased by it, what follows is asked, unless it was answered. The caller saves the record. Whether the status was
/// written.
pub(crate) async fn set(
    tx: &Tx,
    allowed: &Allowed,
    pupil: &mut Pupil,
    record: &mut Record,
    (state, since): Stands,
    put_back: Option<(&Entry, &[Entry])>,
    now: Now,
) -> Result<bool, Fault> {
    let had_plan = record.state.statutory.has_plan();
    record.state.statutory = state;
    record.state.statutory_entered_on = since.map(day_of);
    record.state.asks_after_plan &= state == StatutoryState::Ceased;
    let said = put_back.and_then(|(_, all)| status_day::said_by_letters(state, all));
    let from = said.filter(|on| *on <= now.today).unwrap_or(now.today);
    match put_back {
        Some((letter, _)) if had_plan && state == StatutoryState::Ceased => {
            let answers = events::of_pupil_and_kinds(tx, pupil.id, &[Happening::AfterPlanDecided]).await?;
            let recorded_at = letter.first_written_at();
            record.state.asks_after_plan = !answers.iter().any(|event| event.at >= recorded_at);
            let back = if record.state.is_open() { SenProvision::K } else { SenProvision::N };
            status::change(tx, allowed, pupil, back, from).await
        }
        Some(_) | None => status::plan_undone(tx, allowed, pupil, state.has_plan(), (from, now.today)).await,
    }
}

/// Everything that moved the process or could have, by when it was recorded.
async fn steps(db: &impl Conn, all: &[Entry], letter: &Entry) -> Result<Vec<(Timestamp, Step)>, Fault> {
    let dated = |entry: &Entry| match &entry.content {
        Content::CountyLetter(letter) => Some((entry.id.made_at()?, letter.kind)),
        _ => None,
    };
    let standing = all.iter().filter(|entry| entry.id != letter.id);
    let letters: Vec<(Timestamp, LetterKind)> = standing.filter_map(dated).collect();
    let taken_out = entries::taken_out(db, letter.pupil).await?;
    let others = taken_out.iter().map(|(entry, _)| entry).filter(|entry| entry.id != letter.id);
    let gone: Vec<(Timestamp, LetterKind)> = others.filter_map(dated).collect();
    let this: Vec<(Timestamp, LetterKind)> = dated(letter).into_iter().collect();
    let kinds = [Happening::StatutoryMoved, Happening::PupilCameBack];
    let mut steps = Vec::new();
    for event in events::of_pupil_and_kinds(db, letter.pupil, &kinds).await? {
        let moment = to_the_millisecond(event.at);
        let step = match event.what {
            Happening::PupilCameBack => {
                let state = event.detail.split_once("; ").map(|(_, state)| state);
                state.and_then(StatutoryState::from_code).map(Step::Set)
            }
            _ => StatutoryMove::from_code(event.code()).map(|the_move| {
                let came_with = |of: &[(Timestamp, LetterKind)]| {
                    of.iter().any(|(at, kind)| *at == moment && could_mean(*kind, the_move))
                };
                // A letter may have waited for another, which took it along.
                let is_a_letters =
                    [&letters, &gone, &this].iter().any(|all| all.iter().any(|(at, _)| *at == moment));
                let waited = |of: &[(Timestamp, LetterKind)]| {
                    is_a_letters && of.iter().any(|(at, kind)| *at < moment && could_mean(*kind, the_move))
                };
                if came_with(&letters) {
                    Step::Move(the_move)
                } else if came_with(&this) {
                    Step::Undone(the_move)
                } else if came_with(&gone) {
                    Step::Gone(the_move)
                } else if waited(&letters) {
                    Step::Move(the_move)
                } else if waited(&this) {
                    Step::Undone(the_move)
                } else if waited(&gone) {
                    Step::Gone(the_move)
                } else {
                    Step::Move(the_move)
                }
            }),
        };
        steps.extend(step.map(|step| (moment, step)));
    }
    let moved: Vec<Timestamp> = steps.iter().map(|(at, _)| *at).collect();
    let silent = letters.into_iter().filter(|(on, _)| !moved.contains(on));
    steps.extend(silent.map(|(on, kind)| (on, Step::Letter(kind))));
    steps.sort_by_key(|(at, _)| *at);
    Ok(steps)
}

/// Whether a letter of a kind makes a move, from wherever it can be made.
fn could_mean(kind: LetterKind, the_move: StatutoryMove) -> bool {
    StatutoryState::ALL.iter().any(|state| kind.means(*state) == Some(the_move))
}

/// Ids know their moment to the millisecond.
fn to_the_millisecond(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}
