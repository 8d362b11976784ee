//! What stands before an import: read once, so that no row of the file asks the database.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Date, PupilId,
    audit::Happening,
    calendar::count::days_after,
    pathway::{
        CaseState, StatutoryMove, SupportMove, SupportState,
        came_back::{self, WITHIN_DAYS},
        led_to,
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
    /// How the case of a child who left not long ago goes on when the roll has them again.
    pub back: HashMap<PupilId, CaseState>,
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
            back: HashMap::new(),
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
        let left = standing.pupils.values().map(|(pupil, _)| pupil);
        let left = left.filter(|pupil| pupil.left_on.is_some_and(|on| on >= since)).map(|pupil| pupil.id);
        for pupil in left.collect::<Vec<_>>() {
            let Some(record) = standing.records.get(&pupil) else { continue };
            if let Some(back) = goes_on(db, record, today).await? {
                standing.back.insert(pupil, back);
            }
        }
        Ok(standing)
    }

    /// The pupils on the roll now.
    pub fn on_roll(&self) -> impl Iterator<Item = &Pupil> {
        self.pupils.values().map(|(pupil, _)| pupil).filter(|pupil| pupil.left_on.is_none())
    }
}

/// How the case of a child who has left goes on when they come back, by the moves on the trail.
async fn goes_on(db: &impl Conn, record: &Record, today: Date) -> Result<Option<CaseState>, StoreFault> {
    let kinds = [Happening::MovedOn, Happening::StatutoryMoved, Happening::PupilCameBack];
    let (mut support, mut statutory) = (Vec::new(), Vec::new());
    for event in events::of_pupil_and_kinds(db, record.pupil, &kinds).await? {
        let code = event.detail.split([' ', ':', ',', ';']).next().unwrap_or_default();
        match event.what {
            Happening::StatutoryMoved => {
                statutory.extend(StatutoryMove::from_code(code).map(|made| (day_of(event.at), made)));
            }
            Happening::MovedOn => support.extend(SupportMove::from_code(code).and_then(led_to)),
            _ => {
                support.extend(SupportState::from_code(code));
                // The leaving before it counts no more.
                if statutory.last().is_some_and(|(_, made)| *made == StatutoryMove::Leave) {
                    statutory.pop();
                }
            }
        }
    }
    // The last that led anywhere is the leaving itself.
    let before = support.len().checked_sub(2).and_then(|at| support.get(at)).copied();
    Ok(came_back::came_back(&record.state, before, &statutory, today))
}
