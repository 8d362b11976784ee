//! `/pupils/{pupil}/reports/{entry}`: a professional's report, with what was done with its advice; `new` begins one.

use app::{
    Fault, FieldFault, early,
    early::{Written, is_professional},
    files,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    PupilId,
    people::Pupil,
    permissions::Action,
    record::{Content, EntryKind, Report},
    uploads::Purpose,
};

use super::files::FileLink;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    asked::Asked,
    files::Files,
    pages::{conflict::conflict, pupils::frame::Frame},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/reports.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    there: Vec<FileLink>,
    file: Field,
    title: Field,
    author: Field,
    on: DateField,
    advises: Field,
    done: Option<Field>,
    referral: Option<Choices>,
    entry: String,
    version: String,
    back: String,
}

const BOXES: [(&str, &str); 4] = [
    ("title", "What it is"),
    ("author", "Who wrote it"),
    ("advises", "What it advises"),
    ("done", "What was done with its advice"),
];

fn typed_of(one: &Written) -> Typed {
    let Content::Report(report) = &one.entry.content else { return Typed::default() };
    Typed::default()
        .with("entry", one.entry.id.to_string())
        .with("version", one.entry.version.to_string())
        .with("title", &report.title)
        .with("author", &report.author)
        .with_date("on", Some(one.entry.on))
        .with("advises", &report.advises)
        .with("done", &report.done)
        .with("referral", report.referral.map_or_else(String::new, |id| id.to_string()))
}

/// Where one goes on: staff to the referrals, a professional home.
fn back(visit: &Visit, pupil: &Pupil) -> String {
    if is_professional(visit.actor()) {
        "/invited".to_owned()
    } else {
        format!("/pupils/{}/referrals", pupil.id)
    }
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let title = if typed.has("entry") { "A report and its advice" } else { "Add a report" };
    let (frame, _) = Frame::of(web, visit, pupil, title, "/referrals").await?;
    let frame = frame.with_errors(errors.clone());
    let there = match typed.entry() {
        Some((id, _)) => files::of_entry(&web.app, visit.actor(), pupil, id).await?,
        None => Vec::new(),
    };
    let staff = !is_professional(visit.actor());
    let referrals: Vec<Choice> = early::written(&web.app, visit.actor(), pupil, &[EntryKind::Referral])
        .await?
        .into_iter()
        .filter_map(|one| match one.entry.content {
            Content::Referral(referral) => Some(Choice::new(one.entry.id.to_string(), referral.to)),
            _ => None,
        })
        .collect();
    let none = Choice::new("", "None: it stands alone");
    let page = Page {
        chrome: frame.chrome.clone(),
        file: Field::new("file", if there.is_empty() { "The report" } else { "Add another file" })
            .hint(format!("Choose {}. It is kept as it is.", Purpose::Report.takes()))
            .errors(&errors),
        there: there.iter().map(|file| FileLink::of(&frame.base, file)).collect(),
        title: typed.into_field(
            Field::new("title", "What is it?").hint("For example: educational psychologist’s report"),
            &errors,
        ),
        author: typed.into_field(Field::new("author", "Who wrote it?").hint("Name and post"), &errors),
        on: typed.into_date(DateField::new("on", "Which day stands on it?"), &errors),
        advises: typed.into_field(
            Field::new("advises", "What does it advise?")
                .hint("In a few sentences: the parents can read this.")
                .rows(4),
            &errors,
        ),
        done: staff
            .then(|| typed.into_field(Field::new("done", "What was done with its advice?").rows(3), &errors)),
        referral: (!referrals.is_empty()).then(|| {
            Choices::new("referral", "Which referral does it answer?", std::iter::once(none).chain(referrals))
                .choose([typed.text("referral")])
        }),
        entry: typed.text("entry"),
        version: typed.text("version"),
        back: back(visit, pupil),
        frame,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, entry)): Path<(PupilId, String)>,
    Asked(asked): Asked,
) -> Answer {
    domain::permissions::allow(visit.actor(), Action::AddReport, pupil.subject())?;
    let typed = if entry == "new" {
        Typed::default().with("referral", asked.text("referral"))
    } else {
        let id = entry.parse().map_err(|_| Fault::NotFound)?;
        typed_of(&early::one_written(&web.app, visit.actor(), &pupil, EntryKind::Report, id).await?)
    };
    form(&web, &visit, &pupil, &typed, &[]).await
}

/// Saves it.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    mut upload: Files,
) -> Answer {
    domain::permissions::allow(visit.actor(), Action::AddReport, pupil.subject())?;
    let mut faults = Vec::new();
    let comes = upload.take(&web, &visit, "file", Purpose::Report, &mut faults).await;
    let typed = upload.typed;
    let on = typed.date("on", "The day", &mut faults);
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, &typed, &faults).await;
    }
    let report = Report {
        title: typed.text("title"),
        author: typed.text("author"),
        advises: typed.text("advises"),
        done: typed.text("done"),
        referral: typed.text("referral").parse().ok(),
        ..Report::default()
    };
    let (of, list) = (typed.entry(), back(&visit, &pupil));
    match early::add_report(&web.app, visit.actor(), visit.now(), pupil.id, of, on, report, comes).await {
        Ok(_) => Ok(go_saying(&list, "The report is saved.")),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &typed, &faults).await,
        Err(Fault::Stale) => {
            let Some((id, _)) = of else { return Err(Fault::Stale.into()) };
            let saved = early::one_written(&web.app, visit.actor(), &pupil, EntryKind::Report, id).await?;
            conflict(&visit, &saved, &typed_of(&saved), &typed, &BOXES, &list)
        }
        Err(fault) => Err(fault.into()),
    }
}
