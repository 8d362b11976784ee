//! What to say of a target each week: seven rules, and the first that holds.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::count::in_words;

use super::{AimLine, Direction, Score, ScoredOn, Side, Week, sessions::WeekSessions};

/// The number of consecutive scores at the goal by which it is met.
pub const SCORES_TO_MEET: usize = 3;
/// The number of school weeks after which the goal must be reached again, to be kept.
pub const WEEKS_TO_KEEP: usize = 2;
/// The number of scores in a phase from which the aim line is judged, and of the scores judged.
pub const SCORES_TO_JUDGE: usize = 4;
/// The number of school weeks over which sessions are counted.
pub const WEEKS_OF_SESSIONS: usize = 4;

/// What is known of a target on the day on which it is judged.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The line from baseline to goal.
    pub aim: AimLine,
    /// All scores, in any order. Those before the baseline's date, and after today, are left out.
    pub scores: &'a [ScoredOn],
    /// The first day of the present phase: since when the teaching (provision, dose, target) has not changed.
    pub phase_from: Date,
    /// The school weeks, in order: weeks of term, or weeks with planned sessions.
    pub school_weeks: &'a [Week],
    /// Planned and delivered sessions, a line a week at most, in order. Empty: not known, and not judged.
    pub sessions: &'a [WeekSessions],
    /// The day on which the target is judged.
    pub today: Date,
}

/// What to say, with the numbers that show why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Verdict {
    /// The goal was reached in three consecutive scores, and again two school weeks later.
    MetAndKept {
        /// The day of the third of the three.
        met_on: Date,
        /// The day on which it was reached again.
        kept_on: Date,
    },
    /// The goal was reached in three consecutive scores: check that it is kept.
    Met {
        /// The day of the third of the three.
        met_on: Date,
    },
    /// Too few of the planned sessions took place to judge. Never "not working".
    SessionsMissed {
        /// Sessions planned in the last four school weeks.
        planned: u32,
        /// Sessions delivered in them.
        delivered: u32,
        /// Sessions in them that ran or would have run, but the child was away.
        child_absent: u32,
        /// Sessions in them that were not run.
        not_run: u32,
    },
    /// Fewer than four scores in this phase.
    NotEnoughData {
        /// The scores there are.
        scores: usize,
        /// How many more are needed.
        missing: usize,
    },
    /// The last four scores are all on the wrong side of the aim line: discuss a change.
    OffTrack,
    /// The last four scores are all on the right side: discuss a harder goal or less support.
    Ahead,
    /// Otherwise: carry on.
    OnTrack,
}

impl Verdict {
    /// The verdict's code, as in files and addresses.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Verdict::MetAndKept { .. } => "met-and-kept",
            Verdict::Met { .. } => "met",
            Verdict::SessionsMissed { .. } => "sessions-missed",
            Verdict::NotEnoughData { .. } => "not-enough-data",
            Verdict::OffTrack => "off-track",
            Verdict::Ahead => "ahead",
            Verdict::OnTrack => "on-track",
        }
    }

    /// The verdict in words, with what to do.
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match self {
            Verdict::MetAndKept { .. } => "Met and kept",
            Verdict::Met { .. } => "Met: check that it is kept",
            Verdict::SessionsMissed { .. } => "Sessions missed",
            Verdict::NotEnoughData { .. } => "Not enough data",
            Verdict::OffTrack => "Off track: discuss a change",
            Verdict::Ahead => "Ahead: discuss a harder goal or less support",
            Verdict::OnTrack => "On track, carry on",
        }
    }
}

/// A verdict, with the sentence that says why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What to say.
    pub verdict: Verdict,
    /// Why: one or two sentences with the numbers.
    pub reason: String,
}

/// Judges a target by the seven rules of `progress.md`, in their order; the first that holds is said.
///
/// 1. Goal reached in three consecutive scores, and in a score at least two school weeks after the third of them.
/// 2. Goal reached in three consecutive scores.
/// 3. Under 80% of planned sessions delivered in the last four school weeks up to this one.
/// 4. Fewer than four scores in this phase.
/// 5. The last four scores all on the wrong side of the aim line.
/// 6. The last four scores all on the right side. A score on the line is on neither side.
/// 7. Otherwise on track.
///
/// # Source
/// `progress.md`; rules 5 and 6 are the four-point rule of curriculum-based measurement (Stecker, Lembke & Foegen
/// 2008, *Preventing School Failure* 52(2), 48-58).
///
/// # Example
/// ```
/// # use domain::{progress::{weekly_verdict::{self, Facts}, AimLine, Score, ScoredOn, Week}, date};
/// let on = |month, day, score| ScoredOn::new(date(2026, month, day), Score::whole(score));
/// let scores = [on(9, 14, 10), on(9, 21, 10), on(9, 28, 11), on(10, 5, 11)];
/// let finding = weekly_verdict::of(&Facts {
///     aim: AimLine::new(on(9, 7, 10), on(12, 14, 24), None).unwrap(),
///     scores: &scores,
///     phase_from: date(2026, 9, 7),
///     school_weeks: &scores.map(|score| Week::of(score.on)),
///     sessions: &[],
///     today: date(2026, 10, 9),
/// });
/// assert_eq!(finding.verdict.code(), "off-track");
/// assert_eq!(finding.reason, "The last 4 scores (10, 10, 11, 11) are all under the aim line.");
/// ```
#[must_use]
pub fn of(facts: &Facts) -> Finding {
    let scores = judged_scores(facts);
    let verdict = verdict(facts, &scores);
    Finding { verdict, reason: reason(facts, &scores, &verdict) }
}

/// The scores from the baseline's date to today, by date; those of one day in the order given.
fn judged_scores(facts: &Facts) -> Vec<ScoredOn> {
    let days = facts.aim.baseline().on..=facts.today;
    let mut scores: Vec<ScoredOn> =
        facts.scores.iter().filter(|score| days.contains(&score.on)).copied().collect();
    scores.sort_by_key(|score| score.on);
    scores
}

fn verdict(facts: &Facts, scores: &[ScoredOn]) -> Verdict {
    if let Some((met_on, kept_on)) = met(facts, scores) {
        return match kept_on {
            Some(kept_on) => Verdict::MetAndKept { met_on, kept_on },
            None => Verdict::Met { met_on },
        };
    }
    let recent = super::sessions::last_weeks(facts.sessions, facts.today, WEEKS_OF_SESSIONS);
    if recent.is_too_few() {
        return Verdict::SessionsMissed {
            planned: recent.planned,
            delivered: recent.delivered,
            child_absent: recent.child_absent,
            not_run: recent.not_run,
        };
    }
    let in_phase = scores.iter().filter(|score| score.on >= facts.phase_from).count();
    if in_phase < SCORES_TO_JUDGE {
        return Verdict::NotEnoughData { scores: in_phase, missing: SCORES_TO_JUDGE - in_phase };
    }
    let last = &scores[scores.len() - SCORES_TO_JUDGE..];
    let all_on = |side| last.iter().all(|score| facts.aim.side(score) == side);
    if all_on(Side::Wrong) {
        Verdict::OffTrack
    } else if all_on(Side::Right) {
        Verdict::Ahead
    } else {
        Verdict::OnTrack
    }
}

/// When the goal was first met (three consecutive scores), and when it was reached again long enough after.
fn met(facts: &Facts, scores: &[ScoredOn]) -> Option<(Date, Option<Date>)> {
    let reached: Vec<bool> = scores.iter().map(|score| facts.aim.is_reached_by(score.score)).collect();
    let first = reached.windows(SCORES_TO_MEET).position(|run| run.iter().all(|reached| *reached))?;
    let third = first + SCORES_TO_MEET - 1;
    let met_on = scores[third].on;
    let weeks_since = |day: Date| {
        let (from, to) = (Week::of(met_on), Week::of(day));
        facts.school_weeks.iter().filter(|week| from < **week && **week <= to).count()
    };
    let again =
        (third + 1..scores.len()).find(|at| reached[*at] && weeks_since(scores[*at].on) >= WEEKS_TO_KEEP);
    Some((met_on, again.map(|at| scores[at].on)))
}

fn reason(facts: &Facts, scores: &[ScoredOn], verdict: &Verdict) -> String {
    let goal = facts.aim.goal().score;
    let (worse, better) = match facts.aim.direction() {
        Direction::Increase => ("under", "above"),
        Direction::Decrease => ("above", "under"),
    };
    let last: Vec<String> =
        scores.iter().rev().take(SCORES_TO_JUDGE).rev().map(|score| score.score.to_string()).collect();
    let last = last.join(", ");
    match verdict {
        Verdict::MetAndKept { met_on, kept_on } => format!(
            "The goal of {goal} was reached in three scores in a row by {}, and again on {}.",
            in_words(*met_on),
            in_words(*kept_on)
        ),
        Verdict::Met { met_on } => {
            let day = in_words(*met_on);
            let fallen = scores.last().filter(|score| !facts.aim.is_reached_by(score.score));
            let latest =
                fallen.map(|score| format!(" The latest score, {}, is {worse} it again.", score.score));
            format!(
                "The goal of {goal} was reached in three scores in a row by {day}.{} It is kept when it is reached again two school weeks later.",
                latest.unwrap_or_default()
            )
        }
        Verdict::SessionsMissed { planned, delivered, child_absent, not_run } => {
            let percent = u64::from(*delivered) * 100 / u64::from(*planned).max(1);
            let mut why = Vec::new();
            if *child_absent > 0 {
                why.push(format!("child absent {child_absent}"));
            }
            if *not_run > 0 {
                why.push(format!("not run {not_run}"));
            }
            let why = if why.is_empty() { String::new() } else { format!(" Missed: {}.", why.join(", ")) };
            format!(
                "{delivered} of {planned} planned sessions ({percent}%) took place in the last four school weeks, under 80%.{why}"
            )
        }
        Verdict::NotEnoughData { scores, missing } => format!(
            "{} in this phase: {missing} more {} needed.",
            match scores {
                0 => "There is no score".to_owned(),
                1 => "There is 1 score".to_owned(),
                many => format!("There are {many} scores"),
            },
            if *missing == 1 { "is" } else { "are" }
        ),
        Verdict::OffTrack => format!("The last 4 scores ({last}) are all {worse} the aim line."),
        Verdict::Ahead => format!("The last 4 scores ({last}) are all {better} the aim line."),
        Verdict::OnTrack => {
            let count = |side| {
                let judged = scores.iter().rev().take(SCORES_TO_JUDGE);
                judged.filter(|score| facts.aim.side(score) == side).count()
            };
            format!(
                "Of the last 4 scores ({last}), {} {better} the aim line, {} on it, {} {worse} it.",
                count(Side::Right),
                count(Side::On),
                count(Side::Wrong)
            )
        }
    }
}

/// The latest score at or before a day, for lists beside the verdict.
#[must_use]
pub fn latest(scores: &[ScoredOn], today: Date) -> Option<(Date, Score)> {
    scores
        .iter()
        .filter(|score| score.on <= today)
        .max_by_key(|score| score.on)
        .map(|score| (score.on, score.score))
}

#[cfg(test)]
#[path = "weekly_verdict_tests.rs"]
mod tests;
