//! `/school/targets/{id}`: one target of the bank, or a new one.

use app::{
    Fault, FieldFault,
    banks::{self, EditedBank},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    bank::{From, InBank, TargetIdea},
    census::sen_type::AreaOfNeed,
    progress::{Direction, Score},
};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::{
        conflict::in_words,
        school::strategies::one::{edit_of, editor_since, hidden_since, joined, year_choices, year_or_area},
    },
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/targets/one.html")]
struct Page {
    chrome: Chrome,
    version: u32,
    skill: Field,
    will: Field,
    unit: Field,
    way: Choices,
    from: Field,
    to: Field,
    success: Field,
    measure: Field,
    area: Choices,
    from_year: Choices,
    to_year: Choices,
    shipped: Option<String>,
    is_new: bool,
    hidden: bool,
}

fn fields_of(one: &TargetIdea) -> Typed {
    let number = |number: Option<Score>| number.map_or(String::new(), |number| number.to_string());
    Typed::default()
        .with("skill", &one.skill)
        .with("will", &one.will)
        .with("unit", &one.unit)
        .with("way", if one.way == Direction::Decrease { "less" } else { "more" })
        .with("from", number(one.from))
        .with("to", number(one.to))
        .with("success", &one.success)
        .with("measure", &one.measure)
        .with("area", one.area.code())
        .with("from-year", one.years[0].to_string())
        .with("to-year", one.years[1].to_string())
}

fn show(
    visit: &Visit,
    edited: &EditedBank<TargetIdea>,
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
    let ways = [Choice::new("more", "More is better"), Choice::new("less", "Less is better")];
    let changed = held.is_some_and(|held| held.from == From::Changed);
    let shipped = TargetIdea::shipped().iter().find(|one| changed && one.id() == id);
    let title = if is_new { "Add a target" } else { "Change a target" };
    Ok(Page {
        chrome: visit.chrome(title).with_errors(errors.clone()),
        version: typed.text("version").parse().unwrap_or(edited.version),
        skill: field(Field::new("skill", "Skill").hint("In a word or two: reading fluency").chars(20)),
        will: field(
            Field::new("will", "The child will ...")
                .hint("One thing that can be seen and counted: read aloud from a Year 2 text")
                .rows(2),
        ),
        unit: field(
            Field::new("unit", "What is counted").hint("Words a minute, out of 10, times a day").chars(20),
        ),
        way: Choices::new("way", "Which way is better?", ways)
            .small()
            .choose(typed.all("way"))
            .errors(errors),
        from: field(Field::decimal("from", "A usual start", 5)),
        to: field(Field::decimal("to", "A usual goal, half a term later", 5)),
        success: field(
            Field::new("success", "When it counts").hint("For example: with a new text, without help"),
        ),
        measure: field(
            Field::new("measure", "How it is measured").hint("For example: one minute, once a week"),
        ),
        area: Choices::new("area", "Area of need", areas).choose(typed.all("area")).errors(errors),
        from_year: year_choices("from-year", "From year", &typed.text("from-year"), "").errors(errors),
        to_year: year_choices("to-year", "To year", &typed.text("to-year"), "").errors(errors),
        shipped: shipped.map(|one| one.will.clone()),
        is_new,
        hidden: held.is_some_and(|held| held.hidden),
    })
}

fn label_of(name: &str) -> String {
    match name {
        "will" => "The child will".to_owned(),
        "unit" => "What is counted".to_owned(),
        "way" => "Which way is better".to_owned(),
        "from" => "A usual start".to_owned(),
        "to" => "A usual goal".to_owned(),
        "success" => "When it counts".to_owned(),
        "measure" => "How it is measured".to_owned(),
        other => in_words(other),
    }
}

fn words_of(name: &str, value: &str) -> String {
    match (name, value) {
        ("way", "less") => "Less is better".to_owned(),
        ("way", _) => "More is better".to_owned(),
        ("from" | "to", number) => number.to_owned(),
        (name, value) => year_or_area(name, value).unwrap_or_else(|| value.to_owned()),
    }
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let edited = banks::edited_targets(&web.app, visit.actor()).await?;
    let one = edited.bank.get(&id).map(|held| held.item.clone()).unwrap_or_default();
    let page = show(&visit, &edited, &id, &fields_of(&one), &Errors::none())?;
    page_with(StatusCode::OK, &page)
}

/// What was typed, as a target of the bank.
fn read(id: &str, typed: &Typed, faults: &mut Vec<FieldFault>) -> TargetIdea {
    let blank = TargetIdea::default();
    let year = |name: &str, otherwise: i8| typed.text(name).parse::<i8>().unwrap_or(otherwise);
    TargetIdea {
        id: if id == "new" { String::new() } else { id.to_owned() },
        area: AreaOfNeed::from_code(&typed.text("area")).unwrap_or(blank.area),
        skill: typed.text("skill"),
        years: [year("from-year", blank.years[0]), year("to-year", blank.years[1])],
        will: typed.text("will"),
        unit: typed.text("unit"),
        way: if typed.text("way") == "less" { Direction::Decrease } else { Direction::Increase },
        from: typed.score("from", "The usual start", faults),
        to: typed.score("to", "The usual goal", faults),
        success: typed.text("success"),
        measure: typed.text("measure"),
    }
}

/// Saves it, hides it, shows it again, or puts the shipped words back.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let edited = banks::edited_targets(&web.app, visit.actor()).await?;
    let mut faults = Vec::new();
    let edit = edit_of(&typed, &id, || read(&id, &typed, &mut faults));
    let version = typed.text("version").parse().unwrap_or(0);
    let saved = if faults.is_empty() {
        banks::change_targets(&web.app, visit.actor(), visit.now(), version, edit).await
    } else {
        Err(Fault::Invalid(faults))
    };
    match saved {
        Ok(()) => Ok(go_saying("/school/targets", "Saved.")),
        Err(Fault::Invalid(faults)) => {
            let page = show(&visit, &edited, &id, &typed, &errors(&faults))?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Fault::Stale) => {
            let begun = banks::targets_of(&web.app, visit.actor(), version).await?;
            let base = begun.get(&id).map(|held| fields_of(&held.item)).unwrap_or_default();
            let theirs = edited.bank.get(&id).map(|held| fields_of(&held.item)).unwrap_or_default();
            let joined = joined(&base, &theirs, &typed, &[]);
            let mut faults = joined.faults(editor_since(&edited, version), label_of, words_of);
            faults.extend(hidden_since(&begun, &edited.bank, &id));
            let page = show(&visit, &edited, &id, &joined.typed, &errors(&faults))?;
            page_with(StatusCode::CONFLICT, &page)
        }
        Err(fault) => Err(fault.into()),
    }
}
