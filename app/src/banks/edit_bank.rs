//! Somebody adds to a bank, changes the words of an item, hides one or puts the shipped words back: a new version.

use domain::{
    Now,
    audit::{Event, Happening},
    bank::{Bank, Edits, InBank, Strategy, TargetIdea},
    permissions::{Action, Actor, Allowed, Subject, allow},
};
use store::{
    Conn, Tx,
    queries::{
        accounts,
        banks::{self, Made, Which},
    },
};

use crate::{App, Fault, FieldFault};

/// One change of a bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankEdit<T> {
    /// Puts an item in: a new one when its id is empty.
    Put(T),
    /// Hides an item, or shows it again.
    Hide(String, bool),
    /// Puts the shipped words of an item back.
    AsShipped(String),
}

/// A bank as it is edited.
#[derive(Clone, Debug)]
pub struct EditedBank<T> {
    /// What stands, hidden items too.
    pub bank: Bank<T>,
    /// The version of the school's edits; 0 before the first.
    pub version: u32,
    /// The school's versions with the names of their makers, newest first.
    pub versions: Vec<(Made, String)>,
}

impl<T: InBank> BankEdit<T> {
    /// The item that it changes; empty when it is a new one.
    fn of(&self) -> &str {
        match self {
            BankEdit::Put(item) => item.id(),
            BankEdit::Hide(id, _) | BankEdit::AsShipped(id) => id,
        }
    }
}

/// The versions of a bank with the names of their makers.
pub(super) async fn versions(db: &impl Conn, which: Which) -> Result<Vec<(Made, String)>, Fault> {
    let names = accounts::names(db).await?;
    let made = banks::versions(db, which).await?;
    let name = |made: &Made| made.by.and_then(|by| names.get(&by).cloned()).unwrap_or_default();
    Ok(made.into_iter().map(|made| (made, name(&made))).collect())
}

fn may(actor: &Actor) -> Result<Allowed, Fault> {
    Ok(allow(actor, Action::ManageSettings, Subject::School(actor.school))?)
}

/// The strategies as they stand.
///
/// # Errors
/// When the actor may not change settings, or the database fails.
pub async fn edited_strategies(app: &App, actor: &Actor) -> Result<EditedBank<Strategy>, Fault> {
    may(actor)?;
    let reader = app.store.read(actor.school);
    let (version, edits) = banks::strategies(&reader).await?;
    let versions = versions(&reader, Which::Strategies).await?;
    Ok(EditedBank { bank: Bank::of(Strategy::shipped(), &edits), version, versions })
}

/// The targets as they stand.
///
/// # Errors
/// When the actor may not change settings, or the database fails.
pub async fn edited_targets(app: &App, actor: &Actor) -> Result<EditedBank<TargetIdea>, Fault> {
    may(actor)?;
    let reader = app.store.read(actor.school);
    let (version, edits) = banks::targets(&reader).await?;
    let versions = versions(&reader, Which::Targets).await?;
    Ok(EditedBank { bank: Bank::of(TargetIdea::shipped(), &edits), version, versions })
}

/// The strategies as they stood in one version of the school's edits.
///
/// # Errors
/// When the actor may not change settings, or the database fails.
pub async fn strategies_of(app: &App, actor: &Actor, version: u32) -> Result<Bank<Strategy>, Fault> {
    may(actor)?;
    let edits = banks::strategies_of_version(&app.store.read(actor.school), version).await?;
    Ok(Bank::of(Strategy::shipped(), &edits))
}

/// The targets as they stood in one version of the school's edits.
///
/// # Errors
/// When the actor may not change settings, or the database fails.
pub async fn targets_of(app: &App, actor: &Actor, version: u32) -> Result<Bank<TargetIdea>, Fault> {
    may(actor)?;
    let edits = banks::targets_of_version(&app.store.read(actor.school), version).await?;
    Ok(Bank::of(TargetIdea::shipped(), &edits))
}

/// The edits after a change, and what was done, for the trail; none when it is so already. `begun` are those that the change
/// began from, where they are older.
fn changed<T: InBank + PartialEq>(
    edits: &Edits<T>,
    begun: Option<&Edits<T>>,
    shipped: &[T],
    edit: BankEdit<T>,
) -> Result<Option<(Edits<T>, String)>, Fault> {
    let bank = Bank::of(shipped, edits);
    let of = edit.of().to_owned();
    let known = |id: &str| bank.get(id).ok_or(Fault::NotFound);
    let before = edits.clone();
    let (after, done) = match edit {
        BankEdit::Put(item) => {
            let faults = item.faults();
            if !faults.is_empty() {
                let faults = faults.into_iter().map(|fault| FieldFault::new(fault.field, fault.sentence));
                return Err(Fault::Invalid(faults.collect()));
            }
            if item.id().is_empty() {
                // The button was pressed twice.
                let is_there =
                    |own: &T| !edits.hidden.contains(own.id()) && own.clone().with_id(String::new()) == item;
                if begun.is_some() && edits.own.last().is_some_and(is_there) {
                    return Ok(None);
                }
                (before.put(item), "added".to_owned())
            } else if known(item.id())?.item == item {
                return Ok(None);
            } else {
                let done = format!("changed {}", item.id());
                (before.put(item), done)
            }
        }
        BankEdit::Hide(id, hidden) => {
            known(&id)?;
            (before.hide(&id, hidden), format!("{} {id}", if hidden { "hid" } else { "showed" }))
        }
        BankEdit::AsShipped(id) => {
            known(&id)?;
            (before.as_shipped(&id, shipped), format!("put back {id}"))
        }
    };
    if after == *edits {
        return Ok(None);
    }
    // An edit that began from an older version may be made in the newer while the item is the same in both.
    if begun.is_some_and(|begun| Bank::of(shipped, begun).get(&of) != bank.get(&of)) {
        return Err(Fault::Stale);
    }
    Ok(Some((after, done)))
}

async fn commit(app: &App, tx: Tx, allowed: &Allowed, now: Now, done: String) -> Result<(), Fault> {
    app.commit(tx, allowed, now, [Event::school(Happening::BankChanged, done)]).await
}

/// Changes the strategies, started from `version`.
///
/// # Errors
/// [`Fault::Stale`] when somebody changed the same one since; [`Fault::Invalid`] with what is wrong in which box.
pub async fn change_strategies(
    app: &App,
    actor: &Actor,
    now: Now,
    version: u32,
    edit: BankEdit<Strategy>,
) -> Result<(), Fault> {
    let allowed = may(actor)?;
    let tx = app.store.write(actor.school).await?;
    let (stands, edits) = banks::strategies(&tx).await?;
    let begun =
        if stands == version { None } else { Some(banks::strategies_of_version(&tx, version).await?) };
    let Some((after, done)) = changed(&edits, begun.as_ref(), Strategy::shipped(), edit)? else {
        return Ok(());
    };
    banks::add_strategies(&tx, &allowed, stands, &after, now).await?;
    commit(app, tx, &allowed, now, format!("strategies: {done}")).await
}

/// Changes the targets, started from `version`.
///
/// # Errors
/// [`Fault::Stale`] when somebody changed the same one since; [`Fault::Invalid`] with what is wrong in which box.
pub async fn change_targets(
    app: &App,
    actor: &Actor,
    now: Now,
    version: u32,
    edit: BankEdit<TargetIdea>,
) -> Result<(), Fault> {
    let allowed = may(actor)?;
    let tx = app.store.write(actor.school).await?;
    let (stands, edits) = banks::targets(&tx).await?;
    let begun = if stands == version { None } else { Some(banks::targets_of_version(&tx, version).await?) };
    let Some((after, done)) = changed(&edits, begun.as_ref(), TargetIdea::shipped(), edit)? else {
        return Ok(());
    };
    banks::add_targets(&tx, &allowed, stands, &after, now).await?;
    commit(app, tx, &allowed, now, format!("targets: {done}")).await
}
