//! The legal dates of many children, counted from their records for the day on which somebody looks: what Today, the
//! board of dates, the calendar and the register read. The same function makes those of a child's own page.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Date, PupilId,
    deadlines::{Clock, ExemptionLetter},
    pathway::CaseState,
    people::Pupil,
    permissions::Scope,
    record::{Entry, LegalDates},
};
use store::{
    Conn, Reader,
    queries::{
        entries,
        records::{self, Which},
    },
};

use super::file_transfers::open_transfers;
use crate::{App, Fault, SchoolInfo, pathway::clocks_of};

/// What the legal dates of every child of a school count from.
pub(crate) type OfSchool = Arc<BTreeMap<PupilId, LegalDates>>;

/// A legal date of a child.
#[derive(Clone, Debug)]
pub(crate) struct Watched {
    /// The child.
    pub pupil: Arc<Pupil>,
    /// The date, as it stands on the day.
    pub clock: Clock,
    /// The letter of the exemption that the county relies on for it.
    pub exempt: Option<ExemptionLetter>,
}

/// What the legal dates of a school's children count from. Kept until a letter, a plan or an annual review is written
/// here, and for a minute, for another server may have written. Nothing in it hangs on the day, a child's age or year.
pub(crate) async fn of_school(app: &App, reader: &Reader) -> Result<OfSchool, Fault> {
    let (school, now) = (reader.school(), app.now());
    match app.keeping.legal_dates.get(school, &(), now) {
        Ok(kept) => Ok(kept),
        Err(writes) => {
            let mut by_child: BTreeMap<PupilId, Vec<Entry>> = BTreeMap::new();
            for entry in entries::of_school(reader, &LegalDates::KINDS).await? {
                by_child.entry(entry.pupil).or_default().push(entry);
            }
            let dates = by_child.iter().map(|(child, own)| (*child, LegalDates::of(own))).collect();
            let dates: OfSchool = Arc::new(dates);
            app.keeping.legal_dates.keep(school, (), now, writes, &dates);
            Ok(dates)
        }
    }
}

/// The legal dates of one child on a day.
pub(crate) fn of_child(
    dates: &OfSchool,
    pupil: &Pupil,
    state: &CaseState,
    info: &SchoolInfo,
    today: Date,
) -> Vec<(Clock, Option<ExemptionLetter>)> {
    let Some(dates) = dates.get(&pupil.id) else { return Vec::new() };
    clocks_of(dates, pupil, state, info, today)
        .into_iter()
        .map(|clock| {
            let exempt = dates.application.exempt(clock.code, clock.due_on);
            (clock, exempt)
        })
        .collect()
}

/// Whether the child's plan is in place and nobody has recorded the day on which it was made.
pub(crate) fn misses_the_day(dates: &OfSchool, pupil: PupilId, state: &CaseState) -> bool {
    match dates.get(&pupil) {
        Some(dates) => dates.misses_the_day(state.statutory),
        None => state.statutory.has_plan(),
    }
}

/// Every legal date of the children in the scope on a day, soonest first; and those of files to be sent on, of the
/// children in the other scope.
pub(crate) async fn watched(
    app: &App,
    reader: &Reader,
    (follows, sends): (&Scope, &Scope),
    info: &SchoolInfo,
    today: Date,
) -> Result<Vec<Watched>, Fault> {
    let mut found = Vec::new();
    if !follows.is_empty() {
        let dates = of_school(app, reader).await?;
        for (record, pupil) in records::with_pupils(reader, follows, Which::WithSenOrRecord).await? {
            let own = of_child(&dates, &pupil, &record.state, info, today);
            let pupil = Arc::new(pupil);
            found.extend(own.into_iter().map(|(clock, exempt)| Watched {
                pupil: Arc::clone(&pupil),
                clock,
                exempt,
            }));
        }
    }
    found.extend(open_transfers(reader, sends, info, today).await?);
    found.sort_by_key(|one| one.clock.due_on);
    Ok(found)
}

/// The dates of the annual reviews of the school year of `today` that are finished, of the children in the scope.
pub(crate) async fn finished_this_year(
    app: &App,
    reader: &Reader,
    scope: &Scope,
    info: &SchoolInfo,
    today: Date,
) -> Result<Vec<Watched>, Fault> {
    let dates = of_school(app, reader).await?;
    let mut found = Vec::new();
    for (_, pupil) in records::with_pupils(reader, scope, Which::WithSenOrRecord).await? {
        let Some(own) = dates.get(&pupil.id) else { continue };
        let pupil = Arc::new(pupil);
        let kept = own.finished_this_year(&info.calendar, today);
        found.extend(kept.into_iter().map(|clock| Watched {
            pupil: Arc::clone(&pupil),
            clock,
            exempt: None,
        }));
    }
    Ok(found)
}
