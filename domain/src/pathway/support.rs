//! Support in school: the states of a round, and the moves between them.

use super::coded::{coded, serde_by_code};

coded! {
    /// Why a round was closed.
    CloseReason {
        /// Also when adaptations were enough: then the child is watched until a date.
        ConcernResolved = "concern-resolved", "Concern resolved";
        OpenedInError = "opened-in-error", "Opened in error";
        LeftSchool = "left-school", "Left the school";
        /// The school's duty remains: what continues is written.
        ParentsDoNotWant = "parents-do-not-want", "Parents do not want SEN support";
        /// Step 8: targets met, gap closed, parents and pupil told.
        SupportCanStop = "support-can-stop", "Support can stop";
    }
}

/// Where a round of support is. A child with no round has no support state at all (`None`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SupportState {
    /// Step 1: somebody is worried.
    Concern,
    /// Step 2: high quality teaching, ordinarily available provision.
    TeacherAdapts,
    /// Step 3: the one page profile is being written.
    Profile,
    /// Step 4: the plan is being written and agreed.
    Iep,
    /// Step 5: provision is being arranged.
    Provision,
    /// Step 6: provision runs, and is looked at weekly.
    Monitoring,
    /// Step 7: the half term's review.
    Review,
    /// Step 8: SEN support continues; from here the next cycle starts at step 4.
    Continues,
    /// The round is over; a new concern opens a new round.
    Closed(CloseReason),
}

use SupportState::{Closed, Concern, Continues, Iep, Monitoring, Profile, Provision, Review, TeacherAdapts};

impl SupportState {
    /// Whether support is given: from step 4 on, until the round is closed.
    #[must_use]
    pub const fn is_from_step_4(self) -> bool {
        match self {
            Iep | Provision | Monitoring | Review | Continues => true,
            Concern | TeacherAdapts | Profile | Closed(_) => false,
        }
    }

    /// Every open state, in the order of the steps.
    pub const OPEN: [SupportState; 8] =
        [Concern, TeacherAdapts, Profile, Iep, Provision, Monitoring, Review, Continues];

    /// Every state, the closed ones last.
    pub const ALL: [SupportState; 13] = [
        Concern,
        TeacherAdapts,
        Profile,
        Iep,
        Provision,
        Monitoring,
        Review,
        Continues,
        Closed(CloseReason::ConcernResolved),
        Closed(CloseReason::OpenedInError),
        Closed(CloseReason::LeftSchool),
        Closed(CloseReason::ParentsDoNotWant),
        Closed(CloseReason::SupportCanStop),
    ];

    /// The stable code in files, forms and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Concern => "concern",
            TeacherAdapts => "teacher-adapts",
            Profile => "profile",
            Iep => "iep",
            Provision => "provision",
            Monitoring => "monitoring",
            Review => "review",
            Continues => "continues",
            Closed(CloseReason::ConcernResolved) => "closed-concern-resolved",
            Closed(CloseReason::OpenedInError) => "closed-opened-in-error",
            Closed(CloseReason::LeftSchool) => "closed-left-school",
            Closed(CloseReason::ParentsDoNotWant) => "closed-parents-do-not-want",
            Closed(CloseReason::SupportCanStop) => "closed-support-can-stop",
        }
    }

    /// The state of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The name on screen and paper.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Concern => "Initial concern",
            TeacherAdapts => "Teacher adapts",
            Profile => "One page profile",
            Iep => "IEP",
            Provision => "Provision and intervention",
            Monitoring => "Intervention monitoring",
            Review => "Progress review",
            Continues => "SEN support continues",
            Closed(CloseReason::ConcernResolved) => "Closed: concern resolved",
            Closed(CloseReason::OpenedInError) => "Closed: opened in error",
            Closed(CloseReason::LeftSchool) => "Closed: left the school",
            Closed(CloseReason::ParentsDoNotWant) => "Closed: parents do not want SEN support",
            Closed(CloseReason::SupportCanStop) => "Support can stop",
        }
    }

    /// The number of the step; none when the round was closed before an outcome.
    #[must_use]
    pub const fn step(self) -> Option<u8> {
        match self {
            Concern => Some(1),
            TeacherAdapts => Some(2),
            Profile => Some(3),
            Iep => Some(4),
            Provision => Some(5),
            Monitoring => Some(6),
            Review => Some(7),
            Continues | Closed(CloseReason::SupportCanStop) => Some(8),
            Closed(
                CloseReason::ConcernResolved
                | CloseReason::OpenedInError
                | CloseReason::LeftSchool
                | CloseReason::ParentsDoNotWant,
            ) => None,
        }
    }

    /// Whether a round is open: a new concern then joins it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Closed(_))
    }
}

serde_by_code!(SupportState, "support state");

/// What a person does to a round of support.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SupportMove {
    /// A concern opens a round; while one is open, the concern joins it.
    OpenConcern,
    /// An import or a transfer says K (or E): the child joins at step 3.
    JoinAtProfile,
    /// 1 to 2.
    ToAdapts,
    /// 2 to 3.
    ToProfile,
    /// 3 to 4; the first cycle starts.
    ToIep,
    /// 4 to 5.
    ToProvision,
    /// 5 to 6.
    ToMonitoring,
    /// 6 to 7.
    ToReview,
    /// 7 to 8: SEN support continues.
    Continue,
    /// 8 to 4: the next cycle starts from the last.
    StartCycle,
    /// From any open step, with a reason.
    Close(CloseReason),
}

impl SupportMove {
    /// Every move: those forward first, then the closes.
    pub const ALL: [SupportMove; 15] = [
        Self::OpenConcern,
        Self::JoinAtProfile,
        Self::ToAdapts,
        Self::ToProfile,
        Self::ToIep,
        Self::ToProvision,
        Self::ToMonitoring,
        Self::ToReview,
        Self::Continue,
        Self::StartCycle,
        Self::Close(CloseReason::SupportCanStop),
        Self::Close(CloseReason::ConcernResolved),
        Self::Close(CloseReason::ParentsDoNotWant),
        Self::Close(CloseReason::LeftSchool),
        Self::Close(CloseReason::OpenedInError),
    ];

    /// The stable code in forms, events and finding codes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OpenConcern => "open-concern",
            Self::JoinAtProfile => "join-at-profile",
            Self::ToAdapts => "to-adapts",
            Self::ToProfile => "to-profile",
            Self::ToIep => "to-iep",
            Self::ToProvision => "to-provision",
            Self::ToMonitoring => "to-monitoring",
            Self::ToReview => "to-review",
            Self::Continue => "continue",
            Self::StartCycle => "start-cycle",
            Self::Close(CloseReason::SupportCanStop) => "stop",
            Self::Close(CloseReason::ConcernResolved) => "close-concern-resolved",
            Self::Close(CloseReason::ParentsDoNotWant) => "close-parents-do-not-want",
            Self::Close(CloseReason::LeftSchool) => "close-left-school",
            Self::Close(CloseReason::OpenedInError) => "close-opened-in-error",
        }
    }

    /// The move of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|the_move| the_move.code() == code)
    }

    /// The words on the button.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenConcern => "Open an initial concern",
            Self::JoinAtProfile => "Join at the one page profile",
            Self::ToAdapts => "Move to teacher adapts",
            Self::ToProfile => "Move to the one page profile",
            Self::ToIep => "Move to the IEP",
            Self::ToProvision => "Move to provision and intervention",
            Self::ToMonitoring => "Move to intervention monitoring",
            Self::ToReview => "Move to the progress review",
            Self::Continue => "Continue SEN support",
            Self::StartCycle => "Start the next cycle",
            Self::Close(CloseReason::SupportCanStop) => "Stop SEN support",
            Self::Close(CloseReason::ConcernResolved) => "Close: concern resolved",
            Self::Close(CloseReason::ParentsDoNotWant) => "Close: parents do not want SEN support",
            Self::Close(CloseReason::LeftSchool) => "Close: left the school",
            Self::Close(CloseReason::OpenedInError) => "Close: opened in error",
        }
    }
}

serde_by_code!(SupportMove, "support move");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_there_and_back() {
        for state in SupportState::ALL {
            assert_eq!(SupportState::from_code(state.code()), Some(state));
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{}\"", state.code()));
            assert_eq!(serde_json::from_str::<SupportState>(&json).unwrap(), state);
        }
        for the_move in SupportMove::ALL {
            assert_eq!(SupportMove::from_code(the_move.code()), Some(the_move));
        }
        for reason in CloseReason::ALL {
            assert_eq!(CloseReason::from_code(reason.code()), Some(*reason));
            assert!(SupportState::ALL.contains(&SupportState::Closed(*reason)));
            assert!(SupportMove::ALL.contains(&SupportMove::Close(*reason)));
        }
    }
}
