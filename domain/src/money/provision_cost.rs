//! What provision costs in a funding year: by child, by group and for the school; to date, planned, at the year's end.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Date, ProvisionId, PupilId,
    calendar::SchoolCalendar,
    provision::{Provision, Session as Held, planned_days},
};

use super::{
    Pence,
    funding_year::FundingYear,
    rates::OverTime,
    session_cost::{self, Cost, Session},
};

/// What a funding year's provision comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearCosts {
    /// Each child's shares.
    pub children: BTreeMap<PupilId, Cost>,
    /// Each provision, whole: also what no child shares, as whole-class provision.
    pub provisions: BTreeMap<ProvisionId, Cost>,
}

impl YearCosts {
    /// The whole of it.
    #[must_use]
    pub fn total(&self) -> Cost {
        self.provisions.values().fold(Cost::default(), |sum, cost| Cost {
            to_date: sum.to_date + cost.to_date,
            planned: sum.planned + cost.planned,
        })
    }
}

/// Costs of provisions in a funding year. A session costs its adults' hour for its minutes and its preparation, shared
/// by the children who have a place on its day, also when one of them is absent. To date counts the sessions that took
/// place; planned counts the days from today on that are not logged yet. A resource's price falls on the day on which
/// the provision begins, spread over all children who have, had or will have a place. `hourly` says what an hour of its
/// adults costs, and since when: a session costs what it cost on its day.
///
/// # Source
/// `progress.md`, "Time and money".
#[must_use]
pub fn of_year<H: Into<OverTime>>(
    provisions: &[Provision],
    held: &[Held],
    hourly: impl Fn(&Provision) -> H,
    calendar: &SchoolCalendar,
    year: FundingYear,
    today: Date,
) -> YearCosts {
    let mut by_provision: BTreeMap<ProvisionId, Vec<&Held>> = BTreeMap::new();
    for session in held.iter().filter(|session| year.contains(session.on)) {
        by_provision.entry(session.provision).or_default().push(session);
    }
    let mut costs = YearCosts::default();
    for provision in provisions {
        let logged = by_provision.get(&provision.id).map_or(&[][..], Vec::as_slice);
        let ran: Vec<Date> = logged.iter().filter(|one| one.took_place()).map(|one| one.on).collect();
        let done: BTreeSet<Date> = logged.iter().map(|one| one.on).collect();
        let ahead: Vec<Date> = planned_days(provision, calendar, today.max(year.from), year.to)
            .into_iter()
            .filter(|day| !done.contains(day))
            .collect();
        let over_time: OverTime = hourly(provision).into();
        let alone = |day: Date| Session {
            hourly_cost: over_time.on(day),
            minutes: provision.minutes,
            preparation_minutes: provision.preparation_minutes,
            children: 1,
        };
        let whole = |days: &[Date]| session_cost::total(days.iter().map(|day| alone(*day)));
        let mut cost = Cost { to_date: whole(&ran), planned: whole(&ahead) };
        share(&mut costs.children, provision, &ran, &alone, |cost, pence| {
            cost.to_date = cost.to_date + pence
        });
        share(&mut costs.children, provision, &ahead, &alone, |cost, pence| {
            cost.planned = cost.planned + pence
        });
        if year.contains(provision.from_on) && provision.resources_pence != 0 {
            let price = Pence(provision.resources_pence);
            let begun = provision.from_on <= today;
            let add = |cost: &mut Cost, pence: Pence| {
                if begun {
                    cost.to_date = cost.to_date + pence;
                } else {
                    cost.planned = cost.planned + pence;
                }
            };
            add(&mut cost, price);
            let places = provision.places.iter().filter(|place| !place.never_was());
            let sharers: BTreeSet<PupilId> = places.map(|place| place.pupil).collect();
            for (pupil, part) in sharers.iter().zip(session_cost::resource(price, sharers.len())) {
                add(costs.children.entry(*pupil).or_default(), part);
            }
        }
        costs.provisions.insert(provision.id, cost);
    }
    costs
}

/// Adds each child's share of the sessions of these days. The group's size and the hour's cost change seldom, so days
/// are counted by both before money is.
fn share(
    children: &mut BTreeMap<PupilId, Cost>,
    provision: &Provision,
    days: &[Date],
    alone: &impl Fn(Date) -> Session,
    add: impl Fn(&mut Cost, Pence),
) {
    let mut sizes: BTreeMap<PupilId, BTreeMap<(u32, Pence), usize>> = BTreeMap::new();
    for day in days {
        let there: BTreeSet<PupilId> = provision.children_on(*day).map(|place| place.pupil).collect();
        let size = u32::try_from(there.len()).unwrap_or(u32::MAX);
        let one = alone(*day);
        for pupil in there {
            *sizes.entry(pupil).or_default().entry((size, one.hourly_cost)).or_default() += 1;
        }
    }
    for (pupil, sizes) in sizes {
        let sessions = sizes.into_iter().flat_map(|((children, hourly_cost), times)| {
            let one = Session {
                hourly_cost,
                minutes: provision.minutes,
                preparation_minutes: provision.preparation_minutes,
                children,
            };
            std::iter::repeat_n(one, times)
        });
        add(children.entry(pupil).or_default(), session_cost::total(sessions));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        SessionId, date,
        money::funding_year::{self, FundingYearStart},
        provision::{Place, SessionStatus},
    };

    fn pupil(number: u8) -> PupilId {
        PupilId::new(1, &[number; 10])
    }

    /// Mondays of September 2026, an hour at 12 pounds, from the 7th to the 28th: four sessions.
    fn group(children: &[(u8, Date, Option<Date>)]) -> Provision {
        Provision {
            weekdays: vec![1],
            minutes: 50,
            preparation_minutes: 10,
            hourly_pence: 1200,
            from_on: date(2026, 9, 7),
            until_on: date(2026, 9, 28),
            places: children
                .iter()
                .map(|(number, from_on, until_on)| Place {
                    pupil: pupil(*number),
                    target: None,
                    from_on: *from_on,
                    until_on: *until_on,
                })
                .collect(),
            ..Provision::new(ProvisionId::new(1, &[1; 10]))
        }
    }

    fn held(on: Date, status: SessionStatus) -> Held {
        Held {
            id: SessionId::new(1, &[on.day().unsigned_abs(); 10]),
            provision: ProvisionId::new(1, &[1; 10]),
            on,
            status,
            why: String::new(),
            line: String::new(),
            minutes: 50,
            cover: false,
            logged_by: None,
            logged_at: jiff::Timestamp::UNIX_EPOCH,
            children: Vec::new(),
            version: 1,
        }
    }

    fn costs(group: Provision, held: &[Held], today: Date) -> YearCosts {
        let year = funding_year::of(FundingYearStart::April, today);
        let hourly = |one: &Provision| Pence(one.hourly_pence);
        of_year(&[group], held, hourly, SchoolCalendar::shipped(), year, today)
    }

    #[test]
    fn to_date_planned_and_at_the_years_end() {
        let start = date(2026, 9, 7);
        let two = group(&[(1, start, None), (2, start, None)]);
        let ran = [held(start, SessionStatus::Delivered), held(date(2026, 9, 14), SessionStatus::NotRun)];
        let found = costs(two, &ran, date(2026, 9, 15));
        // One ran, two are ahead, the one that did not run costs nothing.
        let expected = Cost { to_date: Pence(600), planned: Pence(1200) };
        assert_eq!(found.children, BTreeMap::from([(pupil(1), expected), (pupil(2), expected)]));
        assert_eq!(found.total(), Cost { to_date: Pence(1200), planned: Pence(2400) });
        assert_eq!(found.total().at_year_end(), Pence(3600));
    }

    #[test]
    fn a_day_that_was_not_logged_and_is_over_costs_nothing() {
        let found = costs(group(&[(1, date(2026, 9, 7), None)]), &[], date(2026, 9, 29));
        assert_eq!(found.total(), Cost::default());
    }

    #[test]
    fn what_was_held_before_a_new_rate_costs_what_it_cost() {
        let (start, later) = (date(2026, 9, 7), date(2026, 9, 21));
        let two = [group(&[(1, start, None), (2, start, None)])];
        let ran = [held(start, SessionStatus::Delivered), held(later, SessionStatus::Delivered)];
        let hourly = |_: &Provision| OverTime::new(vec![(Date::MIN, Pence(1200)), (later, Pence(1800))]);
        let today = date(2026, 9, 22);
        let year = funding_year::of(FundingYearStart::April, today);
        let found = of_year(&two, &ran, hourly, SchoolCalendar::shipped(), year, today);
        assert_eq!(found.total(), Cost { to_date: Pence(1200 + 1800), planned: Pence(1800) });
        assert_eq!(found.children[&pupil(1)], Cost { to_date: Pence(600 + 900), planned: Pence(900) });
    }

    #[test]
    fn the_share_follows_who_has_a_place() {
        let (start, later) = (date(2026, 9, 7), date(2026, 9, 21));
        let grows = group(&[(1, start, None), (2, later, None)]);
        let found = costs(grows, &[], start);
        // Two Mondays alone, two shared.
        assert_eq!(found.children[&pupil(1)].planned, Pence(2 * 1200 + 2 * 600));
        assert_eq!(found.children[&pupil(2)].planned, Pence(2 * 600));
        let shrinks = group(&[(1, start, None), (2, start, Some(date(2026, 9, 14)))]);
        let found = costs(shrinks, &[], start);
        assert_eq!(found.children[&pupil(2)].planned, Pence(2 * 600));
    }

    #[test]
    fn resources_are_shared_to_the_penny_and_fall_on_the_first_day() {
        let start = date(2026, 9, 7);
        let mut three = group(&[(1, start, None), (2, start, None), (3, start, None)]);
        (three.hourly_pence, three.resources_pence) = (0, 1000);
        let found = costs(three.clone(), &[], date(2026, 9, 6));
        assert_eq!(found.total(), Cost { to_date: Pence::ZERO, planned: Pence(1000) }, "not begun yet");
        let found = costs(three.clone(), &[], start);
        let shares: Vec<Pence> = found.children.values().map(|cost| cost.to_date).collect();
        assert_eq!(shares, [Pence(334), Pence(333), Pence(333)]);
        let found = costs(three.clone(), &[], date(2027, 4, 1));
        assert_eq!(found.total(), Cost::default(), "another funding year");
        three.places[1].from_on = date(2026, 11, 2);
        three.places[2].until_on = Some(date(2026, 9, 6));
        let shares = costs(three, &[], start).children.into_values().map(|cost| cost.to_date);
        assert_eq!(
            shares.collect::<Vec<_>>(),
            [Pence(500), Pence(500)],
            "who joins later shares it, who never came does not"
        );
    }

    #[test]
    fn provision_without_a_child_costs_the_school_and_no_child() {
        let found = costs(group(&[]), &[], date(2026, 9, 7));
        assert!(found.children.is_empty());
        assert_eq!(found.total().planned, Pence(4 * 1200));
    }
}
