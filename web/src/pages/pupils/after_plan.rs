//! `/pupils/{pupil}/after-plan`: the plan has ceased: does SEN support go on?

use app::{Fault, FieldFault, pathway};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    pathway::{AfterPlan, Follows},
    people::Pupil,
    permissions::Action,
};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/after_plan.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    goes_on: Choices,
    why: Field,
    /// A round runs: without support it is closed first.
    runs: bool,
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    if !visit.may(Action::MoveAlong, pupil) {
        return Err(Fault::Forbidden(Action::MoveAlong).into());
    }
    let (frame, head) = Frame::of(web, visit, pupil, "The plan has ceased", "").await?;
    let state = &head.record.state;
    if !state.asks_after_plan {
        return Ok(go_saying(&frame.base, "What follows after a plan is not asked now."));
    }
    let errors = errors(faults);
    let runs = state.is_open();
    let support = if runs {
        "With the round that runs: nothing is begun anew"
    } else {
        "A new round begins at the one page profile, where what helped goes in"
    };
    let without = if runs {
        "A round of support runs: close it first"
    } else {
        "Everybody’s teaching is enough; a new worry opens a new round"
    };
    let items = [
        Choice::new(AfterPlan::Support.code(), AfterPlan::Support.name()).hint(support),
        Choice::new(AfterPlan::Without.code(), AfterPlan::Without.name()).hint(without),
    ];
    let chosen = typed.text("goes_on");
    let page = Page {
        goes_on: Choices::new("goes_on", "Does SEN support go on?", items)
            .choose([chosen.as_str()])
            .errors(&errors),
        why: typed.into_field(
            Field::new("why", "Why?").hint("And what parents and child said. It stays in the trail").rows(3),
            &errors,
        ),
        runs,
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &page)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    form(&web, &visit, &pupil, &Typed::default(), &[]).await
}

/// Answers it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let Some(answer) = AfterPlan::from_code(&typed.text("goes_on")) else {
        let fault = FieldFault::new("goes_on", "Choose whether SEN support goes on");
        return form(&web, &visit, &pupil, &typed, &[fault]).await;
    };
    let (actor, now) = (visit.actor(), visit.now());
    let why = typed.text("why");
    match pathway::decide_after_plan(&web.app, actor, now, pupil.id, answer, &why).await {
        Ok(follows) => Ok(go_saying(
            &format!("/pupils/{}", pupil.id),
            match follows {
                Follows::Joins => "SEN support goes on: a new round begins at the one page profile.",
                Follows::GoesOn => "SEN support goes on, as it runs.",
                Follows::Without | Follows::CloseFirst => "Kept: the child goes on without SEN support.",
                Follows::NotAsked => "It was answered before: nothing was changed.",
            },
        )),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
