//! What a party said, from wherever it stands on the record: in their words, each with its day and how it was said.

use crate::{
    Date,
    permissions::Who,
    record::{Content, Entry, Party, is_for_staff},
};

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The day.
    pub on: Date,
    /// Where it was said: "Initial concern", "View for a review".
    pub at: &'static str,
    /// Who, by name where it is known, and how it was gathered; may be empty.
    pub how: String,
    /// Who wrote it down, where that says whose words they are: a view, a part of the profile.
    pub written_by: Option<Who>,
    /// What they said, by heading; a heading may be empty.
    pub says: Vec<(&'static str, String)>,
}

/// Everything that a party said, newest first. A view that one parent keeps from the other is not in it, nor what one of
/// them told staff alone: both parents read what is sent to the county.
///
/// # Source
/// `documents.md`, EHC request bundle: "views of child and parents"; `people.md`, private views.
#[must_use]
pub fn voices(entries: &[Entry], party: Party) -> Vec<Voice> {
    let mut all: Vec<Voice> = entries
        .iter()
        .filter_map(|entry| {
            let (at, how, says) = said(&entry.content, party)?;
            let says: Vec<_> = says
                .into_iter()
                .map(|(heading, words)| (heading, words.trim().to_owned()))
                .filter(|(_, words)| !words.is_empty())
                .collect();
            (!says.is_empty()).then_some(Voice {
                on: entry.on,
                at,
                how,
                written_by: matches!(entry.content, Content::View(_) | Content::ProfilePart(_))
                    .then_some(entry.author),
                says,
            })
        })
        .collect();
    all.sort_by_key(|voice| std::cmp::Reverse(voice.on));
    all
}

type Said<'a> = (&'static str, String, Vec<(&'static str, &'a str)>);

fn said(content: &Content, party: Party) -> Option<Said<'_>> {
    if is_for_staff(content) {
        return None;
    }
    match content {
        Content::ApplicationAgreement(answer) if answer.party == party => {
            Some(("Answer to this request", answer.name.clone(), vec![("", answer.words.as_str())]))
        }
        Content::View(view) if view.party == party && !view.private => {
            let says = vec![
                ("What goes well", view.going_well.as_str()),
                ("What does not", view.not_going_well.as_str()),
                ("What I would like", view.wanted.as_str()),
            ];
            let feeling = view.feeling.map(|feeling| feeling.name()).unwrap_or_default();
            let how: Vec<&str> =
                [view.said_by.trim(), feeling].into_iter().filter(|words| !words.is_empty()).collect();
            let how = how.join(", ");
            Some(("View for a review", how, says))
        }
        Content::ProfilePart(part) if part.party == party => {
            let rows = part.headings.rows();
            let says = rows.into_iter().map(|(_, title, words)| (title, words)).collect();
            Some(("Part of the one page profile", part.gathered.clone(), says))
        }
        Content::Agreement(answer) if answer.party == party => {
            Some(("Answer to the plan", answer.name.clone(), vec![("", answer.words.as_str())]))
        }
        Content::Concern(concern) if party == Party::Pupil => {
            Some(("Initial concern", String::new(), vec![("", concern.child_view.as_str())]))
        }
        Content::Concern(concern) if party == Party::Parent => {
            Some(("Initial concern", concern.talked_with.clone(), vec![("", concern.parents_said.as_str())]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        record::{ApplicationAgreement, Concern, Feeling, Headings, ProfilePart, View},
    };

    fn entry(day: i8, content: Content) -> Entry {
        Entry::sample(1, date(2026, 10, day), content)
    }

    #[test]
    fn words_come_newest_first_and_private_ones_do_not_come() {
        let view = |party, private| {
            Content::View(View {
                party,
                private,
                wanted: "More time".to_owned(),
                feeling: Some(Feeling::Hard),
                ..View::default()
            })
        };
        let entries = [
            entry(
                1,
                Content::Concern(Concern {
                    raised_by: Party::Teacher,
                    parents_said: "He hides his book.".to_owned(),
                    child_view: " ".to_owned(),
                    ..Concern::default()
                }),
            ),
            entry(2, view(Party::Parent, true)),
            entry(3, view(Party::Parent, false)),
            entry(4, view(Party::Pupil, false)),
            entry(
                5,
                Content::ApplicationAgreement(ApplicationAgreement {
                    party: Party::Parent,
                    ..ApplicationAgreement::default()
                }),
            ),
        ];
        let entries = entries.into_iter().chain([
            entry(
                6,
                Content::Concern(Concern {
                    raised_by: Party::Parent,
                    parents_said: "Only for you.".to_owned(),
                    child_view: "Only for you.".to_owned(),
                    ..Concern::default()
                }),
            ),
            entry(
                7,
                Content::ProfilePart(ProfilePart {
                    party: Party::Parent,
                    headings: Headings { help: "Only for you.".to_owned(), ..Headings::default() },
                    ..ProfilePart::default()
                }),
            ),
        ]);
        let entries: Vec<Entry> = entries.collect();
        let of = |party| -> Vec<(i8, &'static str)> {
            voices(&entries, party).iter().map(|voice| (voice.on.day(), voice.at)).collect()
        };
        assert_eq!(of(Party::Parent), [(3, "View for a review"), (1, "Initial concern")]);
        assert_eq!(of(Party::Pupil), [(4, "View for a review")]);
        assert_eq!(of(Party::Teacher), []);
        assert_eq!(voices(&entries, Party::Pupil)[0].how, "It is hard");
    }
}
