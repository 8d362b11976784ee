//! `/pupils/{pupil}/contacts/new`: a call, a mail, a corridor talk, in twenty seconds.

use app::{Fault, FieldFault, early, pupils};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    people::{Contact, Pupil},
    permissions::Action,
    record::{Party, Talk, TalkAbout, TalkHow},
};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::pupils::frame::Frame,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/contacts/new.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    person: Choices,
    how: Choices,
    about: Choices,
    reached: Choices,
    said: Field,
    on: DateField,
    shared: Choices,
    needs: Vec<(String, String)>,
}

/// `?about=&with=`: what a to-do asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    about: String,
    #[serde(default)]
    with: String,
}

/// Somebody whom the list of contacts does not name: the answer, the words, the box for the name, the party.
const OTHERS: [(&str, &str, &str, Party); 3] = [
    ("parent", "Another parent or carer", "who-parent", Party::Parent),
    ("agency", "A professional from outside", "who-agency", Party::Agency),
    ("staff", "Somebody in school", "who-staff", Party::Teacher),
];

fn person(known: &[Contact], typed: &Typed, called: &str) -> Choices {
    let named = known.iter().map(|contact| Choice::new(contact.id.to_string(), contact.name()));
    let others = OTHERS.map(|(value, words, field, _)| {
        Choice::new(value, words).line(Field::new(field, "Name").value(typed.text(field)))
    });
    let child = Choice::new("pupil", format!("{called} (the child)"));
    Choices::new("person", "With whom?", named.chain([child]).chain(others))
        .small()
        .choose(typed.all("person"))
}

/// Which party, and which name.
fn whom(known: &[Contact], typed: &Typed, called: &str) -> (Party, String) {
    let chosen = typed.text("person");
    if let Some(contact) = known.iter().find(|contact| contact.id.to_string() == chosen) {
        return (Party::Parent, contact.name());
    }
    match OTHERS.iter().find(|(value, _, _, _)| *value == chosen) {
        Some((_, _, field, party)) => (*party, typed.text(field)),
        None if chosen == "pupil" => (Party::Pupil, called.to_owned()),
        None => (Party::Parent, String::new()),
    }
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "Add a contact", "/contacts").await?;
    let frame = frame.with_errors(errors.clone());
    let known = early::contacts_to_choose(&web.app, visit.actor(), pupil).await?;
    let or = |name: &str, other: &str| {
        let text = typed.text(name);
        if text.is_empty() { other.to_owned() } else { text }
    };
    let page = Page {
        chrome: frame.chrome.clone(),
        person: person(&known, typed, pupil.called()).errors(&errors),
        how: Choices::new("how", "How?", TalkHow::ALL.map(|how| Choice::new(how.code(), how.name())))
            .small()
            .choose([or("how", TalkHow::Call.code())]),
        about: Choices::new(
            "about",
            "About",
            TalkAbout::ALL.map(|about| Choice::new(about.code(), about.name())),
        )
        .choose([or("about", TalkAbout::General.code())]),
        reached: Choices::new(
            "reached",
            "Did you reach them?",
            [Choice::new("yes", "Yes"), Choice::new("no", "No, I tried")],
        )
        .small()
        .choose([or("reached", "yes")]),
        said: typed.into_field(Field::new("said", "What was said?").rows(3), &errors),
        on: typed.into_date(DateField::new("on", "When?"), &errors),
        shared: Choices::new(
            "shared",
            "Who may read this?",
            [
                Choice::new("no", "Staff only")
                    .hint("The class teacher, the SENCO, the head teacher, and whoever wrote it"),
                Choice::new("yes", "The parents too").hint("Both parents see it on their page"),
            ],
        )
        .small()
        .choose([or("shared", "no")]),
        needs: pupils::needs_of_parents(&web.app, visit.actor(), pupil).await?,
        frame,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    domain::permissions::allow(visit.actor(), Action::LogContact, pupil.subject())?;
    let known = early::contacts_to_choose(&web.app, visit.actor(), &pupil).await?;
    // The only contact is meant when a to-do says "the parents"; of two, one is chosen by a tap.
    let person = match (asked.with.as_str(), known.as_slice()) {
        ("parent", [only]) => only.id.to_string(),
        ("parent", []) => "parent".to_owned(),
        ("pupil", _) => "pupil".to_owned(),
        _ => String::new(),
    };
    let typed = Typed::default()
        .with("about", asked.about)
        .with("person", person)
        .with_date("on", Some(visit.now().today));
    form(&web, &visit, &pupil, &typed, &[]).await
}

/// Adds it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let mut faults = Vec::new();
    let on = typed.date("on", "The day", &mut faults).unwrap_or(visit.now().today);
    let known = early::contacts_to_choose(&web.app, visit.actor(), &pupil).await?;
    let (with, who) = whom(&known, &typed, pupil.called());
    let talk = Talk {
        with,
        who,
        how: TalkHow::from_code(&typed.text("how")).unwrap_or_default(),
        about: TalkAbout::from_code(&typed.text("about")).unwrap_or_default(),
        reached: typed.text("reached") != "no",
        said: typed.text("said"),
        shared: typed.text("shared") == "yes",
    };
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, &typed, &faults).await;
    }
    // A TA adds to the log and reads there what is shared; the others go on to the log.
    let to = if visit.may(Action::ReadContacts, &pupil) { "/contacts" } else { "" };
    match early::log_contact(&web.app, visit.actor(), visit.now(), pupil.id, on, talk).await {
        Ok(_) => Ok(go_saying(&format!("/pupils/{}{to}", pupil.id), "The contact is saved.")),
        Err(Fault::Invalid(mut faults)) => {
            for fault in faults.iter_mut().filter(|fault| fault.field == "who") {
                fault.field = "person".to_owned();
            }
            form(&web, &visit, &pupil, &typed, &faults).await
        }
        Err(fault) => Err(fault.into()),
    }
}
