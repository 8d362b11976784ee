//! `/school/year-end`: classes go up, the oldest leave; prepared, looked at, and carried out.

use app::{
    Fault, time_in_words,
    year_end::{self, Carrying, ClassMove, YearEndForm},
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::people::name::fold;

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/year_end.html")]
struct Page {
    chrome: Chrome,
    from_year: i16,
    next_year: String,
    rows: Vec<Row>,
    reads_from: DateField,
    leave_on: DateField,
    without_class: u64,
    is_early: bool,
    kept: Option<Kept>,
}

#[derive(Debug)]
struct Row {
    name: String,
    group: String,
    children: u64,
    stays: Choices,
    teacher: Choices,
}

/// What would happen, in words.
#[derive(Debug)]
struct Kept {
    id: String,
    ups: Vec<String>,
    leave: u64,
    leave_on: String,
    not_yet: Option<String>,
}

#[derive(Debug, Template)]
#[template(path = "pages/school/year_end_none.html")]
struct NoClass {
    chrome: Chrome,
}

fn row(number: usize, moved: &ClassMove, shown: &Carrying, typed: Option<&Typed>, errors: &Errors) -> Row {
    let proposed = moved.to.clone().unwrap_or_else(|| moved.name.clone());
    let (to_box, goes_box, teacher_box) =
        (format!("to-{number}"), format!("goes-{number}"), format!("teacher-{number}"));
    let to = typed.map_or(proposed, |typed| typed.text(&to_box));
    let goes = match typed {
        Some(typed) => typed.text(&goes_box),
        None => if moved.to.is_some() { "up" } else { "leave" }.to_owned(),
    };
    let field = Field::new(to_box, "Its name next year").chars(20).value(to).errors(errors);
    let teacher = typed.map_or_else(
        || moved.teacher.map(|teacher| teacher.to_string()).unwrap_or_default(),
        |typed| typed.text(&teacher_box),
    );
    let people =
        shown.teachers.iter().map(|account| Choice::new(account.id.to_string(), account.name.clone()));
    Row {
        name: moved.name.clone(),
        group: moved.year.name(),
        children: shown.sizes.get(&moved.class).copied().unwrap_or(0),
        stays: Choices::new(
            goes_box,
            "What happens to these children?",
            [Choice::new("up", "They go up").line(field), Choice::new("leave", "They leave the school")],
        )
        .choose([goes])
        .errors(errors),
        teacher: Choices::new(
            teacher_box,
            "Who teaches them next year?",
            [Choice::new("", "Not known yet")].into_iter().chain(people),
        )
        .choose([teacher])
        .errors(errors),
    }
}

/// What becomes of the classes that go up, in sentences; classes that go up under one name become one class.
fn ups(moves: &[ClassMove], size: impl Fn(&ClassMove) -> u64) -> Vec<String> {
    let mut by_name: Vec<(&str, Vec<&ClassMove>)> = Vec::new();
    for (moved, to) in moves.iter().filter_map(|moved| Some((moved, moved.to.as_deref()?.trim()))) {
        match by_name.iter_mut().find(|(name, _)| fold(name) == fold(to)) {
            Some((_, classes)) => classes.push(moved),
            None => by_name.push((to, vec![moved])),
        }
    }
    let sentence = |(to, classes): (&str, Vec<&ClassMove>)| {
        let each: Vec<String> =
            classes.iter().map(|moved| format!("{} ({} children)", moved.name, size(moved))).collect();
        let all: u64 = classes.iter().map(|moved| size(moved)).sum();
        match each.as_slice() {
            [one] => format!("{one} becomes {to}"),
            each => format!("{} become one class, {to}, of {all} children", each.join(" and ")),
        }
    };
    by_name.into_iter().map(sentence).collect()
}

fn shown(visit: &Visit, carrying: Carrying, typed: Option<&Typed>, errors: Errors) -> Page {
    let form = &carrying.year_end.form;
    let rows = (1..).zip(&form.moves).map(|(number, moved)| row(number, moved, &carrying, typed, &errors));
    let reads_from = DateField::new("reads_from", "From which day may next year's teachers read about their children?")
        .hint("Leave it empty for the first day of the new year. From that day on they see what this year's teachers see.");
    let leave_on = DateField::new("leave_on", "The leavers' last day on the roll");
    let date = |field: DateField, stands: Option<domain::Date>| match typed {
        Some(typed) => typed.into_date(field, &errors),
        None => field.value(stands),
    };
    let kept = carrying.kept.map(|id| {
        let size = |moved: &ClassMove| carrying.sizes.get(&moved.class).copied().unwrap_or(0);
        Kept {
            id: id.to_string(),
            ups: ups(&form.moves, size),
            leave: form.moves.iter().filter(|moved| moved.to.is_none()).map(size).sum(),
            leave_on: time_in_words::day(form.leave_on),
            not_yet: carrying.not_yet.clone(),
        }
    });
    Page {
        from_year: form.from_year,
        next_year: carrying.year_end.year.next().to_string(),
        rows: rows.collect(),
        reads_from: date(reads_from, form.reads_from),
        leave_on: date(leave_on, Some(form.leave_on)),
        without_class: carrying.without_class,
        is_early: carrying.is_early,
        kept,
        chrome: visit.chrome(format!("Year end {}", carrying.year_end.year)).with_errors(errors),
    }
}

async fn carrying(web: &Web, visit: &Visit) -> Result<Option<Carrying>, Fault> {
    year_end::show_year_end(&web.app, visit.actor(), &visit.visitor.school, visit.now()).await
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    match carrying(&web, &visit).await? {
        Some(carrying) => page(&shown(&visit, carrying, None, Errors::none())),
        None => page(&NoClass { chrome: visit.chrome("Year end") }),
    }
}

fn form_of(typed: &Typed, carrying: &Carrying) -> Result<YearEndForm, Fault> {
    let mut faults = Vec::new();
    let stands = &carrying.year_end.form;
    let reads_from = typed.date("reads_from", "The day", &mut faults);
    let leave_on = typed.date("leave_on", "The last day", &mut faults).unwrap_or(stands.leave_on);
    let moves = (1..)
        .zip(&stands.moves)
        .map(|(number, moved)| ClassMove {
            to: (typed.text(&format!("goes-{number}")) != "leave")
                .then(|| typed.text(&format!("to-{number}"))),
            teacher: typed.text(&format!("teacher-{number}")).parse().ok(),
            ..moved.clone()
        })
        .collect();
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let from_year = typed.text("from-year").parse().unwrap_or(stands.from_year);
    Ok(YearEndForm { from_year, reads_from, leave_on, moves })
}

/// Prepared, or carried out.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let (actor, info, now) = (visit.actor(), &visit.visitor.school, visit.now());
    if typed.text("do") == "carry-out" {
        let id = typed.text("id").parse().map_err(|_| Fault::NotFound)?;
        let said = match year_end::carry_out(&web.app, actor, info, now, id).await {
            Ok((went, left)) => format!("The year has ended: {went} children went up, {left} left."),
            Err(Fault::NotFound) => {
                "This was carried out already, or was prepared anew since. Look at the classes.".to_owned()
            }
            Err(fault) => return Err(fault.into()),
        };
        return Ok(go_saying("/school/classes", &said));
    }
    let Some(carrying) = carrying(&web, &visit).await? else { return Err(Fault::NotFound.into()) };
    let kept = match form_of(&typed, &carrying) {
        Ok(form) => year_end::keep_year_end(&web.app, actor, info, now, &form).await,
        Err(fault) => Err(fault),
    };
    match kept {
        Ok(_) => Ok(go_saying("/school/year-end", "Prepared. Check below what would happen.")),
        Err(Fault::Invalid(faults)) => page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &shown(&visit, carrying, Some(&typed), errors(&faults)),
        ),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use domain::{ClassId, people::YearGroup};

    use super::*;

    #[test]
    fn classes_of_one_name_become_one() {
        let moved = |number: u8, name: &str, to: Option<&str>| ClassMove {
            class: ClassId::new(1, &[number; 10]),
            name: name.to_owned(),
            year: YearGroup(3),
            to: to.map(str::to_owned),
            teacher: None,
        };
        let moves = [
            moved(1, "3 Oak", Some("4 Oak")),
            moved(2, "3 Ash", Some("4 Elm")),
            moved(3, "3 Fir", Some(" 4 oak")),
            moved(4, "6 Yew", None),
        ];
        assert_eq!(
            ups(&moves, |moved| if moved.name == "3 Oak" { 10 } else { 20 }),
            [
                "3 Oak (10 children) and 3 Fir (20 children) become one class, 4 Oak, of 30 children",
                "3 Ash (20 children) becomes 4 Elm"
            ]
        );
    }
}
