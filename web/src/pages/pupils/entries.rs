//! `/pupils/{pupil}/entries/{entry}`: one paper with everything that it says; its versions, what changed, and back.

use app::{
    Fault,
    early::{self, Voices, Written},
    record::{ShownEntry, ShownVersion, changes, restore_version, show_entry},
    time_in_words::day,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{difference::Piece, record::Content};

use super::{files::FileLink, frame::Frame};
use crate::{
    Web,
    answer::{Answer, go_saying, page},
    asked::Asked,
    typed::Typed,
    view::Chrome,
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
    let shown = show_entry(&web.app, visit.actor(), &visit.visitor.school, &pupil, id).await?;
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
    let (frame, _) = Frame::of(&web, &visit, &pupil, &shown.title, "/story").await?;
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
    let files = app::files::of_entry(&web.app, visit.actor(), &pupil, id).await?;
    let files = files.iter().map(|file| FileLink::of(&frame.base, file)).collect();
    let kind = shown.entry.content.kind().name();
    page(&Page { chrome, kind, on, open, compared, here, shown, voices, frame, files })
}

/// Puts it back to an earlier version, as a new one.
pub(crate) async fn post(
    State(web): State<Web>,
    visit: Visit,
    Child(pupil): Child,
    Path((_, entry)): Path<(String, String)>,
    typed: Typed,
) -> Answer {
    let id = entry.parse().map_err(|_| Fault::NotFound)?;
    let number = |name: &str| typed.text(name).parse::<u32>().map_err(|_| Fault::NotFound);
    let (back, started) = (number("back")?, number("version")?);
    restore_version(&web.app, visit.actor(), visit.now(), &pupil, id, back, started).await?;
    let to = format!("/pupils/{}/entries/{id}", pupil.id);
    Ok(go_saying(&to, &format!("Version {back} is the newest again. What stood before is kept below.")))
}
