//! `/my-child`: a parent's home: where we are, what happens next, what you can do now.

pub(crate) mod concern;
pub(crate) mod view;

use app::{
    county::{self, ParentsPart},
    early::{self, CountyDay, MyChild, OnCountyDay, Said, in_plain_words},
    papers,
    pathway::{WhatNext, what_next},
    time_in_words,
};
use askama::Template;
use axum::extract::State;
use domain::{Date, permissions::Action, record::Content};

use crate::{
    Web,
    answer::{Answer, page},
    pages::{pupils::path, views},
    view::{Chrome, Invitation, Track},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/my_child.html")]
struct Page {
    chrome: Chrome,
    invitations: Vec<Invitation>,
    children: Vec<Card>,
    turn_to: Vec<(&'static str, String)>,
}

#[derive(Debug)]
struct Card {
    id: String,
    name: String,
    called: String,
    class: String,
    places: Vec<Place>,
    track: Track,
    answer: Option<(String, String)>,
    do_now: Vec<Task>,
    read: Vec<(String, String)>,
    own: Vec<(String, String)>,
}

#[derive(Debug)]
struct Place {
    title: &'static str,
    now: &'static str,
    next: String,
}

#[derive(Debug)]
struct Task {
    id: String,
    title: String,
    hint: &'static str,
    href: String,
    status: &'static str,
    colour: &'static str,
}

/// What happens next, with its day when there is one.
fn with_day(next: &str, day: Option<(Date, &str)>, today: Date) -> String {
    match day {
        Some((on, what)) => {
            format!("{next} {what} {} ({}).", time_in_words::day(on), time_in_words::from_today(on, today))
        }
        None => next.to_owned(),
    }
}

/// What is said before a day of the county's process.
fn of_the_county(day: CountyDay, today: Date) -> &'static str {
    match (day.what, day.on < today) {
        (OnCountyDay::Answers, _) => "The county answers at the latest on",
        (OnCountyDay::IsFinal, _) => "If there is to be a plan, it is final at the latest on",
        (OnCountyDay::Appeal, false) => "The last day to appeal, by 5 pm, is",
        (OnCountyDay::Appeal, true) => "The time to appeal ended on",
        (OnCountyDay::Reviewed, false) => "The next time is finished at the latest on",
        (OnCountyDay::Reviewed, true) => "It is late: it was to be finished by",
    }
}

fn places(child: &MyChild, today: Date) -> Vec<Place> {
    let state = &child.head.record.state;
    let (county, support) = in_plain_words::both(state);
    let mut places = Vec::new();
    if let Some(place) = county {
        let day = child.county_by.map(|day| (day.on, of_the_county(day, today)));
        let mut next = with_day(place.next, day, today);
        if let Some(why) = child.county_by.and_then(|day| day.not_known) {
            next.push_str(&format!(" It may be later: {why}."));
        }
        places.push(Place { title: place.title, now: place.now, next });
    }
    let review = child.review_on.filter(|_| state.is_open()).map(|on| (on, "The next review is due on"));
    places.push(Place {
        title: support.title,
        now: support.now,
        next: with_day(support.next, review, today),
    });
    places
}

/// The tasks of the county's process: consent, comments on a draft, advice for the annual review.
fn of_county(part: &ParentsPart, id: &str, advice: Option<Date>, today: Date) -> Vec<Task> {
    let to_do = ("To do", "yellow");
    let base = format!("/pupils/{id}");
    let mut tasks = Vec::new();
    let mut add = |key: &str, title: String, hint: &'static str, href, (status, colour)| {
        tasks.push(Task { id: format!("{key}-{id}"), title, hint, href, status, colour });
    };
    if let Some((said, agrees)) = part.consent {
        let status = match (said, agrees) {
            (Said::NotYet, _) => to_do,
            (Said::Themselves, true) => ("You agree", "green"),
            (Said::Themselves, false) => ("You do not agree", "orange"),
            (Said::WrittenDown, true) => ("Written down: you agree", "green"),
            (Said::WrittenDown, false) => ("Written down: you do not agree", "orange"),
        };
        let title = "Say whether you agree that the county is asked to assess your child".to_owned();
        let hint = match said {
            Said::NotYet => "Yes, no, or not yet. Your name under it is your signature",
            Said::Themselves | Said::WrittenDown => "You can answer again: your newest answer counts",
        };
        add("consent", title, hint, format!("{base}/ehc/agreement"), status);
    }
    if let Some(draft) = part.draft {
        let by = draft.by.map(|on| (time_in_words::day(on), on < today));
        let (title, hint) = match by {
            Some((day, false)) => (
                format!("Say what you think of the draft plan, by {day}"),
                "Say beside each section what should be different, and name a school",
            ),
            Some((day, true)) => (
                format!("Say what you think of the draft plan: the last day was {day}"),
                "Tell the county at once that you want to comment, and write it down here",
            ),
            None => (
                "Say what you think of the draft plan".to_owned(),
                "Say beside each section what should be different; the days are short",
            ),
        };
        let status = if draft.commented { ("You have written", "green") } else { to_do };
        add("draft", title, hint, format!("{base}/ehc/comments"), status);
    }
    if let Some(meeting) = advice {
        let title = format!("Write your view for the annual review of {}", time_in_words::day(meeting));
        add(
            "advice",
            title,
            "Everybody who is invited reads it before the meeting",
            format!("/my-child/{id}/view"),
            to_do,
        );
    }
    tasks
}

/// What of the county's process, and of the plan, a parent may read.
fn of_county_to_read(part: &ParentsPart, base: &str) -> Vec<(String, String)> {
    let mut read = Vec::new();
    if part.reads_plan {
        read.push(("The Education, Health and Care Plan".to_owned(), format!("{base}/ehc/plan")));
        let text = "What the plan says is given, and what was given (section F)".to_owned();
        read.push((text, format!("{base}/ehc/plan#section-f")));
    }
    if let Some((entry, on)) = part.review {
        let text = format!("The annual review of {}", time_in_words::day(on));
        read.push((text, format!("{base}/ehc/annual-review/{entry}")));
    }
    if part.follows {
        let text = if part.reads_plan {
            "Dates and letters of the plan, and what you can do"
        } else {
            "Where it is with the county: dates, letters, what you can do"
        };
        read.push((text.to_owned(), format!("{base}/ehc")));
    }
    read
}

fn do_now(
    child: &MyChild,
    visit: &Visit,
    base: &str,
    id: &str,
    of_county: impl IntoIterator<Item = Task>,
) -> Vec<Task> {
    let called = child.pupil.called();
    let mut tasks: Vec<Task> = of_county.into_iter().collect();
    let mut add = |key: &str, title: String, hint, href, (status, colour)| {
        tasks.push(Task { id: format!("{key}-{id}"), title, hint, href, status, colour });
    };
    let to_do = ("To do", "yellow");
    let said = |said: Said, themselves: &'static str| match said {
        Said::Themselves => (themselves, "green"),
        Said::WrittenDown => ("Written down", "green"),
        Said::NotYet => to_do,
    };
    if child.plan.is_some() && visit.may(Action::AgreePlan, &child.pupil) {
        let status = said(child.answered, "You have answered");
        let hint = match child.answered {
            Said::WrittenDown => {
                "The school wrote down what you said. Read it, and answer yourself if it is not right"
            }
            _ => "Say yes, or say what should change",
        };
        add(
            "agree",
            "Read the plan and say whether you agree".into(),
            hint,
            format!("{base}/plan/agreement"),
            status,
        );
    }
    if child.head.record.state.is_open() && visit.may(Action::WriteProfilePart, &child.pupil) {
        let status = said(child.part, "Written");
        let hint = "What you like about your child, what matters to them, how best to help";
        let title = "Write your part of the one page profile".to_owned();
        add("part", title, hint, format!("{base}/profile/part"), status);
    }
    let any_time = ("Any time", "grey");
    let title = format!("Tell us what you think about {called}");
    add(
        "view",
        title,
        "What goes well, what does not, what you would like",
        format!("/my-child/{id}/view"),
        any_time,
    );
    let title = format!("Tell us that you are worried about {called}");
    let hint = "The class teacher and the special educational needs co-ordinator read it";
    add("worry", title, hint, format!("/my-child/{id}/concern"), any_time);
    tasks
}

fn card(
    child: &MyChild,
    next: &WhatNext,
    visit: &Visit,
    (part, advice): (&ParentsPart, Option<Date>),
) -> Card {
    let id = child.pupil.id.to_string();
    let base = format!("/pupils/{id}");
    let of_county = of_county(part, &id, advice, visit.now().today);
    let mut read = of_county_to_read(part, &base);
    if child.has_profile {
        read.push(("The one page profile".to_owned(), format!("{base}/profile")));
    }
    if child.plan.is_some() {
        // Beside the county's plan the school's own is called by its name.
        let text =
            if part.reads_plan { visit.visitor.school.plan_in_full.clone() } else { "The plan".to_owned() };
        read.push((text, format!("{base}/plan")));
    }
    if child.shared > 0 {
        read.push(("Talks that the school shares with you".to_owned(), format!("{base}/contacts")));
        read.push(("Work that the school shares with you".to_owned(), format!("{base}/file")));
    }
    let class = child.head.class.as_ref().map_or_else(|| child.pupil.year.name(), |class| class.name.clone());
    let class = if child.teachers.is_empty() {
        class
    } else {
        format!("{class}, with {}", child.teachers.join(" and "))
    };
    let answer = child.answer.as_ref().and_then(|one| match &one.entry.content {
        Content::Acknowledgement(says) => {
            Some((says.next.clone(), format!("{}, {}", one.by, time_in_words::day(one.entry.on))))
        }
        _ => None,
    });
    let own = child
        .own
        .iter()
        .map(|one| {
            let text = match &one.entry.content {
                Content::Concern(concern) => concern.noticed.clone(),
                Content::View(view) => {
                    let all = views::rows(view);
                    all.into_iter()
                        .map(|(title, text)| format!("{title}: {text}"))
                        .collect::<Vec<_>>()
                        .join("\n")
                }
                _ => String::new(),
            };
            (time_in_words::day(one.entry.on), text)
        })
        .collect();
    Card {
        name: child.pupil.name(),
        called: child.pupil.called().to_owned(),
        class,
        places: places(child, visit.now().today),
        track: path::in_full(&child.head, next, &visit.visitor.school.plan_in_full),
        answer,
        do_now: do_now(child, visit, &base, &id, of_county),
        read,
        own,
        id,
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let info = &visit.visitor.school;
    let children = early::my_children(&web.app, visit.actor(), info, visit.now()).await?;
    let mut cards = Vec::new();
    for child in &children {
        let today = visit.now().today;
        let next = what_next(&web.app, visit.actor(), info, &child.pupil, today).await?;
        let advice = county::advice_owed(&web.app, visit.actor(), &child.pupil).await?;
        let part = county::parents_part(&web.app, visit.actor(), &child.pupil, today).await?;
        let mut card = card(child, &next, &visit, (&part, advice));
        for sent in papers::sent(&web.app, visit.actor(), &child.pupil).await? {
            let mine = sent.paper.account.is_some() && sent.paper.account == visit.actor().user();
            if mine {
                let href = format!("/pupils/{}/sent/{}/paper.pdf", child.pupil.id, sent.paper.entry);
                card.read.push((format!("{}, sent to you on {} (PDF)", sent.paper.title, sent.on), href));
            }
        }
        cards.push(card);
        let (account, id) = (visit.visitor.login.account, child.pupil.id);
        web.app.looked(visit.now(), child.pupil.school, account, id, "/my-child");
    }
    let settings = &info.school.settings;
    let mut turn_to = vec![("School", info.school.name.clone())];
    if let Some(first) = children.first() {
        turn_to.push(("Special educational needs co-ordinator", first.sencos.join(", ")));
    }
    turn_to.push(("Free and independent advice for parents", settings.sendiass.clone()));
    turn_to.push(("What the county offers (the local offer)", settings.local_offer.clone()));
    turn_to.push(("How to complain", settings.complaints.clone()));
    turn_to.retain(|(_, text)| !text.is_empty());
    let invitations = super::meetings::mine(&web, &visit).await?;
    page(&Page { chrome: visit.chrome("My child"), invitations, children: cards, turn_to })
}
