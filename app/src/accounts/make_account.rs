//! An administrator makes an account: a person with roles, and a one-time link to choose a password.

use domain::{
    Now, UserId,
    audit::{Event, Happening},
    people::{Account, Role, School, email},
    permissions::{Action, Actor, Allowed, Subject, allow},
};
use store::{
    Tx,
    queries::{accounts, mails, schools},
};

use crate::{App, Fault, FieldFault, signing_in};

/// Who is to have an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewAccount {
    /// Name.
    pub name: String,
    /// E-mail address, by which they sign in.
    pub email: String,
    /// Roles: staff only; parents, pupils and agencies get their access on a child's page.
    pub roles: Vec<Role>,
    /// Whether the link is mailed to them, too.
    pub mail_it: bool,
}

/// An account that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its id.
    pub id: UserId,
    /// The token of the link by which they choose a password: shown once, kept nowhere.
    pub token: String,
}

/// What is wrong with a person's name, address and roles, box by box.
pub(crate) fn check_person(name: &str, email: &str, roles: &[Role]) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if name.trim().is_empty() {
        faults.push(FieldFault::new("name", "Enter the name"));
    } else if name.chars().count() > 200 {
        faults.push(FieldFault::new("name", "Enter a name of at most 200 letters"));
    }
    let email = email.trim();
    if !email::is_address(email) {
        faults.push(FieldFault::new("email", "Enter an e-mail address, like name@school.example"));
    }
    if roles.is_empty() {
        faults.push(FieldFault::new("roles", "Choose at least one role"));
    }
    faults
}

/// Writes a link to choose a password and, when asked, the mail that brings it; gives the link's token.
pub(crate) async fn write_invitation(
    app: &App,
    tx: &Tx,
    allowed: &Allowed,
    now: Now,
    account: &Account,
    school: &School,
    base: Option<&str>,
) -> Result<String, Fault> {
    let token = signing_in::write_first_link(app, tx, allowed, account.id, now).await?;
    if let (Some(base), Some(email)) = (base, &account.email) {
        let mail = mails::Mail {
            id: app.id(now),
            school: school.id,
            to: email.clone(),
            subject: format!("Your account for Waymark at {}", school.name),
            body: format!(
                "Hello {},\n\nyou have an account for Waymark at {}. Open this page and choose a password:\n\n{}/link/{token}\n\n\
                 The link works once, for three days. After that, ask for a new one on the sign-in page.\n\n{}\n",
                account.name,
                school.name,
                base.trim_end_matches('/'),
                school.name
            ),
            made_at: now.instant,
            sent_at: None,
            attempts: 0,
            fault: String::new(),
            files: Vec::new(),
        };
        mails::queue(tx, &mail).await?;
    }
    Ok(token)
}

/// Makes an account of staff; gives its link. `base` is the server's address, for the mail.
///
/// # Errors
/// [`Fault::Invalid`] with what is wrong in which box.
pub async fn make_account(
    app: &App,
    actor: &Actor,
    now: Now,
    new: NewAccount,
    base: &str,
) -> Result<Made, Fault> {
    let allowed = allow(actor, Action::ManageAccounts, Subject::School(actor.school))?;
    let roles: Vec<Role> = new.roles.iter().copied().filter(|role| role.is_staff()).collect();
    let faults = check_person(&new.name, &new.email, &roles);
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let tx = app.store.write(actor.school).await?;
    let school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    let account = Account {
        id: app.id(now),
        school: actor.school,
        name: new.name.trim().to_owned(),
        email: Some(new.email.trim().to_lowercase()),
        active: true,
        roles,
    };
    match accounts::make(&tx, &allowed, &account).await.map_err(Fault::from) {
        Err(Fault::Rule { code: "taken", .. }) => {
            return Err(Fault::field(
                "email",
                "Another account of this school has this e-mail address: find it on the list and change its roles",
            ));
        }
        other => other?,
    }
    let base = new.mail_it.then_some(base);
    let token = write_invitation(app, &tx, &allowed, now, &account, &school, base).await?;
    let events = [
        Event::school(Happening::AccountMade, account.id.to_string()),
        Event::school(Happening::LinkMade, account.id.to_string()),
    ];
    app.commit(tx, &allowed, now, events).await?;
    Ok(Made { id: account.id, token })
}

/// Makes a new link for an account that is there, and mails it; gives its token.
///
/// # Errors
/// [`Fault::Rule`] when the account is closed.
pub async fn invite(app: &App, actor: &Actor, now: Now, id: UserId, base: &str) -> Result<String, Fault> {
    let allowed = allow(actor, Action::ManageAccounts, Subject::School(actor.school))?;
    let tx = app.store.write(actor.school).await?;
    let school = schools::get_in(&tx).await?.ok_or(Fault::NotFound)?;
    let account = accounts::get(&tx, id).await?.ok_or(Fault::NotFound)?;
    if !account.active {
        return Err(Fault::rule("account-closed", "This account is closed. Open it again first."));
    }
    let token = write_invitation(app, &tx, &allowed, now, &account, &school, Some(base)).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::LinkMade, id.to_string())]).await?;
    Ok(token)
}
