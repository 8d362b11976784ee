//! Letters about a child: begun with what the record says, changed by whoever writes them, made into a paper.

use documents::{
    Sheet,
    papers::{Fields, Letter, LetterKind},
};
use domain::{
    Date, Now,
    meetings::KeptBy,
    people::Pupil,
    permissions::{Action, Actor, allow},
    record::{Content, Entry, EntryKind, Party, is_for_staff, letter_words, shows_with_its_concern},
};
use store::queries::accounts;

use super::{
    Recipient, furniture,
    letter_facts::LetterFacts,
    recipients::{self, OfLetter},
};
use crate::{App, Fault, FieldFault, SchoolInfo, early, meetings, planning};

/// The most letters of a letter's text.
pub const LONGEST: usize = 20_000;

/// To whom a letter goes while the roll names no parent.
const NOBODY: &str = "Parent or carer";

/// A letter as its form holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterForm {
    /// To whom: a [`Recipient::code`]; empty for "Parent or carer".
    pub to: String,
    /// What it says.
    pub text: String,
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
    to: &str,
) -> Result<(LetterForm, Vec<Recipient>), Fault> {
    let _ = allow(actor, Action::SendPapers, pupil.subject())?;
    let facts = LetterFacts::load(app, actor, pupil, now.today).await?;
    if !facts.has(kind) {
        return Err(Fault::NotFound);
    }
    let OfLetter { to: recipients, kept_from } =
        recipients::of_letter(app, actor, pupil, kind, &facts).await?;
    if recipients.is_empty()
        && let Some((kept, why)) = kept_from.first()
    {
        return Err(Fault::rule("kept-out", no_invitation(&kept.name, *why)));
    }
    let to = recipients.iter().find(|known| known.code == to).or(recipients.first());
    let mut fields = Fields {
        parent: to.map_or_else(|| NOBODY.to_owned(), |to| to.name.clone()),
        child: pupil.called().to_owned(),
        plan: info.school.settings.plan_name.clone(),
        date: Some(now.today),
        ..Fields::default()
    };
    facts.fill(kind, info, &mut fields);
    if to.is_some_and(|to| to.kept.is_some()) {
        // The gap stays: whoever writes it takes the sentence out.
        let days = meetings::days_ahead(&app.store.read(actor.school), pupil, now.today).await?;
        fields.next_date = fields.next_date.filter(|on| !days.contains(on));
    }
    let kinds = [EntryKind::Concern, EntryKind::Acknowledgement, EntryKind::Talk];
    let may_have = |one: &Entry| match to {
        Some(to) => to.may_have(one),
        None => !is_for_staff(&one.content),
    };
    let written = early::written(app, actor, pupil, &kinds).await?;
    let said: Vec<Entry> = written.into_iter().map(|one| one.entry).collect();
    let goes = |one: &&Entry| may_have(one) && shows_with_its_concern(one, &said, may_have);
    let going: Vec<&Entry> = said.iter().filter(goes).collect();
    let round = going.iter().rfind(|one| matches!(one.content, Content::Concern(_))).map(|one| one.round);
    for one in going.into_iter().filter(|one| Some(one.round) == round) {
        match &one.content {
            Content::Concern(concern) => {
                fields.noticed = joined(&fields.noticed, [&concern.noticed, &concern.parents_said]);
            }
            Content::Talk(talk) if talk.tells_of_a_concern() => {
                fields.noticed = joined(&fields.noticed, [&talk.said]);
            }
            Content::Acknowledgement(next) => fields.next = next.next.trim().to_owned(),
            _ => {}
        }
    }
    if kind == LetterKind::Invitation && fields.time.is_empty() {
        let shown = planning::show_plan(app, actor, now.today, pupil, planning::Which::default()).await;
        fields.date = shown.ok().and_then(|shown| shown.plan.review_on).filter(|on| *on >= now.today);
    }
    let code = to.map(|to| to.code.clone()).unwrap_or_default();
    Ok((LetterForm { to: code, text: kind.fill(&fields) }, recipients))
}

/// Why no invitation goes to somebody, and what to do.
fn no_invitation(name: &str, why: KeptBy) -> String {
    let first = match why {
        KeptBy::Ground(_) => "invite them again on the page of the meeting first",
        KeptBy::Decision | KeptBy::Bar => "lift it on the page People first",
    };
    format!(
        "{name} is {}: no invitation goes to them, and they hear neither when nor where it is. When that has ended, {first}",
        why.words()
    )
}

/// What is kept from whom, a sentence each: an invitation is not offered for them, and another letter to them names no day.
///
/// # Errors
/// When the database fails.
pub async fn said_of_kept(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    kind: LetterKind,
    today: Date,
) -> Result<Vec<String>, Fault> {
    let facts = LetterFacts::load(app, actor, pupil, today).await?;
    let of = recipients::of_letter(app, actor, pupil, kind, &facts).await?;
    let without_day = |one: &Recipient| {
        let (name, why) = (&one.name, one.kept?.words());
        Some(format!(
            "{name} is {why}: a letter to them names no day of a meeting or a review. Where it has a gap for one, take the \
             sentence out"
        ))
    };
    let not_invited = of.kept_from.iter().map(|(one, why)| no_invitation(&one.name, *why));
    Ok(not_invited.chain(of.to.iter().filter_map(without_day)).collect())
}

/// What was written down before, and more of it: what is said in the same words is said once.
fn joined<'a>(before: &str, more: impl IntoIterator<Item = &'a String>) -> String {
    let mut parts: Vec<&str> = vec![before];
    for part in more {
        if !parts.iter().any(|known| known.contains(part.trim())) {
            parts.push(part.trim());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// The letter when it is to go to `form.to`, and was begun for `from` before. Words that nobody changed are begun anew for
/// whom it goes to now; of words that were changed by hand, who they were begun for comes back: they are to be read again.
///
/// # Errors
/// As [`letter_begun`].
pub async fn readdressed(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    kind: LetterKind,
    (from, form): (&str, LetterForm),
) -> Result<(LetterForm, Option<String>), Fault> {
    if from.is_empty() || from == form.to {
        return Ok((form, None));
    }
    let (before, people) = letter_begun(app, actor, now, info, pupil, kind, from).await?;
    let Some(was) = people.iter().find(|one| one.code == from) else { return Ok((form, None)) };
    if !before.text.lines().map(str::trim).eq(form.text.lines().map(str::trim)) {
        return Ok((form, Some(was.name.clone())));
    }
    let (anew, _) = letter_begun(app, actor, now, info, pupil, kind, &form.to).await?;
    Ok((if anew.to == form.to { anew } else { form }, None))
}

/// The letter as a paper that may go.
///
/// # Errors
/// [`Fault::Invalid`] as [`letter_as_it_looks`], and with a gap that was not filled.
pub async fn letter(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    kind: LetterKind,
    form: &LetterForm,
) -> Result<Sheet, Fault> {
    let sheet = letter_as_it_looks(app, actor, now, info, pupil, kind, form).await?;
    let gaps = letter_words::gaps(&form.text);
    if !gaps.is_empty() {
        let sentence = format!("Fill each gap, or take it out, before the letter goes: {}", gaps.join(", "));
        return Err(FieldFault::new("text", sentence).into());
    }
    Ok(sheet)
}

/// The letter as a paper to look at: it may still have gaps.
///
/// # Errors
/// [`Fault::Invalid`] without words, to somebody who is no contact of this child, or when it greets another of them.
pub async fn letter_as_it_looks(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    kind: LetterKind,
    form: &LetterForm,
) -> Result<Sheet, Fault> {
    let _ = allow(actor, Action::SendPapers, pupil.subject())?;
    let facts = LetterFacts::load(app, actor, pupil, now.today).await?;
    if !facts.has(kind) {
        return Err(Fault::NotFound);
    }
    if form.text.trim().is_empty() {
        return Err(FieldFault::new("text", "Write what the letter says").into());
    }
    if form.text.chars().count() > LONGEST {
        return Err(FieldFault::new("text", "The letter is too long: write at most 20,000 letters").into());
    }
    let OfLetter { to: recipients, kept_from } =
        recipients::of_letter(app, actor, pupil, kind, &facts).await?;
    let to = recipients.iter().find(|known| known.code == form.to);
    let asked = |(one, _): &&(Recipient, KeptBy)| one.code == form.to || recipients.is_empty();
    if let Some((kept, why)) = kept_from.iter().find(asked) {
        return Err(FieldFault::new("to", no_invitation(&kept.name, *why)).into());
    }
    if let Some((to, why)) = to.and_then(|to| to.kept.map(|why| (to, why)))
        && let Some(on) =
            meetings::day_named(&app.store.read(actor.school), pupil, &form.text, now.today).await?
    {
        let sentence = format!(
            "{} is {}, and hears neither when nor where they are: take {} out",
            to.name,
            why.words(),
            on.strftime("%-d %B")
        );
        return Err(FieldFault::new("text", sentence).into());
    }
    if to.is_none() && !(recipients.is_empty() && form.to.is_empty() && kind.is_to_parents()) {
        return Err(FieldFault::new("to", "Choose to whom the letter goes").into());
    }
    let name = to.map_or(NOBODY, |to| to.name.as_str());
    let names = recipients.iter().map(|known| known.name.as_str());
    if let Some(greeted) = letter_words::greets_another(&form.text, name, names) {
        let sentence = format!("The letter greets {greeted}, and goes to {name}: change the greeting");
        return Err(FieldFault::new("text", sentence).into());
    }
    let title = kind.title();
    let mut furniture = match to {
        // What parents need, and whom they can ask, is not for others.
        Some(to) if to.party != Party::Parent => furniture::of_school(info, title, pupil.name(), now.today),
        Some(_) | None => furniture::for_parents(app, info, pupil, title, now.today).await?,
    };
    if let Some(to) = to {
        furniture.made_for = to.made_for(pupil);
        furniture.large_print = to.needs.large_print;
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
        to: to.map_or_else(|| NOBODY.to_owned(), |to| to.name.clone()),
        address: to.map(|to| to.address.clone()).unwrap_or_default(),
        text: form.text.clone(),
        from,
        role,
        slip: kind.slip(),
    }))
}
