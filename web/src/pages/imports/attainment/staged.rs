//! `/imports/attainment/{staged}`: what a list of attainment would change; yes, or throw it away.

use app::{
    Fault, FieldFault,
    attainment::{self, Plan},
    roll::Choice as Said,
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    pages::imports::gone,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors},
    visit::Visit,
};

/// So many results are listed on the page.
const SHOWN: usize = 200;

/// A result that is new or changed.
#[derive(Debug)]
struct Line {
    name: String,
    href: String,
    subject: String,
    value: String,
    on: String,
    before: Option<String>,
}

#[derive(Debug, Template)]
#[template(path = "pages/imports/attainment/staged.html")]
struct Page {
    chrome: Chrome,
    id: String,
    /// The mark of what is shown.
    seen: String,
    file: String,
    /// Whether its columns can be named anew.
    has_columns: bool,
    plan: Plan,
    on: Option<String>,
    lines: Vec<Line>,
    more: usize,
    /// Whether no result can be taken, because all are refused.
    nothing: bool,
    accept: Option<Choices>,
}

/// Whether all that a file has is refused.
fn is_nothing(plan: &Plan) -> bool {
    let counts = plan.counts;
    !plan.refused.is_empty() && counts.new + counts.changed + counts.unchanged == 0
}

fn shown(
    visit: &Visit,
    id: &str,
    (file, has_columns): (String, bool),
    plan: Plan,
    typed: &Typed,
    errors: Errors,
) -> Page {
    let accept = (!plan.refused.is_empty()).then(|| {
        let text = "Leave what is refused out, and take the rest";
        Choices::new("accept", "Rows and cells that are refused", [Choice::new("yes", text)])
            .choose(typed.all("accept"))
            .errors(&errors)
    });
    let scales = domain::progress::scale::shipped();
    let line = |one: &attainment::ResultLine| {
        let result = &one.attainment;
        let scale = domain::progress::scale::find(scales, &result.scale);
        Line {
            name: one.name.clone(),
            href: format!("/pupils/{}/progress#peers", result.pupil),
            subject: result.subject.clone(),
            value: scale.map_or_else(|| result.written.clone(), |scale| scale.show(result.value)),
            on: time_in_words::short_day(result.on),
            before: one.before.clone(),
        }
    };
    Page {
        chrome: visit.chrome("What would change").with_errors(errors),
        id: id.to_owned(),
        seen: plan.mark(),
        file,
        has_columns,
        on: plan.on.map(time_in_words::day),
        lines: plan.results.iter().take(SHOWN).map(line).collect(),
        nothing: is_nothing(&plan),
        more: plan.results.len().saturating_sub(SHOWN),
        plan,
        accept,
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let staged = id.parse().map_err(|_| Fault::NotFound)?;
    let (read, plan) = match attainment::show_attainment(&web.app, visit.actor(), visit.now(), staged).await {
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
    let choice = Said { accept_refused: typed.has("accept"), yes_leaving: false };
    let done = match attainment::commit_attainment(
        &web.app,
        visit.actor(),
        visit.now(),
        staged,
        choice,
        &typed.text("seen"),
    )
    .await
    {
        Ok(done) => done,
        Err(fault) => return gone(&web, &visit, &id, fault).await,
    };
    if done.is_other {
        let said =
            "Results of these children were written down since you looked. Look at what would change now.";
        return Ok(go_saying(&format!("/imports/attainment/{id}"), said));
    }
    if done.held.is_none() {
        let counts = done.plan.counts;
        let said = if is_nothing(&done.plan) {
            "Nothing was taken: every row or cell was refused.".to_owned()
        } else if counts.new + counts.changed == 0 {
            "Every result in this file was kept already: nothing changed.".to_owned()
        } else {
            format!(
                "Attainment is imported: {} new, {} changed, {} unchanged.",
                counts.new, counts.changed, counts.unchanged
            )
        };
        return Ok(go_saying("/imports", &said));
    }
    let fault =
        FieldFault::new("accept", "Tick this to take the rest, or put the file right and read it again");
    let (read, plan) = attainment::show_attainment(&web.app, visit.actor(), visit.now(), staged).await?;
    page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &shown(&visit, &id, (read.file, read.sheet.is_some()), plan, &typed, errors(&[fault])),
    )
}
