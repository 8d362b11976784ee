//! `/pupils/{pupil}/ehc/request/make`: the headings, the reports, the check, how it looks; then the bundle is made.

use app::{
    Fault, FieldFault,
    bundle::{self, BundleForm, Ready},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::people::Pupil;

use super::super::super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    asked::Asked,
    typed::{Typed, errors},
    view::{
        Choice, Choices, Chrome, other_names,
        pages_of_paper::{self, PaperPage},
    },
    visit::{Child, Visit},
};

/// So many pages are shown as pictures; the PDF has all.
const SHOWN: usize = 4;

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/request/make.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    templates: Choices,
    reports: Option<Choices>,
    beside: Vec<(String, String)>,
    stops: Vec<String>,
    others: Option<Choices>,
    ways: Option<Choices>,
    /// Which reports are not in the parents’ copy.
    kept: Vec<String>,
    no_copy: bool,
    missing: Vec<&'static str>,
    pages: usize,
    shown: Vec<PaperPage>,
    remarks: Vec<String>,
    preview: String,
    /// The reports that were offered: those without a tick are left out.
    offered: Vec<String>,
}

/// Whose form it is, before its first headings.
fn says(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{words}: ") }
}

fn form_of(typed: &Typed) -> BundleForm {
    let with = typed.all("with");
    BundleForm {
        template: typed.text("template"),
        left_out: typed
            .all("offered")
            .into_iter()
            .filter(|id| !with.contains(id))
            .filter_map(|id| id.parse().ok())
            .collect(),
        checked: typed.all("checked").into_iter().chain(typed.all("ways")).collect(),
    }
}

async fn form(web: &Web, visit: &Visit, pupil: &Pupil, asked: &BundleForm, faults: &[FieldFault]) -> Answer {
    let info = &visit.visitor.school;
    let (frame, _) = Frame::of(web, visit, pupil, "Make the bundle", "/ehc").await?;
    // Every report is offered, whether or not it goes in.
    let whole = BundleForm { left_out: std::collections::BTreeSet::new(), ..asked.clone() };
    let all = bundle::prepare(&web.app, visit.actor(), visit.now(), info, pupil, &whole).await?;
    let offered: Vec<(String, String, String)> = all
        .reports
        .iter()
        .map(|report| {
            let title = format!("{} ({})", report.title, report.on);
            let pages = match report.pages {
                0 if report.beside.is_empty() => "shown as a picture".to_owned(),
                0 if report.attached => "attached: it cannot be put between our pages".to_owned(),
                0 => "a file of its own: the reports are too large together".to_owned(),
                1 => "1 page".to_owned(),
                many => format!("{many} pages"),
            };
            (report.file.id.to_string(), title, format!("{}: {pages}", report.author))
        })
        .collect();
    let ready: Ready = if asked.left_out.is_empty() {
        all
    } else {
        bundle::prepare(&web.app, visit.actor(), visit.now(), info, pupil, asked).await?
    };
    let errors = errors(faults);
    let with = |id: &String| !asked.left_out.iter().any(|out| out.to_string() == *id);
    let chosen: Vec<String> = offered.iter().map(|(id, ..)| id.clone()).filter(with).collect();
    let forms = bundle::forms_to_choose(&web.app, visit.actor()).await?;
    let templates = forms.iter().map(|template| {
        let first: Vec<&str> = template.sections.iter().take(2).map(|one| one.heading.as_str()).collect();
        let hint = format!("{}“{}” …", says(&template.says), first.join("”, “"));
        Choice::new(template.id.clone(), template.name.clone()).hint(hint)
    });
    let out: Vec<String> = asked.left_out.iter().map(|id| format!("&without={id}")).collect();
    let page = Page {
        templates: Choices::new("template", "Whose headings?", templates)
            .choose([ready.template.id.as_str()])
            .small()
            .errors(&errors),
        reports: (!offered.is_empty()).then(|| {
            let choices = offered
                .iter()
                .map(|(id, title, hint)| Choice::new(id.clone(), title.clone()).hint(hint.clone()));
            Choices::new("with", "Which reports come with it?", choices).choose(&chosen).small()
        }),
        beside: ready
            .reports
            .iter()
            .filter(|report| !report.beside.is_empty())
            .map(|report| (format!("Report {}: {}", report.number, report.title), report.beside.clone()))
            .collect(),
        stops: ready.stops.iter().map(domain::bundle::Stop::sentence).collect(),
        others: other_names::to_look_at(&ready.others, &asked.checked, &errors),
        ways: other_names::ways_to_look_at(&ready.ways, &asked.checked, &errors),
        kept: ready
            .reports
            .iter()
            .filter(|report| report.kept_from_parents && !report.is_consent)
            .map(|report| format!("Report {}: {}", report.number, report.title))
            .collect(),
        no_copy: ready.no_copy,
        missing: ready.things.iter().filter(|thing| thing.is_missing()).map(|thing| thing.title).collect(),
        pages: ready.pages(),
        shown: pages_of_paper::inside_first(&ready.made, SHOWN),
        remarks: pages_of_paper::remarks(&ready.made),
        preview: format!(
            "/pupils/{}/ehc/request/preview.pdf?template={}{}",
            pupil.id,
            ready.template.id,
            out.concat()
        ),
        offered: offered.into_iter().map(|(id, ..)| id).collect(),
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// Before it is made.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    form(&web, &visit, &pupil, &BundleForm::default(), &[]).await
}

/// Shows it with other headings or reports; or makes it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let asked = form_of(&typed);
    if typed.text("do") != "make" {
        return form(&web, &visit, &pupil, &asked, &[]).await;
    }
    let info = &visit.visitor.school;
    match bundle::make(&web.app, visit.actor(), visit.now(), info, pupil.id, &asked).await {
        Ok(_) => Ok(go_saying(
            &format!("/pupils/{}/ehc/request#made", pupil.id),
            "The bundle is made and kept as it is. Download it below.",
        )),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, &asked, &faults).await,
        // What stops it stands on the page.
        Err(Fault::Rule { sentence, .. }) => {
            form(&web, &visit, &pupil, &asked, &[FieldFault::new("stops", sentence)]).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The whole PDF, to look at before it is made. It is not kept.
pub(crate) async fn preview(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Asked(typed): Asked,
) -> Answer {
    let asked = BundleForm {
        template: typed.text("template"),
        left_out: typed.all("without").iter().filter_map(|id| id.parse().ok()).collect(),
        ..BundleForm::default()
    };
    let info = &visit.visitor.school;
    let ready = bundle::prepare(&web.app, visit.actor(), visit.now(), info, &pupil, &asked).await?;
    // Another child's file is not shown to anybody here.
    if let Some(stop) = ready.stops.first() {
        return Err(Fault::rule(stop.code(), stop.sentence()).into());
    }
    let files = bundle::files_of(ready, Vec::new(), visit.now(), false).await?;
    Ok(pages_of_paper::file(files.pdf, "ehc-request-preview", true))
}
