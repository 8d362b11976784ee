//! `/school/mail`: what could not be sent, why, and trying again.

use app::{Fault, mailing, time_in_words};
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
#[template(path = "pages/school/mail.html")]
struct Page {
    chrome: Chrome,
    demo: bool,
    sends: bool,
    waiting: u64,
    sent: u64,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    id: String,
    to: String,
    subject: String,
    at: String,
    attempts: u32,
    fault: String,
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let mail = mailing::show_mail(&web.app, visit.actor()).await?;
    let lines = mail.not_sent.into_iter().map(|mail| Line {
        id: mail.id.to_string(),
        to: mail.to,
        subject: mail.subject,
        at: time_in_words::moment(mail.made_at),
        attempts: mail.attempts,
        fault: mail.fault,
    });
    page(&Page {
        chrome: visit.chrome("Mail"),
        demo: web.config.demo,
        sends: web.config.mailer.is_some(),
        waiting: mail.waiting,
        sent: mail.sent,
        lines: lines.collect(),
    })
}

/// Try one again.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let id = typed.text("id").parse().map_err(|_| Fault::NotFound)?;
    mailing::try_again(&web.app, visit.actor(), visit.now(), id).await?;
    Ok(go_saying("/school/mail", "It is tried again within a minute."))
}
