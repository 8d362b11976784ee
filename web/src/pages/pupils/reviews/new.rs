//! `/pupils/{pupil}/reviews/new`: the screen of a review, with the pack beside it.

use app::{
    Fault, FieldFault,
    gathering::SMALL_CHART,
    meetings,
    reviewing::{self, MeetingAhead},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{meetings::Meeting, pathway::review_due, people::Pupil, permissions::Action};

use super::{
    form::{Form, Needs, ToldOn, fields_of, needs, read},
    pack::PackShown,
};
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    pages::pupils::frame::Frame,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, invitation},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/reviews/new.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    form: Form,
    pack: PackShown,
    /// The sequence of the meeting ahead that is shown.
    ahead_from: Option<u32>,
}

/// What the decision needs: a part of the page.
#[derive(Debug, Template)]
#[template(path = "pages/pupils/reviews/needs.html")]
pub(super) struct NeedsPart {
    needs: Option<Needs>,
}

/// What becomes of the meeting that was planned for later.
fn ahead(meeting: &Meeting, typed: &Typed) -> Choices {
    let label = format!("A meeting is planned for {}. What becomes of it?", invitation::when(meeting));
    let items = [
        Choice::new("off", "Call it off: this was the review").hint("Everybody who was invited is told"),
        Choice::new("keep", "Keep it: it is the next review"),
    ];
    Choices::new("ahead", label, items).choose([typed.text("ahead").as_str()])
}

async fn answer(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: Option<Typed>,
    faults: &[FieldFault],
) -> Answer {
    let (frame, _) = Frame::of(web, visit, pupil, "Review", "/reviews").await?;
    let info = &visit.visitor.school;
    let (actor, now) = (visit.actor(), visit.now());
    let today = now.today;
    let (pack, at) = reviewing::at_review(&web.app, actor, now, info, pupil, None, SMALL_CHART).await?;
    let typed = match typed {
        Some(typed) => typed,
        None => {
            // The meeting that was just held: its day, and those who said that they come.
            let held = meetings::held_lately(&web.app, actor, pupil, today).await?;
            let on = held.as_ref().map_or(today, |meeting| meeting.when.on);
            let next_on = review_due::due_on(&info.calendar, Some(on), on);
            let came = held.iter().flat_map(Meeting::coming);
            came.fold(fields_of(None, on, Some(next_on)), |typed, party| typed.with("came", party.code()))
        }
    };
    let on = typed.date("on", "The day", &mut Vec::new()).unwrap_or(today);
    let after = reviewing::meeting_after(&web.app, actor, pupil, on, today).await?;
    let errors = errors(faults);
    let may_say_gap = reviewing::may_say_gap(visit.actor(), pupil);
    let form = Form::of(&frame.base, &pack, &at, &typed, &errors, 0, may_say_gap);
    let ahead_from = after.as_ref().map(|meeting| meeting.sequence);
    let ahead = after.map(|meeting| ahead(&meeting, &typed).errors(&errors));
    let form =
        Form { ahead, ..form }.needing(None, needs(visit, &frame.base, &pack, &at, &typed, None, pupil.id));
    let frame = frame.with_errors(errors);
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(
        status,
        &Page { chrome: frame.chrome.clone(), form, pack: PackShown::of(&pack), ahead_from, frame },
    )
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    if !visit.may(Action::RecordReview, &pupil) {
        return Err(Fault::Forbidden(Action::RecordReview).into());
    }
    answer(&web, &visit, &pupil, None, &[]).await
}

/// Records it; or only looks at what the decision needs, without a script.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let now = visit.now();
    if !visit.may(Action::RecordReview, &pupil) {
        return Err(Fault::Forbidden(Action::RecordReview).into());
    }
    if typed.text("do") == "look" {
        return answer(&web, &visit, &pupil, Some(typed), &[]).await;
    }
    let (actor, info) = (visit.actor(), &visit.visitor.school);
    let pack = reviewing::pack(&web.app, actor, now, info, &pupil, None, SMALL_CHART.into()).await?;
    let mut faults = Vec::new();
    let mut recording = read(&typed, &pack, pupil.id, None, now.today, &mut faults);
    recording.ahead = match typed.text("ahead").as_str() {
        "off" => Some(MeetingAhead::CallOff {
            base: web.config.public_url.clone(),
            from: typed.text("ahead-from").parse().ok(),
        }),
        "keep" => Some(MeetingAhead::Keep),
        _ => None,
    };
    if !faults.is_empty() {
        return answer(&web, &visit, &pupil, Some(typed), &faults).await;
    }
    match reviewing::record_review(&web.app, visit.actor(), now, recording).await {
        Ok(id) => Ok(go_saying(
            &format!("/pupils/{}/reviews/{id}", pupil.id),
            "The review is recorded. What happens next is below.",
        )),
        Err(Fault::Invalid(faults)) => answer(&web, &visit, &pupil, Some(typed), &faults).await,
        Err(fault) => Err(fault.into()),
    }
}

/// What the decision needs, asked of what is typed now: a part of the page, for the script.
pub(crate) async fn check(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    if !visit.may(Action::RecordReview, &pupil) {
        return Err(Fault::Forbidden(Action::RecordReview).into());
    }
    let (actor, now, info) = (visit.actor(), visit.now(), &visit.visitor.school);
    let of = typed.text("of").parse().ok();
    let entry = match of {
        Some(id) => Some(reviewing::show_review(&web.app, actor, &pupil, id).await?),
        None => None,
    };
    let (pack, at) =
        reviewing::at_review(&web.app, actor, now, info, &pupil, entry.as_ref(), SMALL_CHART).await?;
    let base = format!("/pupils/{}", pupil.id);
    page(&NeedsPart { needs: needs(&visit, &base, &pack, &at, &typed, of, pupil.id) })
}
