//! `/school/logo`: the picture on the head of every paper and letter.

use app::{FieldFault, SchoolInfo, settings};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::uploads::Purpose;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    files::Files,
    typed::errors,
    view::{Chrome, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/logo.html")]
struct Page {
    chrome: Chrome,
    /// The logo that stands, as an address that holds it.
    stands: Option<String>,
    school: String,
    head: Vec<String>,
    file: Field,
}

fn form(visit: &Visit, info: &SchoolInfo, faults: &[FieldFault]) -> Page {
    let errors = errors(faults);
    let stands = info
        .logo
        .as_ref()
        .map(|logo| format!("data:{};base64,{}", logo.kind.media_type(), STANDARD.encode(&logo.bytes)));
    let label = if stands.is_some() { "Another logo" } else { "The logo" };
    Page {
        stands,
        school: info.school.name.clone(),
        head: info.school.settings.head_lines().lines().map(str::to_owned).collect(),
        file: Field::new("file", label)
            .hint(format!(
                "Choose {}. A logo on white, 600 dots across or more, prints best; what can be seen through becomes white.",
                Purpose::Logo.takes()
            ))
            .errors(&errors),
        chrome: visit.chrome("Logo").with_errors(errors),
    }
}

/// The page.
pub(crate) async fn get(visit: Visit) -> Answer {
    page(&form(&visit, &visit.visitor.school, &[]))
}

/// Another logo, or none.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, mut upload: Files) -> Answer {
    if upload.typed.text("do") == "remove" {
        settings::set_logo(&web.app, visit.actor(), visit.now(), None).await?;
        return Ok(go_saying("/school/logo", "The logo is taken away. Papers carry the school’s name."));
    }
    let mut faults = Vec::new();
    let given = upload.take(&web, &visit, "file", Purpose::Logo, &mut faults).await.into_iter().next();
    match given {
        Some(logo) => {
            settings::set_logo(&web.app, visit.actor(), visit.now(), Some(logo)).await?;
            Ok(go_saying(
                "/school/logo",
                "The logo is saved. It stands on every paper that is made from now on.",
            ))
        }
        None => {
            if faults.is_empty() {
                faults.push(FieldFault::new("file", format!("Choose {}", Purpose::Logo.takes())));
            }
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&visit, &visit.visitor.school, &faults))
        }
    }
}
