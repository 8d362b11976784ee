//! `/pupils/{pupil}/provision`: what is provided for one child.

use app::{
    teaching::{self, ChildsPlace},
    time_in_words,
};
use askama::Template;
use axum::extract::State;
use domain::{ProvisionId, pathway::SupportState, permissions::Action};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page},
    routes,
    typed::Typed,
    view::Chrome,
    visit::{Child, Visit},
};

pub(crate) mod new;

#[derive(Debug)]
struct Line {
    id: String,
    href: String,
    name: String,
    when: String,
    target: String,
    staff: String,
    dates: String,
    counted: String,
    description: String,
    /// Of the whole class: no place of the child’s own to end.
    whole_class: bool,
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/provision.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    open: Vec<Line>,
    past: Vec<Line>,
    unserved: Vec<String>,
    cost: Option<Vec<(&'static str, String)>>,
    may_plan: bool,
    /// Whether support has stopped, and a place of the child's own goes on.
    goes_on: bool,
    /// Whether they read the provision map.
    sees_map: bool,
    child: String,
}

fn line(place: &ChildsPlace, with_words: bool) -> Line {
    let provision = &place.provision;
    let until = place.until_on.unwrap_or(provision.until_on).min(provision.until_on);
    let from = place.from_on.max(provision.from_on);
    let [planned, delivered, absent, not_run, not_logged] = place.counted;
    let mut counted = format!("{delivered} of {planned} planned took place");
    for (count, words) in [(absent, "child away"), (not_run, "not run"), (not_logged, "not logged")] {
        if count > 0 {
            counted.push_str(&format!(", {count} {words}"));
        }
    }
    let time =
        if provision.starts_at.is_empty() { String::new() } else { format!(" at {}", provision.starts_at) };
    Line {
        id: provision.id.to_string(),
        href: format!("/provision/{}", provision.id),
        name: provision.name.clone(),
        when: format!("{}{time}, {} minutes", provision.days_in_words(), provision.minutes),
        target: match &place.target {
            _ if place.whole_class => "The whole class".to_owned(),
            Some(target) => target.label(with_words),
            None => "No target yet".to_owned(),
        },
        staff: if place.staff.is_empty() { "Nobody yet".to_owned() } else { place.staff.join(", ") },
        dates: format!("{} to {}", time_in_words::day(from), time_in_words::day(until)),
        whole_class: place.whole_class,
        counted: if planned + delivered == 0 { "None yet".to_owned() } else { counted },
        description: provision.description.clone(),
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    let info = &visit.visitor.school;
    let shown = teaching::show_child(&web.app, visit.actor(), visit.now(), info, &pupil).await?;
    let (frame, head) = Frame::of(&web, &visit, &pupil, "Provision", "/provision").await?;
    let with_words = visit.may(Action::ReadTargets, &pupil);
    let served =
        |id| shown.places.iter().any(|p| p.is_open && p.target.as_ref().is_some_and(|t| t.target.id == id));
    let cost = shown.cost.as_ref().map(|(cost, against)| {
        vec![
            ("To date", cost.to_date.to_string()),
            ("Planned for the rest of the year", cost.planned.to_string()),
            ("At the year’s end", cost.at_year_end().to_string()),
            ("Left of £6,000", against.left_of_threshold.to_string()),
            ("Over £6,000", against.over_threshold.to_string()),
        ]
    });
    let sees_map = routes::MAP.iter().any(|role| visit.actor().holds(*role));
    page(&Page {
        chrome: frame.chrome.clone(),
        open: shown.places.iter().filter(|p| p.is_open).map(|p| line(p, with_words)).collect(),
        past: shown.places.iter().filter(|p| !p.is_open).map(|p| line(p, with_words)).collect(),
        unserved: shown
            .targets
            .iter()
            .filter(|planned| !served(planned.target.id))
            .map(|planned| planned.label(with_words))
            .collect(),
        cost,
        may_plan: visit.may(Action::PlanProvision, &pupil),
        goes_on: matches!(head.record.state.support, Some(SupportState::Closed(_)))
            && shown.places.iter().any(|place| place.is_open && !place.whole_class),
        sees_map,
        child: pupil.id.to_string(),
        frame,
    })
}

/// Ends a place.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let provision: ProvisionId = typed.text("provision").parse().map_err(|_| app::Fault::NotFound)?;
    teaching::end_place(&web.app, visit.actor(), visit.now(), pupil.id, provision).await?;
    let to = format!("/pupils/{}/provision", pupil.id);
    Ok(go_saying(&to, "The place has ended. What was done stays on the record."))
}
