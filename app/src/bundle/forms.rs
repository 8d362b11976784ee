//! The county forms by which a bundle is headed: those that come with the program, and the school's own, every version
//! of which is kept.

use std::collections::BTreeMap;

use domain::{
    Now,
    audit::{Event, Happening},
    bundle::{BundleSection, CountyTemplate, TemplateFlaw},
    permissions::{Action, Actor, Subject, allow},
};
use store::{
    Conn,
    queries::{accounts, county_forms},
};

use crate::{App, Fault, FieldFault};

/// A form in its newest version, in a list.
#[derive(Clone, Debug)]
pub struct FormLine {
    /// The form.
    pub form: CountyTemplate,
    /// Whether it came with the program: then it is copied, not changed.
    pub shipped: bool,
    /// Who made this version, of the school's own.
    pub by: String,
    /// When, of the school's own.
    pub at: Option<jiff::Timestamp>,
}

/// One form with its versions.
#[derive(Clone, Debug)]
pub struct FormShown {
    /// The line of the version that is shown.
    pub line: FormLine,
    /// The number of the newest version.
    pub newest: u32,
    /// Every version, oldest first.
    pub versions: Vec<u32>,
}

/// The school's own forms in their newest versions.
async fn own(db: &impl Conn) -> Result<Vec<county_forms::Made>, Fault> {
    let mut newest: BTreeMap<String, county_forms::Made> = BTreeMap::new();
    for made in county_forms::all(db).await? {
        match newest.get(&made.form.id) {
            Some(known) if known.form.version > made.form.version => {}
            _ => {
                newest.insert(made.form.id.clone(), made);
            }
        }
    }
    Ok(newest.into_values().collect())
}

/// The forms that a bundle can be made by: the school's own first, then those that come with the program.
///
/// # Errors
/// When the database fails.
pub async fn forms_to_choose(app: &App, actor: &Actor) -> Result<Vec<CountyTemplate>, Fault> {
    let own = own(&app.store.read(actor.school)).await?;
    let own = own.into_iter().map(|made| made.form);
    Ok(own.chain(CountyTemplate::shipped().iter().cloned()).collect())
}

/// The form of an id in its newest version; the neutral one without an id.
///
/// # Errors
/// [`Fault::Invalid`] when there is no such form.
pub(super) async fn form_named(app: &App, actor: &Actor, id: &str) -> Result<CountyTemplate, Fault> {
    if id.is_empty() {
        return Ok(CountyTemplate::neutral().clone());
    }
    if let Some(shipped) = CountyTemplate::find(id) {
        return Ok(shipped.clone());
    }
    county_forms::newest(&app.store.read(actor.school), id)
        .await?
        .ok_or_else(|| Fault::field("template", "Choose one of the headings that are offered"))
}

/// The forms for those who look after them: the shipped ones first.
///
/// # Errors
/// When the actor may not change settings.
pub async fn list_forms(app: &App, actor: &Actor) -> Result<Vec<FormLine>, Fault> {
    allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let names = accounts::names(&reader).await?;
    let shipped = CountyTemplate::shipped().iter().map(|form| FormLine {
        form: form.clone(),
        shipped: true,
        by: String::new(),
        at: None,
    });
    let own = own(&reader).await?.into_iter().map(|made| FormLine {
        by: made.by.and_then(|by| names.get(&by).cloned()).unwrap_or_else(|| "the operator".to_owned()),
        at: Some(made.at),
        form: made.form,
        shipped: false,
    });
    Ok(shipped.chain(own).collect())
}

/// One form, in its newest version unless another is asked for.
///
/// # Errors
/// [`Fault::NotFound`] when there is no such form or version.
pub async fn show_form(app: &App, actor: &Actor, id: &str, version: Option<u32>) -> Result<FormShown, Fault> {
    let lines = list_forms(app, actor).await?;
    let mut line = lines.into_iter().find(|line| line.form.id == id).ok_or(Fault::NotFound)?;
    let newest = line.form.version;
    let mut versions = vec![newest];
    if !line.shipped {
        let all = county_forms::all(&app.store.read(actor.school)).await?;
        let all: Vec<CountyTemplate> =
            all.into_iter().map(|made| made.form).filter(|form| form.id == id).collect();
        versions = all.iter().map(|form| form.version).collect();
        versions.sort_unstable();
        if let Some(version) = version.filter(|version| *version != newest) {
            line.form = all.into_iter().find(|form| form.version == version).ok_or(Fault::NotFound)?;
        }
    } else if version.is_some_and(|version| version != newest) {
        return Err(Fault::NotFound);
    }
    Ok(FormShown { line, newest, versions })
}

/// Copies a form as the school's own, to be changed. Gives its id.
///
/// # Errors
/// [`Fault::Invalid`] without a name; [`Fault::NotFound`] when there is no such form.
pub async fn copy_form(app: &App, actor: &Actor, now: Now, id: &str, name: &str) -> Result<String, Fault> {
    let allowed = allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 80 {
        let sentence = "Name the county and its form, in at most 80 letters: Meadshire, form EHC1";
        return Err(FieldFault::new("name", sentence).into());
    }
    let tx = app.store.write(actor.school).await?;
    let source = match CountyTemplate::find(id) {
        Some(shipped) => shipped.clone(),
        None => county_forms::newest(&tx, id).await?.ok_or(Fault::NotFound)?,
    };
    let all = county_forms::all(&tx).await?;
    let taken = |id: &str| all.iter().any(|made| made.form.id == id);
    let own = (1..)
        .map(|number| format!("{}{number}", CountyTemplate::OWN))
        .find(|id| !taken(id))
        .ok_or(Fault::NotFound)?;
    county_forms::add(&tx, &allowed, &source.copied(own.clone(), name.to_owned()), now).await?;
    let event = Event::school(Happening::CountyFormChanged, format!("{own}, copied from {id}"));
    app.commit(tx, &allowed, now, [event]).await?;
    Ok(own)
}

/// What an edit says. Sections in their order.
#[derive(Clone, Debug)]
pub struct FormText {
    /// Which county, and what its form is called.
    pub name: String,
    /// Where it is from.
    pub says: String,
    /// The headings with what stands under each.
    pub sections: Vec<BundleSection>,
}

/// Saves an edit of one of the school's own forms as a new version; bundles that were made say by which they were made.
/// Gives the version.
///
/// # Errors
/// [`Fault::Stale`] when somebody changed it since; [`Fault::Invalid`] when it cannot be used; [`Fault::NotFound`] when
/// it is not the school's own.
pub async fn edit_form(
    app: &App,
    actor: &Actor,
    now: Now,
    id: &str,
    from: u32,
    text: FormText,
) -> Result<u32, Fault> {
    let allowed = allow(actor, Action::ManageSettings, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let stands = county_forms::newest(&tx, id).await?.ok_or(Fault::NotFound)?;
    let next = stands
        .edited(&text.name, &text.says, text.sections)
        .map_err(|flaws| Fault::Invalid(flaws.iter().map(at_its_box).collect()))?;
    if (CountyTemplate { version: stands.version, ..next.clone() }) == stands {
        return Ok(stands.version);
    }
    if stands.version != from {
        return Err(Fault::Stale);
    }
    county_forms::add(&tx, &allowed, &next, now).await?;
    let event = Event::school(Happening::CountyFormChanged, format!("{id}, version {}", next.version));
    app.commit(tx, &allowed, now, [event]).await?;
    Ok(next.version)
}

/// A flaw at the box that mends it.
fn at_its_box(flaw: &TemplateFlaw) -> FieldFault {
    let sentence = flaw.sentence();
    let sentence = sentence.trim_end_matches('.');
    match flaw {
        TemplateFlaw::NoName => FieldFault::new("name", "Name the county and its form: Meadshire, form EHC1"),
        TemplateFlaw::LongName => FieldFault::new("name", sentence),
        TemplateFlaw::NoHeading(number)
        | TemplateFlaw::SameHeading(number)
        | TemplateFlaw::TooLong(number) => FieldFault::new(format!("heading-{number}"), sentence),
        TemplateFlaw::LeftOut(part) | TemplateFlaw::Twice(part) => {
            FieldFault::new(format!("under-{}", part.code()), sentence)
        }
        TemplateFlaw::TooMany => FieldFault::new("headings", sentence),
    }
}
