//! A plan's target, judged on a day from its scores and sessions: the facts of the weekly verdict, put together.

use jiff::civil::Date;

use super::{
    AimLine, ScoredOn, Week, baseline,
    sessions::{WeekSessions, last_weeks},
    weekly_verdict::{self, Facts, Finding, SCORES_TO_JUDGE, Verdict, WEEKS_OF_SESSIONS},
};
use crate::{
    PupilId,
    calendar::{
        SchoolCalendar,
        count::{days_after, in_words},
    },
    provision::{Counted, Timetable},
    record::Target,
};

/// What is said of a target, with what it rests on.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The verdict and why.
    pub finding: Finding,
    /// The line from baseline to goal, when there is one.
    pub aim: Option<AimLine>,
    /// Where the teaching changed, with what began.
    pub changes: Vec<(Date, String)>,
    /// Planned and held sessions of the last four weeks with any.
    pub sessions: Vec<Counted>,
    /// The latest score.
    pub latest: Option<ScoredOn>,
    /// What the target lacks to be judged by its line, in a sentence.
    pub lacks: Option<String>,
}

impl Judged {
    /// How many planned sessions of the last four weeks nobody has said anything of.
    #[must_use]
    pub fn not_logged(&self) -> u32 {
        self.sessions.iter().map(|week| week.not_logged).sum()
    }

    /// How many sessions were planned in the last four weeks with any.
    #[must_use]
    pub fn planned(&self) -> u32 {
        self.sessions.iter().map(|week| week.planned).sum()
    }

    /// Whether sessions are missing only because nobody logged them: no data came, rather than no teaching.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        let told = self.planned().saturating_sub(self.not_logged());
        let delivered: u32 = self.sessions.iter().map(|week| week.delivered).sum();
        matches!(self.finding.verdict, Verdict::SessionsMissed { .. })
            && self.not_logged() > 0
            && u64::from(delivered) * 5 >= u64::from(told) * 4
    }
}

/// Judges a target of a child on a day. Without a goal, a day or a baseline there is no line: then sessions missed are
/// said, and else that there is not enough data.
///
/// # Source
/// `progress.md`, "What to say each week"; the phase begins where the teaching last changed.
#[must_use]
pub fn of(
    target: &Target,
    pupil: PupilId,
    scores: &[ScoredOn],
    table: &Timetable,
    calendar: &SchoolCalendar,
    today: Date,
) -> Judged {
    let until_today: Vec<ScoredOn> = scores.iter().filter(|score| score.on <= today).copied().collect();
    let given = match (target.baseline, target.baseline_on) {
        (Some(score), Some(on)) => Some(ScoredOn::new(on, score)),
        _ => None,
    };
    let start = baseline::of(given, &until_today);
    let line = match (start, target.goal, target.by) {
        (Some(start), Some(goal), Some(by)) => {
            AimLine::new(start, ScoredOn::new(by, goal), Some(target.direction))
                .map_err(|fault| format!("There is no line to the goal: {fault}."))
        }
        (_, None, _) => Err("The target has no number to reach yet.".to_owned()),
        (_, _, None) => Err("The target has no day by which it is to be reached.".to_owned()),
        (None, Some(_), Some(_)) => {
            let missing = baseline::SCORES.saturating_sub(until_today.len());
            let more = if missing == 1 { "1 more is needed" } else { &format!("{missing} more are needed") };
            Err(format!("The first three scores give the baseline: {more}."))
        }
    };
    let changes: Vec<(Date, String)> =
        table.changes(pupil, target.id).into_iter().filter(|(on, _)| *on <= today).collect();
    let ended_on = table.ended_on(pupil, target.id, today);
    let sessions = recent_sessions(target, pupil, table, calendar, ended_on.is_some(), today);
    let latest = until_today.iter().max_by_key(|score| score.on).copied();
    let weeks: Vec<WeekSessions> = sessions.iter().copied().map(WeekSessions::from).collect();
    let (finding, aim, lacks) = match line {
        Ok(aim) => {
            let first = until_today.iter().map(|score| score.on).min().unwrap_or(today);
            let mut school_weeks: Vec<Week> =
                calendar.school_weeks(first, today).iter().copied().map(Week::from).collect();
            if school_weeks.is_empty() {
                school_weeks = until_today.iter().map(|score| Week::of(score.on)).collect();
                school_weeks.sort();
                school_weeks.dedup();
            }
            let phase_from = changes.last().map_or(aim.baseline().on, |(on, _)| *on);
            let finding = weekly_verdict::of(&Facts {
                aim,
                scores: &until_today,
                phase_from,
                school_weeks: &school_weeks,
                sessions: &weeks,
                today,
            });
            (finding, Some(aim), None)
        }
        Err(lacks) => (without_line(&weeks, until_today.len(), &lacks, today), None, Some(lacks)),
    };
    let mut finding = finding;
    if let Some(ended_on) = ended_on {
        let day = in_words(ended_on);
        finding.reason.push_str(&format!(" There has been no provision for it since {day}."));
    }
    Judged { finding, aim, changes, sessions, latest, lacks }
}

/// The last four weeks with planned sessions, within a term's time; of what has ended those of the last four school weeks.
fn recent_sessions(
    target: &Target,
    pupil: PupilId,
    table: &Timetable,
    calendar: &SchoolCalendar,
    has_ended: bool,
    today: Date,
) -> Vec<Counted> {
    let last = calendar.last_school_weeks(today, WEEKS_OF_SESSIONS).first().filter(|_| has_ended);
    let from = last.map_or(days_after(today, -70), |week| week.monday);
    let mut weeks = table.weeks(pupil, Some(target.id), from, today);
    weeks.retain(|week| week.planned > 0);
    let older = weeks.len().saturating_sub(WEEKS_OF_SESSIONS);
    weeks.split_off(older)
}

fn without_line(weeks: &[WeekSessions], scores: usize, lacks: &str, today: Date) -> Finding {
    let recent = last_weeks(weeks, today, WEEKS_OF_SESSIONS);
    if recent.is_too_few() {
        let verdict = Verdict::SessionsMissed {
            planned: recent.planned,
            delivered: recent.delivered,
            child_absent: recent.child_absent,
            not_run: recent.not_run,
        };
        let reason = format!(
            "{} of {} planned sessions took place in the last four school weeks, under 80%.",
            recent.delivered, recent.planned
        );
        return Finding { verdict, reason };
    }
    let missing = SCORES_TO_JUDGE.saturating_sub(scores);
    Finding { verdict: Verdict::NotEnoughData { scores, missing }, reason: lacks.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ProvisionId, TargetId, date,
        provision::{Place, Provision},
    };

    #[test]
    fn what_has_ended_is_not_missed_for_ever() {
        let (pupil, id) = (PupilId(uuid::Uuid::from_u128(1)), TargetId(uuid::Uuid::from_u128(2)));
        let place = Place { pupil, target: Some(id), from_on: date(2026, 9, 7), until_on: None };
        let groups = [Provision {
            weekdays: vec![1, 3],
            from_on: date(2026, 9, 7),
            until_on: date(2026, 10, 1),
            places: vec![place],
            ..Provision::new(ProvisionId(uuid::Uuid::from_u128(3)))
        }];
        let target = Target { id, ..Target::empty() };
        let calendar = SchoolCalendar::shipped();
        let judged = |today| {
            let table = Timetable::new(&groups, &[], calendar, today);
            of(&target, pupil, &[], &table, calendar, today)
        };
        let code = |today| judged(today).finding.verdict.code();
        assert_eq!(code(date(2026, 9, 30)), "sessions-missed");
        assert!(!judged(date(2026, 9, 30)).finding.reason.contains("no provision"));
        assert_eq!(code(date(2026, 10, 9)), "sessions-missed", "of the last four school weeks");
        let later = judged(date(2026, 11, 26));
        assert_eq!((later.finding.verdict.code(), later.planned()), ("not-enough-data", 0));
        assert!(later.finding.reason.ends_with("There has been no provision for it since 1 October 2026."));
    }
}
