//! `/school/strategies`: the strategy bank as the school has it; add, change, hide.

pub(crate) mod one;

use app::banks;
use askama::Template;
use axum::extract::{Query, State};
use domain::{
    bank::{Bank, From, Held, InBank, Strategy, search_strategies},
    census::sen_type::AreaOfNeed,
};
use serde::Deserialize;

use super::checklist::made;
use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::Visit,
};

/// Where an item is from, as a tag: words and colour.
pub(super) fn tag_of(from: From, hidden: bool) -> Option<(&'static str, &'static str)> {
    match (hidden, from) {
        (true, _) => Some(("Hidden", "grey")),
        (false, From::Own) => Some(("Your own", "green")),
        (false, From::Changed) => Some(("Your words", "blue")),
        (false, From::Shipped) => None,
    }
}

/// One line of a bank's page.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) href: String,
    pub(super) text: String,
    pub(super) about: String,
    pub(super) tag: Option<(&'static str, &'static str)>,
}

/// An area with its lines.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) summary: String,
    pub(super) open: bool,
    pub(super) lines: Vec<Line>,
}

/// A bank's page.
#[derive(Debug, Template)]
#[template(path = "pages/school/bank.html")]
pub(super) struct Page {
    pub(super) chrome: Chrome,
    pub(super) lede: &'static str,
    pub(super) path: &'static str,
    pub(super) new: &'static str,
    pub(super) find: &'static str,
    pub(super) typed: String,
    pub(super) groups: Vec<Group>,
    pub(super) versions: Vec<(u32, String)>,
}

/// `?q=`: what is looked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(super) q: String,
}

fn line(held: &Held<Strategy>) -> Line {
    let one = &held.item;
    Line {
        href: format!("/school/strategies/{}", one.id),
        text: one.text.clone(),
        about: one.often.clone(),
        tag: tag_of(held.from, held.hidden),
    }
}

/// The items of a bank by area: all of them, folded; or those that were found, open.
pub(super) fn groups<T: InBank>(
    bank: &Bank<T>,
    found: Option<&Vec<&str>>,
    line: impl Fn(&Held<T>) -> Line,
) -> Vec<Group> {
    let of_area = |area: AreaOfNeed| {
        let here = bank.held().iter().filter(|held| held.item.area() == area);
        let shown = here.filter(|held| found.is_none_or(|found| found.contains(&held.item.id())));
        let lines: Vec<Line> = shown.map(&line).collect();
        let open = found.is_some() && !lines.is_empty();
        Group { summary: format!("{}: {}", area.name(), lines.len()), open, lines }
    };
    AreaOfNeed::ALL.map(of_area).into()
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let edited = banks::edited_strategies(&web.app, visit.actor()).await?;
    let typed = asked.q.trim();
    let hits: Vec<&str> = if typed.is_empty() {
        Vec::new()
    } else {
        search_strategies(&edited.bank, typed, None).into_iter().map(|one| one.id.as_str()).collect()
    };
    let groups = groups(&edited.bank, (!typed.is_empty()).then_some(&hits), line);
    page(&Page {
        chrome: visit.chrome("Strategy bank"),
        lede: "What class teachers are offered when they adapt their teaching, by area of need and by what was ticked in \
               the checklist.",
        path: "/school/strategies",
        new: "Add a strategy",
        find: "Find a strategy",
        typed: typed.to_owned(),
        groups,
        versions: made(&edited.versions),
    })
}
