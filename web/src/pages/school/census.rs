//! `/school/census`: what would be returned on the next census day, and every row that is wrong.

use app::{
    census::{self, Census, CensusLine},
    time_in_words,
};
use askama::Template;
use axum::extract::State;
use domain::{
    census::{SenProvision, returnable::CensusFinding},
    permissions::Action,
};
use exchange::list::{Cell, List};

use crate::{
    Web,
    answer::{Answer, page},
    download,
    view::Chrome,
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/census.html")]
struct Page {
    chrome: Chrome,
    day: String,
    away: String,
    term: &'static str,
    counts_types: bool,
    all: usize,
    k: usize,
    e: usize,
    wrong: Vec<Line>,
    returned: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    name: String,
    href: Option<String>,
    upn: String,
    class: String,
    provision: String,
    types: String,
    findings: Vec<String>,
    /// Where it is recorded that the plan has ceased, when the status says so.
    cease: Option<String>,
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

fn line(visit: &Visit, line: &CensusLine) -> Line {
    let types = line.row.types.iter().map(|kind| kind.code()).collect::<Vec<_>>();
    Line {
        name: line.pupil.name(),
        href: visit.may(Action::SeeChild, &line.pupil).then(|| format!("/pupils/{}", line.pupil.id)),
        upn: line.pupil.upn.to_string(),
        class: line.class.clone(),
        provision: format!("{} {}", line.row.provision.code(), line.row.provision.name()),
        types: types.join(", "),
        cease: line
            .row
            .findings
            .iter()
            .any(|finding| matches!(finding, CensusFinding::PlanWithoutE { .. }))
            .then(|| format!("/pupils/{}/ehc/letters/new?kind=ceased", line.pupil.id))
            .filter(|_| visit.may(Action::PrepareApplication, &line.pupil)),
        findings: line.row.findings.iter().map(|finding| sentence(&finding.to_string())).collect(),
    }
}

/// Nothing recorded means N; it is wrong of no single child, so it is not listed with the others.
fn is_silent(line: &CensusLine) -> bool {
    line.row.findings.iter().all(|finding| finding.code() == "status-not-known")
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let census = census::show_census(&web.app, visit.actor(), visit.now()).await?;
    let wrong = census.wrong().filter(|line| !is_silent(line)).map(|one| line(&visit, one));
    let returned =
        census.lines.iter().filter(|one| one.row.provision != SenProvision::N).map(|one| line(&visit, one));
    page(&Page {
        chrome: visit.chrome("Census"),
        day: time_in_words::day(census.day.date),
        away: time_in_words::from_today(census.day.date, visit.now().today),
        term: census.day.term.name(),
        counts_types: census.day.term.counts_types(),
        all: census.lines.len(),
        k: census.count(SenProvision::K),
        e: census.count(SenProvision::E),
        wrong: wrong.collect(),
        returned: returned.collect(),
    })
}

fn list(census: &Census) -> List {
    let headings = [
        "UPN",
        "Surname",
        "Forename",
        "Class",
        "Provision",
        "Type of need 1",
        "Type of need 2",
        "What is wrong",
    ];
    let rows = census.lines.iter().map(|line| {
        let kind = |at: usize| line.row.types.get(at).map_or("", |kind| kind.code());
        let findings: Vec<String> = line.row.findings.iter().map(ToString::to_string).collect();
        let cells: [Cell; 8] = [
            line.pupil.upn.as_str().into(),
            line.pupil.surname.as_str().into(),
            line.pupil.forename.as_str().into(),
            line.class.as_str().into(),
            line.row.provision.code().into(),
            kind(0).into(),
            kind(1).into(),
            findings.join("; ").into(),
        ];
        cells.to_vec()
    });
    List {
        title: format!("{} {}", census.day.term.name(), census.day.date),
        headings: headings.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

/// The page as a spreadsheet, every pupil in it.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit) -> Answer {
    let census = census::show_census(&web.app, visit.actor(), visit.now()).await?;
    download::xlsx(&list(&census), "census", visit.now().today)
}
