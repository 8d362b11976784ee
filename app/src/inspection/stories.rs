//! The stories of the chosen children as one document, with a cover page that lists them.

use documents::{
    Sheet,
    papers::{CoverLine, InspectionCover},
};
use domain::{Now, PupilId, permissions::Actor};

use super::{Line, SortLines, show};
use crate::{
    App, Fault, SchoolInfo, child,
    lists::Filter,
    papers::{self, PaperName},
    time_in_words,
};

/// The cover and the stories, and whose they are. A child of whom nothing is written is listed as such on the cover.
///
/// # Errors
/// [`Fault::NotFound`] for everybody but head and SENCO, and while nobody is chosen.
pub async fn stories(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
) -> Result<(Vec<Sheet>, Vec<PupilId>), Fault> {
    let all = show(app, actor, now, info, &Filter::default(), "", SortLines::Year, None).await?;
    let chosen: Vec<&Line> = all.lines.iter().filter(|line| line.ticked).collect();
    if chosen.is_empty() {
        return Err(Fault::NotFound);
    }
    let mut sheets = Vec::new();
    let mut lines = Vec::new();
    for line in &chosen {
        let pupil = child::see(app, actor, line.row.id).await?;
        let story = match papers::paper(app, actor, now, info, &pupil, PaperName::PupilStory).await {
            Ok(sheet) => Some(sheet),
            Err(Fault::NotFound) => None,
            Err(fault) => return Err(fault),
        };
        lines.push(CoverLine {
            name: line.row.name.clone(),
            class: line.row.class_and_year(),
            status: line.row.status.name().to_owned(),
            need: line.row.need_in_words(),
            step: line.row.step.sentence(),
            supported: line.supported_for(),
            has_story: story.is_some(),
        });
        sheets.extend(story);
    }
    let title = "Pupil stories for the inspection";
    let about = if chosen.len() == 1 { "1 child".to_owned() } else { format!("{} children", chosen.len()) };
    let cover = InspectionCover {
        furniture: papers::of_school(info, title, about, now.today),
        chosen: all
            .kept_by
            .map_or_else(String::new, |(who, on)| format!("Chosen by {who} on {}", time_in_words::day(on))),
        lines,
    };
    sheets.insert(0, Sheet::from(&cover));
    Ok((sheets, chosen.iter().map(|line| line.row.id).collect()))
}
