//! `/imports/staff/{staged}`: what a list of staff would change; yes, or throw it away.

use app::{
    Fault, FieldFault,
    roll::Choice as Said,
    staff::{self, StaffPlan},
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

#[derive(Debug, Template)]
#[template(path = "pages/imports/staff/staged.html")]
struct Page {
    chrome: Chrome,
    id: String,
    file: String,
    /// Whether its columns can be named anew.
    has_columns: bool,
    new: usize,
    plan: StaffPlan,
    accept: Option<Choices>,
    mail: Option<Choices>,
}

fn shown(
    visit: &Visit,
    id: &str,
    (file, has_columns): (String, bool),
    plan: StaffPlan,
    typed: Option<&Typed>,
    errors: Errors,
) -> Page {
    let accept = (!plan.refused.is_empty()).then(|| {
        Choices::new(
            "accept",
            "Rows that are refused",
            [Choice::new("yes", "Leave the refused rows out, and take the others")],
        )
        .choose(typed.map(|typed| typed.all("accept")).unwrap_or_default())
        .errors(&errors)
    });
    let new = plan.changes.iter().filter(|change| change.is_new).count();
    let mail = (new > 0).then(|| {
        Choices::new(
            "mail",
            "People who are new",
            [Choice::new("yes", "Send each of them a link to choose a password")
                .hint("It works once, for three days. You can send links later, one by one.")],
        )
        .choose(typed.map_or_else(|| vec!["yes".to_owned()], |typed| typed.all("mail")))
    });
    let chrome = visit.chrome("What would change").with_errors(errors);
    Page { chrome, id: id.to_owned(), file, has_columns, new, plan, accept, mail }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let staged = id.parse().map_err(|_| Fault::NotFound)?;
    let (read, plan) = match staff::show_staff(&web.app, visit.actor(), visit.now(), staged).await {
        Ok(waiting) => waiting,
        Err(fault) => return gone(&web, &visit, &id, fault).await,
    };
    page(&shown(&visit, &id, (read.file, read.sheet.is_some()), plan, None, Errors::none()))
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
    let base = typed.has("mail").then_some(web.config.public_url.as_str());
    let done = match staff::commit_staff(&web.app, visit.actor(), visit.now(), staged, choice, base).await {
        Ok(done) => done,
        Err(fault) => return gone(&web, &visit, &id, fault).await,
    };
    match done {
        Ok(plan) => {
            let said = format!(
                "Staff are imported: {} new or changed, {} unchanged.",
                plan.changes.len(),
                plan.unchanged
            );
            Ok(go_saying("/school/classes", &said))
        }
        Err(_) => {
            let fault =
                FieldFault::new("accept", "Tick this to take the other rows, or put the refused ones right");
            let (read, plan) = staff::show_staff(&web.app, visit.actor(), visit.now(), staged).await?;
            page_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &shown(&visit, &id, (read.file, read.sheet.is_some()), plan, Some(&typed), errors(&[fault])),
            )
        }
    }
}
