//! `/gather/sheets/{monday}/{provision}`: a group's paper sheet of a week is typed in by keyboard, children by sessions.

use std::collections::BTreeMap;

use app::{
    Fault, FieldFault,
    teaching::{self, ChildLog, LogSession, SheetChild, SheetSession, SheetsOf, WeekSheet, WeekTyped},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    Date, ProvisionId,
    people::{CalledApart, Namesakes},
    permissions::Action,
    provision::{Session, SessionStatus},
};

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    pages::my_week::session::{AWAY, NOT_RUN, away, reason},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
    visit::Visit,
};

/// A reason that is none of the list.
const OTHER: &str = "another reason";
/// A reason in somebody's own words, which stay as they are.
const AS_WRITTEN: &str = "as-written";

/// A child at a session.
#[derive(Debug)]
struct Cell {
    day: String,
    boxes: Option<Boxes>,
}

#[derive(Debug)]
struct Boxes {
    score: Option<Field>,
    here: Choices,
}

#[derive(Debug)]
struct Row {
    name: String,
    target: String,
    measure: String,
    cells: Vec<Cell>,
}

/// A session.
#[derive(Debug)]
struct Column {
    on: Date,
    day: String,
    state: &'static str,
    ahead: bool,
    was: String,
    status: Choices,
    why: Choices,
    minutes: Field,
    /// What is saved now, when somebody else logged it meanwhile.
    saved: Option<Vec<String>>,
    mine: bool,
}

#[derive(Debug, Template)]
#[template(path = "pages/gather/grid.html")]
struct Page {
    chrome: Chrome,
    back: String,
    action: String,
    paper: String,
    when: String,
    version: String,
    changed: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
    to_type: bool,
    /// Why it is changed, where its week is closed.
    reason: Option<Field>,
}

fn here_of(session: &Session, child: &SheetChild) -> String {
    match session.child(child.pupil.id).filter(|at| session.took_place() && !at.present) {
        Some(at) => away(&at.why),
        None => "here".to_owned(),
    }
}

/// What stands in the boxes when nothing is typed yet.
fn fields_of(shown: &WeekSheet) -> Typed {
    let mut pairs = Vec::new();
    for SheetSession { on, session, scores, .. } in &shown.sessions {
        let mut put = |name: String, value: String| pairs.push((format!("{name}-{on}"), value));
        if let Some(session) = session {
            put("status".to_owned(), session.status.code().to_owned());
            if session.status == SessionStatus::Shortened {
                put("minutes".to_owned(), session.minutes.to_string());
            }
            let why = match session.why.as_str() {
                "" => "",
                known if NOT_RUN.contains(&known) || known == OTHER => known,
                _ => AS_WRITTEN,
            };
            put("why".to_owned(), why.to_owned());
        }
        for child in shown.children.iter().filter(|child| child.days.contains(on)) {
            if let Some(session) = session {
                put(format!("here-{}", child.pupil.id), here_of(session, child));
            }
            if let Some(score) = scores.get(&child.pupil.id) {
                put(format!("score-{}", child.pupil.id), score.to_string());
            }
        }
    }
    Typed::from_pairs(pairs)
}

/// The boxes of a session in one line: a session whose line is as it was is not saved again.
fn in_a_line(typed: &Typed, shown: &WeekSheet, on: Date) -> String {
    let mut parts = ["status", "why", "minutes"].map(|name| typed.text(&format!("{name}-{on}"))).to_vec();
    for child in shown.children.iter().filter(|child| child.days.contains(&on)) {
        let here = typed.text(&format!("here-{}-{on}", child.pupil.id));
        parts.push(if here == "here" { String::new() } else { here });
        parts.push(typed.text(&format!("score-{}-{on}", child.pupil.id)));
    }
    parts.join("|")
}

/// What is saved of a session, a line for each child.
fn saved_now(shown: &WeekSheet, at: &SheetSession) -> Vec<String> {
    let Some(session) = &at.session else {
        return vec!["Nothing is logged now: somebody took it back.".to_owned()];
    };
    let known = Namesakes::of(shown.children.iter().map(|child| &child.pupil));
    let by = if at.logged_by.is_empty() { String::new() } else { format!(" by {}", at.logged_by) };
    let mut lines =
        vec![format!("{}, logged{by}, {}", session.status.name(), time_in_words::moment(session.logged_at))];
    lines.extend(shown.children.iter().filter(|child| child.days.contains(&at.on)).map(|child| {
        let there = match session.child(child.pupil.id) {
            Some(one) if one.present => "here",
            Some(_) => "away",
            None => "not logged",
        };
        let score = at.scores.get(&child.pupil.id).map(|score| format!(", score {score}"));
        format!("{}: {there}{}", known.tell(&child.pupil), score.unwrap_or_default())
    }));
    lines
}

fn version_of(at: &SheetSession) -> u32 {
    at.session.as_ref().map_or(0, |session| session.version)
}

/// The versions that a form started from: `2026-11-23:2,2026-11-25:0`.
fn versions(typed: &Typed) -> BTreeMap<Date, u32> {
    typed
        .text("version")
        .split(',')
        .filter_map(|one| {
            let (on, version) = one.split_once(':')?;
            Some((on.parse().ok()?, version.parse().ok()?))
        })
        .collect()
}

fn column(
    shown: &WeekSheet,
    at: &SheetSession,
    typed: &Typed,
    errors: &Errors,
    today: Date,
    changed: &[Date],
) -> Column {
    let on = at.on;
    let day = time_in_words::short_day(on);
    let text = |name: &str| typed.text(&format!("{name}-{on}"));
    let status_chosen = text("status");
    let unlogged = at.session.is_none().then(|| Choice::new("", "Nothing typed"));
    let status = unlogged.into_iter().chain([
        Choice::new(SessionStatus::Delivered.code(), "Took place"),
        Choice::new(SessionStatus::Shortened.code(), "Shortened"),
        Choice::new(SessionStatus::NotRun.code(), "Not run"),
    ]);
    let as_written = at.session.as_ref().is_some_and(|session| {
        !session.why.is_empty() && !NOT_RUN.contains(&session.why.as_str()) && session.why != OTHER
    });
    let why = std::iter::once(Choice::new("", "No reason"))
        .chain(as_written.then(|| Choice::new(AS_WRITTEN, "As it was written")))
        .chain(NOT_RUN.iter().chain([&OTHER]).map(|why| Choice::new(*why, *why)));
    let flagged = changed.contains(&on) || typed.has(&format!("seen-{on}"));
    let was = format!("was-{on}");
    Column {
        day: shown.called(on),
        state: match &at.session {
            _ if on > today => "Still ahead",
            None => "Nothing logged",
            Some(_) => "Logged",
        },
        ahead: on > today,
        was: if typed.has(&was) && !changed.contains(&on) {
            typed.text(&was)
        } else {
            in_a_line(&fields_of(shown), shown, on)
        },
        status: Choices::new(format!("status-{on}"), format!("Did it run, {day}?"), status)
            .choose([status_chosen])
            .errors(errors),
        why: Choices::new(format!("why-{on}"), format!("Why not, or not all, {day}?"), why)
            .choose([text("why")])
            .errors(errors),
        minutes: typed.into_field(
            Field::number(format!("minutes-{on}"), format!("Minutes if shortened, {day}"), 3),
            errors,
        ),
        saved: flagged.then(|| saved_now(shown, at)),
        mine: typed.has(&format!("mine-{on}")) && !changed.contains(&on),
        on,
    }
}

fn cell((child, called): (&SheetChild, &str), on: Date, typed: &Typed, errors: &Errors, today: Date) -> Cell {
    let (id, day) = (child.pupil.id, time_in_words::short_day(on));
    let boxes = (child.days.contains(&on) && on <= today).then(|| {
        let here = format!("here-{id}-{on}");
        let chosen = typed.text(&here);
        let items = std::iter::once(Choice::new("here", "Here"))
            .chain(AWAY.iter().map(|why| Choice::new(*why, format!("Away: {why}"))));
        Boxes {
            score: child.target.as_ref().map(|_| {
                let field = Field::decimal(format!("score-{id}-{on}"), format!("{called}, {day}: score"), 5);
                typed.into_field(Field { autocomplete: Some("off"), ..field }, errors)
            }),
            here: Choices::new(here, format!("{called}, {day}: here or away"), items)
                .choose([if chosen.is_empty() { "here".to_owned() } else { chosen }])
                .errors(errors),
        }
    });
    Cell { day, boxes }
}

/// What the children of the sheet are called.
fn apart(shown: &WeekSheet) -> CalledApart {
    CalledApart::of(shown.children.iter().map(|child| &child.pupil))
}

fn back(visit: &Visit, monday: Date) -> String {
    let room = if visit.actor().may(Action::ImportAssessments) { "/gather" } else { "/my-week" };
    format!("{room}?week={monday}")
}

fn show(
    visit: &Visit,
    shown: &WeekSheet,
    typed: &Typed,
    faults: &[FieldFault],
    changed: Option<&[Date]>,
) -> Page {
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let today = visit.now().today;
    let started = versions(typed);
    let stale = changed.unwrap_or_default();
    let version = shown.sessions.iter().map(|at| {
        let kept = started.get(&at.on).filter(|_| !stale.contains(&at.on));
        format!("{}:{}", at.on, kept.copied().unwrap_or_else(|| version_of(at)))
    });
    let action = format!("/gather/sheets/{}/{}", shown.monday, shown.provision.id);
    let staff = if shown.staff.is_empty() { String::new() } else { format!("{}, ", shown.staff.join(", ")) };
    let known = Namesakes::of(shown.children.iter().map(|child| &child.pupil));
    let apart = apart(shown);
    let columns: Vec<Column> =
        shown.sessions.iter().map(|at| column(shown, at, typed, &errors, today, stale)).collect();
    Page {
        back: back(visit, shown.monday),
        paper: format!("{action}/paper.pdf"),
        action,
        when: format!("{staff}{}, week of {}", shown.when(), time_in_words::day(shown.monday)),
        version: version.collect::<Vec<_>>().join(","),
        changed: changed.is_some(),
        reason: (shown.closed && shown.sessions.iter().any(|at| at.session.is_some()))
            .then(|| typed.into_field(reason(), &errors)),
        to_type: columns.iter().any(|column| !column.ahead),
        columns,
        rows: shown
            .children
            .iter()
            .map(|child| Row {
                name: known.tell(&child.pupil),
                target: child.label.clone(),
                measure: child.measure(),
                cells: {
                    let called = apart.tell(&child.pupil);
                    shown
                        .sessions
                        .iter()
                        .map(|at| cell((child, &called), at.on, typed, &errors, today))
                        .collect()
                },
            })
            .collect(),
        chrome: visit.chrome(format!("Type in the week: {}", shown.provision.name)).with_errors(errors),
    }
}

async fn load(web: &Web, visit: &Visit, monday: &str, id: &str) -> Result<WeekSheet, Fault> {
    let day: Date = monday.parse().map_err(|_| Fault::NotFound)?;
    let id: ProvisionId = id.parse().map_err(|_| Fault::NotFound)?;
    let info = &visit.visitor.school;
    let sheets =
        teaching::week_sheets(&web.app, visit.actor(), info, (day, visit.now().today), SheetsOf::One(id))
            .await?;
    sheets.into_iter().next().ok_or(Fault::NotFound)
}

/// The grid.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Path((monday, id)): Path<(String, String)>,
) -> Answer {
    let shown = load(&web, &visit, &monday, &id).await?;
    page(&show(&visit, &shown, &fields_of(&shown), &[], None))
}

/// What was typed of a session; none when nothing was, or when what is saved now is to stay.
fn read(
    typed: &Typed,
    shown: &WeekSheet,
    at: &SheetSession,
    version: u32,
    faults: &mut Vec<FieldFault>,
) -> Option<LogSession> {
    let on = at.on;
    let text = |name: &str| typed.text(&format!("{name}-{on}"));
    let stays = typed.has(&format!("seen-{on}")) && !typed.has(&format!("mine-{on}"));
    // Without the line that it began with, the session stood in no form that was sent.
    let was = text("was");
    if stays || was.is_empty() || in_a_line(typed, shown, on) == was {
        return None;
    }
    // Marks and scores without a word about the session: it took place.
    let status = SessionStatus::from_code(&text("status")).unwrap_or_default();
    let why = match text("why") {
        kept if kept == AS_WRITTEN => {
            at.session.as_ref().map(|session| session.why.clone()).unwrap_or_default()
        }
        why => why,
    };
    let day = time_in_words::short_day(on);
    let minutes = if status == SessionStatus::Shortened {
        typed.whole(&format!("minutes-{on}"), &format!("{day}: the minutes"), faults)
    } else {
        None
    };
    let apart = apart(shown);
    let children = shown.children.iter().filter(|child| child.days.contains(&on)).map(|child| {
        let (here, score) =
            (text(&format!("here-{}", child.pupil.id)), format!("score-{}-{on}", child.pupil.id));
        // In the box of the score, the letter `a` says away.
        let letter = typed.text(&score).eq_ignore_ascii_case("a");
        let present = !letter && (here.is_empty() || here == "here");
        let why = if here.is_empty() || here == "here" { AWAY[0].to_owned() } else { away(&here) };
        let what = format!("{day}: the score of {}", apart.tell(&child.pupil));
        ChildLog {
            pupil: child.pupil.id,
            present,
            why: if present { String::new() } else { why },
            line: String::new(),
            score: if letter { None } else { typed.score(&score, &what, faults) },
            prompts: None,
        }
    });
    let children = children.collect();
    Some(LogSession {
        provision: shown.provision.id,
        on,
        version,
        status,
        why: if status == SessionStatus::Delivered { String::new() } else { why },
        line: String::new(),
        minutes,
        children,
        from_sheet: true,
        reason: typed.text("reason"),
    })
}

/// Saves every session of which something was typed: all of them, or none.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path((monday, id)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let shown = load(&web, &visit, &monday, &id).await?;
    let started = versions(&typed);
    let mut faults = Vec::new();
    let sheet: Vec<LogSession> = shown
        .sessions
        .iter()
        .filter(|at| at.on <= visit.now().today)
        .filter_map(|at| {
            let version = started.get(&at.on).copied().unwrap_or_default();
            read(&typed, &shown, at, version, &mut faults)
        })
        .collect();
    let done = if faults.is_empty() {
        teaching::type_week(&web.app, visit.actor(), visit.now(), sheet).await
    } else {
        Err(Fault::Invalid(faults))
    };
    match done {
        Ok(WeekTyped::Saved { sessions, late }) => {
            let mut said = match sessions {
                0 => "Nothing had changed: it is saved as it was.".to_owned(),
                1 => "1 session is saved.".to_owned(),
                many => format!("{many} sessions are saved."),
            };
            if late {
                said.push_str(" The week was closed before: they are marked as late.");
            }
            Ok(go_saying(&back(&visit, shown.monday), &said))
        }
        Ok(WeekTyped::Changed(days)) => {
            let shown = load(&web, &visit, &monday, &id).await?;
            page_with(StatusCode::CONFLICT, &show(&visit, &shown, &typed, &[], Some(&days)))
        }
        Err(Fault::Invalid(faults)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &show(&visit, &shown, &typed, &faults, None))
        }
        Err(fault) => Err(fault.into()),
    }
}
