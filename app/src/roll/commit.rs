//! An import is carried out: planned again against what stands now, and written in one transaction, or not at all.

use domain::{
    EventId, Now,
    audit::{Event, Happening},
    calendar::SchoolCalendar,
    people::School,
    permissions::{Action, Actor, Subject, allow},
};
use exchange::roll::Roll;
use store::queries::{schools, staged};

use super::{Plan, Standing, apply::apply, plan, stage::KIND, standing::academic_year};
use crate::{App, Fault, Random, imports::marked};

/// What whoever imports has said yes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The rows that are refused are left out, and the others are taken.
    pub accept_refused: bool,
    /// More than one child in ten leaves, and that is right.
    pub yes_leaving: bool,
}

/// What an import did, or why it did nothing.
#[derive(Clone, Debug)]
pub struct Done {
    /// What was planned.
    pub plan: Plan,
    /// Why nothing was written; none when everything was.
    pub held: Option<Held>,
}

/// Why an import was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It was only asked what would change.
    DryRun,
    /// Rows are refused, and nobody said that the others are to be taken.
    RefusedRows,
    /// More than one child in ten would leave, and nobody said that this is right.
    ManyLeaving,
}

impl Held {
    /// The code in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Held::DryRun => "dry-run",
            Held::RefusedRows => "refused-rows",
            Held::ManyLeaving => "many-leaving",
        }
    }
}

/// Why a plan may not be carried out with this choice.
#[must_use]
pub fn held(plan: &Plan, choice: Choice) -> Option<Held> {
    if !plan.refused.is_empty() && !choice.accept_refused {
        return Some(Held::RefusedRows);
    }
    (plan.many_leaving && !choice.yes_leaving).then_some(Held::ManyLeaving)
}

fn summary(plan: &Plan) -> String {
    format!(
        "{}: {} new, {} changed, {} unchanged, {} leaving, {} refused",
        plan.format.name(),
        plan.new.len(),
        plan.changed.len(),
        plan.unchanged.len(),
        plan.leaving.len(),
        plan.refused.len()
    )
}

/// Where an import goes.
#[derive(Clone, Debug)]
pub enum Into {
    /// A school that is there.
    School(School),
    /// A school that is made with its first roll, in the same transaction.
    NewSchool(School),
}

/// What a first roll would do to a school that is not there yet: nothing is opened for it.
#[must_use]
pub fn plan_first(school: School, roll: &Roll, now: Now, random: &Random) -> Plan {
    let year = SchoolCalendar::shipped().academic_year_of(now.today).starts_in();
    plan(roll, &Standing::empty(school, year), now.today, &mut || random.id(now))
}

/// Imports a roll at once: the command line. With `dry_run` nothing is written.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn import_now(
    app: &App,
    actor: &Actor,
    now: Now,
    into: Into,
    roll: &Roll,
    choice: Choice,
    dry_run: bool,
) -> Result<Done, Fault> {
    let allowed = allow(actor, Action::ImportRoll, Subject::School(actor.school))?;
    let new_school = matches!(into, Into::NewSchool(_));
    let (Into::School(school) | Into::NewSchool(school)) = into;
    let year = if new_school {
        SchoolCalendar::shipped().academic_year_of(now.today).starts_in()
    } else {
        academic_year(app.school(school.id, None).await?.as_ref(), now.today)
    };
    let mut new_id = || app.id::<uuid::Uuid>(now);
    if dry_run {
        let standing = if new_school {
            Standing::empty(school, year)
        } else {
            Standing::load(&app.store.read(actor.school), school, year, now.today).await?
        };
        return Ok(Done { plan: plan(roll, &standing, now.today, &mut new_id), held: Some(Held::DryRun) });
    }
    let tx = app.store.write(actor.school).await?;
    let standing = if new_school {
        Standing::empty(school.clone(), year)
    } else {
        Standing::load(&tx, school.clone(), year, now.today).await?
    };
    let plan = plan(roll, &standing, now.today, &mut new_id);
    if let Some(held) = held(&plan, choice) {
        return Ok(Done { plan, held: Some(held) });
    }
    let mut events = Vec::new();
    if new_school {
        schools::make(&tx, &allowed, &school, now).await?;
        events.push(Event::school(Happening::SchoolMade, "with its first roll"));
    }
    events.extend(apply(&tx, &allowed, now, &plan, &standing).await?);
    events.push(Event::school(Happening::RollImported, summary(&plan)));
    app.commit(tx, &allowed, now, events).await?;
    Ok(Done { plan, held: None })
}

/// Carries out an import that waits, and forgets it.
///
/// # Errors
/// [`Fault::NotFound`] when it was carried out (which [`crate::imports::was_carried_out`] tells) or thrown away
/// meanwhile.
pub async fn commit_staged(
    app: &App,
    actor: &Actor,
    now: Now,
    id: EventId,
    choice: Choice,
) -> Result<Done, Fault> {
    let allowed = allow(actor, Action::ImportRoll, Subject::School(actor.school))?;
    let info = app.school(actor.school, None).await?;
    let tx = app.store.write(actor.school).await?;
    let content = staged::get(&tx, id, KIND).await?.ok_or(Fault::NotFound)?;
    let roll = super::stage::staged_roll(&content)?.roll;
    let year = academic_year(&info, now.today);
    let standing = Standing::load(&tx, info.school.clone(), year, now.today).await?;
    let plan = plan(&roll, &standing, now.today, &mut || app.id(now));
    if let Some(held) = held(&plan, choice) {
        return Ok(Done { plan, held: Some(held) });
    }
    let mut events = apply(&tx, &allowed, now, &plan, &standing).await?;
    staged::forget(&tx, id).await?;
    events.push(Event::school(Happening::RollImported, marked(&summary(&plan), id)));
    app.commit(tx, &allowed, now, events).await?;
    Ok(Done { plan, held: None })
}
