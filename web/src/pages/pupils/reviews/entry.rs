//! `/pupils/{pupil}/reviews/{entry}`: one review: read, and changed with `?change=yes`.

use app::{Fault, FieldFault, early::Written, gathering::SMALL_CHART, papers, reviewing, time_in_words};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::{
    EntryId,
    pathway::{CaseState, SupportState},
    people::Pupil,
    permissions::Action,
    record::{Content, Decision, Entry, Review},
};
use serde::Deserialize;

use super::{
    author,
    copy::{self, Copy},
    form::{Form, TEXTS, ToldOn, fields_of, needs, read},
    pack::PackShown,
    who_came,
};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::{conflict::conflict, pupils::frame::Frame},
    typed::{Typed, errors},
    view::{Chrome, pages_of_paper},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/reviews/entry.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    day: String,
    how: &'static str,
    came: String,
    by: String,
    version: u32,
    outcomes: Vec<(String, &'static str, &'static str, String)>,
    changes: String,
    differences: String,
    said: Vec<String>,
    decision: &'static str,
    why_no_gap: String,
    next: Option<String>,
    then: Then,
    /// The parents' copy.
    copy: Option<Copy>,
    may_change: bool,
    change: String,
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/reviews/new.html")]
struct FormPage {
    chrome: Chrome,
    frame: Frame,
    form: Form,
    pack: PackShown,
    /// As on the page of a new review; what was recorded calls off no meeting.
    ahead_from: Option<u32>,
}

/// `?change=yes` opens the form.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    change: String,
}

async fn found(web: &Web, visit: &Visit, pupil: &Pupil, id: &str) -> Result<(Entry, Review), Fault> {
    let id: EntryId = id.parse().map_err(|_| Fault::NotFound)?;
    let entry = reviewing::show_review(&web.app, visit.actor(), pupil, id).await?;
    match entry.content.clone() {
        Content::Review(review) => Ok((entry, review)),
        _ => Err(Fault::NotFound),
    }
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    (entry, review): (&Entry, &Review),
    typed: Option<Typed>,
    faults: &[FieldFault],
) -> Answer {
    let (frame, _) = Frame::of(web, visit, pupil, "Change the review", "/reviews").await?;
    let info = &visit.visitor.school;
    let (actor, now) = (visit.actor(), visit.now());
    let (pack, at) =
        reviewing::at_review(&web.app, actor, now, info, pupil, Some(entry), SMALL_CHART).await?;
    let version =
        typed.as_ref().and_then(|typed| typed.text("version").parse().ok()).unwrap_or(entry.version);
    let typed = typed.unwrap_or_else(|| fields_of(Some(review), entry.on, None));
    let errors = errors(faults);
    let may_say_gap = reviewing::may_say_gap(actor, pupil);
    let form = Form::of(&frame.base, &pack, &at, &typed, &errors, version, may_say_gap);
    let of = Some(entry.id);
    let form = form.needing(of, needs(visit, &frame.base, &pack, &at, &typed, of, pupil.id));
    let frame = frame.with_errors(errors);
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(
        status,
        &FormPage { chrome: frame.chrome.clone(), form, pack: PackShown::of(&pack), ahead_from: None, frame },
    )
}

/// The review, or the form to change it.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (entry, review) = found(&web, &visit, &pupil, &id).await?;
    let may_change = visit.may(Action::RecordReview, &pupil);
    if !asked.change.is_empty() {
        if !may_change {
            return Err(Fault::Forbidden(Action::RecordReview).into());
        }
        return form(&web, &visit, &pupil, (&entry, &review), None, &[]).await;
    }
    show(&web, &visit, &pupil, (&entry, &review), &[]).await
}

/// The review, with what is wrong with whom its record was to go to.
async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    (entry, review): (&Entry, &Review),
    faults: &[FieldFault],
) -> Answer {
    let may_change = visit.may(Action::RecordReview, pupil);
    let errors = errors(faults);
    let (frame, head) = Frame::of(web, visit, pupil, "Review", "/reviews").await?;
    let frame = frame.with_errors(errors.clone());
    let info = &visit.visitor.school;
    let plan = reviewing::plan_reviewed(&web.app, visit.actor(), entry).await?;
    let names = reviewing::show_reviews(&web.app, visit.actor(), info, pupil, visit.now().today).await?.names;
    let will = |target| {
        plan.as_ref()
            .and_then(|plan| plan.targets.iter().find(|line| line.id == target))
            .map_or_else(|| "A target of an earlier plan".to_owned(), |line| line.will.clone())
    };
    let moves = visit.may(Action::MoveAlong, pupil);
    let writes = visit.may(Action::WritePlan, pupil);
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = Page {
        chrome: frame.chrome.clone(),
        day: time_in_words::day(entry.on),
        how: review.how.name(),
        came: who_came(&review.came, &review.came_words),
        by: author(&names, entry),
        version: entry.version,
        outcomes: review
            .outcomes
            .iter()
            .map(|of| {
                let colour = if of.outcome.is_met() { "green" } else { "grey" };
                (will(of.target), of.outcome.name(), colour, of.note.clone())
            })
            .collect(),
        changes: review.changes.clone(),
        differences: review.differences.clone(),
        said: review.said_in_words(),
        decision: review.decision.name(),
        why_no_gap: review.gap_not_applicable.clone(),
        next: review.next_on.map(time_in_words::day),
        then: if moves {
            then(&frame.base, entry.id, review, &head.record.state, writes)
        } else {
            Then::Nothing
        },
        copy: Copy::of(web, visit, pupil, entry, &frame.base, &errors).await?,
        may_change,
        change: format!("{}/reviews/{}?change=yes", frame.base, entry.id),
        frame,
    };
    page_with(status, &shown)
}

/// What the decision leads to.
#[derive(Debug)]
enum Then {
    /// It is done, or it is not theirs to do.
    Nothing,
    /// A page.
    Go(&'static str, String),
    /// The next cycle, in one press; whether they write its plan too.
    NextCycle(u32, String, bool),
    /// The next cycle runs: its plan.
    Plan(u32, String),
}

fn then(base: &str, id: EntryId, review: &Review, state: &CaseState, writes: bool) -> Then {
    let cycle = review.cycle.max(1);
    match review.decision {
        _ if !state.is_open() => Then::Nothing,
        Decision::Continue | Decision::Change | Decision::StepDown | Decision::StepUp => {
            if reviewing::can_go_on(state, cycle) {
                Then::NextCycle(cycle + 1, format!("{base}/reviews/{id}/go-on"), writes)
            } else if writes && state.cycle == cycle + 1 && state.support == Some(SupportState::Iep) {
                Then::Plan(cycle + 1, format!("{base}/plan/edit"))
            } else {
                Then::Nothing
            }
        }
        Decision::Stop => {
            Then::Go("Close the round: support can stop", format!("{base}/close?reason=support-can-stop"))
        }
        Decision::Apply => Then::Go("Prepare the application", format!("{base}/ehc/application")),
    }
}

/// The record as a file.
pub(crate) async fn record(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let id: EntryId = id.parse().map_err(|_| Fault::NotFound)?;
    let info = &visit.visitor.school;
    let sheet = papers::review_record(&web.app, visit.actor(), visit.now(), info, &pupil, id).await?;
    pages_of_paper::pdf(sheet, "review-record", true).await
}

/// Sends the record to those parents who are ticked.
pub(crate) async fn send(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, id)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let (entry, review) = found(&web, &visit, &pupil, &id).await?;
    let (actor, info) = (visit.actor(), &visit.visitor.school);
    match reviewing::send_record(&web.app, actor, visit.now(), info, &pupil, entry.id, &typed.all("to")).await
    {
        Ok(sent) => Ok(go_saying(&format!("/pupils/{}/reviews/{id}", pupil.id), &copy::said(&sent))),
        Err(Fault::Invalid(faults)) if faults.iter().any(|fault| fault.field == "to") => {
            show(&web, &visit, &pupil, (&entry, &review), &faults).await
        }
        // A name of another child may stand in it: each is looked at first.
        Err(Fault::Invalid(_)) => Ok(go_saying(
            &format!("/pupils/{}/documents/review-record/send", pupil.id),
            "Not sent yet: look at the names that stand in it.",
        )),
        Err(fault) => Err(fault.into()),
    }
}

/// Starts the next cycle, and opens its plan, drafted from this one, for who writes plans.
pub(crate) async fn go_on(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let id: EntryId = id.parse().map_err(|_| Fault::NotFound)?;
    reviewing::go_on(&web.app, visit.actor(), visit.now(), &pupil, id).await?;
    if !visit.may(Action::WritePlan, &pupil) {
        return Ok(go_saying(
            &format!("/pupils/{}/reviews/{id}", pupil.id),
            "The next cycle has begun. The class teacher or the SENCO writes its plan, drafted from the last one and the review.",
        ));
    }
    Ok(go_saying(
        &format!("/pupils/{}/plan/edit", pupil.id),
        "The next cycle has begun. Its plan is drafted from the last one and the review.",
    ))
}

/// Saves a new version.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, id)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let (entry, review) = found(&web, &visit, &pupil, &id).await?;
    let now = visit.now();
    let info = &visit.visitor.school;
    if !visit.may(Action::RecordReview, &pupil) {
        return Err(Fault::Forbidden(Action::RecordReview).into());
    }
    let pack =
        reviewing::pack(&web.app, visit.actor(), now, info, &pupil, Some(&entry), SMALL_CHART.into()).await?;
    if typed.text("do") == "look" {
        return form(&web, &visit, &pupil, (&entry, &review), Some(typed), &[]).await;
    }
    let mut faults = Vec::new();
    let recording = read(&typed, &pack, pupil.id, Some(entry.id), now.today, &mut faults);
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, (&entry, &review), Some(typed), &faults).await;
    }
    let here = format!("/pupils/{}/reviews/{}", pupil.id, entry.id);
    match reviewing::record_review(&web.app, visit.actor(), now, recording).await {
        Ok(_) => Ok(go_saying(&here, "The review is saved. The version before is kept.")),
        Err(Fault::Invalid(faults)) => {
            form(&web, &visit, &pupil, (&entry, &review), Some(typed), &faults).await
        }
        Err(Fault::Stale) => {
            let (entry, review) = found(&web, &visit, &pupil, &id).await?;
            let names =
                reviewing::show_reviews(&web.app, visit.actor(), info, &pupil, now.today).await?.names;
            let saved = Written { by: author(&names, &entry), entry };
            conflict(&visit, &saved, &fields_of(Some(&review), saved.entry.on, None), &typed, &TEXTS, &here)
        }
        Err(fault) => Err(fault.into()),
    }
}
