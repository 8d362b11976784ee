//! Somebody records an initial concern: it opens a round, or joins the one that is open; the SENCO is told.

use domain::{
    Date, EntryId, Now, PupilId,
    audit::{Event, Happening},
    pathway::{Change, Maker, MoveWords, SupportFacts, SupportMove, attempt_support},
    permissions::{Action, Actor},
    record::{Concern, Content, Entry, Party},
};
use store::queries::{entries, records};

use crate::{App, Fault, child, early::tell};

/// A concern that somebody wrote.
#[derive(Clone, Debug)]
pub struct Raising {
    /// The child.
    pub pupil: PupilId,
    /// The day on which it was raised.
    pub on: Date,
    /// What was written.
    pub concern: Concern,
}

const OF_A_PARENT: &str = "a parent or carer has recorded an initial concern (SEN) about a child. The SENCO acknowledges it and says \
                           what happens next.";
const OF_STAFF: &str = "a member of staff has recorded an initial concern (SEN) about a child. The SENCO acknowledges it and says \
                        what happens next.";

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raised {
    /// The entry.
    pub entry: EntryId,
    /// Whether it joined a round that was open already.
    pub joined: bool,
}

/// Records a concern. With no round open it opens one (step 1); otherwise it joins the open round. The same words
/// sent again by the same person on the same day are the same concern.
///
/// The SENCO is told by mail, and the class teacher too when a parent raised it; the mail names no child.
///
/// # Errors
/// [`Fault::Invalid`] when nothing is written; [`Fault::NotFound`] out of scope; [`Fault::Forbidden`] when their role
/// may not.
pub async fn open_concern(app: &App, actor: &Actor, now: Now, raising: Raising) -> Result<Raised, Fault> {
    let Raising { pupil, on, concern } = raising;
    let opened = child::open(app, actor, Action::RaiseConcern, pupil).await?;
    // What joins an open round may add one thing only: that hearing was checked, how the child sees it.
    if concern.noticed.trim().is_empty() && !opened.record.state.is_open() {
        return Err(Fault::field("noticed", "Write what has been noticed, since when and where."));
    }
    if on > now.today {
        return Err(Fault::field("on", "The day must not be ahead."));
    }
    let content = Content::Concern(concern);
    let (tx, allowed, record) = (&opened.tx, &opened.allowed, &opened.record);
    if record.state.is_open() {
        let again = |entry: &&Entry| {
            entry.round == record.state.round
                && entry.author == actor.who
                && entry.on == on
                && entry.content == content
        };
        if let Some(same) = entries::of_pupil(tx, pupil).await?.iter().find(again) {
            return Ok(Raised { entry: same.id, joined: true });
        }
    }
    let facts = SupportFacts { concern_written: true, ..SupportFacts::default() };
    let joined = match attempt_support(
        &record.state,
        SupportMove::OpenConcern,
        &facts,
        Maker::Other,
        now.today,
        &MoveWords::default(),
    )? {
        Change::AlreadyThere => true,
        Change::Made { state, .. } => {
            let round = records::Round {
                pupil,
                round: state.round,
                opened_on: on,
                closed_on: None,
                reason: None,
                words: String::new(),
                watch_until: None,
            };
            records::save_round(tx, allowed, &round).await?;
            records::save(tx, allowed, &records::Record { state, review_due_on: None, ..record.clone() })
                .await?;
            false
        }
    };
    let round = if joined { record.state.round } else { record.state.round + 1 };
    let raised_by = match &content {
        Content::Concern(concern) => concern.raised_by,
        _ => Party::Teacher,
    };
    let entry = Entry { round, ..crate::record::new_entry(app, actor, now, &opened, on, content) };
    entries::add(tx, allowed, &entry).await?;
    let by_parent = raised_by == Party::Parent;
    let to = tell::staff_of(tx, &opened.pupil, now, by_parent, actor.who).await?;
    let words = tell::Words {
        subject: "A new initial concern in Waymark",
        what: if by_parent { OF_A_PARENT } else { OF_STAFF },
        stop: "",
    };
    tell::queue(app, tx, now, &to, words).await?;
    let detail = if joined { "joined" } else { SupportMove::OpenConcern.code() };
    let event = Event::entry(Happening::ConcernRaised, pupil, entry.id, detail);
    let id = entry.id;
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(Raised { entry: id, joined })
}
