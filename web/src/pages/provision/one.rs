//! `/provision/{provision}`: one provision: read, changed, stopped.

use app::{
    Fault, FieldFault,
    teaching::{self, CopyProvision, EndProvision, Planned, ProvisionForm},
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::{
    ProvisionId,
    calendar::count::monday_of,
    permissions::Action,
    provision::{Provision, SessionStatus},
};
use serde::Deserialize;

use super::form::{self, Boxes};
use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/provision/one.html")]
struct Page {
    chrome: Chrome,
    id: String,
    boxes: Boxes,
    may_change: bool,
    changing: bool,
    facts: Vec<(&'static str, String)>,
    children: Vec<(String, String, String)>,
    clashes: Vec<String>,
    held: String,
    /// The latest sessions, to be corrected by those who may: address, day, what became of it.
    sessions: Vec<(String, String, &'static str)>,
    /// Where the week's paper sheet is, for those who may type it in.
    sheets: Option<String>,
    is_over: bool,
    last: DateField,
    saved_now: Vec<(&'static str, String)>,
    line: Vec<(String, String)>,
    copy_title: &'static str,
    copy_from: DateField,
    copy_until: DateField,
    with_children: Choices,
}

fn facts(form: &ProvisionForm) -> Vec<(&'static str, String)> {
    let Some(provision) = &form.provision else { return Vec::new() };
    let staff: Vec<&str> = form
        .staff
        .iter()
        .filter(|(id, _)| provision.staff.contains(id))
        .map(|(_, words)| words.as_str())
        .collect();
    let when = format!("{} {}", provision.days_in_words(), provision.starts_at);
    let mut facts = vec![
        ("When", when.trim().to_owned()),
        ("How long", format!("{} minutes", provision.minutes)),
        (
            "From and to",
            format!(
                "{} to {}",
                time_in_words::day(provision.from_on),
                time_in_words::day(provision.until_on)
            ),
        ),
        ("Who runs it", if staff.is_empty() { "Nobody yet".to_owned() } else { staff.join(", ") }),
        ("For", provision.tier.name().to_owned()),
    ];
    if let Some(area) = provision.area {
        facts.push(("Area of need", area.name().to_owned()));
    }
    if let Some(one) = form.catalogue.iter().find(|one| one.code == provision.intervention) {
        facts.push(("Intervention", format!("{}: {}", one.name, one.what)));
        facts.push(("Usual dose and group", format!("{}, {}", one.dose_in_words(), one.group_in_words())));
        facts.push(("Measured at the start", one.entry.clone()));
        facts.push(("Measured at the end", one.exit.clone()));
        facts.push(("How sure we can be", one.evidence.clone()));
    }
    if !provision.misses.is_empty() {
        facts.push(("Lesson missed meanwhile", provision.misses.clone()));
    }
    if let Some((_, name)) = form.classes.iter().find(|(id, _)| provision.class == Some(*id)) {
        facts.push(("Whole class", name.clone()));
    }
    facts.retain(|(_, words)| !words.is_empty());
    if !provision.place.is_empty() {
        facts.push(("Where", provision.place.clone()));
    }
    if !provision.description.is_empty() {
        facts.push(("What is done", provision.description.clone()));
    }
    facts
}

/// This week's sheet of a group that runs, with children all of whom the visitor may log.
fn sheets_of(visit: &Visit, provision: &Provision, form: &ProvisionForm) -> Option<String> {
    let monday = monday_of(visit.now().today.max(provision.from_on));
    let placed = form.children.iter().filter(|child| child.place.is_some()).count();
    let may = visit.actor().may(Action::TypeSheets) && form.hidden == 0 && placed > 0;
    (may && provision.runs_still(visit.now().today))
        .then(|| format!("/gather/sheets/{monday}/{}", provision.id))
}

fn show(
    visit: &Visit,
    form: &ProvisionForm,
    typed: &Typed,
    faults: &[FieldFault],
    saved_now: Vec<(&'static str, String)>,
    changing: bool,
) -> Page {
    let errors = if faults.is_empty() { Errors::none() } else { errors(faults) };
    let today = visit.now().today;
    let calendar = &visit.visitor.school.calendar;
    let provision = form.provision.as_ref();
    let held = match form.held {
        (0, _) => "No session is logged yet.".to_owned(),
        (1, Some(on)) => format!("1 session is logged, on {}.", time_in_words::day(on)),
        (count, last) => {
            let last = last.map(|on| format!(", the last on {}", time_in_words::day(on))).unwrap_or_default();
            format!("{count} sessions are logged{last}.")
        }
    };
    let last = DateField::new("last", "Last day on which it runs");
    let last = if typed.has("last-day") {
        typed.into_date(last, &errors)
    } else {
        last.value(Some(today)).errors(&errors)
    };
    let title = provision.map_or_else(String::new, |provision| provision.name.clone());
    Page {
        chrome: visit.chrome(title).with_errors(errors.clone()),
        id: provision.map(|provision| provision.id.to_string()).unwrap_or_default(),
        boxes: form::boxes(typed, &errors, form, None),
        may_change: form.may_change,
        changing: changing && form.may_change,
        facts: facts(form),
        children: form
            .children
            .iter()
            .filter_map(|child| {
                let target = child.place?;
                let found = target.and_then(|id| child.targets.iter().find(|t| t.target.id == id));
                let label = found.map(|planned| planned.label(true)).unwrap_or_default();
                Some((format!("/pupils/{}/provision", child.pupil), child.name.clone(), label))
            })
            .collect(),
        clashes: form.clashes.clone(),
        held,
        sessions: provision
            .filter(|_| visit.actor().may(Action::LogSession) && form.hidden == 0)
            .map_or_else(Vec::new, |provision| {
                let line = |(on, status): &(_, SessionStatus)| {
                    let href = format!("/my-week/{}/{on}", provision.id);
                    (href, time_in_words::day(*on), status.name())
                };
                form.sessions.iter().map(line).collect()
            }),
        sheets: provision.and_then(|provision| sheets_of(visit, provision, form)),
        is_over: provision.is_some_and(|provision| !provision.runs_still(today)),
        last,
        saved_now,
        line: form.line.iter().map(|(id, words)| (format!("/provision/{id}"), words.clone())).collect(),
        copy_title: if provision.is_some_and(|provision| !provision.runs_still(today)) {
            "Start it again"
        } else {
            "Copy it"
        },
        copy_from: {
            let field = DateField::new("copy-from", "First day");
            if typed.has("copy-from-day") || typed.has("copy-from-month") {
                typed.into_date(field, &errors)
            } else {
                field.value(Some(today)).errors(&errors)
            }
        },
        copy_until: {
            let field = DateField::new("copy-until", "Last day");
            let term = calendar.half_term_of(today).or_else(|| calendar.next_half_term(today));
            if typed.has("copy-until-day") || typed.has("copy-until-month") {
                typed.into_date(field, &errors)
            } else {
                field.value(term.map(|term| term.to)).errors(&errors)
            }
        },
        with_children: Choices::new(
            "with-children",
            "The children",
            [Choice::new("yes", "Bring its children, with the targets that are still worked on")],
        )
        .small()
        .choose(["yes"]),
    }
}

/// Whether the form is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    change: String,
}

async fn load(web: &Web, visit: &Visit, id: ProvisionId) -> Result<ProvisionForm, Fault> {
    let info = &visit.visitor.school;
    teaching::show_provision(&web.app, visit.actor(), visit.now(), info, Some(id), None).await
}

/// The provision, and its form for those who may change it.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let id: ProvisionId = id.parse().map_err(|_| Fault::NotFound)?;
    let form = load(&web, &visit, id).await?;
    let calendar = &visit.visitor.school.calendar;
    let typed = Typed::from_pairs(form::fields_of(&form, calendar, visit.now().today));
    page(&show(&visit, &form, &typed, &[], Vec::new(), !asked.change.is_empty()))
}

/// Changes it, or stops it.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
    typed: Typed,
) -> Answer {
    let id: ProvisionId = id.parse().map_err(|_| Fault::NotFound)?;
    let form = load(&web, &visit, id).await?;
    if typed.text("do") == "usual" && form.may_change {
        let typed = form::with_usual(&typed, &form, &visit.visitor.school.calendar, visit.now().today);
        return page(&show(&visit, &form, &typed, &[], Vec::new(), true));
    }
    let mut faults = Vec::new();
    let done = if typed.text("do") == "copy" {
        let from_on = typed.date("copy-from", "The first day", &mut faults);
        let until_on = typed.date("copy-until", "The last day", &mut faults);
        let with_children = typed.has("with-children");
        if faults.is_empty() {
            let input = CopyProvision { provision: id, from_on, until_on, with_children };
            teaching::copy_provision(&web.app, visit.actor(), visit.now(), input)
                .await
                .map(|new| (new, "This is the new one. What was held stays with the old one.".to_owned()))
        } else {
            Err(Fault::Invalid(faults))
        }
    } else if typed.text("do") == "end" {
        let last_on = typed.date("last", "The last day", &mut faults);
        let version = typed.text("version").parse().unwrap_or(0);
        if faults.is_empty() {
            let input = EndProvision { provision: id, version, last_on };
            teaching::end_provision(&web.app, visit.actor(), visit.now(), input)
                .await
                .map(|_| (id, "It stops on that day. What was done stays on the record.".to_owned()))
        } else {
            Err(Fault::Invalid(faults))
        }
    } else {
        let input = form::read(&typed, &form, &mut faults);
        if faults.is_empty() {
            teaching::save_provision(&web.app, visit.actor(), visit.now(), input).await.map(|planned| {
                let said = match planned {
                    Planned::Done(_) => "Saved.".to_owned(),
                    Planned::AlreadyThere(_) => "Nothing had changed: it is saved as it was.".to_owned(),
                    Planned::GoesOn(_, begins) => format!(
                        "Saved. Its days, its time or who runs it changed: until then it stays as it was, and the new begins on {}.",
                        time_in_words::day(begins)
                    ),
                };
                (planned.id(), said)
            })
        } else {
            Err(Fault::Invalid(faults))
        }
    };
    match done {
        Ok((id, said)) => Ok(go_saying(&format!("/provision/{id}"), &said)),
        Err(Fault::Invalid(faults)) => {
            let page = show(&visit, &form, &typed, &faults, Vec::new(), true);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Fault::Stale) => {
            let Some(provision) = &form.provision else { return Err(Fault::Stale.into()) };
            let input = form::read(&typed, &form, &mut Vec::new());
            let now = form::saved_now(provision, &input, &form.staff, &form.children);
            // What was typed stays; it starts from what is saved now.
            let others = typed.iter().filter(|(name, _)| *name != "version");
            let pairs: Vec<_> = others
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .chain([("version".to_owned(), provision.version.to_string())])
                .collect();
            let typed = Typed::from_pairs(pairs);
            page_with(StatusCode::CONFLICT, &show(&visit, &form, &typed, &[], now, true))
        }
        Err(fault) => Err(fault.into()),
    }
}
