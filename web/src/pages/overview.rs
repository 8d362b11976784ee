//! `/overview`: head, governor and SENCO: numbers by status, step, need and year group; the county's clock. No child is
//! named to a governor, and no group under five can be worked out.

use app::{
    Fault,
    county::{self, ApplicationLine},
    time_in_words,
};
use askama::Template;
use axum::extract::State;
use domain::{
    deadlines::ClockState,
    figures::Shown,
    permissions::{Action, Subject},
};

use crate::{
    Web,
    answer::{Answer, page},
    download::{self, text},
    view::{Chrome, Invitation},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/overview.html")]
struct Page {
    chrome: Chrome,
    on_roll: usize,
    all: Option<u64>,
    leaves_out: bool,
    tables: Vec<TableShown>,
    applications: Option<Vec<Line>>,
    stages: Vec<county::Stage>,
    kept: Vec<KeptShown>,
    has_dates: bool,
    may_choose: bool,
    invitations: Vec<Invitation>,
}

/// The clocks of the county, or of the school, that were kept.
#[derive(Debug)]
struct KeptShown {
    title: &'static str,
    what: &'static str,
    rows: Vec<[String; 4]>,
    is_left_out: bool,
}

/// What the county answered and what the school did, each as a table; to those who see no child every line is there,
/// for that one is missing would say something.
fn kept(leaves_out: bool, all: &[county::Kept]) -> Vec<KeptShown> {
    let number = |count: Option<u64>| count.map_or_else(|| "not shown".to_owned(), |count| count.to_string());
    [
        (true, "What the county answered this school year", "Answer"),
        (false, "What the school had to do by law this school year", "What"),
    ]
    .into_iter()
    .map(|(is_countys, title, what)| {
        let of: Vec<&county::Kept> = all.iter().filter(|one| one.is_countys == is_countys).collect();
        KeptShown {
            title,
            what,
            is_left_out: leaves_out && of.iter().all(|one| one.is_left_out()),
            rows: of
                .iter()
                .filter(|one| leaves_out || !one.is_empty())
                .map(|one| [one.name.to_owned(), number(one.in_time), number(one.late), number(one.exempt)])
                .collect(),
        }
    })
    .filter(|table| !table.rows.is_empty())
    .collect()
}

/// A table with its bars.
#[derive(Debug)]
struct TableShown {
    id: String,
    title: String,
    rows: Vec<Bar>,
    total: Option<u64>,
    leaves_out: bool,
}

/// One row with its bar: what, how many, and how wide beside the largest, from 0 to 100.
#[derive(Debug)]
struct Bar {
    label: String,
    count: u64,
    width: u64,
}

impl TableShown {
    fn of(number: usize, table: &Shown) -> Self {
        // What is left out has no label either: that a group is there would say something of the children in it.
        let rows: Vec<&(String, Option<u64>)> =
            table.rows.iter().filter(|(_, count)| count.is_some_and(|count| count > 0)).collect();
        let most = rows.iter().filter_map(|(_, count)| *count).max().unwrap_or(0).max(1);
        let bars: Vec<Bar> = rows
            .iter()
            .map(|(label, count)| Bar {
                label: label.clone(),
                count: count.unwrap_or(0),
                width: count.map_or(0, |count| (count * 100 / most).max(1)),
            })
            .collect();
        Self {
            id: format!("figures-{number}"),
            title: table.title.clone(),
            rows: bars,
            total: table.total,
            leaves_out: table.rows.iter().any(|(_, count)| count.is_none()),
        }
    }
}

#[derive(Debug)]
struct Line {
    name: String,
    href: String,
    state: &'static str,
    week: String,
    next: String,
    late: Option<(String, &'static str)>,
}

impl Line {
    fn of(line: &ApplicationLine) -> Self {
        Self {
            name: line.pupil.name(),
            href: format!("/pupils/{}/ehc", line.pupil.id),
            state: line.state.name(),
            week: line.week.map_or_else(|| "not received".to_owned(), |week| week.to_string()),
            next: line.next.map_or_else(String::new, |(title, on, state)| {
                let when = match state {
                    ClockState::Late { .. } | ClockState::LateExempt { .. } => "was due",
                    _ => "by",
                };
                format!("{title}, {when} {}", time_in_words::day(on))
            }),
            late: line.late.map(|(days, exempt)| {
                let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
                if exempt {
                    (format!("Late by {days}, exempt"), "orange")
                } else {
                    (format!("Late by {days}"), "red")
                }
            }),
        }
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let info = &visit.visitor.school;
    let overview = county::show_overview(&web.app, visit.actor(), info, visit.now()).await?;
    page(&Page {
        chrome: visit.chrome("Overview"),
        on_roll: overview.on_roll,
        all: overview.tables.first().and_then(|table| table.total),
        leaves_out: overview.leaves_out,
        tables: overview.tables.iter().enumerate().map(|(at, table)| TableShown::of(at + 1, table)).collect(),
        stages: overview.stages.clone(),
        kept: kept(overview.leaves_out, &overview.kept),
        has_dates: !overview.leaves_out,
        invitations: super::meetings::mine(&web, &visit).await?,
        may_choose: visit.actor().may_to(Action::ChooseForInspection, Subject::School(visit.actor().school)),
        applications: overview.applications.as_ref().map(|lines| lines.iter().map(Line::of).collect()),
    })
}

#[derive(Debug, Template)]
#[template(path = "pages/overview/dates.html")]
struct DatesPage {
    chrome: Chrome,
    year: String,
    months: Vec<MonthShown>,
    /// Whether the visitor may add the bank holidays on which a day hangs that is not known.
    may_add: bool,
}

/// A month of the board.
#[derive(Debug)]
struct MonthShown {
    id: String,
    name: String,
    open: usize,
    dates: Vec<DateShown>,
}

/// A legal date on the board.
#[derive(Debug)]
struct DateShown {
    href: String,
    name: String,
    title: String,
    who: &'static str,
    day: String,
    not_known: Option<String>,
    words: String,
    colour: &'static str,
}

/// Every legal date of the school year, month by month.
pub(crate) async fn dates(State(web): State<Web>, visit: Visit) -> Answer {
    let info = &visit.visitor.school;
    let today = visit.now().today;
    let months = county::show_dates(&web.app, visit.actor(), info, today).await?;
    let year = info.calendar.academic_year_of(today);
    page(&DatesPage {
        chrome: visit.chrome("Legal dates of the year"),
        year: format!("{} to {}", year.starts_in(), year.ends_in()),
        may_add: visit.actor().may_to(Action::ManageCalendar, Subject::School(visit.actor().school))
            && months.iter().flat_map(|month| &month.dates).any(|(line, _)| line.not_known.is_some()),
        months: months
            .iter()
            .map(|month| MonthShown {
                id: month.first.to_string(),
                name: month.first.strftime("%B %Y").to_string(),
                open: month.dates.iter().filter(|(_, is_open)| *is_open).count(),
                dates: month
                    .dates
                    .iter()
                    .map(|(line, is_open)| DateShown {
                        href: format!("/pupils/{}/ehc", line.id),
                        name: line.name.clone(),
                        title: line.title.clone(),
                        who: line.party.map_or("", domain::deadlines::rule::Party::name),
                        day: time_in_words::short_day(line.due_on),
                        not_known: line.not_known.clone(),
                        words: line.words.clone(),
                        colour: match (line.is_late, *is_open) {
                            (true, _) => "red",
                            (false, true) => "blue",
                            (false, false) => "grey",
                        },
                    })
                    .collect(),
            })
            .collect(),
    })
}

/// The applications that run, as a workbook.
pub(crate) async fn applications_xlsx(State(web): State<Web>, visit: Visit) -> Answer {
    let info = &visit.visitor.school;
    let overview = county::show_overview(&web.app, visit.actor(), info, visit.now()).await?;
    let lines = overview.applications.as_ref().ok_or(Fault::NotFound)?;
    let rows = lines.iter().map(|line| {
        let cells = [
            text(line.pupil.name()),
            text(line.state.name()),
            line.week.map(f64::from).into(),
            text(line.next.map_or("", |(title, ..)| title)),
            line.next.map(|(_, on, _)| on).into(),
            line.late.map(|(days, _)| f64::from(days)).into(),
            text(line.late.map_or("", |(_, exempt)| if exempt { "Yes" } else { "No" })),
        ];
        (Some(line.pupil.id), cells)
    });
    let headings = ["Child", "Where it stands", "Week", "Next", "By", "Days late", "Exempt"];
    download::rows(&web, &visit, "Applications", "applications", headings, rows)
}

/// Every legal date of the school year, as a workbook.
pub(crate) async fn dates_xlsx(State(web): State<Web>, visit: Visit) -> Answer {
    let info = &visit.visitor.school;
    let months = county::show_dates(&web.app, visit.actor(), info, visit.now().today).await?;
    let rows = months.iter().flat_map(|month| &month.dates).map(|(line, is_open)| {
        let cells = [
            line.due_on.into(),
            text(line.name.as_str()),
            text(line.title.as_str()),
            text(line.party.map_or("", domain::deadlines::rule::Party::name)),
            text(match &line.not_known {
                Some(why) => format!("{}, at the earliest: {why}", line.words),
                None => line.words.clone(),
            }),
            text(if *is_open { "Open" } else { "Done" }),
            text(line.law),
        ];
        (Some(line.id), cells)
    });
    let headings = ["Day", "Child", "What", "For whom to do", "How it stands", "Open", "Law"];
    download::rows(&web, &visit, "Legal dates of the year", "legal-dates", headings, rows)
}
