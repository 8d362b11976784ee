//! `/pupils/{pupil}/profile/join`: the SENCO joins the parts on one page and signs it off.

use app::{Fault, FieldFault, early, early::ProfileShown};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    people::Pupil,
    permissions::Action,
    record::{Content, EntryKind, Headings, PICTURES_OF_A_HEADING, Picture, SignedProfile},
};

use super::{
    part::{headings_of, typed_headings},
    pictures, room,
};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    pages::{conflict::conflict, pupils::frame::Frame},
    typed::{Typed, errors},
    view::{Choice, Choices, Chrome, Field},
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/profile/join.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    rows: Vec<Row>,
    pictures: Option<Choices>,
    /// The photos that came with the parts: id, address, whose.
    photos: Vec<(String, String, String)>,
    photo: String,
    fits: bool,
    missing: bool,
    entry: String,
    version: String,
}

#[derive(Debug)]
struct Row {
    field: Field,
    /// What the meter says, and whether it is within the page.
    room: String,
    fits: bool,
    said: Vec<Quote>,
}

/// What one party said under a heading, and whether it stands on the page.
#[derive(Debug)]
struct Quote {
    who: String,
    text: String,
    /// What the button sends: the heading and the place of the quote in it.
    take: String,
    on_page: bool,
}

fn typed_of(page: &SignedProfile, entry: &domain::record::Entry) -> Typed {
    let typed =
        Typed::default().with("entry", entry.id.to_string()).with("version", entry.version.to_string());
    let typed = page.pictures.iter().fold(typed, |typed, picture| typed.with("pictures", picture));
    let typed = typed.with("photo", page.photo.map_or_else(String::new, |photo| photo.to_string()));
    typed_headings(typed, &page.headings)
}

/// What everybody said under each heading, the child's pictures in words: who, and what.
fn said_by_heading(shown: &ProfileShown) -> Vec<(&'static str, Vec<(String, String)>)> {
    let said: Vec<(String, Headings)> = shown
        .parts
        .iter()
        .map(|(part, one)| {
            let who = format!("{} ({})", part.party.name(), one.by);
            (who, Picture::said(&part.pictures, &part.headings))
        })
        .collect();
    Headings::default()
        .rows()
        .into_iter()
        .enumerate()
        .map(|(place, (field, _, _))| {
            let quotes = said.iter().map(|(who, says)| (who.clone(), says.rows()[place].2.trim().to_owned()));
            (field, quotes.filter(|(_, text)| !text.is_empty()).collect())
        })
        .collect()
}

/// How the form begins: the page that is being joined; before there is one, everything that everybody said, once.
fn beginning(shown: &ProfileShown, said: &[(&'static str, Vec<(String, String)>)]) -> Typed {
    if let Some((page, one)) = shown.draft.as_ref().or(shown.signed.as_ref()) {
        return typed_of(page, &one.entry);
    }
    let photo = shown.parts.iter().find_map(|(part, _)| part.photo);
    let mut pictures: Vec<&String> = Vec::new();
    for picture in shown.parts.iter().flat_map(|(part, _)| &part.pictures) {
        let heading = |id: &str| Picture::of(id).map(|picture| picture.heading);
        let beside = |other: &&&String| heading(other) == heading(picture);
        if !pictures.contains(&picture) && pictures.iter().filter(beside).count() < PICTURES_OF_A_HEADING {
            pictures.push(picture);
        }
    }
    let typed = pictures.into_iter().fold(Typed::default(), |typed, picture| typed.with("pictures", picture));
    let typed = typed.with("photo", photo.map_or_else(String::new, |photo| photo.to_string()));
    said.iter().fold(typed, |typed, (field, quotes)| {
        let mut all: Vec<&str> = Vec::new();
        for line in quotes.iter().flat_map(|(_, text)| text.lines()).map(str::trim) {
            if !line.is_empty() && !all.contains(&line) {
                all.push(line);
            }
        }
        typed.with(field, all.join("\n"))
    })
}

/// What was typed, with one quote put under its heading: what its button does where no script runs.
fn with_quote(typed: &Typed, said: &[(&'static str, Vec<(String, String)>)]) -> Option<Typed> {
    let take = typed.text("take");
    let (field, place) = take.split_once('.')?;
    let (_, quotes) = said.iter().find(|(known, _)| *known == field)?;
    let (_, text) = quotes.get(place.parse::<usize>().ok()?)?;
    let before = typed.text(field);
    let joined = if before.is_empty() { text.clone() } else { format!("{before}\n{text}") };
    Some(typed.clone().set(field, joined))
}

async fn form(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    typed: Option<&Typed>,
    faults: &[FieldFault],
) -> Answer {
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, "Join the parts on one page", "/profile").await?;
    let frame = frame.with_errors(errors.clone());
    let shown = early::show_profile(&web.app, visit.actor(), pupil).await?;
    let said = said_by_heading(&shown);
    let typed = match typed {
        Some(typed) => with_quote(typed, &said).unwrap_or_else(|| typed.clone()),
        None => beginning(&shown, &said),
    };
    let headings = headings_of(&typed);
    let room = room::of(web, visit, pupil, &typed).await?;
    let rows = headings
        .rows()
        .into_iter()
        .zip(said)
        .map(|((field, title, text), (_, quotes))| Row {
            field: typed.into_field(Field::new(field, title).rows(5), &errors),
            room: room.part(field).map_or_else(String::new, early::room_in_words),
            fits: room.part(field).is_none_or(documents::Part::fits),
            said: (0..)
                .zip(quotes)
                .map(|(place, (who, quote)): (u32, _)| Quote {
                    who,
                    take: format!("{field}.{place}"),
                    on_page: quote.lines().all(|line| text.contains(line.trim())),
                    text: quote,
                })
                .collect(),
        })
        .collect();
    let chosen: Vec<String> = shown.parts.iter().flat_map(|(part, _)| part.pictures.clone()).collect();
    let mut offered = pictures(&chosen);
    offered.sort_by_key(|picture| picture.id);
    offered.dedup();
    let offer = Choices::new(
        "pictures",
        "Pictures on the page",
        offered
            .iter()
            .map(|picture| Choice::new(picture.id, picture.words).hint(Headings::title_of(picture.heading))),
    )
    .hint(format!(
        "At most {PICTURES_OF_A_HEADING} under a heading. Those that you leave out stay in the child’s part."
    ))
    .small()
    .choose(typed.all("pictures"))
    .errors(&errors);
    let photos: Vec<(String, String, String)> = shown
        .parts
        .iter()
        .filter_map(|(part, one)| {
            let id = part.photo?.to_string();
            let address = format!("/pupils/{}/files/{id}", pupil.id);
            Some((id, address, format!("{} ({})", part.party.name(), one.by)))
        })
        .collect();
    let page = Page {
        chrome: frame.chrome.clone(),
        rows,
        pictures: (!offered.is_empty()).then_some(offer),
        photos,
        photo: typed.text("photo"),
        fits: room.fits(),
        missing: !shown.missing.is_empty(),
        entry: typed.text("entry"),
        version: typed.text("version"),
        frame,
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    domain::permissions::allow(visit.actor(), Action::JoinProfile, pupil.subject())?;
    form(&web, &visit, &pupil, None, &[]).await
}

/// Saves the page, or signs it off.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, Child(pupil): Child, typed: Typed) -> Answer {
    domain::permissions::allow(visit.actor(), Action::JoinProfile, pupil.subject())?;
    if typed.has("take") {
        return form(&web, &visit, &pupil, Some(&typed), &[]).await;
    }
    let signs = typed.has("sign");
    let page = SignedProfile {
        headings: headings_of(&typed),
        pictures: typed.all("pictures"),
        photo: typed.text("photo").parse().ok(),
        ..SignedProfile::default()
    };
    let of = typed.entry();
    let base = format!("/pupils/{}/profile", pupil.id);
    match early::join_profile(&web.app, visit.actor(), visit.now(), pupil.id, of, page, signs).await {
        Ok(_) if signs => {
            Ok(go_saying(&base, "Signed off. Everybody who may read the profile sees this page now."))
        }
        Ok(_) => Ok(go_saying(&format!("{base}/join"), "Saved. It is not signed off yet.")),
        Err(Fault::Invalid(faults)) => form(&web, &visit, &pupil, Some(&typed), &faults).await,
        Err(Fault::Stale) => {
            let all = early::written(&web.app, visit.actor(), &pupil, &[EntryKind::Profile]).await?;
            // Who joined the page first had no entry to go on from: the newest is the one that was saved meanwhile.
            let saved = all.into_iter().rfind(|one| of.is_none_or(|(id, _)| one.entry.id == id));
            let saved = saved.ok_or(Fault::NotFound)?;
            let typed = typed.set("entry", saved.entry.id.to_string());
            let Content::Profile(page) = &saved.entry.content else { return Err(Fault::NotFound.into()) };
            let now_says = typed_of(page, &saved.entry);
            let boxes: Vec<(&str, &str)> =
                page.headings.rows().into_iter().map(|(field, title, _)| (field, title)).collect();
            conflict(&visit, &saved, &now_says, &typed, &boxes, &base)
        }
        Err(fault) => Err(fault.into()),
    }
}
