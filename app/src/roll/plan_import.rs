//! What an import would do: a roll compared with what stands. Nothing is asked and nothing is written here.

use std::collections::BTreeSet;

use domain::{
    Date, PupilId,
    census::SenProvision,
    pathway::{CaseState, SupportState, came_back::came_back, step},
    people::{Class, Pupil},
};
use exchange::roll::{RefusedRow, Roll, RollFormat, RollPupil};
use store::queries::statuses::{Need, Status};

use super::{
    Difference, Standing,
    contacts::{self, ContactChange},
    difference,
    identity::{Known, Whom, meant},
    status,
    wanted::{self, Classes},
};

/// Where a child joins the record, because the file says K or E.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// K: at step 3.
    AtProfile,
    /// E: at EHCP in place.
    WithPlan,
    /// Left not long ago, and is back: where support and the county's process stood.
    GoesOn,
}

/// A child that the file tells of, as it would stand.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Where the row stands.
    pub place: String,
    /// The child.
    pub pupil: Pupil,
    /// The digest of the row.
    pub source: String,
    /// What is done to the contacts.
    pub contacts: ContactChange,
    /// The SEN history, when it changes.
    pub history: Option<Vec<Status>>,
    /// The needs, when they change.
    pub needs: Option<Vec<Need>>,
    /// Where the child joins.
    pub join: Option<Join>,
    /// What changes, field by field; empty for a new child.
    pub differences: Vec<Difference>,
}

/// A child on the roll of whom a full file says nothing.
#[derive(Clone, Debug)]
pub struct Leaver {
    /// The child.
    pub pupil: Pupil,
    /// What of the record ends here with it, in words: support that runs, an EHC application, an EHC plan.
    pub ends: Vec<String>,
}

/// What a record says that ends at this school when the child leaves.
fn ends(state: &CaseState) -> Vec<String> {
    let support = state.support.filter(|support| support.is_open());
    let statutory = state.statutory;
    support
        .map(|support| format!("SEN support, at step {}", step::short(support)))
        .into_iter()
        .chain(statutory.runs().then(|| statutory.name().to_owned()))
        .collect()
}

/// What an import would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The kind of file.
    pub format: RollFormat,
    /// The version of the format.
    pub version: Option<String>,
    /// Children who are not known yet.
    pub new: Vec<Taken>,
    /// Children of whom something changes.
    pub changed: Vec<Taken>,
    /// Children of whom nothing changes; some rows are worded anew, so their digests are kept.
    pub unchanged: Vec<Taken>,
    /// Children on the roll whom the school's own full file leaves out.
    pub leaving: Vec<Leaver>,
    /// Rows that are not taken, and why.
    pub refused: Vec<RefusedRow>,
    /// Children whose EHC plan is in place here although the file does not say E: the plan stays until somebody records
    /// that it has ceased.
    pub plans_that_stay: Vec<Pupil>,
    /// Classes that the file names and that are not there yet.
    pub new_classes: Vec<Class>,
    /// What somebody should know.
    pub notes: Vec<String>,
    /// Whether more than one child in ten would leave: that is asked a second time.
    pub many_leaving: bool,
}

impl Plan {
    /// The children who join at a place, because the file says K or E.
    pub fn joining(&self, join: Join) -> impl Iterator<Item = &Taken> {
        self.new.iter().chain(&self.changed).filter(move |taken| taken.join == Some(join))
    }
}

/// Compares a roll with what stands on `today`. `new_id` gives ids for what would be new.
///
/// # Source
/// formats, "The roll".
#[must_use]
pub fn plan(roll: &Roll, standing: &Standing, today: Date, new_id: &mut dyn FnMut() -> uuid::Uuid) -> Plan {
    let mut plan = Plan {
        format: roll.format,
        version: roll.version.clone(),
        new: Vec::new(),
        changed: Vec::new(),
        unchanged: Vec::new(),
        leaving: Vec::new(),
        refused: roll.refused.clone(),
        plans_that_stay: Vec::new(),
        new_classes: Vec::new(),
        notes: roll.notes.clone(),
        many_leaving: false,
    };
    let mut known = Known::new(standing, &roll.pupils);
    let mut classes = Classes::of(standing);
    let mut in_file = BTreeSet::new();
    for row in &roll.pupils {
        match known.find(row) {
            Whom::New => plan.new.push(taken(row, None, &mut classes, today, new_id)),
            Whom::Known(pupil, source) => {
                in_file.insert(pupil.id);
                let mut taken = taken(row, Some(pupil), &mut classes, today, new_id);
                // The same row again: nothing to do, whatever was changed in Waymark since.
                if taken.source == source && pupil.left_on.is_none() {
                    taken = untouched(taken, pupil);
                }
                if taken.differences.is_empty() {
                    plan.unchanged.push(taken);
                } else {
                    plan.changed.push(taken);
                }
            }
            Whom::Unclear(reason) => plan.refused.push(RefusedRow {
                place: row.place.clone(),
                upn: Some(row.upn.to_string()),
                reason: format!("{reason}."),
            }),
        }
    }
    let has_plan = |taken: &Taken| {
        let (record, stood) = (standing.records.get(&taken.pupil.id), standing.stood.get(&taken.pupil.id));
        let back = stood.filter(|_| taken.join == Some(Join::GoesOn)).map(|stood| &stood.state);
        back.or(record.map(|record| &record.state)).is_some_and(|state| state.statutory.has_plan())
    };
    plan.plans_that_stay = plan
        .changed
        .iter()
        .chain(&plan.unchanged)
        .filter(|taken| taken.pupil.provision != SenProvision::E && has_plan(taken))
        .map(|taken| &taken.pupil)
        .cloned()
        .collect();
    plan.new_classes = classes
        .new
        .into_iter()
        .filter(|class| plan.new.iter().chain(&plan.changed).any(|one| one.pupil.class == Some(class.id)))
        .collect();
    leaving(roll, standing, &in_file, &mut plan);
    plan
}

/// Who leaves: only by a full file of this very school, and never somebody of whom a refused row speaks.
fn leaving(roll: &Roll, standing: &Standing, in_file: &BTreeSet<PupilId>, plan: &mut Plan) {
    let school = &standing.school;
    let own = roll.source.as_ref().is_some_and(|source| {
        source.authority == school.authority && source.establishment == school.establishment
    });
    if let Some(source) = roll.source.as_ref().filter(|_| !own) {
        let name = source.name.as_deref().unwrap_or("another school");
        plan.notes.push(format!(
            "The file comes from {name} ({:03}/{:04}), not from this school ({:03}/{:04}): nobody is taken to be leaving by it.",
            source.authority, source.establishment, school.authority, school.establishment
        ));
    }
    if !(own && roll.full) {
        return;
    }
    let spoken_of: BTreeSet<&str> = plan.refused.iter().filter_map(|row| meant(row, standing)).collect();
    let leavers: Vec<Leaver> = standing
        .on_roll()
        .filter(|pupil| !in_file.contains(&pupil.id) && !spoken_of.contains(pupil.upn.as_str()))
        .map(|pupil| Leaver {
            pupil: pupil.clone(),
            ends: standing.records.get(&pupil.id).map(|record| ends(&record.state)).unwrap_or_default(),
        })
        .collect();
    let nobody = plan.refused.iter().filter(|row| meant(row, standing).is_none()).count();
    if nobody > 0 && !leavers.is_empty() {
        plan.notes.push(format!(
            "Of refused rows it cannot be told which child they are about: {nobody}. Check that none of them is \
             listed here as leaving."
        ));
    }
    plan.many_leaving = leavers.len() * 10 > standing.on_roll().count();
    plan.leaving = leavers;
}

/// The child as it stands: the row says what it said before.
fn untouched(taken: Taken, pupil: &Pupil) -> Taken {
    Taken {
        pupil: pupil.clone(),
        contacts: ContactChange::default(),
        history: None,
        needs: None,
        join: None,
        differences: Vec::new(),
        ..taken
    }
}

fn taken(
    row: &RollPupil,
    known: Option<&Pupil>,
    classes: &mut Classes<'_>,
    today: Date,
    new_id: &mut dyn FnMut() -> uuid::Uuid,
) -> Taken {
    let standing = classes.standing();
    let mut pupil = wanted::pupil(row, known, classes, today, new_id);
    let id = pupil.id;
    let of = |id: PupilId| standing.contacts.get(&id).map_or(&[][..], Vec::as_slice);
    let (contacts, contact_difference) =
        contacts::compare(&row.contacts, of(id), id, &mut || new_id().into());
    let stood = standing.statuses.get(&id).map_or(&[][..], Vec::as_slice);
    let stood_needs = standing.needs.get(&id).map_or(&[][..], Vec::as_slice);
    let history =
        status::history(row.sen.as_deref(), stood, id, today).filter(|history| history.as_slice() != stood);
    let needs = status::needs(&row.needs, stood_needs, id).filter(|needs| needs.as_slice() != stood_needs);
    let spells = history.as_deref().unwrap_or(stood);
    let all_needs = needs.as_deref().unwrap_or(stood_needs);
    let before = pupil.provision;
    if history.is_some() || needs.is_some() {
        pupil.provision = status::on(spells, today).map_or(pupil.provision, |spell| spell.provision);
        pupil.main_need = status::main_need(all_needs, pupil.provision, today);
    }
    let mut differences = Vec::new();
    if let Some(known) = known {
        differences = difference::between(known, &pupil, &classes.all());
        let (was, is) =
            (status::in_words(status::on(stood, today)), status::in_words(status::on(spells, today)));
        if was != is {
            differences.push(Difference::new("SEN status", was, is));
        } else if history.is_some() {
            differences.push(Difference::new(
                "SEN status",
                was,
                format!("{is}; earlier years as the file has them"),
            ));
        }
        if needs.is_some() {
            let of = |needs: &[Need]| status::needs_in_words(needs, today);
            let (was, mut is) = (of(stood_needs), of(all_needs));
            if was == is {
                is.push_str(" (dates)");
            }
            differences.push(Difference::new("Types of need", was, is));
        }
        differences.extend(contact_difference);
    }
    let left = known.filter(|known| known.left_on.is_some());
    let newly = known.is_none_or(|known| known.left_on.is_some()) || before != pupil.provision;
    let join = match left.and_then(|known| goes_on(&pupil, known, standing)) {
        Some(_) => Some(Join::GoesOn),
        None => join(&pupil, standing, newly),
    };
    Taken {
        place: row.place.clone(),
        source: wanted::digest(row),
        contacts,
        history,
        needs,
        join,
        differences,
        pupil,
    }
}

/// The case of a child who came back, as it goes on; none when nothing of it does. Where the roll says that there is no SEN
/// support any more, the support that ran is over; the county's process goes on whatever the roll says.
pub(super) fn goes_on(pupil: &Pupil, known: &Pupil, standing: &Standing) -> Option<CaseState> {
    let record = standing.records.get(&pupil.id)?;
    let mut back = came_back(&record.state, &standing.stood.get(&pupil.id)?.state)?;
    if pupil.provision == SenProvision::N && known.provision != SenProvision::N {
        let closed = record.state.clone();
        back = CaseState {
            support: closed.support,
            support_entered_on: closed.support_entered_on,
            cycle: closed.cycle,
            watch_until: closed.watch_until,
            ..back
        };
    }
    (back != record.state).then_some(back)
}

/// Where a child joins: when it is new here, came back, or the file is the first to say K or E.
fn join(pupil: &Pupil, standing: &Standing, newly: bool) -> Option<Join> {
    if !newly {
        return None;
    }
    let state = standing.records.get(&pupil.id).map(|record| &record.state);
    let support = state.and_then(|state| state.support);
    let has_plan = state.is_some_and(|state| state.statutory.has_plan());
    match pupil.provision {
        SenProvision::N => None,
        SenProvision::K => match support {
            None | Some(SupportState::Closed(_) | SupportState::Concern | SupportState::TeacherAdapts) => {
                Some(Join::AtProfile)
            }
            Some(_) => None,
        },
        SenProvision::E => (!has_plan).then_some(Join::WithPlan),
    }
}
