//! The provision map as a paper: what the page shows, by area and tier, with or without money.

use documents::{
    Sheet,
    papers::{MapArea, MapLine, ProvisionMap},
};
use domain::{Now, census::sen_type::AreaOfNeed, money::Pence};

use super::furniture;
use crate::{
    SchoolInfo,
    teaching::{self, MapRow},
    time_in_words,
};

/// The paper of a map that somebody was shown: it holds what they saw, no more. `of` says whose map it is.
#[must_use]
pub fn provision_map(
    info: &SchoolInfo,
    now: Now,
    map: &teaching::ProvisionMap,
    of: &str,
    with_costs: bool,
) -> Sheet {
    let with_money = with_costs && map.sees_costs;
    let mut areas: Vec<MapArea> = AreaOfNeed::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(|area| {
            let name = area.map_or("Every area", AreaOfNeed::name);
            lines(name, map.rows.iter().filter(|row| row.provision.area == area), with_money)
        })
        .collect();
    if with_money {
        // What ended has its costs too: the sum is the page's.
        let ended = format!("Ended since {}", time_in_words::day(map.ended_since));
        areas.push(lines(&ended, map.ended.iter(), true));
    }
    areas.retain(|area| !area.lines.is_empty());
    let all = map.rows.iter().chain(&map.ended).filter_map(|row| row.cost);
    let total = all.fold(Pence::ZERO, |sum, (to_date, planned)| sum + to_date + planned);
    Sheet::from(&ProvisionMap {
        furniture: furniture::of_school(info, "Provision map", of, now.today),
        with_money,
        total: if with_money && !areas.is_empty() {
            let whole = if map.child.is_some() {
                ". These are the whole costs of the groups, with all their children"
            } else {
                ""
            };
            format!("{total} in this funding year: to date, and what is planned for the rest of it{whole}.")
        } else {
            String::new()
        },
        areas,
    })
}

fn lines<'a>(area: &str, rows: impl Iterator<Item = &'a MapRow>, with_money: bool) -> MapArea {
    let mut rows: Vec<&MapRow> = rows.collect();
    rows.sort_by(|a, b| {
        let order = |row: &MapRow| (row.provision.tier, row.provision.name.clone(), row.provision.id);
        order(a).cmp(&order(b))
    });
    MapArea { area: area.to_owned(), lines: rows.into_iter().map(|row| line(row, with_money)).collect() }
}

fn line(row: &MapRow, with_money: bool) -> MapLine {
    let one = &row.provision;
    let time = format!("{} {}", one.days_in_words(), one.starts_at);
    let until = format!("until {}", time_in_words::day(one.until_on));
    let when = [time.trim(), &one.dose_in_words(), &one.place, &until];
    MapLine {
        tier: one.tier.name().to_owned(),
        name: one.name.clone(),
        twice: row.clashes.join(" "),
        children: children(row),
        staff: if row.staff.is_empty() { "Nobody yet".to_owned() } else { row.staff.join(", ") },
        when: when.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"),
        cost: match row.cost.filter(|_| with_money) {
            Some((to_date, planned)) => (to_date + planned).to_string(),
            None => String::new(),
        },
    }
}

/// Who has a place and what it serves, a line each.
pub(super) fn children(row: &MapRow) -> String {
    let mut said: Vec<String> = row.class.iter().map(|class| format!("The whole of {class}")).collect();
    said.extend(row.children.iter().map(|(_, name, target)| match target.trim() {
        "" => name.clone(),
        target => format!("{name}: {target}"),
    }));
    if row.hidden > 0 {
        said.push(format!("and {} more", row.hidden));
    }
    said.join("\n")
}
