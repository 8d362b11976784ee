//! The actions that the matrix knows: what a person may be allowed to do.

macro_rules! actions {
    ($($variant:ident, $code:literal, $words:literal;)+) => {
        /// Something that a person does or sees. Its words complete "may ...".
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $(#[doc = $words] $variant,)+
        }

        impl Action {
            /// Every action, in the order of the matrix.
            pub const ALL: &[Action] = &[$(Action::$variant),+];

            /// The code in logs and on the generated page.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Action::$variant => $code,)+ }
            }

            /// What it is, in words that complete "may ...".
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Action::$variant => $words,)+ }
            }
        }
    };
}

actions! {
    SeeChild, "see-child", "see that a child is here: name, class, step";
    EditKeyFacts, "edit-key-facts", "write the key facts that keep a child safe";
    BarContact, "bar-contact", "bar a parent or carer from a child's record on a decision, and lift it";
    RaiseConcern, "raise-concern", "record an initial concern";
    FillChecklist, "fill-checklist", "fill in the checklist";
    ReadConcern, "read-concern", "read concerns, checklists and adaptations";
    RecordAdaptation, "record-adaptation", "record and review adaptations";
    AcknowledgeConcern, "acknowledge-concern", "acknowledge a concern";
    MoveToAdapts, "move-to-adapts", "move a child from step 1 to step 2";
    MoveAlong, "move-along", "move a child between steps, close and reopen";
    WriteProfilePart, "write-profile-part", "write their own part of the one page profile";
    JoinProfile, "join-profile", "join the parts of the one page profile and sign it off";
    ReadProfile, "read-profile", "read the one page profile";
    WritePlan, "write-plan", "write the IEP and its targets";
    AgreePlan, "agree-plan", "agree to the IEP, or say why not";
    RecordAgreement, "record-agreement", "record what a party said to the IEP on paper or in a meeting";
    ReadPlan, "read-plan", "read the whole IEP";
    ReadTargets, "read-targets", "read targets and strategies";
    ReadScores, "read-scores", "read scores";
    PlanProvision, "plan-provision", "plan provision and groups";
    ReadProvision, "read-provision", "read the provision map";
    SeeCosts, "see-costs", "see costs and top-up of a child";
    SeeTotals, "see-totals", "see money in totals";
    LogSession, "log-session", "log sessions and scores, with words";
    CoverGroup, "cover-group", "take a group or a class today in somebody's place";
    TypeSheets, "type-sheets", "type in paper sheets: marks and scores, no text";
    AddToFile, "add-to-file", "add to the pupil file";
    ReadFile, "read-file", "read the pupil file";
    ReadSharedFile, "read-shared-file", "read what is shared of the pupil file and contact log";
    LogContact, "log-contact", "add to the contact log";
    ReadContacts, "read-contacts", "read the contact log";
    ManageReferral, "manage-referral", "record referrals and what came of them";
    AddReport, "add-report", "add a professional's report";
    ImportRoll, "import-roll", "import the roll, SEN status and need, and the census";
    SeeImports, "see-imports", "see what was imported";
    ImportAssessments, "import-assessments", "import assessments and close the week";
    RecordReview, "record-review", "record a review";
    WriteView, "write-view", "write a view for a review";
    PrepareApplication, "prepare-application", "prepare and send an EHC application and record the county's letters";
    ContributeApplication, "contribute-application", "contribute to an EHC application";
    AgreeApplication, "agree-application", "agree to an EHC application";
    ReadApplication, "read-application", "follow an EHC application and read what was sent";
    WriteEhcp, "write-ehcp", "record the EHCP and its annual reviews";
    ReadEhcp, "read-ehcp", "read the EHCP";
    ReadEhcpAtAGlance, "read-ehcp-at-a-glance", "read the EHCP at a glance or the child's version";
    SendPapers, "send-papers", "make letters and papers and invite an agency";
    WriteConfidentialNote, "write-confidential-note", "write a confidential note";
    ReadConfidentialNotes, "read-confidential-notes", "read confidential notes of others";
    ReadContactDetails, "read-contact-details", "read addresses and phone numbers of parents";
    SeeFigures, "see-figures", "see figures that name no child";
    SeeGovernorFigures, "see-governor-figures", "see figures with groups of fewer than five left out";
    ChooseForInspection, "choose-for-inspection", "choose the children whose stories inspectors are shown";
    PrepareSubjectAccess, "prepare-subject-access", "prepare subject access, transfer or a deletion";
    ApproveDeletion, "approve-deletion", "approve subject access, transfer or a deletion";
    ManageAccounts, "manage-accounts", "manage accounts and roles";
    NameDeputies, "name-deputies", "give their own role of head or SENCO to a second member of staff";
    ManageSettings, "manage-settings", "change the school's settings";
    ManageCalendar, "manage-calendar", "change the school's calendar";
    ManageClasses, "manage-classes", "change classes and who teaches them, and carry out the year end";
    ReadAudit, "read-audit", "read who did and saw what on a child's record";
    ReadSignIns, "read-sign-ins", "read who signed in";
}
