//! What is dear to work out, kept for a minute and until something is written in the school.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{
    Date, Now, SchoolId,
    audit::{Event, Happening},
    permissions::Who,
    record::{EntryKind, LegalDates},
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    county::{Overview, watched},
    gathering::{Week, WeekInShort},
};

/// Worked out anew after so long, for another server may have written; after a write here, at once.
const KEPT_FOR: SignedDuration = SignedDuration::from_mins(1);

/// Values by school and key.
#[derive(Debug)]
pub(crate) struct Kept<K, V> {
    /// The most values of all schools.
    most: usize,
    schools: Mutex<BTreeMap<SchoolId, OfSchool<K, V>>>,
}

#[derive(Debug)]
struct OfSchool<K, V> {
    /// Goes up with each write: what was worked out before one is not kept after it.
    writes: u64,
    values: BTreeMap<K, (Timestamp, V)>,
}

impl<K: Ord, V: Clone> Kept<K, V> {
    const fn new(most: usize) -> Self {
        Self { most, schools: Mutex::new(BTreeMap::new()) }
    }

    fn schools(&self) -> MutexGuard<'_, BTreeMap<SchoolId, OfSchool<K, V>>> {
        self.schools.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn written(&self, school: SchoolId) {
        let mut schools = self.schools();
        let of_school = schools.entry(school).or_insert(OfSchool { writes: 0, values: BTreeMap::new() });
        of_school.writes += 1;
        of_school.values.clear();
    }

    /// A value that is kept; else how many writes there were, to keep it under.
    pub(crate) fn get(&self, school: SchoolId, key: &K, now: Now) -> Result<V, u64> {
        let mut schools = self.schools();
        let of_school = schools.entry(school).or_insert(OfSchool { writes: 0, values: BTreeMap::new() });
        match of_school.values.get(key) {
            Some((at, value)) if now.instant.duration_since(*at).abs() < KEPT_FOR => Ok(value.clone()),
            _ => Err(of_school.writes),
        }
    }

    /// Keeps a value that was worked out after so many writes.
    pub(crate) fn keep(&self, school: SchoolId, key: K, now: Now, writes: u64, value: &V) {
        let mut schools = self.schools();
        if schools.values().map(|of_school| of_school.values.len()).sum::<usize>() >= self.most {
            schools.values_mut().for_each(|of_school| of_school.values.clear());
        }
        if let Some(of_school) = schools.get_mut(&school).filter(|of_school| of_school.writes == writes) {
            of_school.values.insert(key, (now.instant, value.clone()));
        }
    }
}

/// Whose it is, and the revision of the school: a role that is taken away, also on another server, raises it.
pub(crate) type Whose = (Who, u64);

/// Everything that is kept.
#[derive(Debug)]
pub(crate) struct Keeping {
    /// Whole weeks, each with the charts of a school: whose, its Monday, and the day on which it was read.
    pub(crate) weeks: Kept<(Whose, Date, Date), Arc<Week>>,
    /// A week's numbers, for lists: whose, and whether only of the classes that they teach.
    pub(crate) weeks_in_short: Kept<(Whose, bool), WeekInShort>,
    /// The overview: whose, and the day on which it was read.
    pub(crate) overviews: Kept<(Whose, Date), Arc<Overview>>,
    /// What the legal dates of a school's children count from, on every day.
    pub(crate) legal_dates: Kept<(), watched::OfSchool>,
}

/// Whether an event may have changed what legal dates count from: not what is written each day.
fn changes_legal_dates(event: &Event) -> bool {
    match event.what {
        Happening::SignedIn
        | Happening::SignedOut
        | Happening::SessionLogged
        | Happening::SessionCorrected
        | Happening::SessionJoined
        | Happening::SessionTakenBack
        | Happening::ProvisionPlanned
        | Happening::ProvisionChanged => false,
        Happening::EntryAdded | Happening::EntryChanged => {
            EntryKind::from_code(&event.detail).is_none_or(|kind| LegalDates::KINDS.contains(&kind))
        }
        _ => true,
    }
}

impl Default for Keeping {
    fn default() -> Self {
        Self {
            weeks: Kept::new(8),
            weeks_in_short: Kept::new(2_000),
            overviews: Kept::new(50),
            legal_dates: Kept::new(500),
        }
    }
}

impl Keeping {
    /// Something was written in the school.
    pub(crate) fn written(&self, school: SchoolId) {
        self.weeks.written(school);
        self.weeks_in_short.written(school);
        self.overviews.written(school);
    }

    /// These events happened in the school: what the legal dates count from is read again, unless no event can have
    /// changed a letter, a plan or an annual review.
    pub(crate) fn happened<'a>(&self, school: SchoolId, events: impl IntoIterator<Item = &'a Event>) {
        if events.into_iter().any(changes_legal_dates) {
            self.legal_dates.written(school);
        }
    }
}
