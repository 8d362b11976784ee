//! `/week` and `/week/{monday}`: what the SENCO reads on Monday, and the class teacher of their own class.

use std::collections::BTreeSet;

use app::{
    Fault,
    gathering::{self, ClosedWeek, Count, GapChange, Latest, WeekLine},
    time_in_words,
};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::{
    Date, PupilId,
    calendar::count::days_after,
    people::Role,
    permissions::{Action, Actor},
    progress::weekly_verdict::Verdict,
};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, page},
    download::{self, count, text},
    view::{Chrome, FromGroup},
    visit::Visit,
};

mod paper;

/// One target.
#[derive(Debug)]
struct Line {
    href: String,
    name: String,
    number: usize,
    will: String,
    reason: String,
    missed: Vec<String>,
    before: Option<&'static str>,
    now: &'static str,
    /// Under which heading it stands.
    heading: &'static str,
    title: &'static str,
    colour: &'static str,
    chart: Option<domain::progress::chart::Chart>,
    latest: Option<String>,
    /// Whether the child's plan of today has it still.
    goes_on: bool,
    next: Vec<(&'static str, String)>,
}

/// A child with everything that is to be said of their targets.
#[derive(Debug)]
struct Block {
    id: String,
    href: String,
    name: String,
    class: String,
    /// Whether what the page is narrowed to is among it; all the same it is printed.
    shown: bool,
    lines: Vec<Line>,
}

/// A heading that the page can be narrowed to: how many targets stand under it.
#[derive(Debug)]
struct Narrow {
    id: &'static str,
    title: &'static str,
    what: &'static str,
    count: usize,
    chosen: bool,
}

#[derive(Debug, Template)]
#[template(path = "pages/week.html")]
struct Page {
    chrome: Chrome,
    over: String,
    is_now: bool,
    judged_on: String,
    compared_with: String,
    children: usize,
    own_class: bool,
    sessions: Count,
    closed: Option<(String, ClosedWeek)>,
    may_gather: bool,
    monday: Date,
    previous: Date,
    next: Option<Date>,
    /// What the page can be narrowed to, and whether it is.
    narrows: Vec<Narrow>,
    narrowed: bool,
    blocks: Vec<Block>,
    on_track: Vec<Line>,
    on_track_count: usize,
    changed: Vec<Line>,
    gaps: Vec<GapChange>,
    corrections: Vec<(String, String)>,
    late: Vec<String>,
    messages: Vec<FromGroup>,
    latest: Vec<Latest>,
}

/// What the reader may do about a line.
#[derive(Clone, Copy, Debug)]
struct MayDo {
    gather: bool,
    call_review: bool,
    talk: bool,
    provide: bool,
    score: bool,
    log: bool,
}

fn may_do(actor: &Actor) -> MayDo {
    MayDo {
        gather: actor.may(Action::ImportAssessments),
        call_review: actor.may(Action::MoveAlong),
        talk: actor.may(Action::LogContact),
        provide: actor.may(Action::PlanProvision),
        score: actor.may(Action::TypeSheets),
        log: actor.may(Action::LogSession),
    }
}

/// What to do next about a target, by its verdict: plan a talk, change the provision, move on. Only what the reader may do.
/// Nothing about one of an old week that the child's plan has no more.
fn next(line: &WeekLine, silent: bool, may: MayDo) -> Vec<(&'static str, String)> {
    let Some(number) = line.target.number_today else { return Vec::new() };
    let base = format!("/pupils/{}", line.pupil);
    let talk = || {
        if may.call_review {
            Some(("Plan a talk", format!("{base}/reviews/call")))
        } else {
            may.talk.then(|| ("Log a talk", format!("{base}/contacts/new")))
        }
    };
    let provision = || {
        let words = if may.provide { "Change the provision" } else { "Look at the provision" };
        Some((words, format!("{base}/provision")))
    };
    let plan = || Some(("Look at the plan", format!("{base}/plan")));
    let move_on = || line.may_review.then(|| ("Move on to the review", format!("{base}/move?to=to-review")));
    let score = |words| may.score.then(|| (words, format!("{base}/progress#target-{number}")));
    let gather = || {
        if may.gather {
            let last = line.target.not_entered.last();
            let week = last.map_or_else(String::new, |day| format!("?week={day}"));
            Some(("See whose entries are missing", format!("/gather{week}")))
        } else {
            may.log.then(|| ("Enter sessions", "/my-week".to_owned()))
        }
    };
    let found = match line.target.judged.finding.verdict {
        Verdict::SessionsMissed { .. } if silent => vec![gather()],
        Verdict::SessionsMissed { .. } => vec![provision(), talk()],
        Verdict::NotEnoughData { .. } => vec![score("Enter a score")],
        Verdict::OffTrack => vec![talk(), provision(), move_on()],
        Verdict::Met { .. } => vec![score("Check that it is kept")],
        Verdict::MetAndKept { .. } => vec![move_on(), plan()],
        Verdict::Ahead => vec![talk(), plan(), move_on()],
        Verdict::OnTrack => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

fn will(line: &WeekLine) -> String {
    let will = line.target.target.will.trim();
    if will.is_empty() { format!("Target {}", line.target.number) } else { will.to_owned() }
}

fn reason(line: &WeekLine) -> String {
    let judged = &line.target.judged;
    if judged.is_silent() {
        format!(
            "Nothing is entered for {} of {} planned sessions in the last four school weeks.",
            judged.not_logged(),
            judged.planned()
        )
    } else {
        judged.finding.reason.clone()
    }
}

/// The last missed sessions, where they are what there is to say.
fn missed(line: &WeekLine) -> Vec<String> {
    if !matches!(line.target.judged.finding.verdict, Verdict::SessionsMissed { .. }) {
        return Vec::new();
    }
    if line.target.judged.is_silent() {
        let last = line.target.not_entered.iter().rev().take(4);
        return last.map(|on| format!("{}: nothing entered", time_in_words::short_day(*on))).collect();
    }
    let last = line.target.missed.iter().rev().take(4);
    last.map(|(on, why)| format!("{}: {why}", time_in_words::short_day(*on))).collect()
}

fn latest(line: &WeekLine) -> Option<String> {
    let unit = line.target.target.unit.trim();
    let latest = line.target.judged.latest?;
    Some(format!("{} {unit}, {}", latest.score, time_in_words::short_day(latest.on)))
}

fn line(line: &WeekLine, heading: (&'static str, &'static str), may: MayDo) -> Line {
    let judged = &line.target.judged;
    let silent = judged.is_silent();
    let place = line.target.number_today.map_or_else(String::new, |number| format!("#target-{number}"));
    Line {
        href: format!("/pupils/{}/progress{place}", line.pupil),
        goes_on: line.target.number_today.is_some(),
        name: line.name.clone(),
        number: line.target.number,
        will: will(line),
        reason: reason(line),
        missed: missed(line),
        before: line.before.map(|(_, words)| words),
        now: line.now,
        heading: heading.0,
        title: heading.1,
        colour: colour(heading.0),
        chart: line.chart.clone(),
        latest: latest(line),
        next: next(line, silent, may),
    }
}

/// What the page is narrowed to, as it stands in the address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    show: String,
}

/// The week that runs.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let today = visit.now().today;
    show(&web, &visit, today, &asked.show).await
}

/// Another week, by its Monday.
pub(crate) async fn of(
    State(web): State<Web>,
    visit: Visit,
    Path(monday): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let monday: Date = monday.parse().map_err(|_| Fault::NotFound)?;
    show(&web, &visit, monday, &asked.show).await
}

/// The colour of a heading's tag.
fn colour(heading: &str) -> &'static str {
    match heading {
        "off-track" => "red",
        "missed" => "orange",
        "no-data" => "grey",
        "kept" | "met" => "green",
        _ => "blue",
    }
}

/// The children of whom something is to be said, a block each with all their targets: who is off track first; and the
/// targets of the others, who are on track with all of theirs.
fn blocks(week: &gathering::Week, narrowed: Option<&str>, may: MayDo) -> (Vec<Block>, Vec<Line>) {
    let mut blocks: Vec<(PupilId, Block)> = Vec::new();
    for (id, title, _, lines) in headings(week) {
        for one in lines {
            let at = blocks.iter().position(|(pupil, _)| *pupil == one.pupil).unwrap_or_else(|| {
                blocks.push((one.pupil, block(one)));
                blocks.len() - 1
            });
            let block = &mut blocks[at].1;
            block.shown |= narrowed.is_none_or(|only| only == id);
            block.lines.push(line(one, (id, title), may));
        }
    }
    let mut others = Vec::new();
    for one in &week.on_track {
        let line = line(one, ("on-track", "On track"), may);
        match blocks.iter_mut().find(|(pupil, _)| *pupil == one.pupil) {
            Some((_, block)) => block.lines.push(line),
            None => others.push(line),
        }
    }
    (blocks.into_iter().map(|(_, block)| block).collect(), others)
}

fn block(line: &WeekLine) -> Block {
    Block {
        id: format!("child-{}", line.pupil),
        href: format!("/pupils/{}/progress", line.pupil),
        name: line.name.clone(),
        class: line.class.clone(),
        shown: false,
        lines: Vec::new(),
    }
}

/// A heading: its id, title, what to do, and the targets.
type Heading<'a> = (&'static str, &'static str, &'static str, &'a [WeekLine]);

/// The headings of page and paper, in the order in which they are read.
fn headings(week: &gathering::Week) -> [Heading<'_>; 6] {
    [
        (
            "off-track",
            "Off track",
            "The last four scores are all on the wrong side of the line. Discuss a change of teaching.",
            &week.off_track,
        ),
        (
            "missed",
            "Sessions missed",
            "Too few sessions took place to judge. That says nothing about the child.",
            &week.sessions_missed,
        ),
        ("no-data", "No data, or not enough", "Nothing can be said of these yet.", &week.no_data),
        ("kept", "Met and kept", "Celebrate, then choose what comes next.", &week.met_and_kept),
        (
            "met",
            "Met: check that it is kept",
            "Reached three times in a row. Look again two school weeks later.",
            &week.met,
        ),
        (
            "ahead",
            "Ahead",
            "The last four scores are all better than the line. Discuss a harder goal or less support.",
            &week.ahead,
        ),
    ]
}

/// The week on paper.
pub(crate) async fn pdf(State(web): State<Web>, visit: Visit, Path(monday): Path<String>) -> Answer {
    let monday: Date = monday.parse().map_err(|_| Fault::NotFound)?;
    let info = &visit.visitor.school;
    let week = gathering::show_week(&web.app, visit.actor(), visit.now(), info, monday).await?;
    let sheet = documents::Sheet::from(&paper::of(&week, &visit));
    let made = tokio::task::spawn_blocking(move || documents::make(&[sheet])?.pdf()).await;
    let bytes = match made {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(fault)) => {
            tracing::error!(%fault, "the week could not be set");
            return Err(unset().into());
        }
        Err(_) => return Err(unset().into()),
    };
    Ok(download::file(bytes, "application/pdf", &format!("week-{}.pdf", week.monday)))
}

fn unset() -> Fault {
    Fault::rule("paper", "The paper could not be made. The page has the same, and can be printed.")
}

async fn show(web: &Web, visit: &Visit, day: Date, only: &str) -> Answer {
    let week = gathering::show_week(&web.app, visit.actor(), visit.now(), &visit.visitor.school, day).await?;
    let actor = visit.actor();
    let may = may_do(actor);
    let own_class = !actor.holds(Role::Senco) && !actor.holds(Role::Head);
    let all = headings(&week);
    let narrowed = all.iter().map(|heading| heading.0).find(|id| *id == only);
    // What has nothing to say is left out of a class teacher's page; a SENCO reads that there is none.
    let narrows = all
        .into_iter()
        .map(|(id, title, what, of)| Narrow {
            id,
            title,
            what,
            count: of.len(),
            chosen: narrowed == Some(id),
        })
        .filter(|one| one.count > 0 || !own_class || one.chosen)
        .collect();
    let (blocks, on_track) = blocks(&week, narrowed, may);
    let friday = days_after(week.monday, 4);
    let (from, to) = (time_in_words::day(week.monday), time_in_words::day(friday));
    let changed: Vec<Line> = week.changed().map(|one| line(one, ("", ""), may)).collect();
    let corrections = week.closed.iter().flat_map(|closed| &closed.corrections);
    let late = week.late.iter().map(|late| format!("{}, {}", late.name, time_in_words::short_day(late.on)));
    page(&Page {
        chrome: visit.chrome("The week"),
        over: format!("Monday {from} to Friday {to}"),
        is_now: week.is_now,
        judged_on: time_in_words::day(week.judged_on),
        compared_with: time_in_words::day(week.compared_with),
        children: week.children,
        own_class,
        sessions: week.sessions.clone(),
        closed: week.closed.clone().map(|closed| (time_in_words::moment(closed.at), closed)),
        may_gather: may.gather,
        monday: week.monday,
        previous: days_after(week.monday, -7),
        next: (!week.is_now).then(|| days_after(week.monday, 7)),
        narrows,
        narrowed: narrowed.is_some(),
        blocks,
        on_track,
        on_track_count: week.on_track.len(),
        changed,
        gaps: week.gaps.clone(),
        corrections: corrections.map(|one| (time_in_words::moment(one.at), one.reason.clone())).collect(),
        late: late.collect(),
        messages: week.messages.iter().cloned().map(FromGroup::from).collect(),
        latest: week.latest.clone(),
    })
}

/// The week as a workbook: a row for each target; narrowed, the targets of the children whom the page shows.
pub(crate) async fn xlsx(
    State(web): State<Web>,
    visit: Visit,
    Path(monday): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let monday: Date = monday.parse().map_err(|_| Fault::NotFound)?;
    let info = &visit.visitor.school;
    let week = gathering::show_week(&web.app, visit.actor(), visit.now(), info, monday).await?;
    let all = headings(&week);
    let shown: Option<BTreeSet<PupilId>> = all
        .iter()
        .find(|heading| heading.0 == asked.show)
        .map(|heading| heading.3.iter().map(|line| line.pupil).collect());
    let on_track = ("on-track", "On track", "", week.on_track.as_slice());
    let rows = all
        .into_iter()
        .chain([on_track])
        .flat_map(|(_, title, _, lines)| lines.iter().map(move |line| (title, line)))
        .filter(|(_, line)| shown.as_ref().is_none_or(|shown| shown.contains(&line.pupil)))
        .map(|(title, line)| {
            let cells = [
                text(line.name.as_str()),
                text(line.class.as_str()),
                count(line.target.number),
                text(will(line)),
                text(title),
                text(line.before.map_or("", |(_, words)| words)),
                text(reason(line)),
                text(missed(line).join("; ")),
                text(latest(line).unwrap_or_default()),
            ];
            (Some(line.pupil), cells)
        });
    let headings = [
        "Child",
        "Class",
        "Target",
        "What the child will do",
        "How it stands",
        "A week before",
        "Why",
        "Missed sessions",
        "Latest score",
    ];
    let title = format!("The week of {}", time_in_words::day(week.monday));
    download::rows(&web, &visit, &title, &format!("week-of-{}", week.monday), headings, rows)
}
