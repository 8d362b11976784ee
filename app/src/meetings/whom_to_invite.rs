//! Who is invited to a child's review: child, parents, class teacher, teaching assistants, SENCO, invited professionals; with
//! those who were added by hand, without those who are left out.

use domain::{
    InvitedId, Now,
    meetings::{CannotLeaveOut, Ground, Invited, LeftOut, Meeting, is_same, leave_out},
    people::{Account, Contact, Pupil, Role},
    permissions::Actor,
    record::Party,
};
use store::{
    Conn,
    queries::{accounts, cares, contacts},
};

use super::{
    by_hand::answers_in_waymark,
    kept_days::{kept_out, with_accounts},
};
use crate::{App, Fault, county::everybody};

/// Somebody who is to be left out, as whoever plans says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeavingOut {
    /// Who.
    pub who: InvitedId,
    /// On which ground.
    pub ground: Ground,
    /// In words.
    pub why: String,
}

/// Who is invited and who is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guests {
    /// Who is invited.
    pub invited: Vec<Invited>,
    /// Who is left out.
    pub left_out: Vec<LeftOut>,
}

/// Somebody with an account who has not answered.
pub(super) fn with_account(account: &Account, party: Party) -> Invited {
    Invited { account: Some(account.id), ..Invited::new(account.id.0.into(), party, account.name.clone()) }
}

/// The contact behind a line, when it is one of the child's.
pub(super) fn contact_of<'a>(contacts: &'a [Contact], one: &Invited) -> Option<&'a Contact> {
    contacts.iter().find(|contact| is_same(contacts, contact.id.0.into(), one.id))
}

/// Whether an order or a decision keeps somebody from the child's meetings.
fn is_kept_away(contacts: &[Contact], one: &Invited) -> bool {
    contact_of(contacts, one).is_some_and(Contact::is_kept_away)
}

/// Whether somebody has parental responsibility; a parent who is no contact is taken to have it.
pub(crate) fn is_responsible(contacts: &[Contact], one: &Invited) -> bool {
    one.party == Party::Parent && contact_of(contacts, one).is_none_or(|contact| contact.has_responsibility())
}

/// Those whom the record names. A SENCO who plans it comes. A parent without a way in is invited by letter; one who is
/// kept away is not. The child answers on their own page. Social worker and virtual school of a looked-after child hear by
/// mail or letter.
async fn on_record(
    db: &impl Conn,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    contacts: &[Contact],
) -> Result<Vec<Invited>, Fault> {
    let mut all: Vec<Invited> = everybody(db, actor, now, pupil)
        .await?
        .into_iter()
        .map(|(asked, account)| match account {
            Some(account) => with_account(&account, asked.party),
            None => Invited::new(pupil.id.0.into(), Party::Pupil, asked.name),
        })
        .collect();
    let accounts = accounts::all(db).await?;
    if pupil.looked_after {
        for (worker, what) in cares::of_pupil(db, pupil.id).await?.parties() {
            // One who is invited to the child in Waymark hears of it there.
            let has_way_in = accounts.iter().any(|account| {
                all.iter().any(|one| one.account == Some(account.id))
                    && account.email.as_deref().is_some_and(|email| email == worker.email)
            });
            if let (Some(id), false) = (worker.id, has_way_in) {
                let name = format!("{}, {what}", worker.name);
                all.push(Invited { email: worker.email.clone(), ..Invited::new(id, Party::Agency, name) });
            }
        }
    }
    let sencos: Vec<Account> = accounts
        .into_iter()
        .filter(|account| account.active && account.roles.contains(&Role::Senco))
        .collect();
    match sencos.iter().find(|account| Some(account.id) == actor.user()) {
        Some(planner) => all.push(Invited {
            reply: Some(domain::meetings::Reply::Yes),
            replied_at: Some(now.instant),
            ..with_account(planner, Party::Senco)
        }),
        None => {
            for senco in sencos {
                if !all.iter().any(|one| one.account == Some(senco.id)) {
                    all.push(with_account(&senco, Party::Senco));
                }
            }
        }
    }
    all.retain(|one| !is_kept_away(contacts, one));
    for contact in contacts.iter().filter(|contact| contact.has_responsibility() && !contact.is_kept_away()) {
        let has_way_in = contact.account.is_some_and(|id| all.iter().any(|one| one.account == Some(id)));
        if !has_way_in {
            all.push(Invited::new(contact.id.0.into(), Party::Parent, contact.name()));
        }
    }
    Ok(all)
}

/// Whether somebody who was added by hand may still be told: not kept away, and their account, when they have one, active and
/// with a way to the child.
async fn may_be_told(
    db: &impl Conn,
    now: Now,
    pupil: &Pupil,
    contacts: &[Contact],
    one: &Invited,
) -> Result<bool, Fault> {
    if is_kept_away(contacts, one) {
        return Ok(false);
    }
    if let Some(account) = one.account {
        return answers_in_waymark(db, account, now, pupil).await;
    }
    // Staff who do not see the child in Waymark stand on the list by their account's number.
    let known = accounts::all(db).await?.into_iter().find(|account| account.id.0 == one.id.0);
    Ok(known.is_none_or(|account| account.active))
}

/// Who is invited to a meeting that is planned or moved, and who is left out: of a meeting that stands, as it stands.
///
/// # Errors
/// [`Fault::Invalid`] at `leave`, `ground` or `left_why` when somebody of `without` cannot be left out so.
pub(super) async fn whom_to_invite(
    db: &impl Conn,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
    standing: Option<&Meeting>,
    without: &[LeavingOut],
) -> Result<Guests, Fault> {
    let contacts = with_accounts(db, contacts::of_pupil(db, pupil.id).await?).await?;
    let mut invited = on_record(db, actor, now, pupil, &contacts).await?;
    for by_hand in standing.iter().flat_map(|meeting| &meeting.invited).filter(|one| one.by_hand) {
        let is_on = invited.iter().any(|one| is_same(&contacts, one.id, by_hand.id));
        if !is_on && may_be_told(db, now, pupil, &contacts, by_hand).await? {
            invited.push(by_hand.clone().unanswered());
        }
    }
    let mut left_out = match standing {
        Some(meeting) => meeting.left_out.clone(),
        None => kept_out(db, pupil).await?.left_out().to_vec(),
    };
    invited.retain(|one| !left_out.iter().any(|left| is_same(&contacts, left.who.id, one.id)));
    for leaving in without {
        let Some(at) = invited.iter().position(|one| one.id == leaving.who) else { continue };
        check(&contacts, &invited[at], actor, leaving)?;
        let who = invited.remove(at);
        left_out.push(LeftOut { who, ground: leaving.ground, why: leaving.why.trim().to_owned() });
    }
    Ok(Guests { invited, left_out })
}

/// Whether somebody can be left out: never whoever plans the meeting.
pub(super) fn check(
    contacts: &[Contact],
    one: &Invited,
    planner: &Actor,
    leaving: &LeavingOut,
) -> Result<(), Fault> {
    if one.account.is_some() && one.account == planner.user() {
        return Err(Fault::field("leave", "You plan this meeting, so you come to it"));
    }
    leave_out(is_responsible(contacts, one), leaving.ground, &leaving.why).map_err(|cannot| {
        let field = match cannot {
            CannotLeaveOut::Parent => "ground",
            CannotLeaveOut::NoReason | CannotLeaveOut::TooLong => "left_why",
        };
        Fault::field(field, cannot.sentence())
    })
}

/// Who would be invited if a child's meeting were planned now.
///
/// # Errors
/// When the database fails.
pub async fn would_be_invited(app: &App, actor: &Actor, now: Now, pupil: &Pupil) -> Result<Guests, Fault> {
    whom_to_invite(&app.store.read(actor.school), actor, now, pupil, None, &[]).await
}
