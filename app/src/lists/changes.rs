//! What happened to a child, in a few words: for Today and for "what changed since" on the register.

use domain::{
    PupilId,
    audit::Happening,
    census::SenProvision,
    pathway::{CloseReason, StatutoryMove, SupportMove, SupportState, moves, step},
    record::EntryKind,
};
use store::queries::events::Happened;

/// What changed for one child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildChanges {
    /// The child.
    pub id: PupilId,
    /// The name, as called.
    pub name: String,
    /// Class and year.
    pub class: String,
    /// What changed, newest first, each said once.
    pub words: Vec<String>,
}

/// What an event says in a list: "moved to 4 IEP", "contact added". None for what no list tells of.
#[must_use]
pub fn in_words(event: &Happened) -> Option<String> {
    let first = event.code();
    let kind = || EntryKind::from_code(first).map(|kind| lower_first(kind.name()));
    Some(match event.what {
        Happening::ConcernRaised => "initial concern".to_owned(),
        Happening::ConcernAcknowledged => "concern acknowledged".to_owned(),
        Happening::EntryAdded => format!("{} added", kind()?),
        Happening::EntryChanged => format!("{} changed", kind()?),
        Happening::EntryTakenOut => format!("{} taken out", kind()?),
        Happening::MovedOn => SupportMove::from_code(first).map_or_else(|| "moved".to_owned(), support_move),
        Happening::StatutoryMoved => StatutoryMove::from_code(first).map_or_else(
            || "county’s process moved".to_owned(),
            |the_move| statutory_move(the_move).to_owned(),
        ),
        Happening::StatusChanged => SenProvision::from_code(first)
            .map_or_else(|| "SEN status changed".to_owned(), |provision| format!("now {}", provision.name())),
        Happening::PupilLeft => "left the school".to_owned(),
        Happening::PupilCameBack => "came back to the school".to_owned(),
        Happening::ProvisionPlanned => "provision planned".to_owned(),
        Happening::ProvisionChanged => "provision changed".to_owned(),
        Happening::PupilChanged => "details changed".to_owned(),
        _ => return None,
    })
}

fn support_move(the_move: SupportMove) -> String {
    match the_move {
        SupportMove::Close(CloseReason::SupportCanStop) => "support stopped".to_owned(),
        SupportMove::Close(reason) => format!("closed: {}", lower_first(reason.name())),
        SupportMove::OpenConcern => "a round was opened".to_owned(),
        SupportMove::JoinAtProfile
        | SupportMove::ToAdapts
        | SupportMove::ToProfile
        | SupportMove::ToIep
        | SupportMove::ToProvision
        | SupportMove::ToMonitoring
        | SupportMove::ToReview
        | SupportMove::Continue
        | SupportMove::StartCycle => {
            moves::SUPPORT.iter().find(|row| row.the_move == the_move).and_then(|row| row.to).map_or_else(
                || "moved".to_owned(),
                |state: SupportState| format!("moved to {}", step::short(state)),
            )
        }
    }
}

/// The county's move, told as done.
fn statutory_move(the_move: StatutoryMove) -> &'static str {
    use StatutoryMove::*;
    match the_move {
        Prepare => "EHC application begun",
        AskAgain => "new EHC application begun",
        NotAgree => "EHC application not agreed",
        Request => "county asked to assess",
        ParentApplies => "a parent asked the county to assess",
        Withdraw => "EHC application withdrawn",
        AgreeToAssess => "county will assess",
        RefuseToAssess => "county will not assess",
        IssueDraft => "draft plan came",
        RefuseToIssue => "county will not issue a plan",
        MakePlan => "EHC plan in place",
        GoToMediation => "mediation begun",
        EndMediation => "mediation ended",
        Appeal => "appeal lodged",
        Uphold => "appeal upheld",
        Dismiss => "appeal dismissed",
        ArriveWithPlan => "came with an EHC plan",
        MoveIn => "EHC plan moved from another county",
        Amend => "EHC plan is being amended",
        Reassess => "county will re-assess",
        MakeAmendedPlan => "amended EHC plan in place",
        KeepPlan => "county keeps the EHC plan as it is",
        DecideToCease => "county decided to cease the EHC plan",
        Cease => "EHC plan ceased",
        Leave => "left the school",
    }
}

/// The name of a kind or reason inside a sentence; abbreviations stay as they are.
fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::permissions::Who;

    fn said(what: Happening, detail: &str) -> Option<String> {
        in_words(&Happened {
            at: jiff::Timestamp::default(),
            who: Who::Job,
            what,
            pupil: None,
            entry: None,
            detail: detail.to_owned(),
        })
    }

    #[test]
    fn changes_are_told_in_words_and_name_no_staff() {
        for (what, detail, words) in [
            (Happening::MovedOn, "to-iep", Some("moved to 4 IEP")),
            (Happening::MovedOn, "start-cycle: the next cycle", Some("moved to 4 IEP")),
            (Happening::MovedOn, "close-concern-resolved", Some("closed: concern resolved")),
            (Happening::MovedOn, "something new", Some("moved")),
            (Happening::StatutoryMoved, "agree-to-assess", Some("county will assess")),
            (Happening::StatutoryMoved, "refuse-to-assess; warned: x", Some("county will not assess")),
            (Happening::StatusChanged, "K", Some("now SEN support")),
            (Happening::EntryAdded, "plan", Some("IEP added")),
            (Happening::EntryChanged, "profile-part", Some("part of the one page profile changed")),
            (Happening::EntryAdded, "unheard-of", None),
            (Happening::SignedIn, "", None),
        ] {
            assert_eq!(said(what, detail).as_deref(), words, "{what:?} {detail}");
        }
    }
}
