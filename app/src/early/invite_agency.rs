//! Staff invite a professional of an outside agency to one child until a date.

use domain::{
    Date, EntryId, Now, PupilId,
    audit::{Event, Happening},
    calendar::count::months_after,
    people::{Account, Role, email},
    permissions::{Action, Actor},
    record::{Content, Party, Talk, TalkAbout, TalkHow},
};
use store::queries::{accounts, bonds, contacts, entries, schools};

use super::{own_referral, tell};
use crate::{
    App, Fault, FieldFault, child, meetings,
    record::{new_entry, sent_before},
    signing_in,
};

/// Whom, until when, and what they are asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Invitation {
    /// Their name, with what they are.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// The last day on which they see the child.
    pub until_on: Option<Date>,
    /// What they are asked to write or to do.
    pub asked: String,
    /// The referral for which they are invited: they follow it.
    pub referral: Option<EntryId>,
}

fn check(invitation: &Invitation, today: Date) -> Result<Date, Fault> {
    let mut faults = Vec::new();
    if invitation.name.trim().is_empty() {
        faults.push(FieldFault::new("name", "Enter their name and what they are"));
    }
    let email = invitation.email.trim();
    if !email::is_address(email) {
        faults.push(FieldFault::new("email", "Enter their e-mail address, like name@example.org"));
    }
    if invitation.asked.trim().is_empty() {
        faults.push(FieldFault::new("asked", "Write what you ask of them, in a sentence"));
    }
    match invitation.until_on {
        Some(until) if until > today && until <= months_after(today, 12) => {
            if faults.is_empty() {
                Ok(until)
            } else {
                Err(Fault::Invalid(faults))
            }
        }
        _ => {
            faults.push(FieldFault::new("until_on-day", "Enter a day within the next twelve months"));
            Err(Fault::Invalid(faults))
        }
    }
}

/// Invites: an account with role agency, bound to this child until the day; what is asked stands in the contact log; a
/// link goes out by mail, once for a form that is sent twice. The same address again changes the day and sends a new link. They are invited to the child's
/// meetings that are ahead.
///
/// # Errors
/// [`Fault::Invalid`] when something is missing, or the address belongs to somebody of the school.
pub async fn invite_agency(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    pupil: PupilId,
    invitation: Invitation,
) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::SendPapers, pupil).await?;
    let until = check(&invitation, now.today)?;
    let email = invitation.email.trim().to_lowercase();
    let name = invitation.name.trim().to_owned();
    let known = contacts::of_pupil(&opened.tx, pupil).await?;
    if known.iter().any(|contact| contact.is_kept_away() && contact.is_reached_by(None, &email)) {
        return Err(Fault::field(
            "email",
            "This address is of somebody whom an order or a decision keeps from this child or its meetings",
        ));
    }
    let known = match accounts::find_by_email(&opened.tx, &email).await? {
        Some(known) => accounts::get(&opened.tx, known).await?,
        None => None,
    };
    let account = match known {
        Some(account) if account.active && account.roles == [Role::Agency] => account,
        Some(_) => {
            return Err(Fault::field(
                "email",
                "This address cannot be invited as an outside agency: it belongs to another account. Use another",
            ));
        }
        None => {
            let account = Account {
                id: app.id(now),
                school: actor.school,
                name: name.clone(),
                email: Some(email.clone()),
                active: true,
                roles: vec![Role::Agency],
            };
            accounts::make(&opened.tx, &opened.allowed, &account).await?;
            account
        }
    };
    let asked = Content::Talk(Talk {
        with: Party::Agency,
        who: account.name.clone(),
        how: TalkHow::Mail,
        about: TalkAbout::Contribution,
        reached: true,
        said: invitation.asked.trim().to_owned(),
        shared: true,
    });
    let entry = new_entry(app, actor, now, &opened, now.today, asked);
    let bound = bonds::of_account(&opened.tx, account.id, now.today).await?;
    let is_bound = bound.iter().any(|bond| bond.pupil == pupil && bond.until_on == Some(until));
    if is_bound && sent_before(&opened, &entry).await?.is_some() {
        return Ok(());
    }
    let (from, to) = (now.today, Some(until));
    bonds::bind(&opened.tx, &opened.allowed, account.id, pupil, Role::Agency, from, to).await?;
    entries::add(&opened.tx, &opened.allowed, &entry).await?;
    let token = signing_in::write_sign_in_link(app, &opened.tx, &opened.allowed, account.id, now).await?;
    let school = schools::get(&app.store, actor.school).await?.ok_or(Fault::NotFound)?;
    let joined = meetings::join_meetings(now, base, &opened, (&account, Party::Agency)).await?;
    let what = format!(
        "the school invites you to read about one child, and to write what you advise.{}",
        joined.says
    );
    let mail = tell::Invite {
        email: &email,
        name: &account.name,
        school: &school,
        base,
        what: &what,
        subject: None,
        to: "",
        files: &joined.files,
    };
    tell::of_access(app, &opened.tx, now, &mail, Some(&token)).await?;
    let bond = Event::pupil(Happening::BondMade, pupil, format!("agency {} until {until}", account.id));
    let said = Event::entry(Happening::EntryAdded, pupil, entry.id, "talk");
    let mut events = vec![bond, said];
    events.extend(joined.events);
    if let Some(referral) = invitation.referral {
        events.push(own_referral::link(&opened, actor, now, referral, account.id).await?);
    }
    app.commit(opened.tx, &opened.allowed, now, events).await
}
