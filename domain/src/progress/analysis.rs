//! Did it work? All numbers for one child and one target, with what is missing and why.

use serde::{Deserialize, Serialize};

use super::{
    nap, nap_se,
    phases::{FEWEST_BASELINE, Phases},
    pnd, tau, tau_bc, tau_u_a, theil_sen,
};

/// The numbers behind "Did it work?". None where there is not enough data; `notes` says what is missing, and warns of
/// a baseline that was already getting better.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// The number of baseline scores.
    pub n_baseline: usize,
    /// The number of support scores.
    pub n_support: usize,
    /// See [`nap`].
    pub nap: Option<f64>,
    /// See [`nap_se`].
    pub nap_se: Option<f64>,
    /// See [`tau`].
    pub tau: Option<f64>,
    /// See [`tau_u_a`].
    pub tau_u_a: Option<f64>,
    /// See [`tau_bc`].
    pub tau_bc: Option<f64>,
    /// See [`pnd`].
    pub pnd: Option<f64>,
    /// The slope of the baseline's own Theil-Sen line, for each session (or day, when dates are given).
    pub theil_sen_baseline: Option<f64>,
    /// The slope of the support phase's Theil-Sen line.
    pub theil_sen_support: Option<f64>,
    /// What is missing and why, and what to beware of.
    pub notes: Vec<String>,
}

/// Computes all numbers; each file of this folder says what its number needs.
///
/// # Source
/// `progress.md`, "Did it work?".
///
/// # Example
/// ```
/// # use domain::progress::{analysis, phases::Phases, Direction, Score};
/// let analysis = analysis::of(&Phases::of_sessions(
///     Direction::Increase,
///     &[4, 5].map(Score::whole),
///     &[6, 7, 8].map(Score::whole),
/// ));
/// assert_eq!((analysis.nap, analysis.theil_sen_support), (None, Some(1.0)));
/// assert_eq!(analysis.notes[0], "There are 2 baseline scores: 1 more is needed for an effect size.");
/// ```
#[must_use]
pub fn of(phases: &Phases) -> Analysis {
    let slope = |phase: &[(i64, super::Score)]| theil_sen::line(phase).map(|line| line.slope());
    let mut analysis = Analysis {
        n_baseline: phases.baseline.len(),
        n_support: phases.support.len(),
        nap: nap::of(phases),
        nap_se: nap_se::of(phases),
        tau: tau::of(phases),
        tau_u_a: tau_u_a::of(phases),
        tau_bc: tau_bc::of(phases),
        pnd: pnd::of(phases),
        theil_sen_baseline: slope(&phases.baseline),
        theil_sen_support: slope(&phases.support),
        notes: Vec::new(),
    };
    analysis.notes = notes(phases, &analysis);
    analysis
}

fn count(number: usize, what: &str) -> String {
    match number {
        0 => format!("There is no {what} score"),
        1 => format!("There is 1 {what} score"),
        many => format!("There are {many} {what} scores"),
    }
}

fn notes(phases: &Phases, analysis: &Analysis) -> Vec<String> {
    let (m, n) = (analysis.n_baseline, analysis.n_support);
    let are = |missing: usize| if missing == 1 { "is" } else { "are" };
    let mut notes = Vec::new();
    if m < FEWEST_BASELINE {
        let (text, missing) = (count(m, "baseline"), FEWEST_BASELINE - m);
        notes.push(format!("{text}: {missing} more {} needed for an effect size.", are(missing)));
    } else if analysis.theil_sen_baseline.is_none() {
        notes.push("All baseline scores are of one day: the baseline has no trend.".to_owned());
    }
    if n == 0 {
        notes.push("There is no support score: 1 is needed for an effect size.".to_owned());
    } else if n == 1 && m >= FEWEST_BASELINE {
        notes.push("There is 1 support score: 1 more is needed for the standard error of NAP.".to_owned());
    }
    if n < theil_sen::FEWEST {
        let (text, missing) = (count(n, "support"), theil_sen::FEWEST - n);
        notes.push(format!(
            "{text}: {missing} more {} needed for the trend of the support phase.",
            are(missing)
        ));
    } else if analysis.theil_sen_support.is_none() {
        notes.push("All support scores are of one day: the support phase has no trend.".to_owned());
    }
    let already_better = analysis.theil_sen_baseline.is_some_and(|slope| {
        phases.direction.compare(&slope.total_cmp(&0.0), &std::cmp::Ordering::Equal).is_gt()
    });
    if already_better && analysis.tau_bc.is_some() {
        notes.push(
            "Scores were already getting better before support began: NAP, Tau and PND say too much; read Tau-BC."
                .to_owned(),
        );
    }
    notes
}
