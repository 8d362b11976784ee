//! `/pupils/{pupil}/entries/{entry}`: one paper with everything that it says; its versions, what changed, and back; whether
//! the parents see it; and out of the record, when it was written by mistake.

use app::{
    Fault, FieldFault,
    early::{self, Voices, Written},
    record::{
        ShownEntry, ShownVersion, changes, put_back, restore_version, share_entry, show_entry, take_out,
    },
    time_in_words::day,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{EntryId, difference::Piece, people::Pupil, record::Content};

use super::{files::FileLink, frame::Frame};
use crate::{
    Web,
    answer::{Answer, go_saying, page_with},
    asked::Asked,
    typed::{Typed, errors},
    view::{Chrome, Field},
    visit::{Child, Visit},
};

/// What changed in one version.
#[derive(Debug)]
struct Compared {
    from: u32,
    to: u32,
    lines: Vec<(String, Vec<Piece>)>,
}

#[derive(Debug, Template)]
#[template(path = "pages/pupils/entries.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    shown: ShownEntry,
    /// The version that is open: the newest, or an earlier one.
    open: ShownVersion,
    compared: Option<Compared>,
    here: String,
    on: String,
    kind: &'static str,
    /// A concern: what each side said.
    voices: Option<Voices>,
    files: Vec<FileLink>,
    /// Why it is a mistake.
    why: Field,
}

/// What the sides of a concern say already.
const IN_VOICES: [&str; 11] = [
    "What has been noticed",
    "Since when",
    "Where and when",
    "What the child is good at",
    "Area of need",
    "How the child sees it",
    "What has been tried",
    "Parents talked to on",
    "Talked with",
    "What the parents said",
    "Attempts to reach the parents",
];

/// The page: the newest version, `?version=` an earlier one, `?from=&to=` what changed between two.
pub(crate) async fn get(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, entry)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Answer {
    let id = entry.parse().map_err(|_| Fault::NotFound)?;
    show(&web, &visit, &pupil, id, &asked, &[]).await
}

async fn show(
    web: &Web,
    visit: &Visit,
    pupil: &Pupil,
    id: EntryId,
    asked: &Typed,
    faults: &[FieldFault],
) -> Answer {
    let shown = show_entry(&web.app, visit.actor(), &visit.visitor.school, pupil, id).await?;
    let number = |name: &str| asked.text(name).parse::<u32>().ok();
    let wanted = number("version").or(number("to")).unwrap_or(shown.newest.version);
    let mut open = shown.version(wanted).cloned().ok_or(Fault::NotFound)?;
    let compared = match number("from") {
        None => None,
        Some(from) => {
            let before = shown.version(from).ok_or(Fault::NotFound)?;
            Some(Compared { from, to: open.version, lines: changes(before, &open) })
        }
    };
    let errors = errors(faults);
    let (frame, _) = Frame::of(web, visit, pupil, &shown.title, "/story").await?;
    let frame = frame.with_errors(errors.clone());
    let chrome = frame.chrome.clone();
    let on = day(shown.entry.on);
    let here = format!("{}/entries/{id}", frame.base);
    let is_newest = open.version == shown.newest.version;
    let voices = (is_newest && matches!(shown.entry.content, Content::Concern(_))).then(|| {
        let one = Written { entry: shown.entry.clone(), by: shown.newest.by.clone() };
        early::two_voices(&[one])
    });
    if voices.is_some() {
        open.lines.retain(|line| !IN_VOICES.contains(&line.name.as_str()));
    }
    let files = app::files::of_entry(&web.app, visit.actor(), pupil, id).await?;
    let files = files.iter().map(|file| FileLink::of(&frame.base, file)).collect();
    let kind = shown.entry.content.kind().name();
    let why = asked.into_field(
        Field::new("why", "Why is it a mistake?")
            .hint("For example: of another child, or the wrong day")
            .rows(2),
        &errors,
    );
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &Page { chrome, kind, on, open, compared, here, shown, voices, frame, files, why })
}

/// Puts it back to an earlier version, as a new one; takes it out of the record, or back into it; shares it, or stops.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, entry)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let id = entry.parse().map_err(|_| Fault::NotFound)?;
    let number = |name: &str| typed.text(name).parse::<u32>().map_err(|_| Fault::NotFound);
    let (app, actor, now) = (&web.app, visit.actor(), visit.now());
    let to = format!("/pupils/{}/entries/{id}", pupil.id);
    match typed.text("do").as_str() {
        "take-out" => {
            return match take_out(app, actor, now, pupil.id, id, &typed.text("why")).await {
                Ok(()) => Ok(go_saying(
                    &format!("/pupils/{}", pupil.id),
                    "Taken out: it counts no more. The SENCO and the head still find it under “Who did and saw what”.",
                )),
                Err(Fault::Invalid(faults)) => show(&web, &visit, &pupil, id, &typed, &faults).await,
                Err(Fault::Rule { sentence, .. }) => {
                    let fault = FieldFault::new("why", sentence);
                    show(&web, &visit, &pupil, id, &typed, &[fault]).await
                }
                Err(fault) => Err(fault.into()),
            };
        }
        "put-back" => {
            put_back(app, actor, now, pupil.id, id).await?;
            return Ok(go_saying(&to, "Put back: it counts again."));
        }
        "share" => {
            let shared = typed.text("shared") == "yes";
            share_entry(app, actor, now, pupil.id, (id, number("version")?), shared).await?;
            let says =
                if shared { "Shared: the parents see it now." } else { "Not shared: only staff see it now." };
            return Ok(go_saying(&to, says));
        }
        _ => {}
    }
    let (back, started) = (number("back")?, number("version")?);
    restore_version(app, actor, now, &pupil, id, back, started).await?;
    Ok(go_saying(&to, &format!("Version {back} is the newest again. What stood before is kept below.")))
}
