//! What the school wrote and what the parents said, side by side, when a concern is read; and how the child sees it.

use domain::{
    Date,
    record::{Concern, Content, Party},
};

use super::Written;
use crate::time_in_words::day;

/// What one side said at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Who wrote it, or to whom it was said.
    pub by: String,
    /// When.
    pub on: Date,
    /// What: a name and the words.
    pub rows: Vec<(&'static str, String)>,
}

impl Voice {
    /// The day in words.
    #[must_use]
    pub fn day(&self) -> String {
        day(self.on)
    }
}

/// The sides, each in the order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// What staff wrote.
    pub school: Vec<Voice>,
    /// What the parents wrote or said.
    pub home: Vec<Voice>,
    /// How the child sees it.
    pub child: Vec<Voice>,
}

fn rows(concern: &Concern) -> Vec<(&'static str, String)> {
    let areas: Vec<&str> = concern.areas.iter().map(|area| area.name()).collect();
    vec![
        ("Noticed", concern.noticed.clone()),
        ("Since when", concern.since.clone()),
        ("Where and when", concern.where_and_when.clone()),
        ("What goes well", concern.strengths.clone()),
        ("Tried so far", concern.tried.clone()),
        ("May be about", areas.join(", ")),
    ]
}

/// The sides of some concerns.
#[must_use]
pub fn two_voices(concerns: &[Written]) -> Voices {
    let mut voices = Voices::default();
    for one in concerns {
        let Content::Concern(concern) = &one.entry.content else { continue };
        let add = |to: &mut Vec<Voice>, by: String, on: Date, rows: Vec<(&'static str, String)>| {
            let rows: Vec<_> = rows.into_iter().filter(|(_, words)| !words.trim().is_empty()).collect();
            if !rows.is_empty() {
                to.push(Voice { by, on, rows });
            }
        };
        let on = one.entry.on;
        let wrote = format!("written by {}", one.by);
        match concern.raised_by {
            Party::Parent => add(&mut voices.home, wrote.clone(), on, rows(concern)),
            Party::Pupil => add(&mut voices.child, wrote.clone(), on, rows(concern)),
            _ => {
                let mut of_school = rows(concern);
                of_school.push(("Attempts to reach the parents", concern.attempts.clone()));
                add(&mut voices.school, wrote.clone(), on, of_school);
            }
        }
        let talked_on = concern.talked_on.unwrap_or(on);
        let with =
            if concern.talked_with.trim().is_empty() { "the parents" } else { concern.talked_with.trim() };
        let said = match concern.talked_on {
            Some(talked_on) => format!("talk with {with} on {}, {wrote}", day(talked_on)),
            None => wrote.clone(),
        };
        add(&mut voices.home, said, talked_on, vec![("Said", concern.parents_said.clone())]);
        let sees = vec![("How the child sees it", concern.child_view.clone())];
        add(&mut voices.child, wrote, on, sees);
    }
    for side in [&mut voices.school, &mut voices.home, &mut voices.child] {
        side.sort_by_key(|voice| voice.on);
    }
    voices
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{EntryId, PupilId, SchoolId, date, permissions::Who, record::Entry};

    fn concern(on: Date, by: &str, concern: Concern) -> Written {
        let entry = Entry {
            id: EntryId::new(1, &[1; 10]),
            school: SchoolId::new(1, &[2; 10]),
            pupil: PupilId::new(1, &[3; 10]),
            round: 1,
            on,
            content: Content::Concern(concern),
            author: Who::Job,
            written_at: jiff::Timestamp::default(),
            version: 1,
        };
        Written { entry, by: by.to_owned() }
    }

    #[test]
    fn each_says_it_on_their_side() {
        let all = [
            concern(
                date(2026, 11, 9),
                "Ms Ferreira",
                Concern {
                    raised_by: Party::Teacher,
                    noticed: "Guesses words".into(),
                    talked_on: Some(date(2026, 11, 6)),
                    talked_with: "Mrs Ali".into(),
                    parents_said: "The same at home".into(),
                    child_view: "The letters run away".into(),
                    ..Concern::default()
                },
            ),
            concern(
                date(2026, 11, 2),
                "Mrs Ali",
                Concern {
                    raised_by: Party::Parent,
                    noticed: "Cries at homework".into(),
                    ..Concern::default()
                },
            ),
        ];
        let voices = two_voices(&all);
        let words = |side: &[Voice]| {
            side.iter()
                .flat_map(|voice| voice.rows.iter().map(|(_, words)| words.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&voices.school), ["Guesses words"]);
        assert_eq!(words(&voices.home), ["Cries at homework", "The same at home"]);
        assert_eq!(words(&voices.child), ["The letters run away"]);
        assert_eq!(voices.home[1].by, "talk with Mrs Ali on 6 November 2026, written by Ms Ferreira");
        assert_eq!(two_voices(&[]), Voices::default());
    }
}
