//! `/school/accounts/{account}`: name, address, roles; a new link; handing the work over; closing.

use app::{
    Fault, FieldFault,
    accounts::{self, AccountLine, Changing, Handing},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    UserId,
    people::{Account, Role},
};

use super::{
    new::{LinkPage, link_of},
    role_choices,
};
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/accounts/account.html")]
struct Page {
    chrome: Chrome,
    active: bool,
    family: Vec<String>,
    classes: String,
    seen: String,
    name: Field,
    email: Field,
    roles: Choices,
    to: Choices,
    on: DateField,
    /// What who follows becomes with the work; asked once somebody is chosen who is not that yet.
    becomes: Option<Choices>,
    close: Choices,
}

/// What somebody becomes with the work, one tick each; the tick is for this person only.
fn becoming(visit: &Visit, from: &Account, to: &Account) -> Vec<Choice> {
    let school = &visit.visitor.school.school;
    let tick = |role: Role| {
        let text = format!("{} becomes “{}”, and sees these children", to.name, school.title(role));
        Choice::new(format!("{} {}", to.id, role.code()), text)
    };
    accounts::lacks(from, to).into_iter().map(tick).collect()
}

fn shown(
    visit: &Visit,
    line: AccountLine,
    others: &[Account],
    typed: Option<&Typed>,
    errors: Errors,
) -> Page {
    let school = &visit.visitor.school.school;
    let account = &line.account;
    let stands = Typed::from_pairs(
        [("name", account.name.as_str()), ("email", account.email.as_deref().unwrap_or_default())]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into_iter()
            .chain(account.roles.iter().map(|role| ("roles".to_owned(), role.code().to_owned()))),
    );
    let details = typed.filter(|typed| typed.text("do") == "save").unwrap_or(&stands);
    let handing = typed.filter(|typed| typed.text("do") == "hand-over");
    let nothing = Typed::default();
    let handing_typed = handing.unwrap_or(&nothing);
    let titles = |of: &Account| {
        let titles: Vec<&str> = of.roles.iter().map(|role| school.title(*role)).collect();
        titles.join(", ")
    };
    let people = others
        .iter()
        .map(|other| Choice::new(other.id.to_string(), format!("{} ({})", other.name, titles(other))));
    let follows = others.iter().find(|other| other.id.to_string() == handing_typed.text("to"));
    let becomes = follows.map(|to| becoming(visit, account, to)).filter(|ticks| !ticks.is_empty());
    let on = DateField::new("on", "Their first day");
    let close_items = [Choice::new("yes", "Close this account now: its sessions end at once")];
    Page {
        active: account.active,
        family: account
            .roles
            .iter()
            .filter(|role| !role.is_staff())
            .map(|r| school.title(*r).to_owned())
            .collect(),
        classes: line.classes.join(", "),
        seen: line.last_in_at.map_or_else(|| "never".to_owned(), time_in_words::moment),
        name: details.into_field(Field::new("name", "Name"), &errors),
        email: details.into_field(Field::email("email", "E-mail address").autocomplete("off"), &errors),
        roles: role_choices(visit, &details.all("roles")).errors(&errors),
        to: Choices::new("to", "Who follows", [Choice::new("", "Choose")].into_iter().chain(people))
            .choose([handing_typed.text("to")])
            .errors(&errors),
        on: match handing {
            Some(typed) => typed.into_date(on, &errors),
            None => on.value(Some(visit.now().today)),
        },
        becomes: becomes.map(|ticks| {
            Choices::new("becomes", "What changes for who follows", ticks)
                .choose(handing_typed.all("becomes"))
                .errors(&errors)
        }),
        close: Choices::new("close", "The account of who leaves", close_items)
            .choose(handing_typed.all("close"))
            .errors(&errors),
        chrome: visit.chrome(account.name.clone()).with_errors(errors),
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let id: UserId = id.parse().map_err(|_| Fault::NotFound)?;
    let (line, others) = accounts::show_account(&web.app, visit.actor(), visit.now(), id).await?;
    page(&shown(&visit, line, &others, None, Errors::none()))
}

fn handing(visit: &Visit, typed: &Typed, from: UserId) -> Result<Handing, Fault> {
    let mut faults = Vec::new();
    let on = typed.date("on", "The first day", &mut faults);
    let to: Option<UserId> = typed.text("to").parse().ok();
    if to.is_none() {
        faults.push(FieldFault::new("to", "Choose who follows"));
    }
    match (to, faults.is_empty()) {
        (Some(to), true) => {
            let agreed = typed.all("becomes");
            let ticked = agreed.iter().filter_map(|tick| tick.split_once(' '));
            let of_them = ticked.filter(|(person, _)| person.parse() == Ok(to));
            let becomes = of_them.filter_map(|(_, role)| Role::from_code(role)).collect();
            let on = on.unwrap_or(visit.now().today);
            Ok(Handing { from, to, on, close: typed.has("close"), becomes })
        }
        _ => Err(Fault::Invalid(faults)),
    }
}

async fn carry_out(
    web: &Web,
    visit: &Visit,
    line: &AccountLine,
    typed: &Typed,
) -> Result<&'static str, Fault> {
    let id = line.account.id;
    let change = |active: bool, saves: bool| Changing {
        id,
        name: if saves { typed.text("name") } else { line.account.name.clone() },
        email: if saves { typed.text("email") } else { line.account.email.clone().unwrap_or_default() },
        roles: if saves {
            typed.all("roles").iter().filter_map(|code| Role::from_code(code)).collect()
        } else {
            line.account.roles.clone()
        },
        active,
    };
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    match typed.text("do").as_str() {
        "save" => {
            accounts::change_account(app, actor, now, change(line.account.active, true)).await?;
            Ok("Saved.")
        }
        "close" => {
            accounts::change_account(app, actor, now, change(false, false)).await?;
            Ok("The account is closed, and its sessions have ended.")
        }
        "open" => {
            accounts::change_account(app, actor, now, change(true, false)).await?;
            Ok("The account is open again.")
        }
        "hand-over" => {
            accounts::hand_over(app, actor, now, handing(visit, typed, id)?).await?;
            Ok("The work is handed over.")
        }
        _ => Err(Fault::NotFound),
    }
}

/// What is done with the account.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let id: UserId = id.parse().map_err(|_| Fault::NotFound)?;
    let (line, others) = accounts::show_account(&web.app, visit.actor(), visit.now(), id).await?;
    if typed.text("do") == "link" {
        let base = &web.config.public_url;
        let token = accounts::invite(&web.app, visit.actor(), visit.now(), id, base).await?;
        return page(&LinkPage {
            chrome: visit.chrome("A new link"),
            name: line.account.name,
            link: link_of(&web, &token),
            mailed: true,
            account: id.to_string(),
        });
    }
    match carry_out(&web, &visit, &line, &typed).await {
        Ok(said) => Ok(go_saying(&format!("/school/accounts/{id}"), said)),
        Err(Fault::Invalid(faults)) => {
            let wrong = errors(&faults);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown(&visit, line, &others, Some(&typed), wrong))
        }
        Err(other) => Err(other.into()),
    }
}
