//! Which answers about the gap to peers changed with the collections of a week.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, PupilId,
    calendar::SchoolCalendar,
    census::history::SenHistory,
    people::{Namesakes, Pupil},
    progress::{
        code_tests::{self, CodeTest},
        gap_closed,
        gap_to_peers::{Answer, Collection},
        scale,
    },
};
use store::queries::scores::Attainment;

use crate::pathway::facts::gap;

/// An answer that is another than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapChange {
    /// The child.
    pub pupil: PupilId,
    /// The name.
    pub name: String,
    /// The subject; with its scale where the child has results of it on several.
    pub subject: String,
    /// The question.
    pub question: &'static str,
    /// The answer before.
    pub before: &'static str,
    /// The answer now.
    pub now: &'static str,
    /// Whether the change is for the better, where that can be told.
    pub better: Option<bool>,
}

/// The question whether the gap has closed, beside the four of the Code.
const CLOSED: &str = "Has the gap to peers closed?";

const fn words(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::CannotTell => "cannot tell",
    }
}

/// Whether a change is for the better, when `yes` is good or bad.
fn better(before: Answer, now: Answer, yes_is_good: bool) -> Option<bool> {
    match (before, now) {
        (Answer::No, Answer::Yes) => Some(yes_is_good),
        (Answer::Yes, Answer::No) => Some(!yes_is_good),
        _ => None,
    }
}

/// The changes from one day to another for some children: only subjects with a new result of the child's are looked at, so a
/// week without a collection costs nothing. `everyone` are the pupils on the roll with their histories, for peers.
pub(super) fn between(
    results: &[Attainment],
    children: &[&Pupil],
    (everyone, histories): (&[Pupil], &BTreeMap<PupilId, SenHistory>),
    calendar: &SchoolCalendar,
    (before, now): (Date, Date),
) -> Vec<GapChange> {
    let known = Namesakes::of(children.iter().copied());
    let scales = scale::shipped();
    let mut changes = Vec::new();
    for pupil in children {
        let fresh: BTreeSet<(&str, &str)> = results
            .iter()
            .filter(|result| result.pupil == pupil.id && before < result.on && result.on <= now)
            .map(|result| (result.subject.as_str(), result.scale.as_str()))
            .collect();
        if fresh.is_empty() {
            continue;
        }
        let peers = gap::Peers::of(pupil, everyone, histories);
        for (subject, code) in fresh {
            let Some(scale) = scale::find(scales, code) else { continue };
            let until = |day: Date| -> Vec<Collection> {
                let of =
                    results.iter().filter(|one| one.subject == subject && one.scale == code && one.on <= day);
                gap::collections(scale, pupil, |id, on| peers.had(id, on), of, (calendar, now))
            };
            let (earlier, later) = (until(before), until(now));
            let own = results.iter().filter(|result| result.pupil == pupil.id);
            let title = gap::titled(subject, scale, own);
            let mut compare = |question: &'static str, was: Answer, is: Answer, yes_is_good: bool| {
                if was != is {
                    changes.push(GapChange {
                        pupil: pupil.id,
                        name: known.tell(pupil),
                        subject: title.clone(),
                        question,
                        before: words(was),
                        now: words(is),
                        better: better(was, is, yes_is_good),
                    });
                }
            };
            let tests = |of: &[Collection]| code_tests::of(of, scale.direction, scale.same_start());
            for (was, is) in tests(&earlier).into_iter().zip(tests(&later)) {
                compare(CodeTest::words(is.test), was.answer, is.answer, false);
            }
            let closed = |of: &[Collection]| gap_closed::is(of, scale.direction);
            compare(CLOSED, closed(&earlier), closed(&later), true);
        }
    }
    changes
}

/// Whether any of some children has a result between two days.
pub(super) fn has_fresh(results: &[Attainment], children: &[&Pupil], before: Date, now: Date) -> bool {
    let known: BTreeSet<PupilId> = children.iter().map(|pupil| pupil.id).collect();
    results.iter().any(|result| before < result.on && result.on <= now && known.contains(&result.pupil))
}
