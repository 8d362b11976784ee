//! When a parent's yes to the application is their signed consent: who signs, how, and not before it was begun.

use crate::{
    Date,
    people::{Contact, name::fold},
    record::{ApplicationAgreement, Content, Entry, HowSaid, LetterKind, Party, TalkAbout, county_letters},
};

use super::facts_of_statutory::{answers, latest_answers, of_this_application};

/// Why a parent's yes is not their signed consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSigned {
    /// It was said, and nothing was signed.
    Spoken,
    /// It is older than this application.
    TooOld,
}

impl NotSigned {
    /// What to do about it.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            NotSigned::Spoken => {
                "Said in the meeting and not signed: ask for the signature on paper, or for their answer in Waymark."
            }
            NotSigned::TooOld => {
                "Signed before the parents were told of this application: ask for a new signature."
            }
        }
    }
}

/// The first day of this application: the day on which the parents were told of it, or on which the school began to
/// prepare it, whichever came first. None where the record does not say when it was begun.
#[must_use]
pub fn asked_from(entries: &[Entry]) -> Option<Date> {
    let of_this = of_this_application(entries);
    let begun = entries.iter().rev().find_map(|entry| match &entry.content {
        Content::CountyLetter(letter) if letter.kind == LetterKind::Begun => Some((entry, letter.dated_on)),
        _ => None,
    });
    let (begun, begun_on) = begun.filter(|(entry, _)| of_this(entry))?;
    // The talk is written down with the beginning, or just before it; an older one was about an older application.
    let earlier = entries
        .iter()
        .filter(|entry| matches!(&entry.content, Content::CountyLetter(letter) if county_letters::ends(letter.kind)))
        .map(Entry::first_written_at)
        .filter(|ended| *ended < begun.first_written_at())
        .max();
    let told_on = entries
        .iter()
        .filter(|entry| {
            matches!(&entry.content, Content::Talk(talk)
                if talk.reached && talk.with == Party::Parent && talk.about == TalkAbout::Application)
                && entry.first_written_at() <= begun.first_written_at()
                && earlier.is_none_or(|ended| entry.first_written_at() > ended)
        })
        .max_by_key(|entry| entry.first_written_at())
        .map(|entry| entry.on);
    Some(told_on.map_or(begun_on, |told_on| told_on.min(begun_on)))
}

/// Why an answer of a parent is not their signed consent; none when it is, or when it is no yes of a parent.
#[must_use]
pub fn why_not(answer: &ApplicationAgreement, on: Date, asked_from: Option<Date>) -> Option<NotSigned> {
    if answer.party != Party::Parent || !answer.agrees {
        return None;
    }
    match answer.how {
        HowSaid::InTheMeeting => Some(NotSigned::Spoken),
        HowSaid::OnPaper | HowSaid::InWaymark => {
            asked_from.is_some_and(|first| on < first).then_some(NotSigned::TooOld)
        }
    }
}

/// The newest day on which a parent signed their consent to this application, while every parent who was heard agrees.
/// Whoever said no afterwards signs again.
///
/// # Source
/// `pathway.md`, step 7: "parents (signed consent)".
#[must_use]
pub fn given_on(entries: &[Entry]) -> Option<Date> {
    let latest = latest_answers(entries, Party::Parent);
    if latest.is_empty() || latest.iter().any(|(_, answer)| !answer.agrees) {
        return None;
    }
    let first = asked_from(entries);
    let of_parents = || answers(entries).filter(|(_, answer)| answer.party == Party::Parent);
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    let is_taken_back = |signed: &Entry, name: &str| {
        of_parents().any(|(entry, answer)| {
            !answer.agrees
                && same(&answer.name, name)
                && (entry.on, entry.first_written_at()) > (signed.on, signed.first_written_at())
        })
    };
    of_parents()
        .filter(|(_, answer)| answer.agrees)
        .filter(|(entry, answer)| why_not(answer, entry.on, first).is_none())
        .filter(|(entry, answer)| !is_taken_back(entry, &answer.name))
        .map(|(entry, _)| entry.on)
        .max()
}

/// Whether a name on paper is that of somebody who may consent: on the roll with parental responsibility, and not barred.
/// "N. Quillby" and "Mrs Quillby" sign for Nia Quillby; another Quillby does not.
#[must_use]
pub fn may_sign(signed: &str, contacts: &[Contact]) -> bool {
    contacts
        .iter()
        .filter(|contact| contact.has_responsibility() && !contact.barred)
        .any(|contact| signs_for(signed, contact))
}

/// Titles say nothing of who it is.
const TITLES: [&str; 8] = ["mr", "mrs", "ms", "miss", "mx", "dr", "rev", "prof"];

fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .filter(|word| !word.is_empty() && !TITLES.contains(word))
        .map(str::to_owned)
        .collect()
}

fn signs_for(signed: &str, contact: &Contact) -> bool {
    let (signed, forenames, surnames) = (words(signed), words(&contact.forename), words(&contact.surname));
    let others: Vec<&String> = signed.iter().filter(|word| !surnames.contains(word)).collect();
    let has_surname = others.len() < signed.len() || (surnames.is_empty() && !signed.is_empty());
    // A given name in full, or its first letter.
    let is_given = |word: &String| {
        forenames
            .iter()
            .any(|known| known == word || (word.chars().count() == 1 && known.starts_with(word.as_str())))
    };
    let is_alike = others.is_empty() || forenames.is_empty() || others.iter().any(|word| is_given(word));
    has_surname && is_alike
}

/// Whether words name a contact in full: a given name of theirs and the surname.
#[must_use]
pub fn names_in_full(text: &str, contact: &Contact) -> bool {
    let (said, forenames, surnames) = (words(text), words(&contact.forename), words(&contact.surname));
    let says = |known: &[String]| known.iter().any(|word| said.contains(word));
    says(&forenames) && says(&surnames)
}

#[cfg(test)]
#[path = "signed_consent_tests.rs"]
mod tests;
