//! `/pupils/{pupil}`: who the child is, where they are on the path, what happens next and who does it.

use app::{
    early::{self, in_plain_words},
    pathway::{self, Main, OfferedMove, ToDoItem, WhatNext},
    pupils::{self, Fact},
    time_in_words::{day, from_today},
};
use askama::Template;
use axum::extract::State;
use domain::{
    pathway::{StatutoryState, SupportMove},
    people::{Lead, Pupil, Role},
    permissions::Action,
    record::{Content, EntryKind},
};

use super::{
    frame::Frame,
    path::{in_full, track},
};
use crate::{
    Web,
    answer::{Answer, page},
    view::{AskDifference, Chrome, Track, to_do},
    visit::{Child, Visit},
};

/// One thing to do.
#[derive(Debug)]
struct Task {
    id: String,
    sentence: String,
    who: String,
    href: String,
    status: &'static str,
    colour: &'static str,
}

/// The next move of a machine with what is to be done for it.
#[derive(Debug)]
struct Next {
    id: &'static str,
    name: &'static str,
    tasks: Vec<Task>,
    stops: usize,
    may: bool,
    href: String,
    by: String,
}

/// Where the county's process stands, when that is not said by its next move.
#[derive(Debug)]
struct County {
    name: &'static str,
    lacks: Vec<Task>,
    does: Vec<&'static str>,
}

/// A move that is not the next one.
#[derive(Debug)]
struct Other {
    name: &'static str,
    href: String,
}

/// A date ahead.
#[derive(Debug)]
struct When {
    what: String,
    on: String,
    words: String,
    late: bool,
    not_known: Option<String>,
}

impl When {
    /// How a date that has passed stands: "Late by 3 days", "Was due 5 weeks ago".
    fn late_words(&self) -> String {
        match self.words.strip_prefix("late") {
            Some(rest) => format!("Late{rest}"),
            None => format!("Was due {}", self.words),
        }
    }
}

/// The latest talk.
#[derive(Debug)]
struct Talked {
    title: String,
    on: String,
    said: String,
    href: String,
}

/// An adaptation that is being tried, whose difference can be said here.
#[derive(Debug)]
struct Tried {
    what: String,
    due: String,
    ask: AskDifference,
}

/// The adaptations that are being tried, for whoever may say what difference they made.
async fn tried(web: &Web, visit: &Visit, pupil: &Pupil) -> Result<Vec<Tried>, app::Fault> {
    if !visit.may(Action::RecordAdaptation, pupil) {
        return Ok(Vec::new());
    }
    let all = early::written(&web.app, visit.actor(), pupil, &[EntryKind::Adaptation]).await?;
    let of = |one: &early::Written| {
        let Content::Adaptation(adaptation) = &one.entry.content else { return None };
        (adaptation.counts() && adaptation.difference.is_none()).then(|| Tried {
            what: adaptation.what.clone(),
            due: adaptation.review_on.map_or_else(String::new, |on| {
                format!("to be looked at {}, {}", from_today(on, visit.now().today), day(on))
            }),
            ask: AskDifference {
                action: format!("/pupils/{}/adaptations", pupil.id),
                entry: one.entry.id.to_string(),
                version: one.entry.version,
                back: "child",
                error: None,
                id: format!("difference-{}", one.entry.id),
            },
        })
    };
    Ok(all.iter().filter_map(of).collect())
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/now.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    track: Track,
    plain: Vec<in_plain_words::Place>,
    nexts: Vec<Next>,
    county: Option<County>,
    others: Vec<Other>,
    facts: Vec<Fact>,
    dates: Vec<When>,
    talked: Option<Talked>,
    tried: Vec<Tried>,
    /// Until when the child is watched after support stopped, and whether it is time to look back.
    watched: Option<(String, bool)>,
    looks_back: bool,
    asks_after_plan: bool,
    is_open: bool,
    /// Where the county's process stands, in words; none while there is none.
    statutory: Option<&'static str>,
    senco: String,
    has_left: bool,
    rounds: usize,
    staff: bool,
    lead: Lead,
    may_raise: bool,
    may_log: bool,
    may_edit_facts: bool,
    may_close: bool,
    may_read_trail: bool,
}

/// The titles of roles, as the school says them: "Class teacher or SENCO".
pub(super) fn titles(visit: &Visit, who: &[domain::people::Role]) -> String {
    let school = &visit.visitor.school.school;
    let titles: Vec<&str> = who.iter().map(|role| school.title(*role)).collect();
    match titles.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// The page of a move, which shows what stops it before it is made.
pub(super) fn move_href(base: &str, the_move: OfferedMove) -> String {
    match the_move {
        OfferedMove::Support(SupportMove::Close(reason)) => format!("{base}/close?reason={}", reason.code()),
        other => format!("{base}/move?to={}", other.code()),
    }
}

fn task(visit: &Visit, base: &str, item: &ToDoItem) -> Task {
    let (status, colour) = match (item.stops, item.mine) {
        (true, true) => ("To do", "red"),
        (true, false) => ("Waiting", "yellow"),
        (false, _) => ("Advised", "grey"),
    };
    Task {
        id: item.code.replace('.', "-"),
        sentence: item.sentence.clone(),
        who: titles(visit, item.who),
        href: if item.mine { format!("{base}{}", to_do::path(item.to_do, item.code)) } else { String::new() },
        status,
        colour,
    }
}

fn next(visit: &Visit, base: &str, main: &Main, staff: bool) -> Next {
    let shown = |item: &ToDoItem| {
        let shown = task(visit, base, item);
        if staff {
            return Some(shown);
        }
        // The rule's sentence tells staff what to do: a family reads its own, and only what is theirs.
        let (words, page) = in_plain_words::asked_of_family(item.code).filter(|_| item.mine)?;
        Some(Task { sentence: words.to_owned(), who: String::new(), href: format!("{base}{page}"), ..shown })
    };
    let tasks: Vec<Task> = main.to_do.iter().filter_map(shown).collect();
    Next {
        id: main.the_move.code(),
        name: main.the_move.name(),
        stops: main.to_do.iter().filter(|item| item.stops).count(),
        tasks,
        may: main.may,
        href: move_href(base, main.the_move),
        by: titles(visit, &[domain::people::Role::Senco, domain::people::Role::Head]),
    }
}

fn others(base: &str, next_of: &WhatNext) -> Vec<Other> {
    let is_main = |the_move| next_of.main.iter().any(|main| main.the_move == the_move);
    next_of
        .offered
        .iter()
        .filter(|offered| offered.may && !is_main(offered.the_move))
        .map(|offered| Other { name: offered.the_move.name(), href: move_href(base, offered.the_move) })
        .collect()
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let info = &visit.visitor.school;
    let today = visit.now().today;
    let next_of = pathway::what_next(&web.app, visit.actor(), info, &pupil, today).await?;
    let (frame, head) = Frame::of(&web, &visit, &pupil, &pupil.name(), "").await?;
    let base = frame.base.clone();
    let state = &head.record.state;
    let staff = visit.may(Action::ReadFile, &pupil);
    let is_child = visit.role() == Some(Role::Pupil);
    let names_findings = !is_child && (staff || visit.may(Action::WriteView, &pupil));
    let nexts: Vec<Next> = next_of
        .main
        .iter()
        .map(|main| next(&visit, &base, main, staff))
        .filter(|next| names_findings && (staff || !next.tasks.is_empty()))
        .collect();
    // A plan without its day, or one that the roll does not know, is to be put right: that is no mere advice.
    let county = next_of.county.as_ref().filter(|_| staff).map(|county| County {
        name: county.name,
        lacks: county
            .lacks
            .iter()
            .map(|item| task(&visit, &base, &ToDoItem { stops: true, ..item.clone() }))
            .collect(),
        does: county.does.clone(),
    });
    let plain = if is_child {
        vec![in_plain_words::to_the_child(state)]
    } else if names_findings && !staff {
        let (county, school) = in_plain_words::both(state);
        county.into_iter().chain([school]).collect()
    } else {
        Vec::new()
    };
    let talked = next_of.latest_talk.as_ref().map(|entry| {
        let said = match &entry.content {
            Content::Talk(talk) => talk.said.clone(),
            _ => String::new(),
        };
        Talked {
            title: app::record::title(&entry.content, &info.school.settings.plan_name),
            on: day(entry.on),
            said,
            href: format!("{base}/entries/{}", entry.id),
        }
    });
    let dates = next_of
        .dates
        .iter()
        .filter(|_| names_findings)
        .map(|date| When {
            what: date.what.clone(),
            on: day(date.on),
            words: date.words.clone(),
            late: date.late,
            not_known: date.not_known.clone(),
        })
        .collect();
    let watched = state
        .watch_until
        .filter(|until| !state.is_open() && (*until >= today || visit.may(Action::RecordReview, &pupil)))
        .map(|until| (format!("{} ({})", day(until), from_today(until, today)), until < today));
    let page_of = Page {
        track: if matches!(visit.role(), Some(Role::Parent | Role::Pupil)) {
            in_full(&head, &next_of, &info.plan_in_full)
        } else {
            track(&head, &next_of, &info.school.settings.plan_name)
        },
        plain,
        nexts,
        county,
        others: if staff { others(&base, &next_of) } else { Vec::new() },
        facts: if is_child {
            Vec::new()
        } else {
            pupils::facts(&web.app, visit.actor(), &pupil, today).await?
        },
        dates,
        talked,
        tried: tried(&web, &visit, &pupil).await?,
        watched,
        looks_back: visit.may(Action::RecordReview, &pupil),
        asks_after_plan: state.asks_after_plan && visit.may(Action::MoveAlong, &pupil),
        is_open: state.is_open(),
        statutory: Some(state.statutory)
            .filter(|state| !matches!(state, StatutoryState::None | StatutoryState::LeftSchool))
            .map(StatutoryState::name),
        senco: titles(&visit, &[Role::Senco]),
        has_left: pupil.left_on.is_some(),
        rounds: next_of.rounds.len(),
        staff,
        lead: info.school.settings.safeguarding_lead.clone(),
        may_raise: visit.may(Action::RaiseConcern, &pupil),
        may_log: visit.may(Action::LogContact, &pupil),
        may_edit_facts: visit.may(Action::EditKeyFacts, &pupil),
        may_close: visit.may(Action::MoveAlong, &pupil) && state.is_open(),
        may_read_trail: visit.may(Action::ReadAudit, &pupil),
        chrome: frame.chrome.clone(),
        frame,
    };
    page(&page_of)
}
