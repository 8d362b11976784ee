//! What the parents and the school may do now, by where the county's process stands: in words for a page or a letter.

use super::{CaseState, StatutoryState};

/// That parents may ask the county themselves.
pub const PARENTS_MAY_ASK: &str = "Ask the county yourselves for an EHC needs assessment, at any time, whether or not the school agrees (Children and Families Act 2014, section 36).";

const MEDIATE: &str = "Contact the mediation adviser named in the county’s letter. Mediation is your choice; the adviser gives the certificate that an appeal needs.";
const CERTIFICATE_COMES: &str = "Keep the certificate that the mediation adviser sends you: an appeal needs it. Ask the adviser if it does not come.";
const APPEAL: &str =
    "Appeal to the SEND Tribunal by the day below. The appeal is free, and you need no lawyer.";
/// That the time for an appeal has ended. (SI 2008/2699, r 5(3)(a) and 20(4).)
const APPEAL_IS_LATE: &str = "The time for an appeal has ended. The Tribunal can still be asked to take one, with the reason why it comes late.";
const ADVICE: &str = "Ask for free, independent advice (SENDIASS).";
const SUPPORT_GOES_ON: &str = "Go on with the support in school, and review it as before.";
const NO_SUPPORT: &str =
    "No support in school is open. When the child needs it, it begins with an initial concern.";

/// What the parents may do.
///
/// # Law
/// Children and Families Act 2014, s.36, 37, 38, 51, 52, 55. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::pathway::{StatutoryState, may_do_now};
/// let refused = may_do_now::parents(StatutoryState::RefusedToAssess);
/// assert!(refused.iter().any(|line| line.contains("SEND Tribunal")));
/// ```
#[must_use]
pub const fn parents(state: StatutoryState) -> &'static [&'static str] {
    use StatutoryState as S;
    match state {
        S::None | S::NotAgreed | S::Withdrawn | S::LeftSchool => &[PARENTS_MAY_ASK, ADVICE],
        S::Agreeing => {
            &["Say whether you agree that the county is asked, and sign.", PARENTS_MAY_ASK, ADVICE]
        }
        S::Requested => &[
            "Send the county whatever you want it to know: your own words count.",
            "Expect its answer by the day of week 6 below.",
            ADVICE,
        ],
        S::RefusedToAssess | S::RefusedToIssue => {
            &[MEDIATE, APPEAL, "Ask the county again when something has changed.", ADVICE]
        }
        S::MediationToAssess | S::MediationToIssue => {
            &["Take part in the mediation; somebody may come with you.", APPEAL, ADVICE]
        }
        S::AppealToAssess | S::AppealToIssue | S::AppealOnPlan | S::AppealToCease => &[
            "Send the Tribunal your evidence by the days in its letter. The county may still agree with you before.",
            ADVICE,
        ],
        S::DismissedToAssess | S::DismissedToIssue => &[
            "Ask the county again when something has changed, usually after six months.",
            PARENTS_MAY_ASK,
            ADVICE,
        ],
        S::Assessing => &[
            "Tell the county who else should be asked for advice.",
            "Expect a draft plan, or the county’s reasons, by the day on this page.",
            ADVICE,
        ],
        S::DraftPlan => &[
            "When the draft comes, read it and comment on any section within 15 days; ask for a meeting with the county.",
            "Name the school that you want.",
            ADVICE,
        ],
        S::EhcpInPlace => &[
            "Ask for an early review when something has changed.",
            "If you disagree with section B, F or I: mediation, then an appeal, by the days on this page.",
            ADVICE,
        ],
        S::Amending => &["Comment on the county’s changes within 15 days of its notice.", ADVICE],
        S::Reassessing => &["Send the county whatever you want it to know.", ADVICE],
        S::MediationOnPlan | S::MediationToCease => {
            &["Take part in the mediation; the plan holds meanwhile.", APPEAL, ADVICE]
        }
        S::Ceasing => &["The plan holds until the time for an appeal is over.", MEDIATE, APPEAL, ADVICE],
        S::Ceased => &["Ask the county for a new assessment when it is needed.", ADVICE],
    }
}

/// What the parents may do once the mediation adviser knows of them: nobody sends them there again. Until they hold the
/// certificate, they are told to keep it for the appeal.
///
/// # Law
/// As [`parents`]; Children and Families Act 2014, s.55(3) to (5); SI 2014/1530, reg 34. In force since 2014-09-01; read
/// 2026-11-30.
///
/// # Example
/// ```
/// # use domain::pathway::{StatutoryState, may_do_now};
/// let told = may_do_now::parents_known_to_adviser(StatutoryState::RefusedToAssess, true);
/// assert!(told[0].starts_with("Appeal to the SEND Tribunal"));
/// assert!(!told.iter().any(|line| line.contains("adviser")));
/// let waits = may_do_now::parents_known_to_adviser(StatutoryState::RefusedToAssess, false);
/// assert!(waits[0].starts_with("Keep the certificate"));
/// assert!(waits[1].starts_with("Appeal to the SEND Tribunal"));
/// ```
#[must_use]
pub fn parents_known_to_adviser(state: StatutoryState, hold_certificate: bool) -> Vec<&'static str> {
    let lines = parents(state).iter().copied();
    lines
        .filter(|line| *line != MEDIATE || !hold_certificate)
        .map(|line| if line == MEDIATE { CERTIFICATE_COMES } else { line })
        .collect()
}

/// What the parents may do when the last day of their appeal has passed: mediation and appeal are offered no more as if they
/// were open.
///
/// # Law
/// As [`parents`]; SI 2008/2699, r 5(3)(a): the Tribunal may extend the time. Read 2026-11-29.
///
/// # Example
/// ```
/// # use domain::pathway::{StatutoryState, may_do_now};
/// let late = may_do_now::parents_after_appeal_time(StatutoryState::RefusedToAssess);
/// assert!(late[0].starts_with("The time for an appeal has ended."));
/// assert!(!late.iter().any(|line| line.contains("by the day below")));
/// ```
#[must_use]
pub fn parents_after_appeal_time(state: StatutoryState) -> Vec<&'static str> {
    let known = parents(state);
    let ended = known.contains(&APPEAL).then_some(APPEAL_IS_LATE);
    ended
        .into_iter()
        .chain(known.iter().copied().filter(|line| *line != APPEAL && *line != MEDIATE))
        .collect()
}

/// What the school does now.
#[must_use]
pub const fn school(state: StatutoryState) -> &'static [&'static str] {
    use StatutoryState as S;
    match state {
        S::None | S::LeftSchool => &[
            "Ask the county when everybody sees that more is needed than the school can give from its own means.",
        ],
        S::Agreeing => {
            &["Hear everybody, gather what the county looks for, and send the request.", SUPPORT_GOES_ON]
        }
        S::NotAgreed | S::Withdrawn | S::DismissedToAssess | S::DismissedToIssue | S::Ceased => {
            &[SUPPORT_GOES_ON]
        }
        S::Requested | S::Assessing => &[
            "Answer within six weeks when the county asks for advice.",
            "When a day on this page is late, write to the county and ask for its answer.",
            SUPPORT_GOES_ON,
        ],
        S::RefusedToAssess | S::RefusedToIssue | S::MediationToAssess | S::MediationToIssue => &[
            "Tell the parents of mediation and appeal, with the last days, and note the day.",
            "Ask the county for its reasons: they say what evidence it missed.",
            SUPPORT_GOES_ON,
        ],
        S::AppealToAssess | S::AppealToIssue => {
            &["Give the Tribunal what it asks the school for.", SUPPORT_GOES_ON]
        }
        S::AppealOnPlan | S::AppealToCease => &[
            "Give what section F says: the plan holds meanwhile.",
            "Give the Tribunal what it asks the school for.",
        ],
        S::DraftPlan => &[
            "Answer within 15 days when the county consults the school about naming it.",
            "Help the parents to read the draft, when they like.",
            SUPPORT_GOES_ON,
        ],
        S::EhcpInPlace => &[
            "Give what section F says, and see each week that it was given.",
            "Hold the annual review in time.",
        ],
        S::Amending | S::Reassessing | S::MediationOnPlan | S::Ceasing | S::MediationToCease => {
            &["Give what section F says: the plan holds meanwhile."]
        }
    }
}

/// What the school does next while the county's process is somewhere, beside the next step of support: that support
/// goes on is said by that step, and where none is open, that it can begin.
///
/// # Example
/// ```
/// # use domain::pathway::{CaseState, StatutoryState, may_do_now};
/// assert_eq!(may_do_now::next_in_school(&CaseState::default()), Vec::<&str>::new());
/// let refused = CaseState { statutory: StatutoryState::RefusedToAssess, ..CaseState::default() };
/// assert!(may_do_now::next_in_school(&refused)[0].contains("mediation and appeal"));
/// ```
#[must_use]
pub fn next_in_school(case: &CaseState) -> Vec<&'static str> {
    if matches!(case.statutory, StatutoryState::None | StatutoryState::LeftSchool) {
        return Vec::new();
    }
    let begins = !case.is_open() && !case.statutory.has_plan() && !case.asks_after_plan;
    school(case.statutory)
        .iter()
        .filter_map(|line| match *line {
            SUPPORT_GOES_ON => begins.then_some(NO_SUPPORT),
            line => Some(line),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pathway::SupportState;

    #[test]
    fn what_is_next_in_school_never_speaks_of_support_that_is_not_there() {
        for state in StatutoryState::ALL {
            let alone = CaseState { statutory: *state, ..CaseState::default() };
            let with_support = CaseState { support: Some(SupportState::Monitoring), ..alone.clone() };
            for case in [&alone, &with_support] {
                assert!(!next_in_school(case).contains(&SUPPORT_GOES_ON), "{state:?}");
            }
            assert!(!next_in_school(&with_support).contains(&NO_SUPPORT), "{state:?}");
            let runs = !matches!(state, StatutoryState::None | StatutoryState::LeftSchool);
            assert_eq!(!next_in_school(&alone).is_empty(), runs, "{state:?}");
        }
        let ceased =
            CaseState { statutory: StatutoryState::Ceased, asks_after_plan: true, ..CaseState::default() };
        assert!(next_in_school(&ceased).is_empty(), "what follows is asked for first");
    }

    #[test]
    fn everybody_may_always_do_something() {
        for state in StatutoryState::ALL {
            assert!(!parents(*state).is_empty() && !school(*state).is_empty(), "{state:?}");
        }
        for state in [StatutoryState::None, StatutoryState::Agreeing, StatutoryState::NotAgreed] {
            assert!(parents(state).contains(&PARENTS_MAY_ASK), "{state:?}");
        }
    }
}
