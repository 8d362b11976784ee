//! Somebody leaves: their classes, groups and children go to a successor in one move, and nothing is lost.

use domain::{
    Date, Now, UserId,
    audit::{Event, Happening},
    people::Role,
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::{
    accounts, bonds,
    classes::{self, ClassStaff},
    logins,
};

use crate::{App, Fault};

/// Whose work goes to whom, from which day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handing {
    /// Who leaves.
    pub from: UserId,
    /// Who follows.
    pub to: UserId,
    /// The successor's first day.
    pub on: Date,
    /// Whether the account of who leaves is closed now.
    pub close: bool,
}

/// Hands the work over. What was written stays under the name of who wrote it.
///
/// # Errors
/// [`Fault::Invalid`] when the successor may not sign in, or lacks a role that the work needs.
pub async fn hand_over(app: &App, actor: &Actor, now: Now, handing: Handing) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageAccounts, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let from = accounts::get(&tx, handing.from).await?.ok_or(Fault::NotFound)?;
    let to = accounts::get(&tx, handing.to)
        .await?
        .filter(|to| to.active && to.id != from.id)
        .ok_or_else(|| Fault::field("to", "Choose who follows"))?;
    let works = |staff: &ClassStaff| {
        staff.account == from.id && staff.until_on.is_none_or(|until| until >= handing.on)
    };
    let theirs: Vec<ClassStaff> = classes::staff(&tx).await?.into_iter().filter(works).collect();
    let needs = [Role::Teacher, Role::Ta].into_iter().filter(|role| from.roles.contains(role));
    let lacks: Vec<Role> = needs.filter(|role| !to.roles.contains(role)).collect();
    let mut after = to.clone();
    after.roles.extend(&lacks);
    after.roles.sort();
    if !lacks.is_empty() {
        accounts::save(&tx, &allowed, &after).await?;
    }
    let last = handing.on.yesterday().unwrap_or(handing.on);
    for staff in theirs {
        let follows = ClassStaff { account: to.id, from_on: staff.from_on.max(handing.on), ..staff.clone() };
        classes::assign(&tx, &allowed, &follows).await?;
        if staff.from_on > last {
            classes::unassign(&tx, &allowed, &staff).await?;
        } else {
            classes::assign(&tx, &allowed, &ClassStaff { until_on: Some(last), ..staff }).await?;
        }
    }
    bonds::hand_over(&tx, &allowed, from.id, to.id, handing.on).await?;
    if handing.close {
        let administers = from.roles.contains(&Role::Admin);
        let all = accounts::all(&tx).await?;
        let another =
            all.iter().any(|other| other.id != from.id && other.active && other.roles.contains(&Role::Admin));
        if administers && !another {
            return Err(Fault::field(
                "close",
                "This is the only administrator. Give somebody else that role first",
            ));
        }
        accounts::save(&tx, &allowed, &domain::people::Account { active: false, ..from.clone() }).await?;
        logins::end_all(&tx, from.id).await?;
    }
    let detail = format!("{} to {} from {}", from.id, to.id, handing.on);
    app.commit(tx, &allowed, now, [Event::school(Happening::AccountHandedOver, detail)]).await
}
