//! `/imports/roll/{staged}`: what the file would change; yes, or throw it away.

use app::{
    Fault, FieldFault,
    roll::{self, Choice as Said, Held, Join, Plan, RollFormat, Taken},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::permissions::Action;
use exchange::list::{Cell, List};

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    download,
    pages::imports::gone,
    typed::{Typed, errors},
    view::{Choice, Choices, Errors},
    visit::Visit,
};

/// So many children are listed on the page; the spreadsheet has them all.
const SHOWN: usize = 200;

#[derive(Debug, Template)]
#[template(path = "pages/imports/roll/staged.html")]
struct Page {
    chrome: crate::view::Chrome,
    id: String,
    file: String,
    /// Whether its columns can be named anew.
    has_columns: bool,
    format: String,
    plan: Plan,
    shown: usize,
    nothing: bool,
    /// How many children join with a plan.
    with_plan: usize,
    /// Who is back, and goes on where they stood.
    back: Vec<String>,
    /// Whether the visitor records what the county says.
    may_cease: bool,
    accept: Option<Choices>,
    leaving: Option<Choices>,
}

fn ticks(plan: &Plan, typed: &Typed, errors: &Errors) -> (Option<Choices>, Option<Choices>) {
    let accept = (!plan.refused.is_empty()).then(|| {
        let text = "Leave the refused rows out, and take the others";
        Choices::new("accept", "Rows that are refused", [Choice::new("yes", text)])
            .choose(typed.all("accept"))
            .errors(errors)
    });
    let leaving = plan.many_leaving.then(|| {
        let text = format!("Yes, {} children have left", plan.leaving.len());
        Choices::new(
            "leaving",
            "More than one child in ten would leave. Is that right?",
            [Choice::new("yes", text)],
        )
        .choose(typed.all("leaving"))
        .errors(errors)
    });
    (accept, leaving)
}

fn shown(
    visit: &Visit,
    id: &str,
    (file, has_columns): (String, bool),
    plan: Plan,
    typed: &Typed,
    errors: Errors,
) -> Page {
    let (accept, leaving) = ticks(&plan, typed, &errors);
    let version = plan.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
    let format = match plan.format {
        RollFormat::Ctf => format!("{}{version}", plan.format.name()),
        other => other.name().to_owned(),
    };
    Page {
        chrome: visit.chrome("What would change").with_errors(errors),
        id: id.to_owned(),
        file,
        has_columns,
        format,
        may_cease: visit.actor().may(Action::PrepareApplication),
        with_plan: plan.joining(Join::WithPlan).count(),
        back: plan
            .joining(Join::GoesOn)
            .map(|taken| format!("{}, {}", taken.pupil.name(), taken.pupil.upn))
            .collect(),
        nothing: plan.new.is_empty() && plan.changed.is_empty() && plan.leaving.is_empty(),
        shown: SHOWN,
        plan,
        accept,
        leaving,
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let staged = id.parse().map_err(|_| Fault::NotFound)?;
    let (read, plan) = match roll::show_staged(&web.app, visit.actor(), visit.now(), staged).await {
        Ok(waiting) => waiting,
        Err(fault) => return gone(&web, &visit, &id, fault).await,
    };
    page(&shown(&visit, &id, (read.file, read.sheet.is_some()), plan, &Typed::default(), Errors::none()))
}

/// Yes.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let staged = id.parse().map_err(|_| Fault::NotFound)?;
    let choice = Said { accept_refused: typed.has("accept"), yes_leaving: typed.has("leaving") };
    let done = match roll::commit_staged(&web.app, visit.actor(), visit.now(), staged, choice).await {
        Ok(done) => done,
        Err(fault) => return gone(&web, &visit, &id, fault).await,
    };
    let fault = match done.held {
        None | Some(Held::DryRun) => {
            let plan = &done.plan;
            return Ok(go_saying(
                "/imports",
                &format!(
                    "The roll is imported: {} new, {} changed, {} unchanged, {} leaving.",
                    plan.new.len(),
                    plan.changed.len(),
                    plan.unchanged.len(),
                    plan.leaving.len()
                ),
            ));
        }
        Some(Held::RefusedRows) => FieldFault::new(
            "accept",
            "Tick this to take the other rows, or put the refused ones right in your management system and export again",
        ),
        Some(Held::ManyLeaving) => {
            FieldFault::new("leaving", "Tick this if it is right that so many have left")
        }
    };
    let (read, plan) = roll::show_staged(&web.app, visit.actor(), visit.now(), staged).await?;
    page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &shown(&visit, &id, (read.file, read.sheet.is_some()), plan, &typed, errors(&[fault])),
    )
}

/// Everything that would change, as a spreadsheet.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let staged = id.parse().map_err(|_| Fault::NotFound)?;
    let (_, plan) = roll::show_staged(&web.app, visit.actor(), visit.now(), staged).await?;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut row = |what: &str, place: &str, upn: &str, name: &str, field: &str, before: &str, after: &str| {
        rows.push([what, place, upn, name, field, before, after].map(Cell::from).to_vec());
    };
    for refused in &plan.refused {
        let upn = refused.upn.as_deref().unwrap_or_default();
        row("refused", &refused.place, upn, "", "", "", &refused.reason);
    }
    for taken in &plan.new {
        row("new", &taken.place, taken.pupil.upn.as_str(), &taken.pupil.name(), "", "", &in_short(taken));
    }
    for taken in &plan.changed {
        for one in &taken.differences {
            let upn = taken.pupil.upn.as_str();
            row("changed", &taken.place, upn, &taken.pupil.name(), one.field, &one.before, &one.after);
        }
    }
    for leaver in &plan.leaving {
        row("leaving", "", leaver.pupil.upn.as_str(), &leaver.pupil.name(), "", "", "");
    }
    let headings = ["What", "Place in the file", "UPN", "Name", "Field", "Stands", "The file says"];
    let list = List {
        title: "What the roll would change".to_owned(),
        headings: headings.map(str::to_owned).to_vec(),
        rows,
    };
    download::xlsx(&list, "roll-changes", visit.now().today)
}

/// A new child in a line: year group, date of birth, SEN.
fn in_short(taken: &Taken) -> String {
    let pupil = &taken.pupil;
    let mut parts = vec![pupil.year.name(), format!("born {}", time_in_words::day(pupil.born_on))];
    if pupil.provision != domain::census::SenProvision::N {
        parts.push(pupil.provision.name().to_owned());
    }
    parts.join(", ")
}
