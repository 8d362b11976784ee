//! `/pupils/{pupil}/ehc/agreement`: whether I agree that the county is asked to assess.

use std::collections::BTreeMap;

use app::{
    Fault, FieldFault,
    county::{self, Agreeing, may_agree_as},
    time_in_words,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    pathway::StatutoryState,
    people::Pupil,
    permissions::Action,
    record::{ApplicationAgreement, HowSaid, Party},
};

use super::{AnswerShown, answers_shown};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::pupils::frame::Frame,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/agreement.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    open: bool,
    state: &'static str,
    party: Option<Choices>,
    agrees: Choices,
    name: Field,
    words: Field,
    although: Option<Field>,
    before: Vec<AnswerShown>,
    is_parent: bool,
    evidence: Vec<(&'static str, bool)>,
    today: String,
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let (own, _) = may_agree_as(visit.actor(), pupil);
    if own.is_empty() {
        return Err(Fault::Forbidden(Action::AgreeApplication).into());
    }
    let (frame, _) = Frame::of(web, visit, pupil, "Do you agree?", "/ehc").await?;
    let today = visit.now().today;
    let county = county::show_county(&web.app, visit.actor(), &visit.visitor.school, pupil, today).await?;
    let errors = errors(faults);
    let is_parent = own.contains(&Party::Parent);
    let choose = |choices: Choices| {
        let chosen = typed.all(&choices.name);
        choices.choose(chosen).errors(&errors)
    };
    let party = (own.len() > 1).then(|| {
        let items = own.iter().map(|party| Choice::new(party.code(), party.name()));
        choose(Choices::new("party", "As whom do you answer?", items))
    });
    let yes = if is_parent { "Yes, I consent that the county is asked to assess" } else { "Yes, I agree" };
    let answers = [Choice::new("yes", yes), Choice::new("no", "No, or not yet")];
    let name = if is_parent { "Your full name, as your signature" } else { "Your name" };
    let name = Field::new("name", name).autocomplete("name");
    let name = if is_parent || !faults.is_empty() {
        typed.into_field(name, &errors)
    } else {
        name.value(visit.visitor.login.name.clone())
    };
    let leads = own.iter().any(|party| matches!(party, Party::Senco | Party::Head));
    let although =
        Field::new("although", "If not everyone agrees: why the county should be asked all the same")
            .hint("SENCO and head must both write this, each signed in; the parents are told first")
            .rows(3);
    let page = Page {
        open: county.state.statutory == StatutoryState::Agreeing,
        state: county.state.statutory.name(),
        party,
        agrees: choose(Choices::new("agrees", "Do you agree?", answers)),
        name,
        words: typed.into_field(
            Field::new("words", "What do you want to say?")
                .hint(if is_parent {
                    "Needed when you do not agree: say why. The school, the county and the other parent can read it"
                } else {
                    "Needed when you do not agree: say why. Everybody who follows the application can read it, the parents too"
                })
                .rows(4),
            &errors,
        ),
        although: leads.then(|| typed.into_field(although, &errors)),
        before: answers_shown(&county, &frame.base, &BTreeMap::new())
            .into_iter()
            .filter(|answer| own.iter().any(|party| party.name() == answer.who))
            .collect(),
        is_parent,
        evidence: county.evidence.iter().map(|thing| (thing.title, !thing.is_missing())).collect(),
        today: time_in_words::day(today),
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

/// Records the answer.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let now = visit.now();
    let (own, _) = may_agree_as(visit.actor(), &pupil);
    let mut faults = Vec::new();
    if !["yes", "no"].contains(&typed.text("agrees").as_str()) {
        faults.push(FieldFault::new("agrees", "Choose yes or no"));
    }
    let party = match Party::from_code(&typed.text("party")) {
        Some(party) if own.contains(&party) => party,
        _ if own.len() == 1 => own[0],
        _ => {
            faults.push(FieldFault::new("party", "Choose as whom you answer"));
            Party::default()
        }
    };
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, &typed, &faults).await;
    }
    let said = ApplicationAgreement {
        party,
        name: typed.text("name"),
        agrees: typed.text("agrees") == "yes",
        how: HowSaid::InWaymark,
        words: typed.text("words"),
        although: typed.text("although"),
    };
    let agreeing = Agreeing { pupil: pupil.id, on: now.today, said, scans: Vec::new() };
    match county::agree(&web.app, visit.actor(), now, agreeing).await {
        Ok(_) => Ok(go_saying(&format!("/pupils/{}/ehc", pupil.id), "Thank you. Your answer is recorded.")),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
