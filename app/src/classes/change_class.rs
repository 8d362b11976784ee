//! A class is made or changed; somebody begins or ends to work in it; children are put into it.

use domain::{
    ClassId, Date, Now, PupilId, UserId,
    audit::{Event, Happening},
    people::{Class, Role, YearGroup, name::fold},
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::{
    accounts,
    classes::{self, ClassStaff},
    pupils,
};

use crate::{App, Fault};

fn check_name(all: &[Class], own: Option<ClassId>, name: &str, year: i16) -> Result<String, Fault> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Fault::field("name", "Enter the name of the class, like 3 Hazel"));
    }
    if name.chars().count() > 60 {
        return Err(Fault::field("name", "Enter a name of at most 60 letters"));
    }
    let taken = |class: &&Class| {
        class.academic_year == year && Some(class.id) != own && fold(&class.name) == fold(&name)
    };
    if all.iter().any(|class| taken(&class)) {
        return Err(Fault::field("name", "There is a class of that name in this year"));
    }
    Ok(name)
}

/// Adds a class to an academic year.
///
/// # Errors
/// [`Fault::Invalid`] when the name is missing or taken.
pub async fn add_class(
    app: &App,
    actor: &Actor,
    now: Now,
    name: &str,
    year: YearGroup,
    academic_year: i16,
) -> Result<ClassId, Fault> {
    let allowed = allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let name = check_name(&classes::all(&tx).await?, None, name, academic_year)?;
    let class = Class { id: app.id(now), name, year, academic_year };
    classes::make(&tx, &allowed, &class).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::ClassesChanged, "class added")]).await?;
    Ok(class.id)
}

/// Changes name and year group of a class.
///
/// # Errors
/// [`Fault::Invalid`] when the name is missing or taken.
pub async fn change_class(
    app: &App,
    actor: &Actor,
    now: Now,
    id: ClassId,
    name: &str,
    year: YearGroup,
) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let all = classes::all(&tx).await?;
    let before = all.iter().find(|class| class.id == id).cloned().ok_or(Fault::NotFound)?;
    let name = check_name(&all, Some(id), name, before.academic_year)?;
    classes::save(&tx, &allowed, &Class { name, year, ..before }).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::ClassesChanged, "class renamed")]).await
}

/// Somebody begins to work in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assigning {
    /// The class.
    pub class: ClassId,
    /// Who.
    pub account: UserId,
    /// Class teacher or teaching assistant.
    pub role: Role,
    /// From which day on.
    pub from_on: Date,
    /// The last day, when it is known.
    pub until_on: Option<Date>,
}

/// Somebody begins to work in a class: from that day on they see its children.
///
/// # Errors
/// [`Fault::Invalid`] when the account lacks the role.
pub async fn assign(app: &App, actor: &Actor, now: Now, new: Assigning) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let all = classes::all(&tx).await?;
    all.iter().find(|class| class.id == new.class).ok_or(Fault::NotFound)?;
    let account = accounts::get(&tx, new.account).await?.filter(|account| account.active);
    let account = account.ok_or_else(|| Fault::field("account", "Choose who works in the class"))?;
    if !matches!(new.role, Role::Teacher | Role::Ta) || !account.roles.contains(&new.role) {
        return Err(Fault::field(
            "account",
            "This person does not have that role. The administrator gives roles, on the page of the account",
        ));
    }
    if new.until_on.is_some_and(|until| until < new.from_on) {
        return Err(Fault::field("until_on-day", "The last day must not be before the first"));
    }
    let staff = ClassStaff {
        class: new.class,
        account: new.account,
        role: new.role,
        from_on: new.from_on,
        until_on: new.until_on,
    };
    classes::assign(&tx, &allowed, &staff).await?;
    let detail = format!("{} works as {} from {}", new.account, new.role.code(), new.from_on);
    app.commit(tx, &allowed, now, [Event::school(Happening::ClassesChanged, detail)]).await
}

/// Somebody ends to work in a class, with `last` as the last day.
///
/// # Errors
/// [`Fault::NotFound`] when they do not work in it.
pub async fn end_assignment(
    app: &App,
    actor: &Actor,
    now: Now,
    class: ClassId,
    account: UserId,
    role: Role,
    last: Date,
) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let all = classes::staff(&tx).await?;
    let is_theirs =
        |staff: &ClassStaff| staff.class == class && staff.account == account && staff.role == role;
    let mut theirs = all.into_iter().filter(is_theirs).peekable();
    theirs.peek().ok_or(Fault::NotFound)?;
    for staff in theirs.filter(|staff| staff.until_on.is_none_or(|until| until > last)) {
        classes::end(&tx, &allowed, &staff, last).await?;
    }
    let detail = format!("{account} works as {} until {last}", role.code());
    app.commit(tx, &allowed, now, [Event::school(Happening::ClassesChanged, detail)]).await
}

/// Puts children into a class, or takes them out of their class.
///
/// # Errors
/// [`Fault::NotFound`] when a child is out of the actor's scope.
pub async fn place_children(
    app: &App,
    actor: &Actor,
    now: Now,
    children: &[PupilId],
    class: Option<ClassId>,
) -> Result<usize, Fault> {
    let allowed = allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let all = classes::all(&tx).await?;
    if class.is_some_and(|id| !all.iter().any(|class| class.id == id)) {
        return Err(Fault::NotFound);
    }
    let on_roll = pupils::on_roll(&tx, &actor.scope()).await?;
    if children.iter().any(|id| !on_roll.iter().any(|pupil| pupil.id == *id)) {
        return Err(Fault::NotFound);
    }
    if children.is_empty() {
        return Err(Fault::field("children", "Choose at least one child"));
    }
    pupils::place(&tx, &allowed, children, class, None).await?;
    let events = children.iter().map(|id| Event::pupil(Happening::PupilChanged, *id, "Class"));
    app.commit(tx, &allowed, now, events.collect::<Vec<_>>()).await?;
    Ok(children.len())
}
