//! The class sheet: each child of a class whom somebody may see, on one page for whoever stands in front of it.

use documents::{
    Sheet,
    papers::{ClassSheet, InClass},
};
use domain::{
    ClassId, Now,
    census::{SenProvision, SenType, sen_type::AreaOfNeed},
    pathway::CaseState,
    people::{Namesakes, Pupil},
    permissions::{Action, Actor},
    record::{Content, Entry, EntryKind, Reading, reading},
};
use store::queries::{
    entries,
    records::{self, Which},
};

use super::{
    furniture, set,
    what_helps::{lines, signed, what_helps},
};
use crate::{App, Fault, SchoolInfo};

/// So many strategies of a child stand on the sheet.
const MOST: usize = 3;

/// The sheet of a class of this school, with the children whom the actor may see.
///
/// # Errors
/// [`Fault::NotFound`] when there is no such class, or no child of it in the actor's scope, or they are not staff.
pub async fn class_sheet(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    class: ClassId,
) -> Result<Sheet, Fault> {
    let is_staff = actor.holdings.iter().any(|holding| holding.role.is_staff());
    let classes = app.classes(info).await?;
    let Some(known) = classes.get(&class).filter(|_| is_staff) else { return Err(Fault::NotFound) };
    let reader = app.store.read(actor.school);
    let scope = actor.scope();
    let children = records::with_pupils(&reader, &scope, Which::OnRoll).await?;
    let kinds = [EntryKind::Profile, EntryKind::Plan, EntryKind::Adaptation];
    let written = entries::of_running(&reader, &scope, &kinds).await?;
    let of_class = || children.iter().filter(|(_, pupil)| pupil.class == Some(class));
    let namesakes = Namesakes::of(of_class().map(|(_, pupil)| pupil));
    let mut rows = Vec::new();
    let mut anybody = false;
    for (record, pupil) in of_class() {
        if !actor.may_to(Action::ReadProfile, pupil.subject()) {
            continue;
        }
        anybody = true;
        let runs = record.state.is_open() || pupil.provision != SenProvision::N;
        if !runs && pupil.key_facts.trim().is_empty() {
            continue;
        }
        let own: Vec<&Entry> = written
            .iter()
            // A glance at a plan is its strategies: whoever takes the class for a day needs them.
            .filter(|entry| {
                entry.pupil == pupil.id && reading(actor, pupil.subject(), entry) != Reading::Nothing
            })
            .collect();
        rows.push(InClass { name: namesakes.tell(pupil), ..row(pupil, &record.state, &own) });
    }
    if !anybody {
        return Err(Fault::NotFound);
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let lead = &info.school.settings.safeguarding_lead;
    let lead =
        [lead.name.trim(), lead.phone.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let about = format!("{} ({})", known.name, known.year.name());
    let furniture = furniture::of_school(info, "Class sheet", about, now.today);
    let paper = ClassSheet { children: rows, lead: lead.join(", "), ..ClassSheet::new(furniture) };
    Ok(Sheet::from(&set::fitted(paper).await?))
}

fn row(pupil: &Pupil, state: &CaseState, own: &[&Entry]) -> InClass {
    let entries = own.iter().copied();
    let main = pupil.main_need.map(SenType::name).unwrap_or_default();
    let difficult = signed(entries.clone()).map_or("", |page| page.headings.difficult.as_str());
    let difficult = lines(difficult).into_iter().next().unwrap_or_default();
    let mut needs: Vec<&str> = [main, &difficult].into_iter().filter(|part| !part.is_empty()).collect();
    if needs.is_empty() {
        // A concern has no need on the roll yet: what is tried says for which area.
        let area = entries.clone().rev().find_map(|entry| match &entry.content {
            Content::Adaptation(one) if one.counts() => one.area,
            _ => None,
        });
        needs.extend(area.map(AreaOfNeed::name));
    }
    InClass {
        name: pupil.name(),
        status: pupil.provision.name().to_owned(),
        needs: needs.join(": "),
        helps: what_helps(entries, state).into_iter().take(MOST).collect(),
        safe: pupil.key_facts.trim().to_owned(),
    }
}
