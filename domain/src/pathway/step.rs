//! The step shown: the statutory one in step 7 and 8, otherwise the support machine's, always with the other beside it.

use crate::Date;

use super::{CaseState, StatutoryState, SupportState, support::CloseReason};

/// The names of steps 1 to 7 and the word for step 8, as on screen and paper.
pub const NAMES: [&str; 8] = [
    "Initial concern",
    "Teacher adapts",
    "One page profile",
    "IEP",
    "Provision and intervention",
    "Intervention monitoring",
    "Progress review or EHCP application",
    "Outcome",
];

/// The step of a child's record, as shown everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepShown {
    /// 1 to 8; none when nothing is open.
    pub number: Option<u8>,
    /// The step's name ("EHCP application").
    pub name: &'static str,
    /// The week of the county's clock, while it runs.
    pub week: Option<u32>,
    /// What stands beside it: the support step under a statutory one, or a refusal beside a support step; none when
    /// the other machine has no state (under a plan "support: none" would read as if the child got nothing).
    pub beside: Option<String>,
}

impl StepShown {
    /// "Step 7 EHCP application, week 9 · support: 6 monitoring".
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut sentence = match self.number {
            Some(number) => format!("Step {number} {}", self.name),
            None => self.name.to_owned(),
        };
        if let Some(week) = self.week {
            sentence.push_str(&format!(", week {week}"));
        }
        if let Some(beside) = &self.beside {
            sentence.push_str(" · ");
            sentence.push_str(beside);
        }
        sentence
    }
}

/// The week of the county's clock: days 1 to 7 after the request was received are week 1, day 42 ends week 6.
///
/// # Source
/// The weeks of SEND Regulations 2014: week 6 is day 42, week 20 is day 140.
///
/// # Example
/// ```
/// # use domain::{date, pathway::step};
/// assert_eq!(step::week(date(2026, 3, 2), date(2026, 4, 13)), 6);
/// assert_eq!(step::week(date(2026, 3, 2), date(2026, 4, 14)), 7);
/// ```
#[must_use]
pub fn week(received_on: Date, today: Date) -> u32 {
    let days = (today - received_on).get_days().max(1);
    u32::try_from((days + 6) / 7).unwrap_or(1)
}

/// The step to show.
///
/// # Source
/// pathway: statutory agreeing to draft plan is 7, EHCP in place is 8; in every other statutory state, the support
/// machine's number. The support step, where there is one, is always printed beside it.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{CaseState, StatutoryState, SupportState, step}};
/// let case = CaseState {
///     support: Some(SupportState::Monitoring),
///     statutory: StatutoryState::Assessing,
///     ..CaseState::default()
/// };
/// let shown = step::shown(&case, Some(date(2026, 3, 2)), date(2026, 5, 1));
/// assert_eq!(shown.sentence(), "Step 7 EHCP application, week 9 · support: 6 monitoring");
/// ```
#[must_use]
pub fn shown(case: &CaseState, received_on: Option<Date>, today: Date) -> StepShown {
    let support = case.support.map(|state| format!("support: {}", short(state)));
    match case.statutory.step() {
        Some(7) => StepShown {
            number: Some(7),
            name: "EHCP application",
            week: received_on.filter(|_| case.statutory.clock_runs()).map(|day| week(day, today)),
            beside: support,
        },
        Some(number) => {
            StepShown { number: Some(number), name: "EHCP is in place", week: None, beside: support }
        }
        None => StepShown {
            number: case.support.and_then(SupportState::step),
            name: match (case.support, case.statutory) {
                (Some(support), _) => support.name(),
                (None, StatutoryState::None) => "No SEN record",
                (None, _) => "No support is open",
            },
            week: None,
            beside: match (case.support, case.statutory) {
                (_, StatutoryState::None)
                // It is said once that the child left.
                | (Some(SupportState::Closed(CloseReason::LeftSchool)), StatutoryState::LeftSchool) => None,
                (_, statutory) => Some(lower_first(statutory.name())),
            },
        },
    }
}

/// The support state in a word or two, with its number: "6 monitoring".
#[must_use]
pub const fn short(state: SupportState) -> &'static str {
    match state {
        SupportState::Concern => "1 concern",
        SupportState::TeacherAdapts => "2 teacher adapts",
        SupportState::Profile => "3 profile",
        SupportState::Iep => "4 IEP",
        SupportState::Provision => "5 provision",
        SupportState::Monitoring => "6 monitoring",
        SupportState::Review => "7 review",
        SupportState::Continues => "8 continues",
        SupportState::Closed(CloseReason::SupportCanStop) => "8 stopped",
        SupportState::Closed(CloseReason::ConcernResolved) => "closed, concern resolved",
        SupportState::Closed(CloseReason::OpenedInError) => "closed, opened in error",
        SupportState::Closed(CloseReason::LeftSchool) => "closed, left the school",
        SupportState::Closed(CloseReason::ParentsDoNotWant) => "closed, parents do not want it",
    }
}

fn lower_first(name: &str) -> String {
    if name.starts_with("EHCP") {
        return name.to_owned();
    }
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_step_shown() {
        let today = date(2026, 5, 1);
        let received = Some(date(2026, 3, 2));
        let table = [
            (None, StatutoryState::None, "No SEN record"),
            (Some(SupportState::Concern), StatutoryState::None, "Step 1 Initial concern"),
            (Some(SupportState::Continues), StatutoryState::None, "Step 8 SEN support continues"),
            (
                Some(SupportState::Closed(CloseReason::SupportCanStop)),
                StatutoryState::None,
                "Step 8 Support can stop",
            ),
            (
                Some(SupportState::Closed(CloseReason::LeftSchool)),
                StatutoryState::None,
                "Closed: left the school",
            ),
            (
                Some(SupportState::Closed(CloseReason::LeftSchool)),
                StatutoryState::LeftSchool,
                "Closed: left the school",
            ),
            (None, StatutoryState::Ceased, "No support is open · EHCP ceased"),
            (
                Some(SupportState::Review),
                StatutoryState::Agreeing,
                "Step 7 EHCP application · support: 7 review",
            ),
            (None, StatutoryState::Requested, "Step 7 EHCP application, week 9"),
            (
                Some(SupportState::Monitoring),
                StatutoryState::RefusedToAssess,
                "Step 6 Intervention monitoring · county refused to assess",
            ),
            (
                Some(SupportState::Iep),
                StatutoryState::EhcpInPlace,
                "Step 8 EHCP is in place · support: 4 IEP",
            ),
            (
                Some(SupportState::Iep),
                StatutoryState::AppealToCease,
                "Step 8 EHCP is in place · support: 4 IEP",
            ),
            (Some(SupportState::Iep), StatutoryState::Ceased, "Step 4 IEP · EHCP ceased"),
        ];
        for (support, statutory, sentence) in table {
            let case = CaseState { support, statutory, ..CaseState::default() };
            assert_eq!(shown(&case, received, today).sentence(), sentence);
        }
    }

    #[test]
    fn every_state_shows_a_step_of_its_own() {
        for statutory in StatutoryState::ALL {
            for support in SupportState::ALL {
                let case =
                    CaseState { support: Some(support), statutory: *statutory, ..CaseState::default() };
                let number = shown(&case, None, date(2026, 5, 1)).number;
                assert_eq!(number, statutory.step().or(support.step()));
            }
        }
    }
}
