//! The checklist and the banks of strategies and targets, as a school has them and edits them.

mod edit_bank;
mod edit_checklist;
mod score_now;
mod start_strategy;

use std::collections::BTreeMap;

use domain::{
    SchoolId,
    bank::{Bank, Strategy, TargetIdea},
    checklist::{Checklist, OWN},
    permissions::Actor,
    record::{Content, Entry, FilledChecklist},
};
use store::{Conn, queries::banks};

pub use edit_bank::{
    BankEdit, EditedBank, change_strategies, change_targets, edited_strategies, edited_targets,
    strategies_of, targets_of,
};
pub use edit_checklist::{EditedChecklist, change_checklist, checklist_before, edited_checklist};
pub use score_now::{ScoresNow, scores_now};
pub use start_strategy::{Suggested, look_again_on, start_strategy, strategies_for};
pub use store::queries::banks::Made;

use crate::{App, Fault};

/// What a school uses today; read once for each revision.
#[derive(Clone, Debug)]
pub struct Banks {
    /// The checklist: the school's, or the shipped one.
    pub checklist: Checklist,
    /// The strategies.
    pub strategies: Bank<Strategy>,
    /// The targets.
    pub targets: Bank<TargetIdea>,
}

impl Banks {
    /// Reads them.
    pub(crate) async fn read(app: &App, school: SchoolId) -> Result<Self, Fault> {
        let reader = app.store.read(school);
        let checklist = banks::checklist(&reader).await?.unwrap_or_else(|| Checklist::shipped().clone());
        let strategies = Bank::of(Strategy::shipped(), &banks::strategies(&reader).await?.1);
        let targets = Bank::of(TargetIdea::shipped(), &banks::targets(&reader).await?.1);
        Ok(Self { checklist, strategies, targets })
    }
}

/// The checklists with which some were filled in, each in its own version.
#[derive(Clone, Debug, Default)]
pub struct Checklists(BTreeMap<u32, Checklist>);

impl Checklists {
    /// Those of these entries; asks the database only for versions that the school made.
    pub(crate) async fn of_entries(db: &impl Conn, entries: &[&Entry]) -> Result<Self, Fault> {
        let mut known = BTreeMap::new();
        for entry in entries {
            let Content::Checklist(filled) = &entry.content else { continue };
            if filled.checklist == OWN
                && !known.contains_key(&filled.version)
                && let Some(found) = banks::checklist_of_version(db, filled.version).await?
            {
                known.insert(filled.version, found);
            }
        }
        Ok(Self(known))
    }

    /// The one with which this was filled in.
    #[must_use]
    pub fn of(&self, filled: &FilledChecklist) -> &Checklist {
        let own = (filled.checklist == OWN).then(|| self.0.get(&filled.version)).flatten();
        own.unwrap_or_else(|| Checklist::shipped())
    }
}

/// The checklist with which one was filled in, in its own version.
///
/// # Errors
/// When the database fails.
pub async fn checklist_of(app: &App, actor: &Actor, entry: &Entry) -> Result<Checklist, Fault> {
    let known = Checklists::of_entries(&app.store.read(actor.school), &[entry]).await?;
    Ok(match &entry.content {
        Content::Checklist(filled) => known.of(filled).clone(),
        _ => Checklist::shipped().clone(),
    })
}
