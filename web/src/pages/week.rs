//! `/week` and `/week/{monday}`: what the SENCO reads on Monday, and the class teacher of their own class.

use app::{
    Fault,
    gathering::{self, ClosedWeek, Count, GapChange, Latest, WeekLine},
    time_in_words,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    Date, calendar::count::days_after, people::Role, permissions::Action, progress::weekly_verdict::Verdict,
};

use crate::{
    Web,
    answer::{Answer, page},
    download,
    view::Chrome,
    visit::Visit,
};

mod paper;

/// One target.
#[derive(Debug)]
struct Line {
    href: String,
    name: String,
    class: String,
    number: usize,
    will: String,
    reason: String,
    missed: Vec<String>,
    before: Option<&'static str>,
    now: &'static str,
    chart: Option<domain::progress::chart::Chart>,
    latest: Option<String>,
    next: Vec<(&'static str, String)>,
}

/// One heading with its targets.
#[derive(Debug)]
struct Section {
    id: &'static str,
    title: &'static str,
    what: &'static str,
    empty: &'static str,
    lines: Vec<Line>,
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
    sections: Vec<Section>,
    on_track: Vec<Line>,
    changed: Vec<Line>,
    gaps: Vec<GapChange>,
    corrections: Vec<(String, String)>,
    late: Vec<String>,
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

/// What to do next about a target, by its verdict: plan a talk, change the provision, move on. Only what the reader may do.
fn next(line: &WeekLine, silent: bool, may: MayDo) -> Vec<(&'static str, String)> {
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
    let score = |words| may.score.then(|| (words, format!("{base}/progress#target-{}", line.target.number)));
    let gather = || {
        if may.gather {
            Some(("See whose entries are missing", "/gather".to_owned()))
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
    let last = line.target.missed.iter().rev().take(4);
    last.map(|(on, why)| format!("{}: {why}", time_in_words::short_day(*on))).collect()
}

fn latest(line: &WeekLine) -> Option<String> {
    let unit = line.target.target.unit.trim();
    let latest = line.target.judged.latest?;
    Some(format!("{} {unit}, {}", latest.score, time_in_words::short_day(latest.on)))
}

fn line(line: &WeekLine, may: MayDo) -> Line {
    let judged = &line.target.judged;
    let silent = judged.is_silent();
    Line {
        href: format!("/pupils/{}/progress#target-{}", line.pupil, line.target.number),
        name: line.name.clone(),
        class: line.class.clone(),
        number: line.target.number,
        will: will(line),
        reason: reason(line),
        missed: missed(line),
        before: line.before.map(|(_, words)| words),
        now: line.now,
        chart: line.chart.clone(),
        latest: latest(line),
        next: next(line, silent, may),
    }
}

/// The week that runs.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let today = visit.now().today;
    show(&web, &visit, today).await
}

/// Another week, by its Monday.
pub(crate) async fn of(State(web): State<Web>, visit: Visit, Path(monday): Path<String>) -> Answer {
    let monday: Date = monday.parse().map_err(|_| Fault::NotFound)?;
    show(&web, &visit, monday).await
}

/// A heading: its id, title, what to do, what stands when there is none, and the targets.
type Heading<'a> = (&'static str, &'static str, &'static str, &'static str, &'a [WeekLine]);

/// The headings of page and paper, in the order in which they are read.
fn headings(week: &gathering::Week) -> [Heading<'_>; 6] {
    [
        (
            "off-track",
            "Off track",
            "The last four scores are all on the wrong side of the line. Discuss a change of teaching.",
            "No target is off track.",
            &week.off_track,
        ),
        (
            "missed",
            "Sessions missed",
            "Too few sessions took place to judge. That says nothing about the child.",
            "No target lacks sessions.",
            &week.sessions_missed,
        ),
        (
            "no-data",
            "No data, or not enough",
            "Nothing can be said of these yet.",
            "Every target has data.",
            &week.no_data,
        ),
        (
            "kept",
            "Met and kept",
            "Celebrate, then choose what comes next.",
            "No target is met and kept.",
            &week.met_and_kept,
        ),
        (
            "met",
            "Met: check that it is kept",
            "Reached three times in a row. Look again two school weeks later.",
            "No target waits for a check.",
            &week.met,
        ),
        (
            "ahead",
            "Ahead",
            "The last four scores are all better than the line. Discuss a harder goal or less support.",
            "No target is ahead of its line.",
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

async fn show(web: &Web, visit: &Visit, day: Date) -> Answer {
    let week = gathering::show_week(&web.app, visit.actor(), visit.now(), &visit.visitor.school, day).await?;
    let actor = visit.actor();
    let may = MayDo {
        gather: actor.may(Action::ImportAssessments),
        call_review: actor.may(Action::MoveAlong),
        talk: actor.may(Action::LogContact),
        provide: actor.may(Action::PlanProvision),
        score: actor.may(Action::TypeSheets),
        log: actor.may(Action::LogSession),
    };
    let lines = |of: &[WeekLine]| of.iter().map(|one| line(one, may)).collect::<Vec<_>>();
    let sections = headings(&week)
        .into_iter()
        .map(|(id, title, what, empty, of)| Section { id, title, what, empty, lines: lines(of) })
        .collect();
    let friday = days_after(week.monday, 4);
    let (from, to) = (time_in_words::day(week.monday), time_in_words::day(friday));
    let changed: Vec<Line> = week.changed().map(|one| line(one, may)).collect();
    let corrections = week.closed.iter().flat_map(|closed| &closed.corrections);
    let late = week.late.iter().map(|late| format!("{}, {}", late.name, time_in_words::short_day(late.on)));
    page(&Page {
        chrome: visit.chrome("The week"),
        over: format!("Monday {from} to Friday {to}"),
        is_now: week.is_now,
        judged_on: time_in_words::day(week.judged_on),
        compared_with: time_in_words::day(week.compared_with),
        children: week.children,
        own_class: !actor.holds(Role::Senco) && !actor.holds(Role::Head),
        sessions: week.sessions.clone(),
        closed: week.closed.clone().map(|closed| (time_in_words::moment(closed.at), closed)),
        may_gather: may.gather,
        monday: week.monday,
        previous: days_after(week.monday, -7),
        next: (!week.is_now).then(|| days_after(week.monday, 7)),
        on_track: lines(&week.on_track),
        changed,
        sections,
        gaps: week.gaps.clone(),
        corrections: corrections.map(|one| (time_in_words::moment(one.at), one.reason.clone())).collect(),
        late: late.collect(),
        latest: week.latest.clone(),
    })
}
