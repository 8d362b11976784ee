//! The papers of a half-termly review from the record: the pack before it, the record after it.

use documents::{
    chart::{HEIGHT, OnPaper, WIDTH},
    furniture::Fact,
    papers::{Review, ReviewedTarget, ViewOnPaper},
};
use domain::{
    Date, Now,
    people::Pupil,
    permissions::Actor,
    record::{Content, Entry, Review as Held, View},
};

use super::{PaperName, furniture};
use crate::{
    App, Fault, SchoolInfo,
    gathering::Drawing,
    reviewing::{self, Pack, PackTarget},
    time_in_words,
};

/// The pack for the next review; for whoever hears no day, without that.
pub(super) async fn gather_pack(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    hears: bool,
) -> Result<Review, Fault> {
    let drawing = Drawing { size: (WIDTH, HEIGHT), hears };
    let pack = reviewing::pack(app, actor, now, info, pupil, None, drawing).await?;
    if pack.plan.is_none() {
        return Err(Fault::NotFound);
    }
    let due = reviewing::show_reviews(app, actor, info, pupil, now.today).await?.due;
    let mut facts = Vec::new();
    if let Some(due) = due.filter(|_| hears) {
        facts.push(Fact::new("The review is by", time_in_words::day(due.on)));
    }
    let title = PaperName::ReviewPack.title(info);
    let furniture = furniture::for_parents(app, info, pupil, &title, now.today).await?;
    Ok(filled(Review { facts, ..Review::new(furniture) }, &pack, None))
}

/// The newest review that the actor may read.
pub(super) async fn newest(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    today: Date,
) -> Result<Entry, Fault> {
    let held = reviewing::show_reviews(app, actor, info, pupil, today).await?.held;
    held.into_iter().next().ok_or(Fault::NotFound)
}

/// The record of a review; for whoever hears no day, without that of the next.
pub(super) async fn gather_record(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    (entry, hears): (&Entry, bool),
) -> Result<Review, Fault> {
    let Content::Review(held) = &entry.content else { return Err(Fault::NotFound) };
    let drawing = Drawing { size: (WIDTH, HEIGHT), hears };
    let pack = reviewing::pack(app, actor, now, info, pupil, Some(entry), drawing).await?;
    let title = PaperName::ReviewRecord.title(info);
    let mut furniture = furniture::for_parents(app, info, pupil, &title, now.today).await?;
    furniture.version = format!("Cycle {}, version {}", held.cycle.max(1), entry.version);
    let mut facts = vec![Fact::new("When", time_in_words::day(entry.on)), Fact::new("How", held.how.name())];
    if !held.said.is_empty() {
        facts.push(Fact::new("What each said of the decision", held.said_in_words().join("; ")));
    }
    let mut present: Vec<String> = held.came.iter().map(|party| party.name().to_owned()).collect();
    if !held.came_words.trim().is_empty() {
        present.push(held.came_words.trim().to_owned());
    }
    let paper = Review {
        facts,
        decided: format!("{}.", held.decision.name()),
        changes: held.changes.trim().to_owned(),
        differences: held.differences.trim().to_owned(),
        present,
        next_on: held.next_on.filter(|on| hears || *on < now.today),
        ..Review::new(furniture)
    };
    Ok(filled(paper, &pack, Some(held)))
}

fn filled(mut paper: Review, pack: &Pack, held: Option<&Held>) -> Review {
    if pack.cycle > 0 {
        paper.facts.push(Fact::new("Cycle", pack.cycle.to_string()));
    }
    paper.targets = pack.targets.iter().map(|target| reviewed(target, held)).collect();
    paper.views = pack.views.iter().filter_map(|entry| view(entry, pack)).collect();
    if let Some(words) = pack.sessions.in_words() {
        let since = pack.since.map_or_else(String::new, |on| format!("Since {}", time_in_words::day(on)));
        paper.sessions.push(Fact::new(since, words));
        if let Some(missed) = pack.sessions.missed_in_words() {
            paper.sessions.push(Fact::new("Missed", missed));
        }
    }
    if let Some(attendance) = &pack.attendance {
        paper.sessions.push(Fact::new("Attendance", attendance.as_str()));
    }
    paper.gaps = pack
        .subjects
        .iter()
        .filter_map(|one| {
            let said: Vec<&str> = [&one.gap, &one.gain].into_iter().flatten().map(String::as_str).collect();
            (!said.is_empty()).then(|| Fact::new(one.subject.as_str(), said.join("; ")))
        })
        .collect();
    if let Some(why) = held.map(|held| held.gap_not_applicable.trim()).filter(|why| !why.is_empty()) {
        paper.gaps.push(Fact::new("Does not apply", why));
    }
    if let Some(last) = &pack.last
        && let Content::Review(review) = &last.content
    {
        let decided = format!("{}: {}.", time_in_words::day(last.on), review.decision.name());
        paper.last = format!("{decided} {}", review.changes.trim()).trim().to_owned();
    }
    paper
}

fn reviewed(one: &PackTarget, held: Option<&Held>) -> ReviewedTarget {
    let target = &one.target;
    let judged = one.progress.as_ref().map(|progress| &progress.judged);
    let latest = judged.and_then(|judged| judged.scores.last());
    let found = judged.filter(|judged| !judged.scores.is_empty()).map(|one| &one.judged.finding);
    let outcome = held.and_then(|held| held.outcomes.iter().find(|known| known.target == target.id));
    let amount = super::iep::amount;
    let chart = one.progress.as_ref().filter(|progress| !progress.judged.scores.is_empty());
    ReviewedTarget {
        will: target.will.clone(),
        goal: amount(target.goal, &target.unit, " by", target.by),
        latest: amount(latest.map(|score| score.score), &target.unit, " on", latest.map(|score| score.on)),
        sessions: one.sessions.in_words().unwrap_or_default(),
        verdict: found.map_or_else(String::new, |one| format!("{}. {}", one.verdict.words(), one.reason)),
        chart: chart.map(|progress| OnPaper::new(target.unit.trim(), &progress.chart)),
        outcome: outcome.map_or_else(String::new, |known| known.outcome.name().to_owned()),
        note: outcome.map_or_else(String::new, |known| known.note.trim().to_owned()),
    }
}

/// A view; what a parent keeps from the other goes on no paper that both get.
fn view(entry: &Entry, pack: &Pack) -> Option<ViewOnPaper> {
    let Content::View(view) = &entry.content else { return None };
    if view.private {
        return None;
    }
    let by = match entry.author {
        domain::permissions::Who::Person(account) => pack.names.get(&account).map(String::as_str),
        domain::permissions::Who::Operator | domain::permissions::Who::Job => None,
    };
    let day = time_in_words::day(entry.on);
    let said_by = view.said_by.trim();
    let who = match by {
        Some(by) if !said_by.is_empty() => {
            format!("{}, {said_by}, {day} (written by {by})", view.party.name())
        }
        Some(by) => format!("{}, {day} (written by {by})", view.party.name()),
        None => format!("{}, {day}", view.party.name()),
    };
    Some(ViewOnPaper { who, says: says(view) })
}

fn says(view: &View) -> Vec<Fact> {
    let mut says = Vec::new();
    if let Some(feeling) = view.feeling {
        says.push(Fact::new("How it feels", feeling.name()));
    }
    for (label, text) in [
        ("What goes well", &view.going_well),
        ("What does not", &view.not_going_well),
        ("What is wanted next", &view.wanted),
    ] {
        if !text.trim().is_empty() {
            says.push(Fact::new(label, text.trim()));
        }
    }
    says
}
