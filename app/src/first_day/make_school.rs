//! A school is made, with its first administrator: on the first page of an empty server, or by the operator.

use domain::{
    Now, SchoolId, UserId,
    audit::{Event, Happening},
    people::{Account, Role, School, SchoolSettings},
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::{accounts, schools};

use crate::{
    App, Fault, FieldFault,
    accounts::{check_person, write_invitation},
    signing_in::password,
};

/// A school to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSchool {
    /// Name.
    pub name: String,
    /// Unique reference number, or nothing.
    pub urn: String,
    /// Local authority, three digits.
    pub authority: String,
    /// Establishment, four digits.
    pub establishment: String,
    /// Phase.
    pub phase: String,
}

/// Its first administrator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstPerson {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// What they are besides administrator.
    pub roles: Vec<Role>,
    /// The password; without one a link is made by which they choose it.
    pub password: Option<String>,
}

/// Phases of schools that Waymark is for.
pub const PHASES: [(&str, &str); 6] = [
    ("nursery", "Nursery"),
    ("infant", "Infant"),
    ("junior", "Junior"),
    ("primary", "Primary"),
    ("first", "First"),
    ("middle", "Middle"),
];

/// Whether no school was made here yet.
///
/// # Errors
/// When the database fails.
pub async fn is_empty(app: &App) -> Result<bool, Fault> {
    Ok(schools::all(&app.store).await?.is_empty())
}

/// Whether there is a school in which nobody can give others a way in: a roll was imported before anybody was made.
///
/// # Errors
/// When the database fails.
pub async fn nobody_administers(app: &App) -> Result<bool, Fault> {
    for school in schools::all(&app.store).await? {
        let accounts = accounts::all(&app.store.read(school.id)).await?;
        if !accounts.iter().any(|account| account.active && account.roles.contains(&Role::Admin)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A number of so many digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    let text = text.trim();
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

fn check(new: &NewSchool, person: &FirstPerson) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        faults.push(FieldFault::new("school", "Enter the name of the school, at most 200 letters"));
    }
    let urn = new.urn.trim();
    if !urn.is_empty() && number_of_urn(urn).is_none() {
        faults.push(FieldFault::new(
            "urn",
            "A URN has six digits, like 990001. Leave it empty if you do not know it",
        ));
    }
    if number(&new.authority, 3).is_none() {
        faults.push(FieldFault::new("authority", "Enter the three digits of the local authority, like 919"));
    }
    if number(&new.establishment, 4).is_none() {
        faults
            .push(FieldFault::new("establishment", "Enter the four digits of the establishment, like 2003"));
    }
    if !PHASES.iter().any(|(code, _)| *code == new.phase) {
        faults.push(FieldFault::new("phase", "Choose the phase of the school"));
    }
    faults.extend(check_person(&person.name, &person.email, &[Role::Admin]));
    if let Some(sentence) = person.password.as_deref().and_then(password::fault) {
        faults.push(FieldFault::new("password", sentence.trim_end_matches('.')));
    }
    faults
}

fn number_of_urn(text: &str) -> Option<u32> {
    let plain = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// Makes the school and the account of its first administrator; gives both and, when no password was given, the
/// token of a link by which it is chosen.
///
/// # Errors
/// [`Fault::Invalid`] with what is wrong in which box.
pub async fn make_school(
    app: &App,
    now: Now,
    new: &NewSchool,
    person: &FirstPerson,
) -> Result<(SchoolId, UserId, Option<String>), Fault> {
    let faults = check(new, person);
    let (Some(authority), Some(establishment), true) =
        (number(&new.authority, 3), number(&new.establishment, 4), faults.is_empty())
    else {
        return Err(Fault::Invalid(faults));
    };
    if schools::by_number(&app.store, authority, establishment).await?.is_some() {
        return Err(Fault::field("establishment", "A school with these numbers is in this database already"));
    }
    let hash = match &person.password {
        Some(typed) => Some(password::hash(app, typed).await?),
        None => None,
    };
    let id: SchoolId = app.id(now);
    let actor = Actor::operator(id);
    let allowed = allow(&actor, Action::ManageAccounts, Subject::School(id))?;
    let tx = app.store.write(id).await?;
    let school = School {
        id,
        name: new.name.trim().to_owned(),
        urn: new.urn.trim().to_owned(),
        authority,
        establishment,
        phase: new.phase.clone(),
        settings: SchoolSettings::default(),
        revision: 1,
        demo: false,
    };
    schools::make(&tx, &allowed, &school, now).await?;
    let mut roles: Vec<Role> = person.roles.iter().copied().filter(|role| role.is_staff()).collect();
    roles.push(Role::Admin);
    roles.sort();
    roles.dedup();
    let account = Account {
        id: app.id(now),
        school: id,
        name: person.name.trim().to_owned(),
        email: Some(person.email.trim().to_lowercase()),
        active: true,
        roles,
    };
    accounts::make(&tx, &allowed, &account).await?;
    let mut events = vec![
        Event::school(Happening::SchoolMade, ""),
        Event::school(Happening::AccountMade, account.id.to_string()),
    ];
    let token = match hash {
        Some(hash) => {
            accounts::set_password(&tx, &allowed, account.id, &hash).await?;
            events.push(Event::school(Happening::PasswordSet, ""));
            None
        }
        None => {
            events.push(Event::school(Happening::LinkMade, account.id.to_string()));
            Some(write_invitation(app, &tx, &allowed, now, &account, &school, None).await?)
        }
    };
    app.commit(tx, &allowed, now, events).await?;
    Ok((id, account.id, token))
}
