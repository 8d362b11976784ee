//! The provision map as a week, and each adult's week: days and times, as the pages show them.

use std::collections::BTreeMap;

use documents::{
    Sheet,
    papers::{FullWeek, InWeek, OneWeek, ProvisionWeek, WeekTime},
};
use domain::{
    Now,
    provision::{starts_at, weekday_name},
};

use super::{furniture, provision_map::children};
use crate::{
    SchoolInfo,
    teaching::{self, AdultWeek, AdultsWeeks, Booking, MapRow},
};

/// The paper of a map that somebody was shown, as a week: what runs on each day, by time, for whom. `of` says whose map
/// it is.
#[must_use]
pub fn provision_week(info: &SchoolInfo, now: Now, map: &teaching::ProvisionMap, of: &str) -> Sheet {
    let days: Vec<Vec<(String, InWeek)>> = map
        .week()
        .into_iter()
        .map(|(_, rows)| {
            rows.into_iter().map(|row| (row.provision.starts_at.clone(), in_week(row))).collect()
        })
        .collect();
    let times = by_time(days);
    let weeks =
        if times.is_empty() { Vec::new() } else { vec![OneWeek { whose: "The week".to_owned(), times }] };
    paper(info, now, ("Provision in a week", of), Vec::new(), weeks)
}

/// The paper of adults' weeks that somebody was shown: how full each is, and what it holds.
#[must_use]
pub fn adults_weeks(info: &SchoolInfo, now: Now, of: &str, shown: &AdultsWeeks) -> Sheet {
    let full = shown.weeks.iter().map(full).collect();
    let weeks = shown
        .weeks
        .iter()
        .map(|week| OneWeek {
            whose: week.name.clone(),
            times: by_time(
                week.days
                    .iter()
                    .map(|day| day.iter().map(|one| (one.starts_at.clone(), booking(one))).collect())
                    .collect(),
            ),
        })
        .collect();
    let of =
        [of, &shown.in_words()].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
    paper(info, now, ("Adults’ weeks", &of), full, weeks)
}

fn paper(
    info: &SchoolInfo,
    now: Now,
    (title, of): (&str, &str),
    full: Vec<FullWeek>,
    weeks: Vec<OneWeek>,
) -> Sheet {
    Sheet::from(&ProvisionWeek {
        furniture: furniture::of_school(info, title, of, now.today),
        days: (1..=5).map(|day| weekday_name(day).to_owned()).collect(),
        full,
        weeks,
    })
}

/// The times of a week in order, those without a time last; each with its groups of each day.
fn by_time(days: Vec<Vec<(String, InWeek)>>) -> Vec<WeekTime> {
    let count = days.len();
    let mut times: BTreeMap<(bool, Option<u32>), WeekTime> = BTreeMap::new();
    for (at, day) in days.into_iter().enumerate() {
        for (time, group) in day {
            let starts = starts_at(&time);
            let row = times
                .entry((starts.is_none(), starts))
                .or_insert_with(|| WeekTime { time, days: vec![Vec::new(); count] });
            row.days[at].push(group);
        }
    }
    times.into_values().collect()
}

fn in_week(row: &MapRow) -> InWeek {
    let one = &row.provision;
    let staff = if row.staff.is_empty() { "Nobody yet".to_owned() } else { row.staff.join(", ") };
    // The time stands with each group: a time of many goes on on the next page.
    let minutes = match one.starts_at.as_str() {
        "" => format!("{} minutes", one.minutes),
        time => format!("{time}, {} minutes", one.minutes),
    };
    let mut said = vec![minutes, one.place.clone(), staff, children(row)];
    said.extend(row.clashes.iter().cloned());
    said.retain(|line| !line.trim().is_empty());
    InWeek { name: one.name.clone(), said: said.join("\n") }
}

fn booking(one: &Booking) -> InWeek {
    let until = match one.ends_at.as_str() {
        "" => "No time set".to_owned(),
        ends_at => format!("{} to {ends_at}", one.starts_at),
    };
    let twice = if one.clashes { "Booked twice" } else { "" };
    let said = [until.as_str(), &one.place, twice];
    let said: Vec<&str> = said.into_iter().filter(|line| !line.is_empty()).collect();
    InWeek { name: one.name.clone(), said: said.join("\n") }
}

fn full(week: &AdultWeek) -> FullWeek {
    let capacity = week.capacity;
    let written = |minutes: domain::money::delivered::Minutes| {
        if minutes.0 == 0 { String::new() } else { minutes.to_string() }
    };
    FullWeek {
        name: week.name.clone(),
        taught: capacity.taught.to_string(),
        preparation: written(capacity.preparation),
        contracted: written(capacity.contracted),
        left: week.left_in_words(),
        full: week.full_in_words(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_of_days_and_times() {
        let group = |name: &str| InWeek { name: name.to_owned(), said: String::new() };
        let at = |time: &str, name: &str| (time.to_owned(), group(name));
        let grid = by_time(vec![
            vec![at("", "a"), at("10:30", "b")],
            vec![at("9:00", "c"), at("10:30", "d"), at("10:30", "e")],
        ]);
        let said: Vec<(&str, Vec<Vec<&str>>)> = grid
            .iter()
            .map(|row| {
                let days =
                    row.days.iter().map(|day| day.iter().map(|one| one.name.as_str()).collect()).collect();
                (row.time.as_str(), days)
            })
            .collect();
        assert_eq!(
            said,
            [
                ("9:00", vec![vec![], vec!["c"]]),
                ("10:30", vec![vec!["b"], vec!["d", "e"]]),
                ("", vec![vec!["a"], vec![]]),
            ]
        );
        assert!(by_time(vec![Vec::new(); 5]).is_empty());
    }
}
