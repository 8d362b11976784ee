//! The SENCO records the EHCP: its day, sections, outcomes and provision as lines, copy, talk and top-up.

use domain::{
    Date, EntryId, Now, PupilId,
    deadlines::rule::SEND_IN_FORCE,
    permissions::Actor,
    record::{Content, Ehcp},
};

use crate::{
    App, Fault, FieldFault, child,
    record::{Writing, write_entry},
};

/// The most minutes a week that a line of section F may say.
const MOST_MINUTES: u32 = 40 * 60;
/// The most times a week.
const MOST_TIMES: u32 = 50;

fn faults_of(plan: &Ehcp, born_on: Date, now: Now) -> Vec<FieldFault> {
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
        Some(on) if on < born_on.max(SEND_IN_FORCE) => faults.push(FieldFault::new(
            "made_on-day",
            "A plan is not made before the child was born, nor before 1 September 2014, when the law of EHC plans began",
        )),
        Some(_) => {}
    }
    if plan.amended_on.is_some() && plan.amended_on < plan.made_on {
        faults.push(FieldFault::new("amended_on-day", "A plan is amended after it was made"));
    }
    if plan.reviewed_on.is_some() && plan.reviewed_on < plan.made_on {
        faults.push(FieldFault::new("reviewed_on-day", "A plan is reviewed after it was made"));
    }
    for (on, field) in [
        (plan.amended_on, "amended_on-day"),
        (plan.reviewed_on, "reviewed_on-day"),
        (plan.copy_on, "copy_on-day"),
        (plan.talk_on, "talk_on-day"),
    ] {
        if on.is_some_and(|on| on > now.today) {
            faults.push(FieldFault::new(field, "The day must not be ahead"));
        }
    }
    for (number, line) in (1..).zip(&plan.provision) {
        if line.minutes_per_week > MOST_MINUTES {
            faults.push(FieldFault::new(
                format!("minutes-{number}"),
                format!("Minutes a week must be {MOST_MINUTES} or fewer: that is 40 hours"),
            ));
        }
        if line.times_per_week > MOST_TIMES {
            faults.push(FieldFault::new(
                format!("times-{number}"),
                format!("Times a week must be {MOST_TIMES} or fewer"),
            ));
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
    let child = child::see(app, actor, pupil).await?;
    let faults = faults_of(&plan, child.born_on, now);
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let on = plan.made_on.unwrap_or(now.today);
    write_entry(app, actor, now, Writing { pupil, of, on, content: Content::Ehcp(plan) }).await
}
