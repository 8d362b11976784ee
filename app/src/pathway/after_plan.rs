//! The school says whether SEN support goes on after a plan has ceased: once, with its reason.

use domain::{
    Now, PupilId,
    audit::{Event, Happening},
    census::SenProvision,
    pathway::{AfterPlan, Change, Follows, SupportFacts, SupportMove, after_plan::follows, attempt_support},
    permissions::{Action, Actor},
};
use store::queries::records;

use super::{
    facts,
    moved::{detail, maker, words},
    settle, status,
};
use crate::{App, Fault, child};

/// Answers it: support goes on in its round, the child joins at the one page profile, or is without support. Support
/// that goes on counts (K) from the day on which the plan ended. What was answered before stays.
///
/// # Errors
/// [`Fault::Invalid`] at `why` without a reason, at `goes_on` while a round runs that has to be closed first.
pub async fn decide_after_plan(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    answer: AfterPlan,
    why: &str,
) -> Result<Follows, Fault> {
    let (info, today, why) = (app.school(actor.school, None).await?, now.today, why.trim());
    let child::Opened { tx, allowed, mut pupil, record } =
        child::open(app, actor, Action::MoveAlong, pupil).await?;
    let follows = follows(&record.state, answer);
    match follows {
        Follows::NotAsked => return Ok(follows),
        Follows::CloseFirst => {
            return Err(Fault::field(
                "goes_on",
                "A round of support runs: close it first, with its reason. Then answer here",
            ));
        }
        Follows::GoesOn | Follows::Joins | Follows::Without => {}
    }
    if why.is_empty() {
        return Err(Fault::field("why", "Write why, and what the parents said"));
    }
    let mut changed = record.clone();
    let mut events =
        vec![Event::pupil(Happening::AfterPlanDecided, pupil.id, format!("{}; said: {why}", answer.code()))];
    if follows == Follows::Joins {
        let loaded = facts::load(&tx, &pupil, &record, &info.calendar, today).await?;
        // The school has just said it: no roll has to.
        let facts =
            SupportFacts { roll_says: Some(SenProvision::K), ..loaded.support(&info.calendar, today) };
        let maker = maker(actor, pupil.subject());
        let the_move = SupportMove::JoinAtProfile;
        let made = attempt_support(&record.state, the_move, &facts, maker, today, &words(why))?;
        if let Change::Made { state, overridden, warnings } = made {
            let opened = records::Round {
                pupil: pupil.id,
                round: state.round,
                opened_on: today,
                closed_on: None,
                reason: None,
                words: String::new(),
                watch_until: None,
            };
            records::save_round(&tx, &allowed, &opened).await?;
            changed.state = state;
            changed.review_due_on = None;
            let line = detail(the_move.code(), &overridden, why, &warnings, "");
            events.push(Event::pupil(Happening::MovedOn, pupil.id, line));
            settle(&tx, &allowed, &mut pupil, &mut changed, &loaded.entries, &info, today).await?;
        }
    }
    // Support that goes on had no break: K from the day on which the plan ended, not from the day of the answer.
    let (provision, from) = match answer {
        AfterPlan::Support => (SenProvision::K, status::plan_ended_on(&tx, &pupil).await?.unwrap_or(today)),
        AfterPlan::Without => (SenProvision::N, today),
    };
    if status::change(&tx, &allowed, &mut pupil, provision, from).await? {
        events.push(Event::pupil(Happening::StatusChanged, pupil.id, provision.code()));
    }
    changed.state.asks_after_plan = false;
    records::save(&tx, &allowed, &changed).await?;
    app.commit(tx, &allowed, now, events).await?;
    Ok(follows)
}
