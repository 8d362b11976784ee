//! `/school/classes`: the classes of a year, and who works in them.

pub(crate) mod class;

use app::{Fault, classes, time_in_words};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{calendar::AcademicYear, people::YearGroup};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/classes.html")]
struct Page {
    chrome: Chrome,
    year: String,
    starts: i16,
    years: Vec<(String, i16, bool)>,
    lines: Vec<Line>,
    without_class: u64,
    name: Field,
    group: Choices,
}

#[derive(Debug)]
struct Line {
    href: String,
    name: String,
    group: String,
    children: u64,
    staff: Vec<String>,
}

/// Which year.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    year: Option<i16>,
}

/// The year groups to choose from.
pub(super) fn groups(chosen: &str) -> Choices {
    let items = (-2..=9).map(|year| {
        let year = YearGroup(year);
        Choice::new(year.code(), if year.0 < 0 { format!("Nursery ({})", year.code()) } else { year.name() })
    });
    let items = [Choice::new("", "Choose")].into_iter().chain(items);
    Choices::new("group", "Year group", items).choose([chosen])
}

async fn shown(
    web: &Web,
    visit: &Visit,
    asked: Option<i16>,
    typed: &Typed,
    errors: Errors,
) -> Result<Page, Fault> {
    let info = &visit.visitor.school;
    let year = asked.filter(|year| (1990..=2200).contains(year)).map(AcademicYear::starting_in);
    let list = classes::list_classes(&web.app, visit.actor(), info, visit.now(), year).await?;
    let this = info.calendar.academic_year_of(visit.now().today);
    let today = visit.now().today;
    let staff = |line: &classes::StaffLine| {
        let title = info.school.title(line.role);
        let since = if line.from_on > today {
            format!(", from {}", time_in_words::day(line.from_on))
        } else {
            String::new()
        };
        format!("{}, {title}{since}", line.name)
    };
    let lines = list.lines.iter().map(|line| Line {
        href: format!("/school/classes/{}", line.class.id),
        name: line.class.name.clone(),
        group: line.class.year.name(),
        children: line.children,
        staff: line.staff.iter().map(staff).collect(),
    });
    let around = [AcademicYear::starting_in(this.starts_in() - 1), this, this.next()];
    Ok(Page {
        year: list.year.to_string(),
        starts: list.year.starts_in(),
        years: around.map(|year| (year.to_string(), year.starts_in(), year == list.year)).to_vec(),
        lines: lines.collect(),
        without_class: if list.year == this { list.without_class } else { 0 },
        name: typed.into_field(
            Field::new("name", "Name").hint("Like 3 Hazel, 4B or Reception Oak").chars(20),
            &errors,
        ),
        group: groups(&typed.text("group")).errors(&errors),
        chrome: visit.chrome(format!("Classes {}", list.year)).with_errors(errors),
    })
}

/// The list.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    page(&shown(&web, &visit, asked.year, &Typed::default(), Errors::none()).await?)
}

/// A new class.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let year: i16 = typed.text("year").parse().map_err(|_| Fault::NotFound)?;
    let added = match YearGroup::from_code(&typed.text("group")) {
        Some(group) => {
            let name = typed.text("name");
            classes::add_class(&web.app, visit.actor(), visit.now(), &name, group, year).await
        }
        None => Err(Fault::field("group", "Choose the year group that most of the class is in")),
    };
    match added {
        Ok(id) => Ok(go_saying(&format!("/school/classes/{id}"), "The class is added.")),
        Err(Fault::Invalid(faults)) => {
            let again = shown(&web, &visit, Some(year), &typed, errors(&faults)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(other) => Err(other.into()),
    }
}
