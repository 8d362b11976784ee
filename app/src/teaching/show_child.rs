//! What a child's provision page shows: each place with its group, target and how much of it was held; the cost to those
//! who may see it.

use domain::{
    Date, Now,
    money::{
        Pence,
        session_cost::Cost,
        threshold::{self, Against},
    },
    people::Pupil,
    permissions::{Action, Actor},
    provision::{Provision, Timetable},
};
use store::queries::{accounts, provisions, sessions};

use super::{PlannedTarget, show_money, targets_of};
use crate::{App, Fault, SchoolInfo};

/// A place of the child.
#[derive(Clone, Debug)]
pub struct ChildsPlace {
    /// The group, without its other children.
    pub provision: Provision,
    /// Who runs it.
    pub staff: Vec<String>,
    /// First and last day of the place.
    pub from_on: Date,
    /// Its last day, when it has one before the group's.
    pub until_on: Option<Date>,
    /// The target that it serves.
    pub target: Option<PlannedTarget>,
    /// Sessions planned until today, delivered, child away, not run, not logged.
    pub counted: [u32; 5],
    /// Whether it runs after today.
    pub is_open: bool,
    /// Whether the child’s whole class has it: then it is no place of the child’s own.
    pub whole_class: bool,
}

/// The page.
#[derive(Clone, Debug)]
pub struct ChildProvision {
    /// The child's places: open ones first.
    pub places: Vec<ChildsPlace>,
    /// The child's targets.
    pub targets: Vec<PlannedTarget>,
    /// The cost in this funding year, and how it stands to 6,000 pounds; none to those who may not see it.
    pub cost: Option<(Cost, Against)>,
    /// Groups of the school that run and that the child could join.
    pub groups: Vec<(domain::ProvisionId, String)>,
}

/// The provision of a child. The child was found in the actor's scope before.
///
/// # Errors
/// [`Fault::NotFound`] when they may not read it.
pub async fn show_child(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<ChildProvision, Fault> {
    if !actor.may_to(Action::ReadProvision, pupil.subject()) {
        return Err(Fault::NotFound);
    }
    let reader = app.store.read(actor.school);
    let today = now.today;
    let groups = provisions::of_pupil(&reader, pupil.id).await?;
    let held = sessions::of_pupil(&reader, pupil.id).await?;
    let plan = targets_of(&reader, pupil.id).await?;
    let names = accounts::names(&reader).await?;
    let mut places: Vec<ChildsPlace> = Vec::new();
    for provision in &groups {
        for place in provision.places.iter().filter(|place| place.pupil == pupil.id && !place.never_was()) {
            let mut only = provision.clone();
            only.places = vec![place.clone()];
            let alone = Timetable::new(std::slice::from_ref(&only), &held, &info.calendar, today);
            let counted =
                alone.weeks(pupil.id, None, place.from_on, today).iter().fold([0; 5], |sum, week| {
                    let week =
                        [week.planned, week.delivered, week.child_absent, week.not_run, week.not_logged];
                    std::array::from_fn(|at| sum[at] + week[at])
                });
            places.push(ChildsPlace {
                staff: provision.staff.iter().filter_map(|user| names.get(user).cloned()).collect(),
                from_on: place.from_on,
                until_on: place.until_on,
                target: place.target.and_then(|id| plan.target(id)).cloned(),
                counted,
                is_open: provision.runs_still(today) && place.goes_on_after(today),
                whole_class: false,
                provision: Provision { places: Vec::new(), ..provision.clone() },
            });
        }
    }
    let of_class = match pupil.class {
        Some(class) => provisions::of_class(&reader, class).await?,
        None => Vec::new(),
    };
    for provision in of_class {
        if places.iter().any(|place| place.provision.id == provision.id) {
            continue;
        }
        places.push(ChildsPlace {
            staff: provision.staff.iter().filter_map(|user| names.get(user).cloned()).collect(),
            from_on: provision.from_on,
            until_on: None,
            target: None,
            counted: [0; 5],
            is_open: provision.runs_still(today),
            whole_class: true,
            provision: Provision { places: Vec::new(), ..provision },
        });
    }
    places.sort_by_key(|place| (!place.is_open, std::cmp::Reverse(place.from_on)));
    let sees_costs = actor.may_to(Action::SeeCosts, pupil.subject());
    let may_plan = actor.may_to(Action::PlanProvision, pupil.subject());
    let joins = if may_plan {
        provisions::between(&reader, today, Date::MAX)
            .await?
            .into_iter()
            .filter(|group| {
                !group.places.iter().any(|place| place.pupil == pupil.id && place.goes_on_after(today))
            })
            .map(|group| {
                let when = format!("{} {}", group.days_in_words(), group.starts_at);
                let staff: Vec<&str> =
                    group.staff.iter().filter_map(|user| names.get(user)).map(String::as_str).collect();
                let from = if group.from_on > today {
                    format!("from {}", crate::time_in_words::day(group.from_on))
                } else {
                    String::new()
                };
                let said = [when.trim(), &group.dose_in_words(), &staff.join(" and "), &group.place, &from];
                let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
                (group.id, format!("{}: {}", group.name, said.join(", ")))
            })
            .collect()
    } else {
        Vec::new()
    };
    let hourly = show_money::Hourly::of(&reader, info).await?;
    let cost = sees_costs.then(|| {
        let found = show_money::costs(&groups, &held, &hourly, info, today);
        let cost = found.children.get(&pupil.id).copied().unwrap_or_default();
        (cost, threshold::against(cost.at_year_end(), Pence::ZERO))
    });
    Ok(ChildProvision { places, targets: plan.targets, cost, groups: joins })
}
