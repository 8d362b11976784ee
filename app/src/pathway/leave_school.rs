//! Somebody records that a child has left the school, and on which day: both machines say so, and the file is owed.

use domain::{
    Date, Now, PupilId,
    audit::{Event, Happening},
    permissions::{Action, Actor},
};
use store::queries::{pupils, records};

use super::moved::Moved;
use crate::{App, Fault, child, leaving, meetings, roll};

/// A leaving that no roll has told yet.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The child.
    pub pupil: PupilId,
    /// The last day at this school.
    pub left_on: Date,
    /// In words.
    pub words: String,
    /// The server's address: who was invited to a meeting that is ahead is told by mail that it is called off.
    pub base: String,
}

/// Why the meeting that is ahead is called off: everybody who was invited reads it.
const LEFT: &str = "The child has left the school";

/// Records that a child has left: as the roll would, in one transaction; the review meeting that is ahead is called off.
/// From the day on, the file and the Common Transfer File are owed to the next school; a roll that has the child again
/// takes it back.
///
/// # Law
/// Education (Pupil Information) (England) Regulations 2005, reg 9: 15 school days. In force since 2005-09-01; read
/// 2026-11-30.
///
/// # Errors
/// [`Fault::Invalid`] at `left_on-day` when the day is ahead, or before the child was born; [`Fault::Forbidden`] and
/// [`Fault::NotFound`] as ever.
pub async fn leave_school(app: &App, actor: &Actor, now: Now, leaving: Leaving) -> Result<Moved, Fault> {
    let Leaving { pupil, left_on, words, base } = leaving;
    let opened = child::open(app, actor, Action::MoveAlong, pupil).await?;
    let child::Opened { tx, allowed, pupil, record } = &opened;
    if pupil.left_on.is_some() {
        return Ok(Moved::AlreadyThere);
    }
    if left_on > now.today {
        return Err(Fault::field(
            "left_on-day",
            "The day must not be ahead: record it when the child has left",
        ));
    }
    if left_on < pupil.born_on {
        return Err(Fault::field("left_on-day", "The day is too long ago to be right"));
    }
    let line = roll::left_line("recorded by hand", tx, record, left_on).await?;
    let rounds = records::rounds(tx, pupil.id).await?;
    pupils::leave(tx, allowed, &[pupil.id], left_on).await?;
    let left = leaving::leave(record, &rounds, left_on, now);
    let mut events = vec![Event::pupil(Happening::PupilLeft, pupil.id, line)];
    events.extend(left.events);
    let meeting = meetings::standing(tx, pupil.id, now.today).await?;
    if left.record.is_some() || meeting.is_some() {
        let after = left.record.unwrap_or_else(|| record.clone());
        let review_due_on = after.review_due_on.filter(|_| meeting.is_none());
        records::save(tx, allowed, &records::Record { review_due_on, ..after }).await?;
    }
    if let Some(round) = left.round {
        let words = words.trim().to_owned();
        records::save_round(tx, allowed, &records::Round { words, ..round }).await?;
    }
    if let Some(meeting) = meeting {
        events.push(meetings::off(app, actor, now, &base, &opened, meeting, LEFT).await?);
    }
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(Moved::Done { warnings: Vec::new() })
}
