//! `/overview/inspection`: head and SENCO choose the children whose stories inspectors are shown, and make one PDF of
//! them. For everybody else it is not there.

use std::collections::BTreeSet;

use app::{
    Fault, FieldFault,
    inspection::{self, Line, MOST, SortLines},
    papers, time_in_words,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::PupilId;

use super::narrow::{Narrow, filter_of};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Field, pages_of_paper},
    visit::Visit,
};

const HERE: &str = "/overview/inspection";

#[derive(Debug, Template)]
#[template(path = "pages/inspection.html")]
struct Page {
    chrome: Chrome,
    most: usize,
    total: usize,
    kept: Option<Kept>,
    from: String,
    name: Field,
    selects: Vec<Choices>,
    sort: Choices,
    ticked: usize,
    lacks: Vec<String>,
    caption: &'static str,
    lines: Vec<Line>,
}

/// The choice that is kept.
#[derive(Debug)]
struct Kept {
    title: String,
    by: String,
    on: String,
}

/// The children that the form names; a value that is no id is nobody.
fn ids(values: impl IntoIterator<Item = String>) -> BTreeSet<PupilId> {
    values.into_iter().filter_map(|id| id.trim().parse().ok()).collect()
}

async fn show(
    web: &Web,
    visit: &Visit,
    typed: &Typed,
    ticked: Option<&BTreeSet<PupilId>>,
    faults: &[FieldFault],
) -> Answer {
    let info = &visit.visitor.school;
    let (filter, name) = (filter_of(typed), typed.text("name"));
    let sort = SortLines::from_code(&typed.text("sort"));
    let (actor, now) = (visit.actor(), visit.now());
    let all = inspection::show(&web.app, actor, now, info, &filter, &name, sort, ticked).await?;
    let errors = errors(faults);
    let (_, code, _) = SortLines::ALL[sort as usize];
    let orders = SortLines::ALL.map(|(_, code, words)| Choice::new(code, words));
    let narrow = Narrow::of(HERE, &filter, &all.narrowing, Vec::new());
    let kept = all.kept_by.filter(|_| !all.kept.is_empty()).map(|(by, on)| Kept {
        title: match all.kept.len() {
            1 => "1 child is chosen".to_owned(),
            many => format!("{many} children are chosen"),
        },
        by,
        on: time_in_words::day(on),
    });
    let page = Page {
        chrome: visit.chrome("Children for an inspection").with_errors(errors),
        most: MOST,
        total: all.total,
        kept,
        from: all.kept.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        name: Field { typed: false, ..Field::new("name", "Name") }.value(name),
        selects: narrow.selects,
        sort: Choices::new("sort", "Sort by", orders).choose([code]),
        ticked: all.lines.iter().filter(|line| line.ticked).count(),
        lacks: all.lacks,
        caption: "Children to choose from, those who are ticked first",
        lines: all.lines,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The children to choose from, and the choice.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    show(&web, &visit, &Typed::default(), None, &[]).await
}

/// Looks for children, with the ticks kept; or keeps the choice.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let ticked = ids(typed.all("pupil"));
    if typed.text("do") != "keep" {
        return show(&web, &visit, &typed, Some(&ticked), &[]).await;
    }
    let from = ids(typed.text("from").split(',').map(str::to_owned));
    match inspection::choose(&web.app, visit.actor(), visit.now(), &from, &ticked).await {
        Ok(()) if ticked.is_empty() => Ok(go_saying(HERE, "Kept: nobody is chosen.")),
        Ok(()) => Ok(go_saying(HERE, "The choice is kept.")),
        Err(Fault::Invalid(faults)) => show(&web, &visit, &typed, Some(&ticked), &faults).await,
        Err(Fault::Stale) => {
            let sentence = "Somebody else changed the choice while you made yours. Your ticks stand below: keep them to replace theirs";
            show(&web, &visit, &typed, Some(&ticked), &[FieldFault::new("pupil", sentence)]).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// One PDF: a cover that lists the children, then their stories.
pub(crate) async fn pdf(State(web): State<Web>, visit: Visit) -> Answer {
    let info = &visit.visitor.school;
    let (sheets, whose) = inspection::stories(&web.app, visit.actor(), visit.now(), info).await?;
    for pupil in whose {
        web.app.looked(visit.now(), info.school.id, visit.visitor.login.account, pupil, &visit.path);
    }
    let bytes = papers::pdf(papers::set(sheets).await?).await?;
    Ok(pages_of_paper::file(bytes, "pupil-stories", false))
}
