//! A file is read in and kept until somebody says yes, or throws it away.

use domain::{
    EventId, Now,
    audit::{Event, Happening},
    permissions::{Action, Actor, Subject, allow},
};
use exchange::{roll::Roll, roll_sheet::Mapping, sheet::Sheet};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::queries::{schools, staged};

use super::{FileRead, Plan, Standing, plan, read_sheet, standing::academic_year};
use crate::{App, Fault};

/// The kind of an import that waits for a yes.
pub(crate) const KIND: &str = "roll";
/// The kind of a spreadsheet that waits for its columns to be named.
pub(crate) const SHEET_KIND: &str = "roll-sheet";
/// What nobody came back to is forgotten after two weeks.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A roll that was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StagedRoll {
    /// The file's name; it stands first, so that lists find it.
    pub file: String,
    /// What was in it.
    pub roll: Roll,
    /// The spreadsheet that it was read from: its columns can be named anew.
    #[serde(default)]
    pub sheet: Option<Sheet>,
}

/// A spreadsheet that was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StagedSheet {
    /// The file's name; it stands first, so that lists find it.
    pub file: String,
    /// What was in it.
    pub sheet: Sheet,
}

pub(super) fn staged_roll(content: &str) -> Result<StagedRoll, Fault> {
    serde_json::from_str(content).map_err(|_| {
        Fault::rule(
            "staged",
            "What was read in cannot be read again. Throw it away and upload the file anew.",
        )
    })
}

/// Where a file goes on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// To what would change.
    Changes(EventId),
    /// To the naming of columns.
    Columns(EventId),
}

/// Keeps a file that was read.
///
/// # Errors
/// When the actor may not import the roll.
pub async fn stage_file(
    app: &App,
    actor: &Actor,
    now: Now,
    file: &str,
    read: FileRead,
) -> Result<Next, Fault> {
    let (kind, content) = match read {
        FileRead::Roll(roll) => {
            (KIND, serde_json::to_string(&StagedRoll { file: file.to_owned(), roll: *roll, sheet: None }))
        }
        FileRead::Sheet(sheet) => {
            (SHEET_KIND, serde_json::to_string(&StagedSheet { file: file.to_owned(), sheet: *sheet }))
        }
    };
    let id = keep(app, actor, now, kind, &content.map_err(unkept)?).await?;
    Ok(if kind == KIND { Next::Changes(id) } else { Next::Columns(id) })
}

fn unkept(_: serde_json::Error) -> Fault {
    Fault::rule("staged", "What was read in could not be kept. Try again.")
}

async fn keep(app: &App, actor: &Actor, now: Now, kind: &str, content: &str) -> Result<EventId, Fault> {
    let allowed = allow(actor, Action::ImportRoll, Subject::School(actor.school))?;
    let id: EventId = app.id(now);
    let tx = app.store.write(actor.school).await?;
    staged::forget_older(&tx, &[KIND, SHEET_KIND], now.instant - KEPT_FOR).await?;
    staged::keep(&tx, &allowed, id, kind, content, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::FileRead, kind)]).await?;
    Ok(id)
}

/// What an import that waits would do, against what stands now.
///
/// # Errors
/// [`Fault::NotFound`] when it was carried out or thrown away.
pub async fn show_staged(
    app: &App,
    actor: &Actor,
    now: Now,
    id: EventId,
) -> Result<(StagedRoll, Plan), Fault> {
    allow(actor, Action::ImportRoll, Subject::School(actor.school))?;
    let info = app.school(actor.school, None).await?;
    let reader = app.store.read(actor.school);
    let content = staged::get(&reader, id, KIND).await?.ok_or(Fault::NotFound)?;
    let staged = staged_roll(&content)?;
    let year = academic_year(&info, now.today);
    let standing = Standing::load(&reader, info.school.clone(), year, now.today).await?;
    let plan = plan(&staged.roll, &standing, now.today, &mut || app.id(now));
    Ok((staged, plan))
}

/// A spreadsheet that waits, with the mapping to start from: the remembered one, or a guess. One whose columns are named
/// can be looked at again until it is carried out.
///
/// # Errors
/// [`Fault::NotFound`] when it is no longer there.
pub async fn show_sheet(app: &App, actor: &Actor, id: EventId) -> Result<(StagedSheet, Mapping), Fault> {
    allow(actor, Action::ImportRoll, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let staged = match staged::get(&reader, id, SHEET_KIND).await? {
        Some(content) => serde_json::from_str(&content).map_err(unkept)?,
        None => {
            let content = staged::get(&reader, id, KIND).await?.ok_or(Fault::NotFound)?;
            let read = staged_roll(&content)?;
            StagedSheet { file: read.file, sheet: read.sheet.ok_or(Fault::NotFound)? }
        }
    };
    let info = app.school(actor.school, None).await?;
    let mapping = remembered(&info.school.settings.mappings, &staged.sheet.headings);
    Ok((staged, mapping))
}

/// The mapping that a school's settings remember for the roll, filled up by a guess.
#[must_use]
pub fn remembered(mappings: &std::collections::BTreeMap<String, String>, headings: &[String]) -> Mapping {
    let known: Mapping =
        mappings.get(KIND).and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    known.remembered_for(headings)
}

/// The columns of a spreadsheet are named: it is read as a roll, the mapping is remembered, and what would change can
/// be looked at.
///
/// # Errors
/// [`Fault::Invalid`] when a column that is needed has no name.
pub async fn take_columns(
    app: &App,
    actor: &Actor,
    now: Now,
    id: EventId,
    mapping: Mapping,
) -> Result<(), Fault> {
    let (staged, _) = show_sheet(app, actor, id).await?;
    let roll = read_sheet(staged.sheet.clone(), mapping.clone(), now.today)
        .await
        .map_err(|fault| Fault::field("columns", fault.sentence))?;
    let content = serde_json::to_string(&StagedRoll { file: staged.file, roll, sheet: Some(staged.sheet) })
        .map_err(unkept)?;
    let allowed = allow(actor, Action::ImportRoll, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let mut school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    let json = serde_json::to_string(&mapping).map_err(unkept)?;
    if school.settings.mappings.insert(KIND.to_owned(), json.clone()).as_ref() != Some(&json) {
        schools::save(&tx, &allowed, &school).await?;
    }
    // Under the same id: who goes back finds the columns again, and naming them anew leaves one import that waits.
    staged::forget(&tx, id).await?;
    staged::keep(&tx, &allowed, id, KIND, &content, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::FileRead, KIND)]).await
}
