//! The latest result of each child in each subject, with its last change.

use std::collections::BTreeMap;

use domain::{
    Date, PupilId,
    people::{Namesakes, Pupil},
    progress::{Score, scale},
};
use store::queries::scores;

use crate::pathway::facts::gap::titled;

/// The latest result of a child in a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latest {
    /// The child.
    pub pupil: PupilId,
    /// The name.
    pub name: String,
    /// The subject; with its scale where the child has results of it on several.
    pub subject: String,
    /// The value, as the scale writes it.
    pub written: String,
    /// The day of the collection.
    pub on: Date,
    /// The change since the collection before, with its sign and unit.
    pub change: Option<String>,
}

/// The latest result of each child in each subject, with its last change.
pub(super) fn latest(results: &[scores::Attainment], children: &[&Pupil], today: Date) -> Vec<Latest> {
    let known = Namesakes::of(children.iter().copied());
    let scales = scale::shipped();
    let mut by_child: BTreeMap<(PupilId, &str, &str), Vec<&scores::Attainment>> = BTreeMap::new();
    for result in results.iter().filter(|result| result.on <= today) {
        let key = (result.pupil, result.subject.as_str(), result.scale.as_str());
        by_child.entry(key).or_default().push(result);
    }
    let mut latest = Vec::new();
    for pupil in children {
        let of_child = by_child.range((pupil.id, "", "")..).take_while(|((id, ..), _)| *id == pupil.id);
        let of_this = of_child.clone().flat_map(|(_, results)| results.iter().copied());
        for ((_, subject, code), results) in of_child {
            let Some(last) = results.last() else { continue };
            let before = results.len().checked_sub(2).and_then(|at| results.get(at));
            let scale = scale::find(scales, code);
            let change = before.map(|before| {
                let difference = last.value.minus(before.value);
                let sign = if difference > Score::whole(0) { "+" } else { "" };
                if difference == Score::whole(0) {
                    "no change".to_owned()
                } else {
                    let amount =
                        scale.map_or_else(|| difference.to_string(), |scale| scale.amount(difference));
                    format!("{sign}{amount}")
                }
            });
            latest.push(Latest {
                pupil: pupil.id,
                name: known.tell(pupil),
                subject: scale
                    .map_or_else(|| (*subject).to_owned(), |scale| titled(subject, scale, of_this.clone())),
                written: scale.map_or_else(|| last.written.clone(), |scale| scale.show(last.value)),
                on: last.on,
                change,
            });
        }
    }
    latest
}
