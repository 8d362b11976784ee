//! A spreadsheet of attainment waits until its columns are named, and then until somebody says yes.

use domain::{
    Date, EventId, Now,
    audit::{Event, Happening},
    permissions::{Action, Actor, allow},
};
use exchange::{
    attainment_sheet::{self, AttainmentList, Mapping},
    sheet::Sheet,
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::queries::{scores, staged};

use super::{
    KIND, Plan, SHEET_KIND, Standing,
    commit_attainment::{remember, remembered, standing},
    plan,
};
use crate::{App, Fault, school_subject};

/// What nobody came back to is forgotten after two weeks.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A spreadsheet whose columns have yet to be named.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StagedColumns {
    /// The file's name.
    pub file: String,
    /// What was in it.
    pub sheet: Sheet,
}

/// A list that was read and waits for a yes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StagedAttainment {
    /// The file's name; it stands first, so that lists find it.
    pub file: String,
    /// What was in it.
    pub list: AttainmentList,
    /// The day of the collection for rows that do not say it.
    pub on: Option<Date>,
    /// The spreadsheet that it was read from: its columns can be named anew.
    #[serde(default)]
    pub sheet: Option<Sheet>,
}

fn unkept(_: serde_json::Error) -> Fault {
    Fault::rule("staged", "What was read in could not be kept. Throw it away and try again.")
}

pub(super) fn staged_list(content: &str) -> Result<StagedAttainment, Fault> {
    serde_json::from_str(content).map_err(unkept)
}

/// Keeps a spreadsheet until its columns are named.
///
/// # Errors
/// When the actor may not import assessments.
pub async fn stage_attainment(
    app: &App,
    actor: &Actor,
    now: Now,
    file: &str,
    sheet: Sheet,
) -> Result<EventId, Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let content = serde_json::to_string(&StagedColumns { file: file.to_owned(), sheet }).map_err(unkept)?;
    let id: EventId = app.id(now);
    let tx = app.store.write(actor.school).await?;
    staged::forget_older(&tx, &[KIND, SHEET_KIND], now.instant - KEPT_FOR).await?;
    staged::keep(&tx, &allowed, id, SHEET_KIND, &content, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::FileRead, KIND)]).await?;
    Ok(id)
}

/// A spreadsheet that waits, with the mapping to start from.
#[derive(Clone, Debug)]
pub struct ColumnsToName {
    /// The spreadsheet.
    pub waiting: StagedColumns,
    /// What the columns are taken to hold.
    pub mapping: Mapping,
    /// The subjects that the school has results of, the most used first.
    pub subjects: Vec<String>,
}

/// A spreadsheet that waits, with the mapping to start from: the one of the last file, and the school's own names for
/// the subjects; also when its columns are named already.
///
/// # Errors
/// [`Fault::NotFound`] when it is no longer there.
pub async fn show_columns(app: &App, actor: &Actor, id: EventId) -> Result<ColumnsToName, Fault> {
    allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let reader = app.store.read(actor.school);
    let waiting: StagedColumns = match staged::get(&reader, id, SHEET_KIND).await? {
        Some(content) => serde_json::from_str(&content).map_err(unkept)?,
        None => {
            let read = staged_list(&staged::get(&reader, id, KIND).await?.ok_or(Fault::NotFound)?)?;
            StagedColumns { file: read.file, sheet: read.sheet.ok_or(Fault::NotFound)? }
        }
    };
    let info = app.school(actor.school, None).await?;
    let results = scores::attainments(&reader, None, None).await?;
    let subjects = Standing { results, ..Standing::default() }.subjects();
    let mapping = remembered(&info.school.settings.mappings, &waiting.sheet).with_subjects(&subjects);
    Ok(ColumnsToName { waiting, mapping, subjects })
}

/// The columns are named: the spreadsheet is read, the mapping is remembered, and what would change can be looked at.
///
/// # Errors
/// [`Fault::Invalid`] when the pupil cannot be told, or no column holds results.
pub async fn take_columns(
    app: &App,
    actor: &Actor,
    now: Now,
    id: EventId,
    mapping: Mapping,
    on: Option<Date>,
) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    if on.is_some_and(|on| on > now.today) {
        return Err(Fault::field("on-day", "The day of the collection must be today or before"));
    }
    let ColumnsToName { waiting, .. } = show_columns(app, actor, id).await?;
    let list = attainment_sheet::read(&waiting.sheet, &mapping, now.today)
        .map_err(|fault| Fault::field("columns", fault.sentence))?;
    let staged = StagedAttainment { file: waiting.file, list, on, sheet: Some(waiting.sheet) };
    let content = serde_json::to_string(&staged).map_err(unkept)?;
    let tx = app.store.write(actor.school).await?;
    remember(&tx, actor, &mapping).await?;
    staged::forget(&tx, id).await?;
    staged::keep(&tx, &allowed, id, KIND, &content, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::FileRead, KIND)]).await
}

/// What a list that waits would do.
///
/// # Errors
/// [`Fault::NotFound`] when it was taken or thrown away.
pub async fn show_attainment(
    app: &App,
    actor: &Actor,
    now: Now,
    id: EventId,
) -> Result<(StagedAttainment, Plan), Fault> {
    allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let reader = app.store.read(actor.school);
    let content = staged::get(&reader, id, KIND).await?.ok_or(Fault::NotFound)?;
    let waiting = staged_list(&content)?;
    let standing = standing(&reader, actor, &waiting.list).await?;
    let plan = plan(&waiting.list, &standing, waiting.on, now.today);
    Ok((waiting, plan))
}
