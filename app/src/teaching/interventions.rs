//! The school's catalogue of interventions: read by those who plan, edited by those who plan for the whole school.

use domain::{
    Now,
    audit::{Event, Happening},
    permissions::{Action, Actor, Subject, allow},
    provision::{Intervention, catalogue},
};
use store::{
    Conn,
    queries::{interventions, provisions},
};

use crate::{App, Fault, FieldFault};

/// An intervention with where its words are from.
#[derive(Clone, Debug)]
pub struct CatalogueLine {
    /// The intervention.
    pub intervention: Intervention,
    /// The version of the school's own words; 0 while they are the shipped ones.
    pub version: u32,
    /// How many groups of it run today or will.
    pub running: usize,
}

/// The school's interventions as they stand; retired ones are among them.
///
/// # Errors
/// When the database fails.
pub async fn interventions_of(db: &impl Conn) -> Result<Vec<Intervention>, Fault> {
    let own: Vec<Intervention> =
        interventions::own(db).await?.into_iter().map(|own| own.intervention).collect();
    Ok(catalogue(&own))
}

/// The catalogue.
///
/// # Errors
/// When the actor may not plan provision.
pub async fn show_catalogue(app: &App, actor: &Actor, now: Now) -> Result<Vec<CatalogueLine>, Fault> {
    if !actor.may(Action::PlanProvision) {
        return Err(Fault::Forbidden(Action::PlanProvision));
    }
    let reader = app.store.read(actor.school);
    let own = interventions::own(&reader).await?;
    let running = provisions::between(&reader, now.today, domain::Date::MAX).await?;
    let words: Vec<Intervention> = own.iter().map(|own| own.intervention.clone()).collect();
    Ok(catalogue(&words)
        .into_iter()
        .map(|intervention| CatalogueLine {
            version: own
                .iter()
                .find(|own| own.intervention.code == intervention.code)
                .map_or(0, |own| own.version),
            running: running.iter().filter(|one| one.intervention == intervention.code).count(),
            intervention,
        })
        .collect())
}

/// Saves the school's words for an intervention; an empty code makes a new one. Gives its code.
///
/// # Errors
/// [`Fault::Invalid`] at its boxes; [`Fault::Stale`] when somebody saved it since.
pub async fn save_intervention(
    app: &App,
    actor: &Actor,
    now: Now,
    mut changed: Intervention,
    started_from: u32,
) -> Result<String, Fault> {
    let allowed = allow(actor, Action::PlanProvision, Subject::School(actor.school))?;
    changed.name = changed.name.trim().to_owned();
    let faults: Vec<FieldFault> =
        changed.faults().into_iter().map(|(field, sentence)| FieldFault::new(field, sentence)).collect();
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let tx = app.store.write(actor.school).await?;
    let all = interventions_of(&tx).await?;
    if all
        .iter()
        .any(|one| one.code != changed.code && one.name.to_lowercase() == changed.name.to_lowercase())
    {
        return Err(FieldFault::new("name", "Another intervention has this name").into());
    }
    if changed.code.is_empty() {
        let taken = |code: &str| all.iter().any(|one| one.code == code);
        changed.code =
            (1..).map(|number| format!("ours-{number}")).find(|code| !taken(code)).ok_or(Fault::NotFound)?;
    } else {
        let stands = all.iter().find(|one| one.code == changed.code).ok_or(Fault::NotFound)?;
        if *stands == changed {
            return Ok(changed.code);
        }
    }
    interventions::save(&tx, &allowed, &changed, started_from, now).await?;
    let code = changed.code.clone();
    let event = Event::school(Happening::SettingsChanged, format!("intervention {code}"));
    app.commit(tx, &allowed, now, [event]).await?;
    Ok(code)
}
