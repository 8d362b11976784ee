//! Staff give a parent or carer an account and mail them a link.

use domain::{
    ContactId, Now, PupilId,
    audit::{Event, Happening},
    people::{Account, Contact, Pupil, Role},
    permissions::{Action, Actor},
    record::Party,
};
use store::queries::{accounts, bonds, contacts, schools};

use super::tell;
use crate::{App, Fault, child, meetings, signing_in};

/// A contact, and whether they can be invited.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitable {
    /// The contact.
    pub contact: Contact,
    /// What stands against it.
    pub against: Option<&'static str>,
}

fn against(contact: &Contact, all: &[Contact]) -> Option<&'static str> {
    let same = |other: &Contact| {
        // Who is kept from the meetings only is still invited to the record; nobody else of their address is.
        let is_kept = other.barred || (other.kept_from_meetings && other.id != contact.id);
        is_kept && other.is_reached_by(contact.account, &contact.email)
    };
    if contact.barred || all.iter().any(same) {
        Some(
            "This person, or somebody with the same e-mail address, is kept away by an order or a recorded decision: they \
             cannot be invited.",
        )
    } else if !contact.email.contains('@') {
        Some("The school has no e-mail address for this person. Add it to the roll, and import it again.")
    } else {
        None
    }
}

/// The contact of a child, for those who may invite.
///
/// # Errors
/// [`Fault::NotFound`] when there is no such contact of this child; [`Fault::Forbidden`] when the actor may not invite.
pub async fn invitable(app: &App, actor: &Actor, pupil: &Pupil, id: ContactId) -> Result<Invitable, Fault> {
    for action in [Action::SendPapers, Action::ReadContactDetails] {
        domain::permissions::allow(actor, action, pupil.subject())?;
    }
    let all = contacts::of_pupil(&app.store.read(actor.school), pupil.id).await?;
    let contact = all.iter().find(|contact| contact.id == id).cloned().ok_or(Fault::NotFound)?;
    Ok(Invitable { against: against(&contact, &all), contact })
}

/// Gives a contact an account with role parent, bound to the child, and mails a link; again: mails a new link. An
/// address that has an account already (a brother's or sister's parent, a teacher) keeps it. They are invited to the child's
/// meetings that are ahead.
///
/// # Errors
/// [`Fault::Rule`] when the contact is barred or has no address; [`Fault::NotFound`] when it is not this child's.
pub async fn invite_parent(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    pupil: PupilId,
    id: ContactId,
) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::SendPapers, pupil).await?;
    let all = contacts::of_pupil(&opened.tx, pupil).await?;
    let mut contact = all.iter().find(|contact| contact.id == id).cloned().ok_or(Fault::NotFound)?;
    if let Some(sentence) = against(&contact, &all) {
        return Err(Fault::rule("not-invitable", sentence));
    }
    let email = contact.email.trim().to_lowercase();
    let known = match accounts::find_by_email(&opened.tx, &email).await? {
        Some(known) => accounts::get(&opened.tx, known).await?,
        None => None,
    };
    let account = match known {
        Some(account) if account.active => {
            accounts::grant(&opened.tx, &opened.allowed, account.id, Role::Parent).await?;
            account
        }
        Some(_) => {
            return Err(Fault::rule(
                "account-closed",
                "The account of this address is closed. Ask the administrator to open it again.",
            ));
        }
        None => {
            let account = Account {
                id: app.id(now),
                school: actor.school,
                name: contact.name(),
                email: Some(email.clone()),
                active: true,
                roles: vec![Role::Parent],
            };
            accounts::make(&opened.tx, &opened.allowed, &account).await?;
            account
        }
    };
    bonds::bind(&opened.tx, &opened.allowed, account.id, pupil, Role::Parent, now.today, None).await?;
    contact.account = Some(account.id);
    contacts::save(&opened.tx, &opened.allowed, &contact).await?;
    let joined = meetings::join_meetings(now, base, &opened, (&account, Party::Parent)).await?;
    let school = schools::get(&app.store, actor.school).await?.ok_or(Fault::NotFound)?;
    let what = format!(
        "you can now see in Waymark how the school supports your child, and have your say.{}",
        joined.says
    );
    let mail = tell::Invite {
        email: &email,
        name: &contact.name(),
        school: &school,
        base,
        what: &what,
        subject: None,
        to: "",
        files: &joined.files,
    };
    if account.roles.iter().any(|role| role.is_staff()) {
        // They have a password: a link would not be their way in.
        tell::of_access(app, &opened.tx, now, &mail, None).await?;
    } else {
        let token = signing_in::write_sign_in_link(app, &opened.tx, &opened.allowed, account.id, now).await?;
        tell::of_access(app, &opened.tx, now, &mail, Some(&token)).await?;
    }
    let mut events = vec![Event::pupil(Happening::BondMade, pupil, format!("parent {}", account.id))];
    events.extend(joined.events);
    app.commit(opened.tx, &opened.allowed, now, events).await
}
