//! Who is invited to a child's review: child, parents, class teacher, teaching assistants, SENCO, invited professionals; with
//! those who were added by hand, without those who are left out.

use std::collections::BTreeMap;

use domain::{
    Date, InvitedId, Now, PupilId,
    meetings::{CannotLeaveOut, Ground, Invited, LeftOut, Meeting, leave_out},
    people::{Account, Contact, Pupil, Role},
    permissions::Actor,
    record::Party,
};
use store::{
    Conn,
    queries::{accounts, cares, contacts, meetings},
};

use super::{by_hand::answers_in_waymark, show_meetings::standing};
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

/// Whether two lines are one person: a contact who got an account since keeps no second line.
pub(super) fn is_same(contacts: &[Contact], one: InvitedId, other: InvitedId) -> bool {
    let both = |contact: &Contact| {
        let ids = [Some(contact.id.0), contact.account.map(|account| account.0)];
        ids.contains(&Some(one.0)) && ids.contains(&Some(other.0))
    };
    one == other || contacts.iter().any(both)
}

/// The contact behind a line, when it is one of the child's.
pub(super) fn contact_of<'a>(contacts: &'a [Contact], one: &Invited) -> Option<&'a Contact> {
    contacts.iter().find(|contact| is_same(contacts, contact.id.0.into(), one.id))
}

/// Whether somebody has parental responsibility; a parent who is no contact is taken to have it.
pub(super) fn is_responsible(contacts: &[Contact], one: &Invited) -> bool {
    one.party == Party::Parent && contact_of(contacts, one).is_none_or(|contact| contact.has_responsibility())
}

/// Those whom the record names. A SENCO who plans it comes. A parent without a way in is invited by letter; a barred one is
/// not. The child answers on their own page. Social worker and virtual school of a looked-after child hear by mail or letter.
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
    for contact in contacts.iter().filter(|contact| contact.has_responsibility() && !contact.barred) {
        let has_way_in = contact.account.is_some_and(|id| all.iter().any(|one| one.account == Some(id)));
        if !has_way_in {
            all.push(Invited::new(contact.id.0.into(), Party::Parent, contact.name()));
        }
    }
    Ok(all)
}

/// Who is left out on a ground that lasts: an order does not end with one meeting, nor with a year. Who was invited again to
/// a later meeting that took place is not.
async fn left_out_before(db: &impl Conn, pupil: &Pupil, contacts: &[Contact]) -> Result<Vec<LeftOut>, Fault> {
    Ok(left_out_of(meetings::of_pupil(db, pupil.id, pupil.born_on).await?, contacts))
}

/// The same from all meetings of a child.
fn left_out_of(mut all: Vec<Meeting>, contacts: &[Contact]) -> Vec<LeftOut> {
    all.sort_by_key(|meeting| meeting.changed_at);
    let mut out: Vec<LeftOut> = Vec::new();
    for meeting in all {
        if meeting.called_off.is_none() {
            out.retain(|left| !meeting.invited.iter().any(|one| is_same(contacts, one.id, left.who.id)));
        }
        for left in meeting.left_out.into_iter().filter(|left| left.ground.lasts()) {
            out.retain(|known| !is_same(contacts, known.who.id, left.who.id));
            out.push(left);
        }
    }
    out
}

/// Whom nobody tells of what is planned for a child: left out of its meetings on a ground that lasts, or barred.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptOut {
    contacts: Vec<Contact>,
    left_out: Vec<LeftOut>,
}

impl KeptOut {
    /// Those of a child.
    pub(crate) async fn of(db: &impl Conn, pupil: &Pupil) -> Result<Self, Fault> {
        let contacts = contacts::of_pupil(db, pupil.id).await?;
        let left_out = left_out_before(db, pupil, &contacts).await?;
        Ok(Self { contacts, left_out })
    }

    /// Those of several children, read together.
    pub(crate) async fn of_each(db: &impl Conn, pupils: &[Pupil]) -> Result<BTreeMap<PupilId, Self>, Fault> {
        let Some(from) = pupils.iter().map(|pupil| pupil.born_on).min() else { return Ok(BTreeMap::new()) };
        let ids = || pupils.iter().map(|pupil| pupil.id);
        let mut held: BTreeMap<PupilId, Vec<Meeting>> = BTreeMap::new();
        for meeting in meetings::of_pupils(db, ids(), from).await? {
            held.entry(meeting.pupil).or_default().push(meeting);
        }
        let mut known: BTreeMap<PupilId, Vec<Contact>> = BTreeMap::new();
        for contact in contacts::of_pupils(db, ids()).await? {
            known.entry(contact.pupil).or_default().push(contact);
        }
        let of_one = |id: PupilId| {
            let contacts = known.remove(&id).unwrap_or_default();
            let left_out = left_out_of(held.remove(&id).unwrap_or_default(), &contacts);
            (id, Self { contacts, left_out })
        };
        Ok(ids().map(of_one).collect())
    }

    /// Whether somebody is one of them.
    pub(crate) fn has(&self, one: InvitedId) -> bool {
        self.left_out.iter().any(|left| is_same(&self.contacts, left.who.id, one))
            || self
                .contacts
                .iter()
                .any(|contact| contact.barred && is_same(&self.contacts, contact.id.0.into(), one))
    }
}

/// Whether the meeting that is ahead is kept from somebody: they are left out of it, and do not hear of its day.
pub(crate) async fn is_kept_from(
    db: &impl Conn,
    actor: &Actor,
    pupil: PupilId,
    today: Date,
) -> Result<bool, Fault> {
    let Some(user) = actor.user() else { return Ok(false) };
    let left_out = standing(db, pupil, today).await?.map(|meeting| meeting.left_out).unwrap_or_default();
    if left_out.is_empty() {
        return Ok(false);
    }
    let contacts = contacts::of_pupil(db, pupil).await?;
    Ok(left_out.iter().any(|left| is_same(&contacts, left.who.id, user.0.into())))
}

/// Whether somebody who was added by hand may still be told: not barred, and their account, when they have one, active and
/// with a way to the child.
async fn may_be_told(
    db: &impl Conn,
    now: Now,
    pupil: &Pupil,
    contacts: &[Contact],
    one: &Invited,
) -> Result<bool, Fault> {
    if contact_of(contacts, one).is_some_and(|contact| contact.barred) {
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
    let contacts = contacts::of_pupil(db, pupil.id).await?;
    let mut invited = on_record(db, actor, now, pupil, &contacts).await?;
    for by_hand in standing.iter().flat_map(|meeting| &meeting.invited).filter(|one| one.by_hand) {
        let is_on = invited.iter().any(|one| is_same(&contacts, one.id, by_hand.id));
        if !is_on && may_be_told(db, now, pupil, &contacts, by_hand).await? {
            invited.push(by_hand.clone().unanswered());
        }
    }
    let mut left_out = match standing {
        Some(meeting) => meeting.left_out.clone(),
        None => left_out_before(db, pupil, &contacts).await?,
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
