//! `/school/classes/{class}`: its name, who works in it, and its children.

use app::{
    Fault, FieldFault,
    classes::{self, Assigning, ClassPage},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    ClassId, PupilId,
    people::{Role, YearGroup},
};

use super::groups;
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/school/classes/class.html")]
struct Page {
    chrome: Chrome,
    group: String,
    count: u64,
    staff: Vec<Works>,
    account: Choices,
    from_on: DateField,
    sees_children: bool,
    children: Vec<String>,
    take_out: Choices,
    put_in: Choices,
    name: Field,
    groups: Choices,
}

#[derive(Debug)]
struct Works {
    name: String,
    title: String,
    when: String,
    value: String,
    ends: bool,
}

fn shown(visit: &Visit, class: ClassPage, typed: &Typed, errors: Errors) -> Page {
    let school = &visit.visitor.school.school;
    let line = class.line;
    let staff = line.staff.iter().map(|works| {
        let since = format!("since {}", time_in_words::day(works.from_on));
        let since = if works.from_on > visit.now().today {
            format!("from {}", time_in_words::day(works.from_on))
        } else {
            since
        };
        let until =
            works.until_on.map(|last| format!(" until {}", time_in_words::day(last))).unwrap_or_default();
        Works {
            name: works.name.clone(),
            title: school.title(works.role).to_owned(),
            when: format!("{since}{until}"),
            value: format!("{}:{}", works.account, works.role.code()),
            ends: works.until_on.is_some(),
        }
    });
    let people = class.could_work.iter().flat_map(|account| {
        [Role::Teacher, Role::Ta].into_iter().filter(|role| account.roles.contains(role)).map(|role| {
            Choice::new(
                format!("{}:{}", account.id, role.code()),
                format!("{}, {}", account.name, school.title(role)),
            )
        })
    });
    let from_on = DateField::new("from_on", "From which day on?")
        .hint("From that day on they see the children of the class.");
    let pupils = |name: &str, label: &str, pupils: &[domain::people::Pupil]| {
        let items = pupils.iter().map(|pupil| {
            Choice::new(pupil.id.to_string(), format!("{}, {}", pupil.name(), pupil.year.name()))
        });
        Choices::new(name, label, items).small().errors(&errors)
    };
    let typing = |what: &str| typed.text("do") == what;
    Page {
        group: line.class.year.name(),
        count: line.children,
        staff: staff.collect(),
        account: Choices::new("account", "Who?", [Choice::new("", "Choose")].into_iter().chain(people))
            .choose([typed.text("account")])
            .errors(&errors),
        from_on: if typing("assign") {
            typed.into_date(from_on, &errors)
        } else {
            from_on.value(Some(visit.now().today))
        },
        sees_children: class.sees_children,
        children: class
            .children
            .iter()
            .map(|pupil| format!("{}, {}", pupil.name(), pupil.year.name()))
            .collect(),
        take_out: pupils("out", "Children to take out", &class.children),
        put_in: pupils("children", "Children without a class this year", &class.could_join),
        name: if typing("rename") {
            typed.into_field(Field::new("name", "Name").chars(20), &errors)
        } else {
            Field::new("name", "Name").chars(20).value(line.class.name.clone())
        },
        groups: groups(&if typing("rename") { typed.text("group") } else { line.class.year.code() })
            .errors(&errors),
        chrome: visit.chrome(format!("Class {}", line.class.name)).with_errors(errors),
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Path(id): Path<String>) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let class = classes::show_class(&web.app, visit.actor(), visit.now(), id).await?;
    page(&shown(&visit, class, &Typed::default(), Errors::none()))
}

/// An account and its role, as the form sends them together.
fn who(text: &str) -> Option<(domain::UserId, Role)> {
    let (id, role) = text.split_once(':')?;
    Some((id.parse().ok()?, Role::from_code(role)?))
}

async fn carry_out(web: &Web, visit: &Visit, class: ClassId, typed: &Typed) -> Result<String, Fault> {
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    let ids = |name: &str| -> Result<Vec<PupilId>, Fault> {
        typed.all(name).iter().map(|id| id.parse().map_err(|_| Fault::NotFound)).collect()
    };
    match typed.text("do").as_str() {
        "rename" => {
            let group = YearGroup::from_code(&typed.text("group"))
                .ok_or_else(|| Fault::field("group", "Choose the year group that most of the class is in"))?;
            classes::change_class(app, actor, now, class, &typed.text("name"), group).await?;
            Ok("Saved.".to_owned())
        }
        "assign" => {
            let mut faults = Vec::new();
            let from_on = typed.date("from_on", "The first day", &mut faults).unwrap_or(now.today);
            let Some((account, role)) = who(&typed.text("account")) else {
                faults.push(FieldFault::new("account", "Choose who works in the class"));
                return Err(Fault::Invalid(faults));
            };
            if !faults.is_empty() {
                return Err(Fault::Invalid(faults));
            }
            let assigning = Assigning { class, account, role, from_on, until_on: None };
            classes::assign(app, actor, now, assigning).await?;
            Ok("Saved.".to_owned())
        }
        "end" => {
            let (account, role) = who(&typed.text("who")).ok_or(Fault::NotFound)?;
            let last = now.today.yesterday().unwrap_or(now.today);
            classes::end_assignment(app, actor, now, class, account, role, last).await?;
            Ok("They no longer work in this class.".to_owned())
        }
        "put-in" => {
            let count = classes::place_children(app, actor, now, &ids("children")?, Some(class)).await?;
            Ok(format!("{count} put into the class."))
        }
        "take-out" => {
            let out = ids("out")?;
            if out.is_empty() {
                return Err(Fault::field("out", "Choose at least one child"));
            }
            let count = classes::place_children(app, actor, now, &out, None).await?;
            Ok(format!("{count} taken out of the class."))
        }
        _ => Err(Fault::NotFound),
    }
}

/// What is done with the class.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let id: ClassId = id.parse().map_err(|_| Fault::NotFound)?;
    match carry_out(&web, &visit, id, &typed).await {
        Ok(said) => Ok(go_saying(&format!("/school/classes/{id}"), &said)),
        Err(Fault::Invalid(faults)) => {
            let class = classes::show_class(&web.app, visit.actor(), visit.now(), id).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown(&visit, class, &typed, errors(&faults)))
        }
        Err(other) => Err(other.into()),
    }
}
