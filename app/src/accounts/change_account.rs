//! An administrator changes an account: name, address, roles, and whether it may sign in.

use domain::{
    Now, UserId,
    audit::{Event, Happening},
    people::{Account, Role},
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::{accounts, logins};

use super::check_person;
use crate::{App, Fault};

/// An account as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changing {
    /// The account.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Staff roles; those of a parent or agency stay as they are.
    pub roles: Vec<Role>,
    /// Whether it may sign in.
    pub active: bool,
}

/// Changes an account. Its sessions end at once when it is closed; a role taken away holds on the next request.
///
/// # Errors
/// [`Fault::Invalid`] with what is wrong in which box; [`Fault::Rule`] when nobody would be administrator any more.
pub async fn change_account(app: &App, actor: &Actor, now: Now, to: Changing) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ManageAccounts, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let before = accounts::get(&tx, to.id).await?.ok_or(Fault::NotFound)?;
    let family: Vec<Role> = before.roles.iter().copied().filter(|role| !role.is_staff()).collect();
    let mut roles: Vec<Role> = to.roles.into_iter().filter(|role| role.is_staff()).chain(family).collect();
    roles.sort();
    roles.dedup();
    let faults = check_person(&to.name, &to.email, &roles);
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let email = to.email.trim().to_lowercase();
    if accounts::find_by_email(&tx, &email).await?.is_some_and(|other| other != to.id) {
        return Err(Fault::field("email", "Another account of this school has this e-mail address"));
    }
    let after = Account {
        name: to.name.trim().to_owned(),
        email: Some(email),
        roles,
        active: to.active,
        ..before.clone()
    };
    if after == before {
        return Ok(());
    }
    if let Some(sentence) = needed(&accounts::all(&tx).await?, &before, &after) {
        return Err(Fault::field("roles", sentence));
    }
    accounts::save(&tx, &allowed, &after).await?;
    if before.active && !after.active {
        logins::end_all(&tx, to.id).await?;
    }
    let mut details = vec![to.id.to_string()];
    if before.roles != after.roles {
        let codes: Vec<&str> = after.roles.iter().map(|role| role.code()).collect();
        details.push(format!("roles {}", codes.join(" ")));
    }
    if before.active != after.active {
        details.push(if after.active { "opened" } else { "closed" }.to_owned());
    }
    app.commit(tx, &allowed, now, [Event::school(Happening::AccountChanged, details.join(", "))]).await
}

/// Why an account cannot be changed so: a school needs an administrator, and somebody to whom its concerns go.
pub(super) fn needed(all: &[Account], before: &Account, after: &Account) -> Option<&'static str> {
    let each = [
        (Role::Admin, "This is the only administrator. Give somebody else that role first"),
        (
            Role::Senco,
            "This is the only SENCO, to whom every concern goes. Give somebody else that role first",
        ),
    ];
    each.into_iter().find_map(|(role, sentence)| {
        let holds = |account: &Account| account.active && account.roles.contains(&role);
        let another = all.iter().any(|other| other.id != before.id && holds(other));
        (holds(before) && !holds(after) && !another).then_some(sentence)
    })
}
