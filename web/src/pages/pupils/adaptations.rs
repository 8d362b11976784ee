//! `/pupils/{pupil}/adaptations`: what was changed in the classroom, what difference it made, and what could be tried.

use app::{
    Fault, FieldFault,
    banks::{self, Suggested, look_again_on},
    early::{self, Written},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    bank::{Strategy, search_strategies},
    census::sen_type::AreaOfNeed,
    people::Pupil,
    permissions::Action,
    record::{Adaptation, Content, Difference, EntryKind, Undo},
};
use serde::Deserialize;

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    typed::{Typed, errors},
    view::{AskDifference, Choice, Choices, Chrome, DateField, Errors, Field},
    visit::{Child, Visit},
};

/// The most strategies that are suggested, and that a search shows.
const MOST: usize = 6;

#[derive(Debug, Template)]
#[template(path = "pages/pupils/adaptations.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    open: Vec<Row>,
    reviewed: Vec<Row>,
    taken_back: Vec<Row>,
    suggested: Vec<Card>,
    bank: Option<Found>,
    add: Option<Add>,
}

/// A strategy of the bank that can be started.
#[derive(Debug)]
struct Card {
    id: String,
    text: String,
    because: String,
    often: String,
    look: String,
    change: String,
}

/// What was looked for in the bank, and found.
#[derive(Debug)]
struct Found {
    words: Field,
    area: Choices,
    cards: Vec<Card>,
    says: String,
    asked: bool,
}

#[derive(Debug)]
struct Row {
    what: String,
    about: String,
    look_for: String,
    difference: Option<(&'static str, &'static str)>,
    seen: String,
    by: String,
    review: Option<Review>,
    /// The entry and its version, for who may undo.
    undo: Option<(String, u32)>,
}

#[derive(Debug)]
struct Review {
    ask: AskDifference,
    seen: Field,
}

#[derive(Debug)]
struct Add {
    strategy: String,
    what: Field,
    area: Choices,
    how_often: Field,
    from_on: DateField,
    review_on: DateField,
}

/// `?use=`: a strategy whose words are to be changed first; `?q=` and `?area=`: looking in the bank.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default, rename = "use")]
    change: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    area: String,
}

fn card(base: &str, strategy: &Strategy, because: Option<&str>) -> Card {
    Card {
        id: strategy.id.clone(),
        text: strategy.text.clone(),
        because: because.map_or_else(|| strategy.area.name().to_owned(), ToOwned::to_owned),
        often: strategy.often.clone(),
        look: strategy.look.clone(),
        change: format!("{base}/adaptations?use={}#add", strategy.id),
    }
}

/// The bank with what was looked for in it.
fn found(visit: &Visit, base: &str, asked: &Asked) -> Found {
    let area = AreaOfNeed::from_code(&asked.area);
    let looked = !asked.q.trim().is_empty() || area.is_some();
    let all = if looked {
        search_strategies(&visit.visitor.school.banks.strategies, &asked.q, area)
    } else {
        Vec::new()
    };
    let most = if asked.q.trim().is_empty() { usize::MAX } else { 2 * MOST };
    let says = match (all.len(), looked) {
        (_, false) => String::new(),
        (0, true) => {
            "Nothing in the bank answers that. Try another word, or use your own words below.".to_owned()
        }
        (1, true) => "1 strategy".to_owned(),
        (count, true) if count > most => format!("The best {most} of {count} strategies"),
        (count, true) => format!("{count} strategies"),
    };
    let areas = [Choice::new("", "Every area")]
        .into_iter()
        .chain(AreaOfNeed::ALL.map(|area| Choice::new(area.code(), area.name())));
    Found {
        words: Field::new("q", "A word")
            .id("bank-q")
            .hint("For example: timer, partner, noise")
            .value(asked.q.trim()),
        area: Choices::new("area", "Area of need", areas).id("bank-area").choose([asked.area.as_str()]),
        cards: all.into_iter().take(most).map(|one| card(base, one, None)).collect(),
        says,
        asked: looked,
    }
}

fn row(one: &Written, adaptation: &Adaptation, review: Option<Review>) -> Row {
    let mut about: Vec<String> = Vec::new();
    about.extend(adaptation.area.map(|area| area.name().to_owned()));
    about.extend(adaptation.from_on.map(|on| format!("since {}", time_in_words::day(on))));
    about.extend(Some(adaptation.how_often.clone()).filter(|often| !often.is_empty()));
    if let Some(on) = adaptation.taken_back_on {
        about.push(format!("taken back on {}", time_in_words::day(on)));
    } else if adaptation.difference.is_none() {
        about.extend(adaptation.review_on.map(|on| format!("to be looked at on {}", time_in_words::day(on))));
    }
    let colour = |difference| match difference {
        Difference::None => "grey",
        Difference::Some => "yellow",
        Difference::Enough => "green",
    };
    let by = match adaptation.reviewed_on {
        Some(on) => format!("{}, reviewed on {}", one.by, time_in_words::day(on)),
        None => one.by.clone(),
    };
    Row {
        what: adaptation.what.clone(),
        about: about.join(" · "),
        look_for: adaptation.look_for.clone(),
        difference: adaptation.difference.map(|difference| (difference.name(), colour(difference))),
        seen: adaptation.seen.clone(),
        by,
        review,
        undo: None,
    }
}

fn review_of(one: &Written, adaptation: &Adaptation, base: &str, typed: &Typed, errors: &Errors) -> Review {
    let id = one.entry.id.to_string();
    let mine = typed.text("entry") == id;
    let none = Errors::none();
    let (typed, errors) =
        if mine { (typed.clone(), errors) } else { (Typed::default().with("seen", &adaptation.seen), &none) };
    // The version that the form was opened with, not the one that somebody else has saved since.
    let version = if mine { typed.entry().map_or(one.entry.version, |(_, v)| v) } else { one.entry.version };
    let suffix = if mine { String::new() } else { format!("-{id}") };
    let seen = typed.into_field(
        Field::new("seen", "What did you see? (if you like)").id(format!("seen{suffix}")).rows(2),
        errors,
    );
    Review {
        ask: AskDifference {
            error: errors.of("difference").map(ToOwned::to_owned),
            action: format!("{base}/adaptations"),
            entry: id,
            version,
            back: "",
            id: format!("difference{suffix}"),
        },
        seen,
    }
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: &Typed,
    asked: &Asked,
    (faults, status): (&[FieldFault], StatusCode),
) -> Answer {
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "Adaptations in class", "/adaptations").await?;
    let frame = frame.with_errors(errors.clone());
    let may = visit.may(Action::RecordAdaptation, pupil);
    let (mut open, mut reviewed, mut taken_back) = (Vec::new(), Vec::new(), Vec::new());
    for one in early::written(&web.app, visit.actor(), pupil, &[EntryKind::Adaptation]).await? {
        let Content::Adaptation(adaptation) = &one.entry.content else { continue };
        let ended = adaptation.difference.is_some();
        let open_now = may && adaptation.counts() && !ended;
        let review = open_now.then(|| review_of(&one, adaptation, &frame.base, typed, &errors));
        let undo = may.then(|| (one.entry.id.to_string(), one.entry.version));
        let row = Row { undo, ..row(&one, adaptation, review) };
        match (adaptation.counts(), ended) {
            (false, _) => taken_back.push(row),
            (true, true) => reviewed.push(row),
            (true, false) => open.push(row),
        }
    }
    reviewed.reverse();
    let today = visit.now().today;
    let school = &visit.visitor.school;
    let adding = if typed.has("entry") { Typed::default() } else { typed.clone() };
    let none = Errors::none();
    let own = if typed.has("entry") { &none } else { &errors };
    let adding = if adding.iter().next().is_some() {
        adding
    } else {
        let begun = Typed::default()
            .with_date("from_on", Some(today))
            .with_date("review_on", Some(look_again_on(&school.calendar, today)));
        match school.banks.strategies.get(&asked.change).map(|held| &held.item) {
            Some(one) => begun
                .with("strategy", &one.id)
                .with("what", &one.text)
                .with("area", one.area.code())
                .with("how_often", &one.often),
            None => begun,
        }
    };
    let areas = [Choice::new("", "Any")]
        .into_iter()
        .chain(AreaOfNeed::ALL.map(|area| Choice::new(area.code(), area.name())));
    let add = may.then(|| Add {
        strategy: adding.text("strategy"),
        what: adding.into_field(
            Field::new("what", "What did you change?")
                .hint("For example: one instruction at a time, with a picture")
                .rows(3),
            own,
        ),
        area: Choices::new("area", "For which area of need?", areas).choose(adding.all("area")),
        how_often: adding
            .into_field(Field::new("how_often", "How often?").hint("For example: every lesson"), own),
        from_on: adding.into_date(DateField::new("from_on", "Since when?"), own),
        review_on: adding.into_date(DateField::new("review_on", "When will you look at it again?"), own),
    });
    let suggested = if may {
        let all = banks::strategies_for(&web.app, visit.actor(), school, pupil, MOST).await?;
        let of = |one: &Suggested| card(&frame.base, &one.strategy, one.because.as_deref());
        all.iter().map(of).collect()
    } else {
        Vec::new()
    };
    let bank = may.then(|| found(visit, &frame.base, asked));
    page_with(
        status,
        &Page { chrome: frame.chrome.clone(), frame, open, reviewed, taken_back, suggested, bank, add },
    )
}

/// The page.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    domain::permissions::allow(visit.actor(), Action::ReadConcern, pupil.subject())?;
    show(&web, &visit, &pupil, &Typed::default(), &asked, (&[], StatusCode::OK)).await
}

/// Starts a strategy, adds an adaptation in own words, or says what difference one made.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let (actor, now, school) = (visit.actor(), visit.now(), &visit.visitor.school);
    let mut faults = Vec::new();
    let begun = typed.text("strategy");
    let undo = Undo::from_code(&typed.text("undo"));
    let saved = if let (Some(of), Some(undo)) = (typed.entry(), undo) {
        early::undo_adaptation(&web.app, actor, now, pupil.id, of, undo).await
    } else if let Some(of) = typed.entry() {
        let difference = Difference::from_code(&typed.text("difference"));
        let reviewed = early::Reviewed { of, difference, seen: typed.text("seen") };
        early::review_adaptation(&web.app, actor, now, pupil.id, reviewed).await
    } else if !begun.is_empty() && !typed.iter().any(|(name, _)| name == "what") {
        banks::start_strategy(&web.app, actor, now, school, pupil.id, &begun).await
    } else {
        let from_bank = school.banks.strategies.get(&begun).map(|held| &held.item);
        let adaptation = Adaptation {
            area: AreaOfNeed::from_code(&typed.text("area")),
            what: typed.text("what"),
            strategy: from_bank.map(|one| one.id.clone()).unwrap_or_default(),
            look_for: from_bank.map(|one| one.look.clone()).unwrap_or_default(),
            from_on: typed.date("from_on", "The first day", &mut faults),
            how_often: typed.text("how_often"),
            review_on: typed.date("review_on", "The day to look again", &mut faults),
            ..Adaptation::default()
        };
        if faults.is_empty() {
            early::record_adaptation(&web.app, actor, now, pupil.id, adaptation).await
        } else {
            Err(Fault::Invalid(faults))
        }
    };
    let to = match typed.text("back").as_str() {
        "class" => "/my-class".to_owned(),
        "child" => format!("/pupils/{}", pupil.id),
        _ => format!("/pupils/{}/adaptations", pupil.id),
    };
    let none = Asked::default();
    match saved {
        Ok(_) if undo.is_some() => Ok(go_saying(
            &to,
            match undo {
                Some(Undo::TakeBack) => {
                    "Taken back: it counts no more. It can be put back at the end of the page."
                }
                Some(Undo::PutBack) => "Put back: it counts again.",
                Some(Undo::OpenAgain) | None => "Open again: it is being tried on.",
            },
        )),
        Ok(_) if typed.entry().is_some() => Ok(go_saying(&to, "Saved.")),
        Ok(_) => Ok(go_saying(&to, "Saved. You are reminded when it is time to look at it again.")),
        Err(Fault::Invalid(faults)) => {
            let wrong = (&faults[..], StatusCode::UNPROCESSABLE_ENTITY);
            show(&web, &visit, &pupil, &typed, &none, wrong).await
        }
        Err(Fault::Stale) => {
            let wrote = typed.text("seen");
            let wrote = if wrote.is_empty() { wrote } else { format!(" You wrote: “{wrote}”") };
            let fault = FieldFault::new(
                "",
                format!("Somebody else has saved this adaptation meanwhile: read theirs below.{wrote}"),
            );
            show(&web, &visit, &pupil, &typed, &none, (&[fault], StatusCode::CONFLICT)).await
        }
        Err(fault) => Err(fault.into()),
    }
}
