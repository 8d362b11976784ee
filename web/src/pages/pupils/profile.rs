//! `/pupils/{pupil}/profile`: the one page profile; who gave what, and what is missing.

pub(crate) mod join;
pub(crate) mod part;
pub(crate) mod room;

use app::{
    early::{self, Written},
    time_in_words,
};
use askama::Template;
use axum::extract::State;
use domain::{
    FileId,
    permissions::Action,
    record::{Headings, Party, Picture, ProfilePart, SignedProfile},
};

use super::frame::Frame;
use crate::{
    Web,
    answer::{Answer, page},
    view::Chrome,
    visit::{Child, Visit},
};

#[derive(Debug, Template)]
#[template(path = "pages/pupils/profile.html")]
struct Page {
    chrome: Chrome,
    frame: Frame,
    page: Option<OnePage>,
    draft: Option<String>,
    parts: Vec<Part>,
    missing: Vec<&'static str>,
    versions: Vec<String>,
    may_write: bool,
    may_join: bool,
    may_open: bool,
}

/// The joined page, as it is shown and printed.
#[derive(Debug)]
pub(crate) struct OnePage {
    pub(crate) rows: Vec<(&'static str, String)>,
    pub(crate) pictures: Vec<&'static Picture>,
    pub(crate) photo: Option<String>,
    pub(crate) signed: String,
}

/// A part: whose, by whom, what it says.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) party: &'static str,
    pub(crate) by: String,
    pub(crate) rows: Vec<(&'static str, String)>,
    pub(crate) pictures: Vec<&'static Picture>,
    pub(crate) photo: Option<String>,
    pub(crate) gathered: String,
    pub(crate) attempts: String,
}

pub(crate) fn filled(headings: &Headings) -> Vec<(&'static str, String)> {
    headings
        .rows()
        .into_iter()
        .filter(|(_, _, text)| !text.trim().is_empty())
        .map(|(_, title, text)| (title, text.to_owned()))
        .collect()
}

pub(crate) fn pictures(ids: &[String]) -> Vec<&'static Picture> {
    ids.iter().filter_map(|id| Picture::of(id)).collect()
}

/// Where the photo of an entry is.
fn photo_of(one: &Written, photo: FileId) -> String {
    format!("/pupils/{}/files/{photo}", one.entry.pupil)
}

impl OnePage {
    pub(crate) fn of(page: &SignedProfile, one: &Written) -> Self {
        let signed = match page.signed_off_on {
            Some(on) => format!("Signed off by {} on {}", one.by, time_in_words::day(on)),
            None => String::new(),
        };
        let rows =
            page.headings.rows().into_iter().map(|(_, title, text)| (title, text.to_owned())).collect();
        let photo = page.photo.map(|photo| photo_of(one, photo));
        Self { rows, pictures: pictures(&page.pictures), photo, signed }
    }
}

impl Part {
    pub(crate) fn of(part: &ProfilePart, one: &Written) -> Self {
        Self {
            party: part.party.name(),
            by: format!("{}, {}", one.by, time_in_words::day(time_in_words::day_of(one.entry.written_at))),
            rows: filled(&part.headings),
            pictures: pictures(&part.pictures),
            photo: part.photo.map(|photo| photo_of(one, photo)),
            gathered: part.gathered.clone(),
            attempts: part.attempts.clone(),
        }
    }
}

/// The page.
pub(crate) async fn get(State(web): State<Web>, visit: Visit, Child(pupil): Child) -> Answer {
    domain::permissions::allow(visit.actor(), Action::ReadProfile, pupil.subject())?;
    let (frame, _) = Frame::of(&web, &visit, &pupil, "One page profile", "/profile").await?;
    let shown = early::show_profile(&web.app, visit.actor(), &pupil).await?;
    let say = |one: &Written| format!("{}, {}", one.by, time_in_words::moment(one.entry.written_at));
    let is_staff = visit.actor().holdings.iter().any(|holding| holding.role.is_staff());
    page(&Page {
        chrome: frame.chrome.clone(),
        page: shown.signed.as_ref().map(|(page, one)| OnePage::of(page, one)),
        draft: shown.draft.as_ref().map(|(_, one)| say(one)),
        parts: shown.parts.iter().map(|(part, one)| Part::of(part, one)).collect(),
        missing: shown
            .missing
            .iter()
            .map(|party| match party {
                Party::Pupil => "the child",
                Party::Parent => "the parents",
                Party::Teacher => "the class teacher",
                Party::Senco => "the SENCO",
                Party::Ta => "the teaching assistant",
                Party::Head => "the head teacher",
                Party::Agency => "the professional",
            })
            .collect(),
        versions: shown
            .versions
            .iter()
            .map(|one| format!("Version {}: {}", one.entry.version, say(one)))
            .collect(),
        may_write: visit.may(Action::WriteProfilePart, &pupil),
        may_join: visit.may(Action::JoinProfile, &pupil),
        may_open: is_staff,
        frame,
    })
}
