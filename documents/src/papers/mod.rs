//! The papers: a file each, with its struct and its samples. `waymark document list` names them.

mod annual_review;
mod childs_version;
mod class_sheet;
mod concern_summary;
mod ehc_request;
mod ehc_request_samples;
mod ehcp_at_a_glance;
mod iep;
mod inspection_cover;
mod letter;
mod one_page_profile;
mod provision_map;
mod provision_money;
mod provision_week;
mod pupil_story;
mod review;
pub mod samples;
mod senco_week;
mod session_sheet;
mod test_arrangements;
mod transition_sheet;

pub use annual_review::{AnnualReviewPaper, DeliveredLine, Words};
pub use childs_version::{ChildsVersion, MyTarget, feelings};
pub use class_sheet::{ClassSheet, InClass};
pub use concern_summary::{Changed, ConcernOnPaper, ConcernSummary, SaidOnPaper, TickedArea};
pub use ehc_request::{Block, EhcRequest, Person, ReportOnPaper, RequestSection};
pub use ehcp_at_a_glance::{EhcpAtAGlance, SectionF};
pub use iep::{Agreed, Iep, Labels, LastTarget, Need, TargetOnPaper};
pub use inspection_cover::{CoverLine, InspectionCover};
pub use letter::{Fields, Letter, LetterKind};
pub use one_page_profile::{OnePageProfile, ProfilePart};
pub use provision_map::{MapArea, MapLine, ProvisionMap};
pub use provision_money::{ChildCost, ProvisionMoney};
pub use provision_week::{FullWeek, InWeek, OneWeek, ProvisionWeek, WeekTime};
pub use pupil_story::{Happened, PupilStory, Tried};
pub use review::{Review, ReviewedTarget, ViewOnPaper};
pub use senco_week::{SencoWeek, WeekLine, WeekMove, WeekSection};
pub use session_sheet::{OnSessionSheet, SessionSheet};
pub use test_arrangements::{NormalWay, TestArrangements, TestEvidence, ToDecide};
pub use transition_sheet::{TransitionSheet, Visit};

use crate::{Paper, Sheet};

/// A sample: its name, and how it is made.
pub type Sample = (&'static str, fn() -> Sheet);

/// A kind of paper with its samples.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The name: the template's, the command line's.
    pub name: &'static str,
    /// What it is, in words.
    pub title: &'static str,
    /// Whom it is for.
    pub for_whom: &'static str,
    /// Samples by name: `typical`, `empty`, `ugly` and others.
    pub samples: &'static [Sample],
}

/// A sheet of a sample.
fn sheet<P: Paper>(paper: &P) -> Sheet {
    Sheet::from(paper)
}

/// Every kind of paper.
pub const KINDS: &[Kind] = &[
    concern_summary::KIND,
    one_page_profile::KIND,
    iep::KIND,
    childs_version::KIND,
    class_sheet::KIND,
    session_sheet::KIND,
    senco_week::KIND,
    provision_map::KIND,
    provision_week::KIND,
    provision_money::KIND,
    review::KIND,
    ehcp_at_a_glance::KIND,
    annual_review::KIND,
    transition_sheet::KIND,
    test_arrangements::KIND,
    pupil_story::KIND,
    inspection_cover::KIND,
    ehc_request::KIND,
    letter::CONCERN_SHARED,
    letter::SEN_SUPPORT_BEGINS,
    letter::INVITATION,
    letter::INVITATION_TO_OTHERS,
    letter::OUTCOME,
    letter::SUPPORT_CONTINUES,
    letter::SUPPORT_ENDS,
    letter::EHCP_IN_PLACE,
    letter::ANNUAL_REVIEW_NOTICE,
    letter::REFUSED_TO_ASSESS,
    letter::REFUSED_TO_ISSUE,
    letter::PLAN_CEASES,
    letter::PLAN_STAYS,
];

/// The kind of a name.
#[must_use]
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

impl Kind {
    /// A sample of a name.
    #[must_use]
    pub fn sample(&self, name: &str) -> Option<Sheet> {
        self.samples.iter().find(|(known, _)| *known == name).map(|(_, sample)| sample())
    }
}
