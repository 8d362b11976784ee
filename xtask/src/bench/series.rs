//! A hundred thousand targets analysed: forty scores each, on two cores, as a whole school trust's history would be.

use std::time::Duration;

use domain::{
    calendar::count::days_after,
    date,
    progress::{
        AimLine, Direction, Score, ScoredOn, Week, analysis,
        phases::Phases,
        theil_sen::Trend,
        weekly_verdict::{self, Facts},
    },
};

use super::{moment, report::Line};

const SERIES: u32 = 100_000;
const SCORES: i32 = 40;
const BASELINE: usize = 8;
const CORES: u32 = 2;

/// Every number behind "Did it work?", the trend and the week's verdict of each series.
pub(super) fn measure() -> Line {
    let before = moment();
    let found: usize = std::thread::scope(|scope| {
        let share = |core: u32| move || (core..SERIES).step_by(CORES as usize).map(analysed).sum::<usize>();
        let running: Vec<_> = (0..CORES).map(|core| scope.spawn(share(core))).collect();
        running.into_iter().map(|one| one.join().unwrap_or(0)).sum()
    });
    let took = before.elapsed();
    let what = format!("{found} target series of {SCORES} scores analysed on {CORES} cores");
    Line::under(what, took, Duration::from_secs(2))
}

/// One, when a series has all its numbers.
fn analysed(number: u32) -> usize {
    let start = date(2025, 9, 8);
    // A walk that a number decides: the same on every machine.
    let mut seed = number.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut score = 20;
    let scores: Vec<ScoredOn> = (0..SCORES)
        .map(|week| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            score += i32::try_from(seed >> 30).unwrap_or(0) - 1;
            ScoredOn::new(days_after(start, 7 * week), Score::whole(score))
        })
        .collect();
    let session = |(at, score): (usize, &ScoredOn)| (i64::try_from(at).unwrap_or(0), score.score);
    let phases = Phases {
        direction: Direction::Increase,
        baseline: scores.iter().enumerate().take(BASELINE).map(session).collect(),
        support: scores.iter().enumerate().skip(BASELINE).map(session).collect(),
    };
    let analysis = analysis::of(&phases);
    let goal = ScoredOn::new(days_after(start, 300), Score::whole(60));
    let Ok(aim) = AimLine::new(scores[0], goal, Some(Direction::Increase)) else { return 0 };
    let weeks: Vec<Week> = scores.iter().map(|score| Week::of(score.on)).collect();
    let finding = weekly_verdict::of(&Facts {
        aim,
        scores: &scores,
        phase_from: scores[BASELINE].on,
        school_weeks: &weeks,
        sessions: &[],
        today: days_after(start, 7 * SCORES),
    });
    let trend = Trend::of(&scores[BASELINE..]);
    usize::from(analysis.tau_bc.is_some() && trend.is_some() && !finding.reason.is_empty())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_series_has_its_numbers() {
        assert_eq!((0..200).map(super::analysed).sum::<usize>(), 200);
    }
}
