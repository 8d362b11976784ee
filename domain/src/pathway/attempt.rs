//! Trying a move: made, already there, or refused with a code, every finding and a sentence.

use crate::Date;

use super::{
    CaseState, Finding, Pass, StatutoryFacts, StatutoryMove, StatutoryState, SupportFacts, SupportMove,
    SupportState, Weight,
    moves::{self, Answer},
};

/// Who makes a move, as far as passing a finding goes; whether they may make it at all is `permissions`'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// The SENCO, or a second SENCO.
    Senco,
    /// The head, or a deputy named by the head.
    Head,
    /// Head and SENCO together, both in writing.
    SencoAndHead,
    /// The class teacher.
    Teacher,
    /// Anybody else.
    Other,
}

impl Maker {
    /// Every maker.
    pub const ALL: [Maker; 5] =
        [Maker::Senco, Maker::Head, Maker::SencoAndHead, Maker::Teacher, Maker::Other];

    /// Whether this person passes such a finding by writing why.
    #[must_use]
    pub const fn passes(self, pass: Pass) -> bool {
        match (pass, self) {
            (Pass::NotNeeded, _)
            | (Pass::SencoOrHead, Maker::Senco | Maker::Head | Maker::SencoAndHead)
            | (Pass::SencoAndHead, Maker::SencoAndHead) => true,
            (Pass::Nobody, _)
            | (Pass::SencoOrHead, Maker::Teacher | Maker::Other)
            | (Pass::SencoAndHead, Maker::Senco | Maker::Head | Maker::Teacher | Maker::Other) => false,
        }
    }
}

/// What the person wrote with the move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveWords {
    /// Why the move is made although something stops it; it stays on the record. Blank is as if nothing was written.
    pub why_passed: Option<String>,
}

impl MoveWords {
    /// Words that pass what can be passed.
    #[must_use]
    pub fn passing(why: impl Into<String>) -> Self {
        Self { why_passed: Some(why.into()) }
    }

    fn say_why(&self) -> bool {
        self.why_passed.as_deref().is_some_and(|why| !why.trim().is_empty())
    }
}

/// What became of a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<S> {
    /// It was made.
    Made {
        /// Where things stand now.
        state: S,
        /// What stopped it and was passed in writing: to be kept with the words.
        overridden: Vec<Finding>,
        /// What warned.
        warnings: Vec<Finding>,
    },
    /// It was made before: a retry is harmless, nothing is to be written.
    AlreadyThere,
}

/// Why a move was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Stable: one of the codes of this file.
    pub code: &'static str,
    /// Everything that the guard found, the heaviest first; warnings too.
    pub findings: Vec<Finding>,
    /// What to say.
    pub sentence: String,
}

/// There is no such move from this state.
pub const NO_SUCH_MOVE: &str = "no-such-move-from-here";
/// A guard stops it; it can be passed in writing by those whom each finding names.
pub const STOPPED: &str = "stopped";
/// A guard stops it, and nobody can pass that.
pub const STOPPED_FIRMLY: &str = "stopped-firmly";
/// A guard stops it, and only head and SENCO together can pass that.
pub const NEEDS_HEAD_AND_SENCO: &str = "needs-head-and-senco";
/// The day to look back is not ahead.
pub const WATCH_DAY_NOT_AHEAD: &str = "watch-day-not-ahead";

/// Tries a move of the support machine.
///
/// # Source
/// pathway, general rules and steps 1 to 8.
///
/// # Errors
/// When there is no such move from here, or its guard stops it and the maker cannot or did not pass it in writing.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{attempt::*, CaseState, SupportFacts, SupportMove, SupportState}};
/// let today = date(2026, 11, 23);
/// let facts = SupportFacts { concern_written: true, ..Default::default() };
/// let opened = attempt_support(
///     &CaseState::default(), SupportMove::OpenConcern, &facts, Maker::Teacher, today, &MoveWords::default(),
/// );
/// let Ok(Change::Made { state, .. }) = opened else { panic!() };
/// assert_eq!((state.round, state.support), (1, Some(SupportState::Concern)));
///
/// let refused = attempt_support(
///     &state, SupportMove::ToAdapts, &facts, Maker::Teacher, today, &MoveWords::default(),
/// ).unwrap_err();
/// assert_eq!(refused.code, STOPPED);
/// assert_eq!(refused.findings[0].code, "to-adapts.parents-not-talked-to");
/// ```
pub fn attempt_support(
    case: &CaseState,
    the_move: SupportMove,
    facts: &SupportFacts,
    maker: Maker,
    today: Date,
    words: &MoveWords,
) -> Result<Change<CaseState>, Refused> {
    let row = match moves::answer(moves::SUPPORT, &the_move, &case.support) {
        Answer::Goes(row) => row,
        Answer::AlreadyThere => return Ok(Change::AlreadyThere),
        Answer::NoSuchMove => {
            let place = case.support.map_or("No round is open", SupportState::name);
            return Err(no_such_move(the_move.name(), place));
        }
    };
    let (overridden, warnings) = weigh((row.guard)(facts), maker, words)?;
    let closes = matches!(row.to, Some(SupportState::Closed(_)));
    if closes && facts.watch_until.is_some_and(|day| day <= today) {
        return Err(Refused {
            code: WATCH_DAY_NOT_AHEAD,
            findings: warnings,
            sentence: "Give a day to look back that is still ahead.".to_owned(),
        });
    }
    let opens = !case.is_open() && !closes;
    let state = CaseState {
        round: if opens { case.round + 1 } else { case.round },
        cycle: match the_move {
            SupportMove::ToIep => 1,
            SupportMove::StartCycle => case.cycle + 1,
            _ if opens => 0,
            _ => case.cycle,
        },
        support: row.to,
        support_entered_on: Some(today),
        watch_until: if closes {
            facts.watch_until
        } else if opens {
            None
        } else {
            case.watch_until
        },
        ..*case
    };
    Ok(Change::Made { state, overridden, warnings })
}

/// Tries a move of the statutory machine; support stays as it is.
///
/// # Law
/// Children and Families Act 2014 ss.36 to 51: what the county or the parents did is recorded, not allowed.
/// In force since 2014-09-01; read 2026-11-23.
///
/// # Errors
/// When there is no such move from here, or its guard stops it and the maker cannot or did not pass it in writing.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{attempt::*, CaseState, StatutoryFacts, StatutoryMove, StatutoryState}};
/// let facts = StatutoryFacts {
///     request_elsewhere_shown: true,
///     request_received_on: Some(date(2026, 3, 2)),
///     ..Default::default()
/// };
/// let applied = attempt_statutory(
///     &CaseState::default(), StatutoryMove::ParentApplies, &facts, Maker::Senco, date(2026, 3, 9),
///     &MoveWords::default(),
/// );
/// let Ok(Change::Made { state, .. }) = applied else { panic!() };
/// assert_eq!((state.support, state.statutory), (None, StatutoryState::Requested));
/// ```
pub fn attempt_statutory(
    case: &CaseState,
    the_move: StatutoryMove,
    facts: &StatutoryFacts,
    maker: Maker,
    today: Date,
    words: &MoveWords,
) -> Result<Change<CaseState>, Refused> {
    let row = match moves::answer(moves::STATUTORY, &the_move, &case.statutory) {
        Answer::Goes(row) => row,
        Answer::AlreadyThere => return Ok(Change::AlreadyThere),
        Answer::NoSuchMove => return Err(no_such_move(the_move.name(), case.statutory.name())),
    };
    let (overridden, warnings) = weigh((row.guard)(facts), maker, words)?;
    let goes_with = row.to.has_plan() || row.to == StatutoryState::LeftSchool;
    let state = CaseState {
        statutory: row.to,
        statutory_entered_on: Some(today),
        asks_after_plan: row.to == StatutoryState::Ceased || (case.asks_after_plan && !goes_with),
        ..*case
    };
    Ok(Change::Made { state, overridden, warnings })
}

fn no_such_move(name: &str, place: &str) -> Refused {
    Refused {
        code: NO_SUCH_MOVE,
        findings: Vec::new(),
        sentence: format!("“{name}” cannot be done from here. The child's record now says: {place}."),
    }
}

/// Parts findings into what was passed in writing and what warns, or refuses.
fn weigh(
    mut findings: Vec<Finding>,
    maker: Maker,
    words: &MoveWords,
) -> Result<(Vec<Finding>, Vec<Finding>), Refused> {
    findings.sort_by_key(|finding| finding.weight);
    let stopping = |finding: &Finding| {
        finding.weight != Weight::Warns && !(words.say_why() && maker.passes(finding.pass))
    };
    if !findings.iter().any(stopping) {
        return Ok(findings.into_iter().partition(|finding| finding.weight != Weight::Warns));
    }
    let stops = findings.iter().filter(|finding| finding.weight != Weight::Warns).count();
    let things = if stops == 1 { "One thing stops".to_owned() } else { format!("{stops} things stop") };
    let by = |pass| findings.iter().any(|finding| finding.pass == pass);
    let (code, how) = if by(Pass::Nobody) {
        (STOPPED_FIRMLY, "It cannot be passed.")
    } else if by(Pass::SencoAndHead) {
        (NEEDS_HEAD_AND_SENCO, "Only the head and the SENCO together can pass it, in writing.")
    } else {
        (STOPPED, "The SENCO or the head can pass it by writing why.")
    };
    Err(Refused { code, sentence: format!("{things} this move. {how}"), findings })
}
