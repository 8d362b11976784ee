//! `/pupils/{pupil}/transition`: the move to the next class or school: from when, visits, who meets whom, what is passed on.

use app::{Fault, FieldFault, papers::PaperName, time_in_words, transition};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    people::Pupil,
    record::{MovesTo, Transition, TransitionStage, TransitionVisit},
};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::conflict::conflict,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::{Child, Visit},
};

/// Empty lines for visits below those that are filled.
const SPARE: usize = 3;

#[derive(Debug, Template)]
#[template(path = "pages/pupils/transition.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    /// How far the move is; empty while none is planned.
    stage: String,
    /// The paper, when there is something to make it from.
    paper: Option<String>,
    /// What is written, for who reads it and does not write.
    says: Vec<(&'static str, String)>,
    visits: Vec<VisitRow>,
    form: Option<Form>,
    earlier: Vec<(String, String)>,
}

#[derive(Debug)]
struct VisitRow {
    on: String,
    what: String,
    who: String,
    done: &'static str,
}

#[derive(Debug)]
struct Form {
    entry: String,
    version: String,
    moves_to: Choices,
    from: Field,
    to: Field,
    begins_on: DateField,
    moves_on: DateField,
    visits: Vec<VisitBoxes>,
    meets: Field,
    passed_on: Field,
    worries: Field,
    ask: Field,
}

#[derive(Debug)]
struct VisitBoxes {
    number: usize,
    on: DateField,
    what: Field,
    who: Field,
    done: Choices,
}

/// What each box is called, for two versions side by side.
fn labels() -> Vec<(String, String)> {
    let boxes = [
        ("moves_to", "Where the child moves to"),
        ("from", "From which class or school"),
        ("to", "To which class or school"),
        ("meets", "Who meets whom"),
        ("passed_on", "What is passed on"),
        ("worries", "What does not help, and worries"),
        ("ask", "Whom to ask"),
    ];
    let mut labels: Vec<(String, String)> =
        boxes.map(|(name, words)| (name.to_owned(), words.to_owned())).into();
    let parts = [("what", "what"), ("who", "who goes, and whom they meet"), ("done", "done")];
    let days = ["day", "month", "year"];
    for (name, words) in [("begins_on", "Prepared from"), ("moves_on", "First day there")] {
        labels.extend(days.map(|part| (format!("{name}-{part}"), format!("{words}: {part}"))));
    }
    for number in 1..=Transition::MOST_VISITS {
        let visit = |words: &str| format!("Visit or step {number}: {words}");
        labels.extend(parts.map(|(name, words)| (format!("{name}-{number}"), visit(words))));
        labels.extend(days.map(|part| (format!("on-{number}-{part}"), visit(part))));
    }
    labels
}

fn typed_of(transition: &Transition) -> Typed {
    let mut typed = Typed::default()
        .with("moves_to", transition.moves_to.code())
        .with("from", &transition.from)
        .with("to", &transition.to)
        .with_date("begins_on", transition.begins_on)
        .with_date("moves_on", transition.moves_on)
        .with("meets", &transition.meets)
        .with("passed_on", &transition.passed_on)
        .with("worries", &transition.worries)
        .with("ask", &transition.ask);
    for (number, one) in (1..).zip(&transition.visits) {
        typed = typed
            .with_date(&format!("on-{number}"), one.on)
            .with(&format!("what-{number}"), &one.what)
            .with(&format!("who-{number}"), &one.who);
        if one.done {
            typed = typed.with(&format!("done-{number}"), "yes");
        }
    }
    typed
}

/// Whether anything is typed in the line of a visit.
fn is_filled(typed: &Typed, number: usize) -> bool {
    ["what", "who", "done", "on"].iter().any(|name| typed.has(&format!("{name}-{number}")))
        || typed.has(&format!("on-{number}-day"))
}

fn boxes(typed: &Typed, errors: &Errors) -> Form {
    let text = |field: Field| typed.into_field(field, errors);
    let date = |field: DateField| typed.into_date(field, errors);
    let choose = |choices: Choices| {
        let chosen = typed.all(&choices.name);
        choices.choose(chosen).errors(errors)
    };
    let most = Transition::MOST_VISITS;
    let filled = (1..=most).filter(|number| is_filled(typed, *number)).max().unwrap_or(0);
    Form {
        entry: typed.text("entry"),
        version: typed.text("version"),
        moves_to: choose(Choices::new(
            "moves_to",
            "Where does the child move to?",
            MovesTo::ALL.map(|known| Choice::new(known.code(), known.name())),
        )),
        from: text(Field::new("from", "From which class or school?")),
        to: text(
            Field::new("to", "To which class or school?").hint("And who teaches there, when it is known."),
        ),
        begins_on: date(DateField::new("begins_on", "From which day is it prepared?")),
        moves_on: date(DateField::new("moves_on", "First day there, when it is known")),
        visits: (1..=(filled + SPARE).min(most))
            .map(|number| VisitBoxes {
                number,
                on: date(DateField::new(format!("on-{number}"), "Day")),
                what: text(Field::new(format!("what-{number}"), "What")),
                who: text(Field::new(format!("who-{number}"), "Who goes, and whom they meet")),
                done: choose(
                    Choices::new(format!("done-{number}"), "Done?", [Choice::new("yes", "It was")]).small(),
                ),
            })
            .collect(),
        meets: text(
            Field::new("meets", "Who meets whom?")
                .hint("Which adults talk before the move, and when; when the parents meet the next teacher.")
                .rows(3),
        ),
        passed_on: text(
            Field::new("passed_on", "What is passed on, and to whom?")
                .hint("The plan, the profile, reports, equipment, what is kept in a drawer.")
                .rows(3),
        ),
        worries: text(
            Field::new("worries", "What does not help? What worries the child or the parents?").rows(3),
        ),
        ask: text(
            Field::new("ask", "Whom can they ask?")
                .hint("Besides the class teacher and the SENCO: they stand on the sheet by themselves.")
                .rows(2),
        ),
    }
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    let (info, today) = (&visit.visitor.school, visit.now().today);
    let shown = transition::show_transition(&web.app, visit.actor(), info, pupil, today).await?;
    let (frame, _) = Frame::of(web, visit, pupil, "Move to the next class or school", "/transition").await?;
    let errors = errors(faults);
    let written = shown.written.is_some();
    let day = |on: Option<domain::Date>| on.map(time_in_words::day).unwrap_or_default();
    let planned = &shown.transition;
    let stage = match shown.stage {
        _ if !written => String::new(),
        TransitionStage::Ahead => format!("It is prepared from {}.", day(planned.begins_on)),
        TransitionStage::Prepared => "It is being prepared.".to_owned(),
        TransitionStage::Moved => "The child has moved.".to_owned(),
    };
    let mut saved = typed_of(planned);
    if let Some(one) = &shown.written {
        saved = saved.with("entry", one.entry.id.to_string()).with("version", one.entry.version.to_string());
    }
    let says = [
        ("To", planned.to.clone()),
        ("From", planned.from.clone()),
        ("First day there", day(planned.moves_on)),
        ("Who meets whom", planned.meets.clone()),
        ("What is passed on", planned.passed_on.clone()),
        ("What does not help, and worries", planned.worries.clone()),
        ("Whom to ask", planned.ask.clone()),
    ];
    let has_paper = written || !shown.earlier.is_empty();
    let page = Page {
        stage,
        paper: has_paper.then(|| format!("{}/documents/{}", frame.base, PaperName::TransitionSheet.code())),
        says: says.into_iter().filter(|(_, text)| written && !text.trim().is_empty()).collect(),
        visits: planned.visits.iter().map(row).collect(),
        form: shown.may_write.then(|| boxes(typed.unwrap_or(&saved), &errors)),
        earlier: shown
            .earlier
            .into_iter()
            .map(|(entry, to)| (format!("{}/entries/{entry}", frame.base), to))
            .collect(),
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

fn row(one: &TransitionVisit) -> VisitRow {
    VisitRow {
        on: one.on.map(time_in_words::day).unwrap_or_default(),
        what: one.what.clone(),
        who: one.who.clone(),
        done: if one.done { "Yes" } else { "Not yet" },
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    form(&web, &visit, &pupil, None, &[]).await
}

fn read(typed: &Typed, faults: &mut Vec<FieldFault>) -> Transition {
    let visits = (1..=Transition::MOST_VISITS)
        .filter(|number| is_filled(typed, *number))
        .map(|number| TransitionVisit {
            on: typed.date(&format!("on-{number}"), "The day", faults),
            what: typed.text(&format!("what-{number}")),
            who: typed.text(&format!("who-{number}")),
            done: typed.has(&format!("done-{number}")),
        })
        .collect();
    Transition {
        moves_to: MovesTo::from_code(&typed.text("moves_to")).unwrap_or_default(),
        from: typed.text("from"),
        to: typed.text("to"),
        begins_on: typed.date("begins_on", "The day from which it is prepared", faults),
        moves_on: typed.date("moves_on", "The first day there", faults),
        visits,
        meets: typed.text("meets"),
        passed_on: typed.text("passed_on"),
        worries: typed.text("worries"),
        ask: typed.text("ask"),
    }
}

/// Saves it.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let mut faults = Vec::new();
    let written = read(&typed, &mut faults);
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, Some(&typed), &faults).await;
    }
    let here = format!("/pupils/{}/transition", pupil.id);
    let (app, actor) = (&web.app, visit.actor());
    match transition::save_transition(app, actor, visit.now(), pupil.id, typed.entry(), written).await {
        Ok(_) => Ok(go_saying(&here, "The move is saved. The transition sheet is among the documents.")),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, Some(&typed), &faults).await,
        Err(Fault::Stale) => {
            let (info, today) = (&visit.visitor.school, visit.now().today);
            let shown = transition::show_transition(app, actor, info, &pupil, today).await?;
            let saved = shown.written.ok_or(Fault::Stale)?;
            let labels = labels();
            let labels: Vec<(&str, &str)> =
                labels.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
            conflict(&visit, &saved, &typed_of(&shown.transition), &typed, &labels, &here)
        }
        Err(fault) => Err(fault.into()),
    }
}
