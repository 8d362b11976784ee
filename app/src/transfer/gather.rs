//! Gathers what goes to the next school and checks it: what stops it, and which names of other children stand in it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EntryId, FileId, Now, TargetId,
    bundle::{Kept, Stop},
    people::{Contact, Pupil},
    permissions::{Action, Actor, allow},
    progress::Score,
    record::{Content, Entry, Target, Transferable, for_others, readable, transferable},
};
use exchange::{
    plan_file::target_of,
    transfer::{
        Day, Format, FromSchool, NamedLine, NeedSpell, OfChild, OneScore, Part, StatusSpell,
        TargetWithScores, TransferEntry, TransferFile, VERSION,
    },
};
use store::queries::{
    accounts, contacts, entries,
    scores::{self, TargetScore},
    statuses,
};

use super::papers;
use crate::{
    App, Fault, SchoolInfo,
    banks::Checklists,
    bundle::{OtherInText, not_this_childs},
    papers::class_in_words,
    record::{excerpt, in_fields, name_of, title},
    time_in_words::day,
};

/// The most letters of a note that the form repeats.
const EXCERPT: usize = 120;

/// What the form says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransferForm {
    /// Confidential notes that go all the same.
    pub notes: BTreeSet<EntryId>,
    /// Files that are left out.
    pub left_out: BTreeSet<FileId>,
    /// The names of other children that were looked at.
    pub checked: BTreeSet<String>,
}

/// A confidential note that goes only when it is ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteToTick {
    /// Its entry.
    pub id: EntryId,
    /// Its day, in words.
    pub on: String,
    /// Its first words.
    pub begins: String,
}

/// A file that somebody gave the school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadInIt {
    /// The file.
    pub id: FileId,
    /// What it is, with its day.
    pub title: String,
    /// Its name.
    pub name: String,
    /// Whether its words cannot be read here: a person looks whether another child is named in it.
    pub is_unread: bool,
}

/// A bundle that is gathered and waits to be made.
#[derive(Debug)]
pub struct TransferReady {
    /// What each document is.
    pub documents: Vec<String>,
    /// How many entries go.
    pub entries: usize,
    /// The confidential notes, none of which goes by itself.
    pub notes: Vec<NoteToTick>,
    /// The files that were given to the school, also those that are left out.
    pub uploads: Vec<UploadInIt>,
    /// What stops it.
    pub stops: Vec<Stop>,
    /// Names of other children in it.
    pub others: Vec<OtherInText>,
    /// Whether somebody is kept away from the child, of which nothing goes with it.
    pub is_anybody_barred: bool,
    pub(super) file: TransferFile,
    pub(super) parts: Vec<Part>,
}

/// Gathers what goes to the next school, sets the papers, and checks it all. Nothing is written.
///
/// # Errors
/// [`Fault::Forbidden`] when the actor may not prepare a transfer.
pub async fn prepare_transfer(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    form: &TransferForm,
) -> Result<TransferReady, Fault> {
    let _ = allow(actor, Action::PrepareSubjectAccess, pupil.subject())?;
    let reader = app.store.read(actor.school);
    let plan_name = info.school.settings.plan_name.as_str();
    let mut going = entries::of_pupil(&reader, pupil.id).await?;
    going.retain(|entry| readable(actor, pupil.subject(), entry));
    let checklists = Checklists::of_entries(&reader, &going.iter().collect::<Vec<_>>()).await?;
    let notes = going
        .iter()
        .filter(|entry| transferable(&entry.content) == Transferable::WhenTicked)
        .map(|entry| NoteToTick {
            id: entry.id,
            on: day(entry.on),
            begins: excerpt(&entry.content, false, &checklists, EXCERPT),
        })
        .collect();
    going.retain(|entry| match transferable(&entry.content) {
        Transferable::Goes => true,
        Transferable::WhenTicked => form.notes.contains(&entry.id),
        Transferable::Stays => false,
    });
    going.sort_by_key(|entry| (entry.on, entry.id));

    let names = accounts::names(&reader).await?;
    let written: Vec<TransferEntry> = going
        .iter()
        .map(|entry| TransferEntry {
            kind: entry.content.kind().code().to_owned(),
            title: title(&entry.content, plan_name),
            on: on(entry.on),
            by: name_of(&names, entry.author),
            lines: in_fields(&for_others(&entry.content), false, &checklists)
                .into_iter()
                .map(|line| NamedLine { name: line.name, says: line.says })
                .collect(),
        })
        .collect();
    let given = papers::given(app, actor, pupil, &going, plan_name).await?;
    let mut gathered = papers::ours(app, actor, now, info, pupil, &going).await?;
    gathered.take(app, actor, pupil, &given, &form.left_out).await?;

    let mut pages = std::mem::take(&mut gathered.pages);
    pages.push(("key facts".to_owned(), pupil.key_facts.clone()));
    let before = pages.len();
    for (entry, said) in going.iter().zip(&written) {
        let words: Vec<&str> = said.lines.iter().map(|line| line.says.as_str()).collect();
        pages.push((
            format!("{}, {}", said.title, day(entry.on)),
            format!("{}\n{}", said.title, words.join("\n")),
        ));
    }
    // Classes are called Rowan or Hazel, as children are: the class of the child is no name.
    let class = class_in_words(app, info, pupil).await?;
    for (_, words) in pages.iter_mut().filter(|_| !class.is_empty()) {
        *words = words.replace(&class, "");
    }
    let of_entries = going.iter().zip(&written).map(|(entry, said)| Kept {
        what: said.title.clone(),
        pupil: Some(entry.pupil),
        digest: None,
    });
    let of_files = given.iter().filter(|one| !form.left_out.contains(&one.file.id)).map(|one| Kept {
        what: format!("{} ({})", one.title, one.file.name),
        pupil: one.file.pupil,
        digest: Some(one.file.digest.clone()),
    });
    let kept: Vec<Kept> = of_entries.chain(of_files).collect();
    let typed: Vec<String> = pages[before..].iter().map(|(_, words)| words.clone()).collect();
    let (stops, others) = not_this_childs(app, actor, info, pupil, &kept, &pages, &typed).await?;

    let school = &info.school;
    let file = TransferFile {
        format: Format::WaymarkTransfer,
        version: VERSION,
        written_on: on(now.today),
        from: FromSchool {
            name: school.name.clone(),
            urn: school.urn.clone(),
            authority: school.authority,
            establishment: school.establishment,
        },
        child: OfChild {
            upn: pupil.upn.as_str().to_owned(),
            forename: pupil.forename.clone(),
            surname: pupil.surname.clone(),
            called: pupil.called().to_owned(),
            born_on: on(pupil.born_on),
            year: pupil.year.code(),
            left_on: pupil.left_on.map(on),
            key_facts: pupil.key_facts.clone(),
        },
        status: statuses::history(&reader, Some(pupil.id))
            .await?
            .into_iter()
            .map(|spell| StatusSpell {
                provision: spell.provision.code().to_owned(),
                from: on(spell.from_on),
                to: spell.until_on.map(on),
            })
            .collect(),
        needs: statuses::needs(&reader, Some(pupil.id))
            .await?
            .into_iter()
            .map(|need| NeedSpell {
                kind: need.need.code().to_owned(),
                name: need.need.name().to_owned(),
                rank: need.rank.max(1),
                from: need.from_on.map(on),
                to: need.until_on.map(on),
            })
            .collect(),
        targets: targets(&going, &scores::of_pupil(&reader, pupil.id).await?),
        entries: written,
        documents: gathered.documents,
    };
    Ok(TransferReady {
        documents: file.documents.iter().map(|document| document.title.clone()).collect(),
        entries: file.entries.len(),
        notes,
        uploads: given
            .iter()
            .map(|one| UploadInIt {
                id: one.file.id,
                title: format!("{} ({})", one.title, day(one.on)),
                name: one.file.name.clone(),
                is_unread: gathered.unread.contains(&one.file.id),
            })
            .collect(),
        stops,
        others,
        is_anybody_barred: contacts::of_pupil(&reader, pupil.id).await?.iter().any(Contact::is_kept_away),
        file,
        parts: gathered.parts,
    })
}

fn on(date: domain::Date) -> Day {
    Day(date.to_string())
}

fn number(score: Score) -> Option<serde_json::Number> {
    score.to_string().parse().ok()
}

/// Every target of the plans that go, in its newest wording, with its scores.
fn targets(going: &[Entry], scores: &[TargetScore]) -> Vec<TargetWithScores> {
    let mut order: Vec<TargetId> = Vec::new();
    let mut newest: BTreeMap<TargetId, &Target> = BTreeMap::new();
    for entry in going {
        let Content::Plan(plan) = &entry.content else { continue };
        for target in &plan.targets {
            if newest.insert(target.id, target).is_none() {
                order.push(target.id);
            }
        }
    }
    let of = |id: TargetId| {
        let scores = scores.iter().filter(move |score| score.target == id);
        scores.filter_map(|score| Some(OneScore { on: on(score.on), value: number(score.value)? })).collect()
    };
    order
        .into_iter()
        .filter_map(|id| newest.get(&id).map(|target| (id, *target)))
        .map(|(id, target)| TargetWithScores { target: target_of(target), scores: of(id) })
        .collect()
}
