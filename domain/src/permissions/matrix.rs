//! The matrix of `people.md`: role by action, on one screen.

use super::Action;
use crate::people::Role;

/// How far a role reaches in an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Not at all.
    No,
    /// Every child of the school; or the school itself.
    School,
    /// The children of the classes that they teach.
    Class,
    /// Their children: in their groups or assigned (TA), their own (parent), themselves (pupil), invited (agency).
    Own,
}

use Action::*;
use Reach::{Class as C, No as o, Own as I, School as S};

/// One line an action; the columns are [`Role::ALL`].
#[rustfmt::skip]
pub const MATRIX: &[(Action, [Reach; 10])] = &[
    //                       SENCO teacher TA data head governor parent pupil agency admin
    (SeeChild,                [S,    C,    I,  S,   S,   o,      I,     I,    I,    o]),
    (EditKeyFacts,            [S,    o,    o,  o,   S,   o,      o,     o,    o,    o]),
    (BarContact,              [S,    o,    o,  o,   S,   o,      o,     o,    o,    o]),
    (RaiseConcern,            [S,    C,    I,  o,   S,   o,      I,     o,    o,    o]),
    (FillChecklist,           [S,    C,    o,  o,   o,   o,      o,     o,    o,    o]),
    (ReadConcern,             [S,    C,    I,  o,   S,   o,      I,     o,    I,    o]),
    (RecordAdaptation,        [S,    C,    o,  o,   o,   o,      o,     o,    o,    o]),
    (AcknowledgeConcern,      [S,    o,    o,  o,   S,   o,      o,     o,    o,    o]),
    (MoveToAdapts,            [S,    C,    o,  o,   S,   o,      o,     o,    o,    o]),
    (MoveAlong,               [S,    o,    o,  o,   S,   o,      o,     o,    o,    o]),
    (WriteProfilePart,        [S,    C,    I,  o,   o,   o,      I,     I,    I,    o]),
    (JoinProfile,             [S,    o,    o,  o,   o,   o,      o,     o,    o,    o]),
    (ReadProfile,             [S,    C,    I,  o,   S,   o,      I,     I,    I,    o]),
    (WritePlan,               [S,    C,    o,  o,   o,   o,      o,     o,    o,    o]),
    (AgreePlan,               [S,    C,    o,  o,   o,   o,      I,     I,    o,    o]),
    (RecordAgreement,         [S,    C,    o,  o,   o,   o,      o,     o,    o,    o]),
    (ReadPlan,                [S,    C,    o,  o,   S,   o,      I,     o,    I,    o]),
    (ReadTargets,             [S,    C,    I,  o,   S,   o,      I,     I,    I,    o]),
    (ReadScores,              [S,    C,    I,  S,   S,   o,      I,     I,    I,    o]),
    (PlanProvision,           [S,    C,    o,  o,   o,   o,      o,     o,    o,    o]),
    (ReadProvision,           [S,    C,    I,  o,   S,   o,      I,     o,    I,    o]),
    (SeeCosts,                [S,    o,    o,  o,   S,   o,      o,     o,    o,    o]),
    (SeeTotals,               [S,    o,    o,  o,   S,   S,      o,     o,    o,    o]),
    (LogSession,              [S,    C,    I,  o,   o,   o,      o,     o,    o,    o]),
    (CoverGroup,              [S,    S,    S,  o,   o,   o,      o,     o,    o,    o]),
    (TypeSheets,              [S,    C,    I,  S,   o,   o,      o,     o,    o,    o]),
    (AddToFile,               [S,    C,    I,  o,   S,   o,      o,     I,    o,    o]),
    (ReadFile,                [S,    C,    I,  o,   S,   o,      o,     o,    o,    o]),
    (ReadSharedFile,          [S,    C,    I,  o,   S,   o,      I,     I,    I,    o]),
    (LogContact,              [S,    C,    I,  o,   S,   o,      o,     o,    o,    o]),
    (ReadContacts,            [S,    C,    o,  o,   S,   o,      o,     o,    o,    o]),
    (ManageReferral,          [S,    C,    o,  o,   S,   o,      o,     o,    o,    o]),
    (AddReport,               [S,    C,    o,  o,   S,   o,      o,     o,    I,    o]),
    (ImportRoll,              [S,    o,    o,  S,   o,   o,      o,     o,    o,    o]),
    (SeeImports,              [S,    o,    o,  S,   S,   o,      o,     o,    o,    o]),
    (ImportAssessments,       [S,    o,    o,  S,   o,   o,      o,     o,    o,    o]),
    (RecordReview,            [S,    C,    o,  o,   o,   o,      o,     o,    o,    o]),
    (WriteView,               [S,    C,    I,  o,   o,   o,      I,     I,    I,    o]),
    (PrepareApplication,      [S,    o,    o,  o,   o,   o,      o,     o,    o,    o]),
    (ContributeApplication,   [S,    C,    I,  o,   o,   o,      I,     I,    I,    o]),
    (AgreeApplication,        [S,    C,    o,  o,   S,   o,      I,     o,    o,    o]),
    (ReadApplication,         [S,    C,    o,  o,   S,   o,      I,     o,    o,    o]),
    (WriteEhcp,               [S,    o,    o,  o,   o,   o,      o,     o,    o,    o]),
    (ReadEhcp,                [S,    C,    o,  o,   S,   o,      I,     o,    I,    o]),
    (ReadEhcpAtAGlance,       [S,    C,    I,  o,   S,   o,      I,     I,    I,    o]),
    (SendPapers,              [S,    C,    o,  o,   S,   o,      o,     o,    o,    o]),
    (WriteConfidentialNote,   [S,    C,    I,  o,   S,   o,      o,     o,    I,    o]),
    (ReadConfidentialNotes,   [S,    o,    o,  o,   S,   o,      o,     o,    o,    o]),
    (ReadContactDetails,      [S,    C,    o,  S,   S,   o,      o,     o,    o,    o]),
    (SeeFigures,              [S,    C,    o,  S,   S,   o,      o,     o,    o,    o]),
    (SeeGovernorFigures,      [S,    o,    o,  S,   S,   S,      o,     o,    o,    o]),
    (ChooseForInspection,     [S,    o,    o,  o,   S,   o,      o,     o,    o,    o]),
    (PrepareSubjectAccess,    [S,    o,    o,  o,   o,   o,      o,     o,    o,    o]),
    (ApproveDeletion,         [o,    o,    o,  o,   S,   o,      o,     o,    o,    o]),
    (ManageAccounts,          [o,    o,    o,  o,   o,   o,      o,     o,    o,    S]),
    (NameDeputies,            [S,    o,    o,  o,   S,   o,      o,     o,    o,    o]),
    (ManageSettings,          [S,    o,    o,  o,   S,   o,      o,     o,    o,    S]),
    (ManageCalendar,          [S,    o,    o,  S,   S,   o,      o,     o,    o,    S]),
    (ManageClasses,           [S,    o,    o,  S,   o,   o,      o,     o,    o,    S]),
    (ReadAudit,               [S,    o,    o,  o,   S,   o,      o,     o,    o,    o]),
    (ReadSignIns,             [o,    o,    o,  o,   o,   o,      o,     o,    o,    S]),
];

/// How far `role` reaches in `action`.
#[must_use]
pub fn reach(role: Role, action: Action) -> Reach {
    let column = Role::ALL.iter().position(|known| *known == role);
    let line = MATRIX.iter().find(|(known, _)| *known == action);
    match (line, column) {
        (Some((_, cells)), Some(column)) => cells[column],
        _ => Reach::No,
    }
}
