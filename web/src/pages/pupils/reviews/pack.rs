//! The pack of a review, in words: sessions, attendance, the gap to peers, the last review, views.

use app::{reviewing::Pack, time_in_words};
use domain::{
    progress::gap_to_peers::Answer as Told,
    record::{Content, Party},
};

use super::ViewShown;

/// A subject with its gap, for the question whether support can stop.
#[derive(Debug)]
pub(crate) struct GapShown {
    /// The subject.
    pub subject: String,
    /// The gap now, in words.
    pub gap: String,
    /// What the child gained from their own start, in words.
    pub gain: Option<String>,
    /// Whether it has closed.
    pub closed: &'static str,
    /// The four questions of the Code, answered.
    pub tests: Vec<(&'static str, &'static str)>,
}

/// The pack, in words.
#[derive(Debug)]
pub(crate) struct PackShown {
    /// Sessions since the last review.
    pub sessions: String,
    /// Why some were missed.
    pub missed: Option<String>,
    /// Attendance in percent.
    pub attendance: Option<String>,
    /// The gap to peers.
    pub gaps: Vec<GapShown>,
    /// What the last review decided, and what it changed.
    pub last: Option<(String, String)>,
    /// Views.
    pub views: Vec<ViewShown>,
    /// Whose view is missing.
    pub missing: String,
}

const fn told(answer: Told) -> &'static str {
    match answer {
        Told::Yes => "Yes",
        Told::No => "No",
        Told::CannotTell => "Cannot tell yet",
    }
}

impl PackShown {
    /// The pack in words.
    pub(crate) fn of(pack: &Pack) -> Self {
        let since = pack.since.map_or_else(String::new, |on| format!(" since {}", time_in_words::day(on)));
        let sessions = pack
            .sessions
            .in_words()
            .map_or_else(|| format!("No session was planned{since}."), |words| format!("{words}{since}."));
        let views: Vec<ViewShown> = pack
            .views
            .iter()
            .filter_map(|entry| match &entry.content {
                Content::View(view) => Some(ViewShown::of(entry, view, super::author(&pack.names, entry))),
                _ => None,
            })
            .collect();
        let given: Vec<&str> = views.iter().map(|view| view.who).collect();
        let missing: Vec<&str> = [Party::Pupil, Party::Parent, Party::Teacher]
            .iter()
            .map(|party| party.name())
            .filter(|name| !given.contains(name))
            .collect();
        Self {
            sessions,
            missed: pack.sessions.missed_in_words(),
            attendance: pack.attendance.clone(),
            gaps: pack
                .subjects
                .iter()
                .map(|one| GapShown {
                    subject: one.subject.clone(),
                    gap: one.gap.clone().unwrap_or_else(|| "cannot be told yet".to_owned()),
                    gain: one.gain.clone(),
                    closed: told(one.closed),
                    tests: one.tests.iter().map(|one| (one.test.words(), told(one.answer))).collect(),
                })
                .collect(),
            last: pack.last.as_ref().and_then(|entry| match &entry.content {
                Content::Review(review) => Some((
                    format!("{}: {}", time_in_words::day(entry.on), review.decision.name()),
                    review.changes.trim().to_owned(),
                )),
                _ => None,
            }),
            views,
            missing: missing.join(", "),
        }
    }
}
