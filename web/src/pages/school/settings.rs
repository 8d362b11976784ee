//! `/school/settings`: names, titles, the safeguarding lead, what parents are pointed to.

use app::{
    Fault,
    first_day::PHASES,
    settings::{self, SettingsForm},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::people::Role;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Conflict, ConflictPair, Errors, Field, Unchanged},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/settings.html")]
struct Page {
    chrome: Chrome,
    name: Field,
    urn: Field,
    phase: Choices,
    address: Field,
    phone: Field,
    lead_name: Field,
    lead_phone: Field,
    plan_name: Field,
    county: Field,
    sendiass: Field,
    local_offer: Field,
    complaints: Field,
    titles: Vec<Field>,
    before: Vec<(String, String)>,
}

fn form(visit: &Visit, stands: &SettingsForm, before: &SettingsForm, errors: Errors) -> Page {
    let field = |field: Field| {
        let text = stands.text(&field.name).to_owned();
        field.value(text).errors(&errors)
    };
    let phases = PHASES.map(|(code, name)| Choice::new(code, name));
    let long = |name: &str, label: &str, hint: &str| field(Field::new(name, label).hint(hint).rows(3));
    Page {
        name: field(Field::new("name", "Name of the school")),
        urn: field(Field::new("urn", "Unique reference number (URN)").chars(10)),
        address: long(
            "address",
            "Address",
            "In lines, as on an envelope. It stands on the head of letters and papers.",
        ),
        phone: field(Field::new("phone", "Telephone").hint("Of the office, for parents").chars(20)),
        phase: Choices::new("phase", "Phase", phases).choose([stands.text("phase")]),
        lead_name: field(
            Field::new("lead_name", "Safeguarding lead").hint(
                "Stands wherever a concern is written: “Worried that a child is not safe? Speak to ...”",
            ),
        ),
        lead_phone: field(Field::new("lead_phone", "How to reach them").hint("Telephone, extension, room")),
        plan_name: field(
            Field::new("plan_name", "What you call the plan of step 4")
                .hint("IEP, SEN support plan, One Plan ...")
                .chars(20),
        ),
        county: field(
            Field::new("county", "What you call the local authority")
                .hint("County, Council, LA, or its name")
                .chars(20),
        ),
        sendiass: long(
            "sendiass",
            "Independent advice for parents (SENDIASS)",
            "Name, telephone and web address. Parents read it on their page.",
        ),
        local_offer: long("local_offer", "The local offer", "Where parents find it: a web address"),
        complaints: long("complaints", "How to complain", "To whom, and how"),
        titles: Role::ALL
            .into_iter()
            .map(|role| field(Field::new(settings::title_box(role), role.title()).chars(20)))
            .collect(),
        before: before.boxes.iter().map(|(name, text)| (format!("before-{name}"), text.clone())).collect(),
        chrome: visit.chrome("Settings").with_errors(errors),
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let (_, stands) = settings::shown_settings(&web.app, visit.actor()).await?;
    page(&form(&visit, &stands, &stands, Errors::none()))
}

/// Both texts of every box that differs.
fn conflict(visit: &Visit, stands: &SettingsForm, yours: &SettingsForm) -> Conflict {
    let labels: std::collections::BTreeMap<String, String> = settings::BOXES
        .into_iter()
        .map(|(name, label, _)| (name.to_owned(), label.to_owned()))
        .chain(Role::ALL.map(|role| (settings::title_box(role), format!("Title: {}", role.title()))))
        .collect();
    let (mut pairs, mut unchanged) = (Vec::new(), Vec::new());
    for (name, text) in &yours.boxes {
        let theirs = stands.text(name);
        if theirs == text {
            unchanged.push(Unchanged { name: name.clone(), value: text.clone() });
        } else {
            pairs.push(ConflictPair {
                name: name.clone(),
                label: labels.get(name).cloned().unwrap_or_else(|| name.clone()),
                theirs: theirs.to_owned(),
                yours: text.clone(),
            });
        }
    }
    for (name, text) in &stands.boxes {
        unchanged.push(Unchanged { name: format!("before-{name}"), value: text.clone() });
    }
    Conflict {
        chrome: visit.chrome("Somebody else has changed this"),
        who: "Somebody else".to_owned(),
        when: "while you were writing".to_owned(),
        action: visit.address(),
        leave: "/school/settings".to_owned(),
        version: String::new(),
        pairs,
        unchanged,
    }
}

/// The form.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let (_, stands) = settings::shown_settings(&web.app, visit.actor()).await?;
    let (mut before, mut after) = (stands.clone(), stands.clone());
    for name in stands.boxes.keys() {
        if !typed.all(name).is_empty() {
            after.boxes.insert(name.clone(), typed.text(name));
        }
        let started = format!("before-{name}");
        if !typed.all(&started).is_empty() {
            before.boxes.insert(name.clone(), typed.text(&started));
        }
    }
    match settings::change_settings(&web.app, visit.actor(), visit.now(), &before, &after).await {
        Ok(()) => Ok(go_saying("/school/settings", "Saved.")),
        Err(Fault::Stale) => page_with(StatusCode::CONFLICT, &conflict(&visit, &stands, &after)),
        Err(Fault::Invalid(faults)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&visit, &after, &before, errors(&faults)))
        }
        Err(other) => Err(other.into()),
    }
}
