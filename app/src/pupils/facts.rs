//! The few facts beside the path: what the school knows already, so that nobody asks for it.

use domain::{
    Date,
    calendar::count::in_words,
    census::SenProvision,
    people::{HomeLanguage, Pupil},
    permissions::{Action, Actor},
};
use store::queries::statuses;

use crate::{App, Fault};

/// A fact with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub name: &'static str,
    /// What it says.
    pub says: String,
}

/// The facts that the reader may see. The child was found in their scope before.
///
/// # Errors
/// When the database fails.
pub async fn facts(app: &App, actor: &Actor, pupil: &Pupil, today: Date) -> Result<Vec<Fact>, Fault> {
    let reader = app.store.read(actor.school);
    let mut facts = Vec::new();
    let mut add = |name, says: String| {
        if !says.is_empty() {
            facts.push(Fact { name, says });
        }
    };
    let since = statuses::history(&reader, Some(pupil.id))
        .await?
        .into_iter()
        .rfind(|spell| spell.provision == pupil.provision && spell.from_on <= today)
        .map(|spell| format!(" since {}", in_words(spell.from_on)))
        .unwrap_or_default();
    let status = match pupil.provision {
        SenProvision::N => pupil.provision.name().to_owned(),
        SenProvision::K | SenProvision::E => {
            format!("{} ({}){since}", pupil.provision.name(), pupil.provision.code())
        }
    };
    add("SEN status", status);
    if actor.may_to(Action::ReadConcern, pupil.subject()) {
        let needs = statuses::needs(&reader, Some(pupil.id)).await?;
        let names: Vec<&str> =
            needs.iter().filter(|need| need.until_on.is_none()).map(|need| need.need.name()).collect();
        add("Needs", names.join(", "));
        add("Born", in_words(pupil.born_on));
        add("First language", HomeLanguage::of(&pupil.language).name().to_owned());
        add("Attendance", pupil.attendance_words().unwrap_or_default());
    }
    if let Some(care) = super::care(app, actor, pupil).await? {
        let missing = |text: String| if text.is_empty() { "not written down yet".to_owned() } else { text };
        add("Social worker", missing(care.social_worker.in_words()));
        add("Virtual school", missing(care.virtual_school.in_words()));
        add("Next PEP", missing(care.pep_in_words()));
        add("Consent", care.who_consents());
    }
    if let Some(left_on) = pupil.left_on {
        add("Left the school", in_words(left_on));
    }
    Ok(facts)
}
