//! The gap to peers of one child: of every subject and scale in which there are two collections.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, PupilId,
    calendar::AcademicYear,
    census::SenProvision,
    pathway::facts::Gap,
    people::{Pupil, YearGroup},
    progress::{
        Score, gap_closed,
        gap_to_peers::{Answer, Collection},
        scale,
        target_tracker::Step,
    },
};
use store::{
    Conn,
    queries::scores::{Attainment, attainments_of_peers},
};

use crate::Fault;

/// Closed when it has closed wherever it can be told; open when it is open anywhere; not known when it cannot be told
/// at all. Peers are never shown: only the answer leaves this file.
pub(super) async fn of(db: &impl Conn, pupil: &Pupil, own: &[Attainment], today: Date) -> Result<Gap, Fault> {
    let mut gap = Gap::NotKnown;
    for compared in compare(db, pupil, own, today).await? {
        match gap_closed::is(&compared.collections, compared.scale.direction) {
            Answer::No => return Ok(Gap::Open),
            Answer::Yes => gap = Gap::Closed,
            Answer::CannotTell => {}
        }
    }
    Ok(gap)
}

/// A child's results in one subject and scale, beside their peers'. What names a peer stays in `app`.
#[derive(Clone, Debug)]
pub(crate) struct Compared {
    /// The subject.
    pub(crate) subject: String,
    /// The scale.
    pub(crate) scale: scale::Scale,
    /// The collections, by day.
    pub(crate) collections: Vec<Collection>,
}

/// The child's own results of every subject and scale, beside those of the pupils of the same year with status N.
pub(crate) async fn compare(
    db: &impl Conn,
    pupil: &Pupil,
    own: &[Attainment],
    today: Date,
) -> Result<Vec<Compared>, Fault> {
    let subjects: BTreeSet<(&str, &str)> =
        own.iter().map(|result| (result.subject.as_str(), result.scale.as_str())).collect();
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let results = attainments_of_peers(db, pupil).await?;
    let scales = scale::shipped();
    let mut compared = Vec::new();
    for (subject, code) in subjects {
        let Some(scale) = scale::find(scales, code) else { continue };
        let of = results.iter().filter(|result| result.subject == subject && result.scale == code);
        let collections = collections(scale, pupil, |_| true, of, today);
        compared.push(Compared { subject: subject.to_owned(), scale: scale.clone(), collections });
    }
    Ok(compared)
}

/// The collections of one subject and scale, by day: the child's value, and those of the peers.
pub(crate) fn collections<'a>(
    scale: &scale::Scale,
    pupil: &Pupil,
    is_peer: impl Fn(PupilId) -> bool,
    results: impl Iterator<Item = &'a Attainment>,
    today: Date,
) -> Vec<Collection> {
    let mut collections: BTreeMap<Date, Collection> = BTreeMap::new();
    for result in results {
        let collection = collections.entry(result.on).or_insert_with(|| Collection {
            on: result.on,
            child: None,
            peers: BTreeMap::new(),
            expected: expected(scale, pupil.year, result.on, today),
        });
        if result.pupil == pupil.id {
            collection.child = Some(result.value);
        } else if is_peer(result.pupil) {
            collection.peers.insert(result.pupil, result.value);
        }
    }
    collections.into_values().collect()
}

/// The peers of a child: pupils of the same year group with SEN status N.
pub(crate) fn peers_of(pupil: &Pupil, everyone: &[Pupil]) -> BTreeSet<PupilId> {
    everyone
        .iter()
        .filter(|peer| peer.year == pupil.year && peer.provision == SenProvision::N && peer.id != pupil.id)
        .map(|peer| peer.id)
        .collect()
}

/// What is expected at the child's age on a day, where the scale says: in an earlier school year, of an earlier year
/// group.
fn expected(scale: &scale::Scale, year: YearGroup, on: Date, today: Date) -> Option<Score> {
    match scale.kind {
        scale::Kind::TargetTracker => {
            let years_back = AcademicYear::of(today).starts_in() - AcademicYear::of(on).starts_in();
            let year = i8::try_from(i16::from(year.0) - years_back).ok()?;
            Step::expected_on(year, on).map(Step::score)
        }
        scale::Kind::Number | scale::Kind::YearsAndMonths | scale::Kind::Steps | scale::Kind::OutOf => {
            scale.expected.map(Score::whole)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::date;

    #[test]
    fn in_an_earlier_school_year_the_step_of_that_year_is_expected() {
        let scales = scale::shipped();
        let steps = scale::find(scales, "target-tracker").unwrap();
        let step = |on| expected(steps, YearGroup(3), on, date(2026, 11, 23)).unwrap();
        for (on, text) in [(date(2026, 10, 16), "2s+"), (date(2026, 7, 10), "2s"), (date(2025, 12, 5), "2b")]
        {
            assert_eq!(step(on), Step::read(text).unwrap().score(), "{on}");
        }
    }
}
