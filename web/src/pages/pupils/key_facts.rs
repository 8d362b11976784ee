//! `/pupils/{pupil}/key-facts`: what everybody must know to keep the child safe.

use app::{Fault, child, pupils};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::people::Pupil;

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{Chrome, Conflict, ConflictPair, Errors, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/key_facts.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    version: u32,
    key_facts: Field,
}

const LABEL: &str = "What must everybody know?";

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    version: u32,
    typed: &Typed,
    errors: Errors,
) -> Answer {
    let (frame, _) = Frame::of(web, visit, pupil, "What keeps the child safe", "").await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let field = Field::new("key_facts", LABEL)
        .hint(
            "Allergies, medicines, seizures, who may not collect the child. It stands at the top of every page that \
             staff see, so keep it to what is needed in a hurry.",
        )
        .rows(5)
        .max_length(1000);
    let frame = frame.with_errors(errors.clone());
    let page =
        Page { chrome: frame.chrome.clone(), version, key_facts: typed.into_field(field, &errors), frame };
    page_with(status, &page)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let typed = Typed::from_pairs([("key_facts".to_owned(), pupil.key_facts.clone())]);
    show(&web, &visit, &pupil, pupil.version, &typed, Errors::none()).await
}

/// The save.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let base = format!("/pupils/{}", pupil.id);
    let version: u32 = typed.text("version").parse().unwrap_or(0);
    let yours = typed.text("key_facts");
    let saved = pupils::edit_key_facts(&web.app, visit.actor(), visit.now(), pupil.id, version, &yours).await;
    match saved {
        Ok(()) => Ok(go_saying(&base, "Saved.")),
        Err(Fault::Invalid(faults)) => show(&web, &visit, &pupil, version, &typed, errors(&faults)).await,
        Err(Fault::Stale) => {
            let now = child::see(&web.app, visit.actor(), pupil.id).await?;
            let conflict = Conflict {
                chrome: visit.chrome("Somebody else has changed this"),
                who: "Somebody else".to_owned(),
                when: "while you were writing".to_owned(),
                action: visit.address(),
                leave: base,
                version: now.version.to_string(),
                pairs: vec![ConflictPair {
                    name: "key_facts".to_owned(),
                    label: LABEL.to_owned(),
                    theirs: now.key_facts,
                    yours,
                }],
                unchanged: Vec::new(),
            };
            page_with(StatusCode::CONFLICT, &conflict)
        }
        Err(fault) => Err(fault.into()),
    }
}
