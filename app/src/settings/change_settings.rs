//! Somebody changes the school's settings.

use std::collections::BTreeMap;

use domain::{
    Now,
    audit::{Event, Happening},
    people::{Lead, Role, School},
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::schools;

use crate::{App, Fault, FieldFault};

/// The settings as a form holds them: a name and a text for each box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsForm {
    /// The boxes.
    pub boxes: BTreeMap<String, String>,
}

/// The boxes with their labels, in the order of the page.
pub const BOXES: [(&str, &str, usize); 12] = [
    ("name", "Name of the school", 200),
    ("urn", "Unique reference number (URN)", 6),
    ("lead_name", "Safeguarding lead", 200),
    ("lead_phone", "Telephone of the safeguarding lead", 100),
    ("plan_name", "What you call the plan of step 4", 60),
    ("county", "What you call the local authority", 100),
    ("sendiass", "Independent advice for parents (SENDIASS)", 1000),
    ("local_offer", "The local offer", 1000),
    ("complaints", "How to complain", 1000),
    ("phase", "Phase", 40),
    ("address", "Address of the school", 300),
    ("phone", "Telephone of the school", 60),
];

impl SettingsForm {
    /// The text of a box.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.boxes.get(name).map_or("", String::as_str)
    }

    /// What stands, as a form.
    #[must_use]
    pub fn of(school: &School) -> Self {
        let settings = &school.settings;
        let mut boxes = BTreeMap::new();
        for (name, text) in [
            ("name", &school.name),
            ("urn", &school.urn),
            ("phase", &school.phase),
            ("lead_name", &settings.safeguarding_lead.name),
            ("lead_phone", &settings.safeguarding_lead.phone),
            ("plan_name", &settings.plan_name),
            ("county", &settings.county),
            ("sendiass", &settings.sendiass),
            ("local_offer", &settings.local_offer),
            ("complaints", &settings.complaints),
            ("address", &settings.address),
            ("phone", &settings.phone),
        ] {
            boxes.insert(name.to_owned(), text.clone());
        }
        for role in Role::ALL {
            boxes.insert(title_box(role), school.title(role).to_owned());
        }
        Self { boxes }
    }

    fn write_to(&self, school: &mut School) {
        let text = |name: &str| self.text(name).trim().to_owned();
        school.name = text("name");
        school.urn = text("urn");
        school.phase = text("phase");
        let settings = &mut school.settings;
        settings.safeguarding_lead = Lead { name: text("lead_name"), phone: text("lead_phone") };
        settings.plan_name = text("plan_name");
        settings.county = text("county");
        settings.sendiass = text("sendiass");
        settings.local_offer = text("local_offer");
        settings.complaints = text("complaints");
        settings.address = text("address");
        settings.phone = text("phone");
        for role in Role::ALL {
            let title = text(&title_box(role));
            if title.is_empty() || title == role.title() {
                settings.titles.remove(role.code());
            } else {
                settings.titles.insert(role.code().to_owned(), title);
            }
        }
    }

    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        for (name, label, most) in BOXES {
            if self.text(name).chars().count() > most {
                faults.push(FieldFault::new(name, format!("{label}: write at most {most} letters")));
            }
        }
        for (name, sentence) in [
            ("name", "Enter the name of the school"),
            ("plan_name", "Enter what you call the plan, like IEP or SEN support plan"),
            ("county", "Enter what you call the local authority, like County"),
            ("lead_name", "Enter the name of the safeguarding lead: it stands beside every concern"),
        ] {
            if self.text(name).trim().is_empty() {
                faults.push(FieldFault::new(name, sentence));
            }
        }
        let urn = self.text("urn").trim();
        if !urn.is_empty() && (urn.len() != 6 || !urn.bytes().all(|byte| byte.is_ascii_digit())) {
            faults.push(FieldFault::new("urn", "A URN has six digits, like 990001"));
        }
        if self.text("address").trim().lines().count() > 6 {
            faults.push(FieldFault::new(
                "address",
                "Write the address in at most 6 lines: it stands on the head of letters",
            ));
        }
        for role in Role::ALL {
            if self.text(&title_box(role)).chars().count() > 60 {
                faults.push(FieldFault::new(title_box(role), "Write a title of at most 60 letters"));
            }
        }
        faults
    }
}

/// The name of the box of a role's title.
#[must_use]
pub fn title_box(role: Role) -> String {
    format!("title-{}", role.code())
}

/// What stands now.
///
/// # Errors
/// When the actor may not change settings.
pub async fn shown_settings(app: &App, actor: &Actor) -> Result<(School, SettingsForm), Fault> {
    allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let info = app.school(actor.school, None).await?;
    Ok((info.school.clone(), SettingsForm::of(&info.school)))
}

/// Saves settings that started from `before`: what the person saw. A box that the form does not hold stays.
///
/// # Errors
/// [`Fault::Stale`] when somebody changed them since; [`Fault::Invalid`] with what is wrong in which box.
pub async fn change_settings(
    app: &App,
    actor: &Actor,
    now: Now,
    before: &SettingsForm,
    after: &SettingsForm,
) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let faults = after.faults();
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let tx = app.store.write(actor.school).await?;
    let mut school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    let stands = SettingsForm::of(&school);
    if stands == *after {
        return Ok(());
    }
    if stands != *before {
        return Err(Fault::Stale);
    }
    after.write_to(&mut school);
    schools::save(&tx, &allowed, &school).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::SettingsChanged, "settings")]).await
}
