//! `/provision`: the provision map, as a list and as a week.

use app::{
    Fault,
    teaching::{self, BookedTwice, LessonMissed, MapRow, Narrowed, ProvisionMap},
};
use askama::Template;
use axum::extract::{Query, State};
use domain::{
    Date,
    census::sen_type::AreaOfNeed,
    money::Pence,
    people::YearGroup,
    provision::{Tier, weekday_name},
};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, page},
    view::{Choice, Choices, Chrome, FilterTag},
    visit::Visit,
};

pub(crate) mod adults;
pub(crate) mod catalogue;
pub(crate) mod form;
pub(crate) mod money;
pub(crate) mod new;
pub(crate) mod one;
pub(crate) mod paper;
pub(crate) mod spreadsheet;

/// What the map is narrowed to, as it stands in the address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    class: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    area: String,
    #[serde(default)]
    tier: String,
    #[serde(default)]
    adult: String,
    #[serde(default)]
    child: String,
    #[serde(default)]
    view: String,
    #[serde(default)]
    costs: String,
    #[serde(default)]
    week: String,
}

impl Asked {
    /// Whether it is asked for as a week.
    fn is_week(&self) -> bool {
        self.view == "week"
    }

    /// A day of the week that adults' weeks are asked for.
    fn week(&self) -> Option<Date> {
        self.week.parse().ok()
    }

    /// What the map is narrowed to.
    pub(crate) fn narrowed(&self) -> Narrowed {
        Narrowed {
            class: self.class.parse().ok(),
            year: YearGroup::from_code(&self.year),
            area: AreaOfNeed::from_code(&self.area),
            tier: Tier::from_code(&self.tier),
            adult: self.adult.parse().ok(),
            child: self.child.parse().ok(),
        }
    }
}

#[derive(Debug)]
struct Line {
    href: String,
    name: String,
    tier: &'static str,
    area: &'static str,
    when: String,
    dose: String,
    until: String,
    place: String,
    staff: String,
    children: Vec<(String, String, String)>,
    hidden: usize,
    clashes: Vec<String>,
    class: String,
    cost: Option<(String, String)>,
}

#[derive(Debug, Template)]
#[template(path = "pages/provision.html")]
struct Page {
    chrome: Chrome,
    lines: Vec<Line>,
    ended: Vec<Line>,
    week: Option<Vec<(&'static str, Vec<Line>)>>,
    filters: [Choices; 5],
    tags: Vec<FilterTag>,
    may_plan: bool,
    sees_costs: bool,
    with_costs: bool,
    query: String,
    totals: Option<(String, String)>,
    clashes: Vec<BookedTwice>,
    missed: Vec<LessonMissed>,
    child: Option<String>,
    xlsx: String,
    pdf: String,
    printed_on: String,
    /// The heading of what ended.
    ended_since: String,
    /// What stays as it is when the map is narrowed otherwise.
    kept: Vec<(&'static str, String)>,
    /// The address with nothing chosen, as a list or as a week as before.
    clear: String,
}

fn line(row: &MapRow) -> Line {
    let provision = &row.provision;
    let time = format!("{} {}", provision.days_in_words(), provision.starts_at);
    Line {
        href: format!("/provision/{}", provision.id),
        name: provision.name.clone(),
        tier: provision.tier.name(),
        area: provision.area.map_or("", AreaOfNeed::name),
        when: time.trim().to_owned(),
        dose: provision.dose_in_words(),
        until: app::time_in_words::day(provision.until_on),
        place: provision.place.clone(),
        staff: if row.staff.is_empty() { "Nobody yet".to_owned() } else { row.staff.join(", ") },
        children: row
            .children
            .iter()
            .map(|(id, name, target)| (format!("/pupils/{id}/provision"), name.clone(), target.clone()))
            .collect(),
        hidden: row.hidden,
        clashes: row.clashes.clone(),
        class: row.class.clone().unwrap_or_default(),
        cost: row.cost.map(|(to_date, planned)| (to_date.to_string(), planned.to_string())),
    }
}

/// The address with another value of one part.
fn address(asked: &Asked, part: &str, value: &str) -> String {
    let all = [
        ("class", asked.class.as_str()),
        ("year", &asked.year),
        ("area", &asked.area),
        ("tier", &asked.tier),
        ("adult", &asked.adult),
        ("child", &asked.child),
        ("view", &asked.view),
        ("costs", &asked.costs),
        ("week", &asked.week),
    ];
    let safe =
        |text: &str| -> String { text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect() };
    let parts: Vec<String> = all
        .iter()
        .map(|(name, old)| (*name, if *name == part { value } else { old }))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", safe(value)))
        .collect();
    if parts.is_empty() { "/provision".to_owned() } else { format!("/provision?{}", parts.join("&")) }
}

fn filters(asked: &Asked, map: &ProvisionMap) -> ([Choices; 5], Vec<FilterTag>) {
    let years: Vec<YearGroup> = {
        let mut years: Vec<YearGroup> = map.classes.iter().map(|class| class.year).collect();
        years.sort();
        years.dedup();
        years
    };
    let select = |name: &str, label: &str, all: &str, items: Vec<Choice>, chosen: &str| {
        Choices::new(name, label, std::iter::once(Choice::new("", all)).chain(items)).choose([chosen])
    };
    let filters = [
        select(
            "class",
            "Class",
            "Every class",
            map.classes.iter().map(|class| Choice::new(class.id.to_string(), class.name.clone())).collect(),
            &asked.class,
        ),
        select(
            "year",
            "Year",
            "Every year",
            years.iter().map(|year| Choice::new(year.code(), year.name())).collect(),
            &asked.year,
        ),
        select(
            "area",
            "Area of need",
            "Every area",
            AreaOfNeed::ALL.map(|area| Choice::new(area.code(), area.name())).to_vec(),
            &asked.area,
        ),
        select(
            "tier",
            "Tier",
            "Every tier",
            Tier::ALL.map(|tier| Choice::new(tier.code(), tier.name())).to_vec(),
            &asked.tier,
        ),
        select(
            "adult",
            "Run by",
            "Everybody",
            map.adults.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect(),
            &asked.adult,
        ),
    ];
    let tags = filters
        .iter()
        .filter_map(|filter| {
            let chosen = filter.items.iter().find(|item| item.chosen && !item.value.is_empty())?;
            Some(FilterTag { text: chosen.text.clone(), href: address(asked, &filter.name, "") })
        })
        .chain(
            map.child
                .as_ref()
                .map(|(_, name)| FilterTag { text: name.clone(), href: address(asked, "child", "") }),
        )
        .collect();
    (filters, tags)
}

/// The map.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let narrowed = asked.narrowed();
    let with_costs = asked.costs == "yes";
    let info = &visit.visitor.school;
    let map = teaching::show_map(&web.app, visit.actor(), visit.now(), info, &narrowed, with_costs).await?;
    let (filters, tags) = filters(&asked, &map);
    let week = asked.is_week().then(|| {
        map.week()
            .into_iter()
            .map(|(day, rows)| (weekday_name(day), rows.into_iter().map(line).collect()))
            .collect()
    });
    let with_costs = with_costs && map.sees_costs;
    let totals = with_costs.then(|| {
        let sum = |of: fn(&(Pence, Pence)) -> Pence| {
            let rows = map.rows.iter().chain(&map.ended);
            rows.filter_map(|row| row.cost.as_ref()).map(of).fold(Pence::ZERO, |a, b| a + b).to_string()
        };
        (sum(|cost| cost.0), sum(|cost| cost.1))
    });
    page(&Page {
        chrome: visit.chrome("Provision map"),
        clashes: map.clashes,
        missed: map.missed,
        ended_since: format!("Ended since {}", app::time_in_words::day(map.ended_since)),
        kept: [("child", &asked.child), ("view", &asked.view), ("costs", &asked.costs)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.clone()))
            .collect(),
        clear: address(
            &Asked { view: asked.view.clone(), costs: asked.costs.clone(), ..Asked::default() },
            "",
            "",
        ),
        child: map.child.as_ref().map(|(id, _)| id.to_string()),
        xlsx: address(&asked, "", "").replacen("/provision", "/provision.xlsx", 1),
        pdf: address(&asked, "", "").replacen("/provision", "/provision.pdf", 1),
        printed_on: app::time_in_words::day(visit.now().today),
        lines: map.rows.iter().map(line).collect(),
        ended: map.ended.iter().map(line).collect(),
        week,
        filters,
        tags,
        may_plan: map.may_plan,
        sees_costs: map.sees_costs,
        with_costs,
        query: address(&asked, "view", ""),
        totals,
    })
}

/// Notes that each child of the map was looked at: it leaves the screen as a file.
fn taken_out(web: &Web, visit: &Visit, map: &ProvisionMap) {
    let rows = map.rows.iter().chain(&map.ended);
    let mut seen: Vec<domain::PupilId> =
        rows.flat_map(|row| row.children.iter().map(|child| child.0)).collect();
    seen.sort_unstable();
    seen.dedup();
    let school = visit.visitor.school.school.id;
    for child in seen {
        web.app.looked(visit.now(), school, visit.visitor.login.account, child, &visit.path);
    }
}

/// The narrowing of an address, for pages that show a part of the map.
pub(crate) async fn narrowed_map(
    web: &Web,
    visit: &Visit,
    asked: &Asked,
) -> Result<(Narrowed, ProvisionMap), Fault> {
    let narrowed = asked.narrowed();
    let info = &visit.visitor.school;
    let map = teaching::show_map(&web.app, visit.actor(), visit.now(), info, &narrowed, false).await?;
    Ok((narrowed, map))
}
