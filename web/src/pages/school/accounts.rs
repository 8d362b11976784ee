//! `/school/accounts`: who may sign in, and as what.

pub(crate) mod account;
pub(crate) mod new;

use app::{accounts, time_in_words};
use askama::Template;
use axum::extract::{Query, State};
use domain::people::Role;
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, page},
    view::{Choice, Choices, Chrome},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/accounts.html")]
struct Page {
    chrome: Chrome,
    typed: String,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    href: String,
    name: String,
    email: String,
    roles: Vec<String>,
    classes: String,
    active: bool,
    seen: String,
}

/// What is searched for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    find: String,
}

/// The staff roles to choose from, as the school calls them.
pub(super) fn role_choices(visit: &Visit, chosen: &[String]) -> Choices {
    let school = &visit.visitor.school.school;
    let hint = |role: Role| match role {
        Role::Senco => "Everything about every child, and the decisions",
        Role::Teacher => "The children of the classes that they teach",
        Role::Ta => "The children of their groups, and of classes in which they help",
        Role::DataManager => "Imports, scores and the census; names, no records",
        Role::Head => "Reads everything, decides with the SENCO",
        Role::Governor => "Figures only, no child",
        _ => "Accounts, settings, classes and calendar; no child",
    };
    let items = Role::ALL
        .into_iter()
        .filter(|role| role.is_staff())
        .map(|role| Choice::new(role.code(), school.title(role)).hint(hint(role)));
    Choices::new("roles", "Roles", items).hint("One person can have several.").choose(chosen)
}

/// The list.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let school = &visit.visitor.school.school;
    let found = accounts::list_accounts(&web.app, visit.actor(), visit.now(), &asked.find).await?;
    let lines = found.into_iter().map(|line| Line {
        href: format!("/school/accounts/{}", line.account.id),
        roles: line.account.roles.iter().map(|role| school.title(*role).to_owned()).collect(),
        classes: line.classes.join(", "),
        active: line.account.active,
        seen: match line.last_in_at {
            Some(at) => {
                let today = visit.now().today;
                time_in_words::from_today(time_in_words::day_of(at), today)
            }
            None if line.has_password => "not yet".to_owned(),
            None => "never".to_owned(),
        },
        email: line.account.email.unwrap_or_default(),
        name: line.account.name,
    });
    page(&Page { chrome: visit.chrome("Accounts"), typed: asked.find.clone(), lines: lines.collect() })
}
