//! Somebody takes a class today in somebody's place; what they and next year's teacher reach of a class for a time.

use domain::{
    ClassId, Now, PupilId,
    audit::{Event, Happening},
    permissions::{Action, Actor, Extent, Holding, Subject, allow},
    provision::is_teaching_day,
};
use store::queries::{
    class_reaches::{self, ClassReach},
    classes, pupils,
};

use crate::{App, Fault, SchoolInfo};

/// A class that somebody reaches for a time, with the children whom they see in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForATime {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// The children: id and name, by name.
    pub children: Vec<(PupilId, String)>,
}

/// The classes that somebody covers today, those that they may take, and next year's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MyCover {
    /// Taken for today.
    pub taken: Vec<ForATime>,
    /// Classes that can be taken today: id and name.
    pub to_take: Vec<(ClassId, String)>,
    /// Next year's, read ahead.
    pub ahead: Vec<ForATime>,
}

/// The classes that somebody covers or reads ahead today.
///
/// # Errors
/// When the database fails.
pub async fn my_cover(app: &App, actor: &Actor, now: Now, info: &SchoolInfo) -> Result<MyCover, Fault> {
    let Some(user) = actor.user() else { return Ok(MyCover::default()) };
    let reader = app.store.read(actor.school);
    let reaches = class_reaches::on(&reader, now.today).await?;
    let mine = |extent| {
        let of = move |reach: &&ClassReach| reach.account == user && reach.extent == extent;
        reaches.iter().filter(of).map(|reach| reach.class).collect::<Vec<_>>()
    };
    let (covered, mut ahead) = (mine(Extent::Cover), mine(Extent::Ahead));
    ahead.retain(|class| !teaches(actor, *class));
    let year = info.calendar.academic_year_of(now.today).starts_in();
    let mut known = classes::all(&reader).await?;
    known.sort_by(|a, b| (a.year, &a.name).cmp(&(b.year, &b.name)));
    let children = if covered.is_empty() && ahead.is_empty() {
        Vec::new()
    } else {
        pupils::on_roll(&reader, &actor.scope()).await?
    };
    let of = |ids: &[ClassId]| -> Vec<ForATime> {
        let classes = known.iter().filter(|class| ids.contains(&class.id));
        classes
            .map(|class| ForATime {
                id: class.id,
                name: class.name.clone(),
                children: children
                    .iter()
                    .filter(|pupil| pupil.class == Some(class.id))
                    .map(|pupil| (pupil.id, pupil.name()))
                    .collect(),
            })
            .collect()
    };
    let may_take = actor.may(Action::CoverGroup)
        && is_teaching_day(&info.calendar, now.today)
        && !actor.scope_for(Action::ReadConcern).is_whole_school();
    let sizes = classes::sizes(&reader).await?;
    let to_take = known
        .iter()
        .filter(|class| may_take && class.academic_year == year && !covered.contains(&class.id))
        .filter(|class| !teaches(actor, class.id) && sizes.get(&Some(class.id)).is_some_and(|size| *size > 0))
        .map(|class| (class.id, class.name.clone()))
        .collect();
    Ok(MyCover { taken: of(&covered), to_take, ahead: of(&ahead) })
}

/// Whether somebody teaches a class: they need no cover for it.
fn teaches(actor: &Actor, class: ClassId) -> bool {
    let holds = |holding: &Holding| holding.extent == Extent::Whole && holding.classes.contains(&class);
    actor.holdings.iter().any(holds)
}

/// Takes a class for today: until midnight they see its children as far as cover goes. It is on the record of each child.
///
/// # Errors
/// [`Fault::Rule`] when there is no school today, or the class is not of this year; [`Fault::Forbidden`] for who may not cover.
pub async fn cover_class(app: &App, actor: &Actor, now: Now, class: ClassId) -> Result<(), Fault> {
    let allowed = allow(actor, Action::CoverGroup, Subject::School(actor.school))?;
    let account = actor.user().ok_or(Fault::Forbidden(Action::CoverGroup))?;
    let info = app.school(actor.school, None).await?;
    let tx = app.store.write(actor.school).await?;
    let year = info.calendar.academic_year_of(now.today).starts_in();
    let known = classes::of_year(&tx, year).await?.into_iter().find(|known| known.id == class);
    let Some(known) = known else {
        return Err(Fault::rule("not-this-year", "This is no class of this year. Choose another one."));
    };
    if !is_teaching_day(&info.calendar, now.today) {
        return Err(Fault::rule("not-today", "There is no school today."));
    }
    let reach = ClassReach { class, account, extent: Extent::Cover, from_on: now.today, until_on: now.today };
    if teaches(actor, class) || class_reaches::on(&tx, now.today).await?.contains(&reach) {
        return Ok(());
    }
    class_reaches::give(&tx, &allowed, &reach).await?;
    // Whoever takes it sees none of its children yet: who they are is for the trail.
    let whole = Actor::operator(actor.school).scope();
    let children = pupils::on_roll(&tx, &whole).await?;
    let mut events: Vec<Event> = children
        .iter()
        .filter(|pupil| pupil.class == Some(class))
        .map(|pupil| Event::pupil(Happening::ClassCovered, pupil.id, known.name.clone()))
        .collect();
    if events.is_empty() {
        events.push(Event::school(Happening::ClassCovered, known.name));
    }
    app.commit(tx, &allowed, now, events).await
}
