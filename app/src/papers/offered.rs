//! Which papers somebody may make of a child's record, and the making of one.

use documents::Sheet;
use domain::{
    EntryId, Now,
    census::NationalTests,
    meetings::KeptBy,
    people::Pupil,
    permissions::{Action, Actor},
};

use super::{
    annual_review, childs_version, concern_summary, ehcp_at_a_glance, iep, one_page_profile, pupil_story,
    review, set, test_arrangements, transition_sheet,
};
use crate::{App, Fault, SchoolInfo, reviewing};

/// A paper that is gathered from a child's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperName {
    /// The one page profile.
    OnePageProfile,
    /// The plan.
    Iep,
    /// The child's version of the plan.
    ChildsVersion,
    /// The first concern.
    ConcernSummary,
    /// The EHCP at a glance.
    EhcpAtAGlance,
    /// The pack for the next half-termly review.
    ReviewPack,
    /// The record of the newest half-termly review.
    ReviewRecord,
    /// The papers of an annual review.
    AnnualReview,
    /// For the next teacher or school: the profile, what works, visits, whom to ask.
    TransitionSheet,
    /// How the child normally works, for the key stage tests.
    TestArrangements,
    /// One child on two pages: what happened, what was tried, what changed.
    PupilStory,
}

impl PaperName {
    /// Every paper, in the order in which they are offered.
    pub const ALL: [PaperName; 11] = [
        PaperName::OnePageProfile,
        PaperName::Iep,
        PaperName::ChildsVersion,
        PaperName::ConcernSummary,
        PaperName::ReviewPack,
        PaperName::ReviewRecord,
        PaperName::EhcpAtAGlance,
        PaperName::AnnualReview,
        PaperName::TransitionSheet,
        PaperName::TestArrangements,
        PaperName::PupilStory,
    ];

    /// The name in addresses: the template's, or which of a template's papers it is.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            PaperName::OnePageProfile => "one-page-profile",
            PaperName::Iep => "iep",
            PaperName::ChildsVersion => "childs-version",
            PaperName::ConcernSummary => "concern-summary",
            PaperName::EhcpAtAGlance => "ehcp-at-a-glance",
            PaperName::ReviewPack => "review-pack",
            PaperName::ReviewRecord => "review-record",
            PaperName::AnnualReview => "annual-review",
            PaperName::TransitionSheet => "transition-sheet",
            PaperName::TestArrangements => "test-arrangements",
            PaperName::PupilStory => "pupil-story",
        }
    }

    /// The paper of a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        PaperName::ALL.into_iter().find(|paper| paper.code() == code)
    }

    /// What it is called; the plan is called what the school calls it.
    #[must_use]
    pub fn title(self, info: &SchoolInfo) -> String {
        match self {
            PaperName::OnePageProfile => "One page profile".to_owned(),
            PaperName::Iep => info.school.settings.plan_name.clone(),
            PaperName::ChildsVersion => "My plan: the child’s version".to_owned(),
            PaperName::ConcernSummary => "Concern summary".to_owned(),
            PaperName::EhcpAtAGlance => "EHCP at a glance".to_owned(),
            PaperName::ReviewPack => "Review: the pack".to_owned(),
            PaperName::ReviewRecord => "Review: the record".to_owned(),
            PaperName::AnnualReview => "Annual review papers".to_owned(),
            PaperName::TransitionSheet => "Transition sheet".to_owned(),
            PaperName::TestArrangements => "Test arrangements".to_owned(),
            PaperName::PupilStory => "Pupil story".to_owned(),
        }
    }

    /// What it is for.
    #[must_use]
    pub const fn what_for(self) -> &'static str {
        match self {
            PaperName::OnePageProfile => {
                "One page for everyone who teaches the child: who they are, what helps"
            }
            PaperName::Iep => "Needs, targets with their charts, provision, who agreed",
            PaperName::ChildsVersion => "Big letters and pictures, for the child to take home",
            PaperName::ConcernSummary => "What was noticed, the checklist, the talk with the parents",
            PaperName::EhcpAtAGlance => "For staff: needs, outcomes, what section F says and who gives it",
            PaperName::ReviewPack => {
                "For the next review: targets with charts, sessions, attendance, the gap to peers, views"
            }
            PaperName::ReviewRecord => {
                "The newest review: who came, each target’s outcome, what was decided and changes"
            }
            PaperName::AnnualReview => {
                "Its days, progress to the outcomes, section F specified and given, advice, views, report"
            }
            PaperName::TransitionSheet => {
                "For the next teacher or school: the profile, what works, visits, whom to ask"
            }
            PaperName::TestArrangements => {
                "For the key stage tests: the normal way of working with its evidence, and what is to be decided"
            }
            PaperName::PupilStory => {
                "Two pages for the head, inspectors or a meeting: what happened, what was tried, what changed"
            }
        }
    }

    /// Whether it is for a child at all: tests are sat in two year groups.
    #[must_use]
    pub fn is_for(self, pupil: &Pupil) -> bool {
        self != PaperName::TestArrangements || NationalTests::of(pupil.year).is_some()
    }

    /// Whether others edit it, in Word.
    #[must_use]
    pub const fn has_word_copy(self) -> bool {
        matches!(self, PaperName::AnnualReview)
    }

    /// What one must be allowed to make it.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            PaperName::OnePageProfile => Action::ReadProfile,
            PaperName::Iep
            | PaperName::ReviewPack
            | PaperName::ReviewRecord
            | PaperName::TransitionSheet
            | PaperName::TestArrangements => Action::ReadPlan,
            PaperName::ChildsVersion => Action::ReadTargets,
            PaperName::ConcernSummary => Action::ReadConcern,
            PaperName::EhcpAtAGlance => Action::ReadEhcpAtAGlance,
            PaperName::AnnualReview => Action::ReadEhcp,
            PaperName::PupilStory => Action::SendPapers,
        }
    }
}

/// A paper that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Which.
    pub paper: PaperName,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub what_for: &'static str,
    /// Whether there is something to make it from.
    pub is_ready: bool,
}

/// The papers that the actor may make of the child. The child was found in their scope before.
///
/// # Errors
/// [`Fault`] of the database.
pub async fn offered(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<Vec<Offered>, Fault> {
    let mut offered = Vec::new();
    let names = PaperName::ALL
        .into_iter()
        .filter(|name| name.is_for(pupil) && actor.may_to(name.action(), pupil.subject()));
    for name in names {
        let is_ready = match paper(app, actor, now, info, pupil, name).await {
            Ok(_) => true,
            Err(Fault::NotFound) => false,
            Err(fault) => return Err(fault),
        };
        offered.push(Offered { paper: name, title: name.title(info), what_for: name.what_for(), is_ready });
    }
    Ok(offered)
}

/// A paper of a child, from what the actor may read. The child was found in their scope before.
///
/// # Errors
/// [`Fault::NotFound`] when the actor may not make it, or there is nothing yet to make it from.
pub async fn paper(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    paper: PaperName,
) -> Result<Sheet, Fault> {
    sheet(app, actor, now, info, pupil, (paper, For::Reader)).await
}

/// The same for who is no staff: without the key facts, which may say who must not collect the child; for whoever hears neither
/// when nor where, without the day of the next meeting or review.
pub(super) async fn paper_to_send(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    paper: PaperName,
    kept: Option<KeptBy>,
) -> Result<Sheet, Fault> {
    let whom = if kept.is_some() { For::KeptOut } else { For::Others };
    sheet(app, actor, now, info, pupil, (paper, whom)).await
}

/// For whom a paper is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    /// Whoever makes it.
    Reader,
    /// Somebody to whom it is sent.
    Others,
    /// Somebody to whom it is sent, and from whom the days of meetings and reviews are kept.
    KeptOut,
}

async fn sheet(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    (paper, whom): (PaperName, For),
) -> Result<Sheet, Fault> {
    if !actor.may_to(paper.action(), pupil.subject()) {
        return Err(Fault::NotFound);
    }
    let (for_staff, hears) = (whom == For::Reader, whom != For::KeptOut);
    Ok(match paper {
        PaperName::OnePageProfile => {
            Sheet::from(&one_page_profile::gather(app, actor, now, info, pupil).await?)
        }
        PaperName::Iep => Sheet::from(&iep::gather(app, actor, now, info, pupil, hears).await?),
        PaperName::ChildsVersion => {
            Sheet::from(&childs_version::gather(app, actor, now, info, pupil, hears).await?)
        }
        PaperName::ConcernSummary => {
            Sheet::from(&concern_summary::gather(app, actor, now, info, pupil, for_staff).await?)
        }
        PaperName::EhcpAtAGlance => {
            let mut glance = ehcp_at_a_glance::gather(app, actor, now, info, pupil).await?;
            if !for_staff {
                glance.safe.clear();
            }
            Sheet::from(&glance)
        }
        PaperName::ReviewPack => {
            Sheet::from(&review::gather_pack(app, actor, now, info, pupil, hears).await?)
        }
        PaperName::ReviewRecord => {
            let newest = review::newest(app, actor, info, pupil, now.today).await?;
            Sheet::from(&review::gather_record(app, actor, now, info, pupil, (&newest, hears)).await?)
        }
        PaperName::AnnualReview => {
            Sheet::from(&annual_review::gather(app, actor, now, info, pupil, hears).await?)
        }
        PaperName::TransitionSheet => {
            let mut transition = transition_sheet::gather(app, actor, now, info, pupil).await?;
            if !for_staff {
                transition.safe.clear();
            }
            Sheet::from(&transition)
        }
        PaperName::TestArrangements => {
            Sheet::from(&test_arrangements::gather(app, actor, now, info, pupil).await?)
        }
        PaperName::PupilStory => {
            Sheet::from(&pupil_story::gather(app, actor, now, info, pupil, hears).await?)
        }
    })
}

/// The Word copy of a paper that others must edit, for who may send papers. The child was found in their scope before.
///
/// # Errors
/// [`Fault::NotFound`] as [`paper`], and of a paper that has none.
pub async fn word_copy(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    paper: PaperName,
) -> Result<Vec<u8>, Fault> {
    let may =
        actor.may_to(paper.action(), pupil.subject()) && actor.may_to(Action::SendPapers, pupil.subject());
    if !(may && paper.has_word_copy()) {
        return Err(Fault::NotFound);
    }
    let paper = annual_review::gather(app, actor, now, info, pupil, true).await?;
    documents::word::annual_review(&paper).map_err(|fault| set::failed(&fault))
}

/// The record of one review, of any cycle. The child was found in the actor's scope before.
///
/// # Errors
/// [`Fault::NotFound`] when the actor may not read it.
pub async fn review_record(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    entry: EntryId,
) -> Result<Sheet, Fault> {
    if !actor.may_to(PaperName::ReviewRecord.action(), pupil.subject()) {
        return Err(Fault::NotFound);
    }
    let entry = reviewing::show_review(app, actor, pupil, entry).await?;
    Ok(Sheet::from(&review::gather_record(app, actor, now, info, pupil, (&entry, true)).await?))
}
