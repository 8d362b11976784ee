//! After a decision that can be appealed: mediation adviser, certificate, appeal.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{appeal, clock::Clock, clock_state::ClockState, mediation_adviser, mediation_certificate};
use crate::calendar::BankHolidays;

/// A decision of the authority that parents can appeal.
///
/// # Law
/// Children and Families Act 2014, s.51(2); no mediation certificate for section I alone, s.55(2). In force since
/// 2014-09-01; read 2026-11-23.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Appealable {
    /// Not to assess.
    NotToAssess,
    /// Not to re-assess.
    NotToReassess,
    /// Not to issue a plan.
    NotToIssue,
    /// What a plan says in sections B, F and I.
    SectionsBFI,
    /// The school named in section I, and nothing else.
    SectionIAlone,
    /// Not to amend a plan after a review or re-assessment.
    NotToAmend,
    /// To cease a plan.
    ToCease,
}

impl Appealable {
    /// Every decision.
    pub const ALL: [Self; 7] = [
        Self::NotToAssess,
        Self::NotToReassess,
        Self::NotToIssue,
        Self::SectionsBFI,
        Self::SectionIAlone,
        Self::NotToAmend,
        Self::ToCease,
    ];

    /// What a sentence calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotToAssess => "not to assess",
            Self::NotToReassess => "not to re-assess",
            Self::NotToIssue => "not to issue a plan",
            Self::SectionsBFI => "sections B, F and I of the plan",
            Self::SectionIAlone => "section I of the plan alone",
            Self::NotToAmend => "not to amend the plan",
            Self::ToCease => "to cease the plan",
        }
    }

    /// What an address or a calendar calls it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotToAssess => "not-to-assess",
            Self::NotToReassess => "not-to-reassess",
            Self::NotToIssue => "not-to-issue",
            Self::SectionsBFI => "sections-b-f-i",
            Self::SectionIAlone => "section-i",
            Self::NotToAmend => "not-to-amend",
            Self::ToCease => "to-cease",
        }
    }

    /// Whether an appeal needs a mediation certificate.
    #[must_use]
    pub const fn needs_certificate(self) -> bool {
        match self {
            Self::NotToAssess
            | Self::NotToReassess
            | Self::NotToIssue
            | Self::SectionsBFI
            | Self::NotToAmend
            | Self::ToCease => true,
            Self::SectionIAlone => false,
        }
    }
}

/// What the parents did about a decision, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Disagreement {
    /// They contacted the mediation adviser.
    pub adviser_contacted_on: Option<Date>,
    /// They told the adviser that they do not want mediation.
    pub mediation_declined_on: Option<Date>,
    /// The mediation certificate is dated.
    pub certificate_on: Option<Date>,
    /// The appeal was registered.
    pub appealed_on: Option<Date>,
}

impl Disagreement {
    /// Whether the mediation adviser knows of them: they were in touch, said no to mediation, or hold the certificate.
    #[must_use]
    pub const fn is_known_to_adviser(&self) -> bool {
        self.adviser_contacted_on.is_some()
            || self.mediation_declined_on.is_some()
            || self.certificate_on.is_some()
    }
}

/// The parents' clocks after a decision whose letter is dated `decision_on`.
///
/// # Law
/// Children and Families Act 2014, s.51 and 55; SEND Regulations 2014 (SI 2014/1530), reg 33 and 34; SI 2008/2699, r 12
/// and 20. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{calendar::BankHolidays, date, deadlines::disagreement::{self, Appealable, Disagreement}};
/// let clocks = |decision| {
///     let (england, today) = (BankHolidays::england(), date(2026, 8, 1));
///     disagreement::clocks(decision, date(2026, 6, 10), &Disagreement::default(), england, today)
///         .iter()
///         .map(|clock| format!("{} {}", clock.code, clock.due_on))
///         .collect::<Vec<_>>()
/// };
/// assert_eq!(clocks(Appealable::NotToAssess), ["mediation-adviser 2026-08-10", "appeal 2026-09-01"]);
/// assert_eq!(clocks(Appealable::SectionIAlone), ["appeal 2026-09-01"]);
/// ```
#[must_use]
pub fn clocks(
    decision: Appealable,
    decision_on: Date,
    dates: &Disagreement,
    bank_holidays: &BankHolidays,
    today: Date,
) -> Vec<Clock> {
    let mut clocks = Vec::new();
    if decision.needs_certificate() {
        let contacted_on = dates.adviser_contacted_on.or(dates.mediation_declined_on);
        let due_on = mediation_adviser::due_on(decision_on);
        let clock = Clock::new(&mediation_adviser::RULE, due_on, contacted_on, None, today);
        // A certificate shows that they were in touch, and not on which day: nobody is called late for it.
        clocks.push(match (dates.certificate_on, contacted_on) {
            (Some(on), None) => Clock { state: ClockState::NotNeeded { since: on }, ..clock },
            _ => clock,
        });
    }
    if let Some(told_on) = dates.mediation_declined_on {
        clocks.push(Clock::perhaps(
            &mediation_certificate::RULE,
            mediation_certificate::due_on(told_on, bank_holidays),
            told_on,
            dates.certificate_on,
            today,
        ));
    }
    clocks.push(Clock::perhaps(
        &appeal::RULE,
        appeal::due_on(decision_on, dates.certificate_on, bank_holidays),
        appeal::unmoved(decision_on, dates.certificate_on),
        dates.appealed_on,
        today,
    ));
    clocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{date, deadlines::clock_state::ClockState};

    #[test]
    fn only_section_i_alone_needs_no_certificate() {
        for decision in Appealable::ALL {
            let codes: Vec<_> = clocks(
                decision,
                date(2027, 12, 31),
                &Disagreement::default(),
                BankHolidays::england(),
                date(2028, 1, 4),
            )
            .iter()
            .map(|clock| (clock.code, clock.due_on))
            .collect();
            assert_eq!(codes.last(), Some(&("appeal", date(2028, 2, 29))));
            assert_eq!(codes.len() == 2, decision != Appealable::SectionIAlone, "{}", decision.name());
        }
    }

    #[test]
    fn the_adviser_knows_of_whoever_was_in_touch() {
        let on = Some(date(2026, 7, 1));
        let none = Disagreement::default();
        for (dates, known) in [
            (none.clone(), false),
            (Disagreement { adviser_contacted_on: on, ..none.clone() }, true),
            (Disagreement { mediation_declined_on: on, ..none.clone() }, true),
            (Disagreement { certificate_on: on, ..none.clone() }, true),
            (Disagreement { appealed_on: on, ..none }, false),
        ] {
            assert_eq!(dates.is_known_to_adviser(), known, "{dates:?}");
        }
        let codes: std::collections::BTreeSet<_> = Appealable::ALL.iter().map(|one| one.code()).collect();
        assert_eq!(codes.len(), Appealable::ALL.len());
    }

    #[test]
    fn what_the_parents_did_is_done() {
        let lines = |dates: &Disagreement| {
            clocks(
                Appealable::NotToAssess,
                date(2026, 6, 10),
                dates,
                BankHolidays::england(),
                date(2026, 8, 20),
            )
            .iter()
            .map(|clock| format!("{} {}: {}", clock.due_on, clock.code, clock.state.in_words()))
            .collect::<Vec<_>>()
        };
        assert_eq!(
            lines(&Disagreement::default()),
            ["2026-08-10 mediation-adviser: ended 10 days ago", "2026-09-01 appeal: in 12 days"]
        );
        let declined = Disagreement {
            mediation_declined_on: Some(date(2026, 7, 1)),
            certificate_on: Some(date(2026, 7, 6)),
            appealed_on: Some(date(2026, 8, 3)),
            ..Disagreement::default()
        };
        assert_eq!(
            lines(&declined),
            [
                "2026-08-10 mediation-adviser: done on 1 July 2026",
                "2026-07-06 mediation-certificate: done on 6 July 2026",
                "2026-09-01 appeal: done on 3 August 2026",
            ]
        );
    }

    #[test]
    fn beyond_the_known_bank_holidays_the_day_is_marked() {
        let appeal = |today| {
            let dates = Disagreement::default();
            clocks(Appealable::NotToIssue, date(2029, 4, 10), &dates, BankHolidays::england(), today)
                .pop()
                .unwrap()
        };
        let clock = appeal(date(2029, 6, 1));
        assert_eq!((clock.code, clock.due_on), ("appeal", date(2029, 6, 10)));
        assert_eq!(clock.not_known.unwrap().to_string(), "bank holidays not known after 31 December 2028");
        assert_eq!(clock.state, ClockState::DueIn { days: 9 });
        assert_eq!(appeal(date(2029, 6, 11)).state, ClockState::LastDayNotKnown);
    }
}
