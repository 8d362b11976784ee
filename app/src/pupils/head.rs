//! What stands at the top of every page about a child.

use domain::{
    Date,
    pathway::step::{self, StepShown},
    people::{Class, Pupil},
    permissions::Actor,
    record::county_letters,
};
use store::queries::{entries, records};

use crate::{App, Fault, SchoolInfo};

/// A child with class and record.
#[derive(Clone, Debug)]
pub struct Head {
    /// The class, when there is one.
    pub class: Option<Class>,
    /// Where both machines stand.
    pub record: records::Record,
    /// The step shown.
    pub step: StepShown,
    /// When the county received the request, when there is one.
    pub received_on: Option<Date>,
}

/// The head of a child's pages. The child was found in the actor's scope before.
///
/// # Errors
/// When the database fails.
pub async fn head(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    today: Date,
) -> Result<Head, Fault> {
    let reader = app.store.read(actor.school);
    let record = records::get(&reader, pupil.id).await?;
    let classes = app.classes(info).await?;
    let year = info.calendar.academic_year_of(today).starts_in();
    let class = pupil
        .class
        .and_then(|class| classes.get(&class))
        .filter(|class| class.academic_year == year)
        .cloned();
    let received_on = if record.state.statutory.clock_runs() {
        let entries = entries::of_pupil(&reader, pupil.id).await?;
        let letters = county_letters::all(&entries);
        county_letters::received_on(&county_letters::newest_application(&letters))
    } else {
        None
    };
    let step = step::shown(&record.state, received_on, today);
    Ok(Head { class, record, step, received_on })
}
