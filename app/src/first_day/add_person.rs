//! The operator adds a person: a new account, or further roles for one that is there; and a link to choose a password.

use domain::{
    Now,
    audit::{Event, Happening},
    people::{Account, Role},
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::{accounts, schools};

use crate::{
    App, Fault,
    accounts::{check_person, write_invitation},
};

/// Who is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// Name; the address is taken where none is given.
    pub name: Option<String>,
    /// E-mail address.
    pub email: String,
    /// Staff roles.
    pub roles: Vec<Role>,
}

/// Adds the person to the actor's school; gives the token of the link, and whether the account was there.
///
/// # Errors
/// [`Fault::Invalid`] when the address cannot be one, [`Fault::Rule`] when a role is not one of staff.
pub async fn add_person(
    app: &App,
    actor: &Actor,
    now: Now,
    person: &NewPerson,
) -> Result<(String, bool), Fault> {
    let allowed = allow(actor, Action::ManageAccounts, Subject::School(actor.school))?;
    if person.roles.iter().any(|role| !role.is_staff()) {
        return Err(Fault::rule(
            "not-staff",
            "Parents, pupils and agencies get their access on a child's page, not here.",
        ));
    }
    let name = person.name.clone().unwrap_or_else(|| person.email.trim().to_owned());
    let faults = check_person(&name, &person.email, &person.roles);
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let email = person.email.trim().to_lowercase();
    let tx = app.store.write(actor.school).await?;
    let school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    let known = match accounts::find_by_email(&tx, &email).await? {
        Some(id) => accounts::get(&tx, id).await?,
        None => None,
    };
    let was_there = known.is_some();
    let account = match known {
        Some(account) => {
            let mut after = Account { active: true, ..account.clone() };
            after.name = person.name.clone().unwrap_or(account.name.clone());
            after.roles.extend(person.roles.iter().filter(|role| !account.roles.contains(role)));
            after.roles.sort();
            accounts::save(&tx, &allowed, &after).await?;
            after
        }
        None => {
            let mut roles = person.roles.clone();
            roles.sort();
            roles.dedup();
            let account = Account {
                id: app.id(now),
                school: actor.school,
                name,
                email: Some(email),
                active: true,
                roles,
            };
            accounts::make(&tx, &allowed, &account).await?;
            account
        }
    };
    let token = write_invitation(app, &tx, &allowed, now, &account, &school, None).await?;
    let what = if was_there { Happening::AccountChanged } else { Happening::AccountMade };
    let roles: Vec<&str> = account.roles.iter().map(|role| role.code()).collect();
    let events = [
        Event::school(what, format!("{}, roles {}", account.id, roles.join(" "))),
        Event::school(Happening::LinkMade, account.id.to_string()),
    ];
    app.commit(tx, &allowed, now, events).await?;
    Ok((token, was_there))
}
