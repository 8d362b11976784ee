//! `/my-week/{provision}/{date}`: one session is logged, with few taps.

use app::{
    Fault, FieldFault,
    teaching::{self, ChildLog, LogSession, Logged, SessionChild, SessionShown},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    Date, ProvisionId,
    calendar::count::in_words_with_weekday,
    people::{CalledApart, Namesakes},
    progress::goal_attainment::Level,
    provision::{SessionStatus, both},
};

use super::joined::{JoinedLogs, joined_in_words};
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
    visit::Visit,
};

/// Why a child was not there: one tap.
pub(crate) const AWAY: [&str; 4] =
    ["absent from school", "in another lesson", "did not want to", "another reason"];
/// Why a session did not run: one tap.
pub(crate) const NOT_RUN: [&str; 3] =
    ["the adult was away", "the room or time was taken", "a trip, event or closure"];

/// A child on the page.
#[derive(Debug)]
struct Row {
    id: String,
    name: String,
    target: String,
    last: String,
    here: Choices,
    score: Option<Field>,
    /// The five levels, of a target that has them.
    levels: Option<Choices>,
    /// How many prompts they needed, where that is counted.
    prompts: Option<Field>,
    line: Field,
}

#[derive(Debug, Template)]
#[template(path = "pages/my_week/session.html")]
struct Page {
    chrome: Chrome,
    action: String,
    when: String,
    place: String,
    version: u32,
    logged: Option<String>,
    changed_by: Option<Vec<String>>,
    ahead: bool,
    rows: Vec<Row>,
    status: Choices,
    status_open: bool,
    line: Field,
    may_undo: bool,
    /// What was joined of two logs.
    joined: Vec<JoinedLogs>,
    /// The children of whom nothing is logged, by name.
    unsaid: String,
    cover: bool,
    /// Why it is changed, where its week is closed.
    reason: Option<Field>,
}

/// Whether the session took place and nothing is logged of a child.
fn is_unsaid(shown: &SessionShown, child: &SessionChild) -> bool {
    child.at.is_none() && shown.session.as_ref().is_some_and(domain::provision::Session::took_place)
}

/// What the page calls it that nothing is said of a child.
const UNSAID: &str = "not-said";

fn fields_of(shown: &SessionShown) -> Typed {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: String, value: String| pairs.push((name, value));
    let session = shown.session.as_ref();
    put("version".to_owned(), session.map_or(0, |session| session.version).to_string());
    let status = match session {
        None => SessionStatus::Delivered.code().to_owned(),
        Some(session) => match session.status {
            SessionStatus::NotRun if NOT_RUN.contains(&session.why.as_str()) => {
                format!("not-run:{}", session.why)
            }
            status => status.code().to_owned(),
        },
    };
    put("status".to_owned(), status);
    if let Some(session) = session {
        match session.status {
            SessionStatus::Delivered => {}
            SessionStatus::Shortened => put("minutes".to_owned(), session.minutes.to_string()),
            SessionStatus::NotRun => put("why".to_owned(), session.why.clone()),
        }
        put("line".to_owned(), session.line.clone());
    }
    for child in &shown.children {
        if let Some(at) = &child.at {
            let ran = session.is_none_or(domain::provision::Session::took_place);
            let here = if at.present || !ran { "here".to_owned() } else { away(&at.why) };
            put(format!("here-{}", child.pupil.id), here);
            put(format!("line-{}", child.pupil.id), at.line.clone());
            if let Some(prompts) = at.prompts {
                put(format!("prompts-{}", child.pupil.id), prompts.to_string());
            }
        }
        if is_unsaid(shown, child) {
            put(format!("here-{}", child.pupil.id), UNSAID.to_owned());
        }
        if let Some(score) = child.score {
            put(format!("score-{}", child.pupil.id), score.to_string());
        }
    }
    Typed::from_pairs(pairs)
}

/// The reason as the list has it.
pub(crate) fn away(why: &str) -> String {
    if AWAY.contains(&why) { why.to_owned() } else { AWAY[3].to_owned() }
}

/// The list of answers to whether a child was there.
pub(crate) fn here_or_away(name: &str, called: &str, chosen: &str) -> Choices {
    let items = std::iter::once(Choice::new("here", "Here"))
        .chain(AWAY.iter().map(|why| Choice::new(*why, format!("Away: {why}"))));
    Choices::new(name, format!("Was {called} there?"), items).choose([if chosen.is_empty() {
        "here"
    } else {
        chosen
    }])
}

fn show(
    visit: &Visit,
    shown: &SessionShown,
    typed: &Typed,
    faults: &[FieldFault],
    changed_by: Option<Vec<String>>,
) -> Page {
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let group = &shown.provision;
    let field = |field: Field| typed.into_field(field, &errors);
    let known = Namesakes::of(shown.children.iter().map(|child| &child.pupil));
    let apart = apart(shown);
    let rows = shown
        .children
        .iter()
        .map(|child| {
            let id = child.pupil.id;
            let (called, here) = (apart.tell(&child.pupil), format!("here-{id}"));
            let unit = child.target.as_ref().map_or("", |planned| planned.target.unit.trim());
            let described = child.target.as_ref().and_then(|planned| planned.target.levels.as_ref());
            let levels = described.map(|levels| {
                let name = format!("score-{id}");
                let level = |(level, text): (Level, &String)| {
                    Choice::new(level.number().to_string(), format!("{}: {text}", level.signed()))
                };
                let levels = Level::ALL.into_iter().zip(&levels.descriptions).map(level);
                let none = [Choice::new("", "Not judged")];
                let chosen = [typed.text(&name)];
                Choices::new(name, format!("{called}: which level?"), levels.chain(none))
                    .small()
                    .choose(chosen)
                    .errors(&errors)
            });
            let score = child.target.as_ref().filter(|_| levels.is_none()).map(|_| {
                let words = if unit.is_empty() { "score" } else { unit };
                field(Field::decimal(format!("score-{id}"), format!("{called}: {words}"), 5))
            });
            Row {
                id: id.to_string(),
                name: known.tell(&child.pupil),
                target: child.target_label.clone(),
                last: child
                    .last
                    .map(|(on, score)| format!("Last: {score}, {}", time_in_words::short_day(on)))
                    .unwrap_or_default(),
                here: match here_or_away(&here, &called, &typed.text(&here)) {
                    choices if is_unsaid(shown, child) => {
                        choices.with(Choice::new(UNSAID, "Not said")).choose([typed.text(&here)])
                    }
                    choices => choices,
                }
                .errors(&errors),
                score,
                levels,
                // What was counted once stays in sight, also when the target has changed its words.
                prompts: (child.counts_prompts() || child.at.as_ref().is_some_and(|at| at.prompts.is_some()))
                    .then(|| {
                        field(Field::number(format!("prompts-{id}"), format!("{called}: prompts needed"), 3))
                    }),
                line: field(Field::new(format!("line-{id}"), format!("A line about {called}")).rows(2)),
            }
        })
        .collect();
    let minutes = field(Field::number("minutes", "How many minutes did it last?", 3));
    let why = field(Field::new("why", "Why?"));
    let chosen = if typed.has("status") { typed.text("status") } else { "delivered".to_owned() };
    let status = [
        Choice::new("delivered", "It ran as planned"),
        Choice::new("shortened", "It was shortened").line(minutes),
    ]
    .into_iter()
    .chain(NOT_RUN.iter().map(|why| Choice::new(format!("not-run:{why}"), format!("Not run: {why}"))))
    .chain([Choice::new("not-run", "Not run: another reason").line(why)]);
    let today = visit.now().today;
    let time = if group.starts_at.is_empty() { String::new() } else { format!(", {}", group.starts_at) };
    let logged = shown.session.as_ref().map(|session| {
        let late = if shown.late { ", after the week was closed" } else { "" };
        let cover = if session.cover { ", as cover" } else { "" };
        let at = time_in_words::moment(session.logged_at);
        format!("{} by {}, {at}{cover}{late}.", session.status.name(), shown.logged_by)
    });
    let runs = visit.actor().user().is_some_and(|user| group.staff.contains(&user));
    Page {
        chrome: visit.chrome(group.name.clone()).with_errors(errors.clone()),
        action: format!("/my-week/{}/{}", group.id, shown.on),
        when: format!("{}{time}, {} minutes", in_words_with_weekday(shown.on), group.minutes),
        place: group.place.clone(),
        version: shown.session.as_ref().map_or(0, |session| session.version),
        logged,
        changed_by,
        ahead: shown.on > today,
        rows,
        status_open: chosen != "delivered" || errors.of("why").or(errors.of("minutes")).is_some(),
        status: Choices::new("status", "Did it run?", status).choose([chosen]),
        line: field(Field::new("line", "A message to the teacher").rows(2)),
        may_undo: shown.may_undo,
        joined: joined_in_words(shown),
        unsaid: shown
            .children
            .iter()
            .filter(|child| is_unsaid(shown, child))
            .map(|child| apart.tell(&child.pupil))
            .collect::<Vec<_>>()
            .join(", "),
        reason: (shown.closed && shown.session.is_some()).then(|| field(reason())),
        cover: !runs && !group.staff.is_empty(),
    }
}

/// What the children of the session are called.
fn apart(shown: &SessionShown) -> CalledApart {
    CalledApart::of(shown.children.iter().map(|child| &child.pupil))
}

/// The box for the reason.
pub(crate) fn reason() -> Field {
    Field::new("reason", "Why is it changed?")
        .hint("The week is closed: what you write stands on its page")
        .rows(2)
}

fn place(id: &str, on: &str) -> Result<(ProvisionId, Date), Fault> {
    Ok((id.parse().map_err(|_| Fault::NotFound)?, on.parse().map_err(|_| Fault::NotFound)?))
}

async fn load(web: &Web, visit: &Visit, (id, on): (ProvisionId, Date)) -> Result<SessionShown, Fault> {
    teaching::show_session(&web.app, visit.actor(), visit.now(), id, on, false).await
}

/// The session's page.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Path((id, on)): Path<(String, String)>,
) -> Answer {
    let shown = load(&web, &visit, place(&id, &on)?).await?;
    page(&show(&visit, &shown, &fields_of(&shown), &[], None))
}

/// Logs it, or corrects it.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path((id, on)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let at = place(&id, &on)?;
    let shown = load(&web, &visit, at).await?;
    let mut faults = Vec::new();
    let input = read(&typed, &shown, &mut faults);
    let apart = apart(&shown);
    let unsaid: Vec<String> = shown
        .children
        .iter()
        .filter(|child| !input.says_of(child.pupil.id))
        .map(|child| apart.tell(&child.pupil))
        .collect();
    let saved = match unsaid.as_slice() {
        [] => "Saved.".to_owned(),
        of => format!(
            "Saved. Nothing is logged of {}: open the session to say whether they were there.",
            of.join(", ")
        ),
    };
    let done = if faults.is_empty() {
        teaching::log_session(&web.app, visit.actor(), visit.now(), input).await
    } else {
        Err(Fault::Invalid(faults))
    };
    match done {
        Ok(Logged::Done) => Ok(go_saying("/my-week", &saved)),
        Ok(Logged::Late) => {
            Ok(go_saying("/my-week", &format!("{saved} The week was closed before: this is marked as late.")))
        }
        Ok(Logged::AlreadyThere) => Ok(go_saying("/my-week", "That was saved already: it counts once.")),
        Err(Fault::Invalid(faults)) => {
            let page = show(&visit, &shown, &typed, &faults, None);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Fault::Stale) => {
            let now = saved_now(&shown);
            let joined = with_theirs(&typed, &fields_of(&shown));
            page_with(StatusCode::CONFLICT, &show(&visit, &shown, &joined, &[], Some(now)))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// What was typed, with what somebody else wrote meanwhile: of a message or a line, both texts; a score or prompts where
/// none was typed, of a child who is not marked as away.
fn with_theirs(typed: &Typed, theirs: &Typed) -> Typed {
    let away = |id: &str| !["", "here", UNSAID].contains(&typed.text(&format!("here-{id}")).as_str());
    let mut pairs: Vec<(String, String)> =
        typed.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    for (name, value) in theirs.iter().filter(|(_, value)| !value.trim().is_empty()) {
        let number = ["score-", "prompts-"].iter().find_map(|kind| name.strip_prefix(kind));
        let joined = match number {
            _ if name == "line" || name.starts_with("line-") => both(value, &typed.text(name)),
            Some(id) if typed.text(name).is_empty() && !away(id) => value.to_owned(),
            Some(_) | None => continue,
        };
        pairs.retain(|(known, _)| known != name);
        pairs.push((name.to_owned(), joined));
    }
    Typed::from_pairs(pairs)
}

/// What is saved now, a line for each child: when somebody else logged it meanwhile.
fn saved_now(shown: &SessionShown) -> Vec<String> {
    let known = Namesakes::of(shown.children.iter().map(|child| &child.pupil));
    let Some(session) = &shown.session else {
        return vec!["Nothing is logged now: somebody took it back.".to_owned()];
    };
    let by = if shown.logged_by.is_empty() { String::new() } else { format!(" by {}", shown.logged_by) };
    let minutes = match session.status {
        SessionStatus::Shortened => format!(", {} minutes", session.minutes),
        SessionStatus::Delivered | SessionStatus::NotRun => String::new(),
    };
    let why = if session.why.is_empty() { String::new() } else { format!(": {}", session.why) };
    let mut lines = vec![format!("{}{minutes}{why}, logged{by}", session.status.name())];
    if !session.line.is_empty() {
        lines.push(format!("Message to the teacher: {}", session.line));
    }
    lines.extend(shown.children.iter().map(|child| {
        let there = match &child.at {
            Some(at) if at.present => "here".to_owned(),
            Some(at) => format!("away {}", at.why),
            None => "not logged".to_owned(),
        };
        let score = child.score.map(|score| format!(", score {score}")).unwrap_or_default();
        let at = child.at.as_ref();
        let prompts =
            at.and_then(|at| at.prompts).map(|count| format!(", prompts {count}")).unwrap_or_default();
        let line = at.map(|at| at.line.as_str()).filter(|line| !line.is_empty());
        let line = line.map(|line| format!(". A line: {line}")).unwrap_or_default();
        format!("{}: {there}{score}{prompts}{line}", known.tell(&child.pupil))
    }));
    lines
}

fn read(typed: &Typed, shown: &SessionShown, faults: &mut Vec<FieldFault>) -> LogSession {
    let status = typed.text("status");
    let (status, why) = match status.split_once(':') {
        Some((_, why)) => (SessionStatus::NotRun, why.to_owned()),
        None => (SessionStatus::from_code(&status).unwrap_or_default(), typed.text("why")),
    };
    let apart = apart(shown);
    let minutes =
        if status == SessionStatus::Shortened { typed.whole("minutes", "The minutes", faults) } else { None };
    // Also when whoever was on it has no place any more.
    let asked = typed.iter().any(|(name, _)| name.starts_with("here-"));
    let children: Vec<ChildLog> = shown
        .children
        .iter()
        .filter_map(|child| {
            let id = child.pupil.id;
            let here = typed.text(&format!("here-{id}"));
            let present = here.is_empty() || here == "here" || here == UNSAID;
            let called = apart.tell(&child.pupil);
            let what = format!("The score of {called}");
            let log = ChildLog {
                pupil: id,
                present,
                why: if present { String::new() } else { away(&here) },
                line: typed.text(&format!("line-{id}")),
                score: typed.score(&format!("score-{id}"), &what, faults),
                prompts: if present {
                    let what = format!("The prompts of {called}");
                    typed.whole(&format!("prompts-{id}"), &what, faults)
                } else {
                    None
                },
            };
            // Who got a place while the page was open is not on it; who has a score was there.
            if asked && !typed.has(&format!("here-{id}")) {
                return None;
            }
            let says_nothing = log.score.is_none() && log.prompts.is_none() && log.line.trim().is_empty();
            (here != UNSAID || !says_nothing).then_some(log)
        })
        .collect();
    // A log that names nobody is about all of them: a page that says nothing of anybody is none.
    if let Some(first) = shown.children.first()
        && asked
        && children.is_empty()
        && status != SessionStatus::NotRun
    {
        let sentence = "Say of at least one child whether they were there";
        faults.push(FieldFault::new(format!("here-{}", first.pupil.id), sentence));
    }
    LogSession {
        provision: shown.provision.id,
        on: shown.on,
        version: typed.text("version").parse().unwrap_or(0),
        status,
        why: if status == SessionStatus::Delivered { String::new() } else { why },
        line: typed.text("line"),
        minutes,
        children,
        from_sheet: false,
        reason: typed.text("reason"),
    }
}

/// Takes back what was just logged.
pub(crate) async fn undo(
    State(web): State<Web>,
    visit: Visit,
    Path((id, on)): Path<(String, String)>,
) -> Answer {
    let (id, on) = place(&id, &on)?;
    teaching::undo_session(&web.app, visit.actor(), visit.now(), id, on).await?;
    Ok(go_saying("/my-week", "Taken back. Nothing is logged for that session now."))
}
