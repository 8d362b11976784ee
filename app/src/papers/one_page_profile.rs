//! The one page profile from the record: the page that was signed off; for those who join it, the draft.

use documents::{Drawing, Picture as OnPaper, papers::OnePageProfile};
use domain::{
    FileId, Now,
    people::Pupil,
    permissions::Actor,
    record::{Picture, SignedProfile},
};

use super::{PaperName, furniture};
use crate::{App, Fault, SchoolInfo, early, files, time_in_words};

pub(super) async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<OnePageProfile, Fault> {
    let shown = early::show_profile(app, actor, pupil).await?;
    let title = PaperName::OnePageProfile.title(info);
    let mut furniture = furniture::of_child(app, info, pupil, &title, now.today).await?;
    furniture.facts.truncate(1);
    let (page, written) = match (shown.signed, shown.draft) {
        (Some((page, written)), _) => (page, written),
        (None, Some((page, written))) => {
            "Draft: not signed off".clone_into(&mut furniture.draft);
            (page, written)
        }
        (None, None) => return Err(Fault::NotFound),
    };
    furniture.version = match page.signed_off_on {
        Some(on) => format!("Version {}, signed off on {}", written.entry.version, time_in_words::day(on)),
        None => format!("Version {}", written.entry.version),
    };
    let SignedProfile { headings, pictures, photo, .. } = page;
    let mut paper = OnePageProfile::new(furniture, &headings).drawn(drawings(&pictures));
    if let Some(id) = photo {
        paper.photo = bytes_of(app, actor, pupil, id).await?.map(OnPaper::photo);
    }
    Ok(paper)
}

/// The pictures that the child chose, each with its heading.
pub(crate) fn drawings(ids: &[String]) -> impl Iterator<Item = (&'static str, Drawing)> {
    let chosen = ids.iter().filter_map(|id| Picture::of(id));
    chosen.map(|picture| (picture.heading, Drawing::new(picture.drawing, picture.words)))
}

/// The photo or drawing; none when the reader may not open it.
async fn bytes_of(app: &App, actor: &Actor, pupil: &Pupil, id: FileId) -> Result<Option<Vec<u8>>, Fault> {
    let mut file = match files::open_file(app, actor, pupil, id).await {
        Ok(file) => file,
        Err(Fault::NotFound) => return Ok(None),
        Err(fault) => return Err(fault),
    };
    let mut bytes = Vec::new();
    while let Some(piece) = file.next().await? {
        bytes.extend(piece);
    }
    Ok(Some(bytes))
}
