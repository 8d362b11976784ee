//! Step 7: the half-termly review.

use serde::{Deserialize, Serialize};

use super::Party;
use crate::{Date, TargetId, progress::weekly_verdict::Verdict};

/// How a review was held. Three a year are meetings (CoP 6.65).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewHow {
    /// A meeting.
    #[default]
    Meeting,
    /// A telephone call.
    Call,
    /// A video call.
    Video,
    /// A note.
    Note,
}

impl ReviewHow {
    /// Every way.
    pub const ALL: [ReviewHow; 4] = [ReviewHow::Meeting, ReviewHow::Call, ReviewHow::Video, ReviewHow::Note];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ReviewHow::Meeting => "meeting",
            ReviewHow::Call => "call",
            ReviewHow::Video => "video",
            ReviewHow::Note => "note",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ReviewHow::Meeting => "A meeting",
            ReviewHow::Call => "A telephone call",
            ReviewHow::Video => "A video call",
            ReviewHow::Note => "A note, without a talk",
        }
    }

    /// The way of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        ReviewHow::ALL.into_iter().find(|how| how.code() == code)
    }
}

/// What became of a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetOutcome {
    /// Met, and kept when looked at again.
    MetAndKept,
    /// Met.
    Met,
    /// Partly met.
    PartlyMet,
    /// Not met.
    NotMet,
    /// Could not be judged.
    #[default]
    NotJudged,
}

impl TargetOutcome {
    /// Every outcome, best first.
    pub const ALL: [TargetOutcome; 5] = [
        TargetOutcome::MetAndKept,
        TargetOutcome::Met,
        TargetOutcome::PartlyMet,
        TargetOutcome::NotMet,
        TargetOutcome::NotJudged,
    ];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            TargetOutcome::MetAndKept => "met-and-kept",
            TargetOutcome::Met => "met",
            TargetOutcome::PartlyMet => "partly-met",
            TargetOutcome::NotMet => "not-met",
            TargetOutcome::NotJudged => "not-judged",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            TargetOutcome::MetAndKept => "Met and kept",
            TargetOutcome::Met => "Met",
            TargetOutcome::PartlyMet => "Partly met",
            TargetOutcome::NotMet => "Not met",
            TargetOutcome::NotJudged => "Not judged",
        }
    }

    /// The outcome of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        TargetOutcome::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    /// What the numbers show by themselves: met, or met and kept. What else became of a target, people say.
    #[must_use]
    pub const fn shown_by(verdict: &Verdict) -> Option<Self> {
        match verdict {
            Verdict::MetAndKept { .. } => Some(TargetOutcome::MetAndKept),
            Verdict::Met { .. } => Some(TargetOutcome::Met),
            Verdict::SessionsMissed { .. }
            | Verdict::NotEnoughData { .. }
            | Verdict::OffTrack
            | Verdict::Ahead
            | Verdict::OnTrack => None,
        }
    }

    /// Whether the target is met.
    #[must_use]
    pub const fn is_met(self) -> bool {
        match self {
            TargetOutcome::MetAndKept | TargetOutcome::Met => true,
            TargetOutcome::PartlyMet | TargetOutcome::NotMet | TargetOutcome::NotJudged => false,
        }
    }
}

/// One target at a review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeOfTarget {
    /// Which target.
    pub target: TargetId,
    /// What became of it.
    pub outcome: TargetOutcome,
    /// In words.
    #[serde(default)]
    pub note: String,
}

/// What the review decided for the child's support.
///
/// # Source
/// pathway, steps 7 and 8: support continues (kept, changed, less or more of it), can stop, or the county is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Support continues with a next cycle, as it is.
    #[default]
    Continue,
    /// Support continues, and something in it changes.
    Change,
    /// Support continues with less.
    StepDown,
    /// Support continues with more.
    StepUp,
    /// Support can stop.
    Stop,
    /// The county is to be asked to assess.
    Apply,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Decision; 6] = [
        Decision::Continue,
        Decision::Change,
        Decision::StepDown,
        Decision::StepUp,
        Decision::Stop,
        Decision::Apply,
    ];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Decision::Continue => "continue",
            Decision::Change => "change",
            Decision::StepDown => "step-down",
            Decision::StepUp => "step-up",
            Decision::Stop => "stop",
            Decision::Apply => "apply",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Decision::Continue => "SEN support continues",
            Decision::Change => "SEN support continues, with changes",
            Decision::StepDown => "SEN support continues, with less of it",
            Decision::StepUp => "SEN support continues, with more of it",
            Decision::Stop => "Support can stop",
            Decision::Apply => "Ask the county to assess",
        }
    }

    /// The word of the meeting, for a short list.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Decision::Continue => "Keep",
            Decision::Change => "Change",
            Decision::StepDown => "Step down",
            Decision::StepUp => "Step up",
            Decision::Stop => "Stop",
            Decision::Apply => "Ask the county",
        }
    }

    /// What it means, in a line.
    #[must_use]
    pub const fn means(self) -> &'static str {
        match self {
            Decision::Continue => "Support goes on as it is; the next cycle’s plan starts from this one",
            Decision::Change => "Support goes on with other targets, another way or other people",
            Decision::StepDown => "Support goes on with less: fewer sessions, a larger group, more alone",
            Decision::StepUp => "Support goes on with more: more sessions, a smaller group, a specialist",
            Decision::Stop => "Every target is met, and the gap to other children has closed",
            Decision::Apply => "For an EHC needs assessment; everybody is asked whether they agree",
        }
    }

    /// Whether support goes on with a next cycle.
    #[must_use]
    pub const fn continues(self) -> bool {
        match self {
            Decision::Continue | Decision::Change | Decision::StepDown | Decision::StepUp => true,
            Decision::Stop | Decision::Apply => false,
        }
    }

    /// The decision of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Decision::ALL.into_iter().find(|decision| decision.code() == code)
    }
}

/// What a party said at the review of what it decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaidAtReview {
    /// Who.
    pub party: Party,
    /// Whether they agree.
    pub agrees: bool,
    /// What they say, in words.
    pub words: String,
}

/// The record of a review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Review {
    /// The cycle that it reviews.
    pub cycle: u32,
    /// How it was held.
    pub how: ReviewHow,
    /// Who came.
    pub came: Vec<Party>,
    /// Names and others who came, in words.
    pub came_words: String,
    /// Each target's outcome.
    pub outcomes: Vec<OutcomeOfTarget>,
    /// What is changed because of it.
    pub changes: String,
    /// Differences of view.
    pub differences: String,
    /// What each party that was asked said of the decision. That somebody came does not say that they agree.
    pub said: Vec<SaidAtReview>,
    /// What was decided.
    pub decision: Decision,
    /// Why the gap test does not apply, when the SENCO says so.
    pub gap_not_applicable: String,
    /// The next review.
    pub next_on: Option<Date>,
}

impl Review {
    /// What a party said of the decision; none when it was not asked. Where two parents differ, the one who disagrees
    /// is heard first.
    #[must_use]
    pub fn said_by(&self, party: Party) -> Option<&SaidAtReview> {
        self.said.iter().filter(|said| said.party == party).min_by_key(|said| said.agrees)
    }

    /// What each said of the decision, a line a party: "Parent or carer: agrees".
    #[must_use]
    pub fn said_in_words(&self) -> Vec<String> {
        let line = |said: &SaidAtReview| {
            let answer = if said.agrees { "agrees" } else { "does not agree" };
            match said.words.trim() {
                "" => format!("{}: {answer}", said.party.name()),
                words => format!("{}: {answer}. {words}", said.party.name()),
            }
        };
        self.said.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_disagrees_is_heard_first_and_who_only_came_said_nothing() {
        let said = |party, agrees, words: &str| SaidAtReview { party, agrees, words: words.to_owned() };
        let review = Review {
            came: Party::FOUR.to_vec(),
            said: vec![
                said(Party::Parent, true, ""),
                said(Party::Parent, false, "Too little"),
                said(Party::Teacher, true, " "),
            ],
            ..Review::default()
        };
        assert_eq!(review.said_by(Party::Parent).map(|said| said.agrees), Some(false));
        assert_eq!(review.said_by(Party::Teacher).map(|said| said.agrees), Some(true));
        assert_eq!(review.said_by(Party::Pupil), None);
        assert_eq!(
            review.said_in_words(),
            [
                "Parent or carer: agrees",
                "Parent or carer: does not agree. Too little",
                "Class teacher: agrees"
            ]
        );
    }

    #[test]
    fn a_review_from_before_anybody_was_asked_is_still_read() {
        let review: Review = serde_json::from_str(r#"{"cycle":1,"came":["parent"]}"#).unwrap();
        assert_eq!((review.came.len(), review.said.len()), (1, 0));
    }

    #[test]
    fn what_was_written_before_is_still_read() {
        for (decision, code, continues) in [
            (Decision::Continue, "\"continue\"", true),
            (Decision::Change, "\"change\"", true),
            (Decision::StepDown, "\"step-down\"", true),
            (Decision::StepUp, "\"step-up\"", true),
            (Decision::Stop, "\"stop\"", false),
            (Decision::Apply, "\"apply\"", false),
        ] {
            assert_eq!(serde_json::from_str::<Decision>(code).unwrap(), decision);
            assert_eq!(format!("\"{}\"", decision.code()), code);
            assert_eq!(Decision::from_code(decision.code()), Some(decision));
            assert_eq!(decision.continues(), continues);
        }
    }
}
