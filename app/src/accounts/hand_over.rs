//! Somebody leaves: their classes, groups and children go to a successor in one move, and nothing is lost.

use domain::{
    Date, Now, UserId,
    audit::{Event, Happening},
    people::{Account, Role},
    permissions::{Action, Actor, Subject, allow},
    provision::handed_on,
};
use store::queries::{
    accounts, bonds,
    classes::{self, ClassStaff},
    logins, provisions, schools,
};

use crate::{App, Fault};

/// Whose work goes to whom, from which day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handing {
    /// Who leaves.
    pub from: UserId,
    /// Who follows.
    pub to: UserId,
    /// The successor's first day.
    pub on: Date,
    /// Whether the account of who leaves is closed now.
    pub close: bool,
    /// The roles that who follows does not hold yet and is to hold from now on: each was seen and agreed to.
    pub becomes: Vec<Role>,
}

/// The roles that the work needs and that who follows does not hold: with them come the children.
#[must_use]
pub fn lacks(from: &Account, to: &Account) -> Vec<Role> {
    [Role::Teacher, Role::Ta]
        .into_iter()
        .filter(|role| from.roles.contains(role) && !to.roles.contains(role))
        .collect()
}

/// Hands the work over. What was written stays under the name of who wrote it.
///
/// # Errors
/// [`Fault::Invalid`] when the successor may not sign in, or [lacks] a role that the work needs and that is not among
/// those they are to hold.
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
    let lacks = lacks(&from, &to);
    if let Some(role) = lacks.iter().find(|role| !handing.becomes.contains(role)) {
        let school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
        return Err(Fault::field(
            "becomes",
            format!(
                "Who follows does not have the role “{}” yet, and would see the children. Tick that they become it, or \
                 choose somebody else",
                school.title(*role)
            ),
        ));
    }
    let mut events = vec![Event::school(
        Happening::AccountHandedOver,
        format!("{} to {} from {}", from.id, to.id, handing.on),
    )];
    if !lacks.is_empty() {
        let mut after = to.clone();
        after.roles.extend(&lacks);
        after.roles.sort();
        accounts::save(&tx, &allowed, &after).await?;
        let codes: Vec<&str> = after.roles.iter().map(|role| role.code()).collect();
        let detail = format!("{}, roles {}", after.id, codes.join(" "));
        events.push(Event::school(Happening::AccountChanged, detail));
    }
    let last = handing.on.yesterday().unwrap_or(handing.on);
    for staff in theirs {
        let follows = ClassStaff { account: to.id, from_on: staff.from_on.max(handing.on), ..staff.clone() };
        classes::assign(&tx, &allowed, &follows).await?;
        classes::end(&tx, &allowed, &staff, last).await?;
    }
    for group in provisions::between(&tx, handing.on, Date::MAX).await? {
        if group.staff.contains(&from.id) {
            for saved in handed_on(&group, (from.id, to.id), handing.on, now.today, app.id(now)) {
                provisions::save(&tx, std::slice::from_ref(&allowed), &saved).await?;
            }
        }
    }
    bonds::hand_over(&tx, &allowed, from.id, to.id, handing.on).await?;
    if handing.close {
        let closed = Account { active: false, ..from.clone() };
        if let Some(sentence) = super::change_account::needed(&accounts::all(&tx).await?, &from, &closed) {
            return Err(Fault::field("close", sentence));
        }
        accounts::save(&tx, &allowed, &closed).await?;
        logins::end_all(&tx, from.id).await?;
    }
    app.commit(tx, &allowed, now, events).await
}
