//! `/pupils/{pupil}/plan/file`: the plan as a file to keep or to give on, and a plan from a file, in two stages.

use app::{
    Fault, FieldFault,
    planning::{self, PlanFromFile, Saved, Which},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{EntryId, people::Pupil, permissions::Action};

use super::Asked;
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    download,
    pages::pupils::frame::Frame,
    typed::{Carried, errors},
    upload::{Sent, Upload},
    view::{Chrome, Errors, Field},
    visit::{Child, Visit},
};

/// The most bytes of a plan's file.
pub(crate) const MAX_BYTES: usize = exchange::plan_file::MAX_BYTES;

#[derive(Debug, Template)]
#[template(path = "pages/pupils/plan/file.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    file: Field,
    may_send: bool,
    may_write: bool,
    looked: Option<Looked>,
}

#[derive(Debug)]
struct Looked {
    of: String,
    version: String,
    text: String,
    from: PlanFromFile,
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    looked: Option<(PlanFromFile, String)>,
    faults: &[FieldFault],
) -> Result<Page, Fault> {
    let (frame, _) = Frame::of(web, visit, pupil, "The plan as a file", "/plan").await?;
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let frame = frame.with_errors(errors.clone());
    Ok(Page {
        chrome: frame.chrome.clone(),
        file: Field::new("file", "The plan’s file")
            .hint("A file that Waymark wrote, or another program by the published schema: it ends in .json.")
            .errors(&errors),
        may_send: visit.may(Action::SendPapers, pupil) && visit.may(Action::ReadPlan, pupil),
        may_write: visit.may(Action::WritePlan, pupil),
        looked: looked.map(|(from, text)| Looked {
            of: from.of.map(|(id, _)| id.to_string()).unwrap_or_default(),
            version: from.of.map(|(_, version)| version.to_string()).unwrap_or_default(),
            text,
            from,
        }),
        frame,
    })
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    page(&show(&web, &visit, &pupil, None, &[]).await?)
}

/// The file to keep.
pub(crate) async fn json(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    let which = Which { cycle: asked.cycle, version: asked.version };
    let text = planning::export_plan(&web.app, visit.actor(), visit.now(), &pupil, which).await?;
    let name = format!("plan-{}.json", visit.now().today);
    Ok(download::file(text.into_bytes(), "application/json", &name))
}

/// Reads a file in and says what it would change.
pub(crate) async fn read(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    upload: Upload<MAX_BYTES>,
) -> Answer {
    let sentence = match upload.sent {
        Sent::Nothing => "Choose the file of a plan".to_owned(),
        Sent::TooLarge(bytes) => format!("The file has {bytes} bytes. A plan has at most {MAX_BYTES}"),
        Sent::File(_, bytes) => {
            match planning::look_at_plan_file(&web.app, visit.actor(), &pupil, &bytes).await {
                Ok(from) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    return page(&show(&web, &visit, &pupil, Some((from, text)), &[]).await?);
                }
                Err(Fault::Rule { sentence, .. }) => sentence,
                Err(fault) => return Err(fault.into()),
            }
        }
    };
    let faults = [FieldFault::new("file", sentence)];
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &show(&web, &visit, &pupil, None, &faults).await?)
}

/// Yes: takes it over.
pub(crate) async fn take(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Carried(typed): Carried,
) -> Answer {
    let text = typed.all("text").into_iter().next().unwrap_or_default();
    let of = match (typed.text("of").parse::<EntryId>(), typed.text("version").parse::<u32>()) {
        (Ok(id), Ok(version)) => Some((id, version)),
        _ => None,
    };
    let to = format!("/pupils/{}/plan", pupil.id);
    let bytes = text.as_bytes();
    match planning::take_plan_file(&web.app, visit.actor(), visit.now(), &pupil, of, bytes).await {
        Ok(Saved::Done(_)) => Ok(go_saying(
            &to,
            "Taken over from the file. Read it through, then ask everybody whether they agree.",
        )),
        Ok(Saved::AlreadyThere(_)) => Ok(go_saying(&to, "The plan says that already.")),
        Err(Fault::Stale) => {
            let sentence =
                "Somebody changed the plan since you read the file in. What it would change now is below";
            let faults = [FieldFault::new("", sentence)];
            let from = planning::look_at_plan_file(&web.app, visit.actor(), &pupil, bytes).await?;
            let page = show(&web, &visit, &pupil, Some((from, text.clone())), &faults).await?;
            page_with(StatusCode::CONFLICT, &page)
        }
        Err(Fault::Rule { sentence, .. }) => {
            let faults = [FieldFault::new("file", sentence)];
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &show(&web, &visit, &pupil, None, &faults).await?)
        }
        Err(fault) => Err(fault.into()),
    }
}
