//! `/pupils/{pupil}/checklist`: what is seen, item by item; a prompt for talk, never summed into a score.

use std::collections::BTreeMap;

use app::{
    Fault, FieldFault, banks,
    early::{self, Written},
    time_in_words,
};
use askama::Template;
use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use domain::{
    checklist::{Answer as Seen, Checklist},
    people::{Lead, Pupil},
    permissions::Action,
    record::{Content, EntryKind, FilledChecklist},
};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::joined::Joined,
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/checklist.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    lead: Lead,
    may_fill: bool,
    areas: Vec<Area>,
    /// What is never answered here, shown before anything is folded away.
    safeguarding: Vec<String>,
    progress: String,
    saved: Option<String>,
    done: bool,
    entry: String,
    version: String,
}

#[derive(Debug)]
struct Area {
    name: String,
    summary: String,
    open: bool,
    items: Vec<Item>,
    /// What was seen, most often first, for those who only read.
    seen: Vec<(String, String)>,
}

#[derive(Debug)]
enum Item {
    Asked(Choices),
    Safeguarding(String),
}

/// The words of an answer as a label: "Not seen".
fn label(checklist: &Checklist, seen: Seen) -> String {
    let mut letters = checklist.words(seen).chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn ticked_of(typed: &Typed) -> BTreeMap<u32, u8> {
    typed
        .iter()
        .filter_map(|(name, value)| {
            let id = name.strip_prefix("item-")?.parse().ok()?;
            Some((id, value.parse().ok()?))
        })
        .collect()
}

/// The checklist of the round, as far as the visitor may read it.
async fn newest(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    round: u32,
) -> Result<Option<(FilledChecklist, Written)>, Fault> {
    let all = early::written(&web.app, visit.actor(), pupil, &[EntryKind::Checklist]).await?;
    Ok(all.into_iter().rev().find_map(|one| match &one.entry.content {
        Content::Checklist(filled) if one.entry.round == round => Some((filled.clone(), one)),
        _ => None,
    }))
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: Option<&Typed>,
    faults: &[FieldFault],
    status: StatusCode,
) -> Answer {
    let (frame, head) = Frame::of(web, visit, pupil, "Checklist", "/checklist").await?;
    let wrong = errors(faults);
    let frame = frame.with_errors(wrong.clone());
    let saved = newest(web, visit, pupil, head.record.state.round.max(1)).await?;
    let mut answers = saved.as_ref().map(|(filled, _)| filled.answers.clone()).unwrap_or_default();
    answers.extend(typed.map(ticked_of).unwrap_or_default());
    // One that was begun goes on in the version in which it was begun.
    let checklist = match &saved {
        Some((_, one)) => banks::checklist_of(&web.app, visit.actor(), &one.entry).await?,
        None => visit.visitor.school.banks.checklist.clone(),
    };
    let may_fill = visit.may(Action::FillChecklist, pupil);
    let mut first_open = true;
    let areas = checklist
        .areas
        .iter()
        .map(|area| {
            let asked = area.items.iter().filter(|item| !item.safeguarding);
            let of = asked.clone().count();
            let answered = asked.clone().filter(|item| answers.contains_key(&item.id)).count();
            let is_wrong = asked.clone().any(|item| wrong.of(&format!("item-{}", item.id)).is_some());
            let open = is_wrong || (first_open && answered < of);
            first_open &= !open;
            let mut seen: Vec<(u8, String)> = asked
                .filter_map(|item| Some((*answers.get(&item.id)?, item.text.clone())))
                .filter(|(answer, _)| *answer > Seen::NotSeen.stored())
                .collect();
            seen.sort_by_key(|(answer, _)| std::cmp::Reverse(*answer));
            Area {
                name: area.name.clone(),
                summary: format!("{}: {answered} of {of} answered", area.name),
                open,
                items: area
                    .items
                    .iter()
                    .map(|item| {
                        if item.safeguarding {
                            return Item::Safeguarding(item.text.clone());
                        }
                        let choices = Seen::ALL.map(|seen| {
                            let stored = seen.stored();
                            Choice::new(stored.to_string(), label(&checklist, seen))
                        });
                        let choices = Choices::new(format!("item-{}", item.id), &item.text, choices).small();
                        let chosen = answers.get(&item.id).map(ToString::to_string);
                        Item::Asked(choices.choose(chosen).errors(&wrong))
                    })
                    .collect(),
                seen: seen
                    .into_iter()
                    .map(|(answer, text)| {
                        let seen = Seen::from_stored(answer).map(|seen| label(&checklist, seen));
                        (text, seen.unwrap_or_default())
                    })
                    .collect(),
            }
        })
        .collect();
    let of = checklist.items().filter(|item| !item.safeguarding).count();
    let page = Page {
        chrome: frame.chrome.clone(),
        lead: visit.visitor.school.school.settings.safeguarding_lead.clone(),
        may_fill,
        areas,
        safeguarding: checklist
            .items()
            .filter(|item| item.safeguarding)
            .map(|item| item.text.clone())
            .collect(),
        progress: format!("{} of {of} answered", answers.len()),
        done: saved.as_ref().is_some_and(|(filled, _)| filled.done),
        entry: saved.as_ref().map(|(_, one)| one.entry.id.to_string()).unwrap_or_default(),
        version: saved.as_ref().map(|(_, one)| one.entry.version.to_string()).unwrap_or_default(),
        saved: saved.map(|(_, one)| format!("{}, {}", one.by, time_in_words::moment(one.entry.written_at))),
        frame,
    };
    page_with(status, &page)
}

/// What was ticked, joined with what somebody saved meanwhile: theirs where only they answered or changed an answer, yours
/// where you did, and both are told where both did.
async fn meanwhile(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: &Typed,
) -> Result<(Typed, Vec<FieldFault>), Fault> {
    let fields = |filled: &FilledChecklist| {
        let answers = filled.answers.iter();
        answers.fold(Typed::default(), |typed, (id, answer)| {
            typed.with(&format!("item-{id}"), answer.to_string())
        })
    };
    let (_, head) = Frame::of(web, visit, pupil, "Checklist", "/checklist").await?;
    let round = head.record.state.round.max(1);
    let Some((saved, one)) = newest(web, visit, pupil, round).await? else { return Err(Fault::Stale) };
    let checklist = banks::checklist_of(&web.app, visit.actor(), &one.entry).await?;
    let before = early::earlier_versions(&web.app, visit.actor(), &one.entry).await?;
    let begun = before.into_iter().find(|before| {
        typed.entry().is_some_and(|(id, version)| (id, version) == (before.entry.id, before.entry.version))
    });
    let base = match begun.map(|begun| begun.entry.content) {
        Some(Content::Checklist(filled)) => fields(&filled),
        _ => Typed::default(),
    };
    // A question that has no answer in the form was left alone: an answer cannot be taken back.
    let yours = ticked_of(typed)
        .into_iter()
        .fold(base.clone(), |yours, (id, answer)| yours.set(&format!("item-{id}"), answer.to_string()));
    let joined = Joined::of(&base, &fields(&saved), &yours, &[]);
    let item = |name: &str| {
        let id = name.strip_prefix("item-").and_then(|id| id.parse().ok());
        id.and_then(|id| checklist.item(id)).map_or(String::new(), |item| format!("“{}”", item.text))
    };
    let answer = |_: &str, value: &str| {
        let seen = value.parse().ok().and_then(Seen::from_stored);
        seen.map(|seen| label(&checklist, seen)).unwrap_or_default()
    };
    let faults = joined.faults(&one.by, item, answer);
    Ok((joined.typed, faults))
}

/// The page: a form for those who fill it in, what was seen for those who read.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    domain::permissions::allow(visit.actor(), Action::ReadConcern, pupil.subject())?;
    show(&web, &visit, &pupil, None, &[], StatusCode::OK).await
}

/// Saves what was ticked.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let done = typed.has("done");
    let (now, ticked) = (visit.now(), ticked_of(&typed));
    let of = typed.entry();
    let saved = early::fill_checklist(&web.app, visit.actor(), now, pupil.id, of, ticked, done).await;
    let base = format!("/pupils/{}", pupil.id);
    match saved {
        // The script that saves an area in the background goes on from the version that this made.
        Ok(id) if typed.has("quietly") => {
            let one = early::one_written(&web.app, visit.actor(), &pupil, EntryKind::Checklist, id).await?;
            let version = one.entry.version;
            Ok(Json(serde_json::json!({ "entry": id.to_string(), "version": version })).into_response())
        }
        Ok(_) if done => Ok(go_saying(&base, "The checklist is done.")),
        Ok(_) => Ok(go_saying(&format!("{base}/checklist"), "Saved. You can go on now or later.")),
        Err(Fault::Invalid(faults)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show(&web, &visit, &pupil, Some(&typed), &faults, status).await
        }
        Err(Fault::Stale) => {
            let (typed, faults) = meanwhile(&web, &visit, &pupil, &typed).await?;
            show(&web, &visit, &pupil, Some(&typed), &faults, StatusCode::CONFLICT).await
        }
        Err(fault) => Err(fault.into()),
    }
}
