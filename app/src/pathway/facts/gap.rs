//! The gap to peers of one child: of every subject and scale in which there are two collections.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, PupilId,
    calendar::SchoolCalendar,
    census::{SenProvision, history::SenHistory},
    pathway::facts::Gap,
    people::Pupil,
    progress::{
        expected_at_age::{self, Whose},
        gap_closed,
        gap_to_peers::{Answer, Collection},
        scale,
    },
};
use store::{
    Conn,
    queries::scores::{Attainment, attainments_of_peers},
};

use crate::Fault;

/// Closed when it has closed wherever it can be told; open when it is open anywhere; not known when it cannot be told
/// at all. Peers are never shown: only the answer leaves this file.
pub(super) async fn of(
    db: &impl Conn,
    pupil: &Pupil,
    own: &[Attainment],
    calendar: &SchoolCalendar,
    today: Date,
) -> Result<Gap, Fault> {
    let mut gap = Gap::NotKnown;
    for compared in compare(db, pupil, own, calendar, today).await? {
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
    /// The subject; with its scale where the child has results of it on several.
    pub(crate) title: String,
    /// The scale.
    pub(crate) scale: scale::Scale,
    /// The collections, by day.
    pub(crate) collections: Vec<Collection>,
}

/// The child's own results of every subject and scale, beside those of the pupils of the same year who had status N on
/// the day of the collection.
pub(crate) async fn compare(
    db: &impl Conn,
    pupil: &Pupil,
    own: &[Attainment],
    calendar: &SchoolCalendar,
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
        // The query has left out whoever was no peer on the day.
        let collections = collections(scale, pupil, |_, _| true, of, (calendar, today));
        let title = titled(subject, scale, own);
        compared.push(Compared { title, scale: scale.clone(), collections });
    }
    Ok(compared)
}

/// A subject, with its scale beside it where a child's own results of it are on several: "Reading (Reading age)".
pub(crate) fn titled<'a>(
    subject: &str,
    scale: &scale::Scale,
    own: impl IntoIterator<Item = &'a Attainment>,
) -> String {
    let mut own = own.into_iter();
    if own.any(|result| result.subject == subject && result.scale != scale.code) {
        format!("{subject} ({})", scale.name)
    } else {
        subject.to_owned()
    }
}

/// The collections of one subject and scale, by day: the child's value, and those of the peers.
pub(crate) fn collections<'a>(
    scale: &scale::Scale,
    pupil: &Pupil,
    is_peer: impl Fn(PupilId, Date) -> bool,
    results: impl Iterator<Item = &'a Attainment>,
    (calendar, today): (&SchoolCalendar, Date),
) -> Vec<Collection> {
    let child = Whose { year: pupil.year, born_on: pupil.born_on, today };
    let mut collections: BTreeMap<Date, Collection> = BTreeMap::new();
    for result in results {
        let collection = collections.entry(result.on).or_insert_with(|| Collection {
            on: result.on,
            child: None,
            peers: BTreeMap::new(),
            expected: expected_at_age::on(scale, child, result.on, calendar),
        });
        if result.pupil == pupil.id {
            collection.child = Some(result.value);
        } else if is_peer(result.pupil, result.on) {
            collection.peers.insert(result.pupil, result.value);
        }
    }
    collections.into_values().collect()
}

/// The peers of a child on each day: pupils of the same year group whose SEN status was N on that day. Of a pupil
/// without a history, what the roll says.
pub(crate) struct Peers<'a> {
    of_year: BTreeMap<PupilId, (SenProvision, Option<&'a SenHistory>)>,
}

impl<'a> Peers<'a> {
    /// The peers of a child among everyone.
    pub(crate) fn of(
        pupil: &Pupil,
        everyone: &[Pupil],
        histories: &'a BTreeMap<PupilId, SenHistory>,
    ) -> Self {
        let of_year = everyone.iter().filter(|peer| peer.year == pupil.year && peer.id != pupil.id);
        let of_year = of_year.map(|peer| (peer.id, (peer.provision, histories.get(&peer.id)))).collect();
        Self { of_year }
    }

    /// Whether a pupil was a peer on a day.
    pub(crate) fn had(&self, pupil: PupilId, on: Date) -> bool {
        self.of_year.get(&pupil).is_some_and(|(today, history)| {
            let then = history.map_or(*today, |history| history.on(on).unwrap_or(SenProvision::N));
            then == SenProvision::N
        })
    }
}
