//! The board of legal dates: every one of the school year, month by month, done and to come.

use domain::{
    Date,
    permissions::{Action, Actor, allow},
};

use super::watched::{finished_this_year, watched};
use crate::{
    App, Fault, SchoolInfo,
    lists::{ClockLine, clock_line},
    school_subject,
};

/// A month of the board.
#[derive(Clone, Debug)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// Its dates, by day; whether each is still open.
    pub dates: Vec<(ClockLine, bool)>,
}

/// Every legal date of this school year, with those of the reviews that are finished, and what is overdue from before: a
/// query or two.
///
/// # Errors
/// [`Fault::Forbidden`] for those who do not follow the applications of the whole school.
pub async fn show_dates(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    today: Date,
) -> Result<Vec<Month>, Fault> {
    allow(actor, Action::ReadApplication, school_subject(actor.school))?;
    let scope = actor.scope_for(Action::ReadApplication);
    let reader = app.store.read(actor.school);
    let year = info.calendar.academic_year_of(today);
    let (from, to) = (domain::date(year.starts_in(), 9, 1), domain::date(year.ends_in(), 8, 31));
    let mut months: Vec<Month> = Vec::new();
    let mut all = watched(app, &reader, (&scope, &scope), info, today).await?;
    all.extend(finished_this_year(app, &reader, &scope, info, today).await?);
    all.sort_by_key(|one| one.clock.due_on);
    for one in all {
        let (due_on, is_open) = (one.clock.due_on, one.clock.state.is_open());
        let is_of_year = due_on >= from && due_on <= to;
        if !(is_of_year || due_on < from && is_open) {
            continue;
        }
        let line = clock_line(&one.clock, &one.pupil, &info.calendar, today);
        let first = domain::date(due_on.year(), due_on.month(), 1);
        if months.last().is_none_or(|month| month.first != first) {
            months.push(Month { first, dates: Vec::new() });
        }
        if let Some(month) = months.last_mut() {
            month.dates.push((line, is_open));
        }
    }
    Ok(months)
}
