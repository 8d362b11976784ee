//! The head or the SENCO bars a parent or carer from a child, or from its meetings, on an order or a recorded decision, and
//! lifts it.

use domain::{
    ContactId, Date, Now, PupilId, UserId,
    audit::{Event, Happening},
    meetings::KeptBy,
    people::{
        Bar, BarFrom, BarGround, Contact, Pupil, Role,
        bar::{wrong_decider, wrong_why},
    },
    permissions::{Action, Actor, allow},
    record::Party,
};
use store::queries::{accounts, bonds, contacts};

use crate::{App, Fault, FieldFault, child, child::Opened, meetings};

/// A contact as the form of barring shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarForm {
    /// The contact.
    pub contact: Contact,
    /// The decision by which they are kept away, where one was written down.
    pub bar: Option<Bar>,
}

/// The decision as it was typed: a ground and a day may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Barring {
    /// From what.
    pub from: Option<BarFrom>,
    /// On which ground.
    pub ground: Option<BarGround>,
    /// What it says.
    pub why: String,
    /// Its day.
    pub decided_on: Option<Date>,
    /// Who decided.
    pub decided_by: String,
    /// Where it is filed.
    pub filed: String,
}

/// Why it is lifted, and who decided that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lifting {
    /// What the form showed that it lifts.
    pub from: BarFrom,
    /// What changed: the order has ended, the decision was taken back.
    pub why: String,
    /// Who decided.
    pub decided_by: String,
}

/// A contact of the child, for who may bar them.
///
/// # Errors
/// [`Fault::NotFound`] when the child has no such contact; [`Fault::Forbidden`] for who may not bar.
pub async fn contact_to_bar(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    contact: ContactId,
) -> Result<BarForm, Fault> {
    let _ = allow(actor, Action::BarContact, pupil.subject())?;
    let reader = app.store.read(actor.school);
    let all = contacts::of_pupil(&reader, pupil.id).await?;
    let contact = all.into_iter().find(|one| one.id == contact).ok_or(Fault::NotFound)?;
    let bars = contacts::bars(&reader, pupil.id).await?;
    let bar = bars.into_iter().find(|(id, _)| *id == contact.id).map(|(_, bar)| bar);
    Ok(BarForm { contact, bar })
}

fn faults(wrong: impl IntoIterator<Item = (&'static str, String)>) -> Vec<FieldFault> {
    wrong.into_iter().map(|(field, sentence)| FieldFault::new(field, sentence)).collect()
}

fn decided(barring: Barring, today: Date) -> Result<Bar, Fault> {
    let Barring { from, ground, why, decided_on, decided_by, filed } = barring;
    let mut missing = Vec::new();
    if from.is_none() {
        missing.push(FieldFault::new("from", "Choose what they are kept from"));
    }
    if ground.is_none() {
        missing.push(FieldFault::new("ground", "Choose what it rests on"));
    }
    if decided_on.is_none() {
        missing.push(FieldFault::new("decided_on-day", "Enter the day of the order or the decision"));
    }
    let bar = Bar {
        from: from.unwrap_or_default(),
        ground: ground.unwrap_or(BarGround::CourtOrder),
        why,
        decided_on: decided_on.unwrap_or(today),
        decided_by,
        filed,
        over: None,
    }
    .trimmed();
    missing.extend(faults(bar.wrong(today)));
    if missing.is_empty() { Ok(bar) } else { Err(Fault::Invalid(missing)) }
}

async fn opened_contact(
    app: &App,
    actor: &Actor,
    pupil: PupilId,
    contact: ContactId,
) -> Result<(Opened, Contact), Fault> {
    let opened = child::open(app, actor, Action::BarContact, pupil).await?;
    let all = contacts::of_pupil(&opened.tx, pupil).await?;
    let contact = all.into_iter().find(|one| one.id == contact).ok_or(Fault::NotFound)?;
    Ok((opened, contact))
}

const fn kept_by(from: BarFrom) -> KeptBy {
    match from {
        BarFrom::Child => KeptBy::Bar,
        BarFrom::Meetings => KeptBy::Decision,
    }
}

const fn what_happens(from: BarFrom) -> Happening {
    match from {
        BarFrom::Child => Happening::ContactBarred,
        BarFrom::Meetings => Happening::KeptFromMeetings,
    }
}

/// The decision that stands.
async fn standing_bar(opened: &Opened, contact: &Contact) -> Result<Option<Bar>, Fault> {
    let bars = contacts::bars(&opened.tx, contact.pupil).await?;
    Ok(bars.into_iter().find(|(id, _)| *id == contact.id).map(|(_, bar)| bar))
}

/// Their account, and the one of their address when the roll knows them under another name.
async fn accounts_of(opened: &Opened, contact: &Contact) -> Result<Vec<UserId>, Fault> {
    let email = contact.email.trim().to_lowercase();
    let by_address =
        if email.is_empty() { None } else { accounts::find_by_email(&opened.tx, &email).await? };
    Ok(contact.account.into_iter().chain(by_address.filter(|id| Some(*id) != contact.account)).collect())
}

/// Bars a contact from the child: their account's way to the child ends now, not that to brothers and sisters; they come off
/// the meetings ahead; and nothing more is sent or told to them. From the meetings only, they come off these, hear neither when
/// nor where of any other, and keep the rest. All in one transaction.
///
/// # Errors
/// [`Fault::Invalid`] with what is missing in which box; at `ground` when they are barred already, or somebody else of the
/// child signs in with their address.
pub async fn bar_contact(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    (pupil, contact): (PupilId, ContactId),
    barring: Barring,
) -> Result<(), Fault> {
    let (opened, contact) = opened_contact(app, actor, pupil, contact).await?;
    let bar = decided(barring, now.today)?;
    if contact.barred || (contact.kept_from_meetings && bar.from == BarFrom::Meetings) {
        let sentence = "Somebody has barred them already. To change what it rests on, lift it first";
        return Err(Fault::field("ground", sentence));
    }
    let accounts = accounts_of(&opened, &contact).await?;
    let shares = |one: &&Contact| {
        one.id != contact.id && !one.barred && one.account.is_some_and(|id| accounts.contains(&id))
    };
    if let Some(other) = contacts::of_pupil(&opened.tx, pupil).await?.iter().find(shares) {
        let sentence = format!(
            "{} signs in with the same e-mail address, and would be kept out with them. Close that account now (School, \
             Accounts), give {} an address of their own, and bar them then",
            other.name(),
            other.name()
        );
        return Err(Fault::field("ground", sentence));
    }
    let over = standing_bar(&opened, &contact).await?.map(Box::new);
    contacts::set_bar(&opened.tx, &opened.allowed, &contact, Some(&Bar { over, ..bar.clone() })).await?;
    let detail = format!("{}: {}", contact.name(), bar.in_words());
    let mut events = vec![Event::pupil(what_happens(bar.from), pupil, detail)];
    let last = now.today.yesterday().unwrap_or(now.today);
    for bond in bonds::of_pupil(&opened.tx, pupil).await? {
        let ends = bar.from == BarFrom::Child && matches!(bond.role, Role::Parent | Role::Agency);
        let is_theirs = ends && accounts.contains(&bond.account);
        if !is_theirs || bond.until_on.is_some_and(|until| until <= last) {
            continue;
        }
        let (from, until) = (bond.from_on.min(last), Some(last));
        bonds::bind(&opened.tx, &opened.allowed, bond.account, pupil, bond.role, from, until).await?;
        let detail = format!("{} {}", bond.role.code(), bond.account);
        events.push(Event::pupil(Happening::BondEnded, pupil, detail));
    }
    let off = meetings::take_off(app, actor, now, base, &opened, (Some(&contact), &accounts)).await?;
    if off > 0 {
        let detail = format!("{}: {}", contact.name(), kept_by(bar.from).words());
        events.push(Event::pupil(Happening::LeftOutOfMeeting, pupil, detail));
    }
    app.commit(opened.tx, &opened.allowed, now, events).await
}

/// Lifts what keeps a contact away: an account that they have reaches the child again from today, and is invited to its
/// meetings that are ahead.
///
/// # Errors
/// [`Fault::Invalid`] at `why`, also when something else stands than was shown, or `decided_by`. One who is not kept away
/// stays as they are.
pub async fn lift_bar(
    app: &App,
    actor: &Actor,
    now: Now,
    (pupil, contact): (PupilId, ContactId),
    lifting: &Lifting,
) -> Result<(), Fault> {
    let (opened, contact) = opened_contact(app, actor, pupil, contact).await?;
    let mut wrong = wrong_why(&lifting.why, "Write why it is lifted");
    wrong.extend(wrong_decider(&lifting.decided_by));
    if !wrong.is_empty() {
        return Err(Fault::Invalid(faults(wrong)));
    }
    if !contact.is_kept_away() {
        return Ok(());
    }
    let stands = if contact.barred { BarFrom::Child } else { BarFrom::Meetings };
    if stands != lifting.from {
        let sentence = "Somebody changed this since you opened the page. Look at the page People, then lift what stands now";
        return Err(Fault::field("why", sentence));
    }
    // What kept them from the meetings before they were barred keeps them from these on.
    let before = standing_bar(&opened, &contact).await?.and_then(|bar| bar.over);
    contacts::set_bar(&opened.tx, &opened.allowed, &contact, before.as_deref()).await?;
    let detail =
        format!("{}: {}, decided by {}", contact.name(), lifting.why.trim(), lifting.decided_by.trim());
    let mut events = vec![Event::pupil(Happening::BarLifted, pupil, detail)];
    if let Some(id) = contact.account
        && let Some(account) = accounts::get(&opened.tx, id).await?
        && account.active
        && account.roles.contains(&Role::Parent)
    {
        if contact.barred {
            bonds::bind(&opened.tx, &opened.allowed, id, pupil, Role::Parent, now.today, None).await?;
            events.push(Event::pupil(Happening::BondMade, pupil, format!("parent {id}")));
        }
        // Their page tells them of it: no mail goes with the end of an order.
        let joined = meetings::join_meetings(now, "", &opened, (&account, Party::Parent)).await?;
        events.extend(joined.events);
    }
    app.commit(opened.tx, &opened.allowed, now, events).await
}
