//! Somebody moves a child from step to step: permission, facts, guard, record, round, status, event.

use domain::{
    Date, Now, PupilId,
    audit::{Event, Happening},
    census::SenProvision,
    pathway::{
        Change, SupportFacts, SupportMove, SupportState, attempt_support, ends_support, facts_of_support,
        reason,
    },
    permissions::{Action, Actor},
};
use store::queries::records;

use super::{
    facts,
    moved::{self, Moved, detail, maker, words},
    settle, status,
};
use crate::{App, Fault, child, meetings, teaching::end_all_places};

/// A move of support in school.
#[derive(Clone, Debug)]
pub struct Moving {
    /// The child.
    pub pupil: PupilId,
    /// The move.
    pub the_move: SupportMove,
    /// Why the move is made although something stops it.
    pub why: String,
    /// Why it is made, in a line; when empty, what its guard found is kept.
    pub reason: String,
    /// The SENCO calls a review now, before the half term's is due.
    pub calls_review: bool,
}

/// What comes with a close.
#[derive(Clone, Debug, Default)]
pub(super) struct WithClose {
    /// In words; what continues, when parents do not want support.
    pub(super) words: String,
    /// Until when the child is watched.
    pub(super) watch_until: Option<Date>,
    /// The school says that special educational provision is no longer needed.
    pub(super) no_longer_needed: bool,
    /// The server's address, for the mails that call off a meeting.
    pub(super) base: String,
}

/// Why the meeting that is ahead is called off: everybody who was invited reads it.
const CLOSED: &str = "The round of support that it was about is closed";

/// The action that the matrix is asked for.
#[must_use]
pub(super) const fn action_of(the_move: SupportMove) -> Action {
    match the_move {
        SupportMove::OpenConcern => Action::RaiseConcern,
        SupportMove::ToAdapts => Action::MoveToAdapts,
        SupportMove::JoinAtProfile
        | SupportMove::ToProfile
        | SupportMove::ToIep
        | SupportMove::ToProvision
        | SupportMove::ToMonitoring
        | SupportMove::ToReview
        | SupportMove::Continue
        | SupportMove::StartCycle
        | SupportMove::Close(_) => Action::MoveAlong,
    }
}

/// Moves a child. A close goes through [`super::close`], a first concern through [`super::open_concern`].
///
/// # Errors
/// [`Fault::Refused`] with every finding when a guard stops it; [`Fault::Forbidden`] and [`Fault::NotFound`] as ever.
pub async fn move_support(app: &App, actor: &Actor, now: Now, moving: Moving) -> Result<Moved, Fault> {
    match moving.the_move {
        SupportMove::OpenConcern => {
            return Err(Fault::rule("write-the-concern", "Write the concern: that opens the round."));
        }
        SupportMove::Close(_) => {
            return Err(Fault::rule("close-it", "Close the round on its own page, with a reason."));
        }
        _ => {}
    }
    carry_out(app, actor, now, moving, WithClose::default()).await
}

/// Any move of the support machine, in one transaction with one event.
pub(super) async fn carry_out(
    app: &App,
    actor: &Actor,
    now: Now,
    moving: Moving,
    with_close: WithClose,
) -> Result<Moved, Fault> {
    let Moving { pupil, the_move, why, reason: typed, calls_review } = moving;
    let info = app.school(actor.school, None).await?;
    let today = now.today;
    let child::Opened { tx, allowed, mut pupil, record } =
        child::open(app, actor, action_of(the_move), pupil).await?;
    let loaded = facts::load(&tx, &pupil, &record, &info.calendar, today).await?;
    let maker = maker(actor, pupil.subject());
    let facts = SupportFacts {
        review_called: calls_review && actor.may_to(Action::MoveAlong, pupil.subject()),
        watch_until: with_close.watch_until,
        no_longer_needed: with_close.no_longer_needed,
        what_continues_is_written: !with_close.words.trim().is_empty(),
        ..loaded.support(&info.calendar, today)
    };
    let made = attempt_support(&record.state, the_move, &facts, maker, today, &words(&why))?;
    let Change::Made { state, overridden, warnings } = made else { return Ok(Moved::AlreadyThere) };

    let mut ended = Vec::new();
    let was_open = record.state.is_open();
    let mut changed = records::Record { state, ..record.clone() };
    if !was_open && changed.state.is_open() {
        let opened = records::Round {
            pupil: pupil.id,
            round: changed.state.round,
            opened_on: today,
            closed_on: None,
            reason: None,
            words: String::new(),
            watch_until: None,
        };
        records::save_round(&tx, &allowed, &opened).await?;
        changed.review_due_on = None;
    }
    if let (SupportMove::Close(reason), Some(SupportState::Closed(_))) = (the_move, changed.state.support) {
        let closed = records::Round {
            pupil: pupil.id,
            round: changed.state.round,
            opened_on: record.state.support_entered_on.unwrap_or(today),
            closed_on: Some(today),
            reason: Some(reason),
            words: with_close.words.trim().to_owned(),
            watch_until: changed.state.watch_until,
        };
        records::save_round(&tx, &allowed, &closed).await?;
        if ends_support::by_close(reason, &facts) && pupil.provision == SenProvision::K {
            status::change(&tx, &allowed, &mut pupil, SenProvision::N, today).await?;
        }
        if ends_support::ends_places(reason) {
            ended = end_all_places(&tx, &allowed, pupil.id, &info.calendar, today).await?;
        }
    }
    settle(&tx, &allowed, &mut pupil, &mut changed, &loaded.entries, &info, today).await?;
    if the_move == SupportMove::ToProvision
        && let Some((_, plan)) = facts_of_support::current_plan(&changed.state, &loaded.entries)
    {
        status::name_needs(&tx, &allowed, &mut pupil, &plan.types, today).await?;
    }
    records::save(&tx, &allowed, &changed).await?;
    let why = moved::reason(&why, &typed, reason::support(the_move, &facts));
    let line = detail(the_move.code(), &overridden, why, &warnings, &with_close.words);
    let mut events = vec![Event::pupil(Happening::MovedOn, pupil.id, line)];
    events.extend(ended);
    let opened = child::Opened { tx, allowed, pupil, record: changed };
    if !opened.record.state.is_open()
        && let Some(meeting) = meetings::standing(&opened.tx, opened.pupil.id, today).await?
    {
        events.push(meetings::off(app, actor, now, &with_close.base, &opened, meeting, CLOSED).await?);
    }
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(Moved::Done { warnings })
}
