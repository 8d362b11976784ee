//! What was imported, what waits, and throwing away what waits.

use domain::{
    EventId, Now,
    audit::{Event, Happening},
    permissions::{Action, Actor, Subject, Who, allow},
};
use jiff::Timestamp;
use store::queries::{accounts, events, staged};

use crate::{App, Fault, transfer};

/// An import that waits for a yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: EventId,
    /// `roll`, `roll-sheet`, `staff`, `staff-sheet`, `year-end`, `attainment` or `transfer`.
    pub kind: String,
    /// Who read it in.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The file's name; empty when there is none.
    pub file: String,
}

/// An import that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// What it was.
    pub what: Happening,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Counts, in words.
    pub detail: String,
}

/// The page of imports.
#[derive(Clone, Debug)]
pub struct Imports {
    /// What waits, newest first.
    pub waiting: Vec<Waiting>,
    /// What was done, newest first.
    pub carried: Vec<Carried>,
}

/// What was imported and what waits.
///
/// # Errors
/// When the actor may not see imports.
pub async fn list_imports(app: &App, actor: &Actor) -> Result<Imports, Fault> {
    allow(actor, Action::SeeImports, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let names = accounts::names(&reader).await?;
    let name = |who: Who| match who {
        Who::Person(id) => names.get(&id).cloned().unwrap_or_else(|| "Somebody".to_owned()),
        Who::Operator => "The operator, on the server".to_owned(),
        Who::Job => "Waymark".to_owned(),
    };
    let kinds = [
        Happening::RollImported,
        Happening::StaffImported,
        Happening::YearEnded,
        Happening::AssessmentsImported,
    ];
    let carried = events::of_school(&reader, &kinds, 50)
        .await?
        .into_iter()
        .map(|happened| Carried {
            what: happened.what,
            by: name(happened.who),
            at: happened.at,
            detail: happened.detail,
        })
        .collect();
    let takes_in = actor.may_to(Action::PrepareSubjectAccess, Subject::School(actor.school));
    let waiting = staged::waiting(&reader)
        .await?
        .into_iter()
        // A child's record waits for those who may open it.
        .filter(|waiting| takes_in || waiting.kind != transfer::KIND)
        .map(|waiting| Waiting {
            id: waiting.id,
            kind: waiting.kind,
            by: waiting.by.map_or_else(|| name(Who::Operator), |id| name(Who::Person(id))),
            at: waiting.at,
            file: waiting.file,
        })
        .collect();
    Ok(Imports { waiting, carried })
}

/// What the event of an import keeps behind its counts, for the machine: which import it was.
pub(crate) fn marked(counts: &str, id: EventId) -> String {
    format!("{counts}; list {id}")
}

/// Whether an import that does not wait any more was carried out: it was not thrown away, and nothing is done twice.
///
/// # Errors
/// When the actor may import nothing.
pub async fn was_carried_out(app: &App, actor: &Actor, id: EventId) -> Result<bool, Fault> {
    let whole = Subject::School(actor.school);
    if !actor.may_to(Action::ImportAssessments, whole) {
        allow(actor, Action::ManageClasses, whole)?;
    }
    let kinds = [
        Happening::RollImported,
        Happening::StaffImported,
        Happening::AssessmentsImported,
        Happening::FileThrownAway,
    ];
    let mark = marked("", id);
    let before = events::of_school(&app.store.read(actor.school), &kinds, 200).await?;
    Ok(before.iter().any(|event| event.detail.ends_with(&mark)))
}

/// Throws away what was read in and not carried out.
///
/// # Errors
/// When the actor may neither import nor manage classes; for the record of another school, when they may not take one in.
pub async fn throw_away(app: &App, actor: &Actor, now: Now, id: EventId) -> Result<(), Fault> {
    let whole = Subject::School(actor.school);
    let allowed = match allow(actor, Action::ImportRoll, whole) {
        Ok(allowed) => allowed,
        Err(_) => allow(actor, Action::ManageClasses, whole)?,
    };
    let tx = app.store.write(actor.school).await?;
    let kind =
        staged::waiting(&tx).await?.into_iter().find(|waiting| waiting.id == id).map(|waiting| waiting.kind);
    if kind.as_deref() == Some(transfer::KIND) {
        allow(actor, Action::PrepareSubjectAccess, whole)?;
    }
    staged::forget(&tx, id).await?;
    let detail = kind.unwrap_or_default();
    app.commit(tx, &allowed, now, [Event::school(Happening::FileThrownAway, detail)]).await
}
