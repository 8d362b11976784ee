//! Last week's numbers in sentences, for the SENCO.

use domain::{Date, progress::Week as CalendarWeek};

use super::{Week, some};
use crate::time_in_words;

/// The numbers in sentences; no name of a child, a group or an adult.
pub(super) fn words(week: &Week, about: Date) -> String {
    let monday = time_in_words::day(CalendarWeek::of(about).monday());
    let sessions = &week.sessions;
    let mut said =
        format!("The week of {monday}: {} of {} sessions are entered", sessions.entered, sessions.expected);
    if let Some(not_run) = some(sessions.not_run, "was not run", "were not run") {
        said.push_str(&format!(", {not_run}"));
    }
    said.push_str(". ");
    let targets: Vec<String> = [
        some(week.off_track.len(), "target is off track", "targets are off track"),
        some(week.sessions_missed.len(), "lacks sessions", "lack sessions"),
        some(week.no_data.len(), "has not enough data", "have not enough data"),
        some(week.met_and_kept.len(), "is met and kept", "are met and kept"),
        some(week.met.len(), "is met, to be checked", "are met, to be checked"),
        some(week.ahead.len(), "is ahead", "are ahead"),
    ]
    .into_iter()
    .flatten()
    .collect();
    said.push_str(&if targets.is_empty() {
        "Every target is on track.".to_owned()
    } else {
        format!("Of the targets: {}.", targets.join(", "))
    });
    if let Some(changed) = some(week.changed().count(), "target stands", "targets stand") {
        said.push_str(&format!(" {changed} otherwise than a week before."));
    }
    if week.closed.is_none() {
        said.push_str(" The week is not closed.");
    }
    said
}
