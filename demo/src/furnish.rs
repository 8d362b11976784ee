//! What a school has beside its children's stories: hours of contracts, whole-class provision, a template of its own, an
//! intervention in its own words. Made through the verbs, by the SENCO, on the day that it is.

use std::collections::BTreeMap;

use app::{
    App, Fault, files,
    planning::{self, SavePlan, TemplateText},
    settings,
    teaching::{self, SaveProvision},
};
use domain::{
    Now, SchoolId, UserId,
    calendar::{AcademicYear, count::days_after},
    census::SenProvision,
    people::{Care, CareWorker, ContactNeeds, Pupil},
    permissions::Actor,
    plan_template::{Field, FieldKind},
    provision::{Intervention, Tier},
    record::{Party, Plan},
    uploads::Purpose,
};
use store::queries::{classes, contacts, pupils};

use crate::drawings;

/// Furnishes a school.
pub async fn furnish(
    app: &App,
    school: SchoolId,
    senco: UserId,
    tas: &[UserId],
    year: AcademicYear,
) -> Result<(), Fault> {
    let now = app.now();
    let info = app.school(school, None).await?;
    let actor = app.actor(&info, senco, now.today).await?;
    // Most assistants work the school day; some mornings only, and are nearly full.
    let hours: BTreeMap<UserId, Option<u32>> = (0..)
        .zip(tas)
        .map(|(number, ta)| (*ta, Some(if number % 3 == 2 { 150 } else { 27 * 60 + 30 })))
        .collect();
    teaching::set_contracts(app, &actor, now, &hours).await?;

    let logo = files::from_bytes(app, now, Purpose::Logo, "logo.png", &drawings::logo()).await;
    let logo = logo.map_err(|unfit| Fault::rule("unfit", unfit.sentence()))?;
    settings::set_logo(app, &actor, now, Some(logo)).await?;

    let reader = app.store.read(school);
    // To the end of this half term; in holidays, and where no term is known, for as long as a half term usually is.
    let until = info.calendar.half_term_of(now.today).map_or(days_after(now.today, 42), |term| term.to);
    if let Some(class) = classes::of_year(&reader, year.starts_in()).await?.into_iter().next() {
        let planned = SaveProvision {
            name: format!("Calm start, {}", class.name),
            tier: Tier::Universal,
            description: "Ten minutes of breathing, stretching and a look at the day.".to_owned(),
            weekdays: vec![1, 2, 3, 4, 5],
            starts_at: "8:50".to_owned(),
            minutes: 10,
            from_on: Some(now.today),
            until_on: Some(until),
            intervention: "mindful-start".to_owned(),
            class: Some(class.id),
            ..SaveProvision::default()
        };
        teaching::save_provision(app, &actor, now, planned).await?;
    }

    if let Some(shipped) = Intervention::shipped("paired-reading") {
        let ours = Intervention {
            what: format!("{} Our governors and Year 6 readers are the partners.", shipped.what),
            ..shipped.clone()
        };
        teaching::save_intervention(app, &actor, now, ours, 0).await?;
    }

    needs(app, &actor, now, school).await?;
    care(app, &actor, now, school).await?;
    correct_a_spelling(app, &actor, now, school).await?;

    let own = planning::copy_template(app, &actor, now, "sen-support-plan", "Infants’ plan").await?;
    let shown = planning::show_template(app, &actor, &own, None).await?;
    let mut sections = shown.line.template.sections;
    if let Some(first) = sections.first_mut() {
        first.fields.push(Field {
            kind: FieldKind::Words,
            label: "What a good day looks like".to_owned(),
            help: "From the first minute to the last.".to_owned(),
            from: vec![Party::Pupil, Party::Parent],
            ..Field::default()
        });
    }
    let text = TemplateText {
        name: "Infants’ plan".to_owned(),
        title: "Support plan for our infants".to_owned(),
        about: "For Reception and Key Stage 1: the child’s good day first.".to_owned(),
        sections,
    };
    planning::edit_template(app, &actor, now, &own, shown.newest, text).await?;
    Ok(())
}

/// Some parents of children with support need an interpreter; one of them reads large print.
async fn needs(app: &App, actor: &Actor, now: Now, school: SchoolId) -> Result<(), Fault> {
    let reader = app.store.read(school);
    let speak_another = |pupil: &Pupil| {
        pupil.provision != SenProvision::N
            && !pupil.language.is_empty()
            && !pupil.language.eq_ignore_ascii_case("English")
    };
    let all = pupils::for_roll(&reader).await?;
    let mut large_print = true;
    let languages = ["Polish", "Romanian", "British Sign Language"];
    for ((pupil, _), language) in all.into_values().filter(|(pupil, _)| speak_another(pupil)).zip(languages) {
        let known = contacts::of_pupil(&reader, pupil.id).await?;
        let Some(contact) = known.into_iter().find(|one| one.has_responsibility() && !one.barred) else {
            continue;
        };
        let needs = ContactNeeds {
            interpreter: language.to_owned(),
            large_print: std::mem::take(&mut large_print),
            other_format: String::new(),
        };
        app::pupils::edit_contact_needs(app, actor, now, pupil.id, contact.id, &contact.needs, &needs)
            .await?;
    }
    Ok(())
}

/// Who is round each looked-after child.
async fn care(app: &App, actor: &Actor, now: Now, school: SchoolId) -> Result<(), Fault> {
    let worker = |name: &str, phone: &str, email: &str| CareWorker {
        id: None,
        name: name.to_owned(),
        phone: phone.to_owned(),
        email: email.to_owned(),
    };
    let all = pupils::for_roll(&app.store.read(school)).await?;
    for (pupil, _) in all.into_values().filter(|(pupil, _)| pupil.looked_after) {
        let care = Care {
            social_worker: worker("Sky Madeup", "01632 960101", "sky.madeup@example.org"),
            virtual_school: worker("Kit Madeup", "01632 960102", ""),
            pep_on: Some(days_after(now.today, 16)),
            consent: "The local authority consents to assessments and referrals; the foster carers to school trips."
                .to_owned(),
        };
        app::pupils::edit_care(app, actor, now, pupil.id, pupil.version, care).await?;
    }
    Ok(())
}

/// In one plan that was agreed, a full stop was missing: it is set, and nobody is asked again.
async fn correct_a_spelling(app: &App, actor: &Actor, now: Now, school: SchoolId) -> Result<(), Fault> {
    for (pupil, _) in pupils::for_roll(&app.store.read(school)).await?.into_values() {
        if pupil.provision == SenProvision::N {
            continue;
        }
        let shown = planning::show_plan(app, actor, now.today, &pupil, planning::Which::default()).await?;
        let Some(entry) = shown.entry.filter(|_| shown.is_current) else { continue };
        let agreed = shown.said.iter().all(|said| said.answers.iter().any(|answer| answer.to_this));
        let strengths = shown.plan.strengths.trim_end();
        if !agreed || strengths.is_empty() {
            continue;
        }
        let strengths = match strengths.strip_suffix('.') {
            Some(without) => without.to_owned(),
            None => format!("{strengths}."),
        };
        let plan = Plan { strengths, ..shown.plan };
        let of = Some((entry.id, entry.version));
        planning::correct_plan(app, actor, now, SavePlan { pupil: pupil.id, of, plan }).await?;
        return Ok(());
    }
    Ok(())
}
