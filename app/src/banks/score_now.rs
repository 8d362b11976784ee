//! Where a child is now on something that was measured before: the start of a new target, taken from scores.

use domain::{
    bank::alike,
    people::Pupil,
    permissions::{Action, Actor, allow},
    progress::{Score, ScoredOn, baseline},
    record::{Content, Entry, Target},
};
use store::queries::{
    entries,
    scores::{self, TargetScore},
};

use crate::{App, Fault};

/// What was measured of a child before: each target of any plan that has scores, the newest plan first.
#[derive(Clone, Debug, Default)]
pub struct ScoresNow(Vec<(Target, Vec<ScoredOn>)>);

impl ScoresNow {
    /// From a child's entries (oldest first) and scores.
    #[must_use]
    pub(crate) fn of(entries: &[Entry], scores: &[TargetScore]) -> Self {
        let mut known: Vec<(Target, Vec<ScoredOn>)> = Vec::new();
        for entry in entries.iter().rev() {
            let Content::Plan(plan) = &entry.content else { continue };
            for target in &plan.targets {
                if known.iter().any(|(before, _)| before.id == target.id) {
                    continue;
                }
                let of = scores.iter().filter(|score| score.target == target.id);
                let mut taken: Vec<ScoredOn> = of.map(|score| ScoredOn::new(score.on, score.value)).collect();
                taken.sort_by_key(|score| score.on);
                if !taken.is_empty() {
                    known.push((target.clone(), taken));
                }
            }
        }
        Self(known)
    }

    /// The start of a target: for one that goes on, the middle of its first three scores; for a new one, where the child
    /// stands on an earlier target that says the same in the same unit (the middle of the last three scores, on the
    /// day of the last).
    #[must_use]
    pub fn start(&self, target: &Target) -> Option<ScoredOn> {
        if let Some((_, taken)) = self.0.iter().find(|(known, _)| known.id == target.id) {
            return baseline::of(None, taken);
        }
        let unit = target.unit.trim().to_lowercase();
        let same =
            |known: &Target| known.unit.trim().to_lowercase() == unit && alike(&known.will, &target.will);
        let (_, taken) = self.0.iter().find(|(known, _)| !unit.is_empty() && same(known))?;
        let last = taken.last()?;
        let mut values: Vec<Score> =
            taken.iter().rev().take(baseline::SCORES).map(|score| score.score).collect();
        values.sort_unstable();
        let middle = if values.len() == baseline::SCORES { values[1] } else { last.score };
        Some(ScoredOn::new(last.on, middle))
    }
}

/// What was measured of a child before.
///
/// # Errors
/// When the actor may not write the child's plan, or the database fails.
pub async fn scores_now(app: &App, actor: &Actor, pupil: &Pupil) -> Result<ScoresNow, Fault> {
    allow(actor, Action::WritePlan, pupil.subject())?;
    let reader = app.store.read(actor.school);
    let all = entries::of_pupil(&reader, pupil.id).await?;
    Ok(ScoresNow::of(&all, &scores::of_pupil(&reader, pupil.id).await?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{EntryId, PupilId, SchoolId, TargetId, date, permissions::Who, record::Plan};

    fn target(id: u8, will: &str, unit: &str) -> Target {
        Target {
            id: TargetId::new(1, &[id; 10]),
            will: will.to_owned(),
            unit: unit.to_owned(),
            ..Target::empty()
        }
    }

    fn plan(targets: Vec<Target>) -> Entry {
        Entry {
            id: EntryId::new(1, &[1; 10]),
            school: SchoolId::new(1, &[2; 10]),
            pupil: PupilId::new(1, &[3; 10]),
            round: 1,
            on: date(2026, 9, 1),
            content: Content::Plan(Plan { targets, ..Plan::default() }),
            author: Who::Job,
            written_at: jiff::Timestamp::default(),
            version: 1,
        }
    }

    fn score(target: u8, day: i8, value: i32) -> TargetScore {
        TargetScore {
            id: EntryId::new(u64::from(day.unsigned_abs()), &[target; 10]),
            pupil: PupilId::new(1, &[3; 10]),
            target: TargetId::new(1, &[target; 10]),
            on: date(2026, 10, day),
            value: Score::whole(value),
            session: None,
            by: None,
        }
    }

    #[test]
    fn the_start_of_a_target() {
        let words = target(1, "read aloud from a Year 2 text", "words a minute");
        let spell = target(2, "spell the common words", "out of 10");
        let entries = [plan(vec![words.clone(), spell.clone()])];
        let scores = [
            score(1, 9, 31),
            score(1, 2, 20),
            score(1, 16, 28),
            score(1, 23, 40),
            score(1, 30, 38),
            score(2, 2, 3),
        ];
        let known = ScoresNow::of(&entries, &scores);
        let on = |day, value| Some(ScoredOn::new(date(2026, 10, day), Score::whole(value)));
        let new = |will: &str, unit: &str| Target { id: Target::NEW, ..target(9, will, unit) };
        let table = [
            // One that goes on: the first three, as everywhere.
            (words, on(16, 28)),
            (spell, None),
            // A new one that says the same: the last three; fewer: the last.
            (new("Read aloud from a Year 2 text not read before", "Words a minute"), on(30, 38)),
            (new("spell the common words", "out of 10"), on(2, 3)),
            // Another deed, another unit, nothing said.
            (new("count in twos", "out of 10"), None),
            (new("read aloud from a Year 2 text", "out of 10"), None),
            (new("", ""), None),
        ];
        for (target, expected) in table {
            assert_eq!(known.start(&target), expected, "{target:?}");
        }
        assert_eq!(ScoresNow::default().start(&new("x", "y")), None);
    }
}
