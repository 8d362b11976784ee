//! Step 7: the application for an EHC needs assessment, and the county's letters.

use serde::{Deserialize, Serialize};

use super::{HowSaid, Party};
use crate::Date;

/// What one party says to an application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplicationAgreement {
    /// Which party.
    pub party: Party,
    /// Their name.
    pub name: String,
    /// Whether they agree (for parents: signed consent). The child's is a view, not a veto.
    pub agrees: bool,
    /// How they said it.
    pub how: HowSaid,
    /// What they say.
    pub words: String,
    /// SENCO and head: why the county is to be asked although not everyone agrees. Both must have written it.
    pub although: String,
}

/// A thing that CoP 9.14 and the county look for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvidenceItem {
    /// What it is.
    pub code: String,
    /// Where it is, or who can give it.
    pub words: String,
}

macro_rules! letters {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $name:literal;)+) => {
        /// What the county's letter says, or what the school notes of the process.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum LetterKind {
            $($(#[$doc])* $variant,)+
        }

        impl LetterKind {
            /// Every kind, in the order in which they mostly come.
            pub const ALL: &[LetterKind] = &[$(LetterKind::$variant),+];

            /// The code in forms.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(LetterKind::$variant => $code,)+ }
            }

            /// The words on screen.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(LetterKind::$variant => $name,)+ }
            }

            /// The kind of a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                LetterKind::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

letters! {
    /// The school began to prepare an application: what is agreed counts from here.
    Begun = "begun", "School began to prepare an application";
    /// The county received the request: the clock starts.
    Received = "received", "County received the request";
    /// A parent, or an earlier school, asked the county: the day on which it was received.
    ParentApplied = "parent-applied", "Parents (or an earlier school) asked the county";
    /// The county asks the school for advice: six weeks.
    AdviceAsked = "advice-asked", "County asked the school for advice";
    /// The school's advice was sent.
    AdviceSent = "advice-sent", "School's advice sent";
    /// The child missed an appointment for the advice: that excuses a late one (reg 8(2)).
    AppointmentMissed = "appointment-missed", "Child missed an appointment for the advice";
    /// It will assess.
    WillAssess = "will-assess", "County will assess";
    /// It will not assess.
    RefusedToAssess = "refused-to-assess", "County will not assess";
    /// It will not issue a plan.
    RefusedToIssue = "refused-to-issue", "County will not issue a plan";
    /// The draft plan was served.
    Draft = "draft", "Draft plan served";
    /// The parents commented on the draft or on the amendment notice, or named a school.
    Commented = "commented", "Parents answered the draft or the amendment";
    /// It consults the school on a plan: fifteen days.
    Consultation = "consultation", "County consults the school on the plan";
    /// The school answered the consultation.
    ConsultationAnswered = "consultation-answered", "School answered the consultation";
    /// The final plan.
    Final = "final", "Final plan";
    /// The child came to this school with a plan.
    ArrivesWithPlan = "arrives-with-plan", "Child arrives with a plan";
    /// The child moved into the county with a plan: the day of the move.
    MovedIn = "moved-in", "Plan moved from another county";
    /// After a review it keeps the plan as it is.
    KeepsPlan = "keeps-plan", "County keeps the plan as it is";
    /// It served the notice that it will amend the plan.
    AmendmentNotice = "amendment-notice", "Amendment notice served";
    /// The amended plan.
    AmendedPlan = "amended-plan", "Amended plan";
    /// It will re-assess.
    WillReassess = "will-reassess", "County will re-assess";
    /// It will not re-assess.
    RefusedToReassess = "refused-to-reassess", "County will not re-assess";
    /// It has decided to cease the plan.
    WillCease = "will-cease", "County has decided to cease the plan";
    /// The plan ceased.
    Ceased = "ceased", "Plan ceased";
    /// The parents contacted the mediation adviser.
    AdviserContacted = "adviser-contacted", "Parents contacted the mediation adviser";
    /// The parents told the adviser that they do not want mediation.
    MediationDeclined = "mediation-declined", "Parents do not want mediation";
    /// Mediation has begun.
    Mediation = "mediation", "Mediation has begun";
    /// Mediation has ended.
    MediationEnded = "mediation-ended", "Mediation has ended";
    /// A mediation certificate.
    MediationCertificate = "mediation-certificate", "Mediation certificate";
    /// An appeal was lodged.
    AppealLodged = "appeal-lodged", "Appeal lodged";
    /// The appeal was upheld.
    AppealUpheld = "appeal-upheld", "Appeal upheld";
    /// The appeal was dismissed, or the parents withdrew it.
    AppealDismissed = "appeal-dismissed", "Appeal dismissed or withdrawn";
    /// An exemption under reg 10(4).
    Exemption = "exemption", "Exemption claimed (regulation 10(4))";
    /// The request was withdrawn.
    Withdrawn = "withdrawn", "Request withdrawn";
    /// The SEN file and the Common Transfer File went to the next school.
    FileSent = "file-sent", "SEN file and CTF sent to the next school";
    /// Anything else.
    Other = "other", "Other letter";
}

/// A letter, with the day that starts or stops a clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountyLetter {
    /// What it says.
    pub kind: LetterKind,
    /// Its date: the day on which it was received or served, as the clock of its kind counts.
    pub dated_on: Date,
    /// For an exemption: its letter a to d.
    #[serde(default)]
    pub exemption: String,
    /// In words.
    #[serde(default)]
    pub words: String,
    /// For an exemption: the first day of the closure, the circumstances or the absence.
    #[serde(default)]
    pub exempt_from: Option<Date>,
    /// For an exemption: its last day, once known.
    #[serde(default)]
    pub exempt_to: Option<Date>,
    /// After a decision that can be appealed: the day on which the parents were told of mediation and appeal.
    #[serde(default)]
    pub parents_told_on: Option<Date>,
    /// For an appeal: it is about section I alone, so that no certificate is needed.
    #[serde(default)]
    pub section_i_alone: bool,
}

impl CountyLetter {
    /// A letter of a kind and a day, with nothing more.
    #[must_use]
    pub const fn new(kind: LetterKind, dated_on: Date) -> Self {
        Self {
            kind,
            dated_on,
            exemption: String::new(),
            words: String::new(),
            exempt_from: None,
            exempt_to: None,
            parents_told_on: None,
            section_i_alone: false,
        }
    }
}

/// The school's advice to the county.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SchoolsAdvice {
    /// What is asked for, and what the school says.
    pub words: String,
    /// Evidence named by the school.
    pub evidence: Vec<EvidenceItem>,
}
