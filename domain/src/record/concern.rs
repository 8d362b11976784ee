//! Step 1: the initial concern, and the SENCO's acknowledgement.

use serde::{Deserialize, Serialize};

use super::Party;
use crate::{Date, census::sen_type::AreaOfNeed};

/// Whether hearing or vision was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// Not checked, or not known.
    #[default]
    NotChecked,
    /// Checked: no difficulty found.
    Clear,
    /// Checked: a difficulty is known.
    Difficulty,
}

impl Check {
    /// Every answer.
    pub const ALL: [Check; 3] = [Check::NotChecked, Check::Clear, Check::Difficulty];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Check::NotChecked => "not-checked",
            Check::Clear => "clear",
            Check::Difficulty => "difficulty",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Check::NotChecked => "Not checked, or not known",
            Check::Clear => "Checked: no difficulty",
            Check::Difficulty => "Checked: a difficulty is known",
        }
    }

    /// The answer of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Check::ALL.into_iter().find(|check| check.code() == code)
    }
}

/// What the initial concern records (pathway.md, step 1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Concern {
    /// Who raised it.
    pub raised_by: Party,
    /// What has been noticed.
    pub noticed: String,
    /// Since when.
    pub since: String,
    /// Where and when it shows.
    pub where_and_when: String,
    /// What the child is good at.
    pub strengths: String,
    /// Areas of need; empty means "not sure".
    pub areas: Vec<AreaOfNeed>,
    /// How the child sees it.
    pub child_view: String,
    /// Hearing.
    pub hearing: Check,
    /// Vision.
    pub vision: Check,
    /// What is known of attendance.
    pub attendance: String,
    /// What is known of the child's languages.
    pub languages: String,
    /// What has been tried.
    pub tried: String,
    /// The day of the talk between parents and class teacher, if there was one.
    pub talked_on: Option<Date>,
    /// With whom that talk was.
    pub talked_with: String,
    /// What the parents said.
    pub parents_said: String,
    /// Attempts to reach the parents, when there was no talk.
    pub attempts: String,
}

impl Concern {
    /// Whether it asks for an answer of its own: it says more than how the child sees it, or that hearing or vision was
    /// checked. What only adds that to a concern that was answered needs no other answer.
    ///
    /// # Source
    /// pathway, step 1: the SENCO acknowledges what was noticed, and says what happens next.
    ///
    /// # Example
    /// ```
    /// # use domain::record::Concern;
    /// let adds = Concern { child_view: "Reading is too fast".into(), ..Concern::default() };
    /// assert!(!adds.asks_for_an_answer());
    /// assert!(Concern { noticed: "Guesses words".into(), ..adds }.asks_for_an_answer());
    /// ```
    #[must_use]
    pub fn asks_for_an_answer(&self) -> bool {
        let texts = [
            &self.noticed,
            &self.since,
            &self.where_and_when,
            &self.strengths,
            &self.tried,
            &self.parents_said,
            &self.attempts,
        ];
        let adds = !self.child_view.trim().is_empty()
            || self.hearing != Check::NotChecked
            || self.vision != Check::NotChecked;
        let says = texts.iter().any(|text| !text.trim().is_empty())
            || !self.areas.is_empty()
            || self.talked_on.is_some();
        says || !adds
    }

    /// Whether the parents were talked to: they raised it, or a talk is recorded.
    #[must_use]
    pub fn parents_talked_to(&self) -> bool {
        self.raised_by == Party::Parent || self.talked_on.is_some()
    }
}

/// The SENCO's acknowledgement: what happens next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Acknowledgement {
    /// What happens next, in words for teacher and parents.
    pub next: String,
}
