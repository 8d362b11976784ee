//! `/my-week`: today's groups, done or not; what is still to log; the week; groups to cover.

use app::{
    classes::{self, MyCover},
    teaching::{self, Group, may_undo},
    time_in_words,
};
use askama::Template;
use axum::extract::{Query, State};
use domain::{ClassId, Date, ProvisionId, calendar::count::days_after, provision::SessionStatus};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page},
    typed::Typed,
    view::{Chrome, Invitation},
    visit::Visit,
};

pub(crate) mod device;
mod joined;
pub(crate) mod session;

/// A session in the list.
#[derive(Debug)]
struct Line {
    id: String,
    href: String,
    undo: String,
    time: String,
    name: String,
    place: String,
    day: String,
    staff: String,
    children: String,
    cover: bool,
    /// What became of it; empty while nothing is logged.
    status: &'static str,
    colour: &'static str,
    may_undo: bool,
    can_log: bool,
}

#[derive(Debug, Template)]
#[template(path = "pages/my_week.html")]
struct Page {
    chrome: Chrome,
    invitations: Vec<Invitation>,
    today: Vec<Line>,
    today_words: String,
    school_today: bool,
    to_log: Vec<Line>,
    just_logged: Vec<Line>,
    days: Vec<(String, bool, Vec<Line>)>,
    to_cover: Vec<Line>,
    cover: MyCover,
    before: String,
    after: String,
    this_week: bool,
    week_words: String,
    /// Whether a group of the week has children, so that there is a paper for it.
    has_sheets: bool,
    monday: Date,
    grids: Vec<(String, String)>,
}

/// Which week.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    week: Option<Date>,
}

fn line(group: &Group, visit: &Visit) -> Line {
    let provision = &group.provision;
    let (status, colour) = match &group.session {
        None => ("", ""),
        Some(session) => match session.status {
            SessionStatus::Delivered => ("Done", "green"),
            SessionStatus::Shortened => ("Done, shortened", "green"),
            SessionStatus::NotRun => ("Not run", "grey"),
        },
    };
    let href = format!("/my-week/{}/{}", provision.id, group.on);
    Line {
        id: provision.id.to_string(),
        undo: format!("{href}/undo"),
        href,
        time: provision.starts_at.clone(),
        name: provision.name.clone(),
        place: provision.place.clone(),
        day: time_in_words::short_day(group.on),
        staff: group.staff.join(", "),
        children: group.children.join(", "),
        cover: group.cover,
        status,
        colour,
        may_undo: group.session.as_ref().is_some_and(|session| may_undo(visit.actor(), visit.now(), session)),
        can_log: group.on <= visit.now().today && group.has_children,
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let info = &visit.visitor.school;
    let week = teaching::my_week(&web.app, visit.actor(), visit.now(), info, asked.week).await?;
    let today = visit.now().today;
    let lines = |groups: &[Group]| groups.iter().map(|group| line(group, &visit)).collect::<Vec<_>>();
    let mut grids: Vec<(String, String)> = Vec::new();
    for group in week.days.iter().flat_map(|(_, groups)| groups).filter(|group| !group.children.is_empty()) {
        let provision = &group.provision;
        let href = format!("/gather/sheets/{}/{}", week.monday, provision.id);
        if grids.iter().all(|(known, _)| *known != href) {
            let when = format!("{} {}", provision.days_in_words(), provision.starts_at);
            grids.push((href, format!("{}, {}", provision.name, when.trim())));
        }
    }
    page(&Page {
        has_sheets: !grids.is_empty(),
        monday: week.monday,
        grids,
        invitations: super::meetings::mine(&web, &visit).await?,
        chrome: visit.chrome("My week"),
        today: lines(&week.today),
        today_words: domain::calendar::count::in_words_with_weekday(today),
        school_today: week.school_today,
        to_log: lines(&week.to_log),
        just_logged: lines(&week.just_logged),
        days: week
            .days
            .iter()
            .map(|(day, groups)| (time_in_words::short_day(*day), *day == today, lines(groups)))
            .collect(),
        to_cover: lines(&week.to_cover),
        cover: classes::my_cover(&web.app, visit.actor(), visit.now(), info).await?,
        before: format!("/my-week?week={}", days_after(week.monday, -7)),
        after: format!("/my-week?week={}", days_after(week.monday, 7)),
        this_week: week.monday == domain::calendar::count::monday_of(today),
        week_words: format!("Week of {}", time_in_words::day(week.monday)),
    })
}

/// Takes a group today in somebody's place.
pub(crate) async fn cover(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let provision: ProvisionId = typed.text("provision").parse().map_err(|_| app::Fault::NotFound)?;
    teaching::cover_group(&web.app, visit.actor(), visit.now(), provision).await?;
    let to = format!("/my-week/{provision}/{}", visit.now().today);
    Ok(go_saying(&to, "You take this group today. It is recorded as cover."))
}

/// Takes a class today in somebody's place.
pub(crate) async fn cover_class(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let class: ClassId = typed.text("class").parse().map_err(|_| app::Fault::NotFound)?;
    classes::cover_class(&web.app, visit.actor(), visit.now(), class).await?;
    Ok(go_saying("/my-week#classes", "You take this class until the end of today. It is recorded as cover."))
}
