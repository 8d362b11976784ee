//! `/what-works`: each intervention of a school year: children, sessions, cost, change, targets met. Never people compared.

use app::gathering::{self, WhatWorks};
use askama::Template;
use axum::extract::State;
use domain::{
    calendar::count::days_after,
    people::Role,
    progress::{
        dot_plot::{self, DotPlot},
        intervention::Summary,
    },
};
use exchange::list::{Cell, List};

use crate::{
    Web,
    answer::{Answer, page},
    asked::Asked,
    download,
    typed::Typed,
    view::Chrome,
    visit::Visit,
};

/// How wide the dots of a measure are laid out, in pixels.
const WIDTH: u16 = 320;

/// An intervention on the page.
#[derive(Debug)]
struct Shown {
    id: String,
    name: String,
    tier: &'static str,
    children: usize,
    delivered: u64,
    planned: u64,
    percent: Option<u64>,
    cost: Option<String>,
    cost_a_child: Option<String>,
    met: u64,
    targets: u64,
    plots: Vec<Plot>,
}

/// The changes in one measure.
#[derive(Debug)]
struct Plot {
    /// What the change is in, in words.
    measure: String,
    plot: DotPlot,
    values: String,
}

#[derive(Debug, Template)]
#[template(path = "pages/what_works.html")]
struct Page {
    chrome: Chrome,
    year: String,
    before: i16,
    after: Option<i16>,
    small_left_out: bool,
    left_out: usize,
    shown: Vec<Shown>,
}

fn shown(at: usize, works: &WhatWorks, name: &str, tier: &'static str, summary: &Summary) -> Shown {
    let each = i64::try_from(summary.children).unwrap_or(1).max(1);
    let plots = summary.changes.iter().map(|changes| Plot {
        measure: in_words(&changes.measure),
        plot: dot_plot::lay_out(changes, WIDTH),
        values: changes.dots.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    });
    Shown {
        id: format!("intervention-{at}"),
        name: name.to_owned(),
        tier,
        children: summary.children,
        delivered: summary.delivered,
        planned: summary.planned,
        percent: (summary.planned > 0).then(|| summary.delivered * 100 / summary.planned),
        cost: works.sees_costs.then(|| summary.cost.to_string()),
        cost_a_child: works.sees_costs.then(|| domain::money::Pence(summary.cost.0 / each).to_string()),
        met: summary.met_and_kept,
        targets: summary.targets,
        plots: plots.collect(),
    }
}

/// A measure as words that can follow "in": "out of 10" is no thing that something changes in.
fn in_words(measure: &str) -> String {
    match measure.trim() {
        "" | "score" => "scores".to_owned(),
        out_of if out_of.starts_with("out of") => format!("scores {out_of}"),
        measure => measure.to_owned(),
    }
}

/// The year asked for, by the calendar year in which it starts; else the one that runs.
fn day_asked(visit: &Visit, asked: &Typed) -> domain::Date {
    let today = visit.now().today;
    let year = asked.text("year").parse::<i16>().ok();
    let day = year.and_then(|year| domain::Date::new(year, 10, 1).ok());
    day.filter(|day| *day <= today && *day > days_after(today, -3650)).unwrap_or(today)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let info = &visit.visitor.school;
    let day = day_asked(&visit, &asked);
    let works = gathering::what_works(&web.app, visit.actor(), visit.now(), info, day, false).await?;
    let this = info.calendar.academic_year_of(visit.now().today).starts_in();
    let staff = visit.actor().holds(Role::Senco) || visit.actor().holds(Role::Head);
    page(&Page {
        chrome: visit.chrome("What works here"),
        year: format!("{}/{:02}", works.starts_in, (works.starts_in + 1) % 100),
        before: works.starts_in - 1,
        after: (works.starts_in < this).then_some(works.starts_in + 1),
        small_left_out: !staff,
        left_out: works.left_out,
        shown: works
            .interventions
            .iter()
            .enumerate()
            .map(|(at, one)| shown(at + 1, &works, &one.name, one.tier, &one.summary))
            .collect(),
    })
}

/// The figures as a spreadsheet: what leaves the school has no summary of fewer than five children.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let info = &visit.visitor.school;
    let day = day_asked(&visit, &asked);
    let works = gathering::what_works(&web.app, visit.actor(), visit.now(), info, day, true).await?;
    let number = |count: u64| Cell::Number(count as f64);
    let mut rows = Vec::new();
    for one in &works.interventions {
        let summary = &one.summary;
        let cost = works.sees_costs.then(|| summary.cost.0 as f64 / 100.0);
        let start = vec![
            Cell::from(one.name.as_str()),
            Cell::from(one.tier),
            number(summary.children as u64),
            number(summary.planned),
            number(summary.delivered),
            Cell::from(cost),
            number(summary.targets),
            number(summary.met_and_kept),
        ];
        if summary.changes.is_empty() {
            rows.push([start.clone(), vec![Cell::Empty, Cell::Empty, Cell::Empty]].concat());
        }
        for changes in &summary.changes {
            let end = vec![
                Cell::from(changes.measure.as_str()),
                number(changes.dots.len() as u64),
                Cell::Number(changes.median.as_f64()),
            ];
            rows.push([start.clone(), end].concat());
        }
    }
    let headings = [
        "Intervention",
        "Tier",
        "Children",
        "Sessions planned",
        "Sessions delivered",
        "Cost (pounds)",
        "Targets",
        "Met and kept",
        "Measure",
        "Children measured",
        "Median change",
    ];
    let title = format!("What works {}-{:02}", works.starts_in, (works.starts_in + 1) % 100);
    let list = List { title, headings: headings.map(str::to_owned).to_vec(), rows };
    download::xlsx(&list, "what-works", visit.now().today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_in_words() {
        for (measure, words) in [
            ("out of 10", "scores out of 10"),
            ("score", "scores"),
            ("", "scores"),
            ("words a minute", "words a minute"),
        ] {
            assert_eq!(in_words(measure), words);
        }
    }
}
