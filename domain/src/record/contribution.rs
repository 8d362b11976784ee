//! What people add at any step: views, feelings, pieces of work, notes.

use serde::{Deserialize, Serialize};

use super::Party;
use crate::{Date, InvitedId, TargetId};

/// How the child feels about a target, in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feeling {
    /// Going well.
    Good,
    /// So so.
    Middling,
    /// Hard.
    Hard,
}

impl Feeling {
    /// Every feeling.
    pub const ALL: [Feeling; 3] = [Feeling::Good, Feeling::Middling, Feeling::Hard];

    /// The code in forms, and the end of the picture's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Feeling::Good => "good",
            Feeling::Middling => "middling",
            Feeling::Hard => "hard",
        }
    }

    /// The feeling of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Feeling::ALL.into_iter().find(|feeling| feeling.code() == code)
    }

    /// The words under the picture.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Feeling::Good => "It is going well",
            Feeling::Middling => "It is OK",
            Feeling::Hard => "It is hard",
        }
    }
}

/// A view for a review, a meeting or an application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// Whose view.
    pub party: Party,
    /// Which of them, as meetings know them, when somebody else wrote it down in their name.
    pub whose: Option<InvitedId>,
    /// Their name then; empty when they wrote it themselves.
    pub said_by: String,
    /// What goes well.
    pub going_well: String,
    /// What does not.
    pub not_going_well: String,
    /// What they want next.
    pub wanted: String,
    /// How the child feels about it.
    pub feeling: Option<Feeling>,
    /// About which target, when it is about one.
    pub target: Option<TargetId>,
    /// Kept from the other parent; staff see it.
    pub private: bool,
}

/// A dated piece of work or observation in the pupil file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileItem {
    /// Of which sort it is.
    pub sort: FileSort,
    /// What it is.
    pub title: String,
    /// What it shows.
    pub text: String,
    /// The target that it belongs to, if any.
    pub target: Option<TargetId>,
    /// Whether parents and agency may see it.
    pub shared: bool,
    /// Until when it holds, or when it is looked at again (plans).
    pub review_on: Option<Date>,
}

/// The sorts of things in the pupil file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileSort {
    /// A piece of work.
    #[default]
    Work,
    /// A photo of what the child did.
    Photo,
    /// Something that was seen, in words.
    Note,
    /// An individual healthcare plan.
    HealthcarePlan,
    /// A behaviour plan.
    BehaviourPlan,
    /// A personal emergency evacuation plan.
    EvacuationPlan,
}

impl FileSort {
    /// Every sort.
    pub const ALL: [FileSort; 6] = [
        FileSort::Work,
        FileSort::Photo,
        FileSort::Note,
        FileSort::HealthcarePlan,
        FileSort::BehaviourPlan,
        FileSort::EvacuationPlan,
    ];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            FileSort::Work => "work",
            FileSort::Photo => "photo",
            FileSort::Note => "note",
            FileSort::HealthcarePlan => "healthcare-plan",
            FileSort::BehaviourPlan => "behaviour-plan",
            FileSort::EvacuationPlan => "evacuation-plan",
        }
    }

    /// The sort of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        FileSort::ALL.into_iter().find(|sort| sort.code() == code)
    }

    /// The name on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            FileSort::Work => "Piece of work",
            FileSort::Photo => "Photo",
            FileSort::Note => "Observation",
            FileSort::HealthcarePlan => "Healthcare plan",
            FileSort::BehaviourPlan => "Behaviour plan",
            FileSort::EvacuationPlan => "Evacuation plan",
        }
    }

    /// Whether it is a plan that keeps the child safe: dated, with a day on which it is looked at again.
    #[must_use]
    pub const fn is_plan(self) -> bool {
        matches!(self, FileSort::HealthcarePlan | FileSort::BehaviourPlan | FileSort::EvacuationPlan)
    }
}

/// A confidential note: its author, the SENCO and the head read it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// What it says. Parents may see it on request.
    pub text: String,
}
