//! `/pupils/{pupil}/file`: the pupil file: dated pieces of work, photos, observations, plans that keep the child safe.

use app::{Fault, FieldFault, early, files, time_in_words};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    Date, EntryId,
    people::Pupil,
    permissions::Action,
    record::{Content, EntryKind, FileItem, FileSort},
    uploads::Purpose,
};

use super::{files::FileLink, frame::Frame};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    files::Files,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Errors, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/file.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    plans: Vec<Row>,
    items: Vec<Row>,
    add: Option<Add>,
    is_staff: bool,
}

#[derive(Debug)]
struct Row {
    entry: EntryId,
    sort: FileSort,
    title: String,
    by: String,
    at: String,
    when: String,
    target: Option<String>,
    text: String,
    shared: bool,
    review: Option<(String, bool)>,
    files: Vec<FileLink>,
}

/// The boxes. The photo has a form of its own, which needs one tap; everything else stands below.
#[derive(Debug)]
struct Add {
    photo: Field,
    photo_target: Option<Choices>,
    sort: Option<Choices>,
    title: Field,
    text: Field,
    paper: Field,
    on: DateField,
    review_on: DateField,
    target: Option<Choices>,
    shared: Option<Choices>,
    open: bool,
}

impl Add {
    fn of(typed: &Typed, targets: &[(String, String)], is_staff: bool, errors: &Errors) -> Self {
        let none = || std::iter::once(Choice::new("", "None: it stands alone"));
        let choices = || none().chain(targets.iter().map(|(id, will)| Choice::new(id, will)));
        let any = !targets.is_empty();
        Self {
            photo: Field::new("photo", "Take or choose a photo")
                .hint("Of the work, not of other children. Where and when it was taken is left out of it.")
                .errors(errors),
            photo_target: any
                .then(|| Choices::new("target", "For which target?", choices()).id("photo-target")),
            sort: is_staff.then(|| {
                let kinds = FileSort::ALL.into_iter().filter(|sort| *sort != FileSort::Photo);
                let sorts = kinds.map(|sort| Choice::new(sort.code(), sort.name()));
                Choices::new("sort", "What kind of thing?", sorts).choose([typed.text("sort")])
            }),
            title: typed
                .into_field(Field::new("title", "What is it?").hint("For example: spelling test"), errors),
            text: typed.into_field(Field::new("text", "What does it show?").rows(3), errors),
            paper: Field::new("paper", "The paper itself, if there is one")
                .hint(format!("Choose {}.", Purpose::Report.takes()))
                .errors(errors),
            on: typed.into_date(DateField::new("on", "When?"), errors),
            review_on: typed
                .into_date(DateField::new("review_on", "A plan: when is it looked at again?"), errors),
            target: any
                .then(|| Choices::new("target", "For which target?", choices()).choose(typed.all("target"))),
            shared: is_staff.then(|| {
                Choices::new(
                    "shared",
                    "Who may see it?",
                    [
                        Choice::new("no", "Staff only"),
                        Choice::new("yes", "The child, the parents and invited professionals too"),
                    ],
                )
                .small()
                .choose([if typed.has("shared") {
                    typed.text("shared")
                } else {
                    "no".to_owned()
                }])
            }),
            open: !errors.is_empty() && !typed.has("photo-form"),
        }
    }
}

async fn show(web: &Web, visit: &Visit, pupil: &Pupil, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "Pupil file", "/file").await?;
    let frame = frame.with_errors(errors.clone());
    let targets: Vec<(String, String)> = early::targets(&web.app, visit.actor(), pupil)
        .await?
        .into_iter()
        .map(|target| (target.id.to_string(), target.will))
        .collect();
    let is_staff = visit.actor().holdings.iter().any(|holding| holding.role.is_staff());
    let papers = files::by_entry(&web.app, visit.actor(), pupil).await?;
    let today = visit.now().today;
    let mut items: Vec<Row> = early::written(&web.app, visit.actor(), pupil, &[EntryKind::FileItem])
        .await?
        .into_iter()
        .filter_map(|one| match one.entry.content {
            Content::FileItem(item) => {
                let id = item.target.map(|id| id.to_string());
                Some(Row {
                    entry: one.entry.id,
                    sort: item.sort,
                    title: item.title,
                    by: one.by,
                    at: one.entry.on.to_string(),
                    when: time_in_words::day(one.entry.on),
                    target: targets
                        .iter()
                        .find(|(known, _)| Some(known) == id.as_ref())
                        .map(|(_, will)| will.clone()),
                    text: item.text,
                    shared: item.shared,
                    review: item.review_on.map(|day| (time_in_words::day(day), day < today)),
                    files: FileLink::all(&frame.base, papers.get(&one.entry.id)),
                })
            }
            _ => None,
        })
        .collect();
    items.reverse();
    let (plans, items) = items.into_iter().partition(|row| row.sort.is_plan());
    let add = visit.may(Action::AddToFile, pupil).then(|| Add::of(typed, &targets, is_staff, &errors));
    let page = Page { chrome: frame.chrome.clone(), frame, plans, items, add, is_staff };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    domain::permissions::allow(visit.actor(), Action::ReadSharedFile, pupil.subject())?;
    let typed = Typed::default().with_date("on", Some(visit.now().today));
    show(&web, &visit, &pupil, &typed, &[]).await
}

/// Adds to the file: a photo in one tap, or anything else with its words.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    mut upload: Files,
) -> Answer {
    domain::permissions::allow(visit.actor(), Action::AddToFile, pupil.subject())?;
    let mut faults = Vec::new();
    let mut comes = upload.take(&web, &visit, "photo", Purpose::Photo, &mut faults).await;
    comes.extend(upload.take(&web, &visit, "paper", Purpose::Report, &mut faults).await);
    let typed = upload.typed;
    let is_photo = typed.has("photo-form");
    if is_photo && comes.is_empty() && faults.is_empty() {
        faults.push(FieldFault::new("photo", "Take or choose a photo first"));
    }
    let on = typed.date("on", "The day", &mut faults).unwrap_or(visit.now().today);
    let review_on: Option<Date> = typed.date("review_on", "The day", &mut faults);
    if !faults.is_empty() {
        return show(&web, &visit, &pupil, &typed, &faults).await;
    }
    let item = FileItem {
        sort: if is_photo {
            FileSort::Photo
        } else {
            FileSort::from_code(&typed.text("sort")).unwrap_or_default()
        },
        title: typed.text("title"),
        text: typed.text("text"),
        target: typed.text("target").parse().ok(),
        shared: typed.text("shared") == "yes",
        review_on,
    };
    match early::add_to_file(&web.app, visit.actor(), visit.now(), pupil.id, on, item, comes).await {
        Ok(_) => Ok(go_saying(&format!("/pupils/{}/file", pupil.id), "It is in the pupil file.")),
        Err(Fault::Invalid(faults)) => show(&web, &visit, &pupil, &typed, &faults).await,
        Err(fault) => Err(fault.into()),
    }
}
