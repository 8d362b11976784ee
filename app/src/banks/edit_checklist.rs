//! Somebody edits the checklist: a new version; concerns that were written before keep theirs.

use domain::{
    Now,
    audit::{Event, Happening},
    checklist::{Area, Checklist, ChecklistFault},
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::banks::{self, Made, Which};

use crate::{App, Fault};

/// The checklist as it is edited, with its versions.
#[derive(Clone, Debug)]
pub struct EditedChecklist {
    /// What stands.
    pub checklist: Checklist,
    /// The school's own versions with the names of their makers, newest first.
    pub versions: Vec<(Made, String)>,
}

/// What stands now.
///
/// # Errors
/// When the actor may not change settings, or the database fails.
pub async fn edited_checklist(app: &App, actor: &Actor) -> Result<EditedChecklist, Fault> {
    allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let checklist = banks::checklist(&reader).await?.unwrap_or_else(|| Checklist::shipped().clone());
    Ok(EditedChecklist { checklist, versions: super::edit_bank::versions(&reader, Which::Checklist).await? })
}

/// The checklist in one version: what an edit began from.
///
/// # Errors
/// When the actor may not change settings, or the database fails.
pub async fn checklist_before(app: &App, actor: &Actor, version: u32) -> Result<Checklist, Fault> {
    allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let own = banks::checklist_of_version(&app.store.read(actor.school), version).await?;
    Ok(own.unwrap_or_else(|| Checklist::shipped().clone()))
}

/// Saves the areas as the next version, started from `version`.
///
/// # Errors
/// [`Fault::Stale`] when somebody saved one since; [`Fault::Invalid`] when an item has no words, or a safeguarding item
/// would be lost.
pub async fn change_checklist(
    app: &App,
    actor: &Actor,
    now: Now,
    version: u32,
    areas: Vec<Area>,
) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let stands = banks::checklist(&tx).await?.unwrap_or_else(|| Checklist::shipped().clone());
    if stands.areas == areas {
        return Ok(());
    }
    if stands.version != version {
        return Err(Fault::Stale);
    }
    for item in areas.iter().flat_map(|area| &area.items) {
        if item.text.chars().count() > 200 {
            return Err(Fault::field(format!("item-{}", item.id), "Write at most 200 letters"));
        }
    }
    let next = stands.edited(areas).map_err(|fault| {
        let box_of = match fault {
            ChecklistFault::SafeguardingLost(id) | ChecklistFault::SameId(id) => format!("item-{id}"),
            ChecklistFault::Unreadable(_) | ChecklistFault::NoWords | ChecklistFault::NoItem => {
                "checklist".to_owned()
            }
        };
        let sentence = fault.to_string();
        let mut letters = sentence.chars();
        let sentence =
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>();
        Fault::field(box_of, sentence)
    })?;
    banks::add_checklist(&tx, &allowed, &next, now).await?;
    let detail = format!("checklist, version {}", next.version);
    app.commit(tx, &allowed, now, [Event::school(Happening::BankChanged, detail)]).await
}
