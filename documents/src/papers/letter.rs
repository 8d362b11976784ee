//! Letters: their words with fields, to be changed by whoever writes them, and the paper.

use domain::{Date, date};
use serde::Serialize;

use super::{Kind, samples, sheet};
use crate::{Furniture, Paper};

/// A letter on paper.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    /// What stands on every paper.
    #[serde(skip)]
    pub furniture: Furniture,
    /// The school's address.
    pub school_address: String,
    /// To whom.
    pub to: String,
    /// Their address.
    pub address: String,
    /// What it says.
    pub text: String,
    /// Who writes.
    pub from: String,
    /// What they are.
    pub role: String,
    /// What can be ticked on the slip at its foot; empty when there is no slip.
    pub slip: Vec<String>,
}

impl Paper for Letter {
    const NAME: &'static str = "letter";

    fn furniture(&self) -> &Furniture {
        &self.furniture
    }
}

/// What can be filled into the words of a letter. A field that nobody knows stays as a gap to fill: `[next step]`.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// The parent as they are addressed.
    pub parent: String,
    /// What the child is called by.
    pub child: String,
    /// What the school calls the plan.
    pub plan: String,
    /// The day: of the start, of the meeting, of the end.
    pub date: Option<Date>,
    /// The time of day of a meeting, and how long it is.
    pub time: String,
    /// The next meeting.
    pub next_date: Option<Date>,
    /// Where.
    pub place: String,
    /// Who comes.
    pub who: String,
    /// What was noticed.
    pub noticed: String,
    /// What happens next.
    pub next: String,
    /// What was decided.
    pub decided: String,
    /// What was said.
    pub said: String,
    /// What stays when support ends.
    pub stays: String,
    /// What became of each target.
    pub targets: String,
    /// What changes because of a review.
    pub changes: String,
    /// What section F says is given.
    pub provision: String,
    /// The day of the talk in school about the plan.
    pub talk: Option<Date>,
    /// The county's reasons.
    pub reasons: String,
    /// The last day for the mediation service, in words.
    pub mediation: String,
    /// The last day for an appeal, in words.
    pub appeal: String,
    /// Who gives independent advice.
    pub advice: String,
}

/// The letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// A concern was shared with the parents.
    ConcernShared,
    /// SEN support begins (CoP 6.48).
    SenSupportBegins,
    /// An invitation of the parents to a meeting.
    Invitation,
    /// An invitation of others to a meeting: those who get no mail.
    InvitationToOthers,
    /// What a review decided.
    Outcome,
    /// SEN support continues with a next cycle (step 8).
    SupportContinues,
    /// SEN support ends.
    SupportEnds,
    /// The EHCP is in place (step 8).
    EhcpInPlace,
    /// The county refused to assess: what it means, and what parents may do.
    RefusedToAssess,
    /// The county refused to issue a plan: what it means, and what parents may do.
    RefusedToIssue,
    /// The notice of an annual review's meeting (SEND Regulations 2014, reg 20(3)).
    AnnualReviewNotice,
    /// The county ends the plan: what it means, and what parents may do.
    PlanCeases,
    /// The county keeps the plan as it is after a review, or will not assess again: what it means, and what parents may do.
    PlanStays,
}

impl LetterKind {
    /// Every letter, in the order of the steps.
    pub const ALL: [LetterKind; 13] = [
        LetterKind::ConcernShared,
        LetterKind::SenSupportBegins,
        LetterKind::Invitation,
        LetterKind::InvitationToOthers,
        LetterKind::Outcome,
        LetterKind::SupportContinues,
        LetterKind::SupportEnds,
        LetterKind::RefusedToAssess,
        LetterKind::RefusedToIssue,
        LetterKind::EhcpInPlace,
        LetterKind::AnnualReviewNotice,
        LetterKind::PlanCeases,
        LetterKind::PlanStays,
    ];

    /// Whether it says when and where a meeting is: it goes to nobody from whom that is kept.
    #[must_use]
    pub const fn is_invitation(self) -> bool {
        matches!(
            self,
            LetterKind::Invitation | LetterKind::InvitationToOthers | LetterKind::AnnualReviewNotice
        )
    }

    /// Whether only parents get it.
    #[must_use]
    pub const fn is_to_parents(self) -> bool {
        !matches!(self, LetterKind::InvitationToOthers | LetterKind::AnnualReviewNotice)
    }

    /// The paper's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            LetterKind::ConcernShared => "letter-concern-shared",
            LetterKind::SenSupportBegins => "letter-sen-support-begins",
            LetterKind::Invitation => "letter-invitation",
            LetterKind::InvitationToOthers => "letter-invitation-to-others",
            LetterKind::AnnualReviewNotice => "letter-annual-review-notice",
            LetterKind::Outcome => "letter-outcome",
            LetterKind::SupportContinues => "letter-support-continues",
            LetterKind::SupportEnds => "letter-support-ends",
            LetterKind::EhcpInPlace => "letter-ehcp-in-place",
            LetterKind::RefusedToAssess => "letter-refused-to-assess",
            LetterKind::RefusedToIssue => "letter-refused-to-issue",
            LetterKind::PlanCeases => "letter-plan-ceases",
            LetterKind::PlanStays => "letter-plan-stays",
        }
    }

    /// The letter of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        LetterKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What the letter is called, and says in its heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            LetterKind::ConcernShared => "What we talked about",
            LetterKind::SenSupportBegins => "SEN support begins",
            LetterKind::Invitation => "Invitation to a meeting",
            LetterKind::InvitationToOthers => "Invitation for professionals and others",
            LetterKind::AnnualReviewNotice => "Notice of the annual review",
            LetterKind::Outcome => "What we decided",
            LetterKind::SupportContinues => "SEN support continues",
            LetterKind::SupportEnds => "SEN support ends",
            LetterKind::EhcpInPlace => "The plan is in place",
            LetterKind::RefusedToAssess => "The local authority will not assess",
            LetterKind::RefusedToIssue => "The local authority will not make a plan",
            LetterKind::PlanCeases => "The local authority ends the plan",
            LetterKind::PlanStays => "The local authority keeps the plan as it is",
        }
    }

    /// The words as shipped, with their fields.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            LetterKind::ConcernShared => include_str!("../../templates/letters/concern-shared.txt"),
            LetterKind::SenSupportBegins => include_str!("../../templates/letters/sen-support-begins.txt"),
            LetterKind::Invitation => include_str!("../../templates/letters/invitation.txt"),
            LetterKind::InvitationToOthers => {
                include_str!("../../templates/letters/invitation-to-others.txt")
            }
            LetterKind::AnnualReviewNotice => {
                include_str!("../../templates/letters/annual-review-notice.txt")
            }
            LetterKind::Outcome => include_str!("../../templates/letters/outcome.txt"),
            LetterKind::SupportContinues => include_str!("../../templates/letters/support-continues.txt"),
            LetterKind::SupportEnds => include_str!("../../templates/letters/support-ends.txt"),
            LetterKind::EhcpInPlace => include_str!("../../templates/letters/ehcp-in-place.txt"),
            LetterKind::RefusedToAssess => include_str!("../../templates/letters/refused-to-assess.txt"),
            LetterKind::RefusedToIssue => include_str!("../../templates/letters/refused-to-issue.txt"),
            LetterKind::PlanCeases => include_str!("../../templates/letters/plan-ceases.txt"),
            LetterKind::PlanStays => include_str!("../../templates/letters/plan-stays.txt"),
        }
    }

    /// What can be ticked on the slip at its foot.
    #[must_use]
    pub fn slip(self) -> Vec<String> {
        let lines: &[&str] = match self {
            LetterKind::Invitation | LetterKind::AnnualReviewNotice => &[
                "I will come.",
                "I cannot come then. These times suit me:",
                "I need an interpreter, or help to get into the building.",
            ],
            LetterKind::InvitationToOthers => {
                &["I will come.", "I join by telephone or video.", "I cannot come. I send what I advise."]
            }
            _ => &[],
        };
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    /// The words with their fields filled. What people typed is put in once: a field named in it is not filled again.
    #[must_use]
    pub fn fill(self, fields: &Fields) -> String {
        let mut out = String::new();
        let mut rest = self.words();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else { break };
            out.push_str(&fields.value(name));
            rest = after;
        }
        out.push_str(rest);
        out.trim_end().to_owned()
    }
}

impl Fields {
    /// What parents may do about a plan: with its last days while they lie ahead.
    fn rights(&self) -> String {
        if self.appeal.trim().is_empty() {
            return "If you think that the plan should say something else, tell us: a review can be held early, and what the local authority decides after a review can be appealed.".to_owned();
        }
        format!(
            "If you do not agree with what the plan says about needs (section B), provision (section F) or the school (section I): contact the mediation service by {}; the last day to appeal to the SEND Tribunal is {}, or one month after the date of the mediation certificate when that is later. About the school alone you need no certificate.",
            self.mediation, self.appeal
        )
    }

    fn value(&self, name: &str) -> String {
        let day = |on: Option<Date>| on.map(|on| on.strftime("%-d %B %Y").to_string()).unwrap_or_default();
        let (value, gap) = match name {
            "parent" => (self.parent.clone(), "[name]"),
            "child" => (self.child.clone(), "[child’s name]"),
            "plan" => (self.plan.clone(), "[the plan]"),
            "date" => (day(self.date), "[day]"),
            "time" => (self.time.clone(), "[time]"),
            "next_date" => (day(self.next_date), "[day of the next meeting]"),
            "place" => (self.place.clone(), "[where]"),
            "who" => (self.who.clone(), "[who comes]"),
            "noticed" => (self.noticed.clone(), "[what was noticed]"),
            "next" => (self.next.clone(), "[what happens next]"),
            "decided" => (self.decided.clone(), "[what was decided]"),
            "said" => (self.said.clone(), "[what was said]"),
            "stays" => (self.stays.clone(), "[what stays]"),
            "targets" => (self.targets.clone(), "[what became of each target]"),
            "changes" => (self.changes.clone(), "[what is kept, and what changes]"),
            "provision" => (self.provision.clone(), "[what section F says]"),
            "talk" => (day(self.talk), "[day of the talk]"),
            "reasons" => (self.reasons.clone(), "[the reasons in the letter]"),
            "mediation" => (self.mediation.clone(), "[two months after the letter]"),
            "appeal" => (self.appeal.clone(), "[the last day to appeal]"),
            "advice" => (self.advice.clone(), "[the local SENDIASS]"),
            "rights" => (self.rights(), ""),
            _ => (String::new(), "[…]"),
        };
        if value.trim().is_empty() { gap.to_owned() } else { value.trim().to_owned() }
    }
}

macro_rules! kinds {
    ($($constant:ident, $letter:ident, $title:literal, $for_whom:literal;)+) => {
        $(pub(super) const $constant: Kind = Kind {
            name: LetterKind::$letter.name(),
            title: $title,
            for_whom: $for_whom,
            samples: &[
                ("typical", || sheet(&typical(LetterKind::$letter))),
                ("empty", || sheet(&empty(LetterKind::$letter))),
                ("ugly", || sheet(&ugly(LetterKind::$letter))),
            ],
        };)+
    };
}

kinds! {
    CONCERN_SHARED, ConcernShared, "Letter: concern shared", "parents";
    SEN_SUPPORT_BEGINS, SenSupportBegins, "Letter: SEN support begins", "parents";
    INVITATION, Invitation, "Letter: invitation to a meeting", "parents";
    INVITATION_TO_OTHERS, InvitationToOthers, "Letter: invitation of others to a meeting", "professionals and others invited";
    ANNUAL_REVIEW_NOTICE, AnnualReviewNotice, "Letter: notice of the annual review", "all who are invited";
    OUTCOME, Outcome, "Letter: outcome of a review", "parents and others invited";
    SUPPORT_CONTINUES, SupportContinues, "Letter: SEN support continues", "parents";
    SUPPORT_ENDS, SupportEnds, "Letter: SEN support ends", "parents";
    EHCP_IN_PLACE, EhcpInPlace, "Letter: the EHCP is in place", "parents";
    REFUSED_TO_ASSESS, RefusedToAssess, "Letter: the county will not assess", "parents";
    REFUSED_TO_ISSUE, RefusedToIssue, "Letter: the county will not issue a plan", "parents";
    PLAN_CEASES, PlanCeases, "Letter: the county ends the plan", "parents";
    PLAN_STAYS, PlanStays, "Letter: the county keeps the plan as it is", "parents";
}

fn typical(kind: LetterKind) -> Letter {
    let fields = Fields {
        parent: "Ms Łukasiewicz".to_owned(),
        child: "Siân".to_owned(),
        plan: "individual education plan, IEP".to_owned(),
        date: Some(date(2026, 12, 17)),
        time: "15:30, for 30 minutes".to_owned(),
        next_date: Some(date(2027, 3, 25)),
        place: "The Willow room; come in by the main door".to_owned(),
        who: "Mrs Patel (class teacher), Amara Okafor (SENCO), Siân for the first part".to_owned(),
        noticed: "Siân guesses words from their first letter and gives up when a page has many lines. At home she reads to the dog every evening, and hides her school book.".to_owned(),
        next: "Mrs Patel gives one instruction at a time, with a picture, for four weeks. You ask the optician. We look at it together on 15 October.".to_owned(),
        decided: "SEN support continues. The reading target is kept with a higher goal; the target on sentences is met and ends.".to_owned(),
        said: "Siân: “I read the fox book.” You: reading at home is calmer now. Mrs Patel: she starts on her own.".to_owned(),
        stays: "the picture timetable, the seat by the door, and a check in with Mrs Patel on Mondays.".to_owned(),
        targets: "- Reads 60 words of a new text in a minute: met and kept\n- Writes three sentences alone: partly met. Two, with a word list".to_owned(),
        changes: "Reading stays three times a week, with a higher goal. Writing moves to a group of four.".to_owned(),
        provision: "- Reading one to one with a trained adult: 3 times a week, 60 minutes a week, one to one\n- Speech and language therapy programme: daily before lessons".to_owned(),
        talk: Some(date(2027, 1, 12)),
        reasons: "The school can meet the needs from its own resources.".to_owned(),
        mediation: "17 February 2027".to_owned(),
        appeal: "17 February 2027".to_owned(),
        advice: "Larkshire SENDIASS, 01632 960 100".to_owned(),
    };
    Letter {
        furniture: Furniture {
            facts: Vec::new(),
            version: String::new(),
            made_for: "Home language: Polish. An interpreter is wanted for meetings.".to_owned(),
            ..samples::for_parents(kind.title())
        },
        school_address: "Meadow Lane\nLarkmead\nMD1 2AB".to_owned(),
        to: "Ms Małgorzata Łukasiewicz".to_owned(),
        address: "7 Weir Cottages\nLarkmead\nMD1 3CD".to_owned(),
        text: kind.fill(&fields),
        from: "Amara Okafor".to_owned(),
        role: "SENCO".to_owned(),
        slip: kind.slip(),
    }
}

fn empty(kind: LetterKind) -> Letter {
    Letter {
        furniture: samples::bare(kind.title()),
        school_address: String::new(),
        to: String::new(),
        address: String::new(),
        text: String::new(),
        from: String::new(),
        role: String::new(),
        slip: Vec::new(),
    }
}

fn ugly(kind: LetterKind) -> Letter {
    Letter {
        furniture: samples::ugly(kind.title()),
        school_address: samples::ugly_line(),
        to: samples::ugly_name(),
        address: "\n".repeat(30),
        text: format!("{}\n\n{}", samples::ugly_line(), samples::ten_pages()),
        from: samples::ugly_name(),
        role: samples::ugly_name(),
        slip: vec![samples::ugly_name(); 3],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_every_letter_is_known() {
        for kind in LetterKind::ALL {
            let words = kind.fill(&Fields::default());
            assert!(!words.contains('{') && !words.contains("[…]"), "{words}");
        }
    }

    #[test]
    fn what_people_typed_is_not_filled_again() {
        let fields = Fields { parent: "{child}".to_owned(), child: "Ada".to_owned(), ..Fields::default() };
        let words = LetterKind::SenSupportBegins.fill(&fields);
        assert!(words.starts_with("Dear {child},"), "{words}");
        assert!(words.contains("Ada has SEN support at our school"));
        assert!(words.contains("[day]"), "a gap says what is missing");
    }
}
