//! Attainment in collections is kept: reading, writing, mathematics on a scale, for many children at once.

use std::collections::BTreeSet;

use domain::{
    Date, Now, PupilId,
    audit::{Event, Happening},
    permissions::{Action, Actor, allow},
    progress::scale,
};
use store::queries::{
    pupils,
    scores::{Attainment, keep_attainment},
};

use crate::{App, Fault, school_subject};

/// One result, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttainmentRow {
    /// The child.
    pub pupil: PupilId,
    /// The subject.
    pub subject: String,
    /// The scale's code: `target-tracker`.
    pub scale: String,
    /// The day of the collection.
    pub on: Date,
    /// The value, as the scale writes it.
    pub written: String,
}

/// What was kept, and what could not be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// How many results were kept.
    pub kept: usize,
    /// The rows that were not, by their place in the list from 0, and why.
    pub refused: Vec<(usize, String)>,
}

/// Keeps results: the same child, subject, scale and day again replaces. A row that cannot be read is said; the others
/// are kept.
///
/// # Errors
/// As the matrix says, or when the database fails.
pub async fn import_attainment(
    app: &App,
    actor: &Actor,
    now: Now,
    rows: &[AttainmentRow],
) -> Result<Kept, Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let everyone = Actor::operator(actor.school).scope();
    let roll: BTreeSet<PupilId> =
        pupils::on_roll(&tx, &everyone).await?.into_iter().map(|pupil| pupil.id).collect();
    let scales = scale::shipped();
    let mut done = Kept::default();
    let mut seen = BTreeSet::new();
    let mut results = Vec::new();
    // The last of two for the same child, subject, scale and day is the one that counts.
    for (place, row) in rows.iter().enumerate().rev() {
        let subject = row.subject.trim();
        let read = match scale::find(scales, &row.scale) {
            _ if !roll.contains(&row.pupil) => Err("this child is not on the roll".to_owned()),
            _ if subject.is_empty() => Err("the subject is missing".to_owned()),
            _ if row.on > now.today => Err("the day is still to come".to_owned()),
            None => Err(format!("there is no scale {}", row.scale)),
            Some(scale) => scale.read(&row.written),
        };
        match read {
            Err(why) => done.refused.push((place, why)),
            Ok(value) => {
                if seen.insert((row.pupil, subject, row.scale.as_str(), row.on)) {
                    results.push(Attainment {
                        pupil: row.pupil,
                        subject: subject.to_owned(),
                        scale: row.scale.clone(),
                        on: row.on,
                        value,
                        written: row.written.trim().to_owned(),
                    });
                }
            }
        }
    }
    done.refused.reverse();
    done.kept = results.len();
    if results.is_empty() {
        return Ok(done);
    }
    keep_attainment(&tx, &allowed, &results).await?;
    let event = Event::school(Happening::AssessmentsImported, format!("{} results", results.len()));
    app.commit(tx, &allowed, now, [event]).await?;
    Ok(done)
}
