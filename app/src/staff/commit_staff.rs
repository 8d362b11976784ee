//! A list of staff waits, is looked at, and is taken whole or not at all.

use domain::{
    EventId, Now,
    audit::{Event, Happening},
    permissions::{Action, Actor, Subject, allow},
};
use exchange::{
    sheet::Sheet,
    staff_sheet::{self, Mapping, StaffList},
};
use serde::{Deserialize, Serialize};
use store::{
    Conn,
    queries::{accounts, classes, schools, staged},
};

use super::{StaffPlan, StaffStanding, plan_staff};
use crate::{
    App, Fault, SchoolInfo,
    accounts::write_invitation,
    imports::marked,
    roll::{Choice, Held, StagedSheet},
};

const KIND: &str = "staff";
const SHEET_KIND: &str = "staff-sheet";

/// A list of staff that was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StagedStaff {
    /// The file's name; it stands first, so that lists find it.
    pub file: String,
    /// What was in it.
    pub list: StaffList,
    /// The spreadsheet that it was read from: its columns can be named anew.
    #[serde(default)]
    pub sheet: Option<Sheet>,
}

fn unkept(_: serde_json::Error) -> Fault {
    Fault::rule("staged", "What was read in could not be kept. Throw it away and try again.")
}

/// Keeps a spreadsheet of staff until its columns are named.
///
/// # Errors
/// When the actor may not manage classes.
pub async fn stage_staff_sheet(
    app: &App,
    actor: &Actor,
    now: Now,
    file: &str,
    sheet: Sheet,
) -> Result<EventId, Fault> {
    let allowed = allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let content = serde_json::to_string(&StagedSheet { file: file.to_owned(), sheet }).map_err(unkept)?;
    let id: EventId = app.id(now);
    let tx = app.store.write(actor.school).await?;
    staged::keep(&tx, &allowed, id, SHEET_KIND, &content, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::FileRead, KIND)]).await?;
    Ok(id)
}

/// A spreadsheet of staff that waits, with the mapping to start from; also when its columns are named already.
///
/// # Errors
/// [`Fault::NotFound`] when it is no longer there.
pub async fn show_staff_sheet(
    app: &App,
    actor: &Actor,
    id: EventId,
) -> Result<(StagedSheet, Mapping), Fault> {
    allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let staged = match staged::get(&reader, id, SHEET_KIND).await? {
        Some(content) => serde_json::from_str(&content).map_err(unkept)?,
        None => {
            let content = staged::get(&reader, id, KIND).await?.ok_or(Fault::NotFound)?;
            let read: StagedStaff = serde_json::from_str(&content).map_err(unkept)?;
            StagedSheet { file: read.file, sheet: read.sheet.ok_or(Fault::NotFound)? }
        }
    };
    let info = app.school(actor.school, None).await?;
    let known: Mapping = info
        .school
        .settings
        .mappings
        .get(KIND)
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    let mapping = known.remembered_for(&staged.sheet.headings);
    Ok((staged, mapping))
}

/// The columns are named: the spreadsheet is read as a list of staff, and the mapping is remembered.
///
/// # Errors
/// [`Fault::Invalid`] when a column that is needed has no name.
pub async fn take_staff_columns(
    app: &App,
    actor: &Actor,
    now: Now,
    id: EventId,
    mapping: Mapping,
) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let (waiting, _) = show_staff_sheet(app, actor, id).await?;
    let list = staff_sheet::read(&waiting.sheet, &mapping)
        .map_err(|fault| Fault::field("columns", fault.sentence))?;
    let read = StagedStaff { file: waiting.file, list, sheet: Some(waiting.sheet) };
    let content = serde_json::to_string(&read).map_err(unkept)?;
    let tx = app.store.write(actor.school).await?;
    let mut school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    let json = serde_json::to_string(&mapping).map_err(unkept)?;
    if school.settings.mappings.insert(KIND.to_owned(), json.clone()).as_ref() != Some(&json) {
        schools::save(&tx, &allowed, &school).await?;
    }
    staged::forget(&tx, id).await?;
    staged::keep(&tx, &allowed, id, KIND, &content, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::FileRead, KIND)]).await
}

async fn standing(
    db: &impl Conn,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
) -> Result<StaffStanding, Fault> {
    let academic_year = info.calendar.academic_year_of(now.today).starts_in();
    Ok(StaffStanding {
        school: actor.school,
        accounts: accounts::all(db).await?,
        classes: classes::of_year(db, academic_year).await?,
        staff: classes::staff(db).await?,
        academic_year,
        may_make_accounts: actor.may_to(Action::ManageAccounts, Subject::School(actor.school)),
    })
}

/// What a list of staff that waits would do.
///
/// # Errors
/// [`Fault::NotFound`] when it was taken or thrown away.
pub async fn show_staff(
    app: &App,
    actor: &Actor,
    now: Now,
    id: EventId,
) -> Result<(StagedStaff, StaffPlan), Fault> {
    allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let info = app.school(actor.school, None).await?;
    let reader = app.store.read(actor.school);
    let content = staged::get(&reader, id, KIND).await?.ok_or(Fault::NotFound)?;
    let waiting: StagedStaff = serde_json::from_str(&content).map_err(unkept)?;
    let standing = standing(&reader, actor, &info, now).await?;
    let plan = plan_staff(&waiting.list, &standing, now.today, &mut || app.id(now));
    Ok((waiting, plan))
}

/// Takes a list of staff; with `base`, each new person is mailed a link to choose a password.
///
/// # Errors
/// [`Fault::NotFound`] when it was taken or thrown away meanwhile.
pub async fn commit_staff(
    app: &App,
    actor: &Actor,
    now: Now,
    id: EventId,
    choice: Choice,
    base: Option<&str>,
) -> Result<Result<StaffPlan, Held>, Fault> {
    let of_classes = allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let info = app.school(actor.school, None).await?;
    let tx = app.store.write(actor.school).await?;
    let content = staged::get(&tx, id, KIND).await?.ok_or(Fault::NotFound)?;
    let waiting: StagedStaff = serde_json::from_str(&content).map_err(unkept)?;
    let standing = standing(&tx, actor, &info, now).await?;
    let plan = plan_staff(&waiting.list, &standing, now.today, &mut || app.id(now));
    if !plan.refused.is_empty() && !choice.accept_refused {
        return Ok(Err(Held::RefusedRows));
    }
    let mut events = Vec::new();
    for class in &plan.new_classes {
        classes::make(&tx, &of_classes, class).await?;
    }
    for change in &plan.changes {
        let roles_before =
            standing.accounts.iter().find(|account| account.id == change.account.id).map(|a| &a.roles);
        if change.is_new || roles_before != Some(&change.account.roles) {
            let of_accounts = allow(actor, Action::ManageAccounts, Subject::School(actor.school))?;
            if change.is_new {
                accounts::make(&tx, &of_accounts, &change.account).await?;
                events.push(Event::school(Happening::AccountMade, change.account.id.to_string()));
                if base.is_some() {
                    write_invitation(app, &tx, &of_accounts, now, &change.account, &info.school, base)
                        .await?;
                    events.push(Event::school(Happening::LinkMade, change.account.id.to_string()));
                }
            } else {
                accounts::save(&tx, &of_accounts, &change.account).await?;
                events.push(Event::school(Happening::AccountChanged, change.account.id.to_string()));
            }
        }
    }
    for staff in &plan.assign {
        classes::assign(&tx, &of_classes, staff).await?;
    }
    staged::forget(&tx, id).await?;
    let detail = format!(
        "{} new or changed, {} unchanged, {} classes made, {} refused",
        plan.changes.len(),
        plan.unchanged,
        plan.new_classes.len(),
        plan.refused.len()
    );
    events.push(Event::school(Happening::StaffImported, marked(&detail, id)));
    app.commit(tx, &of_classes, now, events).await?;
    Ok(Ok(plan))
}
