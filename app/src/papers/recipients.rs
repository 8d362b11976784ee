//! Who may get a paper or a letter about a child.

use documents::papers::LetterKind;
use domain::{
    ContactId, Now, UserId,
    meetings::{KeptBy, KeptOut},
    people::{Contact, ContactNeeds, Pupil, Role},
    permissions::{Actor, Who},
    record::{AnnualGuest, AsWhom, Entry, Party, is_for_staff},
};
use store::{
    Conn,
    queries::{accounts, bonds, contacts},
};

use super::letter_facts::LetterFacts;
use crate::{App, Fault, meetings};

/// Who may get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The contact, account or guest, as the form sends it.
    pub code: String,
    /// Their name.
    pub name: String,
    /// What they are to the child.
    pub what: String,
    /// Their account: they read the paper in Waymark. Without one it goes on paper.
    pub account: Option<UserId>,
    /// Which party they are.
    pub party: Party,
    /// What they need: the paper is set so.
    pub needs: ContactNeeds,
    /// Why day, time and place of the child’s meetings are kept from them; none when they are not.
    pub kept: Option<KeptBy>,
    /// Their address, for an envelope with a window; empty when the school has none.
    pub address: String,
}

impl Recipient {
    /// Who they are among those from whom the child’s days are kept.
    fn with(mut self, kept_out: &KeptOut) -> Self {
        let id = self.code.strip_prefix("contact-").and_then(|id| id.parse::<ContactId>().ok());
        let ids = [id.map(|id| id.0), self.account.map(|account| account.0)];
        self.kept = ids.into_iter().flatten().find_map(|id| kept_out.why(id.into()));
        self
    }

    /// What their copy of a paper does not say, in a sentence; none when it says everything.
    #[must_use]
    pub fn copy_leaves_out(&self) -> Option<String> {
        let words = self.kept?.words();
        Some(format!("They are {words}: their copy does not say when the next meeting or review is"))
    }

    fn contact(contact: &Contact) -> Self {
        Self {
            code: format!("contact-{}", contact.id),
            name: contact.name(),
            what: "Parent or carer".to_owned(),
            account: contact.account,
            party: Party::Parent,
            kept: None,
            needs: contact.needs.clone(),
            address: contact.address.clone(),
        }
    }

    /// Whether an entry may stand in what is made for them: what one parent told staff alone goes back to that parent.
    pub(super) fn may_have(&self, entry: &Entry) -> bool {
        !is_for_staff(&entry.content)
            || self.account.is_some_and(|account| entry.author == Who::Person(account))
    }

    /// What a paper that is made for them says of what they need; the home's language is the parents'.
    #[must_use]
    pub fn made_for(&self, pupil: &Pupil) -> String {
        if self.party == Party::Parent { self.needs.made_for(&pupil.language) } else { self.needs.in_words() }
    }

    /// Somebody who is invited, and no parent of the roll.
    fn guest(name: &str, what: &str, account: Option<UserId>, party: Party) -> Self {
        Self {
            code: account.map_or_else(|| format!("guest-{name}"), |account| format!("account-{account}")),
            name: name.to_owned(),
            what: what.to_owned(),
            account,
            party,
            kept: None,
            needs: ContactNeeds::default(),
            address: String::new(),
        }
    }
}

/// Those who have a right to papers about the child: contacts who may have papers, parents who were invited, professionals
/// who are invited now. Nobody of another child can be chosen.
pub(super) async fn of_papers(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: &Pupil,
) -> Result<Vec<Recipient>, Fault> {
    let reader = app.store.read(actor.school);
    let mut all: Vec<Recipient> = contacts::of_pupil(&reader, pupil.id)
        .await?
        .iter()
        .filter(|contact| contact.may_have_papers())
        .map(Recipient::contact)
        .collect();
    let names = accounts::names(&reader).await?;
    for bond in bonds::of_pupil(&reader, pupil.id).await? {
        let (what, party) = match bond.role {
            Role::Parent => ("Parent or carer who was invited", Party::Parent),
            Role::Agency => ("Professional who is invited to this child", Party::Agency),
            _ => continue,
        };
        if bond.runs_on(now.today) && !all.iter().any(|known| known.account == Some(bond.account)) {
            let name = names.get(&bond.account).map(String::as_str).unwrap_or_default();
            all.push(Recipient::guest(name, what, Some(bond.account), party));
        }
    }
    with_what_is_kept(&reader, pupil, all).await
}

/// The same people, with what is kept from whom.
async fn with_what_is_kept(
    db: &impl Conn,
    pupil: &Pupil,
    all: Vec<Recipient>,
) -> Result<Vec<Recipient>, Fault> {
    let kept_out = meetings::kept_out(db, pupil).await?;
    Ok(all.into_iter().map(|one| one.with(&kept_out)).collect())
}

/// To whom a letter can go.
pub(super) struct OfLetter {
    /// Those to whom it can go.
    pub(super) to: Vec<Recipient>,
    /// Those to whom an invitation cannot go, with the reason: they hear neither when nor where.
    pub(super) kept_from: Vec<(Recipient, KeptBy)>,
}

/// Those to whom a letter can go, and those to whom it would go and cannot.
pub(super) async fn of_letter(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    kind: LetterKind,
    facts: &LetterFacts,
) -> Result<OfLetter, Fault> {
    let mut of = OfLetter { to: Vec::new(), kept_from: Vec::new() };
    for one in addressees(app, actor, pupil, kind, facts).await? {
        match one.kept.filter(|_| kind.is_invitation()) {
            Some(why) => of.kept_from.push((one, why)),
            None => of.to.push(one),
        }
    }
    Ok(of)
}

/// Those to whom a letter would go: contacts who may have papers; an invitation also to carers who are invited; one for others,
/// and the notice of an annual review, to those on the list. Nobody who is barred from the child is among them.
async fn addressees(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    kind: LetterKind,
    facts: &LetterFacts,
) -> Result<Vec<Recipient>, Fault> {
    let reader = app.store.read(actor.school);
    let contacts = contacts::of_pupil(&reader, pupil.id).await?;
    let all: Vec<Recipient> = match kind {
        LetterKind::InvitationToOthers => facts
            .others_invited()
            .map(|one| Recipient::guest(&one.name, "Invited to the meeting", one.account, one.party))
            .collect(),
        LetterKind::AnnualReviewNotice => {
            let review = facts.annual_review().map(|review| review.invited.as_slice()).unwrap_or_default();
            let mut list: Vec<&AnnualGuest> =
                review.iter().filter(|one| one.as_whom != AsWhom::Pupil).collect();
            // Those who get it on paper stand first.
            list.sort_by_key(|one| one.account.is_some() || !one.email.is_empty());
            list.into_iter().filter_map(|one| of_list(&contacts, one)).collect()
        }
        LetterKind::Invitation => contacts
            .iter()
            .filter(|contact| contact.may_have_papers() || (!contact.barred && facts.invites(contact)))
            .map(Recipient::contact)
            .collect(),
        LetterKind::ConcernShared
        | LetterKind::SenSupportBegins
        | LetterKind::Outcome
        | LetterKind::SupportContinues
        | LetterKind::SupportEnds
        | LetterKind::EhcpInPlace
        | LetterKind::RefusedToAssess
        | LetterKind::RefusedToIssue
        | LetterKind::PlanCeases
        | LetterKind::PlanStays => {
            contacts.iter().filter(|contact| contact.may_have_papers()).map(Recipient::contact).collect()
        }
    };
    with_what_is_kept(&reader, pupil, all).await
}

/// Somebody on the list of an annual review; none when they are a parent who is barred by now.
fn of_list(contacts: &[Contact], one: &AnnualGuest) -> Option<Recipient> {
    let is = |contact: &&Contact| {
        one.id == Some(contact.id.0.into()) || (contact.account.is_some() && contact.account == one.account)
    };
    match contacts.iter().find(is) {
        Some(contact) if contact.barred => None,
        Some(contact) => Some(Recipient::contact(contact)),
        None => Some(Recipient::guest(&one.name, one.as_whom.name(), one.account, one.as_whom.party())),
    }
}
