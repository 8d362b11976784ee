//! The SENCO records the EHCP: its day, sections, outcomes and provision as lines, copy, talk and top-up.

use domain::{
    EntryId, Now, PupilId,
    permissions::Actor,
    record::{Content, Ehcp},
};

use crate::{
    App, Fault, FieldFault,
    record::{Writing, write_entry},
};

fn faults_of(plan: &Ehcp, now: Now) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    match plan.made_on {
        None => faults.push(FieldFault::new(
            "made_on-day",
            "Enter the day on which the plan was made: it is on its first page",
        )),
        Some(on) if on > now.today => {
            faults
                .push(FieldFault::new("made_on-day", "The day on which the plan was made must not be ahead"));
        }
        Some(_) => {}
    }
    if plan.amended_on.is_some() && plan.amended_on < plan.made_on {
        faults.push(FieldFault::new("amended_on-day", "A plan is amended after it was made"));
    }
    for (on, field) in
        [(plan.amended_on, "amended_on-day"), (plan.copy_on, "copy_on-day"), (plan.talk_on, "talk_on-day")]
    {
        if on.is_some_and(|on| on > now.today) {
            faults.push(FieldFault::new(field, "The day must not be ahead"));
        }
    }
    if plan.top_up_pence < 0 {
        faults.push(FieldFault::new("top_up", "The amount must not be less than nothing"));
    }
    faults
}

/// Saves the plan: new, or as a new version of the one started from. Its clocks are counted anew.
///
/// # Errors
/// [`Fault::Invalid`] when the day is missing; [`Fault::Stale`] when somebody saved since.
pub async fn write_ehcp(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    plan: Ehcp,
) -> Result<EntryId, Fault> {
    let faults = faults_of(&plan, now);
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let on = plan.made_on.unwrap_or(now.today);
    write_entry(app, actor, now, Writing { pupil, of, on, content: Content::Ehcp(plan) }).await
}
