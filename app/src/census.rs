//! What would be returned on the next census day, and every row that is wrong, with its reason.

use std::collections::{BTreeMap, HashMap};

use domain::{
    ClassId, Now, PupilId,
    census::{
        SenProvision,
        census_day::{self, CensusDay},
        history::SenHistory,
        returnable::{CensusFacts, CensusRow, Need, row},
    },
    pathway::{CaseState, facts_of_support::parents_told_of_k},
    people::Pupil,
    permissions::{Action, Actor, Subject, allow},
    record::{Content, Entry, EntryKind},
};
use store::queries::{classes, entries, pupils, records, statuses};

use crate::{App, Fault, pathway::histories};

/// A pupil's row.
#[derive(Clone, Debug)]
pub struct CensusLine {
    /// The pupil.
    pub pupil: Pupil,
    /// The class, by name.
    pub class: String,
    /// What would be returned.
    pub row: CensusRow,
}

/// What would be returned.
#[derive(Clone, Debug)]
pub struct Census {
    /// On which day.
    pub day: CensusDay,
    /// Every pupil on the roll that day, by name.
    pub lines: Vec<CensusLine>,
}

impl Census {
    /// How many rows would be returned with a provision.
    #[must_use]
    pub fn count(&self, provision: SenProvision) -> usize {
        self.lines.iter().filter(|line| line.row.provision == provision).count()
    }

    /// The rows with something wrong.
    pub fn wrong(&self) -> impl Iterator<Item = &CensusLine> {
        self.lines.iter().filter(|line| !line.row.findings.is_empty())
    }
}

/// What would be returned on the next census day.
///
/// # Errors
/// When the actor may not see the census.
pub async fn show_census(app: &App, actor: &Actor, now: Now) -> Result<Census, Fault> {
    allow(actor, Action::SeeImports, Subject::School(actor.school))?;
    let day = census_day::next_from(now.today);
    let reader = app.store.read(actor.school);
    let scope = actor.scope_for(Action::SeeImports);
    let on_roll = pupils::on_roll(&reader, &scope).await?;
    let class_names: BTreeMap<ClassId, String> =
        classes::all(&reader).await?.into_iter().map(|class| (class.id, class.name)).collect();
    let mut histories = histories(&reader).await?;
    let mut needs: HashMap<PupilId, Vec<Need>> = HashMap::new();
    for need in statuses::needs(&reader, None).await? {
        let rank = u8::try_from(need.rank).unwrap_or(u8::MAX);
        let need_of = Need { rank, kind: need.need, from: need.from_on, to: need.until_on };
        needs.entry(need.pupil).or_default().push(need_of);
    }
    let mut talks: HashMap<PupilId, Vec<Entry>> = HashMap::new();
    let mut states: HashMap<PupilId, CaseState> = HashMap::new();
    let mut made = HashMap::new();
    for entry in entries::of_kinds(&reader, &scope, &[EntryKind::Talk, EntryKind::Ehcp], None).await? {
        match &entry.content {
            Content::Talk(_) => talks.entry(entry.pupil).or_default().push(entry),
            Content::Ehcp(plan) => {
                made.insert(entry.pupil, plan.made_on.unwrap_or(entry.on));
            }
            _ => {}
        }
    }
    for (record, pupil) in records::list(&reader, &scope, false).await? {
        if record.state.statutory.has_plan() {
            // A child that arrived with a plan: since when is on the roll.
            let since = pupil.joined_on.min(now.today);
            made.entry(pupil.id).or_insert(since);
        } else {
            made.remove(&pupil.id);
        }
        states.insert(pupil.id, record.state);
    }
    let mut lines = Vec::new();
    for pupil in on_roll {
        let history = histories.remove(&pupil.id).unwrap_or_else(|| SenHistory::new(Vec::new()));
        let needs = needs.remove(&pupil.id).unwrap_or_default();
        let state = states.remove(&pupil.id).unwrap_or_default();
        let talks = talks.remove(&pupil.id).unwrap_or_default();
        let k_since = history.interval_on(day.date).filter(|spell| spell.provision == SenProvision::K);
        let facts = CensusFacts {
            on_roll_from: pupil.joined_on,
            on_roll_to: pupil.left_on,
            history: &history,
            needs: &needs,
            plan_made_on: made.get(&pupil.id).copied(),
            parents_told_on: parents_told_of_k(&state, &talks, k_since.map(|spell| spell.from)),
        };
        if let Some(row) = row(&facts, day) {
            let class = pupil.class.and_then(|id| class_names.get(&id).cloned()).unwrap_or_default();
            lines.push(CensusLine { pupil, class, row });
        }
    }
    Ok(Census { day, lines })
}
