//! What each party has said since the last cycle, in their own words: beside the boxes of the plan, to be used in it.

use std::collections::BTreeSet;

use domain::{
    Date, EntryId,
    people::Pupil,
    permissions::{Action, Actor, allow},
    record::{Content, Party, View, readable},
};
use store::queries::{accounts, entries, records};

use super::standing;
use crate::{App, Fault, record::name_of, time_in_words::day};

/// The newest view of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidForPlan {
    /// The view’s entry.
    pub entry: EntryId,
    /// As whom they speak.
    pub party: Party,
    /// Who said it: the child, or a name.
    pub by: String,
    /// When.
    pub on: Date,
    /// What they said: "What goes well", and their words. None is empty.
    pub parts: Vec<(&'static str, String)>,
    /// It is kept from somebody who reads the plan: staff read it, and it goes into no plan.
    pub staff_only: bool,
}

impl SaidForPlan {
    /// The words for a box of the plan: quoted, with who said them and when.
    #[must_use]
    pub fn quoted(&self) -> String {
        let parts: Vec<String> =
            self.parts.iter().map(|(label, words)| format!("{}: “{words}”", label.to_lowercase())).collect();
        format!("{} ({}), {}: {}", self.by, self.party.name().to_lowercase(), day(self.on), parts.join("; "))
    }
}

fn parts(view: &View) -> Vec<(&'static str, String)> {
    [
        ("What goes well", &view.going_well),
        ("What does not", &view.not_going_well),
        ("What is wanted next", &view.wanted),
    ]
    .into_iter()
    .filter(|(_, words)| !words.trim().is_empty())
    .map(|(label, words)| (label, words.split_whitespace().collect::<Vec<_>>().join(" ")))
    .collect()
}

/// The newest view of each who has spoken since the plan of the last cycle was written, newest first; in the first cycle,
/// since the round began. For whoever writes the plan, as far as they may read it.
///
/// # Errors
/// When the plan may not be written by them, or the database fails.
pub async fn said_for_plan(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Vec<SaidForPlan>, Fault> {
    allow(actor, Action::WritePlan, pupil.subject())?;
    let reader = app.store.read(actor.school);
    let written = entries::of_pupil(&reader, pupil.id).await?;
    let state = records::get(&reader, pupil.id).await?.state;
    let stands = standing(&written, &state);
    let since = stands.last.map(|(entry, _)| entry.on);
    let names = accounts::names(&reader).await?;
    let (mut said, mut heard) = (Vec::new(), BTreeSet::new());
    for entry in written.iter().rev() {
        let Content::View(view) = &entry.content else { continue };
        let is_new = entry.round == stands.round && since.is_none_or(|since| entry.on >= since);
        let parts = parts(view);
        if !is_new || parts.is_empty() || !readable(actor, pupil.subject(), entry) {
            continue;
        }
        let by = match (view.party, view.said_by.trim()) {
            (Party::Pupil, _) => pupil.called().to_owned(),
            (_, "") => name_of(&names, entry.author),
            (_, said_by) => said_by.to_owned(),
        };
        if heard.insert((view.party, by.clone())) {
            let (entry, on) = (entry.id, entry.on);
            said.push(SaidForPlan { entry, party: view.party, by, on, parts, staff_only: view.private });
        }
    }
    Ok(said)
}
