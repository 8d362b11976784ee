//! `/provision.xlsx`: the map as it is narrowed, as a list or as a week, for a spreadsheet program.

use app::teaching::{self, ProvisionMap};
use axum::extract::{Query, State};
use domain::{census::sen_type::AreaOfNeed, money::Pence, provision::weekday_name};
use exchange::list::{Cell, List};

use super::{Asked, paper::whose, taken_out};
use crate::{Web, answer::Answer, download, visit::Visit};

/// The map as it is narrowed, as an Excel workbook: a row for each child's place, and one for what has no child; as a
/// week, a row for each day and group. That each child was taken out is noted as a look at the child.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let info = &visit.visitor.school;
    let with_costs = asked.costs == "yes";
    let narrowed = asked.narrowed();
    let map = teaching::show_map(&web.app, visit.actor(), visit.now(), info, &narrowed, with_costs).await?;
    let with_costs = with_costs && map.sees_costs;
    taken_out(&web, &visit, &map);
    let of = format!("{}, {}", info.school.name, whose(&visit, &asked, &map));
    if asked.is_week() {
        return download::xlsx(&as_week(&map, &of), "provision-week", visit.now().today);
    }
    let list = as_list(&map, &of, with_costs);
    download::xlsx(&list, "provision-map", visit.now().today)
}

/// The map as a list for a spreadsheet program.
fn as_list(map: &ProvisionMap, school: &str, with_costs: bool) -> List {
    let mut headings: Vec<String> = [
        "Provision",
        "Tier",
        "Area of need",
        "Days",
        "Starts at",
        "Minutes",
        "Place",
        "Run by",
        "From",
        "Until",
        "Whole class",
        "Child",
        "Target",
        "Lesson missed",
        "Booked twice",
    ]
    .map(str::to_owned)
    .to_vec();
    if with_costs {
        headings.extend(["Cost to date of the group (£)", "Planned for the group (£)"].map(str::to_owned));
    }
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for row in map.rows.iter().chain(&map.ended) {
        let one = &row.provision;
        let none = [(String::new(), String::new())];
        let mut children: Vec<(String, String)> =
            row.children.iter().map(|(_, name, target)| (name.clone(), target.clone())).collect();
        if row.hidden > 0 {
            let and = if children.is_empty() { "" } else { "and " };
            children.push((format!("{and}{} more", row.hidden), String::new()));
        }
        let children = if children.is_empty() { &none[..] } else { &children[..] };
        for (at, (name, target)) in children.iter().enumerate() {
            let mut cells: Vec<Cell> = vec![
                one.name.clone().into(),
                one.tier.name().into(),
                one.area.map_or("", AreaOfNeed::name).into(),
                one.days_in_words().into(),
                one.starts_at.clone().into(),
                f64::from(one.minutes).into(),
                one.place.clone().into(),
                row.staff.join(", ").into(),
                one.from_on.into(),
                one.until_on.into(),
                row.class.clone().unwrap_or_default().into(),
                name.clone().into(),
                target.clone().into(),
                one.misses.clone().into(),
                row.clashes.join(" ").into(),
            ];
            if with_costs {
                // The group's money stands once, in its first row, so that the column adds up.
                let pounds = |pence: Pence| Cell::Number(pence.0 as f64 / 100.0);
                match row.cost.filter(|_| at == 0) {
                    Some((to_date, planned)) => cells.extend([pounds(to_date), pounds(planned)]),
                    None => cells.extend([Cell::Empty, Cell::Empty]),
                }
            }
            rows.push(cells);
        }
    }
    List { title: format!("Provision map, {school}"), headings, rows }
}

/// The map as a week: a row for each day and group, by time.
fn as_week(map: &ProvisionMap, school: &str) -> List {
    let headings = [
        "Day",
        "Starts at",
        "Minutes",
        "Provision",
        "Place",
        "Run by",
        "Whole class",
        "Children",
        "Booked twice",
    ];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (day, groups) in map.week() {
        rows.extend(groups.into_iter().map(|row| {
            let one = &row.provision;
            let mut children: Vec<String> = row.children.iter().map(|child| child.1.clone()).collect();
            if row.hidden > 0 {
                children.push(format!("and {} more", row.hidden));
            }
            vec![
                weekday_name(day).into(),
                one.starts_at.clone().into(),
                f64::from(one.minutes).into(),
                one.name.clone().into(),
                one.place.clone().into(),
                row.staff.join(", ").into(),
                row.class.clone().unwrap_or_default().into(),
                children.join(", ").into(),
                row.clashes.join(" ").into(),
            ]
        }));
    }
    List {
        title: format!("Provision in a week, {school}"),
        headings: headings.map(str::to_owned).to_vec(),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use app::teaching::MapRow;
    use domain::{ProvisionId, provision::Provision};

    use super::*;

    #[test]
    fn a_week_has_a_row_for_each_day_and_group() {
        let row = |number: u8, name: &str, days: &[u8], starts_at: &str| MapRow {
            provision: Provision {
                name: name.into(),
                weekdays: days.to_vec(),
                starts_at: starts_at.into(),
                ..Provision::new(ProvisionId::new(1, &[number; 10]))
            },
            staff: vec!["Ann".into(), "Bob".into()],
            children: Vec::new(),
            hidden: 2,
            clashes: Vec::new(),
            class: None,
            cost: None,
        };
        let map = ProvisionMap {
            rows: vec![row(1, "Late", &[1], "10:00"), row(2, "Early", &[1, 3], "9:00")],
            ended: Vec::new(),
            ended_since: domain::date(2026, 9, 1),
            clashes: Vec::new(),
            missed: Vec::new(),
            classes: Vec::new(),
            adults: Vec::new(),
            child: None,
            sees_costs: false,
            may_plan: false,
        };
        let list = as_week(&map, "Oak");
        assert!(list.rows.iter().all(|row| row.len() == list.headings.len()));
        let said: Vec<(&Cell, &Cell)> = list.rows.iter().map(|row| (&row[0], &row[3])).collect();
        let (monday, wednesday) = (Cell::from("Monday"), Cell::from("Wednesday"));
        let (early, late) = (Cell::from("Early"), Cell::from("Late"));
        assert_eq!(said, [(&monday, &early), (&monday, &late), (&wednesday, &early)]);
        assert_eq!((&list.rows[0][5], &list.rows[0][7]), (&"Ann, Bob".into(), &"and 2 more".into()));
    }
}
