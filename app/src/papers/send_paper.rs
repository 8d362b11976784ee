//! Somebody sends a paper to a person: who gets what about whom, and why, is shown before and written down after.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use documents::{Made, Sheet, papers::LetterKind};
use domain::{
    EntryId, Now, PupilId,
    audit::{Event, Happening},
    people::{Pupil, Role},
    permissions::{Action, Actor, allow},
    record::{
        Content, Party, Talk, TalkAbout, TalkHow,
        other_names::{self, Known, LookFor, OtherName},
    },
};
use store::queries::{
    accounts, bonds, classes, contacts, entries, pupils, records,
    sent_papers::{self, SentPaper},
};

use super::{
    LetterForm, PaperName, Recipient, concern_summary, letter, letter_facts::LetterFacts,
    offered::paper_to_send, recipients, set,
};
use crate::{
    App, Fault, FieldFault, SchoolInfo, child,
    early::tell,
    meetings,
    pathway::settle,
    record::{new_entry, sent_before},
};

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A paper from the record.
    Paper(PaperName),
    /// A letter.
    Letter(LetterKind, LetterForm),
}

/// What is said while another child's name is not ticked.
pub(crate) const LOOK_AT_EACH: &str = "Look at each name: tick it when it is no other child of the school, or may stand there. Else change the text first";

/// A paper that waits to be sent.
#[derive(Debug)]
pub struct ToSend {
    /// What it is called.
    pub title: String,
    /// The paper, set.
    pub made: Made,
    sheet: Sheet,
    /// Who may get it; of a letter, whom it is written to.
    pub recipients: Vec<Recipient>,
    /// Names of other children in it: each must be checked.
    pub others: Vec<OtherName>,
}

/// What the form says.
#[derive(Clone, Debug, Default)]
pub struct SendForm {
    /// To whom: a [`Recipient::code`].
    pub to: String,
    /// Why.
    pub reason: String,
    /// The names of other children that were checked.
    pub checked: BTreeSet<String>,
}

/// Gathers what is to be sent, who may get it, and the names of other children that stand in it.
///
/// # Errors
/// When the actor may not send papers of this child, or the paper cannot be made.
pub async fn to_send(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    what: &What,
) -> Result<ToSend, Fault> {
    let _ = allow(actor, Action::SendPapers, pupil.subject())?;
    let sheet: Sheet = match what {
        What::Paper(name) => paper_to_send(app, actor, now, info, pupil, *name, None).await?,
        What::Letter(kind, form) => letter(app, actor, now, info, pupil, *kind, form).await?,
    };
    let title = match what {
        What::Paper(name) => name.title(info),
        What::Letter(kind, _) => format!("Letter: {}", kind.title()),
    };
    let made = set(vec![sheet.clone()]).await?;
    let pages: Vec<String> = (0..made.pages()).filter_map(|page| made.words(page)).collect();
    let look = names_to_look_for(app, actor, info, pupil).await?;
    let others = look.in_paper(&pages, &sheet.typed());
    let recipients = match what {
        // A letter bears a name and an address: it goes to whom it is written to.
        What::Letter(kind, form) => {
            let facts = LetterFacts::load(app, actor, pupil, now.today).await?;
            let mut all = recipients::of_letter(app, actor, pupil, *kind, &facts).await?.to;
            all.retain(|one| one.code == form.to);
            all
        }
        What::Paper(name) => {
            let mut all = recipients::of_papers(app, actor, now, pupil).await?;
            if *name == PaperName::ConcernSummary
                && let Some(newest) = concern_summary::newest(app, actor, pupil).await?
            {
                all.retain(|one| one.may_have(&newest.entry));
            }
            all
        }
    };
    Ok(ToSend { title, made, sheet, recipients, others })
}

/// Who may get a paper of the child, before it is made.
///
/// # Errors
/// When the actor may not send papers of this child.
pub async fn who_may_get(app: &App, actor: &Actor, now: Now, pupil: &Pupil) -> Result<Vec<Recipient>, Fault> {
    let _ = allow(actor, Action::SendPapers, pupil.subject())?;
    recipients::of_papers(app, actor, now, pupil).await
}

/// Names of other children of the school in the words of a paper that is read on a page, and not sent as paper.
///
/// # Errors
/// When the paper cannot be made.
pub async fn others_in_words(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    name: PaperName,
) -> Result<Vec<OtherName>, Fault> {
    let sheet = paper_to_send(app, actor, now, info, pupil, name, None).await?;
    Ok(names_to_look_for(app, actor, info, pupil).await?.in_paper(&[], &sheet.typed()))
}

/// The names of the school's other children, and those that may stand in any paper about this one: the child, their
/// contacts and whoever is invited as a parent by every word; grown-ups who work with children by their full name; the
/// school and its classes.
pub(crate) async fn names_to_look_for(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<LookFor, Fault> {
    let reader = app.store.read(actor.school);
    let everybody = pupils::for_roll(&reader).await?;
    let all = || everybody.values().map(|(pupil, _)| pupil);
    let (others, forenames) =
        (other_names::names_of(all(), pupil.id), other_names::forenames_of(all(), pupil.id));
    let contacts = contacts::of_pupil(&reader, pupil.id).await?;
    let mut names: Vec<String> = contacts.iter().map(domain::people::Contact::name).collect();
    names.extend([pupil.forename.clone(), pupil.surname.clone(), pupil.middle_names.clone(), pupil.name()]);
    let bound = bonds::of_pupil(&reader, pupil.id).await?;
    let mut phrases = vec![info.school.name.clone()];
    // A street or a town may be called as a child is.
    for contact in &contacts {
        let words: Vec<&str> = contact.address.split_whitespace().collect();
        // A column may part it anywhere.
        phrases.extend((0..words.len()).map(|at| words[at..].join(" ")));
    }
    for account in accounts::all(&reader).await? {
        if bound.iter().any(|bond| bond.role == Role::Parent && bond.account == account.id) {
            names.push(account.name);
        } else if account.roles.iter().any(|role| !matches!(role, Role::Parent | Role::Pupil)) {
            phrases.push(account.name);
        }
    }
    for class in classes::all(&reader).await? {
        let name = class.name.as_str();
        phrases.extend([name.to_owned(), format!("class {name}"), format!("{name} class")]);
        phrases.extend([class.year, pupil.year].map(|year| format!("{name} {}", year.name())));
    }
    let settings = &info.school.settings;
    phrases.push(settings.safeguarding_lead.name.clone());
    for text in [&settings.sendiass, &settings.local_offer, &settings.complaints, &settings.head_lines()] {
        phrases.extend(text.lines().map(str::to_owned));
        phrases.push(text.clone());
    }
    Ok(LookFor { names: others, forenames, known: Known { names, phrases } })
}

/// Sends a paper: keeps it as it is, notes it in the contact log, and tells a recipient who has an account by a mail
/// that names no child.
///
/// # Errors
/// [`Fault::Invalid`] without recipient or reason, or while another child's name is not checked.
pub async fn send_paper(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: PupilId,
    what: &What,
    form: &SendForm,
) -> Result<EntryId, Fault> {
    let seen = child::see(app, actor, pupil).await?;
    let ready = to_send(app, actor, now, info, &seen, what).await?;
    let recipient = check(&ready, what, form)?;
    if let Some(why) = recipient.kept {
        let reader = app.store.read(actor.school);
        if meetings::day_named(&reader, &seen, &form.reason, now.today).await?.is_some() {
            let (name, why) = (&recipient.name, why.words());
            let sentence = format!("{name} is {why}, and reads this: take the day out");
            return Err(Fault::field("reason", sentence));
        }
    }
    let named: Vec<String> = ready.others.iter().map(|other| other.name.clone()).collect();
    let needs = recipient.made_for(&seen);
    let (sheet, is_same) = match what {
        What::Paper(name) if recipient.kept.is_some() => {
            (paper_to_send(app, actor, now, info, &seen, *name, recipient.kept).await?, false)
        }
        What::Paper(_) | What::Letter(..) => (ready.sheet, true),
    };
    let made = if needs.is_empty() && is_same {
        ready.made
    } else if needs.is_empty() {
        set(vec![sheet]).await?
    } else {
        set(vec![sheet.made_for(&needs, recipient.needs.large_print)]).await?
    };
    let pdf = set::pdf(made).await?;
    let mut opened = child::open(app, actor, Action::SendPapers, pupil).await?;
    let talk = Talk {
        with: recipient.party,
        who: recipient.name.clone(),
        how: TalkHow::Letter,
        about: about(what),
        reached: true,
        said: format!("{}. {}", ready.title, form.reason.trim()),
        shared: recipient.party == Party::Parent,
    };
    let entry = new_entry(app, actor, now, &opened, now.today, Content::Talk(talk));
    let pdf = STANDARD.encode(pdf);
    if let Some(sent) = sent_before(&opened, &entry).await?
        && sent_papers::get(&opened.tx, pupil, sent).await?.is_some_and(|(_, file)| file == pdf)
    {
        return Ok(sent);
    }
    let (tx, allowed) = (&opened.tx, &opened.allowed);
    entries::add(tx, allowed, &entry).await?;
    let sent = SentPaper {
        entry: entry.id,
        pupil,
        paper: code(what).to_owned(),
        title: ready.title,
        recipient: recipient.name.clone(),
        account: recipient.account,
        reason: form.reason.trim().to_owned(),
        checked: named.join(", "),
    };
    sent_papers::add(tx, allowed, &sent, pdf).await?;
    let mut events = vec![Event::entry(Happening::PaperSent, pupil, entry.id, code(what))];
    let all = entries::of_pupil(tx, pupil).await?;
    let settled = settle(tx, allowed, &mut opened.pupil, &mut opened.record, &all, info, now.today).await?;
    if settled.record {
        records::save(tx, allowed, &opened.record).await?;
    }
    if settled.status {
        events.push(Event::pupil(Happening::StatusChanged, pupil, opened.pupil.provision.code()));
    }
    if let Some(account) = recipient.account
        && let Some(account) = accounts::get(tx, account).await?
    {
        let words = tell::Words {
            subject: "A paper from school is ready for you",
            what: "The school sent you a paper.",
            stop: "",
        };
        tell::queue(app, tx, now, &[account], words).await?;
    }
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(entry.id)
}

/// The recipient, when nothing is left to be said or checked.
fn check(ready: &ToSend, what: &What, form: &SendForm) -> Result<Recipient, Fault> {
    let mut faults = Vec::new();
    let recipient = ready.recipients.iter().find(|known| known.code == form.to);
    if recipient.is_none() {
        faults.push(match (what, ready.recipients.as_slice()) {
            (What::Letter(..), [addressed]) => {
                let sentence = format!(
                    "The letter is written to {}, and goes to nobody else: write another to somebody else",
                    addressed.name
                );
                FieldFault::new("to", sentence)
            }
            _ => FieldFault::new("to", "Choose to whom the paper goes"),
        });
    }
    if form.reason.trim().is_empty() {
        faults.push(FieldFault::new("reason", "Say why they get it"));
    }
    if form.reason.chars().count() > 500 {
        faults.push(FieldFault::new("reason", "Write at most 500 letters"));
    }
    if ready.others.iter().any(|other| !form.checked.contains(&other.name)) {
        faults.push(FieldFault::new("checked", LOOK_AT_EACH));
    }
    match recipient {
        Some(recipient) if faults.is_empty() => Ok(recipient.clone()),
        _ => Err(Fault::Invalid(faults)),
    }
}

/// The name of the paper.
fn code(what: &What) -> &'static str {
    match what {
        What::Paper(name) => name.code(),
        What::Letter(kind, _) => kind.name(),
    }
}

/// What the contact log says that it was about: guards look for some of these.
fn about(what: &What) -> TalkAbout {
    match what {
        What::Paper(PaperName::ConcernSummary) | What::Letter(LetterKind::ConcernShared, _) => {
            TalkAbout::Concern
        }
        What::Letter(LetterKind::SenSupportBegins, _) => TalkAbout::SenSupportBegins,
        What::Letter(LetterKind::SupportEnds, _) => TalkAbout::SupportEnds,
        What::Letter(
            LetterKind::RefusedToAssess
            | LetterKind::RefusedToIssue
            | LetterKind::PlanCeases
            | LetterKind::PlanStays,
            _,
        ) => TalkAbout::Appeal,
        What::Paper(_)
        | What::Letter(
            LetterKind::Invitation
            | LetterKind::InvitationToOthers
            | LetterKind::AnnualReviewNotice
            | LetterKind::Outcome
            | LetterKind::SupportContinues
            | LetterKind::EhcpInPlace,
            _,
        ) => TalkAbout::General,
    }
}
