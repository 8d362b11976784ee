//! What a guard finds: a code, a weight, a sentence to act on, who can do it and on which page.

use crate::people::Role;

use super::coded::coded;

coded! {
    /// How heavy a finding is.
    Weight {
        /// F *firm*: nobody passes it.
        Firm = "firm", "Stops, firmly";
        /// F: stops, unless somebody who may writes why.
        Stops = "stops", "Stops";
        /// W: the move goes, the warning is shown and kept.
        Warns = "warns", "Warns";
    }
}

coded! {
    /// Who can pass a finding by writing why.
    Pass {
        Nobody = "nobody", "nobody";
        SencoOrHead = "senco-or-head", "the SENCO or the head, in writing";
        SencoAndHead = "senco-and-head", "the head and the SENCO together, in writing";
        NotNeeded = "not-needed", "does not stop";
    }
}

coded! {
    /// The kind of page that mends a finding.
    ToDo {
        TalkToParents = "talk-to-parents", "Record a talk with the parents";
        Concern = "concern", "Write the concern";
        Checklist = "checklist", "Fill in the checklist";
        Acknowledge = "acknowledge", "Acknowledge the concern";
        CheckHearingAndVision = "check-hearing-and-vision", "Record hearing and vision";
        ChildsView = "childs-view", "Write how the child sees it";
        Adaptation = "adaptation", "Record an adaptation";
        ReviewAdaptation = "review-adaptation", "Say what difference an adaptation made";
        ProfilePart = "profile-part", "Write a part of the profile";
        JoinProfile = "join-profile", "Join the parts and sign the profile off";
        AssessNeeds = "assess-needs", "Record needs assessed in detail";
        Plan = "plan", "Write the plan";
        Target = "target", "Write or complete a target";
        Agreement = "agreement", "Record what each party says";
        TellParents = "tell-parents", "Tell the parents, with its date";
        TellPupil = "tell-pupil", "Tell the pupil, with its date";
        Provision = "provision", "Arrange provision";
        Staffing = "staffing", "Settle who is where";
        Session = "session", "Log sessions and scores";
        Review = "review", "Hold or record the review";
        Gap = "gap", "Look at the gap to peers";
        Roll = "roll", "Record what the roll or the transfer says";
        Leaving = "leaving", "Record the day of leaving";
        Close = "close", "Write it into the close";
        Application = "application", "Prepare the application";
        Evidence = "evidence", "Add evidence to the application";
        CountyLetter = "county-letter", "Record the county's letter";
        ParentsRights = "parents-rights", "Tell the parents what they can do";
        Ehcp = "ehcp", "Record the plan's sections, lines and document";
        Dispute = "dispute", "Record mediation or appeal";
    }
}

/// One finding of a guard, over the facts of one child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable: the move's code, a dot, what is missing.
    pub code: &'static str,
    /// How heavy it is.
    pub weight: Weight,
    /// Who can pass it by writing why.
    pub pass: Pass,
    /// What to do, for a tired teacher.
    pub sentence: String,
    /// Who can do it.
    pub who: &'static [Role],
    /// The kind of page that mends it.
    pub to_do: ToDo,
}
