//! `/pupils/{pupil}/reviews`: reviews held, views, when the next is due and why.

pub(crate) mod call;
mod copy;
pub(crate) mod entry;
mod form;
mod guests;
pub(crate) mod meeting;
pub(crate) mod new;
mod pack;
mod said;

use app::{meetings, reviewing, time_in_words};
use askama::Template;
use axum::extract::State;
use domain::{
    people::Role,
    permissions::Action,
    record::{Content, Entry, View},
};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/reviews.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    due: Option<Due>,
    /// There is a next review, and its day is kept from the reader.
    day_is_kept: bool,
    held: Vec<Held>,
    views: Vec<ViewShown>,
    meetings: Option<String>,
    may_record: bool,
    may_call: bool,
    may_view: bool,
    planned: Option<meeting::Planned>,
    is_child: bool,
    reads_reviews: bool,
}

#[derive(Debug)]
struct Due {
    day: String,
    when: String,
    why: &'static str,
    late: bool,
}

#[derive(Debug)]
struct Held {
    href: String,
    day: String,
    how: &'static str,
    decision: &'static str,
    came: String,
}

/// A view as pages show it.
#[derive(Clone, Debug)]
pub(crate) struct ViewShown {
    /// Whose.
    pub who: &'static str,
    /// When.
    pub day: String,
    /// Who wrote it down, when it was somebody else; and whose words they are.
    pub by: String,
    /// Question and answer.
    pub said: Vec<(&'static str, String)>,
    /// Kept from the other parent.
    pub private: bool,
}

impl ViewShown {
    /// A view, and who wrote it.
    pub(crate) fn of(entry: &Entry, view: &View, by: String) -> Self {
        let mut said = Vec::new();
        if let Some(feeling) = view.feeling {
            said.push(("How it feels", feeling.name().to_owned()));
        }
        for (question, answer) in [
            ("What goes well", &view.going_well),
            ("What does not", &view.not_going_well),
            ("What is wanted next", &view.wanted),
        ] {
            if !answer.trim().is_empty() {
                said.push((question, answer.clone()));
            }
        }
        let by = match view.said_by.as_str() {
            "" => by,
            name => format!("{by}, as {name} said it"),
        };
        Self { who: view.party.name(), day: time_in_words::day(entry.on), by, said, private: view.private }
    }
}

/// The name of an entry's author.
pub(crate) fn author(names: &std::collections::BTreeMap<domain::UserId, String>, entry: &Entry) -> String {
    match entry.author {
        domain::permissions::Who::Person(account) => names.get(&account).cloned().unwrap_or_default(),
        domain::permissions::Who::Operator | domain::permissions::Who::Job => "Waymark".to_owned(),
    }
}

/// Parties and others who came, in words.
pub(crate) fn who_came(came: &[domain::record::Party], words: &str) -> String {
    let mut names: Vec<&str> = came.iter().map(|party| party.name()).collect();
    if !words.trim().is_empty() {
        names.push(words.trim());
    }
    names.join(", ")
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let (frame, _) = Frame::of(&web, &visit, &pupil, "Reviews", "/reviews").await?;
    let info = &visit.visitor.school;
    let today = visit.now().today;
    let reviews = reviewing::show_reviews(&web.app, visit.actor(), info, &pupil, today).await?;
    let reads_reviews = visit.may(Action::ReadPlan, &pupil);
    let held = reviews
        .held
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::Review(review) => Some(Held {
                href: format!("{}/reviews/{}", frame.base, entry.id),
                day: time_in_words::day(entry.on),
                how: review.how.name(),
                decision: review.decision.name(),
                came: who_came(&review.came, &review.came_words),
            }),
            _ => None,
        })
        .collect();
    let views = reviews
        .views
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::View(view) => Some(ViewShown::of(entry, view, author(&reviews.names, entry))),
            _ => None,
        })
        .collect();
    let meetings = reviews.meeting_by.filter(|_| reads_reviews).map(|by| {
        format!(
            "{} of 3 meetings with parents held this school year; the next by {} (Code of Practice 6.65).",
            reviews.meetings,
            time_in_words::day(by)
        )
    });
    let planned = meetings::next_meeting(&web.app, visit.actor(), &pupil, today).await?;
    let given = match &planned {
        Some(meeting) => meetings::views_given(&web.app, meeting, visit.actor()).await?,
        None => std::collections::BTreeSet::new(),
    };
    page(&Page {
        planned: planned.as_ref().map(|meeting| meeting::Planned::of(meeting, &given)),
        chrome: frame.chrome.clone(),
        due: reviews.due.map(|due| Due {
            day: time_in_words::day(due.on),
            when: time_in_words::from_today(due.on, today),
            why: due.why,
            late: due.on < today,
        }),
        day_is_kept: reviews.day_is_kept,
        held,
        views,
        meetings,
        may_record: visit.may(Action::RecordReview, &pupil),
        may_call: visit.may(Action::MoveAlong, &pupil),
        may_view: !reviewing::may_speak_for(visit.actor(), &pupil).is_empty(),
        is_child: visit.role() == Some(Role::Pupil),
        reads_reviews,
        frame,
    })
}
