//! `/provision/adults`: the week of each adult, and how full it is against the hours of their contract.

use std::collections::BTreeMap;

use app::{
    Fault, FieldFault,
    teaching::{self, AdultWeek, AdultsWeeks, ProvisionMap},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    Date, UserId,
    money::delivered::Minutes,
    permissions::{Action, Subject},
    provision::weekday_name,
};

use exchange::list::{Cell, List};

use super::{Asked, address, narrowed_map};
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    download,
    typed::{Typed, errors},
    view::{Chrome, Errors, Field},
    visit::Visit,
};

#[derive(Debug)]
struct Line {
    week: AdultWeek,
    planned: String,
    contracted: String,
    left: String,
    colour: &'static str,
    full: String,
    hours: Field,
}

#[derive(Debug, Template)]
#[template(path = "pages/provision/adults.html")]
struct Page {
    chrome: Chrome,
    lines: Vec<Line>,
    days: [&'static str; 5],
    may_set: bool,
    may_plan: bool,
    sees_costs: bool,
    over: usize,
    /// Which week, in words.
    week: String,
    in_session: bool,
    is_now: bool,
    /// Whose hours do not hold what is planned later: who, from when, by how much, and that week's address.
    later: Vec<(String, String, String, String)>,
    before: Option<String>,
    after: Option<String>,
    now: String,
    monday: String,
    xlsx: String,
    pdf: String,
}

fn hours(minutes: u32) -> String {
    if minutes.is_multiple_of(60) {
        (minutes / 60).to_string()
    } else {
        let hundredths = (u64::from(minutes) * 100 + 30) / 60;
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    }
}

fn line(week: AdultWeek, typed: Option<&Typed>, errors: &Errors) -> Line {
    let capacity = week.capacity;
    let name = format!("hours-{}", week.adult);
    let field = Field::decimal(name.clone(), format!("Hours a week of {}", week.name), 5);
    let value = match typed {
        Some(typed) => typed.text(&name),
        None if capacity.contracted.0 == 0 => String::new(),
        None => hours(capacity.contracted.0),
    };
    let colour = match (capacity.percent(), capacity.is_over()) {
        (Some(_), true) => "red",
        (Some(percent), false) if percent >= 90 => "yellow",
        (Some(_), false) => "green",
        (None, _) => "grey",
    };
    Line {
        planned: capacity.planned().to_string(),
        contracted: if capacity.contracted == Minutes(0) {
            String::new()
        } else {
            capacity.contracted.to_string()
        },
        left: week.left_in_words(),
        full: week.full_in_words(),
        colour,
        hours: field.value(value).errors(errors),
        week,
    }
}

/// The page's address.
const PATH: &str = "/provision/adults";

/// The map as it is narrowed, and the adults' weeks of it.
async fn weeks(web: &Web, visit: &Visit, asked: &Asked) -> Result<(ProvisionMap, AdultsWeeks), Fault> {
    let (narrowed, map) = narrowed_map(web, visit, asked).await?;
    let (actor, now, info) = (visit.actor(), visit.now(), &visit.visitor.school);
    let shown = teaching::show_adults(&web.app, actor, now, info, (&map, &narrowed), asked.week()).await?;
    Ok((map, shown))
}

async fn show(
    web: &Web,
    visit: &Visit,
    asked: &Asked,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Result<Page, Fault> {
    let (map, shown) = weeks(web, visit, asked).await?;
    let at = |monday: Date| address(asked, "week", &monday.to_string()).replacen("/provision", PATH, 1);
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let whole = Subject::School(visit.actor().school);
    Ok(Page {
        chrome: visit.chrome("Adults’ weeks").with_errors(errors.clone()),
        xlsx: address(asked, "view", "").replacen("/provision", "/provision/adults.xlsx", 1),
        pdf: address(asked, "view", "").replacen("/provision", "/provision/adults.pdf", 1),
        over: shown.weeks.iter().filter(|week| week.capacity.is_over()).count(),
        week: shown.in_words(),
        in_session: shown.in_session,
        is_now: shown.is_now,
        before: shown.before.map(at),
        after: shown.after.map(at),
        now: at(visit.now().today),
        monday: shown.week.monday().to_string(),
        later: shown
            .over_later
            .iter()
            .map(|(who, monday, by)| (who.clone(), time_in_words::day(*monday), by.clone(), at(*monday)))
            .collect(),
        lines: shown.weeks.into_iter().map(|week| line(week, typed, &errors)).collect(),
        days: [1, 2, 3, 4, 5].map(weekday_name),
        may_set: visit.actor().may_to(Action::PlanProvision, whole),
        may_plan: map.may_plan,
        sees_costs: map.sees_costs,
    })
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    page(&show(&web, &visit, &asked, None, &[]).await?)
}

/// The same weeks as an Excel workbook: a row for each booking, and one for an adult without any.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (_, shown) = weeks(&web, &visit, &asked).await?;
    let of = format!("{}, {}", visit.visitor.school.school.name, shown.in_words());
    let list = as_list(&shown.weeks, &of);
    download::xlsx(&list, "adults-weeks", visit.now().today)
}

fn as_list(weeks: &[AdultWeek], school: &str) -> List {
    let headings = [
        "Adult",
        "Day",
        "Starts at",
        "Ends at",
        "Provision",
        "Place",
        "Booked twice",
        "Hours with children",
        "Hours of preparation",
        "Hours of the contract",
        "Full (%)",
    ];
    let hours = |minutes: Minutes| Cell::Number((f64::from(minutes.0) / 60.0 * 100.0).round() / 100.0);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for week in weeks {
        let mut own: Vec<Vec<Cell>> = Vec::new();
        for (weekday, bookings) in (1..).zip(&week.days) {
            own.extend(bookings.iter().map(|one| {
                vec![
                    week.name.clone().into(),
                    weekday_name(weekday).into(),
                    one.starts_at.clone().into(),
                    one.ends_at.clone().into(),
                    one.name.clone().into(),
                    one.place.clone().into(),
                    if one.clashes { "yes" } else { "" }.into(),
                ]
            }));
        }
        if own.is_empty() {
            own.push(std::iter::once(week.name.clone().into()).chain((1..7).map(|_| Cell::Empty)).collect());
        }
        // An adult's hours stand once, in their first row, so that the columns add up.
        for (at, cells) in own.iter_mut().enumerate() {
            if at > 0 {
                cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]);
                continue;
            }
            let capacity = week.capacity;
            let known = capacity.contracted != Minutes(0);
            cells.extend([
                hours(capacity.taught),
                hours(capacity.preparation),
                if known { hours(capacity.contracted) } else { Cell::Empty },
                capacity.percent().map(f64::from).into(),
            ]);
        }
        rows.extend(own);
    }
    List { title: format!("Adults’ weeks, {school}"), headings: headings.map(str::to_owned).to_vec(), rows }
}

/// The hours of contracts.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let mut faults = Vec::new();
    let asked = Asked { week: typed.text("week").to_owned(), ..Asked::default() };
    let mut minutes: BTreeMap<UserId, Option<u32>> = BTreeMap::new();
    for (name, value) in typed.iter() {
        let Some(adult) = name.strip_prefix("hours-").and_then(|id| id.parse().ok()) else { continue };
        match value.trim().replace(',', ".") {
            empty if empty.is_empty() => {
                minutes.insert(adult, None);
            }
            text => match text.parse::<domain::progress::Score>() {
                Ok(hours) if (0..=168_000_000).contains(&hours.millionths()) => {
                    let rounded = (hours.millionths() * 60 + 500_000) / 1_000_000;
                    minutes.insert(adult, u32::try_from(rounded).ok());
                }
                Ok(_) | Err(_) => {
                    faults.push(FieldFault::new(name, "Give the hours a week as a number, like 27.5"));
                }
            },
        }
    }
    let done = if faults.is_empty() {
        teaching::set_contracts(&web.app, visit.actor(), visit.now(), &minutes).await
    } else {
        Err(Fault::Invalid(faults))
    };
    match done {
        Ok(()) => {
            let to = address(&asked, "", "").replacen("/provision", PATH, 1);
            Ok(go_saying(&to, "The hours are saved."))
        }
        Err(Fault::Invalid(faults)) => {
            let page = show(&web, &visit, &asked, Some(&typed), &faults).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(fault) => Err(fault.into()),
    }
}

#[cfg(test)]
mod tests {
    use app::teaching::Booking;
    use domain::{ProvisionId, UserId, provision::Capacity};

    use super::*;

    #[test]
    fn a_week_as_rows() {
        let capacity = Capacity { taught: Minutes(50), preparation: Minutes(10), contracted: Minutes(120) };
        let booking = |name: &str, clashes| Booking {
            provision: Some(ProvisionId::new(1, &[1; 10])),
            starts_at: "09:00".into(),
            ends_at: "09:20".into(),
            name: name.into(),
            place: String::new(),
            clashes,
        };
        let mut days: [Vec<Booking>; 5] = Default::default();
        days[2] = vec![booking("Reading", false), booking("=1+1", true)];
        let adult = UserId::new(1, &[1; 10]);
        let ann = AdultWeek { adult, name: "Ann".into(), capacity, days };
        let free = Capacity { taught: Minutes(0), preparation: Minutes(0), contracted: Minutes(0) };
        let bob = AdultWeek { adult, name: "Bob".into(), capacity: free, days: Default::default() };
        let list = as_list(&[ann, bob], "Oak");
        assert!(list.rows.iter().all(|row| row.len() == list.headings.len()), "{:?}", list.rows);
        assert_eq!(list.rows.len(), 3);
        assert_eq!(list.rows[0][1], Cell::from("Wednesday"));
        assert_eq!(list.rows[0][7..], [0.83.into(), 0.17.into(), 2.0.into(), Cell::Number(50.0)]);
        assert_eq!((&list.rows[1][6], &list.rows[1][7]), (&Cell::from("yes"), &Cell::Empty));
        assert_eq!(
            (&list.rows[2][0], &list.rows[2][4], &list.rows[2][9]),
            (&"Bob".into(), &Cell::Empty, &Cell::Empty)
        );
    }

    #[test]
    fn minutes_as_hours() {
        for (minutes, expected) in [(0, "0"), (60, "1"), (90, "1.50"), (1650, "27.50"), (100, "1.67")] {
            assert_eq!(hours(minutes), expected);
        }
    }
}
