//! `/pupils/{pupil}/move`: what stops a move and what warns, a box for "why all the same", and the move itself.

use app::{
    Fault,
    pathway::{self, Going, Leaving, Moved, Moving, Offered, OfferedMove, facts},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::IntoResponse,
};
use domain::{
    pathway::{Finding, Pass, StatutoryMove, SupportMove, ToDo, Weight},
    people::{Pupil, Role},
    record::LetterKind,
};
use serde::Deserialize;

use super::{
    frame::Frame,
    now::{move_href, titles},
};
use crate::{
    Web,
    answer::{Answer, go, go_saying, page_with},
    typed::{self, Typed},
    view::{Choice, Choices, Chrome, DateField, Errors, Field, to_do},
    visit::{Child, Visit},
};

/// A finding on the page.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) sentence: String,
    pub(super) who: String,
    pub(super) href: String,
    pub(super) passed_by: &'static str,
}

/// What a guard found, parted.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) stops: Vec<Found>,
    pub(super) warns: Vec<Found>,
    /// Nobody passes it.
    pub(super) firm: bool,
    /// Only head and SENCO together pass it.
    pub(super) both: bool,
}

impl Findings {
    /// The same without the ways to the pages that mend them.
    pub(super) fn without_links(mut self) -> Self {
        for found in self.stops.iter_mut().chain(&mut self.warns) {
            found.href = String::new();
        }
        self
    }
}

/// Parts what a guard found; each with who can mend it and where.
pub(super) fn part(visit: &Visit, base: &str, findings: &[Finding]) -> Findings {
    let found = |finding: &Finding| Found {
        sentence: finding.sentence.clone(),
        who: titles(visit, finding.who),
        href: if finding.who.iter().any(|role| visit.actor().holds(*role)) {
            format!("{base}{}", to_do::path(finding.to_do, finding.code))
        } else {
            String::new()
        },
        passed_by: finding.pass.name(),
    };
    let (warns, stops): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.weight == Weight::Warns);
    Findings {
        firm: stops.iter().any(|finding| finding.pass == Pass::Nobody),
        both: stops.iter().any(|finding| finding.pass == Pass::SencoAndHead),
        stops: stops.into_iter().map(found).collect(),
        warns: warns.into_iter().map(found).collect(),
    }
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/move_on.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    code: &'static str,
    name: &'static str,
    findings: Findings,
    why: Option<Field>,
    reason: Option<Field>,
    words: Option<Field>,
    calls: Option<Choices>,
    /// The last day at this school, when the child has left it.
    left: Option<DateField>,
    letter: Option<(String, &'static str)>,
    can_be_made: bool,
}

/// `?to=`: the move's code.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    to: String,
}

/// The letter that records a move, when there is one: recording it makes the move.
fn letter_of(the_move: StatutoryMove, from: domain::pathway::StatutoryState) -> Option<LetterKind> {
    LetterKind::ALL.iter().copied().find(|kind| kind.means(from) == Some(the_move))
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    offered: &Offered,
    typed: &Typed,
    errors: Errors,
) -> Answer {
    let (frame, head) = Frame::of(web, visit, pupil, offered.the_move.name(), "").await?;
    let leaves = offered.the_move == OfferedMove::Statutory(StatutoryMove::Leave);
    // The day is typed on this page.
    let of_others = offered.findings.iter().filter(|found| !leaves || found.to_do != ToDo::Leaving);
    let findings = part(visit, &frame.base, &of_others.cloned().collect::<Vec<_>>());
    let lead = visit.actor().holds(Role::Senco) || visit.actor().holds(Role::Head);
    let why = (!findings.stops.is_empty() && !findings.firm && !findings.both && lead).then(|| {
        let field = Field::new("why", "Why is the move made all the same?")
            .hint(
                "It stays on the record with your name. For example: a new child who comes with a diagnosis.",
            )
            .rows(3);
        typed.into_field(field, &errors)
    });
    let words = match offered.the_move {
        OfferedMove::Statutory(StatutoryMove::ParentApplies) => Some("How does the school know?"),
        OfferedMove::Statutory(StatutoryMove::NotAgree) => Some("Who does not agree, and why?"),
        OfferedMove::Statutory(_) | OfferedMove::Support(_) => None,
    };
    let calls_review = offered.the_move == OfferedMove::Support(SupportMove::ToReview)
        && offered.findings.iter().any(|finding| finding.code == "to-review.no-review-due");
    let calls = calls_review.then(|| {
        let yes = Choice::new("yes", "I call a review now, before the half term’s is due");
        Choices::new("calls", "No review is due yet", [yes]).choose(typed.all("calls"))
    });
    let letter = match offered.the_move {
        OfferedMove::Statutory(the_move) => letter_of(the_move, head.record.state.statutory)
            .map(|kind| (format!("{}/ehc/letters/new?kind={}", frame.base, kind.code()), kind.name())),
        OfferedMove::Support(_) => None,
    };
    let only_review = calls.is_some() && findings.stops.len() == 1;
    let can_be_made = findings.stops.is_empty() || why.is_some() || only_review || words.is_some();
    let why = why.filter(|_| !only_review);
    let reason = (can_be_made && why.is_none() && words.is_none()).then(|| {
        let field = Field::new("reason", "Why, in a line (optional)")
            .hint(format!("When it is left empty, the record says: {}", offered.reason));
        typed.into_field(field, &errors)
    });
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let frame = frame.with_errors(errors.clone());
    let page = Page {
        chrome: frame.chrome.clone(),
        code: offered.the_move.code(),
        name: offered.the_move.name(),
        words: words.map(|label| typed.into_field(Field::new("words", label).rows(3), &errors)),
        why,
        reason,
        findings,
        calls,
        left: leaves
            .then(|| typed.into_date(DateField::new("left_on", "The last day at this school"), &errors)),
        letter,
        can_be_made,
        frame,
    };
    page_with(status, &page)
}

/// The move of a code, as it stands for this child and visitor. A move that was made already, or is none, is `None`.
async fn find(web: &Web, visit: &Visit, pupil: &Pupil, code: &str) -> Result<Option<Offered>, Fault> {
    let the_move = OfferedMove::from_code(code).ok_or(Fault::NotFound)?;
    if !visit.may(the_move.action(), pupil) {
        return Err(Fault::Forbidden(the_move.action()));
    }
    let info = &visit.visitor.school;
    let loaded = facts::of(&web.app, visit.actor(), info, pupil, visit.now().today).await?;
    let all = pathway::offered(visit.actor(), &loaded, info, visit.now().today);
    Ok(all.into_iter().find(|offered| offered.the_move == the_move))
}

/// To the move that comes next, when there is one; at a fork, or at the end, to the child's page, which shows what can be
/// done. The board leads here.
async fn to_the_next(web: &Web, visit: &Visit, pupil: &Pupil, base: &str) -> Answer {
    let info = &visit.visitor.school;
    let next = pathway::what_next(&web.app, visit.actor(), info, pupil, visit.now().today).await?;
    match next.main.as_slice() {
        [only] if only.may => Ok(go(&move_href(base, only.the_move))),
        _ => Ok(go(base)),
    }
}

/// The page.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    let base = format!("/pupils/{}", pupil.id);
    if asked.to.is_empty() {
        return to_the_next(&web, &visit, &pupil, &base).await;
    }
    let Some(offered) = find(&web, &visit, &pupil, &asked.to).await? else {
        return Ok(go_saying(&base, "The record has moved on since: this is where it stands now."));
    };
    match offered.the_move {
        OfferedMove::Support(SupportMove::Close(_)) => return Ok(go(&move_href(&base, offered.the_move))),
        // Its letter, with who, when and why, makes the move.
        OfferedMove::Statutory(StatutoryMove::Withdraw) => {
            return Ok(go(&format!("{base}/ehc/letters/new?kind={}", LetterKind::Withdrawn.code())));
        }
        OfferedMove::Support(_) | OfferedMove::Statutory(_) => {}
    }
    show(&web, &visit, &pupil, &offered, &Typed::default(), Errors::none()).await
}

/// What is said when a child has left; also how a mistake is mended.
pub(super) const LEFT: &str = "The child is recorded as having left. Was that wrong? A roll that has the child again, \
                               under Imports, brings them back as they were.";

/// The move.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let base = format!("/pupils/{}", pupil.id);
    let the_move = OfferedMove::from_code(&typed.text("to")).ok_or(Fault::NotFound)?;
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    let (why, reason) = (typed.text("why"), typed.text("reason"));
    let moved = match the_move {
        OfferedMove::Statutory(StatutoryMove::Leave) => {
            let mut faults = Vec::new();
            let left_on = typed.date("left_on", "The last day at this school", &mut faults);
            match left_on.filter(|_| faults.is_empty()) {
                Some(left_on) => {
                    let leaving = Leaving {
                        pupil: pupil.id,
                        left_on,
                        words: reason,
                        base: web.config.public_url.clone(),
                    };
                    pathway::leave_school(app, actor, now, leaving).await
                }
                None if faults.is_empty() => {
                    Err(Fault::field("left_on-day", "Enter the last day at this school"))
                }
                None => Err(Fault::Invalid(faults)),
            }
        }
        OfferedMove::Support(the_move) => {
            let moving = Moving { pupil: pupil.id, the_move, why, reason, calls_review: typed.has("calls") };
            pathway::move_support(app, actor, now, moving).await
        }
        OfferedMove::Statutory(the_move) => {
            let going = Going { pupil: pupil.id, the_move, why, reason, words: typed.text("words") };
            pathway::move_statutory(app, actor, now, going).await
        }
    };
    match moved {
        Ok(Moved::Done { .. }) if the_move == OfferedMove::Statutory(StatutoryMove::Leave) => {
            Ok(go_saying(&base, LEFT))
        }
        Ok(Moved::Done { .. }) => Ok(go_saying(&base, "Moved. What happens next is below.")),
        Ok(Moved::AlreadyThere) => Ok(go_saying(&base, "That was done already: nothing was changed.")),
        Err(Fault::Invalid(faults)) => {
            let offered = find(&web, &visit, &pupil, the_move.code()).await?.ok_or(Fault::NotFound)?;
            show(&web, &visit, &pupil, &offered, &typed, typed::errors(&faults)).await
        }
        Err(Fault::Refused(refused)) => {
            let Some(offered) = find(&web, &visit, &pupil, the_move.code()).await? else {
                return Ok(crate::answer::Failed::from(Fault::Refused(refused)).into_response());
            };
            let mut errors = Errors::none();
            let sentence = refused.sentence.trim_end_matches('.').to_owned();
            errors.add(if typed.has("why") { "" } else { "why" }, sentence);
            show(&web, &visit, &pupil, &offered, &typed, errors).await
        }
        Err(fault) => Err(fault.into()),
    }
}
