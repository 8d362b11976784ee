//! `/school/calendar`: half terms, closed days and bank holidays of a school year.

use app::{
    Fault, FieldFault,
    settings::{self, CalendarForm, TermForm},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{Date, calendar::AcademicYear};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Chrome, Errors, Field, theirs},
    visit::Visit,
};

/// Rows for half terms: six, and two more for schools that cut the year otherwise.
const TERMS: usize = 8;

#[derive(Debug, Template)]
#[template(path = "pages/school/calendar.html")]
struct Page {
    chrome: Chrome,
    year: String,
    starts: i16,
    years: Vec<(String, i16, bool)>,
    known: bool,
    days: usize,
    weeks: usize,
    warnings: Vec<String>,
    holidays_in_year: Vec<String>,
    holidays_known: String,
    terms: Vec<(Field, Field, Field)>,
    closed: Field,
    holidays: Field,
    known_until: Field,
    started_from: String,
}

/// Which year.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    year: Option<i16>,
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

fn day_field(
    name: String,
    label: String,
    typed: Option<&Typed>,
    stands: Option<Date>,
    errors: &Errors,
) -> Field {
    let value = match typed {
        Some(typed) => typed.text(&name),
        None => stands.map(|day| day.to_string()).unwrap_or_default(),
    };
    Field { kind: "date", typed: false, ..Field::new(name, label).value(value).errors(errors) }
}

fn form(visit: &Visit, asked: AcademicYear, typed: Option<&Typed>, errors: Errors) -> Page {
    let calendar = &visit.visitor.school.calendar;
    let stands = settings::form_of(calendar, asked);
    let this = calendar.academic_year_of(visit.now().today);
    let mut all: Vec<AcademicYear> = calendar.years().iter().map(|year| year.academic_year()).collect();
    all.extend([this, this.next()]);
    all.sort();
    all.dedup();
    let known = calendar.school_year(asked);
    let terms = (1..=TERMS).map(|number| {
        let term = stands.terms.get(number - 1).cloned().unwrap_or_default();
        let name = format!("term-{number}-name");
        let shown = typed.map_or(term.name, |typed| typed.text(&name));
        (
            Field::new(name, format!("Name of half term {number}")).value(shown).chars(20),
            day_field(format!("term-{number}-from"), "First day".to_owned(), typed, term.from, &errors),
            day_field(format!("term-{number}-to"), "Last day".to_owned(), typed, term.to, &errors),
        )
    });
    let text = |name: &str, stands: &str| typed.map_or(stands.to_owned(), |typed| typed.text(name));
    let (from, to) = (asked.first_day(), asked.last_day());
    let findings = calendar.findings().into_iter().filter(|(year, _)| *year == asked);
    Page {
        year: asked.to_string(),
        starts: asked.starts_in(),
        years: all.into_iter().map(|year| (year.to_string(), year.starts_in(), year == asked)).collect(),
        known: known.is_some(),
        days: calendar.days_in_session(from, to).len(),
        weeks: calendar.school_weeks(from, to).len(),
        warnings: findings.map(|(_, finding)| sentence(&finding.to_string())).collect(),
        holidays_in_year: calendar
            .bank_holidays()
            .iter()
            .filter(|(day, _)| *day >= from && *day <= to)
            .map(|(day, name)| format!("{}: {name}", time_in_words::day(day)))
            .collect(),
        holidays_known: time_in_words::day(calendar.bank_holidays().known_until()),
        terms: terms.collect(),
        closed: Field::new("closed", "INSET and other closed days")
            .hint("Days in term on which pupils do not come. One in each line, like 04/01/2027.")
            .rows(6)
            .value(text("closed", &stands.closed))
            .errors(&errors),
        holidays: Field::new("holidays", "Bank holidays beyond the known ones")
            .hint("For all years. One in each line: day, blank, name. Like 01/01/2029 New Year’s Day.")
            .rows(3)
            .value(text("holidays", &stands.holidays))
            .errors(&errors),
        known_until: day_field(
            "known-until".to_owned(),
            "Until which day is every bank holiday known?".to_owned(),
            typed,
            stands.known_until,
            &errors,
        )
        .hint("The last day of the last year whose bank holidays are all in the list, or in ours: dates after it are not counted."),
        started_from: typed
            .map(|typed| typed.text("started-from"))
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| settings::digest(calendar)),
        chrome: visit.chrome(format!("Calendar {asked}")).with_errors(errors),
    }
}

/// What a calendar says, part by part.
fn parts(of: &CalendarForm) -> Vec<(String, String)> {
    let day = |day: Option<Date>| day.map(time_in_words::day).unwrap_or_default();
    let terms = (1..).zip(&of.terms).map(|(number, term)| {
        let says = match (term.from, term.to) {
            (None, None) => String::new(),
            (from, to) => format!("{}, {} to {}", term.name.trim(), day(from), day(to)),
        };
        (format!("Half term {number}"), says)
    });
    let others = [
        ("Closed days", of.closed.clone()),
        ("Bank holidays", of.holidays.clone()),
        ("Bank holidays known until", day(of.known_until)),
    ];
    terms.chain(others.map(|(label, text)| (label.to_owned(), text))).collect()
}

/// The page.
pub(crate) async fn get(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let this = visit.visitor.school.calendar.academic_year_of(visit.now().today);
    let year = asked.year.filter(|year| (1990..=2200).contains(year));
    page(&form(&visit, year.map_or(this, AcademicYear::starting_in), None, Errors::none()))
}

/// The form.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let year = typed.text("year").parse().ok().filter(|year| (1990..=2200).contains(year));
    let year = AcademicYear::starting_in(year.ok_or(Fault::NotFound)?);
    if typed.text("do") == "drop" {
        let info = &visit.visitor.school;
        settings::drop_year(&web.app, visit.actor(), visit.now(), info, year).await?;
        return Ok(go_saying("/school/calendar", "The year is taken out of the calendar."));
    }
    let mut faults = Vec::new();
    let terms = (1..=TERMS)
        .map(|number| TermForm {
            name: typed.text(&format!("term-{number}-name")),
            from: typed.date(&format!("term-{number}-from"), "The first day", &mut faults),
            to: typed.date(&format!("term-{number}-to"), "The last day", &mut faults),
        })
        .collect();
    let known_until = typed.date("known-until", "The day", &mut faults);
    let calendar = CalendarForm {
        year: year.starts_in(),
        terms,
        closed: typed.text("closed"),
        holidays: typed.text("holidays"),
        known_until,
    };
    let saved = if faults.is_empty() {
        let started_from = typed.text("started-from");
        settings::change_calendar(&web.app, visit.actor(), visit.now(), &calendar, &started_from).await
    } else {
        Err(Fault::Invalid(faults))
    };
    match saved {
        Ok(()) => Ok(go_saying(&format!("/school/calendar?year={}", year.starts_in()), "Saved.")),
        Err(Fault::Invalid(faults)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form(&visit, year, Some(&typed), errors(&faults)))
        }
        Err(Fault::Stale) => {
            let saved = settings::form_of(&visit.visitor.school.calendar, year);
            let told = theirs::in_words(&parts(&saved), &parts(&calendar));
            let sentence = format!(
                "Somebody else has changed the calendar since you opened this page. {told} What you typed is still \
                 here: save it again if it is to stand"
            );
            let fault = FieldFault::new("term-1-from", sentence);
            let mut again = form(&visit, year, Some(&typed), errors(&[fault]));
            again.started_from = settings::digest(&visit.visitor.school.calendar);
            page_with(StatusCode::CONFLICT, &again)
        }
        Err(other) => Err(other.into()),
    }
}
