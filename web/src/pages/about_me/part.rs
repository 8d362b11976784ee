//! `/about-me/part`: the child's part of the profile, in pictures and words.

use app::{Fault, FieldFault, early, early::AboutMe};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::{
    record::{Headings, PICTURES, Party, Picture},
    uploads::Purpose,
};

use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    files::Files,
    pages::{
        conflict::conflict,
        pupils::profile::part::{Photo, boxes, part_of, stale, typed_of},
    },
    typed::{Typed, errors},
    view::{Chrome, Field},
    visit::Visit,
};

#[derive(Debug, Template)]
#[template(path = "pages/about_me/part.html")]
struct Page {
    chrome: Chrome,
    parts: Vec<Part>,
    chosen: Vec<String>,
    photo: Photo,
    entry: String,
    version: String,
}

#[derive(Debug)]
struct Part {
    title: &'static str,
    /// What the button reads aloud.
    aloud: String,
    /// The first ones, and those that are chosen.
    pictures: Vec<&'static Picture>,
    /// The others, folded.
    more: Vec<&'static Picture>,
    field: Field,
}

/// So many pictures of a heading are seen at once.
const AT_ONCE: usize = 6;

fn form(visit: &Visit, me: &AboutMe, typed: &Typed, faults: &[FieldFault]) -> Answer {
    let errors = errors(faults);
    let mut chrome = visit.chrome("Tell us about me").with_errors(errors.clone());
    if visit.visitor.login.only_pupil.is_some() {
        chrome.person_name = me.pupil.name();
    }
    let parts = Headings::default()
        .rows()
        .into_iter()
        .zip(boxes(Party::Pupil, me.pupil.called(), typed, &errors))
        .map(|((name, title, _), field)| {
            let all = PICTURES.iter().filter(|picture| picture.heading == name).enumerate();
            let chosen = typed.all("pictures");
            let (pictures, more): (Vec<_>, Vec<_>) =
                all.partition(|(at, picture)| *at < AT_ONCE || chosen.iter().any(|id| id == picture.id));
            let shown =
                |of: Vec<(usize, &'static Picture)>| of.into_iter().map(|one| one.1).collect::<Vec<_>>();
            let (pictures, more) = (shown(pictures), shown(more));
            let words: Vec<&str> = pictures.iter().map(|picture| picture.words).collect();
            Part {
                title,
                aloud: format!("{title}. Tap what is true for you. {}.", words.join(". ")),
                pictures,
                more,
                field: Field { label: "In my words".to_owned(), ..field }.rows(2),
            }
        })
        .collect();
    let page = Page {
        chrome,
        parts,
        chosen: typed.all("pictures"),
        photo: Photo::of(&me.pupil, "Or choose a photo", typed, &errors),
        entry: typed.text("entry"),
        version: typed.text("version"),
    };
    page_with(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &page)
}

/// The form.
pub(crate) async fn get(State(web): State<Web>, visit: Visit) -> Answer {
    let me = early::about_me(&web.app, visit.actor()).await?;
    let known = early::own_part(&web.app, visit.actor(), &me.pupil, Party::Pupil).await?;
    form(&visit, &me, &known.as_ref().map(typed_of).unwrap_or_default(), &[])
}

/// Saves the part; on a shared device it says which adult opened the page.
pub(crate) async fn post(State(web): State<Web>, visit: Visit, mut upload: Files) -> Answer {
    let me = early::about_me(&web.app, visit.actor()).await?;
    let mut faults = Vec::new();
    let photo = upload.take(&web, &visit, "photo", Purpose::Photo, &mut faults).await.into_iter().next();
    let typed = upload.typed;
    if !faults.is_empty() {
        return form(&visit, &me, &typed, &faults);
    }
    let mut part = part_of(&typed, Party::Pupil);
    part.attempts.clear();
    part.gathered = match visit.visitor.login.only_pupil {
        Some(_) => format!("On their own page, opened by {} on a shared device.", visit.visitor.login.name),
        None => String::new(),
    };
    let (of, id) = (typed.entry(), me.pupil.id);
    match early::write_profile_part_with(&web.app, visit.actor(), visit.now(), id, of, part, photo).await {
        Ok(_) => Ok(go_saying("/about-me", "Thank you! It is saved.")),
        Err(Fault::Invalid(faults)) => form(&visit, &me, &typed, &faults),
        Err(Fault::Stale) => {
            let saved = stale(&web, &visit, &me.pupil, Party::Pupil, &typed).await?;
            let typed = typed.set("entry", saved.entry.id.to_string());
            let rows = Headings::default().rows().map(|(name, title, _)| (name, title));
            conflict(&visit, &saved, &typed_of(&saved.entry), &typed, &rows, "/about-me")
        }
        Err(fault) => Err(fault.into()),
    }
}
