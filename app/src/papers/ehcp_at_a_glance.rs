//! The EHCP at a glance from the record: needs, outcomes, section F with who delivers, what keeps the child safe.

use documents::papers::{EhcpAtAGlance, SectionF};
use domain::{
    Now,
    people::Pupil,
    permissions::{Action, Actor},
    record::{Content, Reading},
};

use super::{PaperName, furniture};
use crate::{App, Fault, SchoolInfo, county, time_in_words};

pub(super) async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<EhcpAtAGlance, Fault> {
    let county = county::show_county(app, actor, info, pupil, now.today).await?;
    // Nobody acts on a plan that has ended.
    let in_force = county.plan.as_ref().filter(|_| county.ceased_on.is_none());
    let Some((entry, reading)) = in_force else { return Err(Fault::NotFound) };
    let Content::Ehcp(plan) = &entry.content else { return Err(Fault::NotFound) };
    let title = PaperName::EhcpAtAGlance.title(info);
    let mut furniture = furniture::of_child(app, info, pupil, &title, now.today).await?;
    if let Some(since) = plan.in_force_since() {
        furniture.version = format!("Plan of {}", time_in_words::day(since));
    }
    let is_staff = actor.holdings.iter().any(|holding| {
        holding.role.is_staff() && holding.reaches(Action::ReadEhcpAtAGlance, pupil.subject())
    });
    let needs = match reading {
        Reading::Whole => plan.sections.get("B").map(|text| text.trim().to_owned()).unwrap_or_default(),
        Reading::Glance | Reading::Nothing => String::new(),
    };
    let main = pupil.main_need.map_or("", |need| need.name());
    Ok(EhcpAtAGlance {
        furniture,
        needs: if needs.is_empty() { main.to_owned() } else { needs },
        outcomes: plan.outcomes.iter().map(|outcome| outcome.text.clone()).collect(),
        provision: plan
            .provision
            .iter()
            .map(|line| SectionF {
                what: line.text.clone(),
                how_much: line.how_much(),
                who: line.who.clone(),
            })
            .collect(),
        safe: if is_staff { pupil.key_facts.clone() } else { String::new() },
    })
}
