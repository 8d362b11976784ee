//! Audit events: what was done, to whom. A commit needs at least one.

use serde::{Deserialize, Serialize};

use crate::{EntryId, PupilId};

macro_rules! happenings {
    ($($variant:ident, $code:literal, $words:literal;)+) => {
        /// What happened. Its words complete "somebody ...".
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Happening {
            $(#[doc = $words] $variant,)+
        }

        impl Happening {
            /// Every happening.
            pub const ALL: &[Happening] = &[$(Happening::$variant),+];

            /// The code in the database.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Happening::$variant => $code,)+ }
            }

            /// What happened, in words that complete "somebody ...".
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Happening::$variant => $words,)+ }
            }

            /// The happening of a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Happening::ALL.iter().copied().find(|happening| happening.code() == code)
            }
        }
    };
}

happenings! {
    SchoolMade, "school-made", "made the school";
    SettingsChanged, "settings-changed", "changed the school's settings";
    BankChanged, "bank-changed", "changed the checklist or a bank";
    AccountMade, "account-made", "made an account";
    AccountChanged, "account-changed", "changed an account";
    AccountHandedOver, "account-handed-over", "handed an account's work to a successor";
    DeputyNamed, "deputy-named", "gave their role to a second member of staff";
    DeputyTakenBack, "deputy-taken-back", "took back a role that they gave";
    LinkMade, "link-made", "made a sign-in link";
    PasswordSet, "password-set", "set a password";
    CalendarAddressMade, "calendar-address-made", "made an address for their calendar";
    CalendarAddressStopped, "calendar-address-stopped", "stopped the address of their calendar";
    SignedIn, "signed-in", "signed in";
    SignedOut, "signed-out", "signed out";
    RollImported, "roll-imported", "imported the roll";
    FileRead, "file-read", "read a file in, to be looked at";
    FileThrownAway, "file-thrown-away", "threw away a file that was read in";
    PupilChanged, "pupil-changed", "changed a pupil's details";
    PupilLeft, "pupil-left", "recorded that the pupil left";
    PupilCameBack, "pupil-came-back", "recorded that the pupil came back";
    ClassesChanged, "classes-changed", "changed classes or who teaches them";
    YearEnded, "year-ended", "carried out the year end";
    StaffImported, "staff-imported", "imported classes and staff";
    StatusChanged, "status-changed", "changed the SEN status";
    BondMade, "bond-made", "gave somebody access to the child";
    BondEnded, "bond-ended", "ended somebody's access to the child";
    ContactBarred, "contact-barred", "barred a parent or carer from the child";
    KeptFromMeetings, "kept-from-meetings", "kept a parent or carer from the child's meetings";
    BarLifted, "bar-lifted", "lifted what barred a parent or carer from the child";
    ConcernRaised, "concern-raised", "recorded an initial concern";
    ConcernAcknowledged, "concern-acknowledged", "acknowledged the concern";
    EntryAdded, "entry-added", "added to the record";
    EntryChanged, "entry-changed", "changed an entry";
    EntryTakenOut, "entry-taken-out", "took out an entry that was written by mistake";
    EntryPutBack, "entry-put-back", "put back an entry that was taken out";
    EntryShared, "entry-shared", "shared an entry with the parents";
    EntryUnshared, "entry-unshared", "stopped sharing an entry with the parents";
    AdaptationTakenBack, "adaptation-taken-back", "took back an adaptation that was written down by mistake";
    AdaptationPutBack, "adaptation-put-back", "put back an adaptation that was taken back";
    AdaptationOpenedAgain, "adaptation-opened-again", "opened an adaptation again that was ended by mistake";
    PlanCorrected, "plan-corrected", "corrected a spelling in a plan that was agreed";
    FileAdded, "file-added", "added a file";
    MovedOn, "moved-on", "moved the child on";
    ReviewCalled, "review-called", "set the day of a review";
    ChosenForInspection, "chosen-for-inspection", "chose the child for an inspection";
    TakenOffInspection, "taken-off-inspection", "took the child off the choice for an inspection";
    InspectionChosen, "inspection-chosen", "chose the children for an inspection";
    ReviewCalledOff, "review-called-off", "called off the meeting of a review";
    InvitedByHand, "invited-by-hand", "invited somebody to the meeting of a review";
    LeftOutOfMeeting, "left-out-of-meeting", "left somebody out of the meeting of a review";
    InvitationAnswered, "invitation-answered", "answered an invitation to a review";
    LookedBack, "looked-back", "looked back at a child whose support stopped";
    StatutoryMoved, "statutory-moved", "recorded a move of the county's process";
    AfterPlanDecided, "after-plan-decided", "said what follows after the plan ceased";
    ProvisionPlanned, "provision-planned", "planned provision";
    ProvisionChanged, "provision-changed", "changed provision";
    SessionLogged, "session-logged", "logged a session";
    SessionCorrected, "session-corrected", "corrected a session";
    SessionJoined, "session-joined", "sent a second log of a session, joined with the first";
    SessionTakenBack, "session-taken-back", "took back a session";
    GroupCovered, "group-covered", "took a group in somebody's place";
    ClassCovered, "class-covered", "took the class for a day in somebody's place";
    ScoreEntered, "score-entered", "entered a score";
    ScoreRemoved, "score-removed", "took a score back";
    WeekClosed, "week-closed", "closed the week";
    WeekReopened, "week-reopened", "corrected a closed week";
    RemindersSent, "reminders-sent", "sent reminders";
    DigestSent, "digest-sent", "sent the digest";
    DigestStopped, "digest-stopped", "stopped their digest";
    DigestStarted, "digest-started", "chose how often they get their digest";
    AssessmentsImported, "assessments-imported", "imported assessments";
    TemplateChanged, "template-changed", "changed a plan template";
    CountyFormChanged, "county-form-changed", "changed a county form";
    PaperMade, "paper-made", "made a paper";
    PaperSent, "paper-sent", "sent a paper";
    BackedUp, "backed-up", "made a backup";
    Restored, "restored", "brought back a backup";
}

/// One audit event, written in the same transaction as what it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub what: Happening,
    /// To which child, when it was to one.
    pub pupil: Option<PupilId>,
    /// To which entry, when there is one.
    pub entry: Option<EntryId>,
    /// More, in words of the program: a move's code, reasons given for an override, counts.
    pub detail: String,
}

impl Event {
    /// Something done to the school.
    #[must_use]
    pub fn school(what: Happening, detail: impl Into<String>) -> Self {
        Self { what, pupil: None, entry: None, detail: detail.into() }
    }

    /// Something done to a child.
    #[must_use]
    pub fn pupil(what: Happening, pupil: PupilId, detail: impl Into<String>) -> Self {
        Self { what, pupil: Some(pupil), entry: None, detail: detail.into() }
    }

    /// Something done to an entry of a child's record.
    #[must_use]
    pub fn entry(what: Happening, pupil: PupilId, entry: EntryId, detail: impl Into<String>) -> Self {
        Self { what, pupil: Some(pupil), entry: Some(entry), detail: detail.into() }
    }
}
