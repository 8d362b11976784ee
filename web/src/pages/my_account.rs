//! `/my-account`: who I am here, when I was last signed in, the mail that I get, and the address of my calendar.

use app::{calendars, gathering, time_in_words};
use askama::Template;
use axum::extract::State;

use crate::{
    Web,
    answer::{Answer, go_saying, page},
    typed::Typed,
    view::Chrome,
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
    /// Whether they get the mail of the week; none when it is not for them.
    week_mail: Option<bool>,
}

async fn show(web: &Web, visit: &Visit, address: Option<String>) -> Answer {
    let chrome = visit.chrome("My account");
    let roles = chrome.role_title.clone();
    let may_have_calendar = visit.visitor.login.only_pupil.is_none();
    let since = calendars::has_address(&web.app, visit.actor()).await?;
    let calendar_since = since.map(|at| time_in_words::day(time_in_words::day_of(at)));
    let week_mail = gathering::gets_digest(&web.app, visit.actor()).await?.filter(|_| may_have_calendar);
    page(&Page { chrome, roles, may_have_calendar, calendar_since, address, week_mail })
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    show(&web, &visit, None).await
}

/// Stops the mail of the week, or starts it again.
pub(crate) async fn mail(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    if visit.visitor.login.only_pupil.is_some() {
        return Err(app::Fault::NotFound.into());
    }
    let on = typed.text("do") == "start";
    gathering::set_digest(&web.app, visit.actor(), visit.now(), on).await?;
    let done = if on {
        "You get the mail of the week again."
    } else {
        "The mail of the week is stopped. The page of the week has the same."
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
