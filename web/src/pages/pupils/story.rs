//! `/pupils/{pupil}/story`: everything on the record that the visitor may read, newest first.

use app::{
    record::story::{self, Kind},
    time_in_words::day,
};
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page},
    view::{Choice, Choices, Chrome, FilterTag},
    visit::{Child, Visit},
};

/// A line of the story.
#[derive(Debug)]
struct Line {
    at: String,
    on: String,
    title: String,
    by: String,
    words: String,
    href: String,
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/story.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    kinds: Choices,
    tags: Vec<FilterTag>,
    lines: Vec<Line>,
    more: Option<String>,
    narrowed: bool,
}

/// `?show=`: one kind; `?all`: more than the newest.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    show: String,
    #[serde(default)]
    all: String,
}

/// So many lines at first: a long story is long to load on a phone.
const FIRST: usize = 100;

/// The page.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    let only = Kind::ALL.into_iter().find(|kind| kind.code() == asked.show);
    let info = &visit.visitor.school;
    let told = story::story(&web.app, visit.actor(), info, &pupil, only).await?;
    let (frame, _) = Frame::of(&web, &visit, &pupil, "Story", "/story").await?;
    let address = format!("{}/story", frame.base);
    let most = if asked.all.is_empty() { FIRST } else { usize::MAX };
    let more = (told.len() > most).then(|| {
        let show = only.map_or(String::new(), |kind| format!("show={}&", kind.code()));
        format!("{address}?{show}all=yes")
    });
    let lines = told
        .into_iter()
        .take(most)
        .map(|line| Line {
            at: line.on.to_string(),
            on: day(line.on),
            title: line.title,
            by: line.by,
            words: line.words,
            href: line.entry.map_or(String::new(), |entry| format!("{}/entries/{entry}", frame.base)),
        })
        .collect();
    let choices = std::iter::once(Choice::new("", "Everything"))
        .chain(Kind::ALL.map(|kind| Choice::new(kind.code(), kind.name())));
    let tags = only.map(|kind| FilterTag { text: kind.name().to_owned(), href: address.clone() });
    page(&Page {
        kinds: Choices::new("show", "Show", choices).choose([only.map_or("", Kind::code)]).small(),
        tags: tags.into_iter().collect(),
        narrowed: only.is_some(),
        lines,
        more,
        chrome: frame.chrome.clone(),
        frame,
    })
}
