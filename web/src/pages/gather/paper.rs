//! The session sheets of a week on paper: of one group, of my groups, of all.

use app::{
    Fault, papers,
    teaching::{self, SheetsOf},
};
use axum::extract::{Path, State};
use domain::{Date, ProvisionId};

use crate::{Web, answer::Answer, view::pages_of_paper, visit::Visit};

/// The PDF, to look at and to print. That each child stands on it is noted as a look at the child.
async fn file(web: &Web, visit: &Visit, monday: &str, which: SheetsOf) -> Answer {
    let day: Date = monday.parse().map_err(|_| Fault::NotFound)?;
    let info = &visit.visitor.school;
    let sheets =
        teaching::week_sheets(&web.app, visit.actor(), info, (day, visit.now().today), which).await?;
    for child in sheets.iter().flat_map(|sheet| &sheet.children) {
        let account = visit.visitor.login.account;
        web.app.looked(visit.now(), info.school.id, account, child.pupil.id, &visit.path);
    }
    let papers = papers::session_sheets(info, visit.now(), day, &sheets);
    let bytes = papers::pdf(papers::set(papers).await?).await?;
    Ok(pages_of_paper::file(bytes, "session-sheets", true))
}

/// Of every group of the week that the visitor may type in.
pub(crate) async fn all(State(web): State<Web>, visit: Visit, Path(monday): Path<String>) -> Answer {
    file(&web, &visit, &monday, SheetsOf::All).await
}

/// Of the groups of My week.
pub(crate) async fn mine(State(web): State<Web>, visit: Visit, Path(monday): Path<String>) -> Answer {
    file(&web, &visit, &monday, SheetsOf::Mine).await
}

/// Of one group.
pub(crate) async fn one(
    State(web): State<Web>,
    visit: Visit,
    Path((monday, id)): Path<(String, String)>,
) -> Answer {
    let id: ProvisionId = id.parse().map_err(|_| Fault::NotFound)?;
    file(&web, &visit, &monday, SheetsOf::One(id)).await
}
