//! `/imports/transfer/{staged}`: what is in a record from another school, and whose it is here: a person says so.

use app::{Fault, FieldFault, time_in_words, transfer};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{Date, EventId};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    asked::Asked,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/imports/transfer/staged.html")]
struct Page {
    chrome: Chrome,
    id: String,
    file: String,
    from: String,
    written_on: String,
    child: String,
    born_on: String,
    documents: Vec<String>,
    /// The record in words.
    record: String,
    upn: Field,
    found: Option<Found>,
}

#[derive(Debug)]
struct Found {
    id: String,
    name: String,
    born_on: String,
    year: String,
    has_left: bool,
    differs: Vec<String>,
    is_there: bool,
    same: Choices,
}

fn day(text: &str) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), time_in_words::day)
}

async fn show(web: &Web, visit: &Visit, id: EventId, upn: Option<&str>, faults: &[FieldFault]) -> Answer {
    let looked = transfer::look_at_transfer(&web.app, visit.actor(), id, upn).await?;
    let errors = errors(faults);
    let file = &looked.received.file;
    let found = looked.found.map(|pupil| {
        let name = pupil.name();
        Found {
            id: pupil.id.to_string(),
            born_on: time_in_words::day(pupil.born_on),
            year: pupil.year.name(),
            has_left: pupil.left_on.is_some(),
            differs: looked.differs,
            is_there: looked.is_there,
            same: Choices::new(
                "same",
                "Is it this child?",
                [Choice::new("yes", format!("Yes, the record is about {name}"))],
            )
            .errors(&errors),
            name,
        }
    });
    page_with(
        if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY },
        &Page {
            id: id.to_string(),
            file: looked.name,
            from: file.from.name.clone(),
            written_on: day(&file.written_on.0),
            child: format!("{} {}", file.child.forename, file.child.surname),
            born_on: day(&file.child.born_on.0),
            documents: file.documents.iter().map(|document| document.title.clone()).collect(),
            record: looked.summary,
            upn: Field::new("upn", "The child’s unique pupil number here")
                .chars(13)
                .value(upn.unwrap_or(&file.child.upn)),
            found,
            chrome: visit.chrome("Whose record is it?").with_errors(errors),
        },
    )
}

/// The page; `?upn=` looks for another child.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let upn = asked.text("upn");
    show(&web, &visit, id, (!upn.is_empty()).then_some(upn.as_str()), &[]).await
}

/// Yes, it is this child.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let pupil = typed.text("pupil").parse().map_err(|_| Fault::NotFound)?;
    if !typed.has("same") {
        let child = app::child::see(&web.app, visit.actor(), pupil).await?;
        let fault = FieldFault::new("same", "Compare name and day of birth, and tick that it is this child");
        return show(&web, &visit, id, Some(child.upn.as_str()), &[fault]).await;
    }
    match transfer::take_transfer(&web.app, visit.actor(), visit.now(), id, pupil).await? {
        Some(entry) => Ok(go_saying(
            &format!("/pupils/{pupil}/entries/{entry}"),
            "The record is kept with its documents. Read it, and tell the class teacher.",
        )),
        None => Ok(go_saying(
            &format!("/pupils/{pupil}/referrals"),
            "This record was here already. Nothing was changed.",
        )),
    }
}
