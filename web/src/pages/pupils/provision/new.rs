//! `/pupils/{pupil}/provision/new`: provision for one child: a place in a group that runs, or a new group.

use app::{
    Fault, FieldFault,
    teaching::{self, GivePlace, ProvisionForm},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    people::Pupil,
    permissions::{Action, allow},
};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    pages::{
        provision::form::{self, Boxes},
        pupils::frame::Frame,
    },
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/provision/new.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    boxes: Boxes,
    group: Option<Choices>,
    target: Choices,
}

/// Which target it is for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    target: Option<usize>,
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    form: &ProvisionForm,
    typed: &Typed,
    faults: &[FieldFault],
) -> Result<Page, Fault> {
    let info = &visit.visitor.school;
    let child = teaching::show_child(&web.app, visit.actor(), visit.now(), info, pupil).await?;
    let (frame, _) = Frame::of(web, visit, pupil, "Arrange provision", "/provision").await?;
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let frame = frame.with_errors(errors.clone());
    let groups = child.groups.iter().map(|(id, words)| Choice::new(id.to_string(), words.clone()));
    let group = Choices::new(
        "provision",
        "Which group?",
        std::iter::once(Choice::new("", "Choose a group")).chain(groups),
    )
    .choose([typed.text("provision")])
    .errors(&errors);
    let targets =
        child.targets.iter().map(|planned| Choice::new(planned.target.id.to_string(), planned.label(true)));
    let place = format!("place-{}", pupil.id);
    let chosen = if typed.has("target") { typed.text("target") } else { typed.text(&place) };
    Ok(Page {
        chrome: frame.chrome.clone(),
        boxes: form::boxes(typed, &errors, form, Some(pupil.id)),
        group: (!child.groups.is_empty()).then_some(group),
        target: Choices::new(
            "target",
            "For which target?",
            targets.chain(std::iter::once(Choice::new("", "No target yet"))),
        )
        .choose([chosen]),
        frame,
    })
}

async fn load(web: &Web, visit: &Visit, pupil: &Pupil) -> Result<ProvisionForm, Fault> {
    allow(visit.actor(), Action::PlanProvision, pupil.subject())?;
    let info = &visit.visitor.school;
    teaching::show_provision(&web.app, visit.actor(), visit.now(), info, None, Some(pupil.id)).await
}

/// The form, with the child in it.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    let form = load(&web, &visit, &pupil).await?;
    let mut pairs = form::fields_of(&form, &visit.visitor.school.calendar, visit.now().today);
    let targets = form.children.iter().find(|child| child.pupil == pupil.id).map(|child| &child.targets);
    let wanted = targets.and_then(|targets| {
        let number = asked.target.unwrap_or(1);
        targets.iter().find(|planned| planned.number == number).or(targets.first())
    });
    let value = wanted.map_or_else(|| "in".to_owned(), |planned| planned.target.id.to_string());
    pairs.push((format!("place-{}", pupil.id), value));
    if let Some(area) = wanted.and_then(|planned| planned.target.area) {
        pairs.push(("area".to_owned(), area.code().to_owned()));
    }
    page(&show(&web, &visit, &pupil, &form, &Typed::from_pairs(pairs), &[]).await?)
}

/// A place in a group, or a new group.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let form = load(&web, &visit, &pupil).await?;
    let mut faults = Vec::new();
    let done = if typed.text("do") == "join" {
        let provision = typed.text("provision").parse().ok();
        let target = typed.text("target").parse().ok();
        let input = GivePlace { pupil: pupil.id, provision, target };
        teaching::give_place(&web.app, visit.actor(), visit.now(), input)
            .await
            .map(|_| "The child has a place in the group from now on.")
    } else {
        let input = form::read(&typed, &form, &mut faults);
        if faults.is_empty() {
            teaching::save_provision(&web.app, visit.actor(), visit.now(), input)
                .await
                .map(|_| "Planned. Its staff see it in My week from its first day.")
        } else {
            Err(Fault::Invalid(faults))
        }
    };
    match done {
        Ok(said) => Ok(go_saying(&format!("/pupils/{}/provision", pupil.id), said)),
        Err(Fault::Invalid(faults)) => {
            let page = show(&web, &visit, &pupil, &form, &typed, &faults).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(fault) => Err(fault.into()),
    }
}
