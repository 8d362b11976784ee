//! The demonstration's own pages: sign in as a persona, the mailbox, the list of the world, the style guide.

use app::{demonstration, signing_in, time_in_words};
use askama::Template;
use axum::{
    Json,
    extract::{Path, State},
    response::IntoResponse,
};
use domain::{EventId, people::Role};

use super::{meetings::calendar_file, sign_in::signed_in};
use crate::{
    Web,
    answer::{Answer, page},
    typed::Typed,
    view::{Chrome, StyleGuide},
};

#[derive(Debug, Template)]
#[template(path = "pages/mailbox.html")]
struct Mailbox {
    chrome: Chrome,
    mails: Vec<Shown>,
}

#[derive(Debug)]
struct Shown {
    to: String,
    subject: String,
    when: String,
    /// Name and address of each file.
    files: Vec<(String, String)>,
    /// Text and, for lines that are links to this server, their path.
    lines: Vec<(String, Option<String>)>,
}

/// Signs in as a persona.
pub(crate) async fn sign_in(State(web): State<Web>, typed: Typed) -> Answer {
    let role = Role::from_code(&typed.text("persona")).ok_or(app::Fault::NotFound)?;
    let (school, account) = demonstration::persona(&web.app, role).await?.ok_or(app::Fault::NotFound)?;
    let now = web.app.now();
    let token = signing_in::open_session(&web.app, now, school, account, None, "the demonstration").await?;
    Ok(signed_in(&web, &token, &typed.text("next")))
}

/// The mail that would have been sent.
pub(crate) async fn mailbox(State(web): State<Web>) -> Answer {
    let base = web.config.public_url.trim_end_matches('/');
    let shown = demonstration::mailbox(&web.app)
        .await?
        .into_iter()
        .map(|mail| Shown {
            files: (0..)
                .zip(&mail.files)
                .map(|(place, file): (usize, _)| {
                    (file.name.clone(), format!("/demo/mailbox/{}/{place}", mail.id))
                })
                .collect(),
            to: mail.to,
            subject: mail.subject,
            when: time_in_words::moment(mail.made_at),
            lines: mail
                .body
                .lines()
                .map(|line| {
                    // Mails of the history were written before it was known where the server listens.
                    let mut bases = [base, demonstration::BASE].into_iter();
                    let path =
                        bases.find_map(|base| line.strip_prefix(base)).filter(|path| path.starts_with('/'));
                    (line.to_owned(), path.map(str::to_owned))
                })
                .collect(),
        })
        .collect();
    let chrome = Chrome::outside("Mailbox of the demonstration");
    page(&Mailbox { chrome, mails: shown })
}

/// A file of a mail: its place among them, from 0.
pub(crate) async fn mail_file(State(web): State<Web>, Path((mail, place)): Path<(String, String)>) -> Answer {
    let (mail, place): (EventId, usize) = match (mail.parse(), place.parse()) {
        (Ok(mail), Ok(place)) => (mail, place),
        _ => return Err(app::Fault::NotFound.into()),
    };
    let file = demonstration::mailbox(&web.app)
        .await?
        .into_iter()
        .find(|known| known.id == mail)
        .and_then(|known| known.files.into_iter().nth(place))
        .ok_or(app::Fault::NotFound)?;
    Ok(calendar_file(file.text, &file.kind, &file.name))
}

/// Who sees whom, for tests: per persona its children, one that it may not see, one of another school.
pub(crate) async fn world(State(web): State<Web>) -> Answer {
    Ok(Json(demonstration::world(&web.app, web.app.now()).await?).into_response())
}

/// Every component on one page.
pub(crate) async fn style() -> Answer {
    page(&StyleGuide::sample())
}
