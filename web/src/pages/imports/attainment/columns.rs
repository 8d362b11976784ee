//! `/imports/attainment/{staged}/columns`: what each column holds, with a guess to start from, and when it was collected.

use std::collections::BTreeMap;

use app::{
    Fault, FieldFault,
    attainment::{self, Column, ColumnsToName, Mapping, StagedColumns},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{Date, progress::subject::same};

use crate::{
    Web,
    answer::{Answer, go, page, page_with},
    pages::imports::gone,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/imports/attainment/columns.html")]
struct Page {
    chrome: Chrome,
    id: String,
    file: String,
    rows: usize,
    notes: Vec<String>,
    on: DateField,
    /// Columns with something in them that are read.
    read: Vec<Shown>,
    /// Columns that are not read, folded away.
    unread: Vec<Shown>,
}

/// A column on the page.
#[derive(Debug)]
struct Shown {
    choices: Choices,
    subject: Option<Field>,
    /// Of a subject that the school has no results of: which of its own it is, or a new one.
    is: Option<Choices>,
    most: Option<Field>,
    examples: Vec<String>,
}

fn name_of(at: usize) -> String {
    if at == 0 { "columns".to_owned() } else { format!("column-{at}") }
}

/// Whether a new subject is one that the school has under another name.
fn is_which(at: usize, subject: &str, known: &[String]) -> Option<Choices> {
    let is_new = !known.is_empty() && !known.iter().any(|name| same(name, subject));
    is_new.then(|| {
        let items = std::iter::once(Choice::new("", "It is a new subject"))
            .chain(known.iter().map(|name| Choice::new(name.as_str(), format!("It is {name}"))));
        let has = if known.len() == 1 { &known[0] } else { "other subjects" };
        Choices::new(format!("is-{at}"), format!("A new subject: you have {has}"), items).choose([""])
    })
}

fn shown(
    (staged, known): (&StagedColumns, &[String]),
    at: usize,
    heading: &str,
    column: Option<&Column>,
    errors: &Errors,
) -> Shown {
    let name = name_of(at);
    let items = Column::choices().into_iter().map(|(code, label)| Choice::new(code, label));
    let chosen = column.map(Column::code).unwrap_or_default();
    let (subject, is, most) = match column {
        Some(Column::Result { subject, scale, out_of }) => {
            let most = (scale == "out-of").then(|| {
                let box_of = Field::number(format!("most-{at}"), "Out of how many marks", 4);
                let filled = out_of.map_or_else(String::new, |most| most.to_string());
                box_of.hint("Only when the cells say 17, and not 17/20").value(filled).errors(errors)
            });
            let is = is_which(at, subject, known);
            let subject = Field::new(format!("subject-{at}"), "Subject").chars(20).value(subject.as_str());
            (Some(subject.errors(errors)), is, most)
        }
        _ => (None, None, None),
    };
    let examples = staged
        .sheet
        .rows
        .iter()
        .map(|row| staged.sheet.cell(row, Some(at)))
        .filter(|text| !text.is_empty())
        .take(3)
        .map(|text| text.chars().take(60).collect())
        .collect();
    Shown {
        choices: Choices::new(name, heading, items.collect::<Vec<_>>()).choose([chosen]).errors(errors),
        subject,
        is,
        most,
        examples,
    }
}

fn form(
    visit: &Visit,
    id: &str,
    ColumnsToName { waiting: staged, subjects, .. }: &ColumnsToName,
    mapping: &Mapping,
    on: DateField,
    errors: Errors,
) -> Page {
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for (at, heading) in staged.sheet.headings.iter().enumerate() {
        let column = mapping.columns.get(heading);
        let one = shown((staged, subjects), at, heading, column, &errors);
        // The first column carries what is wrong with all of them: it is never folded away.
        if at == 0 || column.is_some_and(|column| *column != Column::Ignored) {
            read.push(one);
        } else {
            unread.push(one);
        }
    }
    let on = on.errors(&errors);
    Page {
        chrome: visit.chrome("What does each column hold?").with_errors(errors),
        id: id.to_owned(),
        file: staged.file.clone(),
        rows: staged.sheet.rows.len(),
        notes: staged.sheet.notes.clone(),
        on,
        read,
        unread,
    }
}

fn day_box() -> DateField {
    DateField::new("on", "Day of the collection")
        .hint("For rows that do not say it themselves. Left empty: today.")
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let staged = id.parse().map_err(|_| Fault::NotFound)?;
    let shown = match attainment::show_columns(&web.app, visit.actor(), staged).await {
        Ok(shown) => shown,
        Err(fault) => return gone(&web, &visit, &id, fault).await,
    };
    page(&form(&visit, &id, &shown, &shown.mapping, day_box(), Errors::none()))
}

/// The mapping that a form holds, and what is wrong with it.
fn typed_mapping(staged: &StagedColumns, typed: &Typed) -> (Mapping, Vec<FieldFault>) {
    let (mut columns, mut faults) = (BTreeMap::new(), Vec::new());
    for (at, heading) in staged.sheet.headings.iter().enumerate() {
        let code = typed.text(&name_of(at));
        let column = match code.strip_prefix("scale:") {
            Some(scale) => {
                let subject = typed.text(&format!("subject-{at}"));
                // A box that was not on the page yet: the heading says the subject until somebody says otherwise.
                let subject = if subject.is_empty() { heading.clone() } else { subject };
                let is = typed.text(&format!("is-{at}"));
                let subject = if is.is_empty() { subject } else { is };
                let most = typed.text(&format!("most-{at}"));
                let out_of = most.parse().ok().filter(|most: &u32| *most > 0);
                if !most.is_empty() && out_of.is_none() {
                    faults
                        .push(FieldFault::new(format!("most-{at}"), "Write the number of marks, such as 25"));
                }
                Column::Result {
                    subject,
                    scale: scale.to_owned(),
                    out_of: out_of.filter(|_| scale == "out-of"),
                }
            }
            None => Column::from_code(&code).unwrap_or(Column::Ignored),
        };
        columns.insert(heading.clone(), column);
    }
    (Mapping { columns }, faults)
}

/// The columns are named.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let staged = id.parse().map_err(|_| Fault::NotFound)?;
    let shown = match attainment::show_columns(&web.app, visit.actor(), staged).await {
        Ok(shown) => shown,
        Err(fault) => return gone(&web, &visit, &id, fault).await,
    };
    let (mapping, mut faults) = typed_mapping(&shown.waiting, &typed);
    let on: Option<Date> = typed.date("on", "The day of the collection", &mut faults);
    if faults.is_empty() {
        let (actor, now) = (visit.actor(), visit.now());
        match attainment::take_columns(&web.app, actor, now, staged, mapping.clone(), on).await {
            Ok(()) => return Ok(go(&format!("/imports/attainment/{id}"))),
            Err(Fault::Invalid(found)) => faults = found,
            Err(other) => return Err(other.into()),
        }
    }
    let day = day_box().typed(typed.text("on-day"), typed.text("on-month"), typed.text("on-year"));
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&visit, &id, &shown, &mapping, day, errors(&faults)))
}
