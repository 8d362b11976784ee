//! My week on a device: the page without data, its worker and manifest; the week to keep; what the device sends back.

use std::collections::BTreeSet;

use app::{
    Fault,
    teaching::{self, ChildLog, DeviceEntry, LogSession, SessionShown},
    time_in_words,
};
use askama::Template;
use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    SessionId,
    calendar::count::days_after,
    people::CalledApart,
    provision::{Measure, Pad, SessionStatus},
};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    joined::joined_in_words,
    session::{AWAY, NOT_RUN},
};
use crate::{
    Web,
    answer::{Answer, Failed, page},
    assets,
    view::Chrome,
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/my_week/phone.html")]
struct Page {
    chrome: Chrome,
}

/// The page without data: kept by the worker, the same for everybody.
pub(crate) async fn shell() -> Answer {
    page(&Page { chrome: Chrome::outside("My week") })
}

/// The service worker. It stands at the top, for it looks after every page.
pub(crate) async fn worker() -> Response {
    let worker = assets::ALL.iter().find(|asset| asset.name == "sw.js").map_or(&[][..], |asset| asset.bytes);
    let head =
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (head, worker).into_response()
}

/// What an installed Waymark is called and begins with.
pub(crate) async fn manifest() -> Response {
    let manifest = json!({
        "name": "Waymark: My week",
        "short_name": "My week",
        "description": "Log sessions on a phone, with a network or without.",
        "lang": "en-GB",
        "id": "/my-week/phone",
        "start_url": "/my-week/phone",
        "scope": "/",
        "display": "standalone",
        "theme_color": "#0a3d40",
        "background_color": "#ffffff",
        // Phones that take no drawing get pictures; a maskable one is cut to the phone's own shape.
        "icons": [
            { "src": assets::asset("waymark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any" },
            { "src": assets::asset("icon-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any" },
            { "src": assets::asset("icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any" },
            {
                "src": assets::asset("icon-maskable-512.png"), "sizes": "512x512", "type": "image/png",
                "purpose": "maskable",
            },
        ],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response()
}

fn group(shown: &SessionShown, cover: bool) -> Value {
    let called = CalledApart::of(shown.children.iter().map(|child| &child.pupil));
    let children: Vec<Value> = shown
        .children
        .iter()
        .map(|child| {
            let name = called.tell(&child.pupil);
            let unit = child.target.as_ref().map(|planned| planned.target.unit.trim());
            let pad = unit.map(Pad::of);
            let measure = unit.map(Measure::of);
            json!({
                "id": child.pupil.id,
                "name": name,
                "target": child.target_label,
                "unit": unit.unwrap_or_default(),
                "pad": pad.map(Pad::code),
                "most": pad.and_then(Pad::most),
                // What may be typed, so that a wrong number is told at once, without a network too.
                "takes": measure.map(|one| json!({
                    "from": one.from, "to": one.to, "whole": one.whole, "words": one.in_words(),
                })),
                "levels": child.target.as_ref().and_then(|planned| planned.target.levels.as_ref())
                    .map(|levels| &levels.descriptions),
                "last": child.last.map(|(_, score)| score.to_string()).unwrap_or_default(),
                "near": child.target.as_ref().and_then(|planned| {
                    Pad::near(child.last.map(|(_, score)| score), planned.target.baseline, planned.target.goal)
                }).map(|score| score.to_string()).unwrap_or_default(),
                "present": child.at.as_ref().map(|at| at.present),
                "why": child.at.as_ref().map(|at| at.why.as_str()).unwrap_or_default(),
                "line": child.at.as_ref().map(|at| at.line.as_str()).unwrap_or_default(),
                "score": child.score.map(|score| score.to_string()).unwrap_or_default(),
                "counts_prompts": child.counts_prompts(),
                "prompts": child.at.as_ref().and_then(|at| at.prompts),
            })
        })
        .collect();
    let session = shown.session.as_ref();
    json!({
        "provision": shown.provision.id,
        "on": shown.on.to_string(),
        "day": time_in_words::short_day(shown.on),
        "name": shown.provision.name,
        "time": shown.provision.starts_at,
        "minutes": shown.provision.minutes,
        "place": shown.provision.place,
        "cover": cover,
        "version": session.map_or(0, |session| session.version),
        "status": session.map(|session| match session.status {
            SessionStatus::Delivered => "Done",
            SessionStatus::Shortened => "Done, shortened",
            SessionStatus::NotRun => "Not run",
        }).unwrap_or_default(),
        "shortened": session
            .filter(|session| session.status == SessionStatus::Shortened)
            .map(|session| session.minutes),
        "line": session.map(|session| session.line.as_str()).unwrap_or_default(),
        "why": session.map(|session| session.why.as_str()).unwrap_or_default(),
        "may_undo": shown.may_undo,
        "joined": joined_in_words(shown)
            .into_iter()
            .flat_map(|one| std::iter::once(one.heading).chain(one.lines))
            .collect::<Vec<_>>(),
        "closed": shown.closed,
        "children": children,
    })
}

/// From this day of the week on (1 is Monday) a device holds the next week, too.
const HOLDS_NEXT_FROM: i8 = 4;

/// The week to keep on a device: this week's groups, what is still to log, and what was logged just now.
pub(crate) async fn week(State(web): State<Web>, visit: Visit) -> Result<Response, Failed> {
    let (actor, now) = (visit.actor(), visit.now());
    let info = &visit.visitor.school;
    let week = teaching::my_week(&web.app, actor, now, info, None).await?;
    // A phone that finds no network on Monday has the week that it fetched late in the week before.
    let holds_next = now.today.weekday().to_monday_one_offset() >= HOLDS_NEXT_FROM;
    let next = match holds_next {
        true => teaching::my_week(&web.app, actor, now, info, Some(days_after(week.monday, 7))).await?.days,
        false => Vec::new(),
    };
    let until = days_after(week.monday, if holds_next { 13 } else { 6 });
    let mut seen = BTreeSet::new();
    let mut groups = Vec::new();
    let all = week
        .today
        .iter()
        .chain(week.days.iter().chain(&next).flat_map(|(_, groups)| groups))
        .chain(&week.to_log)
        .chain(&week.just_logged);
    for one in all {
        if !seen.insert((one.on, one.provision.id)) {
            continue;
        }
        match teaching::show_session(&web.app, actor, now, one.provision.id, one.on, false).await {
            Ok(shown) => groups.push((one.on, one.provision.starts_at.clone(), group(&shown, one.cover))),
            // A group of which they see only some children is not theirs to log.
            Err(Fault::NotFound | Fault::Forbidden(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    groups.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    let groups: Vec<Value> = groups.into_iter().map(|(_, _, group)| group).collect();
    let week = json!({ "today": now.today.to_string(), "until": until.to_string(), "groups": groups, "away": AWAY, "not_run": NOT_RUN });
    Ok(Json(week).into_response())
}

/// What a device sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    entries: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    id: SessionId,
    provision: String,
    on: String,
    #[serde(default)]
    version: u32,
    status: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    line: String,
    minutes: Option<u32>,
    children: Vec<Child>,
    /// How long ago it was written, in milliseconds by the device: its clock may be wrong, and this is right all the same.
    age: Option<u64>,
    /// Entries of the device that it replaces.
    #[serde(default)]
    instead_of: Vec<SessionId>,
}

#[derive(Debug, Deserialize)]
struct Child {
    pupil: String,
    present: bool,
    #[serde(default)]
    why: String,
    #[serde(default)]
    line: String,
    #[serde(default)]
    score: String,
    prompts: Option<u32>,
}

/// The most letters of a line or a message.
const LONGEST: usize = 2000;

/// What was logged, or why it is not taken.
fn take(entry: &Entry) -> Result<LogSession, &'static str> {
    let texts = entry.children.iter().flat_map(|child| [&child.why, &child.line]);
    if [&entry.why, &entry.line].into_iter().chain(texts).any(|text| text.chars().count() > LONGEST) {
        return Err("The message is longer than 2,000 letters: make it shorter, and save it again.");
    }
    read(entry).ok_or("This entry cannot be read: log it on the session’s page.")
}

/// What was logged; none when it says something that no device of ours writes.
fn read(entry: &Entry) -> Option<LogSession> {
    let text = |text: &str| text.replace('\0', "");
    let children = entry.children.iter().map(|child| {
        let score = child.score.trim();
        Some(ChildLog {
            pupil: child.pupil.parse().ok()?,
            present: child.present,
            why: text(&child.why),
            line: text(&child.line),
            score: if score.is_empty() { None } else { Some(score.parse().ok()?) },
            prompts: child.prompts,
        })
    });
    Some(LogSession {
        provision: entry.provision.parse().ok()?,
        on: entry.on.parse().ok()?,
        version: entry.version,
        status: SessionStatus::from_code(&entry.status)?,
        why: text(&entry.why),
        line: text(&entry.line),
        minutes: entry.minutes,
        children: children.collect::<Option<Vec<_>>>()?,
        from_sheet: false,
        reason: "sent by a device after the week was closed".to_owned(),
    })
}

/// What a device asks to take back.
#[derive(Debug, Deserialize)]
pub(crate) struct TakeBack {
    provision: String,
    on: String,
}

/// Takes back what was sent before; what may no longer be taken back is said in words.
pub(crate) async fn take_back(
    State(web): State<Web>,
    visit: Visit,
    Json(asked): Json<TakeBack>,
) -> Result<Response, Failed> {
    let provision = asked.provision.parse().map_err(|_| Fault::NotFound)?;
    let on = asked.on.parse().map_err(|_| Fault::NotFound)?;
    let words = match teaching::undo_session(&web.app, visit.actor(), visit.now(), provision, on).await {
        Ok(true) => "Taken back. Nothing is logged for that session now.".to_owned(),
        Ok(false) => "Nothing was logged for that session.".to_owned(),
        Err(Fault::Rule { sentence, .. }) => sentence,
        Err(fault) => return Err(fault.into()),
    };
    Ok(Json(json!({ "words": words })).into_response())
}

/// When something was written that is so many milliseconds old; none when no calendar has that day.
fn written_at(now: Timestamp, age: u64) -> Option<Timestamp> {
    now.checked_sub(SignedDuration::from_millis(i64::try_from(age).ok()?)).ok()
}

/// Takes what a device sends, and says what became of each entry.
pub(crate) async fn sync(
    State(web): State<Web>,
    visit: Visit,
    Json(sent): Json<Sent>,
) -> Result<Response, Failed> {
    let (mut entries, mut outcomes) = (Vec::new(), Vec::new());
    for entry in &sent.entries {
        match take(entry) {
            Ok(log) => entries.push(DeviceEntry {
                id: entry.id.0,
                log,
                written_at: entry.age.and_then(|age| written_at(visit.now().instant, age)),
                instead_of: entry.instead_of.iter().map(|id| id.0).collect(),
            }),
            Err(words) => outcomes.push(json!({ "id": entry.id, "code": "refused", "words": words })),
        }
    }
    let taken = teaching::sync_sessions(&web.app, visit.actor(), visit.now(), entries).await?;
    outcomes.extend(
        taken
            .into_iter()
            .map(|one| json!({ "id": one.id.to_string(), "code": one.code, "words": one.words, "left_out": one.left_out })),
    );
    Ok(Json(json!({ "outcomes": outcomes })).into_response())
}
