//! Step 4: the IEP, its targets, and what each party says to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{OutcomeOfTarget, Party, correction::Correction};
use crate::{
    Date, EntryId, TargetId,
    census::{SenType, sen_type::AreaOfNeed},
    progress::{
        Score,
        goal_attainment::{self, Level, Levels},
    },
    provision::Measure,
};

pub use crate::progress::Direction;

/// Where a statement of need comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NeedSource {
    /// The day of the observation, test or report.
    pub on: Option<Date>,
    /// Observation, attainment, standardised score, report.
    pub source: String,
    /// What it says.
    pub says: String,
}

/// A SMART target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Kept from cycle to cycle.
    pub id: TargetId,
    /// The area of need.
    #[serde(default)]
    pub area: Option<AreaOfNeed>,
    /// What the child will do.
    #[serde(default)]
    pub will: String,
    /// The unit of measure: words a minute, out of 10, times.
    #[serde(default)]
    pub unit: String,
    /// Which way is better.
    #[serde(default)]
    pub direction: Direction,
    /// The baseline; none means the median of the first three scores.
    #[serde(default)]
    pub baseline: Option<Score>,
    /// The baseline's day.
    #[serde(default)]
    pub baseline_on: Option<Date>,
    /// The goal.
    #[serde(default)]
    pub goal: Option<Score>,
    /// By when.
    #[serde(default)]
    pub by: Option<Date>,
    /// How everybody will know.
    #[serde(default)]
    pub success: String,
    /// Who checks.
    #[serde(default)]
    pub checked_by: String,
    /// What cannot be counted: five levels, each described in words before the first is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<Levels>,
}

/// What a target lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetFault {
    /// What the child will do.
    Will,
    /// A unit.
    Unit,
    /// A goal.
    Goal,
    /// A baseline: a number, or "from the first three scores" by leaving both baseline fields empty.
    BaselineDay,
    /// A goal that is not better than the baseline in the target's direction.
    GoalNotBetter,
    /// A day.
    By,
    /// Who checks.
    CheckedBy,
    /// Five levels, each with words of its own.
    Levels,
}

impl TargetFault {
    /// What to do about it.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            TargetFault::Will => {
                "Say what the child will do, for example “read 40 words a minute from a Year 2 text”."
            }
            TargetFault::Unit => "Say what is counted, for example “words a minute” or “out of 10”.",
            TargetFault::Goal => "Give the number to reach, for example 40.",
            TargetFault::BaselineDay => "Give the day on which the baseline was taken.",
            TargetFault::GoalNotBetter => {
                "The goal is not better than the baseline: check the numbers, or which way is better."
            }
            TargetFault::By => "Say by when, for example the end of the half term.",
            TargetFault::CheckedBy => "Say who checks it.",
            TargetFault::Levels => "Describe each of the five levels, each in words of its own.",
        }
    }
}

impl Target {
    /// The id of a target that is not saved yet.
    pub const NEW: TargetId = TargetId(uuid::Uuid::nil());

    /// A target of which nothing is written yet.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            id: Self::NEW,
            area: None,
            will: String::new(),
            unit: String::new(),
            direction: Direction::Increase,
            baseline: None,
            baseline_on: None,
            goal: None,
            by: None,
            success: String::new(),
            checked_by: String::new(),
            levels: None,
        }
    }

    /// What the target lacks to be SMART; empty when it is complete.
    #[must_use]
    pub fn faults(&self) -> Vec<TargetFault> {
        let mut faults = Vec::new();
        let mut lacks = |is: bool, fault| {
            if is {
                faults.push(fault);
            }
        };
        lacks(self.will.trim().is_empty(), TargetFault::Will);
        lacks(self.unit.trim().is_empty(), TargetFault::Unit);
        lacks(self.goal.is_none(), TargetFault::Goal);
        lacks(self.baseline.is_some() && self.baseline_on.is_none(), TargetFault::BaselineDay);
        if let (Some(baseline), Some(goal)) = (self.baseline, self.goal) {
            let better = match self.direction {
                Direction::Increase => goal > baseline,
                Direction::Decrease => goal < baseline,
            };
            lacks(!better, TargetFault::GoalNotBetter);
        }
        lacks(self.by.is_none(), TargetFault::By);
        lacks(self.checked_by.trim().is_empty(), TargetFault::CheckedBy);
        let described = |levels: &Levels| goal_attainment::check(levels, Date::MAX).is_ok();
        lacks(self.levels.as_ref().is_some_and(|levels| !described(levels)), TargetFault::Levels);
        faults
    }

    /// With five levels in words, of which the middle one is what is hoped for; any other measure gives way to them.
    #[must_use]
    pub fn with_levels(self, levels: Levels) -> Self {
        Self {
            unit: goal_attainment::UNIT.to_owned(),
            direction: Direction::Increase,
            goal: self.goal.or(Some(Level::AsHoped.score())),
            levels: Some(levels),
            ..self
        }
    }

    /// What a score of this target is, where a number cannot be one: of five levels in words there are five, of
    /// "out of 10" there is no eleventh. None when it can.
    #[must_use]
    pub fn refuses(&self, value: Score) -> Option<String> {
        let unit = if self.levels.is_some() { goal_attainment::UNIT } else { self.unit.trim() };
        let measure = Measure::of(unit);
        (!measure.takes(value)).then(|| match unit {
            goal_attainment::UNIT => format!("one of the five levels, {}", measure.in_words()),
            "" => measure.in_words(),
            _ => format!("{}: the target is measured in “{unit}”", measure.in_words()),
        })
    }

    /// How everybody will know: the words, and the levels.
    #[must_use]
    pub fn known_by(&self) -> String {
        let levels = self.levels.as_ref().map(Levels::in_lines).unwrap_or_default();
        [self.success.trim(), levels.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Whether nothing is lacking.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.faults().is_empty()
    }
}

/// One cycle's plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// The template: "iep" until the school chooses another.
    pub template: String,
    /// The template's version, kept for ever.
    pub template_version: u32,
    /// The cycle, from 1.
    pub cycle: u32,
    /// Needs assessed in detail, each dated and sourced.
    pub needs: Vec<NeedSource>,
    /// Strengths.
    pub strengths: String,
    /// Census types of need, main first.
    pub types: Vec<SenType>,
    /// Outcomes.
    pub outcomes: String,
    /// One to four targets.
    pub targets: Vec<Target>,
    /// Strategies.
    pub strategies: String,
    /// Resources and expertise assigned.
    pub resources: String,
    /// The parents' part.
    pub parents_part: String,
    /// The review date.
    pub review_on: Option<Date>,
    /// What stands in the fields that only the template knows, by their id. A day is written 2026-03-27.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub more: BTreeMap<String, String>,
    /// What became of each target at the last review of this cycle.
    pub outcomes_of_targets: Vec<OutcomeOfTarget>,
    /// The versions that only corrected a spelling: who answered the one before need not be asked again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

impl Plan {
    /// The words of a field, as they are read: a day as 2026-03-27. Empty for needs, types and targets, which are more
    /// than words.
    #[must_use]
    pub fn words(&self, field: &str) -> String {
        match field {
            "strengths" => self.strengths.clone(),
            "outcomes" => self.outcomes.clone(),
            "strategies" => self.strategies.clone(),
            "resources" => self.resources.clone(),
            "parents-part" => self.parents_part.clone(),
            "review" => self.review_on.map(|on| on.to_string()).unwrap_or_default(),
            "needs" | "types" | "targets" => String::new(),
            other => self.more.get(other).cloned().unwrap_or_default(),
        }
    }

    /// Writes the words of a field; a day that is none is left out, as is what is empty.
    pub fn write(&mut self, field: &str, words: String) {
        match field {
            "strengths" => self.strengths = words,
            "outcomes" => self.outcomes = words,
            "strategies" => self.strategies = words,
            "resources" => self.resources = words,
            "parents-part" => self.parents_part = words,
            "review" => self.review_on = words.parse().ok(),
            "needs" | "types" | "targets" => {}
            other => {
                if words.trim().is_empty() {
                    self.more.remove(other);
                } else {
                    self.more.insert(other.to_owned(), words);
                }
            }
        }
    }

    /// Whether a field has nothing in it.
    #[must_use]
    pub fn lacks(&self, field: &str) -> bool {
        match field {
            "needs" => self.needs.is_empty(),
            "types" => self.types.is_empty(),
            "targets" => self.targets.is_empty(),
            other => self.words(other).trim().is_empty(),
        }
    }
}

/// How a party said it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HowSaid {
    /// In Waymark, signed in.
    #[default]
    InWaymark,
    /// On paper.
    OnPaper,
    /// In the meeting.
    InTheMeeting,
}

impl HowSaid {
    /// Every way.
    pub const ALL: [HowSaid; 3] = [HowSaid::InWaymark, HowSaid::OnPaper, HowSaid::InTheMeeting];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            HowSaid::InWaymark => "in-waymark",
            HowSaid::OnPaper => "on-paper",
            HowSaid::InTheMeeting => "in-the-meeting",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            HowSaid::InWaymark => "in Waymark",
            HowSaid::OnPaper => "on paper",
            HowSaid::InTheMeeting => "in the meeting",
        }
    }

    /// The way of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        HowSaid::ALL.into_iter().find(|how| how.code() == code)
    }
}

/// What a party says to a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes.
    #[default]
    Yes,
    /// Disagrees; the words say why.
    Disagrees,
    /// Not reached; the words say what was tried.
    NotReached,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Answer; 3] = [Answer::Yes, Answer::Disagrees, Answer::NotReached];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::Disagrees => "disagrees",
            Answer::NotReached => "not-reached",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Answer::Yes => "Agrees",
            Answer::Disagrees => "Disagrees",
            Answer::NotReached => "Not reached",
        }
    }

    /// The answer of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Answer::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// One party's answer to one version of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Which party.
    pub party: Party,
    /// Their name.
    #[serde(default)]
    pub name: String,
    /// What they say.
    pub answer: Answer,
    /// How.
    #[serde(default)]
    pub how: HowSaid,
    /// In words.
    #[serde(default)]
    pub words: String,
    /// The plan.
    pub plan: EntryId,
    /// Its version: a plan that changed asks again.
    pub plan_version: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn levels_stand_for_what_cannot_be_counted() {
        let target = Target {
            will: "Play with others at break".to_owned(),
            by: Some(date(2026, 12, 18)),
            success: "Seen on three days".to_owned(),
            checked_by: "Class teacher".to_owned(),
            ..Target::empty()
        };
        assert_eq!(target.faults(), [TargetFault::Unit, TargetFault::Goal]);
        let mut levels = Levels {
            descriptions: ["alone", "beside others", "joins one", "joins two", "starts one"].map(Into::into),
            written_on: date(2026, 9, 7),
        };
        let described = target.clone().with_levels(levels.clone());
        assert_eq!(described.faults(), []);
        assert_eq!((described.goal, described.unit.as_str()), (Some(Score::whole(0)), goal_attainment::UNIT));
        assert!(described.known_by().starts_with("Seen on three days\n+2: starts one\n"));
        levels.descriptions[1] = "Alone".to_owned();
        assert_eq!(target.clone().with_levels(levels).faults(), [TargetFault::Levels]);
        let takes = |value: &str| described.refuses(value.parse().unwrap()).is_none();
        assert!(takes("-2") && takes("0") && takes("2") && !takes("3") && !takes("0.5"));
        assert_eq!(target.refuses("3".parse().unwrap()), None, "a number is a number");
        let of_ten = Target { unit: "out of 10".to_owned(), ..target.clone() };
        assert_eq!(of_ten.refuses(Score::whole(10)), None);
        let says = of_ten.refuses(Score::whole(11)).unwrap();
        assert_eq!(says, "a whole number from 0 to 10: the target is measured in “out of 10”");
        // A target from before there were levels.
        let written = serde_json::to_string(&target).unwrap();
        assert!(!written.contains("levels"));
        assert_eq!(serde_json::from_str::<Target>(&written).unwrap(), target);
    }
}
