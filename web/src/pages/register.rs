//! `/register`: the SEN register, on screen, in print, and as a file for a spreadsheet program.

use app::{
    Fault,
    lists::{self, ChildChanges, Counts, Filter, Order, Register, RegisterRow, SortBy},
    time_in_words,
};
use askama::Template;
use axum::extract::State;
use domain::Date;
use exchange::list::List;

use super::narrow::{Narrow, filter_of, query_of};
use crate::{
    Web,
    answer::{Answer, page},
    asked::Asked,
    download,
    typed::Typed,
    view::{Chrome, Errors, Field},
    visit::Visit,
};

/// A heading that sorts.
#[derive(Debug)]
struct Heading {
    text: &'static str,
    href: String,
    sort: &'static str,
}

#[derive(Debug, Template)]
#[template(path = "pages/register.html")]
struct Page {
    chrome: Chrome,
    narrow: Narrow,
    since_field: Field,
    headings: Vec<Heading>,
    rows: Vec<RegisterRow>,
    counts: Counts,
    total: usize,
    since: Option<String>,
    gone: Vec<ChildChanges>,
    today: Date,
    /// Where the list is had as a workbook.
    xlsx: String,
    /// Where the list is had as CSV.
    csv: String,
    /// The day, for the printed page.
    printed_on: String,
    /// Whether only the visitor's own classes are on it.
    own_classes: bool,
    /// Whether those who have left can be asked for.
    finds_leavers: bool,
}

/// What the address asks for.
struct Wanted {
    filter: Filter,
    order: Order,
    since: Option<Date>,
    /// What was typed as a day and is none.
    not_a_day: bool,
}

fn wanted(asked: &Typed) -> Wanted {
    let typed = asked.text("since");
    let since = day(&typed);
    Wanted {
        filter: filter_of(asked),
        order: Order::from_code(&asked.text("sort")),
        not_a_day: since.is_none() && !typed.is_empty(),
        since,
    }
}

/// A day as browsers send it, or as people type it where browsers have no picker.
fn day(typed: &str) -> Option<Date> {
    let parts: Vec<&str> =
        typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [first, month, last] = parts[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (date.year() >= 1900).then_some(date)
}

async fn load(web: &Web, visit: &Visit, wanted: &Wanted) -> Result<Register, Fault> {
    let school = &visit.visitor.school;
    lists::register(&web.app, visit.actor(), visit.now(), school, &wanted.filter, wanted.order, wanted.since)
        .await
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let wanted = wanted(&asked);
    let register = load(&web, &visit, &wanted).await?;
    let mut errors = Errors::none();
    if wanted.not_a_day {
        errors.add("since", "The day must be a real date, like 1/9/2026");
    }
    let since = wanted.since.map(|day| day.to_string()).unwrap_or_default();
    let sort = if wanted.order == Order::default() { String::new() } else { wanted.order.code() };
    let headings = SortBy::ALL
        .into_iter()
        .map(|(by, _, text)| {
            let is_now = wanted.order.by == by;
            let next = Order { by, descending: is_now && !wanted.order.descending };
            let more = [("since", since.clone()), ("sort", next.code())];
            Heading {
                text,
                href: format!("/register?{}", query_of(&wanted.filter, &more)),
                sort: match (is_now, wanted.order.descending) {
                    (false, _) => "none",
                    (true, false) => "ascending",
                    (true, true) => "descending",
                },
            }
        })
        .collect();
    let query = query_of(&wanted.filter, &[("since", since.clone()), ("sort", sort.clone())]);
    let typed_day = if wanted.not_a_day { asked.text("since") } else { since };
    let since_field = Field { kind: "date", typed: false, ..Field::new("since", "What changed since") };
    page(&Page {
        chrome: visit.chrome("SEN register").with_errors(errors.clone()),
        since_field: since_field.value(typed_day).errors(&errors),
        narrow: Narrow::of("/register", &wanted.filter, &register.narrowing, vec![("sort", sort)]),
        headings,
        finds_leavers: register.narrowing.leavers,
        rows: register.rows,
        counts: register.counts,
        total: register.total,
        since: wanted.since.map(time_in_words::day),
        gone: register.gone,
        today: visit.now().today,
        xlsx: format!("/register.xlsx?{query}"),
        csv: format!("/register.csv?{query}"),
        printed_on: time_in_words::day(visit.now().today),
        own_classes: !visit.actor().scope().is_whole_school(),
    })
}

/// The list as a file; that each child's line was taken out is noted as a look at the child.
async fn list(web: &Web, visit: &Visit, asked: &Typed) -> Result<List, Fault> {
    let wanted = wanted(asked);
    let register = load(web, visit, &wanted).await?;
    let school = &visit.visitor.school.school;
    for line in &register.rows {
        web.app.looked(visit.now(), school.id, visit.visitor.login.account, line.row.id, &visit.path);
    }
    Ok(lists::as_list(&register, &school.name, visit.now().today, wanted.since))
}

/// As an Excel workbook.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let list = list(&web, &visit, &asked).await?;
    download::xlsx(&list, "sen-register", visit.now().today)
}

/// As a CSV file.
pub(crate) async fn csv(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let list = list(&web, &visit, &asked).await?;
    Ok(download::csv(&list, "sen-register", visit.now().today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::date;

    #[test]
    fn days_as_browsers_and_people_write_them() {
        for (typed, expected) in [
            ("2026-11-01", Some(date(2026, 11, 1))),
            ("1/11/2026", Some(date(2026, 11, 1))),
            ("01.11.2026", Some(date(2026, 11, 1))),
            ("1 11 2026", Some(date(2026, 11, 1))),
            ("31/11/2026", None),
            ("1/11/26", None),
            ("November", None),
            ("", None),
        ] {
            assert_eq!(day(typed), expected, "{typed}");
        }
    }
}
