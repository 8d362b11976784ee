//! One entry with everything that it says, and its earlier versions, for whoever may read it.

use std::collections::BTreeMap;

use domain::{
    EntryId,
    difference::{Piece, words},
    people::Pupil,
    permissions::{Action, Actor, Who},
    record::{Entry, Reading, for_reader, reading, reading_among},
};
use jiff::Timestamp;
use store::queries::{accounts, entries};

use super::{
    action_to_take_out,
    in_fields::{Line, in_fields, title},
    is_shared, may_restore, may_share, one_taken_out,
};
use crate::{App, Fault, SchoolInfo, banks::Checklists, meetings, time_in_words};

/// A version of an entry.
#[derive(Clone, Debug)]
pub struct ShownVersion {
    /// Its number, from 1.
    pub version: u32,
    /// Who wrote it.
    pub by: String,
    /// When: "Monday 9 November 2026, 8:04 am".
    pub when: String,
    /// What it says.
    pub lines: Vec<Line>,
}

/// An entry on its own page.
#[derive(Clone, Debug)]
pub struct ShownEntry {
    /// The entry.
    pub entry: Entry,
    /// What it is called.
    pub title: String,
    /// Whether only a part of it is shown.
    pub glance: bool,
    /// The newest version.
    pub newest: ShownVersion,
    /// The earlier ones, newest first.
    pub earlier: Vec<ShownVersion>,
    /// Whether the reader may put it back to an earlier version.
    pub may_restore: bool,
    /// Whether the reader may take it out as a mistake.
    pub may_take_out: bool,
    /// Whether it is shared with the parents, for whoever may change that.
    pub shared: Option<bool>,
    /// That it was taken out, for whoever reads the trail.
    pub taken_out: Option<ShownTakenOut>,
}

/// That an entry was taken out of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTakenOut {
    /// When: "Monday 9 November 2026, 8:04 am".
    pub when: String,
    /// Who did.
    pub by: String,
    /// Why.
    pub why: String,
    /// Whether the reader may put it back.
    pub may_put_back: bool,
}

impl ShownEntry {
    /// A version by its number.
    #[must_use]
    pub fn version(&self, number: u32) -> Option<&ShownVersion> {
        std::iter::once(&self.newest).chain(&self.earlier).find(|version| version.version == number)
    }
}

/// What became of each line between two versions, word by word; lines that stayed the same are left out.
#[must_use]
pub fn changes(before: &ShownVersion, after: &ShownVersion) -> Vec<(String, Vec<Piece>)> {
    // A name can stand several times: the first belongs to the first.
    let numbered = |version: &ShownVersion| {
        let mut seen = BTreeMap::new();
        let lines: Vec<((String, usize), String)> = version
            .lines
            .iter()
            .map(|line| {
                let count = seen.entry(line.name.clone()).and_modify(|count| *count += 1).or_insert(0_usize);
                ((line.name.clone(), *count), line.says.clone())
            })
            .collect();
        lines
    };
    let (old, new) = (numbered(before), numbered(after));
    let gone = old.iter().filter(|(name, _)| new.iter().all(|(other, _)| other != name));
    new.iter()
        .map(|(name, says)| {
            let was = old.iter().find(|(other, _)| other == name).map_or("", |(_, says)| says.as_str());
            (name, was, says.as_str())
        })
        .chain(gone.map(|(name, was)| (name, was.as_str(), "")))
        .filter(|(_, was, is)| was != is)
        .map(|((name, _), was, is)| (name.clone(), words(was, is)))
        .collect()
}

/// Who somebody is, in a word.
pub(crate) fn name_of(names: &BTreeMap<domain::UserId, String>, who: Who) -> String {
    match who {
        Who::Person(user) => names.get(&user).cloned().unwrap_or_else(|| "Somebody who has left".to_owned()),
        Who::Operator => "The school’s office".to_owned(),
        Who::Job => "Waymark".to_owned(),
    }
}

/// An entry, as much of it as the reader may read; earlier versions that they may not read are left out.
///
/// # Errors
/// [`Fault::NotFound`] when there is none that they may read, or its day is kept from them.
pub async fn show_entry(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    id: EntryId,
) -> Result<ShownEntry, Fault> {
    let reader = app.store.read(actor.school);
    let subject = pupil.subject();
    let (entry, out) = match entries::get(&reader, pupil.id, id).await? {
        Some(entry) => (entry, None),
        None => one_taken_out(&reader, actor, pupil, id).await.map(|(entry, out)| (entry, Some(out)))?,
    };
    let among = entries::of_pupil(&reader, pupil.id).await?;
    let much = reading_among(actor, subject, &entry, &among);
    if much == Reading::Nothing {
        return Err(Fault::NotFound);
    }
    let mut heard = meetings::without_kept_days(&reader, actor, pupil, app.now().today, vec![entry]).await?;
    let entry = heard.pop().ok_or(Fault::NotFound)?;
    let names = accounts::names(&reader).await?;
    let glance = much == Reading::Glance;
    let versions = entries::versions(&reader, &entry).await?;
    let versions = meetings::without_kept_days(&reader, actor, pupil, app.now().today, versions).await?;
    let all: Vec<&Entry> = versions.iter().chain([&entry]).collect();
    let checklists = Checklists::of_entries(&reader, &all).await?;
    let shown = |version: &Entry| ShownVersion {
        version: version.version,
        by: name_of(&names, version.author),
        when: when(version.written_at),
        lines: in_fields(&for_reader(actor, subject, &version.content), glance, &checklists),
    };
    let earlier =
        versions.iter().rev().filter(|version| reading(actor, subject, version) == much).map(shown).collect();
    let newest = shown(&entry);
    let title = title(&entry.content, &info.school.settings.plan_name);
    let stands = out.is_none();
    let may_restore = stands && !glance && may_restore(actor, pupil, &entry);
    let may_take_out = stands && action_to_take_out(actor, pupil, &entry).is_some();
    let shared = is_shared(&entry.content).filter(|_| stands && may_share(actor, pupil, &entry));
    let taken_out = out.map(|out| ShownTakenOut {
        when: when(out.at),
        by: name_of(&names, out.by),
        why: out.why,
        may_put_back: actor.may_to(Action::MoveAlong, subject),
    });
    Ok(ShownEntry { title, glance, newest, earlier, may_restore, may_take_out, shared, taken_out, entry })
}

fn when(at: Timestamp) -> String {
    time_in_words::moment(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(lines: &[(&str, &str)]) -> ShownVersion {
        let line = |(name, says): &(&str, &str)| Line { name: (*name).to_owned(), says: (*says).to_owned() };
        ShownVersion {
            version: 1,
            by: String::new(),
            when: String::new(),
            lines: lines.iter().map(line).collect(),
        }
    }

    #[test]
    fn what_changed_is_told_line_by_line() {
        let before = version(&[("Target", "reads 40 words"), ("Target", "writes"), ("Note", "gone")]);
        let after = version(&[("Target", "reads 45 words"), ("Target", "writes"), ("More", "new")]);
        let told = changes(&before, &after);
        let names: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Target", "More", "Note"]);
        let wanted = vec![
            Piece::Same("reads ".to_owned()),
            Piece::Gone("40 ".to_owned()),
            Piece::New("45 ".to_owned()),
            Piece::Same("words".to_owned()),
        ];
        assert_eq!(told[0].1, wanted);
        assert!(changes(&before, &before).is_empty());
    }
}
