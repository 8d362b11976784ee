//! `/school/checklist`: the school edits the checklist of step 1; each saving is a new version, old concerns keep theirs.

use app::{
    Fault, FieldFault,
    banks::{self, EditedChecklist},
    time_in_words,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    checklist::{Area, Checklist, Item},
    people::Lead,
};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::joined::Joined,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/checklist.html")]
struct Page {
    chrome: Chrome,
    version: u32,
    lead: Lead,
    areas: Vec<AreaBoxes>,
    versions: Vec<(u32, String)>,
}

#[derive(Debug)]
struct AreaBoxes {
    name: Field,
    summary: String,
    open: bool,
    items: Vec<ItemBoxes>,
    add: Field,
}

#[derive(Debug)]
struct ItemBoxes {
    text: Field,
    /// How the item is asked; none for one that stays a safeguarding item.
    kind: Option<Choices>,
}

/// Who made each version, and when.
pub(super) fn made(versions: &[(banks::Made, String)]) -> Vec<(u32, String)> {
    versions
        .iter()
        .map(|(made, by)| {
            let by = if by.is_empty() { "the operator of the server" } else { by };
            (made.version, format!("{}, by {by}", time_in_words::moment(made.at)))
        })
        .collect()
}

fn area_boxes(area: &Area, typed: Option<&Typed>, errors: &Errors) -> AreaBoxes {
    let text = |name: &str, stands: &str| match typed {
        Some(typed) if typed.iter().any(|(known, _)| known == name) => typed.text(name),
        _ => stands.to_owned(),
    };
    let code = area.id.code();
    let name = format!("area-{code}");
    let items: Vec<ItemBoxes> = area
        .items
        .iter()
        .map(|item| {
            let name = format!("item-{}", item.id);
            let kind = (!item.safeguarding).then(|| {
                let kinds = [
                    Choice::new("asked", "Asked"),
                    Choice::new("out", "Left out"),
                    Choice::new("safeguarding", "Safeguarding: never answered here"),
                ];
                let chosen = text(&format!("kind-{}", item.id), "asked");
                Choices::new(format!("kind-{}", item.id), format!("Item {}", item.id), kinds)
                    .choose([chosen])
                    .errors(errors)
            });
            let label = if item.safeguarding {
                format!("Item {}: safeguarding, it stays", item.id)
            } else {
                format!("Words of item {}", item.id)
            };
            let value = text(&name, &item.text);
            ItemBoxes { text: Field::new(name, label).value(value).errors(errors), kind }
        })
        .collect();
    let add = format!("add-{code}");
    let own = Field::new(&name, "What you call this area").value(text(&name, &area.name)).errors(errors);
    let is_wrong = |item: &ItemBoxes| {
        item.text.error.is_some() || item.kind.as_ref().is_some_and(|kind| kind.error.is_some())
    };
    AreaBoxes {
        summary: format!("{}: {} items", area.name, area.items.len()),
        open: own.error.is_some() || items.iter().any(is_wrong) || typed.is_some_and(|typed| typed.has(&add)),
        name: own,
        add: Field::new(&add, "New items, one in each line")
            .hint("What may be seen, in a few words: “Hums while working”")
            .rows(3)
            .value(text(&add, ""))
            .errors(errors),
        items,
    }
}

fn show(visit: &Visit, edited: &EditedChecklist, typed: Option<&Typed>, faults: &[FieldFault]) -> Page {
    let errors = errors(faults);
    let version = typed.and_then(|typed| typed.text("version").parse().ok());
    Page {
        version: version.unwrap_or(edited.checklist.version),
        lead: visit.visitor.school.school.settings.safeguarding_lead.clone(),
        areas: edited.checklist.areas.iter().map(|area| area_boxes(area, typed, &errors)).collect(),
        versions: made(&edited.versions),
        chrome: visit.chrome("Checklist of step 1").with_errors(errors),
    }
}

/// The areas that were typed.
fn read(stands: &Checklist, typed: &Typed) -> Vec<Area> {
    let read_item = |item: &Item| {
        let kind = typed.text(&format!("kind-{}", item.id));
        let box_of = format!("item-{}", item.id);
        // An item that the form did not hold was added by somebody else meanwhile.
        let there = typed.iter().any(|(name, _)| name == box_of);
        let text = if there { typed.text(&box_of) } else { item.text.clone() };
        let safeguarding = item.safeguarding || kind == "safeguarding";
        (item.safeguarding || kind != "out").then_some(Item { id: item.id, text, safeguarding })
    };
    stands
        .areas
        .iter()
        .map(|area| {
            let mut items: Vec<Item> = area.items.iter().filter_map(read_item).collect();
            let added = typed.text(&format!("add-{}", area.id.code()));
            let new = added.lines().map(str::trim).filter(|line| !line.is_empty());
            items.extend(new.map(|text| Item { id: 0, text: text.to_owned(), safeguarding: false }));
            let name = typed.text(&format!("area-{}", area.id.code()));
            Area { id: area.id, name, items }
        })
        .collect()
}

/// A checklist as the boxes of the form.
fn fields_of(checklist: &Checklist) -> Typed {
    checklist.areas.iter().fold(Typed::default(), |typed, area| {
        let typed = typed.with(&format!("area-{}", area.id.code()), &area.name);
        area.items.iter().fold(typed, |typed, item| {
            let kind = if item.safeguarding { "safeguarding" } else { "asked" };
            let typed = typed.with(&format!("item-{}", item.id), &item.text);
            typed.with(&format!("kind-{}", item.id), kind)
        })
    })
}

/// What was typed, joined with what was saved meanwhile, and what is said of it. Words of an item that they left out go
/// to the new items of its area: they are not lost.
fn meanwhile(base: &Checklist, edited: &EditedChecklist, typed: &Typed) -> (Typed, Vec<FieldFault>) {
    let stands = &edited.checklist;
    // An item about safeguarding has no box for its kind: it stays what it is.
    let sent = base
        .items()
        .filter(|item| item.safeguarding)
        .fold(typed.clone(), |typed, item| typed.set(&format!("kind-{}", item.id), "safeguarding"));
    let mut yours = sent;
    let mut moved = Vec::new();
    for area in &base.areas {
        for item in area.items.iter().filter(|item| stands.item(item.id).is_none()) {
            let words = typed.text(&format!("item-{}", item.id));
            let kind = typed.text(&format!("kind-{}", item.id));
            if !words.is_empty() && kind != "out" && (words != item.text || kind == "safeguarding") {
                let add = format!("add-{}", area.id.code());
                let added = [yours.text(&add), words].join("\n");
                yours = yours.set(&add, added.trim());
                let as_what = if kind == "safeguarding" { ", and marked it as safeguarding" } else { "" };
                let sentence = format!(
                    "They left item {} out, “{}”. You kept it{as_what}: it is under the new items of its area, to be added \
                     again or taken out",
                    item.id, item.text
                );
                moved.push(FieldFault::new(add, sentence));
            }
            let untouched = format!("item-{}", item.id);
            yours = yours.set(&untouched, &item.text).set(&format!("kind-{}", item.id), "asked");
        }
    }
    let joined = Joined::of(&fields_of(base), &fields_of(stands), &yours, &[]);
    let label = |name: &str| {
        let (kind, of) = name.split_once('-').unwrap_or_default();
        let item = of.parse().ok().and_then(|id| stands.item(id).or_else(|| base.item(id)));
        match (kind, item) {
            ("kind", Some(item)) if stands.item(item.id).is_none() || base.item(item.id).is_none() => {
                String::new()
            }
            ("item", Some(item)) => format!("item {of}, “{}”", item.text),
            ("kind", Some(item)) => format!("how item {of} is asked, “{}”", item.text),
            _ => format!("the name of an area, “{}”", fields_of(stands).text(name)),
        }
    };
    let words = |name: &str, value: &str| match (name.starts_with("kind-"), value) {
        (true, "safeguarding") => "Safeguarding: never answered here".to_owned(),
        (true, _) => "Asked".to_owned(),
        (false, value) => value.to_owned(),
    };
    let by = edited.versions.first().filter(|_| stands.version == base.version + 1);
    let mut faults = joined.faults(by.map_or("", |(_, by)| by), label, words);
    faults.extend(moved);
    (joined.typed, faults)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let edited = banks::edited_checklist(&web.app, visit.actor()).await?;
    page_with(StatusCode::OK, &show(&visit, &edited, None, &[]))
}

/// Saves a new version.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let edited = banks::edited_checklist(&web.app, visit.actor()).await?;
    let version = typed.text("version").parse().unwrap_or(0);
    let areas = read(&edited.checklist, &typed);
    match banks::change_checklist(&web.app, visit.actor(), visit.now(), version, areas).await {
        Ok(()) => Ok(go_saying(
            "/school/checklist",
            "Saved. Checklists that were begun before keep the version that they have.",
        )),
        Err(Fault::Invalid(faults)) => {
            let page = show(&visit, &edited, Some(&typed), &faults);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Fault::Stale) => {
            let base = banks::checklist_before(&web.app, visit.actor(), version).await?;
            let (typed, faults) = meanwhile(&base, &edited, &typed);
            page_with(StatusCode::CONFLICT, &show(&visit, &edited, Some(&typed), &faults))
        }
        Err(fault) => Err(fault.into()),
    }
}
