//! `/pupils/{pupil}/transfer`: the file for the next school: the Common Transfer File, and the record as a bundle.

use std::collections::BTreeSet;

use app::{
    Fault, FieldFault,
    transfer::{self, TransferForm},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{bundle::Stop, people::Pupil, permissions::Action};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page_with},
    download,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, other_names},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/transfer.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    documents: Vec<String>,
    entries: usize,
    uploads: Option<Choices>,
    /// The files that were offered: those without a tick are left out.
    offered: Vec<String>,
    unread: Vec<String>,
    notes: Option<Choices>,
    stops: Vec<String>,
    others: Option<Choices>,
    has_left: bool,
    is_anybody_barred: bool,
    may_record: bool,
}

fn form_of(typed: &Typed) -> TransferForm {
    let with = typed.all("with");
    TransferForm {
        notes: typed.all("note").iter().filter_map(|id| id.parse().ok()).collect(),
        left_out: typed
            .all("offered")
            .into_iter()
            .filter(|id| !with.contains(id))
            .filter_map(|id| id.parse().ok())
            .collect(),
        checked: typed.all("checked").into_iter().collect(),
    }
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    asked: &TransferForm,
    faults: &[FieldFault],
) -> Answer {
    let info = &visit.visitor.school;
    let (frame, _) = Frame::of(web, visit, pupil, "File for the next school", "/documents").await?;
    let ready = transfer::prepare_transfer(&web.app, visit.actor(), visit.now(), info, pupil, asked).await?;
    let errors = errors(faults);
    let with: BTreeSet<String> = ready
        .uploads
        .iter()
        .filter(|one| !asked.left_out.contains(&one.id))
        .map(|one| one.id.to_string())
        .collect();
    let page = Page {
        documents: ready.documents,
        entries: ready.entries,
        unread: ready
            .uploads
            .iter()
            .filter(|one| one.is_unread && with.contains(&one.id.to_string()))
            .map(|one| one.title.clone())
            .collect(),
        offered: ready.uploads.iter().map(|one| one.id.to_string()).collect(),
        uploads: (!ready.uploads.is_empty()).then(|| {
            let choices = ready
                .uploads
                .iter()
                .map(|one| Choice::new(one.id.to_string(), one.title.clone()).hint(one.name.clone()));
            Choices::new("with", "Which reports and letters come with it?", choices).choose(&with).small()
        }),
        notes: (!ready.notes.is_empty()).then(|| {
            let choices = ready.notes.iter().map(|note| {
                Choice::new(note.id.to_string(), format!("Note of {}", note.on)).hint(note.begins.clone())
            });
            let ticked: Vec<String> = asked.notes.iter().map(ToString::to_string).collect();
            Choices::new("note", "Confidential notes", choices)
                .hint(
                    "None goes by itself. Tick one when the next school must know it to keep the child safe.",
                )
                .choose(&ticked)
                .small()
        }),
        stops: ready.stops.iter().map(Stop::sentence).collect(),
        others: other_names::to_look_at(&ready.others, &asked.checked, &errors),
        has_left: pupil.left_on.is_some(),
        is_anybody_barred: ready.is_anybody_barred,
        may_record: visit.may(Action::PrepareApplication, pupil),
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// Before it is made.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    form(&web, &visit, &pupil, &TransferForm::default(), &[]).await
}

/// Shows it with other files or notes; or makes it, and it is downloaded.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let asked = form_of(&typed);
    if typed.text("do") != "make" {
        return form(&web, &visit, &pupil, &asked, &[]).await;
    }
    let (info, now) = (&visit.visitor.school, visit.now());
    match transfer::make_transfer(&web.app, visit.actor(), now, info, pupil.id, &asked).await {
        Ok(made) => Ok(download::file(made.zip, "application/zip", &format!("record-{}.zip", now.today))),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &asked, &faults).await,
        // What stops it stands on the page.
        Err(Fault::Rule { sentence, .. }) => {
            form(&web, &visit, &pupil, &asked, &[FieldFault::new("stops", sentence)]).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The Common Transfer File.
pub(crate) async fn ctf(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let (info, now) = (&visit.visitor.school, visit.now());
    let file = transfer::export_ctf(&web.app, visit.actor(), now, info, &pupil).await?;
    let school = &info.school;
    let name = format!("{:03}{:04}-ctf-{}.xml", school.authority, school.establishment, now.today);
    Ok(download::file(file, "application/xml", &name))
}
