//! `/gather/sheet/{provision}/{date}`: a paper sheet is typed in: marks and scores, no text.

use app::{
    Fault, FieldFault,
    teaching::{self, ChildLog, LogSession, Logged, SessionShown},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    Date, ProvisionId,
    calendar::count::{in_words_with_weekday, monday_of},
    people::{CalledApart, Namesakes},
    provision::SessionStatus,
};

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    pages::my_week::session::{NOT_RUN, away, here_or_away},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
    visit::Visit,
};

#[derive(Debug)]
struct Row {
    name: String,
    target: String,
    here: Choices,
    score: Option<Field>,
}

#[derive(Debug, Template)]
#[template(path = "pages/gather/sheet.html")]
struct Page {
    chrome: Chrome,
    action: String,
    back: String,
    when: String,
    version: u32,
    logged: bool,
    changed: bool,
    ahead: bool,
    rows: Vec<Row>,
    status: Choices,
    minutes: Field,
    /// Why it is changed, where its week is closed.
    reason: Option<Field>,
}

fn fields_of(shown: &SessionShown) -> Typed {
    let mut pairs: Vec<(String, String)> = Vec::new();
    if let Some(session) = &shown.session {
        let status = match session.status {
            SessionStatus::NotRun if NOT_RUN.contains(&session.why.as_str()) => {
                format!("not-run:{}", session.why)
            }
            status => status.code().to_owned(),
        };
        pairs.push(("status".to_owned(), status));
        if session.status == SessionStatus::Shortened {
            pairs.push(("minutes".to_owned(), session.minutes.to_string()));
        }
        for child in &shown.children {
            if let Some(at) = child.at.as_ref().filter(|at| session.took_place() && !at.present) {
                pairs.push((format!("here-{}", child.pupil.id), away(&at.why)));
            }
        }
    }
    for child in &shown.children {
        if let Some(score) = child.score {
            pairs.push((format!("score-{}", child.pupil.id), score.to_string()));
        }
    }
    Typed::from_pairs(pairs)
}

fn show(visit: &Visit, shown: &SessionShown, typed: &Typed, faults: &[FieldFault], changed: bool) -> Page {
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let group = &shown.provision;
    let chosen = if typed.has("status") { typed.text("status") } else { "delivered".to_owned() };
    let status =
        [Choice::new("delivered", "It ran as planned"), Choice::new("shortened", "It was shortened")]
            .into_iter()
            .chain(NOT_RUN.iter().map(|why| Choice::new(format!("not-run:{why}"), format!("Not run: {why}"))))
            .chain((chosen == "not-run").then(|| Choice::new("not-run", "Not run: another reason")));
    let pupils = || shown.children.iter().map(|child| &child.pupil);
    let (known, apart) = (Namesakes::of(pupils()), CalledApart::of(pupils()));
    let rows = shown
        .children
        .iter()
        .map(|child| {
            let (id, called) = (child.pupil.id, apart.tell(&child.pupil));
            let here = format!("here-{id}");
            let name = known.tell(&child.pupil);
            Row {
                target: child.target_label.clone(),
                here: here_or_away(&here, &called, &typed.text(&here)),
                score: child.target.as_ref().map(|_| {
                    let field = Field::decimal(format!("score-{id}"), format!("{called}: score"), 5);
                    typed.into_field(field, &errors)
                }),
                name,
            }
        })
        .collect();
    let time = if group.starts_at.is_empty() { String::new() } else { format!(", {}", group.starts_at) };
    Page {
        chrome: visit.chrome(format!("Paper sheet: {}", group.name)).with_errors(errors.clone()),
        action: format!("/gather/sheet/{}/{}", group.id, shown.on),
        back: format!("/gather?week={}", monday_of(shown.on)),
        when: format!("{}{time}", in_words_with_weekday(shown.on)),
        version: shown.session.as_ref().map_or(0, |session| session.version),
        logged: shown.session.is_some(),
        changed,
        ahead: shown.on > visit.now().today,
        rows,
        status: Choices::new("status", "Did it run?", status).choose([chosen]),
        minutes: typed.into_field(Field::number("minutes", "Minutes, when it was shortened", 3), &errors),
        reason: (shown.closed && shown.session.is_some())
            .then(|| typed.into_field(crate::pages::my_week::session::reason(), &errors)),
    }
}

async fn load(web: &Web, visit: &Visit, id: &str, on: &str) -> Result<SessionShown, Fault> {
    let id: ProvisionId = id.parse().map_err(|_| Fault::NotFound)?;
    let on: Date = on.parse().map_err(|_| Fault::NotFound)?;
    teaching::show_session(&web.app, visit.actor(), visit.now(), id, on, true).await
}

/// The sheet as a grid.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Path((id, on)): Path<(String, String)>,
) -> Answer {
    let shown = load(&web, &visit, &id, &on).await?;
    page(&show(&visit, &shown, &fields_of(&shown), &[], false))
}

/// Keeps marks and scores; what somebody wrote in words stays.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path((id, on)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let shown = load(&web, &visit, &id, &on).await?;
    let mut faults = Vec::new();
    let status = typed.text("status");
    let (status, why) = match status.split_once(':') {
        Some((_, why)) => (SessionStatus::NotRun, why.to_owned()),
        None => {
            let why = shown.session.as_ref().map(|session| session.why.clone()).unwrap_or_default();
            (SessionStatus::from_code(&status).unwrap_or_default(), why)
        }
    };
    let minutes = if status == SessionStatus::Shortened {
        typed.whole("minutes", "The minutes", &mut faults)
    } else {
        None
    };
    let apart = CalledApart::of(shown.children.iter().map(|child| &child.pupil));
    let children = shown
        .children
        .iter()
        .map(|child| {
            let here = typed.text(&format!("here-{}", child.pupil.id));
            let present = here.is_empty() || here == "here";
            let what = format!("The score of {}", apart.tell(&child.pupil));
            ChildLog {
                pupil: child.pupil.id,
                present,
                why: if present { String::new() } else { away(&here) },
                line: String::new(),
                score: typed.score(&format!("score-{}", child.pupil.id), &what, &mut faults),
                prompts: None,
            }
        })
        .collect();
    let input = LogSession {
        provision: shown.provision.id,
        on: shown.on,
        version: typed.text("version").parse().unwrap_or(0),
        status,
        why,
        line: String::new(),
        minutes,
        children,
        from_sheet: true,
        reason: typed.text("reason"),
    };
    let done = if faults.is_empty() {
        teaching::log_session(&web.app, visit.actor(), visit.now(), input).await
    } else {
        Err(Fault::Invalid(faults))
    };
    let to = format!("/gather?week={}", monday_of(shown.on));
    match done {
        Ok(Logged::Done) => Ok(go_saying(&to, "The sheet is saved.")),
        Ok(Logged::Late) => {
            Ok(go_saying(&to, "The sheet is saved. The week was closed before: it is marked as late."))
        }
        Ok(Logged::AlreadyThere) => Ok(go_saying(&to, "That was saved already: it counts once.")),
        Err(Fault::Invalid(faults)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &show(&visit, &shown, &typed, &faults, false))
        }
        Err(Fault::Stale) => page_with(StatusCode::CONFLICT, &show(&visit, &shown, &typed, &[], true)),
        Err(fault) => Err(fault.into()),
    }
}
