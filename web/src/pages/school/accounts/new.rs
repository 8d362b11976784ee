//! `/school/accounts/new`: an account for somebody on the staff; its link is shown once.

use app::{
    Fault,
    accounts::{self, NewAccount},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::people::Role;

use super::role_choices;
use crate::{
    Web,
    answer::{Answer, page, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/accounts/new.html")]
struct Page {
    chrome: Chrome,
    name: Field,
    email: Field,
    roles: Choices,
    mail: Choices,
}

/// What is shown once: the link of an account.
#[derive(Debug, Template)]
#[template(path = "pages/school/accounts/link.html")]
pub(super) struct LinkPage {
    pub(super) chrome: Chrome,
    pub(super) name: String,
    pub(super) link: String,
    pub(super) mailed: bool,
    pub(super) account: String,
}

/// The address of a link.
pub(super) fn link_of(web: &Web, token: &str) -> String {
    format!("{}/link/{token}", web.config.public_url.trim_end_matches('/'))
}

fn form(visit: &Visit, typed: &Typed, first: bool, errors: Errors) -> Page {
    let mail = Choices::new(
        "mail",
        "The link by which they choose a password",
        [Choice::new("yes", "Mail it to them, too").hint("You see it on the next page in any case.")],
    );
    let chosen = if first { vec!["yes".to_owned()] } else { typed.all("mail") };
    Page {
        name: typed.into_field(Field::new("name", "Name"), &errors),
        email: typed.into_field(
            Field::email("email", "E-mail address").hint("They sign in with it.").autocomplete("off"),
            &errors,
        ),
        roles: role_choices(visit, &typed.all("roles")).errors(&errors),
        mail: mail.choose(chosen),
        chrome: visit.chrome("New account").with_errors(errors),
    }
}

/// The page.
pub(crate) async fn get(visit: Visit) -> Answer {
    page(&form(&visit, &Typed::default(), true, Errors::none()))
}

/// The form.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let new = NewAccount {
        name: typed.text("name"),
        email: typed.text("email"),
        roles: typed.all("roles").iter().filter_map(|code| Role::from_code(code)).collect(),
        mail_it: typed.has("mail"),
    };
    let base = &web.config.public_url;
    match accounts::make_account(&web.app, visit.actor(), visit.now(), new, base).await {
        Ok(made) => page(&LinkPage {
            chrome: visit.chrome("The account is made"),
            name: typed.text("name"),
            link: link_of(&web, &made.token),
            mailed: typed.has("mail"),
            account: made.id.to_string(),
        }),
        Err(Fault::Invalid(faults)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&visit, &typed, false, errors(&faults)))
        }
        Err(other) => Err(other.into()),
    }
}
