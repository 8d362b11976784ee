//! A plan leaves as a file, and comes from one: in two stages, what it would change first.

use domain::{
    EntryId, Now,
    audit::{Event, Happening},
    people::Pupil,
    permissions::{Action, Actor, allow},
    plan_template::PlanTemplate,
    record::{Content, Plan, PlanDifference, correction::corrections_between},
};
use exchange::plan_file::{self, PlanFault, PlanFile, Whose};
use store::queries::{entries, records, schools};

use super::{SavePlan, Saved, Which, save_plan, show_plan, standing, template_in_use, templates};
use crate::{App, Fault, child};

/// What a file would change.
#[derive(Clone, Debug)]
pub struct PlanFromFile {
    /// The file.
    pub file: PlanFile,
    /// The plan and version that taking it over starts from; none when this cycle has no plan.
    pub of: Option<(EntryId, u32)>,
    /// The plan as it would be saved.
    pub plan: Plan,
    /// The template that it would have here.
    pub template: PlanTemplate,
    /// What would change.
    pub difference: PlanDifference,
    /// What stops it: it is another child's.
    pub stops: Option<String>,
    /// What is worth knowing first.
    pub notes: Vec<String>,
}

/// The plan of a child as a file: its text. That it left is written down.
///
/// # Errors
/// [`Fault::NotFound`] without a plan; when the actor may not send papers or read the whole plan.
pub async fn export_plan(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    which: Which,
) -> Result<String, Fault> {
    allow(actor, Action::ReadPlan, pupil.subject())?;
    let opened = child::open(app, actor, Action::SendPapers, pupil.id).await?;
    let shown = show_plan(app, actor, now.today, pupil, which).await?;
    let entry = shown.entry.as_ref().ok_or(Fault::NotFound)?;
    let school = schools::get_in(&opened.tx).await?.ok_or(Fault::NotFound)?;
    let written = entries::of_pupil(&opened.tx, pupil.id).await?;
    // Who gets the file may be anybody: what one parent told staff stays here.
    let answers: Vec<_> = written
        .iter()
        .filter_map(|other| match &other.content {
            Content::Agreement(said)
                if said.plan == entry.id
                    && corrections_between(&shown.plan, said.plan_version, shown.version).is_some() =>
            {
                Some((said.clone().for_others(), other.on))
            }
            _ => None,
        })
        .collect();
    let answers: Vec<_> = answers.iter().map(|(said, on)| (said, *on)).collect();
    let name = pupil.name();
    let whose = Whose { school: &school.name, upn: pupil.upn.as_str(), name: &name, born_on: pupil.born_on };
    let text = plan_file::write(&whose, &shown.template, &shown.plan, &answers, now.today);
    let event = Event::entry(Happening::PaperMade, pupil.id, entry.id, "plan as a file");
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(text)
}

/// What a file would change in a child's plan. Nothing is written.
///
/// # Errors
/// [`Fault::Rule`] with what is wrong with the file; when the actor may not write the plan.
pub async fn look_at_plan_file(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    bytes: &[u8],
) -> Result<PlanFromFile, Fault> {
    allow(actor, Action::WritePlan, pupil.subject())?;
    let (file, of_file, mut plan) =
        plan_file::read(bytes).map_err(|fault: PlanFault| Fault::rule("plan-file", fault.to_string()))?;
    let reader = app.store.read(actor.school);
    let written = entries::of_pupil(&reader, pupil.id).await?;
    let state = records::get(&reader, pupil.id).await?.state;
    let stands = standing(&written, &state);
    let school = schools::get_in(&reader).await?.ok_or(Fault::NotFound)?;
    let mut notes = Vec::new();
    let template = match stands.current {
        Some((_, current)) => templates::template_of(&reader, current).await?,
        None => {
            let same = templates::find(&reader, &of_file.id, of_file.version).await?;
            // A template of another school may have the same id: only the same fields are the same template.
            match same.filter(|same| same.sections == of_file.sections) {
                Some(same) => same,
                None => template_in_use(&reader, &school.settings.plan_template).await?,
            }
        }
    };
    if template.sections != of_file.sections {
        notes.push(format!(
            "The file was written by the template “{}”, version {}; here the plan has “{}”, version {}.",
            of_file.title, of_file.version, template.title, template.version
        ));
    }
    let left: Vec<String> = template.left_over(&plan).iter().map(|id| of_file.label(id)).collect();
    if !left.is_empty() {
        notes.push(format!(
            "These fields have no place in it and are kept below the others: {}.",
            left.join(", ")
        ));
    }
    if !file.answers.is_empty() {
        notes.push("The answers in the file are not taken over: everybody is asked again.".to_owned());
    }
    (plan.template, plan.template_version) = (template.id.clone(), template.version);
    plan.cycle = stands.cycle;
    let other_name = file.child.name.trim().to_lowercase() != pupil.name().to_lowercase();
    let upn = file.child.upn.trim();
    let stops = if !upn.is_empty() && upn != pupil.upn.as_str() {
        Some(format!(
            "The file is the plan of {} ({upn}), another child than this one. It is not taken over.",
            file.child.name
        ))
    } else if upn.is_empty() && other_name {
        Some(format!(
            "The file names {} and has no pupil number, so it cannot be told to be this child’s. Write the number \
             into the file, or the plan by hand.",
            file.child.name
        ))
    } else {
        None
    };
    if other_name && stops.is_none() {
        notes.push(format!("The file calls the child {}; the pupil number is the same.", file.child.name));
    }
    let before = stands.current.map(|(_, plan)| plan.clone()).unwrap_or_default();
    Ok(PlanFromFile {
        of: stands.current.map(|(entry, _)| (entry.id, entry.version)),
        difference: PlanDifference::between(&before, &plan, &template),
        file,
        plan,
        template,
        stops,
        notes,
    })
}

/// Takes a file over as this cycle's plan: a new version of it, or its first. `of` is the plan and version that the
/// person saw.
///
/// # Errors
/// [`Fault::Rule`] when it is another child's or no plan; [`Fault::Stale`] when the plan changed since.
pub async fn take_plan_file(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    of: Option<(EntryId, u32)>,
    bytes: &[u8],
) -> Result<Saved, Fault> {
    let looked = look_at_plan_file(app, actor, pupil, bytes).await?;
    if let Some(sentence) = looked.stops {
        return Err(Fault::rule("plan-of-another", sentence));
    }
    save_plan(app, actor, now, SavePlan { pupil: pupil.id, of, plan: looked.plan }).await
}
