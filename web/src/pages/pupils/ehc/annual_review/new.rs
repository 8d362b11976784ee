//! `/pupils/{pupil}/ehc/annual-review/new`: plan the meeting; every other day follows from it.

use app::{Fault, FieldFault, county, time_in_words};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{people::Pupil, permissions::Action, record::AnnualReview};

use super::{
    invited::{GuestBoxes, chosen},
    meeting::MeetingBoxes,
};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::pupils::frame::Frame,
    typed::{Typed, errors},
    view::{Chrome, DateField},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/annual_review/new.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    due: Option<String>,
    plan: Option<(String, String, String)>,
    meeting_on: DateField,
    meeting: MeetingBoxes,
    boxes: GuestBoxes,
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    if !visit.may(Action::WriteEhcp, pupil) {
        return Err(Fault::Forbidden(Action::WriteEhcp).into());
    }
    let (frame, _) = Frame::of(web, visit, pupil, "Plan an annual review", "/ehc").await?;
    let info = &visit.visitor.school;
    let today = visit.now().today;
    let county = county::show_county(&web.app, visit.actor(), info, pupil, today).await?;
    let errors = errors(faults);
    let meeting_on = DateField::new("meeting_on", "When is the meeting?");
    let meeting_on = match county.meeting {
        Some(plan) if faults.is_empty() && plan.meeting_by >= today => {
            meeting_on.value(Some(plan.meeting_by))
        }
        _ => typed.into_date(meeting_on, &errors),
    };
    let day = time_in_words::day;
    let page = Page {
        due: county.review_due.map(|due| day(due.on)),
        plan: county
            .meeting
            .map(|plan| (day(plan.meeting_by), day(plan.ask_for_advice_on), day(plan.notice_due_on))),
        meeting_on,
        meeting: MeetingBoxes::of(typed, &errors),
        boxes: GuestBoxes::of(web, visit, pupil, None, typed.has("as-0").then_some(typed), &errors).await?,
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &page)
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    form(&web, &visit, &pupil, &Typed::default(), &[]).await
}

/// Plans it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let mut faults = Vec::new();
    let meeting_on = typed.date("meeting_on", "The day of the meeting", &mut faults);
    let planned = AnnualReview { meeting_on, ..AnnualReview::default() };
    let planned = MeetingBoxes::read(&typed, planned, &mut faults);
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, &typed, &faults).await;
    }
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    let saved = match county::guests_chosen(app, actor, now, &pupil, None, &chosen(&typed)).await {
        Ok(invited) => {
            let review = AnnualReview { invited, ..planned };
            county::write_annual_review(app, actor, now, pupil.id, None, review).await
        }
        Err(fault) => Err(fault),
    };
    match saved {
        Ok(id) => Ok(go_saying(
            &format!("/pupils/{}/ehc/annual-review/{id}", pupil.id),
            "The meeting is planned. Every day that follows from it is below; nobody has the notice yet.",
        )),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
