//! `/gather`: who has entered what this week, by class, group and person; reminders; closing the week.

use app::{
    Fault,
    gathering::{self, CloseWeek, Count, Gather, PersonCount, Sheet, SheetState},
    time_in_words,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{Date, UserId, calendar::count::days_after};

use crate::{
    Web,
    answer::{Answer, go_saying, page, page_with},
    asked::Asked,
    download::{self, count, text},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Field},
    visit::Visit,
};

pub(crate) mod grid;
pub(crate) mod paper;

/// A sheet of a group.
#[derive(Debug)]
struct SheetLine {
    href: String,
    day: String,
    group: String,
    state: &'static str,
    colour: &'static str,
    why: String,
    late: bool,
}

#[derive(Debug)]
struct GroupPart {
    count: Count,
    state: String,
    week: String,
    sheets: Vec<SheetLine>,
}

#[derive(Clone, Debug)]
struct Earlier {
    href: String,
    week: String,
    count: Count,
    closed: bool,
}

#[derive(Debug)]
struct Closed {
    at: String,
    by: String,
    note: String,
    corrections: Vec<(String, String)>,
}

#[derive(Debug, Template)]
#[template(path = "pages/gather.html")]
struct Page {
    chrome: Chrome,
    wanted: Option<(String, i16)>,
    over: String,
    monday: Date,
    all: Count,
    classes: Vec<Count>,
    groups: Vec<GroupPart>,
    people: Vec<PersonCount>,
    to_remind: usize,
    closed: Option<Closed>,
    late: Vec<SheetLine>,
    /// The newest earlier week that is still open, looked at from the week that runs; and how many more there are.
    still_open: Option<(Earlier, usize)>,
    earlier: Vec<Earlier>,
    previous: Date,
    next: Option<Date>,
    note: Field,
    reason: Field,
    /// Whether it is closed before its end, asked while sessions of it are still to come.
    before_its_end: Option<Choices>,
}

fn sheet(sheet: &Sheet) -> SheetLine {
    SheetLine {
        href: format!("/gather/sheet/{}/{}", sheet.provision, sheet.on),
        day: time_in_words::short_day(sheet.on),
        group: sheet.name.clone(),
        state: sheet.state.name(),
        colour: match sheet.state {
            SheetState::Missing => "red",
            SheetState::NotRun => "orange",
            SheetState::Entered => "green",
            SheetState::ToCome => "grey",
        },
        why: sheet.why.clone(),
        late: sheet.late,
    }
}

/// How much of a group's week is entered.
fn state(count: &Count) -> String {
    if count.expected == 0 {
        return "nothing due yet".to_owned();
    }
    format!("{} of {} entered", count.entered, count.expected)
}

fn of(visit: &Visit, shown: Gather, typed: &Typed, fault: Option<&Fault>) -> Page {
    let friday = days_after(shown.monday, 4);
    let wrong = match fault {
        Some(Fault::Invalid(faults)) => errors(faults),
        _ => errors(&[]),
    };
    let is_closed = shown.closed.is_some();
    let note = match (&shown.closed, typed.has("week")) {
        (_, true) => typed.text("note"),
        (Some(closed), false) => closed.note.clone(),
        (None, false) => String::new(),
    };
    let label = if is_closed { "The note, as it should read" } else { "A note for the SENCO (optional)" };
    let late: Vec<SheetLine> =
        shown.groups.iter().flat_map(|(_, sheets)| sheets).filter(|one| one.late).map(sheet).collect();
    let earlier: Vec<Earlier> = shown
        .earlier
        .iter()
        .map(|week| Earlier {
            href: format!("/gather?week={}", week.monday),
            week: time_in_words::day(week.monday),
            count: week.count.clone(),
            closed: week.closed,
        })
        .collect();
    let still_open = {
        let mut open = earlier.iter().filter(|week| shown.is_now && !week.closed).cloned();
        open.next().map(|newest| (newest, open.count()))
    };
    Page {
        chrome: visit.chrome("Gather").with_errors(wrong.clone()),
        wanted: visit.wanted_year(),
        over: format!("Monday {} to Friday {}", time_in_words::day(shown.monday), time_in_words::day(friday)),
        monday: shown.monday,
        to_remind: shown.to_remind(),
        before_its_end: (!is_closed && shown.all.to_come > 0).then(|| {
            let title = match shown.all.to_come {
                1 => "1 session of this week is still to come".to_owned(),
                many => format!("{many} sessions of this week are still to come"),
            };
            let all_the_same = [Choice::new("yes", "Close this week all the same, before its end")];
            Choices::new("before-its-end", title, all_the_same).small().errors(&wrong)
        }),
        all: shown.all,
        classes: shown.classes,
        groups: shown
            .groups
            .into_iter()
            .map(|(count, sheets)| GroupPart {
                state: state(&count),
                week: sheets
                    .first()
                    .map(|sheet| format!("/gather/sheets/{}/{}", shown.monday, sheet.provision))
                    .unwrap_or_default(),
                sheets: sheets.iter().map(sheet).collect(),
                count,
            })
            .collect(),
        people: shown.people,
        closed: shown.closed.map(|closed| Closed {
            at: time_in_words::moment(closed.at),
            by: closed.by,
            note: closed.note,
            corrections: closed
                .corrections
                .into_iter()
                .map(|one| (time_in_words::moment(one.at), one.reason))
                .collect(),
        }),
        late,
        still_open,
        earlier,
        previous: days_after(shown.monday, -7),
        next: (!shown.is_now).then(|| days_after(shown.monday, 7)),
        note: Field::new("note", label).rows(3).value(note).errors(&wrong),
        reason: typed.into_field(Field::new("reason", "What is corrected, and why").rows(2), &wrong),
    }
}

async fn show(
    web: &Web,
    visit: &Visit,
    day: Date,
    typed: &Typed,
    fault: Option<&Fault>,
) -> Result<Page, Fault> {
    let info = &visit.visitor.school;
    let shown = gathering::gather(&web.app, visit.actor(), visit.now(), info, day).await?;
    Ok(of(visit, shown, typed, fault))
}

fn week_of(typed: &Typed, visit: &Visit) -> Date {
    typed.text("week").parse().unwrap_or(visit.now().today)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let day = week_of(&asked, &visit);
    page(&show(&web, &visit, day, &Typed::default(), None).await?)
}

/// What was entered by person, class and group, as a workbook.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit, Asked(asked): Asked) -> Answer {
    let (info, day) = (&visit.visitor.school, week_of(&asked, &visit));
    let gather = gathering::gather(&web.app, visit.actor(), visit.now(), info, day).await?;
    let people = gather.people.iter().map(|person| ("Person", &person.count));
    let classes = gather.classes.iter().map(|count| ("Class", count));
    let groups = gather.groups.iter().map(|(count, _)| ("Group", count));
    let rows = people.chain(classes).chain(groups).map(|(by, of)| {
        let cells = [
            text(by),
            text(of.name.as_str()),
            count(of.expected),
            count(of.entered),
            count(of.missing()),
            count(of.not_run),
            count(of.late),
            count(of.to_come),
        ];
        (None, cells)
    });
    let headings = ["By", "Name", "Due", "Entered", "Missing", "Not run", "Late", "To come"];
    let name = format!("gather-{}", gather.monday);
    download::rows(&web, &visit, &format!("Week of {}", gather.monday), &name, headings, rows)
}

/// One person, or everybody with entries missing, is reminded.
pub(crate) async fn remind(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let day = week_of(&typed, &visit);
    let only = typed.text("person").parse::<UserId>().ok();
    let info = &visit.visitor.school;
    let done = gathering::remind(&web.app, visit.actor(), visit.now(), info, day, only).await?;
    let mut said = match done.sent {
        0 => "Nobody was mailed.".to_owned(),
        1 => "1 reminder is on its way.".to_owned(),
        many => format!("{many} reminders are on their way."),
    };
    if done.already > 0 {
        said.push_str(&format!(" {} had one today already.", done.already));
    }
    if done.no_address > 0 {
        said.push_str(&format!(" {} without an e-mail address: tell them in person.", done.no_address));
    }
    Ok(go_saying(&format!("/gather?week={day}"), &said))
}

/// The week is closed.
pub(crate) async fn close(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let day = week_of(&typed, &visit);
    let (note, before_its_end) = (typed.text("note"), typed.has("before-its-end"));
    let close = CloseWeek { day, note: &note, before_its_end };
    let closed = match gathering::close_week(&web.app, visit.actor(), visit.now(), close).await {
        Ok(closed) => closed,
        Err(fault @ Fault::Invalid(_)) => {
            let page = show(&web, &visit, day, &typed, Some(&fault)).await?;
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        Err(fault) => return Err(fault.into()),
    };
    let said = if closed {
        "The week is closed and handed over. What comes later is marked late."
    } else {
        "The week was closed already."
    };
    Ok(go_saying(&format!("/gather?week={day}"), said))
}

/// A closed week is corrected.
pub(crate) async fn correct(State(web): State<Web>, visit: Visit, typed: Typed) -> Answer {
    let day = week_of(&typed, &visit);
    let (reason, note) = (typed.text("reason"), typed.text("note"));
    match gathering::correct_week(&web.app, visit.actor(), visit.now(), day, &reason, &note).await {
        Ok(()) => Ok(go_saying(&format!("/gather?week={day}"), "Saved: the correction and its reason.")),
        Err(fault @ Fault::Invalid(_)) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &show(&web, &visit, day, &typed, Some(&fault)).await?)
        }
        Err(fault) => Err(fault.into()),
    }
}
