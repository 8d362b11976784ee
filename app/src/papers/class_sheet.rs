//! The class sheet: each child of a class whom somebody may see, on one page for whoever stands in front of it.

use documents::{
    Sheet,
    papers::{ClassSheet, InClass},
};
use domain::{
    ClassId, Now,
    census::{SenProvision, SenType},
    people::Pupil,
    permissions::{Action, Actor},
    record::{Content, EntryKind, Headings},
};
use store::queries::{
    entries,
    records::{self, Which},
};

use super::furniture;
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
    let profiles = entries::of_running(&reader, &scope, &[EntryKind::Profile]).await?;
    let mut rows = Vec::new();
    let mut anybody = false;
    for (record, pupil) in children.iter().filter(|(_, pupil)| pupil.class == Some(class)) {
        if !actor.may_to(Action::ReadProfile, pupil.subject()) {
            continue;
        }
        anybody = true;
        let runs = record.state.is_open() || pupil.provision != SenProvision::N;
        if !runs && pupil.key_facts.trim().is_empty() {
            continue;
        }
        let page = profiles.iter().rev().find_map(|entry| match &entry.content {
            Content::Profile(page) if entry.pupil == pupil.id && page.signed_off_on.is_some() => {
                Some(&page.headings)
            }
            _ => None,
        });
        rows.push(row(pupil, page));
    }
    if !anybody {
        return Err(Fault::NotFound);
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let lead = &info.school.settings.safeguarding_lead;
    let lead =
        [lead.name.trim(), lead.phone.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let about = format!("{} ({})", known.name, known.year.name());
    Ok(Sheet::from(&ClassSheet {
        furniture: furniture::of_school(info, "Class sheet", about, now.today),
        children: rows,
        lead: lead.join(", "),
    }))
}

fn row(pupil: &Pupil, page: Option<&Headings>) -> InClass {
    let main = pupil.main_need.map(SenType::name).unwrap_or_default();
    let difficult = page.map(|page| first_lines(&page.difficult, 1).join(" ")).unwrap_or_default();
    let needs = [main, difficult.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    InClass {
        name: pupil.name(),
        status: pupil.provision.name().to_owned(),
        needs: needs.join(": "),
        helps: page.map(|page| first_lines(&page.support, MOST)).unwrap_or_default(),
        safe: pupil.key_facts.trim().to_owned(),
    }
}

/// The first lines of a text, without the points before them.
fn first_lines(text: &str, most: usize) -> Vec<String> {
    text.lines()
        .map(|line| line.trim().trim_start_matches(['-', '*', '•', '–']).trim())
        .filter(|line| !line.is_empty())
        .take(most)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_lines_stand_without_their_points() {
        assert_eq!(first_lines("- one\n\n• two\nthree\nfour", 3), ["one", "two", "three"]);
        assert!(first_lines(" \n-\n", 3).is_empty());
    }
}
