//! Letters about a child: begun with what the record says, changed by whoever writes them, made into a paper.

use documents::{
    Sheet,
    papers::{Fields, Letter, LetterKind},
};
use domain::{
    ContactId, Now,
    people::{Contact, Pupil},
    permissions::{Action, Actor, allow},
    record::{Content, EntryKind, Party},
};
use store::queries::{accounts, contacts};

use super::{furniture, letter_facts::LetterFacts};
use crate::{App, Fault, FieldFault, SchoolInfo, early, meetings, planning};

/// The most letters of a letter's text.
pub const LONGEST: usize = 20_000;

/// A letter as its form holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterForm {
    /// To which contact; none for "Parent or carer".
    pub to: Option<ContactId>,
    /// What it says.
    pub text: String,
}

/// Who can get a letter about the child: those who may be told, in the order in which they are called.
async fn recipients(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Vec<Contact>, Fault> {
    let reader = app.store.read(actor.school);
    let mut all = contacts::of_pupil(&reader, pupil.id).await?;
    all.retain(|contact| contact.responsibility && !contact.barred);
    Ok(all)
}

/// The letter as it is begun: its words with the fields that the record knows, and to whom it can go.
///
/// # Errors
/// When the actor may not send papers of this child; [`Fault::NotFound`] for a letter whose fact is not on the record.
pub async fn letter_begun(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    kind: LetterKind,
    to: Option<ContactId>,
) -> Result<(LetterForm, Vec<Contact>), Fault> {
    let _ = allow(actor, Action::SendPapers, pupil.subject())?;
    let recipients = recipients(app, actor, pupil).await?;
    let to = to.and_then(|id| recipients.iter().find(|contact| contact.id == id)).or(recipients.first());
    let mut fields = Fields {
        parent: to.map_or_else(|| "Parent or carer".to_owned(), Contact::name),
        child: pupil.called().to_owned(),
        plan: info.school.settings.plan_name.clone(),
        date: Some(now.today),
        ..Fields::default()
    };
    let facts = LetterFacts::load(app, actor, pupil, now.today).await?;
    if !facts.has(kind) {
        return Err(Fault::NotFound);
    }
    facts.fill(kind, info, &mut fields);
    let kinds = [EntryKind::Concern, EntryKind::Acknowledgement];
    for one in early::written(app, actor, pupil, &kinds).await? {
        match &one.entry.content {
            Content::Concern(concern) => {
                fields.noticed =
                    [concern.noticed.trim(), concern.parents_said.trim()].join("\n").trim().to_owned();
            }
            Content::Acknowledgement(next) => fields.next = next.next.trim().to_owned(),
            _ => {}
        }
    }
    if kind == LetterKind::Invitation {
        let shown = planning::show_plan(app, actor, now.today, pupil, planning::Which::default()).await;
        fields.date = shown.ok().and_then(|shown| shown.plan.review_on).filter(|on| *on >= now.today);
        if let Some(meeting) = meetings::next_meeting(app, actor, pupil, now.today).await? {
            fields.date = Some(meeting.when.on);
            fields.time = format!("{}, for {} minutes", meeting.when.time(), meeting.when.minutes);
            fields.place.clone_from(&meeting.when.place);
            fields.who = meeting
                .invited
                .iter()
                .filter(|one| !matches!(one.party, Party::Pupil | Party::Parent))
                .map(|one| format!("{} ({})", one.name, one.party.name()))
                .collect::<Vec<_>>()
                .join(", ");
        }
    }
    Ok((LetterForm { to: to.map(|contact| contact.id), text: kind.fill(&fields) }, recipients))
}

/// The letter as a paper.
///
/// # Errors
/// [`Fault::Invalid`] without words, with a gap that was not filled, or to somebody who is no contact of this child.
pub async fn letter(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    kind: LetterKind,
    form: &LetterForm,
) -> Result<Sheet, Fault> {
    let _ = allow(actor, Action::SendPapers, pupil.subject())?;
    if !LetterFacts::load(app, actor, pupil, now.today).await?.has(kind) {
        return Err(Fault::NotFound);
    }
    if form.text.trim().is_empty() {
        return Err(FieldFault::new("text", "Write what the letter says").into());
    }
    if form.text.chars().count() > LONGEST {
        return Err(FieldFault::new("text", "The letter is too long: write at most 20,000 letters").into());
    }
    let recipients = recipients(app, actor, pupil).await?;
    let to = match form.to {
        None => None,
        Some(id) => {
            let known = recipients.iter().find(|contact| contact.id == id);
            Some(known.ok_or_else(|| FieldFault::new("to", "Choose to whom the letter goes"))?)
        }
    };
    let mut furniture = furniture::for_parents(app, info, pupil, kind.title(), now.today).await?;
    if let Some(needs) = to.map(|contact| &contact.needs).filter(|needs| !needs.is_empty()) {
        furniture.made_for = needs.in_words();
        furniture.large_print = needs.large_print;
    }
    // What the letter says itself does not stand below it once more.
    furniture.signposts.retain(|fact| !form.text.contains(fact.text.as_str()));
    let names = accounts::names(&app.store.read(actor.school)).await?;
    let from = actor.user().and_then(|user| names.get(&user).cloned()).unwrap_or_default();
    let role =
        actor.holdings.first().map(|holding| info.school.title(holding.role).to_owned()).unwrap_or_default();
    Ok(Sheet::from(&Letter {
        school_address: furniture.address.clone(),
        furniture: documents::Furniture { facts: Vec::new(), ..furniture },
        to: to.map_or_else(|| "Parent or carer".to_owned(), Contact::name),
        address: to.map(|contact| contact.address.clone()).unwrap_or_default(),
        text: form.text.clone(),
        from,
        role,
        slip: kind.slip(),
    }))
}
