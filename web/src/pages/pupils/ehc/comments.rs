//! `/pupils/{pupil}/ehc/comments`: what parents, child and school say of the draft plan, section by section.

use app::{
    Fault, FieldFault,
    county::{self, Comments},
    early::Written,
    time_in_words,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use domain::{
    EntryId,
    deadlines::draft_plan_comments,
    people::{Pupil, Role},
    permissions::Action,
    record::{Content, Party, PlanComments, SECTIONS},
};
use serde::Deserialize;

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::{conflict::conflict, pupils::frame::Frame},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, DateField, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/ehc/comments.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    by: Option<(String, String)>,
    said: Vec<Said>,
    party: Option<Choices>,
    name: Option<Field>,
    sections: Vec<Field>,
    whole: Field,
    school: Field,
    sent_on: DateField,
    entry: String,
    version: String,
    is_parent: bool,
    /// Where another person's are written, when the form changes what is on the record.
    new: Option<String>,
}

/// Comments that stand on the record.
#[derive(Debug)]
struct Said {
    /// Where the reader changes them, when they wrote them down.
    change: Option<String>,
    who: String,
    rows: Vec<(String, String)>,
    sent: Option<String>,
}

fn said(one: &Written, known: &Comments, here: &str) -> Option<Said> {
    let Content::PlanComments(comments) = &one.entry.content else { return None };
    let mut rows: Vec<(String, String)> = comments
        .rows()
        .map(|(letter, title, text)| (format!("{letter}: {title}"), text.to_owned()))
        .collect();
    for (name, text) in [("About the whole", &comments.whole), ("School to be named", &comments.school)] {
        if !text.trim().is_empty() {
            rows.push((name.to_owned(), text.clone()));
        }
    }
    let name = if comments.name.trim().is_empty() { &one.by } else { &comments.name };
    let is_mine = known.own.iter().any(|own| own.id == one.entry.id);
    Some(Said {
        change: (is_mine && known.parties.len() > 1).then(|| format!("{here}?of={}", one.entry.id)),
        who: format!("{}, {name}, {}", comments.party.name(), time_in_words::day(one.entry.on)),
        rows,
        sent: comments.sent_on.map(time_in_words::day),
    })
}

/// The boxes as they were saved: what one changes, the entry that is asked for, or the only ones there can be.
fn typed_of(known: &Comments, of: Option<EntryId>) -> Typed {
    let entry = match of {
        Some(id) => known.own.iter().find(|entry| entry.id == id),
        None if known.parties.len() > 1 => None,
        None => known.own.first(),
    };
    let Some((entry, comments)) = entry.and_then(|entry| match &entry.content {
        Content::PlanComments(comments) => Some((entry, comments)),
        _ => None,
    }) else {
        return Typed::default();
    };
    let mut typed = Typed::default()
        .with("entry", entry.id.to_string())
        .with("version", entry.version.to_string())
        .with("party", comments.party.code())
        .with("name", &comments.name)
        .with("whole", &comments.whole)
        .with("school", &comments.school)
        .with_date("sent_on", comments.sent_on);
    for (letter, text) in &comments.sections {
        typed = typed.with(&format!("section-{letter}"), text);
    }
    typed
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    of: Option<EntryId>,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    let known = county::show_comments(&web.app, visit.actor(), pupil).await?;
    let (frame, _) = Frame::of(web, visit, pupil, "Comments on the draft plan", "/ehc").await?;
    let errors = errors(faults);
    let first = typed_of(&known, of);
    let here = format!("{}/ehc/comments", frame.base);
    let typed = typed.unwrap_or(&first);
    let text = |field: Field| typed.into_field(field, &errors);
    let is_parent = visit.role() == Some(Role::Parent);
    let page = Page {
        by: known.served_on.map(|served| {
            let due_on = draft_plan_comments::due_on(served);
            (time_in_words::day(due_on), time_in_words::from_today(due_on, visit.now().today))
        }),
        said: known.all.iter().filter_map(|one| said(one, &known, &here)).collect(),
        new: (known.parties.len() > 1 && !typed.text("entry").is_empty()).then(|| here.clone()),
        name: (known.parties.len() > 1)
            .then(|| text(Field::new("name", "Who said it? Leave empty when it is you"))),
        party: (known.parties.len() > 1).then(|| {
            let items = known.parties.iter().map(|party| Choice::new(party.code(), party.name()));
            Choices::new("party", "Whose comments are these?", items)
                .choose(typed.all("party"))
                .errors(&errors)
        }),
        sections: SECTIONS
            .iter()
            .map(|(letter, title)| {
                text(Field::new(format!("section-{letter}"), format!("{letter}: {title}")).rows(3))
            })
            .collect(),
        whole: text(Field::new("whole", "About the plan as a whole").rows(3)),
        school: text(Field::new("school", "Which school should be named in section I?")),
        sent_on: typed.into_date(
            DateField::new("sent_on", "When were they sent to the county? Leave empty until then"),
            &errors,
        ),
        entry: typed.text("entry"),
        version: typed.text("version"),
        is_parent,
        chrome: frame.chrome.clone().with_errors(errors.clone()),
        frame: frame.with_errors(errors),
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The comments, and the form for one's own.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Query(asked): Query<Asked>,
) -> Answer {
    form(&web, &visit, &pupil, asked.of.parse().ok(), None, &[]).await
}

/// Which comments are to be changed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    of: String,
}

/// Saves them.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    let known = county::show_comments(&web.app, visit.actor(), &pupil).await?;
    let mut faults = Vec::new();
    let party = match known.parties.as_slice() {
        [] => return Err(Fault::Forbidden(Action::ContributeApplication).into()),
        [only] => *only,
        [first, ..] => Party::from_code(&typed.text("party")).unwrap_or(*first),
    };
    let said = PlanComments {
        party,
        name: typed.text("name"),
        sections: SECTIONS
            .iter()
            .map(|(letter, _)| ((*letter).to_owned(), typed.text(&format!("section-{letter}"))))
            .filter(|(_, text)| !text.is_empty())
            .collect(),
        whole: typed.text("whole"),
        school: typed.text("school"),
        sent_on: typed.date("sent_on", "The day", &mut faults),
    };
    if !faults.is_empty() {
        return form(&web, &visit, &pupil, None, Some(&typed), &faults).await;
    }
    let here = format!("/pupils/{}/ehc/comments", pupil.id);
    match county::write_comments(&web.app, visit.actor(), visit.now(), pupil.id, typed.entry(), said).await {
        Ok(_) => Ok(go_saying(&here, "Your comments are kept. You can change them until the plan is final.")),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, None, Some(&typed), &faults).await,
        Err(Fault::Stale) => {
            let known = county::show_comments(&web.app, visit.actor(), &pupil).await?;
            let of = typed.entry().map(|(id, _)| id);
            let Some(saved) = known.all.iter().find(|one| Some(one.entry.id) == of) else {
                return Err(Fault::Stale.into());
            };
            let boxes: Vec<(String, String)> = SECTIONS
                .iter()
                .map(|(letter, title)| (format!("section-{letter}"), format!("{letter}: {title}")))
                .chain([("whole".to_owned(), "About the plan as a whole".to_owned())])
                .collect();
            let boxes: Vec<(&str, &str)> =
                boxes.iter().map(|(name, label)| (name.as_str(), label.as_str())).collect();
            conflict(&visit, saved, &typed_of(&known, of), &typed, &boxes, &here)
        }
        Err(fault) => Err(fault.into()),
    }
}
