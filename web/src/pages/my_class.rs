//! `/my-class`: the class teacher's own classes, with what is owed this week.

use app::{
    classes::{self, MyCover},
    gathering::WeekInShort,
    lists::{self, ChildRow, OwedKind, SessionToday, TaughtClass},
    time_in_words,
};
use askama::Template;
use axum::extract::State;
use domain::{Date, people::Lead};

use crate::{
    Web,
    answer::{Answer, page},
    download::{self, text},
    view::{AskDifference, Chrome, FromGroup, Invitation},
    visit::Visit,
};

/// One thing that is owed.
#[derive(Debug)]
struct Line {
    what: String,
    href: String,
    child: String,
    class: String,
    due: String,
    is_late: bool,
    /// An adaptation to be looked at: its difference can be said here.
    ask: Option<AskDifference>,
}

#[derive(Debug, Template)]
#[template(path = "pages/my_class.html")]
struct Page {
    chrome: Chrome,
    invitations: Vec<Invitation>,
    owed: Vec<Line>,
    sessions: Vec<SessionToday>,
    messages: Vec<FromGroup>,
    classes: Vec<TaughtClass>,
    waiting: Vec<ChildRow>,
    lead: Lead,
    week: WeekInShort,
    cover: MyCover,
}

fn line(row: &ChildRow, owed: &lists::Owed, today: Date) -> Line {
    let due = owed.due_on.map_or_else(String::new, |due_on| {
        format!("due {}, {}", time_in_words::from_today(due_on, today), time_in_words::short_day(due_on))
    });
    Line {
        what: owed.what.clone(),
        href: format!("{}{}", row.href(), owed.kind.path()),
        child: row.named(),
        class: row.class.clone(),
        due,
        is_late: owed.due_on.is_some_and(|due_on| due_on < today),
        ask: owed.entry.map(|(entry, version)| AskDifference {
            action: format!("{}/adaptations", row.href()),
            entry: entry.to_string(),
            version,
            back: "class",
            error: None,
            id: format!("difference-{entry}"),
        }),
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let school = &visit.visitor.school;
    let today = visit.now().today;
    let mine = lists::my_class(&web.app, visit.actor(), visit.now(), school).await?;
    let mut owed: Vec<(bool, Option<Date>, OwedKind, Line)> = mine
        .classes
        .iter()
        .flat_map(|class| &class.children)
        .flat_map(|child| child.owed.iter().map(move |one| (child, one)))
        .map(|(child, one)| (one.due_on.is_none(), one.due_on, one.kind, line(&child.row, one, today)))
        .collect();
    owed.sort_by_key(|(without, due_on, kind, _)| (*without, *due_on, *kind));
    let title = match &mine.classes[..] {
        [only] => format!("My class: {}", only.name),
        [] => "My class".to_owned(),
        _ => "My classes".to_owned(),
    };
    let cover = classes::my_cover(&web.app, visit.actor(), visit.now(), school).await?;
    page(&Page {
        cover,
        invitations: super::meetings::mine(&web, &visit).await?,
        chrome: visit.chrome(title),
        owed: owed.into_iter().map(|(.., line)| line).collect(),
        sessions: mine.sessions,
        messages: mine.messages.into_iter().map(FromGroup::from).collect(),
        waiting: mine.look_back,
        week: mine.week,
        classes: mine.classes,
        lead: school.school.settings.safeguarding_lead.clone(),
    })
}

/// The children of the classes as a workbook, with what is owed for each.
pub(crate) async fn xlsx(State(web): State<Web>, visit: Visit) -> Answer {
    let mine = lists::my_class(&web.app, visit.actor(), visit.now(), &visit.visitor.school).await?;
    let rows = mine.classes.iter().flat_map(|class| &class.children).map(|child| {
        let row = &child.row;
        let has_sen = child.is_running || row.status != lists::SenStatus::NotOnIt;
        let owed: Vec<String> = child
            .owed
            .iter()
            .map(|one| match one.due_on {
                Some(due_on) => format!("{}, due {}", one.what, time_in_words::day(due_on)),
                None => one.what.clone(),
            })
            .collect();
        let cells = [
            text(row.name.as_str()),
            text(row.class.as_str()),
            text(row.year.name()),
            text(if has_sen { row.status.name() } else { "" }),
            text(if has_sen { row.step.sentence() } else { String::new() }),
            row.since.filter(|_| child.is_running).into(),
            text(owed.join("; ")),
        ];
        (Some(row.id), cells)
    });
    let headings = ["Child", "Class", "Year", "SEN status", "Step", "At this step since", "To do"];
    download::rows(&web, &visit, "My class", "my-class", headings, rows)
}
