//! `/first-day/{token}`: on an empty server, whoever has the link that the server printed makes the school.

use std::net::SocketAddr;

use app::{
    Fault,
    first_day::{self, FirstPerson, NewSchool, PHASES},
    signing_in,
};
use askama::Template;
use axum::{
    extract::{ConnectInfo, Path, State},
    http::{HeaderMap, StatusCode},
};
use domain::people::Role;

use super::sign_in::{MADE, signed_in};
use crate::{
    Web,
    answer::{Answer, go, page, page_with},
    guard::came_from,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
};

#[derive(Debug, Template)]
#[template(path = "pages/first_day.html")]
struct Page {
    chrome: Chrome,
    school: Field,
    urn: Field,
    authority: Field,
    establishment: Field,
    phase: Choices,
    name: Field,
    email: Field,
    roles: Choices,
    password: Field,
}

fn form(typed: &Typed, errors: Errors) -> Page {
    let roles =
        [Role::Senco, Role::Head, Role::DataManager].map(|role| Choice::new(role.code(), role.title()));
    let number = |name: &str, label: &str, hint: &str| {
        typed.into_field(Field::number(name, label, 5).hint(hint), &errors)
    };
    Page {
        school: typed.into_field(Field::new("school", "Name of the school"), &errors),
        urn: typed.into_field(
            Field::number("urn", "Unique reference number (URN)", 10)
                .hint("Six digits. You can add it later."),
            &errors,
        ),
        authority: number("authority", "Local authority number", "Three digits, like 919"),
        establishment: number("establishment", "Establishment number", "Four digits, like 2003"),
        phase: Choices::new("phase", "Phase", PHASES.map(|(code, name)| Choice::new(code, name)))
            .choose([typed.text("phase")])
            .errors(&errors),
        name: typed.into_field(Field::new("name", "Your name").autocomplete("name"), &errors),
        email: typed.into_field(
            Field::email("email", "Your e-mail address")
                .hint("You sign in with it.")
                .autocomplete("username"),
            &errors,
        ),
        roles: Choices::new("roles", "You are the administrator. What else are you?", roles)
            .hint("Leave it open if you are none of these.")
            .choose(typed.all("roles")),
        password: Field::new("password", "Password")
            .hint("12 characters or more. Three words that do not belong together are good.")
            .autocomplete("new-password")
            .errors(&errors),
        chrome: Chrome::outside("Your first day with Waymark").with_errors(errors),
    }
}

/// Whether the link is the one that this server printed.
fn check(web: &Web, token: &str) -> Result<(), Fault> {
    let known = web.config.first_day.as_deref() == Some(signing_in::digest(token).as_str());
    known.then_some(()).ok_or(Fault::NotFound)
}

/// The page; to the sign-in page once the school is made.
pub(crate) async fn get(State(web): State<Web>, Path(token): Path<String>) -> Answer {
    check(&web, &token)?;
    if !first_day::is_empty(&web.app).await? {
        return Ok(go(MADE));
    }
    page(&form(&Typed::default(), Errors::none()))
}

/// The school and its first administrator are made, who is signed in at once.
pub(crate) async fn post(
    State(web): State<Web>,
    Path(token): Path<String>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    typed: Typed,
) -> Answer {
    check(&web, &token)?;
    let now = web.app.now();
    let school = NewSchool {
        name: typed.text("school"),
        urn: typed.text("urn"),
        authority: typed.text("authority"),
        establishment: typed.text("establishment"),
        phase: typed.text("phase"),
    };
    let person = FirstPerson {
        name: typed.text("name"),
        email: typed.text("email"),
        roles: typed.all("roles").iter().filter_map(|code| Role::from_code(code)).collect(),
        password: Some(typed.all("password").first().cloned().unwrap_or_default()),
    };
    if !first_day::is_empty(&web.app).await? {
        return Ok(go(MADE));
    }
    match first_day::make_school(&web.app, now, &school, &person).await {
        Ok((school, account, _)) => {
            let address = came_from(&web, &headers, Some(peer));
            let token = signing_in::open_session(&web.app, now, school, account, None, &address).await?;
            Ok(signed_in(&web, &token, "/school"))
        }
        // The button was pressed twice, and the other press came first.
        Err(_) if !first_day::is_empty(&web.app).await? => Ok(go(MADE)),
        Err(Fault::Invalid(faults)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&typed, errors(&faults)))
        }
        Err(other) => Err(other.into()),
    }
}
