//! Somebody changes the school's calendar: the half terms and closed days of a school year, and bank holidays.

use domain::{
    Date, Now,
    audit::{Event, Happening},
    calendar::{
        AcademicYear, BankHoliday, BankHolidays, MoreBankHolidays, SchoolCalendar, SchoolYear, Term,
        count::in_words,
    },
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::schools;

use crate::{App, Fault, FieldFault, SchoolInfo};

/// A half term as a form holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermForm {
    /// Its name.
    pub name: String,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
}

/// A school year as a form holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarForm {
    /// The academic year, by the calendar year in which it starts.
    pub year: i16,
    /// Its half terms; one without name and days is left out.
    pub terms: Vec<TermForm>,
    /// INSET and other closed days, a day in each line.
    pub closed: String,
    /// Bank holidays beyond those that are shipped, a day and its name in each line.
    pub holidays: String,
    /// The day until which no bank holiday is missing; as it stands when it is not typed.
    pub known_until: Option<Date>,
}

/// A year of a calendar as a form; an unknown one with the names of the half terms.
#[must_use]
pub fn form_of(calendar: &SchoolCalendar, year: AcademicYear) -> CalendarForm {
    let known = calendar.school_year(year);
    let names = ["Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2"];
    let terms = match known {
        Some(known) => known
            .terms
            .iter()
            .map(|term| TermForm { name: term.name.clone(), from: Some(term.from), to: Some(term.to) })
            .collect(),
        None => names.map(|name| TermForm { name: name.to_owned(), from: None, to: None }).to_vec(),
    };
    let closed: Vec<String> = known
        .map(|known| known.closed.iter().map(|day| day.strftime("%d/%m/%Y").to_string()).collect())
        .unwrap_or_default();
    let holidays: Vec<String> = calendar
        .more_bank_holidays()
        .days
        .iter()
        .map(|day| format!("{} {}", day.date.strftime("%d/%m/%Y"), day.name))
        .collect();
    CalendarForm {
        year: year.starts_in(),
        terms,
        closed: closed.join("\n"),
        holidays: holidays.join("\n"),
        known_until: Some(calendar.bank_holidays().known_until()),
    }
}

/// A day as people write it in a line: 04/01/2027, or 2027-01-04.
fn day_of(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn school_year(form: &CalendarForm, faults: &mut Vec<FieldFault>) -> SchoolYear {
    let year = AcademicYear::starting_in(form.year);
    let mut terms = Vec::new();
    for (number, term) in (1..).zip(&form.terms) {
        let name = term.name.trim();
        match (term.from, term.to) {
            (None, None) => {}
            (Some(from), Some(to)) => {
                let name = if name.is_empty() {
                    format!("Half term {number}")
                } else {
                    name.chars().take(60).collect()
                };
                if year.first_day() > to || from > year.last_day() {
                    let id = format!("term-{number}-from");
                    faults.push(FieldFault::new(id, format!("{name} does not lie in {year}")));
                }
                terms.push(Term { name, from, to });
            }
            (None, Some(_)) => {
                faults.push(FieldFault::new(
                    format!("term-{number}-from"),
                    format!("Enter the first day of {name}"),
                ));
            }
            (Some(_), None) => {
                faults.push(FieldFault::new(
                    format!("term-{number}-to"),
                    format!("Enter the last day of {name}"),
                ));
            }
        }
    }
    let mut closed = Vec::new();
    for line in form.closed.lines().filter(|line| !line.trim().is_empty()) {
        match day_of(line) {
            Some(day) => closed.push(day),
            None => faults.push(FieldFault::new(
                "closed",
                format!("“{}” is not a day. Write one day in each line, like 04/01/2027", line.trim()),
            )),
        }
    }
    closed.sort();
    closed.dedup();
    SchoolYear { name: year.to_string(), terms, closed }
}

fn more_holidays(
    form: &CalendarForm,
    known: &MoreBankHolidays,
    faults: &mut Vec<FieldFault>,
) -> MoreBankHolidays {
    let mut days = Vec::new();
    for line in form.holidays.lines().filter(|line| !line.trim().is_empty()) {
        let line = line.trim();
        let (day, name) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match day_of(day) {
            Some(date) => {
                let name = if name.trim().is_empty() { "Bank holiday" } else { name.trim() };
                days.push(BankHoliday { date, name: name.chars().take(100).collect() });
            }
            None => faults.push(FieldFault::new(
                "holidays",
                format!("“{line}” does not begin with a day. Write like 01/01/2029 New Year's Day"),
            )),
        }
    }
    days.sort_by_key(|day| day.date);
    MoreBankHolidays { until: known_until(form, known, &days, faults), days }
}

/// Until when the list is whole. Of each year that it is said to hold, at least one day must be on it: a date that is
/// counted over bank holidays that nobody typed would be wrong, and nobody would see it.
fn known_until(
    form: &CalendarForm,
    known: &MoreBankHolidays,
    days: &[BankHoliday],
    faults: &mut Vec<FieldFault>,
) -> Option<Date> {
    let Some(until) = form.known_until else { return known.until };
    let shipped = BankHolidays::england().known_until();
    let mut wrong = |sentence: String| faults.push(FieldFault::new("known-until", sentence));
    if let Some(last) = days.iter().map(|day| day.date).max().filter(|last| until < *last) {
        wrong(format!("The list goes to {}: it must be known until that day, or longer", in_words(last)));
    }
    let missing =
        (shipped.year() + 1..=until.year()).find(|year| days.iter().all(|day| day.date.year() != *year));
    if let Some(year) = missing {
        wrong(format!("Write the bank holidays of {year} in the list first"));
    }
    (until > shipped).then_some(until)
}

async fn save(
    app: &App,
    actor: &Actor,
    now: Now,
    started_from: &str,
    change: impl FnOnce(&SchoolCalendar) -> Result<SchoolCalendar, Fault>,
) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageCalendar, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let mut school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    let stands = calendar_of(&school.settings.calendar);
    let after = change(&stands)?;
    if after == stands {
        return Ok(());
    }
    if digest(&stands) != started_from {
        return Err(Fault::Stale);
    }
    school.settings.calendar = after.to_toml();
    schools::save(&tx, &allowed, &school).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::SettingsChanged, "calendar")]).await
}

fn calendar_of(text: &str) -> SchoolCalendar {
    let shipped = || SchoolCalendar::shipped().clone();
    if text.is_empty() { shipped() } else { SchoolCalendar::from_toml(text).unwrap_or_else(|_| shipped()) }
}

/// What a form of this calendar started from.
#[must_use]
pub fn digest(calendar: &SchoolCalendar) -> String {
    crate::signing_in::digest(&calendar.to_toml())
}

/// Writes a school year into the calendar: a new one, or in the place of the one that stood.
///
/// # Errors
/// [`Fault::Invalid`] with what is wrong in which box; [`Fault::Stale`] when somebody changed the calendar since.
pub async fn change_calendar(
    app: &App,
    actor: &Actor,
    now: Now,
    form: &CalendarForm,
    started_from: &str,
) -> Result<(), Fault> {
    save(app, actor, now, started_from, |stands| {
        let mut faults = Vec::new();
        let year = school_year(form, &mut faults);
        let more = more_holidays(form, stands.more_bank_holidays(), &mut faults);
        if !faults.is_empty() {
            return Err(Fault::Invalid(faults));
        }
        let mut years: Vec<SchoolYear> =
            stands.years().iter().filter(|known| known.name != year.name).cloned().collect();
        years.retain(|known| known.academic_year() != AcademicYear::starting_in(form.year));
        years.push(year);
        SchoolCalendar::new(years, more).map_err(|fault| {
            let sentence = fault.to_string();
            let mut letters = sentence.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            Fault::field("term-1-from", first + letters.as_str())
        })
    })
    .await
}

/// Takes a school year out of the calendar.
///
/// # Errors
/// [`Fault::Rule`] when it is the only one.
pub async fn drop_year(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    year: AcademicYear,
) -> Result<(), Fault> {
    save(app, actor, now, &digest(&info.calendar), |stands| {
        let years: Vec<SchoolYear> =
            stands.years().iter().filter(|known| known.academic_year() != year).cloned().collect();
        SchoolCalendar::new(years, stands.more_bank_holidays().clone())
            .map_err(|fault| Fault::rule("calendar", fault.to_string()))
    })
    .await
}
