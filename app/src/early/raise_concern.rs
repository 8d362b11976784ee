//! Somebody records an initial concern: it opens a round, or joins the one that is open.

use domain::{
    Date, EntryId, Now, PupilId,
    people::{HomeLanguage, Pupil},
    permissions::{Action, Actor, allow},
    record::{Check, Concern, Content, EntryKind, Party},
};
use store::queries::records::{self, Round};

use super::{Written, written};
use crate::{App, Fault, FieldFault, child, pathway, record};

/// What the school knows already: shown on the form, and not asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Rounds, first to last.
    pub rounds: Vec<Round>,
    /// Whether a round is open: the concern joins it.
    pub is_open: bool,
    /// The concerns that the actor may read, of the open round.
    pub concerns: Vec<Written>,
}

/// What the school knows before a concern is written.
///
/// # Errors
/// When the database fails.
pub async fn facts(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Facts, Fault> {
    let reader = app.store.read(actor.school);
    let state = records::get(&reader, pupil.id).await?.state;
    let rounds = records::rounds(&reader, pupil.id).await?;
    let mut concerns = written(app, actor, pupil, &[EntryKind::Concern]).await?;
    concerns.retain(|one| state.is_open() && one.entry.round == state.round);
    Ok(Facts { rounds, is_open: state.is_open(), concerns })
}

/// Whether anything at all is said.
fn says_something(concern: &Concern) -> bool {
    let texts = [
        &concern.noticed,
        &concern.since,
        &concern.where_and_when,
        &concern.strengths,
        &concern.child_view,
        &concern.tried,
        &concern.parents_said,
        &concern.attempts,
    ];
    texts.iter().any(|text| !text.trim().is_empty())
        || concern.talked_on.is_some()
        || concern.hearing != Check::NotChecked
        || concern.vision != Check::NotChecked
}

fn check(concern: &Concern, joins: bool, today: Date) -> Result<(), Fault> {
    let mut faults = Vec::new();
    if concern.noticed.trim().is_empty() && !(joins && says_something(concern)) {
        faults.push(FieldFault::new("noticed", "Write what you have noticed: a sentence is enough"));
    }
    match concern.talked_on {
        Some(day) if day > today => {
            faults.push(FieldFault::new("talked_on-day", "The day of the talk must be today or before"));
        }
        Some(_) if concern.parents_said.trim().is_empty() => {
            faults.push(FieldFault::new("parents_said", "Write what the parents said, in a sentence"));
        }
        None if !concern.parents_said.trim().is_empty() && concern.raised_by != Party::Parent => {
            faults.push(FieldFault::new("talked_on-day", "Enter the day on which you talked to the parents"));
        }
        _ => {}
    }
    if faults.is_empty() { Ok(()) } else { Err(Fault::Invalid(faults)) }
}

/// Records a concern, or saves a new version of one's own. Attendance and languages are what the roll says today.
///
/// # Errors
/// [`Fault::Invalid`] when nothing is said; [`Fault::Forbidden`] when the actor may not, speaks for a party that is not
/// theirs, or changes somebody else's words.
pub async fn raise_concern(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    concern: Concern,
) -> Result<EntryId, Fault> {
    let child = child::see(app, actor, pupil).await?;
    allow(actor, Action::RaiseConcern, child.subject())?;
    let own = Party::of(actor, Action::RaiseConcern, child.subject());
    let for_others = own.iter().any(|party| !matches!(party, Party::Parent | Party::Pupil | Party::Agency));
    let passed_on = for_others && matches!(concern.raised_by, Party::Parent | Party::Pupil);
    if !own.contains(&concern.raised_by) && !passed_on {
        return Err(Fault::Forbidden(Action::RaiseConcern));
    }
    let joins = records::get(&app.store.read(actor.school), pupil).await?.state.is_open();
    check(&concern, joins, now.today)?;
    let mut concern = concern;
    concern.attendance = child.attendance_words().unwrap_or_default();
    let language = HomeLanguage::of(&child.language);
    concern.languages = match child.eal {
        Some(true) => format!("English as an additional language; first language: {}", language.name()),
        Some(false) | None => language.name().to_owned(),
    };
    match of {
        None => {
            let raising = pathway::Raising { pupil, on: now.today, concern };
            Ok(pathway::open_concern(app, actor, now, raising).await?.entry)
        }
        Some((id, version)) => {
            let before = super::one_written(app, actor, &child, EntryKind::Concern, id).await?.entry;
            if before.author != actor.who {
                return Err(Fault::Forbidden(Action::RaiseConcern));
            }
            let content = Content::Concern(concern);
            let writing = record::Writing { pupil, of: Some((id, version)), on: before.on, content };
            record::write_entry(app, actor, now, writing).await
        }
    }
}
