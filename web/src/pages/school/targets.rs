//! `/school/targets`: the target bank as the school has it; add, change, hide.

pub(crate) mod one;

use app::banks;
use axum::extract::{Query, State};
use domain::{
    bank::{Held, TargetIdea, search},
    people::YearGroup,
};

use super::{
    checklist::made,
    strategies::{Asked, Line, Page, groups, tag_of},
};
use crate::{
    Web,
    answer::{Answer, page},
    visit::Visit,
};

fn line(held: &Held<TargetIdea>) -> Line {
    let one = &held.item;
    let [from, to] = one.years.map(|year| YearGroup(year).name());
    let years = if from == to { from } else { format!("{from} to {to}") };
    Line {
        href: format!("/school/targets/{}", one.id),
        text: one.will.clone(),
        about: format!("{} · {years} · {}", one.skill, one.unit),
        tag: tag_of(held.from, held.hidden),
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let edited = banks::edited_targets(&web.app, visit.actor()).await?;
    let typed = asked.q.trim();
    let hits: Vec<&str> = if typed.is_empty() {
        Vec::new()
    } else {
        search(&edited.bank, typed, None, YearGroup(3)).into_iter().map(|one| one.id.as_str()).collect()
    };
    let groups = groups(&edited.bank, (!typed.is_empty()).then_some(&hits), line);
    page(&Page {
        chrome: visit.chrome("Target bank"),
        lede: "What is offered beside the targets of a plan, by area of need, skill and year.",
        path: "/school/targets",
        new: "Add a target",
        find: "Find a target",
        typed: typed.to_owned(),
        groups,
        versions: made(&edited.versions),
    })
}
