//! `/imports`: what was imported, what waits, and where to start.

pub(crate) mod attainment;
pub(crate) mod columns;
pub(crate) mod roll;
pub(crate) mod staff;
pub(crate) mod throw_away;
pub(crate) mod transfer;

use app::{Fault, imports, time_in_words};
use askama::Template;
use axum::extract::State;
use domain::{audit::Happening, permissions::Action};

use crate::{
    Web,
    answer::{Answer, go_saying, page},
    view::Chrome,
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/imports.html")]
struct Page {
    chrome: Chrome,
    may_import: bool,
    may_staff: bool,
    may_assess: bool,
    may_take_in: bool,
    waiting: Vec<Waits>,
    carried: Vec<Carried>,
}

#[derive(Debug)]
struct Waits {
    what: &'static str,
    file: String,
    href: String,
    by: String,
    at: String,
    id: String,
}

#[derive(Debug)]
struct Carried {
    what: &'static str,
    detail: String,
    by: String,
    at: String,
}

/// What an import that does not wait any more is answered: that it was carried out, when it was.
pub(crate) async fn gone(web: &Web, visit: &Visit, id: &str, fault: Fault) -> Answer {
    if let (Fault::NotFound, Ok(known)) = (&fault, id.parse())
        && imports::was_carried_out(&web.app, visit.actor(), known).await?
    {
        let to = if visit.actor().may(Action::SeeImports) { "/imports" } else { "/school" };
        return Ok(go_saying(to, "This file was imported already. Nothing was done a second time."));
    }
    Err(fault.into())
}

/// What waits, and where it is looked at.
fn place(kind: &str, id: &str) -> (&'static str, String) {
    match kind {
        "roll" => ("The roll: look at what would change", format!("/imports/roll/{id}")),
        "roll-sheet" => ("The roll: say which column is which", format!("/imports/roll/{id}/columns")),
        "staff" => ("Staff and classes: look at what would change", format!("/imports/staff/{id}")),
        "staff-sheet" => {
            ("Staff and classes: say which column is which", format!("/imports/staff/{id}/columns"))
        }
        "attainment" => ("Attainment: look at what would change", format!("/imports/attainment/{id}")),
        "attainment-sheet" => {
            ("Attainment: say what each column holds", format!("/imports/attainment/{id}/columns"))
        }
        "transfer" => ("A record from another school: say whose it is", format!("/imports/transfer/{id}")),
        "year-end" => ("Year end", "/school/year-end".to_owned()),
        _ => ("Another import", "/imports".to_owned()),
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let imports = imports::list_imports(&web.app, visit.actor()).await?;
    let carried = imports.carried.into_iter().map(|done| Carried {
        what: match done.what {
            Happening::StaffImported => "Staff and classes",
            Happening::YearEnded => "Year end",
            Happening::AssessmentsImported => "Attainment",
            _ => "The roll",
        },
        // The mark of a list is for the machine.
        detail: done.detail.split("; list ").next().unwrap_or_default().to_owned(),
        by: done.by,
        at: time_in_words::moment(done.at),
    });
    let waiting = imports.waiting.into_iter().map(|waits| {
        let id = waits.id.to_string();
        let (what, href) = place(&waits.kind, &id);
        Waits { what, file: waits.file, href, by: waits.by, at: time_in_words::moment(waits.at), id }
    });
    page(&Page {
        chrome: visit.chrome("Imports"),
        may_import: visit.actor().may(Action::ImportRoll),
        may_staff: visit.actor().may(Action::ManageClasses),
        may_assess: visit.actor().may(Action::ImportAssessments),
        may_take_in: visit.actor().may(Action::PrepareSubjectAccess),
        waiting: waiting.collect(),
        carried: carried.collect(),
    })
}
