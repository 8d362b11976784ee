//! What stands before an import: read once, so that no row of the file asks the database.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Date, PupilId,
    audit::Happening,
    calendar::count::days_after,
    pathway::{
        CloseReason, StatutoryState, SupportState,
        came_back::{Stood, WITHIN_DAYS},
    },
    people::{Class, Contact, Pupil, School},
};
use store::{
    Conn, StoreFault,
    queries::{
        classes, contacts, events, pupils,
        records::{self, Record, Round},
        statuses::{self, Need, Status},
    },
};

use crate::time_in_words::day_of;

/// Before how the record stood, in the event that tells of a leaving.
pub(super) const STOOD: &str = "; stood ";

/// Everything that a file is compared with.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The school.
    pub school: School,
    /// The calendar year in which the academic year of today starts.
    pub academic_year: i16,
    /// Everybody who was ever on the roll, by UPN, with the digest of the file row that came last.
    pub pupils: BTreeMap<String, (Pupil, String)>,
    /// Contacts by child, in order.
    pub contacts: HashMap<PupilId, Vec<Contact>>,
    /// SEN status by child, in the order of time.
    pub statuses: HashMap<PupilId, Vec<Status>>,
    /// Types of need by child.
    pub needs: HashMap<PupilId, Vec<Need>>,
    /// Records by child.
    pub records: HashMap<PupilId, Record>,
    /// Rounds by child.
    pub rounds: HashMap<PupilId, Vec<Round>>,
    /// The classes of the academic year.
    pub classes: Vec<Class>,
    /// How the record of a child stood whom a roll left out not long ago.
    pub stood: HashMap<PupilId, Stood>,
}

/// The academic year that an import is made in.
pub(crate) fn academic_year(info: &crate::SchoolInfo, today: Date) -> i16 {
    info.calendar.academic_year_of(today).starts_in()
}

impl Standing {
    /// A school with nobody in it.
    #[must_use]
    pub fn empty(school: School, academic_year: i16) -> Self {
        Self {
            school,
            academic_year,
            pupils: BTreeMap::new(),
            contacts: HashMap::new(),
            statuses: HashMap::new(),
            needs: HashMap::new(),
            records: HashMap::new(),
            rounds: HashMap::new(),
            classes: Vec::new(),
            stood: HashMap::new(),
        }
    }

    /// Reads what stands.
    pub(crate) async fn load(
        db: &impl Conn,
        school: School,
        academic_year: i16,
        today: Date,
    ) -> Result<Self, StoreFault> {
        let mut standing = Self::empty(school, academic_year);
        standing.pupils = pupils::for_roll(db).await?;
        for contact in contacts::all(db).await? {
            standing.contacts.entry(contact.pupil).or_default().push(contact);
        }
        for status in statuses::history(db, None).await? {
            standing.statuses.entry(status.pupil).or_default().push(status);
        }
        for need in statuses::needs(db, None).await? {
            standing.needs.entry(need.pupil).or_default().push(need);
        }
        for record in records::all(db).await? {
            standing.records.insert(record.pupil, record);
        }
        for round in records::all_rounds(db).await? {
            standing.rounds.entry(round.pupil).or_default().push(round);
        }
        standing.classes = classes::of_year(db, academic_year).await?;
        let since = days_after(today, -WITHIN_DAYS);
        let left = standing.pupils.values().filter_map(|(pupil, _)| Some((pupil.id, pupil.left_on?)));
        for (pupil, left_on) in left.filter(|(_, left_on)| *left_on >= since).collect::<Vec<_>>() {
            let was_closed = standing.records.get(&pupil).is_some_and(|record| {
                record.state.support == Some(SupportState::Closed(CloseReason::LeftSchool))
                    || record.state.statutory == StatutoryState::LeftSchool
            });
            if was_closed && let Some(stood) = stood_when_left(db, pupil, left_on).await? {
                standing.stood.insert(pupil, stood);
            }
        }
        Ok(standing)
    }

    /// The pupils on the roll now.
    pub fn on_roll(&self) -> impl Iterator<Item = &Pupil> {
        self.pupils.values().map(|(pupil, _)| pupil).filter(|pupil| pupil.left_on.is_none())
    }
}

/// How a child's record stood, as it was kept with the leaving of that day; none where it was no roll that left them out.
async fn stood_when_left(db: &impl Conn, pupil: PupilId, left_on: Date) -> Result<Option<Stood>, StoreFault> {
    let left = events::of_pupil_and_kinds(db, pupil, &[Happening::PupilLeft]).await?;
    let last = left.last().filter(|event| day_of(event.at) >= left_on);
    let kept = last.and_then(|event| event.detail.split_once(STOOD));
    Ok(kept.and_then(|(_, json)| serde_json::from_str(json).ok()))
}
