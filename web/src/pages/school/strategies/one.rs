//! `/school/strategies/{id}`: one strategy of the bank, or a new one.

use app::{
    Fault, FieldFault,
    banks::{self, BankEdit, EditedBank},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    bank::{Bank, From, InBank, Strategy, YEARS},
    census::sen_type::AreaOfNeed,
    checklist::Checklist,
    people::YearGroup,
};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::{conflict::in_words, joined::Joined},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/strategies/one.html")]
struct Page {
    chrome: Chrome,
    version: u32,
    text: Field,
    often: Field,
    look: Field,
    area: Choices,
    from: Choices,
    to: Choices,
    items: Vec<(String, bool, Choices)>,
    shipped: Option<String>,
    is_new: bool,
    hidden: bool,
}

/// The years to choose from; `any` is the choice of none of them.
pub(in crate::pages::school) fn year_choices(name: &str, label: &str, chosen: &str, any: &str) -> Choices {
    let any = (!any.is_empty()).then(|| Choice::new("", any));
    let years = YEARS.map(|year| {
        let name = match year {
            -2 => "Nursery, younger (N1)".to_owned(),
            -1 => "Nursery, older (N2)".to_owned(),
            year => YearGroup(year).name(),
        };
        Choice::new(year.to_string(), name)
    });
    Choices::new(name, label, any.into_iter().chain(years)).choose([chosen])
}

fn fields_of(one: &Strategy) -> Typed {
    let year = |at: usize| one.years.map_or(String::new(), |years| years[at].to_string());
    let typed = Typed::default()
        .with("text", &one.text)
        .with("often", &one.often)
        .with("look", &one.look)
        .with("area", one.area.code())
        .with("from", year(0))
        .with("to", year(1));
    one.items.iter().fold(typed, |typed, item| typed.with("items", item.to_string()))
}

/// The checklist items for which it is offered, an area each: how many are chosen, whether to open it, the boxes.
fn item_boxes(checklist: &Checklist, ticked: &[String]) -> Vec<(String, bool, Choices)> {
    let boxes = checklist.areas.iter().map(|area| {
        let asked = area.items.iter().filter(|item| !item.safeguarding);
        let choices: Vec<Choice> =
            asked.map(|item| Choice::new(item.id.to_string(), item.text.clone())).collect();
        let here = choices.iter().filter(|choice| ticked.contains(&choice.value)).count();
        let choices = Choices::new("items", format!("Items of {}", area.name), choices)
            .id(format!("items-{}", area.id.code()))
            .small()
            .choose(ticked);
        (format!("{}: {here} chosen", area.name), here > 0, choices)
    });
    boxes.collect()
}

fn show(
    visit: &Visit,
    edited: &EditedBank<Strategy>,
    id: &str,
    typed: &Typed,
    errors: &Errors,
) -> Result<Page, Fault> {
    let is_new = id == "new";
    let held = edited.bank.get(id);
    if held.is_none() && !is_new {
        return Err(Fault::NotFound);
    }
    let field = |field: Field| typed.into_field(field, errors);
    let areas = AreaOfNeed::ALL.map(|area| Choice::new(area.code(), area.name()));
    let changed = held.is_some_and(|held| held.from == From::Changed);
    let shipped = Strategy::shipped().iter().find(|one| changed && one.id() == id);
    let title = if is_new { "Add a strategy" } else { "Change a strategy" };
    Ok(Page {
        chrome: visit.chrome(title).with_errors(errors.clone()),
        version: typed.text("version").parse().unwrap_or(edited.version),
        text: field(
            Field::new("text", "What the teacher does")
                .hint("One thing that can be done on Monday, so that a supply teacher could do it too.")
                .rows(4),
        ),
        often: field(Field::new("often", "How often").hint("For example: every lesson")),
        look: field(
            Field::new("look", "What to look for when it is reviewed")
                .hint("For example: starts within a minute without a reminder"),
        ),
        area: Choices::new("area", "Area of need", areas).choose(typed.all("area")).errors(errors),
        from: year_choices("from", "From year", &typed.text("from"), "Any").errors(errors),
        to: year_choices("to", "To year", &typed.text("to"), "Any").errors(errors),
        items: item_boxes(&visit.visitor.school.banks.checklist, &typed.all("items")),
        shipped: shipped.map(|one| one.text.clone()),
        is_new,
        hidden: held.is_some_and(|held| held.hidden),
    })
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let edited = banks::edited_strategies(&web.app, visit.actor()).await?;
    let one = edited.bank.get(&id).map(|held| held.item.clone()).unwrap_or_default();
    let page = show(&visit, &edited, &id, &fields_of(&one), &Errors::none())?;
    page_with(StatusCode::OK, &page)
}

/// What was typed, as a strategy.
fn read(id: &str, typed: &Typed, checklist: &Checklist) -> Strategy {
    let year = |name: &str| typed.text(name).parse::<i8>().ok();
    let years = match (year("from"), year("to")) {
        (None, None) => None,
        (from, to) => Some([from.unwrap_or(*YEARS.start()), to.unwrap_or(*YEARS.end())]),
    };
    Strategy {
        id: if id == "new" { String::new() } else { id.to_owned() },
        area: AreaOfNeed::from_code(&typed.text("area")).unwrap_or(AreaOfNeed::ALL[0]),
        items: typed
            .all("items")
            .iter()
            .filter_map(|item| item.parse().ok())
            .filter(|item| checklist.item(*item).is_some_and(|item| !item.safeguarding))
            .collect(),
        years,
        text: typed.text("text"),
        often: typed.text("often"),
        look: typed.text("look"),
    }
}

/// Saves it, hides it, shows it again, or puts the shipped words back.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let edited = banks::edited_strategies(&web.app, visit.actor()).await?;
    let edit = edit_of(&typed, &id, || read(&id, &typed, &visit.visitor.school.banks.checklist));
    let version = typed.text("version").parse().unwrap_or(0);
    match banks::change_strategies(&web.app, visit.actor(), visit.now(), version, edit).await {
        Ok(()) => Ok(go_saying("/school/strategies", "Saved.")),
        Err(Fault::Invalid(faults)) => {
            let page = show(&visit, &edited, &id, &typed, &errors(&faults))?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Fault::Stale) => {
            let begun = banks::strategies_of(&web.app, visit.actor(), version).await?;
            let base = begun.get(&id).map(|held| fields_of(&held.item)).unwrap_or_default();
            let theirs = edited.bank.get(&id).map(|held| fields_of(&held.item)).unwrap_or_default();
            let joined = joined(&base, &theirs, &typed, &["items"]);
            let checklist = &visit.visitor.school.banks.checklist;
            let words = |name: &str, value: &str| match name {
                "items" => value.parse().ok().and_then(|id| checklist.item(id)).map(|item| item.text.clone()),
                name => year_or_area(name, value),
            };
            let mut faults = joined.faults(editor_since(&edited, version), label_of, |name, value| {
                words(name, value).unwrap_or_else(|| value.to_owned())
            });
            faults.extend(hidden_since(&begun, &edited.bank, &id));
            let page = show(&visit, &edited, &id, &joined.typed, &errors(&faults))?;
            page_with(StatusCode::CONFLICT, &page)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// What the button asks for: to hide, to show again, to put the shipped words back, or to save what was typed.
pub(in crate::pages::school) fn edit_of<T>(typed: &Typed, id: &str, put: impl FnOnce() -> T) -> BankEdit<T> {
    match typed.text("do").as_str() {
        "hide" => BankEdit::Hide(id.to_owned(), true),
        "show" => BankEdit::Hide(id.to_owned(), false),
        "as-shipped" => BankEdit::AsShipped(id.to_owned()),
        _ => BankEdit::Put(put()),
    }
}

/// A form of a bank's item joined with what was saved meanwhile.
pub(in crate::pages::school) fn joined(base: &Typed, theirs: &Typed, yours: &Typed, sets: &[&str]) -> Joined {
    // A button without the boxes says nothing of the words.
    let has_words = yours.has("area");
    Joined::of(base, theirs, if has_words { yours } else { base }, sets)
}

/// Who changed a bank since a version; nobody is named when there were several.
pub(in crate::pages::school) fn editor_since<T>(edited: &EditedBank<T>, version: u32) -> &str {
    let since: Vec<&(banks::Made, String)> =
        edited.versions.iter().filter(|(made, _)| made.version > version).collect();
    match since[..] {
        [(_, by)] => by,
        _ => "",
    }
}

/// What is said when an item was hidden, or shown again, since a form was opened.
pub(in crate::pages::school) fn hidden_since<T: InBank>(
    begun: &Bank<T>,
    stands: &Bank<T>,
    id: &str,
) -> Option<FieldFault> {
    let is_hidden = |bank: &Bank<T>| bank.get(id).is_some_and(|held| held.hidden);
    let sentence = match (is_hidden(begun), is_hidden(stands)) {
        (false, true) => "It was hidden meanwhile: nobody is offered it until it is shown again",
        (true, false) => "It was shown again meanwhile",
        _ => return None,
    };
    Some(FieldFault::new("", sentence))
}

/// The words of a choice of year or area.
pub(in crate::pages::school) fn year_or_area(name: &str, value: &str) -> Option<String> {
    if name == "area" {
        return AreaOfNeed::from_code(value).map(|area| area.name().to_owned());
    }
    let is_year = matches!(name, "from" | "to" | "from-year" | "to-year");
    value.parse().ok().filter(|_| is_year).map(|year| YearGroup(year).name())
}

fn label_of(name: &str) -> String {
    match name {
        "text" => "What the teacher does".to_owned(),
        "often" => "How often".to_owned(),
        "look" => "What to look for".to_owned(),
        "items" => "Items of the checklist".to_owned(),
        "from" => "From year".to_owned(),
        "to" => "To year".to_owned(),
        other => in_words(other),
    }
}
