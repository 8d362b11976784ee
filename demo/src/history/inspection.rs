//! What head and SENCO prepared: the children for an inspection, who differ, and the county's own form.

use std::collections::BTreeSet;

use app::{
    Fault,
    bundle::{self, FormText},
    inspection::{self, MOST, SortLines},
    lists::{Filter, SenStatus},
};
use domain::{Date, PupilId};

use super::play::Play;

/// The head chooses; the SENCO words the county's form.
pub(super) async fn prepare(play: &mut Play<'_>, today: Date) -> Result<(), Fault> {
    let now = play.at(today, 6);
    let (app, info) = (play.app, play.info.clone());
    let head = play.actor(play.made.staff.head, now).await?;
    let filter = Filter::default();
    let all = inspection::show(app, &head, now, &info, &filter, "", SortLines::Length, None).await?;
    // One with a plan, one who is watched, then those on support whose needs and years differ; the longest supported
    // first.
    let mut chosen: Vec<&inspection::Line> = Vec::new();
    for (status, most) in [(SenStatus::Ehcp, 1), (SenStatus::Monitored, 2), (SenStatus::Support, MOST)] {
        for line in all.lines.iter().filter(|line| line.row.status == status) {
            let same =
                |one: &&inspection::Line| one.row.need == line.row.need || one.row.year == line.row.year;
            if chosen.len() < most && !chosen.iter().any(same) {
                chosen.push(line);
            }
        }
    }
    let chosen: BTreeSet<PupilId> = chosen.iter().map(|line| line.row.id).collect();
    inspection::choose(app, &head, now, &BTreeSet::new(), &chosen).await?;

    let senco = play.actor(play.made.staff.senco, now).await?;
    let id = bundle::copy_form(app, &senco, now, "sections-a-to-h", "Meadshire, form EHC1").await?;
    let own = bundle::show_form(app, &senco, &id, None).await?.line.form;
    let mut sections = own.sections;
    // This county wants the reason first.
    if let Some(reason) = sections.pop() {
        sections.insert(0, reason);
    }
    for (letter, section) in ('A'..).zip(&mut sections) {
        if let Some((_, words)) = section.heading.split_once(": ") {
            section.heading = format!("Part {letter}: {words}");
        }
    }
    let text = FormText { name: own.name, says: "From the county’s website, May 2026".into(), sections };
    bundle::edit_form(app, &senco, now, &id, 1, text).await?;
    Ok(())
}
