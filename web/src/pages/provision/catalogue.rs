//! `/provision/catalogue`: the school's catalogue of interventions, and one of them as a form.

use app::{
    Fault, FieldFault,
    teaching::{self, CatalogueLine},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::{
    census::sen_type::AreaOfNeed,
    money::Pence,
    permissions::{Action, Subject},
    provision::{Intervention, Tier},
};
use exchange::list::{Cell, List};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    download,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field, theirs},
    visit::Visit,
};

/// What the list is narrowed to.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    area: String,
    #[serde(default)]
    tier: String,
}

#[derive(Debug, Template)]
#[template(path = "pages/provision/catalogue.html")]
struct Page {
    chrome: Chrome,
    lines: Vec<CatalogueLine>,
    retired: Vec<CatalogueLine>,
    area: Choices,
    tier: Choices,
    may_edit: bool,
    sees_costs: bool,
    xlsx: String,
}

#[derive(Debug, Template)]
#[template(path = "pages/provision/catalogue/one.html")]
struct OnePage {
    chrome: Chrome,
    code: String,
    version: u32,
    one: Intervention,
    may_edit: bool,
    /// What an hour and what resources cost, for those who see costs.
    costs: Option<[(&'static str, String); 2]>,
    boxes: Vec<Field>,
    numbers: Vec<Field>,
    area: Choices,
    tier: Choices,
    retired: Choices,
    note: Option<String>,
}

fn may_edit(visit: &Visit) -> bool {
    visit.actor().may_to(Action::PlanProvision, Subject::School(visit.actor().school))
}

fn sees_costs(visit: &Visit) -> bool {
    visit.actor().may_to(Action::SeeCosts, Subject::School(visit.actor().school))
}

async fn lines(web: &Web, visit: &Visit, asked: &Asked) -> Result<Vec<CatalogueLine>, Fault> {
    let (area, tier) = (AreaOfNeed::from_code(&asked.area), Tier::from_code(&asked.tier));
    let mut lines = teaching::show_catalogue(&web.app, visit.actor(), visit.now()).await?;
    lines.retain(|line| {
        area.is_none_or(|area| line.intervention.area == Some(area))
            && tier.is_none_or(|tier| line.intervention.tier == tier)
    });
    Ok(lines)
}

/// The catalogue.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let all = lines(&web, &visit, &asked).await?;
    let (retired, lines) = all.into_iter().partition(|line| line.intervention.retired);
    page(&Page {
        chrome: visit.chrome("Catalogue of interventions"),
        lines,
        retired,
        area: areas("Every area").choose([&asked.area]),
        tier: Choices::new(
            "tier",
            "Tier",
            std::iter::once(Choice::new("", "Every tier"))
                .chain(Tier::ALL.map(|tier| Choice::new(tier.code(), tier.name()))),
        )
        .choose([&asked.tier]),
        may_edit: may_edit(&visit),
        sees_costs: sees_costs(&visit),
        xlsx: format!(
            "/provision/catalogue.xlsx?area={}&tier={}",
            AreaOfNeed::from_code(&asked.area).map_or("", AreaOfNeed::code),
            Tier::from_code(&asked.tier).map_or("", Tier::code),
        ),
    })
}

fn areas(none: &str) -> Choices {
    let items = std::iter::once(Choice::new("", none))
        .chain(AreaOfNeed::ALL.map(|area| Choice::new(area.code(), area.name())));
    Choices::new("area", "Area of need", items)
}

/// The catalogue as an Excel workbook.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let headings = [
        "Intervention",
        "Area of need",
        "Tier",
        "What is done",
        "Minutes",
        "A week",
        "Weeks",
        "Group from",
        "Group to",
        "Who",
        "Measured at the start",
        "Measured at the end",
        "How sure we can be",
        "Groups now",
    ];
    let costs = sees_costs(&visit);
    let priced = ["An hour costs (£)", "Resources cost (£)"];
    let headings = headings.into_iter().chain(priced.into_iter().filter(|_| costs));
    let rows = lines(&web, &visit, &asked)
        .await?
        .into_iter()
        .map(|line| {
            let one = line.intervention;
            let number = |number: u32| Cell::Number(f64::from(number));
            let pounds =
                [one.hourly_pence, one.resources_pence].map(|pence| Cell::Number(pence as f64 / 100.0));
            let row = vec![
                one.name.into(),
                one.area.map_or("", AreaOfNeed::name).into(),
                one.tier.name().into(),
                one.what.into(),
                number(one.minutes),
                number(one.per_week),
                number(one.weeks),
                number(one.group[0]),
                number(one.group[1]),
                one.who.into(),
                one.entry.into(),
                one.exit.into(),
                one.evidence.into(),
                number(u32::try_from(line.running).unwrap_or(u32::MAX)),
            ];
            row.into_iter().chain(pounds.into_iter().filter(|_| costs)).collect()
        })
        .collect();
    let title = format!("Interventions, {}", visit.visitor.school.school.name);
    let list = List { title, headings: headings.map(str::to_owned).collect(), rows };
    download::xlsx(&list, "interventions", visit.now().today)
}

/// The word in the address for an intervention that is not there yet.
const NEW: &str = "new";

async fn find(web: &Web, visit: &Visit, code: &str) -> Result<CatalogueLine, Fault> {
    if code == NEW {
        let intervention =
            Intervention { minutes: 20, per_week: 3, weeks: 10, group: [2, 4], ..Intervention::default() };
        return Ok(CatalogueLine { intervention, version: 0, running: 0 });
    }
    let all = teaching::show_catalogue(&web.app, visit.actor(), visit.now()).await?;
    all.into_iter().find(|line| line.intervention.code == code).ok_or(Fault::NotFound)
}

fn form(
    visit: &Visit,
    code: &str,
    version: u32,
    one: &Intervention,
    faults: &[FieldFault],
    note: Option<String>,
) -> OnePage {
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let text = |name: &str, label: &str, value: &str, rows: u8| {
        Field::new(name, label).rows(rows).value(value).errors(&errors)
    };
    let number = |name: &str, label: &str, value: u32| {
        Field::number(name, label, 3).value(value.to_string()).errors(&errors)
    };
    let pounds = |name: &str, label: &str, pence: i64| {
        let value =
            if pence == 0 { String::new() } else { Pence(pence).to_string().replace(['£', ','], "") };
        Field::decimal(name, label, 5).prefix("£").value(value).errors(&errors)
    };
    let title = if code == NEW { "New intervention".to_owned() } else { one.name.clone() };
    OnePage {
        chrome: visit.chrome(title).with_errors(errors.clone()),
        code: code.to_owned(),
        version,
        may_edit: may_edit(visit),
        boxes: vec![
            text("name", "What is it called?", &one.name, 1),
            text("who", "Who runs it?", &one.who, 1),
            text("what", "What is done?", &one.what, 3),
            text("entry", "What is measured at the start?", &one.entry, 1),
            text("exit", "What is measured at the end?", &one.exit, 1),
            text("evidence", "How sure can we be that it helps?", &one.evidence, 3),
        ],
        numbers: vec![
            number("minutes", "Minutes of a session", one.minutes),
            number("per-week", "Sessions a week", one.per_week),
            number("weeks", "Weeks of a usual run", one.weeks),
            number("group-from", "Smallest group", one.group[0]),
            number("group-to", "Largest group", one.group[1]),
            pounds("hourly", "An hour of its staff costs, if not by their roles", one.hourly_pence),
            pounds("resources", "Resources of a new group cost", one.resources_pence),
        ],
        costs: sees_costs(visit).then(|| {
            [("An hour of its staff", one.hourly_pence), ("Resources of a new group", one.resources_pence)]
                .map(|(label, pence)| {
                    let words =
                        if pence == 0 { "Not written down".to_owned() } else { Pence(pence).to_string() };
                    (label, words)
                })
        }),
        area: areas("No one area").choose([one.area.map_or("", AreaOfNeed::code)]),
        tier: Choices::new("tier", "Tier", Tier::ALL.map(|tier| Choice::new(tier.code(), tier.name())))
            .small()
            .choose([one.tier.code()]),
        retired: Choices::new(
            "retired",
            "Is it still offered?",
            [Choice::new("yes", "No: groups that run keep it, new ones cannot choose it")],
        )
        .small()
        .choose(one.retired.then_some("yes")),
        one: one.clone(),
        note,
    }
}

/// One intervention.
pub(crate) async fn one(State(web): State<Web>, visit: Visit, Path(code): Path<String>) -> Answer {
    if code == NEW && !may_edit(&visit) {
        return Err(Fault::Forbidden(Action::PlanProvision).into());
    }
    let line = find(&web, &visit, &code).await?;
    page(&form(&visit, &code, line.version, &line.intervention, &[], None))
}

/// Saves the school's words for it.
pub(crate) async fn save(
    State(web): State<Web>,
    visit: Visit,
    Path(code): Path<String>,
    typed: Typed,
) -> Answer {
    let stands = find(&web, &visit, &code).await?;
    let mut faults = Vec::new();
    let mut pence = |name: &str| match typed.text(name).as_str() {
        "" => 0,
        text => text.parse::<Pence>().map_or_else(
            |_| {
                faults.push(FieldFault::new(name, "Give an amount like 12.50"));
                0
            },
            |pence| pence.0,
        ),
    };
    let (hourly_pence, resources_pence) = (pence("hourly"), pence("resources"));
    let mut number = |name: &str, what: &str| typed.whole(name, what, &mut faults).unwrap_or(0);
    let changed = Intervention {
        code: if code == NEW { String::new() } else { code.clone() },
        minutes: number("minutes", "The minutes of a session"),
        per_week: number("per-week", "The sessions a week"),
        weeks: number("weeks", "The weeks of a usual run"),
        group: [number("group-from", "The smallest group"), number("group-to", "The largest group")],
        name: typed.text("name"),
        area: AreaOfNeed::from_code(&typed.text("area")),
        tier: Tier::from_code(&typed.text("tier")).unwrap_or_default(),
        what: typed.text("what"),
        who: typed.text("who"),
        entry: typed.text("entry"),
        exit: typed.text("exit"),
        evidence: typed.text("evidence"),
        hourly_pence,
        resources_pence,
        retired: typed.has("retired"),
    };
    let version = typed.text("version").parse().unwrap_or(0);
    let done = if faults.is_empty() {
        teaching::save_intervention(&web.app, visit.actor(), visit.now(), changed.clone(), version).await
    } else {
        Err(Fault::Invalid(faults))
    };
    match done {
        Ok(_) => Ok(go_saying("/provision/catalogue", "Saved in the school’s catalogue.")),
        Err(Fault::Invalid(faults)) => {
            let page = form(&visit, &code, version, &changed, &faults, None);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Fault::Stale) => {
            let note = format!(
                "Somebody else saved this meanwhile. {} Yours is in the boxes and not saved yet: save it again if it is \
                 to stand.",
                theirs_in_words(&stands.intervention, &changed)
            );
            let page = form(&visit, &code, stands.version, &changed, &[], Some(note));
            page_with(StatusCode::CONFLICT, &page)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// What somebody else saved, as far as it differs from what was typed.
fn theirs_in_words(theirs: &Intervention, yours: &Intervention) -> String {
    let parts = |of: &Intervention| {
        [
            ("Name", of.name.clone()),
            ("Area of need", of.area.map_or("all areas".to_owned(), |area| area.name().to_owned())),
            ("Tier", of.tier.name().to_owned()),
            ("Usual dose", of.dose_in_words()),
            ("Group", of.group_in_words()),
            ("What is done", of.what.clone()),
            ("Who gives it", of.who.clone()),
            ("Who it is for", of.entry.clone()),
            ("When it ends", of.exit.clone()),
            ("Evidence", of.evidence.clone()),
            ("Cost of an hour", Pence(of.hourly_pence).to_string()),
            ("Resources", Pence(of.resources_pence).to_string()),
            ("Offered", if of.retired { "no" } else { "yes" }.to_owned()),
        ]
        .map(|(label, text)| (label.to_owned(), text))
    };
    theirs::in_words(&parts(theirs), &parts(yours))
}
