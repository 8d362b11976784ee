//! What would be returned for a pupil on a census day, and everything that is wrong with it.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    SenProvision, SenType,
    census_day::CensusDay,
    history::{HistoryFinding, SenHistory},
};

/// How many types of need are returned.
const RANKS: u8 = 2;

/// A type of need with its rank, 1 the main one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Need {
    /// 1 is the main need, 2 the second.
    pub rank: u8,
    /// Which type.
    pub kind: SenType,
    /// Its first day, when known.
    #[serde(default)]
    pub from: Option<Date>,
    /// Its last day, when it has ended.
    #[serde(default)]
    pub to: Option<Date>,
}

impl Need {
    /// Whether the need stands on a day; one without days always does.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// What the census needs to know of a pupil.
#[derive(Clone, Copy, Debug)]
pub struct CensusFacts<'a> {
    /// The first day on this school's roll.
    pub on_roll_from: Date,
    /// The last day on the roll, when the child has left.
    pub on_roll_to: Option<Date>,
    /// SEN status with history.
    pub history: &'a SenHistory,
    /// Types of need.
    pub needs: &'a [Need],
    /// The day on which the EHC plan in place was made.
    pub plan_made_on: Option<Date>,
    /// The day on which the parents were told that SEN support is being given.
    pub parents_told_on: Option<Date>,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum CensusFinding {
    /// K or E without a type of need, in January.
    NoType {
        /// K or E.
        provision: SenProvision,
    },
    /// A type that may not stand with the provision: NSA with E.
    TypeNotAllowed {
        /// The type.
        kind: SenType,
        /// The provision.
        provision: SenProvision,
    },
    /// Two types have the same rank, or one type has two.
    Ranks,
    /// A second need without a main one.
    NoMainNeed,
    /// E without an EHC plan in place.
    NoPlan,
    /// An EHC plan in place, but the status is not E.
    PlanWithoutE {
        /// The status.
        provision: SenProvision,
    },
    /// K without a day on which the parents were told, or before it.
    ParentsNotTold,
    /// The status on the day is not known: nothing is recorded.
    StatusNotKnown,
    /// Something is wrong with the history of the status.
    History {
        /// What.
        finding: HistoryFinding,
    },
}

impl CensusFinding {
    /// The finding's code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoType { .. } => "no-type",
            Self::TypeNotAllowed { .. } => "type-not-allowed",
            Self::Ranks => "ranks",
            Self::NoMainNeed => "no-main-need",
            Self::NoPlan => "no-plan",
            Self::PlanWithoutE { .. } => "plan-without-e",
            Self::ParentsNotTold => "parents-not-told",
            Self::StatusNotKnown => "status-not-known",
            Self::History { finding } => finding.code(),
        }
    }
}

impl fmt::Display for CensusFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoType { provision } => {
                write!(f, "{} without a type of need: the January census asks for one", provision.code())
            }
            Self::TypeNotAllowed { kind, provision } => {
                write!(f, "{} may not be returned with {}", kind.code(), provision.code())
            }
            Self::Ranks => write!(f, "each type of need has a rank of its own, 1 or 2"),
            Self::NoMainNeed => write!(f, "there is a second need, but no main one"),
            Self::NoPlan => write!(f, "E, but no EHC plan is in place"),
            Self::PlanWithoutE { provision } => {
                write!(
                    f,
                    "an EHC plan is in place, but the status is {}: record that the plan has ceased, when the county has \
                     ceased it; else the status is wrong",
                    provision.code()
                )
            }
            Self::ParentsNotTold => {
                write!(f, "K, but no day is recorded on which the parents were told of SEN support")
            }
            Self::StatusNotKnown => write!(f, "no SEN status is recorded for the day; N would be returned"),
            Self::History { finding } => finding.fmt(f),
        }
    }
}

/// A pupil's row of a census.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CensusRow {
    /// The provision.
    pub provision: SenProvision,
    /// The types of need by rank; returned in January only.
    pub types: Vec<SenType>,
    /// Everything that is wrong.
    pub findings: Vec<CensusFinding>,
}

/// The row of a pupil on a census day; none when the child is not on the roll that day.
///
/// # Source
/// DfE, *School census: guide for schools*, SEN provision (every census) and SEN types (spring); `formats.md`, "Census
/// and transfer"; SEND Code of Practice 2015, 6.48.
///
/// # Example
/// ```
/// # use domain::{census::{SenProvision::K, census_day, history::SenHistory, returnable::{CensusFacts, row}}, date};
/// let history = SenHistory::default().changed(K, date(2026, 9, 14));
/// let facts = CensusFacts {
///     on_roll_from: date(2023, 9, 4),
///     on_roll_to: None,
///     history: &history,
///     needs: &[],
///     plan_made_on: None,
///     parents_told_on: Some(date(2026, 9, 14)),
/// };
/// let january = row(&facts, census_day::next_from(date(2026, 11, 23))).unwrap();
/// assert_eq!(january.provision, K);
/// assert_eq!(january.findings[0].to_string(), "K without a type of need: the January census asks for one");
/// ```
#[must_use]
pub fn row(facts: &CensusFacts<'_>, day: CensusDay) -> Option<CensusRow> {
    let on = day.date;
    if on < facts.on_roll_from || facts.on_roll_to.is_some_and(|last| last < on) {
        return None;
    }
    let mut findings = Vec::new();
    let known = facts.history.on(on);
    let provision = known.unwrap_or(SenProvision::N);
    let plan = facts.plan_made_on.is_some_and(|made_on| made_on <= on);
    match provision {
        SenProvision::N if known.is_none() => findings.push(CensusFinding::StatusNotKnown),
        SenProvision::N => {}
        SenProvision::K => {
            if facts.parents_told_on.is_none_or(|told_on| told_on > on) {
                findings.push(CensusFinding::ParentsNotTold);
            }
        }
        SenProvision::E => {
            if !plan {
                findings.push(CensusFinding::NoPlan);
            }
        }
    }
    if plan && provision != SenProvision::E {
        findings.push(CensusFinding::PlanWithoutE { provision });
    }
    let mut types = Vec::new();
    if day.term.counts_types() && provision != SenProvision::N {
        types = types_of(facts.needs, on, provision, &mut findings);
    }
    findings.extend(facts.history.findings().into_iter().map(|finding| CensusFinding::History { finding }));
    Some(CensusRow { provision, types, findings })
}

fn types_of(
    needs: &[Need],
    on: Date,
    provision: SenProvision,
    findings: &mut Vec<CensusFinding>,
) -> Vec<SenType> {
    let mut needs: Vec<&Need> = needs.iter().filter(|need| need.covers(on)).collect();
    needs.sort_by_key(|need| (need.rank, need.kind));
    if needs.is_empty() {
        findings.push(CensusFinding::NoType { provision });
    }
    for need in &needs {
        if !need.kind.allowed_with(provision) {
            findings.push(CensusFinding::TypeNotAllowed { kind: need.kind, provision });
        }
    }
    let same = |pair: &[&Need]| pair[0].rank == pair[1].rank || pair[0].kind == pair[1].kind;
    if needs.windows(2).any(same) || needs.iter().any(|need| !(1..=RANKS).contains(&need.rank)) {
        findings.push(CensusFinding::Ranks);
    } else if needs.first().is_some_and(|need| need.rank != 1) {
        findings.push(CensusFinding::NoMainNeed);
    }
    needs.iter().take(usize::from(RANKS)).map(|need| need.kind).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        SenProvision::{E, K, N},
        *,
    };
    use crate::{
        calendar::AcademicYear,
        census::{
            census_day::{self, CensusTerm},
            history::Interval,
        },
        date,
    };

    fn need(rank: u8, kind: SenType) -> Need {
        Need { rank, kind, from: None, to: None }
    }

    fn codes(facts: &CensusFacts<'_>, term: CensusTerm) -> Vec<&'static str> {
        let day = census_day::of(AcademicYear::starting_in(2026), term);
        row(facts, day).unwrap().findings.iter().map(CensusFinding::code).collect()
    }

    #[test]
    fn every_wrong_row_has_its_reason() {
        let told = Some(date(2025, 3, 3));
        let made = Some(date(2025, 3, 3));
        let ended = Need { to: Some(date(2026, 12, 31)), ..need(1, SenType::Asd) };
        for (provision, needs, plan_made_on, parents_told_on, january) in [
            (N, vec![], None, None, vec![]),
            (K, vec![need(1, SenType::Slcn)], None, told, vec![]),
            (K, vec![need(2, SenType::Spld), need(1, SenType::Slcn)], None, told, vec![]),
            (K, vec![need(1, SenType::Nsa)], None, told, vec![]),
            (K, vec![], None, told, vec!["no-type"]),
            (K, vec![ended], None, told, vec!["no-type"]),
            (K, vec![need(1, SenType::Slcn)], None, None, vec!["parents-not-told"]),
            (K, vec![need(1, SenType::Slcn)], None, Some(date(2027, 5, 31)), vec!["parents-not-told"]),
            (K, vec![need(1, SenType::Slcn)], made, told, vec!["plan-without-e"]),
            (K, vec![need(2, SenType::Slcn)], None, told, vec!["no-main-need"]),
            (K, vec![need(1, SenType::Slcn), need(1, SenType::Asd)], None, told, vec!["ranks"]),
            (K, vec![need(1, SenType::Slcn), need(2, SenType::Slcn)], None, told, vec!["ranks"]),
            (K, vec![need(1, SenType::Slcn), need(3, SenType::Asd)], None, told, vec!["ranks"]),
            (E, vec![need(1, SenType::Asd)], made, None, vec![]),
            (E, vec![need(1, SenType::Nsa)], made, None, vec!["type-not-allowed"]),
            (E, vec![need(1, SenType::Asd)], None, None, vec!["no-plan"]),
            (E, vec![], None, None, vec!["no-plan", "no-type"]),
        ] {
            let history = SenHistory::default().changed(provision, date(2025, 3, 3));
            let facts = CensusFacts {
                on_roll_from: date(2023, 9, 4),
                on_roll_to: None,
                history: &history,
                needs: &needs,
                plan_made_on,
                parents_told_on,
            };
            assert_eq!(codes(&facts, CensusTerm::Spring), january, "{provision:?} {needs:?}");
            let of_types = ["no-type", "type-not-allowed", "ranks", "no-main-need"];
            let elsewhere = codes(&facts, CensusTerm::Summer);
            assert!(!elsewhere.iter().any(|code| of_types.contains(code)), "{elsewhere:?}");
        }
    }

    #[test]
    fn two_open_provisions_and_silence_are_said() {
        let open = |provision, from| Interval { from, provision, to: None };
        let history = SenHistory::new(vec![open(K, date(2024, 3, 4)), open(E, date(2025, 3, 3))]);
        let facts = CensusFacts {
            on_roll_from: date(2023, 9, 4),
            on_roll_to: Some(date(2027, 1, 21)),
            history: &history,
            needs: &[need(1, SenType::Asd)],
            plan_made_on: Some(date(2025, 3, 3)),
            parents_told_on: None,
        };
        assert_eq!(codes(&facts, CensusTerm::Spring), ["two-open"]);
        let january = census_day::of(AcademicYear::starting_in(2026), CensusTerm::Spring);
        let returned = row(&facts, january).unwrap();
        assert_eq!((returned.provision, returned.types), (E, vec![SenType::Asd]));
        let silent = CensusFacts { history: &SenHistory::default(), plan_made_on: None, ..facts };
        assert_eq!(codes(&silent, CensusTerm::Spring), ["status-not-known"]);
        let may = census_day::of(AcademicYear::starting_in(2026), CensusTerm::Summer);
        assert_eq!(row(&facts, may), None); // left on the day after the January census
    }
}
