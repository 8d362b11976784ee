//! `/my-account`: who I am here, when I was last signed in, the mail that I get, and the address of my calendar.

use app::{calendars, gathering, time_in_words};
use askama::Template;
use axum::extract::State;
use domain::people::Digest;

use crate::{
    Web,
    answer::{Answer, go_saying, page},
    typed::Typed,
    view::{Choice, Choices, Chrome},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/my_account.html")]
struct Page {
    chrome: Chrome,
    roles: String,
    /// Whether this person's calendar can have an address: not on a child's page that an adult opened.
    may_have_calendar: bool,
    /// Since when it has one.
    calendar_since: Option<String>,
    /// The new address, shown this once.
    address: Option<String>,
    /// How often they are mailed; none when it is not for them.
    digest: Option<Choices>,
}

async fn show(web: &Web, visit: &Visit, address: Option<String>) -> Answer {
    let chrome = visit.chrome("My account");
    let roles = chrome.role_title.clone();
    let may_have_calendar = visit.visitor.login.only_pupil.is_none();
    let since = calendars::has_address(&web.app, visit.actor()).await?;
    let calendar_since = since.map(|at| time_in_words::day(time_in_words::day_of(at)));
    let stands = gathering::my_digest(&web.app, visit.actor()).await?.filter(|_| may_have_calendar);
    let digest = stands.map(|stands| {
        let choices = Digest::ALL.map(|digest| Choice::new(digest.code(), digest.name()));
        Choices::new("often", "How often?", choices).choose([stands.code()]).small()
    });
    page(&Page { chrome, roles, may_have_calendar, calendar_since, address, digest })
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    show(&web, &visit, None).await
}

/// Chooses how often the digest comes.
pub(crate) async fn mail(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    if visit.visitor.login.only_pupil.is_some() {
        return Err(app::Fault::NotFound.into());
    }
    let digest = Digest::from_code(&typed.text("often")).ok_or(app::Fault::NotFound)?;
    gathering::choose_digest(&web.app, visit.actor(), visit.now(), digest).await?;
    let done = match digest {
        Digest::None => "You get no such mail. Your first page in Waymark has the same.",
        Digest::Daily => "You are mailed each school morning when something waits for you.",
        Digest::Weekly => "You are mailed on the first school morning of each week.",
    };
    Ok(go_saying("/my-account", done))
}

/// Makes a new address for the calendar, or stops it.
pub(crate) async fn calendar(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    if visit.visitor.login.only_pupil.is_some() {
        return Err(app::Fault::NotFound.into());
    }
    if typed.text("do") == "stop" {
        calendars::stop_address(&web.app, visit.actor(), visit.now()).await?;
        return Ok(go_saying("/my-account", "The address of your calendar is stopped."));
    }
    let token = calendars::renew_address(&web.app, visit.actor(), visit.now()).await?;
    let address = format!("{}/calendar/{token}.ics", web.config.public_url.trim_end_matches('/'));
    show(&web, &visit, Some(address)).await
}
