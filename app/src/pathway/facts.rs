//! What a guard needs of one child, loaded once: entries, provision, sessions, scores, the gap to peers.

pub(crate) mod gap;

use domain::{
    Date, TargetId,
    calendar::SchoolCalendar,
    pathway::{
        StatutoryFacts, StatutoryMove, SupportFacts, SupportState,
        facts::Gap,
        facts_of_statutory::{self, StatutoryRecord},
        facts_of_support::{self, Serving, SupportRecord},
    },
    people::Pupil,
    permissions::Actor,
    provision::{Booked, Provision, Session, Timetable, clashes, planned_days},
    record::{Entry, evidence},
};
use store::{
    Conn,
    queries::{
        accounts, provisions,
        records::{self, Record},
    },
};

use crate::{App, Fault, SchoolInfo, pupils::OnRecord};

/// Everything about one child that the guards of both machines judge by.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The child.
    pub pupil: Pupil,
    /// Where the record stands.
    pub record: Record,
    /// Every entry, of every round, oldest first.
    pub entries: Vec<Entry>,
    serving: Vec<Serving>,
    booked_twice: Vec<String>,
    scores: Vec<(TargetId, Date)>,
    gap: Gap,
    evidence_missing: Vec<String>,
}

/// Loads what the guards need. The child was found in a scope before.
///
/// # Errors
/// When the database fails.
pub async fn load(
    db: &impl Conn,
    pupil: &Pupil,
    record: &Record,
    calendar: &SchoolCalendar,
    today: Date,
) -> Result<Loaded, Fault> {
    judge(db, OnRecord::of(db, pupil, record).await?, None, calendar, today).await
}

/// What the guards need, of a record that was read before; with the gap to peers, when that is known.
pub(crate) async fn judge(
    db: &impl Conn,
    on: OnRecord,
    known: Option<Gap>,
    calendar: &SchoolCalendar,
    today: Date,
) -> Result<Loaded, Fault> {
    let OnRecord { pupil, record, entries, provisions: groups, sessions: held, scores, .. } = on;
    let since = facts_of_support::cycle_began_on(&record.state, &entries).unwrap_or(today);
    let serving = serving(&pupil, &groups, &held, calendar, since, today);
    let support = record.state.support;
    let booked_twice = if support == Some(SupportState::Provision) {
        booked_twice(db, &pupil, &groups, today).await?
    } else {
        Vec::new()
    };
    let judged = matches!(support, Some(SupportState::Review | SupportState::Continues));
    let own = if judged || record.state.statutory.step() == Some(7) {
        store::queries::scores::attainments(db, None, Some(pupil.id)).await?
    } else {
        Vec::new()
    };
    let gap = match known {
        Some(gap) => gap,
        None if judged => gap::of(db, &pupil, &own, calendar, today).await?,
        None => Gap::NotKnown,
    };
    let evidence_missing = evidence::missing(
        &entries,
        &evidence::Held {
            results: own.len(),
            scores: scores.len(),
            sessions: held.iter().filter(|session| session.was_given_to(pupil.id)).count(),
            provisions: groups.len(),
            attendance: pupil.attendance.is_some(),
        },
    );
    Ok(Loaded {
        pupil,
        record,
        entries,
        serving,
        booked_twice,
        scores: scores.into_iter().map(|score| (score.target, score.on)).collect(),
        gap,
        evidence_missing,
    })
}

/// Loads what the guards need, for a page. The child was found in the actor's scope before.
///
/// # Errors
/// When the database fails.
pub async fn of(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    today: Date,
) -> Result<Loaded, Fault> {
    let reader = app.store.read(actor.school);
    let record = records::get(&reader, pupil.id).await?;
    load(&reader, pupil, &record, &info.calendar, today).await
}

impl Loaded {
    /// The facts of the support machine.
    #[must_use]
    pub fn support(&self, calendar: &SchoolCalendar, today: Date) -> SupportFacts {
        facts_of_support::facts(&SupportRecord {
            state: &self.record.state,
            entries: &self.entries,
            roll_says: self.pupil.provision,
            left_on: self.pupil.left_on,
            serving: &self.serving,
            booked_twice: &self.booked_twice,
            scores: &self.scores,
            gap: self.gap,
            review_due_on: self.record.review_due_on,
            calendar,
            today,
        })
    }

    /// The facts of the statutory machine, for one move.
    #[must_use]
    pub fn statutory(
        &self,
        the_move: StatutoryMove,
        calendar: &SchoolCalendar,
        today: Date,
    ) -> StatutoryFacts {
        facts_of_statutory::facts(
            &StatutoryRecord {
                state: &self.record.state,
                entries: &self.entries,
                roll_says: self.pupil.provision,
                left_on: self.pupil.left_on,
                evidence_missing: &self.evidence_missing,
                bank_holidays: calendar.bank_holidays(),
                today,
            },
            the_move,
        )
    }
}

/// The child's places that have not ended, and what came of their sessions since the cycle began.
fn serving(
    pupil: &Pupil,
    groups: &[Provision],
    held: &[Session],
    calendar: &SchoolCalendar,
    since: Date,
    today: Date,
) -> Vec<Serving> {
    let mut all = Vec::new();
    for group in groups {
        let one = std::slice::from_ref(group);
        let timetable = Timetable::new(one, held, calendar, today);
        for place in group.places.iter().filter(|place| place.pupil == pupil.id && !place.never_was()) {
            let ends = place.until_on.map_or(group.until_on, |until| until.min(group.until_on));
            if ends < today && ends < since {
                continue;
            }
            let begins = place.from_on.max(group.from_on);
            let weeks = timetable.weeks(pupil.id, place.target, since.max(begins), ends.min(today));
            let done = weeks.iter().any(|week| week.delivered > 0);
            let ahead = || !planned_days(group, calendar, begins.max(today), ends).is_empty();
            all.push(Serving {
                target: place.target,
                has_staff: !group.staff.is_empty(),
                has_dates: !group.weekdays.is_empty() && begins <= ends,
                first_session: done || ahead(),
                planned: weeks.iter().map(|week| week.planned).sum(),
                delivered: weeks.iter().map(|week| week.delivered).sum(),
            });
        }
    }
    all
}

/// Adults who run one of the child's groups and are booked twice at one time.
async fn booked_twice(
    db: &impl Conn,
    pupil: &Pupil,
    own: &[Provision],
    today: Date,
) -> Result<Vec<String>, Fault> {
    let running: Vec<Provision> = provisions::between(db, today, Date::MAX).await?;
    let is_own = |at: usize| {
        own.iter().any(|group| {
            group.id == running[at].id && group.places.iter().any(|place| place.pupil == pupil.id)
        })
    };
    let adults: std::collections::BTreeSet<_> = clashes(&running, |_| None)
        .into_iter()
        .filter(|clash| is_own(clash.one) || is_own(clash.other))
        .filter_map(|clash| match clash.who {
            Booked::Adult(adult) => Some(adult),
            Booked::Child(_) | Booked::Class(_) => None,
        })
        .collect();
    if adults.is_empty() {
        return Ok(Vec::new());
    }
    let names = accounts::names(db).await?;
    Ok(adults.into_iter().filter_map(|adult| names.get(&adult).cloned()).collect())
}
