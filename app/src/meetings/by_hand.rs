//! Somebody is added to a meeting by hand, or left out of it: told at once, and written into the child's trail.

use domain::{
    ContactId, InvitedId, Now, PupilId, UserId,
    audit::{Event, Happening},
    meetings::{Invited, KeptBy, KeptOut, LeftOut, Meeting},
    pathway::signed_consent,
    people::{Account, Contact, Pupil, email},
    permissions::{Action, Actor},
    record::Party,
};
use store::{
    Conn, Tx,
    queries::{accounts, actors, contacts, meetings, schools},
};

use super::{
    answer::may_answer,
    kept_days::kept_out,
    plan_meetings::left_out,
    show_meetings::{overtaken_by, standing},
    tell_invited::{Inviting, Letters, News},
    whom_to_invite::{LeavingOut, check, contact_of, with_account},
};
use crate::{App, Fault, child, pupils::relationship_in_words};

/// The longest name, in letters.
const NAME_LETTERS: usize = 120;

/// Whom somebody adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adding {
    /// A member of staff.
    Staff(UserId),
    /// A parent, carer or other contact of the child.
    Contact(ContactId),
    /// Somebody from outside the school, without an account.
    Outside {
        /// Their name, with what they are.
        name: String,
        /// Their address; empty when they get a letter.
        email: String,
    },
}

/// Somebody who can be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addable {
    /// Who.
    pub who: Adding,
    /// Their name.
    pub name: String,
    /// What they are.
    pub what: String,
}

/// As whom a member of staff comes; none for those who take no part in a review.
fn party_of(account: &Account) -> Option<Party> {
    account.roles.iter().filter(|role| role.is_staff()).find_map(|role| Party::of_role(*role))
}

/// As whom a contact comes: doctors and social workers are professionals.
fn party_of_contact(contact: &Contact) -> Party {
    if matches!(contact.relationship.as_str(), "DOC" | "SWR") { Party::Agency } else { Party::Parent }
}

/// Whether an account can open the child's page and answer there.
pub(super) async fn answers_in_waymark(
    db: &impl Conn,
    id: UserId,
    now: Now,
    pupil: &Pupil,
) -> Result<bool, Fault> {
    let actor = actors::actor(db, id, now.today).await?;
    Ok(actor.is_some_and(|actor| may_answer(&actor, pupil).is_some()))
}

/// Everybody of the school and round the child who is not on the meeting's list; nobody who is kept away.
///
/// # Errors
/// When the database fails.
pub async fn who_can_be_added(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    meeting: &Meeting,
) -> Result<Vec<Addable>, Fault> {
    let reader = app.store.read(actor.school);
    let contacts = contacts::of_pupil(&reader, pupil.id).await?;
    let left_out = meeting.left_out.iter().map(|left| &left.who);
    let listed: Vec<&Invited> = meeting.invited.iter().chain(left_out).collect();
    let round_the_child = contacts
        .iter()
        .filter(|contact| !contact.is_kept_away())
        .filter(|contact| {
            !listed.iter().any(|one| contact_of(&contacts, one).is_some_and(|of| of.id == contact.id))
        })
        .map(|contact| Addable {
            who: Adding::Contact(contact.id),
            name: contact.name(),
            what: relationship_in_words(&contact.relationship),
        });
    let mut all: Vec<Addable> = round_the_child.collect();
    let staff = accounts::all(&reader).await?.into_iter().filter(|account| account.active);
    all.extend(staff.filter(|one| !listed.iter().any(|known| known.id.0 == one.id.0)).filter_map(|one| {
        let what = party_of(&one)?.name().to_owned();
        Some(Addable { who: Adding::Staff(one.id), name: one.name, what })
    }));
    Ok(all)
}

/// The line of somebody who is added.
async fn line_of(
    app: &App,
    tx: &Tx,
    now: Now,
    pupil: &Pupil,
    contacts: &[Contact],
    adding: &Adding,
) -> Result<Invited, Fault> {
    let nobody = || Fault::field("add", "Choose who is added");
    let one = match adding {
        Adding::Staff(id) => {
            let account = accounts::get(tx, *id).await?.filter(|one| one.active).ok_or_else(nobody)?;
            let one = with_account(&account, party_of(&account).ok_or_else(nobody)?);
            if answers_in_waymark(tx, *id, now, pupil).await? {
                one
            } else {
                // They do not see the child in Waymark: the mail is all that they get.
                Invited { account: None, email: account.email.unwrap_or_default(), ..one }
            }
        }
        Adding::Contact(id) => {
            let contact = contacts.iter().find(|contact| contact.id == *id).ok_or_else(nobody)?;
            let one = Invited::new(contact.id.0.into(), party_of_contact(contact), contact.name());
            match contact.account {
                Some(account) if answers_in_waymark(tx, account, now, pupil).await? => {
                    Invited { id: account.0.into(), account: Some(account), ..one }
                }
                _ => one,
            }
        }
        Adding::Outside { name, email } => {
            let (name, email) = (name.trim(), email.trim().to_lowercase());
            if name.is_empty() || name.chars().count() > NAME_LETTERS {
                return Err(Fault::field(
                    "name",
                    "Enter their name and what they are, in at most 120 letters",
                ));
            }
            if !email.is_empty() && !email::is_address(&email) {
                return Err(Fault::field("email", "Enter an e-mail address like name@example.org, or none"));
            }
            Invited { email, ..Invited::new(app.id(now), Party::Agency, name) }
        }
    };
    Ok(Invited { by_hand: true, ..one })
}

fn not_kept_away(contacts: &[Contact], one: &Invited) -> Result<(), Fault> {
    let kept = contact_of(contacts, one).and_then(|contact| Some((contact, KeptBy::of(contact)?)));
    let Some((contact, by)) = kept else { return Ok(()) };
    let sentence = format!(
        "{} is {}: nobody can invite them before that is lifted on the page People",
        contact.name(),
        by.words()
    );
    Err(Fault::field("add", sentence))
}

/// The addresses of those from whom a child's days are kept: nobody who is barred, or left out by an order or to keep the
/// child safe, comes in by their address under another name.
pub(crate) struct KeptAddresses {
    kept_out: KeptOut,
    contacts: Vec<Contact>,
    accounts: Vec<Account>,
}

impl KeptAddresses {
    /// Those of a child.
    pub(crate) async fn of(db: &impl Conn, pupil: &Pupil) -> Result<Self, Fault> {
        Ok(Self {
            kept_out: kept_out(db, pupil).await?,
            contacts: contacts::of_pupil(db, pupil.id).await?,
            accounts: accounts::all(db).await?,
        })
    }

    /// Why nobody of a name is invited, in a sentence; none when it is nobody's of these.
    pub(crate) fn why_not_named(&self, name: &str) -> Option<String> {
        let contact = self
            .contacts
            .iter()
            .find(|one| self.kept_out.has(one.id.0.into()) && signed_consent::names_in_full(name, one))?;
        let why = self.kept_out.why(contact.id.0.into())?;
        Some(format!("{} is {}: nobody invites them under another line", contact.name(), why.words()))
    }

    /// Why nothing goes to an address, in a sentence; none when it is nobody's of these.
    pub(crate) fn why(&self, email: &str) -> Option<String> {
        let is_own = |own: Option<&str>| own.is_some_and(|own| own.eq_ignore_ascii_case(email));
        let of_contacts =
            self.contacts.iter().filter(|one| one.is_reached_by(None, email)).map(|one| one.id.0);
        let of_accounts = self.accounts.iter().filter(|one| is_own(one.email.as_deref())).map(|one| one.id.0);
        let mut ids = of_contacts.chain(of_accounts).filter(|_| !email.is_empty());
        let why = ids.find_map(|id| self.kept_out.why(id.into()))?;
        Some(format!("This is the address of somebody who is {}: nothing goes there", why.words()))
    }
}

/// Whom a changed list is about, and what they are told.
#[derive(Debug)]
struct Telling<'a> {
    base: &'a str,
    one: &'a Invited,
    news: News,
    event: Event,
}

/// Writes the changed list down, tells the one whom it is about, and commits.
async fn keep(
    app: &App,
    actor: &Actor,
    now: Now,
    opened: child::Opened,
    changed: Meeting,
    telling: Telling<'_>,
) -> Result<(), Fault> {
    let Telling { base, one, news, event } = telling;
    let changed = Meeting { sequence: changed.sequence + 1, changed_at: now.instant, ..changed };
    meetings::change(&opened.tx, &opened.allowed, &changed).await?;
    let school = schools::get_in(&opened.tx).await?.ok_or(Fault::NotFound)?;
    let all = accounts::all(&opened.tx).await?;
    let planner = all.iter().find(|account| Some(account.id) == changed.planner);
    let mut letters = Letters::of(&all, actor);
    letters.add(one, 0, news, &changed);
    let rights = [opened.allowed];
    letters.send(app, &opened.tx, &rights, now, Inviting { base, school: &school, planner }).await?;
    app.commit_each(opened.tx, &rights, now, [event]).await
}

/// The meeting that stands, when it is the one that was shown.
async fn opened_meeting(
    app: &App,
    actor: &Actor,
    now: Now,
    (pupil, from, field): (PupilId, Option<u32>, &str),
) -> Result<(child::Opened, Meeting, bool), Fault> {
    let opened = child::open(app, actor, Action::MoveAlong, pupil).await?;
    let Some(meeting) = standing(&opened.tx, pupil, now.today).await? else {
        return Err(Fault::field(field, "There is no meeting any more: plan it first"));
    };
    let is_current = overtaken_by(Some(&meeting), from).is_none();
    Ok((opened, meeting, is_current))
}

fn overtaken(field: &str) -> Fault {
    Fault::field(
        field,
        "Somebody else changed this meeting since you opened the page. Look at its list, then press the button again.",
    )
}

/// Adds somebody to the meeting that is ahead, and tells them at once. Who is on the list already stays as they are; who was
/// left out is invited again. Gives how they hear of it. `from` is the sequence of the meeting that was shown.
///
/// # Errors
/// [`Fault::Invalid`] at `add`, `name` or `email`: nobody chosen, barred, no name, no address, or changed since.
pub async fn invite_by_hand(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    (pupil, from): (PupilId, Option<u32>),
    adding: &Adding,
) -> Result<Invited, Fault> {
    let (opened, mut meeting, is_current) = opened_meeting(app, actor, now, (pupil, from, "add")).await?;
    let contacts = contacts::of_pupil(&opened.tx, pupil).await?;
    let one = line_of(app, &opened.tx, now, &opened.pupil, &contacts, adding).await?;
    let is_outside = matches!(adding, Adding::Outside { .. });
    let same = |known: &Invited| {
        let is_named_so = (&known.name, &known.email) == (&one.name, &one.email);
        if is_outside { known.by_hand && known.account.is_none() && is_named_so } else { known.id == one.id }
    };
    if let Some(known) = meeting.invited.iter().find(|known| same(known)) {
        return Ok(known.clone());
    }
    if !is_current {
        return Err(overtaken("add"));
    }
    not_kept_away(&contacts, &one)?;
    if is_outside {
        let kept = KeptAddresses::of(&opened.tx, &opened.pupil).await?;
        if let Some(why) = kept.why_not_named(&one.name) {
            return Err(Fault::field("name", why));
        }
        if let Some(why) = kept.why(&one.email) {
            return Err(Fault::field("email", why));
        }
    }
    meeting.left_out.retain(|left| !same(&left.who));
    meeting.invited.push(one.clone());
    let detail = format!("{}: {}", one.party.code(), one.name);
    let event = Event::pupil(Happening::InvitedByHand, pupil, detail);
    keep(app, actor, now, opened, meeting, Telling { base, one: &one, news: News::Planned, event }).await?;
    Ok(one)
}

/// Invites somebody who was left out, and tells them at once.
///
/// # Errors
/// [`Fault::Invalid`] at `add` when they are barred, not left out, or the meeting was changed since.
pub async fn invite_again(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    (pupil, from): (PupilId, Option<u32>),
    one: InvitedId,
) -> Result<(), Fault> {
    let (opened, mut meeting, is_current) = opened_meeting(app, actor, now, (pupil, from, "add")).await?;
    if meeting.invited.iter().any(|known| known.id == one) {
        return Ok(());
    }
    if !is_current {
        return Err(overtaken("add"));
    }
    let at = meeting.left_out.iter().position(|left| left.who.id == one);
    let left = meeting.left_out.remove(at.ok_or(Fault::NotFound)?);
    not_kept_away(&contacts::of_pupil(&opened.tx, pupil).await?, &left.who)?;
    let one = left.who.unanswered();
    meeting.invited.push(one.clone());
    let detail = format!("{}: {}, who was left out", one.party.code(), one.name);
    let event = Event::pupil(Happening::InvitedByHand, pupil, detail);
    keep(app, actor, now, opened, meeting, Telling { base, one: &one, news: News::Planned, event }).await
}

/// Leaves somebody out of the meeting that is ahead: they are told that it goes on without them, and of nothing else; by an
/// order or to keep the child safe, only that they are not invited any more.
///
/// # Errors
/// [`Fault::Invalid`] at `leave`, `ground` or `left_why` when they cannot be left out so, or the meeting was changed since.
pub async fn leave_out_of_meeting(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    (pupil, from): (PupilId, Option<u32>),
    leaving: &LeavingOut,
) -> Result<(), Fault> {
    let (opened, mut meeting, is_current) = opened_meeting(app, actor, now, (pupil, from, "leave")).await?;
    if meeting.left_out.iter().any(|left| left.who.id == leaving.who) {
        return Ok(());
    }
    if !is_current {
        return Err(overtaken("leave"));
    }
    let at = meeting.invited.iter().position(|one| one.id == leaving.who).ok_or(Fault::NotFound)?;
    if meeting.invited[at].account.is_some() && meeting.invited[at].account == meeting.planner {
        return Err(Fault::field("leave", "They planned this meeting, so they come to it"));
    }
    let contacts = contacts::of_pupil(&opened.tx, pupil).await?;
    check(&contacts, &meeting.invited[at], actor, leaving)?;
    let one = meeting.invited.remove(at);
    let left = LeftOut { who: one.clone(), ground: leaving.ground, why: leaving.why.trim().to_owned() };
    let event = left_out(pupil, &left);
    meeting.left_out.push(left);
    let news = News::of_gone(&meeting, &one);
    keep(app, actor, now, opened, meeting, Telling { base, one: &one, news, event }).await
}
