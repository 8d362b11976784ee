//! `/pupils/{pupil}/ehc/request`: what the county looks for, found or missing; whoever can give it is asked in one click.

pub(crate) mod make;
pub(crate) mod manifest;
mod where_it_is;

use app::{
    Fault,
    bundle::{self, MadeBundle},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{bundle::Thing, people::Pupil, permissions::Action};

use super::super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::Typed,
    view::{Chrome, Errors},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/request.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    missing: Vec<ThingShown>,
    /// Whether somebody else can be asked for some of it.
    asks: bool,
    found: Vec<ThingShown>,
    all: usize,
    made: Vec<MadeShown>,
}

/// A thing that is looked for, as the page shows it.
#[derive(Clone, Debug)]
struct ThingShown {
    code: &'static str,
    title: &'static str,
    source: &'static str,
    found: Vec<String>,
    ask: &'static str,
    /// The pages on which it stands or is given, for the one who looks, with what their links say.
    links: Vec<(String, &'static str)>,
    /// Whose it is to give; none when it is the SENCO's.
    giver: Option<&'static str>,
    asked: Option<String>,
}

/// A bundle that was made, as pages show it.
#[derive(Clone, Debug)]
pub(crate) struct MadeShown {
    pub(crate) on: String,
    pub(crate) by: String,
    pub(crate) says: String,
    pub(crate) pdf: Option<String>,
    pub(crate) word: Option<String>,
    pub(crate) manifest: String,
    pub(crate) entry: String,
    /// The day on which it went to the county.
    pub(crate) sent: Option<String>,
}

impl MadeShown {
    pub(crate) fn of(base: &str, made: &MadeBundle) -> Self {
        let pages =
            if made.bundle.pages == 1 { "1 page".to_owned() } else { format!("{} pages", made.bundle.pages) };
        let reports = made.bundle.parts.iter().filter(|part| part.name.starts_with("Report ")).count();
        let reports = match reports {
            0 => "no report".to_owned(),
            1 => "1 report".to_owned(),
            many => format!("{many} reports"),
        };
        Self {
            on: made.on.clone(),
            by: made.by.clone(),
            says: format!("{pages}, {reports}, headings “{}”", made.bundle.template_name),
            pdf: made.pdf.map(|file| format!("{base}/files/{file}")),
            word: made.word.map(|file| format!("{base}/files/{file}")),
            entry: made.entry.to_string(),
            sent: made.sent_on.clone(),
            manifest: format!("{base}/ehc/request/{}/manifest.json", made.entry),
        }
    }
}

fn shown(base: &str, thing: &Thing) -> ThingShown {
    ThingShown {
        code: thing.code,
        title: thing.title,
        source: thing.source,
        found: thing.found.clone(),
        ask: thing.ask,
        links: where_it_is::of(thing)
            .into_iter()
            .map(|(path, link)| {
                let href =
                    if path.starts_with("/imports") { path.to_owned() } else { format!("{base}{path}") };
                (href, link)
            })
            .collect(),
        giver: thing.can_be_asked.then(|| thing.giver.name()),
        asked: thing.asked_on.map(time_in_words::day),
    }
}

async fn show(web: &Web, visit: &Visit, pupil: &Pupil, refused: Option<Fault>) -> Answer {
    let (frame, _) = Frame::of(web, visit, pupil, "The request to the county", "/ehc").await?;
    let info = &visit.visitor.school;
    let things = bundle::things(&web.app, visit.actor(), visit.now(), info, pupil).await?;
    let made = bundle::made_bundles(&web.app, visit.actor(), pupil).await?;
    let (missing, found): (Vec<ThingShown>, Vec<ThingShown>) =
        things.iter().map(|thing| shown(&frame.base, thing)).partition(|thing| thing.found.is_empty());
    let mut errors = Errors::none();
    if let Some(fault) = &refused {
        errors.add("missing", fault.to_string());
    }
    page_with(
        if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK },
        &Page {
            chrome: frame.chrome.clone().with_errors(errors.clone()),
            all: missing.len() + found.len(),
            asks: missing.iter().any(|thing| thing.giver.is_some()),
            missing,
            found,
            made: made.iter().map(|one| MadeShown::of(&frame.base, one)).collect(),
            frame: frame.with_errors(errors),
        },
    )
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    show(&web, &visit, &pupil, None).await
}

/// Asks whoever can give a thing.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    if let Ok(entry) = typed.text("sent").parse() {
        bundle::record_sent(&web.app, visit.actor(), visit.now(), pupil.id, entry).await?;
        return Ok(go_saying(
            &format!("/pupils/{}/ehc/request#made", pupil.id),
            "Recorded as sent to the county today. The parents can read their copy of it now.",
        ));
    }
    let code = typed.text("ask");
    let to = where_it_is::given_on(&code, pupil.id);
    let info = &visit.visitor.school;
    let base = &web.config.public_url;
    let asked = bundle::ask(&web.app, visit.actor(), visit.now(), info, base, pupil.id, &code, &to).await;
    match asked {
        Ok(asked) => Ok(go_saying(
            &format!("/pupils/{}/ehc/request", pupil.id),
            &format!("Asked for: {}. The mail names no child; it stands in the contact log.", asked.title),
        )),
        Err(fault @ Fault::Rule { .. }) => show(&web, &visit, &pupil, Some(fault)).await,
        Err(fault) => Err(fault.into()),
    }
}

/// What somebody who follows the application may keep of a bundle: found by its entry.
pub(super) async fn one_made(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    entry: &Path<(String, String)>,
) -> Result<MadeBundle, Fault> {
    if !visit.may(Action::ReadApplication, pupil) {
        return Err(Fault::NotFound);
    }
    let made = bundle::made_bundles(&web.app, visit.actor(), pupil).await?;
    made.into_iter().find(|made| made.entry.to_string() == entry.0.1).ok_or(Fault::NotFound)
}
