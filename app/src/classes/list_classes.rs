//! The classes of an academic year with their staff, and one class with its children.

use std::collections::BTreeMap;

use domain::{
    ClassId, Date, Now, UserId,
    calendar::AcademicYear,
    people::{Account, Class, Pupil, Role},
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::{
    accounts,
    classes::{self, ClassStaff},
    pupils,
};

use crate::{App, Fault, SchoolInfo};

/// Somebody who works in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffLine {
    /// The account.
    pub account: UserId,
    /// Their name.
    pub name: String,
    /// Class teacher or teaching assistant.
    pub role: Role,
    /// Since when.
    pub from_on: Date,
    /// Until when.
    pub until_on: Option<Date>,
}

/// A class on the list.
#[derive(Clone, Debug)]
pub struct ClassLine {
    /// The class.
    pub class: Class,
    /// Who works in it now or later.
    pub staff: Vec<StaffLine>,
    /// How many children are in it.
    pub children: u64,
}

/// The classes of a year.
#[derive(Clone, Debug)]
pub struct Classes {
    /// The year.
    pub year: AcademicYear,
    /// Its classes.
    pub lines: Vec<ClassLine>,
    /// How many children on the roll have no class at all.
    pub without_class: u64,
}

fn staff_lines(
    all: &[ClassStaff],
    class: ClassId,
    names: &BTreeMap<UserId, String>,
    today: Date,
) -> Vec<StaffLine> {
    let mut lines: Vec<StaffLine> = all
        .iter()
        .filter(|staff| staff.class == class && staff.until_on.is_none_or(|until| until >= today))
        .map(|staff| StaffLine {
            account: staff.account,
            name: names.get(&staff.account).cloned().unwrap_or_default(),
            role: staff.role,
            from_on: staff.from_on,
            until_on: staff.until_on,
        })
        .collect();
    lines.sort_by(|a, b| (a.role, &a.name).cmp(&(b.role, &b.name)));
    lines
}

/// The classes of the academic year of `now`, or of another one.
///
/// # Errors
/// When the actor may not manage classes.
pub async fn list_classes(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
    year: Option<AcademicYear>,
) -> Result<Classes, Fault> {
    allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let year = year.unwrap_or_else(|| info.calendar.academic_year_of(now.today));
    let names = accounts::names(&reader).await?;
    let staff = classes::staff(&reader).await?;
    let sizes = classes::sizes(&reader).await?;
    let lines = classes::of_year(&reader, year.starts_in())
        .await?
        .into_iter()
        .map(|class| ClassLine {
            staff: staff_lines(&staff, class.id, &names, now.today),
            children: sizes.get(&Some(class.id)).copied().unwrap_or(0),
            class,
        })
        .collect();
    Ok(Classes { year, lines, without_class: sizes.get(&None).copied().unwrap_or(0) })
}

/// One class: its staff, the children that the actor may see in it, and those who could be put into it.
#[derive(Clone, Debug)]
pub struct ClassPage {
    /// The class with its staff.
    pub line: ClassLine,
    /// Staff who could work in it: class teachers and teaching assistants.
    pub could_work: Vec<Account>,
    /// Children in it, when the actor may see children.
    pub children: Vec<Pupil>,
    /// Children of its year group without a class of this year, when the actor may see children.
    pub could_join: Vec<Pupil>,
    /// Whether the actor may see children at all; the administrator may not.
    pub sees_children: bool,
}

/// One class.
///
/// # Errors
/// [`Fault::NotFound`] when there is no such class.
pub async fn show_class(app: &App, actor: &Actor, now: Now, id: ClassId) -> Result<ClassPage, Fault> {
    allow(actor, Action::ManageClasses, Subject::School(actor.school))?;
    let reader = app.store.read(actor.school);
    let all = classes::all(&reader).await?;
    let class = all.iter().find(|class| class.id == id).cloned().ok_or(Fault::NotFound)?;
    let names = accounts::names(&reader).await?;
    let staff = classes::staff(&reader).await?;
    let sizes = classes::sizes(&reader).await?;
    let scope = actor.scope();
    let on_roll = if scope.is_empty() { Vec::new() } else { pupils::on_roll(&reader, &scope).await? };
    let of_year =
        |id: ClassId| all.iter().any(|known| known.id == id && known.academic_year == class.academic_year);
    let (children, others): (Vec<Pupil>, Vec<Pupil>) =
        on_roll.into_iter().partition(|pupil| pupil.class == Some(id));
    let could_join = others
        .into_iter()
        .filter(|pupil| !pupil.class.is_some_and(of_year))
        .filter(|pupil| (pupil.year.0 - class.year.0).abs() <= 1)
        .collect();
    let could_work = accounts::all(&reader)
        .await?
        .into_iter()
        .filter(|account| account.active)
        .filter(|account| account.roles.contains(&Role::Teacher) || account.roles.contains(&Role::Ta))
        .collect();
    Ok(ClassPage {
        line: ClassLine {
            staff: staff_lines(&staff, id, &names, now.today),
            children: sizes.get(&Some(id)).copied().unwrap_or(0),
            class,
        },
        could_work,
        children,
        could_join,
        sees_children: !scope.is_empty(),
    })
}
