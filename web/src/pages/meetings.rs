//! `/meetings/{meeting}`: the invitation of whoever looks: answered in a tap, another day suggested, its calendar file.

use app::{
    Fault, FieldFault,
    meetings::{self, Answer as Said},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::IntoResponse,
};
use domain::{MeetingId, meetings::Reply};

use crate::{
    Web,
    answer::{Answer, Failed, go_saying, page_with},
    typed::{Typed, errors},
    view::{Chrome, Invitation},
    visit::{Visit, home},
};

#[derive(Debug, Template)]
#[template(path = "pages/meeting.html")]
struct Page {
    chrome: Chrome,
    one: Invitation,
    home: &'static str,
    wrong: bool,
}

/// The invitations of whoever looks, for their home.
pub(crate) async fn mine(web: &Web, visit: &Visit) -> Result<Vec<Invitation>, Failed> {
    let all = meetings::my_invitations(&web.app, visit.actor(), visit.now()).await?;
    Ok(all.iter().map(Invitation::of).collect())
}

fn id(id: &str) -> Result<MeetingId, Fault> {
    id.parse().map_err(|_| Fault::NotFound)
}

async fn show(
    web: &Web,
    visit: &Visit,
    meeting: MeetingId,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    let mine = meetings::my_invitation(&web.app, visit.actor(), visit.now(), meeting).await?;
    let (account, child) = (visit.visitor.login.account, &mine.pupil);
    web.app.looked(visit.now(), child.school, account, child.id, "/meetings/{meeting}");
    let errors = errors(faults);
    let words = typed.map_or_else(|| mine.mine.words.clone(), |typed| typed.text("words"));
    let one = Invitation::of(&mine).typed(words, &errors);
    let mut chrome = visit.chrome("Your invitation").with_errors(errors);
    if visit.visitor.login.only_pupil.is_some() {
        chrome.person_name = child.name();
    }
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &Page { chrome, one, home: home(visit.actor()), wrong: !faults.is_empty() })
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(meeting): Path<String>) -> Answer {
    show(&web, &visit, id(&meeting)?, None, &[]).await
}

/// Answers it.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(meeting): Path<String>,
    typed: Typed,
) -> Answer {
    let meeting = id(&meeting)?;
    let Some(reply) = Reply::from_code(&typed.text("reply")) else {
        let fault = FieldFault::new(format!("words-{meeting}"), "Say whether you come");
        return show(&web, &visit, meeting, Some(&typed), &[fault]).await;
    };
    let said = Said { reply, words: typed.text("words") };
    match meetings::answer(&web.app, visit.actor(), visit.now(), meeting, said).await {
        Ok(()) => Ok(go_saying(
            home(visit.actor()),
            match reply {
                Reply::Yes => {
                    "Thank you. The school sees that you come. You can change your answer until the day."
                }
                Reply::No => "Thank you. The school sees that you do not come.",
                Reply::OtherDay => "Thank you. The school sees which day would suit you.",
            },
        )),
        Err(Fault::Invalid(faults)) => {
            let at = |fault: FieldFault| FieldFault::new(format!("words-{meeting}"), fault.sentence);
            let faults: Vec<_> = faults.into_iter().map(at).collect();
            show(&web, &visit, meeting, Some(&typed), &faults).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Its calendar file.
pub(crate) async fn file(State(web): State<Web>, visit: Visit, Path(meeting): Path<String>) -> Answer {
    let base = web.config.public_url.as_str();
    let (now, meeting) = (visit.now(), id(&meeting)?);
    let file = meetings::invitation_file(&web.app, visit.actor(), now, base, meeting).await?;
    Ok(calendar_file(file.text, &file.kind, &file.name))
}

/// A calendar file to keep. Its name is of plain letters.
pub(crate) fn calendar_file(text: String, kind: &str, name: &str) -> axum::response::Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    let kind =
        HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
