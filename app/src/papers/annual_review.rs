//! The papers of an annual review from the record: the days, progress, section F delivered, advice, views, report.

use documents::{
    furniture::Fact,
    papers::{AnnualReviewPaper, DeliveredLine, Words},
};
use domain::{
    Date, Now,
    deadlines::annual_review_plan::Step,
    people::Pupil,
    permissions::Actor,
    record::{AnnualReview, Content, EntryKind, Reading, View},
};

use super::{PaperName, furniture};
use crate::{
    App, Fault, SchoolInfo,
    county::{self, LineDelivered},
    early::{Written, written},
    time_in_words,
};

pub(super) async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    hears: bool,
) -> Result<AnnualReviewPaper, Fault> {
    let county = county::show_county(app, actor, info, pupil, now.today).await?;
    let Some((entry, Reading::Whole)) = &county.plan else { return Err(Fault::NotFound) };
    let Content::Ehcp(plan) = &entry.content else { return Err(Fault::NotFound) };
    let planned = county::show_review_plan(app, actor, info, pupil, now).await?.ok_or(Fault::NotFound)?;
    let title = PaperName::AnnualReview.title(info);
    let mut furniture = furniture::for_parents(app, info, pupil, &title, now.today).await?;
    // A day that has gone by is no meeting: the record says that it was held.
    let is_held = |on: Date| {
        let dated = county.review_dates.iter().find(|one| one.meeting_on == Some(on));
        dated.is_some_and(|dates| dates.held_on(now.today).is_some())
    };
    let held = |one: &AnnualReview| one.meeting_on.is_some_and(is_held);
    let reviews = || {
        county.reviews.iter().filter_map(|one| match &one.content {
            Content::AnnualReview(review) => Some((one.id, review)),
            _ => None,
        })
    };
    let running = planned
        .review
        .and_then(|(id, _)| reviews().find(|(other, _)| *other == id).map(|(_, review)| review));
    // Until the next one is begun, the paper is that of the last one held.
    let last = reviews().map(|(_, review)| review).filter(|review| held(review));
    let finished = match running {
        Some(_) => None,
        None => last.max_by_key(|review| review.meeting_on),
    };
    let review = running.or(finished);
    // What a meeting looked at stays as it was then: the plan of that day, and what was given until it.
    let held_on = review.and_then(|review| review.meeting_on).filter(|on| is_held(*on));
    let then = match held_on {
        Some(on) => county::plan_on(&app.store.read(actor.school), entry, on).await?,
        None => None,
    };
    let plan = then.as_ref().unwrap_or(plan);
    let until = held_on.unwrap_or(now.today);
    let delivery = county::show_delivery(app, actor, info, pupil, plan, until).await?;
    if review.is_none_or(|review| review.report_on.is_none()) {
        "Not the report yet: what is known before it is sent".clone_into(&mut furniture.draft);
    }
    let day = time_in_words::day;
    let mut facts = Vec::new();
    let is_planned = review.is_some_and(|review| review.meeting_on.is_some());
    // Whoever hears no day gets none that is counted from it, nor who comes.
    let steps = if finished.is_some() || !hears { &[][..] } else { &planned.steps };
    if let Some((review, on)) = finished.and_then(|review| review.meeting_on.map(|on| (review, on))) {
        facts.push(Fact::new("Meeting", day(on)));
        let dated = county.review_dates.iter().find(|one| one.meeting_on == Some(on));
        for (label, done_on) in [
            ("Notice of the meeting", review.notice_on),
            ("Report", review.report_on),
            ("The county decided", dated.and_then(|one| one.decided_on)),
            ("Amended plan", dated.and_then(|one| one.amended_plan_on)),
        ] {
            facts.extend(done_on.map(|on| Fact::new(label, day(on))));
        }
    }
    for step in steps {
        let label = match step.step {
            Step::Meeting if is_planned => "Meeting",
            Step::Meeting => "Meeting, at the latest",
            Step::AskForAdvice => continue,
            Step::Papers => "Advice wanted by",
            Step::Notice => "Notice of the meeting by",
            Step::Report => "Report by",
            Step::Decision => "The county decides by",
            Step::AmendedPlan => "An amended plan by",
        };
        let when = review.and_then(AnnualReview::when).filter(|_| step.step == Step::Meeting);
        facts.push(match when {
            Some(when) => {
                let on = day(when.on);
                Fact::new(label, format!("{on} at {}, {} minutes, {}", when.time(), when.minutes, when.place))
            }
            None => Fact::new(label, day(step.due_on)),
        });
    }
    let due = if finished.is_some() { "The next review is finished by" } else { "The review is finished by" };
    facts.push(Fact::new(due, day(planned.due.on)));
    let comes = review.filter(|_| hears || finished.is_some());
    if let Some(review) = comes.filter(|review| !review.invited.is_empty()) {
        let names = review.invited.iter().map(|one| format!("{} ({})", one.name, one.as_whom.name()));
        facts.push(Fact::new("Invited", names.collect::<Vec<_>>().join(", ")));
    }
    if let Some(review) = comes.filter(|review| !review.came_words.trim().is_empty()) {
        facts.push(Fact::new("Invited, or who came", review.came_words.trim()));
    }
    let unwritten = AnnualReview::default();
    let outcomes = review
        .unwrap_or(&unwritten)
        .toward(&plan.outcomes)
        .into_iter()
        .map(|one| Fact::new(one.outcome, one.progress.trim()))
        .collect();
    let since = planned.advisers.iter().filter_map(|one| one.asked.on).min().or(entry_since(plan));
    let said = written(app, actor, pupil, &[EntryKind::View, EntryKind::Report]).await?;
    let said: Vec<&Written> =
        said.iter().filter(|one| since.is_none_or(|since| one.entry.on >= since)).collect();
    let mut views: Vec<Words> = said.iter().filter_map(|one| view(one)).collect();
    if let Some(review) = review.filter(|review| !review.pupils_view.trim().is_empty()) {
        views.insert(0, Words { who: pupil.name(), text: review.pupils_view.trim().to_owned() });
    }
    Ok(AnnualReviewPaper {
        facts,
        progress: review.map_or_else(String::new, |review| review.progress.trim().to_owned()),
        outcomes,
        provision: delivery.lines.iter().map(line).collect(),
        advice: said.iter().filter_map(|one| advice(one)).collect(),
        views,
        recommendations: review.map_or_else(String::new, |review| {
            let words = review.words.trim();
            let held = review.meeting_on.is_some_and(|on| on <= now.today);
            if held {
                let chosen = review.recommends.map_or_else(String::new, |one| format!("{}. ", one.name()));
                format!("{chosen}{words}").trim().to_owned()
            } else {
                words.to_owned()
            }
        }),
        differences: review.map_or_else(String::new, |review| review.differences.trim().to_owned()),
        ..AnnualReviewPaper::new(furniture)
    })
}

fn entry_since(plan: &domain::record::Ehcp) -> Option<domain::Date> {
    plan.in_force_since()
}

/// A line, what the plan says, and what was given to date with why the rest was not.
fn line(one: &LineDelivered) -> DeliveredLine {
    use domain::provision::section_f::Why;
    let delivery = &one.delivery;
    let mut delivered = String::new();
    if !delivery.weeks.is_empty() {
        delivered = format!("{} of {}", delivery.to_date.delivered, delivery.to_date.specified);
        if let Some(percent) = delivery.to_date.percent() {
            delivered.push_str(&format!(" ({percent}%)"));
        }
        let why: Vec<String> = Why::ALL
            .into_iter()
            .filter(|why| delivery.missing.of(*why).0 > 0)
            .map(|why| format!("{} {}", delivery.missing.of(why), why.name()))
            .collect();
        if !why.is_empty() {
            delivered.push_str(&format!("; {}", why.join(", ")));
        }
    }
    DeliveredLine { what: one.line.text.clone(), specified: one.line.how_much(), delivered }
}

fn view(one: &Written) -> Option<Words> {
    let Content::View(view) = &one.entry.content else { return None };
    let rows = |view: &View| {
        [
            ("Goes well", &view.going_well),
            ("Does not go well", &view.not_going_well),
            ("Wanted next", &view.wanted),
        ]
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(name, text)| format!("{name}: {}", text.trim()))
        .collect::<Vec<_>>()
        .join("\n")
    };
    // What a parent keeps from the other goes on no paper that both get.
    if view.private {
        return None;
    }
    let by = if view.said_by.trim().is_empty() { one.by.as_str() } else { view.said_by.trim() };
    let who = format!("{}, {by} ({})", view.party.name(), time_in_words::day(one.entry.on));
    Some(Words { who, text: rows(view) })
}

fn advice(one: &Written) -> Option<Words> {
    let Content::Report(report) = &one.entry.content else { return None };
    if !report.from_school.is_empty() {
        return None;
    }
    let who = format!("{}, {} ({})", report.author, report.title, time_in_words::day(one.entry.on));
    Some(Words { who, text: report.advice().to_owned() })
}
