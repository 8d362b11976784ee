//! The plan templates of a school: the shipped ones and its own, which one new plans use, and a plan's own.

use std::collections::BTreeMap;

use domain::{
    Now,
    audit::{Event, Happening},
    people::Pupil,
    permissions::{Action, Actor, Subject, allow},
    plan_template::{PlanTemplate, Section},
    record::Plan,
};
use store::{
    Conn, Tx,
    queries::{accounts, plan_templates, schools},
};

use crate::{App, Fault, FieldFault};

/// A template in its newest version, in a list.
#[derive(Clone, Debug)]
pub struct TemplateLine {
    /// The template.
    pub template: PlanTemplate,
    /// Whether it came with Waymark: then it is copied, not edited.
    pub shipped: bool,
    /// Whether new plans use it.
    pub in_use: bool,
    /// Who made this version, of the school's own.
    pub by: String,
    /// When, of the school's own.
    pub at: Option<jiff::Timestamp>,
}

/// One template with its versions.
#[derive(Clone, Debug)]
pub struct TemplateShown {
    /// The line of the version that is shown.
    pub line: TemplateLine,
    /// The number of the newest version.
    pub newest: u32,
    /// Every version, oldest first.
    pub versions: Vec<u32>,
}

/// What an edit says.
#[derive(Clone, Debug)]
pub struct TemplateText {
    /// The short name.
    pub name: String,
    /// The full name.
    pub title: String,
    /// When one would choose it.
    pub about: String,
    /// The sections; a field without an id is new.
    pub sections: Vec<Section>,
}

/// The template of a plan: shipped, or the school's own. A plan whose template is nowhere (of a database that was put
/// together by hand) is read by the first one.
///
/// # Errors
/// When the database fails.
pub async fn template_of(db: &impl Conn, plan: &Plan) -> Result<PlanTemplate, Fault> {
    let found = find(db, &plan.template, plan.template_version).await?;
    Ok(found.unwrap_or_else(|| PlanTemplate::first().clone()))
}

/// The template of a form that comes back: by id and version; the first one when there is no such template.
///
/// # Errors
/// When the database fails.
pub async fn template_named(app: &App, actor: &Actor, id: &str, version: u32) -> Result<PlanTemplate, Fault> {
    let found = find(&app.store.read(actor.school), id, version).await?;
    Ok(found.unwrap_or_else(|| PlanTemplate::first().clone()))
}

/// A template in one version.
pub(crate) async fn find(db: &impl Conn, id: &str, version: u32) -> Result<Option<PlanTemplate>, Fault> {
    match PlanTemplate::shipped(id, version) {
        Some(shipped) => Ok(Some(shipped.clone())),
        None if PlanTemplate::is_shipped(id) => Ok(None),
        None => Ok(plan_templates::get(db, id, version).await?),
    }
}

/// The template by which new plans of a school are written.
///
/// # Errors
/// When the database fails.
pub async fn template_in_use(db: &impl Conn, chosen: &str) -> Result<PlanTemplate, Fault> {
    if let Some(shipped) = PlanTemplate::newest_shipped().find(|template| template.id == chosen) {
        return Ok(shipped.clone());
    }
    let own = plan_templates::newest(db, chosen).await?;
    Ok(own.unwrap_or_else(|| PlanTemplate::first().clone()))
}

/// The templates that a child's new plan can be written by, in their newest versions: the shipped ones first.
///
/// # Errors
/// When the plan may not be written by them.
pub async fn templates_to_choose(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
) -> Result<Vec<PlanTemplate>, Fault> {
    allow(actor, Action::WritePlan, pupil.subject())?;
    let mut own: BTreeMap<String, PlanTemplate> = BTreeMap::new();
    for made in plan_templates::all(&app.store.read(actor.school)).await? {
        let known = own.get(&made.template.id);
        if known.is_none_or(|known| known.version < made.template.version) {
            own.insert(made.template.id.clone(), made.template);
        }
    }
    Ok(PlanTemplate::newest_shipped().cloned().chain(own.into_values()).collect())
}

/// The school's templates in their newest versions: the shipped ones first.
///
/// # Errors
/// When the actor may not change settings.
pub async fn list_templates(app: &App, actor: &Actor) -> Result<Vec<TemplateLine>, Fault> {
    allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let school = schools::get_in(&reader).await?.ok_or(Fault::NotFound)?;
    let chosen = school.settings.plan_template.as_str();
    let names = accounts::names(&reader).await?;
    let mut lines: Vec<TemplateLine> = PlanTemplate::newest_shipped()
        .map(|template| TemplateLine {
            template: template.clone(),
            shipped: true,
            in_use: template.id == chosen,
            by: String::new(),
            at: None,
        })
        .collect();
    let mut own: BTreeMap<String, TemplateLine> = BTreeMap::new();
    for made in plan_templates::all(&reader).await? {
        let line = TemplateLine {
            shipped: false,
            in_use: made.template.id == chosen,
            by: made.by.and_then(|by| names.get(&by).cloned()).unwrap_or_else(|| "the operator".to_owned()),
            at: Some(made.at),
            template: made.template,
        };
        match own.get(&line.template.id) {
            Some(known) if known.template.version > line.template.version => {}
            _ => {
                own.insert(line.template.id.clone(), line);
            }
        }
    }
    lines.extend(own.into_values());
    Ok(lines)
}

/// One template, in its newest version unless another is asked for.
///
/// # Errors
/// [`Fault::NotFound`] when there is no such template or version.
pub async fn show_template(
    app: &App,
    actor: &Actor,
    id: &str,
    version: Option<u32>,
) -> Result<TemplateShown, Fault> {
    let lines = list_templates(app, actor).await?;
    let mut line = lines.into_iter().find(|line| line.template.id == id).ok_or(Fault::NotFound)?;
    let newest = line.template.version;
    let reader = app.store.read(actor.school);
    let mut versions: Vec<u32> = if line.shipped {
        PlanTemplate::all_shipped().iter().filter(|one| one.id == id).map(|one| one.version).collect()
    } else {
        let all = plan_templates::all(&reader).await?;
        all.iter().filter(|made| made.template.id == id).map(|made| made.template.version).collect()
    };
    versions.sort_unstable();
    if let Some(version) = version.filter(|version| *version != newest) {
        line.template = find(&reader, id, version).await?.ok_or(Fault::NotFound)?;
    }
    Ok(TemplateShown { line, newest, versions })
}

/// Copies a template as the school's own, to be edited. Gives its id.
///
/// # Errors
/// [`Fault::Invalid`] without a name.
pub async fn copy_template(
    app: &App,
    actor: &Actor,
    now: Now,
    id: &str,
    name: &str,
) -> Result<String, Fault> {
    let allowed = allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 {
        let sentence = "Give your copy a short name, like Learning plan";
        return Err(FieldFault::new("name", sentence).into());
    }
    let tx = app.store.write(actor.school).await?;
    let shipped = PlanTemplate::newest_shipped().find(|template| template.id == id).cloned();
    let source = match shipped {
        Some(shipped) => shipped,
        None => plan_templates::newest(&tx, id).await?.ok_or(Fault::NotFound)?,
    };
    let all = plan_templates::all(&tx).await?;
    let taken = |id: &str| all.iter().any(|made| made.template.id == id);
    let own = (1..).map(|number| format!("ours-{number}")).find(|id| !taken(id)).ok_or(Fault::NotFound)?;
    let mut copy = source.copied(own.clone(), name.to_owned());
    name.clone_into(&mut copy.title);
    plan_templates::add(&tx, &allowed, &copy, now).await?;
    let event = Event::school(Happening::TemplateChanged, format!("{own}, copied from {id}"));
    app.commit(tx, &allowed, now, [event]).await?;
    Ok(own)
}

/// Saves an edit of one of the school's own templates as a new version; plans that were begun keep theirs. Gives the
/// version.
///
/// # Errors
/// [`Fault::Stale`] when somebody edited it since; [`Fault::Invalid`] when it cannot be used; [`Fault::NotFound`] when
/// it is not the school's own.
pub async fn edit_template(
    app: &App,
    actor: &Actor,
    now: Now,
    id: &str,
    from: u32,
    text: TemplateText,
) -> Result<u32, Fault> {
    let allowed = allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let stands = plan_templates::newest(&tx, id).await?.ok_or(Fault::NotFound)?;
    let next = stands
        .edited(&text.name, &text.title, &text.about, text.sections)
        .map_err(|fault| Fault::from(FieldFault::new("name", fault.to_string())))?;
    if (PlanTemplate { version: stands.version, ..next.clone() }) == stands {
        return Ok(stands.version);
    }
    if stands.version != from {
        return Err(Fault::Stale);
    }
    plan_templates::add(&tx, &allowed, &next, now).await?;
    rename(&tx, &allowed, &stands, &next).await?;
    let event = Event::school(Happening::TemplateChanged, format!("{id}, version {}", next.version));
    app.commit(tx, &allowed, now, [event]).await?;
    Ok(next.version)
}

/// The school calls its plan by the template in use, as long as it has not chosen another word.
async fn rename(
    tx: &Tx,
    allowed: &domain::permissions::Allowed,
    before: &PlanTemplate,
    next: &PlanTemplate,
) -> Result<(), Fault> {
    let mut school = schools::get_in(tx).await?.ok_or(Fault::NotFound)?;
    let settings = &mut school.settings;
    if settings.plan_template == next.id && settings.plan_name == before.name && before.name != next.name {
        settings.plan_name.clone_from(&next.name);
        schools::save(tx, allowed, &school).await?;
    }
    Ok(())
}

/// New plans are written by this template from now on; the plan takes its name everywhere.
///
/// # Errors
/// [`Fault::NotFound`] when there is no such template.
pub async fn use_template(app: &App, actor: &Actor, now: Now, id: &str) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let shipped = PlanTemplate::newest_shipped().find(|template| template.id == id).cloned();
    let template = match shipped {
        Some(shipped) => shipped,
        None => plan_templates::newest(&tx, id).await?.ok_or(Fault::NotFound)?,
    };
    let mut school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    if school.settings.plan_template == template.id {
        return Ok(());
    }
    school.settings.plan_template.clone_from(&template.id);
    school.settings.plan_name.clone_from(&template.name);
    schools::save(&tx, &allowed, &school).await?;
    let detail = format!("plans are written by {id}");
    app.commit(tx, &allowed, now, [Event::school(Happening::SettingsChanged, detail)]).await
}
